"""Whether a set of evidence was whole when a conclusion was signed, and whether it is so still."""

from __future__ import annotations

from collections.abc import Sequence

from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.gaps.support import CLINICAL, respects, unfit
from api_tests.properties.oracle.records import Pinned
from api_tests.properties.oracle.vocabulary import Content


def holds(o: Conclusions, held: Pinned, conclusion: str, *, now: bool) -> bool:
    """Whether a set was whole when a conclusion was signed, or is so still, untouched."""
    pins = _untouched(o, conclusion) if now else o.pins[conclusion]
    if held not in pins:
        return False
    claim = next((o.pinned(pin) for pin in o.pins[conclusion] if pin.role == "claim"), {})
    said_of = _appraised_now(o, conclusion) if now else _appraised_then(o, conclusion)
    return all(
        _counts(o, use, pins, held, conclusion)
        and _sound(o, use, claim, pins, held, said_of.get(use, []), now=now)
        for use in o.pinned(held)["comprises"]
    )


def _untouched(o: Conclusions, conclusion: str) -> list[Pinned]:
    """Return what a conclusion was signed on that belongs to it still and says the same."""
    expected = {(item, via) for item, _, via in o.expected(conclusion)}
    return [
        pin
        for pin in o.pins[conclusion]
        if o.counts(pin.item) and (pin.item, pin.via) in expected and pin.compared == o.face(pin.item)
    ]


def _appraised_then(o: Conclusions, conclusion: str) -> dict[str, list[Content]]:
    """Return of each use what the appraisals of its evidence said at signing."""
    said_of: dict[str, list[Content]] = {}
    for pin in o.pins[conclusion]:
        if pin.role == "appraisal":
            said_of.setdefault(pin.via, []).append(o.pinned(pin))
    return said_of


def _appraised_now(o: Conclusions, conclusion: str) -> dict[str, list[Content]]:
    """Return of each use what the appraisals of its evidence say."""
    said_of: dict[str, list[Content]] = {}
    for item, role, via in o.expected(conclusion):
        if role == "appraisal" and o.counts(item):
            said_of.setdefault(via, []).append(o.items[item].content)
    return said_of


def _counts(o: Conclusions, use: str, pins: Sequence[Pinned], held: Pinned, conclusion: str) -> bool:
    """Whether a use among the pins supports the pillar of the set for the claim."""
    claims = {pin.item for pin in o.pins[conclusion] if pin.role == "claim"}
    return any(
        entry.get("pillar") == o.pinned(held)["pillar"]
        and entry.get("direction", "supports") == "supports"
        and entry.get("role") != "background"
        and entry.get("weight") != "none"
        and claims & set(entry.get("bears_on", ()))
        for entry in _said(o, use, pins)
    )


def _said(o: Conclusions, use: str, pins: Sequence[Pinned]) -> list[Content]:
    return [o.pinned(pin) for pin in pins if pin.item == use and not pin.via]


def _sound(
    o: Conclusions,
    use: str,
    claim: Content,
    pins: Sequence[Pinned],
    held: Pinned,
    appraised: Sequence[Content],
    *,
    now: bool,
) -> bool:
    """Whether an appraisal among the pins finds evidence of a use valid, and none not valid or unfit."""
    pillar = o.pinned(held)["pillar"]
    use_said = _said(o, use, pins)[0]
    wanted = respects(use_said.get("aspect"), claim.get("claim_type"), pillar)
    through = [pin for pin in pins if pin.via == use]
    usable = {
        pin.item
        for pin in through
        if pin.role == "evidence" and _usable(o, pin, use_said, claim, through, pillar)
    }
    return not any(map(unfit, appraised)) and any(
        o.pinned(pin)["appraises"][0] in usable
        and any(
            o.pinned(pin).get(f"validity_{respect}") in ("valid", "valid_with_limits")
            and "not_valid" not in [entry.get(f"validity_{respect}") for entry in appraised]
            for respect in wanted
        )
        and not (now and o.outdated(pin.item))
        for pin in through
        if pin.role == "appraisal"
    )


def _usable(
    o: Conclusions, pin: Pinned, use: Content, claim: Content, through: Sequence[Pinned], pillar: str
) -> bool:
    """Whether pinned evidence could be relied on, for clinical validation as clinical data on the device."""
    said = o.pinned(pin)
    if said.get("retracted") or said.get("rejected") or said.get("favourable") == "unfavourable":
        return False
    if pillar != "cv":
        return True
    kind, bases = said.get("kind"), {use.get("device_basis"), said.get("device_basis")}
    usability = claim.get("claim_type") == "usability" or claim.get("benefit_mode") == "usability_only"
    suitable = {
        "pms_complaints_vigilance": claim.get("target_threshold") is None,
        "usability_summative": usability,
    }.get(str(kind), kind in CLINICAL)
    if not suitable or bases & {"benchmark_device", "other_device_or_alternative", "condition_only"}:
        return False
    if "equivalent_device" not in bases and kind != "equivalent_device_data":
        return True
    shown = [o.pinned(entry).get("verdict") for entry in through if entry.role == "equivalence"]
    return bool(shown) and set(shown) == {"demonstrated"}
