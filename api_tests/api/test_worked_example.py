"""The worked example of examples/README.md, walked through the API step by step."""

from api_tests.lungtriage import THIS_YEAR, whole
from api_tests.small_file import answers

TODAY = "2026-11-23"
OPEN_AT_FIRST = {("EVD-07", "EVD-3"), ("RSK-04", "RCT-1"), ("EVD-04", "EVD-4"), ("EVD-12", "CLM-1")}
NUMBERED = [f"CON-{number}" for number in range(1, 12)]


def answer(response, status=200):
    """Return the body of an answer that has to have this status."""
    assert response.status_code == status, response.text
    return response.json()


def conclusions(client):
    """Return all conclusions as listed, by key."""
    listed = answer(client.get("/v1/conclusions", params={"limit": 100}))
    assert listed["next"] is None
    return {entry["key"]: entry for entry in listed["items"]}


def assert_standing(client, stale=(), suspect=()):
    """CON-1 to CON-11 stand as said, by number; those not named are current."""
    expected = dict.fromkeys(NUMBERED, "current")
    expected.update(dict.fromkeys([f"CON-{number}" for number in stale], "stale"))
    expected.update(dict.fromkeys([f"CON-{number}" for number in suspect], "suspect"))
    listed = conclusions(client)
    assert {key: listed[key]["status"] for key in NUMBERED} == expected


def reasons(client, key):
    """Return the reasons of a conclusion as (code, item): demand."""
    found = answer(client.get(f"/v1/conclusions/{key}"))["reasons"]
    return {(reason["code"], reason["item"]): reason["demand"] for reason in found}


def gaps(client, on=TODAY):
    """Return the gaps of the device, open and justified, as (rule, subject): severity."""
    listed = answer(client.get("/v1/gaps", params={"device": "DEV-01", "on": on}))
    return {(gap["rule"], gap["subject"]): gap["severity"] for gap in listed["items"]}


def justified(client, on=TODAY):
    """Return the justified gaps of the device as (rule, subject): key of what justifies it."""
    listed = answer(client.get("/v1/gaps", params={"device": "DEV-01", "on": on, "state": "justified"}))
    return {(gap["rule"], gap["subject"]): gap["justified"]["key"] for gap in listed["items"]}


def revise(client, key, *, reason, change_ref="", **fields):
    """Put a new version of an item in force, made from the one that is."""
    read = client.get(f"/v1/items/{key}")
    body = {**answer(read)["content"], **fields}
    body.update(approve=True, reason=reason, change_ref=change_ref)
    headers = {"If-Match": read.headers["ETag"]}
    answer(client.put(f"/v1/items/{key}", json=body, headers=headers))


def withdraw(client, key, **body):
    """Withdraw an item."""
    answer(client.post(f"/v1/items/{key}/withdraw", json=body))


def reaffirm(client, key, outcome, rationale, **changed):
    """Record a fresh evaluation of a conclusion: an answer for each reason, and the default questions."""
    asked = answer(client.get("/v1/reaffirmation-questions"))["items"]
    body = {
        "outcome": outcome,
        "rationale": rationale,
        "answers": answers(client, key),
        "questions": {question["name"]: "Looked at; nothing to add." for question in asked},
        "independent_review": outcome == "reaffirmed_unchanged",
    }
    reviewer = {"Evitrace-Actor": "clinical-reviewer"}
    answer(client.post(f"/v1/conclusions/{key}/reaffirm", json={**body, **changed}, headers=reviewer))


def last_entry(client):
    """Return the newest audit entry."""
    cursor, entries = None, []
    while True:
        params = {"limit": 100, **({"cursor": cursor} if cursor else {})}
        page = answer(client.get("/v1/audit", params=params))
        entries += page["items"]
        cursor = page["next"]
        if cursor is None:
            return max(entries, key=lambda entry: entry["revision"])


