"""The one envelope of lists: entries, the next page, how many there are, and the revision that was read."""

import httpx
import pytest

from api_tests.servers import Workspace, empty
from api_tests.small_file import ARGUMENT, CLAIM, DEVICE, ELEMENT, PILLAR, ok, problem, row

OF_THE_GRAPH = [
    "/items",
    "/items/CLM-1/versions",
    "/items/CLM-1/dependants",
    "/items/CLM-1/dependencies",
    "/conclusions",
    "/conclusions/CON-1/clearings",
    "/unanswered-reasons",
    "/work-list",
    "/gaps",
    "/gaps/history",
    "/gaps/history/counts",
    "/audit",
    "/baselines",
    "/impact-reports",
    "/devices/DEV-1/hazard-log",
    "/devices/DEV-1/coverage",
    "/devices/DEV-1/support",
    "/devices/DEV-1/checklist",
]
AS_SHIPPED = [
    "/rules",
    "/catalogues",
    "/profiles/presets",
    "/risk-criteria/presets",
    "/policy/presets",
    "/reaffirmation-questions",
    "/questionnaires/change-significance",
]
PAGED = [
    "/items",
    "/conclusions",
    "/gaps",
    "/gaps/history",
    "/audit",
    "/devices/DEV-1/hazard-log",
    "/devices/DEV-1/coverage",
    "/devices/DEV-1/support",
]


@pytest.fixture(scope="module")
def filled(database, base_url):
    """A small file with a baseline, in three revisions; nothing here changes it."""
    empty(database)
    with httpx.Client(base_url=base_url, timeout=120) as client:
        workspace = Workspace(client, "", database)
        workspace.load(ARGUMENT)
        claim = {"type": "Claim", "key": "CLM-0", "statement": "x", "devices": ["DEV-1"], "approve": True}
        ok(client.post("/v1/items", json=claim), 201)
        ok(client.post("/v1/baselines", json={"name": "first"}), 201)
        yield workspace


@pytest.mark.parametrize("path", [*OF_THE_GRAPH, *AS_SHIPPED])
def test_every_list_has_the_same_envelope(filled, path):
    """`items`, `next` and `total`; and of what is in the graph the `revision` that was read."""
    answer = filled.get(path)
    assert answer["next"] is None
    assert answer["total"] == {"count": len(answer["items"]), "exact": True}
    assert answer.get("revision") == (3 if path in OF_THE_GRAPH else None)


@pytest.mark.parametrize("path", PAGED)
def test_pages_add_up_to_the_list(filled, path):
    """No page says of the whole more than there is, and the last one says exactly how much."""
    everything = filled.get(path, limit=1000)["items"]
    entries, cursor = [], ""
    while True:
        page = filled.get(path, limit=1, cursor=cursor)
        assert len(page["items"]) == min(1, len(everything))
        entries += page["items"]
        assert len(entries) <= page["total"]["count"] <= len(everything)
        assert not page["total"]["exact"] or page["total"]["count"] == len(everything)
        cursor = page["next"] or ""
        if not cursor:
            break
    assert entries == everything
    assert page["total"] == {"count": len(everything), "exact": True}


def test_no_list_answers_otherwise(filled):
    """Whatever the document calls `items` stands in the envelope, and no list has a name of its own."""
    document = filled.client.get("/openapi.json").json()
    listed = set()
    for path, methods in document["paths"].items():
        schema = methods.get("get", {}).get("responses", {}).get("200", {})
        name = schema.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
        fields = document["components"]["schemas"].get(name.rpartition("/")[2], {}).get("properties", {})
        if "items" in fields:
            assert {"next", "total"} <= set(fields), path
            listed.add(path.removeprefix("/v1").replace("{key}", "KEY"))
    known = {path.replace("CLM-1", "KEY").replace("CON-1", "KEY").replace("DEV-1", "KEY")
             for path in (*OF_THE_GRAPH, *AS_SHIPPED)}  # fmt: skip
    assert listed == known


def test_a_list_of_items_shows_what_each_states_of_itself(workspace):
    """The status of a conclusion is how it stands; that of another type is what the item itself states."""
    released = {"type": "DeviceVersion", "key": "DV-1", "version_label": "1", "status": "discontinued"}
    workspace.load([*ARGUMENT, {**released, "devices": ["DEV-1"], "approve": True}])
    shown = {item["key"]: item["status"] for item in workspace.get("/items")["items"]}
    assert (shown["CON-1"], shown["DV-1"], shown["CLM-1"]) == ("current", "discontinued", None)


