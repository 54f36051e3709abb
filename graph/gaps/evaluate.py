"""Gaps: run the rules, give every hit an identity, and say which rules were not evaluated.

What rules there are stands in `rules`. A rule whose item types nobody uses answers "not evaluated",
never "no gap"; what it finds all the same is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Literal

from pydantic_core import to_jsonable_python

from graph.database.head import revision_of
from graph.database.queries import (
    GapHits,
    HeadRow,
    HeadState,
    HitRow,
    ItemCounts,
    OwnRuleHits,
    ScopesOf,
    TypesInScopes,
)
from graph.database.store import Store, Tx
from graph.errors import OwnRuleFailed
from graph.gaps.catalogue_rows import catalogues_for_rules
from graph.gaps.provenance import NamedItems, Sighting, note_first_seen, provenance_of
from graph.gaps.rules import SEVERITIES, GapRule, Severity, all_rules, find_rule, severity_named
from graph.gaps.waivers import GrantedWaiver, LapsedWaiver, WaiverQuestion, WaiverStatus, waiver_statuses
from graph.policy import rows_for_rules
from graph.scopes import EVERYWHERE, AskedScopes, asked_scopes
from graph.versions.proposal import utc_text
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
    first_seen: Sighting | None = None
    state: State = "open"
    justified: GrantedWaiver | None = None
    lapsed: tuple[LapsedWaiver, ...] = ()


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


def gap_json(gap: Gap) -> dict[str, Any]:
    """Return a gap as JSON values, as reports are stored."""
    stored: dict[str, Any] = to_jsonable_python(gap)
    return stored


async def list_gaps(
    store: Store, today: str, *, device: str = "", only: Sequence[str] = (), note_new: bool = True
) -> GapReport:
    """Return what is missing on a day; of now, also note the gaps that nobody saw before."""
    report = await store.read(lambda tx: read_report(tx, today, device=device, only=only))
    at = utc_text()
    unseen = [gap.id for gap in report.gaps if gap.first_seen is None]
    now = Sighting(report.revision, at)
    if not note_new or not unseen or today != at[:10] or not await note_first_seen(store, unseen, now):
        return report
    gaps = tuple(gap if gap.first_seen else replace(gap, first_seen=now) for gap in report.gaps)
    noted = replace(report, gaps=gaps)
    for request in [request for request, known in _remembered.items() if known is report]:
        _remembered[request] = noted
    return noted


async def read_report(tx: Tx, today: str, *, device: str = "", only: Sequence[str] = ()) -> GapReport:
    """Return what is missing on a day: for one device, or everywhere; by all rules, or some.

    The last reports are remembered by the hash that ends the audit trail: the same trail is the same graph.
    """
    head = await tx.one(HeadState())
    request = (head, today, device, tuple(only), tx.own.digest)
    known = _remembered.get(request)
    if known is not None:
        return known
    used = None if device else _used.get(head) or await _types_in_use(tx)
    report = await evaluate_rules(tx, today, device=device, only=only, used=used)
    if head is not None and head.revision and head == await tx.one(HeadState()) and not tx.overtaken():
        _remember(request, report)
        if used is None:
            return report
        _used.clear()
        _used[head] = used
    return report


_used: dict[HeadRow | None, frozenset[str]] = {}
"""The item types in use at the last committed head: counting them takes as long as many a rule."""
_Request = tuple[HeadRow | None, str, str, tuple[str, ...], str]
_remembered: dict[_Request, GapReport] = {}
_MAX_REMEMBERED: Final = 16


def _remember(request: _Request, report: GapReport) -> None:
    while len(_remembered) >= _MAX_REMEMBERED:
        del _remembered[next(iter(_remembered))]
    _remembered[request] = report


async def _types_in_use(tx: Tx, asked: AskedScopes | None = None) -> frozenset[str]:
    """Return the types of all items, or of those that are there for the devices asked for."""
    if asked is None:
        return frozenset(row.type for row in await tx.fetch(ItemCounts()))
    return frozenset(row.type for row in await tx.fetch(TypesInScopes(scopes=asked.scopes)))


async def evaluate_rules(
    tx: Tx,
    today: str,
    *,
    device: str = "",
    only: Sequence[str] = (),
    used: frozenset[str] | None = None,
) -> GapReport:
    """Return what is missing as a transaction sees it; `used` are the item types in use, if known.

    A device uses the types of what names it, and of what names no device.
    """
    revision = await revision_of(tx)
    asked = await asked_scopes(tx, device)
    parameters = await _parameters(tx, asked, today)
    used = used if used is not None else await _types_in_use(tx, asked if device else None)
    by_rule: list[tuple[GapRule, HitRow]] = []
    not_evaluated: list[Unevaluated] = []
    own = tx.own.texts
    rules = [find_rule(rule, own) for rule in only] or list(all_rules(own).values())
    for rule in rules:
        hits = await _hits(tx, rule, parameters)
        by_rule.extend((rule, hit) for hit in hits)
        if not used.issuperset(rule.needs) and not hits:
            not_evaluated.append(unevaluated(rule, used, device))
    silent = {entry.rule for entry in not_evaluated}
    evaluated = tuple(rule.id for rule in rules if rule.id not in silent)
    gaps = await _with_waivers(tx, await _gaps(tx, by_rule, device), asked, today)
    return GapReport(await _with_provenance(tx, gaps, revision), tuple(not_evaluated), evaluated, revision)


async def _with_provenance(tx: Tx, gaps: Sequence[Gap], revision: int) -> tuple[Gap, ...]:
    hits = [NamedItems(gap.id, _finding(gap), gap.subject, gap.facts) for gap in gaps]
    by_gap = await provenance_of(tx, hits, revision)
    return tuple(
        replace(gap, versions=origin.versions, first_seen=origin.first_seen)
        for gap in gaps
        for origin in [by_gap[gap.id]]
    )


def unevaluated(rule: GapRule, used: Collection[str], device: str = "") -> Unevaluated:
    """Say why a rule was not evaluated that needs item types which are not `used` (by a device)."""
    unused = [kind for kind in rule.needs if kind not in used]
    return Unevaluated(
        rule.id, f"no item of type {', '.join(unused)} is recorded" + (f" for {device}" if device else "")
    )


async def blocking_gaps(tx: Tx, today: str, asked: AskedScopes) -> list[Gap]:
    """Return the blockers in some scopes that forbid signatures while they are open.

    Those that a signature answers are left out; those that are justified are given, and say so.
    """
    parameters = await _parameters(tx, asked, today)
    by_rule: list[tuple[GapRule, HitRow]] = []
    for rule in all_rules(tx.own.texts).values():
        if not rule.cleared_by.word or rule.cleared_by.only or rule.cleared_by.but:
            by_rule.extend((rule, hit) for hit in await _hits(tx, rule, parameters))
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


@dataclass(frozen=True, slots=True)
class RuleParameters:
    """What a rule may ask for in its header: scopes, devices, the day, figures for each scope, catalogues.

    `policy` holds a row for each scope, `by_device` one for each device, which names it and the scopes of
    what concerns it.
    """

    asked: AskedScopes
    today: str
    policy: Sequence[Mapping[str, Any]]
    by_device: Sequence[Mapping[str, Any]]

    def of(self, rule: GapRule) -> dict[str, Any]:
        """Return those of a rule by the names that a header has for them."""
        return {
            "scopes": self.asked.scopes,
            "devices": self.asked.devices,
            "today": self.today,
            "policy": self.by_device if rule.subject else self.policy,
            "catalogues": catalogues_for_rules(),
        }


async def _parameters(tx: Tx, asked: AskedScopes, today: str) -> RuleParameters:
    policy = await rows_for_rules(tx, asked.scopes, today)
    by_device = []
    for row in policy:
        device = "" if row["scope"] == EVERYWHERE else row["scope"]
        if device or device in asked.devices:
            within = [row["scope"], EVERYWHERE] if device in asked.devices else [row["scope"]]
            by_device.append({**row, "device": device, "scopes": within})
    return RuleParameters(asked, today, policy, by_device)


async def _hits(tx: Tx, rule: GapRule, parameters: RuleParameters) -> list[HitRow]:
    if rule.own is None:
        return await tx.fetch(GapHits(rule=rule.id, **parameters.of(rule)))
    rows = await tx.ask(rule.id, OwnRuleHits(file=rule.own, **parameters.of(rule)))
    _refuse_strange(rule, rows)
    return rows


def _refuse_strange(rule: GapRule, rows: Sequence[HitRow]) -> None:
    """Refuse hits that cannot be shown as they are: leaving one out would hide a gap."""
    for row in rows:
        texts = isinstance(row.subject, str) and row.subject and isinstance(row.detail, str)
        judged = isinstance(row.device, str) if rule.subject else row.device is None
        facts = isinstance(row.facts, list) and all(isinstance(fact, str) for fact in row.facts)
        if not texts or not judged or not facts or row.severity not in ("", *SEVERITIES):
            message = (
                f"The rule {rule.id} of your own gave a hit that is none: subject {row.subject!r}, detail "
                f"{row.detail!r}, severity {row.severity!r}, facts {row.facts!r}; no gap was answered. "
                f"Subject and detail are text, severity is empty or one of {', '.join(SEVERITIES)}, "
                "facts are a list of text."
            )
            raise OwnRuleFailed(message)


async def _gaps(tx: Tx, by_rule: Sequence[tuple[GapRule, HitRow]], device: str = "") -> list[Gap]:
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
