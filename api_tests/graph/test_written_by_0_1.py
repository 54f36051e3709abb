"""Databases that version 0.1 wrote open, verify, and answer as it answered them."""

import json
import lzma
import tarfile
from pathlib import Path

import httpx
import neo4j
import pytest

from api_tests.commands import SHORT_LIVED
from api_tests.servers import DatabaseAddress, Workspace, empty, serving, settings_for
from api_tests.small_file import differences, ok, trail
from graph.database.embedded import EmbeddedDatabase

STORED = Path(__file__).parents[1] / "databases" / "written_by_0_1"
WIDER = {
    "pillar_vca": {"Evidence"},
    "pillar_av": {"Evidence"},
    "pillar_cv": {"Evidence"},
    "overall_residual_risk": {"Device", "IntendedUseElement"},
    "benefit_risk": {"IntendedUseElement", "SideEffect"},
    "clinical_data_not_appropriate": {"Device", "RegulatoryProfile"},
    "control_effective": {"IntendedUseElement"},
    "equivalence": {"DeviceVersion", "IntendedUseElement", "RegulatoryProfile"},
    "information_consistent": {"SideEffect"},
    "pmcf_need": {"RegulatoryProfile"},
    "requirement_not_applicable": {"Device"},
    "requirement_met": {"Device", "SideEffect"},
    "cer_overall": {
        "Evaluation",
        "IntendedPurpose",
        "IntendedUseElement",
        "RegulatoryProfile",
        "Variant",
    },
}
"""What bases of each kind hold since: 0.1 signed without looking at it (decisions 56 to 93)."""
UNSETTLED = ("CON-01", "CON-02")
OTHERWISE: dict[str, str] = {
    **dict.fromkeys(UNSETTLED, "they follow from bases that are wider since"),
    "CON-04": "asks nobody for papers who signs what is no part of the clinical evaluation",
    "EVD-07": "takes every version on the market as in scope, also one that another on the market succeeds",
    "INF-01": "asks for the side-effects that no material carries",
    "PMS-01": "0.1 kept no status in_development, so that a version whose day has passed is on the market",
    "PMS-04": "0.1 kept no status in_development, so that a version whose day has passed is on the market",
    "REQ-01": "counts the requirements of a catalogue that were never loaded",
}
"""Rules that find other gaps than they did in 0.1, and why."""

OF_THE_OTHER = {
    ("EVD-04", "EVD-X", "", "minor", "open"),  # the first device alone uses it
}
"""Gaps of the second device that were hidden by what the first one has."""


def answers(engine):
    """Return what 0.1 answered."""
    return json.loads((STORED / engine / "answers.json").read_text(encoding="utf-8"))


def load(address):
    """Put the nodes and relationships of 0.1 into a Neo4j that is empty to the last node."""
    text = lzma.decompress((STORED / "neo4j" / "graph.jsonl.xz").read_bytes()).decode()
    lines = [json.loads(line) for line in text.splitlines()]
    nodes = [line for line in lines if "labels" in line]
    auth = (address.user, address.password)
    with (
        neo4j.GraphDatabase.driver(address.uri, auth=auth, notifications_min_severity="OFF") as driver,
        driver.session(database=address.database) as session,
    ):
        session.run("MATCH (n) DETACH DELETE n").consume()
        created = session.run((STORED / "nodes.cypher").read_text(encoding="utf-8"), rows=nodes)
        places = {row["id"]: row["place"] for row in created}
        rows = [
            {**line, "from": places[line["from"]], "to": places[line["to"]]}
            for line in lines
            if "labels" not in line
        ]
        session.run((STORED / "relationships.cypher").read_text(encoding="utf-8"), rows=rows).consume()


@pytest.fixture(scope="module", params=["arcadedb", "neo4j"])
def opened(request, tmp_path_factory):
    """A workspace that 0.1 wrote, behind a server of today, with what 0.1 answered."""
    engine = request.param
    if engine == "neo4j":
        address = request.getfixturevalue("neo4j")
        load(address)
        with serving(settings_for(address)) as url, httpx.Client(base_url=url, timeout=300) as client:
            yield Workspace(client, engine, address), answers(engine)
        empty(address)
        return
    folder = tmp_path_factory.mktemp("written_by_0_1")
    with tarfile.open(STORED / "arcadedb" / "data.tar.xz") as archive:
        archive.extractall(folder, filter="data")
    with EmbeddedDatabase(folder / "data", java_flags=SHORT_LIVED) as database:
        found = database.start()
        address = DatabaseAddress(found.uri, found.user, found.password, found.database)
        with serving(settings_for(address)) as url, httpx.Client(base_url=url, timeout=300) as client:
            yield Workspace(client, engine, address), answers(engine)


def test_nothing_that_is_derived_differs(opened):
    """`verify` finds no difference, and no text of the stored graph that it cannot read."""
    workspace, _ = opened
    assert differences(workspace.address) == []


