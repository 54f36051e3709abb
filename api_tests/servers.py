"""Real servers for the tests: the application under uvicorn, on a database that both engines can be."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import httpx
import neo4j
import uvicorn

from app.main import create_app
from app.settings import Settings
from graph.ledger.audit import GENESIS
from graph.maintenance.prepare import SCHEMA_VERSION


@dataclass(frozen=True, slots=True)
class DatabaseAddress:
    """Where a database answers over Bolt."""

    uri: str
    user: str
    password: str
    database: str


def settings_for(address: DatabaseAddress) -> Settings:
    """Settings that point the application to a database that runs already; nothing is done behind a test."""
    return Settings(
        neo4j_uri=address.uri,
        neo4j_user=address.user,
        neo4j_password=address.password,
        neo4j_database=address.database,
        follow_seconds=0,
        read_rules_ahead=False,
    )


@contextlib.contextmanager
def serving(settings: Settings) -> Iterator[str]:
    """Serve the application on a free loopback port; yields its base URL."""
    config = uvicorn.Config(
        create_app(settings),
        host="127.0.0.1",
        port=0,
        log_level="error",
        lifespan="on",
        timeout_keep_alive=75,
    )
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 60
    while not server.started:
        if not thread.is_alive() or time.monotonic() > deadline:
            raise RuntimeError("the service did not start")
        time.sleep(0.01)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


@dataclass(slots=True)
class Workspace:
    """A workspace behind a real server; `engine` names the database it is on."""

    client: httpx.Client
    engine: str
    address: DatabaseAddress

    def load(self, rows: Sequence[Mapping[str, Any]], **params: Any) -> dict[str, Any]:
        """Load rows in bulk; a refusal fails the test with the problem."""
        answer = self.client.post("/v1/bulk", json=list(rows), params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def gaps(self, **params: Any) -> dict[str, Any]:
        """What is missing."""
        answer = self.client.get("/v1/gaps", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def get(self, path: str, **params: Any) -> dict[str, Any]:
        """A successful GET below /v1."""
        answer = self.client.get(f"/v1{path}", params=params)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def revise(self, key: str, fields: Mapping[str, Any], **extra: Any) -> dict[str, Any]:
        """Bring a next version of an item into force, with other values for some fields."""
        read = self.client.get(f"/v1/items/{key}")
        assert read.status_code == 200, read.text
        if read.json()["state"] == "withdrawn":
            self.reinstate(key)
            read = self.client.get(f"/v1/items/{key}")
        body = {**read.json()["content"], **fields, "approve": True, **extra}
        body = {name: value for name, value in body.items() if value is not None}
        answer = self.client.put(f"/v1/items/{key}", json=body, headers={"If-Match": read.headers["ETag"]})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def reinstate(self, key: str) -> None:
        """Bring back what was withdrawn."""
        answer = self.client.post(f"/v1/items/{key}/reinstate", json={"reason": "it counts again"})
        assert answer.status_code == 200, answer.text

    def withdraw(self, key: str, withdrawn_reason: str = "obsolete") -> dict[str, Any]:
        """Take an item out of force."""
        answer = self.client.post(f"/v1/items/{key}/withdraw", json={"withdrawn_reason": withdrawn_reason})
        assert answer.status_code == 200, answer.text
        return answer.json()

    def statuses(self) -> dict[str, str]:
        """The status of every conclusion by key."""
        found: dict[str, str] = {}
        cursor = ""
        while True:
            page = self.get("/conclusions", limit=1000, cursor=cursor)
            found |= {entry["key"]: entry["status"] for entry in page["items"]}
            cursor = page["next"] or ""
            if not cursor:
                return found


_drivers: dict[DatabaseAddress, neo4j.Driver] = {}


def _driver(address: DatabaseAddress) -> neo4j.Driver:
    """Return the driver that empties a database; to connect anew each time takes as long as to empty it."""
    if address not in _drivers:
        auth = (address.user, address.password)
        _drivers[address] = neo4j.GraphDatabase.driver(
            address.uri, auth=auth, notifications_min_severity="OFF"
        )
    return _drivers[address]


def close_drivers() -> None:
    """Close what `empty` left open."""
    while _drivers:
        _drivers.popitem()[1].close()


def empty(address: DatabaseAddress) -> None:
    """Take everything out of a database but its schema, and give it a head again.

    In one transaction: two that commit by themselves take the embedded database more than twice as long.
    """
    head = "CREATE (h:Head {id: 'head', revision: 0, last_hash: $genesis, schema_version: $version})"

    def work(transaction: neo4j.ManagedTransaction) -> None:
        transaction.run("MATCH (n) DETACH DELETE n").consume()
        transaction.run(head, genesis=GENESIS, version=SCHEMA_VERSION).consume()

    with _driver(address).session(database=address.database) as session:
        session.execute_write(work)
