"""Conclusions: what they rest on, what unsettles them, and what settles them again."""

import datetime as dt

import pytest

from api_tests.small_file import (
    APPRAISAL,
    ARGUMENT,
    EVIDENCE,
    SIGNATURES,
    SUPPORT,
    USE,
    differences,
    entries,
    gap_names,
    ok,
    pinned,
    problem,
    reasons,
    row,
    signed,
    trail,
)
from api_tests.topics import SOURCE, TOPICS, chain, reaffirm, sign, topic


def test_the_basis_lays_what_was_pinned_beside_what_is_expected(workspace):
    """The basis of a draft is what it would pin; of a signed conclusion each drift is visible."""
    client = workspace.client
    workspace.load([*TOPICS, *SOURCE, topic(1, "SOTA-2")])
    before = trail(client)
    draft = ok(client.get("/v1/conclusions/CON-1/basis"))
    assert draft["pinned"] == []
    ought = {entry["item"] for entry in draft["expected"]}
    assert ought == {"SOTA-1", "SOTA-2", "EVU-1", "EVD-1", "APP-1"}
    assert trail(client) == before
    ok(sign(client, "CON-1"))
    assert set(pinned(client, "CON-1")) == ought
    workspace.revise("EVD-1", {"n": 90})
    workspace.load([SOURCE[2] | {"key": "EVU-2"}])
    workspace.withdraw("SOTA-2")
    found = ok(client.get("/v1/conclusions/CON-1/basis"))
    pins = {pin["item"]: pin for pin in found["pinned"]}
    assert {item for item, pin in pins.items() if not pin["same"]} == {"EVD-1"}
    assert pins["EVD-1"]["hash"] != pins["EVD-1"]["hash_now"]
    missing = {entry["item"] for entry in found["expected"] if not entry["pinned"]}
    assert missing == {"EVU-2"}
    problem(client.get("/v1/conclusions/EVD-1/basis"), 404, "not-a-conclusion")


def test_an_unchanged_verdict_clears_what_waited_for_it(workspace):
    """Re-affirmed unchanged, a conclusion pins anew, and the suspects above clear with a record of it."""
    client = workspace.client
    workspace.load(chain())
    workspace.revise("EVD-1", {"n": 90})
    workspace.revise("APP-1", {"evidence_version": 2})
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "suspect", "CON-3": "suspect"}
    done = ok(reaffirm(client, "CON-1", rationale="n is 90; the benchmark stands."))
    assert {(e["item"], e["from"], e["to"]) for e in done["effects"]} == {
        ("CON-1", "stale", "current"),
        ("CON-2", "suspect", "current"),
        ("CON-3", "suspect", "current"),
    }
    hashed = [{**effect, "demand": effect["demand"] or ""} for effect in done["effects"]]
    assert entries(client)[-1]["effects"] == hashed
    assert pinned(client, "CON-1")["EVD-1"] == 2
    version = ok(client.get("/v1/items/CON-1"))["version"]
    assert (version["no"], version["change_class"]) == (2, "editorial")
    assert [entry["meaning"] for entry in version["signatures"]] == ["reaffirmed", "authored", "approved"]
    assert version["signatures"][0]["statement"] == "n is 90; the benchmark stands."
    assert ok(client.get("/v1/items/CON-1/versions/1"))["version"]["pins"]
    assert differences(workspace.address) == []


def test_a_changed_verdict_moves_the_wave_one_level(workspace):
    """After a changed verdict only the direct dependants are stale; those above wait for them."""
    client = workspace.client
    workspace.load(chain())
    workspace.revise("EVD-1", {"n": 1})
    ok(reaffirm(client, "CON-1", "verdict_changed", verdict="provisional", conditions="until more is known"))
    assert workspace.statuses() == {"CON-1": "suspect", "CON-2": "stale", "CON-3": "suspect"}
    workspace.revise("APP-1", {"evidence_version": 2})
    assert workspace.statuses() == {"CON-1": "current", "CON-2": "stale", "CON-3": "suspect"}
    assert reasons(client, "CON-2") == {("UPSTREAM_VERDICT_CHANGED", "CON-1"): "must_redo"}
    ok(reaffirm(client, "CON-2"))
    assert set(workspace.statuses().values()) == {"current"}


