"""What HTTP itself asks for: HEAD, Allow, redirects that hold behind a proxy; retries that do no harm."""

import pytest

from api_tests.small_file import ARGUMENT, ok, problem, trail


@pytest.mark.parametrize("path", ["/v1/items/EVD-1", "/v1/items", "/v1/gaps", "/readyz"])
def test_a_head_is_that_of_the_answer(workspace, path):
    """HEAD answers with the status and the headers of GET, and without its body."""
    workspace.load(ARGUMENT)
    read, head = workspace.client.get(path), workspace.client.head(path)
    assert (head.status_code, head.content) == (read.status_code, b"")
    own = {"x-request-id": "", "date": ""}
    assert {**head.headers, **own} == {**read.headers, **own}
    assert workspace.client.head("/v1/items/NO-1").status_code == 404


ALLOWED = [
    ("/v1/items", "GET, HEAD, POST"),
    ("/v1/items/EVD-1", "GET, HEAD, PUT"),
    ("/v1/items/by-source/alm/REQ/7", "PUT"),
    ("/v1/gaps/GAP-1/justification", "POST"),
]


@pytest.mark.parametrize(("path", "methods"), ALLOWED)
def test_what_is_allowed_is_said_whole(workspace, path, methods):
    """A refused method learns all those that there are."""
    answer = workspace.client.delete(path)
    problem(answer, 405, "method-not-allowed")
    assert answer.headers["Allow"] == methods


def test_a_redirect_names_no_host(workspace):
    """The service does not know by which name it is called from outside."""
    answer = workspace.client.get("/v1/items/?limit=1", headers={"Host": "localhost:81"})
    if answer.status_code == 307:
        assert answer.headers["Location"] == "/v1/items?limit=1"
    else:
        problem(answer, 404, "no-such-path")


def test_what_is_done_already_is_no_error(workspace):
    """A tool that lost an answer repeats itself and harms nothing; another reason is another thing."""
    client = workspace.client
    workspace.load(ARGUMENT)
    gone = {"withdrawn_reason": "obsolete", "reason": "deleted in the other tool"}
    first = ok(client.post("/v1/items/IUE-1/withdraw", json=gone))
    before = trail(client)
    again = ok(client.post("/v1/items/IUE-1/withdraw", json=gone))
    assert (again["state"], again["revision"], again["effects"]) == ("withdrawn", first["revision"], [])
    error = {"withdrawn_reason": "error"}
    problem(client.post("/v1/items/IUE-1/withdraw", json=error), 409, "already-withdrawn")
    stale = client.post("/v1/items/IUE-1/withdraw", json=gone, headers={"If-Match": '"IUE-1.1"'})
    problem(stale, 412, "stale-revision")
    assert trail(client) == before