def first_versions(client):
    """Return version 1 of every conclusion: all but that it was superseded, or cleared by itself, later."""
    found, later = {}, ("status", "auto_cleared")
    for key in sorted(conclusions(client)):
        read = answer(client.get(f"/v1/items/{key}/versions/1"))
        version = {name: value for name, value in read["version"].items() if name not in later}
        found[key] = {"content": read["content"], "version": version}
    return found


def whole_graph(client):
    """Return the revision and everything that is in force."""
    items, cursor = [], None
    while True:
        params = {"limit": 100, **({"cursor": cursor} if cursor else {})}
        page = answer(client.get("/v1/items", params=params))
        items += page["items"]
        cursor = page["next"]
        if cursor is None:
            return page["revision"], [answer(client.get(f"/v1/items/{i['key']}")) for i in items]


def load_the_file(workspace):
    """The technical file is loaded: few gaps, one of them justified, every conclusion current."""
    workspace.load(whole())
    assert {entry["status"] for entry in conclusions(workspace.client).values()} == {"current"}
    assert set(gaps(workspace.client)) == OPEN_AT_FIRST
    assert justified(workspace.client) == {("EVD-07", "EVD-3"): "JGP-1"}


def release_the_report(client):
    """CER v1 is released: a baseline names what is there, and holds its report."""
    body = {"name": "CER v1", "device": "DEV-01", "note": "first report"}
    made = answer(client.post("/v1/baselines", json=body, params={"on": TODAY}), 201)
    assert {(gap["rule"], gap["subject"]) for gap in made["report"]["gaps"]} == OPEN_AT_FIRST
    return conclusions(client), gaps(client), made


def correct_a_citation(client):
    """An editorial fix of EVD-3 moves nothing."""
    revise(
        client,
        "EVD-3",
        reason="page numbers",
        citation="Study report CSR-03, version 1, pages 1 to 44",
    )
    assert_standing(client)
    assert set(gaps(client)) == OPEN_AT_FIRST
    assert justified(client) == {("EVD-07", "EVD-3"): "JGP-1"}


def correct_the_results(client):
    """Result fields of EVD-3 change: what rests on them is not current, and its gap is open again."""
    revise(
        client,
        "EVD-3",
        reason="corrected denominator",
        change_ref="CR-208",
        n=378,
        results=CORRECTED,
    )
    assert_standing(client, stale=[3], suspect=[4, 7, 8, 9, 11])
    assert reasons(client, "CON-3")["BASIS_REVISED", "EVD-3"] == "must_redo"
    assert reasons(client, "CON-4") == {("UPSTREAM_STALE", "CON-3"): None}
    assert ("EVD-02", "APP-3") in gaps(client)
    assert justified(client) == {}
    explanation = answer(client.get("/v1/conclusions/CON-3/explanation"))
    told = {cause["item"]["key"]: cause for cause in explanation["causes"]}
    was, now = told["EVD-3"]["pinned"]["values"], told["EVD-3"]["now"]["values"]
    assert (was["n"], now["n"]) == (412, 378)
    assert told["EVD-3"]["pinned_as"] == [
        {
            "by_version": 1,
            "version": 1,
            "role": "evidence",
            "use": "EVU-3",
            "use_role": "pivotal",
            "pillar": "cv",
        }
    ]
    hops = {
        (hop["from"], hop["to"]): (hop["from_version"], hop["to_version"]) for hop in told["EVD-3"]["path"]
    }
    assert hops["EVU-3", "EVD-3"] == (1, told["EVD-3"]["now"]["version"])
    # An appraisal is out of date by what changed in its evidence; that is what is told.
    read = told["APP-3"]
    assert (read["changed"]["key"], read["change"]["why"]) == ("EVD-3", told["EVD-3"]["change"]["why"])
    assert (read["pinned"]["values"]["n"], read["now"]["values"]["n"]) == (412, 378)


