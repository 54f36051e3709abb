"""Whose turn it is to write: one at a time, and nobody waits behind what takes long while it can be helped.

A write, a preview and an answer as of then each need the graph for themselves. What is short goes before what
takes long; but after some short ones, one that takes long has its turn, so that it is not put off for ever.
"""

from __future__ import annotations

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Final

from graph.errors import StoreUnavailable

MOST_SHORT: Final = 256
MOST_LONG: Final = 16
_IN_A_ROW: Final = 8
"""How many short ones go before one that takes long."""
_Queue = deque[asyncio.Future[None]]


@dataclass(slots=True)
class Turns:
    """One turn, and two queues of bounded length."""

    _taken: bool = False
    _in_a_row: int = 0
    _short: _Queue = field(default_factory=deque)
    _long: _Queue = field(default_factory=deque)

    def locked(self) -> bool:
        """Whether somebody has the turn."""
        return self._taken

    async def acquire(self, *, is_long: bool = False) -> None:
        """Wait for the turn; StoreUnavailable, at once, where too many wait already."""
        queue, most = (self._long, MOST_LONG) if is_long else (self._short, MOST_SHORT)
        if not self._taken:
            self._taken = True
            return
        if len(queue) >= most:
            what = "previews, loads and answers as of then" if is_long else "writes"
            message = f"{most} {what} are waiting already. Nothing was changed; try again later."
            raise StoreUnavailable(message)
        turn: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        queue.append(turn)
        try:
            await turn
        except asyncio.CancelledError:
            if turn.done() and not turn.cancelled():
                self.release()  # it came too late for who waited
            elif turn in queue:  # a release between may have passed it over
                queue.remove(turn)
            raise

    def release(self) -> None:
        """Give the turn to who is next."""
        while queue := self._next_queue():
            turn = queue.popleft()
            self._in_a_row = 0 if queue is self._long else self._in_a_row + 1
            if not turn.done():
                turn.set_result(None)
                return
        self._taken = False

    def _next_queue(self) -> _Queue:
        is_due = self._long and self._in_a_row >= _IN_A_ROW
        return self._long if is_due or not self._short else self._short
