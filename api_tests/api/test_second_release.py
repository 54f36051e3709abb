"""The worked example goes on: a second release and device, a wider population, a retraction, looking back."""

import json
from pathlib import Path

import pytest

from api_tests.api.test_replay import replayed
from api_tests.lungtriage import whole
from api_tests.small_file import differences, gap_names, ok, reasons

FOLDER = Path(__file__).parents[2] / "examples"
DAY = "2026-11-24"
MODEL = ("DEVICE_VERSION_CHANGED", "DV-2.2")


def rows(name):
    """Return the rows of an example file."""
    return [json.loads(line) for line in (FOLDER / name).read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def first_report(workspace):
    """The first report is released under a name."""
    workspace.load(whole())
    assert set(workspace.statuses().values()) == {"current"}
    ok(workspace.client.post("/v1/baselines", json={"name": "CER v1", "released_at": "2026-11-10"}), 201)
    return workspace


def test_the_story_goes_on(first_report, scratch):
    """Release, second device, wider population, retraction, second baseline, as of then, replay."""
    workspace, client = first_report, first_report.client
    workspace.load(rows("lungtriage-second-release.ndjson"))
    the_release_calls_its_pillars_into_question(workspace)
    the_second_device_has_gaps_of_its_own(workspace)
    the_wider_population_is_foreseen_and_then_comes(workspace)
    the_retraction_reaches_both_devices(workspace)
    ok(client.post("/v1/baselines", json={"name": "CER v2"}), 201)
    the_two_baselines_differ_in_what_happened(workspace)
    the_first_report_stands_as_it_was(workspace)
    assert differences(workspace.address) == []
    revision = workspace.get("/items")["revision"]
    found = replayed(workspace, scratch, revision)
    assert (found.differences, found.revision) == ([], revision)


def the_release_calls_its_pillars_into_question(workspace):
    """The model is another one: analytical and clinical validation are to be looked at for the release."""
    now = workspace.statuses()
    assert (now["CON-2"], now["CON-3"], now["CON-4"]) == ("stale", "stale", "suspect")
    assert MODEL in reasons(workspace.client, "CON-3")
    assert now["CON-21"] == "current"


def the_second_device_has_gaps_of_its_own(workspace):
    """What is missing of one device is not shown of the other."""
    mobile = gap_names(workspace.client, device="DEV-02", on=DAY)
    assert {("CLM-02", "CLM-2"), ("CLM-03", "CLM-2"), ("IUP-01", "IUE-21")} <= mobile
    assert ("CLM-01", "CLM-2") not in mobile
    others = {subject for _, subject in gap_names(workspace.client, device="DEV-01", on=DAY)}
    assert not others & {"CLM-2", "IUE-21"}


def the_wider_population_is_foreseen_and_then_comes(workspace):
    """The report of the change says what then happens."""
    client = workspace.client
    report = ok(client.post("/v1/changes/CHG-1/impact-report", json={}, params={"on": DAY}), 201)
    assert {gap["rule"] for gap in report["gaps"]["opened"]} >= {"BEN-02", "IUP-01"}
    asked = {entry["id"]: entry for entry in report["questionnaire"]["questions"]}
    assert (asked["A2"]["answer"], asked["A2"]["hinted_by"]) == ("yes", ["IUE-4"])
    (created, _) = rows("lungtriage-second-release.ndjson")[-1]["proposed_deltas"]
    ok(client.post("/v1/items", json={**created["item"], "approve": True}), 201)
    covered = workspace.get("/items/CLM-1")["content"]["covers"]
    workspace.revise("CLM-1", {"covers": [*covered, "IUE-4"]}, reason="children", change_ref="CHG-1")
    real = ok(client.get(f"/v1/impact-reports/{report['id']}/reality", params={"on": DAY}))
    assert (real["otherwise"], real["unforeseen"]) == ([], [])
    assert "CON-1" in real["as_foreseen"]


def the_retraction_reaches_both_devices(workspace):
    """One review carries a pillar of each device; its loss is found under both."""
    sent = {"kind": "retraction", "keys": ["EVD-1"], "notice": "Notice of retraction, journal of the review"}
    fired = ok(workspace.client.post("/v1/triggers", json=sent))
    assert {"CON-21"} <= {entry["item"] for entry in fired["effects"]}
    now = workspace.statuses()
    assert (now["CON-1"], now["CON-21"]) == ("stale", "stale")
    for device, claim in (("DEV-01", "CLM-1"), ("DEV-02", "CLM-2")):
        assert ("CLM-01", claim) in gap_names(workspace.client, device=device, on=DAY)


def the_two_baselines_differ_in_what_happened(workspace):
    """Items that came, changed and went, conclusions that moved, gaps that opened; in words as well."""
    found = workspace.get("/baselines/CER v1/diff/CER v2")
    text = json.dumps(found)
    for key in ("DV-2.2", "DEV-02", "IUE-4", "CLM-1", "EVD-1", "CON-3"):
        assert key in text


def the_first_report_stands_as_it_was(workspace):
    """As of the first report: every verdict current, the old coverage, and no second device."""
    client = workspace.client
    then = workspace.get("/conclusions", as_of="CER v1", limit=1000)["items"]
    assert {entry["status"] for entry in then} == {"current"}
    assert "CON-21" not in {entry["key"] for entry in then}
    claim = ok(client.get("/v1/items/CLM-1", params={"as_of": "CER v1"}))
    assert "IUE-4" not in claim["content"]["covers"]
    assert client.get("/v1/items/DEV-02", params={"as_of": "CER v1"}).status_code == 404
    rested = workspace.get("/conclusions/CON-1/explanation")["baselines"]
    assert ("CER v1", "EVD-1") in {(entry["baseline"], entry["item"]) for entry in rested}
