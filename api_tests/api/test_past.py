"""Reading as of then: which moments there are, and what is refused."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api_tests.api_document import document
from api_tests.servers import serving, settings_for
from api_tests.small_file import ARGUMENT, SUPPORT, entries, ok, problem, row

ACTOR = {"Evitrace-Actor": "anna"}


def lived(workspace):
    """A short life: a load (1), a revision (2), a withdrawal (3), a new item (4)."""
    workspace.load(ARGUMENT)
    workspace.revise("EVD-1", {"n": 90})
    workspace.withdraw("IUE-1")
    ok(workspace.client.post("/v1/items", json={"type": "Hazard", "key": "HAZ-1"}), 201)


def test_every_way_to_name_a_moment(workspace):
    """A revision, an instant and a day lead to the graph of then; the answer says its revision."""
    client = workspace.client
    lived(workspace)
    moments = {entry["revision"]: entry["at"] for entry in entries(client)}

    def number(as_of):
        shown = ok(client.get("/v1/items/EVD-1", params={"as_of": as_of}))
        return shown["revision"], shown["version"]["no"], shown["content"]["n"]

    assert number("1") == (1, 1, 100)
    assert number("2") == number(moments[2]) == (2, 2, 90)
    assert number(moments[1].replace("Z", "+00:00")) == (1, 1, 100)
    assert number(datetime.now(UTC).date().isoformat()) == number("4") == (4, 2, 90)
    nothing = ok(client.get("/v1/items", params={"as_of": "0"}))
    assert (nothing["revision"], nothing["items"], nothing["next"]) == (0, [], None)
    problem(client.get("/v1/items/HAZ-1", params={"as_of": "3"}), 404, "item-not-found")
    before = (datetime.fromisoformat(moments[1]) - timedelta(seconds=1)).isoformat()
    assert ok(client.get("/v1/items", params={"as_of": before}))["items"] == []


def test_statuses_gaps_and_the_trail_as_of_then(workspace):
    """What rests on what, what is missing and what was written are those of then."""
    client = workspace.client
    lived(workspace)

    def standing(**then):
        listed = ok(client.get("/v1/conclusions", params=then))
        return {entry["key"]: entry["status"] for entry in listed["items"]}

    assert standing(as_of=1) == {"CON-1": "current", "CON-2": "current"}
    assert standing(as_of=2) == {"CON-1": "stale", "CON-2": "suspect"}
    explained = ok(client.get("/v1/conclusions/CON-1/explanation", params={"as_of": 2}))
    assert {cause["item"]["key"] for cause in explained["causes"]} == {"EVD-1", "APP-1"}
    basis = ok(client.get("/v1/conclusions/CON-1/basis", params={"as_of": 1}))
    assert all(pin["same"] and pin["expected"] for pin in basis["pinned"])
    first, now = ({gap["id"] for gap in workspace.gaps(**at)["items"]} for at in ({"as_of": 1}, {}))
    assert first != now
    assert {gap["id"] for gap in workspace.gaps(as_of=4, severity="")["items"]} == now
    assert ok(client.get("/v1/gaps", params={"as_of": 3}))["revision"] == 3
    assert [e["revision"] for e in ok(client.get("/v1/audit", params={"as_of": 2}))["items"]] == [1, 2]
    versions = ok(client.get("/v1/items/EVD-1/versions", params={"as_of": 1}))["items"]
    assert [(entry["no"], entry["status"]) for entry in versions] == [(1, "approved")]
    assert standing() == standing(as_of=4)


def test_moments_that_never_were_are_refused(workspace):
    """A revision ahead, an instant to come or without zone, and an unknown name are no moments."""
    client = workspace.client
    lived(workspace)
    soon = (datetime.now(UTC) + timedelta(minutes=1)).isoformat()
    for as_of in ("5", "2026-01-31T10:00:00", "CER v1", "2999-01-01", soon, "-1", "99999999999999999999"):
        problem(client.get("/v1/items", params={"as_of": as_of}), 404, "no-such-moment")
    page = ok(client.get("/v1/items", params={"as_of": 2, "limit": 2}))
    problem(client.get("/v1/items", params={"limit": 2, "cursor": page["next"]}), 400, "bad-cursor")
    following = {"as_of": 2, "limit": 2, "cursor": page["next"]}
    found = ok(client.get("/v1/items", params=following))["items"]
    assert [entry["key"] for entry in [*page["items"], *found]] == ["APP-1", "CLM-1", "CON-1", "CON-2"]


DEVICE_FILE = [
    *ARGUMENT,
    row("IntendedPurpose", "IP-1", has_element="IUE-1", devices="DEV-1", n12_significance="treat_or_diagnose",
        n12_situation="critical", n12_core_functionality="core"),
    row("Hazard", "HAZ-1", title="Wrong patient", devices="DEV-1"),
    row("Requirement", "REQ-1", catalogue="MDD.ER", requirement_id="1"),
    row("ComplianceRecord", "CR-1", satisfies="REQ-1", devices="DEV-1"),
    row("ComparatorDevice", "CMP-1", name="Other lamp"),
    row("Evaluation", "EVAL-1", devices="DEV-1", cer_version="1"),
]  # fmt: skip
DERIVED = (
    "work-list",
    "unanswered-reasons",
    "policy?device=DEV-1",
    "items/EVD-1/impact",
    "conclusions/CON-2/clearings",
    "intended-purposes/IP-1/category",
    "claims/CLM-1/support",
    "claims/CLM-1/coverage",
    "comparators/CMP-1/equivalence",
    "evaluations/EVAL-1/release-check",
    "evaluations/EVAL-1/outline",
    *(f"devices/DEV-1/{view}" for view in ("support", "coverage", "structure", "checklist", "hazard-log",
                                           "risk-summary")),
)  # fmt: skip


def test_views_as_of_then_are_those_that_were_answered_then(workspace):
    """Work, impact, support, coverage, structure, checklist, hazard log: all that is derived."""
    client = workspace.client
    workspace.load(DEVICE_FILE)
    workspace.revise("EVD-1", {"n": 90})
    gap = workspace.gaps(item="HAZ-1")["items"][0]["id"]
    paths = [*DERIVED, f"gaps/{gap}"]

    def answered(**then):
        return {path: ok(client.get(f"/v1/{path}", params=httpx_params(path, then))) for path in paths}

    told = answered()
    workspace.revise("EVD-1", {"n": 100})
    workspace.load([
        row("Policy", "POL-1", devices="DEV-1", bulk_limit=3),
        row("Hazard", "HAZ-2", title="No light", devices="DEV-1"),
        row("EvidenceUse", "EVU-2", uses="EVD-1", bears_on="CLM-1", pillar="vca", devices="DEV-1"),
        row("ComplianceRecord", "CR-2", satisfies="REQ-1", devices="DEV-1"),
        row("CharacteristicComparison", "CCR-1", dimension="clinical", compares="CMP-1"),
    ])  # fmt: skip
    workspace.withdraw("HAZ-1")
    workspace.withdraw("IUE-1")
    unchanged = [
        path for path, was in told.items() if path != f"gaps/{gap}" and ok(client.get(f"/v1/{path}")) == was
    ]
    assert unchanged == []
    problem(client.get(f"/v1/gaps/{gap}"), 404, "gap-not-found")
    assert answered(as_of=2) == told


RULES = ["RSK-01", "CLM-01", "CLM-02", "EVD-02"]
"""Some rules, so that no report that is remembered can answer."""


def test_scopes_as_of_then_know_no_device_that_came_later(workspace):
    """What is for a part of a device that nobody had recorded yet concerned every device, as it did then."""
    client = workspace.client
    part = row("DeviceVersion", "DV-9", devices="DEV-9", model_version="1")
    hazard = row("Hazard", "HAZ-9", title="Wrong patient", devices="DV-9")
    policy = row("Policy", "POL-1", devices="DEV-1", signal_days=300)
    workspace.load([*ARGUMENT, part, hazard, policy], unresolved="keep")

    def of_device(**then):
        return {(gap["rule"], gap["subject"]) for gap in workspace.gaps(device="DEV-1", **then)["items"]}

    was, figures = of_device(), workspace.get("/policy")["thresholds"]
    assert ("RSK-01", "HAZ-9") in was
    ok(client.post("/v1/items", json=row("Device", "DEV-9", title="Other lamp")), 201)
    assert ("RSK-01", "HAZ-9") not in of_device()
    assert of_device(as_of=1, rule=RULES) == {gap for gap in was if gap[0] in RULES}
    assert workspace.get("/policy", as_of=1)["thresholds"] == figures


def test_an_answer_that_would_keep_writers_waiting_is_refused(workspace, database):
    """More items than the setting allows to be taken back: a problem that names both numbers."""
    workspace.load(ARGUMENT)
    workspace.revise("EVD-1", {"n": 90})
    settings = settings_for(database).model_copy(update={"past_budget": 3})
    with serving(settings) as url, httpx.Client(base_url=url, timeout=60) as client:
        told = problem(client.get("/v1/items", params={"as_of": 0}), 422, "too-far-back")
        assert "8 items" in told["detail"]
        assert "EVITRACE_PAST_BUDGET" in told["detail"]
        problem(client.get("/v1/diff", params={"from": 0, "to": 2}), 422, "too-far-back")
        assert ok(client.get("/v1/items/EVD-1", params={"as_of": 1}))["content"]["n"] == 100
    assert ok(workspace.client.get("/v1/items", params={"as_of": 0}))["items"] == []


def httpx_params(path, then):
    """The parameters of a path that may hold some, with further ones."""
    held = dict(part.split("=") for part in path.partition("?")[2].split("&") if part)
    return {**held, **then}


def test_dates_of_items_as_of_a_baseline_are_judged_on_its_day(workspace):
    """A conclusion that is overdue by now was not on the day of the baseline, in a list of items neither."""
    client = workspace.client
    workspace.load([*ARGUMENT[:-1], {**SUPPORT, "next_review_due": "2026-03-01"}])
    ok(client.post("/v1/baselines", json={"name": "first"}, params={"on": "2026-02-01"}), 201)

    def statuses(**then):
        listed = {e["key"]: e.get("status") for e in ok(client.get("/v1/items", params=then))["items"]}
        return listed["CON-2"], ok(client.get("/v1/items/CON-2", params=then))["conclusion"]["status"]

    assert statuses(as_of="first") == ("current", "current")
    assert statuses() == ("overdue", "overdue")


# -- parameters that would be left unread --------------------------------------------------------------

NOW_ONLY = {
    "list_rules", "read_rule", "list_catalogues", "read_catalogue", "list_profile_presets",
    "list_risk_criteria_presets", "list_reaffirmation_questions", "read_significance_questionnaire",
    "read_vocabulary", "verify_audit_trail", "list_baselines", "read_baseline", "compare_baselines",
    "compare_moments", "read_impact_preview", "read_impact_report", "list_policy_presets",
}  # fmt: skip
"""Reads of what does not change with the graph: the product's own texts, and what is frozen or stored."""


