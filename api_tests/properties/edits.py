"""A workspace to begin with, random edits of it, and how an edit is made: over HTTP and in the oracle."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import httpx
from hypothesis import strategies as st

from api_tests.properties.oracle import ABOUT_OF_KIND, GAPS, RAISES, TYPES, Oracle, Refused, Row, tidy
from api_tests.servers import Workspace
from graph.vocabulary import ITEM_TYPES, shapes

TODAY = "2026-11-23"
PAST, COMING = "2026-01-31", "2031-01-31"
FAR = "2031-02-01"
"""A day on which all of these have passed."""
WAIVED = {"signer": "evaluator", "meaning": "waived", "signed_at": "2026-11-09T09:00:00Z"}
"""The one signature that every justified gap carries."""
LATER = "NEW-1"
"""A key that references may name before there is an item, whose type is then a surprise."""

# -- the workspace to begin with -----------------------------------------------------------------------

_SUPPORT = ("supported", "supported_with_limits")
_VERDICTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("pillar_vca", "pillar_av", "pillar_cv", "claim_supported"), _SUPPORT),
    "equivalence": ("demonstrated", "demonstrated_partly"),
    "sota_established": ("established", "provisional"),
    "control_effective": ("implemented_and_effective", "implemented_only"),
    "risk_acceptable": ("acceptable", "not_acceptable"),
    "overall_residual_risk": ("acceptable", "not_acceptable"),
    "side_effects_acceptable": ("acceptable", "not_acceptable"),
    "benefit_risk": ("favourable", "unfavourable"),
    "requirement_met": ("met", "not_met"),
    "requirement_not_applicable": ("confirmed",),
    "information_consistent": ("consistent", "discrepancies_listed"),
    "clinical_data_not_appropriate": ("justified", "not_justified"),
    "pmcf_need": ("pmcf_planned", "pmcf_not_needed"),
    "cer_overall": ("sufficient", "insufficient"),
    "change_significance": ("not_significant", "significant"),
}
_ONE, _TWO = ["DEV-1"], ["DEV-2"]


def _conclusion(kind: str, *about: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return "Conclusion", {"kind": kind, "about": list(about), "verdict": _VERDICTS[kind][0], **more}


BASE: dict[str, tuple[str, dict[str, Any]]] = {
    "DEV-1": ("Device", {"is_samd": True}),
    "DEV-2": ("Device", {"name": "two"}),
    "DV-1": ("DeviceVersion", {"devices": _ONE, "status": "on_market", "model_version": "1"}),
    "DV-2": ("DeviceVersion", {"devices": _TWO, "model_version": "1"}),
    "DV-3": ("DeviceVersion", {"devices": _ONE, "succeeds": ["DV-1"], "status": "discontinued"}),
    "VAR-1": ("Variant", {"devices": _ONE, "model": "small", "extreme": "min"}),
    "RP-1": ("RegulatoryProfile", {"devices": _ONE, "jurisdiction": "GB_UKMDR"}),
    "IUE-1": ("IntendedUseElement", {"devices": _ONE, "kind": "indication", "value": "a"}),
    "IUE-2": (
        "IntendedUseElement",
        {"devices": _ONE, "kind": "target_population", "range_min": 18.0, "range_max": 80.0},
    ),
    "IUE-3": ("IntendedUseElement", {"kind": "output_function", "value": "c"}),
    "IUE-4": ("IntendedUseElement", {"devices": _ONE, "kind": "intended_user", "value": "u"}),
    "IP-1": (
        "IntendedPurpose",
        {
            "devices": _ONE,
            "has_element": ["IUE-1", "IUE-2", "IUE-4"],
            "n12_significance": "drive_clinical_management",
            "n12_situation": "serious",
        },
    ),
    "LIT-1": ("LiteratureSearch", {"purpose": "sota", "hits": 3}),
    "LIT-2": ("LiteratureSearch", {"devices": _ONE, "purpose": "risk", "included": 1}),
    "STD-1": ("Standard", {"edition": "1"}),
    "CMP-1": ("ComparatorDevice", {"name": "other"}),
    "CCR-1": (
        "CharacteristicComparison",
        {"dimension": "clinical", "compares": ["CMP-1"], "compares_element": ["IUE-1"]},
    ),
    "EVD-1": ("Evidence", {"devices": _ONE, "kind": "publication", "n": 10, "held_by": "maker"}),
    "EVD-2": ("Evidence", {"kind": "pmcf_study", "n": 20, "generated_with": ["DV-1", "CMP-1"]}),
    "EVD-3": ("Evidence", {"kind": "justification", "n": 30}),
    "SOTA-1": ("StateOfTheArt", {"topic": "t", "derived_from": ["LIT-1", "EVD-1", "STD-1"]}),
    "IFU-1": ("InformationMaterial", {"devices": _ONE, "kind": "ifu", "statements": ["s"]}),
    "IFU-2": ("InformationMaterial", {"kind": "label"}),
    "CLM-1": (
        "Claim",
        {
            "devices": _ONE,
            "statement": "one",
            "covers": ["IUE-1", "IUE-2"],
            "stated_in": ["IFU-1"],
            "criterion_from": ["SOTA-1"],
        },
    ),
    "CLM-2": ("Claim", {"statement": "two", "covers": ["IUE-3"]}),
    "CLM-3": ("Claim", {"devices": ["DV-2"], "statement": "three", "covers": ["IUE-1"]}),
    "BEN-1": ("Benefit", {"devices": _ONE, "endpoint": "e", "covers": ["IUE-1"]}),
    "SE-1": ("SideEffect", {"devices": _ONE, "nature": "n", "criterion_from": ["SOTA-1"]}),
    "SE-2": ("SideEffect", {"nature": "m"}),
    "HAZ-1": ("Hazard", {"devices": _ONE, "description": "h"}),
    "HAZ-2": ("Hazard", {"description": "i"}),
    "HRM-1": ("Harm", {"description": "d"}),
    "SCN-1": ("UseScenario", {"devices": _ONE, "task": "read"}),
    "SIT-1": (
        "HazardousSituation",
        {"devices": _ONE, "arises_from": ["HAZ-1"], "leads_to": ["HRM-1"], "triggered_in": ["SCN-1"]},
    ),
    "SIT-2": ("HazardousSituation", {"arises_from": ["HAZ-2"], "leads_to": ["HRM-1"]}),
    "RCR-1": (
        "RiskCriteria",
        {
            "severities": ["minor", "major"],
            "probabilities": ["rare", "often"],
            "matrix": [[1, 2], [2, 3]],
            "acceptable_levels": [1, 2],
        },
    ),
    "RSK-1": (
        "Risk",
        {"devices": _ONE, "stage": "initial", "level": 4, "estimates": ["SIT-1", "HRM-1"]},
    ),
    "RSK-2": (
        "Risk",
        {
            "devices": _ONE,
            "stage": "residual",
            "level": 2,
            "estimates": ["SIT-1", "HRM-1"],
            "criterion_from": ["SOTA-1"],
            "criteria": ["RCR-1"],
        },
    ),
    "RSK-3": ("Risk", {"stage": "residual", "level": 3, "estimates": ["SIT-2", "HRM-1"]}),
    "DI-1": ("DesignItem", {"kind": "software_requirement", "text": "x", "implements": ["RCT-1"]}),
    "DI-2": ("DesignItem", {"kind": "software_unit", "fulfils": ["DI-1"]}),
    "RCT-1": (
        "RiskControl",
        {
            "devices": _ONE,
            "control_type": "information_for_safety",
            "controls": ["SIT-1"],
            "introduces": ["HAZ-2"],
            "implemented_by": ["IFU-1", "DI-1"],
        },
    ),
    "RCT-2": ("RiskControl", {"control_type": "protective_measure", "controls": ["SIT-2"]}),
    "REQ-1": ("Requirement", {"requirement_id": "ER1"}),
    "REQ-3": ("Requirement", {"requirement_id": "ER3"}),
    "REQ-6": ("Requirement", {"requirement_id": "ER6"}),
    "CR-1": ("ComplianceRecord", {"devices": _ONE, "satisfies": ["REQ-1"], "applies_standard": ["STD-1"]}),
    "CR-3": ("ComplianceRecord", {"devices": _ONE, "satisfies": ["REQ-3"]}),
    "CR-6": ("ComplianceRecord", {"satisfies": ["REQ-6"]}),
    "CR-9": ("ComplianceRecord", {"devices": ["DV-1"], "satisfies": ["REQ-6"]}),
    "UNC-1": ("ResidualUncertainty", {"devices": _ONE, "question": "q"}),
    "PLAN-1": ("PmsPlan", {"devices": _ONE, "indicators": ["i"]}),
    "ACT-1": ("PmcfActivity", {"objective": "o", "addresses": ["UNC-1", "CLM-1"], "end": COMING}),
    "JG-1": (
        "JustifiedGap",
        {
            "rule_id": "RSK-08",
            "waives": ["RCT-2"],
            "rationale": "r",
            "expires_at": COMING,
            "cites": ["EVD-3"],
        },
    ),
    "evaluator": ("Person", {}),
    "POL-1": ("Policy", {"devices": _ONE}),
    "SIG-1": (
        "SafetySignal",
        {"devices": _ONE, "assessment_status": "assessed_impact", "raises": ["HAZ-1", "CLM-1"]},
    ),
    "SIG-2": ("SafetySignal", {"raises": ["SE-1", "RSK-2"]}),
    "SIG-3": ("SafetySignal", {"devices": _ONE, "raises": ["CMP-1"]}),
    "CHG-1": ("Change", {"devices": _ONE, "kind": "design", "affects": ["CLM-1", "DI-1"]}),
    "EVAL-1": ("Evaluation", {"devices": _ONE, "cer_version": "1", "contains": ["EVD-1"]}),
    "EVAL-2": ("Evaluation", {"cer_version": "1"}),
    "APP-1": ("Appraisal", {"appraises": ["EVD-1"], "validity_performance": "valid"}),
    "APP-2": ("Appraisal", {"appraises": ["EVD-2"], "validity_safety": "valid_with_limits"}),
    "APP-3": ("Appraisal", {"appraises": ["EVD-2"], "validity_safety": "valid", "full_text_read": False}),
    "EVU-1": ("EvidenceUse", {"uses": ["EVD-1"], "bears_on": ["CLM-1", "SOTA-1"], "pillar": "vca"}),
    "EVU-2": (
        "EvidenceUse",
        {
            "uses": ["EVD-2"],
            "bears_on": ["CLM-1", "RSK-2"],
            "pillar": "cv",
            "role": "pivotal",
            "device_basis": "equivalent_device",
            "extrapolation": True,
            "extrapolation_justification": "the same anatomy",
        },
    ),
    "EVU-3": ("EvidenceUse", {"uses": ["EVD-1"], "bears_on": ["SE-1", "RCT-1", "SIT-1", "CR-1", "CCR-1"]}),
    "EVU-4": ("EvidenceUse", {"uses": ["EVD-2"], "bears_on": ["CLM-2", "HAZ-1", "BEN-1"], "pillar": "av"}),
    "EVU-5": (
        "EvidenceUse",
        {"uses": ["EVD-1"], "bears_on": ["CLM-1"], "pillar": "cv", "extrapolation": True},
    ),
    "SET-1": ("EvidenceSet", {"suffices_for": ["CLM-1"], "pillar": "cv", "comprises": ["EVU-2"]}),
    "SET-2": ("EvidenceSet", {"suffices_for": ["CLM-1"], "pillar": "cv", "comprises": ["EVU-5"]}),
    "CON-01": _conclusion("pillar_vca", "CLM-1", cites_gaps=["JG-1"]),
    "CON-02": _conclusion("pillar_av", "CLM-2"),
    "CON-03": _conclusion("pillar_cv", "CLM-1"),
    "CON-04": _conclusion("claim_supported", "CLM-1"),
    "CON-05": _conclusion("equivalence", "CMP-1"),
    "CON-06": _conclusion("sota_established", "SOTA-1"),
    "CON-07": _conclusion("control_effective", "RCT-1"),
    "CON-08": _conclusion("risk_acceptable", "RSK-2"),
    "CON-09": _conclusion("overall_residual_risk", "DEV-1"),
    "CON-10": _conclusion("side_effects_acceptable", "DEV-1"),
    "CON-11": _conclusion("side_effects_acceptable", "SE-2"),
    "CON-12": _conclusion("benefit_risk", "IUE-1", "IUE-2"),
    "CON-13": _conclusion("requirement_met", "CR-1", cites_gaps=["JG-1"]),
    "CON-14": _conclusion("requirement_met", "CR-3"),
    "CON-15": _conclusion("requirement_met", "CR-6"),
    "CON-16": _conclusion("requirement_not_applicable", "CR-9"),
    "CON-17": _conclusion("information_consistent", "IFU-1"),
    "CON-18": _conclusion("information_consistent", "IFU-2"),
    "CON-19": _conclusion("clinical_data_not_appropriate", "DEV-1"),
    "CON-20": _conclusion("clinical_data_not_appropriate", "REQ-6"),
    "CON-21": _conclusion("pmcf_need", "DEV-1"),
    "CON-22": _conclusion("cer_overall", "EVAL-1"),
    "CON-23": _conclusion("cer_overall", "EVAL-2"),
    "CON-24": _conclusion("change_significance", "CHG-1"),
    "CON-25": _conclusion("claim_supported", "CLM-2", "CLM-3"),
    "CON-26": _conclusion("benefit_risk", "IUE-3"),
    "CON-27": _conclusion("pillar_cv", "CLM-3"),
}
ITEMS = [key for key, (kind, _) in BASE.items() if kind != "Conclusion"]
CONCLUSIONS = [key for key, (kind, _) in BASE.items() if kind == "Conclusion"]

# -- fields and their values ---------------------------------------------------------------------------


def _refs(*kinds: str, least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    pool = [key for key, (kind, _) in BASE.items() if kind in kinds] + [LATER]
    return st.lists(st.sampled_from(pool), min_size=least, max_size=most, unique=True).map(sorted)


def _one_of(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from(values)


_WORDS = _one_of("a", "b", "c")
_DATES = _one_of("", PAST, COMING)
_DEVICES = _one_of([], _ONE, _TWO, ["DV-1"], ["DV-2"], ["VAR-1"], ["DEV-1", "DEV-2"])
_POINTS = _one_of(1, 2, 3, 4, 5)
_BEARS_ON = (
    "Claim",
    "Risk",
    "RiskControl",
    "SideEffect",
    "Benefit",
    "StateOfTheArt",
    "Hazard",
    "DesignItem",
    "ResidualUncertainty",
    "UseScenario",
)

FIELDS: dict[str, dict[str, st.SearchStrategy[Any]]] = {
    "Device": {"is_samd": st.booleans(), "name": _WORDS},
    "DeviceVersion": {
        "status": _one_of("in_development", "on_market", "discontinued"),
        "model_version": _WORDS,
        "version_label": _WORDS,
        "succeeds": _one_of([], ["DV-1"], ["DV-2"], ["DV-3"]),
        "devices": _one_of([], _ONE, _TWO),
    },
    "Variant": {"model": _WORDS, "devices": _one_of([], _ONE, _TWO)},
    "RegulatoryProfile": {"device_class": _WORDS},
    "IntendedPurpose": {
        "n12_core_functionality": _WORDS,
        "has_element": _refs("IntendedUseElement"),
        "n12_situation": _one_of(None, "critical", "serious", "non_serious"),
        "n12_significance": _one_of("treat_or_diagnose", "inform_clinical_management"),
    },
    "IntendedUseElement": {
        "kind": _one_of("indication", "target_population", "output_function", "contraindication"),
        "value": _WORDS,
        "range_min": _one_of(None, 12.0, 18.0, 21.0),
        "range_max": _one_of(None, 60.0, 80.0, 90.0),
        "included": st.booleans(),
        "coded_value": _WORDS,
    },
    "Claim": {
        "statement": _WORDS,
        "claim_type": _one_of("clinical_performance", "safety"),
        "covers": _refs("IntendedUseElement"),
        "stated_in": _refs("InformationMaterial"),
        "criterion_from": _refs("StateOfTheArt"),
    },
    "Benefit": {"endpoint": _WORDS, "covers": _refs("IntendedUseElement")},
    "SideEffect": {"nature": _WORDS, "criterion_from": _refs("StateOfTheArt")},
    "StateOfTheArt": {
        "topic": _WORDS,
        "text": _WORDS,
        "better": _one_of(None, "higher", "lower"),
        "benchmark_value": _one_of(None, 0.8, 0.9),
        "alternatives": _one_of([], ["a"]),
        "derived_from": _refs("LiteratureSearch", "Evidence", "Standard"),
    },
    "LiteratureSearch": {
        "hits": _POINTS,
        "purpose": _one_of("sota", "risk", "pms", "device"),
        "included": _one_of(None, 0, 2),
        "executed_at": _one_of(None, "2026-10-01"),
    },
    "Evidence": {
        "kind": _one_of("publication", "pmcf_study", "justification", "equivalent_device_data"),
        "device_basis": _one_of(None, "equivalent_device"),
        "n": _POINTS,
        "favourable": _one_of(None, "favourable", "unfavourable"),
        "retracted": st.booleans(),
        "full_text_held": st.booleans(),
        "held_by": _one_of(None, "maker", "literature"),
        "rejected": st.booleans(),
        "rejected_reason": _one_of("", "poor", "old"),
        "citation": _WORDS,
        "generated_with": _refs("DeviceVersion", "ComparatorDevice"),
        "valid_until": _DATES,
        "next_review_due": _DATES,
    },
    "Appraisal": {
        "appraises": _refs("Evidence", least=1, most=1),
        "evidence_version": _one_of("newest", 1),
        "validity_performance": _one_of(None, "valid", "not_valid"),
        "validity_safety": _one_of(None, "valid_with_limits", "not_valid"),
        "full_text_read": st.booleans(),
        "summary": _WORDS,
        "valid_until": _DATES,
    },
    "EvidenceUse": {
        "uses": _refs("Evidence", least=1, most=1),
        "bears_on": _refs(
            *_BEARS_ON, "ComplianceRecord", "CharacteristicComparison", "HazardousSituation", least=1
        ),
        "pillar": _one_of(None, "vca", "av", "cv"),
        "aspect": _one_of(None, "performance", "safety", "claim"),
        "role": _one_of("pivotal", "supportive", "background"),
        "direction": _one_of("supports", "contradicts", "neutral"),
        "weight": _one_of("medium", "low", "none"),
        "device_basis": _one_of(None, "equivalent_device"),
        "relevance": _WORDS,
        "extrapolation": _one_of(True, False),
        "extrapolation_justification": _WORDS,
        "covers_element": _refs("IntendedUseElement"),
        "valid_until": _DATES,
    },
    "EvidenceSet": {
        "suffices_for": _refs("Claim", least=1, most=1),
        "pillar": _one_of("vca", "av", "cv"),
        "comprises": _refs("EvidenceUse", least=1),
        "rationale": _WORDS,
    },
    "ComparatorDevice": {"name": _WORDS},
    "CharacteristicComparison": {
        "difference": _WORDS,
        "compares": _one_of(["CMP-1"]),
        "compares_element": _refs("IntendedUseElement"),
    },
    "Hazard": {"description": _WORDS, "hazard_category": _WORDS},
    "HazardousSituation": {
        "description": _WORDS,
        "arises_from": _refs("Hazard"),
        "leads_to": _refs("Harm"),
        "triggered_in": _refs("UseScenario"),
    },
    "Harm": {"description": _WORDS},
    "UseScenario": {"task": _WORDS},
    "Risk": {
        "stage": _one_of("initial", "residual"),
        "level": _POINTS,
        "severity": _one_of(None, 2, 3),
        "acceptability": _one_of(None, "acceptable", "not_acceptable"),
        "estimates": _refs("HazardousSituation", "Harm"),
        "criterion_from": _refs("StateOfTheArt"),
        "criteria": _one_of([], ["RCR-1"], [LATER]),
        "basis_note": _WORDS,
    },
    "RiskCriteria": {
        "matrix": _one_of([[1, 2], [2, 3]], [[1, 2], [3, 2]], [[1, 1], [2, 3]]),
        "acceptable_levels": _one_of([1], [1, 2], [2], []),
        "probabilities": _one_of(["rare", "often"], ["rare", "frequent"]),
        "version_label": _WORDS,
    },
    "RiskControl": {
        "control_type": _one_of("information_for_safety", "protective_measure"),
        "statement": _WORDS,
        "status": _one_of("implemented", "retired"),
        "controls": _refs("HazardousSituation"),
        "introduces": _refs("Hazard", "HazardousSituation"),
        "implemented_by": _refs("DesignItem", "InformationMaterial"),
    },
    "DesignItem": {"text": _WORDS, "fulfils": _refs("DesignItem"), "implements": _refs("RiskControl")},
    "Requirement": {
        "requirement_id": _one_of("ER1", "ER3", "ER6", "GSPR1", "GSPR8", "ER7"),
        "paraphrase": _WORDS,
        "clinical_evaluation": st.booleans(),
    },
    "ComplianceRecord": {
        "method": _WORDS,
        "satisfies": _refs("Requirement", least=1, most=1),
        "applies_standard": _refs("Standard"),
        "evidence_location": _WORDS,
    },
    "Standard": {"edition": _WORDS, "status": _one_of("current", "superseded"), "designation": _WORDS},
    "InformationMaterial": {"statements": _one_of([], ["a"], ["b"]), "language": _WORDS},
    "ResidualUncertainty": {"question": _WORDS},
    "PmsPlan": {"indicators": _one_of([], ["a"], ["b"])},
    "PmcfActivity": {
        "objective": _WORDS,
        "addresses": _refs("ResidualUncertainty", "Risk", "Claim"),
        "status": _one_of("planned", "active", "completed", "stopped"),
        "end": _DATES,
        "outcome": _one_of(None, "supports", "contradicts"),
    },
    "JustifiedGap": {
        "rationale": _WORDS,
        "expires_at": _DATES,
        "valid_until": _DATES,
        "waives": _one_of([], ["RCT-2"], ["HAZ-2"]),
        "cites": _refs("Evidence", "Claim"),
    },
    "Policy": {"expired_evidence_is_stale": _one_of(True, True, False), "devices": _one_of([], _ONE, _TWO)},
    "Person": {
        "unqualified_from": _one_of("", "2026-11-01", "2026-11-10"),
        "unqualified_until": _one_of("", "2026-11-08", "2026-11-20"),
    },
    "SafetySignal": {
        "assessment_status": _one_of("new", "assessed_impact", "assessed_no_impact"),
        "description": _WORDS,
        "raises": _refs(*RAISES),
    },
    "Change": {"description": _WORDS, "affects": _refs("Claim", "DesignItem", "Evidence")},
    "Evaluation": {"cer_version": _WORDS, "contains": _refs("Evidence")},
}
for _name, _fields in FIELDS.items():
    _fields["note"] = _WORDS
    if _name not in ("Device", "DeviceVersion", "Variant"):
        _fields["devices"] = _DEVICES


def _fields_of(key: str) -> dict[str, st.SearchStrategy[Any]]:
    kind, content = BASE[key]
    if kind != "Conclusion":
        return FIELDS[kind]
    fields = {
        "verdict": _one_of(*_VERDICTS[content["kind"]]),
        "conditions": _WORDS,
        "rationale": _WORDS,
        "about": _refs(*ABOUT_OF_KIND[content["kind"]], least=1, most=2),
        "cites_gaps": _one_of([], ["JG-1"], [LATER]),
        "also_rests_on": _refs("Evidence", "Hazard", "Conclusion", most=2),
        "next_review_due": _DATES,
        "valid_until": _DATES,
        "devices": _DEVICES,
    }
    if content["kind"].startswith("pillar_"):
        fields["kind"] = _one_of("pillar_vca", "pillar_av", "pillar_cv")
    return fields


# -- edits ---------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Put:
    """Another value for a field; creates the item where there is none, revives it where withdrawn."""

    key: str
    name: str
    value: Any
    approve: bool = True


@dataclass(frozen=True)
class Withdraw:
    """An item out of force."""

    key: str
    reason: str = "obsolete"


@dataclass(frozen=True)
class Again:
    """The last content once more: revives, approves a draft, signs a conclusion anew."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Reaffirm:
    """A conclusion evaluated anew with the same verdict, by somebody who is on record or is not."""

    key: str
    on_record: bool = True


