"""A preview asks the rules that a change lets answer otherwise, and no other rule does."""

import asyncio
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_tests.properties.beginning import CONCLUSIONS, ITEMS, TODAY
from api_tests.properties.edits import Put, puts, withdrawals
from api_tests.properties.test_oracle import WITHOUT, begun, planned, profile
from graph.database import queries
from graph.database.statements import load
from graph.database.store import connect
from graph.dialect import reads_only
from graph.errors import EvitraceError
from graph.gaps import evaluate_rules, read_report, shipped_rules
from graph.impact import ChangeStep, apply_step
from graph.impact.affected_rules import choose_rules
from graph.ledger.audit import begin
from graph.ledger.change_tracker import ELSEWHERE, LINKS, PROPERTIES, ChangeTracker
from graph.versions.proposal import Author

ONE, BOTH = {"devices": ["DEV-1"]}, {"devices": ["DEV-1", "DEV-2"]}
CREATED = [
    {"type": "Device", "is_samd": True},
    {"type": "DeviceVersion", "devices": ["DEV-2"], "status": "on_market"},
    {"type": "Policy", "side_effect_detection_rate": 0.01},
    {"type": "Policy", **ONE, "cer_interval_months": 3},
    {"type": "RegulatoryProfile", **BOTH, "jurisdiction": "EU_MDR", "device_class": "III"},
    {"type": "IntendedPurpose", "n12_significance": "treat_or_diagnose", "n12_situation": "critical"},
    {"type": "IntendedUseElement", **ONE, "kind": "contraindication", "value": "x"},
    {"type": "Person", "conflict_of_interest": True},
    {"type": "Standard", "edition": "2"},
    {"type": "Requirement", "requirement_id": "ER1"},
    {"type": "ComplianceRecord", **BOTH, "satisfies": ["REQ-1"], "applicable": "not_applicable"},
    {"type": "SafetySignal", "raises": ["HAZ-1"], "received_at": "2020-01-01"},
    {"type": "PmsReport", **ONE, "kind": "psur"},
    {"type": "LiteratureSearch", "purpose": "sota"},
    {"type": "EvidenceUse", "uses": ["EVD-3"], "bears_on": ["CLM-2", "RSK-1"], "pillar": "cv"},
    {"type": "Appraisal", "appraises": ["EVD-3"], "validity_performance": "valid"},
    {"type": "UseScenario", **ONE, "selected_for_summative": True},
    {"type": "Conclusion", "kind": "pillar_cv", "about": ["CLM-2"], "verdict": "supported"},
    {"type": "JustifiedGap", "rule_id": "CLM-01", "waives": ["CLM-2"], "rationale": "r"},
    {"type": "Claim", **BOTH, "statement": "four", "covers": ["IUE-2"]},
]
EVERY = [*ITEMS, *CONCLUSIONS]
STEPS = st.lists(st.one_of(puts(EVERY, drafts=False), withdrawals(EVERY)), min_size=14, max_size=14)


def change_of(world, edit):
    """Return an edit as a planned change."""
    if isinstance(edit, dict):
        return ChangeStep("create", "LATER-1", item={**edit, "key": "LATER-1"})
    row = world.row(edit.key, **{edit.name: edit.value}) if isinstance(edit, Put) else None
    said = planned(edit, row)
    return ChangeStep(said["op"], said["key"], fields=said.get("fields", {}), withdrawn_reason="obsolete")


def found_by(rule, report):
    """Return what a rule found; the versions of what it names may be others."""
    return [replace(gap, devices=(), versions={}, first_seen=None) for gap in report.gaps if gap.rule == rule]


async def tracked(tx, change):
    """Carry a change out; return the write, and what it changed."""
    write = await begin(tx, Author("tester", f"{TODAY}T08:00:00Z"))
    tracker = ChangeTracker(tx)
    tx.before = tracker.note
    await apply_step(write, 0, change)
    tx.before = None
    changed = await tracker.changes()
    assert changed is not None
    return write, changed


def narrowed(world, edits):
    """Try each edit: a rule that would not be asked finds the same; gives how many were asked each time."""

    async def tried(store, change):
        async def work(tx):
            _, changed = await tracked(tx, change)

            async def beside(committed):
                found = await choose_rules(committed, tx, changed, TODAY)
                return list(found.rules), await read_report(committed, TODAY)

            names, before = await store.read(beside)
            after = await evaluate_rules(tx, TODAY)
            for rule in set(shipped_rules()) - set(names):
                assert found_by(rule, before) == found_by(rule, after), (change, rule)
            return len(names)

        try:
            return await store.rehearse(work)
        except EvitraceError:
            return None

    async def all_tried():
        address = world.workspace.address
        store = connect(address.uri, address.user, address.password, address.database)
        try:
            return [await tried(store, change_of(world, edit)) for edit in edits]
        finally:
            await store.close()

    return [count for count in asyncio.run(all_tried()) if count is not None]


def test_what_a_new_item_does_is_seen_by_the_rules_that_are_asked(workspace):
    """Of every type, for one device, for two and for all: and not every rule is asked of every one."""
    counts = narrowed(begun(workspace), CREATED)
    assert len(counts) == len(CREATED)
    assert max(counts) == len(shipped_rules())  # a new device
    assert sorted(counts)[len(counts) // 2] < len(shipped_rules()) / 2


@profile(2)
@given(WITHOUT, STEPS)
def test_what_an_edit_does_is_seen_by_the_rules_that_are_asked(workspace, without, steps):
    """Whatever is revised or withdrawn, in a graph with whatever gaps."""
    assert narrowed(begun(workspace, without), steps)


@pytest.mark.soak
@profile(40)
@given(WITHOUT, STEPS)
def test_what_an_edit_does_is_seen_by_the_rules_that_are_asked_for_long(workspace, without, steps):
    """The same with many more edits."""
    narrowed(begun(workspace, without), steps)


NEVER_FORESEEN = {
    "head/create", "head/upgrade", "head/advance", "head/seal", "head/rewind", "audit/append",
    "audit/add_pages", "previews/store", "previews/name", "baselines/store_report",
    "head/hold", "gap_events/add", "gap_events/hold_open", "gap_events/regrade", "gap_events/close",
    "gap_events/move", "gap_events/judge",
}  # fmt: skip
"""What begins and ends a write, or stands outside of what a preview does."""


def test_every_writing_statement_says_what_it_changes():
    """One that is forgotten makes a preview ask everything, which is right and slow."""
    known = {*PROPERTIES, *LINKS, *ELSEWHERE}
    names = {query.name for query in known}
    writing = {name for name, text in load().items() if not reads_only(text.body)}
    elsewhere = (
        "maintenance/schema/",
        "maintenance/upgrade/",
        "maintenance/names/",
        "history/",
        "found/",
    )  # at the start, to go back in time, and beside all writes
    assert {name for name in writing if not name.startswith(elsewhere)} == names | NEVER_FORESEEN
    assert all(getattr(queries, query.__name__) is query for query in known)
