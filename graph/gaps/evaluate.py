"""Gaps: run the rules, give every hit an identity, and say which rules were not evaluated.

What rules there are stands in `rules`. A rule whose item types nobody uses answers "not evaluated",
never "no gap"; what it finds all the same is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, Literal

from pydantic_core import to_jsonable_python

from graph.database.head import revision_of
from graph.database.queries import (
    HeadRow,
    HeadState,
    HitRow,
    ItemCounts,
    ScopesOf,
    TypesInScopes,
)
from graph.database.store import OwnRules, Tx
from graph.gaps.asking import RuleParameters, ask_whole, can_block, rule_parameters
from graph.gaps.follow import ask_about, followed, forget_found, remember
from graph.gaps.found import Known, Question, rules_digest
from graph.gaps.provenance import NamedItems, Opening, provenance_of
from graph.gaps.rules import SEVERITIES, GapRule, Severity, all_rules, find_rule, severity_named
from graph.gaps.waivers import GrantedWaiver, LapsedWaiver, WaiverQuestion, WaiverStatus, waiver_statuses
from graph.scopes import EVERYWHERE, AskedScopes, asked_scopes
from graph.vocabulary.governance import gap_identity

State = Literal["open", "justified"]


@dataclass(frozen=True, slots=True)
class Gap:
    """One hit with what its rule says of it; the same gap has the same id tomorrow.

    `device` is the one as seen from which it is a gap; None for what is the same for every device, and in a
    file without one. `devices` holds that device, and is empty without one. `versions` are those in force of
    all that it names; `cleared_by` is the kind of conclusion whose signing answers it, `any` for all kinds.
    `state` is `justified` while a waiver holds, and `lapsed` are the waivers that do not.
    """

    id: str
    rule: str
    rule_version: str
    severity: Severity
    subject: str
    detail: str
    facts: tuple[str, ...]
    title: str
    reference: str
    remedy: str
    waivable: bool
    cleared_by: str | None
    device: str | None = None
    devices: tuple[str, ...] = ()
    versions: Mapping[str, int] = field(default_factory=dict)
    first_seen: Opening | None = None
    state: State = "open"
    justified: GrantedWaiver | None = None
    lapsed: tuple[LapsedWaiver, ...] = ()

    def names(self, item: str) -> bool:
        """Whether it is a gap of an item, or was found by it."""
        return item == self.subject or item in self.facts


@dataclass(frozen=True, slots=True)
class Unevaluated:
    """A rule that could not be asked, and why."""

    rule: str
    reason: str


BySeverity = Mapping[Severity, int]


@dataclass(frozen=True, slots=True)
class GapCounts:
    """How many gaps there are: all, the open and the justified ones by severity, and by rule."""

    total: int
    by_severity: BySeverity
    open: BySeverity
    justified: BySeverity
    by_rule: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class GapReport:
    """What is missing, at one revision and on one day."""

    gaps: tuple[Gap, ...]
    not_evaluated: tuple[Unevaluated, ...]
    evaluated: tuple[str, ...]
    revision: int


def count_gaps(gaps: Sequence[Gap]) -> GapCounts:
    """Return how many of some gaps there are."""
    return GapCounts(
        total=len(gaps),
        by_severity=count_by_severity(gaps),
        open=count_by_severity(gap for gap in gaps if gap.state == "open"),
        justified=count_by_severity(gap for gap in gaps if gap.state == "justified"),
        by_rule=dict(sorted(Counter(gap.rule for gap in gaps).items())),
    )


def count_by_severity(gaps: Iterable[Gap]) -> BySeverity:
    """Return how many of some gaps there are of each severity, the gravest first."""
    counted = Counter(gap.severity for gap in gaps)
    return {severity: counted[severity] for severity in SEVERITIES}


def gap_json(gap: Gap) -> dict[str, object]:
    """Return a gap as JSON values, as reports are stored."""
    stored: dict[str, object] = to_jsonable_python(gap)
    return stored


async def read_report(
    tx: Tx, today: str, *, device: str | None = None, only: Sequence[str] = ()
) -> GapReport:
    """Return what is missing on a day: for one device, or everywhere; by all rules, or some.

    The last reports are remembered by the hash that ends the audit trail: the same trail is the same graph.
    """
    head = await tx.one(HeadState())
    request = (head, today, device, tuple(only), tx.own.digest)
    known = _remembered.get(request)
    if known is not None:
        return known
    used = None if device else _used.get(head) or await _types_in_use(tx)
    question, answers = question_of(tx.own, device), dict[str, Known]()

    async def follow(
        tx: Tx, rules: Sequence[GapRule], parameters: RuleParameters
    ) -> Mapping[str, Sequence[HitRow]]:
        if head is None or tx.is_past:
            return await find_whole(tx, rules, parameters)
        answers.update(await followed(tx, question, head, rules, parameters))
        return {rule: known.hits for rule, known in answers.items()}

    report = await evaluate(tx, today, Inquiry(device, only, used, follow))
    if head is not None and head.revision and head == await tx.one(HeadState()) and not tx.overtaken():
        _remember(request, report)
        remember(question, answers)
        if used is None:
            return report
        _used.clear()
        _used[head] = used
    return report


def question_of(own: OwnRules, device: str | None) -> Question:
    """Return the question for all that concerns a device, or for everything, by the rules as they are."""
    return Question(device or None, rules_digest(own))


def forget() -> None:
    """Forget what was found and answered, as a process does that ends; what is stored remains."""
    _remembered.clear()
    _used.clear()
    forget_found()


_used: dict[HeadRow | None, frozenset[str]] = {}
"""The item types in use at the last committed head: counting them takes as long as many a rule."""
_Request = tuple[HeadRow | None, str, str | None, tuple[str, ...], str]
_remembered: dict[_Request, GapReport] = {}
_MAX_REMEMBERED: Final = 16


def _remember(request: _Request, report: GapReport) -> None:
    while len(_remembered) >= _MAX_REMEMBERED:
        del _remembered[next(iter(_remembered))]
    _remembered[request] = report


def with_openings(report: GapReport, openings: Mapping[str, Opening]) -> GapReport:
    """Return a report with what is known by now of when its gaps opened; who asks next is told so, too."""
    if all(gap.first_seen for gap in report.gaps):
        return report
    gaps = tuple(
        gap if gap.first_seen else replace(gap, first_seen=openings.get(gap.id)) for gap in report.gaps
    )
    completed = replace(report, gaps=gaps)
    for request in [request for request, known in _remembered.items() if known is report]:
        _remembered[request] = completed
    return completed


async def _types_in_use(tx: Tx, asked: AskedScopes | None = None) -> frozenset[str]:
    """Return the types of all items, or of those that are there for the devices asked for."""
    if asked is None:
        return frozenset(row.type for row in await tx.fetch(ItemCounts()))
    return frozenset(row.type for row in await tx.fetch(TypesInScopes(scopes=asked.scopes)))


Finder = Callable[[Tx, Sequence[GapRule], RuleParameters], Awaitable[Mapping[str, Sequence[HitRow]]]]
"""Asks rules with parameters, and gives what each finds by its id."""


async def find_whole(
    tx: Tx, rules: Sequence[GapRule], parameters: RuleParameters
) -> Mapping[str, Sequence[HitRow]]:
    """Return all that rules find."""
    return {rule.id: await ask_whole(tx, rule, parameters) for rule in rules}


@dataclass(frozen=True, slots=True)
class Inquiry:
    """For which device, or for all; by which rules, or by all; the item types in use, if known; who asks."""

    device: str | None = None
    only: Sequence[str] = ()
    used: frozenset[str] | None = None
    find: Finder = find_whole


async def evaluate_rules(
    tx: Tx, today: str, *, device: str | None = None, only: Sequence[str] = ()
) -> GapReport:
    """Return what is missing as a transaction sees it, all of it asked of the database."""
    return await evaluate(tx, today, Inquiry(device, only))


async def evaluate(tx: Tx, today: str, inquiry: Inquiry) -> GapReport:
    """Return what is missing as a transaction sees it.

    A device uses the types of what names it, and of what names no device.
    """
    device = inquiry.device
    revision = await revision_of(tx)
    asked = await asked_scopes(tx, device)
    parameters = await rule_parameters(tx, asked, today)
    used = inquiry.used
    if used is None:
        used = await _types_in_use(tx, asked if device else None)
    by_rule: list[tuple[GapRule, HitRow]] = []
    not_evaluated: list[Unevaluated] = []
    own = tx.own.texts
    rules = [find_rule(rule, own) for rule in inquiry.only] or list(all_rules(own).values())
    hits_of = await inquiry.find(tx, rules, parameters)
    for rule in rules:
        hits = hits_of[rule.id]
        by_rule.extend((rule, hit) for hit in hits)
        if not used.issuperset(rule.needs) and not hits:
            not_evaluated.append(unevaluated(rule, used, device))
    silent = {entry.rule for entry in not_evaluated}
    evaluated = tuple(rule.id for rule in rules if rule.id not in silent)
    gaps = await _with_waivers(tx, await _gaps(tx, by_rule, device), asked, today)
    return GapReport(await _with_provenance(tx, gaps, revision), tuple(not_evaluated), evaluated, revision)


async def _with_provenance(tx: Tx, gaps: Sequence[Gap], revision: int) -> tuple[Gap, ...]:
    hits = [NamedItems(gap.id, gap.subject, gap.facts) for gap in gaps]
    by_gap = await provenance_of(tx, hits, revision)
    return tuple(
        replace(gap, versions=origin.versions, first_seen=origin.first_seen)
        for gap in gaps
        for origin in [by_gap[gap.id]]
    )


def unevaluated(rule: GapRule, used: Collection[str], device: str | None = None) -> Unevaluated:
    """Say why a rule was not evaluated that needs item types which are not `used` (by a device)."""
    unused = [kind for kind in rule.needs if kind not in used]
    return Unevaluated(
        rule.id, f"no item of type {', '.join(unused)} is recorded" + (f" for {device}" if device else "")
    )


async def blocking_gaps(tx: Tx, today: str, asked: AskedScopes, near: Collection[str]) -> list[Gap]:
    """Return the blockers on some items, in some scopes, that forbid signatures while they are open.

    Those that a signature answers are left out; those that are justified are given, and say so.
    """
    parameters = await rule_parameters(tx, asked, today)
    by_rule: list[tuple[GapRule, HitRow]] = []
    for rule in all_rules(tx.own.texts).values():
        if can_block(rule) and (not rule.cleared_by.word or rule.cleared_by.only or rule.cleared_by.but):
            by_rule.extend((rule, hit) for hit in await ask_about(tx, rule, parameters, near))
    gaps = await _gaps(tx, by_rule)
    blocking = [gap for gap in gaps if gap.severity == "blocker" and not gap.cleared_by]
    return await _with_waivers(tx, blocking, asked, today)


async def _with_waivers(tx: Tx, gaps: Sequence[Gap], asked: AskedScopes, today: str) -> list[Gap]:
    every = tuple(asked.devices)
    questions = {
        gap.id: WaiverQuestion(_finding(gap), (gap.device,) if gap.device else every, gap.waivable)
        for gap in gaps
    }
    by_gap = await waiver_statuses(tx, questions, today)
    return [_waived(gap, by_gap[gap.id]) if gap.id in by_gap else gap for gap in gaps]


def _finding(gap: Gap) -> str:
    """Return the id of what a rule finds of an item, whatever the device."""
    return gap_identity(gap.rule, gap.subject, gap.detail)


def _waived(gap: Gap, waivers: WaiverStatus) -> Gap:
    state: State = "justified" if waivers.holds else "open"
    return replace(gap, state=state, justified=waivers.holds, lapsed=waivers.lapsed)


async def _gaps(tx: Tx, by_rule: Sequence[tuple[GapRule, HitRow]], device: str | None = None) -> list[Gap]:
    """Return the gaps of hits, each for its device.

    What a rule finds that does not look at the device is a gap of each device that the item names; of an item
    that names none it is one gap, the same for every device.
    """
    blind = sorted({hit.subject for _, hit in by_rule if hit.device is None})
    named: dict[str, list[str]] = {}
    for row in await tx.fetch(ScopesOf(keys=blind)):
        if row.scope != EVERYWHERE:
            named.setdefault(row.key, []).append(row.scope)
    gaps = []
    for rule, hit in by_rule:
        if hit.device is not None:
            gaps.append(_gap(rule, hit, hit.device))
            continue
        devices = named.get(hit.subject, [])
        asked = [key for key in devices if key == device]
        gaps += [_gap(rule, hit, key) for key in asked or devices or [""]]
    return gaps


def _gap(rule: GapRule, row: HitRow, device: str) -> Gap:
    return Gap(
        id=gap_identity(rule.id, row.subject, row.detail, device),
        rule=rule.id,
        rule_version=rule.version,
        severity=severity_named(row.severity) or rule.severity,
        subject=row.subject,
        detail=row.detail,
        facts=tuple(sorted(set(row.facts))),
        title=rule.title,
        reference=rule.reference,
        remedy=rule.remedy,
        waivable=rule.waivable(row.detail),
        cleared_by=rule.clearing(row.detail),
        device=device or None,
        devices=(device,) if device else (),
    )


def by_severity(gaps: Iterable[Gap]) -> list[Gap]:
    """Order gaps: the gravest first, then by rule, subject, detail and device."""
    return sorted(gaps, key=_order)


def _order(gap: Gap) -> tuple[int, str, str, str, str]:
    return SEVERITIES.index(gap.severity), gap.rule, gap.subject, gap.detail, gap.device or ""