@dataclass(frozen=True)
class Sign:
    """A use of evidence signed by somebody who did not sign it before."""

    key: str


@dataclass(frozen=True)
class Surprise:
    """An item under the key that references named before, of this type."""

    kind: str
    approve: bool = True


@dataclass(frozen=True)
class Reword:
    """Another text that says the same: one person marks it, another agrees."""

    key: str
    name: str
    text: str


@dataclass(frozen=True)
class Together:
    """Changes of different items in one load."""

    puts: tuple[Put, ...]


Edit = Put | Withdraw | Again | Reaffirm | Sign | Surprise | Reword | Together
_SURPRISES: Mapping[str, dict[str, Any]] = {
    "Claim": {"statement": "new"},
    "Evidence": {"kind": "publication"},
    "Risk": {"stage": "residual"},
    "Hazard": {},
    "IntendedUseElement": {"kind": "indication"},
}


@st.composite
def puts(draw: st.DrawFn, keys: Sequence[str], *, drafts: bool = True) -> Put:
    """Return a change of one field of one item."""
    key = draw(st.sampled_from(keys))
    fields = _fields_of(key)
    name = draw(st.sampled_from(sorted(fields)))
    approve = not drafts or draw(st.integers(0, 5)) > 0
    return Put(key, name, draw(fields[name]), approve)


