"""Two devices share nearly everything: what is of one of them answers no gap of the other."""

from datetime import UTC, datetime, timedelta

import pytest

from api_tests.small_file import problem, row, signed
from graph.history.diff import frozen_gaps
from graph.vocabulary.governance import gap_identity

BOTH, ONE = ["DEV-1", "DEV-2"], ["DEV-1"]
LATER = str(datetime.now(UTC).date() + timedelta(days=30))
WAIVED = [{"signer": "evaluator", "meaning": "waived", "signed_at": "2026-11-09T09:00:00Z"}]
JUSTIFIED = {"rationale": "only the first has the accessory", "expires_at": LATER, "reason": "review"}


def shared(devices):
    """Return a file of two devices that share all items; these name `devices`, both or none."""

    def of_both(item_type, key, **fields):
        return row(item_type, key, devices=devices, **fields)

    return [
        row("Device", "DEV-1", is_samd=True),
        row("Device", "DEV-2", is_samd=True),
        row("DeviceVersion", "DV-1", status="on_market", devices=["DEV-1"]),
        row("DeviceVersion", "DV-2", status="on_market", devices=["DEV-2"]),
        of_both("IntendedUseElement", "IUE-1", kind="indication", value="Sepsis"),
        of_both(
            "IntendedUseElement",
            "IUE-2",
            kind="target_population",
            value="Adults",
            range_min=18,
            range_max=80,
        ),
        of_both("Claim", "CLM-1", statement="Finds sepsis", covers=["IUE-1", "IUE-2"], target_threshold=0.9),
        of_both("Hazard", "HAZ-1"),
        of_both("Harm", "HRM-1"),
        of_both("HazardousSituation", "HSI-1", arises_from=["HAZ-1"], leads_to=["HRM-1"]),
        of_both(
            "Risk", "RSK-1", stage="initial", acceptability="not_acceptable", estimates=["HSI-1", "HRM-1"]
        ),
        of_both("ComparatorDevice", "CMP-1", name="The other one", marking="CE 0123"),
        of_both("Requirement", "ER1", catalogue="MDD.ER", requirement_id="1"),
        of_both("StateOfTheArt", "SOTA-1", topic="Sepsis"),
        of_both("ResidualUncertainty", "UNC-1", question="In children?"),
        of_both("InformationMaterial", "IFU-1", kind="ifu", statements=["It finds sepsis"]),
        of_both("UseScenario", "SCN-1", selected_for_summative=True),
        of_both("SideEffect", "SE-1"),
        of_both("SafetySignal", "SIG-1", kind="incident"),
        of_both("Evidence", "EVD-8", kind="publication", held_by="maker"),
        of_both("Evidence", "EVD-9", kind="equivalent_device_data", generated_with=["CMP-1"]),
        row("EvidenceUse", "EVU-9", uses=["EVD-9"], bears_on=["CLM-1"], pillar="cv"),
    ]


def of_one(item_type, key, **fields):
    """Return a row of the first device alone."""
    return row(item_type, key, devices=ONE, **fields)


def concluded(key, kind, about, verdict):
    """Return a conclusion signed for the first device alone."""
    return signed(key, kind, about, verdict, devices=ONE)


def comparison(number, dimension):
    """Return a comparison with the first device."""
    return of_one(
        "CharacteristicComparison",
        f"CHC-{number}",
        dimension=dimension,
        difference="none",
        significance_rationale="alike",
        compares=["CMP-1"],
    )


