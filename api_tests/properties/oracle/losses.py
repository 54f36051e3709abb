"""What it asks for that an item which was pinned is withdrawn, or no longer belongs to the basis."""

from __future__ import annotations

from collections.abc import Sequence

from api_tests.properties.oracle.changes import limits
from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.evidence_sets import holds
from api_tests.properties.oracle.records import LOOKED_AT, Pinned


def lost(
    o: Conclusions, item: str, pins: Sequence[Pinned], conclusion: str, usual: tuple[str, str]
) -> tuple[str, str]:
    """Weigh a loss by the sets of evidence that were whole at signing, where there are any.

    What stands behind evidence belongs to no set, and to look is enough for a need or a user.
    """
    roles = {pin.role for pin in pins}
    if roles <= set(LOOKED_AT):
        return usual[0], "must_confirm"
    if roles == {"drawn_on"}:
        return usual
    weighed = _by_sets(o, item, conclusion, usual)
    return max(weighed, usual, key=lambda told: told[1] == "must_redo") if "drawn_on" in roles else weighed


def _by_sets(o: Conclusions, item: str, conclusion: str, usual: tuple[str, str]) -> tuple[str, str]:
    kind = o.items[item].type
    had = [pin for pin in o.pins[conclusion] if pin.role == "evidence_set"]
    had = [pin for pin in had if holds(o, pin, conclusion, now=False)]
    if kind not in ("Evidence", "EvidenceUse", "EvidenceSet") or not had:
        return usual
    if not any(holds(o, pin, conclusion, now=True) for pin in had):
        return usual[0], "must_redo"
    through = {item} if kind == "EvidenceUse" else set()
    through |= {pin.via for pin in o.pins[conclusion] if pin.item == item and pin.via}
    heavy = kind != "EvidenceUse" and (
        o.items[item].withdrawn_reason == "retracted"
        or bool(o.value(item, "retracted"))
        or any(o.pinned(p).get("retracted") for p in o.pins[conclusion] if p.item == item)
    )
    for pin in o.pins[conclusion]:
        if pin.item in through:
            directions = {o.pinned(pin).get("direction"), o.value(pin.item, "direction")}
            heavy |= "contradicts" in directions
    return usual if heavy else (usual[0], "must_confirm")


def gone(o: Conclusions, item: str, pin: Pinned) -> tuple[str, str]:
    """Return code and demand of an item that counts no longer."""
    record = o.items[item]
    kind = record.type
    if kind in ("Claim", "Hazard", "HazardousSituation") or (
        kind == "Conclusion" and o.live(item)  # what it was about is withdrawn (event 13)
    ):
        return "BASIS_ITEM_REMOVED", "must_confirm"
    if kind == "IntendedUseElement":
        return "INTENDED_PURPOSE_CHANGED", _without(o, item, pin)
    if kind in ("Standard", "Variant"):
        code = "STANDARD_CHANGED" if kind == "Standard" else "DEVICE_VERSION_CHANGED"
        return code, "must_confirm"
    if kind == "JustifiedGap":
        return "WAIVER_LAPSED", "must_confirm"
    if record.withdrawn_reason == "superseded_elsewhere" and kind == "Evidence":
        return "BASIS_SUPERSEDED", "must_confirm"
    return withdrawal_code(kind), "must_redo"


def withdrawal_code(kind: str) -> str:
    """Return under which code the withdrawal of an item of a type is told."""
    codes = {
        "RiskControl": "CONTROL_CHANGED",
        "ComparatorDevice": "EQUIVALENCE_CHANGED",
        "CharacteristicComparison": "EQUIVALENCE_CHANGED",
        "DeviceVersion": "DEVICE_VERSION_CHANGED",
        "StateOfTheArt": "CRITERION_CHANGED",
        "RiskCriteria": "CRITERION_CHANGED",
        "Requirement": "CATALOGUE_CHANGED",
    }
    return codes.get(kind, "BASIS_WITHDRAWN")


TAKES_UP = {
    "pillar": ("EvidenceUse", "IntendedUseElement"),
    "claim_conclusion": ("EvidenceUse",),
    "feeding_conclusion": ("EvidenceUse",),
    "requirement_conclusion": ("EvidenceUse",),
    "side_effect_conclusion": ("EvidenceUse",),
    "control_conclusion": ("EvidenceUse",),
    "risk_conclusion": ("EvidenceUse", "RiskControl"),
}
"""By role of a conclusion that came: what it takes up that spoke for itself before."""


def left(o: Conclusions, item: str, held: Sequence[Pinned], conclusion: str) -> tuple[str, str]:
    """Return code and demand of an item that counts still, and is no part of the basis any more."""
    kind = o.items[item].type
    pinned = {pin.item for pin in o.pins[conclusion]}
    came = {role for entry, role, _ in o.expected(conclusion) if entry not in pinned}
    if any(kind in TAKES_UP.get(role, ()) for role in came):
        return "BASIS_ITEM_REMOVED", "must_confirm"
    if kind == "EvidenceUse":
        decisive = o.decisive(item, held[0].version) or o.decisive(item, 0)
        return "BASIS_ITEM_REMOVED", "must_redo" if decisive else "must_confirm"
    if kind == "RiskControl":
        return "CONTROL_CHANGED", "must_redo"
    if kind == "IntendedUseElement":
        return "INTENDED_PURPOSE_CHANGED", _without(o, item, held[0])
    codes = {
        "ComparatorDevice": "EQUIVALENCE_CHANGED",
        "CharacteristicComparison": "EQUIVALENCE_CHANGED",
        "DeviceVersion": "DEVICE_VERSION_CHANGED",
        "Device": "DEVICE_VERSION_CHANGED",
        "Variant": "DEVICE_VERSION_CHANGED",
        "StateOfTheArt": "CRITERION_CHANGED",
        "RiskCriteria": "CRITERION_CHANGED",
        "Requirement": "CATALOGUE_CHANGED",
        "Standard": "STANDARD_CHANGED",
        "IntendedPurpose": "INTENDED_PURPOSE_CHANGED",
        "JustifiedGap": "WAIVER_LAPSED",
    }
    roles = {(via, role) for _, role, via in o.expected(conclusion)}
    bare = any(
        (pin.via, "evidence") in roles and (pin.via, "appraisal") not in roles for pin in held
    )  # what is used is appraised by nobody any more
    heavy = kind in ("Benefit", "DesignItem") or (kind == "Appraisal" and bare)
    return codes.get(kind, "BASIS_ITEM_REMOVED"), "must_redo" if heavy else "must_confirm"


def _without(o: Conclusions, element: str, pin: Pinned) -> str:
    """Return what the loss of an element asks for: without a limit the intended use is wider."""
    return "must_redo" if limits(o.items[element].versions[pin.version - 1]) else "must_confirm"
