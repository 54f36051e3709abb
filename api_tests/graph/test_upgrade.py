"""A database of an earlier version is brought up to date before it answers: no gap hides in what it lacks."""

import asyncio

import neo4j

from api_tests.small_file import ARGUMENT, differences, entries, problem, reasons, row, signed
from graph.database.store import connect
from graph.maintenance import prepare as preparation
from graph.maintenance.prepare import SCHEMA_VERSION, prepare
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.requirements import DesignItem
from graph.vocabulary.scope import IntendedUseElement

DERIVED = {name for kind in ITEM_TYPES.values() for name in kind.derived_properties}
FILE = [
    *ARGUMENT,
    row("Claim", "CLM-2", statement="Finds 95 % of all cases", covers="IUE-1", devices="DEV-1"),
    row("Requirement", "ER1", catalogue="MDD.ER", requirement_id="1"),
    row("Standard", "STD-1", designation="ISO 14971"),
    row("InformationMaterial", "IFU-1", kind="ifu", claim_statements=[{"statement": "Finds it fast"}]),
    row("EvidenceSet", "SET-1", suffices_for="CLM-1", pillar="cv", comprises=["EVU-1"], rationale="whole"),
]

TITLED = [
    *ARGUMENT,
    row("IntendedUseElement", "IUE-2", kind="indication", title="Fibrosis", devices="DEV-1"),
    row("IntendedUseElement", "IUE-3", kind="indication", title="Steatosis", devices="DEV-1"),
    row("Claim", "CLM-2", statement="Finds 95 % of all", covers="IUE-2", devices="DEV-1"),
    row("Claim", "CLM-3", statement="Finds it", covers="IUE-3", devices="DEV-1"),
    signed("CON-3", "pillar_av", "CLM-3", "supported"),
    signed("CON-4", "pillar_av", "CLM-2", "supported"),
    row(
        "JustifiedGap", "JG-1", rule_id="CLM-10", waives="CLM-2", detail="threshold", rationale="It is plain",
        expires_at="2031-01-31", cites=["IUE-3"],
        signatures=[{"signer": "evaluator", "meaning": "waived", "signed_at": "2026-01-15T09:00:00Z"}],
    ),
]  # fmt: skip


def prepared(address):
    """Start on a database as a release does."""

    async def work():
        store = connect(address.uri, address.user, address.password, address.database)
        try:
            await prepare(store)
        finally:
            await store.close()

    asyncio.run(work())


def raw(address, *statements):
    """Do to a database what only another release would."""
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth, notifications_min_severity="OFF") as driver:
        for statement in statements:
            driver.execute_query(statement, database_=address.database)


def without_what_is_derived(label):
    """Return statements that take away what follows from contents."""
    names = sorted({*DERIVED, "signers", "search"})
    return [f"MATCH (i:{label}) SET {', '.join(f'i.{name} = null' for name in names)}"]


def found(workspace, **asked):
    """The gaps, by rule and subject; a rule at a time, so that no report that is remembered can answer."""
    return {
        (gap["rule"], gap["subject"], gap["detail"])
        for rule in ("CLM-10", "CLM-09", "REQ-01", "CON-05", "IUP-03")
        for gap in workspace.gaps(rule=rule, **asked)["items"]
    }


def test_what_an_earlier_version_lacks_is_derived_anew(workspace):
    """Gaps and statuses are right after the start; that a status moved, an audit entry says."""
    client, address = workspace.client, workspace.address
    workspace.load(FILE)
    workspace.revise("EVD-1", {"n": 90})
    expected, stale = found(workspace), workspace.get("/conclusions/CON-1")
    assert ("CLM-10", "CLM-2", "threshold") in expected
    raw(
        address,
        *without_what_is_derived("Item"),
        "MATCH (c:Item {key: 'CON-1'}) SET c.status = 'current', c.reasons = '[]'",
        "MATCH (i:Item) SET i.since = null",
        "MATCH (v:Version) SET v.since = null",
        "MATCH (h:Head) SET h.schema_version = 1",
    )
    assert found(workspace) < expected
    assert differences(address)
    prepared(address)
    assert found(workspace, on="2026-11-26") == expected
    now = workspace.get("/conclusions/CON-1")
    assert (now["status"], [r["code"] for r in now["reasons"]]) == (
        "stale",
        [r["code"] for r in stale["reasons"]],
    )
    assert differences(address) == []
    last = entries(client)[-1]
    assert (last["revision"], last["action"], last["changes"]) == (3, "upgrade", [])
    assert {effect["item"] for effect in last["effects"]} >= {"CON-1"}
    assert workspace.get("/items", text="finds 95")["items"][0]["key"] == "CLM-2"


