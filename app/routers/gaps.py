"""Gaps and the rules that find them."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import datetime
from typing import Annotated, Final

from fastapi import Path, Query, Response

from app.http.contract import refusals
from app.http.deps import AuthorDep, Day, Reading, StoreDep, Today, revision_asked
from app.http.pagination import Pages, whole
from app.http.reading import Router
from app.schemas import (
    AcceptedOut,
    GapEventsOut,
    GapOut,
    GapsByDayOut,
    GapsOut,
    JustifyIn,
    RuleOut,
    RulesOut,
    TakeBackIn,
)
from app.schemas import gaps as schemas
from app.schemas.gaps import GapCounts, NotEvaluated
from app.schemas.presenters import effects_out
from graph import errors, gaps
from graph.database.head import at_revision
from graph.database.store import Tx
from graph.gaps import Gap, GapRule, WaiverRequest, WaiverResult, all_rules, by_severity, find_rule
from graph.history.gap_history import (
    EventFilter,
    GapEvent,
    GapsOnDay,
    compared_up_to,
    gap_events,
    gaps_by_day,
)
from graph.versions.proposal import utc_text
from graph.vocabulary.base import Day as CalendarDay
from graph.vocabulary.base import Instant

router = Router("gaps")

GapPath = Annotated[str, Path(max_length=100, description="Id of a gap.")]
Rules = Annotated[list[str] | None, Query(description="Only these rules.")]
_SEVERITY: Final = "^(blocker|major|minor|info)?$"


@router.get(
    "/gaps",
    operation_id="list_gaps",
    responses=refusals(errors.ItemNotFound, errors.RuleNotFound, errors.OwnRuleFailed, errors.WrongType),
)
async def list_gaps(
    store: Reading,
    today: Day,
    pages: Pages,
    device: Annotated[str, Query(max_length=200, description="Only what concerns it.")] = "",
    rule: Rules = None,
    severity: Annotated[str, Query(pattern=_SEVERITY, description="Only this severity.")] = "",
    state: Annotated[
        str, Query(pattern="^(open|justified)?$", description="Only open or only justified gaps.")
    ] = "",
    item: Annotated[str, Query(max_length=200, description="Only gaps that name it.")] = "",
) -> GapsOut:
    """List what is missing on a day, counts first, the gravest gaps first.

    `not_evaluated` names the rules that could not be asked: no answer of theirs means "no gap".
    A justified gap stays in the list, with what justifies it. `versions` are those in force of all that a gap
    names, `first_seen` is when it opened, null until that is recorded: at once, unless others write. Without
    `limit` all gaps are answered; pages are of the revision of the first one, and a cursor is refused once
    the graph moved on.
    """
    only = sorted(set(rule or []))
    page = pages.all_at_once(
        "gaps", on=today, device=device, rule=only, severity=severity, state=state, item=item
    )
    report = await gaps.list_gaps(
        store, today, device=device or None, only=only, item=item, record=pages.as_of is None
    )
    matching = by_severity(gap for gap in report.gaps if _passes(gap, severity, state, item))
    cut = page.out_of(matching, report.revision)
    return GapsOut(
        revision=report.revision,
        on=today,
        device=device,
        counts=GapCounts.model_validate(gaps.count_gaps(matching)),
        items=[schemas.Gap.model_validate(gap) for gap in cut.items],
        next=cut.next,
        total=cut.total,
        not_evaluated=[NotEvaluated.model_validate(entry) for entry in report.not_evaluated],
        evaluated=list(report.evaluated),
    )


def _passes(gap: Gap, severity: str, state: str, item: str) -> bool:
    return (not item or gap.names(item)) and severity in ("", gap.severity) and state in ("", gap.state)


Since = Annotated[Instant | None, Query(description="Only from this instant on.")]
Until = Annotated[Instant | None, Query(description="Only before this instant.")]
HistoryDevice = Annotated[
    str, Query(max_length=200, description="Only gaps as seen from it, and those of no device.")
]
SeverityAsked = Annotated[str, Query(pattern=_SEVERITY, description="Only what was or became this severity.")]


@router.get(
    "/gaps/history",
    operation_id="list_gap_events",
    responses=refusals(errors.ItemNotFound, errors.RuleNotFound, errors.OwnRuleFailed, errors.WrongType),
)
async def list_gap_events(
    store: Reading,
    today: Today,
    pages: Pages,
    device: HistoryDevice = "",
    rule: Rules = None,
    severity: SeverityAsked = "",
    gap: Annotated[str, Query(max_length=100, description="Only this gap, by its id.")] = "",
    item: Annotated[str, Query(max_length=200, description="Only gaps that it has.")] = "",
    since: Since = None,
    until: Until = None,
) -> GapEventsOut:
    """List when gaps opened, were regraded and closed, oldest first.

    It begins when gaps were first judged, of the device or of all, and is brought up to now when its first
    page is asked for. Of several writes between two judgements it is told between which revisions it was.
    """
    wanted = EventFilter(
        device, sorted(set(rule or [])), severity, gap, item, _instant(since), _instant(until), pages.as_of
    )
    page = pages.by_number("gap_events", **asdict(replace(wanted, upto=None)))
    if pages.as_of is None and not pages.cursor:
        await gaps.list_gaps(store, today, device=device or None, closes=True)

    async def asked_for(tx: Tx) -> tuple[list[GapEvent], int | None]:
        return await gap_events(tx, wanted, page.start, page.size + 1), await compared_up_to(tx, wanted)

    (rows, compared), revision = await at_revision(store, asked_for)
    cut = page.after(rows, lambda event: event.number)
    return GapEventsOut(
        revision=revision,
        device=device,
        compared_up_to=compared,
        items=[schemas.GapEvent.model_validate(event) for event in cut.items],
        next=cut.next,
        total=cut.total,
    )


def _instant(moment: datetime | None) -> str:
    return utc_text(moment) if moment is not None else ""


@router.get(
    "/gaps/history/counts",
    operation_id="count_gaps_by_day",
    responses=refusals(errors.ItemNotFound, errors.RuleNotFound, errors.OwnRuleFailed, errors.WrongType),
)
async def count_gaps_by_day(
    store: Reading,
    today: Today,
    device: HistoryDevice = "",
    rule: Rules = None,
    since: Annotated[CalendarDay | None, Query(description="Only from this day on.")] = None,
    until: Annotated[CalendarDay | None, Query(description="Only before this day.")] = None,
) -> GapsByDayOut:
    """Count the gaps that opened and closed on each day (UTC), and those that were open after it.

    Days on which nothing opened or closed are left out. Brought up to now, like the history itself.
    """
    as_of = revision_asked(store)
    wanted = EventFilter(
        device,
        sorted(set(rule or [])),
        since=since.isoformat() if since else "",
        until=until.isoformat() if until else "",
        upto=as_of,
    )
    if as_of is None:
        await gaps.list_gaps(store, today, device=device or None, closes=True)

    async def asked_for(tx: Tx) -> tuple[list[GapsOnDay], int | None]:
        return await gaps_by_day(tx, wanted), await compared_up_to(tx, wanted)

    (days, compared), revision = await at_revision(store, asked_for)
    cut = whole([schemas.GapsOnDay.model_validate(day) for day in days])
    return GapsByDayOut(
        revision=revision,
        device=device,
        compared_up_to=compared,
        items=cut.items,
        next=cut.next,
        total=cut.total,
    )


@router.get(
    "/gaps/{gap_id}", operation_id="read_gap", responses=refusals(errors.GapNotFound, errors.OwnRuleFailed)
)
async def read_gap(gap_id: GapPath, store: Reading, today: Day) -> GapOut:
    """Read one gap with its justification; `lapsed` says of others why they do not hold."""
    gap, revision = await gaps.read_gap(store, gap_id, today)
    return GapOut(revision=revision, on=today, gap=schemas.Gap.model_validate(gap))


@router.post(
    "/gaps/{gap_id}/justification",
    operation_id="justify_gap",
    responses=refusals(
        errors.GapNotFound,
        errors.NotJustifiable,
        errors.UnknownReference,
        errors.ItemNotFound,
        errors.WrongState,
        errors.OwnRuleFailed,
        errors.TooLarge,
        errors.KeyTaken,
    ),
    status_code=201,
)
async def justify_gap(
    gap_id: GapPath, sent: JustifyIn, store: StoreDep, author: AuthorDep, response: Response
) -> AcceptedOut:
    """Accept an open gap until a day; the actor signs with the meaning `waived`.

    The gap stays listed as justified. It is open again when the day has passed, when the item with the gap or
    anything cited changes in substance, or when the justification is withdrawn.
    """
    who = sent.by(author)
    request = WaiverRequest(
        rationale=sent.rationale,
        expires_at=sent.expires_at.isoformat(),
        compensating_measure=sent.compensating_measure or None,
        cites=tuple(sent.cites),
    )
    written = await gaps.grant(store, gap_id, request, who)
    response.headers["Location"] = f"/v1/items/{written.key}"
    return _accepted(written)


@router.post(
    "/gaps/{gap_id}/justification/withdraw",
    operation_id="withdraw_justification",
    responses=refusals(errors.GapNotFound, errors.WrongState, errors.OwnRuleFailed, errors.AlreadyWithdrawn),
)
async def withdraw_justification(
    gap_id: GapPath, sent: TakeBackIn, store: StoreDep, author: AuthorDep
) -> AcceptedOut:
    """Take back what justifies a gap; the gap is open again."""
    who = sent.by(author)
    return _accepted(await gaps.revoke(store, gap_id, sent.withdrawn_reason, who))


def _accepted(written: WaiverResult) -> AcceptedOut:
    return AcceptedOut(
        revision=written.revision,
        key=written.key,
        gap=schemas.Gap.model_validate(written.gap) if written.gap else None,
        effects=effects_out(written.effects),
    )


@router.get("/rules", operation_id="list_rules")
async def list_rules(store: StoreDep) -> RulesOut:
    """List all gap rules: those that are shipped, then your own."""
    cut = whole([_shown(rule) for rule in all_rules(store.own.texts).values()])
    return RulesOut(items=cut.items, next=cut.next, total=cut.total)


@router.get("/rules/{rule}", operation_id="read_rule", responses=refusals(errors.RuleNotFound))
async def read_rule(rule: Annotated[str, Path(max_length=100)], store: StoreDep) -> RuleOut:
    """Read one gap rule."""
    return _shown(find_rule(rule, store.own.texts))


def _shown(rule: GapRule) -> RuleOut:
    return RuleOut(
        id=rule.id,
        version=rule.version,
        title=rule.title,
        description=rule.description,
        severity=rule.severity,
        severity_context=rule.severity_context,
        reference=rule.reference,
        remedy=rule.remedy,
        origin=rule.origin,
        needs=list(rule.needs),
        cleared_by=str(rule.cleared_by),
        waivable=rule.waiver.word == "yes" or bool(rule.waiver.only or rule.waiver.but),
        waiver=str(rule.waiver),
    )
