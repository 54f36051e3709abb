"""A planned change, previewed: every operation, the same answer again, nothing written but the preview."""

import pytest

from api_tests.properties.beginning import TODAY
from api_tests.properties.oracle import Row
from api_tests.properties.world import World, shown

DEVICE = {"devices": ["DEV-1"]}
ROWS = [
    Row("DEV-1", "Device", {"is_samd": True}),
    Row("IUE-1", "IntendedUseElement", {**DEVICE, "kind": "target_population", "range_min": 18.0}),
    Row("IUE-2", "IntendedUseElement", {**DEVICE, "kind": "indication", "value": "pneumothorax"}),
    Row("CLM-1", "Claim", {**DEVICE, "statement": "It finds it.", "covers": ["IUE-1"]}),
    Row("EVD-1", "Evidence", {**DEVICE, "kind": "retrospective_performance_study", "n": 412}),
    Row("APP-1", "Appraisal", {"appraises": ["EVD-1"], "validity_performance": "valid"}),
    Row(
        "EVU-1", "EvidenceUse", {"uses": ["EVD-1"], "bears_on": ["CLM-1"], "pillar": "cv", "role": "pivotal"}
    ),
    Row("NOTE-1", "PmsPlan", {"indicators": ["complaints"]}),
    Row(
        "CON-1", "Conclusion", {"kind": "pillar_cv", "about": ["CLM-1"], "verdict": "supported"}, signed=True
    ),
    Row(
        "CON-2",
        "Conclusion",
        {"kind": "claim_supported", "about": ["CLM-1"], "verdict": "supported"},
        signed=True,
    ),
]
NEW_USE = {"type": "EvidenceUse", "key": "EVU-2", "uses": ["EVD-1"], "bears_on": ["CLM-1"], "pillar": "cv"}
CONTRADICTING = {**NEW_USE, "direction": "contradicts"}

REDO, CONFIRM = "must_redo", "must_confirm"
UNREAD, UNUSED = ("APPRAISAL_OUTDATED", "APP-1", ""), ("BASIS_ITEM_REMOVED", "APP-1", CONFIRM)
# Each operation with what it does to CON-1: code, item, demand; CON-2 rests on CON-1 and waits.
OPERATIONS = [
    ({"op": "create", "item": CONTRADICTING}, [("CONTRADICTION_ADDED", "EVU-2", REDO)]),
    ({"op": "revise", "key": "EVD-1", "fields": {"n": 378}}, [UNREAD, ("BASIS_REVISED", "EVD-1", REDO)]),
    (
        {"op": "withdraw", "key": "EVD-1", "withdrawn_reason": "retracted"},
        [UNUSED, ("BASIS_WITHDRAWN", "EVD-1", REDO)],
    ),
    ({"op": "supersede", "key": "EVD-1"}, [UNUSED, ("BASIS_SUPERSEDED", "EVD-1", CONFIRM)]),
    (
        {"op": "add_reference", "key": "CLM-1", "relation": "COVERS", "target": "IUE-2"},
        [("INTENDED_PURPOSE_CHANGED", "IUE-2", REDO)],
    ),
    (
        {"op": "remove_reference", "key": "CLM-1", "relation": "covers", "target": "IUE-1"},
        [("INTENDED_PURPOSE_CHANGED", "IUE-1", CONFIRM)],
    ),
]


@pytest.fixture
def world(workspace):
    """A claim with clinical validation, concluded on, and a plan that nothing is linked to."""
    found = World(workspace)
    assert found.load(ROWS)
    found.compare()
    return found


def preview(world, *changes, status=201, **body):
    """Preview changes; gives the answer."""
    answer = world.workspace.client.post(
        "/v1/impact-previews", json={"changes": list(changes), **body}, params={"on": TODAY}
    )
    assert answer.status_code == status, answer.text
    return answer


