"""Which uses of evidence count for a pillar of a claim."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from api_tests.properties.oracle.gaps.asked import View, meant_for, there
from api_tests.properties.oracle.graph import Graph
from api_tests.properties.oracle.vocabulary import EVERYWHERE


def dated(o: Graph, key: str, today: str) -> bool:
    """Whether an item is in force and not past its date."""
    until = o.value(key, "valid_until")
    return o.live(key) and (not until or until >= today)


CLINICAL = {
    "literature_review",
    "publication",
    "clinical_investigation_premarket",
    "retrospective_performance_study",
    "pmcf_study",
    "registry_rwe",
    "pms_survey_feedback",
    "equivalent_device_data",
}
"""Kinds of evidence that are clinical data whatever is claimed."""
_CAN_BE_CLINICAL = CLINICAL | {"pms_complaints_vigilance", "usability_summative"}
"""And those that are for some claims: what a review draws on is one of these, or the review has no data."""
_BACKGROUND = {"expert_opinion", "justification"}
MUTE = {
    "cv": _BACKGROUND,
    "av": _BACKGROUND
    | {"guideline_consensus", "pms_complaints_vigilance", "risk_analysis_record", "similar_device_data"},
    "vca": _BACKGROUND
    | {
        "risk_analysis_record",
        "standard_compliance_certificate",
        "software_verification",
        "software_validation",
    }
    | {"biocompatibility", "electrical_emc", "sterility", "cybersecurity_test"}
    | {"usability_formative", "usability_summative"},
}
"""Kinds of evidence that show nothing of a pillar: what they tell is of something else, or is opinion."""


def supported(o: Graph, claim: str, pillar: str, today: str, view: View) -> bool:
    """Whether a use counts for a pillar of a claim as seen from a device; of sets, one whole."""
    counting = {
        use
        for use in o.holders(claim, "EvidenceUse", "bears_on")
        if _counts(o, use, claim, pillar, today, view)
    }
    sets = [
        held
        for held in o.holders(claim, "EvidenceSet", "suffices_for")
        if o.live(held) and o.value(held, "pillar") == pillar and there(o, held, view)
    ]
    return any(set(o.value(s, "comprises")) <= counting for s in sets) if sets else bool(counting)


def _counts(o: Graph, use: str, claim: str, pillar: str, today: str, view: View) -> bool:
    if o.value(use, "pillar") != pillar or not supports(o, use, today) or not there(o, use, view):
        return False
    wanted = respects(o.value(use, "aspect"), o.value(claim, "claim_type"), pillar)
    return any(
        _sound(o, evidence, wanted, today, None if on_condition(o, use, evidence) else view)
        and o.value(evidence, "kind") not in MUTE[pillar]
        and (pillar != "cv" or clinical(o, use, evidence, claim, view))
        and (_transferred(o, use) or on_condition(o, use, evidence) or data_of(o, evidence, view))
        for evidence in o.out(use, "uses")
    )


def _transferred(o: Graph, use: str) -> bool:
    """Whether a use says why its data hold for the device, and somebody signed that."""
    return bool(o.value(use, "applicability_justification")) and o.items[use].vouched


def on_condition(o: Graph, use: str, evidence: str) -> bool:
    """Whether data are said to be on the condition, and so on no device."""
    return "condition_only" in (o.value(use, "device_basis"), o.value(evidence, "device_basis"))


def data_of(o: Graph, evidence: str, view: View) -> bool:
    """Whether evidence is data on a device: it names it; or none, and was made with no other."""
    own = o.scopes(evidence)
    made = o.out_type(evidence, "generated_with", "DeviceVersion")
    return view.device in own or (
        EVERYWHERE in own and (not made or any(there(o, version, view) for version in made))
    )


def supports(o: Graph, use: str, today: str) -> bool:
    """Whether a use speaks for something, with weight, as more than background."""
    return (
        dated(o, use, today)
        and o.value(use, "direction") == "supports"
        and o.value(use, "role") != "background"
        and o.value(use, "weight") != "none"
    )


def respects(aspect: str | None, claim_type: str | None, pillar: str) -> list[str]:
    """Return the respects for one of which evidence has to be valid, as claim and use ask for."""
    asked = {aspect} if aspect in ("performance", "safety") else {"performance", "safety"}
    if claim_type == "safety":
        asked -= {"performance"}
    elif claim_type in (None, "clinical_performance", "technical_performance") or aspect != "safety":
        asked -= {"safety"}
    return [*sorted(asked), "background"] if pillar == "vca" else sorted(asked)


def citable(o: Graph, evidence: str, today: str) -> bool:
    """Whether evidence is in force and in date, and neither retracted nor rejected."""
    spoiled = o.value(evidence, "retracted") or o.value(evidence, "rejected")
    return dated(o, evidence, today) and not spoiled


def _sound(o: Graph, evidence: str, wanted: Sequence[str], today: str, view: View | None) -> bool:
    if not citable(o, evidence, today) or o.value(evidence, "favourable") == "unfavourable":
        return False
    judged = [a for a in o.holders(evidence, "Appraisal", "appraises") if o.live(a)]
    if any(unfit(o.items[a].content) for a in judged):
        return False
    read = [a for a in judged if dated(o, a, today) and (view is None or there(o, a, view))]
    return any(
        any(o.value(a, f"validity_{respect}") in ("valid", "valid_with_limits") for a in read)
        and not any(o.value(a, f"validity_{respect}") == "not_valid" for a in judged)
        for respect in wanted
    )


def unfit(appraisal: Mapping[str, Any]) -> bool:
    """Whether an appraisal finds a study unfit: fatally flawed, unethical or unlawful."""
    return bool(appraisal.get("fatal_findings")) or "gcp_ethics_legal" in appraisal.get("findings", ())


def of_others(o: Graph, evidence: str) -> bool:
    """Whether evidence is said to be of another device; a review of such papers alone is, too."""
    basis = o.value(evidence, "device_basis")
    stated = basis is not None and basis != "device_under_evaluation"
    return stated or o.value(evidence, "kind") in ("equivalent_device_data", "similar_device_data")


def _draws_on_own(o: Graph, review: str) -> bool:
    """Whether a review draws on a paper that is of no other device, itself or through other reviews."""
    papers, step = set(), {review}
    for _ in range(3):
        step = {paper for reading in step for paper in o.out(reading, "draws_on")}
        papers |= step
    return any(
        not of_others(o, paper)
        and not o.value(paper, "draws_on")
        and o.value(paper, "kind") in _CAN_BE_CLINICAL
        for paper in papers
    )


def clinical(o: Graph, use: str, evidence: str, claim: str, view: View) -> bool:
    """Whether evidence is clinical data on the device, or on one whose equivalence is demonstrated."""
    kind, bases = o.value(evidence, "kind"), {o.value(use, "device_basis"), o.value(evidence, "device_basis")}
    if kind == "pms_complaints_vigilance":
        suitable = o.value(claim, "target_threshold") is None
    elif kind == "usability_summative":
        suitable = (
            o.value(claim, "claim_type") == "usability" or o.value(claim, "benefit_mode") == "usability_only"
        )
    else:
        suitable = kind in CLINICAL
    if not suitable or bases & {"benchmark_device", "other_device_or_alternative", "condition_only"}:
        return False
    origins = [origin for origin in o.out(evidence, "generated_with") if o.items[origin].state != "withdrawn"]
    own = [origin for origin in origins if o.items[origin].type == "DeviceVersion"]
    said = "equivalent_device" in bases or kind == "equivalent_device_data"
    if not said and (own or not origins):
        return not o.value(evidence, "draws_on") or _draws_on_own(o, evidence)
    compared = set(o.out_type(evidence, "generated_with", "ComparatorDevice"))
    for row in o.out_type(use, "bears_on", "CharacteristicComparison"):
        compared |= set(o.out_type(row, "compares", "ComparatorDevice"))
    return bool(compared) and all(
        o.live(other)
        and any(
            o.value(q, "verdict") == "demonstrated" and meant_for(o, q, other, view)
            for q in o.about(other, "equivalence")
        )
        for other in compared
    )
