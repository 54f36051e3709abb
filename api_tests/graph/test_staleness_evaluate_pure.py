"""What a signed conclusion is judged by, row by row: pins, what it ought to rest on now, days, others."""

import pytest

from graph.staleness import (
    ConclusionStatus,
    Demand,
    ExpectedItem,
    Fact,
    PinnedItem,
    Reason,
    ReasonCode,
    SignedCase,
    outdated_appraisals,
    overdue_from,
    own_reasons,
    propagate,
    propagate_days,
    sort_reasons,
    worst_demand,
)

REDO, CONFIRM = Demand.must_redo, Demand.must_confirm
KEY = "CON-1"


def fact(key, kind, **changed):
    """Return an item that is in force as version 2, with the interface hash `now`."""
    return Fact(
        **{"key": key, "type": kind, "state": "in_force", "version": 2, "interface_hash": "now", **changed}
    )


def pin(item, role="basis", via="", compare="interface", version=1, interface_hash="now"):
    """Return what the conclusion rested on; drifted where the hash is another."""
    return PinnedItem(item, role, via, compare, version, interface_hash)


def ought(item, role="basis", via=""):
    """Return what the conclusion ought to rest on now."""
    return ExpectedItem(item, role, via)


def case(pins=(), expected=(), facts=(), watched=(), contents=None):
    """Return a conclusion with what it is judged by."""
    return SignedCase(KEY, pins, expected, {entry.key: entry for entry in facts}, contents or {}, watched)


def told(*args, **kwargs):
    """Return code, item and demand of each own reason, in their order."""
    return [(str(r.code), r.item, r.demand) for r in own_reasons(case(*args, **kwargs))]


CLAIM, EVIDENCE = fact("CLM-1", "Claim"), fact("EVD-1", "Evidence")
USE = fact("USE-1", "EvidenceUse", use_role="supportive", direction="supports")
PIVOTAL = fact("USE-1", "EvidenceUse", use_role="pivotal", direction="supports")

STEADY = [
    ("nothing at all", [], [], []),
    ("pinned, expected, as it was", [pin("CLM-1")], [ought("CLM-1")], [CLAIM]),
    (
        "only its presence counts",
        [pin("CLM-1", compare="presence", interface_hash="then")],
        [ought("CLM-1")],
        [CLAIM],
    ),
]


@pytest.mark.parametrize(
    ("pins", "expected", "facts"), [row[1:] for row in STEADY], ids=[r[0] for r in STEADY]
)
def test_what_is_as_it_was_gives_no_reason(pins, expected, facts):
    """No drift of a pin and none of the frontier: no reason."""
    assert told(pins, expected, facts) == []


