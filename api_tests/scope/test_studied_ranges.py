"""What a use says it studied of an element's range: refused where it cannot be, projected for rules."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InvalidContent
from graph.versions.projection import projection
from graph.vocabulary import parse
from graph.vocabulary.registry import hashes

USE = {"uses": ["EVD-1"], "bears_on": ["CLM-1"], "pillar": "cv", "covers_element": ["IUE-1", "IUE-2"]}
RANGE = {"element": "IUE-1", "range_min": 22, "range_max": 75}


@pytest.mark.parametrize(
    ("ranges", "word"),
    [
        ([{**RANGE, "element": "IUE-9"}], "IUE-9"),
        ([{**RANGE, "range_min": 76}], "above"),
        ([{**RANGE, "range_max": "NaN"}], "number"),
        ([{"element": "IUE-1", "range_min": 22}], "required"),
        ([{**RANGE, "unit": "years"}], "no such field"),
        ([{**RANGE, "element": "no key!"}], "pattern"),
    ],
)
def test_a_range_that_cannot_have_been_studied_is_refused(ranges, word):
    """Elements not covered, ends the wrong way round, and values that are no numbers are each named."""
    with pytest.raises(InvalidContent) as refused:
        parse("EvidenceUse", {**USE, "studied_ranges": ranges})
    assert any(word in fault.message for fault in refused.value.faults)


@given(st.lists(st.tuples(st.sampled_from(["IUE-1", "IUE-2"]), st.integers(0, 90), st.integers(0, 30))))
def test_ranges_are_projected_as_three_lists_in_step(ranges):
    """Place for place, the lists that rules read are the ranges that were stated."""
    stated = [{"element": k, "range_min": low, "range_max": low + wide} for k, low, wide in ranges]
    content = parse("EvidenceUse", {**USE, "studied_ranges": stated}).content()
    found = projection("EvidenceUse", "EVU-1", content)
    lists = [found.get(name, []) for name in ("studied_elements", "studied_mins", "studied_maxs")]
    assert list(zip(*lists, strict=True)) == [(k, float(low), float(low + wide)) for k, low, wide in ranges]


def test_what_was_studied_is_substantive():
    """Another range is another substance: conclusions that pinned the use have to notice."""
    narrow = parse("EvidenceUse", {**USE, "studied_ranges": [RANGE]}).content()
    wide = parse("EvidenceUse", {**USE, "studied_ranges": [{**RANGE, "range_max": 90}]}).content()
    assert hashes("EvidenceUse", narrow).interface != hashes("EvidenceUse", wide).interface


@pytest.mark.parametrize("value", ["NaN", "Infinity", "-inf"])
def test_words_for_numbers_that_are_none_are_refused_everywhere(value):
    """A number that JSON could not give back is refused, also where it is written as text."""
    with pytest.raises(InvalidContent):
        parse("IntendedUseElement", {"kind": "age_range", "range_min": value})
