"""The hazard log over HTTP: no column is lost, both schemes stand side by side, over two releases."""

SIGNED = [{"signer": "safety officer", "meaning": "approved", "signed_at": "2026-11-09T09:00:00Z"}]
DEVICE = {"type": "Device", "key": "DEV-1"}


def criteria(workspace):
    """Return an item of each preset of criteria, as a maker makes one."""
    presets = {entry["id"]: entry["content"] for entry in workspace.get("/risk-criteria/presets")["items"]}
    return [
        {**presets["dcb0129_5x5"], "key": "CRI-DCB"},
        {**presets["iso14971_5x5"], "key": "CRI-ISO"},
    ]


def risk(key, scheme, stage, severity, likelihood, situation="SIT-1", **more):
    """Return an estimate by the example criteria of its scheme."""
    named = {"dcb0129": "CRI-DCB", "iso14971": "CRI-ISO"}[scheme]
    return {"type": "Risk", "key": key, "scheme": scheme, "stage": stage,
            "severity": severity, "p": likelihood,
            "estimates": [situation, "HRM-1"], "criteria": [named], **more}  # fmt: skip


def concluded(key, about):
    """Return a signed conclusion that a risk is acceptable."""
    return {"type": "Conclusion", "key": key, "kind": "risk_acceptable", "about": [about],
            "verdict": "acceptable", "signatures": SIGNED}  # fmt: skip


FIRST = [
    DEVICE,
    {"type": "Hazard", "key": "HAZ-1", "title": "Wrong patient", "description": "A result of another patient",
     "owner": "Safety officer", "log_status": "open", "devices": ["DEV-1"]},
    {"type": "HazardousSituation", "key": "SIT-1", "description": "The clinician acts on it",
     "cause": "Two records share an id", "effect": "Treatment is delayed",
     "sequence_of_events": "Merge, then open", "arises_from": ["HAZ-1"],
     "leads_to": ["HRM-1"], "devices": ["DEV-1"], "note": "Seen in the pilot"},
    {"type": "Harm", "key": "HRM-1", "title": "Delayed treatment", "severity": 4},
    risk("R-DCB-0", "dcb0129", "initial", 4, 3),
    risk("R-ISO-0", "iso14971", "initial", 4, 3, basis_note="Two reports a year"),
    risk("R-DCB-1", "dcb0129", "residual", 4, 1),
    risk("R-ISO-1", "iso14971", "residual", 4, 1, level=1),
    {"type": "RiskControl", "key": "RC-OLD", "control_type": "protective_measure", "existing": True,
     "statement": "The name is shown", "controls": ["SIT-1"]},
    {"type": "RiskControl", "key": "RC-NEW", "control_type": "inherent_safety", "measure": "design",
     "statement": "Ids are unique", "controls": ["SIT-1"], "implemented_by": ["DI-1"]},
    {"type": "RiskControl", "key": "RC-DEP", "control_type": "transferred_to_deployer", "measure": "training",
     "statement": "Train staff to check the name", "controls": ["SIT-1"]},
    {"type": "DesignItem", "key": "DI-1", "kind": "software_requirement", "text": "Unique ids"},
    {"type": "Evidence", "key": "EVD-1", "kind": "software_verification", "title": "Test of ids"},
    {"type": "EvidenceUse", "key": "EVU-1", "uses": ["EVD-1"], "bears_on": ["DI-1"],
     "purpose": "implementation"},
    {"type": "EvidenceUse", "key": "EVU-2", "uses": ["EVD-1"], "bears_on": ["RC-NEW"],
     "purpose": "effectiveness"},
    {"type": "Hazard", "key": "HAZ-2", "title": "No result", "devices": ["DEV-1"]},
    {"type": "RiskControl", "key": "RC-LOST", "control_type": "training"},
]  # fmt: skip

