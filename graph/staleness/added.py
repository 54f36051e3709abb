"""An item ought to be in the basis and was never pinned.

Concepts 8.3, events 6, 7, 12, 14, 17, 21, 26 and 30.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.staleness.dated import from_release
from graph.staleness.model import ExpectedItem, Fact, Reason, ReasonCode, SignedCase
from graph.staleness.weights import (
    COMING_ROLE,
    CONFIRM,
    DESCRIBED_ROLE,
    LOOKED_AT,
    OTHER_ROLE,
    REDO,
    STATED_ROLE,
    UNCONCLUDED_ROLE,
    algorithm_differs,
)
from graph.vocabulary.content import Content
from graph.vocabulary.statuses import Demand


def addition_reason(case: SignedCase, entry: ExpectedItem) -> Reason | None:
    """Return the reason for an item that the conclusion does not rest on yet; None where it may wait.

    That a claim is stated in one more material is for what is concluded on that material; a device that gives
    no reason for the lack of side-effects says nothing on them; and a claim more says nothing on benefit and
    risk until there is something on it.
    """
    fact = case.facts[entry.item]
    content = case.contents.get((fact.key, fact.version), {})
    says_why = content.get("no_side_effects_rationale")
    if entry.role in (STATED_ROLE, UNCONCLUDED_ROLE) or (
        fact.type == "Device" and entry.role == "subject" and not says_why
    ):
        return None
    if fact.type == "DeviceVersion":
        reason = _released(case, entry, fact)
        return from_release(fact, reason) if entry.role == COMING_ROLE else reason
    if entry.role in _CONTRADICTING:
        why = "data were reported that contradict"
        return Reason(ReasonCode.CONTRADICTION_ADDED, fact.key, REDO, why, None, fact.version)
    if fact.type == "EvidenceUse" and fact.direction == "contradicts":
        code, demand, why = ReasonCode.CONTRADICTION_ADDED, REDO, "contradicting evidence was linked"
    else:
        code, demand = _ADDED.get(fact.type, (ReasonCode.BASIS_ITEM_ADDED, REDO))
        why = f"the basis gained this {fact.type}; the conclusion does not rest on it yet"
    if entry.role == DESCRIBED_ROLE or entry.role in LOOKED_AT:
        demand = CONFIRM
    if fact.type == "Appraisal" and unfit(content):
        demand, why = REDO, "another appraisal finds the data not valid, or unfit to demonstrate anything"
    return Reason(code, fact.key, demand, why, None, fact.version)


def unfit(appraisal: Content) -> bool:
    """Whether an appraisal finds its data not valid in any respect, or fatally flawed (event 9)."""
    aspects = ("validity_performance", "validity_safety", "validity_background")
    return bool(appraisal.get("fatal_findings")) or any(
        appraisal.get(name) == "not_valid" for name in aspects
    )


_CONTRADICTING: Final = frozenset({"contradicting_follow_up", "contradicting_report"})


def _released(case: SignedCase, entry: ExpectedItem, fact: Fact) -> Reason:
    """Return the reason for another version: compared with its predecessor, else with all that are pinned.

    What was concluded for other versions says nothing of this one, and has to be confirmed for them.
    """
    if entry.role == OTHER_ROLE:
        why = "another version is on the market, and this is concluded for those that are named"
        code = ReasonCode.DEVICE_VERSION_CHANGED
        return Reason(code, fact.key, CONFIRM, why, None, fact.version)
    after = case.contents.get((fact.key, fact.version), {})
    pinned = {
        pin.item: case.content_pinned(pin)
        for pin in case.pins
        if case.facts[pin.item].type == "DeviceVersion"
    }
    before = [pinned[key] for key in after.get("succeeds", ()) if key in pinned] or list(pinned.values())
    demand, why = CONFIRM, "another device version counts; its algorithm and modules are those of before"
    if any(algorithm_differs(content, after) for content in before):
        demand, why = (
            REDO,
            "another device version counts, with another algorithm or other modules",
        )
    return Reason(ReasonCode.DEVICE_VERSION_CHANGED, fact.key, demand, why, None, fact.version)


_ADDED: Final[Mapping[str, tuple[ReasonCode, Demand]]] = {
    "EvidenceUse": (ReasonCode.BASIS_ITEM_ADDED, CONFIRM),
    "EvidenceSet": (ReasonCode.BASIS_ITEM_ADDED, CONFIRM),
    "Evidence": (ReasonCode.BASIS_ITEM_ADDED, CONFIRM),
    "Appraisal": (ReasonCode.BASIS_ITEM_ADDED, CONFIRM),
    "RiskControl": (ReasonCode.BASIS_ITEM_ADDED, CONFIRM),
    "Conclusion": (ReasonCode.BASIS_ITEM_ADDED, CONFIRM),
    "LiteratureSearch": (ReasonCode.BASIS_ITEM_ADDED, CONFIRM),
    "IntendedUseElement": (ReasonCode.INTENDED_PURPOSE_CHANGED, REDO),
    "IntendedPurpose": (ReasonCode.INTENDED_PURPOSE_CHANGED, REDO),
    "Hazard": (ReasonCode.HAZARD_ADDED, REDO),
    "HazardousSituation": (ReasonCode.HAZARD_ADDED, REDO),
    "Standard": (ReasonCode.STANDARD_CHANGED, CONFIRM),
    "Requirement": (ReasonCode.CATALOGUE_CHANGED, CONFIRM),
    "StateOfTheArt": (ReasonCode.CRITERION_CHANGED, CONFIRM),
    "RiskCriteria": (ReasonCode.CRITERION_CHANGED, REDO),
    "ComparatorDevice": (ReasonCode.EQUIVALENCE_CHANGED, REDO),
    "CharacteristicComparison": (ReasonCode.EQUIVALENCE_CHANGED, REDO),
    "Device": (ReasonCode.DEVICE_VERSION_CHANGED, CONFIRM),
    "Variant": (ReasonCode.DEVICE_VERSION_CHANGED, REDO),
    "SafetySignal": (ReasonCode.SIGNAL_RAISED, REDO),
    "JustifiedGap": (ReasonCode.BASIS_ITEM_ADDED, CONFIRM),
}
