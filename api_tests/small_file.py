"""A technical file as small as an argument can be, and what tests of the API say again and again."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from operator import itemgetter
from typing import Any
from urllib.parse import unquote

import httpx
import neo4j

from api_tests.api_document import document
from api_tests.servers import DatabaseAddress, Workspace
from graph.canonical import digest
from graph.database.store import connect
from graph.maintenance import verify

Row = dict[str, Any]
URN = "urn:evitrace:problem:"
SIGNED_AT = "2026-01-15T09:00:00Z"
SIGNATURES = [
    {"signer": "evaluator", "meaning": "authored", "signed_at": SIGNED_AT},
    {"signer": "independent reviewer", "meaning": "approved", "signed_at": SIGNED_AT},
]


def row(type: str, key: str, **fields: Any) -> Row:
    """An item that is approved elsewhere already."""
    return {"type": type, "key": key, "approve": True, **fields}


def signed(key: str, kind: str, about: str, verdict: str, **fields: Any) -> Row:
    """A conclusion with the signatures that it was given elsewhere."""
    return row("Conclusion", key, kind=kind, about=about, verdict=verdict, signatures=SIGNATURES, **fields)


def signed_now(entry: Row, **fields: Any) -> Row:
    """A conclusion whose signatures were given elsewhere just now, when all that is there had been read."""
    at = datetime.now(UTC).isoformat()
    return {**entry, **fields, "signatures": [{**each, "signed_at": at} for each in entry["signatures"]]}


DEVICE = row("Device", "DEV-1", title="Lamp", is_samd=True)
ELEMENT = row("IntendedUseElement", "IUE-1", kind="indication", value="Jaundice", devices="DEV-1")
CLAIM = row("Claim", "CLM-1", statement="Finds jaundice", covers="IUE-1", devices="DEV-1")
EVIDENCE = row(
    "Evidence",
    "EVD-1",
    title="Study in one centre",
    kind="retrospective_performance_study",
    n=100,
    results={"sensitivity": 0.9},
    citation="Report 1",
    devices="DEV-1",
)
APPRAISAL = row("Appraisal", "APP-1", appraises="EVD-1", validity_performance="valid", devices="DEV-1")
USE = row(
    "EvidenceUse", "EVU-1", uses="EVD-1", bears_on="CLM-1", pillar="cv", role="pivotal", devices="DEV-1"
)
PILLAR = signed("CON-1", "pillar_cv", "CLM-1", "supported", devices="DEV-1")
SUPPORT = signed("CON-2", "claim_supported", "CLM-1", "supported", devices="DEV-1")
ARGUMENT = [DEVICE, ELEMENT, CLAIM, EVIDENCE, APPRAISAL, USE, PILLAR, SUPPORT]
"""One claim with one study, and two conclusions: CON-2 (claim_supported) rests on CON-1 (pillar_cv)."""


@cache
def _operations() -> list[tuple[str, re.Pattern[str], Mapping[str, Any]]]:
    """Every operation: its method, what its paths look like, and its responses."""
    return [
        (method.upper(), re.compile(re.sub(r"\\{\w+\\}", "(.+)", re.escape(path))), operation["responses"])
        for path, methods in document()["paths"].items()
        for method, operation in methods.items()
    ]


def documented(response: httpx.Response) -> None:
    """A problem of an operation is one that its document lists under this status."""
    request, told = response.request, response.json()
    path = unquote(request.url.path)
    matching = [
        (len(pattern.pattern), responses)
        for method, pattern, responses in _operations()
        if method == request.method and pattern.fullmatch(path)
    ]
    if not matching or told["type"].endswith((":no-such-path", ":method-not-allowed")):
        return
    responses = max(matching, key=itemgetter(0))[1]  # the path that says most
    listed = responses.get(str(response.status_code), {}).get("x-problems", [])
    assert told["type"] in listed, f"{request.method} {path} does not list {told['type']}"


def problem(response: httpx.Response, status: int, slug: str) -> dict[str, Any]:
    """A problem document with all of its members, and nothing of the inside; gives it."""
    assert response.status_code == status, response.text
    assert response.headers["content-type"] == "application/problem+json"
    found = response.json()
    assert found["type"] == f"urn:evitrace:problem:{slug}", found
    documented(response)
    assert found["status"] == status
    assert found["title"]
    assert len(found["detail"]) > 10
    assert found["instance"] == response.request.url.path
    assert found["request_id"] == response.headers["x-request-id"]
    assert all(set(error) == {"pointer", "detail"} for error in found["errors"])
    for word in ("Traceback", "MATCH (", 'File "', "neo4j.", "object at 0x"):
        assert word not in response.text
    return found


def ok(response: httpx.Response, status: int = 200) -> dict[str, Any]:
    """The body of an answer that has this status."""
    assert response.status_code == status, response.text
    found: dict[str, Any] = response.json()
    return found


def trail(client: httpx.Client) -> tuple[int, int, str]:
    """Where the graph is: revision, number of audit entries, last hash. The trail has to be whole."""
    found = ok(client.get("/v1/audit/verify"))
    assert found["whole"], found["faults"]
    return found["revision"], found["entries"], found["last_hash"]


def entries(client: httpx.Client, **params: Any) -> list[dict[str, Any]]:
    """All audit entries that pass, oldest first."""
    found: list[dict[str, Any]] = []
    cursor = ""
    while True:
        page = ok(client.get("/v1/audit", params={"limit": 100, **params, "cursor": cursor}))
        found += page["items"]
        cursor = page["next"] or ""
        if not cursor:
            return found


def put(client: httpx.Client, key: str, fields: Mapping[str, Any], **extra: Any) -> httpx.Response:
    """PUT an item with other values for some fields, on top of what is there now; None leaves one out."""
    read = client.get(f"/v1/items/{key}")
    body = {**ok(read)["content"], **fields, **extra}
    body = {name: value for name, value in body.items() if value is not None}
    return client.put(f"/v1/items/{key}", json=body, headers={"If-Match": read.headers["ETag"]})


def reasons(client: httpx.Client, key: str) -> dict[tuple[str, str], str | None]:
    """The reasons of a conclusion as (code, item): demand."""
    found = ok(client.get(f"/v1/conclusions/{key}"))["reasons"]
    return {(reason["code"], reason["item"]): reason["demand"] for reason in found}


def pinned(client: httpx.Client, key: str) -> dict[str, int]:
    """What a conclusion pinned, as item: version."""
    return {pin["item"]: pin["version"] for pin in ok(client.get(f"/v1/conclusions/{key}/basis"))["pinned"]}


def answers(client: httpx.Client, key: str) -> list[dict[str, str]]:
    """An answer to each open reason of a conclusion, as a re-affirmation takes them."""
    return [
        {
            "code": code,
            "item": item,
            "what_changed": f"{item} was looked at.",
            "why": "It still fits what is concluded.",
            "weighed": "Weighed against the rest." if code == "CONTRADICTION_ADDED" else "",
        }
        for (code, item), demand in sorted(reasons(client, key).items())
        if demand
    ]


def gap_names(client: httpx.Client, **params: Any) -> set[tuple[str, str]]:
    """The open gaps as (rule, subject)."""
    found = ok(client.get("/v1/gaps", params=params))["items"]
    return {(gap["rule"], gap["subject"]) for gap in found}


def seen_before(workspace: Workspace, gap: str) -> None:
    """Note that a gap was listed, as releases did that kept no history of gaps."""
    noted = {"id": gap, "revision": 1, "at": "2026-01-02T03:04:05.000000Z"}
    address = workspace.address
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver, driver.session() as session:
        session.run("CREATE (s:GapSeen) SET s = $noted", noted={**noted, "hash": digest(noted)}).consume()


def differences(address: DatabaseAddress) -> list[str]:
    """What `verify` finds when it recomputes everything that is cached or derived."""

    async def work() -> list[str]:
        store = connect(address.uri, address.user, address.password, address.database)
        try:
            return (await verify.verify(store)).differences
        finally:
            await store.close()

    return asyncio.run(work())
