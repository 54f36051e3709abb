"""A gap that is justified stays visible, forbids nothing while it is, and is open again when it should be."""

from datetime import UTC, datetime, timedelta

import pytest

from api_tests.small_file import problem, signed_now

TODAY = datetime.now(UTC).date()
LATER = str(TODAY + timedelta(days=30))
TOO_LATE = str(TODAY + timedelta(days=31))
WAIVED = [{"signer": "evaluator", "meaning": "waived", "signed_at": "2026-11-09T09:00:00Z"}]
ROWS = [
    {"type": "Device", "key": "DEV-1"},
    {"type": "DeviceVersion", "key": "DV-1", "devices": ["DEV-1"]},
    {"type": "DeviceVersion", "key": "DV-2", "devices": ["DEV-1"], "succeeds": ["DV-1"]},
    {"type": "Claim", "key": "CLM-1", "devices": ["DEV-1"], "statement": "It finds what it should find"},
    {"type": "Evidence", "key": "EVD-1", "kind": "publication", "n": 10, "generated_with": ["DV-1"],
     "devices": ["DEV-1"]},
    {"type": "Evidence", "key": "EVD-9", "kind": "analytical_test_bench", "n": 20, "devices": ["DEV-1"]},
    {"type": "EvidenceUse", "key": "EVU-1", "uses": ["EVD-1"], "bears_on": ["CLM-1"], "pillar": "cv"},
    {"type": "EvidenceUse", "key": "EVU-2", "uses": ["EVD-1"], "bears_on": ["CLM-1"], "pillar": "cv",
     "direction": "contradicts", "applicability_justification": "other purpose",
     "signatures": [{"signer": "evaluator", "meaning": "justified", "signed_at": "2026-11-09T09:00:00Z"}]},
    {"type": "Appraisal", "key": "APP-1", "appraises": ["EVD-1"], "validity_performance": "valid"},
]  # fmt: skip
REASONS = {
    "rationale": "The change between the versions does not touch it",
    "compensating_measure": "Bench comparison of both versions",
    "expires_at": LATER,
    "cites": ["EVD-9"],
    "reason": "agreed in review",
}


def loaded(workspace):
    """Load the rows; gives the gap of the evidence's device version."""
    workspace.load([{"approve": True, **row} for row in ROWS])
    return the_gap(workspace)


def the_gap(workspace, **asked):
    """Return the one gap of EVD-07."""
    (gap,) = workspace.gaps(rule="EVD-07", **asked)["items"]
    return gap


def post(workspace, path, body, status=201):
    """Post as another actor than the default one."""
    response = workspace.client.post(f"/v1{path}", json=body, headers={"Evitrace-Actor": "reviewer"})
    assert response.status_code == status, response.text
    return response.json()


def lapsed(gap):
    """Return why nothing justifies a gap, as (justified gap, code, item)."""
    return [(entry["key"], why["code"], why["item"]) for entry in gap["lapsed"] for why in entry["why"]]


def test_a_justified_gap_is_listed_with_what_justifies_it(workspace):
    """Counts, filters, the gap itself, the item, its history and the audit trail say the same."""
    gap = loaded(workspace)
    assert (gap["state"], gap["justified"], gap["lapsed"]) == ("open", None, [])
    before = workspace.gaps()["counts"]

    written = post(workspace, f"/gaps/{gap['id']}/justification", REASONS)

    key = written["key"]
    assert written["gap"]["state"] == "justified"
    after = workspace.gaps()
    assert after["counts"]["by_severity"] == before["by_severity"]
    assert after["counts"]["justified"] == {"blocker": 0, "major": 1, "minor": 0, "info": 0}
    assert after["counts"]["open"]["major"] == before["open"]["major"] - 1
    assert [g["id"] for g in workspace.gaps(state="justified")["items"]] == [gap["id"]]
    assert gap["id"] not in {g["id"] for g in workspace.gaps(state="open")["items"]}
    found = workspace.get(f"/gaps/{gap['id']}")["gap"]
    assert found == the_gap(workspace) == written["gap"]
    given = found["justified"]
    assert (given["key"], given["signed_by"], given["cites"]) == (key, "reviewer", ["EVD-9"])
    assert (given["rationale"], given["expires_at"]) == (REASONS["rationale"], LATER)
    item = workspace.get(f"/items/{key}")
    assert item["content"]["waives"] == ["EVD-1"]
    assert item["version"]["signatures"][0]["meaning"] == "waived"
    entry = workspace.get("/audit", item=key)["items"][-1]
    assert (entry["action"], entry["actor"], entry["reason"]) == ("justify", "reviewer", "agreed in review")


