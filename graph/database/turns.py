"""Whose turn it is to write: one at a time, and nobody waits behind what takes long while it can be helped.

A write, a preview and an answer as of then each need the graph for themselves. What is short goes before what
takes long; but after some short ones, one that takes long has its turn, so that it is not put off for ever.
What is only rehearsed gives way when something short has waited for a moment, and is done again later.
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
PATIENCE_S: Final = 0.5
"""How long something short lets a rehearsal come to its end."""
PAUSES_S: Final = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""How long a rehearsal that gave way leaves the turn to others before each further try; the last is whole."""


class GaveWay(Exception):
    """A rehearsal was given up, because a write waits for its turn."""


@dataclass(slots=True, eq=False)
class _Waiting:
    turn: asyncio.Future[None]
    since: float


_Queue = deque[_Waiting]


@dataclass(slots=True)
class Turns:
    """One turn, and two queues of bounded length."""

    _taken: bool = False
    _in_a_row: int = 0
    _pausing: int = 0
    _short: _Queue = field(default_factory=deque)
    _long: _Queue = field(default_factory=deque)

    def locked(self) -> bool:
        """Whether somebody has the turn."""
        return self._taken

    def is_wanted(self) -> bool:
        """Whether something short has waited for longer than a moment."""
        now = asyncio.get_running_loop().time()
        return bool(self._short) and now - self._short[0].since >= PATIENCE_S

    async def acquire(self, *, is_long: bool = False, is_back: bool = False) -> None:
        """Wait for the turn; StoreUnavailable, at once, where too many wait already.

        One that is back, after it gave way, goes before others that take long.
        """
        queue, most = (self._long, MOST_LONG) if is_long else (self._short, MOST_SHORT)
        if not self._taken:
            self._taken = True
            return
        count = len(queue) + (self._pausing if is_long else 0)
        if count >= most and not is_back:
            what = "previews, loads and answers as of then" if is_long else "writes"
            message = f"{most} {what} are waiting already. Nothing was changed; try again later."
            raise StoreUnavailable(message)
        loop = asyncio.get_running_loop()
        waiting = _Waiting(loop.create_future(), loop.time())
        if is_back:
            queue.appendleft(waiting)
        else:
            queue.append(waiting)
        try:
            await waiting.turn
        except asyncio.CancelledError:
            if waiting.turn.done() and not waiting.turn.cancelled():
                self.release()  # it came too late for who waited
            elif waiting in queue:  # a release between may have passed it over
                queue.remove(waiting)
            raise

    async def pause(self, seconds: float) -> None:
        """Leave the turn to others for a time; who does so counts as one that waits."""
        self._pausing += 1
        try:
            await asyncio.sleep(seconds)
        finally:
            self._pausing -= 1

    def release(self) -> None:
        """Give the turn to who is next."""
        while queue := self._next_queue():
            turn = queue.popleft().turn
            self._in_a_row = 0 if queue is self._long else self._in_a_row + 1
            if not turn.done():
                turn.set_result(None)
                return
        self._taken = False

    def _next_queue(self) -> _Queue:
        is_due = self._long and self._in_a_row >= _IN_A_ROW
        return self._long if is_due or not self._short else self._short