def graph(world):
    """Return all that the service says of the graph: items, statuses, gaps, work and the audit trail."""
    space = world.workspace
    items = space.get("/items", limit=1000)
    return {
        "items": items,
        "each": {item["key"]: space.get(f"/items/{item['key']}/versions") for item in items["items"]},
        "conclusions": space.get("/conclusions", on=TODAY),
        "gaps": space.gaps(on=TODAY),
        "work": space.get("/work-list"),
        "audit": space.get("/audit"),
        "whole": space.get("/audit/verify"),
    }


def ids(gaps):
    """Return gaps as their ids."""
    return {gap["id"] for gap in gaps}


@pytest.mark.parametrize(("change", "reasons"), OPERATIONS, ids=[c["op"] for c, _ in OPERATIONS])
def test_an_operation_is_foreseen(world, change, reasons):
    """The conclusion that is hit directly is stale with its reason, the one above it suspect."""
    said = {entry["key"]: entry for entry in preview(world, change).json()["conclusions"]}
    assert set(said) == {"CON-1", "CON-2"}
    assert (said["CON-1"]["from"], said["CON-1"]["to"]) == ("current", "stale")
    assert shown(said["CON-1"], "stale") == ("stale", reasons[-1][2], reasons)
    assert shown(said["CON-2"], said["CON-2"]["to"]) == ("suspect", "", [("UPSTREAM_STALE", "CON-1", "")])
    assert said["CON-2"]["path"][0]["from"] == "CON-2"
    assert said["CON-2"]["path"][-1]["to"] == said["CON-1"]["path"][-1]["to"]
    assert said["CON-1"]["path"][-1]["to"] in {item for _, item, _ in reasons}


def test_an_end_of_validity_is_foreseen(world):
    """Evidence that expires makes nothing stale, but opens the gaps of its claim."""
    change = {"op": "expire", "key": "EVD-1", "on": "2026-11-22"}
    said = preview(world, change).json()
    assert said["conclusions"] == []
    assert {gap["rule"] for gap in said["gaps"]["opened"]} >= {"CLM-03", "EVD-05"}
    world.workspace.revise("EVD-1", {"valid_until": "2026-11-22"})
    assert world.answered_standings()["CON-1"][0] == "overdue"


def test_a_preview_equals_the_change_made_for_real(world):
    """Statuses, reasons and gaps after the change are those that the preview said."""
    changes = [
        {"op": "revise", "key": "EVD-1", "fields": {"n": 378}},
        {"op": "remove_reference", "key": "CLM-1", "relation": "COVERS", "target": "IUE-1"},
        {"op": "withdraw", "key": "APP-1"},
    ]
    before, gaps_before = world.answered_standings(), ids(world.workspace.gaps(on=TODAY)["items"])
    said = preview(world, *changes).json()
    world.workspace.revise("EVD-1", {"n": 378})
    world.workspace.revise("CLM-1", {"covers": []})
    world.workspace.withdraw("APP-1")
    moved = {entry["key"]: shown(entry, entry["to"]) for entry in said["conclusions"]}
    after, gaps_after = world.answered_standings(), ids(world.workspace.gaps(on=TODAY)["items"])
    assert {**before, **moved} == after
    assert moved["CON-1"][0] == "stale"
    assert ids(said["gaps"]["opened"]) == gaps_after - gaps_before
    assert ids(said["gaps"]["closed"]) == gaps_before - gaps_after
    assert said["gaps"]["opened"] != []
    assert {(task["key"], task["task"]) for task in said["work_list"]} == {
        (task["key"], task["task"]) for task in world.workspace.get("/work-list")["items"]
    }


@pytest.mark.parametrize("change", [c for c, _ in OPERATIONS], ids=[c["op"] for c, _ in OPERATIONS])
def test_nothing_is_written_but_the_preview(world, change):
    """Items, versions, statuses, gaps, revision and audit trail are what they were, to the letter."""
    before = graph(world)
    preview(world, change)
    assert graph(world) == before
    assert before["whole"]["whole"] is True


