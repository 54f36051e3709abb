"""The risk chain of a device as it is read: `judging` one risk, `chain` all of it, `log` and `summary` of it.

Nothing here is concluded: levels follow from the maker's criteria, verdicts are those that people signed.
"""

from graph.risk.judging import Judged, judge
from graph.risk.log import HazardLog, hazard_log
from graph.risk.summary import RiskSummary, risk_summary

__all__ = ["HazardLog", "Judged", "RiskSummary", "hazard_log", "judge", "risk_summary"]
