"""The page on reach says what the code does: whom a change of each field of each type unsettles."""

import asyncio
import json
import os
from functools import cache
from pathlib import Path

import pytest

from api_tests.properties.beginning import BASE, COMING, CONCLUSIONS
from api_tests.small_file import SIGNATURES
from api_tests.volume import tries
from docs.reach import WHY_APART, WHY_NOTHING, followed_by_bases, reasons_given
from graph.database.queries import ConclusionsByKeys
from graph.database.store import connect
from graph.errors import EvitraceError
from graph.items import write_items_in
from graph.ledger.audit import begin
from graph.staleness import Reason
from graph.status.cached import cached_reasons
from graph.versions.proposal import Author, Mode, Options, Proposal, Unresolved
from graph.vocabulary import ITEM_TYPES, RELATIONS, shapes

MEASURED = Path(__file__).parents[2] / "docs" / "reach.json"
EVERY = tries(6, 1)
"""Of so many fields one is measured; all of them where the table is written."""
AT = "2026-11-23T09:00:00+00:00"
WAIVED = {"signer": "evaluator", "meaning": "waived", "signed_at": "2026-11-09T09:00:00Z"}
LEFT_OUT = {"Baseline", "Policy", "Person", "Conclusion", "JustifiedGap"}
"""Types that no conclusion rests on as such, or that are signed: the page says so of each."""
UNFILLED = {
    "evidence_version",
    "unqualified_from",
    "unqualified_until",
    "coded_value",
    "module",
    "basic_udi_di",
}
NESTED = {
    "results": ({"x": 1}, {"x": 2}),
    "figures": ([{"metric": "x", "estimate": 1}], [{"metric": "x", "estimate": 2}]),
    "claim_statements": ([{"statement": "a"}], [{"statement": "b"}]),
    "n12_further": (
        [{"significance": "treat_or_diagnose", "situation": "serious"}],
        [{"significance": "treat_or_diagnose", "situation": "critical"}],
    ),
    "proposed_deltas": ([{"op": "supersede", "key": "A-1"}], [{"op": "supersede", "key": "A-2"}]),
    "questionnaire": ({"a": "b"}, {"a": "c"}),
    "matrix": ([[1, 2], [2, 3]], [[1, 3], [3, 3]]),
    "acceptable_levels": ([1, 2], [1]),
    "severities": (["minor", "major"], ["small", "large"]),
    "probabilities": (["rare", "often"], ["seldom", "daily"]),
    "levels": (["a", "b", "c"], ["d", "e", "f"]),
    "studied_ranges": ([], [{"element": "IUE-2", "range_min": 1, "range_max": 2}]),
    "lay_users": (None, "without_specialist_support"),
}


@cache
def fields_said_of(kind):
    """Return what the schema of a type says of its fields."""
    return ITEM_TYPES[kind].model_json_schema()["properties"]


def values(kind, name):
    """Return a value for a field and others that it may have; the default comes first where there is one."""
    if name in NESTED:
        return NESTED[name]
    field = fields_said_of(kind)[name]
    schema = next(entry for entry in field.get("anyOf", [field]) if entry.get("type") != "null")
    first = field.get("default")
    if "enum" in schema:
        first = first or schema["enum"][0]
        return (first, *(entry for entry in schema["enum"] if entry != first))
    low = schema.get("minimum") or 0
    by_type = {
        "boolean": (bool(first), not first),
        "integer": (low + 1, low),
        "number": (min(low + 1, schema.get("maximum", 1)), low),
        "array": [[entry] for entry in values_of(schema.get("items", {}))],
        "string": (COMING, "2032-01-01") if schema.get("format") == "date" else ("a", "b"),
    }
    return by_type[schema["type"]]


def values_of(schema):
    """Return two values of the entries of a list."""
    return schema["enum"][:2] if "enum" in schema else ("a", "b")


def filled(kind, content):
    """Return a content in which every plain field says something."""
    more = {}
    for name, shape in shapes(ITEM_TYPES[kind]).items():
        plain = shape.ref is None and name not in content and name not in UNFILLED
        if plain and kind not in LEFT_OUT and (kind, name) != ("IntendedUseElement", "lay_users"):
            first = values(kind, name)[0]
            default = ITEM_TYPES[kind].model_fields[name].default
            if first is not None and first != default:
                more[name] = first
    return {**more, **content}


REPORT = ("PmsReport", {"devices": ["DEV-1"], "kind": "trend", "outcome": "contradicts"})
FILE = {key: (kind, filled(kind, content)) for key, (kind, content) in {**BASE, "REP-9": REPORT}.items()}


def others(key, name):
    """Return contents of an item in which one field says something else."""
    kind, content = FILE[key]
    shape = shapes(ITEM_TYPES[kind])[name]
    bare = {field: value for field, value in content.items() if field != name}
    if shape.ref is not None:
        ends = shape.ref.relation.targets
        known = [end for end, (found, _) in BASE.items() if found in ends and end != key]
        return [bare, *({**bare, name: [end]} for end in known[:2])]
    said = content.get(name, ITEM_TYPES[kind].model_fields[name].default)
    known = [value for value in values(kind, name) if value not in (said, None)]
    return [{**bare, name: value} for value in known[:3]] + [bare]


