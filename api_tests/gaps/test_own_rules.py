"""Rules of a maker's own: checked before they are asked, read only, counted wherever shipped ones count."""

import asyncio
import json
import os
from dataclasses import replace
from pathlib import Path

import httpx
import pytest

from api_tests.servers import serving, settings_for
from app.cli.rule_cases import tried
from app.main import create_app
from graph.database.store import OwnRules, connect
from graph.errors import OwnRulesRefused
from graph.gaps import read_rule_folder

OWN = Path(__file__).parent / "own"
LAYERS = {"stakeholder": "user_need", "sys": "system_requirement", "sw": "software_requirement"}
LAYERS["hw"] = "hardware_requirement"
EXPECTED = {
    "RW-1": "stakeholder_requirements_nothing_fulfills",
    "RW-2": "system_requirements_without_stakeholder_parent",
    "RW-3": "system_requirements_without_software_or_hardware_child",
    "RW-4": "software_and_hardware_requirements_without_parent",
    "RW-5": "orphans",
}
HEADER = """// Claims without an owner.
// title: Nobody owns it
// severity: {severity}
// reference: quality manual
// remedy: Name an owner.
// needs: {needs}
// cleared_by:
// waiver: yes
// params: {params}
// returns: {returns}
"""
CLAIMS = """MATCH (sc:Scope)<-[:IN_SCOPE]-(c:Claim)
WHERE sc.id IN $scopes AND c.state = 'in_force' AND coalesce(c.owner, '') = ''
WITH DISTINCT c
RETURN c.key AS subject, '' AS detail, {severity} AS severity, [] AS facts
ORDER BY subject
"""


def rule(folder, name="OWN-1", body=CLAIMS, *, hit="''", **header):
    """Write a rule file."""
    fields = {"severity": "blocker", "needs": "Claim", "params": "scopes"}
    fields |= {"returns": "subject, detail, severity, facts"} | header
    path = folder / f"{name}.cypher"
    path.write_text(HEADER.format(**fields) + body.replace("{severity}", hit))
    return path


def with_rules(workspace, folder, **settings):
    """Return a server with the rules of a folder on the database of a workspace."""
    chosen = settings_for(workspace.address).model_copy(update={"rules": folder, **settings})
    return serving(chosen)


def asking(workspace, url):
    """Return the workspace as another server shows it."""
    return replace(workspace, client=httpx.Client(base_url=url, timeout=900))


def test_own_rules_count_wherever_shipped_ones_do(workspace, tmp_path):
    """They are listed with their origin, find gaps, stand in previews and forbid signatures."""
    rule(tmp_path)
    row = {"type": "Claim", "key": "CLM-1", "statement": "It works", "approve": True}
    workspace.load([row])
    before = workspace.gaps()
    with with_rules(workspace, tmp_path) as url:
        own = asking(workspace, url)
        assert {r["id"]: r["origin"] for r in own.get("/rules")["items"]}["OWN-1"] == "own"
        assert own.get("/rules/OWN-1")["title"] == "Nobody owns it"
        assert own.get("/rules/CLM-01")["origin"] == "shipped"
        assert "OWN-1" in own.get("/vocabulary")["rules"]
        (gap,) = own.gaps(rule="OWN-1")["items"]
        assert (gap["subject"], gap["severity"]) == ("CLM-1", "blocker")
        assert {g["id"] for g in own.gaps()["items"]} == {g["id"] for g in before["items"]} | {gap["id"]}
        planned = {"changes": [{"op": "revise", "key": "CLM-1", "fields": {"owner": "evaluator"}}]}
        closed = own.client.post("/v1/impact-previews", json=planned).json()["gaps"]["closed"]
        assert gap["id"] in {g["id"] for g in closed}
        draft = {"type": "Conclusion", "key": "CON-1", "kind": "pillar_vca", "about": ["CLM-1"]}
        own.client.post("/v1/items", json={**draft, "verdict": "supported"})
        signing = own.client.post("/v1/conclusions/CON-1/sign", json={})
        assert "OWN-1" in {g["rule"] for g in signing.json()["gaps"]}
        given = {"rationale": "the owner is being named", "expires_at": "9999-12-31"}
        accepted = own.client.post(f"/v1/gaps/{gap['id']}/justification", json=given)
        assert accepted.json()["gap"]["state"] == "justified"
        own.client.close()
    assert "OWN-1" not in {r["id"] for r in workspace.get("/rules")["items"]}
    assert {g["rule"] for g in workspace.gaps()["items"]}.isdisjoint({"OWN-1"})


