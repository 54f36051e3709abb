"""What justifies a use of evidence is signed: by whom, for which text, and for how long."""

import pytest

from api_tests.api.test_replay import forge, replayed
from api_tests.graph.test_upgrade import prepared, raw
from api_tests.small_file import ARGUMENT, USE, differences, entries, ok, problem, put, row, trail

WHY = "The same lamp at another distance"
SIGNATURE = {"signer": "evaluator", "meaning": "justified", "signed_at": "2026-01-15T09:00:00Z"}
REASONED = {**USE, "extrapolation": True, "extrapolation_justification": WHY}
ROWS = [REASONED if entry is USE else entry for entry in ARGUMENT]
LOADED = [{**REASONED, "signatures": [SIGNATURE]} if entry is USE else entry for entry in ARGUMENT]


def sign(workspace, key="EVU-1", actor="head of clinical affairs", **more):
    """POST /v1/evidence-uses/{key}/sign as an actor."""
    headers = {"Evitrace-Actor": actor, **more.pop("headers", {})}
    return workspace.client.post(f"/v1/evidence-uses/{key}/sign", headers=headers, **more)


def wanted(workspace, **asked):
    """The details of what CLM-06 finds on the use."""
    found = workspace.gaps(rule="CLM-06", **asked)["items"]
    return [gap["detail"] for gap in found if gap["subject"] == "EVU-1"]


def signatures(workspace, **asked):
    """Who signed the use in force, what it means, and when."""
    found = workspace.get("/items/EVU-1", **asked)["version"].get("signatures", [])
    return [(entry["signer"], entry["meaning"], entry["signed_at"]) for entry in found]


GIVEN = ("evaluator", "justified", "2026-01-15T09:00:00.000000Z")


def test_signing_answers_the_gap_and_moves_nothing_else(workspace):
    """The actor signs; the new version says the same with the same hashes, and no conclusion moves."""
    workspace.load(ROWS)
    before = workspace.get("/items/EVU-1")["version"]
    assert (wanted(workspace), signatures(workspace)) == (["signature"], [])
    made = ok(sign(workspace, json={"reason": "weighed", "change_ref": "CR-1"}))
    now = made["version"]
    assert (now["no"], now["label"], now["change_class"]) == (2, "1.1", "editorial")
    for name in ("content_hash", "substantive_hash", "interface_hash"):
        assert now[name] == before[name]
    (given,) = now["signatures"]
    assert (given["signer"], given["meaning"]) == ("head of clinical affairs", "justified")
    assert (given["statement"], now["change_ref"]) == ("weighed", "CR-1")
    assert wanted(workspace) == []
    assert wanted(workspace, as_of=1) == ["signature"]
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    last = entries(workspace.client)[-1]
    (change,) = last["changes"]
    assert (last["action"], last["actor"], last["effects"]) == ("sign", "head of clinical affairs", [])
    assert (change["version"], change["signed_by"]) == (2, ["head of clinical affairs"])
    assert differences(workspace.address) == []
    told = workspace.get("/diff", **{"from": 1, "to": 2})
    assert told["text"][0].startswith(
        "EVU-1 (EvidenceUse) revised, editorial, 1 -> 2: signed by head of clinical affairs"
    )
    assert "CLM-06" in {gap["rule"] for gap in told["gaps_closed"]}


@pytest.mark.parametrize(
    "fields",
    [
        {"extrapolation_justification": "Another reason"},
        {"covers_element": ["IUE-1"]},
        {"weight": "low"},
        {"applicability_justification": "The lamp is the same"},
    ],
    ids=lambda fields: next(iter(fields)),
)
def test_a_signature_is_of_what_was_signed(workspace, fields):
    """Whatever changes in substance is unsigned until somebody signs it again, changed back or not."""
    workspace.load(LOADED)
    assert (wanted(workspace), signatures(workspace)) == ([], [GIVEN])
    workspace.revise("EVU-1", fields)
    assert (wanted(workspace), signatures(workspace)) == (["signature"], [])
    assert entries(workspace.client)[-1]["changes"][0]["no_longer_signed_by"] == ["evaluator"]
    explained = workspace.get("/conclusions/CON-1/explanation")["causes"][0]
    assert explained["signatures"] == ["no longer signed by evaluator"]
    assert "no longer signed by evaluator" in explained["text"]
    told = workspace.get("/diff", **{"from": 1, "to": 2})["text"]
    assert any("no longer signed by evaluator" in line for line in told)
    assert signatures(workspace, as_of=1) == [GIVEN]
    workspace.revise("EVU-1", dict.fromkeys(fields) | {n: REASONED[n] for n in fields if n in REASONED})
    assert (wanted(workspace), signatures(workspace)) == (["signature"], [])
    ok(sign(workspace))
    assert wanted(workspace) == []
    assert differences(workspace.address) == []


