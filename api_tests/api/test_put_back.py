"""What a report said meanwhile is not undone by a load that knows nothing of it."""

import pytest

from api_tests.small_file import (
    APPRAISAL,
    ARGUMENT,
    PILLAR,
    differences,
    ok,
    put,
    reasons,
    row,
    signed,
    signed_now,
)

STUDY = next(entry for entry in ARGUMENT if entry["key"] == "EVD-1")
WAYS = ("trigger", "revise", "load")


def corrected(workspace, way, fields):
    """Say of the study what turned out, by news, by hand or by a load."""
    if way == "trigger":
        news = {"kind": "correction", "keys": ["EVD-1"], "fields": fields}
        ok(workspace.client.post("/v1/triggers", json=news))
    elif way == "revise":
        ok(put(workspace.client, "EVD-1", fields, approve=True))
    else:
        workspace.load([{**STUDY, **fields}])


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("role", ["pivotal", "supportive"])
def test_a_load_that_puts_the_old_back_settles_nothing(workspace, way, role):
    """After a correction a load says again what it said before: somebody looks first, and once is enough."""
    entries = [{**e, "role": role} if e["type"] == "EvidenceUse" else e for e in ARGUMENT]
    workspace.load(entries)
    corrected(workspace, way, {"endpoints": ["death"], "n": 12})
    was = reasons(workspace.client, "CON-1")["BASIS_REVISED", "EVD-1"]
    assert was == ("must_redo" if role == "pivotal" else "must_confirm")
    for _ in range(2):
        workspace.load([STUDY])
        assert reasons(workspace.client, "CON-1") == {("BASIS_REVISED", "EVD-1"): was}
        assert workspace.statuses()["CON-1"] == "stale"
    workspace.load([signed_now(PILLAR)])
    assert workspace.statuses()["CON-1"] == "current"
    workspace.load([{**STUDY, "note": "read again"}])
    assert workspace.statuses()["CON-1"] == "current"
    assert differences(workspace.address) == []


@pytest.mark.parametrize("way", WAYS)
def test_who_puts_the_old_back_by_hand_settles_it(workspace, way):
    """Whoever revises the item itself says that the change was an error; conclusions on it stand again."""
    workspace.load(ARGUMENT)
    corrected(workspace, way, {"endpoints": ["death"]})
    ok(put(workspace.client, "EVD-1", {"endpoints": STUDY.get("endpoints")}, approve=True))
    assert workspace.statuses()["CON-1"] == "current"
    assert differences(workspace.address) == []


def test_so_it_is_with_appraisals_and_comparators(workspace):
    """An appraisal that found less, and other instructions of a comparator, put back by a load."""
    other = row("ComparatorDevice", "CMP-1", name="The other lamp", ifu_version="1")
    rows = [
        *ARGUMENT, other, row("CharacteristicComparison", "CCR-1", dimension="technical", compares="CMP-1"),
        signed("CON-3", "equivalence", "CMP-1", "demonstrated"),
    ]  # fmt: skip
    workspace.load(rows)
    ok(put(workspace.client, "CMP-1", {"ifu_version": "2"}, approve=True))
    ok(put(workspace.client, APPRAISAL["key"], {"validity_performance": "not_valid"}, approve=True))
    before = {key: reasons(workspace.client, key) for key in ("CON-1", "CON-3")}
    assert all(before.values())
    workspace.load([other, APPRAISAL])
    for key, told in before.items():
        assert set(reasons(workspace.client, key)) >= set(told), key
        assert workspace.statuses()[key] == "stale"
    assert differences(workspace.address) == []
