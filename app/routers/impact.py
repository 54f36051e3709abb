"""Impact: what depends on an item, and what a planned change would do."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import Annotated

from fastapi import Path, Query, Response

from app.http.contract import WRITING, refusals
from app.http.deps import AuthorDep, Reading, SettingsDep, StoreDep, Today
from app.http.reading import Router
from app.schemas import (
    CreateChange,
    ExpireChange,
    ImpactOut,
    PlannedChange,
    PreviewIn,
    PreviewOut,
    ReferenceChange,
    ReviseChange,
    WithdrawChange,
    proposal_at,
)
from app.schemas.impact import ReachCounts, ReachedGroup, TouchedItem
from graph import errors, traversal
from graph import impact as previews
from graph.impact import ChangeStep
from graph.traversal import Impact, ReachedItem

router = Router("impact")


@router.get("/items/{key}/impact", operation_id="read_impact", responses=refusals(errors.ItemNotFound))
async def read_impact(
    key: Annotated[str, Path(max_length=200)],
    store: Reading,
    settings: SettingsDep,
    navigation: Annotated[
        bool, Query(description="Follow navigation links, such as FOR_DEVICE, as well.")
    ] = False,
) -> ImpactOut:
    """Return everything that depends on an item, to any depth, with a shortest path to each."""
    impact = await traversal.read_impact(store, key, settings.impact_budget, navigation=navigation)
    return ImpactOut(
        revision=impact.revision,
        key=key,
        complete=impact.complete,
        counts=ReachCounts(
            total=len(impact.reached),
            by_type=dict(sorted(Counter(entry.type for entry in impact.reached).items())),
        ),
        groups=_groups(impact),
        touched=[
            TouchedItem(key=row.key, type=row.type, title=row.title or "", by=row.item)
            for row in impact.touched
        ],
        not_followed=dict(impact.not_followed),
    )


def _groups(impact: Impact) -> list[ReachedGroup]:
    groups: dict[tuple[int, str], list[ReachedItem]] = {}
    for entry in impact.reached:
        groups.setdefault((entry.distance, entry.type), []).append(entry)
    return [
        ReachedGroup.model_validate({"distance": distance, "type": kind, "items": members})
        for (distance, kind), members in sorted(groups.items())
    ]


@router.post(
    "/impact-previews",
    operation_id="create_impact_preview",
    response_model_exclude_unset=True,
    responses=refusals(
        errors.ItemNotFound, *WRITING, errors.OwnRuleFailed, errors.NothingToApprove, errors.AlreadyWithdrawn
    ),
    status_code=201,
)
async def create_impact_preview(
    sent: PreviewIn, store: StoreDep, author: AuthorDep, today: Today, response: Response
) -> PreviewOut:
    """Say what a planned change would do, before it is made; only the preview itself is stored."""
    changes = [change_of(entry, f"/changes/{number}") for number, entry in enumerate(sent.changes)]
    record = await previews.preview(
        store, changes, replace(author, reason=sent.note or None), today, sent.note
    )
    response.headers["Location"] = f"/v1/impact-previews/{record['id']}"
    return PreviewOut.model_validate(record)


@router.get(
    "/impact-previews/{preview_id}",
    operation_id="read_impact_preview",
    response_model_exclude_unset=True,
    responses=refusals(errors.PreviewNotFound),
)
async def read_impact_preview(
    preview_id: Annotated[str, Path(max_length=100)], store: StoreDep
) -> PreviewOut:
    """Read a preview as it was computed."""
    return PreviewOut.model_validate(await previews.stored_preview(store, preview_id))


def change_of(sent: PlannedChange, place: str = "") -> ChangeStep:
    """Make a change of the graph of one that was sent, at a place of the body."""
    if isinstance(sent, CreateChange):
        proposal = proposal_at(f"{place}/item", {**sent.item, "approve": True})
        return ChangeStep(
            "create",
            proposal.key,
            item={"type": proposal.type, "key": proposal.key, **proposal.content},
        )
    if isinstance(sent, ReviseChange):
        return ChangeStep("revise", sent.key, fields=sent.fields)
    if isinstance(sent, WithdrawChange):
        return ChangeStep("withdraw", sent.key, withdrawn_reason=sent.withdrawn_reason)
    if isinstance(sent, ExpireChange):
        return ChangeStep("expire", sent.key, on=sent.on.isoformat())
    if isinstance(sent, ReferenceChange):
        return ChangeStep(sent.op, sent.key, relation=sent.relation, target=sent.target)
    return ChangeStep("supersede", sent.key)
