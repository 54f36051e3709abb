"""Gaps: what rules there are (`rules`), what they find (`evaluate`), and what is accepted (`waive`).

`custom_rules` reads and checks the rules of a maker's own. Whether a waiver holds is decided in
`graph.waivers`, of what `waivers` reads.
"""

from graph.gaps.asking import statements_of
from graph.gaps.custom_rules import faults_by_database, load_own_rules, read_rule_folder
from graph.gaps.evaluate import (
    BySeverity,
    Gap,
    GapCounts,
    GapReport,
    Inquiry,
    Unevaluated,
    blocking_gaps,
    by_severity,
    count_by_severity,
    count_gaps,
    evaluate,
    evaluate_rules,
    forget,
    gap_json,
    question_of,
    read_report,
    unevaluated,
)
from graph.gaps.follower import following
from graph.gaps.listing import list_gaps
from graph.gaps.rules import (
    SEVERITIES,
    GapRule,
    HeaderWord,
    Severity,
    all_rules,
    find_rule,
    read_rule,
    refuse_unknown_rule,
    rules_about,
    rules_of_chain,
    shipped_rules,
)
from graph.gaps.waive import WaiverRequest, WaiverResult, grant, read_gap, revoke

__all__ = [
    "SEVERITIES",
    "BySeverity",
    "Gap",
    "GapCounts",
    "GapReport",
    "GapRule",
    "HeaderWord",
    "Inquiry",
    "Severity",
    "Unevaluated",
    "WaiverRequest",
    "WaiverResult",
    "all_rules",
    "blocking_gaps",
    "by_severity",
    "count_by_severity",
    "count_gaps",
    "evaluate",
    "evaluate_rules",
    "faults_by_database",
    "find_rule",
    "following",
    "forget",
    "gap_json",
    "grant",
    "list_gaps",
    "load_own_rules",
    "question_of",
    "read_gap",
    "read_report",
    "read_rule",
    "read_rule_folder",
    "refuse_unknown_rule",
    "revoke",
    "rules_about",
    "rules_of_chain",
    "shipped_rules",
    "statements_of",
    "unevaluated",
]
