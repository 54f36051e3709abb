"""What of an item counts: no field that carries the argument says anything new unnoticed; no other alarms."""

import pytest

from api_tests.small_file import (
    APPRAISAL,
    ARGUMENT,
    DEVICE,
    differences,
    ok,
    problem,
    put,
    reasons,
    row,
    signed,
)

REDO, CONFIRM = "must_redo", "must_confirm"
DEVICES = {"devices": "DEV-1"}
FILE = [
    DEVICE,
    row("DeviceVersion", "DV-1", version_label="1.0", model_version="net 1", **DEVICES),
    row("IntendedUseElement", "IUE-1", kind="indication", title="Kidney stone", coded_value="N20", **DEVICES),
    row("IntendedPurpose", "IP-1", statement="Finds kidney stones in adults", has_element="IUE-1", **DEVICES),
    row("InformationMaterial", "IFU-1", kind="ifu", version_label="3", statements=["Finds it"], **DEVICES),
    row("InformationMaterial", "LBL-1", kind="label", version_label="A", **DEVICES),
    row("Claim", "CLM-1", statement="It finds stones", covers="IUE-1", stated_in="IFU-1", **DEVICES),
    row(
        "Evidence", "EVD-1", kind="retrospective_performance_study", device_basis="device_under_evaluation",
        n=80, **DEVICES,
    ),
    row("Appraisal", "APP-1", appraises="EVD-1", validity_performance="valid", full_text_read=False),
    row("EvidenceUse", "EVU-1", uses="EVD-1", bears_on="CLM-1", pillar="cv", role="pivotal", **DEVICES),
    row("Hazard", "HAZ-1", title="A stone is missed", **DEVICES),
    row("HazardousSituation", "HSI-1", description="Nobody looks again", arises_from="HAZ-1", **DEVICES),
    row("Harm", "HRM-1", description="Colic", **DEVICES),
    row("Risk", "RSK-1", stage="residual", level=1, estimates=["HSI-1", "HRM-1"], **DEVICES),
    row("DesignItem", "DI-1", kind="software_requirement", text="Marks doubt", version_label="7", **DEVICES),
    row("DesignItem", "DI-2", kind="software_requirement", title="SRS 12", version_label="7", **DEVICES),
    row(
        "RiskControl", "RCT-1", control_type="protective_measure", statement="Doubt is marked",
        controls="HSI-1", implemented_by=["DI-1", "DI-2"], **DEVICES,
    ),
    row("Requirement", "REQ-1", catalogue="X", requirement_id="9", paraphrase="It is safe to use"),
    row("ComplianceRecord", "REC-1", satisfies="REQ-1", method="Test", evidence_location="TR-1", **DEVICES),
    row("ComplianceRecord", "REC-2", satisfies="REQ-1", applicable="not_applicable", **DEVICES),
    row("ResidualUncertainty", "UNC-1", question="In children?", **DEVICES),
    row("PmcfActivity", "ACT-1", objective="Ask clinics", end="2031-01-31", addresses="UNC-1", **DEVICES),
    row("StateOfTheArt", "SOTA-1", topic="Finding stones", text="CT is the reference", **DEVICES),
    signed("CON-CV", "pillar_cv", "CLM-1", "supported"),
    signed("CON-CLM", "claim_supported", "CLM-1", "supported"),
    signed("CON-INF", "information_consistent", "IFU-1", "consistent"),
    signed("CON-LBL", "information_consistent", "LBL-1", "consistent"),
    signed("CON-RSK", "risk_acceptable", "RSK-1", "acceptable"),
    signed("CON-RCT", "control_effective", "RCT-1", "implemented_and_effective"),
    signed("CON-SE", "side_effects_acceptable", "DEV-1", "acceptable"),
    signed("CON-REQ", "requirement_met", "REC-1", "met"),
    signed("CON-NA", "requirement_not_applicable", "REC-2", "confirmed"),
    signed("CON-PMC", "pmcf_need", "DEV-1", "pmcf_planned"),
    signed("CON-SOTA", "sota_established", "SOTA-1", "established"),
]  # fmt: skip
KEPT = {
    "the version that was evaluated is put on the market": (
        "DV-1",
        {"status": "on_market", "released_at": "2026-03-01"},
    ),
    "follow-up that was planned begins": ("ACT-1", {"status": "active", "start": "2026-02-01"}),
    "a question is answered": ("UNC-1", {"closure": "As in adults", "closed_at": "2026-02-01"}),
    "a material has another label and the same words": ("IFU-1", {"version_label": "4"}),
    "a design item has another label and the same words": ("DI-1", {"version_label": "8"}),
    "a measure is named in the words of a clinical safety case": ("RCT-1", {"measure": "design"}),
    "the device gets its number": ("DEV-1", {"basic_udi_di": "0123", "name": "Lamp"}),
    "what is in the title as well is said in the field": ("IUE-1", {"value": "Kidney stone"}),
    "a title is not the content": ("DI-1", {"title": "Requirement 5"}),
}
"""Changes that move no conclusion at all."""
MOVED = {
    "the intended purpose says more": (
        "IP-1",
        {"statement": "Finds kidney stones in adults and children"},
        {"CON-INF": REDO, "CON-LBL": REDO},
    ),
    "an element that is told by its title is another": (
        "IUE-1",
        {"title": "Kidney cancer"},
        {"CON-CV": REDO, "CON-INF": REDO},
    ),
    "an element has another code": ("IUE-1", {"coded_value": "C64"}, {"CON-CV": REDO, "CON-NA": REDO}),
    "a hazard that is told by its title is another": ("HAZ-1", {"title": "A wrong side"}, {"CON-RSK": REDO}),
    "the evidence of a requirement is elsewhere": ("REC-1", {"evidence_location": "TR-2"}, {"CON-REQ": REDO}),
    "a state of the art reads otherwise": ("SOTA-1", {"text": "So is ultrasound"}, {"CON-SOTA": CONFIRM}),
    "an appraisal sees limits": ("APP-1", {"limitations": "Only men"}, {"CON-CV": REDO}),
    "an appraiser read the full text since": ("APP-1", {"full_text_read": True}, {"CON-CV": CONFIRM}),
    "data are of another kind": ("EVD-1", {"kind": "similar_device_data"}, {"CON-CV": REDO}),
    "data are of another device": (
        "EVD-1",
        {"device_basis": "other_device_or_alternative"},
        {"CON-CV": REDO},
    ),
    "data were compared with something else": ("EVD-1", {"comparator": "Ultrasound"}, {"CON-CV": REDO}),
    "data are rejected": ("EVD-1", {"rejected": True, "rejected_reason": "Wrong"}, {"CON-CV": REDO}),
    "what a rule asks for is justified": (
        "EVU-1",
        {"applicability_justification": "The new version reads alike"},
        {"CON-CV": CONFIRM},
    ),
    "a design item known by its label alone is another": ("DI-2", {"version_label": "8"}, {"CON-RCT": REDO}),
    "a material known by its label alone is another": ("LBL-1", {"version_label": "B"}, {"CON-LBL": REDO}),
    "follow-up is stopped": ("ACT-1", {"status": "stopped"}, {"CON-PMC": CONFIRM}),
    "a question is another": ("UNC-1", {"question": "In newborns?"}, {"CON-PMC": REDO}),
    "a reason is given for the lack of side-effects": (
        "DEV-1",
        {"no_side_effects_rationale": "It touches nobody"},
        {"CON-SE": CONFIRM},
    ),
}
"""Changes with what they ask of some conclusions; of the others of LEFT_ALONE nothing."""
LEFT_ALONE = {
    "a reason is given for the lack of side-effects": {"CON-NA", "CON-PMC"},
    "a design item known by its label alone is another": {"CON-INF", "CON-CV"},
    "an appraiser read the full text since": {"CON-RSK", "CON-INF"},
}


