"""What a conclusion rests on that nobody concluded on yet, and what describes the device it is for."""

from __future__ import annotations

import pytest

from api_tests.small_file import differences, ok, put, reasons, row, signed

CONFIRM, REDO = "must_confirm", "must_redo"
ONE = {"devices": "DEV-1"}
DEVICE = row("Device", "DEV-1", title="Lamp", safety_characteristics=["standalone"])
INDICATION = row("IntendedUseElement", "IUE-1", kind="indication", value="Jaundice", **ONE)
NAUSEA = row("SideEffect", "SE-1", nature="Nausea", severity=1, **ONE)
BENEFIT_RISK = signed("CON-BR", "benefit_risk", "IUE-1", "favourable", **ONE)


def test_equivalence_is_for_an_intended_use(workspace):
    """A device of another intended use is compared anew, row or no row (MEDDEV 2.7/1 rev 4, A1; event 14)."""
    workspace.load([
        DEVICE, INDICATION,
        row("ComparatorDevice", "CMP-1", name="Other lamp", **ONE),
        signed("CON-EQ", "equivalence", "CMP-1", "demonstrated", **ONE),
    ])  # fmt: skip
    workspace.load([row("IntendedUseElement", "IUE-2", kind="indication", value="Sepsis", **ONE)])
    assert reasons(workspace.client, "CON-EQ") == {("INTENDED_PURPOSE_CHANGED", "IUE-2"): REDO}
    workspace.withdraw("IUE-2")
    ok(put(workspace.client, "IUE-1", {"value": "Any disease of the liver"}, approve=True))
    assert reasons(workspace.client, "CON-EQ") == {("INTENDED_PURPOSE_CHANGED", "IUE-1"): REDO}
    assert differences(workspace.address) == []


@pytest.mark.parametrize("concluded", [False, True])
def test_a_side_effect_more_unsettles_benefit_and_risk(workspace, concluded):
    """Also where each is concluded on by itself, or none is (MEDDEV 2.7/1 rev 4, A7.2e)."""
    on_one = [signed("CON-SE", "side_effects_acceptable", "SE-1", "acceptable", **ONE)]
    workspace.load([DEVICE, INDICATION, NAUSEA, *(on_one if concluded else []), BENEFIT_RISK])
    workspace.load([row("SideEffect", "SE-2", nature="Seizure", severity=5, **ONE)])
    assert reasons(workspace.client, "CON-BR") == {("BASIS_ITEM_ADDED", "SE-2"): REDO}
    assert differences(workspace.address) == []


def test_a_side_effect_speaks_for_itself_until_somebody_concludes_on_it(workspace):
    """That it grew worse reaches benefit and risk and the requirement, by a conclusion or without one."""
    workspace.load([
        DEVICE, INDICATION, NAUSEA, BENEFIT_RISK,
        row("Requirement", "ER-6", catalogue="MDD.ER", requirement_id="6"),
        row("ComplianceRecord", "CR-6", applicable="applicable", method="m", satisfies="ER-6", **ONE),
        signed("CON-ER-6", "requirement_met", "CR-6", "met", **ONE),
    ])  # fmt: skip
    ok(put(workspace.client, "SE-1", {"severity": 5}, approve=True))
    for key in ("CON-BR", "CON-ER-6"):
        assert reasons(workspace.client, key) == {("BASIS_REVISED", "SE-1"): REDO}, key
    assert differences(workspace.address) == []


def test_what_was_accepted_for_one_device_leaves_a_side_effect_open_for_another(workspace):
    """A conclusion on the side-effects of one device says nothing of those that another has too."""
    two, both = {"devices": "DEV-2"}, {"devices": ["DEV-1", "DEV-2"]}
    workspace.load([
        DEVICE, row("Device", "DEV-2", title="Other lamp"), INDICATION,
        row("SideEffect", "SE-1", nature="Nausea", severity=1, **both),
        signed("CON-SE", "side_effects_acceptable", "DEV-2", "acceptable", **two), BENEFIT_RISK,
        row("Requirement", "ER-6", catalogue="MDD.ER", requirement_id="6"),
        row("ComplianceRecord", "CR-6", applicable="applicable", method="m", satisfies="ER-6", **ONE),
        signed("CON-ER-6", "requirement_met", "CR-6", "met", **ONE),
    ])  # fmt: skip
    ok(put(workspace.client, "SE-1", {"severity": 5}, approve=True))
    for key in ("CON-BR", "CON-ER-6", "CON-SE"):
        assert reasons(workspace.client, key) == {("BASIS_REVISED", "SE-1"): REDO}, key
    assert differences(workspace.address) == []


