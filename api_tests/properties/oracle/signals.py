"""Signals that speak to a conclusion: on its subject, on what it concludes from (events 30 and 31)."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.basis import equivalent
from api_tests.properties.oracle.graph import Graph
from api_tests.properties.oracle.records import Entry

SIGNALLED = (
    "benefit_risk",
    "claim_supported",
    "control_effective",
    "equivalence",
    "information_consistent",
    "requirement_met",
    "requirement_not_applicable",
    "risk_acceptable",
    "side_effects_acceptable",
    "sota_established",
)
"""Kinds of conclusions that a signal on their very subject speaks to (events 30 and 31)."""


def unassessed(o: Graph, key: str) -> set[str]:
    """Return the signals that nobody assessed yet on what a conclusion is about (event 31)."""
    kind = o.value(key, "kind")
    found = {
        signal for subject in filter(o.live, o.out(key, "about")) for signal, _ in signalled(o, subject, kind)
    }
    return {s for s in found if o.live(s) and o.value(s, "assessment_status") == "new"}


def assessed(o: Graph, subject: str, kind: str) -> Iterator[Entry]:
    """Return the signals, assessed with an impact, that a conclusion of a kind on a subject rests on."""
    for signal, via in set(signalled(o, subject, kind)):
        if o.live(signal) and o.value(signal, "assessment_status") == "assessed_impact":
            yield signal, "signal", via


def signalled(o: Graph, subject: str, kind: str) -> Iterator[tuple[str, str]]:
    """Return the signals on what a conclusion of a kind concludes on, assessed or not."""
    for item, via in _within(o, subject, kind):
        yield from ((signal, via) for signal in o.holders(item, "SafetySignal", "raises"))
    if kind == "overall_residual_risk":
        for signal in o.of(subject, "SafetySignal"):
            if not any(map(o.live, o.out(signal, "raises"))):
                yield signal, ""


def _within(o: Graph, subject: str, kind: str) -> Iterator[tuple[str, str]]:
    """Return items in force that a signal is raised on when it speaks to a conclusion, and its use."""
    found: set[str] = set()
    if kind in SIGNALLED:
        found.add(subject)
    if kind == "risk_acceptable":
        found |= set(o.out(subject, "estimates"))
        for situation in filter(o.live, o.out_type(subject, "estimates", "HazardousSituation")):
            found |= {*o.out(situation, "arises_from"), *o.out(situation, "triggered_in")}
            found |= set(o.holders(situation, "RiskControl", "controls"))
    elif kind == "benefit_risk":
        found |= set(o.holders(subject, "Benefit", "covers"))
    elif kind == "side_effects_acceptable" and o._type(subject) == "Device":
        found |= set(o.of(subject, "SideEffect"))
    elif kind == "pmcf_need":
        found |= set(o.of(subject, "ResidualUncertainty"))
    elif kind.startswith("pillar_"):
        yield from _comparators(o, subject, kind.removeprefix("pillar_"))
    yield from ((item, "") for item in found if o.live(item))


def _comparators(o: Graph, claim: str, pillar: str) -> Iterator[tuple[str, str]]:
    """Return the comparators that a pillar rests on itself, while nobody concluded on equivalence."""
    for evidence, role, use in o.uses_on(claim, pillar):
        if role == "evidence" and o.value(use, "pillar") == pillar:
            for other, what, via in equivalent(o, use, evidence):
                if what == "comparator":
                    yield other, via