def test_it_is_open_again_when_it_should_be(workspace):
    """Past its day, after any drift of what was signed on, and after it was withdrawn; not before."""
    gap = loaded(workspace)
    key = post(workspace, f"/gaps/{gap['id']}/justification", REASONS)["key"]

    assert the_gap(workspace, on=LATER)["state"] == "justified"
    assert lapsed(the_gap(workspace, on=TOO_LATE)) == [(key, "expired", key)]
    workspace.revise("EVD-9", {"title": "Bench comparison, page numbers"})
    workspace.revise("EVD-1", {"title": "A title"})
    assert the_gap(workspace)["state"] == "justified"
    workspace.revise("EVD-9", {"n": 21})
    assert lapsed(the_gap(workspace)) == [(key, "cited_changed", "EVD-9")]
    workspace.revise("EVD-9", {"n": 20})
    assert the_gap(workspace)["state"] == "justified"
    workspace.revise("EVD-1", {"n": 11})
    assert lapsed(the_gap(workspace)) == [(key, "subject_changed", "EVD-1")]
    workspace.revise("EVD-1", {"n": 10})
    assert the_gap(workspace)["state"] == "justified"
    workspace.withdraw("EVD-9")
    assert lapsed(the_gap(workspace)) == [(key, "cited_withdrawn", "EVD-9")]
    workspace.revise("EVD-9", {})
    assert the_gap(workspace)["state"] == "justified"
    workspace.revise(key, {"compensating_measure": "none after all"})
    assert (key, "not_signed", key) in lapsed(the_gap(workspace))

    again = post(workspace, f"/gaps/{gap['id']}/justification", REASONS)
    assert (again["key"], again["gap"]["state"]) == (key, "justified")
    taken = {"reason": "the comparison was not done", "withdrawn_reason": "invalid"}
    answer = post(workspace, f"/gaps/{gap['id']}/justification/withdraw", taken, 200)
    assert lapsed(answer["gap"]) == [(key, "withdrawn", key)]
    assert "invalid" in answer["gap"]["lapsed"][0]["why"][0]["detail"]
    post(workspace, f"/gaps/{gap['id']}/justification", REASONS)
    assert the_gap(workspace)["state"] == "justified"
    assert len(workspace.get(f"/items/{key}/versions")["items"]) == 4


def refused(workspace, path, body=REASONS):
    """Return status and problem of a refused post."""
    response = workspace.client.post(f"/v1{path}", json=body)
    return response.status_code, response.json()["type"].rpartition(":")[2]


