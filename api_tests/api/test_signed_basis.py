"""Whoever signs a draft signs the basis that was read: its ETag moves with it."""

from api_tests.small_file import (
    APPRAISAL,
    ARGUMENT,
    DEVICE,
    EVIDENCE,
    PILLAR,
    differences,
    ok,
    pinned,
    problem,
    row,
    trail,
)

TOPIC = row("StateOfTheArt", "SOTA-1", topic="T", parameter="sensitivity", derived_from=["EVD-1"])
USE = row("EvidenceUse", "EVU-1", uses="EVD-1", bears_on="SOTA-1")
DRAFT = {
    "type": "Conclusion",
    "key": "CON-8",
    "kind": "sota_established",
    "about": ["SOTA-1"],
    "verdict": "established",
}
SIGN, ITEM, BASIS = "/v1/conclusions/CON-8/sign", "/v1/items/CON-8", "/v1/conclusions/CON-8/basis"


def begun(workspace):
    """A state of the art drawn from one study, and the draft of a conclusion on it."""
    workspace.load([DEVICE, EVIDENCE, APPRAISAL, TOPIC, USE])
    return ok(workspace.client.post("/v1/items", json=DRAFT), 201)


def tag(client, path=ITEM):
    """The entity tag of what a path answers."""
    return client.get(path).headers["ETag"]


def test_the_tag_of_a_draft_moves_with_its_basis(workspace):
    """What was read and changed since is not signed; what has nothing to do with it moves nothing."""
    client = workspace.client
    begun(workspace)
    read = tag(client)
    assert tag(client, BASIS) == read
    workspace.load([row("Hazard", "HAZ-1"), {**EVIDENCE, "tags": ["x"]}])
    assert tag(client) == read
    workspace.load([{**EVIDENCE, "n": 90}, {**APPRAISAL, "evidence_version": 3}])
    assert tag(client) == tag(client, BASIS) != read
    before = trail(client)
    problem(client.post(SIGN, json={}, headers={"If-Match": read}), 412, "stale-revision")
    assert trail(client) == before
    ok(client.post(SIGN, json={}, headers={"If-Match": tag(client)}))
    assert workspace.statuses() == {"CON-8": "current"}
    assert differences(workspace.address) == []


def test_what_enters_and_leaves_the_basis_moves_the_tag(workspace):
    """An appraisal withdrawn, another that comes, a signal on the topic: each is another basis."""
    client, tags = workspace.client, set()
    begun(workspace)
    tags.add(tag(client))
    workspace.withdraw("APP-1")
    tags.add(tag(client))
    workspace.load([{**APPRAISAL, "key": "APP-2"}])
    tags.add(tag(client))
    workspace.load([row("SafetySignal", "SIG-1", kind="incident", raises=["SOTA-1"])])
    tags.add(tag(client))
    assert len(tags) == 4


def test_who_rewrites_a_draft_builds_on_the_draft_alone(workspace):
    """Another wording, or its end, needs the draft as it was read; its basis may have moved."""
    client = workspace.client
    begun(workspace)
    read = tag(client)
    workspace.load([{**EVIDENCE, "n": 90}])
    ok(client.put(ITEM, json={**DRAFT, "rationale": "r"}, headers={"If-Match": read}))
    problem(client.put(ITEM, json=DRAFT, headers={"If-Match": read}), 412, "stale-revision")
    problem(client.put(ITEM, json=DRAFT, headers={"If-Match": f"W/{tag(client)}"}), 412, "stale-revision")


def test_a_draft_over_a_signed_conclusion_has_a_basis_of_its_own(workspace):
    """The tag is that of what would be signed, also while an earlier version is in force."""
    client = workspace.client
    workspace.load(ARGUMENT)
    body = {**PILLAR, "approve": False, "signatures": [], "verdict": "supported_with_limits"}
    ok(client.put("/v1/items/CON-1", json=body, headers={"If-Match": "*"}))
    read = tag(client, "/v1/items/CON-1")
    workspace.load([row("EvidenceUse", "EVU-2", uses="EVD-1", bears_on="CLM-1", pillar="cv")])
    assert tag(client, "/v1/items/CON-1") != read
    path = "/v1/conclusions/CON-1/sign"
    problem(client.post(path, json={}, headers={"If-Match": read}), 412, "stale-revision")


def test_signatures_on_a_draft_fall_away_when_its_basis_moved(workspace):
    """The author signed the study as it was; the approver's word alone does not bring it into force."""
    client = workspace.client
    begun(workspace)
    anna, bob = {"Evitrace-Actor": "anna"}, {"Evitrace-Actor": "bob"}
    ok(client.post(SIGN, json={"meanings": ["authored"]}, headers=anna))
    workspace.load([row("Hazard", "HAZ-1")])
    workspace.load([{**EVIDENCE, "results": {"sensitivity": 0.4}}, {**APPRAISAL, "evidence_version": 2}])
    answer = ok(client.post(SIGN, json={"meanings": ["approved"]}, headers=bob))
    assert answer["no_longer_signed_by"] == ["anna"]
    assert workspace.statuses() == {"CON-8": "draft"}
    assert differences(workspace.address) == []
    ok(client.post(SIGN, json={"meanings": ["authored"]}, headers=anna))
    assert workspace.statuses() == {"CON-8": "current"}
    assert pinned(client, "CON-8")["EVD-1"] == 2
    signers = [each["signer"] for each in ok(client.get("/v1/conclusions/CON-8"))["signatures"]]
    assert signers == ["bob", "anna"]
    assert differences(workspace.address) == []


def test_signatures_on_a_draft_last_while_its_basis_does(workspace):
    """What changes elsewhere, or in words alone, takes nobody's signature away."""
    client = workspace.client
    begun(workspace)
    ok(client.post(SIGN, json={"meanings": ["authored"]}, headers={"Evitrace-Actor": "anna"}))
    workspace.load([row("Hazard", "HAZ-1"), {**EVIDENCE, "tags": ["x"]}])
    answer = ok(client.post(SIGN, json={"meanings": ["approved"]}, headers={"Evitrace-Actor": "bob"}))
    assert answer["no_longer_signed_by"] == []
    assert workspace.statuses() == {"CON-8": "current"}
