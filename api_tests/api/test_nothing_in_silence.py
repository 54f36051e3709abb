"""Nothing is taken over, undone or dropped in silence by what another tool sends again."""

from api_tests.small_file import ARGUMENT, EVIDENCE, ok, problem, row, signed, trail

OTHER = {"type": "Claim", "statement": "Finds jaundice in newborns", "covers": "IUE-1", "devices": "DEV-1"}
SOURCE = "/v1/items/by-source/zotero/A"
PAPER = {"type": "Evidence", "kind": "publication", "approve": True}


def etag(workspace, key):
    """The entity tag of an item."""
    return workspace.client.get(f"/v1/items/{key}").headers["ETag"]


def test_a_row_that_says_what_is_in_force_leaves_a_draft_open(workspace):
    """A nightly load of the same file is no decision on a draft that somebody works on."""
    client = workspace.client
    workspace.load(ARGUMENT)
    ok(client.put("/v1/items/CLM-1", json=OTHER, headers={"If-Match": "*"}))
    before = trail(client)
    assert workspace.load(ARGUMENT)["counts"] == {"unchanged": len(ARGUMENT)}
    assert trail(client) == before
    versions = ok(client.get("/v1/items/CLM-1/versions"))["items"]
    assert [(entry["no"], entry["status"]) for entry in versions] == [(1, "approved"), (2, "draft")]
    ok(client.post("/v1/items/CLM-1/approve", json={}))
    assert ok(client.get("/v1/items/CLM-1"))["content"]["statement"] == OTHER["statement"]


def test_a_write_by_source_holds_its_preconditions(workspace):
    """If-Match, If-None-Match and the source in the body count by source as they do by key."""
    client = workspace.client
    workspace.load([{**EVIDENCE, "devices": [], "source": {"system": "zotero", "ref": "A"}}])
    first = etag(workspace, "EVD-1")
    ok(client.put(SOURCE, json={**PAPER, "n": 200}, headers={"If-Match": first}))
    before = trail(client)
    weak = {"If-Match": f"W/{etag(workspace, 'EVD-1')}"}
    for headers in ({"If-Match": first}, {"If-None-Match": "*"}, weak):
        problem(client.put(SOURCE, json={**PAPER, "n": 150}, headers=headers), 412, "stale-revision")
    other = {**PAPER, "n": 170, "source": {"system": "mendeley", "ref": "ZZZ"}}
    problem(client.put(SOURCE, json=other), 422, "invalid-content")
    new = {**PAPER, "key": "EVD-2"}
    problem(client.put(f"{SOURCE}2", json=new, headers={"If-Match": '"EVD-2.1"'}), 412, "stale-revision")
    assert trail(client) == before
    tags = f'"EVD-1.0", {etag(workspace, "EVD-1")}'
    ok(client.put(SOURCE, json={**PAPER, "n": 170}, headers={"If-Match": tags}))
    ok(client.put(f"{SOURCE}2", json=new, headers={"If-None-Match": "*"}), 201)


def test_a_precondition_on_many_items_is_refused(workspace):
    """A load and a trigger say that they cannot hold a precondition, and leave none unread."""
    client = workspace.client
    workspace.load(ARGUMENT)
    before = trail(client)
    for headers in ({"If-Match": etag(workspace, "EVD-1")}, {"If-None-Match": "*"}):
        problem(client.post("/v1/bulk", json=ARGUMENT, headers=headers), 400, "bad-request")
        news = {"kind": "retraction", "keys": ["EVD-1"]}
        problem(client.post("/v1/triggers", json=news, headers=headers), 400, "bad-request")
    assert trail(client) == before


def in_a_circle():
    """Two conclusions that each say that they rest on the other, and what they are about."""
    yield row("Hazard", "HAZ-1")
    for one, other in ((1, 2), (2, 1)):
        yield row("StateOfTheArt", f"SOTA-{one}", topic="t")
        yield signed(
            f"CON-{one}", "sota_established", f"SOTA-{one}", "established", also_rests_on=[f"CON-{other}"]
        )


def test_best_effort_takes_all_rows_but_a_circle(workspace):
    """Conclusions that would rest on each other fail by name; the others are taken."""
    client, rows = workspace.client, list(in_a_circle())
    refused = problem(client.post("/v1/bulk", json=rows), 422, "load-refused")
    assert [entry["key"] for entry in refused["rows"]] == ["CON-1", "CON-2"]
    assert ok(client.get("/v1/items"))["items"] == []
    answer = workspace.load(rows, mode="best_effort")
    assert answer["counts"] == {"created": 3, "failed": 2}
    failed = [entry for entry in answer["rows"] if entry["outcome"] == "failed"]
    assert [(entry["key"], entry["problem"]) for entry in failed] == [
        ("CON-1", "CircularSupport"),
        ("CON-2", "CircularSupport"),
    ]