DRIFTED = [
    (
        "changed in substance",
        [pin("CLM-1", interface_hash="then")],
        [ought("CLM-1")],
        [CLAIM],
        [("BASIS_REVISED", "CLM-1", REDO)],
    ),
    ("no longer expected", [pin("CLM-1")], [], [CLAIM], [("BASIS_ITEM_REMOVED", "CLM-1", CONFIRM)]),
    (
        "withdrawn",
        [pin("CLM-1")],
        [],
        [fact("CLM-1", "Claim", state="withdrawn")],
        [("BASIS_ITEM_REMOVED", "CLM-1", CONFIRM)],
    ),
    (
        "withdrawn and still expected",
        [pin("EVD-1")],
        [ought("EVD-1")],
        [fact("EVD-1", "Evidence", state="withdrawn", withdrawn_reason="error")],
        [("BASIS_WITHDRAWN", "EVD-1", REDO)],
    ),
    (
        "about nothing any more",
        [pin("CON-2")],
        [ought("CON-2")],
        [fact("CON-2", "Conclusion", orphaned=True)],
        [("BASIS_ITEM_REMOVED", "CON-2", CONFIRM)],
    ),
    ("entered", [], [ought("EVD-1")], [EVIDENCE], [("BASIS_ITEM_ADDED", "EVD-1", CONFIRM)]),
    (
        "entered beside what is pinned",
        [pin("CLM-1")],
        [ought("CLM-1"), ought("EVD-1")],
        [CLAIM, EVIDENCE],
        [("BASIS_ITEM_ADDED", "EVD-1", CONFIRM)],
    ),
    (
        "entered by way of a use that is pinned",
        [pin("USE-1")],
        [ought("USE-1"), ought("EVD-1", via="USE-1")],
        [USE, EVIDENCE],
        [("BASIS_ITEM_ADDED", "EVD-1", CONFIRM)],
    ),
    (
        "entered with the use that it comes by: the use says it",
        [],
        [ought("USE-1"), ought("EVD-1", via="USE-1")],
        [USE, EVIDENCE],
        [("BASIS_ITEM_ADDED", "USE-1", CONFIRM)],
    ),
    (
        "gone with the use that it came by: the use says it",
        [pin("USE-1"), pin("EVD-1", via="USE-1")],
        [],
        [USE, EVIDENCE],
        [("BASIS_ITEM_REMOVED", "USE-1", CONFIRM)],
    ),
    (
        "a role that is pinned still holds",
        [pin("IUP-1", "category_II", compare="role", interface_hash="then")],
        [ought("IUP-1", "category_II")],
        [fact("IUP-1", "IntendedPurpose")],
        [],
    ),
    (
        "another role of the same item",
        [pin("IUP-1", "category_II", compare="role")],
        [ought("IUP-1", "category_III")],
        [fact("IUP-1", "IntendedPurpose")],
        [("INTENDED_PURPOSE_CHANGED", "IUP-1", REDO)],
    ),
    (
        "a role fell",
        [pin("IUP-1", "category_III", compare="role")],
        [ought("IUP-1", "category_II")],
        [fact("IUP-1", "IntendedPurpose")],
        [("INTENDED_PURPOSE_CHANGED", "IUP-1", CONFIRM)],
    ),
    (
        "by two ways, of which one asks for more: that counts, whichever comes first",
        [
            pin("EVD-1", via="USE-1", interface_hash="then"),
            pin("EVD-1", via="USE-2", interface_hash="now"),
            pin("USE-1"),
            pin("USE-2"),
        ],
        [ought("EVD-1", via="USE-1"), ought("EVD-1", via="USE-2"), ought("USE-1"), ought("USE-2")],
        [EVIDENCE, PIVOTAL, fact("USE-2", "EvidenceUse", use_role="supportive", direction="supports")],
        [("BASIS_REVISED", "EVD-1", REDO)],
    ),
    (
        "follow-up data contradict, and the activity is new",
        [],
        [ought("PMCF-1", "contradicting_follow_up")],
        [fact("PMCF-1", "PmcfActivity")],
        [("CONTRADICTION_ADDED", "PMCF-1", REDO)],
    ),
    (
        "two reasons of one item stand by their codes",
        [pin("PMCF-1", interface_hash="then")],
        [ought("PMCF-1")],
        [fact("PMCF-1", "PmcfActivity", ends="2026-01-31")],
        [("BASIS_EXPIRED", "PMCF-1", CONFIRM), ("BASIS_REVISED", "PMCF-1", CONFIRM)],
    ),
]


@pytest.mark.parametrize(
    ("pins", "expected", "facts", "reasons"), [row[1:] for row in DRIFTED], ids=[row[0] for row in DRIFTED]
)
def test_each_drift_gives_its_reason(pins, expected, facts, reasons):
    """Pin drift and frontier drift, each with code, item and demand (concepts 8.4.1, 8.4.2)."""
    assert told(pins, expected, facts) == reasons


@pytest.mark.parametrize("left", ["USE-1", "USE-2"])
def test_the_graver_demand_of_one_cause_counts_whatever_came_first(left):
    """One appraisal no longer counts for two uses, and only one of them has another: evaluate afresh."""
    supportive = {"use_role": "supportive", "direction": "supports"}
    uses = [fact(key, "EvidenceUse", **supportive) for key in ("USE-1", "USE-2")]
    facts = [*uses, EVIDENCE, fact("APP-1", "Appraisal"), fact("APP-2", "Appraisal")]
    steady = [(use.key, "use", "") for use in uses] + [("EVD-1", "evidence", use.key) for use in uses]
    steady += [("APP-2", "appraisal", left)]
    pins = [pin(item, role, via) for item, role, via in steady]
    pins += [pin("APP-1", "appraisal", use.key) for use in uses]
    expected = [ought(item, role, via) for item, role, via in steady]
    assert told(pins, expected, facts) == [("BASIS_ITEM_REMOVED", "APP-1", REDO)]


