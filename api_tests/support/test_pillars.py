"""The pillar view over HTTP: verdict, currency, what counts, what is missing; agreed with the gap rules."""

import pytest

from api_tests.gaps.test_rules import NAMES, case, loads
from api_tests.support.test_coverage import ROWS

SIGNED = [{"signer": "evaluator", "meaning": "approved", "signed_at": "2026-11-09T09:00:00Z"}]
PILLAR_RULES = {"CLM-01": "vca", "CLM-03": "cv"}
COUNTING = [
    (rule, name)
    for rule, name in NAMES
    if rule in PILLAR_RULES and [row["type"] for row in case(rule, name)["rows"].values()].count("Device") < 2
]
"""Cases of one device: a claim by itself shows what counts for any of its devices."""


def concluded(key, kind, claim="CLM-1", **more):
    """Return a signed conclusion on a claim."""
    row = {"type": "Conclusion", "key": key, "kind": kind, "about": [claim], "verdict": "supported"}
    return {**row, "signatures": SIGNED, **more}


def named(gaps):
    """Return gaps as rule and subject."""
    return sorted((gap["rule"], gap["subject"]) for gap in gaps)


@pytest.fixture
def loaded(workspace):
    """Three claims; one has evidence, a contradiction, and conclusions on two pillars."""
    more = [
        {"type": "Evidence", "key": "EVD-4", "kind": "publication"},
        {"type": "EvidenceUse", "key": "EVU-4", "uses": ["EVD-4"], "bears_on": ["CLM-1"], "pillar": "cv",
         "direction": "contradicts", "role": "pivotal", "weight": "high"},
        {"type": "EvidenceUse", "key": "EVU-5", "uses": ["EVD-9"], "bears_on": ["CLM-1"], "pillar": "vca"},
        concluded("CON-1", "pillar_cv", verdict="supported_with_limits"),
        concluded("CON-2", "pillar_av", next_review_due="2026-11-01"),
        concluded("CON-3", "pillar_vca", "CLM-2"),
        concluded("CON-4", "pillar_vca", "CLM-2", verdict="inconclusive"),
    ]  # fmt: skip
    workspace.load([{**row, "approve": True} for row in [*ROWS, *more]], unresolved="keep")
    return workspace


def test_a_claim_is_a_row_of_three_pillars(loaded):
    """Each pillar says verdict, currency, what counts, what does not and why, gaps, and uncovered cells."""
    found = loaded.get("/claims/CLM-1/support", on="2026-11-25")
    cv, av, vca = (found["pillars"][pillar] for pillar in ("cv", "av", "vca"))
    assert (cv["verdict"], cv["currency"]) == ("supported_with_limits", "current")
    assert (av["verdict"], av["currency"]) == ("supported", "overdue")
    assert (vca["verdict"], vca["currency"], vca["conclusions"]) == (None, "none", [])
    assert (found["verdict"], found["currency"]) == (None, "none")
    counting = {"use": "EVU-1", "evidence": "EVD-1", "title": None, "kind": "pmcf_study",
                "role": "supportive", "weight": "medium", "direction": "supports", "validity": "valid",
                "appraisals": ["APP-1"], "why_not": []}  # fmt: skip
    assert cv["counting"] == [counting]
    assert {use["use"]: use["why_not"] for use in cv["not_counting"]} == {
        "EVU-2": ["no appraisal finds its evidence valid for what the pillar needs"],
        "EVU-4": ["it contradicts", "its evidence has no appraisal in force"],
    }
    assert [entry["item"] for entry in cv["missing"]["uncovered"]] == ["IUE-2", "VAR-L"]
    assert ("EVD-01", "EVU-4") in named(cv["missing"]["gaps"])
    # A use whose evidence nobody has recorded is shown and counts for nothing.
    assert [(use["use"], use["evidence"]) for use in vca["not_counting"]] == [("EVU-5", None)]
    assert ("CLM-01", "CLM-1") in named(vca["missing"]["gaps"])
    assert ("CLM-02", "CLM-1") in named(av["missing"]["gaps"])
    assert ("CLM-07", "CLM-1") in named(found["gaps"])
    assert ("CLM-08", "CLM-1") in named(found["gaps"])
    # What drifts is stale in the row at once, with its reasons.
    loaded.withdraw("EVD-1", "retracted")
    cv = loaded.get("/claims/CLM-1/support")["pillars"]["cv"]
    assert (cv["currency"], cv["counting"]) == ("stale", [])
    reasons = {(r["code"], r["item"], r["demand"]) for r in cv["conclusions"][0]["reasons"]}
    assert ("BASIS_WITHDRAWN", "EVD-1", "must_redo") in reasons
    assert ("CON-01", "CON-1") in named(cv["missing"]["gaps"])
    assert ("CLM-03", "CLM-1") in named(cv["missing"]["gaps"])


