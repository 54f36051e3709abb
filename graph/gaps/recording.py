"""Keeping the history of gaps: what opened and closed between two times at which gaps were judged.

What was found is compared with what is open by the history, whoever recorded that, and the difference is
added in a transaction that holds the head: nothing is recorded that the graph has moved on from, nothing
twice, and what was not recorded, because of a crash or since others wrote, is recorded the next time. The
transaction that says up to where a list was compared adds the events too.

The history is that of devices in force, and of what concerns all of them: a list of all devices has no other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.canonical import digest
from graph.database.messages import batches
from graph.database.queries import (
    AddGapEvents,
    CloseGaps,
    DevicesInForce,
    GapsFirstSeen,
    GapsJudged,
    HeadState,
    HistoryEnd,
    HistoryEndRow,
    HoldHead,
    HoldOpen,
    JudgedRow,
    JudgeGaps,
    MoveHistoryEnd,
    OpenAmong,
    OpenGapRow,
    OpenGaps,
    OpenGapsOfDevices,
    Regrade,
)
from graph.database.store import Store, Tx
from graph.gaps.evaluate import GapReport
from graph.gaps.found import Question
from graph.gaps.gap_events import (
    GENESIS,
    Turn,
    When,
    causes,
    hashed,
    opened_gap,
    record,
    turns,
)
from graph.gaps.provenance import Opening, opening_of
from graph.gaps.rules import shipped_rules
from graph.scopes import EVERYWHERE
from graph.versions.proposal import utc_text
from graph.vocabulary.governance import gap_identity

_AT_ONCE: Final = 5_000
"""How many events one transaction adds: a first judgement of a large file opens tens of thousands."""
_MOST_STANDING: Final = 16
_standing: dict[tuple[str, HistoryEndRow], Mapping[str, OpenGapRow]] = {}
"""What is open of a list where the history ends; the hash of the end says that it is this history."""


@dataclass(frozen=True, slots=True)
class Judged:
    """A list of gaps: what was asked, by whom it is whole, and the day.

    `is_whole` says that it has all gaps, of all rules; `closes` that what it does not have is closed by it.
    """

    question: Question
    report: GapReport
    day: str
    is_whole: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Recording:
    """What is to be added to the history: events after its end, and up to where the list is compared then.

    `standing` is what is open afterwards, of the list or of some gaps of it.
    """

    place: str
    revision: int
    end: HistoryEndRow
    events: Sequence[Mapping[str, Any]]
    mark: Mapping[str, Any] | None
    standing: Mapping[str, OpenGapRow]
    is_last: bool = True

    @property
    def openings(self) -> Mapping[str, Opening]:
        """When the gaps of the list opened that are open."""
        return {gap: opening_of(row) for gap, row in self.standing.items()}

    async def write(self, tx: Tx) -> bool:
        """Add it in a transaction that holds the head; says whether nobody else added anything meanwhile."""
        if (await tx.one(HistoryEnd()) or GENESIS) != self.end:
            return False
        if self.events:
            await self._add(tx)
        if self.mark is not None:
            await tx.run(JudgeGaps(device=self.place, mark=self.mark))
        return True

    async def _add(self, tx: Tx) -> None:
        last = self.events[-1]
        for batch in batches(self.events):
            await tx.run(AddGapEvents(events=batch))
        await tx.run(CloseGaps(ids=[event["gap"] for event in self.events if event["kind"] == "closed"]))
        await tx.run(Regrade(gaps=[event for event in self.events if event["kind"] == "regraded"]))
        for batch in batches([event for event in self.events if event["kind"] == "opened"]):
            await tx.run(HoldOpen(gaps=batch))
        await tx.run(MoveHistoryEnd(count=last["number"], last_hash=last["hash"]))


async def record_openings(store: Store, judged: Judged) -> Mapping[str, Opening] | None:
    """Record what a list shows; gives when its gaps opened, or None where it was not recorded.

    Reading never waits for a writer: while one is at work, a later list records it.
    """
    recording = await last_part(store, judged)
    if recording is None:
        return None
    if not recording.events and recording.mark is None:
        return recording.openings
    return recording.openings if await _written(store, recording) else None


async def last_part(store: Store, judged: Judged) -> Recording | None:
    """Return what is to be recorded of a list, when all but the last part of it is; None where it cannot be.

    It cannot be while others write, and where the graph has moved on.
    """
    while True:
        recording = await store.read_once(lambda tx: _recording(tx, judged))
        if recording is None or recording.is_last:
            return recording
        if not await _written(store, recording):
            return None


async def _written(store: Store, recording: Recording) -> bool:
    async def work(tx: Tx) -> bool:
        await tx.run(HoldHead())
        head = await tx.one(HeadState())
        return head is not None and head.revision == recording.revision and await recording.write(tx)

    return await store.write_beside(work) or False


async def _recording(tx: Tx, judged: Judged) -> Recording | None:
    question, revision = judged.question, judged.report.revision
    head = await tx.one(HeadState())
    if head is None or head.revision != revision or not revision:
        return None
    end = await tx.one(HistoryEnd()) or GENESIS
    nothing = Recording(question.place, revision, end, (), None, {})
    if question.device and question.device not in {row.key for row in await tx.fetch(DevicesInForce())}:
        return nothing
    marks = await _marks(tx, {EVERYWHERE, question.place})
    whole = judged.is_whole and (judged.closes or not marks)
    gaps = judged.report.gaps if whole else [gap for gap in judged.report.gaps if gap.first_seen is None]
    if whole:
        standing = await _open(tx, question, end)
    else:
        standing = {row.gap: row for row in await tx.fetch(OpenAmong(ids=sorted(gap.id for gap in gaps)))}
    every = turns(gaps, standing, lambda row: whole and _is_of(question, row))
    marks |= await _marks(tx, {turn.device for turn in every} - {"", *marks})
    now = utc_text()
    when = _Timing(judged, now, head.last_at or now, marks, await _seen(tx, every, marks, question), standing)
    events, last = [], end
    for turn in every[:_AT_ONCE]:
        event = record(last.count + 1, turn, when.of(turn))
        last = HistoryEndRow(last.count + 1, hashed(event, last.last_hash))
        events.append({**event, "hash": last.last_hash})
    after = _after(standing, events)
    if whole:
        _keep_standing(question.place, last, after)
    is_last = len(events) == len(every)
    mark = _mark(question, revision, judged.day) if whole and is_last else None
    return replace(nothing, events=events, mark=mark, standing=after, is_last=is_last)


def _is_of(question: Question, row: OpenGapRow) -> bool:
    """Whether a list would have a gap if it were there; a rule of one's own may look beyond the device."""
    if question.device is None or row.device == question.device:
        return True
    rule = shipped_rules().get(row.rule)
    return row.device == "" and rule is not None and not rule.subject