def test_what_is_refused(workspace):
    """A gap not there or justified, a rule that forbids it, a day gone by, a citation not in force."""
    gap = loaded(workspace)
    (contradiction,) = workspace.gaps(rule="EVD-10")["items"]
    revision = workspace.gaps()["revision"]
    path = f"/gaps/{gap['id']}/justification"

    assert refused(workspace, "/gaps/GAP-0/justification") == (404, "gap-not-found")
    assert workspace.client.get("/v1/gaps/GAP-0").status_code == 404
    forbidden = refused(workspace, f"/gaps/{contradiction['id']}/justification")
    assert forbidden == (409, "not-justifiable")
    gone = str(TODAY - timedelta(days=1))
    assert refused(workspace, path, {**REASONS, "expires_at": gone}) == (422, "invalid-content")
    assert refused(workspace, path, {**REASONS, "rationale": " "}) == (422, "invalid-content")
    assert refused(workspace, path, {**REASONS, "cites": ["NO-1"]}) == (404, "item-not-found")
    assert refused(workspace, f"{path}/withdraw", {"reason": "no"}) == (409, "wrong-state")
    assert refused(workspace, f"{path}/withdraw", {}) == (422, "invalid-content")
    assert refused(workspace, "/gaps/GAP-0/justification/withdraw", {"reason": "no"})[0] == 404
    assert workspace.gaps()["revision"] == revision

    post(workspace, path, REASONS)
    assert refused(workspace, path) == (409, "wrong-state")
    workspace.withdraw("EVD-9")
    assert refused(workspace, path) == (409, "wrong-state")
    workspace.revise("EVU-1", {"applicability_justification": "said in the use"})
    post(workspace, "/evidence-uses/EVU-1/sign", {}, 200)
    assert workspace.gaps(rule="EVD-07")["items"] == []
    assert refused(workspace, path) == (404, "gap-not-found")


@pytest.mark.parametrize(
    ("fields", "cause"),
    [
        ({}, None),
        ({"signatures": []}, "not_signed"),
        ({"rationale": ""}, "incomplete"),
        ({"expires_at": None}, "incomplete"),
        ({"cites": ["NO-1"]}, "cited_withdrawn"),
        ({"rule_id": "EVD-10", "waives": ["EVU-2"], "detail": ""}, "not_allowed"),
    ],
)
def test_a_loaded_row_justifies_what_it_names_when_it_is_whole(workspace, fields, cause):
    """A row names rule, item and detail; without signature, reason or end it justifies nothing."""
    row = {
        "type": "JustifiedGap",
        "key": "JG-1",
        "rule_id": "EVD-07",
        "waives": ["EVD-1"],
        "detail": "DV-1",
        "rationale": "r",
        "expires_at": LATER,
        "cites": ["EVD-9"],
        "signatures": WAIVED,
        "approve": True,
    }
    rows = [{"approve": True, **entry} for entry in ROWS]
    workspace.load([{k: v for k, v in (row | fields).items() if v is not None}, *rows], unresolved="keep")

    answer = workspace.gaps(rule=(row | fields)["rule_id"])
    (gap,) = answer["items"]
    assert [why["code"] for entry in gap["lapsed"] for why in entry["why"]] == ([cause] if cause else [])
    assert gap["state"] == ("open" if cause else "justified")


def test_a_row_that_is_loaded_again_is_signed_again_only_by_a_new_signature(workspace):
    """The same row changes nothing and restores nothing; a later signature pins what is there now."""
    gap = loaded(workspace)
    row = {"type": "JustifiedGap", "key": "JG-1", "rule_id": "EVD-07", "waives": ["EVD-1"], "detail": "DV-1",
           "rationale": "r", "expires_at": LATER, "signatures": WAIVED, "approve": True}  # fmt: skip
    workspace.load([row])
    assert the_gap(workspace)["justified"]["key"] == "JG-1"
    workspace.revise("EVD-1", {"n": 12})
    assert workspace.load([row])["counts"] == {"unchanged": 1}
    assert the_gap(workspace)["state"] == "open"
    between = [{**WAIVED[0], "signed_at": "2026-11-10T09:00:00Z"}]
    workspace.load([{**row, "signatures": between}])
    assert the_gap(workspace)["state"] == "open"
    workspace.load([{**row, "note": "typed anew"}])
    assert the_gap(workspace)["state"] == "open"
    workspace.load([signed_now(row)])
    assert the_gap(workspace)["state"] == "justified"
    assert gap["id"] == the_gap(workspace)["id"]


