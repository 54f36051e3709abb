"""Conclusions: signing, re-affirming, reading, and the order of work. Begin with `signing`."""

from graph.conclusions.decision import Reaffirmation, ReasonAnswer
from graph.conclusions.questions import QUESTIONS, REFERENCE, Question
from graph.conclusions.read import (
    BasisComparison,
    ConclusionFilter,
    View,
    basis,
    cleared,
    page,
    page_in,
    read,
    standing,
    unanswered,
)
from graph.conclusions.reaffirm import Together, reaffirm, reaffirm_together
from graph.conclusions.sign import NEEDED_MEANINGS, Signing, blockers, record_signatures, sign
from graph.conclusions.work_list import Task, work_list

__all__ = [
    "NEEDED_MEANINGS",
    "QUESTIONS",
    "REFERENCE",
    "BasisComparison",
    "ConclusionFilter",
    "Question",
    "Reaffirmation",
    "ReasonAnswer",
    "Signing",
    "Task",
    "Together",
    "View",
    "basis",
    "blockers",
    "cleared",
    "page",
    "page_in",
    "read",
    "reaffirm",
    "reaffirm_together",
    "record_signatures",
    "sign",
    "standing",
    "unanswered",
    "work_list",
]
