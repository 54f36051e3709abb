"""What a conclusion rests on is what an expert would look at again: no narrower (concepts 6.6)."""

import pytest

from api_tests.small_file import DEVICE, differences, ok, put, reasons, row, signed, signed_now

REDO, CONFIRM = "must_redo", "must_confirm"
DEVICES = {"devices": "DEV-1"}
VERSION = row("DeviceVersion", "DV-1", model_version="net 1", status="on_market", **DEVICES)
USER = row("IntendedUseElement", "IUE-9", kind="intended_user", value="Patients at home", **DEVICES)
FILE = [
    {**DEVICE, "lifetime": "5 years", "safety_characteristics": ["standalone"]},
    VERSION,
    row("IntendedUseElement", "IUE-1", kind="indication", value="Jaundice", **DEVICES),
    row("IntendedPurpose", "IPU-1", statement="Finds jaundice", has_element="IUE-1", **DEVICES),
    row("Variant", "VAR-1", model="small", **DEVICES),
    row("RegulatoryProfile", "PRO-1", jurisdiction="GB_UKMDR", device_class="IIa", **DEVICES),
    row("Evaluation", "EVAL-1", cer_version="1", data_lock_date="2026-01-01", **DEVICES),
    row("InformationMaterial", "IFU-1", kind="ifu", **DEVICES),
    row("ComparatorDevice", "CMP-1", name="The other lamp", **DEVICES),
    row("SideEffect", "SE-1", nature="Warm skin", **DEVICES),
    *(row("Requirement", f"REQ-{n}", catalogue="own", requirement_id=n) for n in ("4", "6")),
    *(row("ComplianceRecord", f"CR-{n}", satisfies=f"REQ-{n}", **DEVICES) for n in ("4", "6")),
    signed("CON-SE", "side_effects_acceptable", "SE-1", "acceptable"),
    signed("CON-ORR", "overall_residual_risk", "DEV-1", "acceptable"),
    signed("CON-BEN", "benefit_risk", "IUE-1", "favourable"),
    signed("CON-EQV", "equivalence", "CMP-1", "demonstrated"),
    signed("CON-IFU", "information_consistent", "IFU-1", "consistent"),
    signed("CON-ER4", "requirement_met", "CR-4", "met"),
    signed("CON-ER6", "requirement_met", "CR-6", "met"),
    signed("CON-CER", "cer_overall", "EVAL-1", "sufficient"),
]


@pytest.fixture
def file(workspace):
    """A small file of which every conclusion is current."""
    workspace.load(FILE)
    assert set(workspace.statuses().values()) == {"current"}
    return workspace


def told(workspace, item):
    """Return what each conclusion is asked for because of one item, those alone that are asked."""
    found = {
        key: {demand for (_, named), demand in reasons(workspace.client, key).items() if named == item}
        for key in workspace.statuses()
    }
    return {key: demands.pop() for key, demands in found.items() if demands}


def test_another_user_is_another_intended_use(file):
    """Risks, benefit and risk, labels and evaluation are judged anew; one of them settles itself alone."""
    file.load([USER])
    reached = dict.fromkeys(("CON-ORR", "CON-BEN", "CON-EQV", "CON-IFU", "CON-CER"), REDO)
    assert told(file, "IUE-9") == reached
    file.load([signed_now(signed("CON-IFU", "information_consistent", "IFU-1", "consistent"))])
    del reached["CON-IFU"]
    assert told(file, "IUE-9") == reached
    file.withdraw("IUE-9")
    assert told(file, "IUE-9") == {"CON-IFU": CONFIRM}  # the labels were signed with it
    assert differences(file.address) == []


@pytest.mark.parametrize(
    ("entering", "demand"),
    [
        (row("Variant", "NEW-1", model="large", **DEVICES), REDO),
        (row("IntendedPurpose", "NEW-1", statement="Finds jaundice in infants", **DEVICES), REDO),
        (row("RegulatoryProfile", "NEW-1", jurisdiction="EU_MDR", device_class="III", **DEVICES), REDO),
    ],
    ids=["variant", "purpose", "profile"],
)
def test_an_evaluation_is_of_the_device_as_it_is_described(file, entering, demand):
    """A variant, a purpose or a market that comes in was not evaluated; so was one for every device."""
    file.load([entering])
    assert told(file, "NEW-1")["CON-CER"] == demand
    file.withdraw("NEW-1")
    assert file.statuses()["CON-CER"] == "current"
    file.load([{**entering, "key": "NEW-2", "devices": []}])
    assert told(file, "NEW-2")["CON-CER"] == demand
    assert differences(file.address) == []


