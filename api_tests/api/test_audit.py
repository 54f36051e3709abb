import contextlib
import json
from datetime import UTC, datetime, timedelta

import neo4j
import pytest

from api_tests.small_file import (
    ARGUMENT,
    DEVICE,
    EVIDENCE,
    differences,
    entries,
    ok,
    problem,
    put,
    row,
    seen_before,
    trail,
)
from graph.vocabulary import registry


@contextlib.contextmanager
def database(workspace):
    """The database itself, past the service."""
    address = workspace.address
    auth = (address.user, address.password)
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session(database=address.database) as session,
    ):
        yield session


def tamper(workspace, statement, **params):
    """Change something behind the service's back; it has to have met something."""
    with database(workspace) as session:
        assert session.run(f"{statement} RETURN count(*) AS met", **params).single()["met"] == 1


def faults(workspace):
    """What the service itself reports of its trail."""
    found = ok(workspace.client.get("/v1/audit/verify"))
    assert found["whole"] is not bool(found["faults"])
    return found["faults"]


def history(workspace):
    """A short life: a load, a revision, a withdrawal, a signature-less draft."""
    workspace.load(ARGUMENT)
    workspace.revise("EVD-1", {"n": 90})
    workspace.withdraw("IUE-1")
    ok(workspace.client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-1"}), 201)


def test_every_write_is_one_entry(workspace):
    """Each write makes one revision and one entry; what is refused or changes nothing makes none."""
    client = workspace.client
    ok(client.post("/v1/items", json={"type": "Device", "key": "DEV-1"}), 201)
    ok(put(client, "DEV-1", {"title": "Lamp"}))
    ok(put(client, "DEV-1", {"title": "Lamp"}))
    client.post("/v1/items", json=DEVICE)
    ok(client.post("/v1/items/DEV-1/approve", json={"reason": "checked", "change_ref": "CR-1"}))
    workspace.load([row("Hazard", "HAZ-1"), row("Hazard", "HAZ-2")])
    workspace.load([row("Hazard", "HAZ-1")], dry_run=True)
    workspace.withdraw("HAZ-2")
    hazard = {"type": "Hazard", "key": "HAZ-3"}
    ok(client.put("/v1/items/by-source/risk/H-3", json=hazard), 201)
    found = entries(client)
    assert [entry["revision"] for entry in found] == [1, 2, 3, 4, 5, 6]
    actions = ["create", "revise", "approve", "load", "withdraw", "upsert"]
    assert [entry["action"] for entry in found] == actions
    assert [entry["count"] for entry in found] == [1, 1, 1, 2, 1, 1]
    assert all(found[n]["previous_hash"] == found[n - 1]["hash"] for n in range(1, 6))
    assert (found[2]["reason"], found[2]["change_ref"]) == ("checked", "CR-1")
    assert trail(client) == (6, 6, found[-1]["hash"])
    assert ok(client.get("/v1/items"))["revision"] == 6


def test_an_entry_says_who_what_and_what_moved(workspace):
    """An entry holds actor, time, reason, content before and after, and the conclusions that moved."""
    client = workspace.client
    workspace.load(ARGUMENT)
    before = ok(client.get("/v1/items/EVD-1"))
    body = {**before["content"], "n": 90, "approve": True, "reason": "corrected", "change_ref": "CR-7"}
    headers = [
        ("If-Match", "*"),
        (b"Evitrace-Actor", "Łukasz Müller".encode()),
        ("X-Request-ID", "request-7"),
    ]
    ok(client.put("/v1/items/EVD-1", json=body, headers=headers))
    entry = entries(client)[-1]
    assert (entry["actor"], entry["request_id"]) == ("Łukasz Müller", "request-7")
    assert (entry["reason"], entry["change_ref"]) == ("corrected", "CR-7")
    age = datetime.now(UTC) - datetime.fromisoformat(entry["at"])
    assert timedelta() <= age < timedelta(minutes=5)
    (change,) = entry["changes"]
    assert (change["item"], change["version"], change["change_class"]) == ("EVD-1", 2, "substantive")
    assert change["before"] == before["version"]["content_hash"]
    assert change["after"] == ok(client.get("/v1/items/EVD-1"))["version"]["content_hash"]
    assert {effect["item"]: effect["to"] for effect in entry["effects"]} == {
        "CON-1": "stale",
        "CON-2": "suspect",
    }
    assert ok(client.get("/v1/items/EVD-1"))["version"]["created_by"] == "Łukasz Müller"


def test_entries_are_filtered_and_paged(workspace):
    """Item, actor, action and time narrow the trail; pages hold each entry once, oldest first."""
    client = workspace.client
    history(workspace)
    ok(client.post("/v1/items/HAZ-1/approve", headers={"Evitrace-Actor": "somebody"}))

    def revisions(**params):
        return [entry["revision"] for entry in entries(client, **params)]

    assert revisions() == revisions(limit=2) == [1, 2, 3, 4, 5]
    assert revisions(item="EVD-1") == [1, 2]
    assert revisions(item="IUE-1") == [1, 3]
    problem(client.get("/v1/audit", params={"item": "NO-1"}), 404, "item-not-found")
    assert revisions(actor="somebody") == [5]
    assert revisions(action="withdraw") == [3]
    assert revisions(item="HAZ-1", actor="local") == [4]
    middle = entries(client)[2]["at"]
    assert revisions(since=middle) == [3, 4, 5]
    assert revisions(until=middle) == [1, 2]
    assert revisions(since=middle, until=middle) == []
    assert revisions(since=middle.replace("Z", "+00:00")) == [3, 4, 5]


def test_a_large_load_is_one_entry(workspace):
    """The changes of a load of many rows stand in one entry, all of them and in their order."""
    client = workspace.client
    keys = [f"HAZ-{number:04}" for number in range(1200)]
    workspace.load([row("Hazard", key) for key in keys])
    (entry,) = entries(client)
    assert entry["count"] == 1200
    assert [change["item"] for change in entry["changes"]] == keys
    tamper(workspace, "MATCH (p:AuditPage {revision: 1, page: 1}) SET p.changes = '[]'")
    assert faults(workspace) == ["the changes of revision 1 were altered"]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("MATCH (e:AuditEntry {revision: 2}) SET e.actor = 'nobody'", ["revision 2 was altered"]),
        ("MATCH (e:AuditEntry {revision: 2}) SET e.reason = 'other'", ["revision 2 was altered"]),
        ("MATCH (e:AuditEntry {revision: 2}) SET e.effects = '[]'", ["revision 2 was altered"]),
        ("MATCH (e:AuditEntry {revision: 2}) SET e.at = '2020-01-01T00:00:00.000000Z'", ["2 was altered"]),
        ("MATCH (e:AuditEntry {revision: 2}) SET e.extra = 'more'", ["revision 2 was altered"]),
        ("MATCH (e:AuditEntry {revision: 2}) SET e.count = 7", ["2 was altered", "changes of revision 2"]),
        ("MATCH (p:AuditPage {revision: 2}) SET p.changes = '[]'", ["changes of revision 2 were altered"]),
        ("MATCH (p:AuditPage {revision: 2}) SET p.revision = 3", ["changes of revision 2", "of revision 3"]),
        ("MATCH (e:AuditEntry {revision: 4}) SET e.revision = 5", ["the graph is at", "not the one"]),
        ("MATCH (h:Head) SET h.revision = 9", ["the graph is at", "9"]),
        ("MATCH (h:Head) SET h.last_hash = 'x'", ["not the one that the head names"]),
    ],
)
def test_a_trail_that_was_altered_says_so(workspace, statement, told):
    """Any change of an entry, of its changes or of the head breaks the chain, and is named."""
    history(workspace)
    assert faults(workspace) == []
    tamper(workspace, statement)
    found = " | ".join(faults(workspace))
    for words in told:
        assert words in found
    assert f"audit: {faults(workspace)[0]}" in differences(workspace.address)


