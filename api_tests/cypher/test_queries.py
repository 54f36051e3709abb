"""Files, headers, classes and databases agree on every statement: parameters, columns, dialect, twins."""

import dataclasses
import re

import neo4j as driver
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_tests.cypher.test_twins_pure import twin
from api_tests.gaps.test_found import stored
from api_tests.properties.beginning import BASE, TODAY
from api_tests.properties.edits import Again, Put, Withdraw, edits
from api_tests.properties.test_oracle import begun, profile
from api_tests.small_file import row, seen_before, signed
from graph import dialect
from graph.database import queries
from graph.database.queries import Affected, ExpectedBasis, GapHits, Query, SchemaStep, SharedBasis, statement
from graph.database.statements import load
from graph.items import apply
from graph.policy import rule_row
from graph.status.update import affected_conclusions, update_statuses
from graph.versions.projection import item_properties
from graph.versions.version import VERSION_PROPERTIES
from graph.vocabulary import ITEM_TYPES, KINDS, RELATIONS
from graph.vocabulary.governance import gap_identity

FAMILIES = {"status/basis": (ExpectedBasis, "basis"), "status/shared": (SharedBasis, "part")}
FAMILIES |= {"status/affected": (Affected, "argument"), "gaps": (GapHits, "rule")}
FAMILIES |= {"maintenance/schema": (SchemaStep, "step")}
TEXTS = load()
CLASSES = {
    value.name: value
    for value in vars(queries).values()
    if isinstance(value, type) and issubclass(value, Query) and hasattr(value, "name")
}
NEUTRAL = {
    "str": "",
    "int": 1,
    "Sequence[str]": ["none"],
    "Sequence[VersionId]": ["none"],
    "Sequence[int]": [0],
    "Mapping[str, object]": {"id": "none"},
    "Sequence[Mapping[str, object]]": [],
}
SEEN = gap_identity("EVD-04", "EVD-3", "", "DEV-1")
TELLING = {
    "keys": [*BASE, "NEW-1", "IUE-LAY", "CON-OLD", "CON-BR-9"],
    "items": [*BASE],
    "designation": "ISO1",
    "ids": [
        *(f"{key}@{number}" for key in BASE for number in (1, 2)),
        SEEN,
    ],
    "sources": ["tool::1"],
    "scopes": ["*", "DEV-1", "DEV-2"],
    "devices": ["DEV-1", "DEV-2"],
    "slots": [1, 2, 3],
    "parts": ["", "CLM-01"],
    "rules": ["EVD-04"],
    "relations": [*RELATIONS, "RESTS_ON"],
    "revisions": [1, 2, 3],
    "quoted": ['"item":"EVD-1"', '"item":"CLM-1"'],
    "size": 1000,
    "kinds": [*KINDS],
    "before": "9999",
    "revision": 1000,
    "at": 1,
    "names": ["first"],
    "change": "CHG-9",
    "types": ["Change", "Standard"],
    "stem": "ISO",
    "upto": 1000,
    "instant": "0000",
    "today": TODAY,
    "policy": [
        {**rule_row([], scope, (), TODAY), "device": scope, "scopes": [scope, "*"]}
        for scope in ("*", "DEV-1", "DEV-2")
    ],
    "device": "DEV-1",
    "key": "EVD-1",
    "after": {"str": "", "int": 0},
}
"""Parameters for which the workspace of these tests has rows."""
POLICY = {"type": "Policy", "key": "POL-1", "signal_days": 7, "approve": True}
POLICY |= {"expired_evidence_is_stale": True}
SOURCED = {
    "type": "Standard",
    "key": "STD-9",
    "designation": "iso 1",
    "source": {"system": "tool", "ref": "1"},
    "approve": True,
}
LAY = {"type": "IntendedUseElement", "key": "IUE-LAY", "kind": "intended_user", "approve": True}
LAY["lay_users"] = "without_specialist_support"
WAIVER = {"type": "JustifiedGap", "key": "JGP-1", "rule_id": "EVD-01", "waives": ["EVD-1"], "approve": True}
WAIVER["devices"] = ["DV-OLD"]
OTHER_VERSION = [
    row("DeviceVersion", "DV-OLD", status="on_market", devices="DEV-1"),
    row("DeviceVersion", "DV-SOLD", status="on_market", devices="DEV-1"),
    row("Claim", "CLM-OLD", statement="It finds", devices="DV-OLD"),
    signed("CON-OLD", "claim_supported", "CLM-OLD", "supported"),
]
NO_REQUIREMENT = [
    row("Device", "DEV-9", title="Probe"),
    row("Claim", "CLM-9", statement="It measures", devices="DEV-9"),
    signed("CON-CLM-9", "claim_supported", "CLM-9", "supported"),
    row("Evaluation", "EVAL-9", cer_version="1", devices="DEV-9"),
    signed("CON-EVAL-9", "cer_overall", "EVAL-9", "sufficient"),
]
NOT_CONCLUDED = [
    row("Hazard", "HAZ-9", title="Wrong probe", devices="DEV-9"),
    row("IntendedUseElement", "IUE-9", kind="indication", value="Fever", devices="DEV-9"),
    signed("CON-BR-9", "benefit_risk", "IUE-9", "favourable"),
    row("Claim", "CLM-8", statement="It is quick", devices="DEV-1"),
    row("Evidence", "EVD-8", kind="publication", devices="DEV-1"),
    row("EvidenceUse", "EVU-8", uses="EVD-8", bears_on="CLM-8", devices="DEV-1"),
]
FILLED = {
    "label": "Claim",
    "relation": "COVERS",
    "item_properties": item_properties("Claim"),
    "version_properties": VERSION_PROPERTIES,
}


