"""The gaps of the rules that the oracle knows: a function a rule, by topic."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from api_tests.properties.oracle.gaps import asked, claims, conclusions, evidence, reports, risks
from api_tests.properties.oracle.staleness import Statuses

GAPS: dict[str, tuple[str, Callable[[Statuses, asked.View, str], Iterable[asked.Hit]]]] = {
    "CLM-01": ("Claim", claims.without_association),
    "CLM-03": ("Claim", claims.without_validation),
    "CLM-06": ("EvidenceUse", evidence.extrapolating),
    "CLM-07": ("Claim", claims.without_conclusion),
    "EVD-01": ("EvidenceUse", evidence.without_appraisal),
    "EVD-02": ("Appraisal", evidence.appraisal_outdated),
    "EVD-04": ("Evidence", evidence.unlinked),
    "EVD-06": ("EvidenceUse", evidence.withdrawn_in_use),
    "RSK-05": ("Risk", risks.risk_without_conclusion),
    "CON-01": ("Conclusion", conclusions.stale),
    "CON-02": ("Conclusion", conclusions.suspect),
    "PMS-14": ("Conclusion", reports.passed_over),
    "REF-01": ("", conclusions.waiting),
}
"""Of each rule: the type without which it is not asked, and what finds its gaps for a device on a day."""
BLIND = {"REF-01"}
"""The rules that do not look at the device: of an item that names none they find one gap for all."""
