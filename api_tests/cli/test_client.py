"""The Python client against a real service, on both databases."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from api_tests.lungtriage import argument
from api_tests.servers import serving, settings_for
from app.client.client import Client
from app.client.errors import DraftInTheWay, ProblemError, ServiceUnreachable
from app.client.load import Limits, LoadError, cut, ordered, rows_of

ROOT = Path(__file__).parents[2]
ROWS = argument()
HAZARD = {"type": "Hazard", "key": "HAZ-9", "description": "A delay", "approve": True}
SITUATION = {"type": "HazardousSituation", "key": "HSI-9", "description": "Waits", "arises_from": ["HAZ-9"]}


@pytest.fixture
def client(workspace, base_url):
    """A client on an empty workspace."""
    with Client(base_url, actor="tester", timeout=120) as found:
        yield found


def pins(client):
    """Return what every conclusion pinned: item, version and hash."""
    found = {}
    for entry in client.conclusions():
        pinned = client.basis(entry["key"])["pinned"]
        found[entry["key"]] = {(pin["item"], pin["version"], pin["hash"]) for pin in pinned}
    return found


def test_items(client):
    """Items are created, read, revised on top of what was read, approved and withdrawn."""
    client.create({**HAZARD, "approve": False})
    assert client.read("HAZ-9")["state"] == "draft"
    assert client.approve("HAZ-9", reason="seen")["state"] == "in_force"
    revised = client.revise("HAZ-9", {"description": "A long delay"}, approve=True, reason="wording")
    assert (revised["version"]["no"], revised["content"]["description"]) == (2, "A long delay")
    titled = client.revise(revised, {"title": "Delay"}, approve=True)
    assert titled["content"]["description"] == "A long delay"
    assert "title" not in client.revise(titled, {"title": None}, approve=True)["content"]
    assert client.withdraw("HAZ-9", "error", reason="wrong file")["state"] == "withdrawn"
    assert [entry["no"] for entry in client.versions("HAZ-9")] == [1, 2, 3, 4]
    actors = {entry["actor"] for entry in client.audit(item="HAZ-9")}
    assert actors == {"tester"}


def test_nobodys_change_is_overwritten(client):
    """A revision of what somebody else has changed since it was read is refused with 412."""
    read = client.create(HAZARD)
    client.revise("HAZ-9", {"title": "theirs"}, approve=True)
    with pytest.raises(ProblemError) as refused:
        client.revise(read, {"title": "mine"}, approve=True)
    assert refused.value.status == 412
    assert refused.value.type == "urn:evitrace:problem:stale-revision"
    assert client.read("HAZ-9")["content"]["title"] == "theirs"


def test_a_draft_is_neither_lost_nor_brought_into_force_unseen(client):
    """With a draft beside the version in force the caller says which one to build on."""
    client.create(HAZARD)
    client.revise("HAZ-9", {"title": "a draft"})
    with pytest.raises(DraftInTheWay, match="HAZ-9 has a draft, version 2"):
        client.revise("HAZ-9", {"origin": "here"}, approve=True)
    on_the_draft = client.revise(client.read("HAZ-9", 2), {"origin": "here"}, approve=True)
    assert on_the_draft["content"]["title"] == "a draft"


def test_listings_go_over_all_pages(client):
    """Listings give every entry once, however small the pages are."""
    client.load(ROWS)
    keys = [item["key"] for item in client.items(limit=7)]
    assert keys == sorted(row["key"] for row in ROWS)
    evidence = {item["key"] for item in client.items(type="Evidence", limit=2)}
    assert evidence == {row["key"] for row in ROWS if row["type"] == "Evidence"}
    assert len(list(client.conclusions(limit=3))) == 17
    for number in range(5):
        client.create({**HAZARD, "key": f"HAZ-1{number}"})
    assert [entry["revision"] for entry in client.audit(limit=2)] == [1, 2, 3, 4, 5, 6]


def test_upsert_by_source(client):
    """The same content again makes no version; other content makes one."""
    hazard = {"type": "Hazard", "key": "HAZ-9", "description": "A delay", "approve": True}
    assert client.upsert_by_source("risk-file", "H-9", hazard)["version"]["no"] == 1
    assert client.upsert_by_source("risk-file", "H-9", hazard)["version"]["no"] == 1
    changed = {"type": "Hazard", "description": "Another", "approve": True}
    assert client.upsert_by_source("risk-file", "H-9", changed)["version"]["no"] == 2


def test_the_questions(client):
    """Every question of the API has a method that gives its answer as plain dicts and lists."""
    client.load(ROWS)
    assert {gap["rule"] for gap in client.gaps(device="DEV-01", on="2026-11-23")["items"]} >= {"EVD-07"}
    assert {gap["rule"] for gap in client.gaps(rule="EVD-07")["items"]} == {"EVD-07"}
    (gap,) = client.gaps(rule="EVD-07", state="justified", on="2026-11-23")["items"]
    assert client.gap(gap["id"], on="2026-11-23") == gap
    (silent,) = client.gaps(rule="RSK-04")["items"]
    accepted = client.justify(silent["id"], "measured next year", "9999-12-31", cites=["EVD-8"])
    assert accepted["gap"]["justified"]["cites"] == ["EVD-8"]
    assert client.withdraw_justification(silent["id"], "it cannot wait")["gap"]["state"] == "open"
    assert "EVD-07" in {rule["id"] for rule in client.rules()}
    assert "Claim" in {entry["type"] for entry in client.vocabulary()["item_types"]}
    impact = client.impact("EVD-3")
    assert impact["complete"]
    assert impact["counts"]["by_type"]["Conclusion"] == 6
    preview = client.preview([{"op": "withdraw", "key": "EVD-1"}], note="what if?")
    assert "CON-1" in {entry["key"] for entry in preview["conclusions"]}
    client.revise("EVD-3", {"n": 378}, approve=True, change_ref="CR-208")
    assert client.explanation("CON-3")["status"] == "stale"
    assert {pin["item"] for pin in client.basis("CON-3")["pinned"] if not pin["same"]} == {"EVD-3"}
    assert "CON-3" in {task["key"] for task in client.work_list()}
    (cause,) = [c for c in client.explanation("CON-3")["causes"] if c["reason"]["demand"]]
    told = {"what_changed": "n is 378", "why": "264 of 290 meet the criterion"}
    client.reaffirm(
        "CON-3",
        "reaffirmed_unchanged",
        "EVD-3: n is 378.",
        answers=[{"code": cause["reason"]["code"], "item": cause["item"]["key"], **told}],
        independent_review=True,
        change_ref="CR-208",
    )
    assert "CON-3" not in {entry["key"] for entry in client.conclusions(status="stale")}
    assert client.verify_audit()["whole"]


def test_sign(client):
    """A drafted conclusion comes into force by the signatures of the client's actor."""
    client.load([row for row in ROWS if row["key"] != "CON-12"])
    (drafted,) = [row for row in ROWS if row["key"] == "CON-12"]
    drafted = {name: value for name, value in drafted.items() if name != "signatures"}
    client.create({**drafted, "approve": False})
    client.sign("CON-12", reason="guideline and search agree")
    (found,) = [entry for entry in client.conclusions() if entry["key"] == "CON-12"]
    assert found["status"] == "current"
    assert {entry["signer"] for entry in found["signatures"]} == {"tester"}


