"""Wording alone: what counts as editorial, who has to agree, and what an editorial mark can never hide."""

import pytest

from api_tests.small_file import (
    APPRAISAL,
    DEVICE,
    ELEMENT,
    EVIDENCE,
    PILLAR,
    SUPPORT,
    USE,
    differences,
    entries,
    ok,
    problem,
    put,
    reasons,
    row,
    trail,
)

FIRST, SECOND, THIRD = "Finds jaundice", "Detects jaundice", "Detects jaundice (icterus)"
CLAIM = row("Claim", "CLM-1", statement=FIRST, target_threshold=0.9, covers="IUE-1", devices="DEV-1")
ARGUMENT = [
    DEVICE,
    ELEMENT,
    CLAIM,
    EVIDENCE | {"result_summary": "Nine of ten were found"},
    APPRAISAL,
    USE,
    PILLAR,
    SUPPORT,
]
CURRENT = {"CON-1": "current", "CON-2": "current"}
STALE = {"CON-1": "stale", "CON-2": "stale"}


@pytest.fixture
def argument(workspace):
    """One claim with one study, and two conclusions that are current."""
    workspace.load(ARGUMENT)
    assert workspace.statuses() == CURRENT
    return workspace


def mark(client, key, fields, actor="author"):
    """Revise an item with the mark editorial, as a draft."""
    read = client.get(f"/v1/items/{key}")
    body = {**ok(read)["content"], **fields, "editorial": True}
    body = {name: value for name, value in body.items() if value is not None}
    headers = {"If-Match": read.headers["ETag"], "Evitrace-Actor": actor}
    return client.put(f"/v1/items/{key}", json=body, headers=headers)


def approve(client, key, actor="second", **body):
    """Approve the draft of an item, agreeing that it is editorial."""
    sent = {"agree_editorial": True, **body}
    return client.post(f"/v1/items/{key}/approve", json=sent, headers={"Evitrace-Actor": actor})


def reword(client, key, **fields):
    """A new wording that two people agree on."""
    ok(mark(client, key, fields))
    return ok(approve(client, key))


def hashes(workspace, key):
    """The substantive and the interface hash in force."""
    version = ok(workspace.client.get(f"/v1/items/{key}"))["version"]
    return version["substantive_hash"], version["interface_hash"]


def test_wording_that_two_people_agree_on_makes_nothing_stale(argument):
    """The hashes of the earlier wording are carried; both names stand on the version and in the trail."""
    client, before = argument.client, hashes(argument, "CLM-1")
    draft = ok(mark(client, "CLM-1", {"statement": SECOND}))["version"]
    assert (draft["status"], draft["change_class"]) == ("draft", "substantive")
    assert draft["editorial_marked_by"] == "author"
    assert draft["rewording"] == [
        {
            "field": "statement",
            "before": FIRST,
            "after": SECOND,
            "changes": [{"before": "Finds", "after": "Detects"}],
        }
    ]
    assert argument.statuses() == CURRENT
    shown = ok(approve(client, "CLM-1"))
    version = shown["version"]
    assert shown["content"]["statement"] == SECOND
    assert (version["label"], version["change_class"], version["status"]) == ("1.1", "editorial", "approved")
    assert (version["editorial_marked_by"], version["editorial_agreed_by"]) == ("author", "second")
    assert version["wording"] == {"statement": FIRST}
    assert version["rewording"] == draft["rewording"]
    assert hashes(argument, "CLM-1") == before
    assert argument.statuses() == CURRENT
    (change,) = entries(client)[-1]["changes"]
    told = change["editorial"]
    assert (told["marked_by"], told["agreed_by"], told["rewording"]) == (
        "author",
        "second",
        draft["rewording"],
    )
    assert differences(argument.address) == []


def test_nobody_agrees_alone(argument):
    """Not the one who marked it, in whatever spelling, not by approving at once, not without a word."""
    client = argument.client
    ok(mark(client, "CLM-1", {"statement": SECOND}, actor="Anna Author"))
    before = trail(client)
    for name in ("Anna Author", "anna author", "ANNA  AUTHOR"):
        assert "Anna Author" in problem(approve(client, "CLM-1", name), 422, "editorial-refused")["detail"]
    silent = problem(approve(client, "CLM-1", agree_editorial=False), 422, "editorial-refused")
    assert "agree_editorial" in silent["detail"]
    problem(mark(client, "CLM-1", {"statement": THIRD, "approve": True}), 422, "editorial-refused")
    loaded = client.post("/v1/bulk", json=[{**CLAIM, "statement": THIRD, "editorial": True}])
    assert "second person" in problem(loaded, 422, "load-refused")["rows"][0]["detail"]
    assert trail(client) == before
    ok(put(client, "CLM-1", {"note": "A note"}))
    plain = problem(approve(client, "CLM-1"), 422, "editorial-refused")
    assert "not marked" in plain["detail"]
    assert argument.statuses() == CURRENT


