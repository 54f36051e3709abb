"""Evidence sets: whether a loss leaves a set whole that was whole when the conclusion was signed.

Each set suffices by itself, and needs all uses in it. Of a set that was whole, nothing may have moved: the
set, its uses, their evidence and an appraisal that finds it valid are in force, expected, and as pinned.
What an appraisal beside it finds not valid is disputed, and valid for nobody.
Dates do not matter here: what has expired makes a conclusion overdue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.staleness.model import Fact, PinnedItem, SignedCase
from graph.staleness.weights import CONFIRM, REDO, SOURCE_ROLE
from graph.vocabulary.content import Content
from graph.vocabulary.statuses import Demand

SET_ROLE: Final = "evidence_set"
"""Role of a set in the basis of a pillar conclusion."""
_LOST: Final = frozenset({"Evidence", "EvidenceUse", "EvidenceSet"})
_APPRAISAL: Final = "appraisal"
_ASPECTS: Final = ("performance", "safety")
_GOOD: Final = ("valid", "valid_with_limits")
_CLINICAL: Final = frozenset({
    "literature_review", "publication", "clinical_investigation_premarket", "retrospective_performance_study",
    "pmcf_study", "registry_rwe", "pms_survey_feedback", "equivalent_device_data",
})  # fmt: skip
_ELSEWHERE: Final = frozenset({"benchmark_device", "other_device_or_alternative", "condition_only"})
_EQUIVALENT: Final = ("equivalent_device", "equivalent_device_data")


def demand_of_loss(case: SignedCase, pin: PinnedItem, fact: Fact, usual: Demand) -> Demand:
    """Return what the loss of a pinned item asks for; the usual where no set was whole at signing.

    Where a set is left whole, a look may be enough; where none is, the argument is gone. Retracted evidence
    and contradictions always keep what they ask for.
    """
    whole_then = [entry for entry in case.pins if entry.role == SET_ROLE and _was_whole(case, entry)]
    if fact.type not in _LOST or not whole_then or pin.role == SOURCE_ROLE:
        return usual
    if not any(_is_whole(case, entry) for entry in whole_then):
        return REDO
    return usual if _weighs_anyway(case, pin, fact) else CONFIRM


def _weighs_anyway(case: SignedCase, pin: PinnedItem, fact: Fact) -> bool:
    if fact.type == "EvidenceUse":
        return _contradicts(case, pin)
    uses = [entry for entry in case.pins if entry.item in _vias(case, pin.item)]
    retracted = fact.withdrawn_reason == "retracted" or any(
        content.get("retracted") is True for content in (case.content_pinned(pin), case.content_now(pin))
    )
    return retracted or any(_contradicts(case, entry) for entry in uses)


def _contradicts(case: SignedCase, pin: PinnedItem) -> bool:
    now = case.facts[pin.item].direction
    return "contradicts" in (now, case.content_pinned(pin).get("direction"))


def _vias(case: SignedCase, item: str) -> set[str]:
    return {pin.via for pin in case.pins if pin.item == item and pin.via}


def _was_whole(case: SignedCase, set_pin: PinnedItem) -> bool:
    content = case.content_pinned(set_pin)
    uses = content.get("comprises", ())
    return bool(uses) and all(_appraised(case, use, content, now=False) for use in uses)


def _is_whole(case: SignedCase, set_pin: PinnedItem) -> bool:
    content = case.content_pinned(set_pin)
    return _stands(case, set_pin) and all(
        _appraised(case, use, content, now=True) for use in content["comprises"]
    )


def _appraised(case: SignedCase, use: str, of_set: Content, *, now: bool) -> bool:
    """Whether a use supports the pillar of its set on valid evidence: as pinned, and unmoved if `now`."""
    return any(
        _supports(case, pin, str(of_set.get("pillar")))
        and _on_valid_evidence(
            case, pin, _needed(case, case.content_pinned(pin), str(of_set.get("pillar"))), now=now
        )
        for pin in case.pins
        if pin.item == use and not pin.via and (not now or _stands(case, pin))
    )


def _supports(case: SignedCase, pin: PinnedItem, pillar: str) -> bool:
    content = case.content_pinned(pin)
    claims = {entry.item for entry in case.pins if entry.role == "claim"}
    return (
        content.get("pillar") == pillar
        and content.get("direction", "supports") == "supports"
        and content.get("role") != "background"
        and content.get("weight") != "none"
        and bool(claims & set(content.get("bears_on", ())))
    )


def _claim(case: SignedCase) -> Content:
    return next((case.content_pinned(pin) for pin in case.pins if pin.role == "claim"), {})


def _needed(case: SignedCase, use: Content, pillar: str) -> tuple[str, ...]:
    """Return the respects for one of which evidence has to be valid: of its use, else of the claim."""
    claimed = "safety" if _claim(case).get("claim_type") == "safety" else "performance"
    stated = next((aspect for aspect in _ASPECTS if aspect == use.get("aspect")), claimed)
    return (stated, "background") if pillar == "vca" else (stated,)


def _clinical(case: SignedCase, use: Content, evidence: Content, through: Sequence[PinnedItem]) -> bool:
    """Whether evidence is clinical data on the device, or on one whose equivalence was demonstrated."""
    claim, kind, bases = (
        _claim(case),
        evidence.get("kind"),
        {use.get("device_basis"), evidence.get("device_basis")},
    )
    usable = claim.get("claim_type") == "usability" or claim.get("benefit_mode") == "usability_only"
    suitable = (
        kind in _CLINICAL
        or (kind == "pms_complaints_vigilance" and claim.get("target_threshold") is None)
        or (kind == "usability_summative" and usable)
    )
    shown = [case.content_pinned(pin).get("verdict") for pin in through if pin.role == "equivalence"]
    equal = bool(shown) and all(verdict == "demonstrated" for verdict in shown)
    return suitable and not bases & _ELSEWHERE and (equal or not {kind, *bases} & set(_EQUIVALENT))


def _usable(case: SignedCase, pin: PinnedItem, use: PinnedItem, through: Sequence[PinnedItem]) -> bool:
    """Whether pinned evidence of a use may be relied on at all, and for clinical validation."""
    evidence, of_use = case.content_pinned(pin), case.content_pinned(use)
    spoiled = evidence.get("retracted") is True or evidence.get("rejected")
    return (
        not spoiled
        and evidence.get("favourable") != "unfavourable"
        and (of_use.get("pillar") != "cv" or _clinical(case, of_use, evidence, through))
    )


def _unfit(appraisal: Content) -> bool:
    return bool(appraisal.get("fatal_findings")) or "gcp_ethics_legal" in appraisal.get("findings", ())


def _on_valid_evidence(case: SignedCase, pinned: PinnedItem, aspects: Sequence[str], *, now: bool) -> bool:
    use = pinned.item
    through = [pin for pin in case.pins if pin.via == use and (not now or _stands(case, pin))]
    evidence = {pin.item for pin in through if pin.role == "evidence" and _usable(case, pin, pinned, through)}
    appraisals = [
        case.content_pinned(pin)
        for pin in through
        if pin.role == _APPRAISAL
        and evidence & set(case.content_pinned(pin).get("appraises", ()))
        and not (now and case.facts[pin.item].outdated)
    ]
    good = {
        aspect
        for aspect in aspects
        for appraisal in appraisals
        if appraisal.get(f"validity_{aspect}") in _GOOD
    }
    disputing = _appraisals_now(case, use) if now else _appraisals_then(case, use)
    return not any(map(_unfit, disputing)) and any(
        all(each.get(f"validity_{aspect}") != "not_valid" for each in disputing) for aspect in good
    )


def _appraisals_then(case: SignedCase, use: str) -> list[Content]:
    return [case.content_pinned(pin) for pin in case.pins if pin.via == use and pin.role == _APPRAISAL]


def _appraisals_now(case: SignedCase, use: str) -> list[Content]:
    """Return what appraisals find now, those among them that the conclusion does not rest on yet."""
    facts = [
        case.facts[entry.item] for entry in case.expected if entry.via == use and entry.role == _APPRAISAL
    ]
    return [case.contents.get((fact.key, fact.version), {}) for fact in facts if fact.in_force]


def _stands(case: SignedCase, pin: PinnedItem) -> bool:
    """Whether a pinned item is in force, expected where it was, and as it was."""
    fact = case.facts[pin.item]
    expected = any(entry.item == pin.item and entry.via == pin.via for entry in case.expected)
    return fact.in_force and expected and pin.interface_hash == fact.interface_hash
