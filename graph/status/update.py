"""After a write: who may be affected, what is their status now, and what changed by that.

`affected_conclusions` is asked before the change, and `update_statuses` asks it again after it, so that a
conclusion is looked at whether an item entered its basis or left it. Statuses on nodes are a cache;
`graph.maintenance.verify` recomputes them all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from graph.database.queries import (
    Affected,
    AppraisalsOf,
    BasisRow,
    ConclusionRow,
    ConclusionsAbout,
    ConclusionsByKeys,
    ConclusionsNaming,
    ConclusionsPinning,
    UpstreamOf,
    WaiversNaming,
)
from graph.database.statements import load
from graph.database.store import Tx
from graph.ledger.amend import amend_items
from graph.ledger.audit import MovedConclusion, Settlement, Write
from graph.staleness import (
    ConclusionStatus,
    Reason,
    ReasonCode,
    SignedCase,
    outdated_appraisals,
    overdue_from,
    own_reasons,
    propagate,
    propagate_days,
    sort_reasons,
    worst_demand,
)
from graph.status.basis import cases, cases_on, orphans
from graph.status.behind import before
from graph.status.cached import (
    StatusRecord,
    base_status_on,
    cached_properties,
    cached_reasons,
    differs_from_cache,
    reasons_on,
)
from graph.status.news import spoken_of
from graph.status.shortcuts import (
    NO_SHORTCUTS,
    SWITCH,
    Shortcuts,
    absent_bases,
    is_independent,
    only_changed_conclusions,
)


@dataclass(frozen=True, slots=True)
class Effect:
    """A conclusion whose status moved; `waited_for` are the reasons that it had before."""

    item: str
    before: str | None
    after: str
    demand: str | None
    waited_for: tuple[Reason, ...]

    def moved(self, settled_by: tuple[Settlement, ...] | None = None) -> MovedConclusion:
        """Return what the audit trail and the answer to a write say of it."""
        return MovedConclusion(self.item, self.before, self.after, self.demand, settled_by)


@cache
def _arguments() -> Mapping[str, frozenset[str]]:
    """Which item types each file in `cypher/status/affected/` listens to."""
    return {
        name.removeprefix("status/affected/"): frozenset(text.fields["types"].split())
        for name, text in load().items()
        if name.startswith("status/affected/")
    }


async def affected_conclusions(tx: Tx, changed: Mapping[str, str]) -> set[str]:
    """Return the conclusions whose expected basis these items (key to type) can enter or leave now.

    What is told of an item, or stands behind it, can enter or leave wherever the item can.
    """
    changed = {**await spoken_of(tx, changed), **changed}
    changed = {**await before(tx, changed), **changed}
    affected: set[str] = set()
    if not changed:
        return affected
    absent = await absent_bases(tx)
    for argument, types in sorted(_arguments().items()):
        if argument in absent:
            continue
        keys = [key for key, kind in changed.items() if kind in types or "*" in types]
        if keys:
            rows = await tx.fetch(Affected(argument=argument, keys=sorted(keys)))
            affected |= {row.conclusion for row in rows}
    return affected


async def update_statuses(
    write: Write,
    changed: Mapping[str, str],
    affected: Iterable[str],
    *,
    content_only: Collection[str] = (),
    expected: Mapping[str, Sequence[BasisRow]] = MappingProxyType({}),
) -> list[Effect]:
    """Bring the statuses of all conclusions that the change can reach up to date; gives what moved.

    `affected` are those that the changed items (key to type) could affect before. No basis can gain or lose
    the `content_only` ones. Of conclusions signed in this write it is `expected` what they ought to rest on.
    """
    tx = write.tx
    fresh, parts, all_known = await _to_evaluate(write, changed, affected, content_only)
    before = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=sorted(fresh)))}
    reached = sorted(before) if all_known else await _with_dependants(tx, before)
    dependants = sorted(set(reached) - set(before))
    before |= {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=dependants))}
    shortcuts = Shortcuts(expected, parts) if SWITCH.on else NO_SHORTCUTS
    records = await evaluate(tx, reached, fresh=fresh, cached=before, shortcuts=shortcuts)
    rows = []
    for key, record in sorted(records.items()):
        properties = cached_properties(record, before[key], write.revision, write.author.at)
        if differs_from_cache(before[key], properties):
            rows.append({"key": key, "properties": {**properties, "changed": write.revision}})
    await amend_items(write, rows)
    effects = (_effect(before[key], record, write.author.day) for key, record in sorted(records.items()))
    return [effect for effect in effects if effect is not None]


async def _to_evaluate(
    write: Write, changed: Mapping[str, str], affected: Iterable[str], content_only: Collection[str]
) -> tuple[set[str], dict[str, SignedCase], bool]:
    """Return the conclusions to evaluate, those of them that need it in part, and whether they are all."""
    tx = write.tx
    moved = {key: kind for key, kind in changed.items() if key not in content_only}
    fresh = {*affected, *(key for key, kind in changed.items() if kind == "Conclusion")}
    all_known = await only_changed_conclusions(write, len(moved))
    if not all_known:
        fresh |= await _pinning(tx, moved)
        fresh |= await _named_by_reasons(tx, content_only)
        fresh |= await affected_conclusions(tx, moved)
    parts = await _partial_cases(tx, {key: changed[key] for key in content_only}, fresh)
    return fresh | set(parts), parts, all_known


def _effect(row: ConclusionRow, record: StatusRecord, today: str) -> Effect | None:
    """Return what moved as of a day, but for what a review date does; None where nothing did."""
    before, reasons = base_status_on(row, today), reasons_on(row.reasons, today)
    after, now = record.base_status_on(today), record.reasons_on(today)
    if before == after and _demands(reasons) == _demands(now):
        return None
    return Effect(row.key, before or None, after, worst_demand(now), reasons)


def _demands(reasons: Iterable[Reason]) -> set[tuple[str, str, str]]:
    """Return what reasons say and ask for; another demand for the same cause is an effect as well."""
    return {(reason.code, reason.item, reason.demand or "") for reason in reasons}


async def _pinning(tx: Tx, changed: Mapping[str, str]) -> set[str]:
    """Return the conclusions that pin a changed item, a conclusion about it, or what was said of it.

    Said of it is an appraisal, and a gap that is justified with it.
    """
    keys = sorted(changed)
    conclusions = {key for key, kind in changed.items() if kind == "Conclusion"}
    statements = await _statements_about(tx, changed)
    about = {row.conclusion for row in await tx.fetch(ConclusionsAbout(keys=keys))}
    pinned = sorted({*keys, *statements, *about})
    conclusions |= {row.conclusion for row in await tx.fetch(ConclusionsPinning(keys=pinned))}
    return conclusions | about


async def _partial_cases(
    tx: Tx, content_only: Mapping[str, str], candidates: Collection[str]
) -> dict[str, SignedCase]:
    """Return the conclusions that rest on content_only items, with what that part of their basis says now."""
    partial = await cases_on(tx, sorted({*content_only, *await _statements_about(tx, content_only)}))
    return {key: case for key, case in partial.items() if key not in candidates}


async def _statements_about(tx: Tx, changed: Mapping[str, str]) -> set[str]:
    """Return the appraisals of these items, and the gaps that are justified with them or are theirs."""
    evidence = sorted(key for key, kind in changed.items() if kind == "Evidence")
    appraisals = {row.appraisal for row in await tx.fetch(AppraisalsOf(keys=evidence))}
    waivers = await tx.fetch(WaiversNaming(keys=sorted(changed)))
    return appraisals | {row.waiver for row in waivers}


async def _named_by_reasons(tx: Tx, content_only: Collection[str]) -> set[str]:
    """Return the conclusions that ought to rest on one of these items, do not yet, and say so."""
    quoted = [f'"item":{json.dumps(key)}' for key in sorted(content_only)]
    return {row.key for row in await tx.fetch(ConclusionsNaming(quoted=quoted))}


async def _with_dependants(tx: Tx, start: Iterable[str]) -> list[str]:
    """Return the conclusions and all that rest on them, level by level."""
    seen = dict.fromkeys(sorted(start))
    wave = list(seen)
    while wave:
        rows = await tx.fetch(ConclusionsPinning(keys=wave))
        wave = [key for key in dict.fromkeys(row.conclusion for row in rows) if key not in seen]
        seen.update(dict.fromkeys(wave))
    return list(seen)


async def evaluate(
    tx: Tx,
    keys: Sequence[str],
    *,
    fresh: set[str],
    cached: Mapping[str, ConclusionRow],
    shortcuts: Shortcuts = NO_SHORTCUTS,
) -> dict[str, StatusRecord]:
    """Return what conclusions are now; those not in `fresh` keep the reasons of their own that are cached.

    Where a part of a basis alone was touched, only that part is looked at, unless a reason hangs on it.
    """
    signed = [key for key in keys if cached[key].state == "in_force"]
    living = set(signed) - await orphans(tx, signed)
    own, overdue = await _own_now(tx, signed, fresh, cached, shortcuts)
    spread = await _propagate(tx, sorted(living), own, dead=set(keys) - living)
    records = {}
    for key in keys:
        if key not in living:
            dead = ConclusionStatus.draft if cached[key].state == "draft" else ConclusionStatus.withdrawn
            records[key] = StatusRecord(key, dead, (), "")
            continue
        records[key] = StatusRecord(
            key, spread.statuses[key], own[key] + spread.reasons_of(key), overdue[key]
        )
    return records


async def _own_now(
    tx: Tx,
    signed: Sequence[str],
    fresh: set[str],
    cached: Mapping[str, ConclusionRow],
    shortcuts: Shortcuts,
) -> tuple[dict[str, tuple[Reason, ...]], dict[str, str]]:
    """Return the reasons that conclusions have of their own, and the day from which each is overdue."""
    own = {key: _own_reasons(cached[key]) for key in signed}
    overdue = {key: cached[key].overdue_from or "" for key in signed}
    parts = {
        key: case for key, case in shortcuts.parts.items() if key in own and is_independent(case, own[key])
    }
    whole = await cases(tx, [key for key in signed if key in fresh and key not in parts], shortcuts.bases)
    for key, case in whole.items():
        own[key] = sort_reasons((*own_reasons(case), *outdated_appraisals(case)))
        overdue[key] = overdue_from(case, cached[key].next_review_due or "")
    for key, case in parts.items():
        own[key] = sort_reasons((*own[key], *own_reasons(case), *outdated_appraisals(case)))
    return own, overdue


def _own_reasons(row: ConclusionRow) -> tuple[Reason, ...]:
    """Return the own reasons that are cached."""
    return tuple(reason for reason in cached_reasons(row.reasons) if reason.code != ReasonCode.UPSTREAM_STALE)


@dataclass(frozen=True, slots=True)
class Propagation:
    """Who is unsettled now, who will be after which day, and what rests on what."""

    statuses: Mapping[str, ConclusionStatus]
    days: Mapping[str, str]
    upstream: Mapping[str, Sequence[str]]

    def reasons_of(self, key: str) -> tuple[Reason, ...]:
        """Return the reasons that come to a conclusion from those that it rests on."""
        return tuple(
            Reason(
                ReasonCode.UPSTREAM_STALE, up, None, "what it rests on is not settled", after=self.days[up]
            )
            for up in sorted(self.upstream.get(key, ()))
            if up in self.days
        )


async def _propagate(
    tx: Tx, keys: Sequence[str], own: Mapping[str, tuple[Reason, ...]], *, dead: Collection[str]
) -> Propagation:
    """Spread what is unsettled; of the `dead` the cached status is that of their life."""
    upstream: dict[str, list[str]] = {}
    stale = {key: any(r.makes_stale and not r.after for r in own[key]) for key in keys}
    days = {key: min(reason.after for reason in own[key]) for key in keys if own[key]}
    for row in await tx.fetch(UpstreamOf(keys=sorted(keys))):
        upstream.setdefault(row.conclusion, []).append(row.upstream)
        if row.upstream not in stale and row.upstream not in dead:
            stale[row.upstream] = row.status in (ConclusionStatus.stale, ConclusionStatus.suspect)
            to_come = [day for day in (row.stale_from, row.suspect_from) if day]
            if stale[row.upstream] or to_come:
                days[row.upstream] = "" if stale[row.upstream] else min(to_come)
    days = propagate_days(days, {key: upstream.get(key, []) for key in keys})
    unsettled = {key: days.get(key) == "" for key in stale}
    return Propagation(propagate(stale, unsettled, upstream), days, upstream)


__all__ = ["Effect", "affected_conclusions", "evaluate", "update_statuses"]
