"""An item that was pinned is withdrawn, or no longer part of the argument.

Concepts 8.3, events 3, 4, 8, 13 to 15 and 20.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.staleness.evidence_sets import demand_of_loss
from graph.staleness.model import Fact, PinnedItem, Reason, ReasonCode, SignedCase
from graph.staleness.weights import CONFIRM, REDO, STATED_ROLE, is_limit, pin_reason, was_decisive


def withdrawal_reason(case: SignedCase, pin: PinnedItem, fact: Fact) -> Reason | None:
    """Return the reason for a pinned item that is no longer in force; None where another says it."""
    if fact.type == "EvidenceUse" or pin.role == STATED_ROLE:
        return removal_reason(case, pin, fact)
    why = f"the {fact.type} was withdrawn ({fact.withdrawn_reason or 'withdrawn'})"
    orphaned = fact.orphaned and fact.state == "in_force"
    if orphaned or fact.type in ("Claim", "Hazard", "HazardousSituation"):
        return pin_reason(ReasonCode.BASIS_ITEM_REMOVED, pin, fact, CONFIRM, f"the {fact.type} was withdrawn")
    if fact.type == "Evidence" and fact.withdrawn_reason in ("superseded", "superseded_elsewhere"):
        demand = demand_of_loss(case, pin, fact, CONFIRM)
        return pin_reason(ReasonCode.BASIS_SUPERSEDED, pin, fact, demand, "the Evidence was superseded")
    if fact.type == "IntendedUseElement":
        return _without_element(case, pin, fact, why)
    if fact.type in _REPLACEABLE:
        return pin_reason(_REPLACEABLE[fact.type], pin, fact, CONFIRM, why)
    code = _WITHDRAWN_CODES.get(fact.type, ReasonCode.BASIS_WITHDRAWN)
    demand = demand_of_loss(case, pin, fact, REDO)
    return pin_reason(code, pin, fact, demand, why)


def reinstatement_reason(pin: PinnedItem, fact: Fact) -> Reason:
    """Return the reason for a pinned item that was withdrawn, or marked, as retracted and came back since.

    That it is there again settles nothing: whether it can be relied on is evaluated anew (MEDDEV 2.7/1
    rev 4, 9.3.1).
    """
    why = f"the {fact.type} was withdrawn or marked as retracted or invalid, and reinstated since"
    return pin_reason(_WITHDRAWN_CODES.get(fact.type, ReasonCode.BASIS_WITHDRAWN), pin, fact, REDO, why)


_REPLACEABLE: Final[Mapping[str, ReasonCode]] = {
    "Standard": ReasonCode.STANDARD_CHANGED,
    "Variant": ReasonCode.DEVICE_VERSION_CHANGED,
    "JustifiedGap": ReasonCode.WAIVER_LAPSED,
}
"""What the argument may do without (concepts 8.3, events 28, 35)."""

_WITHDRAWN_CODES: Final[Mapping[str, ReasonCode]] = {
    "RiskControl": ReasonCode.CONTROL_CHANGED,
    "ComparatorDevice": ReasonCode.EQUIVALENCE_CHANGED,
    "CharacteristicComparison": ReasonCode.EQUIVALENCE_CHANGED,
    "DeviceVersion": ReasonCode.DEVICE_VERSION_CHANGED,
    "StateOfTheArt": ReasonCode.CRITERION_CHANGED,
    "RiskCriteria": ReasonCode.CRITERION_CHANGED,
    "Requirement": ReasonCode.CATALOGUE_CHANGED,
}


def removal_reason(case: SignedCase, pin: PinnedItem, fact: Fact) -> Reason | None:
    """The item is in force, but no longer part of this argument (concepts 8.3, events 8, 15, 20)."""
    if pin.role == STATED_ROLE or (pin.via and not _still_used(case, pin.via)):
        return None  # what went away with a use, that use says
    if _is_concluded_on(case, fact):
        why = f"somebody concluded since on what the {fact.type} stands for"
        return pin_reason(ReasonCode.BASIS_ITEM_REMOVED, pin, fact, CONFIRM, why)
    if fact.type == "EvidenceUse":
        decisive = was_decisive(case, pin, fact)
        why = "a pivotal or contradicting use was removed" if decisive else "the use was removed"
        demand = demand_of_loss(case, pin, fact, REDO if decisive else CONFIRM)
        return pin_reason(ReasonCode.BASIS_ITEM_REMOVED, pin, fact, demand, why)
    if fact.type == "IntendedUseElement":
        return _without_element(case, pin, fact, "the element is no longer covered")
    if fact.type == "RiskControl":
        why = "the control no longer controls this"
        return pin_reason(ReasonCode.CONTROL_CHANGED, pin, fact, REDO, why)
    code = _REMOVED_CODES.get(fact.type, ReasonCode.BASIS_ITEM_REMOVED)
    gone = fact.type in _CARRYING or (fact.type == "Appraisal" and _unappraised(case, pin))
    demand = demand_of_loss(case, pin, fact, REDO if gone else CONFIRM)
    return pin_reason(code, pin, fact, demand, f"the {fact.type} is no longer part of the argument")


_TAKES_UP: Final[Mapping[str, frozenset[str]]] = {
    "pillar": frozenset({"EvidenceUse", "IntendedUseElement"}),
    "claim_conclusion": frozenset({"EvidenceUse"}),
    "feeding_conclusion": frozenset({"EvidenceUse"}),
    "requirement_conclusion": frozenset({"EvidenceUse"}),
    "side_effect_conclusion": frozenset({"EvidenceUse"}),
    "control_conclusion": frozenset({"EvidenceUse"}),
    "risk_conclusion": frozenset({"EvidenceUse", "RiskControl"}),
}
"""By role of a conclusion: what speaks for itself until there is one, and would be missed if it just went."""


def _is_concluded_on(case: SignedCase, fact: Fact) -> bool:
    """Whether an item left because a conclusion came, on which this one does not rest yet."""
    pinned = {pin.item for pin in case.pins}
    return any(
        entry.item not in pinned and fact.type in _TAKES_UP.get(entry.role, ()) for entry in case.expected
    )


_CARRYING: Final = ("Benefit", "DesignItem")
"""What carries an argument: that it is linked no more weighs like its withdrawal."""

_REMOVED_CODES: Final[Mapping[str, ReasonCode]] = {
    "DeviceVersion": ReasonCode.DEVICE_VERSION_CHANGED,
    "Device": ReasonCode.DEVICE_VERSION_CHANGED,
    "Variant": ReasonCode.DEVICE_VERSION_CHANGED,
    "Standard": ReasonCode.STANDARD_CHANGED,
    "Requirement": ReasonCode.CATALOGUE_CHANGED,
    "StateOfTheArt": ReasonCode.CRITERION_CHANGED,
    "RiskCriteria": ReasonCode.CRITERION_CHANGED,
    "ComparatorDevice": ReasonCode.EQUIVALENCE_CHANGED,
    "CharacteristicComparison": ReasonCode.EQUIVALENCE_CHANGED,
    "IntendedPurpose": ReasonCode.INTENDED_PURPOSE_CHANGED,
    "JustifiedGap": ReasonCode.WAIVER_LAPSED,
}


def _without_element(case: SignedCase, pin: PinnedItem, fact: Fact, why: str) -> Reason:
    """Without an element the intended use is narrower (event 15); without a limit it is wider (event 14)."""
    demand = CONFIRM
    if is_limit(case.content_pinned(pin)):
        demand, why = REDO, "a limit of the intended use was taken away"
    return pin_reason(ReasonCode.INTENDED_PURPOSE_CHANGED, pin, fact, demand, why)


def _unappraised(case: SignedCase, pin: PinnedItem) -> bool:
    """Whether evidence is still used of which no appraisal is left."""
    left = {entry.role for entry in case.expected if entry.via == pin.via}
    return "evidence" in left and "appraisal" not in left


def _still_used(case: SignedCase, use: str) -> bool:
    pinned = any(pin.item == use for pin in case.pins)
    expected = any(entry.item == use for entry in case.expected)
    return pinned and expected
