"""Re-affirmation: what each outcome records, what must_redo forbids, and many at once for one cause."""

from datetime import UTC, datetime

import pytest

from api_tests.lungtriage import argument
from api_tests.small_file import (
    APPRAISAL,
    EVIDENCE,
    SIGNATURES,
    answers,
    differences,
    entries,
    ok,
    problem,
    reasons,
    row,
    trail,
)

ROWS = argument()
TOPICS = [row("StateOfTheArt", f"SOTA-{number}", topic=f"Topic {number}") for number in range(1, 6)]
SOURCE = [
    EVIDENCE | {"devices": []},
    APPRAISAL | {"devices": []},
    *(
        row(
            "EvidenceUse",
            f"EVU-{number}",
            uses="EVD-1",
            bears_on=f"SOTA-{number}",
            purpose="state_of_the_art",
        )
        for number in range(1, 6)
    ),
]


def topic(number, *rests_on, **fields):
    """The conclusion CON-n, signed, on the topic SOTA-n."""
    found = {"kind": "sota_established", "about": f"SOTA-{number}", "verdict": "established"}
    return row(
        "Conclusion",
        f"CON-{number}",
        **found,
        also_rests_on=list(rests_on),
        signatures=SIGNATURES,
        **fields,
    )


def reaffirm(client, key, outcome="reaffirmed_unchanged", actor="reviewer", **stated):
    """Re-affirm a conclusion."""
    body = {"outcome": outcome, "rationale": "Looked at again.", **stated}
    return client.post(f"/v1/conclusions/{key}/reaffirm", json=body, headers={"Evitrace-Actor": actor})


def together(client, keys, item="EVD-1", code="BASIS_REVISED", **stated):
    """Re-affirm conclusions for one cause."""
    body = {"code": code, "item": item, "conclusions": keys, "rationale": "n is 90.", **stated}
    return client.post("/v1/reaffirmations", json=body, headers={"Evitrace-Actor": "reviewer"})


def decided(client, key):
    """The record of the last decision on a conclusion, which stands in three places alike."""
    shown = ok(client.get(f"/v1/conclusions/{key}"))["reaffirmation"]
    assert ok(client.get(f"/v1/items/{key}/versions"))["items"][-1]["reaffirmation"] == shown
    told = [change for change in entries(client)[-1]["changes"] if change["item"] == key]
    assert [change["reaffirmation"] for change in told] == [shown]
    return shown


def numbers_corrected(workspace, **fields):
    """The study is corrected and appraised again: what rests on it has to be looked at."""
    workspace.revise("EVD-1", fields or {"n": 90})
    workspace.revise("APP-1", {"evidence_version": 2})


def test_a_confirmation_needs_its_rationale_only(workspace):
    """Where every reason is must_confirm the rationale answers all; the record says who, when and on what."""
    client = workspace.client
    today = datetime.now(UTC).date().isoformat()
    papers = {"degree": "PhD", "experience_years": 7, "cv_date": today, "doi_date": today}
    workspace.load([*TOPICS, *SOURCE, topic(1), row("Person", "reviewer", **papers)])
    assert ok(client.get("/v1/conclusions/CON-1"))["reaffirmation"] is None
    numbers_corrected(workspace)
    assert reasons(client, "CON-1") == {("BASIS_REVISED", "EVD-1"): "must_confirm"}
    ok(reaffirm(client, "CON-1", questions={"claims": "All as before."}, next_review_due="2031-01-31"))
    found = decided(client, "CON-1")
    assert (found["outcome"], found["reviewer"]) == ("reaffirmed_unchanged", "reviewer")
    assert found["qualification"] == {"person": "reviewer", "version": 1, **papers}
    assert found["questions"] == {"claims": "All as before."}
    ((told,),) = [found["reasons"]]
    assert (told["reason"]["code"], told["reason"]["item"], told["answer"]) == (
        "BASIS_REVISED",
        "EVD-1",
        None,
    )
    shown = ok(client.get("/v1/items/CON-1"))
    assert shown["content"]["next_review_due"] == "2031-01-31"
    signed_by = [(entry["signer"], entry["meaning"]) for entry in shown["version"]["signatures"]]
    assert signed_by == [("reviewer", "reaffirmed"), ("evaluator", "authored"), ("reviewer", "approved")]
    assert differences(workspace.address) == []


