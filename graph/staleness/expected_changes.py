"""Changes of what was pinned that were to be expected, or that the conclusion does not argue with.

An alarm for what goes as it was planned, or for what a rule asked for, teaches people to ignore alarms.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from typing import Final

from graph.vocabulary.content import Content
from graph.vocabulary.identifiers import edition_of, normal_designation


def is_expected(item_type: str, role: str, names: AbstractSet[str], before: Content, after: Content) -> bool:
    """Whether what differs unsettles nothing that rests on the item in this role."""
    argued = {
        name
        for name in names & set(_READ_IN.get(role, names))
        if role in _ARGUED_IN.get((item_type, name), (role,))
    }
    if not argued:
        return True
    expected = _EXPECTED.get(item_type)
    return expected is not None and expected(argued, before, after)


def is_only_justified(item_type: str, names: AbstractSet[str], before: Content) -> bool:
    """Whether all that differs is that justifications are written where there were none.

    Rules ask for them; whoever concluded without them looks at them, and need not begin anew.
    """
    return names <= _JUSTIFICATIONS.get(item_type, frozenset()) and not any(before.get(n) for n in names)


SIDE_EFFECTS_ARGUED: Final = ("subject", "affected", "declared")
"""Roles of a device in which the reason for there being no side-effect is argued with."""
CLASS_ROLE: Final = "class"
"""Role of a regulatory profile of which only counts as what the device is judged (MDR 61(4), (10), (11))."""
CLASS: Final = (
    "jurisdiction",
    "device_class",
    "route",
    "catalogue_id",
    "catalogue_version",
    "significant_risk",
    "well_established",
)
"""Fields of a regulatory profile that say by which law, and as what, a device is judged."""
_READ_IN: Final[Mapping[str, tuple[str, ...]]] = {CLASS_ROLE: CLASS}
"""Of a role, the only fields that a conclusion reads of an item in it."""
_ARGUED_IN: Final[Mapping[tuple[str, str], tuple[str, ...]]] = {
    ("Device", "no_side_effects_rationale"): SIDE_EFFECTS_ARGUED,
}
"""Of a field of a type, the only roles in which a conclusion argues with it."""

_JUSTIFICATIONS: Final[Mapping[str, frozenset[str]]] = {
    "Benefit": frozenset({"qualitative_justification", "surrogate_validity"}),
    "CharacteristicComparison": frozenset({"significance_rationale"}),
    "ComparatorDevice": frozenset({"status_justification", "data_access"}),
    "ComplianceRecord": frozenset({"justification", "method", "evidence_location"}),
    "Device": frozenset({"no_side_effects_rationale"}),
    "EvidenceSet": frozenset({"rationale"}),
    "EvidenceUse": frozenset(
        {
            "extrapolation_justification",
            "applicability_justification",
            "contradiction_resolution",
            "surrogate_validity",
        }
    ),
    "PmsPlan": frozenset({"no_follow_up_reason"}),
    "RegulatoryProfile": frozenset({"cer_interval_justification"}),
    "ResidualUncertainty": frozenset({"acceptability_rationale"}),
    "RiskControl": frozenset({"option_rationale", "introduced_risks"}),
}


def _begins(names: AbstractSet[str], before: Content, after: Content) -> bool:
    """Whether follow-up that was planned begins, on the day that was planned or that nobody had said."""
    planned = before.get("status", "planned") == "planned" and after.get("status") == "active"
    started = "start" not in names or not before.get("start")
    return planned and started and names <= {"status", "start"}


def _closes(names: AbstractSet[str], before: Content, after: Content) -> bool:
    """Whether a question is answered that was open; taking an answer back, or another answer, is none."""
    answered = all(after.get(name) and not before.get(name) for name in names)
    return answered and names <= {"closure", "closed_at"}


def _numbered(names: AbstractSet[str], before: Content, _after: Content) -> bool:
    """Whether the same device is told by its number as well."""
    return names == {"basic_udi_di"} and not before.get("basic_udi_di")


def _respelled(names: AbstractSet[str], before: Content, after: Content) -> bool:
    """Whether a standard is named in another spelling."""
    return names == {"designation"} and _named(before) == _named(after)


def _named(standard: Content) -> tuple[str, str]:
    designation = standard.get("designation", "")
    return normal_designation(designation), edition_of(designation, standard.get("edition", ""))


_EXPECTED: Final[Mapping[str, Callable[[AbstractSet[str], Content, Content], bool]]] = {
    "ComparatorDevice": _numbered,
    "PmcfActivity": _begins,
    "ResidualUncertainty": _closes,
    "Standard": _respelled,
}
