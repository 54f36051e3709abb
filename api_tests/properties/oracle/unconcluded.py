"""What speaks for itself while nobody concluded on it (concepts 6.6)."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.graph import Graph
from api_tests.properties.oracle.records import Entry
from api_tests.properties.oracle.vocabulary import EVERYWHERE

PILLARS = ("pillar_vca", "pillar_av", "pillar_cv")


def left_to_claim(o: Graph, claim: str) -> Iterator[Entry]:
    """Return the uses on a claim that no conclusion on a pillar takes up."""
    for use in o.holders(claim, "EvidenceUse", "bears_on"):
        pillar = o.value(use, "pillar")
        pivotal = o.value(use, "role") == "pivotal" and o.value(use, "direction") != "contradicts"
        takers = [f"pillar_{pillar}"] if pillar else [] if pivotal else PILLARS
        if not takers or not o.about(claim, *takers):
            yield from o.with_evidence(use)


def criteria(o: Graph, claim: str) -> Iterator[Entry]:
    """Return what a claim takes its criterion from, its papers, and all sources where nobody concluded."""
    for topic in filter(o.live, o.out(claim, "criterion_from")):
        yield topic, "criterion", ""
        papers = set(o.out_type(topic, "derived_from", "Evidence"))
        for source in filter(o.live, o.out(topic, "derived_from")):
            if source in papers or not o.about(topic, "sota_established"):
                yield source, "source", ""


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
            found = o.about(control, "control_effective")
            yield from ((q, "control_conclusion", "") for q in found)
            yield from () if found else o.uses_on(control)


def hazards(o: Graph, scope: str) -> Iterator[Entry]:
    """Return the hazards, situations and risks of a device, unless its total risk is concluded on."""
    if any(o.about(device, "overall_residual_risk") for device in o.within(scope, "Device")):
        return
    for kind, role in (("Hazard", "hazard"), ("HazardousSituation", "situation")):
        yield from ((item, role, "") for item in o.within(scope, kind))
    for risk in o.within(scope, "Risk"):
        yield risk, "risk", ""


def claim_data(o: Graph, scope: str) -> Iterator[Entry]:
    """Return the data on the claims of a device on which nobody concluded."""
    for claim in o.within(scope, "Claim"):
        if not o.about(claim, "claim_supported"):
            yield from left_to_claim(o, claim)


def side_effects(o: Graph, scopes: set[str]) -> Iterator[Entry]:
    """Return side-effects of devices, and, of those not concluded on, what they say and the data on them.

    Whoever concludes on all of them takes the list; what each says comes by the conclusion on it.
    """
    for effect in {effect for scope in scopes for effect in o.within(scope, "SideEffect")}:
        yield effect, "side_effect_listed", ""
        if o.about(effect, "side_effects_acceptable"):
            continue
        if any(
            device == EVERYWHERE or not o.about(device, "side_effects_acceptable")
            for device in _asked(scopes, o.scopes(effect))
        ):
            yield effect, "side_effect", ""
            yield from o.uses_on(effect)


def _asked(asking: set[str], asked: set[str]) -> set[str]:
    """Return the devices for which one item is asked for by another; what names none is asked for by all."""
    if EVERYWHERE in asking:
        return asked
    return asking if EVERYWHERE in asked else asking & asked


def weighed(o: Graph, scope: str) -> bool:
    """Whether somebody concluded on benefit and risk for a device."""
    return any(o.about(element, "benefit_risk") for element in o.within(scope, "IntendedUseElement"))


def met(o: Graph, scope: str, topic: str) -> bool:
    """Whether somebody concluded on a requirement of a topic for a device."""
    return any(
        o.about(record, "requirement_met")
        for record in o.within(scope, "ComplianceRecord")
        if any(topic in o.topics(requirement) for requirement in o.out(record, "satisfies"))
    )


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