@pytest.mark.parametrize(
    ("outcome", "changed", "status", "slug", "named"),
    [
        ("reaffirmed_unchanged", {"verdict": "provisional"}, 422, "reaffirmation-refused", "verdict_changed"),
        ("reaffirmed_unchanged", {"scope": "adults"}, 422, "reaffirmation-refused", "scope"),
        ("verdict_changed", {}, 422, "reaffirmation-refused", "reaffirmed_unchanged"),
        ("verdict_changed", {"scope": "adults"}, 422, "reaffirmation-refused", "revised_same_verdict"),
        ("revised_same_verdict", {}, 422, "reaffirmation-refused", "reaffirmed_unchanged"),
        ("revised_same_verdict", {"verdict": "provisional"}, 422, "reaffirmation-refused", "verdict_changed"),
        ("withdrawn", {"verdict": "provisional"}, 422, "reaffirmation-refused", "verdict"),
        ("reaffirmed_unchanged", {"questions": {"weather": "fine"}}, 422, "reaffirmation-refused", "weather"),
        ("verdict_changed", {"verdict": "established"}, 422, "reaffirmation-refused", "CON-1"),
        ("verdict_changed", {"verdict": "supported"}, 422, "invalid-content", "verdict"),
        ("verdict_changed", {"verdict": ""}, 422, "invalid-content", "verdict"),
        ("withdrawn", {}, 422, "reaffirmation-refused", "interim_measures"),
        ("confirmed", {}, 422, "invalid-content", "outcome"),
        ("reaffirmed_unchanged", {"rationale": "  "}, 422, "invalid-content", "rationale"),
        ("reaffirmed_unchanged", {"about": "SOTA-2"}, 422, "invalid-content", "about"),
    ],
)
def test_outcome_and_record_have_to_fit(workspace, outcome, changed, status, slug, named):
    """A re-affirmation that contradicts itself, or says what its kind cannot, is refused whole."""
    client = workspace.client
    workspace.load(chain())
    before = trail(client)
    body = {"outcome": outcome, "rationale": "Because.", **changed}
    refused = client.post("/v1/conclusions/CON-1/reaffirm", json=body)
    assert named in problem(refused, status, slug)["detail"] + refused.text
    assert trail(client) == before
    assert ok(client.get("/v1/items/CON-1"))["version"]["no"] == 1


def test_who_waits_cannot_be_reaffirmed(workspace):
    """A suspect conclusion is refused with what it waits for; a draft has to be signed first."""
    client = workspace.client
    workspace.load([*chain(), row("StateOfTheArt", "SOTA-4"), topic(4)])
    workspace.revise("EVD-1", {"n": 90})
    before = trail(client)
    refused = problem(reaffirm(client, "CON-3"), 409, "upstream-unsettled")
    assert "CON-2" in refused["detail"]
    assert "CON-3" in refused["detail"]
    problem(reaffirm(client, "CON-4"), 409, "wrong-state")
    problem(reaffirm(client, "EVD-1"), 404, "not-a-conclusion")
    problem(reaffirm(client, "CON-9"), 404, "item-not-found")
    assert trail(client) == before
    ok(client.post("/v1/items/CON-3/withdraw", json={}))
    problem(reaffirm(client, "CON-3"), 409, "wrong-state")


def test_blocker_gaps_forbid_the_reaffirmation_too(workspace):
    """A conclusion is not re-affirmed over a blocker gap on its basis."""
    client = workspace.client
    workspace.load(chain())
    use = {**SOURCE[2], "key": "EVU-2", "uses": "EVD-2", "role": "pivotal"}
    workspace.load([use, {**EVIDENCE, "key": "EVD-2", "devices": []}])
    before = trail(client)
    refused = problem(reaffirm(client, "CON-1"), 409, "blocked-by-gaps")
    assert [(gap["rule"], gap["subject"]) for gap in refused["gaps"]] == [("EVD-01", "EVU-2")]
    assert trail(client) == before


