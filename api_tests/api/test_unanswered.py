"""However a conclusion is settled, what was open is not forgotten: it is answered, or it is listed."""

from api_tests.small_file import (
    ARGUMENT,
    PILLAR,
    SUPPORT,
    answers,
    differences,
    entries,
    ok,
    problem,
    put,
    reasons,
    row,
    signed_now,
)

OTHERS = [
    row("EvidenceUse", f"EVU-{pillar}", uses="EVD-1", bears_on="CLM-1", pillar=pillar, devices="DEV-1",
        applicability_justification="The same lamp", role="supportive", covers_element="IUE-1",
        signatures=[{"signer": "evaluator", "meaning": "justified", "signed_at": "2026-01-15T09:00:00Z"}])
    for pillar in ("vca", "av")
]  # fmt: skip
BACKGROUND = {"validity_background": "valid"}


def begun(workspace):
    """The small argument, whole enough to be signed, with its study corrected and appraised again."""
    rows = [{**entry, **(BACKGROUND if entry["key"] == "APP-1" else {})} for entry in ARGUMENT]
    rows = [{**entry, **({"covers_element": ["IUE-1"]} if entry["key"] == "EVU-1" else {})} for entry in rows]
    workspace.load([*rows[:6], *OTHERS, *rows[6:]])
    workspace.revise("EVD-1", {"n": 90})
    workspace.revise("APP-1", {"evidence_version": 2})
    assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "EVD-1"): "must_redo"}


def sign(workspace, key, **body):
    """POST /v1/conclusions/{key}/sign."""
    return workspace.client.post(f"/v1/conclusions/{key}/sign", json=body)


def listed(workspace):
    """What GET /v1/unanswered-reasons lists, by key, in pages of one."""
    found, cursor = {}, ""
    while True:
        page = workspace.get("/unanswered-reasons", limit=1, cursor=cursor)
        found |= {entry["key"]: entry for entry in page["items"]}
        cursor = page["next"] or ""
        if not cursor:
            return found


def left_open(entry):
    """The outcome of a listed conclusion, and what was open."""
    return entry["outcome"], [(reason["code"], reason["item"]) for reason in entry["reasons"]]


def test_a_draft_that_says_the_same_answers_what_must_be_done_again(workspace):
    """A new rationale alone is no way round the answers of a re-affirmation (concepts 8.5 a)."""
    begun(workspace)
    ok(put(workspace.client, "CON-1", {"rationale": "As before"}))
    refused = problem(sign(workspace, "CON-1"), 422, "reaffirmation-refused")
    assert "BASIS_REVISED EVD-1 (must_redo)" in refused["detail"]
    ok(sign(workspace, "CON-1", answers=answers(workspace.client, "CON-1")))
    shown = ok(workspace.client.get("/v1/conclusions/CON-1"))
    assert (shown["status"], shown["unanswered"]) == ("current", None)
    (told,) = shown["reaffirmation"]["reasons"]
    assert (told["reason"]["item"], told["answer"]["why"]) == ("EVD-1", "It still fits what is concluded.")
    assert shown["reaffirmation"]["outcome"] == "reaffirmed_unchanged"
    assert listed(workspace) == {}
    assert differences(workspace.address) == []


def test_another_verdict_is_a_new_evaluation_and_what_it_left_open_is_listed(workspace):
    """Signed without answers it stands, and says so in the answer, the version, the trail and the list."""
    begun(workspace)
    ok(put(workspace.client, "CON-1", {"verdict": "supported_with_limits"}))
    ok(sign(workspace, "CON-1"))
    (entry,) = listed(workspace).values()
    assert left_open(entry) == ("verdict_changed", [("BASIS_REVISED", "EVD-1")])
    assert (entry["key"], entry["version"], entry["state"]) == ("CON-1", 2, "in_force")
    kept = {name: entry[name] for name in ("outcome", "by", "at", "reasons")}
    assert ok(workspace.client.get("/v1/conclusions/CON-1"))["unanswered"] == kept
    assert workspace.get("/items/CON-1/versions")["items"][-1]["unanswered"] == kept
    (change,) = (c for c in entries(workspace.client)[-1]["changes"] if c["item"] == "CON-1")
    assert change["unanswered"] == kept
    workspace.revise("EVD-1", {"n": 80})
    workspace.revise("APP-1", {"evidence_version": 3})
    body = {
        "outcome": "reaffirmed_unchanged",
        "rationale": "n is 80",
        "answers": answers(workspace.client, "CON-1"),
    }
    ok(workspace.client.post("/v1/conclusions/CON-1/reaffirm", json=body))
    assert listed(workspace) == {}
    assert workspace.get("/items/CON-1/versions")["items"][1]["unanswered"] == kept


