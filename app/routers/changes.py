"""Recorded changes: the impact report, several changes together, and what became of what was foreseen."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from app.http.contract import WRITING, refusals
from app.http.deps import AuthorDep, Day, Reading, SettingsDep, StoreDep, Today
from app.http.pagination import Pages, whole
from app.http.reading import Router
from app.routers.impact import change_of
from app.schemas import (
    CumulativeIn,
    CumulativeOut,
    ImpactReportOut,
    QuestionnaireOut,
    RealityOut,
    ReasonIn,
    planned_changes,
)
from app.schemas.impact import ReportHeading, ReportsOut, SignificanceQuestion
from graph import errors
from graph.database.store import Store
from graph.impact import report as reports
from graph.impact.questionnaire import QUESTIONS
from graph.impact.report import RecordedChange

router = Router("changes")

ChangePath = Annotated[str, Path(max_length=200, description="Key of a Change.")]
ReportPath = Annotated[str, Path(max_length=100)]


@router.get("/questionnaires/change-significance", operation_id="read_significance_questionnaire")
async def read_significance_questionnaire() -> QuestionnaireOut:
    """List the questions that help to decide whether a change is significant; answers stand on the Change."""
    cut = whole([SignificanceQuestion.model_validate(question) for question in QUESTIONS])
    return QuestionnaireOut(items=cut.items, next=cut.next, total=cut.total)


@router.post(
    "/changes/{key}/impact-report",
    operation_id="create_impact_report",
    response_model_exclude_unset=True,
    responses=refusals(
        errors.ItemNotFound,
        errors.WrongType,
        *WRITING,
        errors.OwnRuleFailed,
        errors.NothingToApprove,
        errors.AlreadyWithdrawn,
    ),
    status_code=201,
)
async def create_impact_report(
    key: ChangePath,
    sent: ReasonIn,
    store: StoreDep,
    author: AuthorDep,
    settings: SettingsDep,
    today: Today,
    response: Response,
) -> ImpactReportOut:
    """Say what a recorded change would do, section by section; only the report itself is stored."""
    planned = await _planned(store, key)
    why = sent.by(author)
    report = await reports.make_report(store, planned, why, today, settings.impact_budget)
    response.headers["Location"] = f"/v1/impact-reports/{report['id']}"
    return ImpactReportOut.model_validate(report)


@router.get("/impact-reports", operation_id="list_impact_reports", responses=refusals(errors.ItemNotFound))
async def list_impact_reports(
    store: Reading,
    pages: Pages,
    change: Annotated[str, Query(max_length=200, description="Only those of this change.")] = "",
) -> ReportsOut:
    """List the impact reports that were made, oldest first."""
    page = pages.by_key("impact_reports", change=change)
    rows, revision = await store.read(lambda tx: reports.list_reports(tx, change, page.start, page.size + 1))
    cut = page.after(rows, lambda row: row.place)
    return ReportsOut(
        revision=revision,
        items=[ReportHeading.model_validate(row) for row in cut.items],
        next=cut.next,
        total=cut.total,
    )


@router.get(
    "/impact-reports/{report_id}",
    operation_id="read_impact_report",
    response_model_exclude_unset=True,
    responses=refusals(errors.PreviewNotFound),
)
async def read_impact_report(report_id: ReportPath, store: StoreDep) -> ImpactReportOut:
    """Read an impact report as it was computed."""
    return ImpactReportOut.model_validate(await reports.stored_report(store, report_id))


@router.get(
    "/impact-reports/{report_id}/reality",
    operation_id="read_impact_reality",
    response_model_exclude_unset=True,
    responses=refusals(errors.PreviewNotFound, errors.ItemNotFound),
)
async def read_impact_reality(report_id: ReportPath, store: Reading, today: Day) -> RealityOut:
    """Hold what a report foresaw against how the conclusions stand now."""
    return RealityOut.model_validate(await reports.compare_with_reality(store, report_id, today))


@router.post(
    "/cumulative-impact",
    operation_id="read_cumulative_impact",
    response_model_exclude_unset=True,
    responses=refusals(
        errors.ItemNotFound,
        errors.WrongType,
        *WRITING,
        errors.OwnRuleFailed,
        errors.NothingToApprove,
        errors.AlreadyWithdrawn,
    ),
)
async def read_cumulative_impact(
    sent: CumulativeIn, store: StoreDep, author: AuthorDep, settings: SettingsDep, today: Today
) -> CumulativeOut:
    """Say what several open changes do together and where they meet; nothing is written."""
    planned = [await _planned(store, key) for key in dict.fromkeys(sent.changes)]
    report = await reports.cumulative_impact(store, planned, author, today, settings.impact_budget)
    return CumulativeOut.model_validate(report)


async def _planned(store: Store, key: str) -> RecordedChange:
    title, content = await reports.read_change(store, key)
    deltas = planned_changes(key, content["proposed_deltas"])
    return RecordedChange(key, title, content, tuple(change_of(delta) for delta in deltas))
