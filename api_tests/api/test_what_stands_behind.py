"""What stands behind what a conclusion rests on: papers of a review, needs of a design, users."""

from __future__ import annotations

import pytest

from api_tests.small_file import differences, ok, put, reasons, row, signed

CONFIRM, REDO = "must_confirm", "must_redo"
ONE = {"devices": "DEV-1"}
DEVICE = row("Device", "DEV-1", title="Lamp")
PAPER = row("Evidence", "EVD-1", title="A paper", kind="publication", n=100, **ONE)
REVIEW = row("Evidence", "EVD-9", title="A review", kind="literature_review", draws_on=["EVD-1"], **ONE)
REVIEWED = [
    DEVICE, row("Claim", "CLM-1", statement="Finds it", **ONE), PAPER, REVIEW,
    row("Appraisal", "APP-9", appraises="EVD-9", validity_background="valid", **ONE),
    row("EvidenceUse", "EVU-1", uses="EVD-9", bears_on="CLM-1", pillar="vca", role="pivotal", **ONE),
    signed("CON-1", "pillar_vca", "CLM-1", "supported", **ONE),
    row("StateOfTheArt", "SOTA-1", topic="Reading", derived_from=["EVD-9"], **ONE),
    signed("CON-2", "sota_established", "SOTA-1", "established", **ONE),
]  # fmt: skip


def test_a_paper_that_is_retracted_reaches_whatever_rests_on_the_review(workspace):
    """By news, by withdrawal and by another figure; back as it was, nothing is left of the latter."""
    workspace.load(REVIEWED)
    ok(put(workspace.client, "EVD-1", {"n": 90}, approve=True))
    for key, demand in (("CON-1", REDO), ("CON-2", CONFIRM)):
        assert reasons(workspace.client, key) == {("BASIS_REVISED", "EVD-1"): demand}, key
    ok(put(workspace.client, "EVD-1", {"n": 100}, approve=True))
    for key in ("CON-1", "CON-2"):
        assert reasons(workspace.client, key) == {}, key
    news = {"kind": "retraction", "keys": ["EVD-1"], "notice": "Data were made up"}
    ok(workspace.client.post("/v1/triggers", json=news))
    for key in ("CON-1", "CON-2"):
        assert reasons(workspace.client, key) == {("BASIS_WITHDRAWN", "EVD-1"): REDO}, key
    assert differences(workspace.address) == []


def test_a_paper_behind_a_paper_of_the_review_counts_as_well(workspace):
    """However many steps away, also where one more is found, and where papers cite each other."""
    workspace.load(REVIEWED)
    workspace.load([row("Evidence", "EVD-0", title="An earlier paper", kind="publication", **ONE)])
    ok(put(workspace.client, "EVD-1", {"draws_on": ["EVD-0"]}, approve=True))
    found = reasons(workspace.client, "CON-1")
    assert found == {("BASIS_REVISED", "EVD-1"): REDO, ("BASIS_ITEM_ADDED", "EVD-0"): CONFIRM}
    ok(put(workspace.client, "EVD-0", {"draws_on": ["EVD-9"]}, approve=True))
    workspace.withdraw("EVD-0")
    assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "EVD-1"): REDO}
    assert differences(workspace.address) == []


def test_another_limit_of_the_data_is_another_result(workspace):
    """What the data do not show is argued with as what they show (MEDDEV 2.7/1 rev 4, 9.3)."""
    workspace.load(REVIEWED)
    ok(put(workspace.client, "EVD-9", {"limitations": "No children"}, approve=True))
    assert reasons(workspace.client, "CON-1")["BASIS_REVISED", "EVD-9"] == REDO


def test_a_need_that_is_rewritten_reaches_the_control_that_stands_for_it(workspace):
    """Through every layer of the design: to confirm, since the control itself is as it was."""
    workspace.load([
        DEVICE,
        row("DesignItem", "UN-1", kind="user_need", text="Nobody is missed", **ONE),
        row("DesignItem", "SYS-1", kind="system_requirement", text="Alarm", fulfils=["UN-1"], **ONE),
        row("DesignItem", "SRS-1", kind="software_requirement", text="Red", fulfils=["SYS-1"], **ONE),
        row("RiskControl", "RCT-1", control_type="protective_measure", statement="Alarm",
            implemented_by=["SRS-1"], **ONE),
        signed("CON-1", "control_effective", "RCT-1", "implemented_and_effective", **ONE),
    ])  # fmt: skip
    ok(put(workspace.client, "UN-1", {"text": "Nobody is missed at night"}, approve=True))
    assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "UN-1"): CONFIRM}
    reached = ok(workspace.client.get("/v1/items/UN-1/impact"))
    assert {"SYS-1", "SRS-1", "RCT-1", "CON-1"} <= {
        entry["key"] for group in reached["groups"] for entry in group["items"]
    }
    workspace.withdraw("UN-1")
    assert reasons(workspace.client, "CON-1") == {("BASIS_WITHDRAWN", "UN-1"): CONFIRM}
    assert differences(workspace.address) == []


RADIOGRAPHERS = row("IntendedUseElement", "IUE-1", kind="intended_user", value="Radiographers", **ONE)


def controlled(**fields):
    """A control with what is concluded on its effect."""
    return [
        DEVICE, RADIOGRAPHERS,
        row("RiskControl", "RCT-1", statement="Read twice", **fields, **ONE),
        signed("CON-1", "control_effective", "RCT-1", "implemented_and_effective", **ONE),
    ]  # fmt: skip


def test_a_control_that_depends_on_users_is_shown_anew_for_others(workspace):
    """Whether they are other people, or more of them (ISO 14971:2019, 7.2; IEC 62366-1, 5.9)."""
    workspace.load(controlled(control_type="protective_measure", depends_on=["IUE-1"]))
    ok(put(workspace.client, "IUE-1", {"value": "Anybody"}, approve=True))
    assert reasons(workspace.client, "CON-1") == {("INTENDED_PURPOSE_CHANGED", "IUE-1"): REDO}
    ok(put(workspace.client, "IUE-1", {"value": "Radiographers"}, approve=True))
    workspace.load([
        row("IntendedUseElement", "IUE-2", kind="intended_user", value="Lay people", **ONE),
        row("IntendedUseElement", "IUE-3", kind="indication", value="Fracture", **ONE),
    ])  # fmt: skip
    assert reasons(workspace.client, "CON-1") == {("INTENDED_PURPOSE_CHANGED", "IUE-2"): REDO}
    assert differences(workspace.address) == []


@pytest.mark.parametrize("kind", ["information_for_safety", "training", "transferred_to_deployer"])
def test_what_works_by_telling_people_is_looked_at_for_other_users(workspace, kind):
    """Whoever was told may not be whoever has to be told now; nobody has to say so."""
    workspace.load(controlled(control_type=kind))
    workspace.load([row("IntendedUseElement", "IUE-2", kind="intended_user", value="Lay people", **ONE)])
    assert reasons(workspace.client, "CON-1") == {("INTENDED_PURPOSE_CHANGED", "IUE-2"): CONFIRM}
    assert differences(workspace.address) == []


def test_what_is_built_in_does_not_ask_who_uses_it(workspace):
    """A control of the design that names no users is as effective for others."""
    workspace.load(controlled(control_type="inherent_safety"))
    workspace.load([row("IntendedUseElement", "IUE-2", kind="intended_user", value="Lay people", **ONE)])
    assert reasons(workspace.client, "CON-1") == {}
