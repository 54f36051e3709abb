"""Baselines, and what differs between two of them or between any two moments."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated
from urllib.parse import quote

from fastapi import Path, Query, Response

from app.http.contract import refusals
from app.http.deps import AuthorDep, SettingsDep, StoreDep, Today
from app.http.pagination import whole
from app.http.reading import Router
from app.schemas import BaselineHeading, BaselineIn, BaselineOut, BaselinesOut, DifferenceOut
from app.schemas.moments import DifferenceParts, GapsAs
from graph import errors
from graph.database.head import at_revision
from graph.database.store import Tx
from graph.history import baselines, diff
from graph.history.as_of import Moment, moment_of
from graph.history.baselines import BaselineRequest, FrozenBaseline

router = Router("baselines")

Name = Annotated[str, Path(max_length=200, description="Name of a baseline.")]
_MOMENT = "A revision, a day, an instant, or the name of a baseline."


@router.post(
    "/baselines",
    operation_id="create_baseline",
    response_model_exclude_unset=True,
    responses=refusals(
        errors.ItemNotFound, errors.KeyTaken, errors.WrongType, errors.OwnRuleFailed, errors.TooLarge
    ),
    status_code=201,
)
async def create_baseline(
    sent: BaselineIn, store: StoreDep, author: AuthorDep, today: Today, response: Response
) -> BaselineOut:
    """Freeze what is in force, concluded and missing now under a name; it is never changed again."""
    released = sent.released_at.isoformat() if sent.released_at else None
    response.headers["Location"] = f"/v1/baselines/{quote(sent.name, safe='')}"
    release = BaselineRequest(sent.name, sent.note or None, sent.device or None, released)
    return _shown(await baselines.create_baseline(store, release, author, today))


def _shown(baseline: FrozenBaseline) -> BaselineOut:
    return BaselineOut.model_validate({**asdict(baseline.heading), "report": baseline.report})


@router.get("/baselines", operation_id="list_baselines")
async def list_baselines(store: StoreDep) -> BaselinesOut:
    """List all baselines, in the order in which they were made."""
    rows, revision = await at_revision(store, baselines.list_baselines)
    cut = whole([BaselineHeading.model_validate(row) for row in rows])
    return BaselinesOut(revision=revision, items=cut.items, next=cut.next, total=cut.total)


@router.get(
    "/baselines/{name}",
    operation_id="read_baseline",
    response_model_exclude_unset=True,
    responses=refusals(errors.NoSuchMoment),
)
async def read_baseline(name: Name, store: StoreDep) -> BaselineOut:
    """Read a baseline with the report that was frozen with it."""
    return _shown(await store.read(lambda tx: baselines.read_baseline(tx, name)))


@router.get(
    "/baselines/{name}/diff/{other}",
    operation_id="compare_baselines",
    response_model_exclude_unset=True,
    responses=refusals(errors.NoSuchMoment, errors.HistoryNotKept, errors.TooFarBack),
)
async def compare_baselines(
    name: Name, other: Annotated[str, Path(max_length=200)], store: StoreDep, settings: SettingsDep
) -> DifferenceOut:
    """Say in words and as data what differs between two baselines, their frozen gaps included."""

    async def frozen(tx: Tx) -> tuple[list[Moment], list[diff.Gaps]]:
        reports = [(await baselines.read_baseline(tx, each)).report for each in (name, other)]
        moments = [await moment_of(tx, each) for each in (name, other)]
        return moments, diff.frozen_gaps([report["gaps"] for report in reports])

    (before, after), gaps = await store.read(frozen)
    difference = await diff.compare_moments(store, before, after, (gaps[0], gaps[1]), settings.past_budget)
    return _answer(before, after, "frozen", difference)


@router.get(
    "/diff",
    operation_id="compare_moments",
    response_model_exclude_unset=True,
    responses=refusals(errors.NoSuchMoment, errors.HistoryNotKept, errors.TooFarBack, errors.OwnRuleFailed),
)
async def compare_moments(
    store: StoreDep,
    settings: SettingsDep,
    since: Annotated[str, Query(alias="from", min_length=1, max_length=200, description=_MOMENT)],
    until: Annotated[str, Query(alias="to", min_length=1, max_length=200, description=_MOMENT)],
) -> DifferenceOut:
    """Say what differs between two moments; gaps are what the rules of today find at each."""

    async def moments(tx: Tx) -> tuple[Moment, Moment]:
        return await moment_of(tx, since), await moment_of(tx, until)

    before, after = await store.read(moments)
    difference = await diff.compare_moments(store, before, after, None, settings.past_budget)
    return _answer(before, after, "found by the rules of today", difference)


def _answer(before: Moment, after: Moment, gaps_as: GapsAs, difference: diff.Difference) -> DifferenceOut:
    return DifferenceOut(
        from_revision=before.revision,
        to_revision=after.revision,
        gaps_as=gaps_as,
        **dict(DifferenceParts.model_validate(difference)),
    )
