"""Health, release, and the page of the API."""

import re

from graph.vocabulary import ITEM_TYPES, ConclusionStatus, Demand


def test_health_and_release_are_told(workspace):
    """A supervisor can ask whether the process lives, whether it can answer, and what it is."""
    assert workspace.client.get("/livez").json() == {"status": "alive"}
    assert workspace.client.get("/readyz").json() == {"status": "ready"}
    assert workspace.client.get("/version").json()["name"] == "evitrace"


def test_the_page_of_the_api_needs_nothing_from_elsewhere(workspace):
    """The API page works on a machine without internet: every script and style is our own."""
    page = workspace.client.get("/docs").text

    loaded = re.findall(r"""(?:src|href)=["']([^"']+)["']""", page)
    assert loaded
    assert all(address.startswith("/") for address in loaded)
    for address in loaded:
        assert workspace.client.get(address).status_code == 200


def test_the_vocabulary_is_told(workspace):
    """A tool can read types, fields, relations, kinds, statuses, codes and rules before it sends anything."""
    answer = workspace.get("/vocabulary")

    claim = next(entry for entry in answer["item_types"] if entry["type"] == "Claim")
    covers = next(field for field in claim["fields"] if field["name"] == "covers")
    assert covers["relation"] == "COVERS"
    assert {"name": "COVERS", "to": ["IntendedUseElement"]}.items() <= next(
        entry for entry in answer["relations"] if entry["name"] == "COVERS"
    ).items()
    assert {entry["type"] for entry in answer["item_types"]} == set(ITEM_TYPES)
    assert "pillar_cv" in [entry["kind"] for entry in answer["conclusion_kinds"]]
    statuses = {entry["status"]: entry["meaning"] for entry in answer["statuses"]}
    assert set(statuses) == set(ConclusionStatus)
    assert all(statuses.values())
    assert {entry["demand"] for entry in answer["demands"]} == set(Demand)
    assert "CLM-01" in answer["rules"]
