"""A device may be of any size: what rests on all that it has does not end where it grows."""

from __future__ import annotations

import pytest

from api_tests.small_file import DEVICE, ELEMENT, differences, ok, pinned, row, signed, signed_now

SIZES = [300, pytest.param(20_000, marks=pytest.mark.soak)]
PART = 2_000
CONCLUSIONS = [
    ("CON-I", "information_consistent", "IFU-1", "consistent"),
    ("CON-R", "overall_residual_risk", "DEV-1", "acceptable"),
    ("CON-B", "benefit_risk", "IUE-1", "favourable"),
    ("CON-P", "pmcf_need", "DEV-1", "pmcf_planned"),
    ("CON-C", "cer_overall", "EVL-1", "sufficient"),
]


def file_of(size):
    """Return one device with so many hazards and claims, and a tenth of requirements with their records."""
    return [
        DEVICE,
        ELEMENT,
        row("IntendedPurpose", "IPU-1", statement="Finds jaundice", devices="DEV-1"),
        row("InformationMaterial", "IFU-1", kind="ifu", title="Leaflet", devices="DEV-1"),
        row("Evaluation", "EVL-1", title="Evaluation", devices="DEV-1"),
        *(row("Hazard", f"HAZ-{at}", description=f"Hazard {at}", devices="DEV-1") for at in range(size)),
        *(
            row("Claim", f"CLM-{at}", statement=f"Finds sign {at}", covers="IUE-1", devices="DEV-1")
            for at in range(size)
        ),
        *(
            row("Requirement", f"REQ-{at}", catalogue="OWN", requirement_id=str(at))
            for at in range(size // 10)
        ),
        *(
            row(
                "ComplianceRecord",
                f"REC-{at}",
                satisfies=f"REQ-{at}",
                applicable="applicable",
                devices="DEV-1",
            )
            for at in range(size // 10)
        ),
    ]


def unsettled(workspace):
    """Return the conclusions that are not current."""
    return {key for key, status in workspace.statuses().items() if status != "current"}


@pytest.mark.parametrize("size", SIZES)
def test_a_device_of_any_size(workspace, size):
    """Rules, bases and explanations answer; one hazard more or less or revised reaches what rests on it."""
    rows = file_of(size)
    for start in range(0, len(rows), PART):
        workspace.load(rows[start : start + PART])
    workspace.load([signed_now(signed(*each, devices="DEV-1")) for each in CONCLUSIONS])
    client = workspace.client
    assert unsettled(workspace) == set()
    assert len(pinned(client, "CON-I")) == 2 * size + 3
    assert ok(client.get("/v1/gaps", params={"device": "DEV-1", "rule": "RSK-01", "limit": 1}))["total"] == {
        "count": size,
        "exact": True,
    }
    ok(client.get("/v1/gaps", params={"device": "DEV-1", "limit": 1}))
    workspace.load([row("Hazard", "HAZ-new", description="One more", devices="DEV-1")])
    assert unsettled(workspace) == {"CON-I", "CON-R", "CON-B", "CON-C"}
    gap = ok(client.get("/v1/gaps", params={"device": "DEV-1", "rule": "RSK-07"}))["items"][0]
    assert gap["facts"] == ["HAZ-new"]
    ok(client.get("/v1/conclusions/CON-I/explanation"))
    workspace.withdraw("HAZ-new")
    assert unsettled(workspace) == set()
    workspace.revise("HAZ-1", {"description": "A hazard of another kind"})
    assert unsettled(workspace) == {"CON-I", "CON-R", "CON-B", "CON-C"}
    assert differences(workspace.address) == []
