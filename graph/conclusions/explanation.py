"""Why a conclusion is not current: root causes, a shortest path to each, what clears it (concepts 8.6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.conclusions.explained import (
    BaselineCause,
    Cause,
    CauseItem,
    ChangedItem,
    ChangeMade,
    ChangeNature,
    DependentConclusion,
    ExplainedConclusion,
    ExplainedSignature,
    Explanation,
    PinnedAs,
    VersionedHop,
    VersionNow,
    VersionThen,
)
from graph.conclusions.sign import must_be_conclusion
from graph.database.head import revision_of
from graph.database.queries import (
    AllBaselines,
    BaselinesHolding,
    ConclusionRow,
    ConclusionsByKeys,
    ConclusionsPinning,
    DependenciesOf,
    FactsOf,
    ItemRow,
    ItemsByKeys,
    PinRow,
    PinsOf,
    SubjectsOf,
    UpstreamOf,
    VersionsByIds,
)
from graph.database.store import Tx
from graph.items import must_find
from graph.staleness import Demand, Reason, ReasonCode, worst_demand
from graph.status.auto_clear import clearings
from graph.status.basis import expected_basis
from graph.status.cached import base_status_on, reasons_on, status_on
from graph.traversal import Hop, path_between
from graph.versions.rewording import worded
from graph.versions.version import Version, signature_changes, version_id
from graph.vocabulary.content import Content
from graph.vocabulary.registry import is_substantive


@dataclass(frozen=True, slots=True)
class ConclusionsBelow:
    """The conclusions above and below one, with the pins between them."""

    rows: Mapping[str, ConclusionRow]
    hops: Mapping[str, tuple[Hop, ...]]


async def explain(tx: Tx, key: str, today: str) -> Explanation:
    """Return the explanation of one conclusion on a day.

    All root causes are listed: its own reasons, and those of every conclusion that it rests on.
    """
    revision = await revision_of(tx)
    chain = await _below(tx, key)
    row = chain.rows[key]
    number = row.effective_no or row.latest_no
    version = (await _versions(tx, [(key, number)]))[key, number]
    causes = [
        await _cause(tx, chain, holder, reason)
        for holder in chain.rows
        for reason in reasons_on(chain.rows[holder].reasons, today)
        if reason.code != ReasonCode.UPSTREAM_STALE
    ]
    above = await _above(tx, key, today)
    return Explanation(
        revision=revision,
        conclusion=_heading(key, version),
        status=str(status_on(row, today)),
        demand=worst_demand(reasons_on(row.reasons, today)),
        overdue_from=row.overdue_from,
        causes=tuple(causes),
        cleared=await clearings(tx, key, row.latest_no),
        dependants=tuple(above),
        clears=tuple(_clears(key, status_on(row, today), causes, above)),
        baselines=tuple(await _baselines(tx, causes)),
    )


async def _baselines(tx: Tx, causes: Sequence[Cause]) -> list[BaselineCause]:
    """Return the baselines that rested on the version from before a cause."""
    before = {cause.changed.key: cause.pinned.version for cause in causes}
    named = (
        {row.properties["name"]: row.properties for row in await tx.fetch(AllBaselines())} if before else {}
    )
    return [
        BaselineCause(
            baseline=row.baseline,
            released_at=named[row.baseline]["released_at"],
            revision=named[row.baseline]["revision"],
            item=row.item,
            version=row.version,
        )
        for row in await tx.fetch(BaselinesHolding(keys=sorted(before)))
        if row.version == before[row.item]
    ]


def _heading(key: str, version: Version) -> ExplainedConclusion:
    content = version.content
    return ExplainedConclusion(
        key=key,
        kind=content["kind"],
        about=content["about"],
        statement=content.get("statement", ""),
        verdict=content["verdict"],
        version=version.no,
        signatures=tuple(ExplainedSignature(s.signer, s.meaning, s.signed_at) for s in version.signatures),
    )


async def _below(tx: Tx, key: str) -> ConclusionsBelow:
    """Return all conclusions that one rests on, nearest first, with a shortest chain of pins to each."""
    await must_be_conclusion(tx, key)
    rows = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=[key]))}
    hops: dict[str, tuple[Hop, ...]] = {key: ()}
    wave = [key]
    while wave:
        edges = await tx.fetch(UpstreamOf(keys=wave))
        wave = []
        for edge in edges:
            if edge.upstream not in hops:
                hop = Hop(edge.conclusion, "RESTS_ON", edge.upstream)
                hops[edge.upstream] = (*hops[edge.conclusion], hop)
                wave.append(edge.upstream)
        fetched = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=wave))}
        rows.update({upstream: fetched[upstream] for upstream in wave if upstream in fetched})
    return ConclusionsBelow(rows, hops)


async def _above(tx: Tx, key: str, today: str) -> list[DependentConclusion]:
    seen, wave = {key}, [key]
    above: list[DependentConclusion] = []
    while wave:
        edges = await tx.fetch(ConclusionsPinning(keys=wave))
        wave = sorted({edge.conclusion for edge in edges} - seen)
        seen.update(wave)
        for row in await tx.fetch(ConclusionsByKeys(keys=wave)):
            above.append(DependentConclusion(row.key, row.kind, base_status_on(row, today)))
    return above


async def _versions(tx: Tx, wanted: Sequence[tuple[str, int]]) -> dict[tuple[str, int], Version]:
    ids = sorted({version_id(key, number) for key, number in wanted})
    rows = await tx.fetch(VersionsByIds(ids=ids))
    return {(version.key, version.no): version for version in rows}


async def _cause(tx: Tx, chain: ConclusionsBelow, holder: str, reason: Reason) -> Cause:
    item = await must_find(tx, reason.item)
    changed, pinned_no, now_no = await _changed(tx, item, reason)
    versions = await _versions(tx, [(changed.key, no) for no in (pinned_no, now_no) if no])
    before = versions.get((changed.key, pinned_no or 0))
    after = versions.get((changed.key, now_no or 0))
    differing = _differing(changed.type, before, after)
    pins = await tx.fetch(PinsOf(keys=[holder]))
    path = [*chain.hops[holder], *await _inside(tx, holder, reason.item, pins)]
    return Cause(
        why=reason,
        conclusion=holder,
        item=CauseItem(item.key, item.type, item.title, item.state),
        changed=ChangedItem(changed.key, changed.type),
        change=_change(after),
        nature=ChangeNature(after.numbering.change_class if after else None, tuple(sorted(differing))),
        signatures=tuple(_signature_changes(changed, before, after)),
        path=tuple(await _with_versions(tx, path)),
        pinned=VersionThen(pinned_no, _values(before, differing)),
        pinned_as=tuple(
            await _pinned_as(tx, chain.rows[holder], [pin for pin in pins if pin.item == item.key])
        ),
        now=VersionNow(now_no, _values(after, differing), changed.state),
    )


async def _changed(tx: Tx, item: ItemRow, reason: Reason) -> tuple[ItemRow, int | None, int | None]:
    """Return what changed, in which version it was relied on, and in which it is now.

    An appraisal is out of date because its evidence changed since it was read: that is what has to be told.
    """
    read_of = []
    if reason.code == ReasonCode.APPRAISAL_OUTDATED:
        ends = await tx.fetch(DependenciesOf(keys=[item.key]))
        read_of = [end.key for end in ends if end.relation == "APPRAISES"]
    if not read_of:
        return item, reason.pinned_version, reason.current_version or item.effective_no or None
    versions = await _versions(tx, [(item.key, item.effective_no or item.latest_no)])
    read = [version.content.get("evidence_version") for version in versions.values()]
    changed = await must_find(tx, read_of[0])
    return changed, read[0] if read else None, changed.effective_no or None


async def _pinned_as(tx: Tx, holder: ConclusionRow, pins: Sequence[PinRow]) -> list[PinnedAs]:
    """Return the roles in which a conclusion rests on an item, with the use through which it does."""
    uses = {row.key: row for row in await tx.fetch(FactsOf(keys=sorted({pin.via for pin in pins} - {""})))}
    return [
        PinnedAs(
            by_version=holder.effective_no,
            version=pin.version,
            role=pin.role,
            use=pin.via or None,
            use_role=uses[pin.via].role if pin.via in uses else None,
            pillar=uses[pin.via].pillar if pin.via in uses else None,
        )
        for pin in pins
    ]


def _signature_changes(changed: ItemRow, before: Version | None, after: Version | None) -> list[str]:
    if changed.type != "EvidenceUse" or before is None or after is None:
        return []
    return signature_changes(before, after)


def _differing(
    item_type: str, before: Version | None, after: Version | None
) -> dict[str, tuple[object, object]]:
    if not before or not after:
        return {}
    old, new = ({**version.content, **version.wording} for version in (worded(before), worded(after)))
    return {
        name: (old.get(name), new.get(name))
        for name in {*old, *new}
        if old.get(name) != new.get(name) and is_substantive(item_type, name, old, new)
    }


def _values(version: Version | None, differing: Content) -> Mapping[str, object]:
    if not version:
        return {}
    return {name: version.content.get(name) for name in sorted(differing)}


def _change(version: Version | None) -> ChangeMade | None:
    if not version:
        return None
    withdrawal, approval = version.withdrawal, version.approval
    return ChangeMade(
        version=version.numbering.label,
        by=withdrawal.by if withdrawal else version.created_by,
        at=withdrawal.at if withdrawal else approval.at if approval else version.created_at,
        why=withdrawal.reason if withdrawal else version.change_reason,
        change_ref=version.change_ref,
    )


async def _inside(tx: Tx, holder: str, item: str, rests_on: Sequence[PinRow]) -> list[Hop]:
    """Return the way from a conclusion to an item in its argument: by its subject, else by its pin."""
    pins = {row.item for row in rests_on}
    expected = {entry.item for entry in (await expected_basis(tx, [holder]))[holder]}
    subjects = [row.item for row in await tx.fetch(SubjectsOf(keys=[holder]))]
    relation = "RESTS_ON" if item in pins else "OUGHT_TO_REST_ON" if item in expected else "WATCHES"
    within = sorted(pins | expected | {item})
    hops = await path_between(tx, item, subjects, within)
    return [Hop(holder, relation, item), *hops]


async def _with_versions(tx: Tx, path: Sequence[Hop]) -> list[VersionedHop]:
    """Return the hops with the versions in force at both ends; none where nothing is in force yet."""
    keys = sorted({key for hop in path for key in (hop.dependant, hop.dependency)})
    no = {row.key: row.effective_no or None for row in await tx.fetch(ItemsByKeys(keys=keys))}
    return [
        VersionedHop(
            dependant=hop.dependant,
            from_version=no.get(hop.dependant),
            relation=hop.relation,
            dependency=hop.dependency,
            to_version=no.get(hop.dependency),
        )
        for hop in path
    ]


def _clears(
    key: str, status: str, causes: Sequence[Cause], above: Sequence[DependentConclusion]
) -> list[str]:
    steps = []
    for cause in causes:
        if cause.why.code == ReasonCode.APPRAISAL_OUTDATED:
            step = f"re-appraise by {cause.item.key} the evidence as it is now"
            steps.append(step)
        if cause.why.code == ReasonCode.SIGNAL_RAISED and cause.why.demand == Demand.must_confirm:
            report = cause.item.type == "PmsReport"
            todo = "state the outcome of the report" if report else "assess the signal"
            steps.append(f"{todo} {cause.item.key}")
        if cause.why.code == ReasonCode.BASIS_EXPIRED:
            item = cause.item.key
            steps.append(f"complete or renew {item}, or do without it: until then its date has passed")
    acting = [cause for cause in causes if cause.makes_stale]
    holders = dict.fromkeys(cause.conclusion for cause in reversed(acting))
    steps += [f"re-evaluate {holder}" for holder in holders]
    waiting = [entry.key for entry in above if entry.status == "suspect"]
    if status == "suspect":
        steps.append(f"{key} clears by itself when every verdict below it stays the same")
    elif waiting and steps:
        steps.append(f"if the verdict stays the same, {', '.join(waiting)} clear by themselves")
    return list(dict.fromkeys(steps))
