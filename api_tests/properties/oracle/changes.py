"""What it asks for that an item which was pinned says something else."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.quiet import CLASS, as_meant, asks_for_a_look, differing, moves_nobody
from api_tests.properties.oracle.records import LOOKED_AT, Pinned
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
CONFIRMED = ("JustifiedGap", "Variant", "Standard", "Requirement", "LiteratureSearch")
"""Whatever changed of these, to confirm is enough."""


def limits(element: Content) -> bool:
    """Whether an element takes people or uses out, so that less of it is more of the intended use."""
    kinds = ("contraindication", "precaution_warning", "foreseeable_misuse")
    return element.get("kind") in kinds or element.get("included") is False


def changed(o: Conclusions, item: str, pins: Sequence[Pinned], conclusion: str) -> tuple[str, str] | None:
    """Return code and demand of an item that says something else than it did when it was pinned.

    None where what it says moves nobody who rests on it.
    """
    record = o.items[item]
    before = as_meant(record.type, record.meaning(pins[0].version))
    after = as_meant(record.type, record.meaning(record.effective))
    if moves_nobody(record.type, before, after, pins):
        return None
    confirm = _weighs_little(o, item, pins, conclusion, before, after)
    confirm |= asks_for_a_look(record.type, before, after)
    confirm |= {pin.role for pin in pins} <= set(LOOKED_AT)
    return CODES.get(record.type, "BASIS_REVISED"), "must_confirm" if confirm else "must_redo"


def put_back(o: Conclusions, item: str, pins: Sequence[Pinned], conclusion: str) -> tuple[str, str]:
    """Return code and demand of a report that said something else until a load put the old back."""
    record = o.items[item]
    said = as_meant(record.type, record.meaning(record.effective))
    confirm = _weighs_little(o, item, pins, conclusion, said, said)
    confirm |= {pin.role for pin in pins} <= set(LOOKED_AT)
    return CODES.get(record.type, "BASIS_REVISED"), "must_confirm" if confirm else "must_redo"


def _weighs_little(
    o: Conclusions, item: str, pins: Sequence[Pinned], conclusion: str, before: Content, after: Content
) -> bool:
    """Whether to confirm is enough."""
    kind = o.items[item].type
    if kind == "Evidence":
        through = [pin.via for pin in o.pins[conclusion] if pin.item == item and pin.via]
        decisive = any(o.decisive(use, 0) for use in through)
        other = _other(before, after, "kind", "device_basis", "rejected", "favourable")
        other |= bool(before.get("generated_with")) and _other(before, after, "generated_with")
        return not (decisive or other or after.get("retracted"))
    if kind == "EvidenceUse":
        decisive = o.decisive(item, pins[0].version) or o.decisive(item, 0)
        return not (decisive or _other(before, after, "direction"))
    if kind == "Device":
        reason = _other(before, after, "no_side_effects_rationale")
        judged = _other(before, after, *CHARACTERISTICS)
        roles = {pin.role for pin in pins}
        return not ((reason and "subject" in roles) or (judged and "characteristics" in roles))
    return kind in CONFIRMED or (kind in LITTLE and LITTLE[kind](before, after))


def _other(before: Content, after: Content, *names: str) -> bool:
    """Whether any of some fields says something else."""
    return any(before.get(name) != after.get(name) for name in names)


def _read_since(before: Content, after: Content) -> bool:
    """Whether the full text was read, which was not, and nothing else is said."""
    read = before.get("full_text_read") is False and after.get("full_text_read", True)
    return differing("Appraisal", before, after) == {"full_text_read"} and read


def _named_otherwise(before: Content, after: Content) -> bool:
    """Whether a material prints the same, and only names other claims for it."""
    printed = [[entry["statement"] for entry in c.get("claim_statements", [])] for c in (before, after)]
    same = printed[0] == printed[1]
    return differing("InformationMaterial", before, after) == {"claim_statements"} and same


def _less(before: Content, after: Content) -> bool:
    """Whether an element was narrowed, or the same words were given a code."""
    coded = differing("IntendedUseElement", before, after) == {"coded_value"} and before.get("value")
    replaced = before.get("coded_value") and after.get("coded_value")
    return _narrowed(before, after) or bool(coded and not replaced)


CHARACTERISTICS = ("lifetime", "safety_characteristics", "components", "accessories", "is_samd")
"""What of a device can affect safety (ISO 14971:2019, 5.3)."""


def _narrowed(before: Content, after: Content) -> bool:
    """Whether an element only lost scope (event 15): ends moved inwards, or it was excluded."""
    names = ("kind", "value", "coded_value", "range_unit", "lay_users")
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


LITTLE: dict[str, Callable[[Content, Content], bool]] = {
    "Appraisal": _read_since,
    "DeviceVersion": lambda before, after: not _other(before, after, "model_version", "modules"),
    "InformationMaterial": _named_otherwise,
    "IntendedUseElement": _less,
    "PmcfActivity": lambda _, after: after.get("outcome") != "contradicts",
    "PmsReport": lambda _, after: after.get("outcome") != "contradicts",
    "RegulatoryProfile": lambda before, after: not _other(before, after, *CLASS),
    "Risk": _fell,
    "RiskCriteria": lambda before, after: not _stricter(before, after),
    "StateOfTheArt": lambda before, after: not _harder(before, after),
}
"""Of a type: when what it says now asks for no more than a look."""