def withdrawals(keys: Sequence[str]) -> st.SearchStrategy[Withdraw]:
    """Return a withdrawal of one item."""
    reasons = _one_of("obsolete", "retracted", "superseded_elsewhere")
    return st.builds(Withdraw, st.sampled_from(keys), reasons)


# What sits in the middle of arguments is drawn more often than what stands at their end.
BUSY = [
    k
    for k in ITEMS
    if k.split("-")[0] in ("EVD", "EVU", "APP", "CLM", "IUE", "RSK", "SIT", "DV", "IP", "SIG", "ACT", "POL")
]
USES = [key for key in ITEMS if BASE[key][0] == "EvidenceUse"]
EVIDENCE = [key for key in ITEMS if BASE[key][0] == "Evidence"]
FREE_TEXTS = [
    (key, name)
    for key, (kind, _) in BASE.items()
    if kind != "Conclusion"
    for name in FIELDS[kind]
    if shapes(ITEM_TYPES[kind])[name].free_text
]


def rewordings() -> st.SearchStrategy[Reword]:
    """Return another text for a field of free text."""
    return st.builds(lambda end, text: Reword(*end, text), st.sampled_from(FREE_TEXTS), _WORDS)


def _meets_others(put: Put) -> bool:
    """Whether a change is seldom refused for another one of the same load, which would refuse both."""
    return put.name not in ("also_rests_on", "about") and LATER not in str(put.value)