@pytest.fixture
def file(workspace):
    """A file in which everything is current."""
    workspace.load(FILE)
    assert set(workspace.statuses().values()) == {"current"}
    return workspace


def changed(workspace, key, fields):
    """Bring an item with other fields into force, and say which conclusions have reasons of their own."""
    ok(put(workspace.client, key, fields, approve=True))
    every = {
        entry["key"]: reasons(workspace.client, entry["key"]) for entry in FILE if entry["key"][:3] == "CON"
    }
    return {
        conclusion: max((demand for _, demand in own), default="")
        for conclusion, found in every.items()
        if (own := [(item, demand) for (_, item), demand in found.items() if item == key])
    }


def test_what_carries_no_argument_moves_nothing(file):
    """What goes as it was planned, and what nobody argues with, is no alarm."""
    for what, (key, fields) in KEPT.items():
        assert changed(file, key, fields) == {}, what
        assert set(file.statuses().values()) == {"current"}, what
    assert differences(file.address) == []


def test_what_carries_the_argument_moves_what_rests_on_it(file):
    """Whatever says something new where it counts is noticed, and undone it is settled again."""
    for what, (key, fields, expected) in MOVED.items():
        before = ok(file.client.get(f"/v1/items/{key}"))["content"]
        moved = changed(file, key, fields)
        assert {conclusion: moved.get(conclusion) for conclusion in expected} == expected, what
        assert not LEFT_ALONE.get(what, set()) & set(moved), what
        back = {name: before.get(name) for name in fields}
        assert changed(file, key, back) == {}, what
        assert set(file.statuses().values()) == {"current"}, what
    assert differences(file.address) == []