def test_what_a_conclusion_names_makes_it_stale_when_it_comes_into_force_later(workspace):
    """Of any type, approved or brought back after the signature: it was not there to be pinned."""
    client = workspace.client
    named = [
        {"type": "Hazard", "key": "HAZ-1"},
        {"type": "SafetySignal", "key": "SIG-1"},
        row("Hazard", "HAZ-2"),
    ]
    workspace.load([*TOPICS, *named])
    workspace.withdraw("HAZ-2")
    signed_now = {"approve": True, "signatures": SIGNATURES}
    workspace.load(
        [topic(1, "HAZ-1", **signed_now), topic(2, "SIG-1", **signed_now), topic(3, "HAZ-2", **signed_now)]
    )
    assert set(workspace.statuses().values()) == {"current"}
    ok(client.post("/v1/items/HAZ-1/approve", json={}))
    ok(client.post("/v1/items/SIG-1/approve", json={}))
    workspace.revise("HAZ-2", {})
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "stale", "CON-3": "stale"}
    assert reasons(client, "CON-3") == {("HAZARD_ADDED", "HAZ-2"): "must_redo"}
    assert differences(workspace.address) == []


def test_a_withdrawn_claim_takes_its_conclusions_out(workspace):
    """Conclusions on a withdrawn claim are withdrawn; what rested on them has to be confirmed."""
    client = workspace.client
    record = [
        row("Requirement", "ER3", catalogue="MDD.ER", requirement_id="3"),
        row("ComplianceRecord", "CMP-3", satisfies="ER3", devices="DEV-1"),
        signed("CON-3", "requirement_met", "CMP-3", "met", devices="DEV-1"),
    ]
    workspace.load([*ARGUMENT, *record])
    workspace.withdraw("CLM-1")
    assert workspace.statuses() == {"CON-1": "withdrawn", "CON-2": "withdrawn", "CON-3": "stale"}
    assert reasons(client, "CON-3") == {
        ("BASIS_ITEM_REMOVED", "CLM-1"): "must_confirm",
        ("BASIS_ITEM_REMOVED", "CON-2"): "must_confirm",
    }
    assert [task["key"] for task in ok(client.get("/v1/work-list"))["items"]] == ["CON-3"]
    before = trail(client)
    refused = problem(reaffirm(client, "CON-1"), 409, "wrong-state")
    assert "CLM-1" in refused["detail"]
    assert trail(client) == before
    workspace.reinstate("CLM-1")
    assert set(workspace.statuses().values()) == {"current"}
    assert differences(workspace.address) == []


def test_a_withdrawn_conclusion_has_to_be_made_anew(workspace):
    """Withdrawing a conclusion makes what rested on it stale, to be redone."""
    client = workspace.client
    workspace.load(chain())
    workspace.withdraw("CON-1")
    assert workspace.statuses() == {"CON-1": "withdrawn", "CON-2": "stale", "CON-3": "suspect"}
    assert reasons(client, "CON-2") == {("BASIS_WITHDRAWN", "CON-1"): "must_redo"}


