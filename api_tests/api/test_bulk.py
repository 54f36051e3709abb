import json

import pytest

from api_tests.small_file import (
    ARGUMENT,
    DEVICE,
    EVIDENCE,
    PILLAR,
    SUPPORT,
    URN,
    differences,
    entries,
    gap_names,
    ok,
    problem,
    row,
    signed_now,
    trail,
)

NDJSON = {"Content-Type": "application/x-ndjson"}
NO_SUCH = row("EvidenceUse", "EVU-9", uses="EVD-9", bears_on="CLM-1", pillar="cv")


def lines(rows):
    """Rows as NDJSON."""
    return "\n".join(json.dumps(entry) for entry in rows).encode()


def outcomes(loaded):
    """What became of each row: (row, key, outcome)."""
    return [(entry["row"], entry["key"], entry["outcome"]) for entry in loaded["rows"]]


def contents(client):
    """Everything that is in the workspace, without what only a clock and a counter say."""
    items = ok(client.get("/v1/items", params={"limit": 1000}))["items"]
    found = {}
    for item in items:
        read = ok(client.get(f"/v1/items/{item['key']}"))
        version = {k: v for k, v in read["version"].items() if k in ("no", "label", "status", "pins")}
        found[item["key"]] = (read["state"], read["content"], version, read["conclusion"])
    return found


@pytest.mark.parametrize("turned", [False, True], ids=["forwards", "backwards"])
def test_rows_may_come_in_any_order_and_form(workspace, turned):
    """JSON and NDJSON, first row first or last row first: one revision, one entry, the same graph."""
    client = workspace.client
    rows = list(reversed(ARGUMENT)) if turned else ARGUMENT
    body = b"\n\n" + lines(rows) + b"\n   \n"
    loaded = ok(client.post("/v1/bulk", content=body, headers=NDJSON))
    assert loaded["counts"] == {"created": 8}
    assert outcomes(loaded) == [(n, entry["key"], "created") for n, entry in enumerate(rows, start=3)]
    assert trail(client)[:2] == (1, 1)
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    pins = {pin["item"] for pin in ok(client.get("/v1/conclusions/CON-1/basis"))["pinned"]}
    assert pins == {"CLM-1", "IUE-1", "EVD-1", "APP-1", "EVU-1"}
    assert ok(client.get("/v1/items/APP-1"))["content"]["evidence_version"] == 1
    again = ok(client.post("/v1/bulk", json=ARGUMENT))
    assert (again["counts"], again["revision"]) == ({"unchanged": 8}, 1)
    assert differences(workspace.address) == []


def test_a_load_that_changes_nothing_leaves_no_trace(workspace):
    """Importing the same again makes no version, no revision, no entry and no effect."""
    client = workspace.client
    workspace.load(ARGUMENT)
    before, everything = trail(client), contents(client)
    loaded = workspace.load(list(reversed(ARGUMENT)), reason="nightly import")
    assert loaded["counts"] == {"unchanged": 8}
    assert loaded["effects"] == []
    assert (trail(client), contents(client)) == (before, everything)


def test_a_load_revises_what_differs_and_only_that(workspace):
    """Of a load with one changed row one item gets a version, and what rests on it is told."""
    client = workspace.client
    workspace.load(ARGUMENT)
    changed = [{**entry, "n": 90} if entry["key"] == "EVD-1" else entry for entry in ARGUMENT]
    loaded = workspace.load(changed, reason="nightly import")
    assert loaded["counts"] == {"revised": 1, "unchanged": 7}
    moved = {(effect["item"], effect["from"], effect["to"]) for effect in loaded["effects"]}
    assert moved == {("CON-1", "current", "stale"), ("CON-2", "current", "suspect")}
    entry = entries(client)[-1]
    assert (entry["action"], entry["reason"], entry["count"]) == ("load", "nightly import", 1)
    assert [change["item"] for change in entry["changes"]] == ["EVD-1"]
    assert differences(workspace.address) == []