@dataclass(frozen=True, slots=True)
class _Timing:
    """Tells of what becomes of gaps when it did."""

    judged: Judged
    now: str
    written_at: str
    marks: Mapping[str, JudgedRow]
    seen: Mapping[str, Opening]
    standing: Mapping[str, OpenGapRow]

    def of(self, turn: Turn) -> When:
        question, revision = self.judged.question, self.judged.report.revision
        before = _newest(self.marks, question, turn.device)
        if before is None and turn.kind == "opened":
            seen = self.seen.get(turn.gap)
            if seen is not None:
                return When(seen.revision, seen.at, None, ("first",))
            return When(revision, self.now, None, ("first",))
        opened = self.standing[turn.gap].revision if turn.kind != "opened" else 0
        if before is None:
            return When(revision, self.now, opened, ())
        because = causes(before, revision, self.judged.day, question.rules)
        at = self.written_at if because == ("write",) else self.now
        return When(revision, at, max(before.revision, opened), because)


def _newest(marks: Mapping[str, JudgedRow], question: Question, device: str) -> JudgedRow | None:
    """Return when it was last judged whether there is a gap of a device, or of none."""
    judged = [marks[place] for place in (EVERYWHERE, device or question.place) if place in marks]
    return max(judged, key=lambda mark: (mark.revision, mark.day), default=None)


async def _marks(tx: Tx, places: set[str]) -> dict[str, JudgedRow]:
    if not places:
        return {}
    return {row.device: row for row in await tx.fetch(GapsJudged(devices=sorted(places)))}


async def _seen(
    tx: Tx, every: Sequence[Turn], marks: Mapping[str, JudgedRow], question: Question
) -> dict[str, Opening]:
    """Return when gaps were first listed that open with the first judgement: releases before kept only that.

    Before gaps were those of a device, one was seen for all devices of its item: that sighting counts.
    """
    first = [
        turn for turn in every if turn.kind == "opened" and _newest(marks, question, turn.device) is None
    ]
    findings = {turn.gap: gap_identity(turn.rule, turn.subject, turn.detail) for turn in first}
    ids = sorted({*findings, *findings.values()})
    rows = {row.id: Opening(row.revision, row.at) for row in await tx.fetch(GapsFirstSeen(ids=ids))}
    seen = {gap: rows.get(gap) or rows.get(finding) for gap, finding in findings.items()}
    return {gap: opening for gap, opening in seen.items() if opening is not None}


async def _open(tx: Tx, question: Question, end: HistoryEndRow) -> Mapping[str, OpenGapRow]:
    known = _standing.get((question.place, end))
    if known is not None:
        return known
    query = OpenGapsOfDevices(devices=["", question.device]) if question.device else OpenGaps()
    standing = {row.gap: row for row in await tx.fetch(query)}
    _keep_standing(question.place, end, standing)
    return standing


def _keep_standing(place: str, end: HistoryEndRow, standing: Mapping[str, OpenGapRow]) -> None:
    while len(_standing) >= _MOST_STANDING:
        del _standing[next(iter(_standing))]
    _standing[place, end] = standing


def _after(
    standing: Mapping[str, OpenGapRow], events: Sequence[Mapping[str, Any]]
) -> Mapping[str, OpenGapRow]:
    """Return what is open after some events."""
    if not events:
        return standing
    after = dict(standing)
    for event in events:
        if event["kind"] == "closed":
            del after[event["gap"]]
        elif event["kind"] == "opened":
            after[event["gap"]] = opened_gap(event)
        else:
            after[event["gap"]] = replace(after[event["gap"]], severity=event["severity"])
    return after


def _mark(question: Question, revision: int, day: str) -> dict[str, Any]:
    mark = {"device": question.place, "revision": revision, "day": day, "rules": question.rules}
    return {**mark, "hash": digest(mark)}
