"""Events 1 to 10: evidence, what expires, uses and appraisals."""

from api_tests.api.staleness_events.acts import add, reaffirm, revise, then, withdraw
from api_tests.api.staleness_events.event import CLAIMS, CONFIRM, REDO, RISKS, Event, appraisal_of, because
from api_tests.api.staleness_events.rows import AGAINST, DEVICES, RAISING, STUDY
from api_tests.small_file import row

EVENTS = {
    "1a pivotal result revised": Event(
        revise("EVD-3", n=378, results={"sensitivity": 0.91}),
        stale={3: because(REDO, ("BASIS_REVISED", "EVD-3")) | {("APPRAISAL_OUTDATED", "APP-3"): None}},
        suspect=CLAIMS,
    ),
    "1a supportive result revised": Event(
        then(
            add(*STUDY),
            reaffirm("CON-3", "reaffirmed_unchanged"),
            revise("EVD-20", n=40),
        ),
        stale={3: because(CONFIRM, ("BASIS_REVISED", "EVD-20")) | {("APPRAISAL_OUTDATED", "APP-20"): None}},
        suspect=CLAIMS,
        lasting=True,
    ),
    "1a the data turned round": Event(
        then(
            add(*STUDY),
            reaffirm("CON-3", "reaffirmed_unchanged"),
            revise("EVD-20", favourable="unfavourable"),
        ),
        stale={3: because(REDO, ("BASIS_REVISED", "EVD-20")) | {("APPRAISAL_OUTDATED", "APP-20"): None}},
        suspect=CLAIMS,
        lasting=True,
    ),
    "1b other substance of evidence revised": Event(
        revise("EVD-3", data_to="2026-02-02"),
        suspect=[3, *CLAIMS],
        waiting={3: {("APPRAISAL_OUTDATED", "APP-3"): None}, 4: {("UPSTREAM_STALE", "CON-3"): None}},
    ),
    "2 evidence revised editorially": Event(revise("EVD-3", citation="Study report, page 4")),
    "3 evidence retracted": Event(
        withdraw("EVD-1", "retracted"),
        stale={1: because(REDO, ("BASIS_WITHDRAWN", "EVD-1")) | appraisal_of("APP-1")},
        suspect=CLAIMS,
        kept=True,
    ),
    "3 evidence found invalid": Event(
        withdraw("EVD-2", "invalid"),
        stale={2: because(REDO, ("BASIS_WITHDRAWN", "EVD-2")) | appraisal_of("APP-2")},
        suspect=CLAIMS,
        kept=True,
    ),
    "3 evidence marked as retracted": Event(
        revise("EVD-1", retracted=True),
        stale={1: because(REDO, ("BASIS_REVISED", "EVD-1")) | {("APPRAISAL_OUTDATED", "APP-1"): None}},
        suspect=CLAIMS,
        kept=True,
    ),
    "4 evidence superseded": Event(
        withdraw("EVD-3", "superseded_elsewhere"),
        stale={3: because(CONFIRM, ("BASIS_SUPERSEDED", "EVD-3")) | appraisal_of("APP-3")},
        suspect=CLAIMS,
    ),
    "5 evidence past its date": Event(revise("EVD-3", valid_until="2020-01-01"), overdue=[3]),
    "5 evidence past its review": Event(revise("EVD-3", next_review_due="2020-01-01"), overdue=[3]),
    "5 evidence past its date where the policy makes that stale": Event(
        then(add(row("Policy", "POL-20", **RAISING)), revise("EVD-3", valid_until="2020-01-01")),
        stale={3: because(CONFIRM, ("BASIS_EXPIRED", "EVD-3"))},
        suspect=CLAIMS,
    ),
    "5 policy of the device after the evidence passed its review": Event(
        then(
            revise("EVD-3", next_review_due="2020-01-01"),
            add(row("Policy", "POL-20", expired_evidence_is_stale=False)),
            add(row("Policy", "POL-21", **RAISING, **DEVICES)),
        ),
        stale={3: because(CONFIRM, ("BASIS_EXPIRED", "EVD-3"))},
        suspect=CLAIMS,
    ),
    "5 policy taken back": Event(
        then(
            revise("EVD-3", valid_until="2020-01-01"),
            add(row("Policy", "POL-20", **RAISING)),
            revise("POL-20", expired_evidence_is_stale=None),
        ),
        overdue=[3],
    ),
    "5 policy of another device": Event(
        then(
            revise("EVD-3", valid_until="2020-01-01"),
            add(row("Device", "DEV-20"), row("Policy", "POL-20", **RAISING, devices=["DEV-20"])),
        ),
        overdue=[3],
    ),
    "5 policy moved to the device": Event(
        then(
            revise("EVD-3", valid_until="2020-01-01"),
            add(row("Device", "DEV-20"), row("Policy", "POL-20", **RAISING, devices=["DEV-20"])),
            revise("POL-20", **DEVICES),
        ),
        stale={3: because(CONFIRM, ("BASIS_EXPIRED", "EVD-3"))},
        suspect=CLAIMS,
    ),
    "5 conclusion is looked at again and the evidence is still expired": Event(
        then(
            add(row("Policy", "POL-20", **RAISING)),
            revise("EVD-3", next_review_due="2020-01-01"),
            reaffirm("CON-3", "reaffirmed_unchanged"),
        ),
        stale={3: because(CONFIRM, ("BASIS_EXPIRED", "EVD-3"))},
        suspect=CLAIMS,
        kept=True,
    ),
    "6 supporting evidence linked": Event(
        add(*STUDY),
        stale={3: because(CONFIRM, ("BASIS_ITEM_ADDED", "EVU-20"))},
        suspect=CLAIMS,
    ),
    "7 contradicting evidence linked": Event(
        add(*AGAINST),
        stale={3: because(REDO, ("CONTRADICTION_ADDED", "EVU-21"))},
        suspect=CLAIMS,
    ),
    "8 pivotal use removed": Event(
        withdraw("EVU-3"),
        stale={3: because(REDO, ("BASIS_ITEM_REMOVED", "EVU-3"))},
        suspect=CLAIMS,
    ),
    "8 supportive use removed": Event(
        withdraw("EVU-5"),
        stale={5: because(CONFIRM, ("BASIS_ITEM_REMOVED", "EVU-5"))},
        suspect=RISKS,
    ),
    "8 direction of a supportive use turned": Event(
        revise("EVU-5", direction="contradicts"),
        stale={5: because(REDO, ("BASIS_REVISED", "EVU-5"))},
        suspect=RISKS,
    ),
    "8 weight of a supportive use changed": Event(
        revise("EVU-5", weight="low"),
        stale={5: because(CONFIRM, ("BASIS_REVISED", "EVU-5"))},
        suspect=RISKS,
    ),
    "8 weight of a pivotal use changed": Event(
        revise("EVU-3", weight="low"),
        stale={3: because(REDO, ("BASIS_REVISED", "EVU-3"))},
        suspect=CLAIMS,
    ),
    "9 appraisal went down": Event(
        revise("APP-3", validity_performance="not_valid"),
        stale={3: because(REDO, ("BASIS_REVISED", "APP-3"))},
        suspect=CLAIMS,
    ),
    "9 fatal finding": Event(
        revise("APP-3", fatal_findings=["statistics"]),
        stale={3: because(REDO, ("BASIS_REVISED", "APP-3"))},
        suspect=CLAIMS,
    ),
    "9 another appraisal finds the data not valid": Event(
        add(row("Appraisal", "APP-21", appraises="EVD-3", validity_performance="not_valid", **DEVICES)),
        stale={3: because(REDO, ("BASIS_ITEM_ADDED", "APP-21"))},
        suspect=CLAIMS,
    ),
    "10 same grades after reading it again": Event(
        then(revise("EVD-9", data_to="2026-02-02"), revise("APP-9", evidence_version=2)),
    ),
}
