"""Claims without what supports them."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.gaps.asked import Hit, View, judged, there
from api_tests.properties.oracle.gaps.support import supported
from api_tests.properties.oracle.staleness import Statuses


def without_association(o: Statuses, view: View, today: str) -> Iterator[Hit]:
    """Claims whose clinical association no use supports (CLM-01)."""
    in_force = view.device in o.of_type("Device")
    if in_force and not o.value(view.device, "is_samd"):
        return
    for claim in judged(o, o.of_type("Claim"), view):
        if not supported(o, claim, "vca", today, view):
            yield claim, "", "blocker", _uses_of(o, claim, "vca", view)


def _uses_of(o: Statuses, claim: str, pillar: str, view: View) -> list[str]:
    found = o.holders(claim, "EvidenceUse", "bears_on") + o.holders(claim, "EvidenceSet", "suffices_for")
    return [key for key in found if o.live(key) and o.value(key, "pillar") == pillar and there(o, key, view)]


def without_validation(o: Statuses, view: View, today: str) -> Iterator[Hit]:
    """Claims whose clinical validation no use supports (CLM-03)."""
    for claim in judged(o, o.of_type("Claim"), view):
        if not supported(o, claim, "cv", today, view):
            yield claim, "", "blocker", _uses_of(o, claim, "cv", view)


def without_conclusion(o: Statuses, view: View, _today: str) -> Iterator[Hit]:
    """Claims that nobody concluded on (CLM-07)."""
    for claim in judged(o, o.of_type("Claim"), view):
        if not any(there(o, q, view) for q in o.about(claim, "claim_supported")):
            pillars = o.about(claim, "pillar_vca", "pillar_av", "pillar_cv")
            yield claim, "", "blocker", [q for q in pillars if there(o, q, view)]