@pytest.mark.parametrize("of_effects", [ONE, {}])
@pytest.mark.parametrize("of_material", [ONE, {}])
def test_instructions_state_the_side_effects(workspace, of_material, of_effects):
    """One more, or told otherwise, asks to conclude on a material anew (ER 13.6(e); GSPR 23.4(g))."""
    workspace.load([
        DEVICE, row("SideEffect", "SE-1", nature="Burn", observed_frequency=0.01, **of_effects),
        row("InformationMaterial", "IFU-1", kind="ifu", statements=["Burn in 1 %."], **of_material),
        signed("CON-1", "information_consistent", "IFU-1", "consistent", **of_material),
    ])  # fmt: skip
    ok(put(workspace.client, "SE-1", {"observed_frequency": 0.2}, approve=True))
    assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "SE-1"): REDO}
    ok(put(workspace.client, "SE-1", {"observed_frequency": 0.01}, approve=True))
    workspace.load([row("SideEffect", "SE-2", nature="Stroke", severity=5, **of_effects)])
    assert reasons(workspace.client, "CON-1") == {("BASIS_ITEM_ADDED", "SE-2"): REDO}
    assert differences(workspace.address) == []


@pytest.mark.parametrize("devices", [ONE, {}])
def test_that_a_requirement_does_not_apply_is_looked_at_when_the_device_is_another(workspace, devices):
    """By the device, named or not, and by its intended use: to confirm, so that one answer does for all."""
    keys = [f"CON-{number}" for number in range(3)]
    workspace.load([
        DEVICE, INDICATION,
        *(row("Requirement", f"ER-{key}", catalogue="C", requirement_id=key) for key in keys),
        *(
            row("ComplianceRecord", f"CR-{key}", applicable="not_applicable", justification="No network",
                satisfies=f"ER-{key}", **devices)
            for key in keys
        ),
        *(signed(key, "requirement_not_applicable", f"CR-{key}", "confirmed", **devices) for key in keys),
    ])  # fmt: skip
    ok(put(workspace.client, "DEV-1", {"safety_characteristics": ["networked"]}, approve=True))
    for key in keys:
        assert reasons(workspace.client, key) == {("DEVICE_VERSION_CHANGED", "DEV-1"): CONFIRM}, key
    ok(put(workspace.client, "DEV-1", {"safety_characteristics": ["standalone"]}, approve=True))
    workspace.load([row("IntendedUseElement", "IUE-2", kind="use_environment", value="At home", **ONE)])
    for key in keys:
        assert reasons(workspace.client, key) == {("INTENDED_PURPOSE_CHANGED", "IUE-2"): CONFIRM}, key
    assert differences(workspace.address) == []


def test_that_clinical_data_are_not_appropriate_rests_on_what_the_device_is(workspace):
    """Of a requirement as of a device: its interaction with the body is argued with (MEDDEV 10.3)."""
    workspace.load([
        DEVICE,
        row("Requirement", "ER-1", catalogue="MDD.ER", requirement_id="1"),
        signed("CON-ER", "clinical_data_not_appropriate", "ER-1", "justified", **ONE),
        signed("CON-DEV", "clinical_data_not_appropriate", "DEV-1", "justified", **ONE),
    ])  # fmt: skip
    ok(put(workspace.client, "DEV-1", {"safety_characteristics": ["touches blood"]}, approve=True))
    for key in ("CON-ER", "CON-DEV"):
        assert reasons(workspace.client, key) == {("DEVICE_VERSION_CHANGED", "DEV-1"): REDO}, key
    assert differences(workspace.address) == []


