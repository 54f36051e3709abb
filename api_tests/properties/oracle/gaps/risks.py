"""Risks that nobody concluded on."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.gaps.asked import Hit, asked_of
from api_tests.properties.oracle.staleness import Statuses


def risk_without_conclusion(o: Statuses, asked: set[str] | None, _today: str) -> Iterator[Hit]:
    """Residual risks that nobody concluded on, and risks without a residual one (RSK-05)."""
    risks = o.of_type("Risk")
    for risk in asked_of(o, risks, asked):
        if o.about(risk, "risk_acceptable"):
            continue
        if o.value(risk, "stage") == "residual":
            yield risk, "", "blocker", [risk]
            continue
        ends = set(o.out(risk, "estimates"))
        pairs = [
            {o.items[end].type for end in ends & set(o.out(other, "estimates"))}
            for other in risks
            if o.value(other, "stage") == "residual"
        ]
        if {"HazardousSituation", "Harm"} not in pairs:
            yield risk, "residual", "blocker", [risk]
