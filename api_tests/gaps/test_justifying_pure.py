"""A justification holds only while nothing speaks against it; each reason alone is enough."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.waivers.validity import ItemState, LapseCode, Waiver, WaiverPin, lapses

THERE = ItemState("a", "in_force")
HELD = Waiver(
    key="JG-1",
    version=1,
    state="in_force",
    subject="EVD-1",
    gap="EVD-04 EVD-1",
    rule="EVD-04",
    detail="",
    rationale="why",
    expires_at="2026-06-30",
    meanings=frozenset({"waived"}),
    pins=(WaiverPin("subject", "EVD-1", THERE), WaiverPin("cited", "RPT-1", THERE)),
)
NOW = {"EVD-1": THERE, "RPT-1": THERE}
STANDINGS = st.builds(
    ItemState, st.sampled_from([None, "a", "b"]), st.sampled_from(["in_force", "withdrawn", "draft"])
)


def causes(held=HELD, today="2026-06-30", now=NOW, *, allowed=True):
    """Return why a justification does not hold."""
    return [lapse.code for lapse in lapses(held, today, now, allowed=allowed)]


def test_it_holds_up_to_the_day_on_which_it_expires():
    """The named day is the last one; the day before `valid_until` counts as well."""
    assert causes() == []
    assert causes(today="2026-07-01") == [LapseCode.expired]
    assert causes(replace(HELD, valid_until="2026-06-29")) == [LapseCode.expired]


@pytest.mark.parametrize(
    ("changed", "cause"),
    [
        ({"state": "withdrawn", "withdrawn_reason": "error"}, LapseCode.withdrawn),
        ({"state": "draft"}, LapseCode.withdrawn),
        ({"meanings": frozenset()}, LapseCode.not_signed),
        ({"meanings": frozenset({"approved"})}, LapseCode.not_signed),
        ({"rationale": None}, LapseCode.incomplete),
        ({"expires_at": None}, LapseCode.incomplete),
        ({"pins": HELD.pins[1:]}, LapseCode.subject_changed),
        ({"pins": ()}, LapseCode.subject_changed),
    ],
)
def test_what_is_missing_of_itself_is_enough(changed, cause):
    """Withdrawn, unsigned, unreasoned, without an end, or signed on another item: it does not hold."""
    assert causes(replace(HELD, **changed)) == [cause]


def test_a_rule_that_forbids_it_is_enough():
    """What is loaded for a gap that may not be justified justifies nothing."""
    assert causes(allowed=False) == [LapseCode.not_allowed]


@pytest.mark.parametrize(
    ("now", "cause"),
    [
        ({"EVD-1": THERE}, LapseCode.cited_withdrawn),
        ({**NOW, "RPT-1": ItemState("a", "withdrawn")}, LapseCode.cited_withdrawn),
        ({**NOW, "RPT-1": ItemState("b", "in_force")}, LapseCode.cited_changed),
        ({**NOW, "EVD-1": ItemState("b", "in_force")}, LapseCode.subject_changed),
        ({**NOW, "EVD-1": ItemState("a", "withdrawn")}, LapseCode.subject_changed),
        ({"RPT-1": THERE}, LapseCode.subject_changed),
    ],
)
def test_drift_of_what_it_was_signed_on_is_enough(now, cause):
    """Another substance or another state of the item, or of what is cited: it does not hold."""
    assert causes(now=now) == [cause]


def test_what_was_withdrawn_when_it_was_signed_may_stay_so():
    """A gap of withdrawn evidence can be justified; a citation of it cannot."""
    gone = ItemState("a", "withdrawn")
    subject = replace(HELD, pins=(WaiverPin("subject", "EVD-1", gone),))
    assert causes(subject, now={"EVD-1": gone}) == []
    assert causes(subject) == [LapseCode.subject_changed]
    cited = replace(HELD, pins=(HELD.pins[0], WaiverPin("cited", "RPT-1", gone)))
    assert LapseCode.cited_withdrawn in causes(cited, now={**NOW, "RPT-1": gone})


@given(
    st.dictionaries(st.sampled_from(["EVD-1", "A", "B", "C"]), STANDINGS),
    st.dictionaries(st.sampled_from(["EVD-1", "A", "B", "C"]), STANDINGS),
    st.dates().map(str),
    st.dates().map(str),
    st.booleans(),
)
def test_it_holds_exactly_when_all_is_as_it_was_signed(then, now, expires, today, allowed):
    """Whatever was pinned and is there now: it holds if and only if nothing differs and it is not over."""
    pins = [WaiverPin("subject" if key == "EVD-1" else "cited", key, was) for key, was in then.items()]
    held = replace(HELD, expires_at=expires, pins=tuple(pins))
    same = all(now.get(key) == was and was.hash for key, was in then.items())
    cited = all(was.state == "in_force" for key, was in then.items() if key != "EVD-1")
    holds = allowed and today <= expires and "EVD-1" in then and same and cited
    assert (causes(held, today, now, allowed=allowed) == []) is bool(holds)