def together() -> st.SearchStrategy[Together]:
    """Return changes of several items in one load."""
    some = st.lists(
        st.one_of(puts(BUSY), puts(ITEMS), puts(CONCLUSIONS)).filter(_meets_others),
        min_size=5,
        max_size=20,
        unique_by=lambda put: put.key,
    )
    return some.map(lambda found: Together(tuple(found)))


def rounds() -> st.SearchStrategy[Edit]:
    """Return any edit, or as often some together."""
    return st.integers(0, 1).flatmap(lambda which: together() if which else edits())


def edits() -> st.SearchStrategy[Edit]:
    """Return any edit; changes of items are the most frequent."""
    every = [*ITEMS, *CONCLUSIONS]
    some = st.lists(st.sampled_from(every), min_size=1, max_size=4, unique=True)
    signed = st.lists(st.sampled_from(CONCLUSIONS), min_size=1, max_size=8, unique=True)
    return st.one_of(
        puts(BUSY),
        puts(ITEMS),
        puts(BUSY),
        puts(CONCLUSIONS),
        rewordings(),
        withdrawals(every),
        withdrawals(EVIDENCE),
        some.map(lambda keys: Again(tuple(keys))),
        signed.map(lambda keys: Again(tuple(keys))),
        st.builds(Reaffirm, st.sampled_from(CONCLUSIONS), st.sampled_from([True, True, True, False])),
        st.builds(Sign, st.sampled_from(USES)),
        st.builds(Surprise, st.sampled_from(sorted(_SURPRISES)), st.booleans()),
    )