def test_a_missing_entry_is_missed(workspace):
    """An entry taken out leaves a gap that is named."""
    history(workspace)
    with database(workspace) as session:
        session.run("MATCH (e:AuditEntry {revision: 2}) DETACH DELETE e").consume()
    assert "revision 2 is missing; 3 comes next" in faults(workspace)
    assert "revision 3 does not follow the entry before it" in faults(workspace)


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("MATCH (v:Version {id: 'EVD-1@2'}) SET v.content = replace(v.content, '90', '91')", "EVD-1"),
        ("MATCH (v:Version {id: 'EVD-1@1'}) SET v.content = replace(v.content, '100', '101')", "EVD-1"),
        ("MATCH (v:Version {id: 'HAZ-1@1'}) SET v.content = '{\"description\":\"x\"}'", "HAZ-1"),
        ("MATCH (v:Version {id: 'EVD-1@1'}) SET v.id = 'EVD-2@1'", "EVD-1"),
        ("MATCH (v:Version {id: 'EVD-1@2'}) SET v.content = 'not JSON'", "EVD-1"),
        ("MATCH (v:Version {id: 'EVD-1@1'}) SET v.content = '{\"colour\":1}'", "EVD-1"),
        ("MATCH (i:Item {key: 'EVD-1'}) SET i.n = 91", "EVD-1"),
        ("MATCH (i:Item {key: 'EVD-1'}) SET i.interface_hash = 'x'", "EVD-1"),
        ("MATCH (i:Item {key: 'CON-1'}) SET i.status = 'current'", "CON-1"),
        ("MATCH (i:Item {key: 'CON-1'}) SET i.reasons = '[]'", "CON-1"),
        ("MATCH (:Item {key: 'EVU-1'})-[r:BEARS_ON]->(:Item {key: 'CLM-1'}) DELETE r WITH 1 AS one", "EVU-1"),
        ("MATCH (:Item {key: 'CON-1'})-[r:RESTS_ON]->(:Item {key: 'EVD-1'}) DELETE r WITH 1 AS one", "CON-1"),
        ("MATCH (v:Version {id: 'CON-1@1'}) SET v.pins = replace(v.pins, 'EVD-1', 'EVD-7')", "CON-1"),
        (
            "MATCH (v:Version {id: 'CON-1@1'}) SET v.signatures = replace(v.signatures, '2026', '2025')",
            "CON-1",
        ),
        ("MATCH (:Item {key: 'EVD-1'})-[r:IN_SCOPE]->(:Scope) DELETE r WITH 1 AS one", "EVD-1"),
        ("MATCH (i:Item {key: 'CLM-1'}) SET i.state = 'withdrawn'", "CLM-1"),
        ("MATCH (i:Item {key: 'HAZ-1'}) SET i.state = 'in_force'", "HAZ-1"),
        ("MATCH (i:Item {key: 'EVD-1'}) SET i.latest_no = 1", "EVD-1"),
        ("MATCH (i:Item {key: 'EVD-1'}) SET i.source = 'zotero::A'", "EVD-1"),
        ("MATCH (v:Version {id: 'EVD-1@1'}) SET v.status = 'approved'", "EVD-1"),
        ("MATCH (v:Version {id: 'EVD-1@2'}) SET v.created_by = 'nobody'", "EVD-1"),
        ("MATCH (v:Version {id: 'EVD-1@2'}) SET v.approved_at = '2020-01-01T00:00:00.000000Z'", "EVD-1"),
        ("MATCH (v:Version {id: 'EVD-1@2'}) SET v.change_reason = 'agreed with the reviewer'", "EVD-1"),
        ("MATCH (v:Version {id: 'EVD-1@2'}) SET v.source = 'zotero::A'", "EVD-1"),
        ("MATCH (v:Version {id: 'HAZ-1@1'}) SET v.withdrawn_reason = 'obsolete'", "HAZ-1"),
        ("MATCH (v:Version {id: 'CON-1@1'}) SET v.reaffirmation = '{}'", "CON-1"),
        ("MATCH (p:PastItem {key: 'EVD-1'}) SET p.state = 'draft'", "EVD-1"),
        ("MATCH (p:PastItem {key: 'EVD-1'}) SET p.effective_no = 2", "EVD-1"),
        ("MATCH (p:PastItem {key: 'EVD-1'}) SET p.n = 91", "EVD-1"),
        ("MATCH (p:PastItem {key: 'EVD-1'}) SET p.interface_hash = 'x'", "EVD-1"),
        ("MATCH (p:PastItem {key: 'IUE-1'}) SET p.value = 'another'", "IUE-1"),
    ],
)
def test_content_that_was_altered_is_found(workspace, statement, named):
    """A changed version (of any age), field, hash, status, reference or scope is found by verification."""
    history(workspace)
    assert differences(workspace.address) == []
    tamper(workspace, statement)
    found = differences(workspace.address)
    assert [entry for entry in found if entry.startswith(f"{named}: ")], found


