"""What may differ in an item that was pinned and unsettles nobody, or asks for no more than a look."""

from __future__ import annotations

from collections.abc import Sequence

from api_tests.properties.oracle.records import Pinned
from api_tests.properties.oracle.vocabulary import TYPES, Content, said_by

WRITTEN_LATER = {
    "ComplianceRecord": {"method", "justification", "evidence_location"},
    "Device": {"no_side_effects_rationale"},
    "EvidenceSet": {"rationale"},
    "EvidenceUse": {"extrapolation_justification", "contradiction_resolution"},
}
"""What rules ask people to write: whoever concluded without it looks at it once it is there."""
SIDE_EFFECTS = ("subject", "declared", "affected")
"""The roles of a device in which the reason counts why it has no side-effects."""

CLASS = (
    "jurisdiction",
    "device_class",
    "route",
    "catalogue_id",
    "catalogue_version",
    "significant_risk",
    "well_established",
)
"""What of a profile decides by what an evaluation is judged; the rest are dates and figures."""


def differing(kind: str, before: Content, after: Content) -> set[str]:
    """Return the fields that dependants compare and that say something else."""
    was, now = said_by(kind, before), said_by(kind, after)
    return {name for name in {*was, *now} if was.get(name) != now.get(name)}


def moves_nobody(kind: str, before: Content, after: Content, pins: Sequence[Pinned]) -> bool:
    """Whether things went as they were planned, or nobody who rests on it argues with what differs."""
    names = differing(kind, before, after)
    if kind == "Device" and not any(pin.role in SIDE_EFFECTS for pin in pins):
        names -= {"no_side_effects_rationale"}
        if not names:
            return True
    if kind == "RegulatoryProfile" and all(pin.role == "class" for pin in pins):
        return not names & set(CLASS)
    if kind == "PmcfActivity":  # what was planned began
        said_when = "start" in names and before.get("start")
        began = (before.get("status", "planned"), after.get("status")) == ("planned", "active")
        return began and not said_when and names <= {"status", "start"}
    if kind == "ResidualUncertainty":  # the question is answered
        return names <= {"closure", "closed_at"} and all(after.get(n) and not before.get(n) for n in names)
    if kind == "ComparatorDevice":
        return names == {"basic_udi_di"} and not before.get("basic_udi_di")
    return False


def asks_for_a_look(kind: str, before: Content, after: Content) -> bool:
    """Whether all that differs is a justification that nobody had written."""
    names = differing(kind, before, after)
    return names <= WRITTEN_LATER.get(kind, set()) and not any(before.get(name) for name in names)


def as_meant(kind: str, content: Content) -> Content:
    """Return a content whose title says what the field left empty would."""
    place = TYPES[kind].title_for
    return {**content, place: content["title"]} if place and _only_titled(kind, content) else content


def _only_titled(kind: str, content: Content) -> bool:
    return bool(content.get("title")) and not content.get(TYPES[kind].title_for)