# -- making them ---------------------------------------------------------------------------------------


class World:
    """A workspace over HTTP beside the oracle of it; every edit is made in both."""

    def __init__(self, workspace: Workspace, oracle: Oracle | None = None) -> None:
        """Begin with what the workspace and its oracle hold."""
        self.workspace = workspace
        self.oracle = oracle or Oracle()
        self._stamps = itertools.count(1)

    def begin(self, without: Sequence[str] = ()) -> None:
        """Load the workspace to begin with, some items left out."""
        self.load([Row(k, t, c, signed=t == "Conclusion") for k, (t, c) in BASE.items() if k not in without])

    def row(self, key: str, *, approve: bool = True, **fields: Any) -> Row:
        """Return a row that changes fields of what an item says now, or would say first."""
        kind, content = self.last(key)
        for name, value in fields.items():
            content = {**content, name: value}
        if kind == "Appraisal" and content.get("evidence_version") == "newest":
            evidence = self.oracle.items.get(content["appraises"][0])
            content["evidence_version"] = evidence.effective if evidence else None
        elif kind == "Appraisal" and "appraises" in fields:
            content.pop("evidence_version", None)
        return Row(key, kind, tidy(kind, content), approve, signed=approve and kind == "Conclusion")

    def last(self, key: str) -> tuple[str, dict[str, Any]]:
        """Return type and content of an item's newest version, or of the one to begin with."""
        record = self.oracle.items.get(key)
        if record is None:
            return BASE[key][0], dict(BASE[key][1])
        return record.type, dict(record.versions[-1])

    def load(self, rows: Sequence[Row]) -> bool:
        """Load rows in both; gives whether they were taken, on which both have to agree."""
        sent = [_sent(row, next(self._stamps)) for row in rows]
        answer = self.workspace.client.post("/v1/bulk", json=sent, params={"unresolved": "keep"})
        after = self.oracle.copy()
        try:
            after.load(rows)
        except Refused:
            assert answer.status_code == 422, answer.text[:2000]
            return False
        if after.circular(rows):
            assert answer.status_code in (409, 422), answer.text[:2000]
            assert "would rest on itself" in answer.text
            return False
        assert answer.status_code == 200, answer.text[:2000]
        self.oracle = after
        return True

    def make(self, edit: Edit) -> bool:
        """Make an edit in both; gives whether it was taken."""
        match edit:
            case Put():
                taken = self._put(edit)
            case Withdraw():
                taken = self._withdraw(edit)
            case Again():
                known = [key for key in edit.keys if key in self.oracle.items or key in BASE]
                taken = self.load([self.row(key) for key in known])
            case Reaffirm():
                taken = self._reaffirm(edit)
            case Sign():
                taken = self._sign(edit.key)
            case Reword():
                taken = self._reword(edit)
            case Together():
                rows = [row for put in edit.puts if (row := self._put_row(put))]
                taken = bool(rows) and self.load(rows)
            case Surprise():
                new = Row(LATER, edit.kind, _SURPRISES[edit.kind], edit.approve)
                taken = LATER not in self.oracle.items and self.load([new])
        return taken

    def _put(self, edit: Put) -> bool:
        row = self._put_row(edit)
        return row is not None and self.load([row])

    def _put_row(self, edit: Put) -> Row | None:
        """Return the row that makes a change; None for one that says nothing that could be sent."""
        if edit.name == "evidence_version" and edit.key not in self.oracle.items:
            return None
        row = self.row(edit.key, approve=edit.approve, **{edit.name: edit.value})
        if any(edit.key == target for _, _, target, _ in self.oracle._said(row.type, row.content)):
            return None
        if row.type == "Appraisal" and not self._version_exists(row):
            return None
        return row

    def _reword(self, edit: Reword) -> bool:
        record = self.oracle.items.get(edit.key)
        if record is None or record.state != "in_force" or edit.name not in record.content:
            return False
        if record.content[edit.name] == edit.text:
            return False
        client, path = self.workspace.client, f"/v1/items/{edit.key}"
        body = {"type": record.type, **record.content, edit.name: edit.text, "editorial": True}
        said = {"If-Match": client.get(path).headers["ETag"], "Evitrace-Actor": "one"}
        drafted = client.put(path, json=body, headers=said, params={"unresolved": "keep"})
        assert drafted.status_code == 200, drafted.text
        agreed = self.oracle.reword(edit.key, edit.name, edit.text)
        answer = client.post(
            f"{path}/approve", json={"agree_editorial": agreed}, headers={"Evitrace-Actor": "another"}
        )
        assert answer.status_code == 200, answer.text
        return True

    def _version_exists(self, row: Row) -> bool:
        number = row.content.get("evidence_version", 1)
        evidence = self.oracle.items.get(row.content["appraises"][0])
        return evidence is not None and evidence.type == "Evidence" and number <= len(evidence.versions)

    def _withdraw(self, edit: Withdraw) -> bool:
        answer = self._post(f"/v1/items/{edit.key}/withdraw", {"withdrawn_reason": edit.reason})
        try:
            self.oracle.withdraw(edit.key, edit.reason)
        except Refused:
            assert answer.status_code in (404, 409), answer.text
            return False
        assert answer.status_code == 200, answer.text
        return True

    def _reaffirm(self, edit: Reaffirm) -> bool:
        key, reviewer = edit.key, f"reviewer-{next(self._stamps)}"
        if edit.on_record:
            assert self.load([Row(reviewer, "Person", _papers())])
        body = {
            "outcome": "reaffirmed_unchanged",
            "rationale": f"looked at again {next(self._stamps)}",
            "answers": self._answers(key),
            "independent_review": True,
        }
        path = f"/v1/conclusions/{key}/reaffirm"
        answer = self.workspace.client.post(path, json=body, headers={"Evitrace-Actor": reviewer})
        record = self.oracle.items.get(key)
        if record is None or record.state != "in_force":
            assert answer.status_code in (404, 409), answer.text
            return False
        if self.oracle.standings(TODAY)[key].status == "suspect":
            assert answer.status_code == 409, answer.text
            return False
        if not edit.on_record and self.oracle.anybody():
            assert (answer.status_code, answer.json()["type"].split(":")[-1]) == (
                409,
                "reviewer-not-qualified",
            ), answer.text
            return False
        if answer.status_code != 200:  # blocker gaps, of more rules than the oracle knows, may forbid it
            assert answer.status_code == 409, answer.text
            return False
        content = tidy("Conclusion", {**record.content, "rationale": body["rationale"]})
        self.oracle.load([Row(key, "Conclusion", content, signed=True, by="nobody known")])
        return True

    def _sign(self, key: str) -> bool:
        somebody = {"Evitrace-Actor": f"signer {next(self._stamps)}"}
        answer = self.workspace.client.post(f"/v1/evidence-uses/{key}/sign", json={}, headers=somebody)
        try:
            self.oracle.sign_use(key)
        except Refused:
            assert answer.status_code in (404, 409), answer.text
            return False
        assert answer.status_code == 200, answer.text
        assert answer.json()["version"]["signatures"]
        return True

    def _answers(self, key: str) -> list[dict[str, str]]:
        """Return an answer to each open reason, of the causes that the oracle knows."""
        known = self.oracle.standings(TODAY).get(key)
        return [
            {"code": code, "item": item, "what_changed": "looked at", "why": "stands", "weighed": "weighed"}
            for code, item, demand in (known.reasons if known else ())
            if demand
        ]

    def _post(self, path: str, body: Mapping[str, Any]) -> httpx.Response:
        return self.workspace.client.post(path, json=body)

    # -- comparing --------------------------------------------------------------------------------------

    def compare(self, impact_of: Sequence[str] = (), device: str = "", today: str = TODAY) -> None:
        """Everything that the service answers for a day is what the oracle says."""
        device = device if device in self.oracle.items else ""
        answered, ought = self.answered_standings(today), self.standings(today)
        differing = {key for key in {*answered, *ought} if answered.get(key) != ought.get(key)}
        told = [f"{key}: answered {answered.get(key)}, ought {ought.get(key)}" for key in sorted(differing)]
        assert not told, told
        gaps, expected = self.answered_gaps(device, today=today), self.oracle.gaps(today, device)
        assert gaps == expected, f"only answered {gaps - expected}, only expected {expected - gaps}"
        for key in impact_of:
            if key in self.oracle.items:
                reached, depend = self.answered_impact(key), self.oracle.dependants(key)
                assert reached == depend, f"{key}: {set(reached.items()) ^ set(depend.items())}"

    def standings(self, today: str = TODAY) -> dict[str, tuple[str, str, list[tuple[str, str, str]]]]:
        """Return status, demand and reasons of every conclusion, as the oracle says."""
        found = self.oracle.standings(today)
        return {key: (s.status, s.demand, sorted(s.reasons)) for key, s in sorted(found.items())}

    def answered_standings(
        self, today: str = TODAY
    ) -> dict[str, tuple[str, str, list[tuple[str, str, str]]]]:
        """Return the same as the service answers it."""
        listed = self.workspace.get("/conclusions", limit=1000, on=today)["items"]
        return {entry["key"]: shown(entry, entry["status"]) for entry in listed}

    def answered_gaps(
        self, device: str = "", rules: Sequence[str] = tuple(GAPS), today: str = TODAY
    ) -> set[tuple[Any, ...]]:
        """Return the gaps of the rules that the oracle knows, as the service answers them."""
        asked = {"device": device} if device else {}
        listed = self.workspace.gaps(on=today, rule=list(rules), **asked)["items"]
        return {
            (gap["rule"], gap["subject"], gap["detail"], gap["severity"], tuple(gap["facts"]))
            for gap in listed
        }

    def answered_impact(self, key: str) -> dict[str, int]:
        """Return what depends on an item, with distances, as the service answers it."""
        answer = self.workspace.get(f"/items/{key}/impact")
        assert answer["complete"] is True
        return {item["key"]: group["distance"] for group in answer["groups"] for item in group["items"]}


