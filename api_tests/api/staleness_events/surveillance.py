"""Events 29 to 32: requirements, signals and follow-up."""

from api_tests.api.staleness_events.acts import add, revise, then
from api_tests.api.staleness_events.event import CLAIMS, CONFIRM, REDO, RISKS, Event, because, everywhere
from api_tests.api.staleness_events.rows import SIGNAL

EVENTS = {
    "29 requirement paraphrased anew": Event(
        revise("ER3", paraphrase="Performs as the maker intends, over its lifetime"),
        stale=everywhere([9], CONFIRM, ("CATALOGUE_CHANGED", "ER3")),
        suspect=[11],
    ),
    "30 signal assessed with an impact": Event(
        revise("SIG-1", assessment_status="assessed_impact"),
        stale=everywhere([5, 6, 16, 17], REDO, ("SIGNAL_RAISED", "SIG-1")),
        suspect=[7, 8, 11],
    ),
    "30 signal on a claim": Event(
        add({**SIGNAL, "assessment_status": "assessed_impact"}),
        stale=everywhere([1, 2, 3, 4, 16, 17], REDO, ("SIGNAL_RAISED", "SIG-20")),
        suspect=[7, 8, 9, 11],
    ),
    "30 signal on a side-effect": Event(
        add({**SIGNAL, "assessment_status": "assessed_impact", "raises": ["SE-1"]}),
        stale=everywhere([13, 16, 17], REDO, ("SIGNAL_RAISED", "SIG-20")),
        suspect=[7, 8, 10, 11],
    ),
    "31 signal on a claim not assessed": Event(
        add(SIGNAL),
        suspect=[1, 2, 3, 16, *CLAIMS],
        waiting={
            **everywhere([1, 2, 3, 16], CONFIRM, ("SIGNAL_RAISED", "SIG-20")),
            4: because(CONFIRM, ("SIGNAL_RAISED", "SIG-20"))
            | because(None, *(("UPSTREAM_STALE", f"CON-{number}") for number in (1, 2, 3))),
        },
    ),
    "31 signal on nothing not assessed": Event(
        add({**SIGNAL, "raises": []}),
        suspect=RISKS,
        waiting={6: because(CONFIRM, ("SIGNAL_RAISED", "SIG-20"))},
    ),
    "31 signal on a hazard not assessed": Event(
        add({**SIGNAL, "raises": ["HAZ-1"]}),
        suspect=[5, 16, *RISKS],
        waiting={
            **everywhere([5, 16], CONFIRM, ("SIGNAL_RAISED", "SIG-20")),
            6: because(CONFIRM, ("SIGNAL_RAISED", "SIG-20")) | because(None, ("UPSTREAM_STALE", "CON-5")),
        },
    ),
    "31 signal assessed without an impact": Event(
        then(add(SIGNAL), revise("SIG-20", assessment_status="assessed_no_impact")),
    ),
    "32 follow-up missed its end": Event(
        revise("PMA-1", end="2020-01-01"),
        stale={
            4: because(CONFIRM, ("BASIS_EXPIRED", "PMA-1")),
            17: because(CONFIRM, ("BASIS_EXPIRED", "PMA-1"), ("BASIS_REVISED", "PMA-1")),
        },
        suspect=[7, 8, 9, 11],
    ),
    "32 follow-up contradicts": Event(
        revise("PMA-1", outcome="contradicts"),
        stale={
            **everywhere([1, 2, 3, 4, 5, 16], REDO, ("CONTRADICTION_ADDED", "PMA-1")),
            17: because(REDO, ("BASIS_REVISED", "PMA-1")),
        },
        suspect=[6, 7, 8, 9, 11],
    ),
    "32 follow-up changed": Event(
        revise("PMA-1", method="Twice a year"),
        stale={17: because(CONFIRM, ("BASIS_REVISED", "PMA-1"))},
        suspect=[11],
    ),
}
