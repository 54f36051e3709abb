"""The event table: what makes what stale, told on the worked example, one row an event."""

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from api_tests.servers import Workspace, empty
from api_tests.small_file import answers, differences, ok, put, reasons, row

EXAMPLE = Path(__file__).parents[2] / "examples" / "lungtriage.ndjson"
THIS_YEAR = datetime.now(UTC).year
REDO, CONFIRM = "must_redo", "must_confirm"
CLAIMS = [4, 7, 8, 9, 11]
"""What waits for a pillar of CLM-1: the claim, benefit and risk, requirements 1 and 3, the evaluation."""
RISKS = [6, 7, 8, 11]
"""What waits for a risk: overall risk, benefit and risk, requirement 1, the evaluation."""
DEVICES = {"devices": ["DEV-01"]}


def rows():
    """The worked example, with a report that is in date whenever the test is run."""
    found = [json.loads(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
    for entry in found:
        if entry["key"] == "EVAL-1":
            entry |= {"cer_date": f"{THIS_YEAR}-01-01", "next_due": f"{THIS_YEAR}-12-31"}
    return found


@pytest.fixture(scope="module")
def loaded(database, base_url):
    """The worked example behind a real server, on each engine in turn."""
    with httpx.Client(base_url=base_url, timeout=120) as client:
        yield Workspace(client, "", database)


@pytest.fixture
def example(loaded):
    """The worked example with everything current; loaded again where a test left it otherwise."""
    settled = {entry["key"]: "current" for entry in rows() if entry["type"] == "Conclusion"}
    if loaded.statuses() != settled or "EVD-3" not in {e["key"] for e in loaded.get("/items")["items"]}:
        empty(loaded.address)
        loaded.load(rows())
    assert loaded.statuses() == settled
    return loaded


# -- what is done --------------------------------------------------------------------------------------


def revise(key, **fields):
    """Bring another version into force; it is undone by a version as before."""

    def act(workspace):
        read = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
        ok(put(workspace.client, key, fields, approve=True))

        def undo():
            now = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
            body = {name: None for name in now if name not in read}
            ok(put(workspace.client, key, {**body, **read}, approve=True))

        return undo

    return act


def withdraw(key, why="obsolete"):
    """Take an item out of force; it is undone by bringing it back as it was."""

    def act(workspace):
        workspace.withdraw(key, why)
        return lambda: ok(put(workspace.client, key, {}, approve=True))

    return act


def add(*added):
    """Load new items; it is undone by withdrawing them, the last one first."""

    def act(workspace):
        workspace.load(added)

        def undo():
            for entry in reversed(added):
                workspace.withdraw(entry["key"], "error")

        return undo

    return act


def evaluate(client, key, outcome, **changed):
    """Re-affirm a conclusion with an answer to each of its reasons, as someone who did not write it."""
    review = {"independent_review": outcome == "reaffirmed_unchanged"}
    body = {"outcome": outcome, "rationale": "Looked at again.", "answers": answers(client, key)}
    ok(client.post(f"/v1/conclusions/{key}/reaffirm", json={**body, **review, **changed}))


def reaffirm(key, outcome, **changed):
    """Re-affirm a conclusion; a changed verdict is undone by the verdict as before."""

    def act(workspace):
        before = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
        evaluate(workspace.client, key, outcome, **changed)
        back = {name: before.get(name, "") for name in changed}
        return lambda: evaluate(workspace.client, key, outcome, **back)

    return act


def then(*acts):
    """Do one after the other; it is undone backwards."""

    def act(workspace):
        undone = [each(workspace) for each in acts]

        def undo():
            for each in reversed(undone):
                each()

        return undo

    return act


STUDY = [
    row(
        "Evidence",
        "EVD-20",
        kind="registry_rwe",
        n=50,
        favourable="favourable",
        generated_with=["DV-2.1"],
        **DEVICES,
    ),
    row("Appraisal", "APP-20", appraises="EVD-20", validity_performance="valid", **DEVICES),
    row("EvidenceUse", "EVU-20", uses="EVD-20", bears_on="CLM-1", pillar="cv", **DEVICES),
]
AGAINST = [*STUDY[:2], {**STUDY[2], "key": "EVU-21", "direction": "contradicts"}]
CONTROL = row("RiskControl", "RCT-20", control_type="protective_measure", controls="HSI-1", **DEVICES)
NEW_CLAIM = row("Claim", "CLM-20", statement="Is fast", covers=["IUE-1"], **DEVICES)
CHILDREN = row("IntendedUseElement", "IUE-20", kind="target_population", value="Children", **DEVICES)
NEW_SITUATION = row("HazardousSituation", "HSI-20", arises_from="HAZ-1", leads_to="HRM-1", **DEVICES)


# -- what is expected ----------------------------------------------------------------------------------


@dataclass
class Event:
    """One row: what is done, and what stands afterwards; conclusions are named by their numbers."""

    act: object
    stale: dict = field(default_factory=dict)
    suspect: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)
    overdue: list = field(default_factory=list)
    waiting: dict = field(default_factory=dict)
    lasting: bool = False


def because(demand, *causes):
    """The own reasons of a stale conclusion, all with one demand: (code, item)."""
    return dict.fromkeys(causes, demand)


def everywhere(numbers, demand, *causes):
    """The same reasons for several conclusions."""
    return {number: because(demand, *causes) for number in numbers}


def appraisal_of(key):
    """The reason that an appraisal gives whose evidence went away."""
    return because(CONFIRM, ("BASIS_ITEM_REMOVED", key))


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
        revise("EVD-3", comparator="CT for all"),
        suspect=[3, *CLAIMS],
        waiting={3: {("APPRAISAL_OUTDATED", "APP-3"): None}, 4: {("UPSTREAM_STALE", "CON-3"): None}},
    ),
    "2 evidence revised editorially": Event(revise("EVD-3", citation="Study report, page 4")),
    "3 evidence retracted": Event(
        withdraw("EVD-1", "retracted"),
        stale={1: because(REDO, ("BASIS_WITHDRAWN", "EVD-1")) | appraisal_of("APP-1")},
        suspect=CLAIMS,
    ),
    "3 evidence found invalid": Event(
        withdraw("EVD-2", "invalid"),
        stale={2: because(REDO, ("BASIS_WITHDRAWN", "EVD-2")) | appraisal_of("APP-2")},
        suspect=CLAIMS,
    ),
    "3 evidence marked as retracted": Event(
        revise("EVD-1", retracted=True),
        stale={1: because(REDO, ("BASIS_REVISED", "EVD-1")) | {("APPRAISAL_OUTDATED", "APP-1"): None}},
        suspect=CLAIMS,
    ),
    "4 evidence superseded": Event(
        withdraw("EVD-3", "superseded_elsewhere"),
        stale={3: because(CONFIRM, ("BASIS_SUPERSEDED", "EVD-3")) | appraisal_of("APP-3")},
        suspect=CLAIMS,
    ),
    "5 evidence past its date": Event(revise("EVD-3", valid_until="2020-01-01"), overdue=[3]),
    "5 evidence past its review": Event(revise("EVD-3", next_review_due="2020-01-01"), overdue=[3]),
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
    "10 same grades after reading it again": Event(
        then(revise("EVD-9", comparator="Sites without it"), revise("APP-9", evidence_version=2)),
    ),
    "11 claim reworded": Event(
        revise("CLM-1", statement="Sensitivity at least 0.95"),
        stale=everywhere([1, 2, 3, 4, 16], REDO, ("BASIS_REVISED", "CLM-1")),
        suspect=[7, 8, 9, 11],
    ),
    "11 target changed": Event(
        revise("CLM-1", target_threshold=0.95),
        stale=everywhere([1, 2, 3, 4, 16], REDO, ("BASIS_REVISED", "CLM-1")),
        suspect=[7, 8, 9, 11],
    ),
    "12 claim added": Event(
        add(NEW_CLAIM),
        stale=everywhere([9, 16], REDO, ("BASIS_ITEM_ADDED", "CLM-20")),
        suspect=[8, 11],
    ),
    "13 claim withdrawn": Event(
        withdraw("CLM-1"),
        stale={
            7: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-4")),
            9: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-4"), ("BASIS_ITEM_REMOVED", "CLM-1")),
            16: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CLM-1")),
        },
        suspect=[8, 11],
        withdrawn=[1, 2, 3, 4],
    ),
    "14 element widened": Event(
        revise("IUE-2", range_max=100),
        stale=everywhere([1, 2, 3, 7, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-2")),
        suspect=[4, 8, 9, 11],
    ),
    "14 element covered as well": Event(
        then(add(CHILDREN), revise("CLM-1", covers=["IUE-1", "IUE-2", "IUE-20", "IUE-3"])),
        stale=everywhere([1, 2, 3, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-20")),
        suspect=[4, 7, 8, 9, 11],
    ),
    "15 element narrowed": Event(
        revise("IUE-2", range_max=80),
        stale=everywhere([1, 2, 3, 7, 16], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-2")),
        suspect=[4, 8, 9, 11],
    ),
    "15 element removed": Event(
        withdraw("IUE-3"),
        stale=everywhere([1, 2, 3, 16], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-3")),
        suspect=[4, 7, 8, 9, 11],
    ),
    "15 element no longer covered": Event(
        revise("CLM-1", covers=["IUE-1", "IUE-2"]),
        stale=everywhere([1, 2, 3], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-3")),
        suspect=CLAIMS,
    ),
    "17 hazard added": Event(
        add(row("Hazard", "HAZ-20", description="Wrong patient", **DEVICES)),
        stale=everywhere([6, 16], REDO, ("HAZARD_ADDED", "HAZ-20")),
        suspect=[7, 8, 11],
    ),
    "17 hazardous situation added": Event(
        add(NEW_SITUATION),
        stale=everywhere([6, 16], REDO, ("HAZARD_ADDED", "HSI-20")),
        suspect=[7, 8, 11],
    ),
    "18 estimate went up": Event(
        revise("RSK-2", p1=3),
        stale=everywhere([5, 16], REDO, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "18 estimate no longer acceptable": Event(
        revise("RSK-2", acceptability="not_acceptable"),
        stale=everywhere([5, 16], REDO, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "19 estimate went down": Event(
        revise("RSK-2", p1=1),
        stale=everywhere([5, 16], CONFIRM, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "20 control changed": Event(
        revise("RCT-2", statement="The worklist keeps images for a day"),
        stale=everywhere([5, 15], REDO, ("CONTROL_CHANGED", "RCT-2")),
        suspect=RISKS,
    ),
    "20 control removed": Event(
        withdraw("RCT-2"),
        stale={
            5: because(REDO, ("CONTROL_CHANGED", "RCT-2"))
            | because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-15")),
        },
        suspect=RISKS,
        withdrawn=[15],
    ),
    "20 control downgraded in type": Event(
        revise("RCT-2", control_type="information_for_safety"),
        stale=everywhere([5, 15], REDO, ("CONTROL_CHANGED", "RCT-2"))
        | {16: because(CONFIRM, ("BASIS_ITEM_ADDED", "RCT-2"))},
        suspect=RISKS,
    ),
    "20 information for safety changed": Event(
        revise("RCT-1", statement="Nothing is said"),
        stale=everywhere([5, 14, 16], REDO, ("CONTROL_CHANGED", "RCT-1")),
        suspect=RISKS,
    ),
    "21 control added": Event(
        add(CONTROL),
        stale={5: because(CONFIRM, ("BASIS_ITEM_ADDED", "RCT-20"))},
        suspect=RISKS,
    ),
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
    "37 metadata": Event(
        then(
            revise("EVD-3", tags=["x"], owner="someone", location="shelf 4", note="moved"),
            revise("CLM-1", title="Sensitivity", owner="someone"),
            revise("IUE-2", display_order=9, coded_value="X"),
            revise("RSK-2", basis_note="As agreed"),
            revise("HAZ-1", hazard_category="software"),
        ),
    ),
}


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_makes_stale_what_rests_on_it(example, name):
    """Each event moves exactly the conclusions of its row, with their reasons and demands.

    What is not named stays current, and undoing the event restores everything.
    """
    event = EVENTS[name]
    before = example.statuses()
    undo = event.act(example)
    expected = dict.fromkeys(before, "current")
    for status, numbers in (
        ("stale", event.stale),
        ("suspect", event.suspect),
        ("withdrawn", event.withdrawn),
        ("overdue", event.overdue),
    ):
        expected |= {f"CON-{number}": status for number in numbers}
    assert example.statuses() == expected
    for number, told in {**event.stale, **event.waiting}.items():
        found = reasons(example.client, f"CON-{number}")
        own = {cause: demand for cause, demand in found.items() if cause[0] != "UPSTREAM_STALE"}
        assert (found if number in event.waiting else own) == told
    for number in event.suspect:
        assert set(reasons(example.client, f"CON-{number}").values()) == {None}
    undo()
    if event.lasting:  # its undoing is another event, so the conclusion is looked at again
        reaffirm("CON-3", "reaffirmed_unchanged")(example)
    assert example.statuses() == before


def test_what_is_stored_is_what_is_computed_after_all_events(loaded):
    """After all the events a recomputation of every status, hash and reference finds no difference."""
    assert differences(loaded.address) == []