def test_a_direct_pin_speaks_for_an_item_before_one_by_way_of_a_use():
    """Of several entries for one item the one with fewest conditions is told, then the first use."""
    facts = [CLAIM, USE, fact("USE-2", "EvidenceUse", use_role="supportive", direction="supports")]
    uses = [pin("USE-1"), pin("USE-2")]
    still = [ought("CLM-1"), ought("USE-1"), ought("USE-2")]

    def version_told(*pins):
        (reason,) = own_reasons(case([*pins, *uses], still, facts))
        return reason.pinned_version

    by_use = pin("CLM-1", via="USE-1", version=7, interface_hash="then")
    by_other = pin("CLM-1", via="USE-2", version=8, interface_hash="then")
    direct = pin("CLM-1", version=9, interface_hash="then")
    assert version_told(by_use, direct) == version_told(direct, by_use) == 9
    assert version_told(by_other, by_use) == version_told(by_use, by_other) == 7


def test_reasons_stand_by_item_then_by_code():
    """The order in which they are kept and shown does not hang on how they were found."""
    reasons = [
        Reason(ReasonCode.STANDARD_CHANGED, "B", CONFIRM, ""),
        Reason(ReasonCode.BASIS_REVISED, "B", CONFIRM, ""),
        Reason(ReasonCode.WAIVER_LAPSED, "A", CONFIRM, ""),
    ]
    assert sort_reasons(reasons) == (reasons[2], reasons[1], reasons[0])


@pytest.mark.parametrize(
    ("changed", "listed"),
    [({}, []), ({"outdated": True}, ["APP-1"]), ({"outdated": True, "state": "withdrawn"}, [])],
)
def test_an_appraisal_is_outdated_while_it_is_in_force(changed, listed):
    """Made on another substance of its evidence; what is withdrawn is told as such, and not twice."""
    twice = [pin("APP-1", via="USE-1"), pin("APP-1", via="USE-2")]
    reasons = outdated_appraisals(case(twice, [], [fact("APP-1", "Appraisal", **changed)]))
    assert [reason.item for reason in reasons] == listed
    assert all((reason.code, reason.demand) == (ReasonCode.APPRAISAL_OUTDATED, None) for reason in reasons)


OVERDUE = [
    ("no date at all", {}, "", [], "", []),
    ("its own review", {}, "2026-03-01", [], "2026-03-01", []),
    ("its own validity", {"valid_until": "2026-02-01"}, "2026-03-01", [], "2026-02-01", []),
    (
        "validity of what is pinned",
        {},
        "2026-03-01",
        [fact("STD-1", "Standard", valid_until="2026-01-05")],
        "2026-01-05",
        [],
    ),
    (
        "review of evidence",
        {},
        "",
        [fact("EVD-1", "Evidence", next_review_due="2026-01-04")],
        "2026-01-04",
        [],
    ),
    (
        "review of anything else does not count",
        {},
        "",
        [fact("STD-1", "Standard", next_review_due="2026-01-04")],
        "",
        [],
    ),
    (
        "what is withdrawn does not expire",
        {},
        "2026-03-01",
        [fact("STD-1", "Standard", valid_until="2026-01-05", state="withdrawn")],
        "2026-03-01",
        [],
    ),
    (
        "a policy makes expired evidence a reason instead",
        {},
        "2026-03-01",
        [fact("EVD-1", "Evidence", valid_until="2026-01-05")],
        "2026-03-01",
        [fact("POL-1", "Policy")],
    ),
    (
        "the policy is of evidence alone",
        {},
        "2026-03-01",
        [fact("STD-1", "Standard", valid_until="2026-01-05")],
        "2026-01-05",
        [fact("POL-1", "Policy")],
    ),
    (
        "what is watched besides is no policy",
        {},
        "",
        [fact("EVD-1", "Evidence", valid_until="2026-01-05")],
        "2026-01-05",
        [fact("SIG-1", "SafetySignal")],
    ),
]