def test_a_rule_that_fails_when_asked_hides_nothing(workspace, tmp_path):
    """A hit that is none, or a rule without end: the answer is a problem that names the rule, not a list."""
    workspace.load([{"type": "Claim", "key": "CLM-1", "statement": "It works", "approve": True}])
    rule(tmp_path, "OWN-1", hit="'grave'")
    slow = "UNWIND range(1, 4000) AS a\nWITH a\nUNWIND range(1, 4000) AS b\n"
    slow += "WITH a, b WHERE a + b < 0 AND a IN $scopes\n"
    slow += "RETURN '' AS subject, '' AS detail, '' AS severity, [] AS facts\nORDER BY subject\n"
    rule(tmp_path, "OWN-2", slow, needs="")
    for name, words, seconds in (("OWN-1", "'grave'", 60), ("OWN-2", "EVITRACE_RULES_SECONDS", 0.5)):
        with with_rules(workspace, tmp_path, rules_seconds=seconds) as url:
            own = asking(workspace, url)
            refused = own.client.get("/v1/gaps", params={"rule": name})
            assert refused.status_code == 503, refused.text
            assert refused.json()["type"] == "urn:evitrace:problem:own-rule-failed"
            assert name in refused.json()["detail"]
            assert words in refused.json()["detail"]
            assert own.client.get("/v1/gaps", params={"rule": "CLM-01"}).status_code == 200
            own.client.close()


