"""No evidence, release or comparator is so placed that what was concluded on it stays current unnoticed."""

from api_tests.small_file import (
    APPRAISAL,
    ARGUMENT,
    CLAIM,
    DEVICE,
    ELEMENT,
    EVIDENCE,
    differences,
    ok,
    put,
    reasons,
    row,
    signed,
    signed_now,
)

REDO, CONFIRM = "must_redo", "must_confirm"
DEVICES = {"devices": "DEV-1"}
BENEFIT = row("Benefit", "BEN-1", endpoint="Deaths", covers="IUE-1", **DEVICES)
CHAIN = [
    row("Hazard", "HAZ-1", **DEVICES),
    row("Harm", "HRM-1", **DEVICES),
    row("UseScenario", "SCN-1", task="Read the lamp", **DEVICES),
    row(
        "HazardousSituation", "HSI-1", arises_from="HAZ-1", leads_to="HRM-1", triggered_in="SCN-1", **DEVICES
    ),
    row("Risk", "RSK-1", stage="residual", level=1, estimates=["HSI-1", "HRM-1"], **DEVICES),
]  # fmt: skip
CONTROLS = [
    row("DesignItem", "DI-1", kind="software_requirement", text="Locks itself", **DEVICES),
    row("DesignItem", "DI-2", kind="software_unit", implements="RCT-2", **DEVICES),
    row("RiskControl", "RCT-1", control_type="protective_measure", implemented_by="DI-1", **DEVICES),
    row("RiskControl", "RCT-2", control_type="protective_measure", **DEVICES),
]
QUESTION = row("ResidualUncertainty", "UNC-1", question="After ten years?", **DEVICES)
USED_FOR = ["BEN-1", "SCN-1", "DI-1", "DI-2", "UNC-1"]
USES = [
    row("EvidenceUse", f"EVU-{target}", uses="EVD-1", bears_on=target, role="pivotal") for target in USED_FOR
]
CONCLUDED = {
    "EVU-BEN-1": signed("CON-BEN", "benefit_risk", "IUE-1", "favourable"),
    "EVU-SCN-1": signed("CON-RSK", "risk_acceptable", "RSK-1", "acceptable"),
    "EVU-DI-1": signed("CON-RC1", "control_effective", "RCT-1", "implemented_only"),
    "EVU-DI-2": signed("CON-RC2", "control_effective", "RCT-2", "implemented_only"),
    "EVU-UNC-1": signed("CON-PMC", "pmcf_need", "DEV-1", "pmcf_not_needed"),
}
"""A use of the one study, and the conclusion that its target leads to."""
COMPARATOR = row("ComparatorDevice", "CMP-1", name="The other lamp", ifu_version="1")
COMPARISON = row("CharacteristicComparison", "CCR-1", dimension="technical", compares="CMP-1")


def test_evidence_reaches_what_is_concluded_on_each_of_its_targets(workspace):
    """Data that are withdrawn unsettle every conclusion that they were used for, by whatever they bear on."""
    workspace.load([DEVICE, ELEMENT, BENEFIT, *CHAIN, *CONTROLS, QUESTION, EVIDENCE, APPRAISAL, *USES])
    workspace.load(list(CONCLUDED.values()))
    assert set(workspace.statuses().values()) == {"current"}
    keys = [entry["key"] for entry in CONCLUDED.values()]
    workspace.withdraw("EVD-1", "error")
    for key in keys:
        assert reasons(workspace.client, key)["BASIS_WITHDRAWN", "EVD-1"] == REDO, key
    workspace.reinstate("EVD-1")
    assert set(workspace.statuses().values()) == {"current"}
    for use, entry in CONCLUDED.items():
        ok(put(workspace.client, use, {"direction": "contradicts"}, approve=True))
        assert reasons(workspace.client, entry["key"]) == {("BASIS_REVISED", use): REDO}
        workspace.withdraw(use)
        assert reasons(workspace.client, entry["key"]) == {("BASIS_ITEM_REMOVED", use): REDO}
    assert differences(workspace.address) == []


