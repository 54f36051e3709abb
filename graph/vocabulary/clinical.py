"""Which kinds of evidence never are clinical data. Pure."""

from typing import Final

NEVER_CLINICAL: Final = (
    "guideline_consensus",
    "analytical_test_bench",
    "software_verification",
    "software_validation",
    "dataset_test_reference_standard",
    "usability_formative",
    "biocompatibility",
    "animal_cadaver",
    "simulated_use",
    "electrical_emc",
    "sterility",
    "cybersecurity_test",
    "risk_analysis_record",
    "standard_compliance_certificate",
    "expert_opinion",
    "justification",
)
"""What comes from no use in people: a review of it has no clinical data (MEDDEV 2.7/1 rev. 4, 4)."""
