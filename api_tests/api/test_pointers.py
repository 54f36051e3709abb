"""What is wrong is found where it was sent: pointers of rows, filters by keys, digits."""

from api_tests.small_file import ARGUMENT, EVIDENCE, problem, trail

ROWS = [
    ({"devices": ["DEV-99"]}, "/devices"),
    ({"devices": ["CLM-1"]}, "/devices"),
    ({"results": {"a/b~c": []}}, "/results/a~1b~0c"),
    ({"source": {"system": "a:b", "ref": "1"}}, "/source/system"),
    ({"n": "1"}, "/n"),
]


def test_a_fault_of_a_row_is_pointed_to_by_the_field_that_was_sent(workspace):
    """Whatever the relation, or the choice of types, is called inside; a key sent twice is at the key."""
    workspace.load(ARGUMENT)
    before = trail(workspace.client)
    for number, (fields, _) in enumerate(ROWS):
        sent = [{**EVIDENCE, "key": f"EVD-9{number}", **fields}]
        told = problem(workspace.client.post("/v1/bulk", json=sent), 422, "load-refused")
        assert [error["pointer"] for error in told["rows"][0]["errors"]] == [ROWS[number][1]]
    told = problem(workspace.client.post("/v1/bulk", json=[EVIDENCE, EVIDENCE]), 422, "load-refused")
    assert [error["pointer"] for error in told["rows"][0]["errors"]] == ["/key"]
    assert trail(workspace.client) == before


def test_a_filter_by_a_key_that_no_item_has_is_told(workspace):
    """A key that was typed wrong is not answered with: nothing is missing, nothing was changed."""
    workspace.load(ARGUMENT)
    for path in ("/v1/gaps?item=", "/v1/audit?item=", "/v1/impact-reports?change="):
        assert "CLM-99" in problem(workspace.client.get(f"{path}CLM-99"), 404, "item-not-found")["detail"]
        assert workspace.client.get(f"{path}CLM-1").status_code == 200
    problem(workspace.client.get("/v1/items?as_of=\u0661"), 404, "no-such-moment")