def fields_of(kind):
    """Return the fields of a type that are measured here."""
    names = [] if kind in LEFT_OUT else sorted(shapes(ITEM_TYPES[kind]))
    return names if os.environ.get("EVITRACE_WRITE_REACH") else names[::EVERY]


async def measure(address):
    """Return of each type and field which kinds of conclusion its change unsettles, and with what demand."""
    store = connect(address.uri, address.user, address.password, address.database)
    try:
        open_before = await store.read(reasons_now)
        reach = {}
        for key, (kind, _) in FILE.items():
            for name in fields_of(kind):
                field = reach.setdefault(kind, {}).setdefault(name, {})
                for content in others(key, name):
                    now = await store.rehearse(lambda tx, c=content, k=key: reasons_once(tx, k, c))
                    for concluded, reason in now - open_before:
                        if counts(kind, concluded, reason):
                            field.setdefault(pillar(concluded), set()).add(reason.demand or "suspect")
    finally:
        await store.close()
    return {
        kind: {name: {c: sorted(field[c]) for c in sorted(field)} for name, field in fields.items()}
        for kind, fields in sorted(reach.items())
    }


async def reasons_once(tx, key, content):
    """Return the reasons that there are once an item says this; those of today where it is refused."""
    kind = FILE[key][0]
    write = await begin(tx, Author("a", AT))
    try:
        content = ITEM_TYPES[kind].model_validate({"type": kind, **content}).content()
        proposal = Proposal(kind, key, content, approve=True)
        await write_items_in(write, [proposal], Options(Mode.revise, Unresolved.refuse, action="preview"))
    except (ValueError, EvitraceError):
        return set()
    return await reasons_now(tx)


async def reasons_now(tx):
    """Return every reason of every conclusion, beside the kind of the conclusion."""
    rows = await tx.fetch(ConclusionsByKeys(keys=CONCLUSIONS))
    return {
        (BASE[row.key][1]["kind"], told(reason)) for row in rows for reason in cached_reasons(row.reasons)
    }


def told(reason):
    """Return of a reason what tells it from others."""
    return Reason(reason.code, reason.item, reason.demand, "")


def pillar(concluded):
    """Return the kind of a conclusion, one word for the three pillars."""
    return "pillar" if concluded.startswith("pillar_") else concluded


def counts(kind, concluded, reason):
    """Whether a reason is one of the field, and of no waiver or change that happens to name the item."""
    if reason.code in ("UPSTREAM_STALE", "WAIVER_LAPSED"):
        return False
    return concluded != "change_significance" or kind in ("Change", "RegulatoryProfile")


def rows():
    """Return the file as a load, waivers and conclusions signed."""
    for key, (kind, content) in FILE.items():
        signatures = SIGNATURES if kind == "Conclusion" else [WAIVED] if kind == "JustifiedGap" else None
        yield {
            "type": kind, "key": key, "approve": True, **content,
            **({"signatures": signatures} if signatures else {}),
        }  # fmt: skip


@pytest.mark.parametrize("database", ["arcadedb"], indirect=True)
def test_the_table_of_reach_is_what_the_code_does(workspace):
    """Fields of every type are changed, and who is unsettled by it is what the committed table says.

    All of them where EVITRACE_THOROUGH is set, else some of each type.
    EVITRACE_WRITE_REACH=1 writes the table instead; `make docs` then writes the page. Three thousand changes
    are rehearsed, so it is measured on one database; what both answer alike, the oracle tests.
    """
    workspace.load(list(rows()))
    found = asyncio.run(measure(workspace.address))
    if os.environ.get("EVITRACE_WRITE_REACH"):
        MEASURED.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    committed = json.loads(MEASURED.read_text(encoding="utf-8"))
    assert found == {kind: {n: fields[n] for n in fields_of(kind)} for kind, fields in committed.items()}


def test_no_field_reaches_nothing_without_a_reason():
    """Whatever moves no conclusion says why, and nothing else says so."""
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))
    silent = {
        (kind, name) for kind, fields in measured.items() for name, reached in fields.items() if not reached
    }
    assert {f"{kind}.{name}" for kind, name in silent if not reasons_given(kind, name)} == set()
    assert {f"{kind}.{name}" for kind, name in WHY_NOTHING if kind and (kind, name) not in silent} == set()
    assert {kind for kind in ITEM_TYPES if kind not in measured} == LEFT_OUT


def test_impact_and_staleness_follow_the_same_relations_or_it_is_said_why_not():
    """What impact lists, a conclusion hears of by the same relation; each difference has its sentence."""
    walked = {name for name, relation in RELATIONS.items() if relation.dependency}
    assert walked ^ followed_by_bases() == set(WHY_APART)