def test_a_report_that_contradicts_reaches_the_evaluation(workspace):
    """Whether or not anything between is concluded (MEDDEV 2.7/1 rev 4, 6.2.3)."""
    workspace.load([
        DEVICE,
        row("Evaluation", "CER-1", cer_version="1", **ONE),
        signed("CON-CER", "cer_overall", "CER-1", "sufficient", **ONE),
    ])  # fmt: skip
    workspace.load([row("PmsReport", "PSUR-1", kind="psur", issued_at="2026-11-01", **ONE)])
    assert reasons(workspace.client, "CON-CER") == {("SIGNAL_RAISED", "PSUR-1"): CONFIRM}
    ok(put(workspace.client, "PSUR-1", {"outcome": "contradicts"}, approve=True))
    assert reasons(workspace.client, "CON-CER") == {("CONTRADICTION_ADDED", "PSUR-1"): REDO}
    ok(put(workspace.client, "PSUR-1", {"outcome": "supports"}, approve=True))
    assert reasons(workspace.client, "CON-CER") == {}
    assert differences(workspace.address) == []


def test_a_mark_of_retraction_that_is_gone_settles_nothing(workspace):
    """No reload takes the mark away; who takes it away by hand leaves the doubt."""
    paper = row("Evidence", "EVD-1", title="A paper", kind="publication", **ONE)
    workspace.load([
        DEVICE, row("Claim", "CLM-1", statement="It lights", **ONE), paper,
        row("EvidenceUse", "EVU-1", uses="EVD-1", bears_on="CLM-1", pillar="vca", **ONE),
        signed("CON-1", "pillar_vca", "CLM-1", "supported", **ONE),
    ])  # fmt: skip
    ok(put(workspace.client, "EVD-1", {"retracted": True}, approve=True))
    assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "EVD-1"): REDO}
    workspace.load([paper])
    assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "EVD-1"): REDO}
    ok(put(workspace.client, "EVD-1", {"retracted": False}, approve=True))
    assert reasons(workspace.client, "CON-1") == {("BASIS_WITHDRAWN", "EVD-1"): REDO}
    assert differences(workspace.address) == []


def test_data_that_turn_out_to_be_of_another_device_are_looked_at_anew(workspace):
    """Whatever the role of the use; that a device is named which nobody had named is a supplement."""
    workspace.load([
        DEVICE, row("DeviceVersion", "DV-1", status="on_market", **ONE),
        row("ComparatorDevice", "CMP-1", name="Other lamp", **ONE),
        row("Risk", "RSK-1", stage="residual", severity=1, p=1, **ONE),
        *(row("Evidence", key, kind="pmcf_study", generated_with=of, **ONE)
          for key, of in (("EVD-1", ["DV-1"]), ("EVD-2", []))),
        *(row("EvidenceUse", f"EVU-{key}", uses=key, bears_on="RSK-1", **ONE) for key in ("EVD-1", "EVD-2")),
        signed("CON-1", "risk_acceptable", "RSK-1", "acceptable", **ONE),
    ])  # fmt: skip
    ok(put(workspace.client, "EVD-1", {"generated_with": ["CMP-1"]}, approve=True))
    ok(put(workspace.client, "EVD-2", {"generated_with": ["DV-1"]}, approve=True))
    assert reasons(workspace.client, "CON-1") == {
        ("BASIS_REVISED", "EVD-1"): REDO,
        ("BASIS_REVISED", "EVD-2"): CONFIRM,
    }


