"""The history of gaps: what opened and closed, recorded once; crashes are met in `test_found`."""

from api_tests.small_file import CLAIM, DEVICE, ELEMENT, EVIDENCE, differences, ok, problem, row

HAZARD = row("Hazard", "HAZ-1", description="Heat", devices="DEV-1")
FILE = [DEVICE, ELEMENT, CLAIM, EVIDENCE, HAZARD]
OTHER = row("Device", "DEV-2", title="Probe")


def history(client, **params):
    """Return all events, page by page, oldest first."""
    found, cursor = [], None
    while cursor != "":
        asked = {**params, "limit": 7} | ({"cursor": cursor} if cursor else {})
        page = ok(client.get("/v1/gaps/history", params=asked))
        assert page["compared_up_to"] == page["revision"]
        found += page["items"]
        cursor = page["next"] or ""
    return found


def replayed(events):
    """Return the gaps that are open after events, each with its severity, and when it opened."""
    opened = {}
    for event in events:
        assert opened.get(event["gap"], (None,))[0] == event["was"]
        if event["kind"] == "closed":
            del opened[event["gap"]]
        elif event["kind"] == "opened":
            first = {"revision": event["revision"], "at": event["at"], "after": event["after"]}
            opened[event["gap"]] = (event["severity"], first)
        else:
            opened[event["gap"]] = (event["severity"], opened[event["gap"]][1])
    return opened


def listed(client, **params):
    """Return the gaps of a list, each with its severity, and when it opened."""
    answer = ok(client.get("/v1/gaps", params=params))
    return {gap["id"]: (gap["severity"], gap["first_seen"]) for gap in answer["items"]}


def test_what_is_replayed_is_what_is_open(workspace):
    """After each write, whether one device is asked for or all; and what is counted is that, too."""
    workspace.load([*FILE, OTHER])
    for write in (
        lambda: None,
        lambda: workspace.withdraw("HAZ-1"),
        lambda: workspace.load([row("Hazard", "HAZ-2", description="Cold")]),
        lambda: workspace.load([row("StateOfTheArt", "SOTA-1", topic="Lamps", derived_from="EVD-1")]),
        lambda: workspace.withdraw("EVD-1", "retracted"),
        lambda: workspace.withdraw("DEV-2"),
    ):
        write()
        listed(workspace.client, device="DEV-1")
        shown = listed(workspace.client)
        events = history(workspace.client)
        assert replayed(events) == shown
        assert [event["number"] for event in events] == [*range(1, len(events) + 1)]
    assert {event["kind"] for event in events} >= {"opened", "closed"}
    assert replayed(history(workspace.client, device="DEV-1")) == listed(workspace.client, device="DEV-1")
    counted = workspace.get("/gaps/history/counts")
    assert counted["items"][-1]["open"] == workspace.gaps()["counts"]["by_severity"]
    assert sum(day["opened"]["major"] for day in counted["items"]) == len(
        [event for event in events if event["kind"] == "opened" and event["severity"] == "major"]
    )
    assert history(workspace.client, as_of=1) == [event for event in events if event["revision"] == 1]
    assert differences(workspace.address) == []


def test_a_gap_that_opens_again_has_another_opening(workspace):
    """Each opening and closing is told with the write that did it; among several, with the span of them."""
    client = workspace.client
    workspace.load(FILE)
    (gap,) = (gap["id"] for gap in workspace.gaps(rule="RSK-01")["items"] if gap["subject"] == "HAZ-1")
    workspace.gaps()
    workspace.withdraw("HAZ-1")
    workspace.gaps()
    workspace.reinstate("HAZ-1")
    opened = listed(client)[gap][1]
    workspace.revise("HAZ-1", {"description": "Great heat"})
    workspace.withdraw("HAZ-1")
    events = history(client, gap=gap)
    spans = [(event["kind"], event["after"], event["revision"], event["because"]) for event in events]
    assert spans == [
        ("opened", None, 1, ["first"]),
        ("closed", 1, 2, ["write"]),
        ("opened", 2, 3, ["write"]),
        ("closed", 3, 5, ["write"]),
    ]
    assert opened == {name: events[2][name] for name in ("revision", "at", "after")}
    entries = {entry["revision"]: entry["at"] for entry in workspace.get("/audit")["items"]}
    assert [event["at"] for event in events[1:]] == [entries[2], entries[3], entries[5]]
    assert listed(client, as_of=4)[gap][1] == opened
    assert history(client, gap=gap, since=entries[3]) == events[2:]


def test_a_gap_that_is_justified_stays_open(workspace):
    """Who accepts a gap does not close it."""
    workspace.load(FILE)
    gap = next(gap["id"] for gap in workspace.gaps()["items"] if gap["waivable"])
    before = history(workspace.client, gap=gap)
    why = {"rationale": "Known", "expires_at": "2099-01-01", "reason": "Review"}
    ok(workspace.client.post(f"/v1/gaps/{gap}/justification", json=why), 201)
    assert listed(workspace.client)[gap][1] is not None
    assert history(workspace.client, gap=gap) == before


def test_what_there_is_not_has_no_history(workspace):
    """A device, an item or a rule that is mistyped is no empty history."""
    workspace.load(FILE)
    for name, slug in (("device", "item-not-found"), ("item", "item-not-found"), ("rule", "rule-not-found")):
        problem(workspace.client.get("/v1/gaps/history", params={name: "X"}), 404, slug)