def test_counts_are_those_of_the_filtered_list(workspace):
    """What a filter leaves out is counted nowhere: status, kind and device filter the counts as the list."""
    workspace.load([*ARGUMENT, row("Device", "DEV-2")])
    workspace.revise("EVD-1", {"n": 90})
    asked = [
        ({}, {"stale": 1, "suspect": 1}),
        ({"device": "DEV-1"}, {"stale": 1, "suspect": 1}),
        ({"device": "DEV-2"}, {}),
        ({"kind": "pillar_cv"}, {"stale": 1}),
        ({"kind": "pillar_av"}, {}),
        ({"status": "suspect", "device": "DEV-1"}, {"suspect": 1}),
    ]
    for filters, counts in asked:
        listed = workspace.get("/conclusions", **filters)
        assert listed["counts"] == counts, filters
        assert len(listed["items"]) == sum(counts.values()), filters


HAZARDS = [row("Hazard", f"HAZ-{number}", devices="DEV-1") for number in range(1, 8)]
MOVES = [("/v1/gaps", {"rule": "RSK-01", "device": "DEV-1"}), ("/v1/devices/DEV-1/hazard-log", {})]
STAYS = [
    ("HAZ", "/v1/items", {"type": "Hazard"}),
    ("CON", "/v1/conclusions", {}),
    ("CLM", "/v1/devices/DEV-1/support", {}),
    ("CLM", "/v1/devices/DEV-1/coverage", {}),
]


def names(page):
    """What the entries of a page are about."""
    return [entry.get("subject") or entry.get("key") or entry.get("claim") for entry in page["items"]]


@pytest.mark.parametrize(("path", "filters"), MOVES)
def test_pages_in_an_order_that_moves_are_of_one_revision(workspace, path, filters):
    """Where entries may change their places a cursor is refused once the graph moved, with the way out."""
    client = workspace.client
    workspace.load([DEVICE, *HAZARDS])
    first = ok(client.get(path, params={**filters, "limit": 2}))
    second = ok(client.get(path, params={**filters, "limit": 3, "cursor": first["next"]}))
    assert names(first) + names(second) == [f"HAZ-{number}" for number in range(1, 6)]
    ok(client.post("/v1/items/HAZ-1/withdraw", json={}))
    ok(client.post("/v1/items", json=row("Hazard", "HAZ-0", devices="DEV-1")), 201)
    again = client.get(path, params={**filters, "limit": 2, "cursor": first["next"]})
    told = problem(again, 400, "bad-cursor")
    assert "as_of=1" in told["detail"]
    then = {**filters, "limit": 3, "as_of": 1}
    page, seen = ok(client.get(path, params=then)), []
    while page["next"]:
        seen += names(page)
        page = ok(client.get(path, params={**then, "cursor": page["next"]}))
    assert seen + names(page) == [f"HAZ-{number}" for number in range(1, 8)]


@pytest.mark.parametrize(("stem", "path", "filters"), STAYS)
def test_pages_in_the_order_of_keys_neither_skip_nor_repeat(workspace, stem, path, filters):
    """What comes and goes before the cursor moves nothing behind it; what was there all along comes once."""
    client = workspace.client
    claims = [{**CLAIM, "key": f"CLM-{number}"} for number in range(1, 6)]
    pillars = [{**PILLAR, "key": f"CON-{number}", "about": [f"CLM-{number}"]} for number in range(1, 6)]
    workspace.load([DEVICE, ELEMENT, *HAZARDS[:5], *claims, *pillars])
    page, seen = ok(client.get(path, params={**filters, "limit": 2})), []
    ok(client.post(f"/v1/items/{stem}-2/withdraw", json={}))
    workspace.load(
        [{**entry, "key": f"{entry['key'][:4]}0"} for entry in (HAZARDS[0], claims[0], pillars[0])]
    )
    while page["next"]:
        seen += names(page)
        page = ok(client.get(path, params={**filters, "limit": 2, "cursor": page["next"]}))
    assert seen + names(page) == [f"{stem}-{number}" for number in range(1, 6)]
    assert page["total"]["count"] >= len(seen)
