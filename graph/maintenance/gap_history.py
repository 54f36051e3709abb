"""The history of gaps as it is stored: whole, unaltered, and what is open is what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from graph.database.queries import (
    GapEventPage,
    GapsJudgedMarks,
    HistoryEnd,
    HistoryEndRow,
    OpenGapRow,
    OpenGaps,
)
from graph.database.queries.base import NO_END
from graph.database.store import Store, Tx
from graph.gaps.found import is_whole
from graph.gaps.gap_events import GENESIS, hashed, opened_gap
from graph.vocabulary.content import Properties

_PAGE = 2_000


async def gap_history_differences(store: Store) -> list[str]:
    """Read all events and open gaps; gives in words what is not as it was recorded."""
    return await store.read(_differences)


async def _differences(tx: Tx) -> list[str]:
    differences: list[str] = []
    open_gaps: dict[str, OpenGapRow] = {}
    last = GENESIS
    page = GapEventPage([], [], "", "", "", "", "", upto=NO_END, after=-1, size=_PAGE)
    while rows := await tx.fetch(page):
        for row in rows:
            body = {name: value for name, value in row.properties.items() if name != "hash"}
            ought = HistoryEndRow(last.count + 1, hashed(body, last.last_hash))
            last = HistoryEndRow(row.number, row.properties.get("hash", ""))
            if last != ought:
                differences.append(f"history of gaps: event {row.number} is not the one that was recorded")
            _replay(open_gaps, body)
        page = replace(page, after=rows[-1].number)
    if (await tx.one(HistoryEnd()) or GENESIS) != last:
        differences.append("history of gaps: it does not end where its end is said to be")
    stored = {row.gap: row for row in await tx.fetch(OpenGaps())}
    for gap in sorted({*stored, *open_gaps}):
        if stored.get(gap) != open_gaps.get(gap):
            differences.append(f"{gap}: is not open as the history of gaps says")
    for mark in await tx.fetch(GapsJudgedMarks()):
        if not is_whole(mark):
            differences.append(f"history of gaps: the mark of {mark.device} is not the one of its hash")
    return differences


def _replay(open_gaps: dict[str, OpenGapRow], event: Mapping[str, object] | Properties) -> None:
    gap = str(event.get("gap"))
    if event.get("kind") == "opened":
        open_gaps[gap] = opened_gap(event)
    elif event.get("kind") == "closed":
        open_gaps.pop(gap, None)
    elif gap in open_gaps:
        open_gaps[gap] = replace(open_gaps[gap], severity=str(event.get("severity")))
