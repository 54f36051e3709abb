"""Nothing hangs: a database that does not answer, a queue that does not move, a message that is too large."""

import asyncio
import json
import os
import signal
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from api_tests.commands import SHORT_LIVED
from api_tests.servers import empty
from api_tests.small_file import ARGUMENT, DEVICE, ok, problem, row
from graph.database import room
from graph.database.embedded import EmbeddedDatabase
from graph.database.queries import HeadState
from graph.database.store import connect
from graph.errors import StoreUnavailable, TooLarge
from graph.ledger.audit import audited_write, begin
from graph.maintenance.prepare import prepare
from graph.versions.proposal import MAX_CONTENT_BYTES, Author, utc_text

NDJSON = {"Content-Type": "application/x-ndjson"}
AUTHOR = Author("anna", utc_text())


def state(thread):
    """The state of a thread as the system shows it: T where it is stopped."""
    return (thread / "stat").read_text().rpartition(")")[2].split()[0]


@contextmanager
def stopped(pid):
    """A process that keeps its connections and does nothing."""
    os.kill(pid, signal.SIGSTOP)
    while any(state(thread) != "T" for thread in Path(f"/proc/{pid}/task").iterdir()):
        time.sleep(0.01)  # each thread stops when it is next seen, which takes a moment
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


async def revision(store):
    """Where the graph is."""
    return (await store.read(lambda tx: tx.one(HeadState()))).revision


def test_a_database_that_hangs_is_given_up_and_comes_back(tmp_path):
    """Reads, writes and rehearsals fail in time while it hangs; afterwards all answer, and none was made."""

    async def body(database, address):
        store = connect(address.uri, address.user, address.password, address.database)
        await prepare(store)
        before = await revision(store)
        store.statement_seconds = 1.5
        with stopped(database.pid):
            for work in (store.read, store.rehearse, store.write):
                async with asyncio.timeout(20):
                    with pytest.raises(StoreUnavailable):
                        await work(lambda tx: begin(tx, AUTHOR))
        store.statement_seconds = 30.0
        after = await revision(store)
        await store.write(lambda tx: begin(tx, AUTHOR))
        later = await revision(store)
        await store.close()
        return before, after, later

    with EmbeddedDatabase(tmp_path / "data", heap="512m", java_flags=SHORT_LIVED) as database:
        before, after, later = asyncio.run(body(database, database.start()))
    assert (after, later) == (before, before + 1)


def test_a_write_does_not_wait_for_ever_for_others(database):
    """A writer behind one that does not end is told so; the queue moves on afterwards."""

    async def body():
        store = connect(database.uri, database.user, database.password, database.database)
        await prepare(store)
        store.queue_seconds = 0.2
        await store.writing.acquire()
        with pytest.raises(StoreUnavailable, match="Others have been writing"):
            await store.write(lambda tx: begin(tx, AUTHOR))
        store.writing.release()
        await store.rehearse(lambda tx: begin(tx, AUTHOR))
        await store.close()

    asyncio.run(body())


def test_a_message_that_the_database_would_drop_is_never_sent(database):
    """A statement whose parameters are too large is refused before it is sent, and the next one runs."""

    async def body():
        store = connect(database.uri, database.user, database.password, database.database)
        await prepare(store)
        large = Author("a" * 16_000_000, utc_text())
        with pytest.raises(TooLarge):
            await store.write(lambda tx: _written_by(tx, large))
        answer = await revision(store)
        await store.close()
        return answer

    assert asyncio.run(body()) >= 0


async def _written_by(tx, author):
    async with audited_write(tx, author, "load"):
        pass


def test_an_item_that_is_too_large_is_refused_and_others_go_on(workspace):
    """Whatever makes an item too large, its row is named, nothing is written, and the next write is taken."""
    workspace.load([DEVICE])
    many = row("Hazard", "HAZ-1", tags=["t" * 1990 + str(number) for number in range(2000)])
    refused = workspace.client.post("/v1/bulk", content=json.dumps(many).encode(), headers=NDJSON)
    failed = problem(refused, 422, "load-refused")["rows"][0]
    assert (failed["key"], failed["errors"][0]["pointer"]) == ("HAZ-1", "/tags")
    problem(workspace.client.post("/v1/items", json=many), 413, "too-large")
    beyond = {**many, "tags": many["tags"] * 3}
    refused = workspace.client.post("/v1/bulk", content=json.dumps(beyond).encode(), headers=NDJSON)
    assert "Line 1 is longer" in problem(refused, 422, "load-refused")["rows"][0]["detail"]
    problem(workspace.client.post("/v1/items", json=beyond), 413, "too-large")
    endless = {**many, "tags": ["t"] * 10_001}
    problem(workspace.client.post("/v1/items", json=endless), 422, "invalid-content")
    ok(workspace.client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-2"}), 201)


def test_a_preview_of_large_changes_ends(workspace):
    """Changes that are each within the limit and together beyond one message are refused or answered."""
    workspace.load(ARGUMENT)
    tags = ["t" * 1900 + str(number) for number in range(MAX_CONTENT_BYTES // 2000)]
    changes = [
        {"op": "create", "item": {"type": "Hazard", "key": f"HAZ-{number}", "tags": tags}}
        for number in range(20)
    ]
    answer = workspace.client.post("/v1/impact-previews", json={"changes": changes})
    assert answer.status_code in (200, 201, 413), answer.text[:300]
    ok(workspace.client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-99"}), 201)


def test_a_disk_that_is_nearly_full_takes_no_writes(database, tmp_path, monkeypatch):
    """What is to be written is refused with a sentence before the database meets the end of the disk."""
    empty(database)

    async def body():
        store = connect(database.uri, database.user, database.password, database.database)
        store.must_have_room = lambda: room.must_have_room(tmp_path)
        await store.write(lambda tx: begin(tx, AUTHOR))
        monkeypatch.setattr(room, "LEAST_MIB", 2**40)
        with pytest.raises(StoreUnavailable, match="MiB left"):
            await store.write(lambda tx: begin(tx, AUTHOR))
        head = await store.read(lambda tx: tx.one(HeadState()))
        rehearsed = await store.rehearse(lambda tx: begin(tx, AUTHOR))
        await store.close()
        return head.revision, rehearsed.revision

    assert asyncio.run(body()) == (1, 2)
    empty(database)
