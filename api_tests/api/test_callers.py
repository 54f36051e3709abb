"""Nobody gets in by a browser, and half a request changes nothing."""

import gzip
import json
import socket
import time
from urllib.parse import urlsplit

import httpx
import pytest

from api_tests.servers import serving, settings_for
from api_tests.small_file import ARGUMENT, DEVICE, ok, problem, row, trail

NDJSON = {"Content-Type": "application/x-ndjson"}
ROWS = [row("Hazard", f"HAZ-{number}", title="t" * 50) for number in range(200)]
LINES = "".join(json.dumps(entry) + "\n" for entry in ROWS).encode()


def sent(base_url, head, body, *, cut=True):
    """What comes back for a request; the connection is closed after `body` where it is cut."""
    place = urlsplit(base_url)
    with socket.create_connection((place.hostname, place.port), timeout=30) as connection:
        host = f"Host: {place.netloc}\r\n".encode()
        connection.sendall(head.replace(b"HOST\r\n", host) + body)
        if cut:
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        while part := connection.recv(65536):
            answer += part
    return answer


HEAD = b"POST /v1/bulk HTTP/1.1\r\nHOST\r\nContent-Type: application/x-ndjson\r\n"
HALF = LINES[: LINES.index(b"\n", len(LINES) // 2) + 1]
CUT = {
    "before its length": (HEAD + f"Content-Length: {len(LINES)}\r\n\r\n".encode(), HALF),
    "before the end of a chunk": (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        f"{len(LINES):x}\r\n".encode() + HALF,
    ),
    "before the last chunk": (
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n",
        f"{len(HALF):x}\r\n".encode() + HALF + b"\r\n",
    ),
}


@pytest.mark.parametrize("case", CUT)
def test_a_body_that_was_cut_off_is_no_load(workspace, case):
    """Whole rows that arrived before the connection ended are not taken for the load that was sent."""
    workspace.load([DEVICE])
    before = trail(workspace.client)
    head, body = CUT[case]
    answer = sent(str(workspace.client.base_url), head, body)
    assert answer == b"" or answer.startswith(b"HTTP/1.1 400"), answer[:200]
    time.sleep(0.3)
    assert trail(workspace.client) == before


def test_a_whole_body_is_a_load(workspace):
    """The same request with all of its body is taken, so the test above would see a load."""
    head = HEAD + f"Content-Length: {len(LINES)}\r\nConnection: close\r\n\r\n".encode()
    assert sent(str(workspace.client.base_url), head, LINES, cut=False).startswith(b"HTTP/1.1 200")


FORMS = [
    {},
    {"Content-Type": "application/x-www-form-urlencoded"},
    {"Content-Type": "multipart/form-data; boundary=x"},
    {"Content-Type": "text/plain;charset=UTF-8"},
]


@pytest.mark.parametrize("headers", FORMS)
def test_a_form_of_another_site_writes_nothing(workspace, headers):
    """What a page can send without asking the browser first is no write, with an empty body or with JSON."""
    workspace.load(ARGUMENT)
    draft = {"type": "Claim", "key": "CLM-8", "statement": "Finds more"}
    ok(workspace.client.post("/v1/items", json=draft), 201)
    before = trail(workspace.client)
    for path in ("/v1/items/CLM-8/approve", "/v1/items/CLM-1/withdraw", "/v1/bulk"):
        for body in (b"", b"{}"):
            problem(workspace.client.post(path, content=body, headers=headers), 415, "wrong-content-type")
    assert trail(workspace.client) == before
    ok(workspace.client.post("/v1/items/CLM-8/approve", headers={"Evitrace-Actor": "anna"}))


def test_a_name_that_was_not_given_is_refused(workspace):
    """Under a name that somebody made to lead here, nothing is read or written (DNS rebinding)."""
    before = trail(workspace.client)
    others = ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "localhost.evil.example", "")
    for host in (*others, "[::1", "x@localhost", "localhost:80:80", "localhost, evil.example"):
        answer = workspace.client.get("/v1/items", headers={"Host": host})
        assert answer.status_code in (400, 421), (host, answer.text)
        answer = workspace.client.post("/v1/items", json=DEVICE, headers={"Host": host})
        assert answer.status_code in (400, 421), (host, answer.text)
    assert trail(workspace.client) == before
    for host in ("localhost:1", "LOCALHOST", "[::1]:8000", "127.0.0.1"):
        ok(workspace.client.get("/v1/items", headers={"Host": host}))


def test_a_page_of_another_site_may_not_write(workspace):
    """`Origin` is checked where a browser sends it; the service's own pages may write."""
    before = trail(workspace.client)
    own = f"http://{workspace.client.base_url.netloc.decode()}"
    for origin in ("https://evil.example", "null", own + "0", "http://localhost", "http://[", "", f"x@{own}"):
        problem(
            workspace.client.post("/v1/items", json=DEVICE, headers={"Origin": origin}), 403, "cross-site"
        )
    assert trail(workspace.client) == before
    ok(workspace.client.post("/v1/items", json=DEVICE, headers={"Origin": own}), 201)


@pytest.mark.parametrize("path", ["/v1/items", "/v1/nothing", "/livez", "/docs", "/v1/items/NO-1"])
def test_every_answer_tells_browsers_to_keep_it(base_url, path):
    """Answers and problems alike are not framed, not sniffed and not read by other sites."""
    headers = httpx.get(base_url + path, timeout=60).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["cross-origin-resource-policy"] == "same-origin"


def test_further_names_are_a_setting(database):
    """`EVITRACE_HOSTS` lists the names that a proxy or another container calls the service by."""
    settings = settings_for(database).model_copy(update={"hosts": "qms.example, [fd00::1]"})
    with serving(settings) as base_url, httpx.Client(base_url=base_url, timeout=60) as client:
        for host in ("qms.example", "QMS.example:443", "[fd00::1]:8000"):
            ok(client.get("/v1/items", headers={"Host": host}))
        problem(client.get("/v1/items", headers={"Host": "other.example"}), 421, "wrong-host")


def test_a_body_in_a_coding_is_refused(workspace):
    """What is compressed is not taken for what it is not, and not for a plain body that names a coding."""
    before = trail(workspace.client)
    for path, body in (("/v1/bulk", gzip.compress(b"[]")), ("/v1/items", b"{}")):
        headers = {"Content-Type": "application/json", "Content-Encoding": "gzip"}
        problem(workspace.client.post(path, content=body, headers=headers), 415, "wrong-content-type")
    assert trail(workspace.client) == before
    ok(workspace.client.post("/v1/items", json=DEVICE, headers={"Content-Encoding": "identity"}), 201)
