"""The event table: what makes what stale, told on the worked example, each by its number."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api_tests.api.staleness_events import (
    claims_and_purpose,
    evidence,
    knowledge,
    risk,
    signatures,
    surveillance,
)
from api_tests.api.staleness_events.acts import add, reaffirm, revise, sign_anew
from api_tests.api.staleness_events.rows import CHILDREN, CONTROL, NEW_CLAIM, RAISING, SIGNAL, STUDY, WAIVED
from api_tests.lungtriage import THIS_YEAR, argument
from api_tests.servers import Workspace, empty
from api_tests.small_file import differences, ok, put, reasons, row
from graph.staleness import EVENTS as TABLE

TOPICS = (evidence, claims_and_purpose, risk, knowledge, surveillance, signatures)
EVENTS = {name: event for topic in TOPICS for name, event in topic.EVENTS.items()}


@pytest.fixture(scope="module")
def loaded(database, base_url):
    """The worked example behind a real server, on each engine in turn."""
    with httpx.Client(base_url=base_url, timeout=120) as client:
        yield Workspace(client, "", database)


@pytest.fixture
def example(loaded):
    """The worked example with everything current; loaded again where a test left it otherwise."""
    settled = {entry["key"]: "current" for entry in argument() if entry["type"] == "Conclusion"}
    if loaded.statuses() != settled or "EVD-3" not in {e["key"] for e in loaded.get("/items")["items"]}:
        empty(loaded.address)
        loaded.load(argument())
    assert loaded.statuses() == settled
    return loaded


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_makes_stale_what_rests_on_it(example, name):
    """Each event moves exactly the conclusions of its row, with their reasons and demands.

    What is not named stays current, and undoing the event restores everything.
    """
    event = EVENTS[name]
    before = example.statuses()
    undo = event.act(example)
    expected = dict.fromkeys(before, "current")
    for status, numbers in (
        ("stale", event.stale),
        ("suspect", event.suspect),
        ("withdrawn", event.withdrawn),
        ("overdue", event.overdue),
        ("current", event.current),
    ):
        expected |= {f"CON-{number}": status for number in numbers}
    assert example.statuses() == expected
    for number, told in {**event.stale, **event.waiting}.items():
        found = reasons(example.client, f"CON-{number}")
        own = {cause: demand for cause, demand in found.items() if cause[0] != "UPSTREAM_STALE"}
        assert (found if number in event.waiting else own) == told
    for number in set(event.suspect) - set(event.waiting):
        assert set(reasons(example.client, f"CON-{number}").values()) == {None}
    if event.kept:
        return
    undo()
    if event.lasting:  # its undoing is another event, so the conclusion is looked at again
        reaffirm("CON-3", "reaffirmed_unchanged")(example)
    assert example.statuses() == before


def test_every_event_of_the_table_has_a_case():
    """No number from 1 to 38 is missing, no name stands twice, and the table has each."""
    assert len(EVENTS) == sum(len(topic.EVENTS) for topic in TOPICS)
    numbers = [event.number for event in TABLE]
    assert {int(number.rstrip("ab")) for number in numbers} == set(range(1, 39))
    assert {name.split()[0] for name in EVENTS} == set(numbers)


@pytest.mark.parametrize("event", TABLE, ids=[event.number for event in TABLE])
def test_the_table_says_which_reasons_and_demands_an_event_gives(event):
    """All codes and demands of its cases stand in its row, and all of its row come up in a case."""
    cases = [case for name, case in EVENTS.items() if name.split()[0] == event.number]
    told = [cause for case in cases for part in (case.stale, case.waiting) for cause in part.values()]
    causes = [(code, demand) for causes in told for (code, _item), demand in causes.items()]
    causes = [(code, demand) for code, demand in causes if code != "UPSTREAM_STALE"]
    assert {code for code, _ in causes} == {str(code) for code in event.codes}
    assert {demand for _, demand in causes if demand} == {str(demand) for demand in event.demands}


DRAFTS = [
    ("EVD-3", {"n": 1}),
    ("CLM-1", {"statement": "Another"}),
    ("IUE-2", {"range_max": 120}),
    ("IPU-1", {"n12_significance": "treat_or_diagnose"}),
    ("RSK-2", {"p1": 5}),
    ("RCT-2", {"statement": "Another"}),
    ("SOTA-1", {"benchmark_value": 0.99}),
    ("IFU-1", {"warnings": ["Another"]}),
    ("SIG-1", {"assessment_status": "assessed_impact"}),
    ("PMA-1", {"end": "2020-01-01", "outcome": "contradicts"}),
    ("STD-2", {"status": "withdrawn"}),
    ("DV-2.1", {"model_version": "another"}),
    ("EVU-3", {"direction": "contradicts"}),
]


def test_a_draft_is_no_event(example):
    """A draft of any change, and a new item as a draft, affect nothing until approved (concepts 8.4.6)."""
    before, gaps = example.statuses(), {gap["id"] for gap in example.gaps()["items"]}
    for key, fields in DRAFTS:
        ok(put(example.client, key, fields, approve=False))
    example.load([{**entry, "approve": False} for entry in (*STUDY, NEW_CLAIM, CHILDREN, SIGNAL, CONTROL)])
    assert example.statuses() == before
    assert {gap["id"] for gap in example.gaps()["items"]} == gaps
    assert reasons(example.client, "CON-3") == {}
    ok(example.client.post("/v1/items/EVU-3/approve", json={}))
    assert example.statuses()["CON-3"] == "stale"


def test_evidence_that_will_expire_is_stale_from_the_day_after_where_a_policy_says_so(example):
    """The policy and the date are enough: no write when the day comes, and the way out is explained."""
    today = datetime.now(UTC).date()
    last, after = ((today + timedelta(days=days)).isoformat() for days in (2, 3))
    renewed = revise("EVD-3", valid_until=last)(example)
    assert example.get("/conclusions/CON-3", on=after)["status"] == "overdue"
    plain = example.get("/items")["revision"]
    taken_back = add(row("Policy", "POL-20", **RAISING))(example)
    for day, statuses in ((last, ("current", "current")), (after, ("stale", "suspect"))):
        found = [example.get(f"/conclusions/{key}", on=day)["status"] for key in ("CON-3", "CON-4")]
        assert tuple(found) == statuses
    told = example.get("/conclusions/CON-3/explanation", on=after)
    assert any("renew EVD-3" in step for step in told["clears"])
    assert example.get("/conclusions/CON-3", on=after, as_of=plain)["status"] == "overdue"
    taken_back()
    renewed()
    assert example.get("/conclusions/CON-3", on=after)["status"] == "current"
    assert differences(example.address) == []


def test_a_day_that_passes_needs_no_write(example):
    """What expires is stale from the day after, in every answer for that day, and nothing is written."""
    add(*WAIVED)(example)
    revision = example.get("/items")["revision"]
    last, after = f"{THIS_YEAR + 3}-01-31", f"{THIS_YEAR + 3}-02-01"
    assert example.get("/conclusions/CON-20", on=last)["status"] == "current"
    read = example.get("/conclusions/CON-20", on=after)
    assert (read["status"], read["demand"]) == ("stale", "must_confirm")
    assert [(r["code"], r["item"]) for r in read["reasons"]] == [("WAIVER_LAPSED", "JGP-20")]
    revise("PMA-1", end=last)(example)
    sign_anew("CON-17")(example)
    above = {"CON-4": "stale", "CON-17": "stale", "CON-9": "suspect", "CON-20": "stale"}
    for day, expected in ((last, {}), (after, above)):
        listed = {e["key"]: e for e in example.get("/conclusions", on=day, limit=100)["items"]}
        assert {key: listed[key]["status"] for key in expected} == expected
        for status in ("stale", "suspect"):
            only = example.get("/conclusions", on=day, status=status, limit=100)
            keys = {entry["key"] for entry in only["items"]}
            assert keys == {key for key, entry in listed.items() if entry["status"] == status}
            assert only["counts"].get(status, 0) == len(keys)
            rule = {"stale": "CON-01", "suspect": "CON-02"}[status]
            assert {gap["subject"] for gap in example.gaps(on=day, rule=[rule])["items"]} == keys
        unsettled = {key for key, entry in listed.items() if entry["status"] in ("stale", "suspect")}
        assert {task["key"] for task in example.get("/work-list", on=day)["items"]} == unsettled
        told = example.get("/conclusions/CON-9/explanation", on=day)
        causes = {(cause["reason"]["code"], cause["item"]["key"]) for cause in told["causes"]}
        assert causes == ({("BASIS_EXPIRED", "PMA-1")} if expected else set())
    assert example.get("/items")["revision"] == revision + 2


def test_a_signal_that_is_not_assessed_is_work_to_do(example):
    """It stands in the list of work before what it makes suspect, which nobody has to evaluate yet."""
    add(SIGNAL)(example)
    tasks = {task["key"]: task for task in example.get("/work-list")["items"]}
    assert (tasks["SIG-20"]["task"], tasks["SIG-20"]["ready"]) == ("assess", True)
    assert (tasks["CON-4"]["task"], tasks["CON-4"]["waits_for"]) == (
        "wait",
        ["CON-1", "CON-2", "CON-3", "SIG-20"],
    )
    told = example.get("/conclusions/CON-9/explanation")
    assert told["clears"][0] == "assess the signal SIG-20"
    answer = example.client.post(
        "/v1/conclusions/CON-4/reaffirm", json={"outcome": "reaffirmed_unchanged", "rationale": "As before."}
    )
    assert answer.status_code == 409
    assert "SIG-20" in answer.json()["detail"]


def test_what_is_stored_is_what_is_computed_after_all_events(loaded):
    """After all the events a recomputation of every status, hash and reference finds no difference."""
    assert differences(loaded.address) == []
