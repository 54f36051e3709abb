"""No value is taken for another: what can be read in two ways is refused, and what is equal is no change."""

import json

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_tests.servers import Workspace, empty
from api_tests.small_file import ARGUMENT, EVIDENCE, PILLAR, SIGNED_AT, ok, problem, row, trail
from app.schemas import proposal_of
from graph.errors import InvalidContent
from graph.vocabulary.spelling import as_before, compared, same_name, same_value, stored_line, stored_text

NDJSON = {"Content-Type": "application/x-ndjson"}
JSON = {"Content-Type": "application/json"}
COMPOSED, DECOMPOSED = "S\u00e4uglinge", "Sa\u0308uglinge"


@pytest.fixture(scope="module")
def filled(database, base_url):
    """A small file; every test here has to leave it as it is."""
    empty(database)
    with httpx.Client(base_url=base_url, timeout=120) as client:
        workspace = Workspace(client, "", database)
        workspace.load(ARGUMENT)
        yield workspace


WRONG = {
    "truth for a whole number": {"n": True},
    "text for a whole number": {"n": "100"},
    "Python's digits for a number": {"n": "1_000"},
    "part of a person": {"n": 100.5},
    "truth for a result": {"results": {"sensitivity": True}},
    "nothing for a result": {"results": {"sensitivity": None}},
    "a number for truth": {"retracted": 1},
    "text for truth": {"retracted": "true"},
    "seconds for a day": {"valid_until": 0},
    "seconds for a day, as text": {"valid_until": "86400"},
    "an instant for a day": {"data_to": "2026-01-01T00:00:00+14:00"},
    "a day in short": {"data_to": "20260101"},
    "a day that is none": {"data_to": "2026-02-30"},
    "a number for a text": {"citation": 7},
}


@pytest.mark.parametrize("fields", WRONG.values(), ids=WRONG)
def test_a_value_of_another_type_is_refused(filled, fields):
    """A boolean is no number, a number no day, a text no number: in a load, a creation and a preview."""
    before = trail(filled.client)
    (name,) = fields
    load = json.dumps({**EVIDENCE, **fields}).encode()
    rows = problem(filled.client.post("/v1/bulk", content=load, headers=NDJSON), 422, "load-refused")["rows"]
    assert rows[0]["errors"][0]["pointer"].startswith(f"/{name}"), rows
    problem(
        filled.client.post("/v1/items", json={**EVIDENCE, "key": "EVD-9", **fields}), 422, "invalid-content"
    )
    change = {"op": "revise", "key": "EVD-1", "fields": fields}
    problem(filled.client.post("/v1/impact-previews", json={"changes": [change]}), 422, "invalid-content")
    assert trail(filled.client) == before


@pytest.mark.parametrize("name", ["approve", "editorial"])
@pytest.mark.parametrize("value", ["true", "yes", "", 1, 0, None])
def test_what_surrounds_a_row_is_taken_for_nothing_else(name, value):
    """What comes into force by a row of a load was said to be approved, and nothing was taken for it."""
    with pytest.raises(InvalidContent) as refusal:
        proposal_of({**EVIDENCE, name: value}, 1)
    assert [fault.pointer for fault in refusal.value.faults] == [f"/{name}"]


SIGNED = {
    "seconds": 1768467600,
    "seconds as text": "1768467600",
    "a day": "2026-01-15",
    "an instant without a zone": "2026-01-15T09:00:00",
    "an instant to come": "2062-01-15T09:00:00Z",
}


@pytest.mark.parametrize("instant", SIGNED.values(), ids=SIGNED)
def test_an_instant_is_written_with_its_zone(filled, instant):
    """The moment of a signature is RFC 3339 with a zone, and nothing that could be read as one."""
    conclusion = {**ARGUMENT[-1], "key": "CON-9"}
    conclusion["signatures"] = [{**conclusion["signatures"][0], "signed_at": instant}]
    before = trail(filled.client)
    problem(filled.client.post("/v1/items", json=conclusion), 422, "invalid-content")
    assert trail(filled.client) == before


