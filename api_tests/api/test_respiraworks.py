"""A real design: the requirements of an open-source ventilator, four layers, with its real defects."""

import json
import os
from pathlib import Path

import pytest

LAYER_KINDS = {
    "stakeholder": "user_need",
    "sys": "system_requirement",
    "sw": "software_requirement",
    "hw": "hardware_requirement",
}


@pytest.fixture(scope="module")
def respiraworks():
    """The graph and what a separate reader computed of it; EVITRACE_TEST_DATA names their folder."""
    folder = os.environ.get("EVITRACE_TEST_DATA")
    if not folder:
        pytest.skip("EVITRACE_TEST_DATA is not set; it names the folder that holds respiraworks/")
    found = Path(folder) / "respiraworks"
    return json.loads((found / "graph.json").read_text()), json.loads((found / "expected.json").read_text())


def rows_of(graph):
    """The requirements as rows of a bulk load."""
    fulfils = {}
    for edge in graph["edges"]:
        fulfils.setdefault(edge["from"], []).append(edge["to"])
    return [
        {
            "type": "DesignItem",
            "key": node["id"],
            "title": node["title"],
            "kind": LAYER_KINDS[node["props"]["layer"]],
            "text": node["text"],
            "fulfils": fulfils.get(node["id"], []),
            "source": {"system": "respiraworks", "ref": node["id"]},
            "approve": True,
        }
        for node in graph["nodes"]
    ]


def test_a_real_design_loads_and_answers(workspace, respiraworks):
    """One bulk call takes all; every dangling link is listed; impact sets are those of a separate reader."""
    graph, expected = respiraworks
    loaded = workspace.load(rows_of(graph), unresolved="keep")

    assert loaded["counts"] == {"created": 296}
    gaps = workspace.gaps(rule="REF-01")["items"]
    missing = {gap["detail"].split()[-1] for gap in gaps}
    assert len(missing) == 20
    assert missing == set(expected["gaps"]["dangling_targets"])
    dangling = {(e["from"], e["to"]) for e in graph["edges"] if e["to"] in missing}
    assert {(gap["subject"], gap["detail"].split()[-1]) for gap in gaps} == dangling
    for seed, sets in expected["impact"].items():
        answer = workspace.get(f"/items/{seed}/impact")
        reached = {e["key"]: g["distance"] for g in answer["groups"] for e in g["items"]}
        assert answer["complete"] is True
        assert sorted(reached) == sorted(sets["transitive"])
        assert sorted(k for k, distance in reached.items() if distance == 1) == sorted(sets["direct"])


def test_loading_it_again_changes_nothing(workspace, respiraworks):
    """A tool may send its whole export every night: unchanged content is no write at all."""
    rows = rows_of(respiraworks[0])
    first = workspace.load(rows, unresolved="keep")

    again = workspace.load(list(reversed(rows)), unresolved="keep")

    assert again["counts"] == {"unchanged": 296}
    assert again["revision"] == first["revision"]
    assert len(workspace.get("/audit")["items"]) == 1