def test_dates_make_overdue_and_not_stale(workspace):
    """A passed review date or validity shows as overdue on days after it, and says since when."""
    client = workspace.client
    workspace.load(chain())
    workspace.revise("EVD-1", {"valid_until": "2090-06-30"})
    again = {**topic(2, "CON-1"), "next_review_due": "2080-01-31", "signatures": SIGNATURES}
    workspace.load([{**again, "approve": True}])
    assert set(workspace.statuses().values()) == {"current"}

    def on(day):
        page = ok(client.get("/v1/conclusions", params={"on": day}))
        assert page["counts"] == {
            status: [entry["status"] for entry in page["items"]].count(status)
            for status in {entry["status"] for entry in page["items"]}
        }
        return {entry["key"]: entry["status"] for entry in page["items"]}

    assert set(on("2080-01-31").values()) == {"current"}
    assert on("2080-02-01") == {"CON-1": "current", "CON-2": "overdue", "CON-3": "current"}
    assert on("2090-07-01") == {"CON-1": "overdue", "CON-2": "overdue", "CON-3": "current"}
    read = ok(client.get("/v1/conclusions/CON-1", params={"on": "2090-07-01"}))
    assert (read["status"], read["overdue_from"], read["reasons"]) == ("overdue", "2090-06-30", [])
    listed = ok(client.get("/v1/conclusions", params={"on": "2080-02-01", "status": "overdue"}))
    assert [entry["key"] for entry in listed["items"]] == ["CON-2"]
    problem(client.get("/v1/conclusions", params={"on": "soon"}), 422, "invalid-content")
    yesterday = (dt.datetime.now(dt.UTC).date() - dt.timedelta(days=1)).isoformat()
    workspace.revise("EVD-1", {"valid_until": yesterday})
    assert workspace.statuses()["CON-1"] == "overdue"


def test_conclusions_are_listed_by_status_kind_and_device(workspace):
    """Counts of all statuses come first; filters narrow the list, and pages follow the keys."""
    client = workspace.client
    about_all = {**topic(3), "about": "SOTA-2", "approve": True, "signatures": SIGNATURES}
    workspace.load([*ARGUMENT, row("Device", "DEV-2"), *TOPICS[:2], about_all, topic(4, about="SOTA-1")])

    def listed(**params):
        return [entry["key"] for entry in ok(client.get("/v1/conclusions", params=params))["items"]]

    assert ok(client.get("/v1/conclusions"))["counts"] == {"current": 3, "draft": 1}
    assert listed(status="draft") == ["CON-4"]
    assert listed(kind="pillar_cv") == ["CON-1"]
    assert listed(device="DEV-1") == ["CON-1", "CON-2", "CON-3"]
    assert listed(device="DEV-2") == ["CON-3"]
    page = ok(client.get("/v1/conclusions", params={"limit": 2}))
    assert listed(limit=2, cursor=page["next"]) == ["CON-3", "CON-4"]
    problem(client.get("/v1/conclusions", params={"device": "CLM-1"}), 404, "wrong-type")
    problem(client.get("/v1/conclusions", params={"kind": "opinion"}), 422, "invalid-content")


def test_the_work_list_is_in_the_order_of_the_argument(workspace):
    """Appraisals first, then conclusions from below: `ready` waits for nothing, `unlocks` is what waits."""
    client = workspace.client
    workspace.load(chain())
    assert ok(client.get("/v1/work-list"))["items"] == []
    workspace.revise("EVD-1", {"n": 90})
    tasks = ok(client.get("/v1/work-list"))["items"]
    assert [task["key"] for task in tasks] == ["APP-1", "CON-1", "CON-2", "CON-3"]
    by_key = {task["key"]: task for task in tasks}
    assert [task["ready"] for task in tasks] == [True, False, False, False]
    assert by_key["CON-1"]["waits_for"] == ["APP-1"]
    assert by_key["CON-1"]["unlocks"] == ["CON-2"]
    assert by_key["CON-2"]["task"] == "wait"
    workspace.revise("APP-1", {"evidence_version": 2})
    tasks = ok(client.get("/v1/work-list"))["items"]
    assert [(task["key"], task["ready"]) for task in tasks] == [
        ("CON-1", True),
        ("CON-2", False),
        ("CON-3", False),
    ]
    assert tasks[0]["demand"] == "must_confirm"
    ok(reaffirm(client, "CON-1"))
    assert ok(client.get("/v1/work-list"))["items"] == []


