"""Nothing is taken over, undone or dropped in silence by what another tool sends again."""

import pytest

from api_tests.small_file import (
    ARGUMENT,
    CLAIM,
    ELEMENT,
    EVIDENCE,
    URN,
    differences,
    entries,
    ok,
    problem,
    row,
    signed,
    trail,
)

OTHER = {"type": "Claim", "statement": "Finds jaundice in newborns", "covers": "IUE-1", "devices": "DEV-1"}
SOURCE = "/v1/items/by-source/zotero/A"
STANDARD = row("Standard", "STD-1", designation="ISO 14971", edition="2019", status="current")
PAPER = {"type": "Evidence", "kind": "publication", "approve": True}


def etag(workspace, key):
    """The entity tag of an item."""
    return workspace.client.get(f"/v1/items/{key}").headers["ETag"]


def test_a_row_that_says_what_is_in_force_leaves_a_draft_open(workspace):
    """A nightly load of the same file is no decision on a draft that somebody works on."""
    client = workspace.client
    workspace.load(ARGUMENT)
    ok(client.put("/v1/items/CLM-1", json=OTHER, headers={"If-Match": "*"}))
    before = trail(client)
    assert workspace.load(ARGUMENT)["counts"] == {"unchanged": len(ARGUMENT)}
    assert trail(client) == before
    versions = ok(client.get("/v1/items/CLM-1/versions"))["items"]
    assert [(entry["no"], entry["status"]) for entry in versions] == [(1, "approved"), (2, "draft")]
    ok(client.post("/v1/items/CLM-1/approve", json={}))
    assert ok(client.get("/v1/items/CLM-1"))["content"]["statement"] == OTHER["statement"]


def test_a_write_by_source_holds_its_preconditions(workspace):
    """If-Match, If-None-Match and the source in the body count by source as they do by key."""
    client = workspace.client
    workspace.load([{**EVIDENCE, "devices": [], "source": {"system": "zotero", "ref": "A"}}])
    first = etag(workspace, "EVD-1")
    ok(client.put(SOURCE, json={**PAPER, "n": 200}, headers={"If-Match": first}))
    before = trail(client)
    weak = {"If-Match": f"W/{etag(workspace, 'EVD-1')}"}
    for headers in ({"If-Match": first}, {"If-None-Match": "*"}, weak):
        problem(client.put(SOURCE, json={**PAPER, "n": 150}, headers=headers), 412, "stale-revision")
    other = {**PAPER, "n": 170, "source": {"system": "mendeley", "ref": "ZZZ"}}
    problem(client.put(SOURCE, json=other), 422, "invalid-content")
    new = {**PAPER, "key": "EVD-2"}
    problem(client.put(f"{SOURCE}2", json=new, headers={"If-Match": '"EVD-2.1"'}), 412, "stale-revision")
    assert trail(client) == before
    tags = f'"EVD-1.0", {etag(workspace, "EVD-1")}'
    ok(client.put(SOURCE, json={**PAPER, "n": 170}, headers={"If-Match": tags}))
    ok(client.put(f"{SOURCE}2", json=new, headers={"If-None-Match": "*"}), 201)


def test_a_precondition_on_many_items_holds_for_each(workspace):
    """A load and news of items in another state than was read change nothing, whatever the mode."""
    client = workspace.client
    workspace.load(ARGUMENT)
    old = etag(workspace, "EVD-1")
    other = {**EVIDENCE, "n": 101}
    workspace.load([other])
    before = trail(client)
    news = {"kind": "retraction", "keys": ["EVD-1"]}
    for headers in ({"If-Match": old}, {"If-Match": f"W/{etag(workspace, 'EVD-1')}"}, {"If-None-Match": "*"}):
        for mode in ("atomic", "best_effort"):
            answer = client.post("/v1/bulk", json=[EVIDENCE], headers=headers, params={"mode": mode})
            problem(answer, 412, "stale-revision")
    problem(client.post("/v1/triggers", json=news, headers={"If-Match": old}), 412, "stale-revision")
    nothing = {"kind": "retraction", "doi": "10.1000/nobody"}
    problem(client.post("/v1/triggers", json=nothing, headers={"If-Match": "*"}), 412, "stale-revision")
    problem(client.post("/v1/triggers", json=news, headers={"If-None-Match": "*"}), 400, "bad-request")
    assert trail(client) == before
    now = {"If-Match": f'"EVD-1.0", {etag(workspace, "EVD-1")}'}
    ok(client.post("/v1/bulk", json=[EVIDENCE], headers=now))
    ok(client.post("/v1/triggers", json=news, headers={"If-Match": etag(workspace, "EVD-1")}))


