"""What supports claims, pillar by pillar, and how far it reaches (IMDRF N41, 5.2 to 5.4).

`counting` says of every use whether it counts, `coverage` lays what a claim covers beside what was studied,
and `pillars` makes a row of each claim.
"""

from graph.reports.claims.counting import PILLARS, Use
from graph.reports.claims.coverage import ClaimCoverage, Coverage, coverage_of_claim, coverage_of_device
from graph.reports.claims.pillars import (
    ClaimSupport,
    Support,
    support_in_scope,
    support_of_claim,
    support_of_device,
)

__all__ = [
    "PILLARS",
    "ClaimCoverage",
    "ClaimSupport",
    "Coverage",
    "Support",
    "Use",
    "coverage_of_claim",
    "coverage_of_device",
    "support_in_scope",
    "support_of_claim",
    "support_of_device",
]