def test_the_past_of_an_earlier_version_is_refused(workspace):
    """What was not kept cannot be answered, and is not guessed; from the upgrade on everything is kept."""
    client, address = workspace.client, workspace.address
    workspace.load(FILE)
    workspace.revise("EVD-1", {"n": 90})
    raw(address, "MATCH (h:Head) SET h.schema_version = 1", "MATCH (i:Item) SET i.since = null")
    prepared(address)
    for as_of in (0, 1):
        told = problem(client.get("/v1/items", params={"as_of": as_of}), 404, "history-not-kept")
        assert "from revision 2 on" in told["detail"]
    problem(client.get("/v1/diff", params={"from": 1, "to": 2}), 404, "history-not-kept")
    was = workspace.get("/items/EVD-1", as_of=2)
    workspace.revise("EVD-1", {"n": 80})
    assert workspace.get("/items/EVD-1", as_of=2) == was
    assert workspace.get("/items/EVD-1", as_of=3)["content"]["n"] == 80
    prepared(address)
    assert [entry["action"] for entry in entries(client)] == ["load", "revise", "revise"]


def test_what_was_kept_is_derived_anew_as_well(workspace, monkeypatch):
    """As of a moment before the upgrade, a rule of today reads what follows from the contents of then."""
    address = workspace.address
    workspace.load(FILE)
    expected = found(workspace)
    workspace.revise("CLM-2", {"statement": "Finds nearly all cases"})
    workspace.revise("EVD-1", {"n": 90})
    assert found(workspace) != expected
    raw(address, *without_what_is_derived("Item"), *without_what_is_derived("PastItem"))
    assert found(workspace, as_of=1, on="2026-11-26") != expected
    monkeypatch.setattr(preparation, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    prepared(address)
    assert found(workspace, as_of=1, on="2026-11-27") == expected
    assert differences(address) == []
    assert workspace.get("/items")["revision"] == 3


def test_another_weight_of_a_field_makes_nothing_stale(workspace, monkeypatch):
    """Hashes of versions and of pins are worked out anew before anything is judged; what was signed stays.

    What was changed in what weighs more now was hidden before, and is told, in the audit trail as well.
    """
    client, address = workspace.client, workspace.address
    with monkeypatch.context() as before:
        before.setattr(IntendedUseElement, "title_for", "")
        before.setattr(DesignItem, "compared_without", {})
        workspace.load(TITLED)
        workspace.revise("IUE-2", {"title": "Cirrhosis"})
        workspace.revise("EVD-1", {"n": 90})
        stood = workspace.statuses()
        assert (stood["CON-1"], stood["CON-3"], stood["CON-4"]) == ("stale", "current", "current")
    signed_on = client.get("/v1/items/CON-3").json()["version"]
    assert differences(address)
    monkeypatch.setattr(preparation, "SCHEMA_VERSION", SCHEMA_VERSION + 1)
    prepared(address)
    assert differences(address) == []
    assert workspace.statuses() == stood | {"CON-4": "stale"}
    assert reasons(client, "CON-4") == {("INTENDED_PURPOSE_CHANGED", "IUE-2"): "must_redo"}
    assert client.get("/v1/items/CON-3").json()["version"] == signed_on
    accepted = workspace.gaps(rule="CLM-10", state="justified")["items"]
    assert [(gap["subject"], gap["detail"]) for gap in accepted] == [("CLM-2", "threshold")]
    last = entries(client)[-1]
    assert (last["action"], [effect["item"] for effect in last["effects"]]) == ("upgrade", ["CON-4"])
    workspace.revise("IUE-2", {"title": "Fibrosis"})
    assert workspace.statuses() == stood
    workspace.revise("IUE-3", {"title": "Fatty liver"})
    assert workspace.statuses()["CON-3"] == "stale"
    assert workspace.get("/conclusions/CON-3", as_of=1)["status"] == "current"
    assert differences(address) == []


def test_a_database_may_hold_one_system_in_two_spellings(workspace):
    """It opens, both items stay as they are, and what is ambiguous is said; no third one joins them."""
    client, address = workspace.client, workspace.address
    twins = [row("Hazard", f"HAZ-{n}", source={"system": "Jira", "ref": f"R{n}"}) for n in (1, 2)]
    workspace.load(twins)
    raw(
        address,
        "MATCH (i:Item {key: 'HAZ-2'}) SET i.source = 'jira::R1'",
        "MATCH (v:Version {key: 'HAZ-2'}) SET v.source = 'jira::R1'",
        "MATCH (h:Head) SET h.schema_version = 5, h.systems = null",
    )
    prepared(address)
    twins[1]["source"] = {"system": "jira", "ref": "R1"}
    assert workspace.load(twins)["counts"] == {"unchanged": 2}
    sent = {"type": "Hazard", "approve": True}
    for system, key in (("Jira", "HAZ-1"), ("jira", "HAZ-2")):
        assert client.put(f"/v1/items/by-source/{system}/R1", json=sent).json()["key"] == key
    told = problem(client.put("/v1/items/by-source/JIRA/R1", json=sent), 409, "key-taken")
    assert "HAZ-1 (Jira::R1), HAZ-2 (jira::R1)" in told["detail"]
    third = {**sent, "key": "HAZ-3"}
    problem(client.put("/v1/items/by-source/JIRA/R1", json=third), 409, "key-taken")
    assert [item["key"] for item in workspace.get("/items", source="JIRA")["items"]] == ["HAZ-1", "HAZ-2"]


# -- when the version has to go up ---------------------------------------------------------------------

AT_VERSION = 6
SITUATION = {
    "n12_significance": "treat_or_diagnose",
    "n12_situation": "critical",
    "n12_core_functionality": "c",
}
SCALES = {"severities": ["minor", "major"], "probabilities": ["rare", "often"]}
PROJECTED = [
    (
        "Claim",
        {"statement": "Finds 95 % of all cases"},
        {
            "states_figure": True,
            "stated_figures": ["0.95"],
            "stated_people": ["all"],
            "stated_metric": "sensitivity",
        },
    ),
    (
        "Claim",
        {"target_metric": "sens", "target_comparator": ">=", "target_threshold": 90, "target_on": "bound"},
        {
            "asks_bound": True,
            "stated_figures": ["0.9"],
            "stated_metric": "sensitivity",
            "target_operator": "at_least",
            "target_direction": "at_least",
            "target_name": "sensitivity",
            "target_value": 0.9,
            "target_needs": 30,
        },
    ),
    ("Claim", {"statement": "Finds COVID-19"}, {"stated_matters": ["covid"]}),
    (
        "Claim",
        {"target_metric": "time to alarm", "target_threshold": 2, "target_unit": "min"},
        {
            "stated_figures": ["2"],
            "stated_metric": "time_to_alarm",
            "target_name": "time_to_alarm",
            "target_value": 2.0,
            "target_measure": "[time]",
            "target_scale": 60.0,
        },
    ),
    (
        "Evidence",
        {
            "doi": "https://doi.org/10.1000/ABC",
            "pmid": "PMID: 12",
            "dataset_id": "Study 7",
            "report_no": "R-1",
        },
        {
            "doi_normal": "10.1000/abc",
            "pmid_normal": "12",
            "identities": ["key KEY-1", "doi 10.1000/abc", "pmid 12", "data set study 7", "report r 1"],
        },
    ),
    (
        "Evidence",
        {"title": "RETRACTED: A trial of sepsis detection"},
        {"notice": "retracted", "identities": ["key KEY-1"]},
    ),
    (
        "Evidence",
        {"figures": [{"metric": "sens", "estimate": 91, "unit": "%", "lower": 88, "upper": 94, "n": 300}]},
        {
            "identities": ["key KEY-1"],
            "figure_names": ["sensitivity"],
            "figure_estimates": [0.91],
            "figure_lowers": [0.88],
            "figure_uppers": [0.94],
            "figure_ns": [300],
            "figure_subgroups": [""],
            "figure_measures": [""],
            "figure_scales": [1.0],
        },
    ),
    (
        "ComparatorDevice",
        {"marking": "CE", "regulatory_status": "recalled in 2024"},
        {"marked": True, "status_lost": True},
    ),
    ("EvidenceSet", {"comprises": ["EVU-1", "EVU-2"]}, {"uses_named": 2}),
    (
        "EvidenceUse",
        {"studied_ranges": [{"element": "IUE-1", "range_min": 1, "range_max": 2.5}]},
        {"studied_elements": ["IUE-1"], "studied_mins": [1.0], "studied_maxs": [2.5]},
    ),
    (
        "InformationMaterial",
        {"claim_statements": [{"statement": "Fast", "claim": "CLM-1"}], "warnings": ["Keep it dry!"]},
        {
            "claiming_statements": ["Fast"],
            "claimed_keys": ["CLM-1"],
            "claiming_figures": [""],
            "claiming_people": [""],
            "claiming_matters": [""],
            "printed_words": [" keep it dry "],
            "limiting_words": [" keep it dry "],
        },
    ),
    (
        "InformationMaterial",
        {"statements": ["Sensitivity of 99 %"]},
        {
            "printed_words": [" sensitivity of 99 % "],
            "printed_metrics": ["sensitivity"],
            "printed_figures": ["0.99"],
        },
    ),
    (
        "IntendedPurpose",
        SITUATION,
        {
            **dict.fromkeys(("n12_category", "n12_lay_category"), "IV"),
            **dict.fromkeys(("n12_cell", "n12_lay_cell"), "IV.i"),
            **dict.fromkeys(("n12_rank", "n12_lay_rank"), 4),
            **dict.fromkeys(("n12_review", "n12_lay_review"), "more_important"),
        },
    ),
    (
        "IntendedUseElement",
        {"value": "Adults, 18 to 80"},
        {"words": " adults 18 to 80 ", "people": ["adults"]},
    ),
    (
        "IntendedUseElement",
        {"kind": "age_range", "range_min": 18},
        {"people": ["adults", "elderly"], "reach_up": 65.0},
    ),
    (
        "IntendedUseElement",
        {"kind": "age_range", "range_max": 17},
        {"people": ["adolescents", "children", "infants"], "reach_down": 2.0},
    ),
    ("JustifiedGap", {"rule_id": "CLM-01", "waives": ["CLM-1"]}, {"gap_id": "GAP-f3eb012eeb79b41e"}),
    (
        "PmsReport",
        {"kind": "psur", "period_from": "2026-01-01", "period_to": "2026-12-31"},
        {"period_before": "2025-12-31"},
    ),
    ("Person", {"competences": ["Medical writing"]}, {"competence_codes": ["medical_writing"]}),
    (
        "Requirement",
        {"requirement_id": "ER6"},
        {
            "clinical_topic_side_effects": True,
            "clinical_evaluation_topic": True,
            "leaf_normal": "::6",
        },
    ),
    (
        "Requirement",
        {"requirement_id": "GSPR1"},
        {
            "clinical_topic_safety": True,
            "clinical_topic_performance": True,
            "clinical_evaluation_topic": True,
            "leaf_normal": "::1",
        },
    ),
    (
        "RegulatoryProfile",
        {"device_class": "class 2b (implantable)"},
        {"class_known": "IIb", "implantable": True},
    ),
    ("RegulatoryProfile", {"catalogue_id": "EU MDR GSPR"}, {"catalogue_normal": "eumdr.gspr"}),
    (
        "RegulatoryProfile",
        {"jurisdiction": "GB_UKMDR", "catalogue_id": "GSPR"},
        {"catalogue_normal": "eumdr.gspr", "catalogue_foreign": True},
    ),
    ("Evidence", {"draws_on": ["EVD-2"]}, {"draws": True, "secondhand": True, "identities": ["key KEY-1"]}),
    ("Evidence", {"kind": "similar_device_data"}, {"secondhand": True, "identities": ["key KEY-1"]}),
    ("Evidence", {"kind": "expert_opinion"}, {"secondhand": True, "identities": ["key KEY-1"]}),
    (
        "ComparatorDevice",
        {"data_access": "By contract of 2024"},
        {"access_stated": True, "access_by_contract": True},
    ),
    (
        "Requirement",
        {"catalogue": "Directive 93/42/EEC", "requirement_id": "13.6 (a)"},
        {"leaf_normal": "mdd.er::13.6a", "catalogue_normal": "mdd.er"},
    ),
    (
        "InformationMaterial",
        {"statements": ["Finds nine out of ten", "99,5 % specific"]},
        {
            "printed_words": [" finds nine out of ten ", " 99,5 % specific "],
            "printed_metrics": ["sensitivity", "specificity"],
            "printed_figures": ["0.9", "0.995"],
        },
    ),
    (
        "InformationMaterial",
        {
            "statements": ["Can be used by all. Not with fever."],
            "warnings": ["Hot"],
            "population": "Men",
        },
        {
            "printed_words": [" can be used by all not with fever ", " hot ", " men "],
            "permitting_words": [" can be used by all ", " men "],
            "meant_people": ["men"],
            "limiting_words": [" not with fever ", " hot "],
        },
    ),
    (
        "RiskCriteria",
        {**SCALES, "matrix": [[1, 2], [2, 3]], "acceptable_levels": [1, 2]},
        {"accepted_cells": [101, 102, 201]},
    ),
    (
        "StateOfTheArt",
        {"parameter": "time to report", "benchmark_value": 2, "benchmark_unit": "min", "better": "lower"},
        {"benchmark_name": "time_to_report", "benchmark_measure": "[time]", "benchmark_ceiling": 120.0},
    ),
    (
        "StateOfTheArt",
        {"parameter": "Specificity", "benchmark_value": 90, "benchmark_min": 85, "benchmark_unit": "%"},
        {"benchmark_name": "specificity", "benchmark_floor": 0.85, "benchmark_ceiling": 0.9},
    ),
    ("Benefit", {"effect_size": 12, "effect_unit": "%"}, {"effect_value": 0.12}),
    (
        "Benefit",
        {"effect_size": 3, "effect_unit": "h"},
        {"effect_value": 10800.0, "effect_measure": "[time]"},
    ),
    (
        "IntendedUseElement",
        {"value": "Gallstone ileitis"},
        {"words": " gallstone ileitis ", "matters": ["ileitis"]},
    ),
    ("Claim", {"statement": "Better than readers for cancers"}, {"stated_matters": ["cancer", "comparison"]}),
    ("Device", {"basic_udi_di": "08-a 1"}, {"udi_normal": "08A1"}),
    (
        "Standard",
        {"designation": "en  iso 14971:2019"},
        {"designation_normal": "ISO14971", "edition_normal": "2019"},
    ),
    ("StateOfTheArt", {"acceptance_criterion": "The lower bound"}, {"asks_bound": True}),
]
"""What follows from contents at AT_VERSION; every derived property of every type occurs."""


def test_the_version_of_the_database_is_that_of_its_projection():
    """Whoever derives another property, or derives it otherwise, raises SCHEMA_VERSION and states it here."""
    now = [(name, content, ITEM_TYPES[name].derive("KEY-1", content)) for name, content, _ in PROJECTED]
    assert now == PROJECTED
    assert {name for _, _, properties in PROJECTED for name in properties} == DERIVED
    assert SCHEMA_VERSION == AT_VERSION
