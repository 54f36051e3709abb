"""A limit of time for each transaction, and the end of all of them where the database hangs."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Final

from graph.database.pulse import Pulse
from graph.errors import Outside, StoreUnavailable

_HANGS: Final = (
    "The database is there and does not answer anything. What was asked for was given up; try again when "
    "it answers, and read before you repeat a change."
)


class Watchdog:
    """Ends a transaction whose statement, begin or commit takes too long, and drops its connection.

    What runs in Python between two statements has no limit here.
    """

    def __init__(self, seconds: float | None, pulse: Pulse | None = None) -> None:
        """Watch with a limit in seconds, or without one, and as long as the database lives."""
        self.seconds = seconds
        self._pulse = pulse or Pulse()
        self._deadline: asyncio.Timeout | None = None

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        """Watch a whole transaction; StoreUnavailable when the limit passes, or the database hangs."""
        if self._pulse.lost:
            raise StoreUnavailable(_HANGS)
        try:
            async with asyncio.timeout(None) as self._deadline:
                with self._pulse.ending(self._deadline):
                    self.start()
                    yield
        except TimeoutError:
            if self._pulse.lost:
                raise StoreUnavailable(_HANGS) from None
            message = (
                f"The database did not answer within {self.seconds:g} s ({Outside.statement_seconds}). The "
                "transaction was given up; read before you repeat a change."
            )
            raise StoreUnavailable(message) from None

    def start(self) -> None:
        """Begin to count anew."""
        if self._deadline is not None and self.seconds is not None:
            seconds = 0.0 if self._pulse.lost else self.seconds
            self._deadline.reschedule(asyncio.get_running_loop().time() + seconds)

    def stop(self) -> None:
        """Count no more until the next start."""
        if self._deadline is not None:
            self._deadline.reschedule(None)

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Count while a statement runs."""
        self.start()
        yield
        self.stop()
