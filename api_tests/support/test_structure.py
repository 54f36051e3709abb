"""The structure of an argument: what falls with which data set, and where there is one source only."""

from hypothesis import given
from hypothesis import strategies as st

from api_tests.small_file import ARGUMENT, DEVICE, row, signed
from graph.reports.structure import ConclusionSupport, conclusions_lost, single_sources

SECOND = [
    row("Evidence", "EVD-2", kind="publication", devices="DEV-1"),
    row("Appraisal", "APP-2", appraises="EVD-2", validity_performance="valid", devices="DEV-1"),
    row("EvidenceUse", "EVU-2", uses="EVD-2", bears_on="CLM-1", pillar="cv", devices="DEV-1"),
]
BOTH = row(
    "EvidenceSet", "EVS-1", suffices_for="CLM-1", pillar="cv", comprises=["EVU-1", "EVU-2"], devices="DEV-1"
)
HAZARD = row("Hazard", "HAZ-1", description="Wrong value", devices="DEV-1")
MET = [
    row("Requirement", "MDD.ER.3", catalogue="MDD.ER", requirement_id="3"),
    row("ComplianceRecord", "CMP-1", satisfies="MDD.ER.3", applicable="applicable", devices="DEV-1"),
    signed("CON-3", "requirement_met", "CMP-1", "met", devices="DEV-1"),
]


def structure(workspace):
    """GET /v1/devices/DEV-1/structure."""
    return workspace.get("/devices/DEV-1/structure")


def test_what_hangs_on_one_study_falls_with_it(workspace):
    """One source: all above it falls; a second source holds it; a set that needs both falls with each."""
    workspace.load([*ARGUMENT, *MET, HAZARD])
    found = structure(workspace)
    assert found["evidence"] == [{"key": "EVD-1", "count": 3, "collapses": ["CON-1", "CON-2", "CON-3"]}]
    assert found["single_source"] == [{"claim": "CLM-1", "pillar": "cv", "evidence": ["EVD-1"]}]
    assert found["coverage"]["hazards"] == {"total": 1, "whole": 0, "share": 0.0}
    assert found["coverage"]["claims"] == {"total": 1, "whole": 0, "share": 0.0}
    assert found["conclusions"] == 3
    workspace.load(SECOND)
    found = structure(workspace)
    assert (found["evidence"], found["single_source"]) == ([], [])
    workspace.load([BOTH])
    found = structure(workspace)
    assert [(entry["key"], entry["count"]) for entry in found["evidence"]] == [("EVD-1", 3), ("EVD-2", 3)]
    assert found["single_source"] == [{"claim": "CLM-1", "pillar": "cv", "evidence": ["EVD-1", "EVD-2"]}]


def test_a_hazard_is_whole_when_no_link_of_its_chain_is_broken(workspace):
    """Estimates, controls and situations are links; what is open on one of them breaks the hazard's chain."""
    rows = [
        DEVICE, HAZARD, row("Hazard", "HAZ-2", devices="DEV-1"), row("Harm", "HRM-1", devices="DEV-1"),
        row("HazardousSituation", "HSI-1", arises_from="HAZ-1", leads_to="HRM-1", devices="DEV-1"),
        row("Risk", "RSK-1", stage="initial", acceptability="not_acceptable",
            estimates=["HSI-1", "HRM-1"], devices="DEV-1"),
    ]  # fmt: skip
    workspace.load(rows)
    assert structure(workspace)["coverage"]["hazards"] == {"total": 2, "whole": 0, "share": 0.0}
    workspace.load([
        {**rows[-1], "acceptability": "acceptable"},
        row("Risk", "RSK-2", stage="residual", acceptability="acceptable",
            estimates=["HSI-1", "HRM-1"], devices="DEV-1"),
        signed("CON-1", "risk_acceptable", "RSK-2", "acceptable"),
    ])  # fmt: skip
    assert structure(workspace)["coverage"]["hazards"] == {"total": 2, "whole": 1, "share": 0.5}
    control = {"control_type": "training", "controls": "HSI-1", "devices": "DEV-1"}
    workspace.load([row("RiskControl", "RCT-1", **control)])
    assert structure(workspace)["coverage"]["hazards"] == {"total": 2, "whole": 0, "share": 0.0}


def test_nothing_has_no_structure_and_no_share(workspace):
    """A device alone: no evidence, and no share of no claims."""
    workspace.load(ARGUMENT[:1])
    found = structure(workspace)
    assert (found["evidence"], found["conclusions"]) == ([], 0)
    assert found["coverage"]["claims"]["share"] is None


EVIDENCE = st.sampled_from("abc")
ENOUGH = st.lists(st.frozensets(EVIDENCE, min_size=1), max_size=3)
KEYS = [f"c{number}" for number in range(6)]


@st.composite
def arguments(draw):
    """Conclusions that rest on evidence and on one another, circles included."""
    return {
        key: ConclusionSupport(draw(ENOUGH), draw(st.lists(st.sampled_from(KEYS), max_size=2, unique=True)))
        for key in KEYS
    }


@given(arguments(), EVIDENCE)
def test_what_falls_is_the_least_set_that_is_closed(conclusions, lost):
    """Against its definition: whoever hangs on what is lost, then whoever rests on the fallen, until none."""
    fallen = {
        key
        for key, carried in conclusions.items()
        if carried.alternatives and not any(lost not in enough for enough in carried.alternatives)
    }
    for _ in KEYS:
        fallen |= {key for key, carried in conclusions.items() if fallen & set(carried.upstream)}
    assert conclusions_lost(conclusions, lost) == fallen


@given(ENOUGH)
def test_a_single_source_is_in_every_alternative(alternatives):
    """Losing any of them leaves no alternative whole."""
    assert single_sources(alternatives) == {
        key for key in "abc" if alternatives and all(key in enough for enough in alternatives)
    }
