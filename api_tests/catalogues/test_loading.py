"""Loading a catalogue for a device: requirements once, records for each device, nothing decided."""

import json

import anyio
import pytest

from api_tests.lungtriage import argument
from graph.catalogues import Catalogue, catalogues
from graph.compliance import CatalogueChoice, load_catalogue
from graph.database.store import connect
from graph.errors import WrongState
from graph.versions.proposal import Author, utc_text

ER = catalogues()["MDD.ER"]
DEVICES = [
    {"type": "Device", "key": "DEV-1", "name": "One", "is_samd": True, "approve": True},
    {"type": "Device", "key": "DEV-2", "name": "Two", "approve": True},
    {"type": "Person", "key": "PER-1", "approve": True},
    {
        "type": "RegulatoryProfile",
        "key": "PRO-GB",
        "jurisdiction": "GB_UKMDR",
        "catalogue_id": "MDD.ER",
        "devices": ["DEV-1"],
        "approve": True,
    },
    {"type": "RegulatoryProfile", "key": "PRO-US", "jurisdiction": "US", "approve": True},
]


def asked(workspace, device, status=200, **body):
    """Load a catalogue for a device."""
    answer = workspace.client.post(f"/v1/devices/{device}/requirements", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def newer(version=ER.version + 1, **paraphrases):
    """The essential requirements in a later version with other paraphrases for some leaves."""
    content = json.loads(ER.model_dump_json())
    content["version"] = version
    for leaf in content["leaves"]:
        leaf["paraphrase"] = paraphrases.get("er_" + leaf["id"], leaf["paraphrase"])
    return {"MDD.ER": Catalogue.model_validate(content)}


def loaded_with(workspace, device, among):
    """Load the essential requirements of other versions, as a later release would."""

    async def work():
        address = workspace.address
        store = connect(address.uri, address.user, address.password, address.database)
        try:
            author = Author("tester", utc_text())
            return await load_catalogue(store, device, CatalogueChoice(catalogue="MDD.ER"), author, among)
        finally:
            await store.close()

    return anyio.run(work)


def test_a_catalogue_is_loaded_once_and_for_each_device(workspace):
    """Requirements are shared, records are each device's own, undecided; again changes nothing."""
    workspace.load(DEVICES)
    first = asked(workspace, "DEV-1", profile="PRO-GB", reason="technical file")
    counts = {"leaves": 92, "requirements": {"created": 92}, "records": {"created": 92}}
    assert (first["counts"], first["catalogue"], first["catalogue_version"]) == (counts, "MDD.ER", ER.version)

    requirement = workspace.get("/items/MDD.ER.6a")["content"]
    assert (requirement["requirement_id"], requirement["ce"], requirement["sw"]) == ("6a", "process", "Y")
    assert workspace.get("/items/MDD.ER.10.3")["content"]["national_reading"]
    record = workspace.get("/items/DEV-1.MDD.ER.8.3")
    assert record["state"] == "in_force"
    assert "applicable" not in record["content"]
    assert "not applicable" in record["content"]["note"]
    assert record["content"]["satisfies"] == ["MDD.ER.8.3"]

    entries = workspace.get("/audit")["items"]
    assert [e["action"] for e in entries].count("load_catalogue") == 1
    again = asked(workspace, "DEV-1", catalogue="MDD.ER")
    assert again["counts"] == {"leaves": 92, "requirements": {"kept": 92}, "records": {"kept": 92}}
    assert again["revision"] == first["revision"]

    other = asked(workspace, "DEV-2", catalogue="MDD.ER")
    assert other["counts"]["requirements"] == {"kept": 92}
    assert other["counts"]["records"] == {"created": 92}
    assert "note" not in workspace.get("/items/DEV-2.MDD.ER.8.3")["content"]
    hits = workspace.gaps(rule=["REQ-01"], device="DEV-1")["items"]
    blockers = {gap["subject"] for gap in hits if gap["severity"] == "blocker"}
    assert len(hits) == 92
    assert blockers == {"MDD.ER.1", "MDD.ER.3", "MDD.ER.6"}


def test_what_a_maker_has_recorded_stays(workspace):
    """Own requirements of the catalogue are taken for their leaves; decisions and drafts stay."""
    workspace.load(argument())
    statuses = workspace.statuses()
    draft = {"type": "ComplianceRecord", "key": "DRAFT-1", "satisfies": ["ER1"], "devices": ["DEV-01"]}
    workspace.load([draft])
    found = asked(workspace, "DEV-01", profile="PRO-1")
    assert found["counts"]["requirements"] == {"created": 89, "kept": 3}
    assert found["counts"]["records"] == {"created": 89, "kept": 3}
    leaves = {leaf["leaf"]: leaf for leaf in found["leaves"]}
    assert leaves["1"]["requirement"] == "ER1"
    assert leaves["1"]["records"] == ["CMP-1", "DRAFT-1"]
    assert workspace.statuses() == statuses

    workspace.revise("DEV-01.MDD.ER.4", {"applicable": "applicable", "method": "Ageing test"})
    workspace.withdraw("DEV-01.MDD.ER.5")
    workspace.revise("MDD.ER.2-i1", {"devices": ["DEV-01"]})
    again = asked(workspace, "DEV-01", profile="PRO-1")
    outcomes = {leaf["leaf"]: leaf["record_outcome"] for leaf in again["leaves"]}
    assert (outcomes["4"], outcomes["5"]) == ("kept", "withdrawn")
    assert workspace.get("/items/DEV-01.MDD.ER.4")["content"]["method"] == "Ageing test"


def test_a_newer_version_makes_stale_what_was_concluded_on_what_changed(workspace):
    """Event 29: only requirements that read differently are news; a maker's own defaults stay."""
    workspace.load(DEVICES)
    asked(workspace, "DEV-1", catalogue="MDD.ER")
    for leaf in ("4", "5"):
        workspace.revise(f"DEV-1.MDD.ER.{leaf}", {"applicable": "applicable", "method": "Test"})
        conclusion = {
            "type": "Conclusion",
            "key": f"CON-{leaf}",
            "kind": "requirement_met",
            "about": [f"DEV-1.MDD.ER.{leaf}"],
            "verdict": "met",
            "signatures": [
                {"signer": "PER-1", "meaning": meaning, "signed_at": "2026-01-01T00:00:00Z"}
                for meaning in ("authored", "approved")
            ],
            "approve": True,
        }
        workspace.load([conclusion])
    workspace.revise("MDD.ER.2-i1", {"ce": "required", "default_justification": "Our procedure"})
    done = loaded_with(workspace, "DEV-1", newer(er_4="For the whole lifetime, storage included"))
    assert {leaf.requirement_outcome for leaf in done.leaves} == {"revised"}
    assert workspace.statuses() == {"CON-4": "stale", "CON-5": "current"}
    concluded = workspace.get("/conclusions/CON-4")
    assert concluded["demand"] == "must_confirm"
    assert {reason["code"] for reason in concluded["reasons"]} == {"CATALOGUE_CHANGED"}
    assert workspace.get("/items/MDD.ER.2-i1")["content"]["ce"] == "required"
    assert workspace.get("/items/MDD.ER.4")["content"]["catalogue_version"] == ER.version + 1
    with pytest.raises(WrongState, match="newer release"):
        loaded_with(workspace, "DEV-1", newer(version=ER.version))


def test_what_cannot_be_loaded_is_refused_and_what_can_is_listed(workspace):
    """No device, no catalogue, no profile of the device: each is said, and the way out can be read."""
    workspace.load(DEVICES)
    before = workspace.get("/items")["revision"]
    assert asked(workspace, "DEV-9", 404, catalogue="MDD.ER")["type"].endswith("item-not-found")
    assert asked(workspace, "PER-1", 404, catalogue="MDD.ER")["type"].endswith("wrong-type")
    assert asked(workspace, "DEV-1", 404, catalogue="UKMDR.S1")["type"].endswith("catalogue-not-found")
    assert asked(workspace, "DEV-2", 422, profile="PRO-GB")["type"].endswith("wrong-end")
    assert asked(workspace, "DEV-1", 404, profile="PER-1")["type"].endswith("wrong-type")
    assert asked(workspace, "DEV-1", 409, profile="PRO-US")["type"].endswith("wrong-state")
    assert asked(workspace, "DEV-1", 422)["type"].endswith("invalid-content")
    assert asked(workspace, "DEV-1", 422, catalogue="MDD.ER", profile="PRO-GB")["errors"]
    assert workspace.get("/items")["revision"] == before

    heads = workspace.get("/catalogues")["items"]
    assert {head["id"]: head["leaf_count"] for head in heads} == {"MDD.ER": 92, "EUMDR.GSPR": 186}
    gspr = workspace.get("/catalogues/EUMDR.GSPR")
    leaf = next(entry for entry in gspr["leaves"] if entry["id"] == "4(a)")
    assert (leaf["key"], leaf["nearest"]) == ("EUMDR.GSPR.4.a", ["MDD.ER.2-i1"])
    assert workspace.client.get("/v1/catalogues/NONE").status_code == 404
    found = {preset["jurisdiction"] for preset in workspace.get("/profiles/presets")["items"]}
    assert found == {"GB_UKMDR", "EU_MDR", "EU_MDD_legacy", "US"}