@pytest.mark.parametrize(
    ("own", "review", "facts", "day", "watched"),
    [row[1:] for row in OVERDUE],
    ids=[row[0] for row in OVERDUE],
)
def test_the_first_date_that_passes_makes_overdue(own, review, facts, day, watched):
    """Of its own review and validity, and of the dates of what it rests on (concepts 8.3, event 5)."""
    pins = [pin(entry.key) for entry in facts]
    every = [*facts, *watched, fact(KEY, "Conclusion", **own)]
    judged = case(pins, [], every, [entry.key for entry in watched])
    assert overdue_from(judged, review) == day


DATED = [
    (
        "a signal that nobody assessed",
        fact("SIG-1", "SafetySignal"),
        "watched",
        ("SIGNAL_RAISED", CONFIRM, ""),
        "not assessed",
    ),
    (
        "a signer who was not qualified",
        fact("ann", "Person"),
        "watched",
        ("SIGNATURE_INVALID", REDO, ""),
        "not to be qualified",
    ),
    (
        "follow-up that has to end",
        fact("PMCF-1", "PmcfActivity", ends="2026-01-31"),
        "watched",
        ("BASIS_EXPIRED", CONFIRM, "2026-01-31"),
        "not completed",
    ),
    (
        "follow-up that is pinned",
        fact("PMCF-1", "PmcfActivity", ends="2026-01-31", status="running"),
        "pinned",
        ("BASIS_EXPIRED", CONFIRM, "2026-01-31"),
        "not completed",
    ),
    (
        "follow-up that is completed",
        fact("PMCF-1", "PmcfActivity", ends="2026-01-31", status="completed"),
        "pinned",
        None,
        "",
    ),
    (
        "follow-up that was stopped",
        fact("PMCF-1", "PmcfActivity", ends="2026-01-31", status="stopped"),
        "pinned",
        None,
        "",
    ),
    ("follow-up without an end", fact("PMCF-1", "PmcfActivity"), "pinned", None, ""),
    (
        "a waiver that does not hold",
        fact("JGP-1", "JustifiedGap", lapsed="JGP-1 was withdrawn."),
        "pinned",
        ("WAIVER_LAPSED", CONFIRM, ""),
        "does not hold: JGP-1 was withdrawn;",
    ),
    (
        "a waiver that will expire",
        fact("JGP-1", "JustifiedGap", expires_at="2026-03-01"),
        "pinned",
        ("WAIVER_LAPSED", CONFIRM, "2026-03-01"),
        "expired",
    ),
    (
        "a waiver that is valid for less",
        fact("JGP-1", "JustifiedGap", expires_at="2026-03-01", valid_until="2026-02-01"),
        "pinned",
        ("WAIVER_LAPSED", CONFIRM, "2026-02-01"),
        "expired",
    ),
    ("a waiver without an end", fact("JGP-1", "JustifiedGap"), "pinned", None, ""),
    ("a signal that is pinned was assessed", fact("SIG-1", "SafetySignal"), "pinned", None, ""),
    ("evidence without a policy", fact("EVD-1", "Evidence", valid_until="2026-01-05"), "pinned", None, ""),
]


@pytest.mark.parametrize(
    ("item", "how", "reason", "words"), [row[1:] for row in DATED], ids=[r[0] for r in DATED]
)
def test_days_and_watched_items_give_their_reasons(item, how, reason, words):
    """What counts though nothing left, entered or changed, and from which day on (events 31, 32, 35, 36)."""
    pins = [pin(item.key)] if how == "pinned" else []
    judged = case(pins, [ought(entry.item) for entry in pins], [item], [item.key] if how == "watched" else [])
    reasons = own_reasons(judged)
    assert [(str(r.code), r.demand, r.after) for r in reasons] == ([] if reason is None else [reason])
    assert all(words in entry.why for entry in reasons)


