"""Evidence sets: whether a loss leaves a set whole that was whole when the conclusion was signed.

Each set suffices by itself, and needs all uses in it. Of a set that was whole, nothing may have moved: the
set, its uses, their evidence and an appraisal that finds it valid are in force, expected, and as pinned.
What an appraisal beside it finds not valid is disputed, and valid for nobody.
Dates do not matter here: what has expired makes a conclusion overdue.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.staleness.model import Case, Content, Fact, Pin
from graph.staleness.weights import CONFIRM, REDO
from graph.vocabulary.statuses import Demand

SET: Final = "evidence_set"
"""Role of a set in the basis of a pillar conclusion."""
_LOST: Final = frozenset({"Evidence", "EvidenceUse", "EvidenceSet"})
_APPRAISAL: Final = "appraisal"
_ASPECTS: Final = ("performance", "safety")
_GOOD: Final = ("valid", "valid_with_limits")


def demand_of_loss(case: Case, pin: Pin, fact: Fact, usual: Demand) -> Demand:
    """Return what the loss of a pinned item asks for; the usual where no set was whole at signing.

    Where a set is left whole, a look may be enough; where none is, the argument is gone. Retracted evidence
    and contradictions always keep what they ask for.
    """
    had = [entry for entry in case.pins if entry.role == SET and _was_whole(case, entry)]
    if fact.type not in _LOST or not had:
        return usual
    if not any(_is_whole(case, entry) for entry in had):
        return REDO
    return usual if _weighs_anyway(case, pin, fact) else CONFIRM


def _weighs_anyway(case: Case, pin: Pin, fact: Fact) -> bool:
    if fact.type == "EvidenceUse":
        return _contradicts(case, pin)
    uses = [entry for entry in case.pins if entry.item in _vias(case, pin.item)]
    retracted = fact.withdrawn_reason == "retracted" or any(
        content.get("retracted", False) for content in (case.before(pin), case.after(pin))
    )
    return retracted or any(_contradicts(case, entry) for entry in uses)


def _contradicts(case: Case, pin: Pin) -> bool:
    now = case.facts[pin.item].direction
    return "contradicts" in (now, case.before(pin).get("direction"))


def _vias(case: Case, item: str) -> set[str]:
    return {pin.via for pin in case.pins if pin.item == item and pin.via}


def _was_whole(case: Case, held: Pin) -> bool:
    content = case.before(held)
    uses = content.get("comprises", ())
    return bool(uses) and all(_appraised(case, use, content, now=False) for use in uses)


def _is_whole(case: Case, held: Pin) -> bool:
    content = case.before(held)
    return _stands(case, held) and all(
        _appraised(case, use, content, now=True) for use in content["comprises"]
    )


def _appraised(case: Case, use: str, held: Content, *, now: bool) -> bool:
    """Whether a use supports the pillar of its set on valid evidence: as pinned, and unmoved if `now`."""
    return any(
        _supports(case, pin, str(held.get("pillar")))
        and _on_valid_evidence(case, use, _needed(case.before(pin), str(held.get("pillar"))), now=now)
        for pin in case.pins
        if pin.item == use and not pin.via and (not now or _stands(case, pin))
    )


def _supports(case: Case, pin: Pin, pillar: str) -> bool:
    content = case.before(pin)
    claims = {entry.item for entry in case.pins if entry.role == "claim"}
    return (
        content.get("pillar") == pillar
        and content.get("direction", "supports") == "supports"
        and bool(claims & set(content.get("bears_on", ())))
    )


def _needed(use: Content, pillar: str) -> tuple[str, ...]:
    """Return the aspects, one of which evidence has to be valid for: that of its use, where it names one."""
    named = tuple(aspect for aspect in _ASPECTS if aspect == use.get("aspect")) or _ASPECTS
    return (*named, "background") if pillar == "vca" else named


def _on_valid_evidence(case: Case, use: str, aspects: Sequence[str], *, now: bool) -> bool:
    through = [pin for pin in case.pins if pin.via == use and (not now or _stands(case, pin))]
    evidence = {
        pin.item for pin in through if pin.role == "evidence" and not case.before(pin).get("retracted", False)
    }
    found = [
        case.before(pin)
        for pin in through
        if pin.role == _APPRAISAL
        and evidence & set(case.before(pin).get("appraises", ()))
        and not (now and case.facts[pin.item].outdated)
    ]
    good = {aspect for aspect in aspects for said in found if said.get(f"validity_{aspect}") in _GOOD}
    disputing = _appraisals_now(case, use) if now else _appraisals_then(case, use)
    return any(all(said.get(f"validity_{aspect}") != "not_valid" for said in disputing) for aspect in good)


def _appraisals_then(case: Case, use: str) -> list[Content]:
    return [case.before(pin) for pin in case.pins if pin.via == use and pin.role == _APPRAISAL]


def _appraisals_now(case: Case, use: str) -> list[Content]:
    """Return what appraisals find now, those among them that the conclusion does not rest on yet."""
    facts = [
        case.facts[entry.item] for entry in case.expected if entry.via == use and entry.role == _APPRAISAL
    ]
    return [case.contents.get((fact.key, fact.version), {}) for fact in facts if fact.in_force]


def _stands(case: Case, pin: Pin) -> bool:
    """Whether a pinned item is in force, expected where it was, and as it was."""
    fact = case.facts[pin.item]
    expected = any(entry.item == pin.item and entry.via == pin.via for entry in case.expected)
    return fact.in_force and expected and pin.pinned == fact.interface_hash