def test_a_claim_printed_once_more_concerns_information_alone(file):
    """That a brochure states the claim as well is no news for what shows that the claim holds."""
    file.load([row("InformationMaterial", "BRO-1", kind="promotional", statements=["Finds it"], **DEVICES)])
    ok(put(file.client, "CLM-1", {"stated_in": ["BRO-1", "IFU-1"]}, approve=True))
    assert set(file.statuses().values()) == {"current"}
    file.load([signed("CON-BRO", "information_consistent", "BRO-1", "consistent")])
    ok(put(file.client, "CLM-1", {"stated_in": ["BRO-1"]}, approve=True))
    assert set(file.statuses().values()) == {"current"}
    ok(put(file.client, "BRO-1", {"statements": ["It finds every stone"]}, approve=True))
    assert reasons(file.client, "CON-BRO") == {("BASIS_REVISED", "BRO-1"): REDO}
    ok(put(file.client, "CLM-1", {"stated_in": ["IFU-1"]}, approve=True))
    ok(put(file.client, "IFU-1", {"statements": ["It finds every stone"]}, approve=True))
    assert reasons(file.client, "CON-CLM") == {("BASIS_REVISED", "IFU-1"): REDO}
    assert differences(file.address) == []


def test_data_that_turn_out_to_be_of_another_device_are_noticed_though_they_are_appraised_alike(file):
    """An appraisal with the same grades does not settle that the data are not of the device."""
    other = {"kind": "similar_device_data", "device_basis": "other_device_or_alternative"}
    ok(put(file.client, "EVD-1", other, approve=True))
    ok(put(file.client, "APP-1", {"evidence_version": 2}, approve=True))
    assert reasons(file.client, "CON-CV") == {("BASIS_REVISED", "EVD-1"): REDO}


def test_the_words_of_an_intended_purpose_are_reworded_by_two(file):
    """Where a second person agrees that it is the same, nothing moves; an indication is taken by its word."""
    changes = {
        "IP-1": {"statement": "Finds kidney stones in adult patients"},
        "REC-1": {"evidence_location": "TR 1"},
        "HAZ-1": {"title": "A stone is overlooked"},
    }
    for key, fields in changes.items():
        ok(put(file.client, key, fields, editorial=True))
        agreed = {"json": {"agree_editorial": True}, "headers": {"Evitrace-Actor": "second"}}
        ok(file.client.post(f"/v1/items/{key}/approve", **agreed))
        assert set(file.statuses().values()) == {"current"}, key
    refused = put(file.client, "IUE-1", {"title": "Renal calculus"}, editorial=True)
    assert "title is no free text" in problem(refused, 422, "editorial-refused")["detail"]
    assert differences(file.address) == []


def test_a_justified_gap_that_is_written_moves_nothing(workspace):
    """To accept a gap, as its rule allows, is no reason to evaluate anew."""
    workspace.load([*ARGUMENT, row("EvidenceUse", "EVU-2", uses="EVD-1", bears_on="CLM-1", pillar="vca")])
    before = workspace.statuses()
    gap = {"signatures": [{"signer": "evaluator", "meaning": "waived", "signed_at": "2026-01-15T09:00:00Z"}]}
    workspace.load([
        row("JustifiedGap", "JG-1", rule_id="EVD-07", waives="EVU-1", rationale="It reads alike",
            expires_at="2031-01-31", cites=[APPRAISAL["key"]], **gap)
    ])  # fmt: skip
    assert workspace.statuses() == before