def conclusion(workspace):
    """Make the draft of a pillar conclusion on the claim; gives the path that signs it."""
    body = {"type": "Conclusion", "key": "CON-1", "kind": "pillar_av", "about": ["CLM-1"],
            "verdict": "supported", "also_rests_on": ["EVD-1"]}  # fmt: skip
    post(workspace, "/items", body)
    return "/v1/conclusions/CON-1/sign"


def test_a_justified_blocker_lets_a_conclusion_be_signed_and_is_named(workspace):
    """The signature says which blockers it went past; when one is open again, the next is refused."""
    rows = [row for row in ROWS if row["key"] != "EVU-2"]
    workspace.load([{"approve": True, **row} for row in rows])
    path = conclusion(workspace)
    blocked = workspace.client.post(path, json={})
    assert blocked.status_code == 409, blocked.text
    in_the_way = blocked.json()["gaps"]
    assert {gap["state"] for gap in in_the_way} == {"open"}
    for gap in in_the_way:
        assert gap["waivable"]
        post(workspace, f"/gaps/{gap['id']}/justification", {**REASONS, "cites": ["EVD-9"]})

    signed = workspace.client.post(path, json={})

    assert signed.status_code == 200, signed.text
    named = {gap["id"]: gap["justified"]["rationale"] for gap in signed.json()["justified_gaps"]}
    assert named == {gap["id"]: REASONS["rationale"] for gap in in_the_way}
    workspace.revise("EVD-9", {"n": 22})
    again = {"outcome": "reaffirmed_unchanged", "rationale": "looked at again"}
    refusal = workspace.client.post("/v1/conclusions/CON-1/reaffirm", json=again)
    assert refusal.status_code == 409
    assert {gap["id"] for gap in refusal.json()["gaps"]} == set(named)


def test_a_preview_lists_the_gaps_that_a_change_would_open_again(workspace):
    """What is cited, the item itself, the justification: each planned change of it reopens the gap."""
    gap = loaded(workspace)
    key = post(workspace, f"/gaps/{gap['id']}/justification", REASONS)["key"]
    for change in (
        {"op": "revise", "key": "EVD-9", "fields": {"n": 30}},
        {"op": "withdraw", "key": "EVD-9"},
        {"op": "revise", "key": "EVD-1", "fields": {"n": 30}},
        {"op": "withdraw", "key": key},
    ):
        found = post(workspace, "/impact-previews", {"changes": [change]})["gaps"]
        assert [entry["id"] for entry in found["reopened"]] == [gap["id"]], change
        assert found["reopened"][0]["lapsed"]
    harmless = {"op": "revise", "key": "EVD-9", "fields": {"title": "other"}}
    assert post(workspace, "/impact-previews", {"changes": [harmless]})["gaps"]["reopened"] == []
    assert the_gap(workspace)["state"] == "justified"
    workspace.revise("EVD-9", {"n": 30})
    back = {"op": "revise", "key": "EVD-9", "fields": {"n": 20}}
    found = post(workspace, "/impact-previews", {"changes": [back]})["gaps"]
    assert [entry["id"] for entry in found["justified"]] == [gap["id"]]


def test_a_gap_of_a_rule_that_nobody_knows_is_not_justified(workspace):
    """Refused wherever it is sent: it would look like a justification, and justify nothing."""
    sent = {"type": "JustifiedGap", "key": "JGP-9", "rule_id": "CLM-99", "waives": ["DEV-1"]}
    rows = [{"type": "Device", "key": "DEV-1", "approve": True}, sent]
    for response in (
        workspace.client.post("/v1/items", json=sent, params={"unresolved": "keep"}),
        workspace.client.put("/v1/items/by-source/qms/9", json=sent, params={"unresolved": "keep"}),
    ):
        refused = problem(response, 422, "invalid-content")
        assert refused["errors"][0]["pointer"] == "/rule_id"
        assert "CLM-99" in refused["detail"]
    refused = problem(workspace.client.post("/v1/bulk", json=rows), 422, "load-refused")
    assert [entry["key"] for entry in refused["rows"]] == ["JGP-9"]
