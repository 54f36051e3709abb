"""What a conclusion of each kind ought to rest on (concepts 6.6): a function a kind, and a table of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from api_tests.properties.oracle.graph import Graph
from api_tests.properties.oracle.records import Entry
from api_tests.properties.oracle.unconcluded import (
    PILLARS,
    claim_data,
    concluded,
    criteria,
    evaluated,
    hazards,
    judged,
    left_to_claim,
    met,
    not_yet_supported,
    side_effects,
    unjudged_risk,
    weighed,
)
from api_tests.properties.oracle.vocabulary import EVERYWHERE

N12 = {
    ("critical", "treat_or_diagnose"): "IV",
    ("critical", "drive_clinical_management"): "III",
    ("serious", "treat_or_diagnose"): "III",
    ("critical", "inform_clinical_management"): "II",
    ("serious", "drive_clinical_management"): "II",
    ("non_serious", "treat_or_diagnose"): "II",
}


def _pillar(o: Graph, claim: str, kind: str) -> Iterator[Entry]:
    pillar = kind.removeprefix("pillar_")
    yield claim, "claim", ""
    yield from ((e, "element", "") for e in o.out(claim, "covers") if o.live(e))
    yield from o.uses_on(claim, pillar)
    for held in filter(o.live, o.holders(claim, "EvidenceSet", "suffices_for")):
        if o.value(held, "pillar") == pillar:
            yield held, "evidence_set", ""
            yield from (entry for use in o.out(held, "comprises") for entry in o.with_evidence(use))
    yield from criteria(o, claim)
    yield from _versions(o, claim)
    yield from _categories(o, claim)


def _categories(o: Graph, claim: str) -> Iterator[Entry]:
    """Return the intended purposes that a claim belongs to, with their category as the role."""
    for purpose in o.near(claim, "IntendedPurpose"):
        module = o.value(purpose, "module")
        category = _category(o, purpose)
        if category and (not module or module == o.value(claim, "module")):
            yield purpose, f"category_{category}", ""


def equivalent(o: Graph, use: str, evidence: str) -> Iterator[Entry]:
    """Return the conclusion on equivalence that data of another device need; the comparison while none is."""
    said = (o.value(use, "device_basis"), o.value(evidence, "device_basis"))
    if "equivalent_device" not in said and o.value(evidence, "kind") != "equivalent_device_data":
        return
    others = o.out_type(evidence, "generated_with", "ComparatorDevice")
    for row in filter(o.live, o.out_type(use, "bears_on", "CharacteristicComparison")):
        others += o.out(row, "compares")
    for other in filter(o.live, others):
        concluded = o.about(other, "equivalence")
        yield from ((q, "equivalence", use) for q in concluded)
        if not concluded:
            yield other, "comparator", use
            compared = o.holders(other, "CharacteristicComparison", "compares")
            yield from ((r, "comparison", use) for r in compared if o.live(r))


def _category(o: Graph, purpose: str) -> str:
    """Return the N12 category of an intended purpose; the others of the matrix are I."""
    situation, significance = o.value(purpose, "n12_situation"), o.value(purpose, "n12_significance")
    if not situation or not significance:
        return ""
    lay = any(
        o.live(e) and o.value(e, "included") and o.value(e, "lay_users") == "without_specialist_support"
        for e in o.out(purpose, "has_element")
    )
    if lay and situation == "serious":
        situation = "critical"
    return N12.get((situation, significance), "I")


def rank(role: str) -> int:
    """Return the rank of the N12 category that a role names; -1 for any other role."""
    return ["I", "II", "III", "IV"].index(role[9:]) if role.startswith("category_") else -1


def _versions(o: Graph, claim: str, own: frozenset[str] = frozenset({EVERYWHERE})) -> Iterator[Entry]:
    """Return the versions that a claim names, and those of its devices that are on the market.

    Where none of a device is, those that are neither past nor succeeded; where one is, these are coming. A
    claim that names no version has those of every device that it concerns; of one that names versions the
    others on the market are not argued with. Of the devices `own` are looked at.
    """
    versions = o.out_type(claim, "devices", "DeviceVersion")
    wholes = set(o.out_type(claim, "devices", "Device")) if versions else o.scopes(claim)
    mine = [v for v in versions if EVERYWHERE in own or o.scopes(v) & (own | {EVERYWHERE})]
    yield from ((named, "device_version", "") for named in mine if o.live(named))
    for whole in wholes & o.scopes(claim):
        for asked in _narrowed(whole, own):
            for version in o.of_type("DeviceVersion"):
                if asked == EVERYWHERE or o.scopes(version) & {asked, EVERYWHERE}:
                    yield from _standing(o, version, asked)
    for whole in set().union(*(o.scopes(named) for named in versions), set()) - wholes:
        for scope in _narrowed(whole, own):
            for version in o.of_type("DeviceVersion"):
                theirs = scope == EVERYWHERE or bool(o.scopes(version) & {scope, EVERYWHERE})
                if theirs and version not in versions and _sold(o, version):
                    yield version, "other_version", ""


def _narrowed(scope: str, own: frozenset[str]) -> frozenset[str]:
    """Return which of some devices a scope is about."""
    if EVERYWHERE in own:
        return frozenset({scope})
    return own if scope == EVERYWHERE else own & {scope}


def equivalent_versions(o: Graph, conclusion: str, comparator: str) -> set[Entry]:
    """Return the versions that a conclusion on a comparator is about: those of the devices that it names."""
    return set(_versions(o, comparator, frozenset(o.scopes(conclusion))))


def equivalent_profiles(o: Graph, conclusion: str, comparator: str) -> set[Entry]:
    """Return the profiles by which the devices are judged that a conclusion on a comparator is about."""
    own = frozenset(o.scopes(conclusion))
    asked = {scope for whole in o.scopes(comparator) for scope in _narrowed(whole, own)}
    return {
        (profile, "class", "")
        for profile in o.of_type("RegulatoryProfile")
        if asked and (EVERYWHERE in asked or o.scopes(profile) & (asked | {EVERYWHERE}))
    }


def _sold(o: Graph, version: str) -> bool:
    """Whether a version is on the market, or will be from its day of release on."""
    status = o.value(version, "status")
    return status == "on_market" or (status is None and bool(o.value(version, "released_at")))


def _standing(o: Graph, version: str, asked: str) -> Iterator[Entry]:
    """Return as what a version counts among those of a device."""
    successors = filter(o.live, o.holders(version, "DeviceVersion", "succeeds"))
    succeeded = any(o.value(successor, "status") != "discontinued" for successor in successors)
    if _sold(o, version):
        yield version, "device_version", ""
    elif o.value(version, "status") != "discontinued" and not succeeded:
        own = o.scopes(version)
        for through in own if asked == EVERYWHERE else own & {asked, EVERYWHERE}:
            beside = any(_sold(o, v) and o.scopes(v) & {asked, through} for v in o.of_type("DeviceVersion"))
            yield version, "coming_version" if beside else "device_version", ""


def _claim_supported(o: Graph, claim: str, _kind: str) -> Iterator[Entry]:
    yield claim, "claim", ""
    yield from ((q, "pillar", "") for q in o.about(claim, *PILLARS))
    yield from ((m, "stated_in", "") for m in o.out(claim, "stated_in") if o.live(m))
    yield from left_to_claim(o, claim)
    if not o.about(claim, *PILLARS):
        yield from ((e, "element", "") for e in o.out(claim, "covers") if o.live(e))
        yield from criteria(o, claim)
        yield from _versions(o, claim)
        yield from _categories(o, claim)


def _equivalence(o: Graph, device: str, _kind: str) -> Iterator[Entry]:
    yield device, "comparator", ""
    for row in filter(o.live, o.holders(device, "CharacteristicComparison", "compares")):
        yield row, "comparison", ""
        yield from o.uses_on(row)
        yield from ((e, "compared_element", "") for e in o.out(row, "compares_element") if o.live(e))
    yield from ((e, "element", "") for e in o.near(device, "IntendedUseElement"))


def _found_something(o: Graph, search: str) -> bool:
    """Whether a search was executed, as anything said of that tells, and may have found something."""
    told = [o.value(search, name) for name in ("executed_at", "hits", "screened", "included")]
    return any(entry is not None for entry in told) and told[-1] != 0


def _sota(o: Graph, topic: str, _kind: str) -> Iterator[Entry]:
    yield topic, "state_of_the_art", ""
    for search in o.near(topic, "LiteratureSearch"):
        linked = search in o.out(topic, "derived_from")
        if o.value(search, "purpose") == "sota" and _found_something(o, search) and not linked:
            yield search, "search", ""
    yield from ((s, "source", "") for s in o.out(topic, "derived_from") if o.live(s))
    yield from o.uses_on(topic)


TOLD = ("information_for_safety", "training", "transferred_to_deployer")
"""Controls that work by what people are told."""


def _control(o: Graph, control: str, _kind: str) -> Iterator[Entry]:
    yield control, "control", ""
    by = [*o.out(control, "implemented_by"), *o.holders(control, "DesignItem", "implements")]
    yield from ((i, "implementation", "") for i in by if o.live(i))
    yield from o.uses_on(control)
    for item in by:
        if o.live(item) and o.items[item].type == "DesignItem":
            yield from o.uses_on(item)
    conditions = [e for e in o.out(control, "depends_on") if o.live(e)]
    yield from ((e, "depended_on", "") for e in conditions)
    kinds = {o.value(e, "kind") for e in conditions}
    for element in o.near(control, "IntendedUseElement"):
        if o.value(element, "kind") in kinds:
            yield element, "element", ""
        elif o.value(element, "kind") == "intended_user" and o.value(control, "control_type") in TOLD:
            yield element, "user", ""
    yield from _versions(o, control)


def _risk(o: Graph, risk: str, _kind: str) -> Iterator[Entry]:
    yield risk, "risk", ""
    yield from o.uses_on(risk)
    judges = [c for c in o.out(risk, "criteria") if o.live(c)]
    for bearer in (risk, *judges):
        yield from ((c, "criterion", "") for c in o.out(bearer, "criterion_from") if o.live(c))
    yield from ((c, "criteria", "") for c in o.out(risk, "criteria") if o.live(c))
    harms = o.out_type(risk, "estimates", "Harm")
    situations = o.out_type(risk, "estimates", "HazardousSituation")
    yield from ((h, "harm", "") for h in harms if o.live(h))
    for other in o.of_type("Risk"):
        ends = set(o.out(other, "estimates"))
        if other != risk and ends & set(harms) and ends & set(situations):
            yield other, "estimate", ""
    for situation in filter(o.live, situations):
        yield situation, "situation", ""
        yield from o.uses_on(situation)
        for scenario in filter(o.live, o.out(situation, "triggered_in")):
            yield scenario, "use_scenario", ""
            yield from o.uses_on(scenario)
        for hazard in filter(o.live, o.out(situation, "arises_from")):
            yield hazard, "hazard", ""
            yield from o.uses_on(hazard)
        for control in filter(o.live, o.holders(situation, "RiskControl", "controls")):
            yield control, "control", ""
            concluded = o.about(control, "control_effective")
            yield from ((q, "control_conclusion", "") for q in concluded)
            yield from () if concluded else o.uses_on(control)
            yield from ((i, "introduced", "") for i in o.out(control, "introduces") if o.live(i))


def _overall_risk(o: Graph, device: str, _kind: str) -> Iterator[Entry]:
    yield device, "characteristics", ""
    yield from ((e, "element", "") for e in o.of(device, "IntendedUseElement"))
    for kind, role in (("Hazard", "hazard"), ("HazardousSituation", "situation"), ("Benefit", "benefit")):
        yield from ((item, role, "") for item in o.of(device, kind))
    for search in o.of(device, "LiteratureSearch"):
        if o.value(search, "purpose") in ("risk", "pms") and _found_something(o, search):
            yield search, "search", ""
    for risk in o.of(device, "Risk"):
        yield from ((q, "risk_conclusion", "") for q in o.about(risk, "risk_acceptable"))
        yield from ((c, "criteria", "") for c in o.out(risk, "criteria") if o.live(c))
        if not judged(o, risk, device):
            yield from unjudged_risk(o, risk)


def _side_effects(o: Graph, subject: str, _kind: str) -> Iterator[Entry]:
    effects = [subject] if o.items[subject].type == "SideEffect" else o.of(subject, "SideEffect")
    if o.items[subject].type == "Device":
        yield subject, "subject", ""
    for effect in effects:
        yield effect, "side_effect", ""
        yield from o.uses_on(effect)
        yield from ((c, "criterion", "") for c in o.out(effect, "criterion_from") if o.live(c))


def _benefit_risk(o: Graph, element: str, _kind: str) -> Iterator[Entry]:
    yield from ((e, "element", "") for e in o.near(element, "IntendedUseElement"))
    for benefit in filter(o.live, o.holders(element, "Benefit", "covers")):
        yield benefit, "benefit", ""
        yield from o.uses_on(benefit)
    yield from side_effects(o, o.scopes(element))
    for claim in o.holders(element, "Claim", "covers"):
        yield from ((q, "claim_conclusion", "") for q in o.about(claim, "claim_supported"))
        alone = list(not_yet_supported(o, claim, "claim_conclusion"))
        yield from alone
        if alone:
            yield from left_to_claim(o, claim)
    overall = o.about_near(element, "Device", "overall_residual_risk")
    yield from ((q, "overall_risk_conclusion", "") for q in overall)
    for scope in o.scopes(element):
        yield from hazards(o, scope)
    for kind in ("Device", "SideEffect"):
        accepted = o.about_near(element, kind, "side_effects_acceptable")
        yield from ((q, "side_effect_conclusion", "") for q in accepted)
    yield from ((c, "criterion", "") for c in o.near(element, "StateOfTheArt"))


def _requirement_met(o: Graph, record: str, _kind: str) -> Iterator[Entry]:
    yield record, "record", ""
    yield from ((r, "requirement", "") for r in o.out(record, "satisfies") if o.live(r))
    yield from ((s, "standard", "") for s in o.out(record, "applies_standard") if o.live(s))
    yield from o.uses_on(record)
    topics = set().union(*(o.topics(r) for r in o.out(record, "satisfies")), set())
    feeding: list[str] = []
    if "safety" in topics:
        for kind, conclusion in (
            ("IntendedUseElement", "benefit_risk"),
            ("Device", "overall_residual_risk"),
            ("InformationMaterial", "information_consistent"),
        ):
            feeding += o.about_near(record, kind, conclusion)
        for scope in o.scopes(record):
            yield from () if weighed(o, scope) else hazards(o, scope)
    if "performance" in topics:
        for scope in o.scopes(record):
            yield from claim_data(o, scope)
        feeding += o.about_near(record, "Claim", "claim_supported")
        for claim in o.near(record, "Claim"):
            yield claim, "claim_listed", ""
            yield from not_yet_supported(o, claim, "feeding_conclusion")
    if "side_effects" in topics:
        for kind in ("Device", "SideEffect"):
            feeding += o.about_near(record, kind, "side_effects_acceptable")
        yield from side_effects(o, o.scopes(record))
    yield from ((d, "device", "") for d in o.near(record, "Device"))
    yield from ((q, "feeding_conclusion", "") for q in feeding)


def _not_applicable(o: Graph, record: str, _kind: str) -> Iterator[Entry]:
    yield record, "record", ""
    yield from ((r, "requirement", "") for r in o.out(record, "satisfies") if o.live(r))
    described = {*filter(o.live, o.out(record, "devices")), *o.near(record, "Device")}
    yield from ((d, "device", "") for d in described)
    yield from ((e, "described_by", "") for e in o.near(record, "IntendedUseElement"))
    yield from o.uses_on(record)


def _information(o: Graph, material: str, _kind: str) -> Iterator[Entry]:
    yield material, "material", ""
    for kind, role in (
        ("IntendedPurpose", "intended_purpose"),
        ("IntendedUseElement", "element"),
        ("Claim", "claim"),
        ("Hazard", "hazard"),
        ("HazardousSituation", "situation"),
        ("SideEffect", "side_effect"),
    ):
        yield from ((item, role, "") for item in o.near(material, kind))
    yield from ((c, "claim", "") for c in o.holders(material, "Claim", "stated_in") if o.live(c))
    residual = [r for r in o.near(material, "Risk") if o.value(r, "stage") == "residual"]
    yield from ((r, "residual_risk", "") for r in residual)
    for control in o.near(material, "RiskControl"):
        if o.value(control, "control_type") in TOLD:
            yield control, "information_control", ""
    for control in filter(o.live, o.holders(material, "RiskControl", "implemented_by")):
        yield control, "information_control", ""


def _not_appropriate(o: Graph, subject: str, _kind: str) -> Iterator[Entry]:
    yield subject, "subject", ""
    yield from ((p, "class", "") for p in o.near(subject, "RegulatoryProfile"))
    yield from ((d, "characteristics", "") for d in o.near(subject, "Device"))  # MEDDEV 10.3: device and body
    for kind in ("Risk", "Device"):
        found = o.about_near(subject, kind, "risk_acceptable", "overall_residual_risk")
        yield from ((q, "risk_conclusion", "") for q in found)
    yield from ((c, "claim", "") for c in o.near(subject, "Claim"))
    for element in o.near(subject, "IntendedUseElement"):
        if o.value(element, "kind") in ("body_site_contact", "duration_repeat", "output_function"):
            yield element, "element", ""
    for evidence in o.near(subject, "Evidence"):
        if o.value(evidence, "kind") == "justification":
            yield evidence, "justification", ""


def _follow_up(o: Graph, device: str, _kind: str) -> Iterator[Entry]:
    yield device, "device", ""
    yield from ((p, "class", "") for p in o.of(device, "RegulatoryProfile"))
    for kind, role in (
        ("ResidualUncertainty", "uncertainty"),
        ("PmsPlan", "plan"),
        ("PmcfActivity", "activity"),
        ("SafetySignal", "signal"),
    ):
        for item in o.of(device, kind):
            if kind != "SafetySignal" or o.value(item, "assessment_status") == "assessed_impact":
                against = o.items[item].type == "PmcfActivity" and o.value(item, "outcome") == "contradicts"
                yield item, "contradicting_follow_up" if against else role, ""
            if kind == "ResidualUncertainty":
                yield from o.uses_on(item)


def _evaluation(o: Graph, evaluation: str, _kind: str) -> Iterator[Entry]:
    yield evaluation, "evaluation", ""
    for kind, role in (
        ("IntendedPurpose", "intended_purpose"),
        ("IntendedUseElement", "element"),
        ("Variant", "variant"),
        ("RegulatoryProfile", "profile"),
    ):
        yield from ((item, role, "") for item in o.near(evaluation, kind))
    for kind, conclusion in (
        ("IntendedUseElement", "benefit_risk"),
        ("InformationMaterial", "information_consistent"),
        ("Device", "pmcf_need"),
        ("StateOfTheArt", "sota_established"),
    ):
        found = o.about_near(evaluation, kind, conclusion)
        yield from ((q, "feeding_conclusion", "") for q in found)
    for record in o.near(evaluation, "ComplianceRecord"):
        yield from ((q, "requirement_conclusion", "") for q in evaluated(o, record))
    for scope in o.scopes(evaluation):
        if not any(evaluated(o, record) for record in o.within(scope, "ComplianceRecord")):
            yield from ((q, "feeding_conclusion", "") for q in concluded(o, scope))
            yield from ((c, "evaluated_claim", "") for c in o.within(scope, "Claim"))
        if not met(o, scope, "performance"):
            yield from claim_data(o, scope)
        if not met(o, scope, "safety") and not weighed(o, scope):
            yield from hazards(o, scope)
        if not met(o, scope, "side_effects") and not weighed(o, scope):
            yield from side_effects(o, {scope})


def _significance(o: Graph, change: str, _kind: str) -> Iterator[Entry]:
    yield change, "change", ""
    yield from ((i, "affected", "") for i in o.out(change, "affects") if o.live(i))
    yield from ((p, "profile", "") for p in o.near(change, "RegulatoryProfile"))


BASIS: dict[str, Callable[[Graph, str, str], Iterable[Entry]]] = {
    "pillar_vca": _pillar,
    "pillar_av": _pillar,
    "pillar_cv": _pillar,
    "claim_supported": _claim_supported,
    "equivalence": _equivalence,
    "sota_established": _sota,
    "control_effective": _control,
    "risk_acceptable": _risk,
    "overall_residual_risk": _overall_risk,
    "side_effects_acceptable": _side_effects,
    "benefit_risk": _benefit_risk,
    "requirement_met": _requirement_met,
    "requirement_not_applicable": _not_applicable,
    "information_consistent": _information,
    "clinical_data_not_appropriate": _not_appropriate,
    "pmcf_need": _follow_up,
    "cer_overall": _evaluation,
    "change_significance": _significance,
}


BEHIND = {"Evidence": ("draws_on", "drawn_on"), "DesignItem": ("fulfils", "need")}
"""Of a type: by which field others stand behind it, and as what they belong to a basis."""


FIRST_STEPS = ("equivalence", "sota_established")
"""Kinds that take no equivalence behind the data of another device."""


def behind(o: Graph, found: set[Entry], kind: str) -> set[Entry]:
    """Return what stands behind the evidence and the design of a basis, however many steps away.

    Behind data of another device stands its equivalence.
    """
    used = {use for use, role, _ in found if role == "use" and kind not in FIRST_STEPS}
    more = {
        e for use in used for data in filter(o.live, o.out(use, "uses")) for e in equivalent(o, use, data)
    }
    wave = [(item, via) for item, role, via in found if role != "affected"]
    while wave:
        item, via = wave.pop()
        name, role = BEHIND.get(o.items[item].type, ("", ""))
        for other in filter(o.live, o.out(item, name) if name else ()):
            if (other, role, via) not in more:
                more.add((other, role, via))
                wave.append((other, via))
    return more