def test_a_release_reaches_what_names_no_device(workspace):
    """A claim or control of every device is validated on each version of each (event 26)."""
    first = {"model_version": "net 1", "status": "on_market"}
    claims = {"CLM-1": {}, "CLM-2": {"devices": ["VAR-1"]}, "CLM-3": {"devices": ["DV-1"]}}
    workspace.load([
        DEVICE,
        row("DeviceVersion", "DV-1", **DEVICES, **first),
        row("Variant", "VAR-1", model="small", **DEVICES),
        *(row("Claim", key, statement="It lights", **fields) for key, fields in claims.items()),
        row("RiskControl", "RCT-1", control_type="protective_measure"),
        *(signed(f"CON-{key}", "pillar_cv", key, "supported") for key in claims),
        signed("CON-RCT-1", "control_effective", "RCT-1", "implemented_only"),
    ])  # fmt: skip
    assert set(workspace.statuses().values()) == {"current"}
    workspace.load([
        row("DeviceVersion", "DV-2", succeeds="DV-1", model_version="net 2", status="on_market", **DEVICES)
    ])  # fmt: skip
    moved = {("DEVICE_VERSION_CHANGED", "DV-2"): REDO}
    for key in ("CON-CLM-1", "CON-CLM-2", "CON-RCT-1"):
        assert reasons(workspace.client, key) == moved, key
    # What names another version was not concluded for this one.
    assert reasons(workspace.client, "CON-CLM-3") == {("DEVICE_VERSION_CHANGED", "DV-2"): CONFIRM}
    ok(put(workspace.client, "DV-2", {"status": "discontinued"}, approve=True))
    workspace.withdraw("DV-2")
    assert set(workspace.statuses().values()) == {"current"}
    workspace.load([row("DeviceVersion", "DV-3", model_version="net 3", status="on_market")])
    for key in ("CON-CLM-1", "CON-CLM-2", "CON-RCT-1"):
        assert reasons(workspace.client, key) == {("DEVICE_VERSION_CHANGED", "DV-3"): REDO}, key
    assert differences(workspace.address) == []


def test_a_comparator_reaches_the_pillars_on_its_data(workspace):
    """By the conclusion on equivalence, and by itself while there is none (event 25)."""
    data = {"kind": "equivalent_device_data", "n": 40, "generated_with": "CMP-1"}
    workspace.load([
        DEVICE, ELEMENT, CLAIM, COMPARATOR, COMPARISON,
        row("Evidence", "EVD-2", **data),
        row("Appraisal", "APP-2", appraises="EVD-2", validity_performance="valid"),
        row("EvidenceUse", "EVU-2", uses="EVD-2", bears_on="CLM-1", pillar="cv", role="pivotal"),
        signed("CON-1", "pillar_cv", "CLM-1", "supported"),
    ])  # fmt: skip
    ok(put(workspace.client, "CMP-1", {"ifu_version": "2"}, approve=True))
    assert reasons(workspace.client, "CON-1") == {("EQUIVALENCE_CHANGED", "CMP-1"): REDO}
    ok(put(workspace.client, "CMP-1", {"ifu_version": "1"}, approve=True))
    ok(put(workspace.client, "CCR-1", {"difference": "Another lens"}, approve=True))
    assert reasons(workspace.client, "CON-1") == {("EQUIVALENCE_CHANGED", "CCR-1"): REDO}
    ok(put(workspace.client, "CCR-1", {"difference": None}, approve=True))
    workspace.load([signed("CON-2", "equivalence", "CMP-1", "demonstrated")])
    entered = {("BASIS_ITEM_ADDED", "CON-2"): CONFIRM}
    left = {("EQUIVALENCE_CHANGED", key): CONFIRM for key in ("CMP-1", "CCR-1")}
    assert reasons(workspace.client, "CON-1") == entered | left
    again = signed("CON-1", "pillar_cv", "CLM-1", "supported", title="With the equivalence")
    workspace.load([signed_now(again)])
    assert reasons(workspace.client, "CON-1") == {}
    ok(put(workspace.client, "CMP-1", {"ifu_version": "3"}, approve=True))
    assert workspace.statuses() == {"CON-1": "suspect", "CON-2": "stale"}
    assert differences(workspace.address) == []


SIGNALLED = {
    "CMP-1": {"CON-EQV"},
    "BEN-1": {"CON-BEN"},
    "IUE-1": {"CON-BEN"},
    "HSI-1": {"CON-RSK"},
    "HRM-1": {"CON-RSK"},
    "SCN-1": {"CON-RSK"},
    "RCT-3": {"CON-RSK", "CON-RC3"},
    "IFU-1": {"CON-IFU"},
    "SOTA-1": {"CON-SOTA"},
    "UNC-1": {"CON-PMC"},
    "CPR-1": {"CON-REQ"},
    "CPR-2": {"CON-NOT"},
    "": {"CON-ORR"},
}
"""What a signal can be raised on, beside what the event table names, and what is concluded there."""