def test_sign_a_use(client):
    """What justifies a use of evidence is signed by the client's actor, on what was read."""
    client.load(ROWS)
    key = next(row["key"] for row in ROWS if row["type"] == "EvidenceUse")
    client.revise(key, {"applicability_justification": "the part did not change"}, approve=True)
    signed = client.sign_use(key, reason="compared", etag=client.read(key)["etag"])
    assert [entry["signer"] for entry in signed["version"]["signatures"]] == ["tester"]


def test_a_load_in_parts_ends_as_in_one(client, workspace):
    """Cut into small parts, conclusions last, the example ends with the same pins and statuses."""
    whole = client.load(ROWS)
    pinned, statuses = pins(client), workspace.statuses()
    assert whole["revision"] == 1
    keys = [row["key"] for row in ROWS]
    for key in keys:
        assert client.read(key)["state"] == "in_force"
    renamed = json.loads(_renamed(json.dumps(ROWS), keys))
    told = []
    parts = client.load(
        reversed(renamed), limits=Limits(rows=9), progress=lambda done, total: told.append((done, total))
    )
    assert parts["counts"] == {"created": len(ROWS)}
    assert [row["row"] for row in parts["rows"]] == list(range(1, len(ROWS) + 1))
    assert told[0] == (0, len(ROWS))
    assert told[-1] == (len(ROWS), len(ROWS))
    again, second = workspace.statuses(), pins(client)
    for key, status in statuses.items():
        assert again[f"{key}-B"] == status == "current"
        items = {(f"{item}-B", version) for item, version, _ in pinned[key]}
        assert {(item, version) for item, version, _ in second[f"{key}-B"]} == items


def _renamed(text, keys):
    """Make a second device of the example: every key, reference and source gets a suffix."""
    for key in keys:
        text = text.replace(f'"{key}"', f'"{key}-B"')
    return text.replace('"system": "', '"system": "second ')


def test_a_service_with_lower_limits_gets_smaller_parts(database, workspace):
    """When the service takes less than the client thinks, the client sends less at a time."""
    settings = settings_for(database).model_copy(update={"max_rows": 40, "max_body_bytes": 9_000})
    with serving(settings) as url, Client(url, timeout=120) as client:
        answer = client.load(ROWS)
    assert answer["counts"] == {"created": len(ROWS)}
    assert answer["revision"] > 3
    assert set(workspace.statuses().values()) == {"current"}


def test_parts_that_look_ahead_are_refused_before_anything_is_sent(client):
    """A load in parts that would fail half-way through is not begun."""
    evaluation = {"type": "Evaluation", "key": "EVAL-9", "contains": ["CON-9"]}
    conclusion = {"type": "Conclusion", "key": "CON-9", "kind": "cer_overall", "about": ["EVAL-9"]}
    with pytest.raises(LoadError, match="EVAL-9 refers to CON-9"):
        client.load([evaluation, conclusion], limits=Limits(rows=1))
    with pytest.raises(LoadError, match="HAZ-9 stands in rows 1 and 3"):
        client.load([HAZARD, SITUATION, HAZARD], limits=Limits(rows=1))
    with pytest.raises(LoadError, match="dry run"):
        client.load([HAZARD, SITUATION], limits=Limits(rows=1), dry_run=True)
    assert list(client.items()) == []


