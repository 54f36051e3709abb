"""Gaps: what rules there are (`rules`), what they find (`running`), and what is accepted (`accepting`).

`own` reads and checks the rules of a maker's own. Whether a justification holds is decided in
`graph.justifying`, of what `justifications` reads.
"""

from graph.gaps.custom_rules import explained, own_rules, read_folder
from graph.gaps.evaluate import (
    Gap,
    Report,
    Unevaluated,
    blocking_gaps,
    by_severity,
    listed,
    report,
    report_in,
    report_within,
    unevaluated,
)
from graph.gaps.rules import (
    SEVERITIES,
    Reach,
    Rule,
    all_rules,
    must_know,
    read_rule,
    refuse_unknown_rule,
    rules,
)
from graph.gaps.waive import Accepted, Reasons, justify, read_gap, take_back

__all__ = [
    "SEVERITIES",
    "Accepted",
    "Gap",
    "Reach",
    "Reasons",
    "Report",
    "Rule",
    "Unevaluated",
    "all_rules",
    "blocking_gaps",
    "by_severity",
    "explained",
    "justify",
    "listed",
    "must_know",
    "own_rules",
    "read_folder",
    "read_gap",
    "read_rule",
    "refuse_unknown_rule",
    "report",
    "report_in",
    "report_within",
    "rules",
    "take_back",
    "unevaluated",
]
