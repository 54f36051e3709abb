"""Ranges against what was studied of them, held against single values; and the cells made of it."""

import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.reports.claims.coverage_rules import CoverageTarget, Study, cover, range_between, uncovered

ENDS = st.integers(-4, 24)
STUDIED = st.lists(
    st.tuples(ENDS, st.integers(0, 9)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=6
)
PROBES = [quarter / 4 for quarter in range(-40, 160)]
WHOLE = st.tuples(st.none() | ENDS, st.none() | ENDS).filter(lambda ends: ends != (None, None))


@given(WHOLE, STUDIED)
def test_a_value_is_uncovered_exactly_where_nobody_studied_it(ends, studied):
    """Each value of the range lies in a studied range or in one uncovered part; no other value does."""
    asked = range_between(*ends)
    left = uncovered(asked, studied)
    for value in PROBES:
        seen = any(low <= value <= high for low, high in studied)
        assert sum(value in part for part in left) == (value in asked and not seen)


@given(WHOLE, STUDIED, st.randoms())
def test_the_parts_are_in_order_and_do_not_touch(ends, studied, random):
    """Parts are as large as they can be, and the order in which uses are found does not matter."""
    asked = range_between(*ends)
    left = uncovered(asked, studied)
    again = [*studied, *studied]
    random.shuffle(again)
    assert uncovered(asked, again) == left
    for before, after in itertools.pairwise(left):
        assert before.high < after.low or (before.high == after.low and not before.high_included)
    assert all(part.low < part.high or (part.low_included and part.high_included) for part in left)


@pytest.mark.parametrize(
    ("ends", "studied", "left"),
    [
        ((18, 90), [(22, 75)], ["[18, 22)", "(75, 90]"]),
        ((18, 90), [(22, 40), (40, 95), (10, 30)], []),
        ((18, 90), [], ["[18, 90]"]),
        ((18, None), [(18, 75)], ["(75, )"]),
        ((None, 90), [(18, 90)], ["(, 18)"]),
        ((90, 18), [(18, 60)], ["(60, 90]"]),
        ((5, 5), [], ["[5, 5]"]),
        ((5, 5), [(5, 5)], []),
        ((18, 90), [(91, 99), (1, 17)], ["[18, 90]"]),
    ],
)
def test_what_is_left_of_a_range(ends, studied, left):
    """Ends belong to what was studied; an end not stated is open for ever; the order of ends is no matter."""
    assert [str(part) for part in uncovered(range_between(*ends), studied)] == left


def test_a_range_without_ends_is_none():
    """An element that states no end asks for no range."""
    assert range_between(None, None) is None
    assert math.isinf(range_between(1, None).high)


def test_a_cell_is_partly_covered_where_no_range_is_stated():
    """Studied without a range covers the element and leaves its whole range; ranges of others do not help."""
    adults = CoverageTarget("IUE-2", "age_range", range=range_between(18, 90))
    plain = Study("EVU-1", frozenset({"IUE-2", "IUE-3"}), (("IUE-3", 18, 90),))
    found = cover(adults, [plain])
    assert (found.extent, found.covered_by, [str(part) for part in found.uncovered]) == (
        "partly",
        ("EVU-1",),
        ["[18, 90]"],
    )
    assert cover(adults, []).extent == "uncovered"
    assert (
        cover(adults, [plain, Study("EVU-2", frozenset({"IUE-2"}), (("IUE-2", 1, 99),))]).extent == "covered"
    )
    assert (
        cover(CoverageTarget("IUE-1", "indication"), [Study("EVU-1", frozenset({"IUE-1"}))]).extent
        == "covered"
    )
