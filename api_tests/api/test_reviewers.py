"""Who may look at a conclusion anew: the record decides, as the gap rules read it (concepts 8.5 b)."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from api_tests.lungtriage import argument
from api_tests.servers import empty
from api_tests.small_file import DEVICE, answers, ok, problem, reasons, row, trail
from graph.conclusions.qualification import lacking
from graph.policy import shifted

ROWS = argument()
TODAY = datetime.now(UTC).date().isoformat()
FIT = {"degree": "MD", "experience_years": 5, "cv_date": TODAY, "doi_date": TODAY}
STANDARD = {"cv_max_age_months": 36, "doi_max_age_months": 36}
STANDARD |= {"experience_years_with_degree": 5, "experience_years_without_degree": 10}


def before(months, days=0):
    """Return the day so many months and days before today."""
    day = datetime.fromisoformat(TODAY) - timedelta(days=days)
    return real(shifted(day.date().isoformat(), -months, "months"))


def real(day):
    """Return a day of the calendar: the last of its month where the month is shorter."""
    for text in (day, *(f"{day[:8]}{last}" for last in (30, 29, 28))):
        try:
            return datetime.fromisoformat(text).date().isoformat()
        except ValueError:
            continue
    raise AssertionError(day)


PEOPLE = {
    "fit": (FIT, []),
    "bare": ({}, ["qualification", "cv", "declaration"]),
    "young": (FIT | {"experience_years": 4.5}, ["qualification"]),
    "self-taught": ({**FIT, "degree": "", "experience_years": 10}, []),
    "beginner": ({**FIT, "degree": "", "experience_years": 9}, ["qualification"]),
    "justified": ({**FIT, "degree": "", "qualification_justification": "Wrote the guideline"}, []),
    "old-cv": (FIT | {"cv_date": before(37)}, ["cv"]),
    "old-declaration": (FIT | {"doi_date": before(37)}, ["declaration"]),
    "in-time": (FIT | {"cv_date": before(35), "doi_date": before(35)}, []),
    "no-declaration": (FIT | {"doi_date": None}, ["declaration"]),
    "found-out": (FIT | {"unqualified_from": before(1)}, ["unqualified"]),
    "found-out-until": (FIT | {"unqualified_until": TODAY}, ["unqualified"]),
    "found-out-before": (FIT | {"unqualified_from": before(9), "unqualified_until": before(1)}, []),
    "developer": (FIT | {"development_involvement": True, "conflict_of_interest": True}, []),
}


def topic(name, **fields):
    """A topic with a signed conclusion on it, by somebody known."""
    said = {"about": f"SOTA-{name}", "kind": "sota_established", "verdict": "established"}
    signatures = [
        {"signer": "author", "meaning": m, "signed_at": f"{TODAY}T00:00:00Z"}
        for m in ("authored", "approved")
    ]
    return [
        row("StateOfTheArt", f"SOTA-{name}", topic=name, devices="DEV-1"),
        row("Conclusion", f"CON-{name}", **said, signatures=signatures, **fields),
    ]


def person(key, papers):
    """A person with papers."""
    return row("Person", key, **{name: value for name, value in papers.items() if value not in ("", None)})


def reaffirm(client, key, actor, outcome="reaffirmed_unchanged", **stated):
    """Re-affirm a conclusion."""
    body = {"outcome": outcome, "rationale": f"Looked at again by {actor}.", **stated}
    return client.post(f"/v1/conclusions/{key}/reaffirm", json=body, headers={"Evitrace-Actor": actor})


def listed(workspace, **asked):
    """What CON-04 says of signers: (conclusion, signer): what is missing."""
    found = {}
    for gap in workspace.gaps(rule="CON-04", **asked)["items"]:
        what, _, signer = gap["detail"].partition(" ")
        found.setdefault((gap["subject"], signer), set()).add(what)
    return found


def missing(refusal):
    """What a refusal says is missing, in the shape of `listed`."""
    found = {}
    for entry in problem(refusal, 409, "reviewer-not-qualified")["missing"]:
        found.setdefault((entry["conclusion"], entry["reviewer"]), set()).add(entry["missing"])
    return found


def test_a_reviewer_is_refused_where_the_rule_would_list_the_signer(workspace):
    """For each record the refusal names what the rule lists once the same signature is loaded."""
    client = workspace.client
    rows = [entry for name in [*PEOPLE, "stranger"] for entry in topic(name)]
    workspace.load(
        [DEVICE, *rows, *(person(key, papers) for key, (papers, _) in PEOPLE.items()), person("author", FIT)]
    )
    ought = {name: set(what) for name, (_, what) in PEOPLE.items()} | {"stranger": {"record"}}
    for name, what in ought.items():
        was = trail(client)
        answer = reaffirm(client, f"CON-{name}", name)
        if not what:
            ok(answer)
            continue
        assert missing(answer) == {(f"CON-{name}", name): what}
        detail = answer.json()["detail"]
        assert all(word in detail for word in ("CON-04", name, *what, "withdraw"))
        assert {error["pointer"] for error in answer.json()["errors"]} == {""}
        assert trail(client) == was
    assert listed(workspace) == {}
    at = {"meaning": "approved", "signed_at": f"{TODAY}T00:00:00Z"}
    workspace.load([topic(name)[1] | {"signatures": [{"signer": name, **at}]} for name in ought])
    assert listed(workspace) == {(f"CON-{name}", name): what for name, what in ought.items() if what}
    assert lacking(None, TODAY, STANDARD) == ["record"]
    for papers, what in PEOPLE.values():
        assert lacking(papers, TODAY, STANDARD) == what


def test_each_outcome_under_which_it_goes_on_asks_for_it_and_taking_back_does_not(workspace):
    """Another verdict or condition needs a qualified reviewer as well; taking back does not."""
    client = workspace.client
    workspace.load([DEVICE, *topic("a"), person("author", FIT), person("bare", {})])
    for outcome, stated in (
        ("reaffirmed_unchanged", {}),
        ("revised_same_verdict", {"conditions": "Adults"}),
        ("verdict_changed", {"verdict": "provisional"}),
    ):
        assert missing(reaffirm(client, "CON-a", "bare", outcome, **stated)) == {
            ("CON-a", "bare"): {"qualification", "cv", "declaration"}
        }
    ok(reaffirm(client, "CON-a", "author", "verdict_changed", verdict="provisional"))
    ok(reaffirm(client, "CON-a", "bare", "withdrawn", interim_measures="None needed"))


def test_while_nobody_is_on_record_nobody_is_refused_and_the_record_says_so(workspace):
    """The rule is not evaluated then; a draft of a person is nobody, and the first person in force counts."""
    client = workspace.client
    workspace.load([DEVICE, *topic("a"), person("author", FIT) | {"approve": False}])
    ok(reaffirm(client, "CON-a", "stranger"))
    told = ok(client.get("/v1/conclusions/CON-a"))["reaffirmation"]
    assert (told["qualification"], told["not_evaluated"]) == (None, ["CON-04"])
    workspace.load([person("author", FIT)])
    assert missing(reaffirm(client, "CON-a", "stranger")) == {("CON-a", "stranger"): {"record"}}
    ok(reaffirm(client, "CON-a", "author"))
    told = ok(client.get("/v1/conclusions/CON-a"))["reaffirmation"]
    assert told["qualification"]["person"] == "author"
    assert "not_evaluated" not in told
    workspace.withdraw("author", "error")
    ok(reaffirm(client, "CON-a", "stranger"))


def test_the_strictest_of_the_devices_concerned_counts(workspace):
    """A policy of one device asks the reviewer of what concerns it; what names no device is held to all."""
    client = workspace.client
    old = person("old", FIT | {"doi_date": before(13)})
    policy = row("Policy", "POL-1", doi_max_age_months=12, devices="DEV-2")
    second = row("Device", "DEV-2")
    conclusions = {name: topic(name)[1] for name in "abcd"}
    conclusions["d"]["devices"] = "DEV-2"
    topics = {name: topic(name)[0] for name in "abcd"}
    topics["b"]["devices"], topics["c"]["devices"] = "DEV-2", []
    workspace.load([DEVICE, second, policy, old, person("author", FIT)])
    workspace.load([*topics.values(), *conclusions.values()])
    ok(reaffirm(client, "CON-a", "old"))
    for key in ("CON-b", "CON-c", "CON-d"):
        assert missing(reaffirm(client, key, "old")) == {(key, "old"): {"declaration"}}
    signed = [{"signer": "old", "meaning": "approved", "signed_at": f"{TODAY}T00:00:00Z"}]
    workspace.load([entry | {"signatures": signed} for entry in conclusions.values()])
    assert set(listed(workspace)) == {(key, "old") for key in ("CON-b", "CON-c", "CON-d")}


def test_many_at_once_need_a_qualified_reviewer_and_say_of_each_what_is_missing(workspace):
    """One problem names every conclusion of the statement."""
    client = workspace.client
    workspace.load([DEVICE, row("Standard", "STD-1", edition="1"), person("author", FIT)])
    workspace.load([entry for name in "ab" for entry in topic(name, also_rests_on=["STD-1"])])
    workspace.revise("STD-1", {"edition": "2"})
    ((code, item),) = reasons(client, "CON-a")
    body = {"code": code, "item": item, "conclusions": ["CON-a", "CON-b"], "rationale": "A reprint."}
    refused = client.post("/v1/reaffirmations", json=body, headers={"Evitrace-Actor": "stranger"})
    assert missing(refused) == {(key, "stranger"): {"record"} for key in ("CON-a", "CON-b")}
    ok(client.post("/v1/reaffirmations", json=body, headers={"Evitrace-Actor": "author"}))


def test_an_independent_reviewer_is_on_record_as_independent(workspace):
    """Where N41 asks for it, and wherever it is said to be one: no part in development, and no interest."""
    client = workspace.client
    people = {
        "evaluator": FIT,
        "maker": FIT | {"development_involvement": True},
        "owner": FIT | {"conflict_of_interest": True},
        "outsider": FIT,
    }
    workspace.load([*ROWS, *(person(key, papers) for key, papers in people.items())])
    workspace.revise("EVD-3", {"n": 378})
    given_answers = answers(client, "CON-3")
    assert "must_redo" in reasons(client, "CON-3").values()
    for actor, why in (("maker", "development"), ("owner", "interest")):
        answer = reaffirm(client, "CON-3", actor, answers=given_answers, independent_review=True)
        assert missing(answer) == {("CON-3", actor): {why}}
    ok(reaffirm(client, "CON-3", "outsider", answers=given_answers, independent_review=True))
    found = {(gap["subject"], gap["detail"]) for gap in workspace.gaps(rule="CON-05")["items"]}
    assert ("CON-3", "independence") not in found


def drafted(client, key, **fields):
    """Revise a conclusion as a draft."""
    read = client.get(f"/v1/items/{key}")
    body = {**ok(read)["content"], "type": "Conclusion", **fields}
    ok(client.put(f"/v1/items/{key}", json=body, headers={"If-Match": read.headers["ETag"]}))


def sign(client, key, actor, *meanings, **more):
    """Sign a draft."""
    body = {"meanings": meanings, **more}
    return client.post(f"/v1/conclusions/{key}/sign", json=body, headers={"Evitrace-Actor": actor})


def test_a_draft_over_must_redo_is_signed_by_qualified_people(workspace):
    """Each who signs it is asked, whatever the draft says; of the independent reviewers one has to be so."""
    client = workspace.client
    people = {
        "evaluator": FIT,
        "maker": FIT | {"development_involvement": True},
        "outsider": FIT,
        "bare": {},
    }
    workspace.load([*ROWS, *(person(key, papers) for key, papers in people.items())])
    workspace.revise("EVD-3", {"n": 378})
    given_answers = answers(client, "CON-3")
    drafted(client, "CON-3", rationale="Written anew.")
    ok(sign(client, "CON-3", "bare", "authored"))
    ok(sign(client, "CON-3", "maker", "independently_reviewed"))
    refused = sign(client, "CON-3", "evaluator", "approved", answers=given_answers)
    assert missing(refused) == {
        ("CON-3", "bare"): {"qualification", "cv", "declaration"},
        ("CON-3", "maker"): {"development"},
    }
    drafted(client, "CON-3", rationale="Written anew by somebody else.", verdict="inconclusive")
    ok(sign(client, "CON-3", "evaluator", "authored"))
    assert missing(sign(client, "CON-3", "stranger", "approved")) == {("CON-3", "stranger"): {"record"}}
    drafted(client, "CON-3", rationale="Written anew by two.", verdict="supported")
    ok(sign(client, "CON-3", "evaluator", "authored"))
    ok(sign(client, "CON-3", "outsider", "independently_reviewed"))
    ok(sign(client, "CON-3", "evaluator", "approved", answers=given_answers))


def test_what_is_signed_elsewhere_or_for_the_first_time_is_not_refused(workspace):
    """It is taken in, and the rule lists it."""
    client = workspace.client
    workspace.load([DEVICE, *topic("a"), person("author", FIT)])
    workspace.load([topic("b")[0], topic("b")[1] | {"signatures": [], "approve": False}])
    ok(sign(client, "CON-b", "stranger", "authored", "approved"))
    assert listed(workspace) == {("CON-b", "stranger"): {"record"}}


_DAYS = st.dates(datetime(2019, 1, 1).date(), datetime(2026, 12, 31).date()).map(str)  # noqa: DTZ001 -- a day
_PAPERS = st.fixed_dictionaries(
    {},
    optional={
        "degree": st.sampled_from(["", "MD"]),
        "experience_years": st.sampled_from([0, 1, 4.5, 5, 9.5, 10, 30]),
        "qualification_justification": st.sampled_from(["", "Wrote the guideline"]),
        "cv_date": _DAYS,
        "doi_date": _DAYS,
        "unqualified_from": _DAYS,
        "unqualified_until": _DAYS,
    },
)
_FIGURES = st.fixed_dictionaries(
    {
        "cv_max_age_months": st.integers(1, 40),
        "doi_max_age_months": st.integers(1, 40),
        "experience_years_with_degree": st.sampled_from([0, 1, 5]),
        "experience_years_without_degree": st.sampled_from([0, 5, 10]),
    }
)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_condition_in_python_is_that_of_the_rule(workspace, database, number):
    """Over random papers, days and figures the rule lists a signer for exactly what `lacking` names."""

    @seed(number)
    @settings(
        max_examples=1,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(st.tuples(_PAPERS, _DAYS), min_size=60, max_size=60), _FIGURES)
    def agrees(people, figures):
        empty(database)
        rows = [DEVICE, row("Policy", "POL-1", **figures)]
        for place, (papers, day) in enumerate(people):
            concluded = topic(str(place))
            signed = [{"signer": f"P-{place}", "meaning": "approved", "signed_at": f"{day}T00:00:00Z"}]
            rows += [concluded[0], concluded[1] | {"signatures": signed}, person(f"P-{place}", papers)]
        workspace.load(rows)
        ought = {
            (f"CON-{place}", f"P-{place}"): set(lacking(papers, day, figures))
            for place, (papers, day) in enumerate(people)
        }
        assert listed(workspace) == {key: what for key, what in ought.items() if what}

    agrees()
