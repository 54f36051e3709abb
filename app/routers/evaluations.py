"""Clinical evaluations as living documents: the release check and the outline of the report."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from app.http.contract import refusals
from app.http.deps import Day, Reading
from app.schemas import OutlineOut, ReleaseCheckOut
from graph import errors
from graph.reports import evaluation

router = APIRouter(tags=["evaluations"])

EvaluationPath = Annotated[str, Path(max_length=200, description="Key of an evaluation.")]


@router.get(
    "/evaluations/{key}/release-check",
    operation_id="read_release_check",
    responses=refusals(errors.ItemNotFound, errors.WrongEnd, errors.OwnRuleFailed),
)
async def read_release_check(key: EvaluationPath, store: Reading, today: Day) -> ReleaseCheckOut:
    """Answer the release checks of a clinical evaluation report as far as the graph can; counts first.

    A check is met, open, for people to answer, or not evaluated: nothing is met because nobody could ask.
    """
    found = await evaluation.release_check(store, key, today)
    return ReleaseCheckOut(
        revision=found.revision,
        on=today,
        evaluation=key,
        devices=list(found.devices),
        counts=found.counts(),
        checks=[answer.record() for answer in found.answers],
        update_frequency=dict(found.update_frequency),
        newer_than_data_lock=list(found.newer_than_data_lock),
    )


@router.get(
    "/evaluations/{key}/outline",
    operation_id="read_evaluation_outline",
    responses=refusals(errors.ItemNotFound, errors.WrongEnd, errors.OwnRuleFailed),
)
async def read_evaluation_outline(key: EvaluationPath, store: Reading, today: Day) -> OutlineOut:
    """Fill the outline of a clinical evaluation report from the graph, as data."""
    found = await evaluation.outline(store, key, today)
    return OutlineOut(
        revision=found.revision,
        on=today,
        evaluation=key,
        devices=list(found.devices),
        sections=[dict(section) for section in found.sections],
        not_evaluated=[dict(entry) for entry in found.not_evaluated],
    )