def test_a_row_has_preconditions_of_its_own(workspace):
    """Of a load by many hands each row says which state it builds on; the others are not refused for it."""
    client = workspace.client
    workspace.load(ARGUMENT)
    old, there = etag(workspace, "EVD-1"), {**CLAIM, "statement": "Finds all", "if_none_match": "*"}
    workspace.load([{**EVIDENCE, "n": 101}])
    stale = {**EVIDENCE, "n": 102, "if_match": old}
    fresh = {**ELEMENT, "value": "Icterus", "if_match": etag(workspace, "IUE-1")}
    missing = {**ELEMENT, "key": "IUE-7", "if_match": "*"}
    refused = problem(client.post("/v1/bulk", json=[stale, fresh]), 422, "load-refused")
    assert [(entry["key"], entry["problem"]) for entry in refused["rows"]] == [
        ("EVD-1", f"{URN}stale-revision")
    ]
    answer = workspace.load([stale, fresh, there, missing], mode="best_effort")
    assert [entry["outcome"] for entry in answer["rows"]] == ["failed", "revised", "failed", "failed"]
    assert {entry["problem"] for entry in answer["rows"] if "problem" in entry} == {f"{URN}stale-revision"}


def test_news_of_what_is_known_change_nothing(workspace):
    """Values in another spelling of text, number or reference are no correction, and leave no trace."""
    client = workspace.client
    workspace.load([*ARGUMENT[:3], {**EVIDENCE, "title": "Caf\u00e9", "n": 100}])
    before = trail(client)
    for fields in ({"title": " Cafe\u0301"}, {"n": 100.0, "devices": "DEV-1"}, {"tags": [], "note": ""}):
        fired = ok(
            client.post("/v1/triggers", json={"kind": "correction", "keys": ["EVD-1"], "fields": fields})
        )
        assert (fired["changes"], fired["matched"][0]["done"]) == ([], None), fields
    assert trail(client) == before
    fields = {"title": "Cafe", "n": 100}
    fired = ok(client.post("/v1/triggers", json={"kind": "correction", "keys": ["EVD-1"], "fields": fields}))
    assert fired["matched"][0]["done"] == "revise"


@pytest.mark.parametrize("name", ["if_match", "if_none_match"])
@pytest.mark.parametrize("tag", ["", "  "])
def test_a_precondition_of_a_row_that_names_no_state_is_refused(workspace, name, tag):
    """A tag that was left empty by mistake is no leave to write unseen."""
    workspace.load(ARGUMENT)
    row = {**EVIDENCE, "n": 7, name: tag}
    refused = problem(workspace.client.post("/v1/bulk", json=[row]), 422, "load-refused")
    assert [error["pointer"] for error in refused["rows"][0]["errors"]] == [f"/{name}"]


def test_a_reason_that_nobody_can_see_is_none(workspace):
    """Characters without a shape say nothing: not why something comes back, nor who signed."""
    client = workspace.client
    workspace.load(ARGUMENT)
    workspace.withdraw("EVD-1")
    before = trail(client)
    for blank in ("\u200b", " \u2060\u00a0", "\u200e", "\u00ad"):
        refused = client.post("/v1/items/EVD-1/reinstate", json={"reason": blank})
        problem(refused, 422, "invalid-content")
        said = {"outcome": "reaffirmed_unchanged", "rationale": blank}
        problem(client.post("/v1/conclusions/CON-1/reaffirm", json=said), 422, "invalid-content")
        signed = {**ARGUMENT[6], "signatures": [{**ARGUMENT[6]["signatures"][0], "signer": blank}]}
        problem(client.post("/v1/bulk", json=[signed]), 422, "load-refused")
    assert trail(client) == before


