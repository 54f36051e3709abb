"""The requirements checklist: every leaf a row, with its answer, its conclusions today and its open gaps."""

from collections import Counter

from api_tests.lungtriage import argument, whole

GSPR = {
    "type": "RegulatoryProfile",
    "key": "PRO-EU",
    "jurisdiction": "EU_MDR",
    "catalogue_id": "EUMDR.GSPR",
    "devices": ["DEV-01"],
    "approve": True,
}

ANSWERS = [
    {
        "type": "EvidenceUse",
        "key": "USE-LIFE",
        "uses": ["EVD-2"],
        "bears_on": ["DEV-01.MDD.ER.4"],
        "approve": True,
    },
    {"type": "ComplianceRecord", "key": "DRAFT-1", "satisfies": ["MDD.ER.5"], "devices": ["DEV-01"]},
    {
        "type": "ComplianceRecord",
        "key": "SECOND-1",
        "satisfies": ["ER1"],
        "devices": ["DEV-01"],
        "approve": True,
    },
]
"""A use of evidence, a draft, and a second answer to one requirement."""


def by_leaf(found, catalogue="MDD.ER"):
    """The rows of a catalogue by leaf, in their order."""
    rows = {}
    for row in found["items"]:
        if row["catalogue"] == catalogue:
            rows.setdefault(row["id"], []).append(row)
    return rows


def test_a_checklist_shows_what_is_answered_and_what_is_not(workspace):
    """Answered leaves carry method, standards, evidence and conclusion; all others are rows all the same."""
    workspace.load(argument())
    found = workspace.get("/devices/DEV-01/checklist")
    rows = by_leaf(found)
    assert [entry["id"] for entry in found["catalogues"]] == ["MDD.ER"]
    assert found["counts"]["leaves"] == 92
    assert found["counts"]["by_state"] == {"applicable": 3, "not_loaded": 89}
    (first,) = rows["1"]
    assert (first["requirement"], first["record"], first["applicable"]) == ("ER1", "CMP-1", "applicable")
    assert {entry["key"] for entry in first["standards"]} == {"STD-1", "STD-3"}
    assert first["evidence_location"].startswith("Clinical evaluation report")
    (concluded,) = first["conclusions"]
    assert (concluded["kind"], concluded["status"]) == ("requirement_met", "current")

    workspace.revise("CLM-1", {"statement": "Another statement"})
    third = by_leaf(workspace.get("/devices/DEV-01/checklist"))["3"][0]
    assert third["conclusions"][0]["status"] in ("stale", "suspect")
    assert {gap["rule"] for gap in third["gaps"]} & {"CON-01", "CON-02"}
    loaded_with_another(workspace)
    narrowed_or_left(workspace)


def loaded_with_another(workspace):
    """Two catalogues stand side by side, and each leaf says what there is of it: answers, drafts, gaps."""
    workspace.client.post("/v1/devices/DEV-01/requirements", json={"profile": "PRO-1"}).raise_for_status()
    workspace.load([GSPR])
    workspace.revise(
        "DEV-01.MDD.ER.8.3",
        {"applicable": "not_applicable", "justification": "Nothing of it is sterile"},
    )
    workspace.load(ANSWERS)
    whole = workspace.get("/devices/DEV-01/checklist")
    rows = by_leaf(whole)
    assert [entry["id"] for entry in whole["catalogues"]] == ["EUMDR.GSPR", "MDD.ER"]
    assert whole["counts"]["leaves"] == 278
    assert {row["state"] for leaf in by_leaf(whole, "EUMDR.GSPR").values() for row in leaf} == {"not_loaded"}
    assert [row["record"] for row in rows["1"]] == ["CMP-1", "SECOND-1"]
    assert (rows["8.3"][0]["state"], rows["8.3"][0]["applicable"]) == ("not_applicable", "not_applicable")
    assert {gap["rule"] for gap in rows["8.3"][0]["gaps"]} == {"REQ-02"}
    assert [entry["evidence"] for entry in rows["4"][0]["evidence"]] == ["EVD-2"]
    assert rows["5"][0]["drafts"] == ["DRAFT-1"]
    assert {gap["rule"] for gap in rows["5"][0]["gaps"]} == {"REQ-01"}
    assert rows["6a"][0]["state"] == "undecided"


def narrowed_or_left(workspace):
    """A profile or a catalogue narrows the list; a leaf whose record was withdrawn stays a row."""
    only = workspace.get("/devices/DEV-01/checklist", profile="PRO-EU")
    assert {row["catalogue"] for row in only["items"]} == {"EUMDR.GSPR"}
    assert workspace.get("/devices/DEV-01/checklist", profile="MDD.ER")["counts"]["leaves"] == 92
    refused = workspace.client.get("/v1/devices/DEV-01/checklist", params={"profile": "NONE"})
    assert refused.status_code == 404
    workspace.withdraw("DEV-01.MDD.ER.7.1")
    left = by_leaf(workspace.get("/devices/DEV-01/checklist"))
    assert (left["7.1"][0]["state"], left["7.1"][0]["record"]) == ("no_record", None)


def test_the_checklist_of_the_worked_example_is_complete(workspace):
    """Each leaf applies, with method and place of the evidence, or does not, for a signed reason."""
    workspace.load(whole())
    found = workspace.get("/devices/DEV-01/checklist", on="2026-11-23")
    assert Counter(row["state"] for row in found["items"]) == {"applicable": 33, "not_applicable": 59}
    assert not any(found["counts"]["gaps_by_severity"].values())
    for row in found["items"]:
        if row["state"] == "applicable":
            assert row["method"], row["id"]
            assert row["evidence_location"], row["id"]
        else:
            assert row["justification"], row["id"]
            assert [entry["kind"] for entry in row["conclusions"]] == ["requirement_not_applicable"]


def test_a_profile_that_names_an_unknown_catalogue_hides_nothing(workspace):
    """Requirements of a maker's own are rows whatever the profiles of the device are called."""
    workspace.load(
        [
            {"type": "Device", "key": "DEV-1", "approve": True},
            {"type": "Device", "key": "DEV-2", "approve": True},
            {
                "type": "RegulatoryProfile",
                "key": "PRO-1",
                "jurisdiction": "GB_UKMDR",
                "catalogue_id": "UK.OWN",
                "devices": ["DEV-1"],
                "approve": True,
            },
            {
                "type": "RegulatoryProfile",
                "key": "PRO-2",
                "jurisdiction": "GB_UKMDR",
                "catalogue_id": "IN.HOUSE",
                "devices": ["DEV-2"],
                "approve": True,
            },
            {"type": "Requirement", "key": "R-1", "catalogue": "IN.HOUSE", "approve": True},
            {"type": "Requirement", "key": "R-2", "approve": True},
            {"type": "Requirement", "key": "R-3", "catalogue": "OTHER", "approve": True},
        ]
    )
    found = {
        device: {row["requirement"] for row in workspace.get(f"/devices/{device}/checklist")["items"]}
        for device in ("DEV-1", "DEV-2")
    }
    assert found == {"DEV-1": {"R-1", "R-2", "R-3"}, "DEV-2": {"R-1", "R-2"}}
