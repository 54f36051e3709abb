"""Bulk loads: NDJSON or a JSON array of items."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from app.http.contract import refusals
from app.http.deps import AuthorDep, MayExclude, MayMatch, SettingsDep, StoreDep, TakeOver
from app.http.json_rows import rows_of_array, rows_of_lines
from app.http.media_type import media_type
from app.http.problems import BodyTooLarge, WrongContentType, refused_row
from app.schemas import LoadOut, RowOut, proposal_of
from app.schemas.presenters import effects_out
from graph import errors
from graph.gaps import refuse_unknown_rule
from graph.items import WriteResult
from graph.items.bulk import LoadLine, LoadOptions, load
from graph.versions.proposal import Proposal, Unresolved, outcome_record

router = APIRouter(tags=["bulk"])

_NDJSON = frozenset({"application/x-ndjson", "application/ndjson", "application/jsonl"})
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {"schema": {"type": "array", "items": {"type": "object"}}},
            "application/x-ndjson": {"schema": {"type": "string"}},
        },
    }
}


class LoadMode(StrEnum):
    """Whether one bad row refuses all."""

    atomic = "atomic"
    best_effort = "best_effort"


@router.post(
    "/bulk",
    operation_id="load_items",
    responses=refusals(errors.LoadRefused, errors.TooLarge),
    openapi_extra=_BODY,
    response_model=LoadOut,
    response_model_exclude_unset=True,
)
async def load_items(
    request: Request,
    store: StoreDep,
    settings: SettingsDep,
    author: AuthorDep,
    tag: MayMatch,
    excluded: MayExclude,
    mode: Annotated[LoadMode, Query(description="All or nothing, or each row for itself.")] = LoadMode.atomic,
    unresolved: Annotated[
        Unresolved, Query(description="References to keys that no item has: refuse, or keep.")
    ] = Unresolved.refuse,
    dry_run: Annotated[bool, Query(description="Answer what would happen and write nothing.")] = False,
    reason: Annotated[str, Query(max_length=2000, description="Why; goes to the audit trail.")] = "",
    take_over: TakeOver = False,
) -> Response:
    """Create or revise an item for each row: one transaction, one revision, one audit entry.

    A row has the shape that POST /v1/items takes, and may have preconditions of its own, `if_match` and
    `if_none_match`; those in headers hold for every row. Conclusions load the same way, signatures included,
    and pin what they ought to rest on when the whole load is in.
    """
    body = await request.body()
    if len(body) > settings.most_load_bytes:
        message = (
            f"The load is longer than {settings.most_load_bytes} bytes, which is what fits into the memory "
            "of the database (EVITRACE_HEAP); send it in parts."
        )
        raise BodyTooLarge(message)
    lines = _lines(body, request.headers.get("content-type"), settings.most_rows)
    options = LoadOptions(
        unresolved,
        best_effort=mode is LoadMode.best_effort,
        dry_run=dry_run,
        expect=tag,
        unless=excluded,
        takes_over=take_over,
    )

    def read(row: object, number: int) -> Proposal:
        return refuse_unknown_rule(proposal_of(row, number), store.own.texts)

    written = await load(store, lines, read, options, replace(author, reason=reason or None))
    return await asyncio.to_thread(_answer, written, dry_run=dry_run)


def _answer(written: WriteResult, *, dry_run: bool) -> Response:
    """Return what became of all rows; of many it takes as long as to read them."""
    counts = Counter(outcome.outcome for outcome in written.outcomes)
    loaded = LoadOut(
        revision=written.revision,
        dry_run=dry_run,
        counts=dict(sorted(counts.items())),
        rows=[RowOut.model_validate(refused_row(outcome_record(outcome))) for outcome in written.outcomes],
        effects=effects_out(written.effects),
    )
    return Response(loaded.model_dump_json(by_alias=True, exclude_unset=True), media_type="application/json")


def _lines(body: bytes, content_type: str | None, most: int) -> Iterator[LoadLine]:
    kind = media_type(content_type)
    if kind == "application/json":
        return rows_of_array(body, most)
    if kind in _NDJSON:
        return rows_of_lines(body, most)
    message = f"A bulk load is application/json (an array) or application/x-ndjson, not {kind or 'nothing'}."
    raise WrongContentType(message)
