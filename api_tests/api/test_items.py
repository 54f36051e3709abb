import pytest

from api_tests.small_file import (
    APPRAISAL,
    ARGUMENT,
    CLAIM,
    DEVICE,
    ELEMENT,
    EVIDENCE,
    differences,
    entries,
    gap_names,
    ok,
    problem,
    put,
    reasons,
    row,
    trail,
)


def versions(client, key):
    """The history of an item as (label, change class, status)."""
    found = ok(client.get(f"/v1/items/{key}/versions"))["items"]
    assert [version["no"] for version in found] == list(range(1, len(found) + 1))
    return [(version["label"], version["change_class"], version["status"]) for version in found]


def keys(client, **params):
    """The keys of a listing, page after page."""
    found, cursor = [], ""
    while True:
        page = ok(client.get("/v1/items", params={**params, "cursor": cursor}))
        found += [item["key"] for item in page["items"]]
        cursor = page["next"] or ""
        if not cursor:
            return found


def test_an_item_is_created_as_a_draft_unless_it_is_approved(workspace):
    """POST makes version 1, a draft or in force at once, and says where it is and what it builds on."""
    client = workspace.client
    draft = client.post("/v1/items", json={"type": "Device", "key": "DEV-1", "title": "Lamp"})
    assert ok(draft, 201)["state"] == "draft"
    assert draft.headers["Location"] == "/v1/items/DEV-1"
    assert draft.headers["ETag"] == client.get("/v1/items/DEV-1").headers["ETag"]
    assert draft.json()["content"] == {"type": "Device", "key": "DEV-1", "title": "Lamp"}
    at_once = ok(client.post("/v1/items", json={**DEVICE, "key": "DEV-2", "reason": "first"}), 201)
    assert (at_once["state"], at_once["version"]["no"], at_once["version"]["label"]) == ("in_force", 1, "1.0")
    assert at_once["version"]["change_reason"] == "first"
    assert at_once["version"]["approved_by"] == "local"
    problem(client.post("/v1/items", json=DEVICE), 409, "key-taken")


def test_a_revision_builds_on_a_state_that_its_author_has_seen(workspace):
    """PUT without If-Match is 428, on an older state 412; each write gives another ETag."""
    client = workspace.client
    first = client.post("/v1/items", json=DEVICE)
    body = {**first.json()["content"], "title": "Lamp 2", "approve": True}
    before = trail(client)
    missing = problem(client.put("/v1/items/DEV-1", json=body), 428, "precondition-required")
    assert "ETag" in missing["detail"]
    assert trail(client) == before
    tag = {"If-Match": first.headers["ETag"]}
    second = client.put("/v1/items/DEV-1", json=body, headers=tag)
    assert ok(second)["version"]["no"] == 2
    assert second.headers["ETag"] != first.headers["ETag"]
    before = trail(client)
    stale = problem(client.put("/v1/items/DEV-1", json=body, headers=tag), 412, "stale-revision")
    assert "DEV-1" in stale["detail"]
    withdrawn = client.post("/v1/items/DEV-1/withdraw", json={}, headers=tag)
    problem(withdrawn, 412, "stale-revision")
    assert trail(client) == before
    assert ok(client.put("/v1/items/DEV-1", json=body | {"title": "Lamp 3"}, headers={"If-Match": "*"}))
    draft = put(client, "DEV-1", {"title": "Lamp 4"})
    old_draft = {"If-Match": draft.headers["ETag"]}
    newer = put(client, "DEV-1", {"title": "Lamp 5"})
    assert newer.headers["ETag"] != draft.headers["ETag"]
    problem(client.post("/v1/items/DEV-1/approve", headers=old_draft), 412, "stale-revision")


def test_unchanged_content_makes_nothing(workspace):
    """PUT of what is there makes no version, no revision and no audit entry, draft or in force."""
    client = workspace.client
    workspace.load([DEVICE, EVIDENCE])
    before, tag = trail(client), client.get("/v1/items/EVD-1").headers["ETag"]
    for approve in (True, False):
        again = put(client, "EVD-1", {}, approve=approve, reason="not a change")
        assert ok(again)["version"]["no"] == 1
        assert again.headers["ETag"] == tag
    reordered = {"devices": ["DEV-1", "DEV-1"], "results": {"sensitivity": 0.9}, "note": ""}
    assert ok(put(client, "EVD-1", reordered, approve=True))["latest_version"] == 1
    assert trail(client) == before
    put(client, "EVD-1", {"n": 101})
    before = trail(client)
    draft = client.get("/v1/items/EVD-1/versions/2").json()["content"]
    assert ok(put(client, "EVD-1", draft))["latest_version"] == 2
    assert trail(client) == before


