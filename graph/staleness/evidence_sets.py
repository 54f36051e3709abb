"""Evidence sets: whether a loss leaves a set whole that was whole when the conclusion was signed.

Each set suffices by itself, and needs all uses in it. Of a set that was whole, nothing may have moved: the
set, its uses, their evidence and an appraisal that finds it valid are in force, expected, and as pinned.
What an appraisal beside it finds not valid is disputed, and valid for nobody.
Dates do not matter here: what has expired makes a conclusion overdue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.staleness.model import Content, Fact, PinnedItem, SignedCase
from graph.staleness.weights import CONFIRM, REDO
from graph.vocabulary.statuses import Demand

SET_ROLE: Final = "evidence_set"
"""Role of a set in the basis of a pillar conclusion."""
_LOST: Final = frozenset({"Evidence", "EvidenceUse", "EvidenceSet"})
_APPRAISAL: Final = "appraisal"
_ASPECTS: Final = ("performance", "safety")
_GOOD: Final = ("valid", "valid_with_limits")


def demand_of_loss(case: SignedCase, pin: PinnedItem, fact: Fact, usual: Demand) -> Demand:
    """Return what the loss of a pinned item asks for; the usual where no set was whole at signing.

    Where a set is left whole, a look may be enough; where none is, the argument is gone. Retracted evidence
    and contradictions always keep what they ask for.
    """
    whole_then = [entry for entry in case.pins if entry.role == SET_ROLE and _was_whole(case, entry)]
    if fact.type not in _LOST or not whole_then:
        return usual
    if not any(_is_whole(case, entry) for entry in whole_then):
        return REDO
    return usual if _weighs_anyway(case, pin, fact) else CONFIRM


def _weighs_anyway(case: SignedCase, pin: PinnedItem, fact: Fact) -> bool:
    if fact.type == "EvidenceUse":
        return _contradicts(case, pin)
    uses = [entry for entry in case.pins if entry.item in _vias(case, pin.item)]
    retracted = fact.withdrawn_reason == "retracted" or any(
        content.get("retracted", False) for content in (case.content_pinned(pin), case.content_now(pin))
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
            case, use, _needed(case.content_pinned(pin), str(of_set.get("pillar"))), now=now
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
        and bool(claims & set(content.get("bears_on", ())))
    )


def _needed(use: Content, pillar: str) -> tuple[str, ...]:
    """Return the aspects, one of which evidence has to be valid for: that of its use, where it names one."""
    stated = tuple(aspect for aspect in _ASPECTS if aspect == use.get("aspect")) or _ASPECTS
    return (*stated, "background") if pillar == "vca" else stated


def _on_valid_evidence(case: SignedCase, use: str, aspects: Sequence[str], *, now: bool) -> bool:
    through = [pin for pin in case.pins if pin.via == use and (not now or _stands(case, pin))]
    evidence = {
        pin.item
        for pin in through
        if pin.role == "evidence" and not case.content_pinned(pin).get("retracted", False)
    }
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
    return any(all(each.get(f"validity_{aspect}") != "not_valid" for each in disputing) for aspect in good)


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
