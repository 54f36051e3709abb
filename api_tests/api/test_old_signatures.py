"""A signature speaks for what was there when it was given, however often it is sent again."""

from datetime import UTC, datetime, timedelta

import pytest

from api_tests.small_file import (
    APPRAISAL,
    ARGUMENT,
    EVIDENCE,
    PILLAR,
    SIGNATURES,
    USE,
    differences,
    ok,
    pinned,
    reasons,
    signed_now,
)

COLLAPSED = [{**EVIDENCE, "results": {"sensitivity": 0.4}}, {**APPRAISAL, "evidence_version": 2}]
AUTHOR, APPROVER = SIGNATURES
STALE = {"CON-1": "stale", "CON-2": "suspect"}


def stamped(entry, at):
    """A signature that was given at another instant."""
    return {**entry, "signed_at": at}


def moved(workspace):
    """The small argument after its evidence collapsed; gives the instant before that happened."""
    workspace.load(ARGUMENT)
    before = datetime.now(UTC).isoformat()
    workspace.load(COLLAPSED)
    assert workspace.statuses() == STALE
    return before


@pytest.mark.parametrize(
    ("fields", "signatures"),
    [
        ({"tags": ["x"]}, SIGNATURES),
        ({"verdict": "supported_with_limits"}, SIGNATURES),
        ({}, [AUTHOR, APPROVER, {**AUTHOR, "meaning": "reviewed"}]),
        ({"tags": ["x"]}, [AUTHOR, stamped(APPROVER, "2026-11-01T09:00:00Z")]),
        ({}, [stamped(each, "2026-11-01T09:00:00Z") for each in SIGNATURES]),
    ],
    ids=["a word", "the verdict", "one more of then", "a second one", "between"],
)
def test_signatures_from_before_a_change_do_not_cover_it(workspace, fields, signatures):
    """A row with signatures given before the change keeps the pins of before, whatever else it says."""
    client = workspace.client
    moved(workspace)
    pins = pinned(client, "CON-1")
    workspace.load([{**PILLAR, **fields, "signatures": signatures}])
    assert workspace.statuses()["CON-1"] == "stale"
    assert reasons(client, "CON-1")["BASIS_REVISED", "EVD-1"] == "must_redo"
    assert pinned(client, "CON-1") == pins
    assert ok(client.get("/v1/unanswered-reasons"))["items"] == []
    assert differences(workspace.address) == []


def test_one_that_signs_anew_does_not_speak_for_the_other(workspace):
    """Who approves after a change does not renew the word of an author of before."""
    moved(workspace)
    now = datetime.now(UTC).isoformat()
    workspace.load([{**PILLAR, "signatures": [AUTHOR, stamped(APPROVER, now)]}])
    assert workspace.statuses() == STALE
    workspace.load([{**PILLAR, "signatures": [stamped(AUTHOR, now), stamped(APPROVER, now)]}])
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    assert pinned(workspace.client, "CON-1")["EVD-1"] == 2
    assert differences(workspace.address) == []


def test_signatures_between_two_changes_cover_the_first_alone(workspace):
    """What changed again after the signature is not covered, though the reason has the same name."""
    moved(workspace)
    between = datetime.now(UTC).isoformat()
    workspace.load([{**EVIDENCE, "n": 12}, {**APPRAISAL, "evidence_version": 3}])
    workspace.load([{**PILLAR, "signatures": [stamped(each, between) for each in SIGNATURES]}])
    assert workspace.statuses() == STALE
    later = (datetime.now(UTC) + timedelta(seconds=1)).strftime("%Y-%m-%dT%H:%M:%SZ")
    workspace.load([{**PILLAR, "signatures": [stamped(each, later) for each in SIGNATURES]}])
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}


def test_what_entered_after_the_signatures_is_not_pinned_by_them(workspace):
    """A contradiction that came later stays a reason when the same signatures come with another word."""
    workspace.load(ARGUMENT)
    against = {"direction": "contradicts", "contradiction_resolution": "Another population"}
    workspace.load([{**USE, "key": "EVU-2", **against}])
    workspace.load([{**PILLAR, "tags": ["x"]}])
    assert reasons(workspace.client, "CON-1") == {("CONTRADICTION_ADDED", "EVU-2"): "must_redo"}
    assert "EVU-2" not in pinned(workspace.client, "CON-1")