ANSWERS = [
    of_one("Evidence", "EVD-1", kind="retrospective_performance_study", n=400, generated_with=["DV-1"]),
    of_one("Appraisal", "APP-1", appraises=["EVD-1"], validity_performance="valid"),
    of_one("Appraisal", "APP-8", appraises=["EVD-8"], validity_performance="valid"),
    of_one("Appraisal", "APP-9", appraises=["EVD-9"], validity_performance="valid"),
    *(
        of_one(
            "EvidenceUse",
            f"EVU-{pillar}",
            uses=["EVD-1"],
            bears_on=["CLM-1"],
            pillar=pillar,
            role="pivotal",
            covers_element=["IUE-1", "IUE-2"],
        )
        for pillar in ("vca", "av", "cv")
    ),
    of_one("EvidenceUse", "EVU-8", uses=["EVD-8"], bears_on=["CLM-1"], pillar="vca"),
    of_one("HazardousSituation", "HSI-2", arises_from=["HAZ-1"], leads_to=["HRM-1"]),
    of_one("RiskControl", "RCT-1", control_type="inherent_safety", controls=["HSI-1"]),
    of_one("Risk", "RSK-2", stage="residual", acceptability="acceptable", estimates=["HSI-1", "HRM-1"]),
    of_one("EvidenceUse", "EVU-se", uses=["EVD-1"], bears_on=["SE-1"]),
    of_one("EvidenceUse", "EVU-scn", uses=["EVD-1"], bears_on=["SCN-1"]),
    of_one("ComplianceRecord", "REC-1", satisfies=["ER1"], applicable="applicable", method="Tests",
           evidence_location="Report 1"),
    of_one("PmcfActivity", "PMA-1", addresses=["UNC-1"]),
    of_one("PmsPlan", "PLAN-1", addresses=["UNC-1"]),
    comparison(1, "clinical"),
    comparison(2, "technical"),
    comparison(3, "biological"),
    concluded("CON-1", "pillar_cv", ["CLM-1"], "supported"),
    concluded("CON-2", "claim_supported", ["CLM-1"], "supported"),
    concluded("CON-3", "benefit_risk", ["IUE-1", "IUE-2"], "favourable"),
    concluded("CON-4", "equivalence", ["CMP-1"], "demonstrated"),
    concluded("CON-5", "requirement_met", ["REC-1"], "met"),
    concluded("CON-6", "risk_acceptable", ["RSK-1"], "acceptable_by_benefit_risk"),
    concluded("CON-7", "sota_established", ["SOTA-1"], "established"),
    concluded("CON-8", "information_consistent", ["IFU-1"], "consistent"),
]  # fmt: skip
ANSWERED = {
    "BEN-02",
    "CLM-01",
    "CLM-02",
    "CLM-03",
    "CLM-07",
    "EQV-02",
    "EVD-04",
    "IUP-01",
    "PMS-03",
    "REQ-01",
    "REQ-03",
    "RSK-02",
    "RSK-05",
    "SOTA-01",
}
"""The rules of which each finds something less of the first device once it has its answers."""


def gaps_of(workspace, device):
    """Return all that a list says of the gaps of a device, by id."""
    listed = workspace.gaps(device=device)["items"]
    return {gap["id"]: {k: v for k, v in gap.items() if k != "first_seen"} for gap in listed}


def by_rule(gaps):
    """Return which gaps each rule finds."""
    found = {}
    for key, gap in gaps.items():
        found.setdefault(gap["rule"], set()).add(key)
    return found


@pytest.mark.parametrize("devices", [BOTH, []], ids=["both", "none"])
def test_what_is_of_one_device_answers_no_gap_of_the_other(workspace, devices):
    """Data, records, comparisons and conclusions of one device come and go: the other has the same gaps."""
    workspace.load(shared(devices))
    before, first = gaps_of(workspace, "DEV-2"), by_rule(gaps_of(workspace, "DEV-1"))
    workspace.load(ANSWERS)
    after = gaps_of(workspace, "DEV-2")
    assert after == before
    now = by_rule(gaps_of(workspace, "DEV-1"))
    assert {rule for rule in ANSWERED if not first[rule] - now.get(rule, set())} == set()
    for answer in reversed(ANSWERS):
        body = {"reason": "taken back", "withdrawn_reason": "obsolete"}
        answered = workspace.client.post(f"/v1/items/{answer['key']}/withdraw", json=body)
        assert answered.status_code == 200, answered.text
    assert gaps_of(workspace, "DEV-2") == before


def test_the_list_of_the_file_is_those_of_its_devices(workspace):
    """Who asks for the whole file sees the gaps of each device, with the ids that the device's list has."""
    workspace.load([*shared(BOTH), *ANSWERS])
    whole = set(gaps_of(workspace, ""))
    assert whole == {*gaps_of(workspace, "DEV-1"), *gaps_of(workspace, "DEV-2")}


