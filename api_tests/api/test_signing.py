"""Signing a conclusion: what forbids it, whose signatures it needs, and for what they hold."""

from api_tests.small_file import (
    ARGUMENT,
    PILLAR,
    SIGNATURES,
    USE,
    differences,
    entries,
    ok,
    pinned,
    problem,
    put,
    reasons,
    row,
    signed,
    trail,
)
from api_tests.topics import SOURCE, TOPICS, chain, sign, topic


def test_blocker_gaps_forbid_the_signature(workspace):
    """The refusal names every blocker gap on subject and basis, and the draft stays as it was."""
    client = workspace.client
    draft = {name: value for name, value in PILLAR.items() if name not in ("approve", "signatures")}
    workspace.load([*ARGUMENT[:4], USE, draft])
    before, shown = trail(client), ok(client.get("/v1/items/CON-1"))
    refused = problem(sign(client, "CON-1"), 409, "blocked-by-gaps")
    named = {(gap["rule"], gap["subject"]) for gap in refused["gaps"]}
    assert named >= {("CLM-01", "CLM-1"), ("CLM-02", "CLM-1"), ("CLM-03", "CLM-1"), ("EVD-01", "EVU-1")}
    assert all(gap["severity"] == "blocker" and gap["remedy"] for gap in refused["gaps"])
    for rule, subject in named:
        assert f"{rule} on {subject}" in refused["detail"]
    assert (trail(client), ok(client.get("/v1/items/CON-1"))) == (before, shown)
    assert not [gap for gap in named if gap[0] in ("CON-03", "CLM-07")]
    workspace.load([signed("CON-9", "sota_established", "SOTA-1", "established"), TOPICS[0]])
    assert workspace.statuses()["CON-9"] == "current"


def test_one_signature_is_not_enough(workspace):
    """A conclusion comes into force with the last meaning that it needs, all on the basis of one moment."""
    client = workspace.client
    workspace.load([*TOPICS, *SOURCE, topic(1)])
    as_author = {"Evitrace-Actor": "author"}
    ok(sign(client, "CON-1", "authored", **as_author))
    assert workspace.statuses() == {"CON-1": "draft"}
    assert pinned(client, "CON-1") == {}
    assert entries(client)[-1]["changes"][0]["meanings"] == ["authored"]
    workspace.revise("EVD-1", {"n": 90})
    workspace.revise("APP-1", {"evidence_version": 2})
    alone = ok(sign(client, "CON-1", "reviewed", "approved", **{"Evitrace-Actor": "reviewer"}))
    assert (alone["effects"], alone["no_longer_signed_by"]) == ([], ["author"])
    assert entries(client)[-1]["changes"][0]["no_longer_signed_by"] == ["author"]
    assert workspace.statuses() == {"CON-1": "draft"}
    done = ok(sign(client, "CON-1", "authored", **as_author))
    assert done["no_longer_signed_by"] == []
    assert [(effect["from"], effect["to"]) for effect in done["effects"]] == [("draft", "current")]
    assert pinned(client, "CON-1") == {"SOTA-1": 1, "EVU-1": 1, "EVD-1": 2, "APP-1": 2}
    found = ok(client.get("/v1/conclusions/CON-1"))["signatures"]
    assert [(entry["signer"], entry["meaning"]) for entry in found] == [
        ("reviewer", "reviewed"),
        ("reviewer", "approved"),
        ("author", "authored"),
    ]
    problem(sign(client, "CON-1", "approved"), 409, "nothing-to-approve")
    assert differences(workspace.address) == []


def test_a_meaning_is_signed_once(workspace):
    """Signing what is signed already is refused and leaves no trace; a meaning named twice counts once."""
    client = workspace.client
    workspace.load([TOPICS[0], topic(1)])
    ok(sign(client, "CON-1", "authored", "authored"))
    before = trail(client)
    refused = problem(sign(client, "CON-1", "authored"), 409, "wrong-state")
    assert "authored" in refused["detail"]
    assert trail(client) == before
    ok(sign(client, "CON-1", "approved"))
    found = ok(client.get("/v1/conclusions/CON-1"))["signatures"]
    assert [entry["meaning"] for entry in found] == ["authored", "approved"]


def test_another_draft_needs_its_own_signatures(workspace):
    """A signature holds for the content that was signed, not for what the draft becomes later."""
    client = workspace.client
    workspace.load([TOPICS[0], topic(1)])
    ok(sign(client, "CON-1", "authored"))
    ok(put(client, "CON-1", {"verdict": "provisional"}))
    ok(sign(client, "CON-1", "approved"))
    assert workspace.statuses() == {"CON-1": "draft"}


def test_a_signature_is_for_the_state_that_was_read(workspace):
    """Sign and re-affirm take If-Match: another state by now is 412, and nothing is signed."""
    client = workspace.client
    workspace.load([TOPICS[0], topic(1)])
    old = client.get("/v1/items/CON-1").headers["ETag"]
    ok(put(client, "CON-1", {"verdict": "provisional"}))
    problem(sign(client, "CON-1", **{"If-Match": old}), 412, "stale-revision")
    ok(sign(client, "CON-1", **{"If-Match": client.get("/v1/items/CON-1").headers["ETag"]}))
    body = {"outcome": "reaffirmed_unchanged", "rationale": "Again."}
    late = client.post("/v1/conclusions/CON-1/reaffirm", json=body, headers={"If-Match": old})
    problem(late, 412, "stale-revision")


def test_a_circle_of_support_is_refused_and_spelled_out(workspace):
    """A draft, a revision and a load that would let a conclusion rest on itself name the whole circle."""
    client = workspace.client
    workspace.load(chain())
    before = trail(client)
    refused = problem(put(client, "CON-1", {"also_rests_on": ["CON-3"]}), 409, "circular-support")
    assert "CON-1 rests on CON-3 rests on CON-2 rests on CON-1" in refused["detail"]
    signed_again = put(client, "CON-1", {"also_rests_on": ["CON-3"]}, approve=True, signatures=SIGNATURES)
    problem(signed_again, 409, "circular-support")
    pair = [
        row("StateOfTheArt", "SOTA-4"),
        row("StateOfTheArt", "SOTA-5"),
        topic(4, "CON-5", approve=True, signatures=SIGNATURES),
        topic(5, "CON-4", approve=True, signatures=SIGNATURES),
    ]
    loaded = client.post("/v1/bulk", json=pair)
    assert loaded.status_code in (409, 422), loaded.text
    assert "CON-4 rests on CON-5 rests on CON-4" in loaded.text
    assert trail(client) == before
    itself = {**topic(1), "key": "CON-6", "also_rests_on": ["CON-6"]}
    problem(client.post("/v1/items", json=itself), 422, "wrong-end")


def test_a_circle_is_refused_when_signing(workspace):
    """Two drafts that rest on each other cannot both come into force.

    What was signed first never saw the other, which comes into its basis now.
    """
    client = workspace.client
    workspace.load([*TOPICS, topic(1), topic(2, "CON-1")])
    ok(sign(client, "CON-2"))
    refused = problem(put(client, "CON-1", {"also_rests_on": ["CON-2"]}), 409, "circular-support")
    assert "CON-1 rests on CON-2 rests on CON-1" in refused["detail"]
    ok(sign(client, "CON-1"))
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "stale"}
    assert reasons(client, "CON-2") == {("BASIS_ITEM_ADDED", "CON-1"): "must_confirm"}
    assert differences(workspace.address) == []