def test_a_problem_reads_like_a_sentence(client):
    """A refusal says what, why and where; the rows of a refused load are those of the file."""
    with pytest.raises(ProblemError) as refused:
        client.create({"type": "Hazard", "key": "HAZ-9", "colour": "red"})
    assert "/colour: there is no such field here" in str(refused.value)
    rows = [HAZARD, SITUATION, {"type": "Hazard", "key": "HAZ-8", "colour": "red"}]
    with pytest.raises(ProblemError) as refused:
        client.load(rows)
    assert refused.value.status == 422
    assert "row 3 (HAZ-8)" in str(refused.value)
    with pytest.raises(ProblemError) as refused:
        client.load([*rows[2:], *rows[:2]], limits=Limits(rows=2))
    assert "row 1 (HAZ-8)" in str(refused.value)
    with pytest.raises(ProblemError, match="NOPE"):
        client.read("NOPE")


def test_a_file_may_have_blank_lines_or_be_an_array(client, tmp_path):
    """Row numbers are line numbers of the file; a JSON array is read as well."""
    lines = tmp_path / "rows.ndjson"
    lines.write_text(
        f"\n{json.dumps(HAZARD)}\n\n{json.dumps({**SITUATION, 'colour': 1})}\n", encoding="utf-8"
    )
    answer = client.load(lines, best_effort=True)
    outcomes = [(row["row"], row["outcome"]) for row in answer["rows"]]
    assert outcomes == [(2, "created"), (4, "failed")]
    array = tmp_path / "rows.json"
    array.write_text(json.dumps([HAZARD, SITUATION], indent=1), encoding="utf-8")
    assert client.load(array)["counts"] == {"created": 1, "unchanged": 1}


def test_nobody_there():
    """An address where nothing answers, or no address at all, is a ServiceUnreachable that names it."""
    with Client("http://127.0.0.1:9", timeout=5) as client, pytest.raises(ServiceUnreachable, match=":9"):
        client.rules()
    for address in ("http://a:b", "localhost:8000", ""):
        with pytest.raises(ServiceUnreachable, match="not an address"):
            Client(address)
    with pytest.raises(ValueError, match="Latin-1"):
        Client(actor="Δ")


def test_another_service_is_not_taken_for_evitrace():
    """An answer that is not a problem document, or not JSON, is no answer of Evitrace."""
    client = Client("http://example.invalid")
    client._http = httpx.Client(
        base_url="http://example.invalid",
        transport=httpx.MockTransport(lambda _: httpx.Response(502, text="<h1>Bad gateway</h1>")),
    )
    with client, pytest.raises(ProblemError, match="502 Bad Gateway") as refused:
        client.rules()
    assert refused.value.type == "about:blank"


def test_importing_the_client_is_light():
    """Scripts of other tools import the client without the service, its database or its web framework."""
    heavy = "{'graph', 'fastapi', 'pydantic', 'neo4j', 'uvicorn'}"
    code = f"import sys, app.client; print(sorted({heavy} & {{m.split('.')[0] for m in sys.modules}}))"
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


VOCABULARY = {
    "conclusion_kinds": [{"kind": "cer_overall", "rank": 7}, {"kind": "pillar_cv", "rank": 2}],
    "item_types": [
        {"type": "Conclusion", "fields": [{"name": "about", "relation": "ABOUT"}]},
        {"type": "DesignItem", "fields": [{"name": "fulfils", "relation": "FULFILS"}, {"name": "text"}]},
    ],
}


def test_the_order_of_parts():
    """Targets come before what refers to them, circles included; conclusions come last, lower ranks first."""

    def design(key, *fulfils):
        return {"type": "DesignItem", "key": key, "fulfils": list(fulfils), "text": "D-1"}

    def conclusion(key, kind):
        return {"type": "Conclusion", "key": key, "kind": kind}

    chain = [design(f"D-{number}", f"D-{number + 1}") for number in range(2000)]
    circle = [design("A", "B"), design("B", "C"), design("C", "A")]
    last = [conclusion("Z", "cer_overall"), conclusion("Y", "pillar_cv")]
    rows = ordered(rows_of([*last, *chain, *circle]), VOCABULARY, strict=True)
    keys = [row.key for row in rows]
    assert keys[:2000] == [f"D-{number}" for number in reversed(range(2000))]
    assert sorted(keys[2000:2003]) == ["A", "B", "C"]
    assert keys[2003:] == ["Y", "Z"]
    parts = cut(rows, Limits(rows=100, body_bytes=3_000))
    assert [row for part in parts for row in part] == rows
    assert max(len(part) for part in parts) <= 100
    assert max(sum(len(row.text) + 1 for row in part) for part in parts) <= 3_000