def operations():
    """Every operation of the API below /v1: its id, method, and parameters in the query."""
    for path, methods in document()["paths"].items():
        for method, operation in methods.items():
            if path.startswith("/v1/"):
                asked = {p["name"] for p in operation.get("parameters", ()) if p["in"] == "query"}
                yield operation["operationId"], method, path, asked


def test_every_read_of_the_graph_can_be_asked_as_of_then():
    """Whoever adds a read decides: it takes as_of, or its answer does not change with the graph."""
    reads = {name: asked for name, method, _, asked in operations() if method == "get"}
    assert {name for name, asked in reads.items() if "as_of" not in asked} == NOW_ONLY


def test_a_parameter_that_would_be_left_unread_is_refused(workspace):
    """An operation that does not know as_of, or a filter, says so instead of answering another question."""
    client = workspace.client
    workspace.load(ARGUMENT)
    refused = {}
    for name, method, path, asked in operations():
        known = path.replace("{", "").replace("}", "")
        for parameter in {"as_of", "no_such_filter"} - asked:
            answer = client.request(method, known, params={parameter: "1"}, headers=ACTOR)
            found = problem(answer, 422, "invalid-content")
            assert found["errors"][0]["pointer"] == f"/query/{parameter}"
            refused[name, parameter] = found["detail"]
    assert ("create_impact_preview", "as_of") in refused
    assert "it takes as_of, cursor, device, limit" in refused["list_items", "no_such_filter"]
    assert workspace.get("/items")["revision"] == 1


@pytest.mark.parametrize("query", ["as_of=0&as_of=1", "as_of=", "type=Claim&type=Device"])
def test_a_parameter_without_one_value_is_refused(workspace, query):
    """Of two values none is meant more than the other, and an empty as_of is no moment."""
    problem(workspace.client.get(f"/v1/items?{query}"), 422, "invalid-content")
    ok(workspace.client.get("/v1/gaps?rule=CLM-01&rule=CLM-02"))
