"""Conclusions: sign, re-affirm, and say what they rest on, why they are stale, and what to do first."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.audit import Write, begin, seal
from graph.basis import expected_basis
from graph.errors import (
    BlockedByGaps,
    NotAConclusion,
    NothingToApprove,
    ReaffirmationRefused,
    StaleRevision,
    UpstreamUnsettled,
    WrongState,
)
from graph.gaps import Gap, blocking_gaps
from graph.items import Written, draft_proposal, must_find, must_find_version, take_in
from graph.planning import etag
from graph.proposals import Author, Mode, Options, Proposal, Signature, Unresolved
from graph.queries import (
    AmendVersions,
    ConclusionPage,
    ConclusionPageOfDevice,
    ConclusionRow,
    ConclusionsByKeys,
    EvidenceOfUses,
    HeadState,
    ItemRow,
    OutdatedAppraisals,
    PinRow,
    PinsOf,
    ScopesOf,
    Standing,
    SubjectsOf,
    UnsettledConclusions,
    UpstreamOf,
    VersionsByIds,
)
from graph.scopes import EVERYWHERE, of_device
from graph.settle import reasons_in
from graph.staleness import Status
from graph.store import Store, Tx
from graph.versions import signatures_text
from graph.vocabulary import KINDS, parse
from graph.vocabulary.kinds import ConclusionKind

NEEDED_MEANINGS = ("authored", "approved")


async def _conclusion(tx: Tx, key: str, expect: str = "") -> ItemRow:
    row = await must_find(tx, key)
    if row.type != "Conclusion":
        message = f"{key} is a {row.type}, not a conclusion; only conclusions are signed and re-affirmed."
        raise NotAConclusion(message)
    if expect and expect != etag(row):
        message = f"{key} was changed since you read it; read it again (its ETag is {etag(row)})."
        raise StaleRevision(message)
    return row


# -- signing -------------------------------------------------------------------------------------------


async def sign(store: Store, key: str, meanings: Sequence[str], author: Author, expect: str = "") -> Written:
    """Sign the draft of a conclusion.

    When it carries all needed meanings, it comes into force and pins what it ought to rest on at that
    moment; BlockedByGaps when a blocker gap is open on its subject or its basis.
    """

    async def work(tx: Tx) -> Written:
        write = await begin(tx, author)
        await _conclusion(tx, key, expect)
        try:
            proposal = await draft_proposal(tx, key, author)
        except NothingToApprove:
            message = f"{key} has no draft to sign; it is signed already. Re-affirm it, or revise it first."
            raise NothingToApprove(message) from None
        signed = _with_signatures(proposal, meanings, author)
        if not {entry.meaning for entry in signed.signatures}.issuperset(NEEDED_MEANINGS):
            await _record_signatures(write, key, signed)
        else:
            await _bring_into_force(write, signed)
        await seal(write, "sign")
        return Written(write.revision, (), tuple(write.effects))

    return await store.write(work)


def _with_signatures(proposal: Proposal, meanings: Sequence[str], author: Author) -> Proposal:
    known = {entry.meaning for entry in proposal.signatures}
    new = [
        Signature(author.actor, meaning, author.at, author.reason)
        for meaning in dict.fromkeys(meanings)
        if meaning not in known
    ]
    if not new:
        message = f"{proposal.key} carries these meanings already: {', '.join(sorted(known))}; sign another."
        raise WrongState(message)
    return replace(proposal, signatures=(*proposal.signatures, *new))


async def _record_signatures(write: Write, key: str, proposal: Proposal) -> None:
    row = await must_find(write.tx, key)
    properties = {"signatures": signatures_text(proposal.signatures)}
    version = f"{key}@{row.latest_no}"
    await write.tx.run(AmendVersions(rows=[{"id": version, "properties": properties}]))
    write.changes.append(
        {"item": key, "type": "Conclusion", "action": "signed", "version": row.latest_no,
         "meanings": sorted({entry.meaning for entry in proposal.signatures})}
    )  # fmt: skip


async def _bring_into_force(write: Write, proposal: Proposal) -> None:
    options = Options(Mode.revise, Unresolved.keep, action="sign")
    outcomes = await take_in(write, [proposal], options)
    properties = {"signatures": signatures_text(proposal.signatures)}
    version = f"{proposal.key}@{outcomes[0].version}"
    await write.tx.run(AmendVersions(rows=[{"id": version, "properties": properties}]))
    subjects = await write.tx.fetch(SubjectsOf(keys=[proposal.key]))
    if all(subject.state == "withdrawn" for subject in subjects):
        names = ", ".join(sorted(subject.item for subject in subjects))
        message = f"{proposal.key} concludes on {names} only, and that is withdrawn; nothing is left to sign."
        raise WrongState(message)
    blocking = await blockers(write.tx, proposal.key, write.author.at[:10])
    if blocking:
        names = ", ".join(f"{gap.rule} on {gap.subject}" for gap in blocking)
        message = (
            f"{proposal.key} cannot be signed while blocker gaps are open on what it concludes on: "
            f"{names}. Close them first; each gap names its remedy."
        )
        raise BlockedByGaps(message, [gap.record() for gap in blocking])


async def blockers(tx: Tx, key: str, today: str) -> list[Gap]:
    """Give the open blocker gaps on a conclusion's subjects, its basis, and the evidence of its uses.

    Gaps that say that a signed conclusion is missing do not stand in the way of signing one.
    """
    basis = {entry.item for entry in (await expected_basis(tx, [key]))[key]}
    near = basis | {row.item for row in await tx.fetch(SubjectsOf(keys=[key]))}
    near |= {row.evidence for row in await tx.fetch(EvidenceOfUses(keys=sorted(basis)))}
    concerned = {row.scope for row in await tx.fetch(ScopesOf(keys=sorted(near)))}
    found = await blocking_gaps(tx, today, sorted({EVERYWHERE, *concerned}))
    return [gap for gap in found if gap.subject in near and gap.subject != key]


# -- re-affirmation ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reaffirmation:
    """What a reviewer decided on a conclusion that needs another look."""

    outcome: str
    rationale: str
    verdict: str | None = None
    statement: str | None = None
    conditions: str | None = None
    scope: str | None = None

    @property
    def stated(self) -> dict[str, str]:
        """What the reviewer stated of the parts that dependants compare."""
        parts = {
            "verdict": self.verdict,
            "statement": self.statement,
            "conditions": self.conditions,
            "scope": self.scope,
        }
        return {name: value for name, value in parts.items() if value is not None}


async def reaffirm(
    store: Store, key: str, wanted: Reaffirmation, author: Author, expect: str = ""
) -> Written:
    """Sign a conclusion anew, with the basis of today: a new version with new pins (8.5).

    `reaffirmed_unchanged` keeps what dependants compare, so that suspects above clear by themselves;
    `verdict_changed` moves the wave one level up.
    """

    async def work(tx: Tx) -> Written:
        write = await begin(tx, author)
        row = await _conclusion(tx, key, expect)
        proposal = await _reaffirmed(tx, row, wanted, author)
        await _bring_into_force(write, proposal)
        await seal(write, "reaffirm")
        return Written(write.revision, (), tuple(write.effects))

    return await store.write(work)


async def _reaffirmed(tx: Tx, row: ItemRow, wanted: Reaffirmation, author: Author) -> Proposal:
    if row.state != "in_force":
        message = f"{row.key} is not signed and in force ({row.state}); sign it first."
        raise WrongState(message)
    standing = await tx.one(ConclusionsByKeys(keys=[row.key]))
    if standing is not None and standing.status == Status.suspect:
        upstream = ", ".join(reason.item for reason in reasons_in(standing.reasons))
        message = (
            f"{row.key} is only suspect: {upstream} has to be settled first, and may clear it. "
            "GET /v1/work-list gives the order."
        )
        raise UpstreamUnsettled(message)
    version = await must_find_version(tx, row.key, row.effective_no)
    before = json.loads(version["content"])
    content = _decided(row.key, before, wanted)
    return Proposal(
        type="Conclusion",
        key=row.key,
        content=content,
        approve=True,
        reason=author.reason or wanted.rationale,
        change_ref=author.change_ref,
        signatures=tuple(
            Signature(author.actor, meaning, author.at, wanted.rationale)
            for meaning in ("reaffirmed", *NEEDED_MEANINGS)
        ),
    )


def _decided(key: str, before: Mapping[str, Any], wanted: Reaffirmation) -> dict[str, Any]:
    """Give the content after the decision; the outcome named has to fit what is stated."""
    after = {**before, **wanted.stated, "rationale": wanted.rationale}
    after = {name: value for name, value in after.items() if value != ""}
    parts = ("verdict", "statement", "conditions", "scope")
    moved = [name for name in parts if before.get(name, "") != after.get(name, "")]
    if wanted.outcome == "reaffirmed_unchanged" and moved:
        message = (
            f"{key} is re-affirmed unchanged, but {', '.join(moved)} would change; "
            "name the outcome verdict_changed, or leave them as they are."
        )
        raise ReaffirmationRefused(message)
    if wanted.outcome == "verdict_changed" and not moved:
        message = (
            f"{key}: nothing that dependants compare changes; "
            "name the outcome reaffirmed_unchanged, or state the new verdict, conditions or scope."
        )
        raise ReaffirmationRefused(message)
    return parse("Conclusion", after).content()


# -- reading -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class View:
    """A conclusion with its status on a day."""

    row: ConclusionRow
    content: Mapping[str, Any]
    version: Mapping[str, Any]
    status: str


def standing_on(row: ConclusionRow, today: str) -> str:
    """Give the status on a day: current becomes overdue when its first date has passed."""
    if row.status == Status.current and row.overdue_from and row.overdue_from < today:
        return Status.overdue
    return row.status or Status.draft


@dataclass(frozen=True, slots=True)
class ConclusionFilter:
    """What a listing of conclusions is asked for; empty fields let everything pass."""

    status: str = ""
    kind: str = ""
    device: str = ""


async def page(
    store: Store, wanted: ConclusionFilter, today: str, after: str, size: int
) -> tuple[list[View], int]:
    """Give a page of conclusions in the order of their keys, and the revision that was read."""

    async def work(tx: Tx) -> tuple[list[View], int]:
        head = await tx.one(HeadState())
        filters = {"status": wanted.status, "kind": wanted.kind, "today": today}
        if wanted.device:
            await of_device(tx, wanted.device)
            query = ConclusionPageOfDevice(device=wanted.device, after=after, size=size, **filters)
            rows = await tx.fetch(query)
        else:
            rows = await tx.fetch(ConclusionPage(after=after, size=size, **filters))
        return await _views(tx, rows, today), head.revision if head else 0

    return await store.read(work)


async def standing(store: Store, today: str) -> dict[str, int]:
    """Give how many conclusions there are of each status on a day."""
    rows = await store.read(lambda tx: tx.fetch(Standing(today=today)))
    return {row.status: row.count for row in rows}


async def _views(tx: Tx, rows: Sequence[ConclusionRow], today: str) -> list[View]:
    ids = {row.key: f"{row.key}@{row.effective_no or row.latest_no}" for row in rows}
    versions = {v.id: v.properties for v in await tx.fetch(VersionsByIds(ids=sorted(ids.values())))}
    return [
        View(
            row,
            json.loads(versions[ids[row.key]]["content"]),
            versions[ids[row.key]],
            standing_on(row, today),
        )
        for row in rows
    ]


async def read(store: Store, key: str, today: str) -> tuple[View, int]:
    """Give one conclusion with its status on a day, and the revision that was read."""

    async def work(tx: Tx) -> tuple[View, int]:
        await _conclusion(tx, key)
        rows = await tx.fetch(ConclusionsByKeys(keys=[key]))
        head = await tx.one(HeadState())
        return (await _views(tx, rows, today))[0], head.revision if head else 0

    return await store.read(work)


@dataclass(frozen=True, slots=True)
class BasisComparison:
    """What a conclusion pinned beside what it ought to rest on now."""

    pinned: tuple[PinRow, ...]
    expected: tuple[Mapping[str, Any], ...]
    revision: int


async def basis(store: Store, key: str) -> BasisComparison:
    """Give what a conclusion pinned and what it ought to rest on; for a draft, as if signed now."""

    async def work(tx: Tx) -> BasisComparison:
        row = await _conclusion(tx, key)
        head = await tx.one(HeadState())
        if row.state == "draft":
            nobody = Author("nobody", "1970-01-01T00:00:00.000000Z")
            proposal = await draft_proposal(tx, key, nobody)
            write = await begin(tx, nobody)
            options = Options(Mode.revise, Unresolved.keep, action="rehearse")
            await take_in(write, [proposal], options)
        pins = () if row.state == "draft" else tuple(await tx.fetch(PinsOf(keys=[key])))
        expected = tuple(
            {"item": entry.item, "role": entry.role, "via": entry.via}
            for entry in (await expected_basis(tx, [key]))[key]
        )
        return BasisComparison(pins, expected, head.revision if head else 0)

    return await store.rehearse(work)


# -- the order of work ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: `ready` when nothing above has to be done first; `unlocks` what waits for it."""

    key: str
    task: str
    kind: str
    demand: str
    ready: bool
    waits_for: tuple[str, ...]
    unlocks: tuple[str, ...]