def test_a_preview_that_was_altered_is_found(workspace):
    """What a decision was based on is the answer that was given then."""
    history(workspace)
    sent = {"changes": [{"op": "withdraw", "key": "EVD-1"}]}
    made = ok(workspace.client.post("/v1/impact-previews", json=sent), 201)["id"]
    assert differences(workspace.address) == []
    tamper(
        workspace,
        'MATCH (p:ImpactPreview) SET p.record = replace(p.record, \'"key":"CON-1"\', \'"key":"CON-9"\')',
    )
    assert differences(workspace.address) == [f"{made}: the preview is not the one that its hash stands for"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('"withdraw"', '"expire"'),
        ('"key":"EVD-1"', '"key":"EVD-9"'),
        ('"EVD-1"', '"EVD-1","withdrawn_reason":"retracted"'),
    ],
)
def test_planned_steps_that_were_altered_are_found(workspace, before, after):
    """What was asked then is what was answered then."""
    history(workspace)
    sent = {"changes": [{"op": "withdraw", "key": "EVD-1"}]}
    made = ok(workspace.client.post("/v1/impact-previews", json=sent), 201)["id"]
    assert differences(workspace.address) == []
    statement = "MATCH (p:ImpactPreview) SET p.changes = replace(p.changes, $before, $after)"
    tamper(workspace, statement, before=before, after=after)
    assert differences(workspace.address) == [f"{made}: the preview is not the one that its hash stands for"]