@pytest.mark.parametrize("kind", ["information_for_safety", "training", "transferred_to_deployer"])
def test_what_people_are_told_is_asked_of_every_material(workspace, kind):
    """Also what is left to the deployer: a material is consistent with what the control says (GSPR 4)."""
    workspace.load([
        DEVICE, row("InformationMaterial", "IFU-1", kind="ifu", statements=["Keep dry"], **ONE),
        row("RiskControl", "RCT-1", control_type=kind, statement="Check the image yourself", **ONE),
        signed("CON-1", "information_consistent", "IFU-1", "consistent", **ONE),
    ])  # fmt: skip
    ok(put(workspace.client, "RCT-1", {"statement": "Check the image with a second reader"}, approve=True))
    assert reasons(workspace.client, "CON-1") == {("CONTROL_CHANGED", "RCT-1"): REDO}
    ok(put(workspace.client, "RCT-1", {"statement": "Check the image yourself"}, approve=True))
    workspace.load([row("RiskControl", "RCT-2", control_type=kind, statement="Wear gloves", **ONE)])
    assert reasons(workspace.client, "CON-1") == {("BASIS_ITEM_ADDED", "RCT-2"): CONFIRM}
    assert differences(workspace.address) == []


SOUND = {"validity_performance": "valid", "plan_ref": "P", "plan_approved_on": "2026-01-01"}
STUDY = [
    row("Evidence", "EVD-1", kind="clinical_investigation_premarket", n=100, **ONE),
    row("Appraisal", "APP-1", appraises="EVD-1", appraised_on="2026-02-01", **SOUND, **ONE),
]


def _used_for(item, **fields):
    return row("EvidenceUse", f"EVU-{item}", uses="EVD-1", bears_on=item, role="pivotal", **fields, **ONE)


@pytest.mark.parametrize("pillar", ["cv", None])
def test_a_claim_takes_up_what_no_pillar_does(workspace, pillar):
    """A paper is retracted on which a claim stands without a pillar (MEDDEV 2.7/1 rev 4, 9.3.1, A6)."""
    named = {"pillar": pillar} if pillar else {}
    workspace.load([
        DEVICE, INDICATION, *STUDY,
        row("Claim", "CLM-1", statement="Detects", covers="IUE-1", **ONE),
        _used_for("CLM-1", **named),
        signed("CON-C", "claim_supported", "CLM-1", "supported", **ONE),
        BENEFIT_RISK,
    ])  # fmt: skip
    workspace.withdraw("EVD-1", "retracted")
    assert ("BASIS_WITHDRAWN", "EVD-1") in reasons(workspace.client, "CON-C")
    assert reasons(workspace.client, "CON-BR").keys() == {("UPSTREAM_STALE", "CON-C")}
    assert differences(workspace.address) == []


@pytest.mark.parametrize("concluded", [True, False])
@pytest.mark.parametrize("kind", ["pillar_cv", "claim_supported"])
def test_a_source_of_a_criterion_reaches_what_is_measured_against_it(workspace, kind, concluded):
    """A paper is retracted out of which it was read, whether or not somebody concluded on it."""
    established = signed("CON-S", "sota_established", "SOTA-1", "established", **ONE)
    workspace.load([
        DEVICE, INDICATION, *STUDY,
        row("Evidence", "EVD-9", kind="publication", **ONE),
        row("StateOfTheArt", "SOTA-1", topic="T", parameter="sensitivity", derived_from=["EVD-9"], **ONE),
        row("Claim", "CLM-1", statement="Detects", covers="IUE-1", criterion_from=["SOTA-1"], **ONE),
        _used_for("CLM-1", pillar="cv"),
        *([established] if concluded else []),
        signed("CON-1", kind, "CLM-1", "supported", **ONE),
    ])  # fmt: skip
    workspace.withdraw("EVD-9", "retracted")
    assert reasons(workspace.client, "CON-1") == {("BASIS_WITHDRAWN", "EVD-9"): REDO}
    assert differences(workspace.address) == []


