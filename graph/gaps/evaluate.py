"""Gaps: run the rules, give every hit an identity, and say which rules were not evaluated.

What rules there are stands in `rules`. A rule whose item types nobody uses answers "not evaluated",
never "no gap"; what it finds all the same is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from graph.database.queries import AllScopes, GapHits, HeadRow, HeadState, HitRow, ItemCounts, OwnRuleHits
from graph.database.store import Store, Tx
from graph.errors import OwnRuleFailed
from graph.gaps.provenance import UNTRACED, NamedItems, Sighting, Trace, note_first_seen, traces
from graph.gaps.rules import SEVERITIES, GapRule, all_rules, find_rule
from graph.gaps.waivers import LapsedWaiver, waiver_statuses
from graph.policy import rows_for_rules
from graph.scopes import of_device
from graph.versions.proposal import utc_text
from graph.vocabulary.governance import gap_identity
from graph.waivers.validity import Waiver


@dataclass(frozen=True, slots=True)
class Gap:
    """One hit: the same gap has the same id tomorrow."""

    id: str
    asked: GapRule
    severity: str
    subject: str
    detail: str
    facts: tuple[str, ...]
    justified: Waiver | None = None
    lapsed: tuple[LapsedWaiver, ...] = ()
    trace: Trace = UNTRACED

    @property
    def state(self) -> str:
        """`justified` while a justification holds, else `open`."""
        return "justified" if self.justified else "open"

    @property
    def rule(self) -> str:
        """The id of the rule that found it."""
        return self.asked.id

    @property
    def waivable(self) -> bool:
        """Whether this hit may be answered by a justified gap."""
        return self.asked.waivable(self.detail)

    @property
    def cleared_by(self) -> str:
        """The kind of conclusion whose signing answers this hit; `any`, or empty for none."""
        return self.asked.clearing(self.detail)

    def record(self) -> dict[str, Any]:
        """Return the gap with what its rule says, as JSON-compatible values."""
        return {
            "id": self.id,
            "rule": self.rule,
            "rule_version": self.asked.version,
            "severity": self.severity,
            "subject": self.subject,
            "detail": self.detail,
            "facts": list(self.facts),
            "devices": list(self.trace.devices),
            "versions": dict(self.trace.versions or {}),
            "first_seen": asdict(self.trace.first_seen) if self.trace.first_seen else None,
            "title": self.asked.title,
            "reference": self.asked.reference,
            "remedy": self.asked.remedy,
            "waivable": self.waivable,
            "cleared_by": self.cleared_by,
            "state": self.state,
            "justified": self.justified.record() if self.justified else None,
            "lapsed": [entry.record() for entry in self.lapsed],
        }


@dataclass(frozen=True, slots=True)
class Unevaluated:
    """A rule that could not be asked, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class GapReport:
    """What is missing, at one revision and on one day."""

    gaps: tuple[Gap, ...]
    not_evaluated: tuple[Unevaluated, ...]
    evaluated: tuple[str, ...]
    revision: int

    def counts(self) -> dict[str, Any]:
        """Return totals by severity and by rule; by severity also of the open and the justified ones."""
        return {
            "total": len(self.gaps),
            "by_severity": _counted(self.gaps),
            "open": _counted(gap for gap in self.gaps if gap.state == "open"),
            "justified": _counted(gap for gap in self.gaps if gap.state == "justified"),
            "by_rule": dict(sorted(Counter(gap.rule for gap in self.gaps).items())),
        }


def _counted(gaps: Iterable[Gap]) -> dict[str, int]:
    counted = Counter(gap.severity for gap in gaps)
    return {name: counted.get(name, 0) for name in SEVERITIES}


async def list_gaps(
    store: Store, today: str, *, device: str = "", only: Sequence[str] = (), note_new: bool = True
) -> GapReport:
    """Return what is missing on a day; of now, also note the gaps that nobody saw before."""
    found = await store.read(lambda tx: read_report(tx, today, device=device, only=only))
    at = utc_text()
    unseen = [gap.id for gap in found.gaps if gap.trace.first_seen is None]
    now = Sighting(found.revision, at)
    if not note_new or not unseen or today != at[:10] or not await note_first_seen(store, unseen, now):
        return found
    gaps = tuple(
        gap if gap.trace.first_seen else replace(gap, trace=replace(gap.trace, first_seen=now))
        for gap in found.gaps
    )
    noted = replace(found, gaps=gaps)
    for asked in [asked for asked, known in _remembered.items() if known is found]:
        _remembered[asked] = noted
    return noted


async def read_report(tx: Tx, today: str, *, device: str = "", only: Sequence[str] = ()) -> GapReport:
    """Return what is missing on a day: for one device, or everywhere; by all rules, or some.

    The last reports are remembered by the hash that ends the audit trail: the same trail is the same graph.
    """
    head = await tx.one(HeadState())
    asked = (head, today, device, tuple(only), tx.own.digest)
    known = _remembered.get(asked)
    if known is not None:
        return known
    used = _used.get(head) or await _types_in_use(tx)
    found = await evaluate_rules(tx, today, device=device, only=only, used=used)
    if head is not None and head.revision and head == await tx.one(HeadState()):
        _remember(asked, found)
        _used.clear()
        _used[head] = used
    return found


_used: dict[HeadRow | None, frozenset[str]] = {}
"""The item types in use at the last committed head: counting them takes as long as many a rule."""
_Asked = tuple[HeadRow | None, str, str, tuple[str, ...], str]
_remembered: dict[_Asked, GapReport] = {}
_MOST: Final = 16