def test_a_draft_that_is_marked_is_substantive_until_agreed(argument):
    """Approved without the mark it is what it is: a substantive change; the mark itself carries nothing."""
    client, before = argument.client, hashes(argument, "CLM-1")
    ok(mark(client, "CLM-1", {"statement": SECOND}))
    ok(put(client, "CLM-1", {"statement": SECOND}, approve=True))
    assert argument.statuses() == STALE
    shown = ok(client.get("/v1/items/CLM-1"))["version"]
    assert (shown["change_class"], shown["label"]) == ("substantive", "2.0")
    assert shown["editorial_agreed_by"] is None
    assert not shown["wording"]
    assert hashes(argument, "CLM-1") != before
    assert differences(argument.address) == []


def test_the_mark_is_part_of_what_is_proposed(argument):
    """The same text sent with the mark, or without, is another proposal; bulk rows take it as PUT does."""
    client = argument.client
    draft = {name: value for name, value in CLAIM.items() if name != "approve"} | {"statement": SECOND}
    ok(client.post("/v1/bulk", json=[draft]))
    problem(approve(client, "CLM-1"), 422, "editorial-refused")
    ok(client.post("/v1/bulk", json=[{**draft, "editorial": True}], headers={"Evitrace-Actor": "author"}))
    ok(client.post("/v1/bulk", json=[draft]))
    problem(approve(client, "CLM-1"), 422, "editorial-refused")
    ok(client.post("/v1/bulk", json=[{**draft, "editorial": True}], headers={"Evitrace-Actor": "author"}))
    again = ok(client.post("/v1/bulk", json=[{**draft, "editorial": True}]))
    assert again["counts"] == {"unchanged": 1}
    ok(approve(client, "CLM-1"))
    assert argument.statuses() == CURRENT


@pytest.fixture(scope="module")
def refusing():
    """What the mark is refused for: item, fields, and the words of the refusal."""
    return [
        ("CLM-1", {"target_threshold": 0.8}, "target_threshold"),
        ("CLM-1", {"statement": SECOND, "target_threshold": 0.8}, "target_threshold"),
        ("CLM-1", {"statement": SECOND, "target_threshold": None}, "target_threshold"),
        ("CLM-1", {"statement": SECOND, "covers": []}, "covers"),
        ("CLM-1", {"statement": SECOND, "claim_type": "safety"}, "claim_type"),
        ("CLM-1", {"statement": SECOND, "module": "Triage"}, "module"),
        ("EVD-1", {"n": 90}, "n is no free text"),
        ("EVD-1", {"result_summary": "9 of 10 were found", "results": {"sensitivity": 0.8}}, "results"),
        ("EVD-1", {"result_summary": None}, "taken out"),
        ("EVD-1", {"population": "Adults"}, "added"),
        ("IUE-1", {"value": "Jaundice, any age"}, "value"),
        ("EVU-1", {"direction": "contradicts"}, "direction"),
        ("CON-1", {"rationale": "Reworded", "statement": "Reworded"}, "conclusion"),
    ]


def test_structure_decides_whatever_the_author_says(argument, refusing):
    """A number, a choice, a reference, a value, a text that appears or goes away: refused at once, named."""
    client, before = argument.client, trail(argument.client)
    for key, fields, named in refusing:
        refused = problem(mark(client, key, fields), 422, "editorial-refused")
        assert named in refused["detail"], (fields, refused["detail"])
    draft = {"type": "Claim", "key": "CLM-9", "statement": SECOND, "editorial": True}
    assert (
        "no version in force"
        in problem(client.post("/v1/items", json=draft), 422, "editorial-refused")["detail"]
    )
    assert trail(client) == before
    argument.withdraw("EVD-1")
    gone = mark(client, "EVD-1", {"result_summary": "9 of 10 were found"})
    problem(gone, 422, "editorial-refused")


def test_a_mark_without_a_change_of_text_needs_nobody(argument):
    """Where hashes say that nothing of substance differs, the mark changes nothing."""
    client = argument.client
    draft = ok(mark(client, "CLM-1", {"title": "A title"}))["version"]
    assert draft["change_class"] == "editorial"
    assert draft["editorial_marked_by"] is None
    ok(approve(client, "CLM-1", actor="author", agree_editorial=False))
    assert argument.statuses() == CURRENT


