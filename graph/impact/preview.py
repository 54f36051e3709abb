"""What a planned change would do, found by doing it in a transaction that is rolled back.

The same code writes, settles and asks the rules, so a preview and reality cannot disagree. Only the
preview itself is stored; the graph, its revision and its audit trail stay as they are.
"""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence

from graph.canonical import canonical, digest, parsed
from graph.conclusions import Task, work_list
from graph.database.queries import (
    ConclusionsByKeys,
    DependantsOf,
    DependenciesOf,
    ReadPreview,
    StorePreview,
    UpstreamOf,
)
from graph.database.store import Store, Tx
from graph.errors import EvitraceError, InvalidContent, Outside, PreviewNotFound
from graph.gaps import Gap, by_severity
from graph.impact.affected_rules import GapComparison, compare_gaps
from graph.impact.foreseen import (
    BlindSpot,
    ChangeStep,
    Document,
    Foreseen,
    ForeseenConclusion,
    GapChanges,
    RegradedGap,
    document_of,
    step_document,
)
from graph.items import canonical_content, must_find, must_find_version, withdraw_in, write_items_in
from graph.ledger.audit import MovedConclusion, Write, begin
from graph.ledger.change_tracker import ChangeTracker
from graph.staleness import Reason, worst_demand
from graph.status.cached import base_status_on, reasons_on
from graph.traversal import Hop
from graph.versions.proposal import Author, Mode, Options, Proposal, Unresolved
from graph.vocabulary import ITEM_TYPES, shapes
from graph.vocabulary.content import Content


async def preview(
    store: Store, changes: Sequence[ChangeStep], author: Author, today: str, note: str
) -> Document:
    """Return what would follow from the changes, in their order, and keep the answer under an id."""
    result = await store.rehearse(lambda tx: _foreseen(store, tx, changes, author, today), is_long=True)
    record = await store_preview(store, document_of(result), author, changes, note=note, on=today)
    return {**record, "changes": [step_document(change) for change in changes]}


async def store_preview(
    store: Store, foreseen: Document, author: Author, changes: Sequence[ChangeStep], **headings: str
) -> Document:
    """Keep what was foreseen under a new id, with hashes of it and of all that is kept; gives the record."""
    revision = foreseen["revision"]
    result = {name: value for name, value in foreseen.items() if name != "revision"}
    record = {
        "id": uuid.uuid4().hex,
        "at": author.at,
        "actor": author.actor,
        **headings,
        "revision": revision,
        "result_hash": digest(result),
        **result,
    }
    kept, steps = canonical(record), canonical([step_document(change) for change in changes])
    properties = {
        "id": record["id"],
        "at": author.at,
        "actor": author.actor,
        "revision": revision,
        "result_hash": record["result_hash"],
        "change": record["change"]["key"] if "change" in record else None,
        "changes": steps,
        "record": kept,
        "kept_hash": digest([kept, steps]),
    }
    await store.write(lambda tx: tx.run(StorePreview(properties=properties)))
    return record


async def _foreseen(
    store: Store, tx: Tx, changes: Sequence[ChangeStep], author: Author, today: str
) -> Foreseen:
    return await foresee(store, await begin(tx, author), changes, today)


async def foresee(store: Store, write: Write, changes: Sequence[ChangeStep], today: str) -> Foreseen:
    """Carry changes out in a write that the caller rolls back; gives the difference that they make.

    Only the rules that the changes let answer otherwise are asked, here and of the graph as it stands.
    """
    tasks = await work_list(write.tx, today)
    tracker = ChangeTracker(write.tx)
    write.tx.before = tracker.note
    keys = [await apply_step(write, number, change) for number, change in enumerate(changes)]
    write.tx.before = None
    changed = await tracker.changes()

    async def work(tx: Tx) -> GapComparison:
        return await compare_gaps(tx, write, changed, today)

    comparison = await store.read(work)
    return await _difference(write, comparison, tasks, keys, today)


async def stored_preview(store: Store, preview_id: str) -> Document:
    """Return a preview as it was computed; PreviewNotFound when there is none."""
    row = await store.read(lambda tx: tx.one(ReadPreview(id=preview_id)))
    if row is None:
        message = f"There is no impact preview {preview_id}; {Outside.create_impact_preview} makes one."
        raise PreviewNotFound(message)
    record: Document = parsed(row.properties["record"])
    return {**record, "changes": parsed(row.properties["changes"])}


# -- doing it ------------------------------------------------------------------------------------------


async def apply_step(write: Write, number: int, change: ChangeStep) -> str:
    """Carry one change out as a part of a write that the caller begins; gives the key that it is about."""
    try:
        if change.op == "withdraw":
            await withdraw_in(write, change.key, change.withdrawn_reason or "obsolete")
            return change.key
        if change.op == "supersede":
            await withdraw_in(write, change.key, "superseded_elsewhere")
            return change.key
        proposal = await _proposal(write.tx, change)
        mode = Mode.create if change.op == "create" else Mode.revise
        await write_items_in(write, [proposal], Options(mode, Unresolved.refuse, action="preview"))
    except EvitraceError as error:
        error.detail = f"Change {number} ({change.op}): {error.detail}"
        raise
    return proposal.key


async def _proposal(tx: Tx, change: ChangeStep) -> Proposal:
    if change.op == "create":
        fields = {k: v for k, v in change.item.items() if k not in ("type", "key")}
        kind = str(change.item.get("type", ""))
        content = canonical_content(kind, fields)
        return Proposal(kind, change.key, content, approve=True)
    row = await must_find(tx, change.key)
    version = await must_find_version(tx, change.key, row.effective_no or row.latest_no)
    content = canonical_content(row.type, _changed_fields(row.type, version.content, change))
    return Proposal(row.type, change.key, content, approve=True)