BAD_CALL = "CALL () { MATCH (x:Claim) DETACH DELETE x RETURN 1 AS one }\nWITH one\n"
BAD_CREATE = "CREATE (n:Item:Claim {id: 'x'})\nWITH DISTINCT c"
BAD_ESCAPE = "// \\u000ASET c.owner = 'me'\nWITH DISTINCT c"
BAD = {
    "writes": ("OWN-1", "MATCH (c:Claim) SET c.owner = 'me'\n" + CLAIMS, {}, "SET writes"),
    "creates": ("OWN-1", CLAIMS.replace("WITH DISTINCT c", BAD_CREATE), {}, "CREATE writes"),
    "writes_inside": ("OWN-1", BAD_CALL + CLAIMS, {}, "DETACH DELETE writes"),
    "calls": ("OWN-1", "CALL db.labels() YIELD label\nWITH label\n" + CLAIMS, {}, "CALL of a procedure"),
    "two": ("OWN-1", CLAIMS + ";\n" + CLAIMS, {}, "There are 2 statements"),
    "dialect": ("OWN-1", CLAIMS.replace("ORDER BY subject\n", ""), {}, "R12"),
    "columns": ("OWN-1", CLAIMS.replace("[] AS facts", "[] AS fact"), {}, "The columns are"),
    "shipped": ("CLM-01", CLAIMS, {}, "A shipped rule has this id"),
    "name": ("own rule", CLAIMS, {}, "The file's name is the id"),
    "severity": ("OWN-1", CLAIMS, {"severity": "grave"}, "`severity` is one of"),
    "needs": ("OWN-1", CLAIMS, {"needs": "Unicorn"}, "Unicorn"),
    "params": ("OWN-1", CLAIMS, {"params": "scopes keys"}, "keys"),
    "scopeless": ("OWN-1", CLAIMS.replace("sc.id IN $scopes AND ", ""), {"params": ""}, "`params` has to be"),
    "returns": ("OWN-1", CLAIMS, {"returns": "subject, detail"}, "`returns` has to be"),
    "escape": ("OWN-1", CLAIMS.replace("WITH DISTINCT c", BAD_ESCAPE), {}, "another char"),
    "escape_in_text": ("OWN-1", CLAIMS.replace("[] AS facts", "['\\U0027'] AS facts"), {}, "another char"),
    "package": ("OWN-1", CLAIMS.replace("'' AS detail", "apoc.text.join([], '') AS detail"), {}, "join()"),
    "function": ("OWN-1", CLAIMS.replace("'' AS detail", "randomUUID() AS detail"), {}, "randomUUID()"),
    "quoted": ("OWN-1", CLAIMS.replace("'' AS detail", "`rand`() AS detail"), {}, "rand() is no function"),
    "unread": ("OWN-1", CLAIMS.replace("RETURN", "RETURN ("), {}, "never closed"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
def test_a_bad_rule_file_is_named_with_its_line(tmp_path, name):
    """What is wrong is said with file, line and rule, before a database is asked."""
    stem, body, header, words = BAD[name]
    path = rule(tmp_path, stem, body, **header)
    _, faults = read_rule_folder(tmp_path)
    told = [str(fault) for fault in faults]
    assert [line for line in told if words in line], told
    assert all(line.startswith(f"{path}:") and f" {stem}: " in line for line in told)
    if words.endswith(("writes", "procedure")):
        assert any(fault.line > HEADER.count("\n") for fault in faults)


def test_two_files_of_one_id_and_a_folder_that_is_none(tmp_path):
    """An id is that of one rule; a folder that does not exist is no empty set of rules."""
    rule(tmp_path)
    (tmp_path / "more").mkdir()
    rule(tmp_path / "more")
    assert ["has this id as well" in str(fault) for fault in read_rule_folder(tmp_path)[1]] == [True]
    assert "no such folder" in str(read_rule_folder(tmp_path / "none")[1][0])


async def started(settings):
    """Start the application and end it."""
    app = create_app(settings)
    async with app.router.lifespan_context(app):
        pass


CASES = """
hit:
  rows:
    - {type: Device, key: DEV-1}
    - {type: Claim, key: CLM-1, statement: It works, devices: [DEV-1]}
  expect: [{subject: CLM-1, detail: "", severity: blocker}]
near_miss:
  from: hit
  set: {CLM-1: {owner: somebody}}
of_another_device:
  from: hit
  add: [{type: Device, key: DEV-2}]
  device: DEV-2
  expect: []
withdrawn:
  from: hit
  then: [{withdraw: [CLM-1]}]
  expect: []
"""
WRONG = {
    "a case that is none": ("near_miss:", "near:", "hit and near_miss"),
    "a row that is none": ("statement: It works", "wording: It works", "cannot be gone through"),
    "a hit that is missing": ("owner: somebody", "note: somebody", "does not expect a blocker gap of CLM-1"),
    "a hit too many": ("subject: CLM-1", "subject: CLM-2", "expects a blocker gap of CLM-2, which is not"),
    "no YAML": ("near_miss:", "near_miss: {", "cannot be read"),
}


def tried_on(workspace, folder):
    """Try the cases of a folder on the database of a workspace: the faults as text, and how many cases."""

    async def work():
        address = workspace.address
        store = connect(address.uri, address.user, address.password, address.database)
        try:
            texts, faults = read_rule_folder(folder)
            assert faults == []
            store.own = OwnRules(texts)
            return await tried(store, texts)
        finally:
            await store.close()

    faults, count = asyncio.run(work())
    return [str(fault) for fault in faults], count


def test_cases_beside_a_rule_are_gone_through(workspace, tmp_path):
    """Each case is tried, the hit is justified too, what fails is named by its line, and nothing is kept."""
    rule(tmp_path)
    cases = tmp_path / "OWN-1.yaml"
    cases.write_text(CASES)
    assert tried_on(workspace, tmp_path) == ([], 4)
    for before, after, why in WRONG.values():
        cases.write_text(CASES.replace(before, after, 1))
        faults, _ = tried_on(workspace, tmp_path)
        assert faults, why
        assert all(fault.startswith(f"{cases}:") for fault in faults)
        assert why in " ".join(faults)
    cases.unlink()
    assert tried_on(workspace, tmp_path) == ([], 0)
    assert workspace.get("/items")["items"] == []


def test_a_bad_rule_stops_the_start(workspace, tmp_path):
    """The service does not start with a rule that it could not ask: by the gate, or by the database."""
    path = rule(tmp_path, body=BAD["writes"][1])
    settings = settings_for(workspace.address).model_copy(update={"rules": tmp_path})
    with pytest.raises(OwnRulesRefused, match=f"{path.name}:11: OWN-1: READ SET writes"):
        asyncio.run(started(settings))
    rule(tmp_path, body=CLAIMS.replace("coalesce(c.owner, '')", "no_such_function(c.owner)"))
    with pytest.raises(OwnRulesRefused, match="is no function that a rule may call"):
        asyncio.run(started(settings))
    rule(tmp_path, body=CLAIMS.replace("coalesce(c.owner, '')", "size(c.owner, '')"))
    if workspace.engine == "neo4j":
        with pytest.raises(OwnRulesRefused, match="the database refuses it"):
            asyncio.run(started(settings))


@pytest.fixture(scope="module")
def respiraworks():
    """A real design, and its gaps by a separate reader; EVITRACE_TEST_DATA names their folder."""
    folder = os.environ.get("EVITRACE_TEST_DATA")
    if not folder:
        pytest.skip("EVITRACE_TEST_DATA is not set; it names the folder that holds respiraworks/")
    found = Path(folder) / "respiraworks"
    return json.loads((found / "graph.json").read_text()), json.loads((found / "expected.json").read_text())


def test_the_layers_of_a_real_design_are_asked_by_rules_of_its_own(workspace, respiraworks):
    """Rules that a maker wrote find exactly the gaps that a separate reader of the design found."""
    graph, expected = respiraworks
    fulfils = {}
    for edge in graph["edges"]:
        fulfils.setdefault(edge["from"], []).append(edge["to"])
    workspace.load(
        [
            {"type": "DesignItem", "key": node["id"], "kind": LAYERS[node["props"]["layer"]],
             "fulfils": fulfils.get(node["id"], []), "approve": True}
            for node in graph["nodes"]
        ],
        unresolved="keep",
    )  # fmt: skip
    with with_rules(workspace, OWN) as url:
        own = asking(workspace, url)
        gaps = own.gaps(rule=[*EXPECTED, "REF-01"])["items"]
        own.client.close()
    found = {name: {gap["subject"] for gap in gaps if gap["rule"] == name} for name in EXPECTED}
    assert found == {name: set(expected["gaps"][entry]) for name, entry in EXPECTED.items()}
    missing = {gap["detail"].split()[-1] for gap in gaps if gap["rule"] == "REF-01"}
    assert missing == set(expected["gaps"]["dangling_targets"])
