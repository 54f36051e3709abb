"""Claims without what supports them."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.gaps.asked import Hit, asked_of
from api_tests.properties.oracle.gaps.support import supported
from api_tests.properties.oracle.staleness import Statuses
from api_tests.properties.oracle.vocabulary import EVERYWHERE


def without_association(o: Statuses, asked: set[str] | None, today: str) -> Iterator[Hit]:
    """Claims whose clinical association no use supports (CLM-01)."""
    devices = o.of_type("Device")
    for claim in asked_of(o, o.of_type("Claim"), asked):
        if supported(o, claim, "vca", today):
            continue
        for scope in o.scopes(claim) if asked is None else o.scopes(claim) & asked:
            there = devices if scope == EVERYWHERE else [d for d in devices if scope in o.scopes(d)]
            if not there or any(o.value(device, "is_samd") for device in there):
                yield claim, "", "blocker", _uses_of(o, claim, "vca")


def _uses_of(o: Statuses, claim: str, pillar: str) -> list[str]:
    found = o.holders(claim, "EvidenceUse", "bears_on") + o.holders(claim, "EvidenceSet", "suffices_for")
    return [key for key in found if o.live(key) and o.value(key, "pillar") == pillar]


def without_validation(o: Statuses, asked: set[str] | None, today: str) -> Iterator[Hit]:
    """Claims whose clinical validation no use supports (CLM-03)."""
    for claim in asked_of(o, o.of_type("Claim"), asked):
        if not supported(o, claim, "cv", today):
            yield claim, "", "blocker", _uses_of(o, claim, "cv")


def without_conclusion(o: Statuses, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    """Claims that nobody concluded on (CLM-07)."""
    for claim in asked_of(o, o.of_type("Claim"), asked):
        if not o.about(claim, "claim_supported"):
            yield claim, "", "blocker", o.about(claim, "pillar_vca", "pillar_av", "pillar_cv")