def test_a_word_of_the_old_file_does_not_undo_a_reaffirmation(workspace):
    """The nightly file knows nothing of what was signed here: signatures and pins of here stay."""
    client = workspace.client
    moved(workspace)
    workspace.load([signed_now(PILLAR)])
    signatures = ok(client.get("/v1/conclusions/CON-1"))["signatures"]
    workspace.load([{**PILLAR, "tags": ["x"]}])
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    shown = ok(client.get("/v1/conclusions/CON-1"))["signatures"]
    assert [each for each in shown if each in signatures] == signatures
    assert pinned(client, "CON-1")["EVD-1"] == 2


def test_a_load_of_a_change_and_of_the_signatures_on_it_is_one_statement(workspace):
    """What changed and who signed it then may come together; the signatures have to be newer than before."""
    workspace.load(ARGUMENT)
    workspace.load([*COLLAPSED, {**PILLAR, "tags": ["x"]}])
    assert workspace.statuses() == STALE
    third = [{**EVIDENCE, "n": 12}, {**APPRAISAL, "evidence_version": 3}]
    workspace.load([*third, signed_now(PILLAR)])
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    assert differences(workspace.address) == []


# -- conclusions that are new here ---------------------------------------------------------------------


def fresh(at, **fields):
    """A conclusion under a key of its own, with signatures given at an instant."""
    return {**PILLAR, "key": "CON-9", "signatures": [stamped(each, at) for each in SIGNATURES], **fields}


def test_a_new_conclusion_signed_before_a_revision_rests_on_what_was_there_then(workspace):
    """Evidence collapsed here after the signatures and before the conclusion came: it is stale at once."""
    client = workspace.client
    before = moved(workspace)
    workspace.load([fresh(before)])
    assert workspace.statuses()["CON-9"] == "stale"
    assert reasons(client, "CON-9")["BASIS_REVISED", "EVD-1"] == "must_redo"
    assert pinned(client, "CON-9")["EVD-1"] == 1
    assert differences(workspace.address) == []
    workspace.load([signed_now(fresh(before))])
    assert workspace.statuses()["CON-9"] == "current"
    assert pinned(client, "CON-9")["EVD-1"] == 2


def test_a_new_conclusion_signed_before_something_entered_does_not_rest_on_it(workspace):
    """A contradiction linked after the signatures, to a claim that was here already, they do not cover."""
    workspace.load(ARGUMENT)
    before = datetime.now(UTC).isoformat()
    against = {"direction": "contradicts", "contradiction_resolution": "Another population"}
    workspace.load([{**USE, "key": "EVU-2", **against}])
    workspace.load([fresh(before)])
    assert reasons(workspace.client, "CON-9") == {("CONTRADICTION_ADDED", "EVU-2"): "must_redo"}
    assert differences(workspace.address) == []


def test_a_new_conclusion_on_a_revision_of_one_word_is_current(workspace):
    """What was revised in nothing that is compared is what was signed."""
    workspace.load(ARGUMENT)
    before = datetime.now(UTC).isoformat()
    workspace.load([{**EVIDENCE, "tags": ["x"]}])
    workspace.load([fresh(before)])
    assert workspace.statuses()["CON-9"] == "current"
    assert pinned(workspace.client, "CON-9")["EVD-1"] == 2


def test_a_new_conclusion_and_what_it_rests_on_may_come_in_one_load(workspace):
    """A nightly load that brings a revision and a conclusion states both together, whatever the hour."""
    workspace.load(ARGUMENT)
    before = datetime.now(UTC).isoformat()
    workspace.load([*COLLAPSED, fresh(before)])
    assert workspace.statuses()["CON-9"] == "current"
    assert pinned(workspace.client, "CON-9")["EVD-1"] == 2


def test_files_of_years_ago_may_come_one_after_another(workspace):
    """What was not here when it was signed is taken as it is: nobody knows how it was then."""
    workspace.load([row for row in ARGUMENT if row["type"] != "Conclusion"])
    workspace.load(COLLAPSED)
    workspace.load([fresh("2024-01-15T09:00:00Z")])
    assert workspace.statuses()["CON-9"] == "current"
