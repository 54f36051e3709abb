"""Where a step of the argument was skipped, what is signed above it hears of what that step would rest on."""

from __future__ import annotations

import pytest

from api_tests.small_file import differences, ok, put, reasons, row, signed

CONFIRM, REDO = "must_confirm", "must_redo"
ONE = {"devices": "DEV-1"}
DEVICE = row("Device", "DEV-1", title="Lamp", is_samd=True)
INDICATION = row("IntendedUseElement", "IUE-1", kind="indication", value="Jaundice", **ONE)
CLAIM = row("Claim", "CLM-1", statement="Detects", covers="IUE-1", **ONE)
EFFECT = row("SideEffect", "SE-1", nature="Burn", severity=2, **ONE)
STUDY = [
    row("Evidence", "EVD-1", kind="pmcf_study", n=100, **ONE),
    row("Appraisal", "APP-1", appraises="EVD-1", validity_performance="valid", **ONE),
]
RISK = [
    row("Hazard", "HAZ-1", description="Wrong patient", **ONE),
    row("HazardousSituation", "HSI-1", description="Read for another", arises_from="HAZ-1", **ONE),
    row("Harm", "HRM-1", description="Delay", severity=4, **ONE),
    row("RiskControl", "CTL-1", control_type="protective_measure", statement="s", controls="HSI-1", **ONE),
    row("Risk", "RSK-1", stage="residual", severity=4, p=1, estimates=["HSI-1", "HRM-1"], **ONE),
]
OVERALL = signed("CON-OR", "overall_residual_risk", "DEV-1", "acceptable", **ONE)
SIDE_EFFECT_ACCEPTED = signed("CON-SE", "side_effects_acceptable", "SE-1", "acceptable", **ONE)
BENEFIT_RISK = signed("CON-BR", "benefit_risk", "IUE-1", "favourable", **ONE)
CLAIM_SUPPORTED = signed("CON-C", "claim_supported", "CLM-1", "supported", **ONE)
PILLAR = signed("CON-P", "pillar_cv", "CLM-1", "supported", **ONE)
EVALUATION = [
    row("Evaluation", "CER-1", cer_version="1", **ONE),
    signed("CON-CER", "cer_overall", "CER-1", "sufficient", **ONE),
]


def _met(number):
    """Rows by which an essential requirement is answered, and concluded on as CON-ER."""
    return [
        row("Requirement", "ER-N", catalogue="MDD.ER", requirement_id=number),
        row("ComplianceRecord", "CR-N", applicable="applicable", method="m", satisfies="ER-N", **ONE),
        signed("CON-ER", "requirement_met", "CR-N", "met", **ONE),
    ]


def _used_for(item, **fields):
    return row("EvidenceUse", "EVU-1", uses="EVD-1", bears_on=item, role="pivotal", **fields, **ONE)


@pytest.mark.parametrize(
    ("rows", "concluded"),
    [
        ([CLAIM, _used_for("CLM-1", pillar="cv")], CLAIM_SUPPORTED),
        ([CLAIM, _used_for("CLM-1", pillar="cv")], PILLAR),
        (
            [EFFECT, _used_for("SE-1")],
            signed("CON-SE", "side_effects_acceptable", "SE-1", "acceptable", **ONE),
        ),
        (
            [row("Benefit", "BEN-1", endpoint="e", covers="IUE-1", **ONE), _used_for("BEN-1")],
            BENEFIT_RISK,
        ),
    ],
)
def test_data_of_another_device_rest_on_its_equivalence(workspace, rows, concluded):
    """Whatever is argued with them (MEDDEV 2.7/1 rev 4, A1; event 25): on how it compares, or the verdict."""
    key = concluded["key"]
    workspace.load([
        DEVICE, INDICATION,
        row("ComparatorDevice", "CMP-1", name="Other lamp", **ONE),
        row("CharacteristicComparison", "CCR-1", dimension="technical", characteristic="c", compares="CMP-1",
            own_value="a", comparator_value="a", **ONE),
        {**STUDY[0], "device_basis": "equivalent_device", "generated_with": ["CMP-1"]}, STUDY[1],
        *rows, concluded,
    ])  # fmt: skip
    ok(put(workspace.client, "CCR-1", {"own_value": "b"}, approve=True))
    assert reasons(workspace.client, key) == {("EQUIVALENCE_CHANGED", "CCR-1"): REDO}
    ok(put(workspace.client, "CCR-1", {"own_value": "a"}, approve=True))
    workspace.load([signed("CON-EQ", "equivalence", "CMP-1", "not_demonstrated", **ONE)])
    assert reasons(workspace.client, key)["BASIS_ITEM_ADDED", "CON-EQ"] == CONFIRM
    assert differences(workspace.address) == []