def test_a_draft_affects_nothing_until_it_is_approved(workspace):
    """Statuses, gaps and impact ignore drafts of old and of new items; approval makes them count."""
    client = workspace.client
    workspace.load(ARGUMENT)

    def seen():
        impact = ok(client.get("/v1/items/EVD-1/impact"))
        return workspace.statuses(), gap_names(client), impact["groups"], impact["counts"]

    before = seen()
    assert before[0] == {"CON-1": "current", "CON-2": "current"}
    ok(put(client, "EVD-1", {"n": 50}))
    ok(put(client, "CLM-1", {"covers": None}))
    other = {"type": "EvidenceUse", "key": "EVU-2", "uses": "EVD-1", "bears_on": "CLM-1", "pillar": "cv"}
    ok(client.post("/v1/items", json=other | {"direction": "contradicts"}), 201)
    ok(client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-1", "devices": "DEV-1"}), 201)
    assert seen() == before
    read = ok(client.get("/v1/items/EVD-1"))
    assert (read["version"]["no"], read["latest_version"], read["content"]["n"]) == (1, 2, 100)
    assert ok(client.get("/v1/items/EVD-1/versions/2"))["content"]["n"] == 50
    approved = ok(client.post("/v1/items/EVD-1/approve", json={"reason": "corrected", "change_ref": "CR-1"}))
    assert (approved["version"]["no"], approved["content"]["n"]) == (2, 50)
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "suspect"}
    assert versions(client, "EVD-1") == [
        ("1.0", "initial", "superseded"),
        ("2.0", "substantive", "approved"),
    ]
    ok(client.post("/v1/items/HAZ-1/approve", json={}))
    assert ("RSK-01", "HAZ-1") in gap_names(client)
    nothing = problem(client.post("/v1/items/EVD-1/approve", json={}), 409, "nothing-to-approve")
    assert "EVD-1" in nothing["detail"]
    assert differences(workspace.address) == []


def test_a_conclusion_is_signed_and_not_approved(workspace):
    """Neither POST, PUT nor approve brings a conclusion without signatures into force."""
    client = workspace.client
    workspace.load(ARGUMENT[:6])
    bare = {"type": "Conclusion", "key": "CON-1", "kind": "pillar_cv", "about": "CLM-1"}
    bare["verdict"] = "supported"
    refused = problem(client.post("/v1/items", json=bare | {"approve": True}), 422, "invalid-content")
    assert "sign" in refused["detail"]
    ok(client.post("/v1/items", json=bare), 201)
    refused = problem(client.post("/v1/items/CON-1/approve", json={}), 409, "wrong-state")
    assert "/v1/conclusions/CON-1/sign" in refused["detail"]
    problem(put(client, "CON-1", {"verdict": "inconclusive"}, approve=True), 422, "invalid-content")
    assert workspace.statuses() == {"CON-1": "draft"}


def test_an_item_is_withdrawn_and_brought_back_by_a_new_version(workspace):
    """A withdrawn item stays readable, takes its drafts along, and returns only by an act of its own."""
    client = workspace.client
    workspace.load(ARGUMENT)
    ok(put(client, "EVD-1", {"n": 7}))
    gone = ok(client.post("/v1/items/EVD-1/withdraw", json={"withdrawn_reason": "error", "reason": "why"}))
    assert (gone["state"], gone["content"]["n"]) == ("withdrawn", 100)
    assert gone["version"]["withdrawn_reason"] == "error"
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "suspect"}
    assert reasons(client, "CON-1")["BASIS_WITHDRAWN", "EVD-1"] == "must_redo"
    assert versions(client, "EVD-1") == [
        ("1.0", "initial", "withdrawn"),
        ("2.0", "substantive", "rejected"),
    ]
    problem(client.post("/v1/items/EVD-1/withdraw", json={}), 409, "already-withdrawn")
    problem(client.post("/v1/items/EVD-1/approve", json={}), 409, "nothing-to-approve")
    back = ok(client.post("/v1/items/EVD-1/reinstate", json={"reason": "the error was ours"}))
    assert (back["state"], back["version"]["no"]) == ("in_force", 3)
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    assert differences(workspace.address) == []