def test_a_fresh_evaluation_answers_every_reason(workspace):
    """One must_redo reason makes each open reason need its answer; what is missing is named."""
    client = workspace.client
    workspace.load([*TOPICS, *SOURCE, topic(1), topic(2, "CON-1")])
    contra = {"type": "EvidenceUse", "uses": "EVD-1", "bears_on": "SOTA-1", "purpose": "state_of_the_art"}
    against = {
        **contra,
        "key": "EVU-9",
        "direction": "contradicts",
        "contradiction_resolution": "Other scope",
    }
    workspace.load([row(**against)])
    numbers_corrected(workspace)
    assert set(reasons(client, "CON-1").values()) == {"must_redo", "must_confirm"}
    before, given = trail(client), answers(client, "CON-1")
    assert len(given) == 2
    refused = problem(reaffirm(client, "CON-1"), 422, "reaffirmation-refused")
    for entry in given:
        assert f"{entry['code']} {entry['item']}" in refused["detail"]
    for entry in given:
        left = [other for other in given if other != entry]
        refused = problem(reaffirm(client, "CON-1", answers=left), 422, "reaffirmation-refused")
        assert f"{entry['code']} {entry['item']}" in refused["detail"]
    twice = problem(reaffirm(client, "CON-1", answers=[*given, given[0]]), 422, "reaffirmation-refused")
    assert "twice" in twice["detail"]
    stray = {**given[0], "item": "EVD-8"}
    problem(reaffirm(client, "CON-1", answers=[*given, stray]), 422, "reaffirmation-refused")
    unweighed = [{**entry, "weighed": ""} for entry in given]
    for outcome, more in (("reaffirmed_unchanged", {}), ("verdict_changed", {"verdict": "provisional"})):
        refused = reaffirm(client, "CON-1", outcome, answers=unweighed, **more)
        assert "weighed" in problem(refused, 422, "reaffirmation-refused")["detail"]
    changed = reaffirm(client, "CON-1", "verdict_changed", verdict="provisional")
    problem(changed, 422, "reaffirmation-refused")
    assert trail(client) == before
    ok(reaffirm(client, "CON-1", answers=given))
    told = {entry["reason"]["item"]: entry["answer"] for entry in decided(client, "CON-1")["reasons"]}
    assert told["EVU-9"]["weighed"] == "Weighed against the rest."
    assert told["EVD-1"] == {
        "what_changed": "EVD-1 was looked at.",
        "why": "It still fits what is concluded.",
    }


def test_revised_with_the_same_verdict_moves_what_rests_on_it(workspace):
    """Another condition under the same verdict makes the dependants stale, and its reviewer the author."""
    client = workspace.client
    workspace.load([*TOPICS, *SOURCE, topic(1), topic(2, "CON-1")])
    ok(reaffirm(client, "CON-1", "revised_same_verdict", conditions="Adults"))
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "stale"}
    assert decided(client, "CON-1")["outcome"] == "revised_same_verdict"
    signers = {entry["signer"] for entry in ok(client.get("/v1/conclusions/CON-1"))["signatures"]}
    assert signers == {"reviewer"}
    review = reaffirm(client, "CON-1", "revised_same_verdict", conditions="", independent_review=True)
    assert "reviewer" in problem(review, 422, "reaffirmation-refused")["detail"]


def test_where_an_independent_review_is_needed_another_person_gives_it(workspace):
    """In an N12 cell of more important review, must_redo on a pillar needs someone who did not write it."""
    client = workspace.client
    workspace.load(ROWS)
    workspace.revise("EVD-3", {"n": 378})
    given, before = answers(client, "CON-3"), trail(client)
    assert "must_redo" in reasons(client, "CON-3").values()
    alone = problem(reaffirm(client, "CON-3", answers=given), 422, "reaffirmation-refused")
    assert "IPU-1" in alone["detail"]
    for name in ("evaluator", "Evaluator"):
        own = reaffirm(client, "CON-3", actor=name, answers=given, independent_review=True)
        problem(own, 422, "reaffirmation-refused")
    assert trail(client) == before
    ok(reaffirm(client, "CON-3", answers=given, independent_review=True))
    meanings = [entry["meaning"] for entry in ok(client.get("/v1/conclusions/CON-3"))["signatures"]]
    assert meanings == ["reaffirmed", "authored", "independently_reviewed", "approved"]


def test_a_conclusion_is_taken_back_with_measures(workspace):
    """Withdrawn needs interim measures, and a CAPA while a version of its device is on the market."""
    client = workspace.client
    workspace.load(ROWS)
    before = trail(client)
    silent = reaffirm(client, "CON-3", "withdrawn")
    assert "until there is another" in problem(silent, 422, "reaffirmation-refused")["detail"]
    bare = reaffirm(client, "CON-3", "withdrawn", interim_measures="Sales stop")
    assert "CAPA" in problem(bare, 422, "reaffirmation-refused")["detail"]
    assert trail(client) == before
    ok(reaffirm(client, "CON-3", "withdrawn", interim_measures="Sales stop", capa_ref="CAPA-7"))
    found = decided(client, "CON-3")
    assert {found[name] for name in ("outcome", "interim_measures", "capa_ref", "withdrawn_reason")} == {
        "withdrawn",
        "Sales stop",
        "CAPA-7",
        "invalid",
    }
    assert workspace.statuses()["CON-3"] == "withdrawn"
    assert reasons(client, "CON-4")["BASIS_WITHDRAWN", "CON-3"] == "must_redo"
    problem(reaffirm(client, "CON-3", "withdrawn", interim_measures="Again"), 409, "wrong-state")
    assert differences(workspace.address) == []


