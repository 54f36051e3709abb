"""The table of equivalence with one comparator: nothing that is not shown yet looks as if it were."""

SIGNATURE = {"signer": "evaluator", "meaning": "approved", "signed_at": "2026-11-09T09:00:00Z"}
MARKED = {"type": "ComparatorDevice", "key": "CMP-1", "name": "The other one", "marking": "CE 0123"}
ROWS = [
    MARKED,
    {"type": "ComparatorDevice", "key": "CMP-2"},
    {"type": "CharacteristicComparison", "key": "CHC-1", "dimension": "clinical", "compares": ["CMP-1"],
     "characteristic": "Population", "own_value": "Adults", "comparator_value": "Adults", "display_order": 2},
    {"type": "CharacteristicComparison", "key": "CHC-2", "dimension": "clinical", "compares": ["CMP-1"],
     "characteristic": "Indication", "difference": "Also for children", "display_order": 1},
    {"type": "CharacteristicComparison", "key": "CHC-3", "dimension": "technical", "compares": ["CMP-1"],
     "own_value": "Network A", "comparator_value": "Network B"},
    {"type": "CharacteristicComparison", "key": "CHC-4", "dimension": "technical", "compares": ["CMP-2"]},
]  # fmt: skip
CONCLUSION = {
    "type": "Conclusion", "key": "CON-1", "kind": "equivalence", "about": ["CMP-1"],
    "verdict": "demonstrated",
    "signatures": [SIGNATURE],
}  # fmt: skip
SETTLED = [
    {**ROWS[3], "significance_rationale": "The data of adults stand alone"},
    {
        **ROWS[4],
        "difference": "Another network",
        "significance_rationale": "Same inputs, outputs and performance",
    },
    {"type": "CharacteristicComparison", "key": "CHC-5", "dimension": "biological", "compares": ["CMP-1"]},
]


def approved(rows):
    """Give rows as the bulk load puts them in force."""
    return [{"approve": True, **row} for row in rows]


def missing(found):
    """Give what a table says is missing."""
    return {entry["what"] for entry in found["missing"]}


def test_the_table_shows_what_is_missing_until_nothing_is(workspace):
    """Empty dimensions, differences without rationale, values that differ: all are named."""
    workspace.load(approved(ROWS))
    found = workspace.get("/comparators/CMP-1/equivalence")
    assert missing(found) == {"biological", "CHC-2", "CHC-3", "conclusion"}
    assert not found["complete"]
    rows = {part["dimension"]: [row["key"] for row in part["rows"]] for part in found["dimensions"]}
    assert rows == {"clinical": ["CHC-2", "CHC-1"], "technical": ["CHC-3"], "biological": []}
    assert missing(workspace.get("/comparators/CMP-2/equivalence")) >= {"regulatory_status"}

    workspace.load(approved([*SETTLED, CONCLUSION]))
    found = workspace.get("/comparators/CMP-1/equivalence")
    assert (found["missing"], found["complete"]) == ([], True)
    assert [(entry["key"], entry["status"]) for entry in found["conclusions"]] == [("CON-1", "current")]

    workspace.load(approved([{**SETTLED[0], "clinically_significant": True}]))
    found = workspace.get("/comparators/CMP-1/equivalence")
    assert missing(found) == {"CHC-2", "CON-1"}
    assert found["conclusions"][0]["status"] == "stale"


def test_a_pooled_conclusion_is_missing_for_each_of_its_comparators(workspace):
    """One conclusion on two comparators demonstrates neither by itself."""
    workspace.load(approved(ROWS))
    workspace.load(approved([*SETTLED, {**CONCLUSION, "about": ["CMP-1", "CMP-2"]}]))
    assert missing(workspace.get("/comparators/CMP-1/equivalence")) == {"CON-1"}


def test_only_a_comparator_has_a_table(workspace):
    """Another type and a key that nobody has are refused, each with the way out."""
    workspace.load(approved([{"type": "Device", "key": "DEV-1"}]))
    client = workspace.client
    assert client.get("/v1/comparators/DEV-1/equivalence").status_code == 422
    assert client.get("/v1/comparators/CMP-9/equivalence").status_code == 404