def test_what_is_loaded_or_withdrawn_past_open_reasons_is_listed(workspace):
    """Signatures of another tool are taken, a withdrawal as well; neither forgets what was open."""
    begun(workspace)
    workspace.load([signed_now(PILLAR)])
    assert left_open(listed(workspace)["CON-1"]) == ("reaffirmed_unchanged", [("BASIS_REVISED", "EVD-1")])
    workspace.withdraw("CON-2")
    assert left_open(listed(workspace)["CON-2"]) == ("withdrawn", [("BASIS_REVISED", "EVD-1")])
    assert listed(workspace)["CON-2"]["state"] == "withdrawn"
    workspace.load([signed_now(SUPPORT)])
    assert set(listed(workspace)) == {"CON-1", "CON-2"}  # what was withdrawn is signed anew, not loaded
    ok(put(workspace.client, "CON-2", {}))
    sent = {"meanings": ["authored", "approved"]}
    ok(workspace.client.post("/v1/conclusions/CON-2/sign", json=sent))
    assert set(listed(workspace)) == {"CON-1"}
    answer = workspace.client.post("/v1/conclusions/CON-2/reaffirm", json={
        "outcome": "withdrawn", "rationale": "Unfounded", "interim_measures": "Not sold", "capa_ref": "C-1",
    })  # fmt: skip
    ok(answer)
    assert set(listed(workspace)) == {"CON-1"}
    assert differences(workspace.address) == []


def test_a_signed_conclusion_gives_way_to_a_signed_one_only(workspace):
    """A row without signatures would settle what nobody looked at."""
    begun(workspace)
    bare = {**PILLAR, "title": "Another title", "signatures": []}
    refused = problem(workspace.client.post("/v1/bulk", json=[bare]), 422, "load-refused")
    assert "has to be signed as well" in refused["rows"][0]["detail"]
    assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "EVD-1"): "must_redo"}
    same = workspace.load([{**PILLAR, "signatures": []}])
    assert same["rows"][0]["outcome"] == "unchanged"
    foreseen = {"op": "revise", "key": "CON-1", "fields": {"verdict": "not_supported"}}
    ok(workspace.client.post("/v1/impact-previews", json={"changes": [foreseen]}), 201)


def test_a_use_that_turned_against_the_claim_has_to_be_weighed(workspace):
    """Contradicting evidence needs a word on its weight, also where it once supported (concepts 8.5 a)."""
    begun(workspace)
    body = {"outcome": "verdict_changed", "verdict": "supported_with_limits", "rationale": "Looked at again."}
    workspace.load([{**ARGUMENT[5], "key": "EVU-2", "role": "supportive", "covers_element": ["IUE-1"]}])
    workspace.load([signed_now(PILLAR)])
    workspace.revise("EVU-2", {"direction": "contradicts", "contradiction_resolution": "Other patients"})
    assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "EVU-2"): "must_redo"}
    (answer,) = answers(workspace.client, "CON-1")
    path = "/v1/conclusions/CON-1/reaffirm"
    silent = {**body, "answers": [{**answer, "weighed": ""}]}
    refused = problem(workspace.client.post(path, json=silent), 422, "reaffirmation-refused")
    assert "say how it was weighed" in refused["detail"]
    ok(workspace.client.post(path, json={**body, "answers": [{**answer, "weighed": "Few patients"}]}))
