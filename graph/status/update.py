"""After a write: who may be affected, what is their status now, and what changed by that.

`affected_conclusions` is asked before the change, and `update_statuses` asks it again after it, so that a
conclusion is looked at whether an item entered its basis or left it. Statuses on nodes are a cache;
`graph.maintenance.verify` recomputes them all.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import Final

from graph.database.queries import (
    Affected,
    AppraisalsOf,
    BasisRow,
    ConclusionRow,
    ConclusionsAbout,
    ConclusionsByKeys,
    ConclusionsNaming,
    ConclusionsPinning,
    OlderConclusion,
    UpstreamOf,
    WaiversNaming,
)
from graph.database.statements import load
from graph.database.store import Tx
from graph.ledger.amend import amend_items
from graph.ledger.audit import Write
from graph.staleness import (
    LOSS_CODES,
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
from graph.status.cached import (
    StatusRecord,
    base_status_on,
    cached_properties,
    cached_reasons,
    differs_from_cache,
    reasons_on,
)

_MANY: Final = 100
"""From so many changed items on it pays to ask first whether there is any conclusion but the changed ones."""


@dataclass(frozen=True, slots=True)
class Effect:
    """A conclusion whose status moved; `waited_for` are the reasons that it had before."""

    item: str
    before: str
    after: str
    demand: str
    reasons: tuple[Reason, ...]
    waited_for: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """What a write knows before anything is judged, to spare asking again.

    `bases` are expected bases asked for already, `parts` the conclusions of which a part alone was touched.
    """

    bases: Mapping[str, Sequence[BasisRow]] = field(default_factory=dict)
    parts: Mapping[str, SignedCase] = field(default_factory=dict)


@cache
def _arguments() -> Mapping[str, frozenset[str]]:
    """Which item types each file in `cypher/status/affected/` listens to."""
    return {
        name.removeprefix("status/affected/"): frozenset(text.fields["types"].split())
        for name, text in load().items()
        if name.startswith("status/affected/")
    }


async def affected_conclusions(tx: Tx, changed: Mapping[str, str]) -> set[str]:
    """Return the conclusions whose expected basis these items (key to type) can enter or leave now."""
    found: set[str] = set()
    for argument, types in sorted(_arguments().items()):
        keys = [key for key, kind in changed.items() if kind in types or "*" in types]
        if keys:
            rows = await tx.fetch(Affected(argument=argument, keys=sorted(keys)))
            found |= {row.conclusion for row in rows}
    return found


async def update_statuses(
    write: Write,
    changed: Mapping[str, str],
    watched: Iterable[str],
    *,
    steady: Collection[str] = (),
    signed: Mapping[str, Sequence[BasisRow]] = MappingProxyType({}),
) -> list[Effect]:
    """Bring the statuses of all conclusions that the change can reach up to date; gives what moved.

    No basis can gain or lose the `steady` ones among the changed items; only their content is new. Of the
    conclusions `signed` in this write it is known what they ought to rest on.
    """
    tx, revision, at = write.tx, write.revision, write.author.at
    today = at[:10]
    moving = {key: kind for key, kind in changed.items() if key not in steady}
    candidates = set(watched) | {key for key, kind in changed.items() if kind == "Conclusion"}
    few = write.settled or len(moving) < _MANY
    write.settled = True
    older = few or await tx.one(OlderConclusion(revision=revision)) is not None
    if older:  # else every conclusion in force is a changed one
        candidates |= (
            await _pinning(tx, moving)
            | await _named_by_reasons(tx, steady)
            | await affected_conclusions(tx, moving)
        )
    parts = await _partial_cases(tx, {key: changed[key] for key in steady}, candidates)
    candidates |= set(parts)
    before = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=sorted(candidates)))}
    reach = await _with_dependants(tx, before) if older else sorted(before)
    missing = sorted(set(reach) - set(before))
    before |= {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=missing))}
    standings = await evaluate(tx, reach, fresh=candidates, cached=before, known=Shortcuts(signed, parts))
    effects, rows = [], []
    for key in sorted(standings):
        row, standing = before[key], standings[key]
        properties = cached_properties(standing, row, revision, at)
        if differs_from_cache(row, properties):
            rows.append({"key": key, "properties": {**properties, "changed": revision}})
        effect = _effect(row, standing, today)
        if effect is not None:
            effects.append(effect)
    await amend_items(write, rows)
    return effects


def _effect(row: ConclusionRow, standing: StatusRecord, today: str) -> Effect | None:
    """Return what moved as of a day, but for what a review date does; None where nothing did."""
    before, reasons = base_status_on(row, today), reasons_on(row.reasons, today)
    after, now = standing.base_status_on(today), standing.reasons_on(today)
    if before == after and _demands(reasons) == _demands(now):
        return None
    return Effect(row.key, before, after, worst_demand(now) or "", now, reasons)


def _demands(reasons: Iterable[Reason]) -> set[tuple[str, str, str]]:
    """Return what reasons say and ask for; another demand for the same cause is an effect as well."""
    return {(reason.code, reason.item, reason.demand or "") for reason in reasons}


async def _pinning(tx: Tx, changed: Mapping[str, str]) -> set[str]:
    """Return the conclusions that pin a changed item, a conclusion about it, or what was said of it.

    Said of it is an appraisal, and a gap that is justified with it.
    """
    keys = sorted(changed)
    found = {key for key, kind in changed.items() if kind == "Conclusion"}
    said = await _statements_about(tx, changed)
    about = {row.conclusion for row in await tx.fetch(ConclusionsAbout(keys=keys))}
    pinned = sorted({*keys, *said, *about})
    found |= {row.conclusion for row in await tx.fetch(ConclusionsPinning(keys=pinned))}
    return found | about


async def _partial_cases(
    tx: Tx, steady: Mapping[str, str], candidates: Collection[str]
) -> dict[str, SignedCase]:
    """Return the conclusions that rest on steady items, with what that part of their basis says now."""
    found = await cases_on(tx, sorted({*steady, *await _statements_about(tx, steady)}))
    return {key: case for key, case in found.items() if key not in candidates}


async def _statements_about(tx: Tx, changed: Mapping[str, str]) -> set[str]:
    """Return the appraisals of these items, and the gaps that are justified with them or are theirs."""
    evidence = sorted(key for key, kind in changed.items() if kind == "Evidence")
    appraisals = {row.appraisal for row in await tx.fetch(AppraisalsOf(keys=evidence))}
    named = await tx.fetch(WaiversNaming(keys=sorted(changed)))
    return appraisals | {row.waiver for row in named}


async def _named_by_reasons(tx: Tx, steady: Collection[str]) -> set[str]:
    """Return the conclusions that ought to rest on one of these items, do not yet, and say so."""
    quoted = [f'"item":{json.dumps(key)}' for key in sorted(steady)]
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
    known: Shortcuts = Shortcuts(),
) -> dict[str, StatusRecord]:
    """Return the standing of conclusions; those not in `fresh` keep the own reasons that are cached.

    Where a part of a basis alone was touched, only that part is looked at, unless a reason hangs on it.
    """
    signed = [key for key in keys if cached[key].state == "in_force"]
    gone = await orphans(tx, signed)
    kept = {key: _own_reasons(cached[key]) for key in signed}
    parts = {
        key: case for key, case in known.parts.items() if key in kept and _is_independent(case, kept[key])
    }
    found = await cases(tx, [key for key in signed if key in fresh and key not in parts], known.bases)
    own: dict[str, tuple[Reason, ...]] = {}
    overdue: dict[str, str] = {}
    for key in signed:
        row = cached[key]
        own[key] = kept[key]
        overdue[key] = row.overdue_from or ""
        if key in found:
            own[key] = sort_reasons((*own_reasons(found[key]), *outdated_appraisals(found[key])))
            overdue[key] = overdue_from(found[key], row.next_review_due or "")
        elif key in parts:
            own[key] = sort_reasons((*kept[key], *own_reasons(parts[key]), *outdated_appraisals(parts[key])))
    living = set(signed) - gone
    spreading = await _propagate(tx, sorted(living), own, dead=set(keys) - living)
    standings = {}
    for key in keys:
        if key not in living:
            dead = ConclusionStatus.draft if cached[key].state == "draft" else ConclusionStatus.withdrawn
            standings[key] = StatusRecord(key, dead, (), "")
            continue
        reasons = own[key] + spreading.reasons_of(key)
        standings[key] = StatusRecord(key, spreading.statuses[key], reasons, overdue[key])
    return standings


def _own_reasons(row: ConclusionRow) -> tuple[Reason, ...]:
    """Return the own reasons that are cached."""
    return tuple(reason for reason in cached_reasons(row.reasons) if reason.code != ReasonCode.UPSTREAM_STALE)


def _is_independent(case: SignedCase, reasons: Iterable[Reason]) -> bool:
    """Whether none of the reasons is about a part of a basis, or about what the part hangs together with.

    What a loss asks for hangs on all of the basis, by the sets of evidence that are left whole.
    """
    part = {pin.item for pin in case.pins} | {pin.via for pin in case.pins}
    return not any(reason.item in part or reason.code in LOSS_CODES for reason in reasons)


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
            coming = [day for day in (row.stale_from, row.suspect_from) if day]
            if stale[row.upstream] or coming:
                days[row.upstream] = "" if stale[row.upstream] else min(coming)
    days = propagate_days(days, {key: upstream.get(key, []) for key in keys})
    unsettled = {key: days.get(key) == "" for key in stale}
    return Propagation(propagate(stale, unsettled, upstream), days, upstream)


__all__ = ["Effect", "affected_conclusions", "evaluate", "update_statuses"]