@pytest.mark.parametrize("concluded", [True, False])
def test_pivotal_data_for_no_pillar_are_the_claims(workspace, concluded):
    """Beside a conclusion on a pillar too, their retraction reaches what is concluded on the claim."""
    supported = [signed("CON-C", "claim_supported", "CLM-1", "supported", **ONE)] if concluded else []
    workspace.load([
        DEVICE, INDICATION, *STUDY,
        row("Claim", "CLM-1", statement="Detects", covers="IUE-1", **ONE),
        _used_for("CLM-1"),
        signed("CON-P", "pillar_av", "CLM-1", "supported", **ONE),
        *supported, BENEFIT_RISK,
    ])  # fmt: skip
    workspace.withdraw("EVD-1", "retracted")
    assert ("BASIS_WITHDRAWN", "EVD-1") in reasons(workspace.client, "CON-C" if concluded else "CON-BR")
    assert reasons(workspace.client, "CON-P") == {}
    assert differences(workspace.address) == []


def test_a_claim_that_nobody_concluded_on_speaks_for_itself(workspace):
    """Reworded, or its paper retracted, it reaches benefit and risk and the requirement (events 3 and 11)."""
    workspace.load([
        DEVICE, INDICATION, *STUDY,
        row("Claim", "CLM-1", statement="Detects", covers="IUE-1", **ONE),
        _used_for("CLM-1", pillar="cv"),
        row("Requirement", "ER-3", catalogue="MDD.ER", requirement_id="3"),
        row("ComplianceRecord", "CR-3", applicable="applicable", method="m", satisfies="ER-3", **ONE),
        signed("CON-ER-3", "requirement_met", "CR-3", "met", **ONE),
        BENEFIT_RISK,
    ])  # fmt: skip
    ok(put(workspace.client, "CLM-1", {"statement": "Detects and rules out"}, approve=True))
    for key in ("CON-BR", "CON-ER-3"):
        assert reasons(workspace.client, key) == {("BASIS_REVISED", "CLM-1"): REDO}, key
    workspace.withdraw("EVD-1", "retracted")
    assert ("BASIS_WITHDRAWN", "EVD-1") in reasons(workspace.client, "CON-BR")
    assert differences(workspace.address) == []


RISK = [
    row("Hazard", "HAZ-1", description="Wrong patient", **ONE),
    row("HazardousSituation", "HSI-1", description="Read for another", arises_from="HAZ-1", **ONE),
    row("Harm", "HRM-1", description="Delay", severity=4, **ONE),
    row(
        "RiskControl",
        "CTL-1",
        control_type="protective_measure",
        statement="Name is shown",
        controls="HSI-1",
        **ONE,
    ),
    *(
        row("Risk", key, stage=stage, severity=4, p=1, estimates=["HSI-1", "HRM-1"], **ONE)
        for key, stage in (("RSK-0", "initial"), ("RSK-1", "residual"))
    ),
]
OVERALL = signed("CON-OR", "overall_residual_risk", "DEV-1", "acceptable", **ONE)


def test_a_risk_that_nobody_concluded_on_speaks_for_itself(workspace):
    """It grew, or its control changed: the total is judged anew (ISO 14971:2019, 8; events 18 and 20)."""
    workspace.load([DEVICE, INDICATION, *RISK, OVERALL, BENEFIT_RISK])
    ok(put(workspace.client, "RSK-1", {"p": 4}, approve=True))
    assert reasons(workspace.client, "CON-OR") == {("BASIS_REVISED", "RSK-1"): REDO}
    ok(put(workspace.client, "CTL-1", {"statement": "A hint is shown"}, approve=True))
    assert ("CONTROL_CHANGED", "CTL-1") in reasons(workspace.client, "CON-OR")
    assert differences(workspace.address) == []


def test_what_is_concluded_on_a_risk_speaks_for_both_of_its_estimates(workspace):
    """Then the total waits for that, and its estimates ask nothing of it by themselves."""
    accepted = signed("CON-R", "risk_acceptable", "RSK-1", "acceptable", **ONE)
    workspace.load([DEVICE, *RISK, accepted, OVERALL])
    ok(put(workspace.client, "RSK-0", {"p": 2}, approve=True))
    assert reasons(workspace.client, "CON-OR").keys() == {("UPSTREAM_STALE", "CON-R")}
    assert differences(workspace.address) == []


