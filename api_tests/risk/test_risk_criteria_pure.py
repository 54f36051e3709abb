"""Risk acceptability criteria as data: their shape, and when a revision of them is stricter."""

import pytest

from graph.errors import InvalidContent
from graph.vocabulary import parse
from graph.vocabulary.risk import acceptable_cells, stricter

CRITERIA = {
    "severities": ["minor", "serious", "fatal"],
    "probabilities": ["remote", "frequent"],
    "levels": ["low", "medium", "high"],
    "matrix": [[1, 1, 2], [1, 2, 3]],
    "acceptable_levels": [1],
}


def test_a_matrix_has_a_row_for_each_probability_and_a_level_for_each_severity():
    """The cells that are acceptable follow from the matrix, probability first."""
    content = parse("RiskCriteria", CRITERIA).content()
    assert acceptable_cells(content) == {(1, 1), (1, 2), (2, 1)}


@pytest.mark.parametrize(
    "wrong",
    [
        {"matrix": [[1, 1, 2]]},
        {"matrix": [[1, 1, 2], [1, 2]]},
        {"matrix": []},
        {"matrix": [[1, 1, 2], [1, 2, 4]]},
        {"matrix": [[1, 1, 0], [1, 2, 3]]},
        {"acceptable_levels": [4]},
        {"severities": []},
    ],
)
def test_a_matrix_of_another_shape_is_refused(wrong):
    """Missing rows or cells, and levels without a name where levels are named, do not pass."""
    with pytest.raises(InvalidContent):
        parse("RiskCriteria", {**CRITERIA, **wrong})


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"matrix": [[1, 1, 2], [2, 2, 3]]}, True),
        ({"acceptable_levels": []}, True),
        ({"acceptable_levels": [2]}, True),
        ({"probabilities": ["remote", "often"]}, True),
        ({"scheme": "dcb0129"}, True),
        ({"acceptable_levels": [1, 2]}, False),
        ({"matrix": [[1, 1, 3], [1, 2, 3]]}, False),
        ({"version_label": "2"}, False),
    ],
)
def test_criteria_are_stricter_when_a_cell_is_no_longer_acceptable(changed, expected):
    """What was acceptable and is not decides; other scales are stricter, for a cell is another one then."""
    assert stricter(CRITERIA, {**CRITERIA, **changed}) is expected


def test_nothing_known_of_the_earlier_criteria_counts_as_stricter():
    """In doubt a risk is evaluated anew."""
    assert stricter({}, CRITERIA)
