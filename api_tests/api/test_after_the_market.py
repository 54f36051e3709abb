"""What is learned after the market reaches whatever rests on it, and always somebody (events 30 to 32)."""

import pytest

from api_tests.small_file import DEVICE, differences, ok, put, reasons, row, signed
from graph.vocabulary import RELATIONS

REDO, CONFIRM = "must_redo", "must_confirm"
DEVICES = {"devices": "DEV-1"}
ITEMS = {
    "Hazard": {},
    "HazardousSituation": {},
    "Harm": {},
    "Risk": {"stage": "residual"},
    "RiskControl": {"control_type": "protective_measure"},
    "UseScenario": {"task": "Read the lamp"},
    "Claim": {"statement": "It lights"},
    "Benefit": {"endpoint": "Deaths"},
    "IntendedUseElement": {"kind": "indication", "value": "Jaundice"},
    "SideEffect": {"nature": "Warm skin"},
    "InformationMaterial": {"kind": "ifu"},
    "ComparatorDevice": {"name": "The other lamp"},
    "StateOfTheArt": {"topic": "Lamps"},
    "ResidualUncertainty": {"question": "After ten years?"},
    "ComplianceRecord": {"satisfies": "REQ-1"},
}
"""An item of each type that a signal may be raised on, with nothing beside it."""
OVERALL = signed("CON-ORR", "overall_residual_risk", "DEV-1", "acceptable")


def told(workspace, item):
    """Return what each conclusion is asked for because of one item, those alone that are asked."""
    found = {
        key: {demand for (_, named), demand in reasons(workspace.client, key).items() if named == item}
        for key in workspace.statuses()
    }
    return {key: demands.pop() for key, demands in found.items() if demands}


def test_whatever_a_signal_is_raised_on_somebody_hears_it(workspace):
    """On every type that it may be raised on: what nothing picks up reaches the overall residual risk."""
    assert set(ITEMS) == set(RELATIONS["RAISES"].targets)
    alone = [row(kind, f"ON-{kind}", **DEVICES, **fields) for kind, fields in ITEMS.items()]
    workspace.load([DEVICE, row("Requirement", "REQ-1", requirement_id="9"), *alone, OVERALL])
    incident = row("SafetySignal", "SIG-1", kind="incident", **DEVICES)
    for kind in ITEMS:
        workspace.load([{**incident, "raises": [f"ON-{kind}"], "assessment_status": "new"}])
        assert workspace.statuses() == {"CON-ORR": "suspect"}, kind
        workspace.load([{**incident, "raises": [f"ON-{kind}"], "assessment_status": "assessed_impact"}])
        assert told(workspace, "SIG-1") == {"CON-ORR": REDO}, kind
        workspace.load([{**incident, "raises": [f"ON-{kind}"], "assessment_status": "assessed_no_impact"}])
        assert workspace.statuses() == {"CON-ORR": "current"}, kind
    assert differences(workspace.address) == []


@pytest.fixture
def file(workspace):
    """A file in which every item that news can be on is concluded on, and rests with others."""
    workspace.load([
        DEVICE,
        row("IntendedUseElement", "IUE-1", kind="indication", value="Jaundice", **DEVICES),
        row("StateOfTheArt", "SOTA-1", topic="Lamps", **DEVICES),
        row("InformationMaterial", "IFU-1", kind="ifu", **DEVICES),
        row("Claim", "CLM-1", statement="It lights", covers="IUE-1", criterion_from="SOTA-1", **DEVICES),
        row("Hazard", "HAZ-1", **DEVICES),
        row("Harm", "HRM-1", **DEVICES),
        row("UseScenario", "SCN-1", task="Read the lamp", **DEVICES),
        row("HazardousSituation", "HSI-1", arises_from="HAZ-1", triggered_in="SCN-1", **DEVICES),
        row("Risk", "RSK-1", stage="residual", level=1, estimates=["HSI-1", "HRM-1"], **DEVICES),
        row("RiskControl", "RCT-1", control_type="information_for_safety", controls="HSI-1",
            implemented_by="IFU-1", **DEVICES),
        row("SideEffect", "SE-1", nature="Warm skin", **DEVICES),
        row("ResidualUncertainty", "UNC-1", question="After ten years?", **DEVICES),
        row("Requirement", "REQ-1", catalogue="own", requirement_id="9"),
        row("ComplianceRecord", "CPR-1", satisfies="REQ-1", applicable="not_applicable", **DEVICES),
        signed("CON-CV", "pillar_cv", "CLM-1", "supported"),
        signed("CON-CLM", "claim_supported", "CLM-1", "supported"),
        signed("CON-SOTA", "sota_established", "SOTA-1", "established"),
        signed("CON-IFU", "information_consistent", "IFU-1", "consistent"),
        signed("CON-RC", "control_effective", "RCT-1", "implemented_and_effective"),
        signed("CON-RSK", "risk_acceptable", "RSK-1", "acceptable"),
        signed("CON-SE", "side_effects_acceptable", "DEV-1", "acceptable"),
        signed("CON-BEN", "benefit_risk", "IUE-1", "favourable"),
        signed("CON-PMC", "pmcf_need", "DEV-1", "pmcf_planned"),
        signed("CON-NOT", "requirement_not_applicable", "CPR-1", "confirmed"),
        OVERALL,
    ])  # fmt: skip
    assert set(workspace.statuses().values()) == {"current"}
    return workspace