@pytest.mark.parametrize(
    ("rows", "key"),
    [
        ([CLAIM, _used_for("CLM-1", pillar="cv"), *_met("3")], "CON-ER"),
        ([CLAIM, _used_for("CLM-1"), *EVALUATION], "CON-CER"),
        ([EFFECT, _used_for("SE-1"), *_met("6")], "CON-ER"),
        ([EFFECT, _used_for("SE-1"), *EVALUATION], "CON-CER"),
        ([EFFECT, _used_for("SE-1"), BENEFIT_RISK], "CON-BR"),
        ([*RISK, _used_for("CTL-1", purpose="effectiveness"), OVERALL], "CON-OR"),
    ],
)
def test_data_reach_what_is_signed_while_nobody_concluded_between(workspace, rows, key):
    """They are retracted under a claim, side-effect or control (MEDDEV 2.7/1 rev 4, 9.3.1; event 3)."""
    workspace.load([DEVICE, INDICATION, *STUDY, *rows])
    workspace.withdraw("EVD-1", "retracted")
    assert reasons(workspace.client, key)["BASIS_WITHDRAWN", "EVD-1"] == REDO
    assert differences(workspace.address) == []


@pytest.mark.parametrize(("rows", "key"), [(_met("1"), "CON-ER"), (EVALUATION, "CON-CER")])
def test_hazards_reach_safety_while_nobody_judged_them_together(workspace, rows, key):
    """A hazard more, or a risk that grew (ISO 14971:2019, 8; MDD Annex I, 1 and 2; events 17 and 18)."""
    workspace.load([DEVICE, INDICATION, *RISK, *rows])
    workspace.load([row("Hazard", "HAZ-2", description="No answer", **ONE)])
    ok(put(workspace.client, "RSK-1", {"severity": 5}, approve=True))
    found = reasons(workspace.client, key)
    assert found == {("BASIS_REVISED", "RSK-1"): REDO, ("HAZARD_ADDED", "HAZ-2"): REDO}
    assert differences(workspace.address) == []


@pytest.mark.parametrize("between", [OVERALL, BENEFIT_RISK])
def test_a_hazard_is_told_once(workspace, between):
    """Whoever judged the hazards together hears of one more, and what is signed above waits for that."""
    workspace.load([DEVICE, INDICATION, *RISK, between, *_met("1"), *EVALUATION])
    workspace.load([row("Hazard", "HAZ-2", description="No answer", **ONE)])
    assert reasons(workspace.client, between["key"]) == {("HAZARD_ADDED", "HAZ-2"): REDO}
    assert reasons(workspace.client, "CON-ER").keys() == {("UPSTREAM_STALE", between["key"])}
    assert {code for code, _ in reasons(workspace.client, "CON-CER")} == {"UPSTREAM_STALE"}


def test_what_is_concluded_later_asks_to_be_confirmed_above(workspace):
    """The claim takes up its data: nothing is missing in what was signed on them before."""
    workspace.load(
        [DEVICE, INDICATION, *STUDY, CLAIM, _used_for("CLM-1", pillar="cv"), *_met("3"), *EVALUATION]
    )
    workspace.load([CLAIM_SUPPORTED])
    assert set(reasons(workspace.client, "CON-ER").values()) == {CONFIRM}
    assert differences(workspace.address) == []
