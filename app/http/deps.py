"""The composition root: what operations are given, as types that read like a sentence."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Final, cast

from fastapi import Depends, Header, Query, Request

from app.http.problems import BadRequest, PreconditionRequired
from app.settings import Settings
from graph.database.store import Store
from graph.errors import Fault
from graph.history.as_of import PastStore, moment_of, store_as_of
from graph.versions.proposal import Author, utc_text
from graph.vocabulary.base import Day as CalendarDay

REQUIRED: Final = "x-required"
"""Marks a parameter without which the operation refuses by a problem of its own."""
_LONGEST_NAME: Final = 128


async def _store(
    request: Request,
    at_least: Annotated[
        int | None,
        Header(
            alias="Evitrace-At-Least",
            ge=0,
            description="Answer at this revision or a later one, such as the one that a write was answered "
            "with; 503 where the database does not come to it within seconds.",
        ),
    ] = None,
) -> Store:
    store = cast("Store", request.app.state.store)
    if at_least is not None:
        await store.reach(at_least)
    return store


def _settings(request: Request) -> Settings:
    return cast("Settings", request.app.state.settings)


def _author(
    request: Request,
    evitrace_actor: Annotated[
        str,
        Header(alias="Evitrace-Actor", description="Who acts; goes into versions and the audit trail."),
    ] = "local",
) -> Author:
    actor = _as_utf_8(evitrace_actor)
    if not (1 <= len(actor) <= _LONGEST_NAME and actor.isprintable()):
        message = "Evitrace-Actor has to be 1 to 128 printable characters."
        raise BadRequest(message, faults=[Fault("/header/Evitrace-Actor", message)])
    return Author(actor, utc_text(), request_id=request.state.request_id)


def _as_utf_8(header: str) -> str:
    """Read a header as the UTF-8 that clients send; HTTP itself knows ISO 8859-1 only."""
    try:
        return header.encode("latin-1").decode()
    except UnicodeError:
        return header


def utc_today() -> str:
    """Return the day of today, as dates are judged by default."""
    return datetime.now(UTC).date().isoformat()


def _today(
    on: Annotated[
        CalendarDay | None,
        Query(description="Judge dates as on this day (default: today, UTC)."),
    ] = None,
) -> str:
    return on.isoformat() if on else utc_today()


async def _reading(
    request: Request,
    store: Annotated[Store, Depends(_store)],
    as_of: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=200,
            description="Answer as of then: a revision number, a day (its end, UTC), an instant, or the name "
            "of a baseline (default: now).",
        ),
    ] = None,
) -> Store:
    if as_of is None:
        return store
    moment = await store.read(lambda tx: moment_of(tx, as_of))
    return store_as_of(store, moment, _settings(request).past_budget)


def _day(
    store: Annotated[Store, Depends(_reading)],
    on: Annotated[
        CalendarDay | None,
        Query(description="Judge dates as on this day (default: today, UTC; with as_of, the day of then)."),
    ] = None,
) -> str:
    return day_of(store) if on is None else on.isoformat()


def _must_match(
    request: Request,
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="The ETag of the state that this change builds on; * for whichever it is.",
            json_schema_extra={REQUIRED: True},
        ),
    ] = None,
) -> str:
    if not if_match:
        message = (
            "If-Match is required, so that nobody's change is overwritten unseen: "
            "GET the item and send its ETag."
        )
        raise PreconditionRequired(message)
    return _tags(request, "If-Match")


def _may_match(
    request: Request,
    if_match: Annotated[
        str | None,
        Header(
            alias="If-Match",
            description="Refuse (412) what is by now in none of these states, by their ETags; * for any.",
        ),
    ] = None,
) -> str | None:
    return None if if_match is None else _tags(request, "If-Match")


def _may_exclude(
    request: Request,
    if_none_match: Annotated[
        str | None,
        Header(
            alias="If-None-Match",
            description="Refuse (412) what is in one of these states, by their ETags; * for what is there.",
        ),
    ] = None,
) -> str | None:
    return None if if_none_match is None else _tags(request, "If-None-Match")


def _tags(request: Request, name: str) -> str:
    """Return the tags of a precondition, which may stand in several lines of one name (RFC 9110, 5.3)."""
    tags = ", ".join(request.headers.getlist(name)).strip()
    if not tags:
        message = f"{name} names no state; send an ETag, or *."
        raise BadRequest(message, faults=[Fault(f"/header/{name}", message)])
    return tags


StoreDep = Annotated[Store, Depends(_store)]
Reading = Annotated[Store, Depends(_reading)]
SettingsDep = Annotated[Settings, Depends(_settings)]
AuthorDep = Annotated[Author, Depends(_author)]
Today = Annotated[str, Depends(_today)]
Day = Annotated[str, Depends(_day)]
MustMatch = Annotated[str, Depends(_must_match)]
MayMatch = Annotated[str | None, Depends(_may_match)]
MayExclude = Annotated[str | None, Depends(_may_exclude)]
TakeOver = Annotated[
    bool,
    Query(
        description="Take over an item that has a source of another tool or number, which is refused else."
    ),
]
NoneMatch = Annotated[
    str,
    Header(alias="If-None-Match", description="Answer 304 when the item still has this ETag."),
]


def day_of(store: Store) -> str:
    """Return the day on which dates are judged by default: today, or as of then the day of then."""
    return store.moment.day if isinstance(store, PastStore) else utc_today()


def revision_asked(store: Store) -> int | None:
    """Return the revision that `as_of` means; None for now."""
    return store.moment.revision if isinstance(store, PastStore) else None
