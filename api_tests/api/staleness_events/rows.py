"""What the events add to the worked example."""

from api_tests.api.staleness_events.acts import add, revise, sign_anew, then
from api_tests.lungtriage import THIS_YEAR
from api_tests.small_file import row

DEVICES = {"devices": ["DEV-01"]}
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