SECOND = [
    {"type": "RiskControl", "key": "RC-TEST", "control_type": "protective_measure", "measure": "test",
     "controls": ["SIT-1"]},
    {"type": "HazardousSituation", "key": "SIT-3", "arises_from": ["HAZ-3"], "leads_to": ["HRM-1"],
     "log_status": "transferred", "owner": "Deployment lead"},
    {"type": "Hazard", "key": "HAZ-3", "title": "Late result", "devices": ["DEV-1"],
     "log_status": "open"},
    risk("R-3", "dcb0129", "initial", 2, 2, "SIT-3"),
]  # fmt: skip


def load(workspace, rows):
    """Bring rows into force."""
    workspace.load([{**row, "approve": True} for row in rows])


def log(workspace, **params):
    """Return the rows of the hazard log by key, and the whole answer."""
    found = workspace.get("/devices/DEV-1/hazard-log", **params)
    return {row["key"]: row for row in found["items"]}, found


def keys(controls):
    """Return the keys of controls."""
    return [control["key"] for control in controls]


def levels(row):
    """Return the level of each rating of a row by stage and scheme, and what the criteria make of it."""
    return {
        (stage, scheme): [(entry["level"], entry["judged"]) for entry in ratings]
        for stage in ("initial", "residual")
        for scheme, ratings in row[stage].items()
    }


def released(workspace, name):
    """Freeze the hazard log of a release."""
    answer = workspace.client.post("/v1/baselines", json={"name": name})
    assert answer.status_code == 201, answer.text


def what_changed_is_named(workspace):
    """The difference of two releases names the new rows, and the columns that hold other values."""
    found = workspace.get("/baselines/release 1/diff/release 2")
    added = {entry["key"] for entry in found["added"] if entry["type"] != "Baseline"}
    assert added == {"RC-TEST", "SIT-3", "HAZ-3", "R-3"}
    revised = {
        entry["key"]: {field["field"]: (field["from"], field["to"]) for field in entry["fields"]}
        for entry in found["revised"]
    }
    assert revised["R-ISO-1"]["severity"][1] == 3
    assert revised["HAZ-1"] == {"log_status": ("open", "closed")}
    assert any(line.startswith("R-ISO-1 (Risk) revised") for line in found["text"])


def every_column_is_there(row):
    """Hazard, situation, harm, ratings by both schemes, and all controls with what verified them."""
    hazard = row["hazards"][0]
    assert (hazard["title"], hazard["description"]) == ("Wrong patient", "A result of another patient")
    assert row["situation"]["description"] == "The clinician acts on it"
    assert (row["causes"], row["effect"]) == ("Two records share an id", "Treatment is delayed")
    assert (row["sequence_of_events"], row["note"]) == ("Merge, then open", "Seen in the pilot")
    assert [(harm["title"], harm["severity"]) for harm in row["harms"]] == [("Delayed treatment", 4)]
    assert (row["status"], row["owner"]) == ("open", "Safety officer")
    assert levels(row) == {
        ("initial", "iso14971"): [(3, "not_acceptable")],
        ("initial", "dcb0129"): [(3, "not_acceptable")],
        ("residual", "iso14971"): [(2, "not_acceptable")],
        ("residual", "dcb0129"): [(2, "acceptable")],
    }
    words = row["initial"]["dcb0129"][0]
    assert (words["severity_name"], words["likelihood_name"]) == ("major", "medium")
    assert words["level_name"] == "3 undesirable"
    assert row["initial"]["iso14971"][0]["basis_note"] == "Two reports a year"
    assert keys(row["existing_controls"]) == ["RC-OLD"]
    assert keys(row["additional_controls"]) == ["RC-NEW"]
    assert keys(row["transferred_controls"]) == ["RC-DEP"]
    control = row["additional_controls"][0]
    assert (control["statement"], control["measure"]) == ("Ids are unique", "design")
    verified = {
        name: [(u["use"], u["on"], u["stands"]) for u in uses]
        for name, uses in control["verification"].items()
    }
    assert verified == {
        "implementation": [("EVU-1", "DI-1", True)],
        "effectiveness": [("EVU-2", "RC-NEW", True)],
    }