def test_a_signature_is_for_the_versions_that_were_there(workspace):
    """A version that comes later is asked for until somebody signs again, whatever is reworded meanwhile."""
    why = {**USE, "pillar": "av", "applicability_justification": "Its sensor is the same"}
    old = row("DeviceVersion", "DV-1", version_label="1", status="on_market", devices="DEV-1")
    workspace.load([old, *(why if entry is USE else entry for entry in ARGUMENT)])

    def wanting():
        return [gap["detail"] for gap in workspace.gaps(rule="CLM-02")["items"]]

    ok(sign(workspace))
    assert wanting() == []
    assert "no version of the device came" in problem(sign(workspace), 409, "wrong-state")["detail"]
    workspace.load([row("DeviceVersion", "DV-2", version_label="2", status="on_market", devices="DEV-1")])
    assert wanting() == ["DV-2"]
    workspace.revise("EVU-1", {"title": "The study"})
    assert wanting() == ["DV-2"]
    ok(sign(workspace))
    assert wanting() == []
    assert wanting() == [] == differences(workspace.address)


def test_an_editorial_change_keeps_the_signature(workspace):
    """What is no substance, and what two people agree is wording, leaves who signed and when as it was."""
    workspace.load(LOADED)
    workspace.revise("EVU-1", {"relevance": "Seen in one centre", "title": "The study"})
    assert (wanted(workspace), signatures(workspace)) == ([], [GIVEN])
    assert entries(workspace.client)[-1]["changes"][0]["signed_by"] == ["evaluator"]
    assert entries(workspace.client)[-1]["changes"][0]["loaded"] is False
    worded = {"extrapolation_justification": "The very same lamp at another distance"}
    ok(put(workspace.client, "EVU-1", worded, editorial=True))
    assert signatures(workspace) == [GIVEN]
    agreed = {"agree_editorial": True}
    answer = workspace.client.post(
        "/v1/items/EVU-1/approve", json=agreed, headers={"Evitrace-Actor": "another"}
    )
    ok(answer)
    assert (wanted(workspace), signatures(workspace)) == ([], [GIVEN])
    ok(put(workspace.client, "EVU-1", {"weight": "low"}))
    assert signatures(workspace) == [GIVEN]  # a draft affects nothing
    ok(workspace.client.post("/v1/items/EVU-1/approve", json={}))
    assert (wanted(workspace), signatures(workspace)) == (["signature"], [])
    assert differences(workspace.address) == []


def test_a_load_brings_signatures_given_elsewhere(workspace):
    """The same row again changes nothing, one without signatures takes none away, another signer is added."""
    workspace.load(LOADED)
    revision = trail(workspace.client)[0]
    workspace.load(LOADED)
    workspace.load(ROWS)
    assert (trail(workspace.client)[0], signatures(workspace)) == (revision, [GIVEN])
    second = {**SIGNATURE, "signer": "reviewer", "signed_at": "2026-02-01T09:00:00Z"}
    workspace.load([{**REASONED, "signatures": [second]}])
    assert {entry[0] for entry in signatures(workspace)} == {"evaluator", "reviewer"}
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    workspace.withdraw("EVU-1")
    workspace.reinstate("EVU-1")
    assert (wanted(workspace), signatures(workspace)) == (["signature"], [])
    assert differences(workspace.address) == []


def test_a_draft_is_signed_once_it_is_in_force(workspace):
    """A draft that came with signatures brings them into force; a signature would lose no draft."""
    workspace.load([*ROWS[:5], {**REASONED, "approve": False, "signatures": [SIGNATURE]}])
    problem(sign(workspace), 409, "wrong-state")
    ok(workspace.client.post("/v1/items/EVU-1/approve", json={}))
    assert (wanted(workspace), signatures(workspace)) == ([], [GIVEN])
    ok(put(workspace.client, "EVU-1", {"note": "to be approved"}))
    told = problem(sign(workspace), 409, "wrong-state")["detail"]
    assert "has a draft, version 2" in told
    ok(workspace.client.post("/v1/items/EVU-1/approve", json={}))
    assert signatures(workspace) == [GIVEN]
    ok(sign(workspace))
    assert len(signatures(workspace)) == 2
    assert differences(workspace.address) == []


