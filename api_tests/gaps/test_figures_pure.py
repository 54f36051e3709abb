"""Whether a claim's statement contains a figure: never missed where there is one."""

import pytest

from graph.vocabulary.claims import Claim


@pytest.mark.parametrize(
    "statement",
    ["Sensitivity at least 0.90", "AUC0.95 in adults", "sensitivity-90%", ">=90 % of findings", "(0.9)",
     "nine out of ten marks are right", "six of a hundred marks", "halves the time", "reduced by ½",
     "a twofold gain", "ninety per cent of findings", "n=20", "SpO2 above 90", "1.5 mm nodules"],
)  # fmt: skip
def test_a_figure_is_seen(statement):
    """Digits, fractions, shares and multiples in words are figures."""
    assert Claim.derive("CLM-1", {"statement": statement})["states_figure"] is True


@pytest.mark.parametrize(
    "statement",
    ["Finds what it is made to find", "Finds signs of COVID-19", "Reads T1 weighted images", "p53 status",
     "As fast as v2.1", ""],
)  # fmt: skip
def test_digits_of_a_name_are_no_figure(statement):
    """A name that ends in digits states no quantity."""
    assert "states_figure" not in Claim.derive("CLM-1", {"statement": statement})
