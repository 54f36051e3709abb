"""Gaps: what rules there are (`rules`), and what they find (`running`)."""

from graph.gaps.rules import SEVERITIES, Reach, Rule, must_know, read_rule, rules
from graph.gaps.running import (
    Gap,
    Report,
    Unevaluated,
    blocking_gaps,
    by_severity,
    report,
    report_in,
    report_within,
)

__all__ = [
    "SEVERITIES",
    "Gap",
    "Reach",
    "Report",
    "Rule",
    "Unevaluated",
    "blocking_gaps",
    "by_severity",
    "must_know",
    "read_rule",
    "report",
    "report_in",
    "report_within",
    "rules",
]