@pytest.mark.parametrize("status", [{}, {"status": "in_development"}], ids=["nothing", "in development"])
def test_a_version_that_was_released_is_on_the_market_whatever_is_said(workspace, status):
    """A CAPA is asked for where the day of release has passed, as where a rule takes a version for sold."""
    client = workspace.client
    workspace.load(ROWS)
    for version in [each for each in ROWS if each["type"] == "DeviceVersion"]:
        silent = {name: value for name, value in version.items() if name != "status"}
        workspace.load([{**silent, "released_at": "2024-01-01", **status}])
    bare = reaffirm(client, "CON-4", "withdrawn", interim_measures="Sales stop")
    assert "CAPA" in problem(bare, 422, "reaffirmation-refused")["detail"]


def test_without_a_marketed_version_no_capa_is_asked_for(workspace):
    """The CAPA belongs to devices on the market; a suspect conclusion can be taken back too."""
    client = workspace.client
    workspace.load([*TOPICS, *SOURCE[:3], topic(1), topic(2, "CON-1")])
    numbers_corrected(workspace)
    assert workspace.statuses()["CON-2"] == "suspect"
    ok(reaffirm(client, "CON-2", "withdrawn", interim_measures="None needed", withdrawn_reason="obsolete"))
    assert decided(client, "CON-2")["withdrawn_reason"] == "obsolete"


def test_one_cause_is_confirmed_for_many_in_one_statement(workspace):
    """One write re-affirms conclusions whose one reason is the same; the statement lists each by key."""
    client = workspace.client
    workspace.load([*TOPICS, *SOURCE, topic(1), topic(2), topic(3, "CON-1", "CON-2")])
    numbers_corrected(workspace)
    revision = trail(client)[0]
    done = ok(together(client, ["CON-3", "CON-1", "CON-2"]))
    assert (done["revision"], done["conclusions"]) == (revision + 1, ["CON-1", "CON-2", "CON-3"])
    assert set(workspace.statuses().values()) == {"current"}
    for key in done["conclusions"]:
        assert decided(client, key)["together"] == {
            "code": "BASIS_REVISED",
            "item": "EVD-1",
            "conclusions": ["CON-1", "CON-2", "CON-3"],
        }
        statement = ok(client.get(f"/v1/conclusions/{key}"))["signatures"][0]["statement"]
        assert "n is 90." in statement
        assert "CON-1, CON-2, CON-3" in statement
    assert differences(workspace.address) == []


def test_what_has_another_reason_is_not_confirmed_among_many(workspace):
    """Another cause, a fresh evaluation, a conclusion named twice, or too many: refused as a whole."""
    client = workspace.client
    rows = [*TOPICS, row("StateOfTheArt", "SOTA-6"), *SOURCE, topic(6)]
    workspace.load([*rows, *(topic(number) for number in (1, 2, 3, 5)), topic(4, "CON-3")])
    numbers_corrected(workspace)
    ok(reaffirm(client, "CON-3", "revised_same_verdict", scope="Adults"))
    workspace.revise("SOTA-5", {"acceptance_criterion": "At least 0.95"})
    before = trail(client)
    for keys, named in (
        (["CON-1", "CON-4"], "UPSTREAM_VERDICT_CHANGED CON-3 (must_redo)"),
        (["CON-1", "CON-5"], "CRITERION_CHANGED SOTA-5 (must_redo)"),
        (["CON-1", "CON-1"], "twice"),
        (["CON-1", "CON-6"], "CON-6 has no reason at all"),
    ):
        refused = problem(together(client, keys), 422, "reaffirmation-refused")
        assert named in refused["detail"]
    problem(together(client, ["CON-1"], item="EVD-2"), 422, "reaffirmation-refused")
    problem(together(client, ["CON-1", "CON-9"]), 404, "item-not-found")
    assert trail(client) == before
    workspace.load([row("Policy", "POL-1", bulk_limit=1)])
    assert (
        "more than 1" in problem(together(client, ["CON-1", "CON-2"]), 422, "reaffirmation-refused")["detail"]
    )
    ok(together(client, ["CON-1"]))


def test_the_default_questions_are_served(workspace):
    """The four questions of an update are data, and answered by these names."""
    served = ok(workspace.client.get("/v1/reaffirmation-questions"))
    names = [question["name"] for question in served["items"]]
    assert names == ["benefit_risk", "risk_mitigation", "pms_plan", "claims"]
    assert all(question["text"].endswith("?") for question in served["items"])
    assert served["reference"]