def _remember(asked: _Asked, found: GapReport) -> None:
    while len(_remembered) >= _MOST:
        del _remembered[next(iter(_remembered))]
    _remembered[asked] = found


async def _types_in_use(tx: Tx) -> frozenset[str]:
    return frozenset(row.type for row in await tx.fetch(ItemCounts()))


async def evaluate_rules(
    tx: Tx,
    today: str,
    *,
    device: str = "",
    only: Sequence[str] = (),
    used: frozenset[str] | None = None,
) -> GapReport:
    """Return what is missing as a transaction sees it; `used` are the item types in use, if known."""
    head = await tx.one(HeadState())
    asking = await _parameters(tx, await _scopes(tx, device), today)
    used = used if used is not None else await _types_in_use(tx)
    found: list[Gap] = []
    idle: list[Unevaluated] = []
    own = tx.own.texts
    asked = [find_rule(rule, own) for rule in only] or list(all_rules(own).values())
    for rule in asked:
        hits = await _hits(tx, rule, asking)
        found.extend(hits)
        if not used.issuperset(rule.needs) and not hits:
            idle.append(unevaluated(rule, used))
    evaluated = tuple(rule.id for rule in asked if rule.id not in {entry.rule for entry in idle})
    judged = await _with_justifications(tx, found, today)
    revision = head.revision if head else 0
    return GapReport(await _traced(tx, judged, revision), tuple(idle), evaluated, revision)


async def _traced(tx: Tx, gaps: Sequence[Gap], revision: int) -> tuple[Gap, ...]:
    found = await traces(tx, [NamedItems(gap.id, gap.subject, gap.facts) for gap in gaps], revision)
    return tuple(replace(gap, trace=found[gap.id]) for gap in gaps)


def unevaluated(rule: GapRule, used: Collection[str]) -> Unevaluated:
    """Say why a rule was not evaluated that needs item types which are not `used`."""
    unused = [kind for kind in rule.needs if kind not in used]
    return Unevaluated(rule.id, f"no item of type {', '.join(unused)} is recorded")


async def blocking_gaps(tx: Tx, today: str, scopes: Sequence[str]) -> list[Gap]:
    """Return the blockers in some scopes that forbid signatures while they are open.

    Those that a signature answers are left out; those that are justified are given, and say so.
    """
    asking = await _parameters(tx, scopes, today)
    found: list[Gap] = []
    for rule in all_rules(tx.own.texts).values():
        if not rule.cleared_by.word or rule.cleared_by.only or rule.cleared_by.but:
            found.extend(await _hits(tx, rule, asking))
    blocking = [gap for gap in found if gap.severity == "blocker" and not gap.cleared_by]
    return await _with_justifications(tx, blocking, today)


async def _with_justifications(tx: Tx, gaps: Sequence[Gap], today: str) -> list[Gap]:
    said = await waiver_statuses(tx, {gap.id: gap.waivable for gap in gaps}, today)
    return [
        replace(gap, justified=said[gap.id].holds, lapsed=said[gap.id].lapsed) if gap.id in said else gap
        for gap in gaps
    ]


@dataclass(frozen=True, slots=True)
class RuleParameters:
    """What a rule may ask for in its header: the scopes, the day, the figures in effect for each scope."""

    scopes: Sequence[str]
    today: str
    policy: Sequence[Mapping[str, Any]]


async def _parameters(tx: Tx, scopes: Sequence[str], today: str) -> RuleParameters:
    return RuleParameters(scopes, today, await rows_for_rules(tx, scopes, today))


async def _hits(tx: Tx, rule: GapRule, asking: RuleParameters) -> list[Gap]:
    given: dict[str, Any] = {"scopes": asking.scopes, "today": asking.today, "policy": asking.policy}
    if rule.own is None:
        rows = await tx.fetch(GapHits(rule=rule.id, **given))
    else:
        rows = await tx.ask(rule.id, OwnRuleHits(file=rule.own, **given))
        _refuse_strange(rule, rows)
    return [_gap(rule, row) for row in rows]


def _refuse_strange(rule: GapRule, rows: Sequence[HitRow]) -> None:
    """Refuse hits that cannot be shown as they are: leaving one out would hide a gap."""
    for row in rows:
        texts = isinstance(row.subject, str) and row.subject and isinstance(row.detail, str)
        facts = isinstance(row.facts, list) and all(isinstance(fact, str) for fact in row.facts)
        if not texts or not facts or row.severity not in ("", *SEVERITIES):
            message = (
                f"The rule {rule.id} of your own gave a hit that is none: subject {row.subject!r}, detail "
                f"{row.detail!r}, severity {row.severity!r}, facts {row.facts!r}; no gap was answered. "
                f"Subject and detail are text, severity is empty or one of {', '.join(SEVERITIES)}, "
                "facts are a list of text."
            )
            raise OwnRuleFailed(message)


def _gap(rule: GapRule, row: HitRow) -> Gap:
    return Gap(
        id=gap_identity(rule.id, row.subject, row.detail),
        asked=rule,
        severity=row.severity or rule.severity,
        subject=row.subject,
        detail=row.detail,
        facts=tuple(sorted(set(row.facts))),
    )


async def _scopes(tx: Tx, device: str) -> list[str]:
    if not device:
        return await _all_scopes(tx)
    return await of_device(tx, device)


async def _all_scopes(tx: Tx) -> list[str]:
    return [row.key for row in await tx.fetch(AllScopes())]


def by_severity(gaps: Iterable[Gap]) -> list[Gap]:
    """Order gaps: the gravest first, then by rule and subject."""
    return sorted(gaps, key=lambda gap: (SEVERITIES.index(gap.severity), gap.rule, gap.subject, gap.detail))
