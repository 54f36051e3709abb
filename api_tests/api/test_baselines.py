"""Baselines freeze what is there; differences say what moved between two moments."""

from api_tests.small_file import ARGUMENT, differences, entries, ok, problem, row


def released(workspace):
    """Two releases with a revision, a new item and a withdrawal between them."""
    client = workspace.client
    workspace.load(ARGUMENT)
    ok(client.post("/v1/baselines", json={"name": "CER v1", "released_at": "2026-04-01"}), 201)
    workspace.revise("EVD-1", {"n": 90, "citation": "Report 2"}, reason="corrected", change_ref="CR-7")
    workspace.revise("CLM-1", {"title": "Jaundice"})
    workspace.load([row("Hazard", "HAZ-1", title="Wrong patient")])
    workspace.withdraw("IUE-1")
    ok(client.post("/v1/baselines", json={"name": "CER v2", "device": "DEV-1"}), 201)


def test_a_baseline_freezes_what_is_there(workspace):
    """It names the revision before it, keeps versions, statuses and gaps, and never changes."""
    client = workspace.client
    released(workspace)
    first = ok(client.get("/v1/baselines/CER v1"))
    assert (first["revision"], first["released_at"], first["state"]) == (1, "2026-04-01", "in_force")
    report = first["report"]
    assert {entry["key"]: entry["status"] for entry in report["conclusions"]} == {
        "CON-1": "current",
        "CON-2": "current",
    }
    then = ok(client.get("/v1/gaps", params={"as_of": "CER v1"}))
    assert report["gaps"]
    assert report["gap_counts"] == then["counts"]
    assert {gap["id"] for gap in report["gaps"]} == {gap["id"] for gap in then["items"]}
    assert ok(client.get("/v1/items/EVD-1", params={"as_of": "CER v1"}))["content"]["n"] == 100
    named = [entry["name"] for entry in ok(client.get("/v1/baselines"))["items"]]
    assert named == ["CER v1", "CER v2"]
    explained = ok(client.get("/v1/conclusions/CON-1/explanation"))["baselines"]
    assert ("CER v1", "EVD-1", 1, "2026-04-01") in {
        (entry["baseline"], entry["item"], entry["version"], entry["released_at"]) for entry in explained
    }
    assert [entry["action"] for entry in entries(client)][1] == "baseline"
    assert differences(workspace.address) == []


def test_what_may_not_be_a_baseline(workspace):
    """A name is taken once and is no moment; nobody revises a baseline or makes one as an item."""
    client = workspace.client
    released(workspace)
    problem(client.post("/v1/baselines", json={"name": "CER v1"}), 409, "key-taken")
    for name in ("7", "2026-01-31", "a/b"):
        problem(client.post("/v1/baselines", json={"name": name}), 422, "invalid-content")
    problem(client.post("/v1/baselines", json={"name": "x", "device": "NO-1"}), 404, "item-not-found")
    problem(client.get("/v1/baselines/none"), 404, "no-such-moment")
    made = ok(client.get("/v1/baselines/CER v1"))
    mine = {**ok(client.get(f"/v1/items/{made['key']}"))["content"], "report_hash": "x"}
    headers = {"If-Match": "*"}
    problem(client.put(f"/v1/items/{made['key']}", json=mine, headers=headers), 409, "wrong-state")
    problem(client.post("/v1/items", json={**mine, "key": "BL-9"}), 409, "wrong-state")
    assert ok(client.get("/v1/baselines/CER v1")) == made


def test_what_differs_between_two_moments(workspace):
    """Items and conclusions that moved and gaps that opened, as data and in words."""
    client = workspace.client
    released(workspace)
    found = ok(client.get("/v1/baselines/CER v1/diff/CER v2"))
    assert [entry["key"] for entry in found["added"] if entry["type"] != "Baseline"] == ["HAZ-1"]
    assert [(entry["key"], entry["withdrawn_reason"]) for entry in found["withdrawn"]] == [
        ("IUE-1", "obsolete")
    ]
    revised = {entry["key"]: entry for entry in found["revised"]}
    assert revised["CLM-1"]["change_class"] == "editorial"
    assert revised["EVD-1"]["fields"] == [
        {"field": "citation", "from": "Report 1", "to": "Report 2", "class": "editorial"},
        {"field": "n", "from": 100, "to": 90, "class": "substantive"},
    ]
    moved = {entry["key"]: (entry["from"]["status"], entry["to"]["status"]) for entry in found["conclusions"]}
    assert moved == {"CON-1": ("current", "stale"), "CON-2": ("current", "suspect")}
    assert ("RSK-01", "HAZ-1") in {(gap["rule"], gap["subject"]) for gap in found["gaps_opened"]}
    assert any(line.startswith("EVD-1 (Evidence) revised, substantive, 1 -> 2: ") for line in found["text"])
    last = entries(client)[-1]["revision"]
    back = ok(client.get("/v1/diff", params={"from": str(last), "to": "1"}))
    assert [entry["key"] for entry in back["restored"]] == ["IUE-1"]
    assert {entry["key"] for entry in back["added"]} == set()
    same = ok(client.get("/v1/diff", params={"from": "2", "to": "2"}))
    assert same["text"] == []
    problem(client.get("/v1/diff", params={"from": "1", "to": "99"}), 404, "no-such-moment")
