"""What rules found is stored, and believed only where it leads to where the graph is; else all is judged."""

import asyncio
import contextlib
import json
import subprocess
import time

import httpx
import neo4j
import pytest

from api_tests.api.test_crash import LISTENS, await_ready, serving
from api_tests.commands import COMMAND, ENVIRONMENT, ROOT
from api_tests.gaps.test_history import history, listed, replayed
from api_tests.small_file import CLAIM, DEVICE, ELEMENT, EVIDENCE, differences, row
from graph.database.queries import HeadState
from graph.database.store import connect
from graph.gaps import evaluate_rules, follow, forget, question_of, read_report, shipped_rules
from graph.gaps.found import keep_found
from graph.ledger.audit import audited_write
from graph.versions.proposal import Author

TODAY = "2026-11-30"
FILE = [DEVICE, ELEMENT, CLAIM, EVIDENCE, row("Hazard", "HAZ-1", description="Heat", devices="DEV-1")]
CHANGE = row("Hazard", "HAZ-2", description="Cold", devices="DEV-1")


@contextlib.asynccontextmanager
async def opened(workspace):
    """Open the database of a workspace as a process does that has just begun."""
    address = workspace.address
    store = connect(address.uri, address.user, address.password, address.database)
    forget()
    try:
        yield store
    finally:
        await store.close()


def stored(workspace, device=None):
    """Judge everything of a workspace, for a device or for all, and store it."""

    async def work():
        async with opened(workspace) as store:
            await store.read(lambda tx: read_report(tx, TODAY, device=device))
            question = question_of(store.own, device)
            return await keep_found(store, question, follow.known_of(question))

    assert asyncio.run(work())


def found_after_a_start(workspace, monkeypatch):
    """Return the ids of the gaps as they are followed, those judged whole, and the rules asked whole."""
    asked = []

    async def counted(tx, rule, parameters, ask_whole=follow.ask_whole):
        asked.append(rule.id)
        return await ask_whole(tx, rule, parameters)

    async def work():
        async with opened(workspace) as store:
            with monkeypatch.context() as patched:
                patched.setattr(follow, "ask_whole", counted)
                followed = await store.read(lambda tx: read_report(tx, TODAY))
            return followed, await store.read(lambda tx: evaluate_rules(tx, TODAY))

    ids = [{gap.id for gap in report.gaps} for report in asyncio.run(work())]
    return *ids, asked


def test_after_a_start_only_what_changed_is_judged(workspace, monkeypatch):
    """What was stored is followed through the writes since, whoever made them."""
    workspace.load(FILE)
    stored(workspace)
    followed, whole, asked = found_after_a_start(workspace, monkeypatch)
    assert (followed, asked) == (whole, [])
    workspace.load([CHANGE])
    followed, now, asked = found_after_a_start(workspace, monkeypatch)
    assert followed == now
    assert now > whole
    assert len(asked) < len(shipped_rules()) / 4


@pytest.mark.parametrize(
    "tampering",
    [
        "MATCH (m:FoundMark) SET m.revision = 2",
        "MATCH (m:FoundMark) SET m.last_hash = 'another'",
        "MATCH (m:FoundMark) SET m.rules = 'others'",
        "MATCH (p:FoundPart) WITH p ORDER BY p.part LIMIT 1 DETACH DELETE p",
        "MATCH (p:FoundPart {part: 'CLM-01'}) SET p.text = 'c-muO0RR91'",
        "MATCH (n:ChangeNote {revision: 2}) DETACH DELETE n",
        "MATCH (n:ChangeNote {revision: 2}) SET n.changed = ''",
        "MATCH (n:ChangeNote {revision: 2}) SET n.before = 'another'",
        "MATCH (n:ChangeNote {revision: 2}) SET n.revision = 1",
        "MATCH (h:Head) SET h.schema_version = 7",
        "MATCH (h:Head) SET h.history_from = 1",
    ],
)
def test_what_was_altered_or_leads_nowhere_is_not_believed(workspace, monkeypatch, tampering):
    """A mark, a part, a note that is not what it was, or a database that is another: all is judged."""
    workspace.load(FILE)
    stored(workspace)
    workspace.load([CHANGE])
    address = workspace.address
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver, driver.session() as session:
        session.run(tampering).consume()
    followed, whole, asked = found_after_a_start(workspace, monkeypatch)
    assert followed == whole
    assert set(asked) == set(shipped_rules())


