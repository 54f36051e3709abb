"""Both databases, given the same graph, answer every shipped statement with the same rows."""

import asyncio
import dataclasses
import json
import re

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_tests.cypher.test_queries import SOURCED, TEXTS, listed_before, telling, told
from api_tests.properties.beginning import BASE, CONCLUSIONS, TODAY
from api_tests.properties.edits import edits
from api_tests.properties.test_oracle import begun, profile
from api_tests.servers import Workspace, serving, settings_for
from graph.database.store import connect

# What two runs of the same edits cannot have in common: the time, opaque ids, and hashes over both.
OWN = re.compile(
    r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d+Z|\b[0-9a-f]{32}\b"
    r'|(?<="signed":)"[0-9a-f]{64}"'  # of signatures, which have a time
)
KEPT = {
    "baselines/all",
    "baselines/named",
    "maintenance/verify/items",
    "maintenance/verify/previews",
    "previews/nameless",
    "previews/read",
}
"""What these give holds reports, with their times: hashes over them and the order of their ids differ."""
CHAINED = {"hash", "previous_hash", "last_hash", "changes_hash", "kept_hash"}
CHAINED_IN_NOTES = {"before", "after"}  # of the entries between which a note leads


@pytest.fixture(scope="module")
def both(arcadedb, neo4j):
    """A workspace on each database."""
    with (
        serving(settings_for(arcadedb)) as one,
        serving(settings_for(neo4j)) as other,
        httpx.Client(base_url=one, timeout=900) as first,
        httpx.Client(base_url=other, timeout=900) as second,
    ):
        yield Workspace(first, "arcadedb", arcadedb), Workspace(second, "neo4j", neo4j)


def common(value):
    """Return a value without what every run has for itself."""
    if isinstance(value, dict):
        return {name: common(found) for name, found in value.items() if name not in CHAINED}
    if isinstance(value, list | tuple):
        return [common(entry) for entry in value]
    return OWN.sub("~", value) if isinstance(value, str) else value


def rows_of(workspace, **more):
    """Return the rows of every statement that reads, in the order in which they come."""

    async def ask():
        address = workspace.address
        store = connect(address.uri, address.user, address.password, address.database)
        try:
            return await store.read(every)
        finally:
            await store.close()

    async def every(tx):
        found = {}
        for name in sorted(TEXTS):
            query = telling(name, **more)
            if query is not None:
                rows = [common(dataclasses.asdict(row)) for row in await tx.fetch(query)]
                own = CHAINED_IN_NOTES if name == "audit/notes" else set()
                found[name] = [{name: row[name] for name in row.keys() - own} for row in rows]
        return found

    return asyncio.run(ask())


def answers_of(workspace):
    """Return what the service answers where it walks, lists, explains and orders."""
    found = {
        path: workspace.get(path, **params)
        for path, params in (
            ("/items", {"limit": 1000}),
            ("/items?device=DEV-1", {"limit": 1000, "device": "DEV-1"}),
            ("/conclusions", {"limit": 1000, "on": TODAY}),
            ("/work-list", {}),
            ("/gaps", {"on": TODAY}),
            ("/gaps?device", {"on": TODAY, "device": "DEV-1"}),
        )
        if "device" not in params or workspace.client.get("/v1/items/DEV-1").status_code == 200
    }
    for key in BASE:
        if workspace.client.get(f"/v1/items/{key}").status_code == 200:
            found[key] = workspace.get(f"/items/{key}/impact", navigation=True)
            if key in CONCLUSIONS:
                found[f"{key}?"] = workspace.get(f"/conclusions/{key}/explanation", on=TODAY)
    return common(found)


def without_hashes(rows):
    """Return rows without hashes, in an order of their own."""
    return sorted(re.sub(r"\b[0-9a-f]{64}\b", "~", json.dumps(row, sort_keys=True)) for row in rows)


def other_answers(one, other):
    """Return what differs."""
    return {name for name in one.keys() | other.keys() if one.get(name) != other.get(name)}


def alike(both, steps):
    """Build the same graph on both, and ask both for everything."""
    rows, answers = [], []
    for workspace in both:
        world = begun(workspace)
        workspace.load([SOURCED])
        for edit in steps:
            world.make(edit)
        sent = {"changes": [{"op": "withdraw", "key": "EVU-1"}], "note": "alike"}
        planned = workspace.client.post("/v1/impact-previews", json=sent, params={"on": TODAY})
        listed_before(workspace)  # later than the preview, whose hash would cover when gaps opened
        rows.append(rows_of(workspace, id=planned.json().get("id", "none")))
        answers.append(answers_of(workspace))
    assert other_answers(*rows) == set()
    assert other_answers(*answers) == set()


def test_both_databases_give_the_same_rows_of_every_statement(both):
    """Equal and empty proves little: here all but some rules have something to answer."""
    rows = []
    for workspace in both:
        preview = told(workspace)
        (baseline,) = workspace.get("/baselines")["items"]
        found = rows_of(workspace, id=preview, baseline=baseline["key"])
        rows.append(found | {name: without_hashes(found[name]) for name in KEPT})
    assert other_answers(*rows) == set()
    assert {name for name in rows[0] if not rows[0][name] and "gaps/" not in name} == set()


@profile(3)
@given(st.lists(edits(), min_size=25, max_size=25))
def test_both_databases_answer_alike(both, steps):
    """Every basis, every twin, every rule, every walk and list: row by row the same."""
    alike(both, steps)


@pytest.mark.soak
@profile(30)
@given(st.lists(edits(), min_size=5, max_size=60))
def test_both_databases_answer_alike_for_long(both, steps):
    """The same with many more graphs."""
    alike(both, steps)
