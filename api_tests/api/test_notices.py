"""What a master marks as retracted, or as of concern, in a title or a tag unsettles what rests on it."""

import pytest

from api_tests.small_file import (
    APPRAISAL,
    ARGUMENT,
    PILLAR,
    differences,
    ok,
    problem,
    put,
    reasons,
    signed_now,
)

STUDY = next(entry for entry in ARGUMENT if entry["key"] == "EVD-1")


def synced(workspace, **fields):
    """Send the study as the nightly sync of a reference tool does."""
    sent = {name: value for name, value in {**STUDY, **fields, "approve": True}.items() if name != "key"}
    return ok(workspace.client.put("/v1/items/by-source/zotero/Z1", json=sent))


def known(workspace):
    """The argument, its study known to a reference tool."""
    sourced = {**STUDY, "source": {"system": "zotero", "ref": "Z1"}}
    workspace.load([sourced if entry["key"] == "EVD-1" else entry for entry in ARGUMENT])


@pytest.mark.parametrize(
    ("fields", "detail"),
    [
        ({"title": "RETRACTED: A trial"}, "retracted"),
        ({"tags": ["Retracted Publication"]}, "retracted"),
        ({"citation": "Smith J. WITHDRAWN: A trial. 2020"}, "retracted"),
        ({"title": "Expression of Concern: A trial"}, "concern"),
    ],
)
def test_a_mark_unsettles_and_is_not_settled_by_its_going(workspace, fields, detail):
    """A sync brings the mark: a gap, and what rests on it is stale; none takes it away, but a person does."""
    client = workspace.client
    known(workspace)
    assert workspace.statuses()["CON-1"] == "current"
    synced(workspace, **fields)
    assert ("EVD-1", detail) in {
        (gap["subject"], gap["detail"]) for gap in workspace.gaps(rule="EVD-06")["items"]
    }
    assert workspace.statuses()["CON-1"] == "stale"
    assert "must_redo" in reasons(client, "CON-1").values()
    for _ in range(2):
        synced(workspace)
        assert [gap["detail"] for gap in workspace.gaps(rule="EVD-06")["items"]] == [detail]
        assert workspace.statuses()["CON-1"] == "stale"
    ok(put(client, "EVD-1", {"retracted": None, "tags": None}, approve=True))
    assert workspace.gaps(rule="EVD-06")["items"] == []
    assert workspace.statuses()["CON-1"] == "stale"
    workspace.load([signed_now(PILLAR)])
    assert workspace.statuses()["CON-1"] == "current"
    assert differences(workspace.address) == []


def test_saying_by_the_field_what_the_title_said_moves_nothing(workspace):
    """A mark in the title and a mark in the field are one mark: who concluded on it need not look again."""
    known(workspace)
    synced(workspace, title="RETRACTED: A trial")
    workspace.load([signed_now(PILLAR)])
    before = workspace.get("/conclusions/CON-1")
    synced(workspace, title="RETRACTED: A trial", retracted=True)
    now = workspace.get("/conclusions/CON-1")
    assert (now["status"], now["reasons"]) == (before["status"], before["reasons"])


def test_a_mark_is_no_wording(workspace):
    """A title that marks a paper as retracted cannot be agreed on as editorial; another title is."""
    known(workspace)
    sent = {**STUDY, "title": "RETRACTED: A trial", "editorial": True, "approve": True}
    told = workspace.client.put("/v1/items/EVD-1", json=sent, headers={"If-Match": "*"})
    problem(told, 422, "editorial-refused")
    synced(workspace, title="Retracted position of the needle")
    assert workspace.statuses()["CON-1"] == "current"


MARKED = {
    "retracted": {"retracted": True},
    "rejected": {"rejected": True, "rejected_reason": "made up"},
    "unfavourable": {"favourable": "unfavourable"},
    "a concern": {"tags": ["Expression of concern"]},
    "a figure": {"figures": [{"metric": "sensitivity", "estimate": 0.4, "n": 90}]},
    "a limit": {"limitations": "Adults alone"},
}


@pytest.mark.parametrize("fields", MARKED.values(), ids=MARKED)
def test_what_people_marked_stays_through_loads_until_they_take_it_back(workspace, fields):
    """By source, as a load, again and again, appraised anew or not: gaps stay. A revision takes it back."""
    known(workspace)
    ok(put(workspace.client, "EVD-1", fields, approve=True))
    before = {(gap["rule"], gap["subject"], gap["detail"]) for gap in workspace.gaps()["items"]}
    workspace.load([{**APPRAISAL, "evidence_version": 2}, signed_now(PILLAR)])
    marked = {gap for gap in before if gap[0] != "EVD-02"}
    for send in (synced, synced, lambda workspace: workspace.load([STUDY])):
        send(workspace)
        content = workspace.get("/items/EVD-1")["content"]
        assert {name: content.get(name) for name in fields} == fields
        now = {(gap["rule"], gap["subject"], gap["detail"]) for gap in workspace.gaps()["items"]}
        assert {gap for gap in marked if gap[1] == "EVD-1"} <= now
    ok(put(workspace.client, "EVD-1", dict.fromkeys(fields), approve=True))
    content = workspace.get("/items/EVD-1")["content"]
    assert not any(content.get(name) for name in fields)
    assert differences(workspace.address) == []