@pytest.mark.parametrize(
    ("key", "fields", "demand"),
    [
        ("PRO-1", {"device_class": "III"}, REDO),
        ("PRO-1", {"marking": "UKCA"}, CONFIRM),
        ("EVAL-1", {"data_lock_date": "2026-06-01"}, REDO),
        ("EVAL-1", {"evaluation_type": "literature"}, REDO),
        ("VAR-1", {"size": "XXL"}, CONFIRM),
        ("IUE-1", {"value": "Jaundice in adults"}, REDO),
    ],
)
def test_what_describes_device_and_evaluation_is_compared(file, key, fields, demand):
    """The class, the data and the elements decide; another figure or label asks for a look."""
    ok(put(file.client, key, fields, approve=True))
    assert told(file, key)["CON-CER"] == demand
    assert differences(file.address) == []


def test_what_hangs_on_the_class_of_the_device_hears_of_another(file):
    """Follow-up, clinical data and equivalence hang on class and law, and on no marking or figure."""
    follow_up = signed("CON-PMC", "pmcf_need", "DEV-1", "pmcf_not_needed")
    without = signed("CON-CNA", "clinical_data_not_appropriate", "DEV-1", "justified")
    file.load([follow_up, without])
    hanging = ("CON-CNA", "CON-EQV", "CON-PMC")

    def asked(item):
        found = told(file, item)
        return {key: found[key] for key in hanging if key in found}

    ok(put(file.client, "PRO-1", {"marking": "UKCA", "psur_interval_class_iia_months": 6}, approve=True))
    assert asked("PRO-1") == {}
    for fields in ({"device_class": "III"}, {"significant_risk": True}, {"jurisdiction": "EU_MDR"}):
        before = ok(file.client.get("/v1/items/PRO-1"))["content"]
        ok(put(file.client, "PRO-1", fields, approve=True))
        assert asked("PRO-1") == dict.fromkeys(hanging, REDO)
        ok(put(file.client, "PRO-1", {name: before.get(name) for name in fields}, approve=True))
        assert asked("PRO-1") == {}
    file.load([row("RegulatoryProfile", "PRO-2", jurisdiction="EU_MDR", device_class="III")])
    assert asked("PRO-2") == dict.fromkeys(hanging, REDO)
    equal = signed("CON-EQV", "equivalence", "CMP-1", "demonstrated")
    file.load([signed_now(follow_up), signed_now(without), signed_now(equal)])
    file.withdraw("PRO-2")
    assert set(asked("PRO-2")) == set(hanging)
    assert differences(file.address) == []


def test_by_what_right_the_data_of_another_are_seen_is_part_of_equivalence(file):
    """Once it is written, somebody looks at it; another right, or none, asks to conclude anew (MDR 61(5))."""
    for access, demand in (("By contract of 2024", CONFIRM), ("", None)):
        ok(put(file.client, "CMP-1", {"data_access": access}, approve=True))
        assert told(file, "CMP-1").get("CON-EQV") == demand
    ok(put(file.client, "CMP-1", {"data_access": "By contract of 2024"}, approve=True))
    file.load([signed_now(signed("CON-EQV", "equivalence", "CMP-1", "demonstrated"))])
    ok(put(file.client, "CMP-1", {"data_access": "Published literature"}, approve=True))
    assert told(file, "CMP-1")["CON-EQV"] == REDO


def test_lifetime_and_characteristics_are_what_risks_are_judged_for(file):
    """Risks are judged anew and requirements looked at; another name is no other risk (ISO 14971, 5.3)."""
    changed = {"lifetime": "15 years", "safety_characteristics": ["connected to the internet"]}
    ok(put(file.client, "DEV-1", changed, approve=True))
    assert told(file, "DEV-1") == {"CON-ORR": REDO, "CON-ER4": CONFIRM, "CON-ER6": CONFIRM}
    kept = {"lifetime": "5 years", "safety_characteristics": ["standalone"]}
    ok(put(file.client, "DEV-1", {**kept, "generic_group": "Lamps"}, approve=True))
    assert set(told(file, "DEV-1").values()) <= {CONFIRM}
    assert differences(file.address) == []


def test_a_device_is_equivalent_as_it_is_sold(file):
    """A release with another algorithm is not what was compared; with the same one it is looked at."""
    release = row("DeviceVersion", "DV-2", succeeds="DV-1", status="on_market", **DEVICES)
    file.load([{**release, "model_version": "net 2"}])
    assert told(file, "DV-2")["CON-EQV"] == REDO
    file.load([{**release, "model_version": "net 1"}])
    assert told(file, "DV-2")["CON-EQV"] == CONFIRM
    assert differences(file.address) == []


def test_a_requirement_on_side_effects_is_about_every_one_of_them(file):
    """One that comes in beside single conclusions was not judged; its wording is judged where it is."""
    file.load([row("SideEffect", "SE-2", nature="Seizure", severity=5, **DEVICES)])
    assert told(file, "SE-2") == {"CON-BEN": REDO, "CON-ER6": REDO, "CON-IFU": REDO}
    file.withdraw("SE-2")
    ok(put(file.client, "SE-1", {"nature": "Burnt skin"}, approve=True))
    assert told(file, "SE-1") == {"CON-SE": REDO, "CON-IFU": REDO}
    assert file.statuses()["CON-ER6"] == "suspect"
    assert differences(file.address) == []
