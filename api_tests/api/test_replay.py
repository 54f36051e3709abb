"""A graph is rebuilt from its audit trail, and what comes out is the original."""

import asyncio

import neo4j

from api_tests.small_file import ARGUMENT, differences, ok, row
from graph.database.store import connect
from graph.maintenance.prepare import prepare
from graph.maintenance.replay import replay


def replayed(workspace, scratch, upto):
    """Replay the workspace; gives how far it came and what differs."""

    async def work():
        stores = [connect(at.uri, at.user, at.password, at.database) for at in (workspace.address, scratch)]
        try:
            await prepare(stores[1])
            return await replay(*stores, upto)
        finally:
            for store in stores:
                await store.close()

    return asyncio.run(work())


def lived(workspace):
    """Loads, drafts, signatures one by one, a re-affirmation, a baseline, withdrawals; gives the revision."""
    client = workspace.client
    workspace.load([{**entry, "source": {"system": "qms", "ref": entry["key"]}} for entry in ARGUMENT])
    workspace.revise("EVD-1", {"n": 90}, reason="corrected", change_ref="CR-7")
    draft = {"type": "Conclusion", "key": "CON-3", "kind": "pillar_vca", "about": "CLM-1"}
    ok(client.post("/v1/items", json={**draft, "verdict": "supported"}), 201)
    ok(client.post("/v1/conclusions/CON-3/sign", json={"meanings": ["authored"], "reason": "read"}))
    ok(client.post("/v1/conclusions/CON-3/sign", json={"meanings": ["reviewed"]}))
    ok(client.post("/v1/baselines", json={"name": "first", "device": "DEV-1"}), 201)
    workspace.load([row("Claim", "CLM-2", statement="two", covers="IUE-9")], unresolved="keep")
    workspace.load([row("IntendedUseElement", "IUE-9", kind="indication", value="later")])
    workspace.withdraw("IUE-1", "superseded_elsewhere")
    ok(client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-1", "devices": "DEV-1"}), 201)
    ok(client.post("/v1/items/HAZ-1/approve", json={"reason": "checked"}))
    return workspace.get("/items")["revision"]


def test_a_replay_gives_the_original(workspace, scratch):
    """Every item, version, hash, signature and status comes out as it is, entry by entry."""
    last = lived(workspace)
    found = replayed(workspace, scratch, last)
    assert (found.differences, found.revision) == ([], last)
    assert found.items == len(workspace.get("/items", limit=1000)["items"])
    assert differences(scratch) == []


def test_a_replay_of_the_past_is_compared_with_the_past(workspace, scratch):
    """Up to an earlier revision, what comes out is the graph of then."""
    last = lived(workspace)
    found = replayed(workspace, scratch, last - 4)
    assert (found.differences, found.revision) == ([], last - 4)


def test_a_replay_tells_what_was_altered(workspace, scratch):
    """A status that was set by hand, and a content that no entry made, do not come out."""
    last = lived(workspace)
    forge(
        workspace.address,
        "MATCH (i:Item {key: 'CON-1'}) SET i.status = 'current'",
        "MATCH (v:Version {id: 'HAZ-1@1'}) SET v.approved_by = 'nobody'",
        "MATCH (:Item {key: 'CON-1'})-[p:RESTS_ON]->(:Item {key: 'EVD-1'}) SET p.version = 2",
        "MATCH (:Baseline)-[f:FREEZES]->(:Item {key: 'CLM-1'}) SET f.version = 9",
    )
    found = replayed(workspace, scratch, last)
    assert found.differences == [
        "CLM-1: the baselines came out otherwise",
        "CON-1: status, the pins came out otherwise",
        "HAZ-1@1: approved_by came out otherwise",
    ]


def test_a_frozen_report_that_was_altered_is_found(workspace, scratch):
    """The hash of a baseline's report is a part of its content, which the trail covers."""
    last = lived(workspace)
    assert differences(workspace.address) == []
    forge(workspace.address, "MATCH (p:BaselineReport) SET p.text = replace(p.text, 'stale', 'current')")
    told = "BASELINE-5: the frozen report is not the one that its hash stands for"
    assert differences(workspace.address) == [told]
    found = replayed(workspace, scratch, last)
    assert found.revision == 5
    assert "the report of BASELINE-5 is not the one that its hash stands for" in found.differences[0]


def forge(address, *statements):
    """Change what is stored behind the back of the product."""
    with neo4j.GraphDatabase.driver(address.uri, auth=(address.user, address.password)) as driver:
        for statement in statements:
            driver.execute_query(statement, database_=address.database)