def test_a_hazard_log_keeps_every_column_over_two_releases(workspace):
    """What was loaded is in the row: ratings, all controls, verification, status; then what changed is."""
    load(workspace, criteria(workspace) + FIRST)
    released(workspace, "release 1")
    rows, whole = log(workspace)
    assert list(rows) == ["SIT-1", "HAZ-2"]
    every_column_is_there(rows["SIT-1"])
    row = rows["SIT-1"]
    # A level stated against the matrix is shown as what it is, and what no row can place is not lost.
    assert row["flags"] == ["R-ISO-1: level 1 is stated, and the criteria give 2"]
    assert [(entry["key"], entry["type"]) for entry in whole["unplaced"]] == [("RC-LOST", "RiskControl")]
    assert (rows["HAZ-2"]["situation"], rows["HAZ-2"]["hazards"][0]["title"]) == (None, "No result")
    assert list(log(workspace, scheme="dcb0129")[0]["SIT-1"]["initial"]) == ["dcb0129"]
    load(workspace, SECOND)
    workspace.revise("R-ISO-1", {"severity": 3, "level": 1})
    workspace.revise("HAZ-1", {"log_status": "closed"})
    released(workspace, "release 2")
    what_changed_is_named(workspace)
    rows, whole = log(workspace)
    assert list(rows) == ["SIT-1", "HAZ-2", "SIT-3"]
    assert whole["counts"] == {
        "rows": 3,
        "by_status": {"closed": 1, "transferred": 1, "unstated": 1},
        "flagged": 2,
        "unplaced": 1,
        "drafts": 0,
    }
    row = rows["SIT-1"]
    assert keys(row["additional_controls"]) == ["RC-NEW", "RC-TEST"]
    assert levels(row)["residual", "iso14971"] == [(1, "acceptable")]
    # Closed is what people said; that nobody concluded on the residual risks is said beside it.
    assert (row["status"], len(row["flags"])) == ("closed", 2)
    assert rows["SIT-3"]["owner"] == "Deployment lead"
    assert rows["SIT-3"]["flags"] == ["transferred, and no control is transferred to the deployer"]


def test_the_summary_counts_levels_and_names_what_is_open(workspace):
    """Levels by scheme and stage, residual risks with no current conclusion, what deployers are told."""
    overall = {"type": "Conclusion", "key": "CON-9", "kind": "overall_residual_risk", "about": ["DEV-1"],
               "verdict": "acceptable", "signatures": SIGNED}  # fmt: skip
    load(workspace, [*criteria(workspace), *FIRST, concluded("CON-1", "R-DCB-1"), overall])
    workspace.revise("HAZ-1", {"log_status": "closed"})
    found = workspace.get("/devices/DEV-1/risk-summary")
    assert found["counts"]["dcb0129"]["residual"] == {
        "risks": 1,
        "by_level": {"2": 1},
        "judged": {"acceptable": 1},
        "without_criteria": 0,
    }
    assert found["counts"]["iso14971"]["residual"]["by_level"] == {"2": 1}
    assert found["residual_without_conclusion"] == ["R-ISO-1"]
    # The status of a log entry is no part of what was concluded.
    assert found["residual_not_current"] == []
    assert [(c["key"], c["verdict"], c["status"]) for c in found["overall_residual_risk"]] == [
        ("CON-9", "acceptable", "current")
    ]
    assert keys(found["transferred_controls"]) == ["RC-DEP"]
    assert [entry["risk"] for entry in found["contradictions"]] == ["R-ISO-1"]

    workspace.revise("SIT-1", {"effect": "Treatment is wrong"})
    workspace.withdraw("CRI-ISO")
    found = workspace.get("/devices/DEV-1/risk-summary")
    assert [(entry["risk"], entry["key"]) for entry in found["residual_not_current"]] == [
        ("R-DCB-1", "CON-1")
    ]
    assert found["overall_residual_risk"][0]["status"] != "current"
    assert found["counts"]["iso14971"]["residual"]["without_criteria"] == 1
    rows, _ = log(workspace)
    assert (
        rows["SIT-1"]["residual"]["iso14971"][0]["no_criteria_because"]
        == "the criteria CRI-ISO are not in force"
    )
    assert "closed, and nothing current is concluded on the residual risk R-DCB-1" in rows["SIT-1"]["flags"]