def shown(entry: Mapping[str, Any], status: str) -> tuple[str, str, list[tuple[str, str, str]]]:
    """Return status, demand and reasons of a conclusion out of an answer."""
    reasons = sorted((r["code"], r["item"], r["demand"] or "") for r in entry["reasons"])
    return status, entry["demand"], reasons


def _papers() -> dict[str, Any]:
    """What is on record of somebody who may evaluate today."""
    today = datetime.now(UTC).date().isoformat()
    return {"degree": "MD", "experience_years": 9, "cv_date": today, "doi_date": today}


def _sent(row: Row, stamp: int) -> dict[str, Any]:
    sent: dict[str, Any] = {"type": row.type, "key": row.key, "approve": row.approve, **row.content}
    if row.signed:
        minutes, seconds = divmod(stamp, 60)
        at = f"2026-11-{9 + minutes // 1440:02}T{minutes // 60 % 24:02}:{minutes % 60:02}:{seconds:02}Z"
        sent["signatures"] = [{"signer": "evaluator", "meaning": "approved", "signed_at": at}]
    if row.type == "JustifiedGap" and row.approve:
        sent["signatures"] = [WAIVED]
    return sent


def known_types() -> set[str]:
    """Return the types that the oracle, the workspace to begin with and the edits all know."""
    return set(TYPES) & {kind for kind, _ in BASE.values()}
