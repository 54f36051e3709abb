"""What was asked for before is brought to the head after a commit, and stored, while nobody else writes.

Whoever asks does not wait for this: what is behind by then is followed for the answer. So a follower that is
late, was stopped or killed costs time and nothing else. What nobody asks for is left alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from time import monotonic
from typing import Final

from graph.database.beside import beside
from graph.database.one_revision import TornRead
from graph.database.store import Store
from graph.errors import EvitraceError
from graph.gaps.evaluate import question_of, read_report, with_openings
from graph.gaps.follow import known_of
from graph.gaps.found import keep_found
from graph.gaps.recording import Judged, last_part
from graph.versions.proposal import utc_text

_STILL_ASKED_S: Final = 900.0
"""For how long after it was last asked for a list is kept at the head."""
_MOST_ASKED: Final = 64
_MOST_BEHIND: Final = 64
"""After how many commits a list is brought to the head although more keep coming."""


@dataclass(slots=True)
class _Listing:
    """A list that was asked for: when, whether since it was last tried, and what of it is stored.

    `tried` is after how many commits that was.
    """

    at: float
    is_new: bool = True
    tried: int = -1
    kept: tuple[int, str] | None = None


@dataclass(slots=True)
class _Follower:
    store: Store
    seconds: float
    asked: dict[str | None, _Listing] = field(default_factory=dict)
    woken: asyncio.Event = field(default_factory=asyncio.Event)

    def ask(self, device: str | None) -> bool:
        """Note that the gaps of a device, or of all, are asked for; says that they are followed."""
        while device not in self.asked and len(self.asked) >= _MOST_ASKED:
            del self.asked[min(self.asked, key=lambda one: self.asked[one].at)]
        asked = self.asked.setdefault(device, _Listing(0))
        asked.at, asked.is_new = monotonic(), True  # another process may have written, or a day begun
        self.woken.set()
        return True

    async def run(self) -> None:
        """Bring to the head what is asked for, whenever nothing was committed for a while."""
        before = -1
        while True:
            await self.woken.wait()
            await asyncio.sleep(self.seconds)
            count = self.store.commits.count
            for device, asked in list(self.asked.items()):
                if asked.at + _STILL_ASKED_S < monotonic():
                    del self.asked[device]
                elif self._is_due(asked, count, quiet=count == before):
                    asked.tried, asked.is_new = count, False
                    await self._bring(device, asked)
            before = count
            if not self.asked:
                self.woken.clear()

    def _is_due(self, asked: _Listing, count: int, *, quiet: bool) -> bool:
        return (asked.is_new or asked.tried != count) and (quiet or count - asked.tried >= _MOST_BEHIND)

    async def _bring(self, device: str | None, asked: _Listing) -> None:
        """Bring a list to the head and store it, unless somebody writes meanwhile."""
        today = utc_text()[:10]
        try:
            report = await self.store.read_once(lambda tx: read_report(tx, today, device=device))
            if asked.kept == (report.revision, today):
                return
            question = question_of(self.store.own, device)
            known = known_of(question)
            judged = Judged(question, report, today, is_whole=True, closes=True)
            recording = await last_part(self.store, judged)
            if recording is not None and await keep_found(self.store, question, known, recording.write):
                asked.kept = (report.revision, today)
                with_openings(report, recording.openings)
            else:
                asked.is_new = True
        except TornRead:
            return
        except EvitraceError:
            self.asked.pop(device, None)


@asynccontextmanager
async def following(store: Store, seconds: float) -> AsyncIterator[None]:
    """Keep what is asked for at the head within the block; with 0 seconds nothing is."""
    if not seconds:
        yield
        return
    follower = _Follower(store, seconds)
    store.asked = follower.ask
    async with beside(follower.run(), "Following gaps"):
        yield
