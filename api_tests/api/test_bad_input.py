import base64
import json
import re

import httpx
import pytest

from api_tests.servers import Workspace, empty, serving, settings_for
from api_tests.small_file import ARGUMENT, DEVICE, URN, ok, problem, trail
from app.http.pagination import Listing, Paging
from app.settings import Settings

JSON = {"Content-Type": "application/json"}
NDJSON = {"Content-Type": "application/x-ndjson"}
CLAIM = {"type": "Claim", "key": "CLM-9", "statement": "x"}
EVIDENCE = {"type": "Evidence", "key": "EVD-9", "kind": "publication"}
CHANGE = {"type": "Change", "key": "CHG-9", "kind": "design"}
CONCLUSION = {"type": "Conclusion", "key": "CON-9", "kind": "pillar_cv", "about": "CLM-1"}
NO_PAGE = Paging(None, "", None, 100)
ITEMS = {"type": "", "state": "", "device": "", "text": "", "source": ""}
ALL_ITEMS = NO_PAGE.by_key("items", **ITEMS)
ALL_ENTRIES = NO_PAGE.by_number("audit", item="", actor="", action="", since="", until="")


@pytest.fixture(scope="module")
def filled(database, base_url):
    """A small file; every test here has to leave it as it is."""
    empty(database)
    with httpx.Client(base_url=base_url, timeout=120) as client:
        workspace = Workspace(client, "", database)
        workspace.load(ARGUMENT)
        yield workspace


def refused(workspace, method, path, status, slug, *named, **sent):
    """A request that is a problem, names what it is about, and changes nothing; gives the problem."""
    before = trail(workspace.client)
    answer = workspace.client.request(method, path, **sent)
    found = problem(answer, status, slug)
    for word in named:
        assert word in answer.text, (word, found)
    assert trail(workspace.client) == before
    return found


def item(**fields):
    """A body of POST /v1/items as text, in which Python's NaN and lone surrogates survive."""
    return {"content": json.dumps(fields).encode(), "headers": JSON}


def load(**fields):
    """A body of POST /v1/bulk with one row, as NDJSON text."""
    return {"content": json.dumps(fields).encode() + b"\n", "headers": NDJSON}


def nested(depth):
    """A list in a list in a list."""
    return b"[" * depth + b"]" * depth


