"""A clinical evaluation as a living document: release check, outline, update frequency."""

import pytest

from api_tests.lungtriage import argument
from graph.catalogues import release_checks
from graph.database.queries import StatedRow
from graph.policy import in_effect
from graph.reports.evaluation import frequency
from graph.reports.evaluation.findings import FINDINGS
from graph.vocabulary import ITEM_TYPES, KINDS

SECTIONS = ["1", "2", "3", "4.1", "4.2", "4.3", "4.4", "4.5", "4.6.1", "4.6.2", "4.6.3", "4.6.4"]
DAY = "2026-11-20"
GRAVE = {"significant_risk": True, "well_established": True, "cer_interval_justification": "Known"}
BARE = {"cer_interval_justification": ""}
HALF = {"cer_interval_months": 6}
CALM = {
    "well_established": True,
    "cer_interval_justification": "Known for long",
    "cer_interval_months": 60,
}


def test_the_release_checks_name_what_exists():
    """All 23 checks are there, in their order; findings, kinds and elements are known, one is for people."""
    checks = release_checks()
    assert [check.id for check in checks] == [f"A10-{number:02}" for number in range(1, 24)]
    assert {name for check in checks for name in check.findings} == set(FINDINGS)
    assert {use.kind for check in checks for use in check.conclusions} <= set(KINDS)
    kinds = set(ITEM_TYPES["IntendedUseElement"].model_json_schema()["properties"]["kind"]["enum"])
    assert {name for check in checks for name in check.elements} <= kinds
    only_people = [c.id for c in checks if not (c.rules or c.findings or c.conclusions)]
    assert only_people == ["A10-09"]
    assert all(check.human for check in checks if check.id in only_people)


def how_often(evaluation, profiles):
    """Return how often an evaluation is due by the profiles of its device."""
    stated = [StatedRow("DEV-1", "RegulatoryProfile", f"PRO-{n}", said) for n, said in enumerate(profiles)]
    justified = bool(evaluation.get("interval_justification"))
    figures = in_effect(stated, "DEV-1", ["DEV-1"], justified=justified)
    return frequency(evaluation, figures["cer_interval_months"], DAY)


@pytest.mark.parametrize(
    ("evaluation", "profiles", "months", "status"),
    [
        ({"cer_date": "2026-01-31", "next_due": "2027-01-31"}, [GRAVE], 12, "met"),
        ({"cer_date": "2026-01-31", "next_due": "2027-02-01"}, [GRAVE], 12, "open"),
        ({"cer_date": "2026-01-31", "next_due": "2029-01-31"}, [CALM], 60, "met"),
        ({"cer_date": "2026-01-31", "next_due": "2031-02-01"}, [CALM], 60, "open"),
        ({"cer_date": "2026-01-31", "next_due": "2029-01-31"}, [CALM, GRAVE], 12, "open"),
        ({"cer_date": "2026-01-31", "next_due": "2029-01-31"}, [], 12, "open"),
        (
            {"cer_date": "2026-01-31", "next_due": "2029-01-31"},
            [{**CALM, "cer_interval_justification": ""}],
            12,
            "open",
        ),
        ({"cer_date": "2062-01-31", "next_due": "2062-02-01"}, [GRAVE], 12, "open"),
        ({"cer_date": "2026-01-31"}, [CALM], 60, "open"),
        ({"next_due": "2027-01-01"}, [CALM], 60, "open"),
        ({"cer_date": "2025-01-31", "next_due": "2027-01-01"}, [GRAVE], 12, "open"),
        ({"cer_date": "2026-01-31", "next_due": "2028-01-31"}, [{"well_established": True}], 12, "open"),
        (
            {"cer_date": "2026-08-31", "next_due": "2027-03-01"},
            [{**CALM, "cer_interval_months": 6}],
            6,
            "open",
        ),
    ],
)
def test_how_often_an_evaluation_is_due(evaluation, profiles, months, status):
    """Yearly with significant risks or when not well established; longer only with a justification."""
    found = how_often(evaluation, profiles)
    assert (found.at_most_months, found.status) == (months, status), found
    assert found.because


def test_the_evaluation_can_justify_the_interval_itself():
    """A justification stands in the profile or in the evaluation."""
    dates = {"cer_date": "2026-01-31", "next_due": "2029-01-31", "interval_justification": "Known"}
    plain = {"well_established": True, "cer_interval_months": 36}
    assert how_often(dates, [plain]).status == "met"
    assert how_often({**dates, "interval_justification": ""}, [plain]).status == "open"
    assert how_often(dates, [{**plain, "significant_risk": True}]).status == "open"


