"""The event table: what makes what stale, told on the worked example, each by its number."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api_tests.lungtriage import THIS_YEAR, argument
from api_tests.servers import Workspace, empty
from api_tests.small_file import answers, differences, ok, put, reasons, row
from graph.staleness import EVENTS as TABLE

REDO, CONFIRM = "must_redo", "must_confirm"
CLAIMS = [4, 7, 8, 9, 11]
"""What waits for a pillar of CLM-1: the claim, benefit and risk, requirements 1 and 3, the evaluation."""
RISKS = [6, 7, 8, 11]
"""What waits for a risk: overall risk, benefit and risk, requirement 1, the evaluation."""
DEVICES = {"devices": ["DEV-01"]}


@pytest.fixture(scope="module")
def loaded(database, base_url):
    """The worked example behind a real server, on each engine in turn."""
    with httpx.Client(base_url=base_url, timeout=120) as client:
        yield Workspace(client, "", database)


@pytest.fixture
def example(loaded):
    """The worked example with everything current; loaded again where a test left it otherwise."""
    settled = {entry["key"]: "current" for entry in argument() if entry["type"] == "Conclusion"}
    if loaded.statuses() != settled or "EVD-3" not in {e["key"] for e in loaded.get("/items")["items"]}:
        empty(loaded.address)
        loaded.load(argument())
    assert loaded.statuses() == settled
    return loaded


# -- what is done --------------------------------------------------------------------------------------


def revise(key, **fields):
    """Bring another version into force; it is undone by a version as before."""

    def act(workspace):
        read = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
        ok(put(workspace.client, key, fields, approve=True))

        def undo():
            now = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
            body = {name: None for name in now if name not in read}
            ok(put(workspace.client, key, {**body, **read}, approve=True))

        return undo

    return act


def withdraw(key, why="obsolete"):
    """Take an item out of force; it is undone by bringing it back as it was."""

    def act(workspace):
        workspace.withdraw(key, why)
        return lambda: workspace.reinstate(key)

    return act


def add(*added):
    """Load new items; it is undone by withdrawing them, the last one first."""

    def act(workspace):
        keys = {entry["key"] for entry in added}
        for entry in workspace.get("/items", state="withdrawn", limit=1000)["items"]:
            if entry["key"] in keys:
                workspace.reinstate(entry["key"])
        workspace.load(added)

        def undo():
            for entry in reversed(added):
                workspace.withdraw(entry["key"], "error")

        return undo

    return act


def evaluate(client, key, outcome, **changed):
    """Re-affirm a conclusion with an answer to each of its reasons, as someone who did not write it."""
    review = {"independent_review": outcome == "reaffirmed_unchanged"}
    body = {"outcome": outcome, "rationale": "Looked at again.", "answers": answers(client, key)}
    ok(client.post(f"/v1/conclusions/{key}/reaffirm", json={**body, **review, **changed}))


def reaffirm(key, outcome, **changed):
    """Re-affirm a conclusion; a changed verdict is undone by the verdict as before."""

    def act(workspace):
        before = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
        evaluate(workspace.client, key, outcome, **changed)
        back = {name: before.get(name, "") for name in changed}
        return lambda: evaluate(workspace.client, key, outcome, **back)

    return act


def then(*acts):
    """Do one after the other; it is undone backwards."""

    def act(workspace):
        undone = [each(workspace) for each in acts]

        def undo():
            for each in reversed(undone):
                each()

        return undo

    return act


def sign_anew(*keys):
    """Sign conclusions as they are, with what they ought to rest on now, one after the other."""

    def act(workspace):
        for key in keys:
            content = ok(workspace.client.get(f"/v1/items/{key}"))["content"]
            at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
            signature = {"signer": "another evaluator", "meaning": "approved", "signed_at": at}
            workspace.load([{**content, "approve": True, "signatures": [signature]}])
        return lambda: None

    return act


STUDY = [
    row(
        "Evidence",
        "EVD-20",
        kind="registry_rwe",
        n=50,
        favourable="favourable",
        generated_with=["DV-2.1"],
        **DEVICES,
    ),
    row("Appraisal", "APP-20", appraises="EVD-20", validity_performance="valid", **DEVICES),
    row("EvidenceUse", "EVU-20", uses="EVD-20", bears_on="CLM-1", pillar="cv", **DEVICES),
]
AGAINST = [*STUDY[:2], {**STUDY[2], "key": "EVU-21", "direction": "contradicts"}]
CONTROL = row("RiskControl", "RCT-20", control_type="protective_measure", controls="HSI-1", **DEVICES)
NEW_CLAIM = row("Claim", "CLM-20", statement="Is fast", covers=["IUE-1"], **DEVICES)
CHILDREN = row("IntendedUseElement", "IUE-20", kind="target_population", value="Children", **DEVICES)
NEW_SITUATION = row("HazardousSituation", "HSI-20", arises_from="HAZ-1", leads_to="HRM-1", **DEVICES)


COMPARED = [
    row("ComparatorDevice", "CDV-20", name="Another reader", ifu_version="1"),
    row("CharacteristicComparison", "CCR-20", dimension="technical", compares="CDV-20"),
]
EQUIVALENT = [
    row("Evidence", "EVD-20", kind="equivalent_device_data", n=50, generated_with=["CDV-20"], **DEVICES),
    row("Appraisal", "APP-20", appraises="EVD-20", validity_performance="valid", **DEVICES),
    row(
        "EvidenceUse", "EVU-20", uses="EVD-20", bears_on="CLM-1", pillar="cv",
        device_basis="equivalent_device", **DEVICES
    ),
]  # fmt: skip
SIGNATURES = [{"signer": "QP-20", "meaning": "approved", "signed_at": "2026-11-09T09:00:00Z"}]
EQUIVALENCE = row(
    "Conclusion", "CON-20", kind="equivalence", about="CDV-20", verdict="demonstrated", signatures=SIGNATURES
)
"""A conclusion on its own, which nothing rests on and that QP-20 signed."""
WAIVED = [
    *COMPARED,
    row(
        "JustifiedGap",
        "JGP-20",
        rule_id="EQV-02",
        waives="CDV-20",
        detail="clinical",
        cites="STD-20",
        rationale="No data are published",
        expires_at=f"{THIS_YEAR + 3}-01-31",
        signatures=[{**SIGNATURES[0], "meaning": "waived"}],
    ),
    {**EQUIVALENCE, "cites_gaps": ["JGP-20"]},
    row("Standard", "STD-20", edition="1"),
]
SIGNAL = row("SafetySignal", "SIG-20", kind="complaint", raises=["CLM-1"], **DEVICES)
SEARCH = row("LiteratureSearch", "LIT-20", purpose="sota", hits=4, included=1, **DEVICES)
RELEASE = row(
    "DeviceVersion", "DV-20", version_label="2.2", succeeds="DV-2.1", model_version="ptx-net 4",
    modules=["image intake", "detection", "worklist"], status="on_market", **DEVICES
)  # fmt: skip
CRITERIA = row(
    "RiskCriteria", "RCR-20", severities=["minor", "major"], probabilities=["rare", "often"],
    matrix=[[1, 2], [2, 3]], acceptable_levels=[1, 2], **DEVICES
)  # fmt: skip
JUDGED = then(add(CRITERIA), revise("RSK-2", criteria=["RCR-20"]), sign_anew("CON-5", "CON-6", "CON-16"))
"""RSK-2 judged by criteria, and all that rests on it settled again."""
JUDGED_ABOVE = [7, 8, 11]
RAISING = {"expired_evidence_is_stale": True}
BENCHMARK = [1, 2, 3, 5, 7, 12, 13]
"""What takes its criterion from SOTA-1, or is about it."""


# -- what is expected ----------------------------------------------------------------------------------


@dataclass
class Event:
    """One row: what is done, and what stands afterwards; conclusions are named by their numbers."""

    act: object
    stale: dict = field(default_factory=dict)
    suspect: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)
    overdue: list = field(default_factory=list)
    current: list = field(default_factory=list)
    waiting: dict = field(default_factory=dict)
    lasting: bool = False
    kept: bool = False
    """Nothing is undone: the example is loaded again afterwards."""


def because(demand, *causes):
    """The own reasons of a stale conclusion, all with one demand: (code, item)."""
    return dict.fromkeys(causes, demand)


def everywhere(numbers, demand, *causes):
    """The same reasons for several conclusions."""
    return {number: because(demand, *causes) for number in numbers}


def appraisal_of(key):
    """The reason that an appraisal gives whose evidence went away."""
    return because(CONFIRM, ("BASIS_ITEM_REMOVED", key))


EVENTS = {
    "1a pivotal result revised": Event(
        revise("EVD-3", n=378, results={"sensitivity": 0.91}),
        stale={3: because(REDO, ("BASIS_REVISED", "EVD-3")) | {("APPRAISAL_OUTDATED", "APP-3"): None}},
        suspect=CLAIMS,
    ),
    "1a supportive result revised": Event(
        then(
            add(*STUDY),
            reaffirm("CON-3", "reaffirmed_unchanged"),
            revise("EVD-20", n=40),
        ),
        stale={3: because(CONFIRM, ("BASIS_REVISED", "EVD-20")) | {("APPRAISAL_OUTDATED", "APP-20"): None}},
        suspect=CLAIMS,
        lasting=True,
    ),
    "1a the data turned round": Event(
        then(
            add(*STUDY),
            reaffirm("CON-3", "reaffirmed_unchanged"),
            revise("EVD-20", favourable="unfavourable"),
        ),
        stale={3: because(REDO, ("BASIS_REVISED", "EVD-20")) | {("APPRAISAL_OUTDATED", "APP-20"): None}},
        suspect=CLAIMS,
        lasting=True,
    ),
    "1b other substance of evidence revised": Event(
        revise("EVD-3", data_to="2026-02-02"),
        suspect=[3, *CLAIMS],
        waiting={3: {("APPRAISAL_OUTDATED", "APP-3"): None}, 4: {("UPSTREAM_STALE", "CON-3"): None}},
    ),
    "2 evidence revised editorially": Event(revise("EVD-3", citation="Study report, page 4")),
    "3 evidence retracted": Event(
        withdraw("EVD-1", "retracted"),
        stale={1: because(REDO, ("BASIS_WITHDRAWN", "EVD-1")) | appraisal_of("APP-1")},
        suspect=CLAIMS,
        kept=True,
    ),
    "3 evidence found invalid": Event(
        withdraw("EVD-2", "invalid"),
        stale={2: because(REDO, ("BASIS_WITHDRAWN", "EVD-2")) | appraisal_of("APP-2")},
        suspect=CLAIMS,
        kept=True,
    ),
    "3 evidence marked as retracted": Event(
        revise("EVD-1", retracted=True),
        stale={1: because(REDO, ("BASIS_REVISED", "EVD-1")) | {("APPRAISAL_OUTDATED", "APP-1"): None}},
        suspect=CLAIMS,
    ),
    "4 evidence superseded": Event(
        withdraw("EVD-3", "superseded_elsewhere"),
        stale={3: because(CONFIRM, ("BASIS_SUPERSEDED", "EVD-3")) | appraisal_of("APP-3")},
        suspect=CLAIMS,
    ),
    "5 evidence past its date": Event(revise("EVD-3", valid_until="2020-01-01"), overdue=[3]),
    "5 evidence past its review": Event(revise("EVD-3", next_review_due="2020-01-01"), overdue=[3]),
    "5 evidence past its date where the policy makes that stale": Event(
        then(add(row("Policy", "POL-20", **RAISING)), revise("EVD-3", valid_until="2020-01-01")),
        stale={3: because(CONFIRM, ("BASIS_EXPIRED", "EVD-3"))},
        suspect=CLAIMS,
    ),
    "5 policy of the device after the evidence passed its review": Event(
        then(
            revise("EVD-3", next_review_due="2020-01-01"),
            add(row("Policy", "POL-20", expired_evidence_is_stale=False)),
            add(row("Policy", "POL-21", **RAISING, **DEVICES)),
        ),
        stale={3: because(CONFIRM, ("BASIS_EXPIRED", "EVD-3"))},
        suspect=CLAIMS,
    ),
    "5 policy taken back": Event(
        then(
            revise("EVD-3", valid_until="2020-01-01"),
            add(row("Policy", "POL-20", **RAISING)),
            revise("POL-20", expired_evidence_is_stale=None),
        ),
        overdue=[3],
    ),
    "5 policy of another device": Event(
        then(
            revise("EVD-3", valid_until="2020-01-01"),
            add(row("Device", "DEV-20"), row("Policy", "POL-20", **RAISING, devices=["DEV-20"])),
        ),
        overdue=[3],
    ),
    "5 policy moved to the device": Event(
        then(
            revise("EVD-3", valid_until="2020-01-01"),
            add(row("Device", "DEV-20"), row("Policy", "POL-20", **RAISING, devices=["DEV-20"])),
            revise("POL-20", **DEVICES),
        ),
        stale={3: because(CONFIRM, ("BASIS_EXPIRED", "EVD-3"))},
        suspect=CLAIMS,
    ),
    "5 conclusion is looked at again and the evidence is still expired": Event(
        then(
            add(row("Policy", "POL-20", **RAISING)),
            revise("EVD-3", next_review_due="2020-01-01"),
            reaffirm("CON-3", "reaffirmed_unchanged"),
        ),
        stale={3: because(CONFIRM, ("BASIS_EXPIRED", "EVD-3"))},
        suspect=CLAIMS,
        kept=True,
    ),
    "6 supporting evidence linked": Event(
        add(*STUDY),
        stale={3: because(CONFIRM, ("BASIS_ITEM_ADDED", "EVU-20"))},
        suspect=CLAIMS,
    ),
    "7 contradicting evidence linked": Event(
        add(*AGAINST),
        stale={3: because(REDO, ("CONTRADICTION_ADDED", "EVU-21"))},
        suspect=CLAIMS,
    ),
    "8 pivotal use removed": Event(
        withdraw("EVU-3"),
        stale={3: because(REDO, ("BASIS_ITEM_REMOVED", "EVU-3"))},
        suspect=CLAIMS,
    ),
    "8 supportive use removed": Event(
        withdraw("EVU-5"),
        stale={5: because(CONFIRM, ("BASIS_ITEM_REMOVED", "EVU-5"))},
        suspect=RISKS,
    ),
    "8 direction of a supportive use turned": Event(
        revise("EVU-5", direction="contradicts"),
        stale={5: because(REDO, ("BASIS_REVISED", "EVU-5"))},
        suspect=RISKS,
    ),
    "8 weight of a supportive use changed": Event(
        revise("EVU-5", weight="low"),
        stale={5: because(CONFIRM, ("BASIS_REVISED", "EVU-5"))},
        suspect=RISKS,
    ),
    "8 weight of a pivotal use changed": Event(
        revise("EVU-3", weight="low"),
        stale={3: because(REDO, ("BASIS_REVISED", "EVU-3"))},
        suspect=CLAIMS,
    ),
    "9 appraisal went down": Event(
        revise("APP-3", validity_performance="not_valid"),
        stale={3: because(REDO, ("BASIS_REVISED", "APP-3"))},
        suspect=CLAIMS,
    ),
    "9 fatal finding": Event(
        revise("APP-3", fatal_findings=["statistics"]),
        stale={3: because(REDO, ("BASIS_REVISED", "APP-3"))},
        suspect=CLAIMS,
    ),
    "9 another appraisal finds the data not valid": Event(
        add(row("Appraisal", "APP-21", appraises="EVD-3", validity_performance="not_valid", **DEVICES)),
        stale={3: because(REDO, ("BASIS_ITEM_ADDED", "APP-21"))},
        suspect=CLAIMS,
    ),
    "10 same grades after reading it again": Event(
        then(revise("EVD-9", data_to="2026-02-02"), revise("APP-9", evidence_version=2)),
    ),
    "11 claim reworded": Event(
        revise("CLM-1", statement="Sensitivity at least 0.95"),
        stale=everywhere([1, 2, 3, 4, 16], REDO, ("BASIS_REVISED", "CLM-1")),
        suspect=[7, 8, 9, 11],
    ),
    "11 target changed": Event(
        revise("CLM-1", target_threshold=0.95),
        stale=everywhere([1, 2, 3, 4, 16], REDO, ("BASIS_REVISED", "CLM-1")),
        suspect=[7, 8, 9, 11],
    ),
    "12 claim added": Event(
        add(NEW_CLAIM),
        stale=everywhere([9, 16], REDO, ("BASIS_ITEM_ADDED", "CLM-20")),
        suspect=[8, 11],
    ),
    "13 claim withdrawn": Event(
        withdraw("CLM-1"),
        stale={
            7: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-4")),
            9: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-4"), ("BASIS_ITEM_REMOVED", "CLM-1")),
            16: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CLM-1")),
        },
        suspect=[8, 11],
        withdrawn=[1, 2, 3, 4],
    ),
    "14 element widened": Event(
        revise("IUE-2", range_max=100),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-2")),
        suspect=[4, 8, 9],
    ),
    "14 element covered as well": Event(
        then(add(CHILDREN), revise("CLM-1", covers=["IUE-1", "IUE-2", "IUE-20", "IUE-3"])),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-20")),
        suspect=[4, 8, 9],
    ),
    "14 users without support": Event(
        revise("IUE-3", lay_users="without_specialist_support"),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-3")),
        suspect=[4, 8, 9],
    ),
    "14 contraindication removed": Event(
        withdraw("IUE-15"),
        stale=everywhere([6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-15")),
        suspect=[8],
    ),
    "14 precaution for fewer": Event(
        revise("IUE-16", range_min=18, range_unit="years"),
        stale=everywhere([6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-16")),
        suspect=[8],
    ),
    "15 element narrowed": Event(
        revise("IUE-2", range_max=80),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-2")),
        suspect=[4, 8, 9],
    ),
    "15 element removed": Event(
        withdraw("IUE-3"),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-3")),
        suspect=[4, 8, 9],
    ),
    "15 element no longer covered": Event(
        revise("CLM-1", covers=["IUE-1", "IUE-2"]),
        stale=everywhere([1, 2, 3], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-3")),
        suspect=CLAIMS,
    ),
    "17 hazard added": Event(
        add(row("Hazard", "HAZ-20", description="Wrong patient", **DEVICES)),
        stale=everywhere([6, 16], REDO, ("HAZARD_ADDED", "HAZ-20")),
        suspect=[7, 8, 11],
    ),
    "17 hazardous situation added": Event(
        add(NEW_SITUATION),
        stale=everywhere([6, 16], REDO, ("HAZARD_ADDED", "HSI-20")),
        suspect=[7, 8, 11],
    ),
    "18 estimate went up": Event(
        revise("RSK-2", p1=3),
        stale=everywhere([5, 16], REDO, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "18 estimate no longer acceptable": Event(
        revise("RSK-2", acceptability="not_acceptable"),
        stale=everywhere([5, 16], REDO, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "19 estimate went down": Event(
        revise("RSK-2", p1=1),
        stale=everywhere([5, 16], CONFIRM, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "20 control changed": Event(
        revise("RCT-2", statement="The worklist keeps images for a day"),
        stale=everywhere([5, 15], REDO, ("CONTROL_CHANGED", "RCT-2")),
        suspect=RISKS,
    ),
    "20 control removed": Event(
        withdraw("RCT-2"),
        stale={
            5: because(REDO, ("CONTROL_CHANGED", "RCT-2"))
            | because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-15")),
        },
        suspect=RISKS,
        withdrawn=[15],
    ),
    "20 control downgraded in type": Event(
        revise("RCT-2", control_type="information_for_safety"),
        stale=everywhere([5, 15], REDO, ("CONTROL_CHANGED", "RCT-2"))
        | {16: because(CONFIRM, ("BASIS_ITEM_ADDED", "RCT-2"))},
        suspect=RISKS,
    ),
    "20 information for safety changed": Event(
        revise("RCT-1", statement="Nothing is said"),
        stale=everywhere([5, 14, 16], REDO, ("CONTROL_CHANGED", "RCT-1")),
        suspect=RISKS,
    ),
    "21 control added": Event(
        add(CONTROL),
        stale={5: because(CONFIRM, ("BASIS_ITEM_ADDED", "RCT-20"))},
        suspect=RISKS,
    ),
    "16 category fell": Event(
        revise("IPU-1", n12_situation="non_serious"),
        stale=everywhere([1, 2, 3], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IPU-1"))
        | everywhere([11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IPU-1")),
        suspect=[4, 7, 8, 9],
    ),
    "16 category rose": Event(
        revise("IPU-1", n12_significance="treat_or_diagnose"),
        stale=everywhere([1, 2, 3, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IPU-1")),
        suspect=[4, 7, 8, 9],
    ),
    "16 statement reworded in the same category": Event(
        revise("IPU-1", n12_core_functionality="Finds air in the chest"),
        stale=everywhere([11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IPU-1")),
        suspect=[8],
    ),
    "22 criteria became stricter": Event(
        then(JUDGED, revise("RCR-20", matrix=[[1, 3], [2, 3]])),
        stale=everywhere([5, 6], REDO, ("CRITERION_CHANGED", "RCR-20")),
        suspect=JUDGED_ABOVE,
        kept=True,
    ),
    "22 criteria revised and no stricter": Event(
        then(JUDGED, revise("RCR-20", acceptable_levels=[1, 2, 3])),
        stale=everywhere([5, 6], CONFIRM, ("CRITERION_CHANGED", "RCR-20")),
        suspect=JUDGED_ABOVE,
        kept=True,
    ),
    "23 benchmark became stricter": Event(
        revise("SOTA-1", benchmark_value=0.84),
        stale=everywhere(BENCHMARK, REDO, ("CRITERION_CHANGED", "SOTA-1")),
        suspect=[4, 6, 8, 9, 10, 11],
    ),
    "23 alternative added": Event(
        revise("SOTA-1", alternatives=["CT"]),
        stale=everywhere(BENCHMARK, REDO, ("CRITERION_CHANGED", "SOTA-1")),
        suspect=[4, 6, 8, 9, 10, 11],
    ),
    "23 benchmark became easier": Event(
        revise("SOTA-1", benchmark_value=0.80),
        stale=everywhere(BENCHMARK, CONFIRM, ("CRITERION_CHANGED", "SOTA-1")),
        suspect=[4, 6, 8, 9, 10, 11],
    ),
    "24 search added": Event(
        then(add(SEARCH), revise("SOTA-1", derived_from=["EVD-6", "LIT-2", "LIT-20"])),
        stale=everywhere(BENCHMARK, CONFIRM, ("CRITERION_CHANGED", "SOTA-1"))
        | {12: because(CONFIRM, ("CRITERION_CHANGED", "SOTA-1"), ("BASIS_ITEM_ADDED", "LIT-20"))},
        suspect=[4, 6, 8, 9, 10, 11],
    ),
    "24 search found something and nobody linked it": Event(
        add(SEARCH),
        stale={12: because(CONFIRM, ("BASIS_ITEM_ADDED", "LIT-20"))},
        suspect=[11],
    ),
    "24 search may have found something": Event(
        add({**SEARCH, "included": None, "executed_at": "2026-11-20"}),
        stale={12: because(CONFIRM, ("BASIS_ITEM_ADDED", "LIT-20"))},
        suspect=[11],
    ),
    "24 search found nothing": Event(add({**SEARCH, "included": 0})),
    "24 search only planned": Event(add({**SEARCH, "included": None, "hits": None})),
    "24 search for risks found something": Event(
        add({**SEARCH, "purpose": "risk"}),
        stale={6: because(CONFIRM, ("BASIS_ITEM_ADDED", "LIT-20"))},
        suspect=[7, 8, 11],
    ),
    "24 search executed again": Event(
        revise("LIT-2", hits=9999),
        stale=everywhere([12], CONFIRM, ("BASIS_REVISED", "LIT-2")),
        suspect=[11],
    ),
    "25 comparator changed": Event(
        then(add(*COMPARED, EQUIVALENCE, *EQUIVALENT), sign_anew("CON-3"), revise("CDV-20", ifu_version="2")),
        stale=everywhere([20], REDO, ("EQUIVALENCE_CHANGED", "CDV-20")),
        suspect=[3, *CLAIMS],
        kept=True,
    ),
    "25 comparator changed and no equivalence concluded": Event(
        then(add(*COMPARED, *EQUIVALENT), sign_anew("CON-3"), revise("CDV-20", ifu_version="2")),
        stale=everywhere([3], REDO, ("EQUIVALENCE_CHANGED", "CDV-20")),
        suspect=CLAIMS,
        kept=True,
    ),
    "25 difference found": Event(
        then(add(*COMPARED, EQUIVALENCE), revise("CCR-20", difference="Another input resolution")),
        stale=everywhere([20], REDO, ("EQUIVALENCE_CHANGED", "CCR-20")),
        kept=True,
    ),
    "26 version released": Event(
        add(RELEASE),
        stale=everywhere(
            [1, 2, 3, 14, 15],
            CONFIRM,
            ("DEVICE_VERSION_CHANGED", "DV-20"),
            ("DEVICE_VERSION_CHANGED", "DV-2.1"),
        ),
        suspect=[4, 5, 6, 7, 8, 9, 11],
    ),
    "26 version with another model released": Event(
        add({**RELEASE, "model_version": "ptx-net 6"}),
        stale=dict.fromkeys(
            [1, 2, 3, 14, 15],
            because(REDO, ("DEVICE_VERSION_CHANGED", "DV-20"))
            | because(CONFIRM, ("DEVICE_VERSION_CHANGED", "DV-2.1")),
        ),
        suspect=[4, 5, 6, 7, 8, 9, 11],
    ),
    "27 information revised": Event(
        revise("IFU-1", warnings=["Not for children"]),
        stale=everywhere([4, 14, 16], REDO, ("BASIS_REVISED", "IFU-1")),
        suspect=[5, 6, 7, 8, 9, 11],
    ),
    "28 standard superseded": Event(
        withdraw("STD-2", "superseded_elsewhere"),
        stale=everywhere([9], CONFIRM, ("STANDARD_CHANGED", "STD-2")),
        suspect=[11],
    ),
    "28 standard withdrawn": Event(
        withdraw("STD-2", "obsolete"),
        stale=everywhere([9], CONFIRM, ("STANDARD_CHANGED", "STD-2")),
        suspect=[11],
    ),
    "28 standard marked as superseded": Event(
        revise("STD-2", status="superseded"),
        stale=everywhere([9], CONFIRM, ("STANDARD_CHANGED", "STD-2")),
        suspect=[11],
    ),
    "29 requirement paraphrased anew": Event(
        revise("ER3", paraphrase="Performs as the maker intends, over its lifetime"),
        stale=everywhere([9], CONFIRM, ("CATALOGUE_CHANGED", "ER3")),
        suspect=[11],
    ),
    "30 signal assessed with an impact": Event(
        revise("SIG-1", assessment_status="assessed_impact"),
        stale=everywhere([5, 6, 16, 17], REDO, ("SIGNAL_RAISED", "SIG-1")),
        suspect=[7, 8, 11],
    ),
    "25 comparator recalled": Event(
        then(
            add(*COMPARED, EQUIVALENCE, *EQUIVALENT),
            sign_anew("CON-3"),
            add({**SIGNAL, "kind": "fsca", "raises": ["CDV-20"], "assessment_status": "assessed_impact"}),
        ),
        stale=everywhere([17, 20], REDO, ("SIGNAL_RAISED", "SIG-20")),
        suspect=[3, *CLAIMS],
        kept=True,
    ),
    "30 signal on a claim": Event(
        add({**SIGNAL, "assessment_status": "assessed_impact"}),
        stale=everywhere([1, 2, 3, 4, 16, 17], REDO, ("SIGNAL_RAISED", "SIG-20")),
        suspect=[7, 8, 9, 11],
    ),
    "30 signal on a side-effect": Event(
        add({**SIGNAL, "assessment_status": "assessed_impact", "raises": ["SE-1"]}),
        stale=everywhere([13, 17], REDO, ("SIGNAL_RAISED", "SIG-20")),
        suspect=[7, 8, 10, 11],
    ),
    "31 signal on a claim not assessed": Event(
        add(SIGNAL),
        suspect=[1, 2, 3, 16, *CLAIMS],
        waiting={
            **everywhere([1, 2, 3, 16], CONFIRM, ("SIGNAL_RAISED", "SIG-20")),
            4: because(CONFIRM, ("SIGNAL_RAISED", "SIG-20"))
            | because(None, *(("UPSTREAM_STALE", f"CON-{number}") for number in (1, 2, 3))),
        },
    ),
    "31 signal on nothing not assessed": Event(
        add({**SIGNAL, "raises": []}),
        suspect=RISKS,
        waiting={6: because(CONFIRM, ("SIGNAL_RAISED", "SIG-20"))},
    ),
    "31 signal on a hazard not assessed": Event(
        add({**SIGNAL, "raises": ["HAZ-1"]}),
        suspect=[5, 16, *RISKS],
        waiting={
            **everywhere([5, 16], CONFIRM, ("SIGNAL_RAISED", "SIG-20")),
            6: because(CONFIRM, ("SIGNAL_RAISED", "SIG-20")) | because(None, ("UPSTREAM_STALE", "CON-5")),
        },
    ),
    "31 signal assessed without an impact": Event(
        then(add(SIGNAL), revise("SIG-20", assessment_status="assessed_no_impact")),
    ),
    "32 follow-up missed its end": Event(
        revise("PMA-1", end="2020-01-01"),
        stale={
            4: because(CONFIRM, ("BASIS_EXPIRED", "PMA-1")),
            17: because(CONFIRM, ("BASIS_EXPIRED", "PMA-1"), ("BASIS_REVISED", "PMA-1")),
        },
        suspect=[7, 8, 9, 11],
    ),
    "32 follow-up contradicts": Event(
        revise("PMA-1", outcome="contradicts"),
        stale={
            **everywhere([1, 2, 3, 4, 5, 16], REDO, ("CONTRADICTION_ADDED", "PMA-1")),
            17: because(REDO, ("BASIS_REVISED", "PMA-1")),
        },
        suspect=[6, 7, 8, 9, 11],
    ),
    "32 follow-up changed": Event(
        revise("PMA-1", method="Twice a year"),
        stale={17: because(CONFIRM, ("BASIS_REVISED", "PMA-1"))},
        suspect=[11],
    ),
    "33 verdict upstream changed": Event(
        reaffirm("CON-13", "verdict_changed", verdict="insufficient_data"),
        stale=everywhere([7, 10], REDO, ("UPSTREAM_VERDICT_CHANGED", "CON-13")),
        suspect=[8, 11],
    ),
    "33 conditions upstream changed": Event(
        reaffirm("CON-5", "revised_same_verdict", conditions="Every image is read"),
        stale={6: because(REDO, ("UPSTREAM_VERDICT_CHANGED", "CON-5"))},
        suspect=[7, 8, 11],
    ),
    "34 verdict upstream re-affirmed": Event(
        then(
            add(*STUDY),
            reaffirm("CON-3", "reaffirmed_unchanged"),
        ),
        lasting=True,
    ),
    "35 justified gap revoked": Event(
        then(add(*WAIVED), withdraw("JGP-20")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 justified gap revised": Event(
        then(add(*WAIVED), revise("JGP-20", rationale="Too few data are published")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 justified gap expired": Event(
        add(*WAIVED[:2], {**WAIVED[2], "expires_at": "2020-01-31"}, *WAIVED[3:]),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 what a justified gap cites changed": Event(
        then(add(*WAIVED), revise("STD-20", edition="2")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 what a justified gap cites withdrawn": Event(
        then(add(*WAIVED), withdraw("STD-20")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "35 what a justified gap cites changed and changed back": Event(
        then(add(*WAIVED), revise("STD-20", edition="2"), revise("STD-20", edition="1")),
        current=[20],
        kept=True,
    ),
    "35 justified gap approved again without its signature": Event(
        then(add(*WAIVED), revise("JGP-20", note="Asked again in May")),
        stale={20: because(CONFIRM, ("WAIVER_LAPSED", "JGP-20"))},
        kept=True,
    ),
    "36 signer was not qualified": Event(
        add(
            *COMPARED,
            EQUIVALENCE,
            row("Person", "QP-20", unqualified_from="2026-11-01", unqualified_until="2026-11-09"),
        ),
        stale={20: because(REDO, ("SIGNATURE_INVALID", "QP-20"))},
        kept=True,
    ),
    "36 signer was not qualified on other days": Event(
        then(
            add(row("Person", "QP-20"), *COMPARED, EQUIVALENCE),
            revise("QP-20", unqualified_from="2026-11-10"),
            revise("QP-20", unqualified_from=None, unqualified_until="2026-11-08"),
        ),
        current=[20],
        kept=True,
    ),
    "37 metadata": Event(
        then(
            revise("EVD-3", tags=["x"], owner="someone", location="shelf 4", note="moved"),
            revise("CLM-1", title="Sensitivity", owner="someone"),
            revise("IUE-2", display_order=9),
            revise("RSK-2", basis_note="As agreed"),
            revise("HAZ-1", hazard_category="software"),
        ),
    ),
    "38 device described otherwise": Event(
        revise("DEV-01", lifetime="15 years"),
        stale={
            6: because(REDO, ("DEVICE_VERSION_CHANGED", "DEV-01")),
            **dict.fromkeys((8, 9, 10, 13, 17), because(CONFIRM, ("DEVICE_VERSION_CHANGED", "DEV-01"))),
        },
        suspect=[7, 11],
    ),
    "38 evaluation on other data": Event(
        revise("EVAL-1", data_lock_date="2026-02-02"),
        stale={11: because(REDO, ("BASIS_REVISED", "EVAL-1"))},
    ),
    "38 profile marked otherwise": Event(
        revise("PRO-1", marking="another"),
        stale={11: because(CONFIRM, ("BASIS_REVISED", "PRO-1"))},
    ),
    "38 another market": Event(
        add(row("RegulatoryProfile", "PRO-9", jurisdiction="EU_MDR", **DEVICES)),
        stale={11: because(REDO, ("BASIS_ITEM_ADDED", "PRO-9"))},
    ),
}


@pytest.mark.parametrize("name", EVENTS)
def test_an_event_makes_stale_what_rests_on_it(example, name):
    """Each event moves exactly the conclusions of its row, with their reasons and demands.

    What is not named stays current, and undoing the event restores everything.
    """
    event = EVENTS[name]
    before = example.statuses()
    undo = event.act(example)
    expected = dict.fromkeys(before, "current")
    for status, numbers in (
        ("stale", event.stale),
        ("suspect", event.suspect),
        ("withdrawn", event.withdrawn),
        ("overdue", event.overdue),
        ("current", event.current),
    ):
        expected |= {f"CON-{number}": status for number in numbers}
    assert example.statuses() == expected
    for number, told in {**event.stale, **event.waiting}.items():
        found = reasons(example.client, f"CON-{number}")
        own = {cause: demand for cause, demand in found.items() if cause[0] != "UPSTREAM_STALE"}
        assert (found if number in event.waiting else own) == told
    for number in set(event.suspect) - set(event.waiting):
        assert set(reasons(example.client, f"CON-{number}").values()) == {None}
    if event.kept:
        return
    undo()
    if event.lasting:  # its undoing is another event, so the conclusion is looked at again
        reaffirm("CON-3", "reaffirmed_unchanged")(example)
    assert example.statuses() == before


def test_every_event_of_the_table_has_a_case():
    """No number from 1 to 38 is missing, and no case is of an event that the table does not name."""
    numbers = [event.number for event in TABLE]
    assert {int(number.rstrip("ab")) for number in numbers} == set(range(1, 39))
    assert {name.split()[0] for name in EVENTS} == set(numbers)


@pytest.mark.parametrize("event", TABLE, ids=[event.number for event in TABLE])
def test_the_table_says_which_reasons_and_demands_an_event_gives(event):
    """All codes and demands of its cases stand in its row, and all of its row come up in a case."""
    cases = [case for name, case in EVENTS.items() if name.split()[0] == event.number]
    told = [cause for case in cases for part in (case.stale, case.waiting) for cause in part.values()]
    causes = [(code, demand) for causes in told for (code, _item), demand in causes.items()]
    causes = [(code, demand) for code, demand in causes if code != "UPSTREAM_STALE"]
    assert {code for code, _ in causes} == {str(code) for code in event.codes}
    assert {demand for _, demand in causes if demand} == {str(demand) for demand in event.demands}


DRAFTS = [
    ("EVD-3", {"n": 1}),
    ("CLM-1", {"statement": "Another"}),
    ("IUE-2", {"range_max": 120}),
    ("IPU-1", {"n12_significance": "treat_or_diagnose"}),
    ("RSK-2", {"p1": 5}),
    ("RCT-2", {"statement": "Another"}),
    ("SOTA-1", {"benchmark_value": 0.99}),
    ("IFU-1", {"warnings": ["Another"]}),
    ("SIG-1", {"assessment_status": "assessed_impact"}),
    ("PMA-1", {"end": "2020-01-01", "outcome": "contradicts"}),
    ("STD-2", {"status": "withdrawn"}),
    ("DV-2.1", {"model_version": "another"}),
    ("EVU-3", {"direction": "contradicts"}),
]


def test_a_draft_is_no_event(example):
    """A draft of any change, and a new item as a draft, affect nothing until approved (concepts 8.4.6)."""
    before, gaps = example.statuses(), {gap["id"] for gap in example.gaps()["items"]}
    for key, fields in DRAFTS:
        ok(put(example.client, key, fields, approve=False))
    example.load([{**entry, "approve": False} for entry in (*STUDY, NEW_CLAIM, CHILDREN, SIGNAL, CONTROL)])
    assert example.statuses() == before
    assert {gap["id"] for gap in example.gaps()["items"]} == gaps
    assert reasons(example.client, "CON-3") == {}
    ok(example.client.post("/v1/items/EVU-3/approve", json={}))
    assert example.statuses()["CON-3"] == "stale"


def test_evidence_that_will_expire_is_stale_from_the_day_after_where_a_policy_says_so(example):
    """The policy and the date are enough: no write when the day comes, and the way out is explained."""
    today = datetime.now(UTC).date()
    last, after = ((today + timedelta(days=days)).isoformat() for days in (2, 3))
    renewed = revise("EVD-3", valid_until=last)(example)
    assert example.get("/conclusions/CON-3", on=after)["status"] == "overdue"
    plain = example.get("/items")["revision"]
    taken_back = add(row("Policy", "POL-20", **RAISING))(example)
    for day, statuses in ((last, ("current", "current")), (after, ("stale", "suspect"))):
        found = [example.get(f"/conclusions/{key}", on=day)["status"] for key in ("CON-3", "CON-4")]
        assert tuple(found) == statuses
    told = example.get("/conclusions/CON-3/explanation", on=after)
    assert any("renew EVD-3" in step for step in told["clears"])
    assert example.get("/conclusions/CON-3", on=after, as_of=plain)["status"] == "overdue"
    taken_back()
    renewed()
    assert example.get("/conclusions/CON-3", on=after)["status"] == "current"
    assert differences(example.address) == []


def test_a_day_that_passes_needs_no_write(example):
    """What expires is stale from the day after, in every answer for that day, and nothing is written."""
    add(*WAIVED)(example)
    revision = example.get("/items")["revision"]
    last, after = f"{THIS_YEAR + 3}-01-31", f"{THIS_YEAR + 3}-02-01"
    assert example.get("/conclusions/CON-20", on=last)["status"] == "current"
    read = example.get("/conclusions/CON-20", on=after)
    assert (read["status"], read["demand"]) == ("stale", "must_confirm")
    assert [(r["code"], r["item"]) for r in read["reasons"]] == [("WAIVER_LAPSED", "JGP-20")]
    revise("PMA-1", end=last)(example)
    sign_anew("CON-17")(example)
    above = {"CON-4": "stale", "CON-17": "stale", "CON-9": "suspect", "CON-20": "stale"}
    for day, expected in ((last, {}), (after, above)):
        listed = {e["key"]: e for e in example.get("/conclusions", on=day, limit=100)["items"]}
        assert {key: listed[key]["status"] for key in expected} == expected
        for status in ("stale", "suspect"):
            only = example.get("/conclusions", on=day, status=status, limit=100)
            keys = {entry["key"] for entry in only["items"]}
            assert keys == {key for key, entry in listed.items() if entry["status"] == status}
            assert only["counts"].get(status, 0) == len(keys)
            rule = {"stale": "CON-01", "suspect": "CON-02"}[status]
            assert {gap["subject"] for gap in example.gaps(on=day, rule=[rule])["items"]} == keys
        unsettled = {key for key, entry in listed.items() if entry["status"] in ("stale", "suspect")}
        assert {task["key"] for task in example.get("/work-list", on=day)["items"]} == unsettled
        told = example.get("/conclusions/CON-9/explanation", on=day)
        causes = {(cause["reason"]["code"], cause["item"]["key"]) for cause in told["causes"]}
        assert causes == ({("BASIS_EXPIRED", "PMA-1")} if expected else set())
    assert example.get("/items")["revision"] == revision + 2


def test_a_signal_that_is_not_assessed_is_work_to_do(example):
    """It stands in the list of work before what it makes suspect, which nobody has to evaluate yet."""
    add(SIGNAL)(example)
    tasks = {task["key"]: task for task in example.get("/work-list")["items"]}
    assert (tasks["SIG-20"]["task"], tasks["SIG-20"]["ready"]) == ("assess", True)
    assert (tasks["CON-4"]["task"], tasks["CON-4"]["waits_for"]) == (
        "wait",
        ["CON-1", "CON-2", "CON-3", "SIG-20"],
    )
    told = example.get("/conclusions/CON-9/explanation")
    assert told["clears"][0] == "assess the signal SIG-20"
    answer = example.client.post(
        "/v1/conclusions/CON-4/reaffirm", json={"outcome": "reaffirmed_unchanged", "rationale": "As before."}
    )
    assert answer.status_code == 409
    assert "SIG-20" in answer.json()["detail"]


def test_what_is_stored_is_what_is_computed_after_all_events(loaded):
    """After all the events a recomputation of every status, hash and reference finds no difference."""
    assert differences(loaded.address) == []