def test_a_draft_that_was_never_approved_can_be_withdrawn(workspace):
    """Withdrawing an item that was never in force ends its draft and moves nothing else."""
    client = workspace.client
    workspace.load(ARGUMENT)
    ok(client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-1"}), 201)
    gone = ok(client.post("/v1/items/HAZ-1/withdraw", json={}))
    assert (gone["state"], gone["version"]["status"]) == ("withdrawn", "rejected")
    assert set(workspace.statuses().values()) == {"current"}
    assert differences(workspace.address) == []


def test_history_says_of_each_version_what_kind_of_change_it_was(workspace):
    """A version is initial, editorial or substantive by its fields, and numbered accordingly."""
    client = workspace.client
    workspace.load([DEVICE, EVIDENCE])
    put(client, "EVD-1", {"citation": "Report 1, corrected"}, approve=True)
    put(client, "EVD-1", {"tags": ["x"], "owner": "someone"}, approve=True)
    put(client, "EVD-1", {"n": 101}, approve=True)
    put(client, "EVD-1", {"title": "Study"}, approve=True)
    put(client, "EVD-1", {"comparator": "CT"})
    assert versions(client, "EVD-1") == [
        ("1.0", "initial", "superseded"),
        ("1.1", "editorial", "superseded"),
        ("1.2", "editorial", "superseded"),
        ("2.0", "substantive", "superseded"),
        ("2.1", "editorial", "approved"),
        ("3.0", "substantive", "draft"),
    ]
    assert ok(client.get("/v1/items/EVD-1/versions/2"))["content"]["citation"] == "Report 1, corrected"
    problem(client.get("/v1/items/EVD-1/versions/7"), 404, "version-not-found")
    problem(client.get("/v1/items/EVD-9/versions"), 404, "item-not-found")


def test_key_and_type_of_an_item_never_change(workspace):
    """Another key or another type in a revision is refused and changes nothing."""
    client = workspace.client
    workspace.load([DEVICE])
    before = trail(client)
    problem(put(client, "DEV-1", {"key": "DEV-2"}), 422, "invalid-content")
    changed = problem(put(client, "DEV-1", {"type": "Hazard", "is_samd": None}), 409, "type-changed")
    assert "DEV-1 is a Device" in changed["detail"]
    assert trail(client) == before


def test_listings_are_filtered_searched_and_scoped(workspace):
    """Type, state, text, source and device narrow a listing; what names no device concerns all."""
    client = workspace.client
    workspace.load(
        [
            DEVICE,
            row("Device", "DEV-2", title="Scale"),
            row("DeviceVersion", "DV-2", devices="DEV-2"),
            EVIDENCE,
            row("Hazard", "HAZ-1", description="Glare BLINDS", devices="DEV-1"),
            row("Hazard", "HAZ-2", description="Weight", devices="DV-2"),
            row("Hazard", "HAZ-3", description="Anything", source={"system": "risk", "ref": "H-3"}),
            {"type": "Hazard", "key": "HAZ-4", "source": {"system": "risk-file", "ref": "H-4"}},
        ]
    )
    workspace.withdraw("HAZ-2")
    assert keys(client, type="Hazard") == ["HAZ-1", "HAZ-2", "HAZ-3", "HAZ-4"]
    assert keys(client, type="Hazard", state="in_force") == ["HAZ-1", "HAZ-3"]
    assert keys(client, state="withdrawn") == ["HAZ-2"]
    assert keys(client, state="draft") == ["HAZ-4"]
    assert keys(client, text="glare blinds") == ["HAZ-1"]
    assert keys(client, text="haz-3") == ["HAZ-3"]
    assert keys(client, source="risk") == ["HAZ-3"]
    assert keys(client, source="risk-file") == ["HAZ-4"]
    assert keys(client, device="DEV-2", type="Hazard", state="in_force") == ["HAZ-3"]
    assert {"DEV-1", "EVD-1", "HAZ-1", "HAZ-3"} <= set(keys(client, device="DEV-1"))
    assert {"DEV-2", "DV-2", "HAZ-2"} <= set(keys(client, device="DEV-2"))
    assert not {"DEV-1", "EVD-1", "HAZ-1"} & set(keys(client, device="DEV-2"))
    problem(client.get("/v1/items", params={"device": "DEV-9"}), 404, "item-not-found")
    problem(client.get("/v1/items", params={"type": "Hazzard"}), 422, "invalid-content")


def test_pages_follow_the_keys_and_a_cursor_holds_for_its_filters_only(workspace):
    """Page after page every item comes once, also while others come in; a foreign cursor is refused."""
    client = workspace.client
    workspace.load([row("Hazard", f"HAZ-{number:02}") for number in range(1, 8)])
    first = ok(client.get("/v1/items", params={"limit": 3, "type": "Hazard"}))
    assert [item["key"] for item in first["items"]] == ["HAZ-01", "HAZ-02", "HAZ-03"]
    workspace.load([row("Hazard", "HAZ-00"), row("Hazard", "HAZ-045")])
    rest = keys(client, limit=3, type="Hazard", cursor=first["next"])
    second = ok(client.get("/v1/items", params={"limit": 3, "type": "Hazard", "cursor": first["next"]}))
    assert [item["key"] for item in second["items"]] == ["HAZ-04", "HAZ-045", "HAZ-05"]
    assert len(rest) == len(set(rest)) == 9
    assert keys(client, limit=9, type="Hazard") == sorted(rest)
    other = {"limit": 3, "type": "Device", "cursor": first["next"]}
    problem(client.get("/v1/items", params=other), 400, "bad-cursor")
    problem(client.get("/v1/conclusions", params={"cursor": first["next"]}), 400, "bad-cursor")
    problem(client.get("/v1/audit", params={"cursor": first["next"]}), 400, "bad-cursor")


def test_neighbours_are_listed_both_ways(workspace):
    """Dependants hold a reference to an item, dependencies are what it refers to, pins included."""
    client = workspace.client
    workspace.load(ARGUMENT)

    def around(key, way):
        found = ok(client.get(f"/v1/items/{key}/{way}"))["items"]
        return {(entry["relation"], entry["key"]) for entry in found}

    assert around("EVU-1", "dependencies") == {
        ("USES", "EVD-1"),
        ("BEARS_ON", "CLM-1"),
        ("FOR_DEVICE", "DEV-1"),
    }
    assert around("EVD-1", "dependants") == {
        ("USES", "EVU-1"),
        ("APPRAISES", "APP-1"),
        ("RESTS_ON", "CON-1"),
    }
    assert ("RESTS_ON", "CON-1") in around("CON-2", "dependencies")
    problem(client.get("/v1/items/EVD-9/dependants"), 404, "item-not-found")


def test_an_item_is_kept_up_with_its_master_elsewhere(workspace):
    """PUT by source creates (201), then leaves alone or revises (200); a source belongs to one item."""
    client = workspace.client
    path = "/v1/items/by-source/risk-file/H-1"
    body = {"type": "Hazard", "key": "HAZ-1", "description": "Glare", "approve": True}
    body["source"] = {"system": "risk-file", "ref": "H-1", "version": "3"}
    keyless = {**body, "key": ""}
    problem(client.put(path, json=keyless), 404, "item-not-found")
    created = client.put(path, json=body)
    assert ok(created, 201)["source"] == {"system": "risk-file", "ref": "H-1", "version": "3"}
    assert created.headers["Location"] == "/v1/items/HAZ-1"
    before = trail(client)
    assert ok(client.put(path, json=body))["version"]["no"] == 1
    assert ok(client.put(path, json=keyless))["version"]["no"] == 1
    assert trail(client) == before
    revised = ok(client.put(path, json=keyless | {"description": "Glare at night"}))
    assert (revised["key"], revised["version"]["no"]) == ("HAZ-1", 2)
    assert trail(client)[0] == before[0] + 1
    taken = problem(client.put(path, json=body | {"key": "HAZ-2"}), 409, "key-taken")
    assert "HAZ-1" in taken["detail"]
    elsewhere = client.post("/v1/items", json=body | {"key": "HAZ-3"})
    problem(elsewhere, 409, "key-taken")
    assert entries(client)[-1]["action"] == "upsert"


@pytest.mark.parametrize("path", ["a:b/H-1", "risk-file/%20", "risk-file/" + "H" * 201])
def test_a_source_that_is_no_source_is_named(workspace, path):
    """A system with a colon, an empty reference and an endless one are refused as what they are."""
    body = {"type": "Hazard", "key": "HAZ-1"}
    found = problem(workspace.client.put(f"/v1/items/by-source/{path}", json=body), 422, "invalid-content")
    assert found["errors"][0]["pointer"] in ("/path/system", "/path/ref")


def test_what_was_not_changed_is_not_sent_again(workspace):
    """If-None-Match with the present ETag gives 304 without a body; after a change it gives the item."""
    client = workspace.client
    workspace.load([DEVICE])
    tag = client.get("/v1/items/DEV-1").headers["ETag"]
    for sent in (tag, f'"other", {tag}'):
        same = client.get("/v1/items/DEV-1", headers={"If-None-Match": sent})
        assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", tag)
    workspace.revise("DEV-1", {"title": "Lantern"})
    assert ok(client.get("/v1/items/DEV-1", headers={"If-None-Match": tag}))["title"] == "Lantern"


def test_a_reference_may_be_one_key_or_a_list(workspace):
    """One key stands for a list of one; keys are kept sorted and once, and null is no reference."""
    client = workspace.client
    workspace.load([DEVICE, row("Device", "DEV-2"), ELEMENT])
    ok(client.post("/v1/items", json={**CLAIM, "covers": None, "devices": ["DEV-2", "DEV-1", "DEV-2"]}), 201)
    content = ok(client.get("/v1/items/CLM-1"))["content"]
    assert content["devices"] == ["DEV-1", "DEV-2"]
    assert "covers" not in content
    assert ok(put(client, "CLM-1", {"covers": "IUE-1"}, approve=True))["content"]["covers"] == ["IUE-1"]


def test_a_reference_to_the_wrong_type_is_refused(workspace):
    """The refusal names the relation, what it may lead to, and what it was pointed to."""
    client = workspace.client
    workspace.load([DEVICE, ELEMENT])
    before = trail(client)
    wrong = problem(client.post("/v1/items", json={**CLAIM, "covers": "DEV-1"}), 422, "wrong-end")
    for word in ("COVERS", "IntendedUseElement", "DEV-1", "Device"):
        assert word in wrong["detail"]
    itself = {"type": "DesignItem", "key": "DSG-1", "kind": "other", "fulfils": "DSG-1"}
    problem(client.post("/v1/items", json=itself), 422, "wrong-end")
    about = {"type": "Conclusion", "key": "CON-1", "kind": "pillar_cv", "about": "DEV-1"}
    about["verdict"] = "supported"
    problem(client.post("/v1/items", json=about), 422, "wrong-end")
    problem(client.get("/v1/gaps", params={"device": "IUE-1"}), 404, "wrong-type")
    assert trail(client) == before


def test_a_reference_to_nothing_is_refused_or_kept_until_its_target_appears(workspace):
    """By default unknown keys are refused; kept ones are the gap REF-01 until a fitting item comes."""
    client = workspace.client
    workspace.load([DEVICE])
    unknown = problem(client.post("/v1/items", json=CLAIM), 422, "unknown-reference")
    assert "IUE-1" in unknown["detail"]
    assert "unresolved=keep" in unknown["detail"]
    ok(client.post("/v1/items", json=CLAIM, params={"unresolved": "keep"}), 201)
    assert ("REF-01", "CLM-1") in gap_names(client, device="DEV-1")
    assert ok(client.get("/v1/items/CLM-1"))["content"]["covers"] == ["IUE-1"]
    assert ("IUP-01", "IUE-1") not in gap_names(client)
    ok(client.post("/v1/items", json=ELEMENT), 201)
    assert ("REF-01", "CLM-1") not in gap_names(client)
    found = ok(client.get("/v1/items/IUE-1/dependants"))["items"]
    assert ("COVERS", "CLM-1") in {(entry["relation"], entry["key"]) for entry in found}
    assert differences(workspace.address) == []


def test_an_argument_that_comes_in_backwards_is_the_same_argument(workspace):
    """Rows that come one by one, last first, end in the same gaps and references as in one load."""
    client = workspace.client
    workspace.load(ARGUMENT[:6])
    forwards = gap_names(client)
    backwards = [{**entry, "key": f"B-{entry['key']}"} for entry in reversed(ARGUMENT[:6])]
    for entry in backwards:
        for name in ("devices", "covers", "appraises", "uses", "bears_on"):
            if name in entry:
                entry[name] = f"B-{entry[name]}"
        ok(client.post("/v1/items", json=entry, params={"unresolved": "keep"}), 201)
    found = gap_names(client)
    assert not [name for name in found if name[0] == "REF-01"]
    assert {(rule, key) for rule, key in found if not key.startswith("B-")} == forwards
    assert {(rule, key.removeprefix("B-")) for rule, key in found if key.startswith("B-")} == forwards
    assert ok(client.get("/v1/items/B-APP-1"))["version"]["no"] == 1
    assert differences(workspace.address) == []


def test_a_wrong_target_goes_on_waiting(workspace):
    """An item of another type under the awaited key is no answer: the gap stays open."""
    client = workspace.client
    workspace.load([DEVICE, CLAIM], unresolved="keep")
    ok(client.post("/v1/items", json=row("Hazard", "IUE-1")), 201)
    assert ("REF-01", "CLM-1") in gap_names(client)
    assert ok(client.get("/v1/items/IUE-1/dependants"))["items"] == []
    assert differences(workspace.address) == []


def test_an_appraisal_holds_for_the_version_that_was_read(workspace):
    """A revision of an appraisal keeps the version it appraised; reading anew has to be said (EVD-02)."""
    client = workspace.client
    workspace.load(ARGUMENT)
    assert ok(client.get("/v1/items/APP-1"))["content"]["evidence_version"] == 1
    workspace.revise("EVD-1", {"data_to": "2025-01-01"})
    assert ("EVD-02", "APP-1") in gap_names(client)
    kept = workspace.revise("APP-1", {"summary": "Wording", "evidence_version": None})
    assert kept["content"]["evidence_version"] == 1
    again = ok(client.get("/v1/items/APP-1"))["content"]
    workspace.load([{**again, "evidence_version": None, "summary": "By load", "approve": True}])
    assert ok(client.get("/v1/items/APP-1"))["content"]["evidence_version"] == 1
    assert ("EVD-02", "APP-1") in gap_names(client)
    assert workspace.statuses() == {"CON-1": "suspect", "CON-2": "suspect"}
    no_such = problem(put(client, "APP-1", {"evidence_version": 9}, approve=True), 422, "invalid-content")
    assert "EVD-1 has no version 9" in no_such["detail"]
    workspace.revise("APP-1", {"evidence_version": 2})
    assert ("EVD-02", "APP-1") not in gap_names(client)
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "current"}
    workspace.revise("EVD-1", {"citation": "Report 1, page 4"})
    assert ("EVD-02", "APP-1") not in gap_names(client)
    assert differences(workspace.address) == []