def checks_of(workspace, key="EVAL-1"):
    """The release checks of an evaluation by id, and the whole answer."""
    found = workspace.get(f"/evaluations/{key}/release-check", on=DAY)
    return {check["id"]: check for check in found["checks"]}, found


NEWS = [
    {
        "type": "IntendedUseElement",
        "key": "IUE-NEW",
        "kind": "indication",
        "value": "Another indication",
        "devices": ["DEV-01"],
        "approve": True,
    },
    {
        "type": "SafetySignal",
        "key": "SIG-LATE",
        "occurred_at": "2026-11-12",
        "assessment_status": "assessed_no_impact",
        "devices": ["DEV-01"],
        "approve": True,
    },
    {
        "type": "Evidence",
        "key": "EVD-REJECTED",
        "kind": "publication",
        "held_by": "maker",
        "rejected_reason": "Another device",
        "devices": ["DEV-01"],
        "approve": True,
    },
]
"""What the evaluation of the worked example does not know."""


def test_the_release_check_and_the_outline_of_the_worked_example(workspace):
    """Each check is answered with its facts; the outline holds what was concluded, on what, and why."""
    workspace.load(argument())
    checks, whole = checks_of(workspace)
    assert whole["devices"] == ["DEV-01"]
    assert sum(whole["counts"].values()) == 23
    assert checks["A10-09"]["status"] == "human"
    assert checks["A10-21"]["status"] == "met"
    assert checks["A10-12"]["status"] == "met", checks["A10-12"]
    assert checks["A10-18"]["status"] == "met", checks["A10-18"]
    assert whole["update_frequency"]["at_most_months"] == 12

    filled = workspace.get("/evaluations/EVAL-1/outline", on=DAY)
    sections = {section["id"]: section["content"] for section in filled["sections"]}
    assert list(sections) == [*SECTIONS, "5", "6", "7", "8", "9"]
    assert {entry["key"] for entry in sections["4.3"]["evidence"]} >= {"EVD-2"}
    (safety,) = sections["4.6.1"]["requirements"]
    assert safety["about"] == ["CMP-1"]
    assert safety["basis"]
    assert {"opinion", "status", "verdict"} <= set(safety)
    assert sections["7"]["signatures"]
    assert {entry["key"] for entry in sections["9"]["references"]} >= {"EVD-1", "EVD-2"}
    what_it_does_not_know_is_open(workspace)


def what_it_does_not_know_is_open(workspace):
    """What came later opens the checks that look at it, and stands in the outline."""
    workspace.load(NEWS)
    workspace.revise("EVAL-1", {"cer_date": None, "stage": "analysis"})
    checks, whole = checks_of(workspace)
    assert checks["A10-12"]["status"] == "open"
    assert {gap["subject"] for gap in checks["A10-12"]["gaps"]} >= {"IUE-NEW"}
    assert "IUE-NEW" not in {gap["subject"] for gap in checks["A10-13"]["gaps"]}
    assert checks["A10-17"]["status"] == "open"
    assert checks["A10-21"]["facts"] == ["report_without_date: EVAL-1"]
    assert checks["A10-02"]["facts"] == ["maker_evidence_not_summarised: EVD-REJECTED"]
    assert "SIG-LATE" in whole["newer_than_data_lock"]
    assert checks["A10-06"]["status"] == "open"
    filled = workspace.get("/evaluations/EVAL-1/outline", on=DAY)
    sections = {section["id"]: section["content"] for section in filled["sections"]}
    rejected = {e["key"]: e["rejected_reason"] for e in sections["4.5"]["data_sets"]}
    assert rejected["EVD-REJECTED"] == "Another device"
    assert "IUE-NEW" in {entry["subject"] for entry in sections["5"]["discrepancies"]}
    assert workspace.client.get("/v1/evaluations/DEV-01/outline").status_code == 404
    assert workspace.client.get("/v1/evaluations/NONE/release-check").status_code == 404


def test_nothing_is_met_because_nothing_is_recorded(workspace):
    """An evaluation of nothing meets no check that needs something."""
    workspace.load([{"type": "Evaluation", "key": "EVAL-9", "approve": True}])
    checks, whole = checks_of(workspace, "EVAL-9")
    assert {check["id"] for check in checks.values() if check["status"] == "met"} == set()
    assert checks["A10-16"]["status"] == "not_evaluated"
    assert whole["update_frequency"]["status"] == "open"


