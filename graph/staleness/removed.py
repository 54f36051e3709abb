"""An item that was pinned is withdrawn, or no longer part of the argument.

Concepts 8.3, events 3, 4, 8, 13 to 15 and 20.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.staleness.evidence_sets import demand_of_loss
from graph.staleness.model import Case, Code, Fact, Pin, Reason
from graph.staleness.weights import CONFIRM, REDO, limits, reason_for, was_decisive


def withdrawn(case: Case, pin: Pin, fact: Fact) -> Reason | None:
    """Return the reason for a pinned item that is no longer in force; None where another says it."""
    if fact.type == "EvidenceUse":
        return removed(case, pin, fact)
    why = f"the {fact.type} was withdrawn ({fact.withdrawn_reason or 'withdrawn'})"
    orphaned = fact.orphaned and fact.state == "in_force"
    if orphaned or fact.type in ("Claim", "Hazard", "HazardousSituation"):
        return reason_for(Code.BASIS_ITEM_REMOVED, pin, fact, CONFIRM, f"the {fact.type} was withdrawn")
    if fact.type == "Evidence" and fact.withdrawn_reason in ("superseded", "superseded_elsewhere"):
        demand = demand_of_loss(case, pin, fact, CONFIRM)
        return reason_for(Code.BASIS_SUPERSEDED, pin, fact, demand, "the Evidence was superseded")
    if fact.type == "IntendedUseElement":
        return _without_element(case, pin, fact, why)
    if fact.type in _REPLACEABLE:
        return reason_for(_REPLACEABLE[fact.type], pin, fact, CONFIRM, why)
    code = _WITHDRAWN_CODES.get(fact.type, Code.BASIS_WITHDRAWN)
    demand = demand_of_loss(case, pin, fact, REDO)
    return reason_for(code, pin, fact, demand, why)


_REPLACEABLE: Final[Mapping[str, Code]] = {
    "Standard": Code.STANDARD_CHANGED,
    "JustifiedGap": Code.WAIVER_LAPSED,
}
"""What the argument may do without (concepts 8.3, events 28, 35)."""

_WITHDRAWN_CODES: Final[Mapping[str, Code]] = {
    "RiskControl": Code.CONTROL_CHANGED,
    "ComparatorDevice": Code.EQUIVALENCE_CHANGED,
    "CharacteristicComparison": Code.EQUIVALENCE_CHANGED,
    "DeviceVersion": Code.DEVICE_VERSION_CHANGED,
    "StateOfTheArt": Code.CRITERION_CHANGED,
    "RiskCriteria": Code.CRITERION_CHANGED,
    "Requirement": Code.CATALOGUE_CHANGED,
}


def removed(case: Case, pin: Pin, fact: Fact) -> Reason | None:
    """The item is in force, but no longer part of this argument (concepts 8.3, events 8, 15, 20)."""
    if pin.via and not _still_used(case, pin.via):
        return None  # said by the use that went away
    if fact.type == "EvidenceUse":
        decisive = was_decisive(case, pin, fact)
        why = "a pivotal or contradicting use was removed" if decisive else "the use was removed"
        demand = demand_of_loss(case, pin, fact, REDO if decisive else CONFIRM)
        return reason_for(Code.BASIS_ITEM_REMOVED, pin, fact, demand, why)
    if fact.type == "IntendedUseElement":
        return _without_element(case, pin, fact, "the element is no longer covered")
    if fact.type == "RiskControl":
        why = "the control no longer controls this"
        return reason_for(Code.CONTROL_CHANGED, pin, fact, REDO, why)
    code = _REMOVED_CODES.get(fact.type, Code.BASIS_ITEM_REMOVED)
    gone = fact.type in _CARRYING or (fact.type == "Appraisal" and _unappraised(case, pin))
    demand = demand_of_loss(case, pin, fact, REDO if gone else CONFIRM)
    return reason_for(code, pin, fact, demand, f"the {fact.type} is no longer part of the argument")


_CARRYING: Final = ("Benefit", "DesignItem")
"""What carries an argument: that it is linked no more weighs like its withdrawal."""

_REMOVED_CODES: Final[Mapping[str, Code]] = {
    "DeviceVersion": Code.DEVICE_VERSION_CHANGED,
    "Standard": Code.STANDARD_CHANGED,
    "Requirement": Code.CATALOGUE_CHANGED,
    "StateOfTheArt": Code.CRITERION_CHANGED,
    "RiskCriteria": Code.CRITERION_CHANGED,
    "ComparatorDevice": Code.EQUIVALENCE_CHANGED,
    "CharacteristicComparison": Code.EQUIVALENCE_CHANGED,
    "IntendedPurpose": Code.INTENDED_PURPOSE_CHANGED,
    "JustifiedGap": Code.WAIVER_LAPSED,
}


def _without_element(case: Case, pin: Pin, fact: Fact, why: str) -> Reason:
    """Without an element the intended use is narrower (event 15); without a limit it is wider (event 14)."""
    demand = CONFIRM
    if limits(case.before(pin)):
        demand, why = REDO, "a limit of the intended use was taken away"
    return reason_for(Code.INTENDED_PURPOSE_CHANGED, pin, fact, demand, why)


def _unappraised(case: Case, pin: Pin) -> bool:
    """Whether evidence is still used of which no appraisal is left."""
    left = {entry.role for entry in case.expected if entry.via == pin.via}
    return "evidence" in left and "appraisal" not in left


def _still_used(case: Case, use: str) -> bool:
    pinned = any(pin.item == use for pin in case.pins)
    expected = any(entry.item == use for entry in case.expected)
    return pinned and expected
