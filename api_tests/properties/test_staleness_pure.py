"""The rules of staleness alone: how suspicion spreads, and that more drift never means fewer reasons."""

import dataclasses

from hypothesis import given
from hypothesis import strategies as st

from graph.staleness import (
    ConclusionStatus,
    Demand,
    ExpectedItem,
    Fact,
    PinnedItem,
    SignedCase,
    narrowed,
    outdated_appraisals,
    overdue_from,
    own_reasons,
    propagate,
    worst_demand,
)

# -- spread --------------------------------------------------------------------------------------------

KEYS = [f"CON-{number}" for number in range(8)]
FLAGS = st.fixed_dictionaries({key: st.booleans() for key in KEYS})
EDGES = st.dictionaries(
    st.sampled_from(KEYS), st.lists(st.sampled_from(KEYS), max_size=4), max_size=len(KEYS)
)


def naive(own, outdated, rests_on):
    """Return the statuses by asking everyone again until nobody changes."""
    status = {key: ConclusionStatus.stale if own[key] else ConclusionStatus.current for key in own}
    while True:
        again = {
            key: now
            if now is not ConclusionStatus.current
            or not (
                outdated[key]
                or any(status[up] is not ConclusionStatus.current for up in rests_on.get(key, ()))
            )
            else ConclusionStatus.suspect
            for key, now in status.items()
        }
        if again == status:
            return status
        status = again


@given(FLAGS, FLAGS, EDGES)
def test_spreading_gives_what_asking_until_nobody_changes_gives(own, outdated, rests_on):
    """The wave reaches exactly those that rest, however far, on something unsettled; circles included."""
    assert propagate(own, outdated, rests_on) == naive(own, outdated, rests_on)


@given(FLAGS, FLAGS, EDGES, st.sampled_from(KEYS), st.sampled_from(KEYS))
def test_more_trouble_never_settles_anything(own, outdated, rests_on, troubled, dependant):
    """One more own reason, or one more pin, leaves nobody better off."""
    before = propagate(own, outdated, rests_on)
    worse = propagate({**own, troubled: True}, outdated, rests_on)
    pinned = {**rests_on, dependant: [*rests_on.get(dependant, ()), troubled]}
    wider = propagate(own, outdated, pinned)
    for key in KEYS:
        assert before[key] is ConclusionStatus.current or worse[key] is not ConclusionStatus.current
        assert before[key] is ConclusionStatus.current or wider[key] is not ConclusionStatus.current
        assert worse[key] is ConclusionStatus.stale or before[key] is not ConclusionStatus.stale


@given(FLAGS, FLAGS, EDGES)
def test_spreading_again_changes_nothing(own, outdated, rests_on):
    """Who is stale, and who is suspect for any reason, stays so when that is where one begins."""
    once = propagate(own, outdated, rests_on)
    suspects = {key: once[key] is ConclusionStatus.suspect for key in KEYS}
    assert propagate(own, suspects, rests_on) == once


@given(FLAGS, EDGES)
def test_only_a_reason_of_ones_own_makes_stale(own, rests_on):
    """Suspicion never turns into staleness by itself."""
    found = propagate(own, dict.fromkeys(KEYS, False), rests_on)
    assert {key for key in KEYS if found[key] is ConclusionStatus.stale} == {key for key in KEYS if own[key]}


# -- reasons -------------------------------------------------------------------------------------------

TYPES = ("Claim", "Evidence", "EvidenceUse", "Appraisal", "IntendedUseElement", "RiskControl", "Conclusion")
TYPES += ("Risk", "Hazard", "Standard", "DeviceVersion", "StateOfTheArt", "PmsPlan", "SafetySignal")
ITEMS = [f"I-{number}" for number in range(6)]
USES = ["U-1", "U-2"]