def test_what_was_accepted_of_another_device_leaves_a_risk_to_the_total(workspace):
    """An estimate for another device, and what is concluded on it, says nothing of the risk of this one."""
    both, two = {"devices": ["DEV-1", "DEV-2"]}, {"devices": "DEV-2"}
    ends = [{**one, **both} for one in RISK if one["type"] != "Risk"]
    workspace.load([
        DEVICE, row("Device", "DEV-2", title="Other lamp"), *ends,
        row("Risk", "RSK-0", stage="initial", severity=4, p=1, estimates=["HSI-1", "HRM-1"], **both),
        row("Risk", "RSK-1", stage="residual", severity=4, p=1, estimates=["HSI-1", "HRM-1"], **two),
        signed("CON-R", "risk_acceptable", "RSK-1", "acceptable", **two), OVERALL,
    ])  # fmt: skip
    ok(put(workspace.client, "RSK-0", {"p": 4}, approve=True))
    assert reasons(workspace.client, "CON-OR") == {("BASIS_REVISED", "RSK-0"): REDO}
    assert differences(workspace.address) == []


def test_tests_of_a_control_that_nobody_concluded_on_speak_for_themselves(workspace):
    """That they turn out to be invalid reaches what is concluded on the risk (event 3)."""
    accepted = signed("CON-R", "risk_acceptable", "RSK-1", "acceptable", **ONE)
    workspace.load([DEVICE, *RISK, *STUDY, _used_for("CTL-1"), accepted])
    workspace.withdraw("EVD-1", "invalid")
    assert ("BASIS_WITHDRAWN", "EVD-1") in reasons(workspace.client, "CON-R")
    assert differences(workspace.address) == []


def test_whoever_concludes_on_a_risk_later_asks_to_look_at_the_total(workspace):
    """What spoke for itself is taken up, and nothing is missing."""
    workspace.load([DEVICE, *RISK, OVERALL])
    workspace.load([signed("CON-R", "risk_acceptable", "RSK-1", "acceptable", **ONE)])
    assert set(reasons(workspace.client, "CON-OR").values()) == {CONFIRM}
    assert differences(workspace.address) == []


def test_benefit_and_risk_hear_of_hazards_while_nobody_judged_them_together(workspace):
    """A hazard more, or a risk that grew (events 17 and 18)."""
    workspace.load([DEVICE, INDICATION, *RISK, BENEFIT_RISK])
    ok(put(workspace.client, "RSK-1", {"severity": 5}, approve=True))
    workspace.load([row("Hazard", "HAZ-2", description="No answer", **ONE)])
    found = reasons(workspace.client, "CON-BR")
    assert found == {("BASIS_REVISED", "RSK-1"): REDO, ("HAZARD_ADDED", "HAZ-2"): REDO}
    assert differences(workspace.address) == []


def test_the_evaluation_hears_of_claims_where_no_requirement_is_concluded_on(workspace):
    """What fell on a claim reaches the report (MEDDEV 2.7/1 rev 4, A9)."""
    workspace.load([
        DEVICE, INDICATION, *STUDY,
        row("Claim", "CLM-1", statement="Detects", covers="IUE-1", **ONE),
        _used_for("CLM-1", pillar="cv"),
        signed("CON-CV", "pillar_cv", "CLM-1", "supported", **ONE),
        row("Evaluation", "CER-1", cer_version="1", **ONE),
        signed("CON-CER", "cer_overall", "CER-1", "sufficient", **ONE),
    ])  # fmt: skip
    workspace.withdraw("EVD-1", "retracted")
    assert reasons(workspace.client, "CON-CER").keys() == {("UPSTREAM_STALE", "CON-CV")}
    ok(put(workspace.client, "CLM-1", {"statement": "Detects and rules out"}, approve=True))
    assert reasons(workspace.client, "CON-CER").keys() == {("UPSTREAM_STALE", "CON-CV")}
    workspace.load([row("Claim", "CLM-2", statement="Saves time", **ONE)])
    assert reasons(workspace.client, "CON-CER")["BASIS_ITEM_ADDED", "CLM-2"] == CONFIRM
    assert differences(workspace.address) == []
