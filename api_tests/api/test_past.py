"""Reading as of then: which moments there are, and what is refused."""

from datetime import UTC, datetime, timedelta

from api_tests.small_file import ARGUMENT, entries, ok, problem


def lived(workspace):
    """A short life: a load (1), a revision (2), a withdrawal (3), a new item (4)."""
    workspace.load(ARGUMENT)
    workspace.revise("EVD-1", {"n": 90})
    workspace.withdraw("IUE-1")
    ok(workspace.client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-1"}), 201)


def test_every_way_to_name_a_moment(workspace):
    """A revision, an instant and a day lead to the graph of then; the answer says its revision."""
    client = workspace.client
    lived(workspace)
    moments = {entry["revision"]: entry["at"] for entry in entries(client)}

    def number(as_of):
        shown = ok(client.get("/v1/items/EVD-1", params={"as_of": as_of}))
        return shown["revision"], shown["version"]["no"], shown["content"]["n"]

    assert number("1") == (1, 1, 100)
    assert number("2") == number(moments[2]) == (2, 2, 90)
    assert number(moments[1].replace("Z", "+00:00")) == (1, 1, 100)
    assert number(datetime.now(UTC).date().isoformat()) == number("4") == (4, 2, 90)
    assert ok(client.get("/v1/items", params={"as_of": "0"})) == {"revision": 0, "items": [], "next": None}
    problem(client.get("/v1/items/HAZ-1", params={"as_of": "3"}), 404, "item-not-found")
    before = (datetime.fromisoformat(moments[1]) - timedelta(seconds=1)).isoformat()
    assert ok(client.get("/v1/items", params={"as_of": before}))["items"] == []


def test_statuses_gaps_and_the_trail_as_of_then(workspace):
    """What rests on what, what is missing and what was written are those of then."""
    client = workspace.client
    lived(workspace)

    def standing(**then):
        listed = ok(client.get("/v1/conclusions", params=then))
        return {entry["key"]: entry["status"] for entry in listed["conclusions"]}

    assert standing(as_of=1) == {"CON-1": "current", "CON-2": "current"}
    assert standing(as_of=2) == {"CON-1": "stale", "CON-2": "suspect"}
    explained = ok(client.get("/v1/conclusions/CON-1/explanation", params={"as_of": 2}))
    assert {cause["item"]["key"] for cause in explained["causes"]} == {"EVD-1", "APP-1"}
    basis = ok(client.get("/v1/conclusions/CON-1/basis", params={"as_of": 1}))
    assert all(pin["same"] and pin["expected"] for pin in basis["pinned"])
    first, now = ({gap["id"] for gap in workspace.gaps(**at)["gaps"]} for at in ({"as_of": 1}, {}))
    assert first != now
    assert {gap["id"] for gap in workspace.gaps(as_of=4, severity="")["gaps"]} == now
    assert ok(client.get("/v1/gaps", params={"as_of": 3}))["revision"] == 3
    assert [e["revision"] for e in ok(client.get("/v1/audit", params={"as_of": 2}))["entries"]] == [1, 2]
    versions = ok(client.get("/v1/items/EVD-1/versions", params={"as_of": 1}))["versions"]
    assert [(entry["no"], entry["status"]) for entry in versions] == [(1, "approved")]
    assert standing() == standing(as_of=4)


def test_moments_that_never_were_are_refused(workspace):
    """A revision ahead, an instant to come or without zone, and an unknown name are no moments."""
    client = workspace.client
    lived(workspace)
    for as_of in ("5", "2026-01-31T10:00:00", "CER v1", "2999-01-01", "-1", "99999999999999999999"):
        problem(client.get("/v1/items", params={"as_of": as_of}), 404, "no-such-moment")
    page = ok(client.get("/v1/items", params={"as_of": 2, "limit": 2}))
    problem(client.get("/v1/items", params={"limit": 2, "cursor": page["next"]}), 400, "bad-cursor")
    following = {"as_of": 2, "limit": 2, "cursor": page["next"]}
    found = ok(client.get("/v1/items", params=following))["items"]
    assert [entry["key"] for entry in [*page["items"], *found]] == ["APP-1", "CLM-1", "CON-1", "CON-2"]