def test_one_bad_row_refuses_an_atomic_load(workspace):
    """An atomic load names every bad row with its reason, and changes nothing."""
    client = workspace.client
    before = trail(client)
    bad = [DEVICE, NO_SUCH, {"type": "Claim", "key": "CLM-1"}, "text", {"key": "X"}, {"type": "Hazard"}]
    refused = problem(client.post("/v1/bulk", json=bad), 422, "load-refused")
    assert {entry["row"] for entry in refused["rows"]} >= {3, 4, 5, 6}
    told = {entry["row"]: entry for entry in refused["rows"]}
    assert told[3]["errors"] == [{"pointer": "/statement", "detail": "Field required"}]
    assert told[6]["errors"][0]["pointer"] == "/key"
    refused = problem(client.post("/v1/bulk", json=[DEVICE, NO_SUCH]), 422, "load-refused")
    assert [(entry["row"], entry["problem"]) for entry in refused["rows"]] == [(2, f"{URN}unknown-reference")]
    assert trail(client) == before
    assert contents(client) == {}


def test_best_effort_takes_what_can_be_taken(workspace):
    """Bad rows fail, rows that need a failed row fail with it, all others are taken in one write."""
    client = workspace.client
    broken = {**EVIDENCE, "kind": "hearsay"}
    rows = [broken if entry["key"] == "EVD-1" else entry for entry in ARGUMENT]
    loaded = workspace.load(rows, mode="best_effort")
    found = {entry["key"]: entry for entry in loaded["rows"]}
    assert [found[key]["outcome"] for key in ("DEV-1", "IUE-1", "CLM-1")] == ["created"] * 3
    for key, named in (("EVD-1", "/kind"), ("APP-1", "EVD-1"), ("EVU-1", "EVD-1")):
        assert found[key]["outcome"] == "failed"
        assert named in json.dumps(found[key])
    assert trail(client)[:2] == (1, 1)
    assert "EVD-1" not in contents(client)
    nothing = workspace.load([broken], mode="best_effort")
    assert (nothing["counts"], nothing["revision"]) == ({"failed": 1}, 1)
    assert trail(client)[:2] == (1, 1)
    assert differences(workspace.address) == []


@pytest.mark.parametrize("mode", ["atomic", "best_effort"])
def test_a_dry_run_says_what_would_happen_and_writes_nothing(workspace, mode):
    """A dry run answers like the load, effects included, and the graph stays as it is."""
    client = workspace.client
    workspace.load(ARGUMENT)
    before, everything = trail(client), contents(client)
    rows = [{**EVIDENCE, "n": 90}, row("Device", "DEV-2"), DEVICE]
    rehearsed = workspace.load(rows, mode=mode, dry_run=True)
    assert rehearsed["dry_run"]
    assert rehearsed["revision"] == before[0]
    assert outcomes(rehearsed) == [
        (1, "EVD-1", "revised"),
        (2, "DEV-2", "created"),
        (3, "DEV-1", "unchanged"),
    ]
    assert {effect["item"] for effect in rehearsed["effects"]} == {"CON-1", "CON-2"}
    assert (trail(client), contents(client)) == (before, everything)
    refused = client.post("/v1/bulk", json=[NO_SUCH], params={"dry_run": True})
    problem(refused, 422, "load-refused")
    loaded = workspace.load(rows, mode=mode)
    assert outcomes(loaded) == outcomes(rehearsed)
    assert loaded["effects"] == rehearsed["effects"]


def test_a_key_stands_in_one_row_of_a_load(workspace):
    """A key named twice is refused with both rows named; best effort takes the first."""
    client = workspace.client
    twice = [DEVICE, row("Hazard", "HAZ-1"), {**DEVICE, "title": "Other"}]
    refused = problem(client.post("/v1/bulk", json=twice), 422, "load-refused")
    assert [(entry["row"], entry["problem"]) for entry in refused["rows"]] == [(3, f"{URN}duplicate-row")]
    assert "rows 1 and 3" in refused["rows"][0]["detail"]
    workspace.load(twice, mode="best_effort")
    assert ok(client.get("/v1/items/DEV-1"))["title"] == DEVICE["title"]


def test_a_source_stands_in_one_row_of_a_load(workspace):
    """Two keys that claim one source of another tool are refused, within a load as across loads."""
    client = workspace.client
    source = {"system": "risk-file", "ref": "H-1"}
    rows = [row("Hazard", key, source=source) for key in ("HAZ-1", "HAZ-2")]
    problem(client.post("/v1/bulk", json=rows), 422, "load-refused")
    assert contents(client) == {}
    workspace.load(rows[:1])
    refused = problem(client.post("/v1/bulk", json=rows[1:]), 422, "load-refused")
    assert refused["rows"][0]["problem"] == f"{URN}key-taken"


