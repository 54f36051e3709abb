"""Gaps: run the rules, give every hit an identity, and say which rules were not evaluated.

What rules there are stands in `rules`. A rule whose item types nobody uses answers "not evaluated",
never "no gap"; what it finds all the same is shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.fingerprint import digest
from graph.gaps.rules import SEVERITIES, Rule, must_know, rules
from graph.policy import rows_for_rules
from graph.queries import AllScopes, GapHits, HeadRow, HeadState, HitRow, ItemCounts
from graph.scopes import of_device
from graph.store import Store, Tx


@dataclass(frozen=True, slots=True)
class Gap:
    """One hit: the same gap has the same id tomorrow."""

    id: str
    asked: Rule
    severity: str
    subject: str
    detail: str
    facts: tuple[str, ...]

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
        """Give the gap with what its rule says, as JSON-compatible values."""
        return {
            "id": self.id,
            "rule": self.rule,
            "severity": self.severity,
            "subject": self.subject,
            "detail": self.detail,
            "facts": list(self.facts),
            "title": self.asked.title,
            "reference": self.asked.reference,
            "remedy": self.asked.remedy,
            "waivable": self.waivable,
            "cleared_by": self.cleared_by,
        }


@dataclass(frozen=True, slots=True)
class Unevaluated:
    """A rule that could not be asked, and why."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Report:
    """What is missing, at one revision and on one day."""

    gaps: tuple[Gap, ...]
    not_evaluated: tuple[Unevaluated, ...]
    evaluated: tuple[str, ...]
    revision: int

    def counts(self) -> dict[str, Any]:
        """Give totals by severity and by rule."""
        by_severity = Counter(gap.severity for gap in self.gaps)
        return {
            "total": len(self.gaps),
            "by_severity": {name: by_severity.get(name, 0) for name in SEVERITIES},
            "by_rule": dict(sorted(Counter(gap.rule for gap in self.gaps).items())),
        }


async def report(store: Store, today: str, *, device: str = "", only: Sequence[str] = ()) -> Report:
    """Give what is missing on a day: for one device, or everywhere; by all rules, or some.

    The last reports are remembered by the hash that ends the audit trail: the same trail is the same graph.
    """
    return await store.read(lambda tx: report_within(tx, today, device=device, only=only))


async def report_within(tx: Tx, today: str, *, device: str = "", only: Sequence[str] = ()) -> Report:
    """Give what is missing inside a reading transaction, remembered where it is known already."""
    head = await tx.one(HeadState())
    asked = (head, today, device, tuple(only))
    known = _remembered.get(asked)
    if known is not None:
        return known
    found = await report_in(tx, today, device=device, only=only)
    if head is not None and head.revision and head == await tx.one(HeadState()):
        _remember(asked, found)
    return found


_Asked = tuple[HeadRow | None, str, str, tuple[str, ...]]
_remembered: dict[_Asked, Report] = {}
_MOST: Final = 16


def _remember(asked: _Asked, found: Report) -> None:
    while len(_remembered) >= _MOST:
        del _remembered[next(iter(_remembered))]
    _remembered[asked] = found


async def report_in(tx: Tx, today: str, *, device: str = "", only: Sequence[str] = ()) -> Report:
    """Give what is missing as a transaction sees it."""
    head = await tx.one(HeadState())
    asking = await _asking(tx, await _scopes(tx, device), today)
    used = {row.type for row in await tx.fetch(ItemCounts())}
    found: list[Gap] = []
    idle: list[Unevaluated] = []
    asked = [must_know(rule) for rule in only] or list(rules().values())
    for rule in asked:
        hits = await _hits(tx, rule, asking)
        unused = [kind for kind in rule.needs if kind not in used]
        found.extend(hits)
        if unused and not hits:
            idle.append(Unevaluated(rule.id, f"no item of type {', '.join(unused)} is recorded"))
    evaluated = tuple(rule.id for rule in asked if rule.id not in {entry.rule for entry in idle})
    return Report(tuple(found), tuple(idle), evaluated, head.revision if head else 0)


async def blocking_gaps(tx: Tx, today: str, scopes: Sequence[str]) -> list[Gap]:
    """Give the blockers in some scopes that forbid signatures: not those that a signature answers."""
    asking = await _asking(tx, scopes, today)
    found: list[Gap] = []
    for rule in rules().values():
        if not rule.cleared_by.word or rule.cleared_by.only or rule.cleared_by.but:
            found.extend(await _hits(tx, rule, asking))
    return [gap for gap in found if gap.severity == "blocker" and not gap.cleared_by]


@dataclass(frozen=True, slots=True)
class _Asking:
    """What a rule may ask for in its header: the scopes, the day, the figures in effect for each scope."""

    scopes: Sequence[str]
    today: str
    policy: Sequence[Mapping[str, Any]]


async def _asking(tx: Tx, scopes: Sequence[str], today: str) -> _Asking:
    return _Asking(scopes, today, await rows_for_rules(tx, scopes, today))


async def _hits(tx: Tx, rule: Rule, asking: _Asking) -> list[Gap]:
    rows = await tx.fetch(
        GapHits(rule=rule.id, scopes=asking.scopes, today=asking.today, policy=asking.policy)
    )
    return [_gap(rule, row) for row in rows]


def _gap(rule: Rule, row: HitRow) -> Gap:
    return Gap(
        id="GAP-" + digest([rule.id, row.subject, row.detail])[:16],
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