async def work_list(tx: Tx) -> list[Task]:
    """Give what has to be done in dependency order (8.4.5): appraisals first, the evaluation last."""
    rows = await tx.fetch(UnsettledConclusions())
    upstream: dict[str, set[str]] = {row.key: set() for row in rows}
    unsettled = set(upstream)
    for edge in await tx.fetch(UpstreamOf(keys=sorted(unsettled))):
        if edge.upstream in unsettled:
            upstream[edge.conclusion].add(edge.upstream)
    appraisals = {row.appraisal: row.evidence for row in await tx.fetch(OutdatedAppraisals())}
    tasks = [
        Task(key, "appraise", "appraisal", "must_confirm", ready=True, waits_for=(), unlocks=())
        for key in sorted(appraisals)
    ]
    for row in sorted(rows, key=lambda row: (KINDS[ConclusionKind(row.kind)].rank, row.key)):
        reasons = reasons_in(row.reasons)
        waits = {r.item for r in reasons if r.item in appraisals} | upstream[row.key]
        unlocks = sorted(key for key, above in upstream.items() if row.key in above)
        task = "re-evaluate" if row.status == Status.stale else "wait"
        demand = next((r.demand for r in reasons if r.demand == "must_redo"), None)
        demand = demand or next((r.demand for r in reasons if r.demand), None)
        tasks.append(
            Task(
                row.key,
                task,
                row.kind,
                str(demand or ""),
                not waits,
                tuple(sorted(waits)),
                tuple(unlocks),
            )
        )
    return _in_order(tasks)


def _in_order(tasks: Sequence[Task]) -> list[Task]:
    """Order tasks so that each comes after all that it waits for; equal ones keep their order."""
    done: set[str] = set()
    left, ordered = list(tasks), []
    names = {task.key for task in tasks}
    while left:
        free = [task for task in left if not (set(task.waits_for) & names) - done]
        batch = free or left
        ordered += batch
        done |= {task.key for task in batch}
        left = [task for task in left if task.key not in done]
    return ordered