@st.composite
def facts(draw, key):
    """Return an item as it is now; what the names of its hashes are does not matter."""
    kind = "EvidenceUse" if key in USES else draw(st.sampled_from(TYPES))
    return Fact(
        key=key,
        type=kind,
        state=draw(st.sampled_from(["in_force", "in_force", "withdrawn", "draft"])),
        version=draw(st.integers(1, 3)),
        interface_hash=draw(st.sampled_from("ab")),
        withdrawn_reason=draw(st.sampled_from([None, "obsolete", "superseded_elsewhere"])),
        use_role=draw(st.sampled_from(["pivotal", "supportive"])) if kind == "EvidenceUse" else None,
        direction=draw(st.sampled_from(["supports", "contradicts"])) if kind == "EvidenceUse" else None,
        outdated=kind == "Appraisal" and draw(st.booleans()),
        orphaned=kind == "Conclusion" and draw(st.booleans()),
        valid_until=draw(st.sampled_from([None, "2026-01-31", "2031-01-31"])),
    )


@st.composite
def cases(draw):
    """Return a conclusion with pins and an expected basis over a few items, some by way of a use."""
    keys = [*ITEMS, *USES]
    found = {key: draw(facts(key)) for key in keys}
    entries = st.tuples(st.sampled_from(ITEMS), st.sampled_from(["", *USES]))
    ends = st.lists(st.one_of(entries, st.sampled_from(USES).map(lambda use: (use, ""))), unique=True)
    versions = {key: draw(st.integers(1, 3)) for key in keys}
    hashes = {key: draw(st.sampled_from("ab")) for key in keys}
    pins = [
        PinnedItem(
            key,
            "role",
            via,
            draw(st.sampled_from(["interface", "interface", "presence"])),
            versions[key],
            hashes[key],
        )
        for key, via in draw(ends)
    ]
    expected = [ExpectedItem(key, "role", via) for key, via in draw(ends)]
    return SignedCase("CON-1", pins, expected, found)


def said(case):
    """Return who is named by the own reasons of a case."""
    return {reason.item for reason in own_reasons(case)}


@given(cases())
def test_reasons_are_a_function_of_the_case_and_not_of_its_order(case):
    """The same case in another order has the same reasons, each once, sorted."""
    turned = dataclasses.replace(case, pins=list(reversed(case.pins)), expected=list(reversed(case.expected)))
    found = own_reasons(case)
    assert found == own_reasons(case)
    assert {(r.code, r.item, r.demand) for r in found} == {
        (r.code, r.item, r.demand) for r in own_reasons(turned)
    }
    assert len({(r.code, r.item) for r in found}) == len(found)
    assert list(found) == sorted(found, key=lambda reason: (reason.item, reason.code))


@given(cases(), st.sampled_from(ITEMS))
def test_a_further_change_never_takes_a_reason_away(case, key):
    """When one more item changes, everyone who was named before is named still, and it stays stale."""
    before = said(case)
    fact = dataclasses.replace(case.facts[key], interface_hash="c")
    after = dataclasses.replace(case, facts={**case.facts, key: fact})
    assert before <= said(after)


@given(cases(), st.sampled_from([*ITEMS, *USES]))
def test_a_further_withdrawal_never_takes_a_reason_away(case, key):
    """When one more item goes out of force, who was named before is named still."""
    before = said(case)
    fact = dataclasses.replace(case.facts[key], state="withdrawn")
    after = dataclasses.replace(case, facts={**case.facts, key: fact})
    assert before <= said(after)


@given(cases(), st.sampled_from(ITEMS))
def test_a_further_expected_item_never_takes_staleness_away(case, key):
    """When the basis ought to hold one item more, a stale conclusion stays stale."""
    more = dataclasses.replace(case, expected=[*case.expected, ExpectedItem(key, "role", "")])
    kept = {item for item in said(case) if item != key}
    assert kept <= said(more)
    pinned = {pin.item for pin in case.pins}
    assert key in pinned or key in said(more)


@given(cases())
def test_no_drift_no_reason_and_any_drift_a_reason(case):
    """Nobody is named exactly when all pins are in force, expected and unchanged, and nothing is missing."""
    pinned = {pin.item: pin for pin in case.pins}
    wanted = {entry.item for entry in case.expected}
    whole = all(pin.via == "" or pin.via in pinned for pin in case.pins)
    led = all(entry.via == "" or entry.via in wanted for entry in case.expected)
    clean = (
        set(pinned) == wanted
        and all(case.facts[item].in_force for item in pinned)
        and all(
            pin.compare == "presence" or pin.interface_hash == case.facts[pin.item].interface_hash
            for pin in case.pins
        )
    )
    found = own_reasons(case)
    if clean:
        assert found == ()
    elif whole and led and not _presence_differs(case):
        assert found != ()
        assert worst_demand(found) in (Demand.must_redo, Demand.must_confirm)