def test_an_entry_of_several_hazards_is_open_while_one_is_and_what_is_not_in_force_is_named(workspace):
    """The least settled status stands; drafts, of new items and of revisions, are told beside the rows."""
    load(workspace, criteria(workspace) + FIRST)
    workspace.revise("HAZ-2", {"log_status": "closed"})
    workspace.revise("SIT-1", {"arises_from": ["HAZ-1", "HAZ-2"]})
    row = log(workspace)[0]["SIT-1"]
    assert ([hazard["key"] for hazard in row["hazards"]], row["status"]) == (["HAZ-1", "HAZ-2"], "open")
    drafts = [
        {"type": "RiskControl", "key": "RC-OLD", "control_type": "training", "controls": ["SIT-1"]},
        {"type": "Hazard", "key": "HAZ-9", "devices": ["DEV-1"]},
        {"type": "Device", "key": "DEV-2", "approve": True},
        {"type": "Hazard", "key": "HAZ-8", "devices": ["DEV-2"]},
    ]
    workspace.load(drafts)
    rows, whole = log(workspace)
    assert (list(rows), whole["drafts"]) == (["SIT-1"], ["HAZ-9", "RC-OLD"])
    assert rows["SIT-1"]["existing_controls"][0]["control_type"] == "protective_measure"


def test_what_concerns_another_device_is_in_no_row(workspace):
    """A control or rating of another device alone is not ours; what is no device has no log."""
    load(workspace, criteria(workspace) + FIRST)
    load(workspace, [
        {"type": "Device", "key": "DEV-2"},
        {"type": "RiskControl", "key": "RC-2", "control_type": "training", "controls": ["SIT-1"],
         "devices": ["DEV-2"]},
        risk("R-2", "dcb0129", "residual", 1, 1, devices=["DEV-2"]),
    ])  # fmt: skip
    row = log(workspace)[0]["SIT-1"]
    assert "RC-2" not in keys(row["additional_controls"])
    assert [entry["risk"] for entry in row["residual"]["dcb0129"]] == ["R-DCB-1"]
    other = workspace.get("/devices/DEV-2/hazard-log")
    assert (other["items"], {"RC-2", "R-2"} <= {entry["key"] for entry in other["unplaced"]}) == ([], True)
    paths = [
        f"/v1/devices/{key}/{what}" for key in ("NO-1", "HAZ-1") for what in ("hazard-log", "risk-summary")
    ]
    assert [workspace.client.get(path).status_code for path in paths] == [404, 404, 404, 404]


def test_the_log_judges_a_risk_as_the_rules_do(workspace):
    """Of risks that nothing reduces, RSK-02 finds those that the log does not call acceptable."""
    stated = [{}, {"acceptability": "acceptable"}, {"acceptability": "not_acceptable"}]
    placed = [{}, {"severity": 1, "p": 1}, {"severity": 4, "p": 4}, {"severity": 7, "p": 1}, {"severity": 1}]
    measured = [{}, {"level": 1}, {"level": 3}]
    named = [{}, {"criteria": ["CRI-ISO"]}, {"criteria": ["CRI-DCB"]}]
    cases = [
        {**words, **cell, **level, **by}
        for words in stated
        for cell in placed
        for level in measured
        for by in named
    ]
    risks = [
        {"type": "Risk", "key": f"R-{number}", "stage": "initial", "estimates": ["SIT-3"], **case}
        for number, case in enumerate(cases)
    ]
    situation = {"type": "HazardousSituation", "key": "SIT-3"}
    load(workspace, [DEVICE, situation, *criteria(workspace), *risks])
    ratings = log(workspace)[0]["SIT-3"]["initial"]["iso14971"]
    refused = {entry["risk"] for entry in ratings if entry["judged"] != "acceptable"}
    assert len(ratings) == len(cases)
    assert {gap["subject"] for gap in workspace.gaps(rule="RSK-02", limit=1000)["items"]} == refused
    assert 0 < len(refused) < len(cases)
