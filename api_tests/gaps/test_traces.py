"""A hit can be read by itself: which rule found it, of which devices, in which versions, and since when."""

from api_tests.small_file import DEVICE, row

CLAIM = row("Claim", "CLM-1", statement="Finds jaundice", devices="DEV-1")
EVERYWHERE = row("Claim", "CLM-2", statement="Is quick")


def hit(workspace, subject, **asked):
    """The one hit of a rule on an item."""
    (found,) = (g for g in workspace.gaps(rule="CLM-03", **asked)["items"] if g["subject"] == subject)
    return found


def test_a_hit_names_rule_version_devices_and_versions(workspace):
    """The version of the rule is that of its page; versions are those in force, devices those concerned."""
    use = row("EvidenceUse", "EVU-1", uses="EVD-1", bears_on="CLM-1", pillar="cv")
    workspace.load([DEVICE, CLAIM, EVERYWHERE, row("Evidence", "EVD-1", kind="publication"), use])
    workspace.revise("CLM-1", {"statement": "Finds jaundice early"})
    found = hit(workspace, "CLM-1")
    assert found["rule_version"] == workspace.get("/rules/CLM-03")["version"]
    assert (found["facts"], found["versions"]) == (["EVU-1"], {"CLM-1": 2, "EVU-1": 1})
    assert found["devices"] == ["DEV-1"]
    everywhere = hit(workspace, "CLM-2")  # names no device, so that it is judged for each
    assert (everywhere["device"], everywhere["devices"]) == ("DEV-1", ["DEV-1"])


def test_first_seen_is_when_a_listing_first_showed_it(workspace):
    """Later listings, and those as of then, say the same; a day to come is no sighting."""
    workspace.load([DEVICE, CLAIM])
    asked = workspace.client.get("/v1/gaps", params={"rule": "CLM-03", "on": "2099-01-01"}).json()
    assert [gap["first_seen"] for gap in asked["items"]] == [None]
    first = hit(workspace, "CLM-1")["first_seen"]
    assert first["revision"] == 1
    workspace.revise("CLM-1", {"statement": "Finds jaundice early"})
    assert hit(workspace, "CLM-1")["first_seen"] == first
    assert hit(workspace, "CLM-1", device="DEV-1")["first_seen"] == first
    assert hit(workspace, "CLM-1", as_of=1)["first_seen"] == first
    workspace.withdraw("CLM-1")
    workspace.reinstate("CLM-1")
    assert hit(workspace, "CLM-1")["first_seen"] == first


def test_a_sighting_later_than_then_is_not_told_as_of_then(workspace):
    """Nobody had seen the gap at the revision before its first listing."""
    workspace.load([DEVICE, CLAIM])
    workspace.revise("CLM-1", {"statement": "Finds jaundice early"})
    assert hit(workspace, "CLM-1")["first_seen"]["revision"] == 2
    assert hit(workspace, "CLM-1", as_of=1)["first_seen"] is None
