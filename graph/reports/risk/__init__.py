"""The risk chain of a device as it is read: `judging` one risk, `chain` all of it, `log` and `summary` of it.

Nothing here is concluded: levels follow from the maker's criteria, verdicts are those that people signed.
"""

from graph.reports.risk.acceptability import Judged, judge
from graph.reports.risk.hazard_log import HazardLog, hazard_log
from graph.reports.risk.summary import RiskSummary, risk_summary

__all__ = ["HazardLog", "Judged", "RiskSummary", "hazard_log", "judge", "risk_summary"]
