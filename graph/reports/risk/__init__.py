"""The risk chain of a device as it is read: `acceptability` of one risk, `chain` of all, its log and summary.

Nothing here is concluded: levels follow from the maker's criteria, verdicts are those that people signed.
"""

from graph.reports.risk.acceptability import Outcome, RiskEvaluation, evaluate_risk
from graph.reports.risk.chain import Scheme
from graph.reports.risk.hazard_log import HazardLog, hazard_log
from graph.reports.risk.summary import RiskSummary, risk_summary

__all__ = [
    "HazardLog",
    "Outcome",
    "RiskEvaluation",
    "RiskSummary",
    "Scheme",
    "evaluate_risk",
    "hazard_log",
    "risk_summary",
]
