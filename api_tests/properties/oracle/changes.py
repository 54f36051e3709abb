"""What it asks for that an item which was pinned says something else."""

from __future__ import annotations

from collections.abc import Sequence

from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.records import Pinned
from api_tests.properties.oracle.vocabulary import COMMON_EDITORIAL, Content

CODES = {
    "IntendedUseElement": "INTENDED_PURPOSE_CHANGED",
    "IntendedPurpose": "INTENDED_PURPOSE_CHANGED",
    "RiskControl": "CONTROL_CHANGED",
    "StateOfTheArt": "CRITERION_CHANGED",
    "RiskCriteria": "CRITERION_CHANGED",
    "ComparatorDevice": "EQUIVALENCE_CHANGED",
    "CharacteristicComparison": "EQUIVALENCE_CHANGED",
    "DeviceVersion": "DEVICE_VERSION_CHANGED",
    "Device": "DEVICE_VERSION_CHANGED",
    "Variant": "DEVICE_VERSION_CHANGED",
    "Standard": "STANDARD_CHANGED",
    "Requirement": "CATALOGUE_CHANGED",
    "SafetySignal": "SIGNAL_RAISED",
    "JustifiedGap": "WAIVER_LAPSED",
    "Conclusion": "UPSTREAM_VERDICT_CHANGED",
}
"""The code of a change; BASIS_REVISED for the other types."""
CONFIRMED = ("JustifiedGap", "Device", "Variant", "Standard", "Requirement", "LiteratureSearch")
"""Whatever changed of these, to confirm is enough."""


def limits(element: Content) -> bool:
    """Whether an element takes people or uses out, so that less of it is more of the intended use."""
    kinds = ("contraindication", "precaution_warning", "foreseeable_misuse")
    return element.get("kind") in kinds or element.get("included") is False


def changed(o: Conclusions, item: str, pins: Sequence[Pinned], conclusion: str) -> tuple[str, str]:
    """Return code and demand of an item that says something else than it did when it was pinned."""
    record = o.items[item]
    before, after = record.versions[pins[0].version - 1], record.content
    confirm = False
    if record.type == "Evidence":
        through = [pin.via for pin in o.pins[conclusion] if pin.item == item and pin.via]
        decisive = any(o.decisive(use, 0) for use in through)
        turned = before.get("favourable") != after.get("favourable")
        confirm = not (decisive or turned or after.get("retracted"))
    elif record.type == "EvidenceUse":
        flipped = before.get("direction") != after.get("direction")
        confirm = not (flipped or o.decisive(item, pins[0].version) or o.decisive(item, 0))
    elif record.type == "IntendedUseElement":
        confirm = _narrowed(before, after)
    elif record.type == "Risk":
        confirm = _fell(before, after)
    elif record.type == "RiskCriteria":
        confirm = not _stricter(before, after)
    elif record.type == "StateOfTheArt":
        confirm = not _harder(before, after)
    elif record.type == "PmcfActivity":
        confirm = after.get("outcome") != "contradicts"
    elif record.type == "DeviceVersion":
        confirm = all(before.get(name) == after.get(name) for name in ("model_version", "modules"))
    confirm |= record.type in CONFIRMED
    return CODES.get(record.type, "BASIS_REVISED"), "must_confirm" if confirm else "must_redo"


def _narrowed(before: Content, after: Content) -> bool:
    """Whether an element only lost scope (event 15): ends moved inwards, or it was excluded."""
    names = ("kind", "value", "range_unit", "lay_users")
    if any(before.get(name) != after.get(name) for name in names) or limits(before):
        return False
    was, now = before.get("included", True), after.get("included", True)
    low = before.get("range_min") is None or after.get("range_min", float("-inf")) >= before["range_min"]
    high = before.get("range_max") is None or after.get("range_max", float("inf")) <= before["range_max"]
    return was and low and high and now in (True, False)


def _harder(before: Content, after: Content) -> bool:
    """Whether a state of the art asks for more: a higher benchmark, or another thing (event 23)."""
    sources = COMMON_EDITORIAL | {"text", "derived_from", "source_date_from", "source_date_to"}
    marks = ("benchmark_value", "benchmark_min", "benchmark_max")
    for name in {*before, *after} - sources - set(marks):
        if before.get(name) != after.get(name):
            return True
    for name in marks:
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if None in (was, now) or after.get("better") not in ("higher", "lower"):
            return True
        if (now > was) is (after["better"] == "higher"):
            return True
    return False


def _stricter(before: Content, after: Content) -> bool:
    """Whether criteria refuse a cell that they accepted, or speak of other scales (event 22)."""
    if any(before.get(name) != after.get(name) for name in ("scheme", "severities", "probabilities")):
        return True
    return any(
        level in before.get("acceptable_levels", []) and now not in after.get("acceptable_levels", [])
        for row, row_now in zip(before["matrix"], after["matrix"], strict=True)
        for level, now in zip(row, row_now, strict=True)
    )


def _fell(before: Content, after: Content) -> bool:
    """Whether an estimate only went down (event 19)."""
    fixed = ("scheme", "stage", "criteria_version", "estimates", "criterion_from", "criteria")
    if any(before.get(name) != after.get(name) for name in fixed):
        return False
    for scale in ("severity", "p1", "p2", "p", "level"):
        was, now = before.get(scale), after.get(scale)
        if was != now and (was is None or now is None or now > was):
            return False
    was, now = before.get("acceptability"), after.get("acceptability")
    return was == now or (was, now) == ("not_acceptable", "acceptable")