def _presence_differs(case):
    """Whether an item is pinned for its presence by one argument and for its content by another."""
    ways = {}
    for pin in case.pins:
        ways.setdefault(pin.item, set()).add(pin.compare)
    return any(len(found) > 1 for found in ways.values())


@given(cases())
def test_a_content_pin_counts_whatever_else_pins_the_item(case):
    """An item whose content was pinned and changed is named, also when a list pins its presence."""
    wanted = {entry.item for entry in case.expected}
    for pin in case.pins:
        fact = case.facts[pin.item]
        if not pin.via and pin.compare == "interface" and pin.item in wanted and fact.in_force:
            assert pin.interface_hash == fact.interface_hash or pin.item in said(case)


@given(cases())
def test_signing_anew_clears_every_reason(case):
    """Pins of all that is expected, as it is now, leave nothing but what is not in force."""
    pins = [
        PinnedItem(
            e.item, e.role, e.via, "interface", case.facts[e.item].version, case.facts[e.item].interface_hash
        )
        for e in case.expected
    ]
    anew = dataclasses.replace(case, pins=pins)
    assert all(not case.facts[item].in_force for item in said(anew))
    settled = [e for e in case.expected if case.facts[e.item].in_force]
    held = {entry.item for entry in settled}
    anew = dataclasses.replace(anew, pins=[pin for pin in pins if pin.item in held], expected=settled)
    assert own_reasons(anew) == ()


@given(cases(), st.sampled_from(["", "2026-01-31", "2031-01-31"]))
def test_the_first_date_counts(case, own):
    """A conclusion is overdue after the first date of all that it rests on and that is in force."""
    dates = {case.facts[pin.item].valid_until for pin in case.pins if case.facts[pin.item].in_force}
    assert overdue_from(case, own) == min((date for date in {own, *dates} if date), default="")


@given(cases())
def test_an_outdated_appraisal_asks_nobody_to_act(case):
    """It is named, without a demand, when it is pinned and in force."""
    found = outdated_appraisals(case)
    assert all(reason.demand is None for reason in found)
    assert worst_demand(found) is None
    assert {reason.item for reason in found} == {
        pin.item for pin in case.pins if case.facts[pin.item].outdated and case.facts[pin.item].in_force
    }


# -- narrowing -----------------------------------------------------------------------------------------

ENDS = st.one_of(st.none(), st.sampled_from([0.0, 12.0, 18.0, 65.0, 80.0]))


@st.composite
def elements(draw):
    """Return an intended-use element with a range that may be open."""
    content = {"kind": "age_range", "value": draw(st.sampled_from(["", "a"]))}
    low, high = draw(ENDS), draw(ENDS)
    if low is not None:
        content["range_min"] = low
    if high is not None:
        content["range_max"] = high
    if draw(st.booleans()):
        content["included"] = False
    return content


def ages(element):
    """Return the ages, of a few, that an element takes in."""
    if not element.get("included", True):
        return set()
    low, high = element.get("range_min", float("-inf")), element.get("range_max", float("inf"))
    return {age for age in range(-5, 100) if low <= age <= high}


@given(elements(), elements())
def test_what_is_called_narrowed_takes_nobody_in(before, after):
    """Nobody is in the scope after a narrowing who was not in it before."""
    if narrowed(before, after):
        assert ages(after) <= ages(before)
        assert before["value"] == after["value"]


@given(
    elements(), elements(), st.sampled_from(["contraindication", "precaution_warning", "foreseeable_misuse"])
)
def test_a_limit_that_changes_is_never_narrowed(before, after, kind):
    """Fewer people under a contraindication are more people under treatment."""
    assert not narrowed({**before, "kind": kind}, {**after, "kind": kind})


@given(elements())
def test_an_element_for_other_users_is_not_narrowed(before):
    """Lay users instead of others are another intended use, whatever happens to the range."""
    assert not narrowed(before, {**before, "lay_users": "without_specialist_support", "included": False})


@given(elements())
def test_an_element_that_says_another_thing_is_not_narrowed(before):
    """Another value is never a narrowing, whatever happens to the range."""
    assert not narrowed(before, {**before, "value": "other", "included": False})