def test_an_appraisal_is_in_date_again_when_its_evidence_is_as_it_was(workspace):
    """What counts is the substance that was read: reverted evidence needs no second look."""
    client = workspace.client
    workspace.load(ARGUMENT)
    workspace.revise("EVD-1", {"n": 90})
    workspace.revise("EVD-1", {"n": 100})
    for fields in ({"summary": "Wording"}, {"summary": "Again", "evidence_version": None}):
        workspace.revise("APP-1", fields)
        assert ok(client.get("/v1/items/APP-1"))["content"]["evidence_version"] == 1
        assert ("EVD-02", "APP-1") not in gap_names(client)
    assert set(workspace.statuses().values()) == {"current"}
    assert differences(workspace.address) == []


def test_an_appraisal_before_its_evidence_appraises_its_first_version(workspace):
    """An appraisal that waited for its evidence is in date with the first version, not with the next."""
    client = workspace.client
    workspace.load([DEVICE, CLAIM, APPRAISAL, ARGUMENT[5]], unresolved="keep")
    ok(client.post("/v1/items", json=EVIDENCE), 201)
    assert ("EVD-02", "APP-1") not in gap_names(client)
    workspace.revise("EVD-1", {"n": 90})
    assert ("EVD-02", "APP-1") in gap_names(client)
    assert differences(workspace.address) == []