def test_a_preview_can_be_read_again_as_it_was(world):
    """GET answers what POST answered, also after the graph has gone on."""
    made = preview(world, {"op": "revise", "key": "EVD-1", "fields": {"n": 378}}, note="CR-208")
    said = made.json()
    assert said["note"] == "CR-208"
    assert said["on"] == TODAY
    assert world.workspace.client.get(made.headers["Location"]).json() == said
    world.workspace.revise("EVD-1", {"n": 300})
    assert world.workspace.client.get(made.headers["Location"]).json() == said


def test_the_result_hash_stands_for_graph_and_changes(world):
    """The same changes on the same graph have the same hash; another change or graph has another."""
    change = {"op": "revise", "key": "EVD-1", "fields": {"n": 378}}
    first, again = preview(world, change).json(), preview(world, change).json()
    assert first["id"] != again["id"]
    assert first["result_hash"] == again["result_hash"]
    other = preview(world, {"op": "withdraw", "key": "EVD-1"}).json()
    assert other["result_hash"] != first["result_hash"]
    world.workspace.revise("CLM-1", {"statement": "It finds it early."})
    later = preview(world, change).json()
    assert later["result_hash"] != first["result_hash"]


def test_what_is_linked_to_nothing_is_called_a_blind_spot(world):
    """No effect of changing an item without links proves nothing, and the preview says so."""
    said = preview(world, {"op": "revise", "key": "NOTE-1", "fields": {"indicators": ["returns"]}}).json()
    assert said["conclusions"] == []
    assert [spot["key"] for spot in said["blind_spots"]] == ["NOTE-1"]
    linked = preview(world, {"op": "revise", "key": "EVD-1", "fields": {"n": 378}}).json()
    assert linked["blind_spots"] == []


def test_changes_are_made_in_their_order(world):
    """A later change stands on an earlier one: what was created can be revised and withdrawn."""
    said = preview(
        world,
        {"op": "create", "item": NEW_USE},
        {"op": "revise", "key": "EVU-2", "fields": {"direction": "contradicts"}},
    ).json()
    reasons = {entry["key"]: shown(entry, "")[2] for entry in said["conclusions"]}
    assert reasons["CON-1"] == [("CONTRADICTION_ADDED", "EVU-2", REDO)]
    undone = preview(world, {"op": "create", "item": NEW_USE}, {"op": "withdraw", "key": "EVU-2"}).json()
    assert [entry["key"] for entry in undone["conclusions"] if entry["from"] != entry["to"]] == []


@pytest.mark.parametrize(
    ("change", "status", "told"),
    [
        ({"op": "revise", "key": "EVD-9", "fields": {"n": 1}}, 404, "EVD-9"),
        ({"op": "revise", "key": "EVD-1", "fields": {"n": -1}}, 422, "Evidence"),
        ({"op": "withdraw", "key": "EVD-9"}, 404, "EVD-9"),
        ({"op": "create", "item": {**NEW_USE, "key": "EVU-1"}}, 409, "EVU-1"),
        ({"op": "create", "item": {**NEW_USE, "uses": ["EVD-9"]}}, 422, "EVD-9"),
        ({"op": "add_reference", "key": "CLM-1", "relation": "USES", "target": "EVD-1"}, 422, "USES"),
        ({"op": "add_reference", "key": "CLM-1", "relation": "COVERS", "target": "EVD-1"}, 422, "EVD-1"),
        ({"op": "remove_reference", "key": "CLM-1", "relation": "COVERS", "target": "IUE-2"}, 422, "IUE-2"),
        ({"op": "explode", "key": "CLM-1"}, 422, "op"),
    ],
)
def test_a_change_that_cannot_be_made_is_refused(world, change, status, told):
    """A preview refuses what the change for real would refuse, names it, and writes nothing."""
    before = world.workspace.get("/items", limit=1000)
    answer = preview(world, {"op": "revise", "key": "NOTE-1", "fields": {"note": "x"}}, change, status=status)
    assert told in answer.text
    assert world.workspace.get("/items", limit=1000) == before


def test_a_preview_that_nobody_made_is_not_found(world):
    """An unknown id is a 404."""
    assert world.workspace.client.get("/v1/impact-previews/none").status_code == 404
