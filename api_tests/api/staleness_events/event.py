"""What an event does, and what stands afterwards."""

from dataclasses import dataclass, field

REDO, CONFIRM = "must_redo", "must_confirm"
CLAIMS = [4, 7, 8, 9, 11]
"""What waits for a pillar of CLM-1: the claim, benefit and risk, requirements 1 and 3, the evaluation."""
RISKS = [6, 7, 8, 11]
"""What waits for a risk: overall risk, benefit and risk, requirement 1, the evaluation."""


@dataclass
class Event:
    """One row: what is done, and what stands afterwards; conclusions are named by their numbers."""

    act: object
    stale: dict = field(default_factory=dict)
    suspect: list = field(default_factory=list)
    withdrawn: list = field(default_factory=list)
    overdue: list = field(default_factory=list)
    current: list = field(default_factory=list)
    waiting: dict = field(default_factory=dict)
    lasting: bool = False
    kept: bool = False
    """Nothing is undone: the example is loaded again afterwards."""


def because(demand, *causes):
    """The own reasons of a stale conclusion, all with one demand: (code, item)."""
    return dict.fromkeys(causes, demand)


def everywhere(numbers, demand, *causes):
    """The same reasons for several conclusions."""
    return {number: because(demand, *causes) for number in numbers}


def appraisal_of(key):
    """The reason that an appraisal gives whose evidence went away."""
    return because(CONFIRM, ("BASIS_ITEM_REMOVED", key))
