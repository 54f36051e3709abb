"""Conclusions: signing, re-affirming, reading, and the order of work. Begin with `signing`."""

from graph.conclusions.decision import Reaffirmation, ReasonAnswer
from graph.conclusions.draft_basis import entity_tag
from graph.conclusions.questions import QUESTIONS, REFERENCE, ReaffirmationQuestion
from graph.conclusions.read import (
    BasisComparison,
    ConclusionFilter,
    ConclusionView,
    compare_basis,
    conclusions_page,
    count_by_status,
    list_unanswered,
    read_clearings,
    read_conclusion,
)
from graph.conclusions.reaffirm import JointReaffirmation, reaffirm, reaffirm_together
from graph.conclusions.sign import (
    NEEDED_MEANINGS,
    DraftSignatures,
    Signing,
    blockers,
    record_signatures,
    sign,
)
from graph.conclusions.work_list import Task, work_list

__all__ = [
    "NEEDED_MEANINGS",
    "QUESTIONS",
    "REFERENCE",
    "BasisComparison",
    "ConclusionFilter",
    "ConclusionView",
    "DraftSignatures",
    "JointReaffirmation",
    "Reaffirmation",
    "ReaffirmationQuestion",
    "ReasonAnswer",
    "Signing",
    "Task",
    "blockers",
    "compare_basis",
    "conclusions_page",
    "count_by_status",
    "entity_tag",
    "list_unanswered",
    "read_clearings",
    "read_conclusion",
    "reaffirm",
    "reaffirm_together",
    "record_signatures",
    "sign",
    "work_list",
]
