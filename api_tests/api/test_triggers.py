"""News from outside finds the items it is about, and says what can no longer be relied on."""

import pytest

from api_tests.small_file import ARGUMENT, differences, ok, problem, reasons, row, signed, trail

STUDY = {"EVD-1": {"doi": "https://doi.org/10.1000/ABC.1", "pmid": "31415926"}}
MORE = [
    row("DeviceVersion", "DV-1", version_label="1.0", model_version="m1", devices="DEV-1"),
    row("Requirement", "MDD.ER.1", catalogue="MDD.ER", requirement_id="1", paraphrase="Acceptable risk"),
    row("Standard", "STD-1", designation="EN  ISO 14971", edition="2019"),
    row(
        "ComplianceRecord",
        "CMP-1",
        satisfies="MDD.ER.1",
        applies_standard="STD-1",
        applicable="applicable",
        method="Analysis",
        devices="DEV-1",
    ),
    row("ComparatorDevice", "CDV-1", name="Other lamp", basic_udi_di="0999OTHER", marking="CE"),
    row(
        "CharacteristicComparison", "CHC-1", dimension="technical", compares="CDV-1", characteristic="Output"
    ),
    signed("CON-3", "requirement_met", "CMP-1", "met", devices="DEV-1"),
    signed("CON-4", "equivalence", "CDV-1", "demonstrated"),
]
SHAKEN = {"CON-1": "stale", "CON-2": "suspect"}
LATER = {"transition_date": "2027-01-01"}
OTHER = {"paraphrase": "Other"}
FIRED = [
    (
        {"kind": "retraction", "doi": "10.1000/abc.1"},
        {"EVD-1": "doi"},
        SHAKEN,
    ),
    ({"kind": "retraction", "pmid": "31415926"}, {"EVD-1": "pmid"}, SHAKEN),
    (
        {"kind": "correction", "doi": "doi:10.1000/ABC.1", "fields": {"n": 96}},
        {"EVD-1": "doi"},
        SHAKEN,
    ),
    (
        {
            "kind": "standard_superseded",
            "designation": "en iso 14971",
            "fields": LATER,
        },
        {"STD-1": "designation"},
        {"CON-3": "stale"},
    ),
    (
        {"kind": "comparator_change", "udi": "0999OTHER", "fields": {"marking": "none"}},
        {"CDV-1": "udi"},
        {"CON-4": "stale"},
    ),
    ({"kind": "vigilance_signal", "udi": "0999OTHER"}, {"CDV-1": "udi"}, {"CON-4": "suspect"}),
    (
        {
            "kind": "catalogue_change",
            "catalogue": "MDD.ER",
            "requirement_id": "1",
            "fields": OTHER,
        },
        {"MDD.ER.1": "requirement_id"},
        {"CON-3": "stale"},
    ),
    (
        {
            "kind": "device_version_released",
            "udi": "0123LAMP",
            "fields": {"key": "DV-2", "version_label": "2.0", "model_version": "m2"},
        },
        {"DEV-1": "udi"},
        SHAKEN | {"CON-4": "stale"},
    ),
]


def begun(workspace):
    """A small technical file whose items carry identifiers of the outside world."""
    rows = [{**entry, **STUDY.get(entry["key"], {})} for entry in ARGUMENT]
    rows[0] = {**rows[0], "basic_udi_di": "0123LAMP"}
    workspace.load([*rows, *MORE])


def fire(workspace, **body):
    """POST /v1/triggers."""
    return workspace.client.post("/v1/triggers", json=body)


@pytest.mark.parametrize(("sent", "found", "moved"), FIRED, ids=lambda value: value.get("kind", ""))
def test_news_moves_what_rests_on_it(workspace, sent, found, moved):
    """Found by its identifier in any spelling; a dry run says the same, a repetition changes nothing."""
    begun(workspace)
    before = trail(workspace.client)
    rehearsed = ok(fire(workspace, **sent, dry_run=True))
    assert trail(workspace.client) == before
    fired = ok(fire(workspace, **sent, notice="Notice 7"))
    assert fired["revision"] == before[0] + 1
    assert {entry["key"]: entry["by"] for entry in fired["matched"]} == found
    for answer in (rehearsed, fired):
        assert {e["item"]: e["to"] for e in answer["effects"] if e["to"] in ("stale", "suspect")} == moved
    assert {key: workspace.statuses()[key] for key in moved} == moved
    again = ok(fire(workspace, **sent, notice="Notice 7"))
    assert (again["changes"], again["revision"]) == ([], fired["revision"])
    entry = ok(workspace.client.get("/v1/audit", params={"limit": 100}))["items"][-1]
    assert (entry["action"], entry["reason"]) == (f"trigger {sent['kind']}", "Notice 7")
    assert differences(workspace.address) == []


