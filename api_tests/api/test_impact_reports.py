"""The impact report of a recorded change: every section, several changes together, and reality afterwards."""

import pytest

from api_tests.small_file import ARGUMENT, CLAIM, differences, ok, problem, row, signed, trail

MORE = [
    row("DeviceVersion", "DV-1", version_label="1.0", model_version="m1", devices="DEV-1"),
    row("DesignItem", "DI-1", kind="software_requirement", text="Shows the value", implements="RCT-1"),
    row("Hazard", "HAZ-1", description="Wrong value", devices="DEV-1"),
    row("Harm", "HRM-1", description="Late therapy"),
    row("HazardousSituation", "HSI-1", description="Value is trusted", arises_from="HAZ-1", leads_to="HRM-1"),
    row("RiskControl", "RCT-1", control_type="protective_measure", controls="HSI-1", implemented_by="DI-2"),
    row("DesignItem", "DI-2", kind="architecture_element", text="Checks the value"),
    row("Requirement", "MDD.ER.3", catalogue="MDD.ER", requirement_id="3", paraphrase="Performance"),
    row("ComplianceRecord", "CMP-1", satisfies="MDD.ER.3", applicable="applicable", devices="DEV-1"),
    signed("CON-3", "requirement_met", "CMP-1", "met", devices="DEV-1"),
    signed("CON-4", "control_effective", "RCT-1", "implemented_and_effective"),
]
NEW_ELEMENT = {"type": "IntendedUseElement", "key": "IUE-2", "kind": "target_population", "value": "Newborns"}
WIDEN = [
    {"op": "create", "item": {**NEW_ELEMENT, "devices": ["DEV-1"]}},
    {"op": "add_reference", "key": "CLM-1", "relation": "covers", "target": "IUE-2"},
]
REWORK = [{"op": "revise", "key": "DI-2", "fields": {"text": "Checks it twice"}}]
CORRECT = [{"op": "revise", "key": "EVD-1", "fields": {"n": 96}}]


def change(key, deltas, **fields):
    """A recorded change; a draft, since planning a change is not making it."""
    return {"type": "Change", "key": key, "kind": "design", "proposed_deltas": deltas, **fields}


@pytest.fixture
def begun(workspace):
    """A small file, with three changes that somebody plans."""
    workspace.load([*ARGUMENT, *MORE])
    asked = {"questionnaire": {"A2": "yes", "OWN-1": "no"}, "affects": ["CLM-1", "EVD-1"]}
    workspace.load([change("CHG-1", WIDEN, **asked), change("CHG-2", REWORK), change("CHG-3", CORRECT)])
    return workspace


def reported(workspace, key):
    """POST /v1/changes/{key}/impact-report."""
    return ok(workspace.client.post(f"/v1/changes/{key}/impact-report", json={}), 201)


def test_a_report_answers_what_people_must_decide(begun):
    """Conclusions with signers, gaps, evidence, hints at the questionnaire and limits; nothing is written."""
    before = trail(begun.client)
    found = reported(begun, "CHG-1")
    assert trail(begun.client) == before
    assert found["change"]["key"] == "CHG-1"
    moved = {entry["key"]: (entry["to"], entry["demand"]) for entry in found["conclusions"]}
    assert moved["CON-1"] == ("stale", "must_redo")
    assert moved["CON-2"][0] == "suspect"
    first = next(entry for entry in found["conclusions"] if entry["key"] == "CON-1")
    assert (first["verdict"], first["signatures"][0]["signer"]) == ("supported", "evaluator")
    assert found["summary"]["must_redo"] >= 1
    assert ("IUP-01", "IUE-2") in {(gap["rule"], gap["subject"]) for gap in found["gaps"]["opened"]}
    assert [entry["key"] for entry in found["evidence"]] == ["EVD-1"]
    assert found["claims_and_information"]["Claim"] == ["CLM-1"]
    asked = {entry["id"]: entry for entry in found["questionnaire"]["questions"]}
    assert (asked["A2"]["answer"], asked["A2"]["hinted_by"]) == ("yes", ["IUE-2"])
    assert (asked["A1"]["answer"], asked["A1"]["hinted_by"]) == (None, [])
    assert found["questionnaire"]["own"] == {"OWN-1": "no"}
    assert found["limits"]["declared_without_a_delta"] == ["EVD-1"]
    assert found["complete"] is True
    again = ok(begun.client.get(f"/v1/impact-reports/{found['id']}"))
    assert again == found
    assert differences(begun.address) == []


def test_a_design_change_reaches_the_hazards_behind_its_controls(begun):
    """Against the arrows to the control, along them to the hazard: all of it is to be analysed again."""
    found = reported(begun, "CHG-2")
    assert found["risk"]["RiskControl"] == ["RCT-1"]
    assert found["risk"]["Hazard"] == ["HAZ-1"]
    assert found["risk"]["Harm"] == ["HRM-1"]
    hinted = {e["id"]: e["hinted_by"] for e in found["questionnaire"]["questions"]}
    assert hinted["C2"] == ["DI-2"]
    roles = {task["key"]: task["role"] for task in found["work_list"]}
    assert roles["CON-4"] == "risk manager"


