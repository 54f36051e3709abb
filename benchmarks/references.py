"""What the same work costs without the service: a bare driver, on the loaded database and on an empty one.

Each reference stands beside a scenario: creating the same graph beside the load, walking from the same items
beside impact, and a web application of two statements beside the point read.
"""

from __future__ import annotations

import contextlib
import os
import random
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any

import httpx
import neo4j

from benchmarks.scenarios import IMPACTED, Record, timed
from benchmarks.serving import Place, opened
from graph.database.statements import load
from graph.traversal import DEPENDENCY_RELATIONS

_PART = 1_000
"""Rows of one UNWIND; more or fewer were slower on both databases."""
_PAGE = 5_000
_POINT_READ = """\
import os, socket
import neo4j, uvicorn
from fastapi import FastAPI, HTTPException

app = FastAPI()
driver = neo4j.AsyncGraphDatabase.driver(
    os.environ["BARE_URI"], auth=(os.environ["BARE_USER"], os.environ["BARE_PASSWORD"])
)
TEXT = (
    "MATCH (i:Item {key: $key}) MATCH (v:Version {key: $key}) WHERE v.no = i.latest_no "
    "RETURN properties(i) AS item, properties(v) AS version"
)

@app.get("/{key}")
async def item(key: str):
    async with driver.session(database=os.environ["BARE_DATABASE"]) as session:
        row = await (await session.run(TEXT, key=key)).single()
    if row is None:
        raise HTTPException(404)
    return dict(row)

listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
listening.bind(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False)).run(sockets=[listening])
"""


def measured(engine: str, place: Place, keys: dict[str, list[str]], rounds: int) -> Record:
    """Time the references on the database that the service has left, and on an empty one beside it."""
    dice = random.Random(7)
    with opened(place) as (driver, address):
        walked = [dice.choice(keys[kind]) for kind in IMPACTED for _ in range(rounds)]
        found = {
            "walk": _walks(driver, address.database, walked),
            "bare_point_read": _point_reads(address, [dice.choice(keys["Claim"]) for _ in range(rounds * 4)]),
        }
        graph = _read_out(driver, address.database)
    with Place.empty(engine) as empty, opened(empty) as (driver, address):
        found["bare_load"] = _create(driver, address.database, graph)
    return found


def _walks(driver: neo4j.Driver, database: str, keys: Sequence[str]) -> Record:
    text = load()["traversal/dependants"].body

    def walk(session: neo4j.Session, start: str) -> None:
        known, wave = {start}, [start]
        while wave:
            rows = session.run(text, keys=wave, relations=list(DEPENDENCY_RELATIONS)).data()
            wave = [key for key in dict.fromkeys(row["key"] for row in rows) if key not in known]
            known |= set(wave)

    with driver.session(database=database) as session:
        return timed([partial(walk, session, key) for key in keys])


def _point_reads(address: Any, keys: Sequence[str]) -> Record:
    places = {
        "BARE_URI": address.uri, "BARE_USER": address.user, "BARE_PASSWORD": address.password,
        "BARE_DATABASE": address.database,
    }  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-c", _POINT_READ], env={**os.environ, **places}, stdout=subprocess.PIPE, text=True
    )
    try:
        port = process.stdout.readline().strip() if process.stdout else ""
        with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60, trust_env=False) as client:
            _until_ready(client, keys[0])
            return timed([partial(_read, client, key) for key in keys])
    finally:
        process.terminate()
        process.wait(30)


def _until_ready(client: httpx.Client, key: str) -> None:
    for _ in range(100):
        with contextlib.suppress(httpx.TransportError):
            _read(client, key)
            return
        time.sleep(0.1)


def _read(client: httpx.Client, key: str) -> None:
    client.get(f"/{key}").raise_for_status()


def _read_out(driver: neo4j.Driver, database: str) -> dict[str, list[Any]]:
    """Return items, versions and scopes by their labels, and relationships by their types."""
    graph: dict[str, list[Any]] = defaultdict(list)
    with driver.session(database=database) as session:
        for label, key in (("Item", "id"), ("Version", "id"), ("Scope", "id")):
            for row in _pages(
                session, f"(n:{label})", f"n.{key}", "labels(n) AS labels, properties(n) AS all"
            ):
                graph[":".join(sorted(row["labels"]))].append(row["all"])
        for end in ("Item", "Version", "Scope"):
            leaving = f"type(r) AS type, properties(r) AS all, m.id AS target, '{end}' AS end"
            for row in _pages(session, "(n:Item)", "n.id", leaving, f"MATCH (n)-[r]->(m:{end})"):
                graph[f"{row['type']}>{end}"].append(
                    {"owner": row["at"], "target": row["target"], "all": row["all"]}
                )
    return graph


def _pages(
    session: neo4j.Session, pattern: str, key: str, wanted: str, further: str = ""
) -> Iterator[dict[str, Any]]:
    """Yield rows a page at a time, so that no statement holds a whole database."""
    after = ""
    while True:
        keys = session.run(
            f"MATCH {pattern} WHERE {key} > $after RETURN {key} AS at ORDER BY at LIMIT {_PAGE}", after=after
        ).value("at")
        if not keys:
            return
        matched = f"UNWIND $keys AS wanted MATCH {pattern} WHERE {key} = wanted {further}"
        text = f"{matched} RETURN {key} AS at, {wanted}"
        yield from session.run(text, keys=keys).data()
        after = keys[-1]


def _create(driver: neo4j.Driver, database: str, graph: dict[str, list[Any]]) -> Record:
    """Create the same nodes and relationships, a thousand in a statement, with the same indexes."""
    with driver.session(database=database) as session:
        for name, schema in load().items():
            if name.startswith("maintenance/schema/"):
                session.run(schema.body).consume()
        begin = time.perf_counter()
        for kind, rows in sorted(graph.items(), key=lambda entry: ">" in entry[0]):
            name, _, end = kind.partition(">")
            text = (
                f"UNWIND $rows AS row MATCH (a:Item {{id: row.owner}}) MATCH (b:{end} {{id: row.target}}) "
                f"CREATE (a)-[r:{name}]->(b) SET r = row.all"
                if end
                else f"UNWIND $rows AS row CREATE (n:{kind}) SET n = row"
            )
            for start in range(0, len(rows), _PART):
                session.run(text, rows=rows[start : start + _PART]).consume()
        seconds = time.perf_counter() - begin
    nodes = sum(len(rows) for kind, rows in graph.items() if ">" not in kind)
    links = sum(len(rows) for kind, rows in graph.items() if ">" in kind)
    return {"seconds": round(seconds, 2), "nodes": nodes, "relationships": links}