def test_wording_is_carried_from_wording_to_wording(argument):
    """Twice agreed, untouched by other edits, and taken back: the substance is that of the first text."""
    client, before = argument.client, hashes(argument, "CLM-1")
    reword(client, "CLM-1", statement=SECOND)
    reword(client, "CLM-1", statement=THIRD)
    version = ok(client.get("/v1/items/CLM-1"))["version"]
    assert (version["label"], version["wording"]) == ("1.2", {"statement": FIRST})
    assert version["rewording"][0]["before"] == SECOND
    ok(put(client, "CLM-1", {"title": "A title"}, approve=True))
    version = ok(client.get("/v1/items/CLM-1"))["version"]
    assert (version["label"], version["wording"]) == ("1.3", {"statement": FIRST})
    assert version["editorial_agreed_by"] is None
    assert hashes(argument, "CLM-1") == before
    ok(put(client, "CLM-1", {"statement": FIRST}, approve=True))
    version = ok(client.get("/v1/items/CLM-1"))["version"]
    assert (version["label"], version["change_class"]) == ("1.4", "editorial")
    assert version["wording"] == {}
    assert argument.statuses() == CURRENT
    ok(put(client, "CLM-1", {"statement": SECOND}, approve=True))
    assert argument.statuses() == STALE
    assert differences(argument.address) == []


def test_a_structured_change_under_an_agreed_wording_is_found(argument):
    """The agreement covers the text alone; a number that changes later is found, and fine again when back."""
    client, before = argument.client, hashes(argument, "CLM-1")
    reword(client, "CLM-1", statement=SECOND)
    ok(put(client, "CLM-1", {"target_threshold": 0.5}, approve=True))
    assert argument.statuses() == STALE
    version = ok(client.get("/v1/items/CLM-1"))["version"]
    assert (version["label"], version["change_class"]) == ("2.0", "substantive")
    (cause,) = [
        entry
        for entry in ok(client.get("/v1/conclusions/CON-1/explanation"))["causes"]
        if entry["item"]["key"] == "CLM-1"
    ]
    assert cause["nature"]["fields"] == ["target_threshold"]
    ok(put(client, "CLM-1", {"target_threshold": 0.9}, approve=True))
    assert argument.statuses() == CURRENT
    assert hashes(argument, "CLM-1") == before
    ok(put(client, "CLM-1", {"target_threshold": 0.5, "statement": FIRST}, approve=True))
    assert argument.statuses() == STALE
    assert differences(argument.address) == []


def test_another_text_after_an_agreed_one_is_substantive(argument):
    """A text without the mark stands for itself, even one that nearly says the same."""
    client = argument.client
    reword(client, "CLM-1", statement=SECOND)
    ok(put(client, "CLM-1", {"statement": f"{SECOND}."}, approve=True))
    assert argument.statuses() == STALE
    assert reasons(client, "CON-1")["BASIS_REVISED", "CLM-1"] == "must_redo"
    assert ok(client.get("/v1/items/CLM-1"))["version"]["wording"] == {}
    reword(client, "CLM-1", statement=FIRST)
    assert ok(client.get("/v1/items/CLM-1"))["version"]["wording"] == {"statement": f"{SECOND}."}
    assert argument.statuses() == STALE
    assert differences(argument.address) == []


def test_evidence_that_is_reworded_needs_no_new_appraisal(argument):
    """What the appraiser read is what the text stands for; a number beside it asks for an appraisal again."""
    client = argument.client
    reword(client, "EVD-1", result_summary="9 of 10 were found")
    assert argument.statuses() == CURRENT
    argument.revise("EVD-1", {"data_to": "2025-12-31"})
    assert set(reasons(client, "CON-1")) == {("APPRAISAL_OUTDATED", "APP-1")}
    argument.withdraw("CLM-1")
    argument.reinstate("CLM-1")
    assert differences(argument.address) == []


def test_the_node_in_force_says_who_marked_and_who_agreed(argument):
    """Rules read change class and both names of the version in force, and of no other."""
    client = argument.client

    def told():
        version = ok(client.get("/v1/items/CLM-1"))["version"]
        names = ("change_class", "editorial_marked_by", "editorial_agreed_by")
        return tuple(version.get(name) for name in names)

    assert told() == ("initial", None, None)
    reword(client, "CLM-1", statement=SECOND)
    assert told() == ("editorial", "author", "second")
    assert differences(argument.address) == []
    ok(put(client, "CLM-1", {"target_threshold": 0.5}, approve=True))
    assert told() == ("substantive", None, None)
    assert differences(argument.address) == []
    vocabulary = ok(client.get("/v1/vocabulary"))["item_types"]
    free = {
        f"{entry['type']}.{field['name']}"
        for entry in vocabulary
        for field in entry["fields"]
        if field["free_text"]
    }
    assert {"Claim.statement", "Hazard.description", "Evidence.result_summary"} <= free
    assert not {"IntendedUseElement.value", "Claim.title", "Claim.note", "Claim.module"} & free