CONTENT = {
    "unknown type": ({**DEVICE, "type": "Gadget"}, ["Gadget", "Device"]),
    "no type": ({"key": "DEV-9"}, ["type"]),
    "type is a number": ({"type": 5, "key": "DEV-9"}, ["type"]),
    "unknown field": ({**DEVICE, "key": "DEV-9", "colour": "red"}, ["/colour", "no such field"]),
    "missing field": ({"type": "Claim", "key": "CLM-9"}, ["/statement", "required"]),
    "no key": ({"type": "Device"}, ["/key"]),
    "empty key": ({"type": "Device", "key": ""}, ["/key"]),
    "key with a space": ({"type": "Device", "key": "DEV 9"}, ["/key"]),
    "key with a slash": ({"type": "Device", "key": "DEV/9"}, ["/key"]),
    "key with a NUL": ({"type": "Device", "key": "DEV\0"}, ["/key"]),
    "endless key": ({"type": "Device", "key": "D" * 129}, ["/key"]),
    "key is null": ({"type": "Device", "key": None}, ["/key"]),
    "bad enum": ({**EVIDENCE, "kind": "hearsay"}, ["/kind", "registry_rwe"]),
    "verdict of another kind": ({**CONCLUSION, "verdict": "met"}, ["met", "supported_with_limits"]),
    "unknown kind": ({**CONCLUSION, "kind": "opinion", "verdict": "met"}, ["/kind", "pillar_cv"]),
    "no subject": ({**CONCLUSION, "verdict": "supported", "about": []}, ["/about"]),
    "no evidence": ({"type": "EvidenceUse", "key": "EVU-9", "uses": [], "bears_on": "CLM-1"}, ["/uses"]),
    "bears on nothing": ({"type": "EvidenceUse", "key": "EVU-9", "uses": "EVD-1"}, ["bears_on"]),
    "two evidences": (
        {"type": "EvidenceUse", "key": "EVU-9", "uses": ["EVD-1", "EVD-2"], "bears_on": "CLM-1"},
        ["/uses"],
    ),
    "reference is a number": ({**CLAIM, "covers": 5}, ["/covers"]),
    "reference holds null": ({**CLAIM, "covers": ["IUE-1", None]}, ["/covers"]),
    "text is a number": ({**CLAIM, "statement": 5}, ["/statement"]),
    "endless text": ({**CLAIM, "statement": "x" * 50_001}, ["/statement"]),
    "impossible date": ({**CLAIM, "valid_until": "2026-02-30"}, ["/valid_until"]),
    "NaN": ({**CLAIM, "target_threshold": float("nan")}, ["/target_threshold"]),
    "infinity": ({**CLAIM, "target_threshold": float("inf")}, ["/target_threshold"]),
    "NaN in results": ({**EVIDENCE, "results": {"a": float("nan")}}, ["/results"]),
    "NaN in free content": ({**CHANGE, "proposed_deltas": [{"a": [float("nan")]}]}, ["/proposed_deltas"]),
    "beyond 64 bit": ({**EVIDENCE, "n": 2**63}, ["/n"]),
    "far beyond 64 bit": ({**EVIDENCE, "n": 10**400}, ["/n"]),
    "below 64 bit": ({"type": "IntendedUseElement", "key": "IUE-9", "kind": "sex", "display_order": -(2**70)},
                     ["/display_order"]),
    "NUL": ({**CLAIM, "statement": "a\0b"}, ["/statement"]),
    "NUL in a list": ({**CLAIM, "tags": ["a\0b"]}, ["/tags/0"]),
    "NUL in a name": ({**EVIDENCE, "results": {"a\0b": 1}}, ["/results"]),
    "NUL in a reason": ({**CLAIM, "reason": "a\0b"}, ["/reason"]),
    "lone surrogate": ({**CLAIM, "statement": "a\ud800b"}, ["/statement"]),
    "lone surrogate in a list": ({**CLAIM, "tags": ["\udfff"]}, ["/tags/0"]),
    "lone surrogate in free content": ({**CHANGE, "proposed_deltas": [{"a": "\ud800"}]}, ["/proposed"]),
    "lone surrogate in a reason": ({**CLAIM, "reason": "\ud800"}, ["/reason"]),
    "signature on an item": (
        {**DEVICE, "key": "DEV-9", "signatures": [{"signer": "x", "meaning": "approved",
                                                  "signed_at": "2026-01-01T00:00:00Z"}]},
        ["/signatures", "conclusion"],
    ),
    "signature without zone": (
        {**CONCLUSION, "verdict": "supported",
         "signatures": [{"signer": "x", "meaning": "approved", "signed_at": "2026-01-01T00:00:00"}]},
        ["/signatures/0/signed_at"],
    ),
    "signature before time": (
        {**CONCLUSION, "verdict": "supported",
         "signatures": [{"signer": "x", "meaning": "approved", "signed_at": "0001-01-01T00:00:00+14:00"}]},
        ["0001-01-01"],
    ),
    "source with a colon": ({**CLAIM, "source": {"system": "a:b", "ref": "1"}}, ["/source/system"]),
    "source without reference": ({**CLAIM, "source": {"system": "a"}}, ["/source/ref"]),
    "source with another field": ({**CLAIM, "source": {"system": "a", "ref": "1", "x": 1}}, ["/source/x"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CONTENT)
def test_content_that_does_not_fit_is_refused(filled, case):
    """One item by itself, as a revision and as a row of a load: each names the place and writes nothing."""
    fields, named = CONTENT[case]
    refused(filled, "POST", "/v1/items", 422, "invalid-content", *named, **item(**fields))
    row = refused(filled, "POST", "/v1/bulk", 422, "load-refused", *named, **load(**fields))["rows"][0]
    assert (row["row"], row["problem"]) == (1, f"{URN}invalid-content")
    if "/" in named[0]:
        revision = item(**fields)
        revision["headers"] = JSON | {"If-Match": "*"}
        if "key" not in case:
            path = f"/v1/items/{fields['key']}"
            refused(filled, "PUT", path, 422, "invalid-content", named[0], **revision)


BODIES = {
    "not JSON": (b"{", JSON, 400, "bad-request"),
    "nothing": (b"", JSON, 422, "invalid-content"),
    "not UTF-8": (b'{"type": "\xff"}', JSON, 400, "bad-request"),
    "an array": (b"[]", JSON, 422, "invalid-content"),
    "a number": (b"5", JSON, 422, "invalid-content"),
    "null": (b"null", JSON, 422, "invalid-content"),
    "endless number": (
        b'{"type": "Evidence", "key": "E", "n": ' + b"1" * 5000 + b"}",
        JSON,
        400,
        "bad-request",
    ),
    "endless nesting": (nested(100_000), JSON, 400, "bad-request"),
    "text": (b"DEV-9", {"Content-Type": "text/plain"}, 415, "wrong-content-type"),
    "a form": (b"key=1", {"Content-Type": "application/x-www-form-urlencoded"}, 415, "wrong-content-type"),
    "no content type": (b"{}", {}, 415, "wrong-content-type"),
    "XML": (b"<item/>", {"Content-Type": "application/xml"}, 415, "wrong-content-type"),
}


@pytest.mark.parametrize("case", BODIES)
def test_a_body_that_cannot_be_read_is_refused(filled, case):
    """What is no JSON, or says that it is none, is refused as such by every operation with a body."""
    content, headers, status, slug = BODIES[case]
    for path in (
        "/v1/items",
        "/v1/conclusions/CON-1/sign",
        "/v1/items/DEV-1/withdraw",
        "/v1/impact-previews",
    ):
        refused(filled, "POST", path, status, slug, content=content, headers=headers)


def test_a_member_that_is_named_twice_is_refused_by_every_operation_with_a_body(filled):
    """Which of the two counts is not defined (RFC 8259, 4), so none is taken, before all else."""
    paths = filled.client.get("/openapi.json").json()["paths"]
    asked = [
        (method.upper(), re.sub(r"\{\w+\}", "X", path))
        for path, operations in paths.items()
        for method, operation in operations.items()
        if "requestBody" in operation
    ]
    assert len(asked) > 15
    for method, path in asked:
        twice = {"content": b'{"a": [{"b": 1, "b": 2}]}', "headers": JSON}
        refused(filled, method, path, 400, "bad-request", "'b' twice", **twice)


LOADS = {
    "not JSON": (b"[", JSON, 400, "bad-request", "not JSON"),
    "not UTF-8": (b'["\xff"]', JSON, 400, "bad-request", "not JSON"),
    "an object": (b"{}", JSON, 400, "bad-request", "array"),
    "endless nesting": (nested(100_000), JSON, 400, "bad-request", "JSON"),
    "endless number": (b"[" + b"1" * 5000 + b"]", JSON, 422, "load-refused", "Row 1"),
    "text": (b"x", {"Content-Type": "text/plain"}, 415, "wrong-content-type", "application/x-ndjson"),
    "no content type": (b"[]", {}, 415, "wrong-content-type", "application/json"),
    "malformed line": (b'{"type": "Device", "key": "D-1"}\n{\n', NDJSON, 422, "load-refused", "Line 2"),
    "line with endless nesting": (b"\n" + nested(100_000), NDJSON, 422, "load-refused", "Line 2"),
    "line that is not UTF-8": (b'\n\n"\xff"', NDJSON, 422, "load-refused", "Line 3"),
    "line with an endless number": (b"1" * 5000, NDJSON, 422, "load-refused", "Line 1"),
    "line that is an array": (b"[]", NDJSON, 422, "load-refused", "Row 1"),
    "array of null": (b"[null]", JSON, 422, "load-refused", "Row 1"),
}


@pytest.mark.parametrize("case", LOADS)
def test_a_load_that_cannot_be_read_is_refused(filled, case):
    """A load names the line that is broken, or what it would read."""
    content, headers, status, slug, named = LOADS[case]
    refused(filled, "POST", "/v1/bulk", status, slug, named, content=content, headers=headers)


@pytest.mark.parametrize("depth", [50, 200, 400, 900])
def test_deep_content_is_taken_or_refused(filled, depth):
    """Nested content is stored whole or refused; it never breaks the service, alone or in a load."""
    client = filled.client
    deltas = b'[{"op": "revise", "key": "CLM-1", "fields": {"a": ' + nested(depth) + b"}}]"
    body = (
        b'{"type": "Change", "key": "CHG-%d", "kind": "design", "proposed_deltas": ' % depth + deltas + b"}"
    )
    rehearsed = client.post("/v1/bulk", content=body, headers=NDJSON, params={"dry_run": True})
    alone = client.post("/v1/items", content=body, headers=JSON)
    if alone.status_code == 201:
        assert rehearsed.status_code == 200
        read = ok(client.get(f"/v1/items/CHG-{depth}"))["content"]
        assert read["proposed_deltas"] == json.loads(deltas)
    else:
        assert alone.status_code in (400, 422)
        problem(alone, alone.status_code, alone.json()["type"].rsplit(":", 1)[1])
        problem(rehearsed, 422, "load-refused")


UNKNOWN = [
    ("GET", "/v1/items/NO-1", None),
    ("GET", "/v1/items/NO-1/versions", None),
    ("GET", "/v1/items/NO-1/versions/1", None),
    ("GET", "/v1/items/NO-1/dependants", None),
    ("GET", "/v1/items/NO-1/dependencies", None),
    ("GET", "/v1/items/NO-1/impact", None),
    ("PUT", "/v1/items/NO-1", DEVICE | {"key": "NO-1"}),
    ("POST", "/v1/items/NO-1/approve", {}),
    ("POST", "/v1/items/NO-1/withdraw", {}),
    ("GET", "/v1/items?device=NO-1", None),
    ("GET", "/v1/gaps?device=NO-1", None),
    ("GET", "/v1/conclusions?device=NO-1", None),
    ("GET", "/v1/conclusions/NO-1", None),
    ("GET", "/v1/conclusions/NO-1/basis", None),
    ("GET", "/v1/conclusions/NO-1/explanation", None),
    ("POST", "/v1/conclusions/NO-1/sign", {}),
    ("POST", "/v1/conclusions/NO-1/reaffirm", {"outcome": "reaffirmed_unchanged", "rationale": "x"}),
    ("POST", "/v1/impact-previews", {"changes": [{"op": "withdraw", "key": "NO-1"}]}),
]


@pytest.mark.parametrize(("method", "path", "body"), UNKNOWN)
def test_an_unknown_key_is_named(filled, method, path, body):
    """An operation on an item that there is not says which key it did not find."""
    headers = {"If-Match": "*"} if method == "PUT" else {}
    sent = {} if body is None else {"json": body, "headers": headers}
    refused(filled, method, path, 404, "item-not-found", "NO-1", **sent)


@pytest.mark.parametrize("key", ["K" * 129, "a b", "-1", "%F0%9F%92%A1"])
def test_a_path_that_is_no_key_makes_no_item(filled, key):
    """A revision of, or a source for, what can be no key is refused as such."""
    sent = {"json": {"type": "Device"}, "headers": {"If-Match": "*"}}
    refused(filled, "PUT", f"/v1/items/{key}", 422, "invalid-content", "/key", **sent)


@pytest.mark.parametrize(
    ("path", "slug"),
    [
        ("/v1/items/DEV-1/versions/9", "version-not-found"),
        ("/v1/rules/NO-1", "rule-not-found"),
        ("/v1/gaps?rule=NO-1", "rule-not-found"),
        ("/v1/impact-previews/NO-1", "preview-not-found"),
        ("/v1/nothing", "no-such-path"),
        ("/v1/items/DEV-1/versions/1/2", "no-such-path"),
        ("/v1/items/DEV-1%00", "item-not-found"),
        ("/v1/items/%F0%9F%92%A1", "item-not-found"),
        ("/v1/items/dev-1", "item-not-found"),
    ],
)
def test_what_is_not_there_is_not_found(filled, path, slug):
    """Each kind of thing has its own way to be missing."""
    refused(filled, "GET", path, 404, slug)


def forged(text):
    """A cursor that this service did not give out."""
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def leading(listing: Listing, place, passed=0):
    """A cursor of a listing that leads to a place where none of its pages ends."""
    return forged(json.dumps({"after": place, "passed": passed, "for": listing.seal}))


CURSORS = {
    "words": "next",
    "not base64": "???",
    "not ASCII": "\u00fc",
    "NUL": "\0",
    "a list": forged("[]"),
    "endless nesting": forged("[" * 1400),
    "other filters": leading(NO_PAGE.by_key("items", **{**ITEMS, "type": "Device"}), "DEV-1"),
    "other listing": leading(ALL_ENTRIES, 1),
    "number for a key": leading(ALL_ITEMS, 1),
    "lone surrogate": leading(ALL_ITEMS, "\ud800"),
    "no count": leading(ALL_ITEMS, "DEV-1", "many"),
    "less than nothing": leading(ALL_ITEMS, "DEV-1", -1),
}


@pytest.mark.parametrize("case", CURSORS)
def test_a_foreign_cursor_is_refused(filled, case):
    """A cursor holds for the listing that gave it out; anything else is refused with the way out."""
    sent = {"params": {"cursor": CURSORS[case]}}
    refused(filled, "GET", "/v1/items", 400, "bad-cursor", "without a cursor", **sent)


def test_a_cursor_that_leads_to_a_place_is_taken(filled):
    """Those that are refused here are refused for what is wrong with them, and not for how they are made."""
    page = ok(filled.client.get("/v1/items", params={"cursor": leading(ALL_ITEMS, "DEV-1", 1)}))
    assert page["items"][0]["key"] > "DEV-1"
    assert page["total"] == {"count": 1 + len(page["items"]), "exact": True}


@pytest.mark.parametrize("position", [10**30, 2**63, -1, "DEV-1", True])
def test_a_forged_position_is_refused(filled, position):
    """A number that no listing reaches is no position."""
    sent = {"params": {"cursor": leading(ALL_ENTRIES, position)}}
    refused(filled, "GET", "/v1/audit", 400, "bad-cursor", **sent)


@pytest.mark.parametrize(
    ("path", "status", "slug", "named"),
    [
        ("/v1/items?limit=0", 422, "invalid-content", "/query/limit"),
        ("/v1/items?limit=1001", 422, "invalid-content", "/query/limit"),
        ("/v1/items?limit=many", 422, "invalid-content", "/query/limit"),
        (f"/v1/items?limit={10**30}", 422, "invalid-content", "/query/limit"),
        ("/v1/items?state=open", 422, "invalid-content", "/query/state"),
        ("/v1/items?type=Gadget", 422, "invalid-content", "Device"),
        (f"/v1/items?text={'x' * 501}", 422, "invalid-content", "/query/text"),
        (f"/v1/items/{'K' * 201}", 422, "invalid-content", "/path/key"),
        ("/v1/items/DEV-1/versions/0", 422, "invalid-content", "/path/number"),
        ("/v1/items/DEV-1/versions/latest", 422, "invalid-content", "/path/number"),
        (f"/v1/items/DEV-1/versions/{10**30}", 422, "invalid-content", "/path/number"),
        ("/v1/gaps?severity=bad", 422, "invalid-content", "/query/severity"),
        ("/v1/gaps?on=2026-02-30", 422, "invalid-content", "/query/on"),
        ("/v1/conclusions?status=fine", 422, "invalid-content", "/query/status"),
        ("/v1/audit?since=yesterday", 422, "invalid-content", "/query/since"),
        ("/v1/audit?since=2026-01-01T00:00:00", 422, "invalid-content", "with its zone"),
        ("/v1/audit?since=1767225600", 422, "invalid-content", "/query/since"),
        ("/v1/audit?until=2026-01-01", 422, "invalid-content", "/query/until"),
        ("/v1/audit?since=0001-01-01T00:00:00%2B14:00", 422, "invalid-content", "0001"),
        ("/v1/audit?until=9999-12-31T23:59:59-14:00", 422, "invalid-content", "9999"),
    ],
)
def test_a_parameter_that_does_not_fit_is_named(filled, path, status, slug, named):
    """The parameter, or what it may be, stands in the problem."""
    refused(filled, "GET", path, status, slug, named)


@pytest.mark.parametrize("text", ["\0", "%", "*", "'", '"', "\\", "a' OR '1'='1", "\ud7ff\uffff", "$text"])
def test_any_text_can_be_searched_for(filled, text):
    """Search text is text: it has no meaning to the database."""
    assert ok(filled.client.get("/v1/items", params={"text": text}))["items"] == []
    assert ok(filled.client.get("/v1/items", params={"source": text}))["items"] == []
    assert ok(filled.client.get("/v1/audit", params={"actor": text}))["items"] == []


@pytest.mark.parametrize("actor", [b"", b"a\tb", b"x" * 129, b"a\x85b", "a\u200bb".encode()])
def test_an_actor_has_a_printable_name(filled, actor):
    """Who acts goes into the audit trail, so a name with control characters, or none, is refused."""
    sent = {"json": {"type": "Device", "key": "DEV-9"}, "headers": [(b"Evitrace-Actor", actor)]}
    refused(filled, "POST", "/v1/items", 400, "bad-request", "Evitrace-Actor", **sent)


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("DELETE", "/v1/items/DEV-1"),
        ("PATCH", "/v1/items/DEV-1"),
        ("PUT", "/v1/items"),
        ("GET", "/v1/bulk"),
        ("POST", "/v1/gaps"),
        ("DELETE", "/v1/audit"),
        ("GET", "/v1/conclusions/CON-1/sign"),
        ("TRACE", "/v1/items"),
    ],
)
def test_a_method_that_is_not_there_is_refused(filled, method, path):
    """The refusal says in Allow what there is: nothing is ever deleted."""
    actor = {"Evitrace-Actor": "anna"}
    refused(filled, method, path, 405, "method-not-allowed", method, path, headers=actor)
    assert filled.client.request(method, path, headers=actor).headers["Allow"]


