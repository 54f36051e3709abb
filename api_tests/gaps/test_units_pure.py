"""Units as people write them: what can be compared is, and nothing that is written makes reading fail."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary.units import measure_of, share_of

MINUTE, MICROGRAM = ("[time]", 60.0), ("[mass]", 1e-6)


@pytest.mark.parametrize(
    ("unit", "measured"),
    [
        *[(text, MINUTE) for text in ("min", "min.", "Minutes", "MINS", " minute ")],
        *[(text, MICROGRAM) for text in ("ug", "\u00b5g", "mcg", "micrograms")],
        ("mg/dl", ("[mass] / [length] ** 3", 10.0)),
        ("mm Hg", measure_of("mmHg")),
        ("", ("", 1.0)),
        ("Frames", ("frames", 1.0)),
        ("\u00b0C", ("\u00b0 c", 1.0)),
        ("9**9**9", ("9 * * 9 * * 9", 1.0)),
    ],
)
def test_a_unit_is_what_it_measures_and_how_much_of_it(unit, measured):
    """Spellings of one unit are one; a unit that nobody knows is itself alone."""
    assert measure_of(unit) == measured


@pytest.mark.parametrize(
    ("unit", "count"),
    [("%", 100), ("per cent", 100), ("\u2030", 1000), ("per 1,000 patients", 1000), ("in 10 000", 10000)],
)
def test_a_share_says_of_how_many(unit, count):
    """Percentages and counts of a thousand are shares of one scale."""
    assert share_of(unit) == count


@pytest.mark.parametrize("unit", ["min", "per 100 patient-years", "per day", ""])
def test_a_rate_over_time_is_no_share(unit):
    """What is counted over time is not what is counted of people."""
    assert share_of(unit) is None


@given(st.one_of(st.text(max_size=12), st.from_regex(r"[^\W\d_]{0,8}/?[^\W\d_]{0,6}/?", fullmatch=True)))
def test_any_text_is_some_unit(unit):
    """Nothing that is written fails."""
    measured, scale = measure_of(unit)
    assert isinstance(measured, str)
    assert 0 < scale < 1e300
    assert share_of(unit) is None or share_of(unit) > 0