HAZARD = '{"type":"Hazard","key":"HAZ-77"}'
TWICE = '{"type":"EvidenceUse","key":"EVU-1","uses":"EVD-1","bears_on":"CLM-1",%s"approve":true}'
SPOILT = {
    "a member": (TWICE % '"direction":"contradicts","direction":"supports",', "/direction"),
    "a member inside": (TWICE % '"source":{"system":"a","ref":"1","ref":"2"},', "/source/ref"),
    "a member in a list": (TWICE % '"tags":["a",{"b/c":1,"b/c":1}],', "/tags/1/b~1c"),
    "the same value": (TWICE % '"direction":"supports","direction":"supports",', "/direction"),
    "one name in two writings": (
        TWICE % '"direction":"contradicts","\\u0064irection":"supports",',
        "/direction",
    ),
}


@pytest.mark.parametrize(("text", "pointer"), SPOILT.values(), ids=SPOILT)
def test_a_member_that_stands_twice_is_refused(filled, text, pointer):
    """Which of two members counts is not defined (RFC 8259, section 4): none does, of its row alone."""
    before = trail(filled.client)
    for body, headers in ((f"{HAZARD}\n{text}\n", NDJSON), (f"[{HAZARD}, {text}]", JSON)):
        refused = problem(filled.client.post("/v1/bulk", content=body, headers=headers), 422, "load-refused")
        (named,) = refused["rows"]
        assert (named["row"], [entry["pointer"] for entry in named["errors"]]) == (2, [pointer])
        assert "twice" in named["detail"]
        params = {"mode": "best_effort", "dry_run": "true"}
        taken = ok(filled.client.post("/v1/bulk", content=body, headers=headers, params=params))
        assert taken["counts"] == {"created": 1, "failed": 1}
    told = problem(filled.client.post("/v1/items", content=text, headers=JSON), 400, "bad-request")
    assert [entry["pointer"] for entry in told["errors"]] == [pointer]
    match = {**JSON, "If-Match": "*"}
    problem(filled.client.put("/v1/items/EVU-1", content=text, headers=match), 400, "bad-request")
    assert trail(filled.client) == before


QUERY = ["dry_run=1", "dry_run=yes", "dry_run=True"]


@pytest.mark.parametrize("query", QUERY)
def test_a_parameter_is_true_or_false(filled, query):
    """A load is not run dry, or for real, by a guess."""
    before = trail(filled.client)
    sent = filled.client.post(f"/v1/bulk?{query}", content=json.dumps(ARGUMENT), headers=JSON)
    assert problem(sent, 422, "invalid-content")["errors"][0]["pointer"] == "/query/dry_run"
    assert trail(filled.client) == before


@pytest.mark.parametrize("query", ["limit=1_0", "limit=%2B1", "limit=01", "on=0", "on=86400", "on=20260101"])
def test_a_parameter_is_not_taken_for_another(filled, query):
    """A number and a day have one form each in a parameter as well."""
    name = query.partition("=")[0]
    refused = problem(filled.client.get(f"/v1/gaps?{query}"), 422, "invalid-content")
    assert refused["errors"][0]["pointer"] == f"/query/{name}"


SAME = {
    "1 for 1.0": ({"results": {"sensitivity": 1.0}}, {"results": {"sensitivity": 1}}),
    "1e2 for 100": ({"n": 100}, {"n": 1e2}),
    "0 for -0.0": ({"results": {"sensitivity": -0.0}}, {"results": {"sensitivity": 0}}),
    "decomposed": ({"population": COMPOSED}, {"population": DECOMPOSED}),
    "blanks": ({"citation": "Report 1"}, {"citation": " Report \u00a01\u200b"}),
}


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME)
def test_what_is_equal_is_no_change(workspace, one, other):
    """A value that is only written otherwise makes no version, and nothing goes stale by it."""
    workspace.load([{**entry, **one} if entry["key"] == "EVD-1" else entry for entry in ARGUMENT])
    before = trail(workspace.client)
    again = json.dumps({**EVIDENCE, **one, **other}, ensure_ascii=False).encode()
    answer = ok(workspace.client.post("/v1/bulk", content=again, headers=NDJSON))
    assert answer["counts"] == {"unchanged": 1}
    assert trail(workspace.client) == before


