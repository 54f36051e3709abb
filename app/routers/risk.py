"""The risk chain: presets of acceptability criteria, the hazard log, how the risks of a device stand."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

from fastapi import Path, Query

from app.http.contract import refusals
from app.http.deps import Day, Reading
from app.http.pagination import Pages, whole
from app.http.reading import Router
from app.schemas.catalogues import RiskPresetsOut
from app.schemas.risk import HazardLogCounts, HazardLogOut, HazardLogRow, RiskSummaryOut, UnplacedRisk
from graph import errors
from graph.catalogues import risk_presets
from graph.reports import risk

router = Router("risk")

DevicePath = Annotated[str, Path(max_length=200, description="Key of a device.")]
SchemeQuery = Annotated[risk.Scheme | None, Query(description="Ratings of this scheme only (default: both).")]


@router.get("/risk-criteria/presets", operation_id="list_risk_criteria_presets")
async def list_risk_criteria_presets() -> RiskPresetsOut:
    """List examples of risk acceptability criteria; `content` can be sent as an item, then made one's own."""
    cut = whole(risk_presets())
    return RiskPresetsOut(items=list(cut.items), next=cut.next, total=cut.total)


@router.get(
    "/devices/{key}/hazard-log",
    operation_id="read_hazard_log",
    responses=refusals(errors.ItemNotFound, errors.WrongType),
)
async def read_hazard_log(
    key: DevicePath,
    store: Reading,
    today: Day,
    pages: Pages,
    scheme: SchemeQuery = None,
) -> HazardLogOut:
    """Return the hazard log of a device in the shape of DCB0129, with the ratings of both schemes.

    One row for each hazardous situation, and for each hazard that has none; counts over all rows first. Pages
    are of the revision of the first one, and a cursor is refused once the graph moved on.
    """
    page = pages.by_number("hazard_log", device=key, on=today, scheme=scheme or "")
    log = await risk.hazard_log(store, key, today, scheme)
    cut = page.out_of(log.rows, log.revision)
    return HazardLogOut(
        revision=log.revision,
        on=today,
        device=key,
        counts=HazardLogCounts.model_validate(log.counts()),
        items=[HazardLogRow.model_validate(row) for row in cut.items],
        next=cut.next,
        total=cut.total,
        unplaced=[UnplacedRisk.model_validate(entry) for entry in log.unplaced],
        drafts=list(log.drafts),
    )


@router.get(
    "/devices/{key}/risk-summary",
    operation_id="read_risk_summary",
    responses=refusals(errors.ItemNotFound, errors.WrongType),
)
async def read_risk_summary(key: DevicePath, store: Reading, today: Day) -> RiskSummaryOut:
    """Say how the risks of a device stand, what is concluded on them, and what deployers are to be told."""
    summary = await risk.risk_summary(store, key, today)
    return RiskSummaryOut.model_validate({"on": today, "device": key, **asdict(summary)})
