"""The door to the database: setting up, refusing, routing, queueing writers."""

import asyncio
import time
from dataclasses import replace

import pytest

from api_tests.servers import empty
from app.main import open_store
from app.settings import Settings
from graph.database.queries import HeadState, UpgradeHead
from graph.database.store import connect
from graph.errors import SchemaTooNew, StoreUnavailable
from graph.gaps import all_rules, statements_of
from graph.ledger.audit import begin
from graph.maintenance.plans import plan_rules, planned_ahead
from graph.maintenance.prepare import SCHEMA_VERSION, prepare
from graph.versions.proposal import Author, utc_text


def opened(address):
    """A store on a running database."""
    return connect(address.uri, address.user, address.password, address.database)


def run(work):
    """Run an asynchronous test body."""
    return asyncio.run(work)


def test_preparing_again_changes_nothing(database):
    """Every start prepares the database; the second finds all as the first left it."""
    empty(database)

    async def body():
        store = opened(database)
        await prepare(store)
        before = await store.read(lambda tx: tx.one(HeadState()))
        await prepare(store)
        after = await store.read(lambda tx: tx.one(HeadState()))
        await store.close()
        return before, after

    before, after = run(body())

    assert before == after
    assert before.schema_version == SCHEMA_VERSION


def test_a_newer_schema_is_refused(database):
    """An older release never writes into what a newer one made; it says which release to start."""
    empty(database)

    async def body():
        store = opened(database)
        await prepare(store)
        await store.write(lambda tx: tx.run(UpgradeHead(schema_version=SCHEMA_VERSION + 1, history_from=0)))
        try:
            with pytest.raises(SchemaTooNew, match=f"schema version {SCHEMA_VERSION + 1}"):
                await prepare(store)
        finally:
            await store.write(lambda tx: tx.run(UpgradeHead(schema_version=SCHEMA_VERSION, history_from=0)))
            await store.close()

    run(body())


def test_routing_addresses_are_understood(database):
    """neo4j:// finds its way to the graph that bolt:// finds, so that clusters and Aura can be used."""
    empty(database)

    async def body():
        direct = opened(database)
        await direct.write(lambda tx: begin(tx, Author("test", utc_text())))
        await direct.close()
        routed = replace(database, uri=database.uri.replace("bolt://", "neo4j://"))
        store = opened(routed)
        head = await store.read(lambda tx: tx.one(HeadState()))
        await store.close()
        return head.revision

    assert run(body()) == 1
    empty(database)


def test_an_address_that_nobody_answers_is_said():
    """A database that is not there is a sentence, not a traceback."""

    async def body():
        settings = Settings(neo4j_uri="bolt://127.0.0.1:1", neo4j_password="x")
        with pytest.raises(StoreUnavailable, match="does not answer"):
            async with open_store(settings):
                pass

    run(body())


def test_an_address_that_is_none_is_said():
    """A malformed address names itself."""
    with pytest.raises(StoreUnavailable, match="nonsense"):
        connect("nonsense", "a", "b", "c")


def test_rules_are_planned_before_they_are_asked(database, request):
    """The statements of rules are read at a start unless the graph is empty; twice where plans are kept."""
    empty(database)
    rules = [all_rules({})[rule] for rule in ("REF-01", "CON-01")]
    statements = [query for rule in rules for query in statements_of(rule, "2026-11-30")]

    async def body():
        store = opened(database)
        in_an_empty_one = await plan_rules(store, rules)
        await store.write(lambda tx: begin(tx, Author("test", utc_text())))
        planned = await plan_rules(store, rules)
        async with planned_ahead(store):
            head = await store.read(lambda tx: tx.one(HeadState()))
        keeps_plans = await store.keeps_plans()
        await store.close()
        return in_an_empty_one, planned, keeps_plans, head.revision

    in_an_empty_one, planned, keeps_plans, revision = run(body())

    assert (in_an_empty_one, revision) == (0, 1)
    assert keeps_plans == (request.node.callspec.params["database"] == "neo4j")
    assert planned == (2 if keeps_plans else 1) * len(statements)


def test_a_rehearsal_leaves_no_trace(database):
    """What is rehearsed is gone, the revision that it took included."""
    empty(database)
    author = Author("test", utc_text())

    async def body():
        store = opened(database)
        write = await store.rehearse(lambda tx: begin(tx, author))
        head = await store.read(lambda tx: tx.one(HeadState()))
        await store.close()
        return write.revision, head.revision

    assert run(body()) == (1, 0)


def test_a_rehearsal_gives_way_to_writes(database):
    """A write waits for a moment and not for the whole; done again, it sees the write."""
    empty(database)
    author = Author("test", utc_text())
    seen = []

    async def body():
        store, begun = opened(database), asyncio.Event()
        await prepare(store)

        async def long(tx):
            seen.append((await begin(tx, author)).revision)
            until = time.monotonic() + (20 if len(seen) == 1 else 0)
            while time.monotonic() < until:
                begun.set()
                await tx.one(HeadState())
                await asyncio.sleep(0.05)
            return (await tx.one(HeadState())).revision

        rehearsing = asyncio.create_task(store.rehearse(long, is_long=True))
        await begun.wait()
        began = time.monotonic()
        written = await store.write(lambda tx: begin(tx, author))
        waited = time.monotonic() - began
        answer = await rehearsing
        await store.close()
        return waited, written.revision, answer

    waited, revision, answer = run(body())

    assert waited < 10
    assert (revision, seen, answer) == (1, [1, 2], 2)
    empty(database)