def test_several_changes_meet_where_they_touch_the_same_conclusion(begun):
    """Which conclusions more than one change touches, and what they do together."""
    sent = {"changes": ["CHG-1", "CHG-3", "CHG-2"]}
    found = ok(begun.client.post("/v1/cumulative-impact", json=sent))
    meeting = {entry["conclusion"]: entry["changes"] for entry in found["interactions"]}
    assert meeting["CON-1"] == ["CHG-1", "CHG-3"]
    assert "CON-4" not in meeting
    assert {"CON-1", "CON-4"} <= {entry["key"] for entry in found["conclusions"]}


def test_reality_is_held_against_what_was_foreseen(begun):
    """After the change is made: as foreseen, otherwise, and what nobody foresaw."""
    found = reported(begun, "CHG-3")
    where = f"/v1/impact-reports/{found['id']}/reality"
    assert "CON-1" in {entry["conclusion"] for entry in ok(begun.client.get(where))["otherwise"]}
    begun.revise("EVD-1", {"n": 96})
    begun.revise("DI-2", {"text": "Checks it thrice"})
    now = ok(begun.client.get(where))
    assert "CON-1" in now["as_foreseen"]
    assert now["otherwise"] == []
    assert now["unforeseen"] == ["CON-4"]
    reported_at = found["revision"]
    then = ok(begun.client.get(where, params={"as_of": reported_at}))
    assert "CON-1" in {entry["conclusion"] for entry in then["otherwise"]}
    before = begun.client.get(where, params={"as_of": reported_at - 1})
    problem(before, 404, "preview-not-found")


def test_what_cannot_be_tried_is_refused(begun):
    """No change, nothing proposed, or a proposal that is none: a problem that says so."""
    before = trail(begun.client)
    post = begun.client.post
    problem(post("/v1/changes/CLM-1/impact-report", json={}), 404, "wrong-type")
    problem(post("/v1/changes/CHG-9/impact-report", json={}), 404, "item-not-found")
    problem(begun.client.get("/v1/impact-reports/none"), 404, "preview-not-found")
    begun.load([change("CHG-4", [])])
    problem(post("/v1/changes/CHG-4/impact-report", json={}), 422, "invalid-content")
    assert trail(begun.client)[0] == before[0] + 1


CONCLUSION = {
    "type": "Conclusion",
    "key": "CON-7",
    "kind": "claim_supported",
    "about": ["CLM-1"],
    "statement": "x",
    "verdict": "supported",
}
BEFORE_ALL_TIME = {"signer": "eva", "meaning": "approved", "signed_at": "0001-01-01T00:00:00+01:00"}
IMPOSSIBLE = [
    ({"op": "dance"}, ""),
    ({"op": "revise", "key": "CLM-1", "fields": 5}, "/fields"),
    ({"op": "withdraw", "key": "CLM-1", "withdrawn_reason": "dull"}, "/withdrawn_reason"),
    ({"op": "create", "item": {**CLAIM, "key": "CLM-7", "colour": "red"}}, "/item/colour"),
    ({"op": "create", "item": {"type": "Claim", "statement": "x"}}, "/item/key"),
    ({"op": "create", "item": {"key": "CLM-7", "statement": "x"}}, "/item/type"),
    ({"op": "create", "item": {**CONCLUSION, "signatures": [BEFORE_ALL_TIME]}}, "/item"),
]


@pytest.mark.parametrize(("delta", "place"), IMPOSSIBLE)
def test_a_change_that_cannot_be_tried_is_refused_when_it_is_recorded(begun, delta, place):
    """What a change proposes is read when it is written, by any way, and the pointer leads to the fault."""
    before = trail(begun.client)
    sent = change("CHG-5", [{"op": "supersede", "key": "CLM-1"}, delta])
    told = problem(begun.client.post("/v1/items", json=sent), 422, "invalid-content")
    assert [error["pointer"] for error in told["errors"]] == [f"/proposed_deltas/1{place}"]
    told = problem(begun.client.post("/v1/bulk", json=[sent]), 422, "load-refused")
    assert [error["pointer"] for error in told["rows"][0]["errors"]] == [f"/proposed_deltas/1{place}"]
    told = problem(
        begun.client.post("/v1/impact-previews", json={"changes": [delta]}), 422, "invalid-content"
    )
    assert [error["pointer"] for error in told["errors"]] == [f"/changes/0{place}"]
    assert trail(begun.client) == before


def test_impact_reports_are_listed(begun):
    """Whoever lost an id finds the report again, by its change, oldest first."""
    begun.load([change("CHG-6", [{"op": "supersede", "key": "EVD-1"}])])
    made = [ok(begun.client.post("/v1/changes/CHG-6/impact-report", json={}), 201) for _ in range(2)]
    listed = begun.get("/impact-reports", change="CHG-6")
    assert [entry["id"] for entry in listed["items"]] == [report["id"] for report in made]
    first = begun.get("/impact-reports", limit=1)
    second = begun.get("/impact-reports", cursor=first["next"])
    assert [entry["id"] for entry in first["items"] + second["items"]] == [report["id"] for report in made]
    problem(begun.client.get("/v1/impact-reports", params={"change": "CHG-7"}), 404, "item-not-found")
    assert begun.get("/impact-reports", as_of=1)["items"] == []


def test_the_questions_are_served(workspace):
    """Each has an id, a text, what a yes usually means, and a source."""
    found = ok(workspace.client.get("/v1/questionnaires/change-significance"))["items"]
    assert [entry["id"] for entry in found][:4] == ["A1", "A2", "A3", "A4"]
    assert all(entry["text"].endswith("?") and entry["yes_usually_means"] for entry in found)