def appraise_again(client):
    """The same grades after reading it again: the appraisal is settled, the conclusion is not."""
    newest = answer(client.get("/v1/items/EVD-3"))["version"]["no"]
    revise(client, "APP-3", reason="read again: grades as before", evidence_version=newest)
    assert ("EVD-02", "APP-3") not in gaps(client)
    assert_standing(client, stale=[3], suspect=[4, 7, 8, 9, 11])
    assert reasons(client, "CON-3") == {("BASIS_REVISED", "EVD-3"): "must_redo"}


def reaffirm_the_pillar(client):
    """The same verdict: what waited for it clears by itself, and the audit trail says so."""
    reaffirm(client, "CON-3", "reaffirmed_unchanged", "EVD-3: 264 of 290; the lower bound is 0.872.")
    assert_standing(client)
    cleared = {e["item"] for e in last_entry(client)["effects"] if e["to"] == "current"}
    assert cleared >= {"CON-4", "CON-7", "CON-8", "CON-9", "CON-11"}
    assert set(gaps(client)) == OPEN_AT_FIRST


def link_a_contradiction(workspace):
    """Contradicting evidence is appraised and linked."""
    client = workspace.client
    workspace.load([APPRAISAL_OF_EVD_4, USE_OF_EVD_4])
    assert_standing(client, stale=[3], suspect=[4, 7, 8, 9, 11])
    assert reasons(client, "CON-3")["CONTRADICTION_ADDED", "EVU-4"] == "must_redo"
    found = gaps(client)
    assert found["EVD-10", "EVU-4"] == "blocker"
    assert ("EVD-04", "EVD-4") not in found


def limit_the_verdict(client):
    """The verdict changes, and the wave moves one level at a time."""
    revise(client, "EVU-4", reason="weighed", contradiction_resolution=RESOLUTION)
    reaffirm(
        client,
        "CON-3",
        "verdict_changed",
        "EVU-4 was weighed: children are outside the population.",
        verdict="supported_with_limits",
        scope="adults only",
    )
    assert_standing(client, stale=[4], suspect=[7, 8, 9, 11])
    assert reasons(client, "CON-4") == {("UPSTREAM_VERDICT_CHANGED", "CON-3"): "must_redo"}
    assert ("EVD-10", "EVU-4") not in gaps(client)
    reaffirm(
        client,
        "CON-4",
        "verdict_changed",
        "CON-3 is limited to adults, so the claim is.",
        verdict="supported_with_limits",
        scope="adults only",
    )
    assert_standing(client, stale=[7, 9], suspect=[8, 11])
    reaffirm(client, "CON-7", "reaffirmed_unchanged", "CON-4: adults were all that was weighed.")
    assert_standing(client, stale=[9], suspect=[11])
    reaffirm(
        client,
        "CON-9",
        "verdict_changed",
        "CON-4 is limited to adults.",
        verdict="met_with_conditions",
        conditions="The instructions for use name adults only.",
    )
    assert_standing(client, stale=[11])
    reaffirm(client, "CON-11", "reaffirmed_unchanged", "CON-9: the condition is met by IFU-1.")
    assert_standing(client)


def ask_what_if(client):
    """What if children were added? The graph stays as it is."""
    before = whole_graph(client)
    preview = answer(client.post("/v1/impact-previews", json={"changes": ADD_CHILDREN}), 201)
    moved = {entry["key"]: entry for entry in preview["conclusions"]}
    for key in ("CON-1", "CON-2", "CON-3", "CON-6", "CON-7", "CON-11"):
        assert (moved[key]["from"], moved[key]["to"]) == ("current", "stale")
        assert moved[key]["demand"] == "must_redo"
    for key in ("CON-4", "CON-8", "CON-9"):
        assert (moved[key]["from"], moved[key]["to"]) == ("current", "suspect")
    assert not {"CON-5", "CON-10"} & set(moved)
    opened = {(gap["rule"], gap["subject"]): gap["severity"] for gap in preview["gaps"]["opened"]}
    assert opened["IUP-01", "IUE-4"] == opened["BEN-02", "IUE-4"] == "blocker"
    assert preview["complete"]
    assert whole_graph(client) == before
    kept = answer(client.get(f"/v1/impact-previews/{preview['id']}"))
    assert kept["result_hash"] == preview["result_hash"]
    answer(client.get("/v1/items/IUE-4"), 404)


