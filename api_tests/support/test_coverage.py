"""Coverage cells over HTTP: what claims cover against what their counting evidence studied."""

import pytest

DEVICE = ["DEV-1"]
ROWS = [
    {"type": "Device", "key": "DEV-1", "is_samd": True},
    {"type": "Device", "key": "DEV-2"},
    {"type": "Variant", "key": "VAR-S", "extreme": "min", "devices": DEVICE},
    {"type": "Variant", "key": "VAR-L", "extreme": "max", "devices": DEVICE},
    {"type": "Variant", "key": "VAR-M", "devices": DEVICE},
    {"type": "Variant", "key": "VAR-OTHER", "extreme": "max", "devices": ["DEV-2"]},
    {"type": "IntendedUseElement", "key": "IUE-1", "kind": "indication", "value": "a", "devices": DEVICE},
    {"type": "IntendedUseElement", "key": "IUE-2", "kind": "age_range", "range_min": 18, "range_max": 90,
     "range_unit": "year", "devices": DEVICE},
    {"type": "IntendedUseElement", "key": "IUE-9", "kind": "contraindication", "included": False,
     "devices": DEVICE},
    {"type": "Claim", "key": "CLM-1", "statement": "s", "covers": ["IUE-1", "IUE-2", "IUE-9"],
     "devices": DEVICE},
    {"type": "Claim", "key": "CLM-2", "statement": "everywhere"},
    {"type": "Claim", "key": "CLM-3", "statement": "large only", "devices": ["VAR-L"]},
    {"type": "Evidence", "key": "EVD-1", "kind": "pmcf_study"},
    {"type": "Evidence", "key": "EVD-2", "kind": "pmcf_study"},
    {"type": "Appraisal", "key": "APP-1", "appraises": ["EVD-1"], "validity_performance": "valid"},
    {"type": "Appraisal", "key": "APP-2", "appraises": ["EVD-2"], "validity_background": "valid"},
    {"type": "EvidenceUse", "key": "EVU-1", "uses": ["EVD-1"], "bears_on": ["CLM-1"], "pillar": "cv",
     "covers_element": ["IUE-1", "IUE-2", "VAR-S"],
     "studied_ranges": [{"element": "IUE-2", "range_min": 22, "range_max": 75}]},
    {"type": "EvidenceUse", "key": "EVU-2", "uses": ["EVD-2"], "bears_on": ["CLM-1"], "pillar": "cv",
     "covers_element": ["IUE-2", "VAR-L"],
     "studied_ranges": [{"element": "IUE-2", "range_min": 75, "range_max": 90}]},
    {"type": "EvidenceUse", "key": "EVU-3", "uses": ["EVD-1"], "bears_on": ["CLM-1"], "pillar": "av",
     "covers_element": ["IUE-2"]},
]  # fmt: skip


@pytest.fixture
def loaded(workspace):
    """A workspace with three claims, one of them with evidence."""
    workspace.load([{**row, "approve": True} for row in ROWS])
    return workspace


def extents(claim, pillar):
    """Return the extent of every cell of a pillar by item."""
    return {entry["item"]: entry["extent"] for entry in claim["pillars"][pillar]["cells"]}


def test_uncovered_cells_ranges_and_extremes_are_listed(loaded):
    """Only counting evidence covers; the untested parts of a range and the extremes left out are named."""
    found = loaded.get("/claims/CLM-1/coverage")
    assert extents(found, "cv") == {
        "IUE-1": "covered", "IUE-2": "partly", "VAR-L": "uncovered", "VAR-S": "covered",
    }  # fmt: skip
    assert found["pillars"]["cv"]["uncovered"] == ["IUE-2", "VAR-L"]
    adults = found["pillars"]["cv"]["cells"][1]
    assert adults["covered_by"] == ["EVU-1"]
    assert [part["text"] for part in adults["uncovered_range"]] == ["[18, 22)", "(75, 90]"]
    assert (adults["range"]["from"], adults["range"]["to"], adults["unit"]) == (18, 90, "year")
    assert extents(found, "av")["IUE-2"] == "partly"
    assert extents(found, "vca") == dict.fromkeys(["IUE-1", "IUE-2", "VAR-L", "VAR-S"], "uncovered")
    assert [entry["item"] for entry in found["set_aside"]] == ["IUE-9"]
    # With an appraisal for the aspect that the pillar needs, the other use counts as well.
    loaded.revise("APP-2", {"validity_performance": "valid_with_limits"})
    found = loaded.get("/claims/CLM-1/coverage")
    assert extents(found, "cv")["VAR-L"] == "covered"
    assert [part["text"] for part in found["pillars"]["cv"]["cells"][1]["uncovered_range"]] == ["[18, 22)"]
    # What is past its date covers nothing from then on.
    loaded.revise("EVD-1", {"valid_until": "2030-01-01"})
    assert extents(loaded.get("/claims/CLM-1/coverage", on="2030-01-01"), "cv")["IUE-1"] == "covered"
    assert extents(loaded.get("/claims/CLM-1/coverage", on="2030-01-02"), "cv")["IUE-1"] == "uncovered"


def test_a_device_has_the_cells_of_all_its_claims_counts_first(loaded):
    """Claims of the device and of every device, page by page; counts are over all pages."""
    first = loaded.get("/devices/DEV-1/coverage", limit=2)
    second = loaded.get("/devices/DEV-1/coverage", limit=2, cursor=first["next"])
    found = {entry["claim"]: entry for entry in [*first["items"], *second["items"]]}
    assert list(found) == ["CLM-1", "CLM-2", "CLM-3"]
    assert second["next"] is None
    assert first["counts"] == second["counts"]
    assert first["counts"]["claims"] == 3
    assert first["counts"]["cv"] == {"covered": 2, "partly": 1, "uncovered": 5}
    assert set(extents(found["CLM-2"], "cv")) == {"VAR-L", "VAR-OTHER", "VAR-S"}
    assert set(extents(found["CLM-3"], "cv")) == {"VAR-L"}
    assert [c["claim"] for c in loaded.get("/devices/DEV-2/coverage")["items"]] == ["CLM-2"]


@pytest.mark.parametrize(
    ("path", "status", "problem"),
    [
        ("/v1/claims/NO-1/coverage", 404, "not-found"),
        ("/v1/claims/DEV-1/coverage", 404, "wrong-type"),
        ("/v1/devices/CLM-1/coverage", 404, "wrong-type"),
    ],
)
def test_what_is_no_claim_or_device_is_refused(loaded, path, status, problem):
    """The refusal names the key and what was expected of it."""
    answer = loaded.client.get(path)
    assert answer.status_code == status, answer.text
    assert problem in answer.json()["type"]


def test_a_withdrawn_claim_has_no_coverage(loaded):
    """A claim that is not in force is refused, not shown as covered."""
    loaded.withdraw("CLM-1")
    answer = loaded.client.get("/v1/claims/CLM-1/coverage")
    assert answer.status_code == 409, answer.text
    assert "CLM-1 is withdrawn" in answer.json()["detail"]


def test_a_device_without_claims_has_no_cells(workspace):
    """Nothing is claimed of it, and the counts say so."""
    workspace.load([{"type": "Device", "key": "DEV-9", "title": "New", "approve": True}])
    none = {"covered": 0, "partly": 0, "uncovered": 0}
    found = workspace.get("/devices/DEV-9/coverage")
    assert (found["items"], found["counts"]) == ([], {"claims": 0, "vca": none, "av": none, "cv": none})