def family_of(name):
    """Return the class of a family and what fills its field; the class alone for any other statement."""
    folder, _, stem = name.rpartition("/")
    if folder in FAMILIES:
        cls, field = FAMILIES[folder]
        return cls, {field: stem}
    return CLASSES[name], {}


def neutral(name):
    """Return the query of a statement with parameters that mean nothing."""
    cls, given_ = family_of(name)
    values = {
        field.name: FILLED[field.name] if field.name in FILLED else NEUTRAL[field.type]
        for field in dataclasses.fields(cls)
        if field.name not in given_
    }
    return cls(**values, **given_)


def telling(name, **more):
    """Return the query of a statement with parameters that find something; None for one that writes."""
    cls, given_ = family_of(name)
    if not TEXTS[name].returns or name == "head/advance":
        return None
    values = dict(given_)
    for field in dataclasses.fields(cls):
        if field.name not in given_:
            value = {**TELLING, **more}.get(field.name, NEUTRAL[field.type])
            values[field.name] = value[field.type] if isinstance(value, dict) else value
    return cls(**values)


def listed_before(workspace):
    """Have gaps opened and closed by one list after the other, and one that a release before had seen."""
    seen_before(workspace, SEEN)
    device = row("Device", "DEV-8", title="Probe")
    workspace.load([device])
    assert workspace.gaps()["items"]
    workspace.withdraw("DEV-8")
    assert workspace.gaps()["items"]


def told(workspace):
    """Fill a workspace so that nearly every statement finds something; gives the id of a preview."""
    world = begun(workspace)
    workspace.load([SOURCED, POLICY, LAY, WAIVER, *OTHER_VERSION, *NO_REQUIREMENT, *NOT_CONCLUDED])
    for edit in (
        Put("EVD-1", "n", 3),
        Put("SOTA-1", "derived_from", ["EVD-1", "NEW-1"]),
        Put("CLM-1", "covers", ["IUE-1"]),
        Put("EVU-2", "covers_element", ["IUE-1"]),
        Withdraw("EVD-2", "retracted"),
        Put("CON-24", "also_rests_on", ["EVD-3"]),
        Put("DI-2", "text", "changed"),
        Withdraw("CON-23"),
        Withdraw("CON-15"),
    ):
        assert world.make(edit)
    listed_before(workspace)
    assert SEEN in {gap["id"] for gap in workspace.gaps(device="DEV-1")["items"]}
    stored(workspace, "DEV-1")
    assert workspace.client.post("/v1/baselines", json={"name": "first"}).status_code == 201
    sent = {"changes": [{"op": "withdraw", "key": "IUE-1"}]}
    planned = {"type": "Change", "key": "CHG-9", "kind": "design", "proposed_deltas": sent["changes"]}
    workspace.load([planned])
    assert workspace.client.post("/v1/changes/CHG-9/impact-report", json={}).status_code == 201
    return workspace.client.post("/v1/impact-previews", json=sent).json()["id"]


