"""Suspects that clear by themselves keep a record of what settled them."""

import pytest

from api_tests.small_file import (
    APPRAISAL,
    EVIDENCE,
    SIGNATURES,
    differences,
    entries,
    ok,
    problem,
    row,
    signed_now,
)

TOPICS = [row("StateOfTheArt", f"SOTA-{number}", topic=f"Topic {number}") for number in range(1, 5)]
SOURCE = [
    EVIDENCE | {"devices": []},
    APPRAISAL | {"devices": []},
    row("EvidenceUse", "EVU-1", uses="EVD-1", bears_on="SOTA-1", purpose="state_of_the_art"),
]


def topic(number, *rests_on):
    """The conclusion CON-n, signed, on the topic SOTA-n."""
    found = {"kind": "sota_established", "about": f"SOTA-{number}", "verdict": "established"}
    return row("Conclusion", f"CON-{number}", **found, also_rests_on=list(rests_on), signatures=SIGNATURES)


CHAIN = [topic(1), topic(2, "CON-1"), topic(3, "CON-2"), topic(4)]
"""CON-3 rests on CON-2, that on CON-1, and that on a study; CON-4 has nothing to do with it."""


@pytest.fixture
def chain(workspace):
    """The chain with everything current."""
    workspace.load([*TOPICS, *SOURCE, *CHAIN])
    assert set(workspace.statuses().values()) == {"current"}
    return workspace


def reaffirm(client, key, outcome="reaffirmed_unchanged", **stated):
    """Re-affirm a conclusion."""
    body = {"outcome": outcome, "rationale": "Looked at again.", **stated}
    ok(client.post(f"/v1/conclusions/{key}/reaffirm", json=body))


def clearings(client, key):
    """The clearings of a conclusion, which stand in three places alike."""
    found = ok(client.get(f"/v1/conclusions/{key}/clearings"))["items"]
    assert ok(client.get(f"/v1/conclusions/{key}/explanation"))["cleared"] == found
    kept = [
        {"version": version["no"], **entry}
        for version in ok(client.get(f"/v1/items/{key}/versions"))["items"]
        for entry in version.get("auto_cleared", [])
    ]
    assert kept == found
    return found


def cause(item, type, version, how):
    """One thing that settled a suspect."""
    return {"item": item, "type": type, "version": version, "how": how}


def assert_cleared_by(workspace, *causes):
    """CON-2 and CON-3 cleared in the last write by these, and only they did; the trail says the same."""
    client = workspace.client
    assert set(workspace.statuses().values()) == {"current"}
    last = entries(client)[-1]
    told = {e["item"]: e["auto_cleared"] for e in last["effects"] if "auto_cleared" in e}
    assert told == {"CON-2": list(causes), "CON-3": list(causes)}
    for key in ("CON-2", "CON-3"):
        found = clearings(client, key)[-1]
        assert found["because"] == list(causes)
        assert (found["version"], found["from"], found["revision"]) == (1, "suspect", last["revision"])
        assert (found["by"], found["at"]) == (last["actor"], last["clock"])
    assert clearings(client, "CON-1") == clearings(client, "CON-4") == []
    assert differences(workspace.address) == []


def test_a_reaffirmation_that_clears_is_named(chain):
    """What waited, near and far, names the re-affirmed version; each later clearing adds a record."""
    client = chain.client
    chain.revise("EVD-1", {"n": 90})
    chain.revise("APP-1", {"evidence_version": 2})
    assert chain.statuses() == {"CON-1": "stale", "CON-2": "suspect", "CON-3": "suspect", "CON-4": "current"}
    assert clearings(client, "CON-2") == []
    reaffirm(client, "CON-1")
    assert_cleared_by(chain, cause("CON-1", "Conclusion", 2, "reaffirmed"))
    chain.revise("SOTA-1", {"parameter": "Sensitivity"})
    chain.load([signed_now(topic(1))])
    assert_cleared_by(chain, cause("CON-1", "Conclusion", 3, "signed"))
    assert len(clearings(client, "CON-3")) == 2
    problem(client.get("/v1/conclusions/EVD-1/clearings"), 404, "not-a-conclusion")


def test_an_appraisal_that_clears_is_named(chain):
    """Appraised again with the same grades, the evidence holds; who waited names the appraisal."""
    client = chain.client
    chain.revise("EVD-1", {"rejected_reason": "None"})
    assert chain.statuses()["CON-1"] == "suspect"
    chain.revise("APP-1", {"evidence_version": 2})
    assert set(chain.statuses().values()) == {"current"}
    for key in ("CON-1", "CON-2", "CON-3"):
        (found,) = clearings(client, key)
        assert found["because"] == [cause("APP-1", "Appraisal", 2, "reappraised")]
    assert clearings(client, "CON-4") == []


def test_content_that_is_what_it_was_is_named(chain):
    """A change that is taken back clears what waited for it, and the record says so."""
    chain.revise("EVD-1", {"n": 90})
    chain.revise("EVD-1", {"n": 100})
    assert_cleared_by(chain, cause("EVD-1", "Evidence", 3, "restored"))


def test_who_waits_for_two_clears_with_the_second(chain):
    """A suspect clears when all it waited for is settled; one that was signed did not clear by itself."""
    client = chain.client
    chain.load([signed_now(topic(4, "CON-2")), signed_now(topic(3, "CON-1", "CON-2"))])
    chain.revise("SOTA-1", {"parameter": "Sensitivity"})
    chain.revise("SOTA-2", {"parameter": "Specificity"})
    assert {chain.statuses()[key] for key in ("CON-1", "CON-2")} == {"stale"}
    chain.load([signed_now(topic(1))])
    assert clearings(client, "CON-3") == []
    chain.load([signed_now(topic(2, "CON-1")), signed_now(topic(4, "CON-2"))])
    assert set(chain.statuses().values()) == {"current"}
    (found,) = clearings(client, "CON-3")
    assert found["because"] == [cause("CON-2", "Conclusion", 2, "signed")]
    assert clearings(client, "CON-4") == []
