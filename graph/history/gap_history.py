"""The history of gaps as it is asked for: events in their order, and how many were open after each day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from graph.database.queries import GapEventPage, GapsJudged, TurnCountRow, TurnCounts
from graph.database.queries.base import NO_END
from graph.database.store import Tx
from graph.gaps import SEVERITIES, BySeverity, Severity, all_rules, find_rule
from graph.gaps.gap_events import UNKNOWN, Cause, Kind
from graph.items import must_find
from graph.scopes import EVERYWHERE, of_device


@dataclass(frozen=True, slots=True)
class GapEvent:
    """That a gap opened, became another severity, or closed: by when at the latest, and after which revision.

    `was` is the severity until then; `after` is None where nobody knows.
    """

    number: int
    kind: Kind
    gap: str
    rule: str
    severity: Severity
    was: Severity | None
    device: str | None
    subject: str
    detail: str
    revision: int
    at: str
    after: int | None
    because: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class EventFilter:
    """Which events are asked for; what is empty lets everything pass."""

    device: str = ""
    rules: Sequence[str] = ()
    severity: str = ""
    gap: str = ""
    item: str = ""
    since: str = ""
    until: str = ""
    upto: int | None = None


@dataclass(frozen=True, slots=True)
class GapsOnDay:
    """How many gaps opened and closed on a day, and how many were open after it, by severity."""

    day: str
    opened: BySeverity
    closed: BySeverity
    open: BySeverity


@dataclass(slots=True)
class _Day:
    opened: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    closed: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))
    moved: dict[Severity, int] = field(default_factory=lambda: dict.fromkeys(SEVERITIES, 0))


async def gap_events(tx: Tx, wanted: EventFilter, after: int, size: int) -> list[GapEvent]:
    """Return a page of events, oldest first."""
    await _refuse_unknown(tx, wanted)
    page = GapEventPage(
        devices=_devices(wanted),
        rules=wanted.rules,
        severity=wanted.severity,
        gap=wanted.gap,
        item=wanted.item,
        since=wanted.since,
        until=wanted.until,
        upto=_upto(wanted),
        after=after,
        size=size,
    )
    rows = await tx.fetch(page)
    if wanted.item and not rows:
        await must_find(tx, wanted.item)
    return [
        GapEvent(
            **{
                **{name: value for name, value in row.properties.items() if name != "hash"},
                "was": row.properties["was"] or None,
                "device": row.properties["device"] or None,
                "after": None if row.properties["after"] == UNKNOWN else row.properties["after"],
                "because": tuple(row.properties["because"].split()),
            }
        )
        for row in rows
    ]


async def gaps_by_day(tx: Tx, wanted: EventFilter) -> list[GapsOnDay]:
    """Return the days on which a gap opened, was regraded or closed; `since` and `until` are days."""
    await _refuse_unknown(tx, wanted)
    counts = await tx.fetch(TurnCounts(devices=_devices(wanted), rules=wanted.rules, upto=_upto(wanted)))
    standing: dict[Severity, int] = dict.fromkeys(SEVERITIES, 0)
    days = []
    for day, counted in sorted(_by_day(counts).items()):
        standing = {severity: standing[severity] + counted.moved[severity] for severity in SEVERITIES}
        days.append(GapsOnDay(day, counted.opened, counted.closed, standing))
    return [day for day in days if wanted.since <= day.day and (not wanted.until or day.day < wanted.until)]


def _by_day(counts: Sequence[TurnCountRow]) -> dict[str, _Day]:
    days: dict[str, _Day] = {}
    for row in counts:
        day = days.setdefault(row.day, _Day())
        for severity in SEVERITIES:
            comes = row.number if row.kind != "closed" and severity == row.severity else 0
            goes = row.number if row.kind != "opened" and severity == row.was else 0
            day.moved[severity] += comes - goes
            day.opened[severity] += comes if row.kind == "opened" else 0
            day.closed[severity] += goes if row.kind == "closed" else 0
    return days


async def compared_up_to(tx: Tx, wanted: EventFilter) -> int | None:
    """Return up to which revision gaps are recorded; None where nobody ever asked for them."""
    marks = await tx.fetch(GapsJudged(devices=sorted({EVERYWHERE, wanted.device or EVERYWHERE})))
    return max((min(mark.revision, _upto(wanted)) for mark in marks), default=None)


async def _refuse_unknown(tx: Tx, wanted: EventFilter) -> None:
    """Refuse a device that there is not, and a rule that there is not and of which nothing is recorded."""
    if wanted.device:
        await of_device(tx, wanted.device)
    for rule in wanted.rules:
        ever = TurnCounts(devices=[], rules=[rule], upto=NO_END)
        if rule not in all_rules(tx.own.texts) and not await tx.fetch(ever):
            find_rule(rule, tx.own.texts)


def _devices(wanted: EventFilter) -> list[str]:
    return [wanted.device, ""] if wanted.device else []


def _upto(wanted: EventFilter) -> int:
    return NO_END if wanted.upto is None else wanted.upto