@pytest.mark.parametrize("name", ["Evitrace-Actor", "Evitrace-At-Least", "Content-Type"])
def test_a_header_that_comes_twice_is_refused(workspace, name):
    """Which of two actors wrote is not defined, as where a proxy adds its own to that of the caller."""
    client = workspace.client
    workspace.load(ARGUMENT)
    before = trail(client)
    value = {"Evitrace-Actor": "anna", "Evitrace-At-Least": "1", "Content-Type": "application/json"}[name]
    headers = [("Content-Type", "application/json"), (name, value), (name, value)]
    body = b'{"type": "Hazard", "key": "HAZ-1"}'
    refused = problem(client.post("/v1/items", content=body, headers=headers), 400, "bad-request")
    assert [error["pointer"] for error in refused["errors"]] == [f"/header/{name}"]
    assert trail(client) == before


def test_a_precondition_that_nothing_holds_is_refused(workspace):
    """A write that cannot hold a precondition says so, and leaves none unread."""
    client = workspace.client
    workspace.load(ARGUMENT)
    before = trail(client)
    tag = etag(workspace, "EVD-1")
    since = {"If-Unmodified-Since": "Mon, 30 Nov 2026 00:00:00 GMT"}
    for headers in ({"If-Match": tag}, {"If-None-Match": "*"}, since):
        problem(client.post("/v1/items", json={**CLAIM, "key": "CLM-9"}, headers=headers), 400, "bad-request")
        problem(client.post("/v1/baselines", json={"name": "one"}, headers=headers), 400, "bad-request")
    for headers in ({"If-None-Match": "*"}, {"If-Match": ""}):
        problem(client.post("/v1/items/EVD-1/withdraw", json={}, headers=headers), 400, "bad-request")
    assert trail(client) == before


def test_tags_are_compared_as_http_says(workspace):
    """Several lines are one list; * is whatever is there; a read compares weakly, a write strongly."""
    client = workspace.client
    workspace.load(ARGUMENT)
    tag, url = etag(workspace, "EVD-1"), "/v1/items/EVD-1"
    for sent in (tag, f"W/{tag}", f'"x", W/{tag}', "*"):
        assert client.get(url, headers={"If-None-Match": sent}).status_code == 304
    body = {**EVIDENCE, "n": 104}
    weak, excluded = [("If-Match", '"x"'), ("If-Match", f"W/{tag}")], [("If-None-Match", f'"x", W/{tag}')]
    for headers in (weak, [("If-Match", "*"), *excluded]):
        problem(client.put(url, json=body, headers=headers), 412, "stale-revision")
    missing = {**PAPER, "key": "EVD-3"}
    problem(client.put(f"{SOURCE}3", json=missing, headers={"If-Match": "*"}), 412, "stale-revision")
    problem(client.put("/v1/items/EVD-3", json=missing, headers={"If-Match": "*"}), 404, "item-not-found")
    ok(client.put(url, json=body, headers=[("If-Match", '"x"'), ("If-Match", tag)]))


def of_source(ref, system="zotero", **fields):
    """The study with a master in another tool."""
    return {**EVIDENCE, "devices": [], "source": {"system": system, "ref": ref, **fields}}


