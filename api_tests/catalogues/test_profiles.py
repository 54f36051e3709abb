"""A regulatory profile is made from the preset of its jurisdiction, and asks what it should from then on."""

from graph.catalogues import find_catalogue

DEVICE = {"type": "Device", "key": "DEV-1", "approve": True}


def made(workspace, status=201, device="DEV-1", **body):
    """Make a profile of a device."""
    answer = workspace.client.post(f"/v1/devices/{device}/profiles", json=body)
    assert answer.status_code == status, answer.text
    return answer.json()


def figure(workspace, name, device="DEV-1"):
    """Return a figure that counts for a device, and who set it."""
    (found,) = [e for e in workspace.get("/policy", device=device)["thresholds"] if e["name"] == name]
    return found["value"], found["set_by"]


def test_a_profile_from_a_preset_asks_what_it_should(workspace):
    """Catalogue, marking and surveillance are filled in; a draft asks nothing; what is said goes before."""
    workspace.load([DEVICE])
    draft = made(workspace, jurisdiction="GB_UKMDR", device_class="IIb", reason="technical file")
    assert (draft["key"], draft["state"]) == ("DEV-1.GB_UKMDR", "draft")
    content = draft["content"]
    assert (content["catalogue_id"], content["catalogue_version"], content["marking"]) == (
        "MDD.ER",
        find_catalogue("MDD.ER").version,
        "UKCA",
    )
    assert (content["devices"], content["device_class"]) == (["DEV-1"], "IIb")
    assert content["pms_rule_set"] == "GB_2024"
    assert workspace.gaps(rule=["PMS-01", "PMS-05"])["items"] == []

    long = {"cer_interval_months": 36, "cer_interval_justification": "Known", "well_established": True}
    second = made(workspace, key="PRO-EU", jurisdiction="EU_MDR", device_class="IIa", approve=True, **long)
    assert second["content"] | long == second["content"]
    assert second["state"] == "in_force"
    loaded = workspace.client.post("/v1/devices/DEV-1/requirements", json={"profile": "PRO-EU"})
    assert loaded.json()["catalogue"] == "EUMDR.GSPR"
    assert figure(workspace, "cer_interval_months") == (36, ["PRO-EU"])

    version = {"type": "DeviceVersion", "key": "DV-1", "devices": ["DEV-1"], "status": "on_market"}
    workspace.load([{**version, "released_at": "2020-01-01", "approve": True}])
    assert [gap["detail"] for gap in workspace.gaps(rule=["PMS-05"])["items"]] == ["PRO-EU"]


def test_a_ce_marked_device_in_great_britain_is_asked_by_part_4a(workspace):
    """Regulations 19B and 19C let the marking in; the plan for surveillance is asked all the same."""
    workspace.load([DEVICE, {"type": "Device", "key": "DEV-2", "approve": True}])
    content = made(workspace, preset="GB_CE_MDR", device_class="IIa", approve=True)["content"]
    assert (content["jurisdiction"], content["marking"]) == ("GB_UKMDR", "CE")
    assert (content["catalogue_id"], content["route"]) == ("EUMDR.GSPR", "UK MDR 2002 reg. 19C")
    made(workspace, device="DEV-2", preset="NI_EU_MDR", device_class="IIa", approve=True)
    assert workspace.get("/items/DEV-2.NI_EU_MDR")["content"]["pms_rule_set"] == "EU_MDR"
    asked = {gap["subject"] for gap in workspace.gaps(rule=["PMS-01"])["items"]}
    assert "DEV-1" in asked


def test_a_preset_loosens_no_policy(workspace):
    """A stricter figure of the maker's own policy counts all the same."""
    policy = {"type": "Policy", "key": "POL-1", "psur_interval_class_iib_iii_months": 6, "approve": True}
    workspace.load([DEVICE, policy])
    made(workspace, jurisdiction="GB_UKMDR", device_class="III", approve=True)
    assert figure(workspace, "psur_interval_class_iib_iii_months") == (6, ["POL-1"])


def test_what_no_profile_can_be_made_of_is_refused(workspace):
    """An unknown class, another type, a key that is taken: nothing is written, and the way out is said."""
    workspace.load([DEVICE, {"type": "Person", "key": "PER-1", "approve": True}])
    head = workspace.gaps()["revision"]
    refused = made(workspace, 422, jurisdiction="GB_UKMDR", device_class="IIc")
    assert "use one of I, Is, Im, IIa, IIb" in refused["detail"]
    made(workspace, 422, preset="GB_CE_MDR", device_class="IIc")
    made(workspace, 422, device_class="IIa")
    made(workspace, 422, preset="GB_CE_MDR", jurisdiction="GB_UKMDR", device_class="IIa")
    made(workspace, 422, jurisdiction="US", device_class="IIa")
    made(workspace, 422, jurisdiction="MARS", device_class="I")
    made(workspace, 404, device="PER-1", jurisdiction="US", device_class="I")
    made(workspace, 404, device="DEV-9", jurisdiction="US", device_class="I")
    made(workspace, 409, key="PER-1", jurisdiction="US", device_class="I")
    assert workspace.gaps()["revision"] == head
    made(workspace, jurisdiction="US", device_class="I")
