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
    {
        "type": "CharacteristicComparison",
        "key": "CHC-5",
        "dimension": "biological",
        "compares": ["CMP-1"],
        "significance_rationale": "Neither touches the body",
    },
]


def approved(rows):
    """Return rows as the bulk load puts them in force."""
    return [{"approve": True, **row} for row in rows]


def missing(found):
    """Return what a table says is missing."""
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


STATED = {
    "same": {"own_value": "Adults", "comparator_value": "ADULTS"},
    "other_case_of_a_letter": {"own_value": "GRÖSSE", "comparator_value": "grösse"},
    "differ": {"own_value": "Adults", "comparator_value": "Children"},
    "differ_and_explained": {"own_value": "A", "comparator_value": "B", "significance_rationale": "Alike"},
    "one_value": {"own_value": "Adults"},
    "other_value": {"comparator_value": "Adults"},
    "nothing": {},
    "named_only": {"characteristic": "Population"},
    "said_to_be_insignificant_only": {"clinically_significant": False},
    "difference_only": {"difference": "Wider"},
    "difference_explained": {"difference": "Wider", "significance_rationale": "Alike"},
    "explained_only": {"significance_rationale": "Neither touches the body"},
    "significant": {"difference": "W", "significance_rationale": "A", "clinically_significant": True},
    "significant_all_the_same": {"own_value": "A", "comparator_value": "A", "clinically_significant": True},
    "blanks": {"own_value": "  ", "comparator_value": " "},
}
COMPARATORS = {
    "CE": {"marking": "CE 0123"},
    "UKCA": {"marking": "ukca"},
    "NONE": {},
    "OTHER": {"marking": "FDA"},
    "EXCUSED": {"status_justification": "Equal procedure"},
}


def test_the_table_lacks_what_the_rule_finds(workspace):
    """For every way to state a row, a comparator and a verdict, table and rule EQV-02 name the same."""
    rows = [{"type": "Device", "key": "DEV-1"}]
    for name, said in COMPARATORS.items():
        data = {"kind": "publication", "device_basis": "equivalent_device", "generated_with": [name]}
        use = {"uses": [f"EVD-{name}"], "bears_on": [f"CLM-{name}"], "pillar": "cv"}
        rows += [
            {"type": "ComparatorDevice", "key": name, **said},
            {"type": "Evidence", "key": f"EVD-{name}", **data},
            {"type": "Claim", "key": f"CLM-{name}", "statement": "Finds", "devices": ["DEV-1"]},
            {"type": "EvidenceUse", "key": f"EVU-{name}", **use},
        ]
    row = {"type": "CharacteristicComparison", "dimension": "clinical", "compares": ["CE"]}
    rows += [{**row, "key": f"CHC-{name}", **said} for name, said in STATED.items()]
    for name, verdict in {"UKCA": "demonstrated", "NONE": "demonstrated_partly"}.items():
        rows.append({**CONCLUSION, "key": f"CON-{name}", "about": [name], "verdict": verdict})
    workspace.load(approved(rows))
    for name in COMPARATORS:
        hits = {gap["detail"] or "conclusion" for gap in gaps_of(workspace, name)}
        assert missing(workspace.get(f"/comparators/{name}/equivalence")) == hits, name
    found = {gap["detail"] for gap in gaps_of(workspace, "CE")}
    assert {"CHC-nothing", "CHC-one_value", "CHC-differ"} <= found


def gaps_of(workspace, subject):
    """Return the hits of rule EQV-02 on one comparator."""
    return [gap for gap in workspace.gaps(rule="EQV-02")["items"] if gap["subject"] == subject]


def test_only_a_comparator_has_a_table(workspace):
    """Another type and a key that nobody has are refused, each with the way out."""
    workspace.load(approved([{"type": "Device", "key": "DEV-1"}]))
    client = workspace.client
    assert client.get("/v1/comparators/DEV-1/equivalence").status_code == 404
    assert client.get("/v1/comparators/CMP-9/equivalence").status_code == 404