@pytest.mark.parametrize(
    ("path", "body", "pointer"),
    [
        ("/v1/items/DEV-1/withdraw", {"withdrawn_reason": "dull"}, "/withdrawn_reason"),
        ("/v1/items/DEV-1/withdraw", {"why": "x"}, "/why"),
        ("/v1/items/DEV-1/approve", {"why": "x"}, "/why"),
        ("/v1/conclusions/CON-1/sign", {"meanings": []}, "/meanings"),
        ("/v1/conclusions/CON-1/sign", {"meanings": ["reaffirmed"]}, "/meanings/0"),
        ("/v1/conclusions/CON-1/sign", {"signer": "x"}, "/signer"),
        ("/v1/impact-previews", {"changes": []}, "/changes"),
        ("/v1/impact-previews", {"changes": [{"op": "delete", "key": "DEV-1"}]}, "/changes/0"),
        ("/v1/impact-previews", {}, "/changes"),
    ],
)
def test_a_wrong_part_of_a_body_is_pointed_to(filled, path, body, pointer):
    """The pointer of each error leads to the part of the body that is wrong."""
    found = refused(filled, "POST", path, 422, "invalid-content", json=body)
    assert pointer in [error["pointer"] for error in found["errors"]]


def test_the_pointer_leads_to_the_place_in_the_body(filled):
    """The pointer is one of the body that was sent, whatever its item type."""
    sent = {**EVIDENCE, "results": {"a/b~c": [], "float": True}, "n": -1}
    found = refused(filled, "POST", "/v1/items", 422, "invalid-content", json=sent)
    places = ["/n", "/results/a~1b~0c", "/results/float"]
    assert sorted(error["pointer"] for error in found["errors"]) == places
    infinite = {**sent, "n": 1, "results": {"a/b": 1e400}}
    found = refused(
        filled, "POST", "/v1/items", 422, "invalid-content", content=json.dumps(infinite), headers=JSON
    )
    assert [error["pointer"] for error in found["errors"]] == ["/results/a~1b"]


