"""What is told after the market, and to which conclusions it speaks (events 30 to 32).

A signal, a contradicting activity or a report speaks to whatever rests on what it is about. Benefit and risk,
the overall residual risk, the need of follow-up and the evaluation hear every report of their device; the
overall residual risk hears what nobody else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api_tests.properties.oracle.graph import Graph
from api_tests.properties.oracle.records import Entry

WHOLE = ("benefit_risk", "cer_overall", "overall_residual_risk", "pmcf_need")
"""Kinds to which every periodic report of the device speaks."""


def told_of(o: Graph, key: str, rests_on: Iterable[Entry]) -> Iterator[tuple[Entry, bool]]:
    """Return news that speaks to a conclusion as an entry of its basis, and whether somebody judged it."""
    kind = o.value(key, "kind")
    for item, role, via in set(rests_on):
        only_there = role.endswith("_listed") or role.startswith("category_")
        described = role == "described_by" or (role == "element" and kind in ("cer_overall", "equivalence"))
        if o.live(item) and not only_there and not described:
            yield from _news_on(o, item, via)
    for subject in filter(o.live, o.out(key, "about")):
        if kind in WHOLE:
            for report in o.near(subject, "PmsReport"):
                yield from _news(o, report, "")
        if kind == "overall_residual_risk":
            for sort, name in (("SafetySignal", "raises"), ("PmcfActivity", "addresses")):
                for news in o.of(subject, sort):
                    on = [item for item in o.out(news, name) if o.live(item)]
                    if not on or not all(_concluded(o, item, subject) for item in on):
                        yield from _news(o, news, "")


def _news_on(o: Graph, item: str, via: str) -> Iterator[tuple[Entry, bool]]:
    for sort, name in (
        ("SafetySignal", "raises"),
        ("PmcfActivity", "addresses"),
        ("PmsReport", "addresses"),
    ):
        for news in o.holders(item, sort, name):
            yield from _news(o, news, via)


def _news(o: Graph, news: str, via: str) -> Iterator[tuple[Entry, bool]]:
    """Return news that is in force and not settled; an activity speaks once it contradicts."""
    if not o.live(news):
        return
    kind = o.items[news].type
    if kind == "SafetySignal":
        judged = o.value(news, "assessment_status")
        if judged != "assessed_no_impact":
            yield (news, "signal", via), judged == "assessed_impact"
        return
    outcome = o.value(news, "outcome")
    role = "contradicting_follow_up" if kind == "PmcfActivity" else "contradicting_report"
    if outcome == "contradicts" or (kind == "PmsReport" and outcome is None):
        yield (news, role, via), outcome == "contradicts"


def _concluded(o: Graph, item: str, device: str) -> bool:
    """Whether somebody concluded on an item, on the risk that it is part of, or for the device."""

    def signed(subject: str, *kinds: str) -> bool:
        held = o.holders(subject, "Conclusion", "about")
        return any(o.live(q) and (not kinds or o.value(q, "kind") in kinds) for q in held)

    situations = [*o.out(item, "controls"), *o.holders(item, "HazardousSituation", "triggered_in")]
    risks = [
        risk
        for end in (item, *filter(o.live, situations))
        for risk in o.holders(end, "Risk", "estimates")
        if o.live(risk)
    ]
    whole = {"SideEffect": "side_effects_acceptable", "ResidualUncertainty": "pmcf_need"}
    return (
        signed(item)
        or any(map(signed, risks))
        or (o.items[item].type in whole and signed(device, whole[o.items[item].type]))
    )