def test_a_retraction_is_news_of_evidence_that_was_withdrawn_for_less(workspace):
    """What was superseded and turns out to be retracted asks for a new evaluation, and cannot be waived."""
    begun(workspace)
    workspace.withdraw("EVD-1", "superseded_elsewhere")
    assert reasons(workspace.client, "CON-1")["BASIS_SUPERSEDED", "EVD-1"] == "must_confirm"
    fired = ok(fire(workspace, kind="retraction", doi="10.1000/abc.1"))
    assert [(change["op"], change["key"]) for change in fired["changes"]] == [("withdraw", "EVD-1")]
    assert reasons(workspace.client, "CON-1")["BASIS_WITHDRAWN", "EVD-1"] == "must_redo"
    (gap,) = workspace.gaps(rule="EVD-06")["items"]
    assert (gap["detail"], gap["waivable"]) == ("retracted", False)
    assert ok(fire(workspace, kind="retraction", doi="10.1000/abc.1"))["changes"] == []
    again = workspace.client.post("/v1/items/EVD-1/withdraw", json={"withdrawn_reason": "obsolete"})
    problem(again, 409, "already-withdrawn")
    assert differences(workspace.address) == []


def test_a_signal_is_recorded_as_new_and_raises_what_is_named(workspace):
    """A vigilance signal becomes an item that nobody has assessed; without links it is a blind spot."""
    begun(workspace)
    sent = {"kind": "vigilance_signal", "udi": "0123LAMP", "raises": ["CLM-1"], "notice": "Incident 12"}
    fired = ok(fire(workspace, **sent))
    (change,) = fired["changes"]
    signal = ok(workspace.client.get(f"/v1/items/{change['key']}"))
    assert signal["content"]["raises"] == ["CLM-1"]
    assert signal["content"]["description"] == "Incident 12"
    assert signal["content"].get("assessment_status", "new") == "new"
    assert signal["content"]["devices"] == ["DEV-1"]
    assert ok(fire(workspace, **sent))["changes"] == []


def test_a_correction_of_unknown_content_raises_a_signal_on_what_the_study_carries(workspace):
    """Where the new values are not known yet, what the data set bears on is called into question."""
    begun(workspace)
    fired = ok(fire(workspace, kind="correction", doi="10.1000/abc.1", notice="Erratum 1"))
    (change,) = fired["changes"]
    assert change["item"]["raises"] == ["CLM-1"]
    assert change["item"]["kind"] == "literature_alert"


def test_news_of_something_unknown_changes_nothing(workspace):
    """No item carries the identifier: an empty answer and no new revision."""
    begun(workspace)
    before = trail(workspace.client)
    answer = ok(fire(workspace, kind="retraction", doi="10.1000/other"))
    assert (answer["matched"], answer["effects"], answer["revision"]) == ([], [], before[0])
    assert trail(workspace.client) == before


def test_news_that_cannot_be_understood_is_refused(workspace):
    """Naming nothing, the wrong type, an unknown key or no new value is a problem that says so."""
    begun(workspace)
    before = trail(workspace.client)
    problem(fire(workspace, kind="retraction"), 422, "invalid-content")
    problem(fire(workspace, kind="retraction", keys=["STD-1"]), 404, "wrong-type")
    problem(fire(workspace, kind="retraction", keys=["EVD-9"]), 404, "item-not-found")
    problem(fire(workspace, kind="comparator_change", udi="0999OTHER"), 422, "invalid-content")
    problem(fire(workspace, kind="device_version_released", udi="0123LAMP"), 422, "invalid-content")
    sent = {"kind": "correction", "pmid": "31415926", "fields": {"nonsense": 1}}
    problem(fire(workspace, **sent), 422, "invalid-content")
    assert trail(workspace.client) == before