@pytest.mark.parametrize(
    ("dates", "after"),
    [({"valid_until": "2026-02-01", "next_review_due": "2026-01-05"}, "2026-01-05"),
     ({"valid_until": "2026-02-01"}, "2026-02-01"), ({}, None)],
)  # fmt: skip
def test_a_policy_makes_expired_evidence_a_reason_to_come(dates, after):
    """From the first of its dates on, where a policy that is watched says so (event 5)."""
    facts = [fact("EVD-1", "Evidence", **dates), fact("POL-1", "Policy")]
    reasons = own_reasons(case([pin("EVD-1")], [ought("EVD-1")], facts, ["POL-1"]))
    expired = [] if after is None else [("BASIS_EXPIRED", "EVD-1", CONFIRM, after)]
    assert [(str(r.code), r.item, r.demand, r.after) for r in reasons] == expired


@pytest.mark.parametrize(
    ("demands", "worst"),
    [([], None), ([None], None), ([CONFIRM, None], CONFIRM), ([CONFIRM, REDO], REDO), ([REDO], REDO)],
)
def test_the_worst_demand_is_the_one_that_asks_for_most(demands, worst):
    """must_redo before must_confirm before nothing."""
    assert worst_demand(Reason(ReasonCode.BASIS_REVISED, "A", demand, "") for demand in demands) == worst


@pytest.mark.parametrize(
    ("code", "demand", "after", "stale"),
    [
        (ReasonCode.BASIS_REVISED, CONFIRM, "", True),
        (ReasonCode.BASIS_REVISED, REDO, "", True),
        (ReasonCode.APPRAISAL_OUTDATED, None, "", False),
        (ReasonCode.SIGNAL_RAISED, CONFIRM, "", False),
        (ReasonCode.SIGNAL_RAISED, REDO, "", True),
    ],
)
def test_a_reason_that_asks_for_something_makes_stale(code, demand, after, stale):
    """But for a signal that nobody assessed yet, which makes suspect (event 31)."""
    assert Reason(code, "A", demand, "", after=after).makes_stale is stale


def test_a_reason_counts_from_the_day_after_on():
    """The day that it names is the last on which it does not count; without one it counts at once."""
    coming = Reason(ReasonCode.BASIS_EXPIRED, "A", CONFIRM, "", after="2026-01-31")
    assert [coming.counts_on(day) for day in ("2026-01-30", "2026-01-31", "2026-02-01")] == [
        False,
        False,
        True,
    ]
    assert Reason(ReasonCode.BASIS_REVISED, "A", CONFIRM, "").counts_on("2026-01-01")


RESTS_ON = {"B": ["A"], "C": ["B"], "D": ["C", "X"]}


def test_suspicion_goes_all_the_way_up_and_never_makes_stale():
    """Who has an own reason is stale; who rests on something unsettled, however far, is suspect."""
    own = {"A": True, "B": False, "C": False, "D": True, "X": False}
    stale, suspect, current = ConclusionStatus.stale, ConclusionStatus.suspect, ConclusionStatus.current
    assert propagate(own, {}, RESTS_ON) == {"A": stale, "B": suspect, "C": suspect, "D": stale, "X": current}
    none = dict.fromkeys(own, False)
    assert propagate(none, {"B": True}, RESTS_ON) == {
        "A": current, "B": suspect, "C": suspect, "D": suspect, "X": current
    }  # fmt: skip


@pytest.mark.parametrize(
    ("own", "days"),
    [
        ({}, {}),
        ({"A": ""}, {"A": "", "B": "", "C": "", "D": ""}),
        ({"A": "2026-05-01", "C": "2026-03-01"},
         {"A": "2026-05-01", "B": "2026-05-01", "C": "2026-03-01", "D": "2026-03-01"}),
        ({"A": "2026-01-01", "C": "2026-03-01", "X": ""},
         {"A": "2026-01-01", "B": "2026-01-01", "C": "2026-01-01", "D": "", "X": ""}),
    ],
)  # fmt: skip
def test_each_is_unsettled_from_the_first_day_that_reaches_it(own, days):
    """Its own, or the first of what it rests on; now comes before every day."""
    assert propagate_days(own, RESTS_ON) == days
