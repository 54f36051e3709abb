"""Risks that nobody concluded on."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.gaps.asked import Hit, View, judged, there
from api_tests.properties.oracle.staleness import Statuses


def risk_without_conclusion(o: Statuses, view: View, _today: str) -> Iterator[Hit]:
    """Residual risks that nobody concluded on, and risks without a residual one (RSK-05)."""
    risks = o.of_type("Risk")
    for risk in judged(o, risks, view):
        if any(there(o, q, view) for q in o.about(risk, "risk_acceptable")):
            continue
        if o.value(risk, "stage") == "residual":
            yield risk, "", "blocker", [risk]
            continue
        ends = set(o.out(risk, "estimates"))
        pairs = [
            {o.items[end].type for end in ends & set(o.out(other, "estimates"))}
            for other in risks
            if o.value(other, "stage") == "residual" and there(o, other, view)
        ]
        lacking = _without_residual(o, risk, view)
        if {"HazardousSituation", "Harm"} not in pairs or lacking:
            yield risk, "residual", "blocker", [risk, *lacking]


def _without_residual(o: Statuses, risk: str, view: View) -> list[str]:
    """Return the ends of the pairs of an estimate that no residual estimate names."""
    ends = {end: o.items[end].type for end in o.out(risk, "estimates") if o.live(end)}
    lacking: set[str] = set()
    for situation in (end for end, kind in ends.items() if kind == "HazardousSituation"):
        for harm in (end for end, kind in ends.items() if kind == "Harm"):
            others = (r for r in o.of_type("Risk") if o.value(r, "stage") == "residual" and there(o, r, view))
            if not any({situation, harm} <= set(o.out(other, "estimates")) for other in others):
                lacking |= {situation, harm}
    return sorted(lacking)