def test_texts_are_stored_and_searched_in_one_form(workspace):
    """A text is kept in NFC, and found by a search in either form."""
    workspace.load([row("Claim", "CLM-1", statement=f"Erkennt Gelbsucht: {DECOMPOSED}", title=DECOMPOSED)])
    assert ok(workspace.client.get("/v1/items/CLM-1"))["content"]["title"] == COMPOSED
    for text in (COMPOSED, DECOMPOSED, COMPOSED.upper()):
        listed = ok(workspace.client.get("/v1/items", params={"text": text}))
        assert [entry["key"] for entry in listed["items"]] == ["CLM-1"], text


NAMES = [
    ("anna", "Anna"),
    ("anna", "anna "),
    ("Anna Meier", "Anna  Meier"),
    ("Jos\u00e9", "Jose\u0301"),
    ("anna", "anna\u200b"),
    ("STRASSE", "stra\u00dfe"),
]


@pytest.mark.parametrize(("one", "other"), NAMES)
def test_a_person_has_one_name_in_any_spelling(one, other):
    """Case, blanks, accents in two forms and characters without a width do not make a second person."""
    assert same_name(one) == same_name(other)


@given(st.text())
def test_storing_a_text_again_changes_nothing(text):
    """What is stored is its own stored form, and compares as the text that came."""
    assert stored_text(stored_text(text)) == stored_text(text)
    assert stored_line(stored_line(text)) == stored_line(text)
    assert compared(stored_text(text)) == compared(text)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=2), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES, VALUES)
def test_equal_values_are_equal_both_ways_and_written_as_before(one, other):
    """Equality is symmetric, a value equals itself, and what differs is never taken back."""
    assert same_value(one, one)
    assert same_value(one, other) == same_value(other, one)
    kept = as_before({"field": one}, {"field": other})["field"]
    assert kept is (other if same_value(one, other) else one)


def test_truth_is_no_number():
    """True and 1 are two values, wherever they stand."""
    assert not same_value(True, 1)
    assert not same_value([0], [False])
    assert same_value({"a": [1, 2.0]}, {"a": [1.0, 2]})


def test_one_person_reviews_nothing_of_his_own_in_any_spelling(workspace):
    """The rule on reviewers takes names for the same as the rest of the service does."""
    for author, reviewer in (("Stra\u00dfe", "STRASSE"), ("\uff21\uff4e\uff4e\uff41", "anna"), *NAMES):
        given = [
            {"signer": signer, "meaning": meaning, "signed_at": SIGNED_AT}
            for signer, meaning in ((author, "authored"), (reviewer, "reviewed"), (author, "approved"))
        ]
        workspace.load([*ARGUMENT[:6], {**PILLAR, "signatures": given}])
        gaps = workspace.gaps(rule="CON-05")["items"]
        assert ("CON-1", "reviewer") in {(gap["subject"], gap["detail"]) for gap in gaps}, (author, reviewer)


def test_a_baseline_has_one_name_in_any_spelling(workspace):
    """A name in another Unicode form, or with other blanks, finds the baseline, and names no second one."""
    client = workspace.client
    workspace.load(ARGUMENT)
    ok(client.post("/v1/baselines", json={"name": "Fr\u00fchling 1"}), 201)
    for twin in ("Fru\u0308hling 1", "Fr\u00fchling  1", "Fr\u00fchling\u00a01"):
        problem(client.post("/v1/baselines", json={"name": twin}), 409, "key-taken")
        assert ok(client.get(f"/v1/baselines/{twin}"))["name"] == "Fr\u00fchling 1"
        assert ok(client.get("/v1/items", params={"as_of": twin}))["revision"] == 1


def test_a_name_that_stands_twice_in_two_spellings_is_refused(workspace):
    """Of two figures under one name none is chosen in silence."""
    results = {"results": {"Sensitivit\u00e4t": 0.9, "Sensitivita\u0308t": 0.4}}
    answer = workspace.client.post("/v1/items", json={**EVIDENCE, **results})
    assert "two spellings" in problem(answer, 422, "invalid-content")["errors"][0]["detail"]
