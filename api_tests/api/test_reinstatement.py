"""What was withdrawn comes back by an act of its own, and settles nothing by coming back."""

import pytest

from api_tests.small_file import ARGUMENT, PILLAR, URN, differences, ok, problem, reasons, signed_now, trail

PAPER = {"type": "Evidence", "kind": "publication", "approve": True}


def without(workspace, reason="retracted"):
    """The argument, its study withdrawn."""
    workspace.load([{**entry, "source": {"system": "t", "ref": entry["key"]}} for entry in ARGUMENT])
    workspace.withdraw("EVD-1", reason)


@pytest.mark.parametrize("reason", ["retracted", "invalid", "obsolete", "error"])
def test_no_load_and_no_upsert_brings_back_what_was_withdrawn(workspace, reason):
    """Loads, upserts and revisions leave it withdrawn, unchanged or not, and say why and the way out."""
    client = workspace.client
    without(workspace, reason)
    before = trail(client)
    for rows in (
        ARGUMENT,
        [{**entry, "note": "sent again"} for entry in ARGUMENT if entry["key"] == "EVD-1"],
    ):
        for mode in ("atomic", "best_effort"):
            answer = workspace.load(rows, mode=mode)
            row = next(entry for entry in answer["rows"] if entry["key"] == "EVD-1")
            assert (row["outcome"], row["problem"]) == ("withdrawn", f"{URN}stays-withdrawn")
            assert reason in row["detail"]
            assert "/v1/items/EVD-1/reinstate" in row["detail"]
    shown = ok(client.put("/v1/items/by-source/t/EVD-1", json={**PAPER, "n": 7}))
    assert (shown["state"], shown["content"]["n"]) == ("withdrawn", 100)
    sent = {**PAPER, "n": 7}
    problem(client.put("/v1/items/EVD-1", json=sent, headers={"If-Match": "*"}), 409, "stays-withdrawn")
    assert trail(client) == before
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "suspect"}


def test_a_draft_of_what_was_withdrawn_waits_for_reinstatement(workspace):
    """Somebody may write on; to approve the draft is not to bring the item back."""
    client = workspace.client
    without(workspace)
    draft = {"type": "Evidence", "kind": "publication", "n": 7}
    ok(client.put("/v1/items/EVD-1", json=draft, headers={"If-Match": "*"}))
    problem(client.post("/v1/items/EVD-1/approve", json={}), 409, "stays-withdrawn")


@pytest.mark.parametrize(("reason", "stays"), [("retracted", True), ("invalid", True), ("obsolete", False)])
def test_reinstatement_is_an_act_and_settles_nothing_that_was_grave(workspace, reason, stays):
    """It is in the trail with its reason; after a retraction, dependants are evaluated anew by somebody."""
    client = workspace.client
    without(workspace, reason)
    problem(client.post("/v1/items/EVD-1/reinstate", json={}), 422, "invalid-content")
    answer = ok(client.post("/v1/items/EVD-1/reinstate", json={"reason": "retraction was retracted"}))
    assert (answer["state"], answer["content"]["n"]) == ("in_force", 100)
    entry = ok(client.get("/v1/audit", params={"item": "EVD-1"}))["items"][-1]
    assert (entry["action"], entry["reason"]) == ("reinstate", "retraction was retracted")
    if not stays:
        assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
        return
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "suspect"}
    assert reasons(client, "CON-1") == {("BASIS_WITHDRAWN", "EVD-1"): "must_redo"}
    workspace.revise("EVD-1", {"note": "checked"})
    workspace.load(ARGUMENT)
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "suspect"}
    workspace.load([signed_now(PILLAR)])
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    assert differences(workspace.address) == []


def test_what_is_not_withdrawn_and_what_is_signed_is_not_reinstated(workspace):
    """An item in force, a draft and a conclusion are refused with the way that is theirs."""
    client = workspace.client
    workspace.load(ARGUMENT)
    ok(client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-1"}), 201)
    workspace.withdraw("CON-2")
    before = trail(client)
    for key in ("EVD-1", "HAZ-1", "CON-2"):
        problem(client.post(f"/v1/items/{key}/reinstate", json={"reason": "why"}), 409, "wrong-state")
    problem(client.post("/v1/items/NO-1/reinstate", json={"reason": "why"}), 404, "item-not-found")
    assert trail(client) == before