def test_a_signal_reaches_what_is_concluded_on_what_it_is_raised_on(workspace):
    """Suspect while nobody assessed it, to be done anew where it has an impact, else nothing (30, 31)."""
    workspace.load([
        DEVICE, ELEMENT, BENEFIT, *CHAIN, QUESTION, COMPARATOR, COMPARISON,
        row("RiskControl", "RCT-3", control_type="protective_measure", controls="HSI-1", **DEVICES),
        row("InformationMaterial", "IFU-1", kind="ifu", **DEVICES),
        row("StateOfTheArt", "SOTA-1", topic="Lamps", **DEVICES),
        signed("CON-BEN", "benefit_risk", "IUE-1", "favourable"),
        signed("CON-RSK", "risk_acceptable", "RSK-1", "acceptable"),
        signed("CON-RC3", "control_effective", "RCT-3", "implemented_only"),
        signed("CON-PMC", "pmcf_need", "DEV-1", "pmcf_not_needed"),
        signed("CON-ORR", "overall_residual_risk", "DEV-1", "acceptable"),
        signed("CON-IFU", "information_consistent", "IFU-1", "consistent"),
        signed("CON-SOTA", "sota_established", "SOTA-1", "established"),
        row("Requirement", "REQ-1", catalogue="own", requirement_id="1"),
        row("ComplianceRecord", "CPR-1", satisfies="REQ-1", applicable="applicable", **DEVICES),
        row("ComplianceRecord", "CPR-2", satisfies="REQ-1", applicable="not_applicable", **DEVICES),
        signed("CON-EQV", "equivalence", "CMP-1", "demonstrated"),
        signed("CON-REQ", "requirement_met", "CPR-1", "met"),
        signed("CON-NOT", "requirement_not_applicable", "CPR-2", "confirmed"),
    ])  # fmt: skip
    before = workspace.statuses()
    assert set(before.values()) == {"current"}
    told = row("SafetySignal", "SIG-1", kind="incident", **DEVICES)
    for target, reached in SIGNALLED.items():
        signal = {**told, "raises": [target] if target else []}
        workspace.load([signal])
        for key in reached:
            assert reasons(workspace.client, key).get(("SIGNAL_RAISED", "SIG-1")) == CONFIRM, (target, key)
            assert workspace.statuses()[key] == "suspect"
        workspace.load([{**signal, "assessment_status": "assessed_impact"}])
        for key in reached:
            assert reasons(workspace.client, key)["SIGNAL_RAISED", "SIG-1"] == REDO, (target, key)
            assert workspace.statuses()[key] == "stale"
        workspace.load([{**signal, "assessment_status": "assessed_no_impact"}])
        assert workspace.statuses() == before, target
    workspace.load([{**told, "raises": ["SCN-1"]}])
    workspace.withdraw("SCN-1")
    assert reasons(workspace.client, "CON-ORR")["SIGNAL_RAISED", "SIG-1"] == CONFIRM
    assert differences(workspace.address) == []


def test_a_signal_on_a_comparator_reaches_the_pillars_on_its_data(workspace):
    """By itself while nobody concluded on equivalence, else by that conclusion (events 25, 30, 31)."""
    workspace.load([
        DEVICE, ELEMENT, CLAIM, COMPARATOR, COMPARISON,
        row("Evidence", "EVD-2", kind="equivalent_device_data", n=40, generated_with="CMP-1"),
        row("Appraisal", "APP-2", appraises="EVD-2", validity_performance="valid"),
        row("EvidenceUse", "EVU-2", uses="EVD-2", bears_on="CLM-1", pillar="cv", role="pivotal"),
        signed("CON-1", "pillar_cv", "CLM-1", "supported"),
        signed("CON-2", "pillar_av", "CLM-1", "supported"),
    ])  # fmt: skip
    recall = row("SafetySignal", "SIG-1", kind="fsca", raises="CMP-1", **DEVICES)
    workspace.load([recall])
    assert workspace.statuses() == {"CON-1": "suspect", "CON-2": "current"}
    workspace.load([{**recall, "assessment_status": "assessed_impact"}])
    assert reasons(workspace.client, "CON-1") == {("SIGNAL_RAISED", "SIG-1"): REDO}
    workspace.load([{**recall, "assessment_status": "assessed_no_impact"}])
    assert set(workspace.statuses().values()) == {"current"}
    workspace.load([signed("CON-3", "equivalence", "CMP-1", "demonstrated")])
    workspace.load([signed_now(signed("CON-1", "pillar_cv", "CLM-1", "supported", title="Compared"))])
    workspace.load([recall])
    assert workspace.statuses() == {"CON-1": "suspect", "CON-2": "current", "CON-3": "suspect"}
    assert reasons(workspace.client, "CON-1") == {("UPSTREAM_STALE", "CON-3"): None}
    assert differences(workspace.address) == []


