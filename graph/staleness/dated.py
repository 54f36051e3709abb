"""What makes an item count without its leaving, entering or changing a basis.

Concepts 8.3, events 5, 31, 32, 35 and 36.

A date that passes is such a thing: the reason is known beforehand and counts after a day, so that nothing
has to be written when the day comes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Final

from graph.staleness.model import Fact, Reason, ReasonCode, SignedCase
from graph.staleness.weights import CONFIRM, REDO


def dated_reasons(case: SignedCase) -> list[Reason]:
    """Return the reasons that watched items give, and the days that pinned ones set."""
    pinned = {pin.item for pin in case.pins}
    in_force = [case.facts[key] for key in sorted(pinned) if case.facts[key].in_force]
    watched = [case.facts[key] for key in sorted(set(case.watched))]
    reasons = [_DATED[fact.type](fact) for fact in in_force if fact.type in _DATED]
    reasons += [_WATCHED[fact.type](fact) for fact in watched if fact.type in _WATCHED]
    if expiry_makes_stale(case):
        reasons += [_expired(fact) for fact in in_force if fact.type == "Evidence"]
    return [reason for reason in reasons if reason is not None]


def expiry_makes_stale(case: SignedCase) -> bool:
    """Whether a policy that concerns the conclusion makes expired evidence stale instead of overdue (5)."""
    return any(case.facts[key].type == "Policy" for key in case.watched)


def from_release(fact: Fact, reason: Reason | None) -> Reason | None:
    """Return the reason that a coming version gives from the day on which it is released, None without one.

    Who says afterwards that it is in development still, is told (PMS-11); in doubt it is on the market.
    """
    if reason is None or not fact.released:
        return None
    eve = (date.fromisoformat(fact.released) - timedelta(days=1)).isoformat()
    return replace(reason, after=eve)


def _expired(fact: Fact) -> Reason | None:
    last = min(filter(None, (fact.valid_until, fact.next_review_due)), default="")
    why = "the evidence passed its validity or review date, and the policy asks for another look"
    return Reason(ReasonCode.BASIS_EXPIRED, fact.key, CONFIRM, why, after=last) if last else None


def _signal(fact: Fact) -> Reason:
    return Reason(ReasonCode.SIGNAL_RAISED, fact.key, CONFIRM, "the signal is not assessed yet")


def _report(fact: Fact) -> Reason:
    return Reason(ReasonCode.SIGNAL_RAISED, fact.key, CONFIRM, "the report does not state its outcome yet")


def _signer(fact: Fact) -> Reason:
    why = "who signed, or appraised what it rests on, was found not to be qualified on that day"
    return Reason(ReasonCode.SIGNATURE_INVALID, fact.key, REDO, why)


def _milestone(fact: Fact) -> Reason | None:
    if not fact.ends or fact.status in ("completed", "stopped"):
        return None
    why = "the follow-up activity was to end by this day and is not completed"
    return Reason(ReasonCode.BASIS_EXPIRED, fact.key, CONFIRM, why, after=fact.ends)


def _waiver(fact: Fact) -> Reason | None:
    if fact.lapsed:
        why = f"the justified gap does not hold: {fact.lapsed.rstrip('.')}; sign it anew or withdraw it"
        return Reason(ReasonCode.WAIVER_LAPSED, fact.key, CONFIRM, why)
    last = min(filter(None, (fact.expires_at, fact.valid_until)), default="")
    if not last:
        return None
    return Reason(ReasonCode.WAIVER_LAPSED, fact.key, CONFIRM, "the justified gap expired", after=last)


_DATED: Final[Mapping[str, Callable[[Fact], Reason | None]]] = {
    "PmcfActivity": _milestone,
    "JustifiedGap": _waiver,
}

_WATCHED: Final[Mapping[str, Callable[[Fact], Reason | None]]] = {
    "SafetySignal": _signal,
    "Person": _signer,
    "PmcfActivity": _milestone,
    "PmsReport": _report,
}
