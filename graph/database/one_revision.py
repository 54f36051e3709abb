"""A read belongs to one revision: whether a commit came in between is known here, within a process.

Both databases read what is committed at the moment of each statement, and show a commit piece by piece while
it is being applied. So a reader notes how many commits there were, and looks again after each statement; what
other processes commit, the head of the graph tells.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Final

PATIENCE_SECONDS: Final = (0.0, 0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0)
"""How long a reader that was overtaken again and again waits for a writer's turn, before each further try."""


class TornRead(Exception):
    """Something was committed while it was read: what was read may belong to no revision."""


def _set() -> asyncio.Event:
    event = asyncio.Event()
    event.set()
    return event


@dataclass(slots=True)
class Commits:
    """The commits of this process: how many there were, and whether one is under way."""

    count: int = 0
    _settled: asyncio.Event = field(default_factory=_set)

    def begin(self) -> None:
        """Note that a commit begins: its pieces may be seen from now on."""
        self._settled.clear()

    @contextmanager
    def around_write(self) -> Iterator[None]:
        """Count a write as committed at its end, also where nobody knows whether it was."""
        try:
            yield
        finally:
            self.end()

    def end(self) -> None:
        """Note that no commit is under way any more: it was carried out, or the write is repeated."""
        if not self._settled.is_set():
            self.count += 1
            self._settled.set()

    async def watch(self) -> Callable[[], bool]:
        """Wait until no commit is under way; gives what says whether one began since."""
        await self._settled.wait()
        seen = self.count
        return lambda: seen != self.count or not self._settled.is_set()
