"""The workspace that random edits begin with: some of each type, and a conclusion of each kind."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

TODAY = "2026-11-23"
PAST, COMING = "2026-01-31", "2031-01-31"
FAR = "2031-02-01"
"""A day on which all of these have passed."""
LATER = "NEW-1"
"""A key that references may name before there is an item, whose type is then a surprise."""

_SUPPORT = ("supported", "supported_with_limits")
VERDICTS: Mapping[str, tuple[str, ...]] = {
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
ONE, TWO = ["DEV-1"], ["DEV-2"]


def _conclusion(kind: str, *about: str, **more: Any) -> tuple[str, dict[str, Any]]:
    return "Conclusion", {"kind": kind, "about": list(about), "verdict": VERDICTS[kind][0], **more}


BASE: dict[str, tuple[str, dict[str, Any]]] = {
    "DEV-1": ("Device", {"is_samd": True}),
    "DEV-2": ("Device", {"name": "two"}),
    "DV-1": ("DeviceVersion", {"devices": ONE, "status": "on_market", "model_version": "1"}),
    "DV-2": ("DeviceVersion", {"devices": TWO, "model_version": "1"}),
    "DV-3": ("DeviceVersion", {"devices": ONE, "succeeds": ["DV-1"], "status": "discontinued"}),
    "VAR-1": ("Variant", {"devices": ONE, "model": "small", "extreme": "min"}),
    "RP-1": ("RegulatoryProfile", {"devices": ONE, "jurisdiction": "GB_UKMDR"}),
    "IUE-1": ("IntendedUseElement", {"devices": ONE, "kind": "indication", "value": "a"}),
    "IUE-2": (
        "IntendedUseElement",
        {"devices": ONE, "kind": "target_population", "range_min": 18.0, "range_max": 80.0},
    ),
    "IUE-3": ("IntendedUseElement", {"kind": "output_function", "value": "c"}),
    "IUE-4": ("IntendedUseElement", {"devices": ONE, "kind": "intended_user", "value": "u"}),
    "IP-1": (
        "IntendedPurpose",
        {
            "devices": ONE,
            "has_element": ["IUE-1", "IUE-2", "IUE-4"],
            "n12_significance": "drive_clinical_management",
            "n12_situation": "serious",
        },
    ),
    "LIT-1": ("LiteratureSearch", {"purpose": "sota", "hits": 3}),
    "LIT-2": ("LiteratureSearch", {"devices": ONE, "purpose": "risk", "included": 1}),
    "STD-1": ("Standard", {"edition": "1"}),
    "CMP-1": ("ComparatorDevice", {"name": "other"}),
    "CCR-1": (
        "CharacteristicComparison",
        {"dimension": "clinical", "compares": ["CMP-1"], "compares_element": ["IUE-1"]},
    ),
    "EVD-1": ("Evidence", {"devices": ONE, "kind": "publication", "n": 10, "held_by": "maker"}),
    "EVD-2": ("Evidence", {"kind": "pmcf_study", "n": 20, "generated_with": ["DV-1", "CMP-1"]}),
    "EVD-3": ("Evidence", {"kind": "justification", "n": 30}),
    "SOTA-1": ("StateOfTheArt", {"topic": "t", "derived_from": ["LIT-1", "EVD-1", "STD-1"]}),
    "IFU-1": ("InformationMaterial", {"devices": ONE, "kind": "ifu", "statements": ["s"]}),
    "IFU-2": ("InformationMaterial", {"kind": "label"}),
    "CLM-1": (
        "Claim",
        {
            "devices": ONE,
            "statement": "one",
            "covers": ["IUE-1", "IUE-2"],
            "stated_in": ["IFU-1"],
            "criterion_from": ["SOTA-1"],
        },
    ),
    "CLM-2": ("Claim", {"statement": "two", "covers": ["IUE-3"]}),
    "CLM-3": ("Claim", {"devices": ["DV-2"], "statement": "three", "covers": ["IUE-1"]}),
    "BEN-1": ("Benefit", {"devices": ONE, "endpoint": "e", "covers": ["IUE-1"]}),
    "SE-1": ("SideEffect", {"devices": ONE, "nature": "n", "criterion_from": ["SOTA-1"]}),
    "SE-2": ("SideEffect", {"nature": "m"}),
    "HAZ-1": ("Hazard", {"devices": ONE, "description": "h"}),
    "HAZ-2": ("Hazard", {"description": "i"}),
    "HRM-1": ("Harm", {"description": "d"}),
    "SCN-1": ("UseScenario", {"devices": ONE, "task": "read"}),
    "SIT-1": (
        "HazardousSituation",
        {"devices": ONE, "arises_from": ["HAZ-1"], "leads_to": ["HRM-1"], "triggered_in": ["SCN-1"]},
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
        {"devices": ONE, "stage": "initial", "level": 4, "estimates": ["SIT-1", "HRM-1"]},
    ),
    "RSK-2": (
        "Risk",
        {
            "devices": ONE,
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
            "devices": ONE,
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
    "CR-1": ("ComplianceRecord", {"devices": ONE, "satisfies": ["REQ-1"], "applies_standard": ["STD-1"]}),
    "CR-3": ("ComplianceRecord", {"devices": ONE, "satisfies": ["REQ-3"]}),
    "CR-6": ("ComplianceRecord", {"satisfies": ["REQ-6"]}),
    "CR-9": ("ComplianceRecord", {"devices": ["DV-1"], "satisfies": ["REQ-6"]}),
    "UNC-1": ("ResidualUncertainty", {"devices": ONE, "question": "q"}),
    "PLAN-1": ("PmsPlan", {"devices": ONE, "indicators": ["i"]}),
    "ACT-1": ("PmcfActivity", {"objective": "o", "addresses": ["UNC-1", "CLM-1"], "end": COMING}),
    "REP-1": ("PmsReport", {"devices": ONE, "kind": "psur", "outcome": "supports"}),
    "REP-2": ("PmsReport", {"kind": "trend", "outcome": "neutral", "addresses": ["RSK-3"]}),
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
    "POL-1": ("Policy", {"devices": ONE}),
    "SIG-1": (
        "SafetySignal",
        {"devices": ONE, "assessment_status": "assessed_impact", "raises": ["HAZ-1", "CLM-1"]},
    ),
    "SIG-2": ("SafetySignal", {"raises": ["SE-1", "RSK-2"]}),
    "SIG-3": ("SafetySignal", {"devices": ONE, "raises": ["CMP-1"]}),
    "CHG-1": ("Change", {"devices": ONE, "kind": "design", "affects": ["CLM-1", "DI-1"]}),
    "EVAL-1": ("Evaluation", {"devices": ONE, "cer_version": "1", "contains": ["EVD-1"]}),
    "EVAL-2": ("Evaluation", {"cer_version": "1"}),
    "APP-1": (
        "Appraisal",
        {
            "appraises": ["EVD-1"],
            "validity_performance": "valid",
            "appraiser": "evaluator",
            "appraised_on": "2026-11-02",
        },
    ),
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
