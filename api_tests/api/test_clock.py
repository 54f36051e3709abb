"""Instants of the audit trail: in the order of revisions whatever the clock does, and one state each."""

import itertools
import threading
from datetime import UTC, datetime

from api_tests.api.test_audit import tamper
from api_tests.small_file import ARGUMENT, differences, entries, ok, row, trail

LATER = "2031-01-01T00:00:00.000000Z"


def now():
    """The instant of now."""
    return datetime.now(UTC).isoformat()


def test_no_entry_is_older_than_the_one_before(workspace):
    """Where the clock was set back, entries follow each other all the same, and say what the clock said."""
    workspace.load(ARGUMENT)
    tamper(workspace, "MATCH (h:Head) SET h.last_at = $later", later=LATER)
    before = now()
    for number in range(3):
        workspace.load([row("Hazard", f"HAZ-{number}")])
    first, *others = entries(workspace.client)
    instants = [entry["at"] for entry in others]
    assert first["at"] < LATER < instants[0]
    assert all(one < other for one, other in itertools.pairwise(instants))
    assert all(before <= entry["clock"].replace("Z", "+00:00") <= now() for entry in others)
    made = ok(workspace.client.get("/v1/items/HAZ-2"))["version"]["created_at"]
    assert made == others[-1]["clock"]
    assert trail(workspace.client)[0] == 4
    assert differences(workspace.address) == []


def test_an_instant_is_of_the_state_that_was_seen(workspace):
    """What a reader saw lies between the states as of the instants before and after it asked."""
    client = workspace.client
    workspace.load(ARGUMENT)
    seen = []

    def write():
        for number in range(12):
            rows = [row("Hazard", f"HAZ-{number}-{part}") for part in range(60)]
            client.post("/v1/bulk", json=rows)

    writer = threading.Thread(target=write)
    writer.start()
    while writer.is_alive():
        before = now()
        revision = ok(client.get("/v1/items", params={"limit": 1}))["revision"]
        seen.append((before, revision, now()))
    writer.join()
    assert len({revision for _, revision, _ in seen}) > 2
    starts = {entry["revision"]: entry["at"].replace("Z", "+00:00") for entry in entries(client)}
    for before, revision, after in seen:
        then = [each for each, at in starts.items() if at <= before]
        later = [each for each, at in starts.items() if at <= after]
        assert max(then) <= revision <= max(later), (before, revision, after)
    moment = seen[len(seen) // 2][0]
    asked = ok(client.get("/v1/items", params={"limit": 1, "as_of": moment}))["revision"]
    assert asked == max(each for each, at in starts.items() if at <= moment)
