"""An item ought to be in the basis and was never pinned (8.3: 6, 7, 12, 14, 17, 21, 26, 30)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.staleness.weighing import CONFIRM, REDO
from graph.staleness.words import Code, Demand, Fact, Reason


def added(fact: Fact) -> Reason:
    """Give the reason for an item that the conclusion does not rest on yet."""
    if fact.type == "EvidenceUse" and fact.direction == "contradicts":
        code, demand, why = Code.CONTRADICTION_ADDED, REDO, "contradicting evidence was linked"
    else:
        code, demand = _ADDED.get(fact.type, (Code.BASIS_ITEM_ADDED, REDO))
        why = f"the basis gained this {fact.type}; the conclusion does not rest on it yet"
    return Reason(code, fact.key, demand, why, None, fact.version)


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
    "DeviceVersion": (Code.DEVICE_VERSION_CHANGED, CONFIRM),
    "Standard": (Code.STANDARD_CHANGED, CONFIRM),
    "Requirement": (Code.CATALOGUE_CHANGED, CONFIRM),
    "StateOfTheArt": (Code.CRITERION_CHANGED, CONFIRM),
    "RiskCriteria": (Code.CRITERION_CHANGED, REDO),
    "ComparatorDevice": (Code.EQUIVALENCE_CHANGED, REDO),
    "CharacteristicComparison": (Code.EQUIVALENCE_CHANGED, REDO),
    "SafetySignal": (Code.SIGNAL_RAISED, REDO),
}