def test_nobody_takes_an_item_over_in_silence(workspace):
    """What has its master elsewhere gets no other one by any way of writing, unless that is asked for."""
    client = workspace.client
    workspace.load([of_source("A")])
    before = trail(client)
    for row_ in (of_source("B"), of_source("A", "mendeley"), {**of_source("B"), "n": 150}):
        for mode in ("atomic", "best_effort"):
            answer = client.post("/v1/bulk", json=[row_], params={"mode": mode})
            [entry] = answer.json()["rows"]
            assert (entry["outcome"], entry["problem"]) == ("failed", f"{URN}other-source")
        sent = {name: value for name, value in row_.items() if name != "source"}
        path = f"/v1/items/by-source/{row_['source']['system']}/{row_['source']['ref']}"
        problem(client.put(path, json=sent), 409, "other-source")
        problem(client.put("/v1/items/EVD-1", json=row_, headers={"If-Match": "*"}), 409, "other-source")
    assert trail(client) == before
    taken = workspace.load([of_source("A", "mendeley")], take_over=True)
    assert taken["counts"] == {"sourced": 1}
    shown = ok(client.get("/v1/items/EVD-1"))
    assert shown["source"] == {"system": "mendeley", "ref": "A", "version": None}
    asked = {"headers": {"If-Match": "*"}, "params": {"take_over": True}}
    ok(client.put("/v1/items/EVD-1", json=of_source("C"), **asked))
    assert ok(client.get("/v1/items", params={"source": "zotero::C"}))["items"][0]["key"] == "EVD-1"


def test_the_number_of_an_unchanged_item_is_not_dropped(workspace):
    """A source, or a version of the master, is recorded without a new version; an open draft stays open."""
    client = workspace.client
    workspace.load(ARGUMENT)
    draft = {**EVIDENCE, "n": 120, "approve": False}
    ok(client.put("/v1/items/EVD-1", json=draft, headers={"If-Match": "*"}))
    for version in ("3", "4"):
        sent = {**EVIDENCE, "source": {"system": "zotero", "ref": "A", "version": version}}
        assert workspace.load([sent])["counts"] == {"sourced": 1}
        assert workspace.load([sent])["counts"] == {"unchanged": 1}
        shown = ok(client.get("/v1/items/EVD-1"))
        assert shown["source"] == {"system": "zotero", "ref": "A", "version": version}
        [listed] = ok(client.get("/v1/items", params={"source": "zotero"}))["items"]
        assert listed["source"] == shown["source"]
    assert workspace.load([of_source("A")])["counts"] == {"revised": 1}  # another device; says no version
    shown = ok(client.get("/v1/items/EVD-1"))
    assert shown["source"]["version"] == "4"
    assert shown["latest_version"] == 3
    past = ok(client.get("/v1/items/EVD-1", params={"as_of": 3}))
    assert past["source"]["version"] == "3"
    [change] = entries(client, item="EVD-1")[-2]["changes"]
    assert (change["action"], change["source_version"]) == ("sourced", "4")
    assert differences(workspace.address) == []


def test_news_leaves_a_draft_open(workspace):
    """What the news says is put into the draft as well, which nobody decided on."""
    client = workspace.client
    workspace.load([*ARGUMENT, STANDARD])
    drafts = ((STANDARD, {"title": "Mine"}), (EVIDENCE, {"title": "Mine", "n": 7}))
    for entry, fields in drafts:
        draft = {**entry, **fields, "approve": False}
        ok(client.put(f"/v1/items/{entry['key']}", json=draft, headers={"If-Match": "*"}))
    ok(client.post("/v1/triggers", json={"kind": "standard_superseded", "keys": ["STD-1"]}))
    ok(client.post("/v1/triggers", json={"kind": "correction", "keys": ["EVD-1"], "fields": {"n": 90}}))
    for key, field, value in (("STD-1", "status", "superseded"), ("EVD-1", "n", 90)):
        versions = ok(client.get(f"/v1/items/{key}/versions"))["items"]
        assert [entry["status"] for entry in versions] == ["superseded", "superseded", "approved", "draft"]
        assert [entry["content"].get("title") == "Mine" for entry in versions] == [False, True, False, True]
        assert [entry["content"][field] for entry in versions[2:]] == [value, value]
    assert differences(workspace.address) == []