def four_causes(workspace):
    """Unsettle the argument by numbers that nobody appraised, by data against it, by a narrower use."""
    client = workspace.client
    workspace.load(ARGUMENT)
    contradiction = [
        {**EVIDENCE, "key": "EVD-2"},
        {**APPRAISAL, "key": "APP-2", "appraises": "EVD-2"},
        {**USE, "key": "EVU-2", "uses": "EVD-2", "direction": "contradicts"},
    ]
    workspace.load(contradiction)
    actor = {"Evitrace-Actor": "author"}
    body = {**ok(client.get("/v1/items/EVD-1"))["content"], "n": 90, "results": {"sensitivity": 0.8}}
    body |= {"approve": True, "reason": "corrected denominator", "change_ref": "CR-208"}
    ok(client.put("/v1/items/EVD-1", json=body, headers={"If-Match": "*", **actor}))
    workspace.withdraw("IUE-1", "out_of_scope")


def test_an_explanation_lists_every_root_cause(workspace):
    """All causes below a conclusion, each with a shortest path, who and why, and both values."""
    client = workspace.client
    four_causes(workspace)
    assert workspace.statuses() == {"CON-1": "stale", "CON-2": "suspect"}
    told = ok(client.get("/v1/conclusions/CON-2/explanation"))
    causes = {(cause["reason"]["code"], cause["item"]["key"]): cause for cause in told["causes"]}
    assert set(causes) == {
        ("BASIS_REVISED", "EVD-1"),
        ("APPRAISAL_OUTDATED", "APP-1"),
        ("CONTRADICTION_ADDED", "EVU-2"),
        ("INTENDED_PURPOSE_CHANGED", "IUE-1"),
    }
    revised = causes["BASIS_REVISED", "EVD-1"]
    assert revised["conclusion"] == "CON-1"
    assert (revised["pinned"]["version"], revised["now"]["version"]) == (1, 2)
    assert revised["pinned"]["values"] == {"n": 100, "results": {"sensitivity": 0.9}}
    assert revised["now"]["values"] == {"n": 90, "results": {"sensitivity": 0.8}}
    assert revised["nature"] == {"change_class": "substantive", "fields": ["n", "results"]}
    assert (revised["change"]["by"], revised["change"]["why"]) == ("author", "corrected denominator")
    assert revised["change"]["change_ref"] == "CR-208"
    step = ("from", "from_version", "relation", "to", "to_version")
    assert [tuple(hop[name] for name in step) for hop in revised["path"][:2]] == [
        ("CON-2", 1, "RESTS_ON", "CON-1", 1),
        ("CON-1", 1, "RESTS_ON", "EVD-1", 2),
    ]
    assert causes["CONTRADICTION_ADDED", "EVU-2"]["path"][1]["relation"] == "OUGHT_TO_REST_ON"
    assert causes["INTENDED_PURPOSE_CHANGED", "IUE-1"]["now"]["state"] == "withdrawn"
    assert (told["status"], told["demand"]) == ("suspect", None)
    assert any("APP-1" in step for step in told["clears"])
    assert "re-evaluate CON-1" in told["clears"]
    assert any("n" in text and "CR" not in text and "corrected denominator" in text for text in told["text"])
    below = ok(client.get("/v1/conclusions/CON-1/explanation"))
    assert below["dependants"] == [{"key": "CON-2", "kind": "claim_supported", "status": "suspect"}]
    assert below["demand"] == "must_redo"
    assert [entry["signer"] for entry in below["conclusion"]["signatures"]] == [
        "evaluator",
        "independent reviewer",
    ]


def test_there_is_nothing_to_explain_of_a_current_conclusion(workspace):
    """A current conclusion and a draft have no causes."""
    client = workspace.client
    workspace.load([*ARGUMENT[:7], {k: v for k, v in SUPPORT.items() if k not in ("approve", "signatures")}])
    for key, status in (("CON-1", "current"), ("CON-2", "draft")):
        told = ok(client.get(f"/v1/conclusions/{key}/explanation"))
        assert (told["status"], told["causes"], told["clears"]) == (status, [], [])


def test_stale_conclusions_are_gaps(workspace):
    """CON-01 and CON-02 say of conclusions what their status says."""
    client = workspace.client
    workspace.load(ARGUMENT)
    workspace.revise("EVD-1", {"n": 90})
    found = gap_names(client, device="DEV-1")
    assert {("CON-01", "CON-1"), ("CON-02", "CON-2")} <= found
