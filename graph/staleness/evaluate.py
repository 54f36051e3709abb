"""The own reasons of one conclusion, and how suspicion propagates to those that rest on it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from heapq import heappop, heappush
from typing import Any, Final

from graph.staleness.added import addition_reason
from graph.staleness.changed import category_reason, change_reason, put_back_reason
from graph.staleness.dated import dated_reasons, expiry_makes_stale, from_release
from graph.staleness.model import PinnedItem, Reason, ReasonCode, SignedCase
from graph.staleness.removed import reinstatement_reason, removal_reason, withdrawal_reason
from graph.staleness.weights import ASIDE, COMING_ROLE, CONFIRM, LOOKED_AT, REDO, VERSION_ROLE
from graph.vocabulary.statuses import ConclusionStatus, Demand


def own_reasons(case: SignedCase) -> tuple[Reason, ...]:
    """Return the own reasons of a conclusion: pin drift, then frontier drift (concepts 8.4.1, 8.4.2)."""
    expected: dict[str, set[str]] = {}
    for entry in case.expected:
        expected.setdefault(entry.item, set()).add(entry.role)
    pinned = {pin.item for pin in case.pins}
    drifted = [_of_pin(case, pin, expected) for pin in _unconditional_first(case.pins)]
    entered = [
        addition_reason(case, entry)
        for entry in _unconditional_first(case.expected)
        if entry.item not in pinned and (not entry.via or entry.via in pinned)
        if entry.role != COMING_ROLE or expected[entry.item] == {COMING_ROLE}
    ]
    by_cause: dict[tuple[ReasonCode, str], Reason] = {}
    for reason in (*drifted, *entered, *dated_reasons(case)):
        if reason is not None:
            known = by_cause.setdefault((reason.code, reason.item), reason)
            if known.demand is CONFIRM and reason.demand is REDO:
                by_cause[reason.code, reason.item] = reason
    return sort_reasons(by_cause.values())


def sort_reasons(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    """Return reasons in the order in which they are kept and shown: by item, then by code."""
    return tuple(sorted(reasons, key=lambda reason: (reason.item, reason.code)))


def outdated_appraisals(case: SignedCase) -> tuple[Reason, ...]:
    """Return the appraisals in the basis that were made on another substance of their evidence."""
    keys = {pin.item for pin in case.pins if case.facts[pin.item].outdated}
    return tuple(
        Reason(ReasonCode.APPRAISAL_OUTDATED, key, None, "the evidence changed after it was appraised")
        for key in sorted(keys)
        if case.facts[key].in_force
    )


DATE_FIELDS: Final = (
    "valid_until",
    "next_review_due",
    "expires_at",
    "start",
    "end",
    "status",
    "outcome",
    "appraiser",
    "appraised_on",
    "unqualified_from",
    "unqualified_until",
    "expired_evidence_is_stale",
)
"""The fields, besides what decides on a place in a basis, that a day or a watched item is judged by."""


def overdue_from(case: SignedCase, own_review_due: str) -> str:
    """Return the last day before the conclusion is overdue, as ISO text; '' for never.

    An expired basis item or a passed review date makes it overdue, not stale (concepts 8.3, event 5), and
    so does the end of its own validity. What expires of evidence is a reason instead where a policy says so.
    """
    stale = expiry_makes_stale(case)
    dates: list[str | None] = [own_review_due]
    if case.key in case.facts:
        dates.append(case.facts[case.key].valid_until)
    for pin in case.pins:
        fact = case.facts[pin.item]
        if fact.in_force and not (stale and fact.type == "Evidence"):
            dates += [fact.valid_until, fact.next_review_due if fact.type == "Evidence" else None]
    known = sorted(entry for entry in dates if entry)
    return known[0] if known else ""


def worst_demand(reasons: Iterable[Reason]) -> Demand | None:
    """Return the worst demand of reasons: must_redo before must_confirm before nothing."""
    return worst_of({reason.demand for reason in reasons})


def worst_of(demands: Collection[object]) -> Demand | None:
    """Return the worst of demands, which may be as they are stored."""
    return next((demand for demand in (Demand.must_redo, Demand.must_confirm) if demand in demands), None)


def propagate(
    own: Mapping[str, bool], outdated: Mapping[str, bool], rests_on: Mapping[str, Sequence[str]]
) -> dict[str, ConclusionStatus]:
    """Return current, stale or suspect for every conclusion (concepts 8.4.3); cycle-safe.

    `own` says which have an own reason, `outdated` which rest on an outdated appraisal, `rests_on` the
    conclusions that each pins.
    """
    above: dict[str, list[str]] = {}
    for key, pinned in rests_on.items():
        for upstream in pinned:
            above.setdefault(upstream, []).append(key)
    status = {key: ConclusionStatus.stale if own[key] else ConclusionStatus.current for key in own}
    wave = [key for key in own if own[key] or outdated.get(key, False)]
    for key in wave:
        if not own[key]:
            status[key] = ConclusionStatus.suspect
    while wave:
        key = wave.pop()
        for dependant in above.get(key, ()):
            if status.get(dependant) is ConclusionStatus.current:
                status[dependant] = ConclusionStatus.suspect
                wave.append(dependant)
    return status


def propagate_days(own: Mapping[str, str], rests_on: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return the last day before each conclusion is unsettled, by itself or by what it rests on; '' for now.

    `own` holds that day for those that unsettle themselves. Who stays settled for ever is left out.
    """
    above: dict[str, list[str]] = {}
    for key, pinned in rests_on.items():
        for upstream in pinned:
            above.setdefault(upstream, []).append(key)
    days = dict(own)
    wave = sorted((day, key) for key, day in own.items())
    while wave:
        day, key = heappop(wave)
        for dependant in above.get(key, ()) if days[key] == day else ():
            if dependant not in days or day < days[dependant]:
                days[dependant] = day
                heappush(wave, (day, dependant))
    return days


