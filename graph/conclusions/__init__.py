"""Conclusions: signing, re-affirming, reading, and the order of work. Begin with `signing`."""

from graph.conclusions.reading import (
    BasisComparison,
    ConclusionFilter,
    View,
    basis,
    page,
    read,
    standing,
    standing_on,
)
from graph.conclusions.reaffirming import Reaffirmation, reaffirm
from graph.conclusions.signing import NEEDED_MEANINGS, blockers, sign
from graph.conclusions.work import Task, work_list

__all__ = [
    "NEEDED_MEANINGS",
    "BasisComparison",
    "ConclusionFilter",
    "Reaffirmation",
    "Task",
    "View",
    "basis",
    "blockers",
    "page",
    "read",
    "reaffirm",
    "sign",
    "standing",
    "standing_on",
    "work_list",
]
