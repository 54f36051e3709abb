"""Events 33 to 38: conclusions upstream, justified gaps, signers and the device itself."""

from api_tests.api.staleness_events.acts import add, reaffirm, revise, then, withdraw
from api_tests.api.staleness_events.event import CONFIRM, REDO, Event, because, everywhere
from api_tests.api.staleness_events.rows import COMPARED, DEVICES, EQUIVALENCE, STUDY, WAIVED
from api_tests.small_file import row

EVENTS = {
    "33 verdict upstream changed": Event(
        reaffirm("CON-13", "verdict_changed", verdict="insufficient_data"),
        stale=everywhere([7, 10], REDO, ("UPSTREAM_VERDICT_CHANGED", "CON-13")),
        suspect=[8, 11],
    ),
    "33 conditions upstream changed": Event(
        reaffirm("CON-5", "revised_same_verdict", conditions="Every image is read"),
        stale={6: because(REDO, ("UPSTREAM_VERDICT_CHANGED", "CON-5"))},
        suspect=[7, 8, 11],
    ),
    "34 verdict upstream re-affirmed": Event(
        then(
            add(*STUDY),
            reaffirm("CON-3", "reaffirmed_unchanged"),
        ),
        lasting=True,
    ),
    "35 justified gap revoked": Event(
        then(add(*WAIVED), withdraw("JGP-20")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 justified gap revised": Event(
        then(add(*WAIVED), revise("JGP-20", rationale="Too few data are published")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 justified gap expired": Event(
        add(*WAIVED[:2], {**WAIVED[2], "expires_at": "2020-01-31"}, *WAIVED[3:]),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 what a justified gap cites changed": Event(
        then(add(*WAIVED), revise("STD-20", edition="2")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 what a justified gap cites withdrawn": Event(
        then(add(*WAIVED), withdraw("STD-20")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 what a justified gap cites changed and changed back": Event(
        then(add(*WAIVED), revise("STD-20", edition="2"), revise("STD-20", edition="1")),
        current=[20],
        kept=True,
    ),
    "35 justified gap approved again without its signature": Event(
        then(add(*WAIVED), revise("JGP-20", note="Asked again in May")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "36 signer was not qualified": Event(
        add(
            *COMPARED,
            EQUIVALENCE,
            row("Person", "QP-20", unqualified_from="2026-11-01", unqualified_until="2026-11-09"),
        ),
        stale={20: because(REDO, ("SIGNATURE_INVALID", "QP-20"))},
        kept=True,
    ),
    "36 signer was not qualified on other days": Event(
        then(
            add(row("Person", "QP-20"), *COMPARED, EQUIVALENCE),
            revise("QP-20", unqualified_from="2026-11-10"),
            revise("QP-20", unqualified_from=None, unqualified_until="2026-11-08"),
        ),
        current=[20],
        kept=True,
    ),
    "37 metadata": Event(
        then(
            revise("EVD-3", tags=["x"], owner="someone", location="shelf 4", note="moved"),
            revise("CLM-1", title="Sensitivity", owner="someone"),
            revise("IUE-2", display_order=9),
            revise("RSK-2", basis_note="As agreed"),
            revise("HAZ-1", hazard_category="software"),
        ),
    ),
    "38 device described otherwise": Event(
        revise("DEV-01", lifetime="15 years"),
        stale={
            6: because(REDO, ("DEVICE_VERSION_CHANGED", "DEV-01")),
            **dict.fromkeys((8, 9, 10, 13, 17), because(CONFIRM, ("DEVICE_VERSION_CHANGED", "DEV-01"))),
        },
        suspect=[7, 11],
    ),
    "38 evaluation on other data": Event(
        revise("EVAL-1", data_lock_date="2026-02-02"),
        stale={11: because(REDO, ("BASIS_REVISED", "EVAL-1"))},
    ),
    "38 profile marked otherwise": Event(
        revise("PRO-1", marking="another"),
        stale={11: because(CONFIRM, ("BASIS_REVISED", "PRO-1"))},
    ),
    "38 another market": Event(
        add(row("RegulatoryProfile", "PRO-9", jurisdiction="EU_MDR", **DEVICES)),
        stale=everywhere([11, 17], REDO, ("BASIS_ITEM_ADDED", "PRO-9")),
    ),
}