def test_a_discrepancy_is_listed_only_by_a_justification_that_holds(workspace):
    """Unsigned, expired, or of another detail, a justified gap lists nothing; signed and valid it does."""
    device = {"type": "Device", "key": "DEV-1", "approve": True}
    element = {"type": "IntendedUseElement", "key": "IUE-1", "kind": "indication", "value": "Cough"}
    listing = {
        "type": "JustifiedGap",
        "key": "JGP-1",
        "rule_id": "IUP-01",
        "waives": ["IUE-1"],
        "rationale": "A study is under way",
        "approve": True,
    }
    waived = [{"signer": "reviewer", "meaning": "waived", "signed_at": "2026-11-09T09:00:00Z"}]
    evaluation = {"type": "Evaluation", "key": "EVAL-1", "devices": ["DEV-1"], "approve": True}
    workspace.load([device, {**element, "devices": ["DEV-1"], "approve": True}, evaluation])
    listed = "discrepancies_not_accepted: IUP-01 IUE-1"
    for said in (
        {"expires_at": "2027-01-01"},
        {"expires_at": "2026-11-10", "signatures": waived},
        {"expires_at": "2027-01-01", "detail": "another", "signatures": waived},
        {"signatures": waived},
    ):
        workspace.load([{**listing, **said}])
        checks, _ = checks_of(workspace)
        assert listed in checks["A10-17"]["facts"], said
        assert checks["A10-12"]["accepted"] == []
    workspace.load([{**listing, "expires_at": "2027-01-01", "signatures": waived}])
    checks, _ = checks_of(workspace)
    assert listed not in checks["A10-17"]["facts"]
    (gap,) = [entry for entry in checks["A10-12"]["gaps"] if entry["rule"] == "IUP-01"]
    assert checks["A10-12"]["accepted"] == [gap["id"]]
    filled = workspace.get("/evaluations/EVAL-1/outline", on=DAY)
    (concluding,) = [section["content"] for section in filled["sections"] if section["id"] == "5"]
    said = {entry["rule"]: entry["accepted"] for entry in concluding["discrepancies"]}
    assert said["IUP-01"]


def test_an_adverse_verdict_meets_no_check(workspace):
    """What was concluded is shown as what it says."""
    rows = [
        {"type": "Device", "key": "DEV-1"},
        {"type": "Evaluation", "key": "EVAL-1", "devices": ["DEV-1"]},
        {"type": "Requirement", "key": "ER1", "catalogue": "MDD.ER", "requirement_id": "1"},
        {"type": "ComplianceRecord", "key": "REC-1", "satisfies": ["ER1"], "devices": ["DEV-1"]},
    ]
    signed = [{"signer": "evaluator", "meaning": "approved", "signed_at": "2026-11-09T09:00:00Z"}]
    adverse = {
        "requirement_met": ("REC-1", "not_met", "A10-18"),
        "cer_overall": ("EVAL-1", "insufficient", "A10-18"),
        "side_effects_acceptable": ("DEV-1", "insufficient_data", "A10-10"),
        "overall_residual_risk": ("DEV-1", "not_acceptable", "A10-20"),
    }
    rows += [
        {"type": "Conclusion", "key": kind, "kind": kind, "about": [about], "verdict": verdict}
        | {"signatures": signed}
        for kind, (about, verdict, _) in adverse.items()
    ]
    workspace.load([{**row, "approve": True} for row in rows])
    checks, _ = checks_of(workspace)
    for kind, (_, verdict, check) in adverse.items():
        assert f"{kind} ({kind}) says {verdict}" in checks[check]["facts"]


def test_who_was_not_qualified_on_the_day_of_signing_is_named(workspace):
    """A qualification that was found not to hold then keeps A10-22 open; one that failed later does not."""
    workspace.load(argument())
    papers = {"degree": "MD", "experience_years": 9, "cv_date": "2026-10-01", "doi_date": "2026-10-01"}
    named = "evaluators_without_qualification: evaluator"
    then, later = {"unqualified_from": "2026-11-01"}, {"unqualified_from": "2026-11-15"}
    for found, listed in (({}, False), (then, True), (later, False)):
        workspace.load([{"type": "Person", "key": "evaluator", "approve": True, **papers, **found}])
        assert (named in checks_of(workspace)[0]["A10-22"]["facts"]) is listed, found