def test_what_is_signed_for_both_answers_for_both(workspace):
    """A conclusion that names both devices, or that names none on a claim of both, answers for both."""
    workspace.load(shared(BOTH))
    assert {gap["device"] for gap in workspace.gaps(rule="CLM-07")["items"]} == set(BOTH)
    workspace.load([signed("CON-2", "claim_supported", "CLM-1", "supported")])
    assert workspace.gaps(rule="CLM-07")["items"] == []
    equivalent = [
        {**entry, "devices": BOTH} for entry in ANSWERS if entry["key"].startswith(("CHC", "CON-4"))
    ]
    workspace.load(equivalent)
    assert workspace.gaps(rule="EQV-02")["items"] == []


# -- justified gaps ------------------------------------------------------------------------------------


def states(workspace, rule):
    """Return the states of the gaps of a rule by device, as the file and as each device has them."""
    listed = {gap["device"]: gap["state"] for gap in workspace.gaps(rule=rule)["items"]}
    of_each = {device: workspace.gaps(rule=rule, device=device)["items"] for device in BOTH}
    assert listed == {device: gap["state"] for device, (gap,) in of_each.items()}
    return listed


def waiver(**fields):
    """Return a justified gap of unlinked evidence."""
    said = {"rule_id": "EVD-04", "waives": ["EVD-8"], "rationale": "why", "expires_at": LATER}
    return row("JustifiedGap", "JGP-1", **said, signatures=WAIVED, **fields)


def test_a_waiver_answers_for_the_devices_that_it_names(workspace):
    """It justifies the gap of its device, is shown with that of the other, and does not answer it."""
    workspace.load(shared(BOTH))
    workspace.load([waiver(devices=ONE)])
    assert states(workspace, "EVD-04") == {"DEV-1": "justified", "DEV-2": "open"}
    (other,) = workspace.gaps(rule="EVD-04", device="DEV-2")["items"]
    (lapsed,) = other["lapsed"]
    assert (lapsed["key"], [why["code"] for why in lapsed["why"]]) == ("JGP-1", ["other_device"])


def test_a_waiver_that_names_versions_answers_for_these(workspace):
    """While another version is on the market, what was signed for one does not answer for the device."""

    def version(key, **fields):
        return row("DeviceVersion", key, status="on_market", devices=ONE, **fields)

    workspace.load(shared(BOTH))
    workspace.load([version("DV-8", succeeds="DV-1"), waiver(devices=["DV-1"])])
    assert states(workspace, "EVD-04") == {"DEV-1": "open", "DEV-2": "open"}
    (mine,) = workspace.gaps(rule="EVD-04", device="DEV-1")["items"]
    (lapsed,) = mine["lapsed"]
    assert [why["code"] for why in lapsed["why"]] == ["other_version"]
    assert "DV-8" in lapsed["why"][0]["detail"]
    workspace.load([waiver(devices=["DV-1", "DV-8"])])
    assert states(workspace, "EVD-04")["DEV-1"] == "justified"
    workspace.load([version("DV-9", succeeds="DV-8")])
    assert states(workspace, "EVD-04")["DEV-1"] == "open"
    workspace.load([waiver(devices=ONE)])
    assert states(workspace, "EVD-04")["DEV-1"] == "justified"


def test_a_waiver_that_names_no_device_answers_for_all_of_its_item(workspace):
    """So do those that were signed before a gap was one of a device."""
    workspace.load(shared(BOTH))
    workspace.load([waiver()])
    assert states(workspace, "EVD-04") == {"DEV-1": "justified", "DEV-2": "justified"}


def test_what_is_granted_at_a_gap_is_for_its_device(workspace):
    """The justification names the device of the gap; withdrawn, that gap is open again, no other moved."""
    workspace.load(shared(BOTH))
    (gap,) = workspace.gaps(rule="EVD-04", device="DEV-1")["items"]
    path, actor = f"/v1/gaps/{gap['id']}/justification", {"Evitrace-Actor": "reviewer"}
    granted = workspace.client.post(path, json=JUSTIFIED, headers=actor)
    assert granted.status_code == 201, granted.text
    key = granted.json()["key"]
    assert workspace.get(f"/items/{key}")["content"]["devices"] == ONE
    assert states(workspace, "EVD-04") == {"DEV-1": "justified", "DEV-2": "open"}
    body = {"reason": "not so", "withdrawn_reason": "error"}
    assert workspace.client.post(f"{path}/withdraw", json=body, headers=actor).status_code == 200
    assert states(workspace, "EVD-04") == {"DEV-1": "open", "DEV-2": "open"}


