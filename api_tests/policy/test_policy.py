"""What the service says of the figures in effect."""

ROWS = [
    {"type": "Device", "key": "DEV-1", "approve": True},
    {"type": "Device", "key": "DEV-2", "approve": True},
    {"type": "DeviceVersion", "key": "DV-1", "devices": ["DEV-1"], "approve": True},
    {"type": "Policy", "key": "POL-1", "signal_days": 14, "bulk_limit": 5, "approve": True},
    {"type": "Policy", "key": "POL-2", "signal_days": 10, "devices": ["DV-1"], "approve": True},
    {"type": "Policy", "key": "POL-3", "signal_days": 1},
    {
        "type": "RegulatoryProfile",
        "key": "PRO-1",
        "jurisdiction": "GB_UKMDR",
        "cer_interval_months": 24,
        "devices": ["DEV-2"],
        "approve": True,
    },
]


def figures(workspace, **asked):
    """Return the thresholds by name."""
    response = workspace.client.get("/v1/policy", params=asked)
    assert response.status_code == 200, response.text
    return {entry["name"]: entry for entry in response.json()["thresholds"]}


def test_who_set_which_figure(workspace):
    """Each figure names who set it; a draft sets nothing, and a revision or withdrawal counts at once."""
    assert figures(workspace)["signal_days"]["set_by"] == []
    workspace.load(ROWS)
    first, second = figures(workspace, device="DEV-1"), figures(workspace, device="DEV-2")
    assert (first["signal_days"]["value"], first["signal_days"]["set_by"]) == (10, ["POL-2"])
    assert (second["signal_days"]["value"], second["signal_days"]["set_by"]) == (14, ["POL-1"])
    assert first["bulk_limit"]["value"] == 5
    assert figures(workspace)["signal_days"]["value"] == 10
    interval = second["cer_interval_months"]
    assert (interval["value"], interval["set_by"], interval["unit"]) == (12, ["PRO-1"], "months")
    assert "at most 12 months" in interval["limited"]
    assert first["cv_max_age_months"] == {
        "name": "cv_max_age_months",
        "value": 36,
        "unit": "months",
        "set_by": [],
        "limited": None,
        "default": 36,
        "stricter": "lower",
        "source": first["cv_max_age_months"]["source"],
    }
    taken_back = {"reason": "taken back", "withdrawn_reason": "obsolete"}
    assert workspace.client.post("/v1/items/POL-2/withdraw", json=taken_back).status_code == 200
    assert figures(workspace, device="DEV-1")["signal_days"]["value"] == 14


def test_only_a_device_has_figures(workspace):
    """Another key is refused with the way out."""
    workspace.load(ROWS)
    assert workspace.client.get("/v1/policy", params={"device": "DEV-9"}).status_code == 404
    assert workspace.client.get("/v1/policy", params={"device": "POL-1"}).status_code == 404


def test_who_added_to_which_list(workspace):
    """A list is the default with what policies in force add for the device, and names them."""
    added = {"type": "Policy", "key": "POL-4", "required_competences": ["Acoustics"], "devices": ["DEV-1"]}
    workspace.load([*ROWS, added | {"approve": True}])
    for device, entries, set_by in (("DEV-1", ["acoustics"], ["POL-4"]), ("DEV-2", [], [])):
        answer = workspace.get("/policy", device=device)
        (found,) = (entry for entry in answer["lists"] if entry["name"] == "required_competences")
        assert found["set_by"] == set_by
        assert found["entries"] == sorted([*found["default"], *entries])
    assert workspace.get("/policy")["lists"][0]["set_by"] == ["POL-4"]


def test_an_example_asks_nothing_until_a_policy_states_it(workspace):
    """Presets are read, sent as they are, and from then on LVL-01 asks what they say."""
    claim = {"type": "Claim", "key": "CLM-1", "statement": "It lights", "devices": ["DEV-1"], "approve": True}
    workspace.load([*ROWS, claim])
    assert workspace.gaps(rule="LVL-01")["items"] == []
    for number, preset in enumerate(workspace.get("/policy/presets")["items"], start=10):
        assert preset["for_people"]
        workspace.load([{**preset["content"], "key": f"POL-{number}", "approve": True}])
    (gap,) = workspace.gaps(rule="LVL-01")["items"]
    assert (gap["subject"], gap["detail"]) == (
        "CLM-1",
        "cv: at least 1 of any kind, but pms_complaints_vigilance",
    )


def test_who_makes_expired_evidence_stale(workspace):
    """One policy that concerns the device is enough; without a device any policy is."""
    stale = {"type": "Policy", "key": "POL-4", "expired_evidence_is_stale": True, "devices": ["DEV-1"]}
    not_for_all = {"type": "Policy", "key": "POL-5", "expired_evidence_is_stale": False}
    workspace.load([*ROWS, stale | {"approve": True}, not_for_all | {"approve": True}])
    for asked, by in (({"device": "DEV-1"}, ["POL-4"]), ({"device": "DEV-2"}, []), ({}, ["POL-4"])):
        found = workspace.get("/policy", **asked)["expired_evidence_is_stale"]
        assert found == {"value": bool(by), "set_by": by}