def wrong(entries):
    """Return the entries that hold something, so that a failure names each."""
    return {name: found for name, found in entries.items() if found}


# -- files, headers and classes ------------------------------------------------------------------------


def test_every_file_has_a_class_and_every_class_a_file():
    """No statement is unused, none is missing; families are asked by their folder."""
    single = {name for name in TEXTS if name.rpartition("/")[0] not in FAMILIES}
    assert single == set(CLASSES)
    assert {name.rpartition("/")[0] for name in TEXTS} >= set(FAMILIES)
    bases = {n.removeprefix("status/basis/") for n in TEXTS if n.startswith("status/basis/")}
    assert bases == {kind.basis for kind in KINDS.values()}
    shared = {n.removeprefix("status/shared/") for n in TEXTS if n.startswith("status/shared/")}
    assert shared == {part for kind in KINDS.values() for part in kind.shared}
    affected = {n.removeprefix("status/affected/") for n in TEXTS if n.startswith("status/affected/")}
    assert affected == {*map(twin, KINDS), "declared", "signatures", "policies"}


def test_parameters_are_the_same_in_header_body_and_class():
    """What the header declares is what the body uses and what the class has."""
    faults = {}
    for name, text in TEXTS.items():
        cls, _ = family_of(name)
        fields = {field.name for field in dataclasses.fields(cls)} - cls.placeholders
        used = set(re.findall(r"\$(\w+)", text.body))
        declared = set(text.params)
        # What a rule does not ask for it is not given.
        spare = {"scopes", "devices", "today", "policy", "catalogues"} if name.startswith("gaps/") else set()
        if declared != used or not declared <= fields or not fields - declared <= spare:
            faults[name] = (declared, used, fields)
    assert faults == {}


def test_columns_are_the_same_in_header_and_class():
    """The row class has the columns of the header; a rule that looks at no device gives none."""
    faults = {}
    for name, text in TEXTS.items():
        cls, _ = family_of(name)
        blind = name.startswith("gaps/") and "subject" not in text.fields
        row = tuple(f.name for f in dataclasses.fields(cls.row) if not (blind and f.name == "device"))
        if set(row) != set(text.returns) or len(row) != len(text.returns):
            faults[name] = (row, text.returns)
    assert faults == {}


def test_no_statement_leaves_the_dialect():
    """The linter finds nothing in any statement, placeholders filled."""
    assert wrong({name: dialect.check(statement(neutral(name))) for name in TEXTS}) == {}


# -- the databases -------------------------------------------------------------------------------------


def asked(database, texts):
    """Return the columns of each text on a database; what was written is rolled back."""
    found = {}
    auth = (database.user, database.password)
    with (
        driver.GraphDatabase.driver(database.uri, auth=auth, notifications_min_severity="OFF") as pool,
        pool.session(database=database.database) as session,
    ):
        for name, (text, parameters) in texts.items():
            with session.begin_transaction() as tx:
                result = tx.run(text, parameters)
                found[name] = tuple(result.keys())
                result.consume()
                tx.rollback()
    return found


def test_a_database_gives_the_columns_of_the_header(workspace):
    """Every statement answers with its header's columns; without a row one engine names none."""
    preview = told(workspace)
    baseline = workspace.get("/baselines")["items"][0]["key"]
    run = {
        name: telling(name, id=preview, baseline=baseline) or neutral(name)
        for name in TEXTS
        if "maintenance/schema/" not in name
    }
    found = asked(workspace.address, {name: (statement(q), q.parameters()) for name, q in run.items()})
    silent = {name for name in run if found[name] == () and TEXTS[name].returns}
    assert {name: found[name] for name in run if found[name] not in ((), TEXTS[name].returns)} == {}
    assert {name for name in silent if "gaps/" not in name} == set()
    assert workspace.engine == "arcadedb" or silent == set()