def test_another_device_takes_the_gaps_along(workspace):
    """An item is asked about under the devices that it names now, directly or by their versions."""
    client = workspace.client
    workspace.load(
        [
            DEVICE,
            row("Device", "DEV-2"),
            row("DeviceVersion", "DV-1", devices="DEV-1"),
            row("Hazard", "HAZ-1", devices="DEV-1"),
            row("Hazard", "HAZ-2", devices="DV-1"),
            row("Hazard", "HAZ-3"),
        ]
    )

    def chains(device):
        return {key for rule, key in gap_names(client, device=device) if rule == "RSK-01"}

    assert chains("DEV-1") == {"HAZ-1", "HAZ-2", "HAZ-3"}
    assert chains("DEV-2") == {"HAZ-3"}
    workspace.revise("HAZ-1", {"devices": ["DEV-1", "DEV-2"]})
    assert chains("DEV-2") == {"HAZ-1", "HAZ-3"}
    workspace.revise("DV-1", {"devices": "DEV-2"})
    assert chains("DEV-1") == {"HAZ-1", "HAZ-3"}
    assert chains("DEV-2") == {"HAZ-1", "HAZ-2", "HAZ-3"}
    workspace.revise("HAZ-1", {"devices": None})
    assert chains("DEV-1") == {"HAZ-1", "HAZ-3"}
    assert differences(workspace.address) == []