def test_a_contradiction_that_names_no_pillar_reaches_all_of_them(workspace):
    """Which pillar it speaks against is not known, so that each is looked at anew (event 7)."""
    workspace.load([*ARGUMENT, signed("CON-3", "pillar_av", "CLM-1", "supported")])
    against = {"direction": "contradicts", "contradiction_resolution": "Another population"}
    workspace.load([row("EvidenceUse", "EVU-9", uses="EVD-1", bears_on="CLM-1", **against)])
    for key in ("CON-1", "CON-3"):
        assert reasons(workspace.client, key) == {("CONTRADICTION_ADDED", "EVU-9"): REDO}
    assert [gap["subject"] for gap in workspace.gaps(rule="EVD-10")["items"]] == ["EVU-9"]
    workspace.load([
        signed_now(signed("CON-1", "pillar_cv", "CLM-1", "supported", title="Weighed")),
        signed_now(signed("CON-3", "pillar_av", "CLM-1", "supported", title="Weighed")),
    ])  # fmt: skip
    assert workspace.gaps(rule="EVD-10")["items"] == []
    ok(put(workspace.client, "EVU-9", {"direction": "supports"}, approve=True))
    assert reasons(workspace.client, "CON-3")["BASIS_ITEM_REMOVED", "EVU-9"] == REDO
    assert differences(workspace.address) == []


def test_what_a_conclusion_names_itself_counts_from_the_day_it_is_in_force(workspace):
    """An item named in also_rests_on or cites_gaps that was a draft at signing has to be looked at later."""
    gap = row("JustifiedGap", "JGP-1", rationale="No data", approve=False)
    workspace.load([*ARGUMENT[:6], row("Hazard", "HAZ-1", approve=False), gap])
    named = {"also_rests_on": ["HAZ-1"], "cites_gaps": ["JGP-1"]}
    workspace.load([signed("CON-1", "pillar_cv", "CLM-1", "supported", **named)])
    assert reasons(workspace.client, "CON-1") == {}
    ok(workspace.client.post("/v1/items/HAZ-1/approve", json={}))
    assert reasons(workspace.client, "CON-1") == {("HAZARD_ADDED", "HAZ-1"): REDO}
    ok(workspace.client.post("/v1/items/JGP-1/approve", json={}))
    assert reasons(workspace.client, "CON-1")["BASIS_ITEM_ADDED", "JGP-1"] == CONFIRM
    assert differences(workspace.address) == []


def test_what_carried_an_argument_weighs_when_it_is_linked_no_more(workspace):
    """A benefit, an implementation or the only appraisal is lost also where it goes elsewhere."""
    other = row("Evidence", "EVD-2", kind="pmcf_study", n=5, **DEVICES)
    workspace.load([DEVICE, ELEMENT, BENEFIT, *CHAIN, *CONTROLS, QUESTION, EVIDENCE, APPRAISAL, *USES, other])
    workspace.load(list(CONCLUDED.values()))
    put(workspace.client, "BEN-1", {"covers": None}, approve=True)
    assert reasons(workspace.client, "CON-BEN")["BASIS_ITEM_REMOVED", "BEN-1"] == REDO
    put(workspace.client, "DI-2", {"implements": None}, approve=True)
    assert reasons(workspace.client, "CON-RC2")["BASIS_ITEM_REMOVED", "DI-2"] == REDO
    put(workspace.client, "APP-1", {"appraises": ["EVD-2"]}, approve=True)
    for key in ("CON-RSK", "CON-RC1", "CON-PMC"):
        assert reasons(workspace.client, key)["BASIS_ITEM_REMOVED", "APP-1"] == REDO, key


def test_every_write_of_an_item_says_whom_it_unsettled(workspace):
    """A client need not read the work list to learn what its revision, or its withdrawal, made stale."""
    workspace.load(ARGUMENT)
    assert ok(put(workspace.client, "EVD-1", {"n": 89}))["effects"] == []  # a draft
    revised = {entry["item"]: entry for entry in workspace.revise("EVD-1", {"n": 90})["effects"]}
    assert (revised["CON-1"]["from"], revised["CON-1"]["to"]) == ("current", "stale")
    gone = {entry["item"]: entry for entry in workspace.withdraw("EVD-1", "retracted")["effects"]}
    assert (gone["CON-1"]["from"], gone["CON-1"]["to"]) == ("stale", "stale")  # for another reason now