def test_neo4j_explains_every_statement(neo4j):
    """Neo4j refuses what is not bound or not known, which the other engine may let pass."""
    plain = {name: neutral(name) for name in TEXTS}
    texts = {name: ("EXPLAIN " + statement(query), query.parameters()) for name, query in plain.items()}
    found = asked(neo4j, texts)
    assert {name: found[name] for name in found if found[name] not in ((), TEXTS[name].returns)} == {}


# -- twins: what a basis takes in, and who is told of a change -----------------------------------------


def test_who_is_affected_is_of_the_kind_that_the_file_names():
    """A file in affected/ gives conclusions of its own kind alone, in each of its branches."""
    named = re.compile(r"c\.kind (?:=|STARTS WITH) '(\w+)'")
    for kind in KINDS:
        body = TEXTS[f"status/affected/{twin(kind)}"].body
        assert body.count("(c:Conclusion") == len(named.findall(body)), kind
        assert {name for name in KINDS if any(name.startswith(found) for found in named.findall(body))} == {
            other for other in KINDS if twin(other) == twin(kind)
        }


def decisive_types(text):
    """Return the item types on whose state or fields the rows of a basis depend, one branch at a time."""
    found = set()
    for branch in re.split(r"\bUNION\b", text.body):
        labels = dict(re.findall(r"\((\w+):(\w+)", branch))
        conditions = " ".join(re.findall(r"(?:WHERE|AND) (.*)", branch))
        returned = re.findall(r"(\w+)\.key AS item", branch)
        found |= {
            label
            for var, label in labels.items()
            if re.search(rf"\b{var}\.(?!key\b)", conditions) or var in returned
        }
    return found & set(ITEM_TYPES)


@pytest.mark.parametrize("kind", list(KINDS))
def test_the_twin_of_a_basis_listens_to_all_that_it_reads(kind):
    """Each type that decides on a place in the basis stands in the `types` of the twin in affected/."""
    listened = set(TEXTS[f"status/affected/{twin(kind)}"].fields["types"].split())
    assert listened <= {*ITEM_TYPES, "*"}
    parts = [f"status/basis/{KINDS[kind].basis}", *(f"status/shared/{part}" for part in KINDS[kind].shared)]
    read = set().union(*(decisive_types(TEXTS[part]) for part in parts))
    # What a record is on is asked of records alone, in parts that benefit and risk share.
    of_others = {"ComplianceRecord", "Requirement"} if kind == "benefit_risk" else set()
    assert "*" in listened or read - of_others <= listened


def told_of(world, steps, candidates):
    """Make edits; every conclusion whose expected basis moved has to be among those that were told."""
    for edit in steps:
        before = {key: world.oracle.expected(key) for key in world.oracle.of_type("Conclusion")}
        candidates.clear()
        if not world.make(edit):
            continue
        edited = set(edit.keys) if isinstance(edit, Again) else {getattr(edit, "key", "")}
        after = {key: world.oracle.expected(key) for key in world.oracle.of_type("Conclusion")}
        moved = {key for key in before if key in after and before[key] != after[key]}
        # What an edit says of a conclusion itself is judged anew because it is the one that changed.
        missed = moved - edited - candidates
        assert not missed, (edit, missed)


@pytest.fixture
def candidates(monkeypatch):
    """The conclusions that the twins find before and after each write, whatever else finds them."""
    told = set()

    async def spy(write, changed, watched, **more):
        content_only = more.get("content_only", ())
        told.update(watched)
        told.update(
            await affected_conclusions(write.tx, {k: t for k, t in changed.items() if k not in content_only})
        )
        return await update_statuses(write, changed, watched, **more)

    monkeypatch.setattr(apply, "update_statuses", spy)
    return told


STEPS = st.lists(edits(), min_size=60, max_size=60)


@profile(3)
@given(STEPS)
def test_whoever_is_affected_is_told(workspace, candidates, steps):
    """On random graphs no basis changes unnoticed: the twin of its file names the conclusion."""
    told_of(begun(workspace), steps, candidates)


@pytest.mark.soak
@profile(40)
@given(STEPS)
def test_whoever_is_affected_is_told_for_long(workspace, candidates, steps):
    """The same with many more edits."""
    told_of(begun(workspace), steps, candidates)