def test_verification_judges_all_that_is_stored(workspace):
    """A graph that somebody altered by hand is not what was stored of it, and that is said."""
    workspace.load(FILE)
    stored(workspace)
    assert differences(workspace.address) == []
    address = workspace.address
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver, driver.session() as session:
        session.run("MATCH (h:Hazard) SET h.state = 'draft'").consume()
    forget()
    assert any(
        "finds something else when everything is judged" in said for said in differences(workspace.address)
    )


def test_killed_between_a_commit_and_what_follows(tmp_path):
    """What is stored is older than the graph: after the start the list is that of a whole judgement."""
    data = tmp_path / "data"
    with serving(data) as (process, url), httpx.Client(base_url=url, timeout=60) as client:
        assert client.post("/v1/bulk", json=FILE).status_code == 200
        assert client.get("/v1/gaps").status_code == 200
        time.sleep(3)  # for as long as nobody writes, what was asked for is stored
        assert client.post("/v1/bulk", json=[CHANGE]).status_code == 200
        process.kill()
    with serving(data) as (process, url), httpx.Client(base_url=url, timeout=60) as client:
        followed = [gap["id"] for gap in client.get("/v1/gaps").json()["items"]]
        whole = [gap["id"] for gap in client.get("/v1/gaps", params={"as_of": "2"}).json()["items"]]
        assert followed == whole
        assert replayed(history(client)) == listed(client)
        assert client.post("/v1/bulk", json=[{**CHANGE, "key": "HAZ-3"}]).status_code == 200
        assert listed(client)
        time.sleep(0.5)
        process.kill()  # while it is recorded
    done = subprocess.run(
        [*COMMAND, "verify", "--data", str(data), "--json"],
        cwd=tmp_path,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert json.loads(done.stdout)["differences"] == [], done.stdout


@pytest.mark.parametrize("database", ["neo4j"], indirect=True)
def test_what_is_stored_beside_a_write_of_another_process_takes_nothing_back(workspace):
    """It waits for the write, and then neither stores what was before nor touches where the graph is."""

    async def work():
        async with opened(workspace) as store, opened(workspace) as other:
            await store.read(lambda tx: read_report(tx, TODAY))
            question = question_of(store.own, None)
            known = follow.known_of(question)
            keeping = []

            async def written(tx):
                async with audited_write(tx, Author("tester", f"{TODAY}T08:00:00Z"), "test"):
                    keeping.append(asyncio.create_task(keep_found(store, question, known)))
                    await asyncio.sleep(2)

            await other.write(written)
            assert not await keeping[0]
            return (await store.read(lambda tx: tx.one(HeadState()))).revision

    workspace.load(FILE)
    assert asyncio.run(work()) == 2
    workspace.load([CHANGE])
    assert differences(workspace.address) == []


@pytest.mark.parametrize("database", ["neo4j"], indirect=True)
def test_a_second_process_follows_what_the_first_wrote(workspace):
    """Two services on one Neo4j: one answers what the other wrote, and so does who judges everything."""
    address = workspace.address
    named = {
        "EVITRACE_NEO4J_URI": address.uri,
        "EVITRACE_NEO4J_USER": address.user,
        "EVITRACE_NEO4J_PASSWORD": address.password,
        "EVITRACE_NEO4J_DATABASE": address.database,
        "EVITRACE_FOLLOW_SECONDS": "0.2",
    }
    workspace.load(FILE)
    workspace.gaps()
    with subprocess.Popen(
        [*COMMAND, "serve", "--port", "0"],
        cwd=ROOT,
        env={**ENVIRONMENT, **named},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as other:
        try:
            url = LISTENS.match(other.stdout.readline())[1]
            await_ready(url)
            with httpx.Client(base_url=url, timeout=120) as client:
                for writer, change in ((workspace.client, CHANGE), (client, {**CHANGE, "key": "HAZ-3"})):
                    assert client.get("/v1/gaps").json()["total"] == workspace.gaps()["total"]
                    answer = writer.post("/v1/bulk", json=[change])
                    assert answer.status_code == 200, answer.text
                    time.sleep(1)
                    answers = [one.get("/v1/gaps").json()["items"] for one in (client, workspace.client)]
                    assert [gap["id"] for gap in answers[0]] == [gap["id"] for gap in answers[1]]
                    assert change["key"] in {gap["subject"] for gap in answers[0]}
                    assert replayed(history(client)) == listed(client) == listed(workspace.client)
        finally:
            other.terminate()
            other.wait(60)
    assert differences(workspace.address) == []
