"""The vocabulary, as far as the oracle goes.

Of each type: its references (field: relation, types that may stand at the other end), the fields that never
matter to a conclusion, the fields that dependants compare (None: all that is not editorial), and the
defaults, which a content leaves out. Of some, substance that dependants do not argue with; the field that the
title stands for where it is left out; and the label by which a text is known that is not on record.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

EVERYWHERE = "*"
ANY = ("*",)

COMMON_EDITORIAL = {"title", "devices", "tags", "owner", "note", "valid_until", "next_review_due"}
DEVICES = ("FOR_DEVICE", ("Device", "DeviceVersion", "Variant"))
NAVIGATION = {"FOR_DEVICE", "SUCCEEDS", "FOUND_BY", "ADDRESSES", "AFFECTS", "CONTAINS", "WAIVES"}
NO_EVALUATION = (
    "control_effective",
    "risk_acceptable",
    "overall_residual_risk",
    "information_consistent",
    "requirement_not_applicable",
    "change_significance",
)
"""Kinds of conclusions that are no part of the clinical evaluation: nobody asks who signs for a CV."""
Content = dict[str, Any]


@dataclass(frozen=True)
class Type:
    """What the oracle knows of an item type."""

    refs: Mapping[str, tuple[str, tuple[str, ...]]] = field(default_factory=dict)
    editorial: frozenset[str] = frozenset()
    compared: frozenset[str] | None = None
    defaults: Mapping[str, Any] = field(default_factory=dict)
    unargued: frozenset[str] = frozenset()
    title_for: str = ""
    texts: tuple[str, ...] = ()
    """Where none of these is there, the version label says that the text is another."""

    def all_refs(self) -> dict[str, tuple[str, tuple[str, ...]]]:
        """Return the references with the devices that any item may name."""
        return {"devices": DEVICES, **self.refs}


BEARS_ON = (
    "Claim",
    "Risk",
    "RiskControl",
    "SideEffect",
    "Benefit",
    "StateOfTheArt",
    "ComplianceRecord",
    "CharacteristicComparison",
    "ResidualUncertainty",
    "DesignItem",
    "Hazard",
    "HazardousSituation",
    "UseScenario",
)
RAISES = (
    "Hazard",
    "HazardousSituation",
    "Harm",
    "Risk",
    "RiskControl",
    "UseScenario",
    "Claim",
    "Benefit",
    "IntendedUseElement",
    "SideEffect",
    "InformationMaterial",
    "ComparatorDevice",
    "StateOfTheArt",
    "ResidualUncertainty",
    "ComplianceRecord",
)
_CRITERION = ("CRITERION_FROM", ("StateOfTheArt",))
_ELEMENTS = ("IntendedUseElement",)

TYPES: dict[str, Type] = {
    "Device": Type(defaults={"is_samd": False}, unargued=frozenset({"name", "basic_udi_di"})),
    "DeviceVersion": Type(
        {"succeeds": ("SUCCEEDS", ("DeviceVersion",))},
        frozenset({"succeeds", "last_placed_at"}),
        unargued=frozenset({"status", "released_at"}),
    ),
    "Variant": Type(title_for="model"),
    "RegulatoryProfile": Type(),
    "IntendedPurpose": Type({"has_element": ("HAS_ELEMENT", _ELEMENTS)}, title_for="statement"),
    "IntendedUseElement": Type(
        editorial=frozenset({"display_order"}), defaults={"included": True}, title_for="value"
    ),
    "Claim": Type(
        {
            "covers": ("COVERS", _ELEMENTS),
            "stated_in": ("STATED_IN", ("InformationMaterial",)),
            "criterion_from": _CRITERION,
        },
        frozenset({"where_made"}),
        frozenset({"statement", "claim_type", "module", "target_threshold", "criterion_from"}),
        {"claim_type": "clinical_performance"},
    ),
    "Benefit": Type({"covers": ("COVERS", _ELEMENTS), "criterion_from": _CRITERION}, title_for="endpoint"),
    "SideEffect": Type({"criterion_from": _CRITERION}, title_for="nature"),
    "StateOfTheArt": Type(
        {"derived_from": ("DERIVED_FROM", ("LiteratureSearch", "Evidence", "Standard"))},
        title_for="topic",
    ),
    "LiteratureSearch": Type(editorial=frozenset({"executed_by"}), title_for="review_question"),
    "Evidence": Type(
        {
            "generated_with": ("GENERATED_WITH", ("DeviceVersion", "ComparatorDevice")),
            "draws_on": ("DRAWS_ON", ("Evidence",)),
            "found_by": ("FOUND_BY", ("LiteratureSearch",)),
        },
        frozenset({"citation", "found_by"}),
        frozenset(
            {
                "kind",
                "device_basis",
                "rejected",
                "n",
                "limitations",
                "draws_on",
                "favourable",
                "retracted",
                "generated_with",
            }
        ),
        {"retracted": False, "rejected": False},
    ),
    "Appraisal": Type(
        {"appraises": ("APPRAISES", ("Evidence",))},
        frozenset({"appraiser", "summary"}),
        frozenset(
            {
                "appraises",
                "validity_performance",
                "validity_safety",
                "validity_background",
                "limited",
                "limitations",
                "full_text_read",
            }
        ),
        {"limited": False, "full_text_read": True},
    ),
    "EvidenceUse": Type(
        {
            "uses": ("USES", ("Evidence",)),
            "bears_on": ("BEARS_ON", BEARS_ON),
            "covers_element": ("COVERS_ELEMENT", ("IntendedUseElement", "Variant")),
        },
        frozenset({"relevance"}),
        defaults={
            "role": "supportive",
            "direction": "supports",
            "weight": "medium",
            "extrapolation": False,
        },
    ),
    "EvidenceSet": Type(
        {"suffices_for": ("SUFFICES_FOR", ("Claim",)), "comprises": ("COMPRISES", ("EvidenceUse",))}
    ),
    "ComparatorDevice": Type(defaults={"relation": "equivalent_candidate"}, title_for="name"),
    "CharacteristicComparison": Type(
        {
            "compares": ("COMPARES", ("ComparatorDevice",)),
            "compares_element": ("COMPARES_ELEMENT", _ELEMENTS),
        },
        frozenset({"display_order"}),
        title_for="characteristic",
    ),
    "Hazard": Type(editorial=frozenset({"hazard_category"}), title_for="description"),
    "HazardousSituation": Type(
        {
            "arises_from": ("ARISES_FROM", ("Hazard",)),
            "leads_to": ("LEADS_TO", ("Harm",)),
            "triggered_in": ("TRIGGERED_IN", ("UseScenario",)),
        },
        title_for="description",
    ),
    "UseScenario": Type(title_for="task"),
    "Harm": Type(title_for="description"),
    "Risk": Type(
        {
            "estimates": ("ESTIMATES", ("HazardousSituation", "Harm")),
            "criterion_from": _CRITERION,
            "criteria": ("JUDGED_BY", ("RiskCriteria",)),
        },
        frozenset({"basis_note"}),
        defaults={"scheme": "iso14971"},
    ),
    "RiskCriteria": Type(
        {"criterion_from": _CRITERION},
        defaults={"scheme": "iso14971"},
        unargued=frozenset({"version_label"}),
    ),
    "RiskControl": Type(
        {
            "controls": ("CONTROLS", ("HazardousSituation",)),
            "depends_on": ("DEPENDS_ON", _ELEMENTS),
            "introduces": ("INTRODUCES", ("Hazard", "HazardousSituation")),
            "implemented_by": ("IMPLEMENTED_BY", ("DesignItem", "InformationMaterial")),
        },
        defaults={"status": "implemented"},
        unargued=frozenset({"measure", "controls"}),
        title_for="statement",
    ),
    "DesignItem": Type(
        {"fulfils": ("FULFILS", ("DesignItem",)), "implements": ("IMPLEMENTS", ("RiskControl",))},
        unargued=frozenset({"version_label"}),
        title_for="text",
        texts=("text",),
    ),
    "Requirement": Type(defaults={"clinical_evaluation": False}, title_for="paraphrase"),
    "ComplianceRecord": Type(
        {
            "satisfies": ("SATISFIES", ("Requirement",)),
            "applies_standard": ("APPLIES_STANDARD", ("Standard",)),
        },
    ),
    "Standard": Type(defaults={"status": "current"}, title_for="designation"),
    "InformationMaterial": Type(
        editorial=frozenset({"language"}),
        unargued=frozenset({"version_label"}),
        texts=("statements", "claim_statements", "warnings", "population"),
    ),
    "ResidualUncertainty": Type(title_for="question"),
    "PmsPlan": Type(title_for="objectives"),
    "PmcfActivity": Type(
        {"addresses": ("ADDRESSES", RAISES)},
        frozenset({"addresses"}),
        defaults={"status": "planned"},
        title_for="objective",
    ),
    "PmsReport": Type(
        {"addresses": ("ADDRESSES", RAISES)}, frozenset({"addresses"}), unargued=frozenset({"issued_at"})
    ),
    "SafetySignal": Type(
        {"raises": ("RAISES", RAISES)},
        defaults={"assessment_status": "new"},
        unargued=frozenset({"received_at"}),
        title_for="description",
    ),
    "JustifiedGap": Type({"waives": ("WAIVES", ANY), "cites": ("CITES", ANY)}),
    "Policy": Type(defaults={"expired_evidence_is_stale": False}),
    "Person": Type(
        editorial=frozenset(
            {"unqualified_from", "unqualified_until", "degree", "experience_years", "cv_date", "doi_date"}
        )
    ),
    "Change": Type(
        {"affects": ("AFFECTS", ANY)},
        frozenset({"affects"}),
        defaults={"status": "proposed"},
        unargued=frozenset({"status", "significance_decision"}),
        title_for="description",
    ),
    "Evaluation": Type(
        {"contains": ("CONTAINS", ANY)},
        frozenset({"contains"}),
        defaults={"evaluation_type": "clinical_data"},
        unargued=frozenset({"cer_version", "cer_date", "next_due", "interval_justification"}),
    ),
    "Conclusion": Type(
        {
            "about": ("ABOUT", ANY),
            "also_rests_on": ("ALSO_RESTS_ON", ANY),
            "cites_gaps": ("CITES_GAP", ("JustifiedGap",)),
        },
        frozenset({"rationale"}),
        frozenset({"kind", "about", "statement", "verdict", "conditions", "scope"}),
    ),
}

ABOUT_OF_KIND: dict[str, tuple[str, ...]] = {
    "pillar_vca": ("Claim",),
    "pillar_av": ("Claim",),
    "pillar_cv": ("Claim",),
    "claim_supported": ("Claim",),
    "equivalence": ("ComparatorDevice",),
    "sota_established": ("StateOfTheArt",),
    "control_effective": ("RiskControl",),
    "risk_acceptable": ("Risk",),
    "overall_residual_risk": ("Device",),
    "side_effects_acceptable": ("Device", "SideEffect"),
    "benefit_risk": ("IntendedUseElement",),
    "requirement_met": ("ComplianceRecord",),
    "requirement_not_applicable": ("ComplianceRecord",),
    "information_consistent": ("InformationMaterial",),
    "clinical_data_not_appropriate": ("Device", "Requirement"),
    "pmcf_need": ("Device",),
    "cer_overall": ("Evaluation",),
    "change_significance": ("Change",),
}


def tidy(kind: str, content: Mapping[str, Any]) -> Content:
    """Return a content without what only says the default, its references sorted, each once."""
    declared = TYPES[kind]
    found: Content = {}
    for name, value in content.items():
        if name in declared.all_refs():
            value = sorted(set(value))  # noqa: PLW2901 -- the tidy value
        if value not in (None, "", [], {}) and value != declared.defaults.get(name):
            found[name] = value
    return found


def substance(kind: str, content: Mapping[str, Any]) -> str:
    """Return all of a content that is not editorial, as text."""
    return json.dumps(_substance(kind, content), sort_keys=True)


def _substance(kind: str, content: Mapping[str, Any]) -> Content:
    declared = TYPES[kind]
    editorial = COMMON_EDITORIAL | declared.editorial
    found = {k: v for k, v in content.items() if k not in editorial}
    if declared.title_for and content.get("title") and not content.get(declared.title_for):
        found[declared.title_for] = content["title"]
    return found


def compared(kind: str, content: Mapping[str, Any]) -> str:
    """Return the part of a content that dependants compare, as text."""
    return json.dumps(said_by(kind, content), sort_keys=True)


def said_by(kind: str, content: Mapping[str, Any]) -> Content:
    """Return the part of a content that dependants compare."""
    declared = TYPES[kind]
    found = _substance(kind, content)
    if declared.compared is not None:
        return {k: v for k, v in found.items() if k in declared.compared}
    worded = [found.get(name) for name in declared.texts if found.get(name)]
    labelled = declared.texts and worded in ([], [content.get("title")])
    unargued = declared.unargued - ({"version_label"} if labelled else set())
    return {k: v for k, v in found.items() if k not in unargued}
