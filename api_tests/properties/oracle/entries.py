"""What it asks for that an item belongs to a basis which was not pinned."""

from __future__ import annotations

from collections.abc import Sequence

from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.records import LOOKED_AT, Pinned

CODES = {
    "IntendedUseElement": "INTENDED_PURPOSE_CHANGED",
    "IntendedPurpose": "INTENDED_PURPOSE_CHANGED",
    "Hazard": "HAZARD_ADDED",
    "HazardousSituation": "HAZARD_ADDED",
    "Standard": "STANDARD_CHANGED",
    "Requirement": "CATALOGUE_CHANGED",
    "StateOfTheArt": "CRITERION_CHANGED",
    "RiskCriteria": "CRITERION_CHANGED",
    "ComparatorDevice": "EQUIVALENCE_CHANGED",
    "CharacteristicComparison": "EQUIVALENCE_CHANGED",
    "Device": "DEVICE_VERSION_CHANGED",
    "Variant": "DEVICE_VERSION_CHANGED",
    "SafetySignal": "SIGNAL_RAISED",
}
CONFIRM = {
    "Device",
    "EvidenceSet",
    "EvidenceUse",
    "Evidence",
    "Appraisal",
    "RiskControl",
    "Conclusion",
    "LiteratureSearch",
    "Standard",
    "Requirement",
    "StateOfTheArt",
    "JustifiedGap",
}


def entered(
    o: Conclusions, item: str, role: str, pinned: Sequence[Sequence[Pinned]]
) -> tuple[str, str] | None:
    """Return code and demand of an item that belongs to a basis and was not pinned.

    None for a material, at which looks what is concluded on it, and for a device that says nothing on
    side-effects.
    """
    kind = o.items[item].type
    says_why = kind != "Device" or o.value(item, "no_side_effects_rationale")
    if role in ("stated_in", "unconcluded_claim") or (role == "subject" and not says_why):
        return None
    if role in ("contradicting_follow_up", "contradicting_report"):
        return "CONTRADICTION_ADDED", "must_redo"
    if kind == "DeviceVersion":
        others = role == "other_version"
        weight = "must_confirm" if others else _released(o, item, [pins[0] for pins in pinned])
        return "DEVICE_VERSION_CHANGED", weight
    if kind == "EvidenceUse" and o.value(item, "direction") == "contradicts":
        return "CONTRADICTION_ADDED", "must_redo"
    aspects = ("validity_performance", "validity_safety", "validity_background")
    if kind == "Appraisal" and any(o.value(item, name) == "not_valid" for name in aspects):
        return "BASIS_ITEM_ADDED", "must_redo"
    light = kind in CONFIRM or role in ("described_by", *LOOKED_AT)
    return CODES.get(kind, "BASIS_ITEM_ADDED"), "must_confirm" if light else "must_redo"


def _released(o: Conclusions, version: str, pins: Sequence[Pinned]) -> str:
    """Return the demand of another device version: by its algorithm against the one before (event 26)."""
    known = {
        pin.item: o.items[pin.item].versions[pin.version - 1]
        for pin in pins
        if o.items[pin.item].type == "DeviceVersion"
    }
    before = [known[key] for key in o.value(version, "succeeds") or () if key in known]
    for content in before or known.values():
        if any(content.get(name) != o.value(version, name) for name in ("model_version", "modules")):
            return "must_redo"
    return "must_confirm"