def _changed_fields(kind: str, before: Content, change: ChangeStep) -> Content:
    if change.op == "revise":
        return {**before, **change.fields}
    if change.op == "expire":
        return {**before, "valid_until": change.on}
    name = _field_of(kind, change.relation)
    targets = set(before.get(name, ()))
    if change.op == "add_reference":
        return {**before, name: sorted(targets | {change.target})}
    if change.target not in targets:
        message = f"{change.key} has no reference {name} to {change.target} that could be removed."
        raise InvalidContent(message)
    return {**before, name: sorted(targets - {change.target})}


def _field_of(kind: str, relation: str | None) -> str:
    for name, shape in shapes(ITEM_TYPES[kind]).items():
        if shape.ref is not None and relation in (name, shape.ref.relation.name):
            return name
    known = [n for n, shape in shapes(ITEM_TYPES[kind]).items() if shape.ref is not None]
    message = f"Items of type {kind} hold no reference {relation!r}; they may hold {', '.join(known)}."
    raise InvalidContent(message)


# -- the difference ------------------------------------------------------------------------------------


async def _difference(
    write: Write, comparison: GapComparison, before: Sequence[Task], keys: Sequence[str], today: str
) -> Foreseen:
    tx = write.tx
    conclusions = await _conclusions(tx, write.effects, today)
    earlier = {(task.key, task.task) for task in before}
    moved = {entry.key for entry in conclusions}
    tasks = [
        task
        for task in await work_list(tx, today)
        if task.key in moved or (task.key, task.task) not in earlier
    ]
    return Foreseen(
        revision=write.revision - 1,
        conclusions=tuple(conclusions),
        gaps=_gap_changes(comparison.before, comparison.after),
        not_evaluated=tuple(comparison.not_evaluated),
        work_list=tuple(tasks),
        blind_spots=tuple(await blind_spots(tx, keys)),
    )


def _gap_changes(was: Mapping[str, Gap], now: Mapping[str, Gap]) -> GapChanges:
    """Return what differs between the gaps before and after, by their ids.

    Of those that are there both times, a justification may lapse or come to hold.
    """
    both = [now[entry] for entry in sorted(now) if entry in was]
    moved = by_severity(gap for gap in both if gap.state != was[gap.id].state)
    return GapChanges(
        opened=tuple(by_severity(now[entry] for entry in now if entry not in was)),
        closed=tuple(by_severity(was[entry] for entry in was if entry not in now)),
        regraded=tuple(
            RegradedGap.of(gap, was[gap.id].severity) for gap in both if gap.severity != was[gap.id].severity
        ),
        reopened=tuple(gap for gap in moved if gap.state == "open"),
        justified=tuple(gap for gap in moved if gap.state == "justified"),
    )


async def _conclusions(tx: Tx, effects: Sequence[MovedConclusion], today: str) -> list[ForeseenConclusion]:
    """Return the conclusions whose status or reasons would differ, with a path to a cause for each."""
    first: dict[str, str | None] = {}
    for effect in effects:
        first.setdefault(effect.item, effect.before)
    rows = await tx.fetch(ConclusionsByKeys(keys=sorted(first)))
    reasons = {row.key: reasons_on(row.reasons, today) for row in rows}
    chains = await _chains(tx, {key: bool(own) for key, own in reasons.items()})
    return [
        ForeseenConclusion(
            key=row.key,
            kind=row.kind,
            before=first[row.key],
            to=base_status_on(row, today),
            demand=worst_demand(reasons[row.key]),
            reasons=reasons[row.key],
            path=_path(row.key, reasons, chains),
        )
        for row in rows
    ]


async def _chains(tx: Tx, keys: Mapping[str, bool]) -> dict[str, list[str]]:
    chains: dict[str, list[str]] = {}
    for edge in await tx.fetch(UpstreamOf(keys=sorted(keys))):
        chains.setdefault(edge.conclusion, []).append(edge.upstream)
    return chains


def _path(
    key: str, reasons: Mapping[str, Sequence[Reason]], chains: Mapping[str, Sequence[str]]
) -> tuple[Hop, ...]:
    """Return a shortest chain of pins from a conclusion to one with a cause of its own, and that cause."""
    paths: dict[str, tuple[Hop, ...]] = {key: ()}
    wave = [key]
    while wave:
        following = []
        for near in wave:
            own = [entry for entry in reasons.get(near, ()) if entry.demand]
            if own:
                relation = "RESTS_ON" if own[0].pinned_version else "OUGHT_TO_REST_ON"
                return (*paths[near], Hop(near, relation, own[0].item))
            for far in chains.get(near, ()):
                if far not in paths:
                    paths[far] = (*paths[near], Hop(near, "RESTS_ON", far))
                    following.append(far)
        wave = following
    return ()


async def blind_spots(tx: Tx, keys: Sequence[str]) -> list[BlindSpot]:
    """Return the items of the change that nothing is linked to: no effect shown there proves nothing."""
    wanted = sorted(set(keys))
    linked = {row.item for row in await tx.fetch(DependantsOf(keys=wanted))}
    linked |= {
        row.item for row in await tx.fetch(DependenciesOf(keys=wanted)) if row.relation != "FOR_DEVICE"
    }
    return [
        BlindSpot(key, "it has no links, so no effect of changing it can be seen")
        for key in wanted
        if key not in linked
    ]
