"""The fields that random edits change, and the values that they give them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from api_tests.properties.beginning import BASE, COMING, LATER, ONE, PAST, TWO, VERDICTS
from api_tests.properties.oracle import ABOUT_OF_KIND, RAISES
from api_tests.properties.oracle.records import SIGNED_ON


def _refs(*kinds: str, least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    pool = [key for key, (kind, _) in BASE.items() if kind in kinds] + [LATER]
    return st.lists(st.sampled_from(pool), min_size=least, max_size=most, unique=True).map(sorted)


def one_of(*values: Any) -> st.SearchStrategy[Any]:
    """Return any one of these values."""
    return st.sampled_from(values)


def days_from_signing(days: int) -> str:
    """Return a day that lies so many days after that of every signature."""
    return (date.fromisoformat(SIGNED_ON) + timedelta(days)).isoformat()


WORDS = one_of("a", "b", "c")
_DATES = one_of("", PAST, COMING)
_DEVICES = one_of([], ONE, TWO, ["DV-1"], ["DV-2"], ["VAR-1"], ["DEV-1", "DEV-2"])
_POINTS = one_of(1, 2, 3, 4, 5)
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
    "Device": {
        "is_samd": st.booleans(),
        "name": WORDS,
        "basic_udi_di": WORDS,
        "lifetime": WORDS,
        "no_side_effects_rationale": one_of("", "a", "b"),
    },
    "DeviceVersion": {
        "status": one_of(None, "in_development", "on_market", "discontinued"),
        "released_at": one_of(None, PAST),
        "model_version": WORDS,
        "version_label": WORDS,
        "succeeds": one_of([], ["DV-1"], ["DV-2"], ["DV-3"]),
        "devices": one_of([], ONE, TWO),
    },
    "Variant": {"model": WORDS, "devices": one_of([], ONE, TWO)},
    "RegulatoryProfile": {"device_class": WORDS, "marking": WORDS},
    "IntendedPurpose": {
        "n12_core_functionality": WORDS,
        "statement": one_of("", "a", "b"),
        "has_element": _refs("IntendedUseElement"),
        "n12_situation": one_of(None, "critical", "serious", "non_serious"),
        "n12_significance": one_of("treat_or_diagnose", "inform_clinical_management"),
    },
    "IntendedUseElement": {
        "kind": one_of(
            "indication", "target_population", "intended_user", "contraindication", "output_function"
        ),
        "value": one_of("", "a", "b"),
        "title": WORDS,
        "range_min": one_of(None, 12.0, 18.0, 21.0),
        "range_max": one_of(None, 60.0, 80.0, 90.0),
        "included": st.booleans(),
        "coded_value": one_of("", "a", "b"),
    },
    "Claim": {
        "statement": WORDS,
        "claim_type": one_of("clinical_performance", "safety"),
        "covers": _refs("IntendedUseElement"),
        "stated_in": _refs("InformationMaterial"),
        "criterion_from": _refs("StateOfTheArt"),
    },
    "Benefit": {"endpoint": WORDS, "covers": _refs("IntendedUseElement")},
    "SideEffect": {"nature": WORDS, "criterion_from": _refs("StateOfTheArt")},
    "StateOfTheArt": {
        "topic": WORDS,
        "text": WORDS,
        "better": one_of(None, "higher", "lower"),
        "benchmark_value": one_of(None, 0.8, 0.9),
        "alternatives": one_of([], ["a"]),
        "derived_from": _refs("LiteratureSearch", "Evidence", "Standard"),
    },
    "LiteratureSearch": {
        "hits": _POINTS,
        "purpose": one_of("sota", "risk", "pms", "device"),
        "included": one_of(None, 0, 2),
        "executed_at": one_of(None, "2026-10-01"),
    },
    "Evidence": {
        "kind": one_of("publication", "pmcf_study", "justification", "equivalent_device_data"),
        "device_basis": one_of(None, "equivalent_device"),
        "n": _POINTS,
        "favourable": one_of(None, "favourable", "unfavourable"),
        "retracted": st.booleans(),
        "full_text_held": st.booleans(),
        "held_by": one_of(None, "maker", "literature"),
        "rejected": st.booleans(),
        "rejected_reason": one_of("", "poor", "old"),
        "citation": WORDS,
        "draws_on": _refs("Evidence"),
        "generated_with": _refs("DeviceVersion", "ComparatorDevice"),
        "valid_until": _DATES,
        "next_review_due": _DATES,
    },
    "Appraisal": {
        "appraises": _refs("Evidence", least=1, most=1),
        "evidence_version": one_of("newest", 1),
        "validity_performance": one_of(None, "valid", "not_valid"),
        "validity_safety": one_of(None, "valid_with_limits", "not_valid"),
        "full_text_read": st.booleans(),
        "limitations": WORDS,
        "appraiser": one_of("", "evaluator"),
        "appraised_on": one_of(None, "2026-11-02"),
        "summary": WORDS,
        "valid_until": _DATES,
    },
    "EvidenceUse": {
        "uses": _refs("Evidence", least=1, most=1),
        "bears_on": _refs(
            *_BEARS_ON, "ComplianceRecord", "CharacteristicComparison", "HazardousSituation", least=1
        ),
        "pillar": one_of(None, "vca", "av", "cv"),
        "aspect": one_of(None, "performance", "safety", "claim"),
        "role": one_of("pivotal", "supportive", "background"),
        "direction": one_of("supports", "contradicts", "neutral"),
        "weight": one_of("medium", "low", "none"),
        "device_basis": one_of(None, "equivalent_device"),
        "relevance": WORDS,
        "extrapolation": one_of(True, False),
        "extrapolation_justification": WORDS,
        "covers_element": _refs("IntendedUseElement"),
        "valid_until": _DATES,
    },
    "EvidenceSet": {
        "suffices_for": _refs("Claim", least=1, most=1),
        "pillar": one_of("vca", "av", "cv"),
        "comprises": _refs("EvidenceUse", least=1),
        "rationale": WORDS,
    },
    "ComparatorDevice": {"name": one_of("", "a", "b"), "title": WORDS, "basic_udi_di": one_of("", "a", "b")},
    "CharacteristicComparison": {
        "difference": WORDS,
        "compares": one_of(["CMP-1"]),
        "compares_element": _refs("IntendedUseElement"),
    },
    "Hazard": {"description": one_of("", "a", "b"), "title": WORDS, "hazard_category": WORDS},
    "HazardousSituation": {
        "description": WORDS,
        "arises_from": _refs("Hazard"),
        "leads_to": _refs("Harm"),
        "triggered_in": _refs("UseScenario"),
    },
    "Harm": {"description": WORDS},
    "UseScenario": {"task": WORDS},
    "Risk": {
        "stage": one_of("initial", "residual"),
        "level": _POINTS,
        "severity": one_of(None, 2, 3),
        "acceptability": one_of(None, "acceptable", "not_acceptable"),
        "estimates": _refs("HazardousSituation", "Harm"),
        "criterion_from": _refs("StateOfTheArt"),
        "criteria": one_of([], ["RCR-1"], [LATER]),
        "basis_note": WORDS,
    },
    "RiskCriteria": {
        "criterion_from": _refs("StateOfTheArt"),
        "matrix": one_of([[1, 2], [2, 3]], [[1, 2], [3, 2]], [[1, 1], [2, 3]]),
        "acceptable_levels": one_of([1], [1, 2], [2], []),
        "probabilities": one_of(["rare", "often"], ["rare", "frequent"]),
        "version_label": WORDS,
    },
    "RiskControl": {
        "control_type": one_of("information_for_safety", "protective_measure", "transferred_to_deployer"),
        "statement": WORDS,
        "measure": one_of(None, "design", "test"),
        "status": one_of("implemented", "retired"),
        "controls": _refs("HazardousSituation"),
        "depends_on": _refs("IntendedUseElement"),
        "introduces": _refs("Hazard", "HazardousSituation"),
        "implemented_by": _refs("DesignItem", "InformationMaterial"),
    },
    "DesignItem": {
        "text": one_of("", "a", "b"),
        "version_label": WORDS,
        "title": WORDS,
        "fulfils": _refs("DesignItem"),
        "implements": _refs("RiskControl"),
    },
    "Requirement": {
        "requirement_id": one_of("ER1", "ER3", "ER6", "GSPR1", "GSPR8", "ER7"),
        "paraphrase": WORDS,
        "clinical_evaluation": st.booleans(),
    },
    "ComplianceRecord": {
        "method": WORDS,
        "satisfies": _refs("Requirement", least=1, most=1),
        "applies_standard": _refs("Standard"),
        "evidence_location": one_of("", "a", "b"),
        "justification": one_of("", "a"),
    },
    "Standard": {"edition": WORDS, "status": one_of("current", "superseded"), "designation": WORDS},
    "InformationMaterial": {
        "statements": one_of([], ["a"], ["b"]),
        "claim_statements": one_of(
            [], [{"statement": "a"}], [{"statement": "a", "claim": "CLM-1"}], [{"statement": "b"}]
        ),
        "version_label": WORDS,
        "language": WORDS,
    },
    "ResidualUncertainty": {
        "question": WORDS,
        "closure": one_of("", "a", "b"),
        "closed_at": one_of(None, "2026-10-01"),
    },
    "PmsPlan": {"indicators": one_of([], ["a"], ["b"])},
    "PmcfActivity": {
        "objective": WORDS,
        "addresses": _refs(*RAISES),
        "status": one_of("planned", "active", "completed", "stopped"),
        "start": one_of(None, "2026-03-01", "2026-04-01"),
        "end": _DATES,
        "outcome": one_of(None, "supports", "contradicts"),
    },
    "PmsReport": {
        "assessment": WORDS,
        "addresses": _refs(*RAISES),
        "outcome": one_of(None, "supports", "contradicts"),
    },
    "JustifiedGap": {
        "rationale": WORDS,
        "expires_at": _DATES,
        "valid_until": _DATES,
        "waives": one_of([], ["RCT-2"], ["HAZ-2"]),
        "cites": _refs("Evidence", "Claim"),
    },
    "Policy": {"expired_evidence_is_stale": one_of(True, True, False), "devices": one_of([], ONE, TWO)},
    "Person": {
        "unqualified_from": one_of("", days_from_signing(-8), days_from_signing(3)),
        "unqualified_until": one_of("", days_from_signing(-3), days_from_signing(11)),
    },
    "SafetySignal": {
        "assessment_status": one_of("new", "assessed_impact", "assessed_no_impact"),
        "description": WORDS,
        "raises": _refs(*RAISES),
    },
    "Change": {
        "status": one_of("proposed", "implemented"),
        "description": WORDS,
        "affects": _refs("Claim", "DesignItem", "Evidence"),
    },
    "Evaluation": {
        "cer_version": WORDS,
        "data_lock_date": one_of(None, "2026-10-01"),
        "evaluation_type": one_of("clinical_data", "literature"),
        "contains": _refs("Evidence"),
    },
}
for _name, _fields in FIELDS.items():
    _fields["note"] = WORDS
    if _name not in ("Device", "DeviceVersion", "Variant"):
        _fields["devices"] = _DEVICES


def fields_of(key: str) -> dict[str, st.SearchStrategy[Any]]:
    """Return the fields of an item that edits change, with their values."""
    kind, content = BASE[key]
    if kind != "Conclusion":
        return FIELDS[kind]
    fields = {
        "verdict": one_of(*VERDICTS[content["kind"]]),
        "conditions": WORDS,
        "rationale": WORDS,
        "about": _refs(*ABOUT_OF_KIND[content["kind"]], least=1, most=2),
        "cites_gaps": one_of([], ["JG-1"], [LATER]),
        "also_rests_on": _refs("Evidence", "Hazard", "Conclusion", most=2),
        "next_review_due": _DATES,
        "valid_until": _DATES,
        "devices": _DEVICES,
    }
    if content["kind"].startswith("pillar_"):
        fields["kind"] = one_of("pillar_vca", "pillar_av", "pillar_cv")
    return fields