@pytest.fixture(scope="module")
def narrow(database, base_url):
    """A server that reads small bodies only, on the same database."""
    settings = Settings(**{**settings_for(database).model_dump(), "max_body_bytes": 2048, "max_rows": 3})
    with serving(settings) as url, httpx.Client(base_url=url, timeout=60) as client:
        yield client


@pytest.mark.parametrize("chunked", [False, True], ids=["stated", "chunked"])
@pytest.mark.parametrize("path", ["/v1/bulk", "/v1/items", "/v1/nothing"])
def test_a_body_above_the_bound_is_refused(filled, narrow, path, chunked):
    """A large body is refused by its stated size, or as soon as its chunks exceed the bound."""
    before = trail(filled.client)
    body = json.dumps([{"type": "Device", "key": "DEV-9", "note": "x" * 3000}]).encode()

    def parts():
        for start in range(0, len(body), 500):
            yield body[start : start + 500]

    answer = narrow.post(path, content=parts() if chunked else body, headers=JSON)
    found = problem(answer, 413, "body-too-large")
    assert "2048" in found["detail"]
    assert "EVITRACE_MAX_BODY_BYTES" in found["detail"]
    assert trail(filled.client) == before


def test_a_body_below_the_bound_is_read_in_chunks(filled, narrow):
    """A body that comes in chunks is read like any other; too many rows are refused."""
    rows = [{"type": "Hazard", "key": f"HAZ-{number}"} for number in range(4)]

    def parts():
        for row in rows:
            yield json.dumps(row).encode() + b"\n"

    params = {"dry_run": True}
    many = narrow.post("/v1/bulk", content=parts(), headers=NDJSON, params=params)
    assert "EVITRACE_MAX_ROWS" in problem(many, 413, "body-too-large")["detail"]
    del rows[3]
    assert ok(narrow.post("/v1/bulk", content=parts(), headers=NDJSON, params=params))["counts"] == {
        "created": 3
    }


@pytest.mark.parametrize("given", ["abc-1.2_3", "x" * 64])
def test_a_request_keeps_its_id(filled, given):
    """A plain X-Request-ID comes back with the answer and goes into the problem."""
    answer = filled.client.get("/v1/items/NO-1", headers={"X-Request-ID": given})
    assert problem(answer, 404, "item-not-found")["request_id"] == given


@pytest.mark.parametrize("given", ["a b", "x" * 65, "<script>", ""])
def test_an_odd_request_id_is_replaced(filled, given):
    """An id that is not plain is not repeated to anybody."""
    answer = filled.client.get("/v1/items/NO-1", headers={"X-Request-ID": given})
    assert problem(answer, 404, "item-not-found")["request_id"] not in ("", given)
