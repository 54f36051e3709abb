"""Clinical evaluations as living documents: the release check and the outline of the report."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from app.http.contract import refusals
from app.http.deps import Day, Reading
from app.http.reading import Router
from app.schemas.evaluations import (
    CheckAnswer,
    CheckCounts,
    OutlineOut,
    ReleaseCheckOut,
    Section,
    UpdateFrequency,
)
from app.schemas.gaps import NotEvaluated
from graph import errors
from graph.reports import evaluation

router = Router("evaluations")

EvaluationPath = Annotated[str, Path(max_length=200, description="Key of an evaluation.")]


@router.get(
    "/evaluations/{key}/release-check",
    operation_id="read_release_check",
    responses=refusals(errors.ItemNotFound, errors.WrongType, errors.OwnRuleFailed),
)
async def read_release_check(key: EvaluationPath, store: Reading, today: Day) -> ReleaseCheckOut:
    """Answer the release checks of a clinical evaluation report as far as the graph can; counts first.

    A check is met, open, for people to answer, or not evaluated: nothing is met because nobody could ask.
    """
    report = await evaluation.release_check(store, key, today)
    return ReleaseCheckOut(
        revision=report.revision,
        on=today,
        evaluation=key,
        devices=list(report.devices),
        counts=CheckCounts.model_validate(report.counts()),
        checks=[CheckAnswer.model_validate(answer) for answer in report.answers],
        update_frequency=UpdateFrequency.model_validate(report.update_frequency),
        newer_than_data_lock=list(report.newer_than_data_lock),
    )


@router.get(
    "/evaluations/{key}/outline",
    operation_id="read_evaluation_outline",
    responses=refusals(errors.ItemNotFound, errors.WrongType, errors.OwnRuleFailed),
)
async def read_evaluation_outline(key: EvaluationPath, store: Reading, today: Day) -> OutlineOut:
    """Fill the outline of a clinical evaluation report from the graph, as data."""
    outline = await evaluation.outline(store, key, today)
    return OutlineOut(
        revision=outline.revision,
        on=today,
        evaluation=key,
        devices=list(outline.devices),
        sections=[Section.model_validate(section) for section in outline.sections],
        not_evaluated=[NotEvaluated.model_validate(rule) for rule in outline.not_evaluated],
    )