def test_a_gap_that_is_the_same_for_every_device_is_one(workspace):
    """A rule that does not look at the device finds a shared item once; one waiver is for some or for all."""
    rejected = row("Evidence", "EVD-7", kind="publication", rejected=True)
    workspace.load([*shared(BOTH), rejected])
    (gap,) = workspace.gaps(rule="EVD-11")["items"]
    assert (gap["device"], gap["devices"]) == (None, [])
    workspace.load([waiver(devices=ONE) | {"rule_id": "EVD-11", "waives": ["EVD-7"]}])
    listed = {d: workspace.gaps(rule="EVD-11", device=d)["items"][0] for d in ("", *BOTH)}
    assert {entry["id"] for entry in listed.values()} == {gap["id"]}
    assert {d: entry["state"] for d, entry in listed.items()} == {
        "": "open", "DEV-1": "justified", "DEV-2": "open",
    }  # fmt: skip
    workspace.load([waiver(devices=BOTH) | {"rule_id": "EVD-11", "waives": ["EVD-7"]}])
    assert workspace.gaps(rule="EVD-11")["items"][0]["state"] == "justified"


# -- ids -----------------------------------------------------------------------------------------------


def test_an_id_of_before_finds_the_gap_of_the_one_device_that_has_it(workspace):
    """Where several devices have it, the answer names the id of each."""
    workspace.load(shared(ONE)[:7])
    (gap,) = workspace.gaps(rule="CLM-07")["items"]
    of_any_device = gap_identity("CLM-07", "CLM-1", "")
    assert workspace.get(f"/gaps/{of_any_device}")["gap"]["id"] == gap["id"]
    workspace.load([shared(BOTH)[6]])
    answer = problem(workspace.client.get(f"/v1/gaps/{of_any_device}"), 404, "gap-not-found")
    ids = {entry["id"] for entry in workspace.gaps(rule="CLM-07")["items"]}
    assert len(ids) == 2
    assert all(key in answer["detail"] for key in ids)


def test_a_report_that_was_frozen_before_is_compared_by_what_was_found():
    """A gap of before is the same as that of a device now; two reports of now are compared by device."""
    was = {"rule": "CLM-07", "subject": "CLM-1", "detail": ""}
    of_each = [
        {**was, "device": device, "id": gap_identity("CLM-07", "CLM-1", "", device)} for device in BOTH
    ]
    before = [{**was, "id": gap_identity("CLM-07", "CLM-1", "")}]
    old, new = frozen_gaps([before, of_each])
    assert set(old) == set(new) == {before[0]["id"]}
    first, both = frozen_gaps([of_each[:1], of_each])
    assert set(both) - set(first) == {of_each[1]["id"]}


# -- signing -------------------------------------------------------------------------------------------


def test_a_blocker_of_another_device_forbids_no_signature(workspace):
    """Who concludes for one device is held up by its own gaps, not by those of the device beside it."""
    argued = [entry for entry in ANSWERS if entry["key"] in ("EVD-1", "APP-1", "EVU-vca", "EVU-av", "EVU-cv")]
    drafts = [
        {**signed(key, "pillar_cv", ["CLM-1"], "supported", devices=devices), "approve": False}
        for key, devices in (("CON-11", ["DEV-1"]), ("CON-12", ["DEV-2"]))
    ]
    for draft in drafts:
        del draft["signatures"]
    workspace.load([*shared(BOTH)[:7], *argued, *drafts])
    blocking = workspace.gaps(rule="CLM-03", severity="blocker")["items"]
    assert [gap["device"] for gap in blocking] == ["DEV-2"]
    first, second = (workspace.client.post(f"/v1/conclusions/{d['key']}/sign", json={}) for d in drafts)
    assert first.status_code == 200, first.text
    problem(second, 409, "blocked-by-gaps")
