"""What speaks for itself while nobody concluded on it (concepts 6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.graph import Graph
from api_tests.properties.oracle.records import Entry

PILLARS = ("pillar_vca", "pillar_av", "pillar_cv")


def left_to_claim(o: Graph, claim: str) -> Iterator[Entry]:
    """Return the uses on a claim that no conclusion on a pillar takes up."""
    for use in o.holders(claim, "EvidenceUse", "bears_on"):
        pillar = o.value(use, "pillar")
        if not o.about(claim, *([f"pillar_{pillar}"] if pillar else PILLARS)):
            yield from o.with_evidence(use)


def not_yet_supported(o: Graph, claim: str, role: str) -> Iterator[Entry]:
    """Return a claim and what is concluded on its pillars, where nobody concluded whether it is supported."""
    if o.live(claim) and not o.about(claim, "claim_supported"):
        yield claim, "unconcluded_claim", ""
        yield from ((q, role, "") for q in o.about(claim, *PILLARS))


def judged(o: Graph, risk: str, device: str) -> bool:
    """Whether a risk is concluded on: it, or another estimate of the same harm in the same situation.

    What estimates it for another device says nothing of this one.
    """
    ends = set(o.out(risk, "estimates"))
    harms = ends & {*o.out_type(risk, "estimates", "Harm")}
    situations = ends & {*o.out_type(risk, "estimates", "HazardousSituation")}
    return bool(o.about(risk, "risk_acceptable")) or any(
        o.about(other, "risk_acceptable")
        for other in o.within(device, "Risk")
        if harms & set(o.out(other, "estimates")) and situations & set(o.out(other, "estimates"))
    )


def unjudged_risk(o: Graph, risk: str) -> Iterator[Entry]:
    """Return a risk that nobody concluded on, with its harm, its controls and the data on it."""
    yield risk, "risk", ""
    yield from o.uses_on(risk)
    yield from ((h, "harm", "") for h in o.out_type(risk, "estimates", "Harm") if o.live(h))
    for situation in filter(o.live, o.out_type(risk, "estimates", "HazardousSituation")):
        for control in filter(o.live, o.holders(situation, "RiskControl", "controls")):
            yield control, "control", ""
            yield from ((q, "control_conclusion", "") for q in o.about(control, "control_effective"))


def hazards(o: Graph, scope: str) -> Iterator[Entry]:
    """Return the hazards, situations and risks of a device."""
    for kind, role in (("Hazard", "hazard"), ("HazardousSituation", "situation")):
        yield from ((item, role, "") for item in o.within(scope, kind))
    for risk in o.within(scope, "Risk"):
        yield risk, "risk", ""


def evaluated(o: Graph, record: str) -> list[str]:
    """Return what is concluded on a record of a requirement on which the clinical evaluation concludes."""
    clinical = any("evaluation" in o.topics(r) for r in o.out(record, "satisfies"))
    return o.about(record, "requirement_met") if clinical else []


def concluded(o: Graph, scope: str) -> Iterator[str]:
    """Return what is concluded on the claims, side-effects and total risk of a device."""
    for device in o.within(scope, "Device"):
        yield from o.about(device, "overall_residual_risk", "side_effects_acceptable")
    for effect in o.within(scope, "SideEffect"):
        yield from o.about(effect, "side_effects_acceptable")
    for claim in o.within(scope, "Claim"):
        yield from o.about(claim, "claim_supported") or o.about(claim, *PILLARS)