@pytest.mark.parametrize("altered", ["s.at = '2020-01-01T00:00:00.000000Z'", "s.revision = 9", "s.id = 'x'"])
def test_a_first_sighting_that_was_altered_is_found(workspace, altered):
    """Since when a gap has been known is what a release before noted, and its opening then."""
    history(workspace)
    seen_before(workspace, gap := workspace.gaps(on="2099-01-01")["items"][0]["id"])
    opened = next(found for found in workspace.gaps()["items"] if found["id"] == gap)["first_seen"]
    assert opened == {"revision": 1, "at": "2026-01-02T03:04:05.000000Z", "after": None}
    assert differences(workspace.address) == []
    tamper(workspace, f"MATCH (s:GapSeen) SET {altered}")
    (found,) = differences(workspace.address)
    assert found.endswith(": its first sighting is not the one that its hash stands for")


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("MATCH (e:GapEvent {number: 2}) SET e.revision = 9", "event 2 is not the one"),
        ("MATCH (e:GapEvent {number: 2}) DETACH DELETE e", "event 3 is not the one"),
        ("MATCH (h:GapHistory) SET h.count = 1", "does not end where"),
        ("MATCH (o:OpenGap) WITH o ORDER BY o.gap LIMIT 1 DETACH DELETE o", "is not open as"),
        ("MATCH (j:GapsJudged) SET j.revision = 9", "the mark of *"),
    ],
)
def test_a_history_of_gaps_that_was_altered_is_found(workspace, statement, said):
    """What opened and closed, what is open by it, and up to where it was compared, is what was recorded."""
    history(workspace)
    assert workspace.gaps()["items"]
    assert differences(workspace.address) == []
    tamper(workspace, statement)
    assert any(said in found for found in differences(workspace.address))


def test_content_altered_with_all_its_hashes_is_found(workspace):
    """Whoever changes a content and every hash beside it still meets the hash in the audit trail."""
    history(workspace)
    content = {"description": "other"}
    found = registry.hashes("Hazard", content)
    tamper(
        workspace,
        "MATCH (v:Version {id: 'HAZ-1@1'}) SET v.content = $text, v.content_hash = $hashes[0], "
        "v.substantive_hash = $hashes[1], v.interface_hash = $hashes[2]",
        text=json.dumps(content),
        hashes=[found.content, found.substantive, found.interface],
    )
    told = "HAZ-1: the content of version 1 is not the one that the audit trail has"
    assert differences(workspace.address) == [told]
    tamper(workspace, "MATCH (v:Version {id: 'HAZ-1@1'}) DETACH DELETE v WITH 1 AS one")
    with database(workspace) as session:
        session.run("MATCH (i:Item {key: 'HAZ-1'}) DETACH DELETE i").consume()
    assert differences(workspace.address) == ["HAZ-1@1: the audit trail has it, the graph has not"]


def test_the_trail_of_an_empty_workspace_is_whole(workspace):
    """Nothing was written, nothing is missing."""
    assert trail(workspace.client)[:2] == (0, 0)
    assert entries(workspace.client) == []
    workspace.load([EVIDENCE], unresolved="keep")
    assert trail(workspace.client)[:2] == (1, 1)