def find_a_hazard(workspace):
    """A new hazard, then its chain; it turns out to be that of another product."""
    client = workspace.client
    workspace.load([NEW_HAZARD])
    assert_standing(client, stale=[6], suspect=[7, 8, 11])
    assert reasons(client, "CON-6") == {("HAZARD_ADDED", "HAZ-2"): "must_redo"}
    assert ("RSK-01", "HAZ-2") in gaps(client)
    workspace.load(REST_OF_THE_CHAIN)
    found = gaps(client)
    assert found["RSK-02", "RSK-3"] == found["RSK-05", "RSK-4"] == "blocker"
    assert ("RSK-01", "HAZ-2") not in found
    assert_standing(client, stale=[6], suspect=[7, 8, 11])
    for row in reversed([NEW_HAZARD, *REST_OF_THE_CHAIN]):
        withdraw(client, row["key"], reason="belongs to the image viewer, not to LungTriage")
    assert_standing(client)


def retract_evidence(client):
    """EVD-1 is retracted."""
    withdraw(client, "EVD-1", reason="retracted by its publisher", withdrawn_reason="retracted")
    assert_standing(client, stale=[1], suspect=[4, 7, 8, 9, 11])
    assert reasons(client, "CON-1")["BASIS_WITHDRAWN", "EVD-1"] == "must_redo"
    found = gaps(client)
    assert found["CLM-01", "CLM-1"] == found["EVD-06", "EVD-1"] == "blocker"


def let_the_date_pass(client):
    """The date of the next evaluation passes: a gap, and nothing goes stale by it."""
    assert ("PMS-04", "EVAL-1") not in gaps(client)
    assert gaps(client, on=f"{THIS_YEAR + 1}-12-31")["PMS-04", "EVAL-1"] == "blocker"
    assert_standing(client, stale=[1], suspect=[4, 7, 8, 9, 11])


def read_the_past(client, as_signed, released):
    """What was signed first is there for ever, and as of the release all is as it was."""
    listed, open_gaps, made = released
    then = {"as_of": "CER v1"}
    found = answer(client.get("/v1/conclusions", params={**then, "limit": 100, "device": ""}))
    assert {entry["key"]: entry for entry in found["items"]} == listed
    found = answer(client.get("/v1/gaps", params={**then, "device": "DEV-01"}))
    assert {(gap["rule"], gap["subject"]): gap["severity"] for gap in found["items"]} == open_gaps
    assert answer(client.get("/v1/baselines/CER v1")) == made
    for key, signed in as_signed.items():
        read = answer(client.get(f"/v1/items/{key}", params=then))
        assert read["content"] == signed["content"]
        shown = {
            name: value for name, value in read["version"].items() if name not in ("status", "auto_cleared")
        }
        assert (shown, read["version"]["status"]) == (signed["version"], "approved")
    explained = answer(client.get("/v1/conclusions/CON-1/explanation"))
    assert {(e["baseline"], e["item"], e["version"]) for e in explained["baselines"]} >= {
        ("CER v1", "EVD-1", 1)
    }
    assert first_versions(client) == as_signed
    assert as_signed["CON-3"]["content"]["verdict"] == "supported"
    pins = as_signed["CON-3"]["version"]["pins"]
    assert ("EVD-3", 1) in {(pin["item"], pin["version"]) for pin in pins}
    meanings = [entry["meaning"] for entry in as_signed["CON-3"]["version"]["signatures"]]
    assert meanings == ["authored", "independently_reviewed", "approved"]


