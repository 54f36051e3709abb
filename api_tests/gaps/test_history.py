"""The history of gaps: what opened and closed, recorded once, whoever looks and whatever breaks."""

import neo4j

from api_tests.small_file import CLAIM, DEVICE, ELEMENT, EVIDENCE, row

FILE = [DEVICE, ELEMENT, CLAIM, EVIDENCE, row("Hazard", "HAZ-1", description="Heat", devices="DEV-1")]


def asked(workspace, statement):
    """Return what a database says to a statement."""
    address = workspace.address
    auth = (address.user, address.password)
    with neo4j.GraphDatabase.driver(address.uri, auth=auth) as driver, driver.session() as session:
        return [dict(record) for record in session.run(statement)]


def events(workspace):
    """Return all events as they are stored, oldest first."""
    return [
        row["e"] for row in asked(workspace, "MATCH (e:GapEvent) RETURN properties(e) AS e ORDER BY e.number")
    ]


def replayed(workspace):
    """Return the open gaps by the events, each with its severity."""
    opened = {}
    for event in events(workspace):
        assert opened.get(event["gap"], "") == event["was"]
        if event["kind"] == "closed":
            del opened[event["gap"]]
        else:
            opened[event["gap"]] = event["severity"]
    return opened


def listed(workspace, **params):
    """Return the gaps of a list, each with its severity."""
    return {gap["id"]: gap["severity"] for gap in workspace.gaps(**params)["items"]}


def test_what_is_replayed_is_what_is_open(workspace):
    """After each write, whether one device is asked for or all."""
    other = row("Device", "DEV-2", title="Probe")
    workspace.load([*FILE, other])
    assert listed(workspace) == replayed(workspace)
    workspace.withdraw("HAZ-1")
    listed(workspace, device="DEV-1")
    assert replayed(workspace) == listed(workspace)
    workspace.load([row("Hazard", "HAZ-2", description="Cold")])
    listed(workspace, device="DEV-2")
    listed(workspace, device="DEV-1")
    before = len(events(workspace))
    assert replayed(workspace) == listed(workspace)
    assert len(events(workspace)) == before