def test_appraisals_that_disagree_let_nothing_count(loaded):
    """What one appraisal in force finds not valid supports nothing, even past its date; the row says so."""
    doubt = {"type": "Appraisal", "key": "APP-9", "appraises": ["EVD-1"], "validity_performance": "not_valid"}
    loaded.load([{**doubt, "valid_until": "2020-01-01", "approve": True}])
    cv = loaded.get("/claims/CLM-1/support")["pillars"]["cv"]
    disputed = next(use for use in cv["not_counting"] if use["use"] == "EVU-1")
    assert (cv["counting"], disputed["validity"]) == ([], "not_valid")
    assert disputed["why_not"] == [
        "its appraisals disagree: one finds its evidence valid, and another not valid"
    ]
    assert disputed["appraisals"] == ["APP-1", "APP-9"]
    assert ("CLM-03", "CLM-1") in named(cv["missing"]["gaps"])


def test_a_device_is_a_matrix_of_claims_and_pillars_counts_first(loaded):
    """Counts are over all claims, rows come page by page, and rules not evaluated are named."""
    first = loaded.get("/devices/DEV-1/support", limit=2, on="2026-11-25")
    second = loaded.get("/devices/DEV-1/support", limit=2, on="2026-11-25", cursor=first["next"])
    rows = {row["claim"]: row for row in [*first["items"], *second["items"]]}
    assert list(rows) == ["CLM-1", "CLM-2", "CLM-3"]
    assert (second["next"], second["counts"]) == (None, first["counts"])
    assert first["counts"]["claims"] == 3
    vca = first["counts"]["vca"]
    assert vca["by_verdict"] == {"differing": 1, "none": 2}
    assert vca["by_currency"] == {"current": 1, "none": 2}
    assert (vca["without_counting_evidence"], vca["with_uncovered_cells"], vca["with_gaps"]) == (3, 3, 3)
    assert first["counts"]["cv"]["without_counting_evidence"] == 2
    assert rows["CLM-2"]["pillars"]["vca"]["verdict"] == "differing"
    one = loaded.get("/claims/CLM-1/support", on="2026-11-25")
    assert {name: one[name] for name in rows["CLM-1"]} == rows["CLM-1"]
    idle = {entry["rule"] for entry in first["not_evaluated"]}
    assert idle == {entry["rule"] for entry in loaded.gaps(device="DEV-1")["not_evaluated"]}
    assert idle


@pytest.mark.parametrize(("rule", "name"), COUNTING)
def test_what_counts_is_what_the_rules_let_count(workspace, rule, name):
    """In each case of the rules on two pillars, a gap goes with no counting use, or no whole set."""
    whole = case(rule, name)
    for step, rows in zip([{}, *whole["then"]], loads(rule, name), strict=True):
        if rows:
            workspace.load(rows, unresolved="keep")
        for key in step.get("withdraw", []):
            workspace.withdraw(key)
    on = {"on": whole["today"]} if whole["today"] else {}
    # Whether a claim is on software as a medical device decides on the gap, not on what counts.
    hits = {gap["subject"] for gap in workspace.gaps(rule=rule, **on)["items"]}
    for claim in workspace.get("/items", type="Claim", state="in_force")["items"]:
        found = workspace.get(f"/claims/{claim['key']}/support", **on)["pillars"][PILLAR_RULES[rule]]
        whole_sets = [entry["set"] for entry in found["sets"] if entry["whole"]]
        bare = not (whole_sets if found["sets"] else found["counting"])
        assert bare or claim["key"] not in hits
        if rule == "CLM-03":
            assert bare == (claim["key"] in hits)


def test_what_is_no_claim_is_refused(workspace):
    """Neither an unknown key nor another item has pillars."""
    workspace.load([{"type": "Device", "key": "DEV-1", "approve": True}])
    paths = ["/v1/claims/NO-1/support", "/v1/claims/DEV-1/support", "/v1/devices/NO-1/support"]
    assert [workspace.client.get(path).status_code for path in paths] == [404, 404, 404]
