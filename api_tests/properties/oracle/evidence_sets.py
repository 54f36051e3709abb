"""Whether a set of evidence was whole when a conclusion was signed, and whether it is so still."""

from __future__ import annotations

from collections.abc import Sequence

from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.records import Pinned
from api_tests.properties.oracle.vocabulary import Content


def needed(aspect: str | None, aspects: Sequence[str]) -> list[str]:
    """Leave out what a use for performance, or for safety, does not need."""
    other = {"performance": "safety", "safety": "performance"}.get(aspect or "")
    return [name for name in aspects if name != other]


def holds(o: Conclusions, held: Pinned, conclusion: str, *, now: bool) -> bool:
    """Whether a set was whole when a conclusion was signed, or is so still, untouched."""
    pins = _untouched(o, conclusion) if now else o.pins[conclusion]
    if held not in pins:
        return False
    said_of = _appraised_now(o, conclusion) if now else _appraised_then(o, conclusion)
    return all(
        _counts(o, use, pins, held, conclusion) and _sound(o, use, pins, held, said_of.get(use, []), now=now)
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
        and claims & set(entry.get("bears_on", ()))
        for entry in _said(o, use, pins)
    )


def _said(o: Conclusions, use: str, pins: Sequence[Pinned]) -> list[Content]:
    return [o.pinned(pin) for pin in pins if pin.item == use and not pin.via]


def _sound(
    o: Conclusions, use: str, pins: Sequence[Pinned], held: Pinned, appraised: Sequence[Content], *, now: bool
) -> bool:
    """Whether an appraisal among the pins finds evidence of a use valid, and none finds it not valid."""
    aspects = ("performance", "safety", *(["background"] if o.pinned(held)["pillar"] == "vca" else ()))
    through = [pin for pin in pins if pin.via == use]
    sound = {p.item for p in through if p.role == "evidence" and not o.pinned(p).get("retracted")}
    return any(
        o.pinned(pin)["appraises"][0] in sound
        and any(
            o.pinned(pin).get(f"validity_{aspect}") in ("valid", "valid_with_limits")
            and "not_valid" not in [entry.get(f"validity_{aspect}") for entry in appraised]
            for aspect in needed(_said(o, use, pins)[0].get("aspect"), aspects)
        )
        and not (now and o.outdated(pin.item))
        for pin in through
        if pin.role == "appraisal"
    )