REACHED = {
    "CLM-1": {"CON-CV", "CON-CLM", "CON-IFU"},
    "SOTA-1": {"CON-SOTA", "CON-CV", "CON-BEN"},
    "IFU-1": {"CON-IFU", "CON-RC"},
    "RCT-1": {"CON-RC", "CON-RSK", "CON-IFU"},
    "HRM-1": {"CON-RSK"},
    "SCN-1": {"CON-RSK"},
    "HSI-1": {"CON-RSK", "CON-IFU", "CON-ORR"},
    "IUE-1": {"CON-CV", "CON-BEN", "CON-IFU", "CON-ORR"},
    "SE-1": {"CON-SE", "CON-IFU"},
    "UNC-1": {"CON-PMC"},
}
"""Whom news on an item reaches, beside the need of follow-up, which hears every signal of its device."""


@pytest.mark.parametrize("target", REACHED)
def test_a_signal_reaches_whatever_stands_on_what_it_is_raised_on(file, target):
    """What rests on the item, of whatever kind; who hears of it elsewhere is not told twice (event 30)."""
    signal = row("SafetySignal", "SIG-1", kind="incident", raises=target, **DEVICES)
    file.load([{**signal, "assessment_status": "assessed_impact"}])
    assert told(file, "SIG-1") == dict.fromkeys({*REACHED[target], "CON-PMC"}, REDO)
    file.load([{**signal, "assessment_status": "new"}])
    assert told(file, "SIG-1") == dict.fromkeys(REACHED[target], CONFIRM)
    assert "stale" not in file.statuses().values()
    assert differences(file.address) == []


@pytest.mark.parametrize("target", REACHED)
def test_follow_up_that_contradicts_reaches_what_it_speaks_to(file, target):
    """An activity or a report, whatever its subject is; one that supports moves nothing (event 32)."""
    activity = row("PmcfActivity", "ACT-1", addresses=target, status="completed", **DEVICES)
    file.load([{**activity, "outcome": "contradicts"}])
    assert told(file, "ACT-1") == dict.fromkeys({*REACHED[target], "CON-PMC"}, REDO)
    file.withdraw("ACT-1")
    report = row("PmsReport", "REP-1", kind="pmcf_report", addresses=target, **DEVICES)
    file.load([{**report, "outcome": "contradicts"}])
    whole = {"CON-BEN", "CON-ORR", "CON-PMC"}
    assert told(file, "REP-1") == dict.fromkeys(REACHED[target] | whole, REDO)
    file.load([{**report, "outcome": "supports"}])
    assert set(file.statuses().values()) == {"current"}
    assert differences(file.address) == []


def test_a_report_unsettles_until_its_outcome_is_stated(file):
    """Benefit and risk, overall risk and follow-up wait for it, whatever kind of report it is."""
    report = row("PmsReport", "REP-1", kind="trend", assessment="more missed cases", **DEVICES)
    file.load([report])
    assert told(file, "REP-1") == dict.fromkeys(("CON-BEN", "CON-ORR", "CON-PMC"), CONFIRM)
    assert {key for key, status in file.statuses().items() if status == "suspect"} >= {"CON-ORR", "CON-PMC"}
    tasks = {task["key"]: task for task in file.get("/work-list")["items"]}
    assert (tasks["REP-1"]["task"], tasks["REP-1"]["kind"]) == ("assess", "report")
    clears = file.get("/conclusions/CON-ORR/explanation")["clears"]
    assert "state the outcome of the report REP-1" in clears
    ok(put(file.client, "REP-1", {"outcome": "contradicts"}, approve=True))
    assert told(file, "REP-1") == dict.fromkeys(("CON-BEN", "CON-ORR", "CON-PMC"), REDO)
    ok(put(file.client, "REP-1", {"outcome": "neutral"}, approve=True))
    assert set(file.statuses().values()) == {"current"}
    file.load([{**report, "key": "REP-2", "devices": [], "outcome": "contradicts"}])
    assert told(file, "REP-2")["CON-ORR"] == REDO
    assert differences(file.address) == []


def test_a_contradiction_that_nothing_picks_up_reaches_the_overall_risk(workspace):
    """An activity on a risk that nobody concluded on, or on nothing, speaks to the device as a whole."""
    workspace.load([DEVICE, row("Risk", "RSK-1", stage="residual", **DEVICES), OVERALL])
    activity = row("PmcfActivity", "ACT-1", outcome="contradicts", **DEVICES)
    for targets in (["RSK-1"], []):
        workspace.load([{**activity, "addresses": targets}])
        assert told(workspace, "ACT-1") == {"CON-ORR": REDO}
    workspace.load([{**activity, "addresses": ["RSK-1"]}])
    workspace.load([signed("CON-RSK", "risk_acceptable", "RSK-1", "acceptable")])
    assert told(workspace, "ACT-1") == {}  # the risk was signed with it, and is concluded on
    assert differences(workspace.address) == []