def _is_aside(case: SignedCase, pin: PinnedItem, expected: Mapping[str, set[str]]) -> bool:
    """Whether a pinned version is not argued with: it stands beside those that count, or did and is gone.

    One that is sold no more leaves what was concluded on those that are as it was.
    """
    roles, fact = expected.get(pin.item, set()), case.facts[pin.item]
    if roles and fact.in_force:
        return roles <= ASIDE
    left = {entry.item for entry in case.expected if entry.role == VERSION_ROLE}
    if pin.role == VERSION_ROLE and fact.in_force and fact.status == "discontinued":
        return any(other.item in left for other in case.pins)
    return pin.role in ASIDE and bool(left)


def _unconditional_first(entries: Iterable[Any]) -> list[Any]:
    """Order entries so that the one with fewest conditions stands for its item."""
    return sorted(entries, key=lambda entry: (entry.item, entry.via != "", entry.via))


def _of_pin(case: SignedCase, pin: PinnedItem, expected: Mapping[str, set[str]]) -> Reason | None:
    """Return the reason that a pin gives; a version that is coming gives one from its release on."""
    if not _is_aside(case, pin, expected):
        return _pin_reason(case, pin, expected)
    if expected.get(pin.item) != {COMING_ROLE}:
        return None
    return from_release(case.facts[pin.item], _pin_reason(case, pin, expected))


def _pin_reason(case: SignedCase, pin: PinnedItem, expected: Mapping[str, set[str]]) -> Reason | None:
    fact = case.facts[pin.item]
    if fact.in_force and pin.version < fact.reinstated:
        return reinstatement_reason(pin, fact)
    reason = _drift(case, pin, expected)
    if reason is not None and reason.demand is REDO and pin.role in LOOKED_AT:
        return replace(reason, demand=CONFIRM)
    return reason


def _drift(case: SignedCase, pin: PinnedItem, expected: Mapping[str, set[str]]) -> Reason | None:
    fact = case.facts[pin.item]
    if not fact.in_force:
        return withdrawal_reason(case, pin, fact)
    if pin.item not in expected:
        return removal_reason(case, pin, fact)
    if pin.compare == "role":
        return None if pin.role in expected[pin.item] else category_reason(pin, fact, expected[pin.item])
    if pin.compare == "interface" and pin.interface_hash != fact.interface_hash:
        return change_reason(case, pin, fact)
    if pin.compare == "interface" and pin.version < fact.loaded:
        return put_back_reason(case, pin, fact)
    return None
