"""What criteria make of a risk, and the presets of criteria that are shipped."""

import pytest

from graph.catalogues import risk_presets
from graph.reports.risk import evaluate_risk
from graph.vocabulary import parse

PRESETS = {preset.id: preset for preset in risk_presets()}
DCB = PRESETS["dcb0129_5x5"].content


def test_a_preset_is_an_item_as_it_is_and_says_that_it_is_an_example():
    """Each parses as criteria, nothing is lost in it, and title, note and version call it an example."""
    assert len(PRESETS) == 2
    for preset in PRESETS.values():
        content = {name: value for name, value in preset.content.items() if name != "type"}
        parsed = parse(preset.content["type"], content).content()
        assert {"scheme": "iso14971", **parsed} == content
        assert "Example" in content["title"]
        assert "replaced by the maker's own" in content["note"]
        assert content["version_label"] == "example"


def test_the_matrix_of_dcb0129_is_the_published_one():
    """Five levels; one and two are acceptable, which holds for ten cells."""
    accepted = [[level <= 2 for level in row] for row in DCB["matrix"]]
    assert DCB["acceptable_levels"] == [1, 2]
    assert [sum(row) for row in accepted] == [4, 3, 2, 1, 0]
    assert [row[0] for row in DCB["matrix"]] == [1, 1, 2, 2, 3]
    assert [row[4] for row in DCB["matrix"]] == [3, 4, 4, 5, 5]


@pytest.mark.parametrize(
    ("risk", "level", "judged", "contradictions"),
    [
        ({"severity": 5, "p": 1}, 3, "not_acceptable", 0),
        ({"severity": 1, "p": 5}, 3, "not_acceptable", 0),
        ({"severity": 2, "p": 3}, 2, "acceptable", 0),
        ({"severity": 2, "p": 3, "level": 2, "acceptability": "acceptable"}, 2, "acceptable", 0),
        ({"severity": 4, "p": 4, "level": 2}, 4, "not_acceptable", 1),
        ({"severity": 4, "p": 4, "acceptability": "acceptable"}, 4, "not_acceptable", 1),
        ({"severity": 4, "p": 4, "level": 2, "acceptability": "acceptable"}, 4, "not_acceptable", 2),
        ({"severity": 1, "p": 1, "acceptability": "not_acceptable"}, 1, "not_acceptable", 1),
        ({"level": 3, "acceptability": "acceptable"}, 3, "not_acceptable", 1),
        ({"level": 2}, 2, "acceptable", 0),
        ({"severity": 6, "p": 1}, None, "not_acceptable", 1),
        ({"severity": 2, "p1": 1, "p2": 1}, None, "undecided", 0),
        ({"acceptability": "acceptable"}, None, "acceptable", 0),
    ],
)
def test_a_risk_has_the_level_of_its_cell_and_whatever_refuses_it_decides(
    risk, level, judged, contradictions
):
    """What is stated never outweighs the criteria, and what differs from them is said."""
    found = evaluate_risk(risk, DCB)
    assert (found.level, found.judged, len(found.contradictions)) == (level, judged, contradictions)


def test_without_criteria_only_what_is_stated_counts():
    """No level is made up, and nothing is acceptable because nobody said otherwise."""
    found = evaluate_risk({"severity": 5, "p": 5, "level": 1}, None)
    assert (found.level, found.level_by_criteria, found.judged) == (1, None, "undecided")
    assert evaluate_risk({"acceptability": "acceptable"}, None).judged == "acceptable"
