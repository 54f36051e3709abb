"""An item ought to be in the basis and was never pinned.

Concepts 8.3, events 6, 7, 12, 14, 17, 21, 26 and 30.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.staleness.model import Case, Code, Content, Expected, Fact, Reason
from graph.staleness.weights import CONFIRM, REDO, other_algorithm
from graph.vocabulary.statuses import Demand


def added(case: Case, entry: Expected) -> Reason:
    """Return the reason for an item that the conclusion does not rest on yet."""
    fact = case.facts[entry.item]
    if fact.type == "DeviceVersion":
        return _released(case, fact)
    if entry.role in _CONTRADICTING:
        why = "data were reported that contradict"
        return Reason(Code.CONTRADICTION_ADDED, fact.key, REDO, why, None, fact.version)
    if fact.type == "EvidenceUse" and fact.direction == "contradicts":
        code, demand, why = Code.CONTRADICTION_ADDED, REDO, "contradicting evidence was linked"
    else:
        code, demand = _ADDED.get(fact.type, (Code.BASIS_ITEM_ADDED, REDO))
        why = f"the basis gained this {fact.type}; the conclusion does not rest on it yet"
    if fact.type == "Appraisal" and unfit(case.contents.get((fact.key, fact.version), {})):
        demand, why = REDO, "another appraisal finds the data not valid, or unfit to demonstrate anything"
    return Reason(code, fact.key, demand, why, None, fact.version)


def unfit(appraisal: Content) -> bool:
    """Whether an appraisal finds its data not valid in any respect, or fatally flawed (event 9)."""
    aspects = ("validity_performance", "validity_safety", "validity_background")
    return bool(appraisal.get("fatal_findings")) or any(
        appraisal.get(name) == "not_valid" for name in aspects
    )


_CONTRADICTING: Final = frozenset({"contradicting_follow_up"})


def _released(case: Case, fact: Fact) -> Reason:
    """Return the reason for another version: compared with its predecessor, else with all that are pinned."""
    after = case.contents.get((fact.key, fact.version), {})
    pinned = {pin.item: case.before(pin) for pin in case.pins if case.facts[pin.item].type == "DeviceVersion"}
    before = [pinned[key] for key in after.get("succeeds", ()) if key in pinned] or list(pinned.values())
    demand, why = CONFIRM, "another device version counts; its algorithm and modules are those of before"
    if any(other_algorithm(content, after) for content in before):
        demand, why = (
            REDO,
            "another device version counts, with another algorithm or other modules",
        )
    return Reason(Code.DEVICE_VERSION_CHANGED, fact.key, demand, why, None, fact.version)


_ADDED: Final[Mapping[str, tuple[Code, Demand]]] = {
    "EvidenceUse": (Code.BASIS_ITEM_ADDED, CONFIRM),
    "EvidenceSet": (Code.BASIS_ITEM_ADDED, CONFIRM),
    "Evidence": (Code.BASIS_ITEM_ADDED, CONFIRM),
    "Appraisal": (Code.BASIS_ITEM_ADDED, CONFIRM),
    "RiskControl": (Code.BASIS_ITEM_ADDED, CONFIRM),
    "Conclusion": (Code.BASIS_ITEM_ADDED, CONFIRM),
    "LiteratureSearch": (Code.BASIS_ITEM_ADDED, CONFIRM),
    "IntendedUseElement": (Code.INTENDED_PURPOSE_CHANGED, REDO),
    "IntendedPurpose": (Code.INTENDED_PURPOSE_CHANGED, REDO),
    "Hazard": (Code.HAZARD_ADDED, REDO),
    "HazardousSituation": (Code.HAZARD_ADDED, REDO),
    "Standard": (Code.STANDARD_CHANGED, CONFIRM),
    "Requirement": (Code.CATALOGUE_CHANGED, CONFIRM),
    "StateOfTheArt": (Code.CRITERION_CHANGED, CONFIRM),
    "RiskCriteria": (Code.CRITERION_CHANGED, REDO),
    "ComparatorDevice": (Code.EQUIVALENCE_CHANGED, REDO),
    "CharacteristicComparison": (Code.EQUIVALENCE_CHANGED, REDO),
    "SafetySignal": (Code.SIGNAL_RAISED, REDO),
    "JustifiedGap": (Code.BASIS_ITEM_ADDED, CONFIRM),
}
