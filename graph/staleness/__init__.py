"""What makes a signed conclusion stale, suspect or overdue. Pure: no input, no output, no clock.

A conclusion is judged from four things only: what it pinned, what those items are now, what it ought to
rest on now, and the status of the conclusions it pinned (concepts 8.1 to 8.4). Everything that is
stored about a status is a cache of what this package says. Begin with `model`, then `evaluate`; `removed`,
`changed` and `added` hold a table each of what happened to an item of the basis, `dated` one of what is
said of an item without that. `events` names every event of concepts 8.3 with what it asks for.
"""

from graph.staleness.changed import CATEGORY_ROLE, narrowed
from graph.staleness.evaluate import (
    DATE_FIELDS,
    outdated_appraisals,
    overdue_from,
    own_reasons,
    propagate,
    propagate_days,
    sort_reasons,
    worst_demand,
    worst_of,
)
from graph.staleness.events import EVENTS, Event
from graph.staleness.evidence_sets import SET_ROLE
from graph.staleness.model import (
    LOSS_CODES,
    ExpectedItem,
    Fact,
    PinnedItem,
    Reason,
    ReasonCode,
    SignedCase,
)
from graph.staleness.weights import DESCRIBED_ROLE, EVALUATED_ROLE, NEED_ROLE, SOURCE_ROLE
from graph.vocabulary.statuses import ConclusionStatus, Demand

__all__ = [
    "CATEGORY_ROLE",
    "DATE_FIELDS",
    "DESCRIBED_ROLE",
    "EVALUATED_ROLE",
    "EVENTS",
    "LOSS_CODES",
    "NEED_ROLE",
    "SET_ROLE",
    "SOURCE_ROLE",
    "ConclusionStatus",
    "Demand",
    "Event",
    "ExpectedItem",
    "Fact",
    "PinnedItem",
    "Reason",
    "ReasonCode",
    "SignedCase",
    "narrowed",
    "outdated_appraisals",
    "overdue_from",
    "own_reasons",
    "propagate",
    "propagate_days",
    "sort_reasons",
    "worst_demand",
    "worst_of",
]