APPRAISAL_OF_EVD_4 = {
    "type": "Appraisal",
    "key": "APP-4",
    "appraises": ["EVD-4"],
    "plan_ref": "AP-3",
    "validity_performance": "valid_with_limits",
    "findings": ["population"],
    "grade_device": 1,
    "grade_application": 1,
    "grade_patients": 2,
    "grade_report": 2,
    "devices": ["DEV-01"],
    "approve": True,
}
USE_OF_EVD_4 = {
    "type": "EvidenceUse",
    "key": "EVU-4",
    "uses": ["EVD-4"],
    "bears_on": ["CLM-1"],
    "pillar": "cv",
    "aspect": "performance",
    "role": "supportive",
    "direction": "contradicts",
    "weight": "medium",
    "device_basis": "device_under_evaluation",
    "covers_element": ["IUE-1", "IUE-2"],
    "devices": ["DEV-01"],
    "approve": True,
}
CORRECTED = {
    "positives": 290,
    "true_positives": 264,
    "sensitivity": 0.91,
    "sensitivity_lower_95": 0.872,
    "sensitivity_upper_95": 0.938,
    "negatives": 88,
    "true_negatives": 83,
    "specificity": 0.94,
    "specificity_lower_95": 0.874,
}
RESOLUTION = (
    "Of the children, for whom the device is not intended, 13 of 21 were found; of the adults 37 of 41, "
    "too few to say more than that they do not contradict the study."
)
CHILDREN = {
    "type": "IntendedUseElement",
    "key": "IUE-4",
    "kind": "target_population",
    "value": "Children 2-17",
    "range_min": 2,
    "range_max": 17,
    "range_unit": "year",
    "devices": ["DEV-01"],
}
ADD_CHILDREN = [
    {"op": "create", "item": CHILDREN},
    {"op": "revise", "key": "CLM-1", "fields": {"covers": ["IUE-1", "IUE-2", "IUE-3", "IUE-4"]}},
]
NEW_HAZARD = {
    "type": "Hazard",
    "key": "HAZ-2",
    "description": "The order of the worklist is changed by somebody who has no right to",
    "devices": ["DEV-01"],
    "approve": True,
}
PAIR = {"estimates": ["HSI-2", "HRM-2"], "devices": ["DEV-01"], "approve": True}
REST_OF_THE_CHAIN = [
    {
        "type": "Harm",
        "key": "HRM-2",
        "description": "Image read too late",
        "severity": 4,
        "devices": ["DEV-01"],
        "approve": True,
    },
    {
        "type": "HazardousSituation",
        "key": "HSI-2",
        "description": "An urgent image is moved down",
        "arises_from": ["HAZ-2"],
        "leads_to": ["HRM-2"],
        "devices": ["DEV-01"],
        "approve": True,
    },
    {"type": "Risk", "key": "RSK-3", "stage": "initial", "acceptability": "not_acceptable", **PAIR},
    {"type": "Risk", "key": "RSK-4", "stage": "residual", "acceptability": "acceptable", **PAIR},
]


def test_the_worked_example(workspace):
    """Steps 1 to 12 of the worked example end as examples/README.md says, on either database.

    What has to be looked at again is never shown as current, what was decided upstream clears what
    waited for it, a preview changes nothing, and what was signed first can be read for ever.
    """
    client = workspace.client
    load_the_file(workspace)
    as_signed = first_versions(client)
    released = release_the_report(client)
    correct_a_citation(client)
    correct_the_results(client)
    appraise_again(client)
    reaffirm_the_pillar(client)
    link_a_contradiction(workspace)
    limit_the_verdict(client)
    ask_what_if(client)
    find_a_hazard(workspace)
    retract_evidence(client)
    let_the_date_pass(client)
    read_the_past(client, as_signed, released)
