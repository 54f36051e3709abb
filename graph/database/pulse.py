"""Whether the database answers at all, told apart from a statement that only takes long.

A statement may take a minute. A database that hangs answers nothing, so the smallest question is asked again
and again on a connection of its own. Where it stays unanswered, all who wait are told at once, and whoever
comes is told before anything is sent: what was refused so is not carried out afterwards.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Final

from graph.database.beside import beside

PATIENCE_S: Final = 5.0
"""How long one question may stay unanswered."""
_EVERY_S: Final = 1.0
_UNANSWERED: Final = 2  # one alone may be the fault of this process, when it did not get to look


@dataclass(slots=True)
class Pulse:
    """The sign of life of a database; without anybody who asks it is taken for alive."""

    lost: bool = False
    _waiting: set[asyncio.Timeout] = field(default_factory=set)

    @contextmanager
    def ending(self, deadline: asyncio.Timeout) -> Iterator[None]:
        """Let a deadline pass at once where the pulse is lost within the block."""
        self._waiting.add(deadline)
        try:
            yield
        finally:
            self._waiting.discard(deadline)

    @asynccontextmanager
    async def asked(self, question: Callable[[], Awaitable[None]]) -> AsyncIterator[None]:
        """Ask the question again and again while the block runs."""
        async with beside(self._ask(question), "Asking after the database"):
            yield

    async def _ask(self, question: Callable[[], Awaitable[None]]) -> None:
        unanswered = 0
        while True:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    await question()
                unanswered = 0
            except TimeoutError:
                unanswered += 1
            except Exception:  # noqa: BLE001 -- a refused connection is told to whoever asks for one
                unanswered = 0
            self.lost = unanswered >= _UNANSWERED
            if self.lost:
                self._end_all()
            await asyncio.sleep(_EVERY_S)

    def _end_all(self) -> None:
        now = asyncio.get_running_loop().time()
        for deadline in self._waiting:
            with suppress(RuntimeError):  # one that passes just now
                deadline.reschedule(now)