def test_a_row_says_which_draft_it_supersedes(workspace):
    """A load that brings another content into force ends a draft that was open, and does not hide it."""
    client = workspace.client
    workspace.load(ARGUMENT)
    ok(client.put("/v1/items/CLM-1", json={**OTHER, "approve": False}, headers={"If-Match": "*"}))
    [entry] = workspace.load([{**CLAIM, "statement": "Finds icterus"}])["rows"]
    assert (entry["outcome"], entry["superseded_draft"]) == ("revised", 2)


def in_a_circle():
    """Two conclusions that each say that they rest on the other, and what they are about."""
    yield row("Hazard", "HAZ-1")
    for one, other in ((1, 2), (2, 1)):
        yield row("StateOfTheArt", f"SOTA-{one}", topic="t")
        yield signed(
            f"CON-{one}", "sota_established", f"SOTA-{one}", "established", also_rests_on=[f"CON-{other}"]
        )


def test_best_effort_takes_all_rows_but_a_circle(workspace):
    """Conclusions that would rest on each other fail by name; the others are taken."""
    client, rows = workspace.client, list(in_a_circle())
    refused = problem(client.post("/v1/bulk", json=rows), 422, "load-refused")
    assert [entry["key"] for entry in refused["rows"]] == ["CON-1", "CON-2"]
    assert ok(client.get("/v1/items"))["items"] == []
    answer = workspace.load(rows, mode="best_effort")
    assert answer["counts"] == {"created": 3, "failed": 2}
    failed = [entry for entry in answer["rows"] if entry["outcome"] == "failed"]
    assert [(entry["key"], entry["problem"]) for entry in failed] == [
        ("CON-1", f"{URN}circular-support"),
        ("CON-2", f"{URN}circular-support"),
    ]


def test_a_system_is_one_in_any_spelling(workspace):
    """`Zotero` and `zotero` are one tool, by its first name: no record is made twice, and news reaches it."""
    client = workspace.client
    papers = [("EVD-1", "Zotero", "A"), ("EVD-2", "Zot\u00e9ro 2", "\u00dc/1")]
    workspace.load([{**PAPER, "key": k, "source": {"system": s, "ref": r}} for k, s, r in papers])
    before = trail(client)
    for path, key in (("ZOTERO/A", "EVD-1"), ("Zote\u0301ro%20%20%202/U\u0308%2F1", "EVD-2")):
        assert ok(client.put(f"/v1/items/by-source/{path}", json=PAPER))["key"] == key
    stated = {**PAPER, "source": {"system": "zotero", "ref": "A"}}
    ok(client.put("/v1/items/by-source/zoTero/A", json=stated))
    workspace.load([{**stated, "key": "EVD-1"}])
    for twins in ([{**stated, "key": "EVD-9"}], [_from("Mendeley", "EVD-7"), _from("mendeley", "EVD-8")]):
        told = problem(client.post("/v1/bulk", json=twins), 422, "load-refused")
        assert told["rows"][0]["problem"] == f"{URN}key-taken"
    problem(client.post("/v1/items", json=_from("zo\u202etero", "EVD-9")), 422, "invalid-content")
    assert trail(client) == before
    ok(client.put("/v1/items/by-source/zotero/B", json={**PAPER, "key": "EVD-3"}), 201)
    ok(client.put("/v1/items/by-source/zotero/a", json={**PAPER, "key": "EVD-4"}), 201)
    listed = ok(client.get("/v1/items", params={"source": "ZOTERO"}))["items"]
    assert [(entry["key"], entry["source"]["system"]) for entry in listed] == [
        *(("EVD-1", "Zotero"), ("EVD-3", "Zotero"), ("EVD-4", "Zotero"))
    ]
    news = {"kind": "retraction", "source": {"system": "zotero", "ref": "A"}}
    assert [entry["key"] for entry in ok(client.post("/v1/triggers", json=news))["matched"]] == ["EVD-1"]
    assert differences(workspace.address) == []


def _from(system, key):
    return {**PAPER, "key": key, "source": {"system": system, "ref": "7"}}