def test_conclusions_load_with_their_signatures(workspace):
    """Signatures given elsewhere stay as given; the pins are those of the moment of the load."""
    client = workspace.client
    workspace.load(ARGUMENT)
    version = ok(client.get("/v1/items/CON-1/versions/1"))["version"]
    assert [(entry["signer"], entry["meaning"]) for entry in version["signatures"]] == [
        ("evaluator", "authored"),
        ("independent reviewer", "approved"),
    ]
    assert {(pin["item"], pin["version"]) for pin in version["pins"]} >= {("EVD-1", 1), ("EVU-1", 1)}
    assert ok(client.get("/v1/conclusions/CON-1"))["signatures"] == version["signatures"]
    assert entries(client)[0]["changes"][-1]["loaded"] is True
    workspace.load([{**EVIDENCE, "n": 90}])
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "suspect"}
    assert workspace.load([PILLAR])["counts"] == {"unchanged": 1}
    assert workspace.statuses()["CON-1"] == "stale"
    assert workspace.load([signed_now(PILLAR)])["counts"] == {"revised": 1}
    workspace.load([{**ok(client.get("/v1/items/APP-1"))["content"], "evidence_version": 2, "approve": True}])
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    assert ok(client.get("/v1/items/CON-1/versions/1"))["version"]["pins"] == version["pins"]
    assert differences(workspace.address) == []


def test_an_unsigned_conclusion_in_force_is_a_gap(workspace):
    """A load may bring conclusions into force without signatures; CON-03 then says so."""
    client = workspace.client
    bare = {name: value for name, value in PILLAR.items() if name != "signatures"}
    workspace.load([*ARGUMENT[:6], bare, SUPPORT])
    assert ("CON-03", "CON-1") in gap_names(client)
    assert ("CON-03", "CON-2") not in gap_names(client)
    on_an_item = {**DEVICE, "signatures": PILLAR["signatures"]}
    problem(client.post("/v1/bulk", json=[on_an_item]), 422, "load-refused")


def test_a_draft_row_stays_a_draft(workspace):
    """Rows without approve become drafts: nothing that is in force moves by them."""
    workspace.load(ARGUMENT)
    draft = {name: value for name, value in EVIDENCE.items() if name != "approve"}
    assert workspace.load([{**draft, "n": 1}])["counts"] == {"revised": 1}
    assert set(workspace.statuses().values()) == {"current"}
    assert workspace.load([{**draft, "n": 1, "approve": True}])["counts"] == {"approved": 1}
    assert workspace.statuses()["CON-1"] == "stale"


def test_a_malformed_line_is_named_by_its_number(workspace):
    """Of a broken NDJSON body the line is named as it stands in the body, empty lines counted."""
    client = workspace.client
    body = lines([DEVICE]) + b'\n\n{"type": "Hazard", \n' + lines([row("Hazard", "HAZ-2")])
    refused = problem(client.post("/v1/bulk", content=body, headers=NDJSON), 422, "load-refused")
    assert [entry["row"] for entry in refused["rows"]] == [3]
    assert "Line 3 is not JSON" in refused["rows"][0]["detail"]
    assert contents(client) == {}
    taken = client.post("/v1/bulk", content=body, headers=NDJSON, params={"mode": "best_effort"})
    assert outcomes(ok(taken)) == [(1, "DEV-1", "created"), (3, "", "failed"), (4, "HAZ-2", "created")]


@pytest.mark.parametrize("body", [b"", b"[]", b"\n \n"])
def test_an_empty_load_is_a_load_of_nothing(workspace, body):
    """No rows are no mistake: nothing is written, and the answer says so."""
    headers = {"Content-Type": "application/json"} if body == b"[]" else NDJSON
    loaded = ok(workspace.client.post("/v1/bulk", content=body, headers=headers))
    assert (loaded["rows"], loaded["revision"]) == ([], 0)
    assert trail(workspace.client)[:2] == (0, 0)
