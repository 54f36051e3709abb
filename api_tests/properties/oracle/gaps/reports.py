"""News from the market that contradicts, and that a conclusion passes over."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.gaps.asked import Hit, View, judged, there
from api_tests.properties.oracle.staleness import Statuses

YES = {
    "acceptable",
    "acceptable_by_benefit_risk",
    "consistent",
    "demonstrated",
    "established",
    "favourable",
    "implemented_and_effective",
    "justified",
    "met",
    "pmcf_not_needed",
    "sufficient",
    "supported",
}
"""Verdicts that say yes without a limit."""


def passed_over(o: Statuses, view: View, _today: str) -> Iterator[Hit]:
    """Follow-up and reports that contradict, on which a conclusion rests without a word on them (PMS-14)."""
    for kind in ("PmcfActivity", "PmsReport"):
        for news in judged(o, o.of_type(kind), view):
            if o.value(news, "outcome") == "contradicts":
                silent = [q for q in o.of_type("Conclusion") if there(o, q, view) and _silent(o, q, news)]
                if silent:
                    yield news, "", "blocker", silent


def _silent(o: Statuses, conclusion: str, news: str) -> bool:
    """Whether a conclusion says yes, rests on news that contradict, and neither names nor answers them."""
    said = " ".join(o.value(conclusion, name) or "" for name in ("statement", "conditions", "rationale"))
    rests = any(
        pin.item == news and pin.role in ("contradicting_follow_up", "contradicting_report")
        for pin in o.pins.get(conclusion, ())
    )
    answered = news in o.items[conclusion].answered
    return rests and o.value(conclusion, "verdict") in YES and news not in said and not answered