def test_what_cannot_be_signed(workspace):
    """Each refusal names the thing and the way out, and leaves no trace."""
    workspace.load([*LOADED, {**USE, "key": "EVU-2"}, {**REASONED, "key": "EVU-3"}])
    workspace.withdraw("EVU-3")
    revision = trail(workspace.client)[0]
    problem(sign(workspace, "CLM-1"), 404, "not-an-evidence-use")
    problem(sign(workspace, "NO-1"), 404, "item-not-found")
    assert "justifies nothing yet" in problem(sign(workspace, "EVU-2"), 409, "wrong-state")["detail"]
    assert "withdrawn" in problem(sign(workspace, "EVU-3"), 409, "wrong-state")["detail"]
    again = problem(sign(workspace, actor="EVALUATOR"), 409, "wrong-state")
    assert "already" in again["detail"]
    stale = {"If-Match": '"EVU-1.0"'}
    problem(sign(workspace, headers=stale), 412, "stale-revision")
    problem(sign(workspace, json={"signer": "somebody else"}), 422, "invalid-content")
    assert trail(workspace.client)[0] == revision


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({**REASONED, "signatures": [{**SIGNATURE, "meaning": "approved"}]}, "means justified"),
        ({**USE, "signatures": [SIGNATURE]}, "justifies nothing"),
        ({**ARGUMENT[6], "signatures": [SIGNATURE]}, "a use of evidence"),
        ({**ARGUMENT[2], "signatures": [SIGNATURE]}, "carry signatures"),
    ],
)
def test_signatures_that_mean_nothing_are_refused(workspace, sent, said):
    """A use is signed as justified, with something to justify; nothing else is signed as that."""
    answer = workspace.client.post("/v1/bulk", json=[*ARGUMENT[:2], sent], params={"unresolved": "keep"})
    assert said in problem(answer, 422, "load-refused")["rows"][0]["detail"]


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("MATCH (v:Version {id: 'EVU-1@1'}) SET v.signatures = replace(v.signatures, 'evaluator', 'other')",
         "the signatures or pins of version 1"),
        ("MATCH (v:Version {id: 'EVU-1@1'}) SET v.signatures = '[]'", "the signatures or pins of version 1"),
        ("MATCH (i:Item {key: 'EVU-1'}) SET i.signed_by = 'other'", "signed_by differs from version 1"),
        ("MATCH (v:Version {id: 'EVU-2@1'}), (o:Version {id: 'EVU-1@1'}) SET v.signatures = o.signatures",
         "EVU-2: the signatures or pins of version 1"),
        ("MATCH (i:Item {key: 'EVU-2'}) SET i.signed_by = 'other'", "EVU-2: signed_by differs"),
    ],
)  # fmt: skip
def test_a_signature_that_was_tampered_with_is_found(workspace, statement, told):
    """Altered, taken away or made up, in the record or beside it: `verify` says so."""
    workspace.load([*LOADED, {**REASONED, "key": "EVU-2"}])
    assert differences(workspace.address) == []
    forge(workspace.address, statement)
    assert any(told in line for line in differences(workspace.address))


def test_a_replay_signs_again(workspace, scratch):
    """Signatures that were given, kept, lost and loaded come out as they are."""
    workspace.load([*ROWS[:5], {**REASONED, "approve": False, "signatures": [SIGNATURE]}])
    ok(workspace.client.post("/v1/items/EVU-1/approve", json={}))
    ok(sign(workspace))
    ok(put(workspace.client, "EVU-1", {"note": "seen"}))
    ok(workspace.client.post("/v1/items/EVU-1/approve", json={}))
    workspace.revise("EVU-1", {"weight": "low"})
    ok(sign(workspace))
    workspace.withdraw("EVU-1")
    workspace.reinstate("EVU-1")
    last = trail(workspace.client)[0]
    assert (replayed(workspace, scratch, last).differences, differences(scratch)) == ([], [])
    assert (wanted(workspace), wanted(workspace, as_of=last - 1)) == (["signature"], [])


def test_a_preview_foresees_that_a_signature_falls_away(workspace):
    """A planned change of what is justified opens the gap; one that is editorial does not."""
    workspace.load(LOADED)

    def opened(fields):
        change = {"op": "revise", "key": "EVU-1", "fields": fields}
        said = ok(workspace.client.post("/v1/impact-previews", json={"changes": [change]}), 201)
        return [(gap["rule"], gap["detail"]) for gap in said["gaps"]["opened"]]

    assert ("CLM-06", "signature") in opened({"extrapolation_justification": "Another reason"})
    assert opened({"relevance": "Another centre"}) == []
    assert signatures(workspace) == [GIVEN]


def test_what_an_earlier_version_justified_is_not_signed(workspace):
    """In a database of before, nobody signed: the gap is there, and signing answers it."""
    workspace.load(ROWS)
    raw(workspace.address, "MATCH (h:Head) SET h.schema_version = 2")
    prepared(workspace.address)
    assert differences(workspace.address) == []
    assert wanted(workspace) == ["signature"]
    ok(sign(workspace))
    assert (wanted(workspace), differences(workspace.address)) == ([], [])