def test_the_trail_of_then_is_whole_and_goes_on(opened):
    """The chain verifies and holds the last hash of 0.1; what an upgrade may add comes after it."""
    workspace, then = opened
    revision, _, last_hash = trail(workspace.client)
    assert revision >= then["revision"]
    if revision == then["revision"]:
        assert last_hash == then["last_hash"]
    listed = ok(workspace.client.get("/v1/audit", params={"limit": 1000}))["items"]
    hashes = {entry["revision"]: entry["hash"] for entry in listed}
    assert hashes[then["revision"]] == then["last_hash"]
    assert {entry["action"] for entry in listed if entry["revision"] > then["revision"]} <= {"upgrade"}


def test_every_item_says_what_it_said(opened):
    """Type, state and content of every item are those of then."""
    workspace, then = opened
    listed = {entry["key"]: entry for entry in workspace.get("/items", limit=1000)["items"]}
    assert {key: (entry["type"], entry["state"]) for key, entry in listed.items()} == {
        key: (item["type"], item["state"]) for key, item in then["items"].items()
    }
    for key, item in then["items"].items():
        assert workspace.get(f"/items/{key}")["content"] == item["content"], key


STILL_SOLD = {("DEVICE_VERSION_CHANGED", "DV-2.1", "must_confirm")}
"""0.1 left a version out of scope once another succeeded it, although it is still sold (decision 65)."""


def causes(reasons):
    """Return reasons as stored in the answers of then: without those that only wait for another."""
    return {tuple(reason) for reason in reasons if reason[0] != "UPSTREAM_STALE"} - STILL_SOLD


def test_every_conclusion_stands_as_it_stood_or_says_what_it_lacks(opened):
    """No cause of then is gone; a new one names what bases hold since. The audit says what moved by that."""
    workspace, then = opened
    listed = workspace.get("/conclusions", limit=1000, on=then["on"])["items"]
    assert {entry["key"] for entry in listed} == set(then["conclusions"])
    moved = set()
    for entry in listed:
        was = then["conclusions"][entry["key"]]
        now = {(r["code"], r["item"], r["demand"] or "") for r in entry["reasons"]}
        assert causes(was["reasons"]) <= now, entry["key"]
        entered = causes(now) - causes(was["reasons"])
        assert {then["items"][item]["type"] for _, item, _ in entered} <= WIDER.get(entry["kind"], set())
        if {tuple(reason) for reason in was["reasons"]} != now:
            moved.add(entry["key"])
        elif not entered:
            assert (entry["status"], entry["demand"] or "") == (was["status"], was["demand"] or "")
    upgrades = ok(workspace.client.get("/v1/audit", params={"limit": 1000}))["items"]
    said = [
        effect["item"] for entry in upgrades if entry["action"] == "upgrade" for effect in entry["effects"]
    ]
    assert set(said) == moved
    assert {"CON-6", "CON-7", "CON-11"} <= moved


def test_no_gap_of_then_is_hidden(opened):
    """The rules of then find the gaps of then, of a device or of several, but for what OTHERWISE names."""
    workspace, then = opened
    asked = sorted(set(then["rules"]) - set(OTHERWISE))
    listed = workspace.gaps(on=then["on"], rule=asked)["items"]
    found = {(g["rule"], g["subject"], g["detail"] or "", g["severity"], g["state"]) for g in listed}
    expected = {(rule, *more) for rule, _, *more in then["gaps"] if rule in asked}
    assert (found - expected, expected - found) == (OF_THE_OTHER, set())
    unsettled = {gap["subject"] for gap in workspace.gaps(on=then["on"], rule=list(UNSETTLED))["items"]}
    assert {subject for rule, _, subject, *_ in then["gaps"] if rule in UNSETTLED} <= unsettled


def test_the_past_of_then_can_be_asked(opened):
    """Baselines are listed, and items answered as of the first of them."""
    workspace, then = opened
    assert sorted(entry["name"] for entry in workspace.get("/baselines")["items"]) == then["baselines"]
    listed = workspace.get("/conclusions", as_of="CER v1", limit=1000)["items"]
    assert {entry["status"] for entry in listed} == {"current"}
    assert "CON-21" not in {entry["key"] for entry in listed}


def test_it_can_be_worked_with(opened):
    """A first write of today changes a status as it does in a new database, and is undone."""
    workspace, _ = opened
    before = workspace.statuses()
    topic = workspace.get("/items/SOTA-1")["content"]["topic"]
    workspace.revise("SOTA-1", {"topic": f"{topic}, and more"})
    assert (before["CON-12"], workspace.statuses()["CON-12"]) == ("current", "stale")
    workspace.revise("SOTA-1", {"topic": topic})
    assert workspace.statuses() == before
    assert differences(workspace.address) == []
