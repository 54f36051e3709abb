"""The gaps before and after a change that is not committed, by the rules that it lets answer otherwise.

A rule answers otherwise only where the graph that it sees, or what it is given, is another. All others
find the same before and after, and are not asked.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.database.queries import HeadState, ItemCounts
from graph.database.statements import load
from graph.database.store import Tx
from graph.errors import StoreUnavailable
from graph.gaps import (
    Gap,
    GapReport,
    GapRule,
    Unevaluated,
    all_rules,
    evaluate_rules,
    read_report,
    unevaluated,
)
from graph.gaps.waivers import waivers_by_rule
from graph.ledger.audit import Write
from graph.ledger.change_tracker import ChangeSet
from graph.policy import rows_for_rules
from graph.scopes import asked_scopes


@dataclass(frozen=True, slots=True)
class GapComparison:
    """The gaps of the rules that were asked, before and after, by id; and the rules not evaluated after."""

    before: Mapping[str, Gap]
    after: Mapping[str, Gap]
    not_evaluated: Sequence[Unevaluated]


async def compare_gaps(committed: Tx, write: Write, changed: ChangeSet | None, today: str) -> GapComparison:
    """Ask before and after a change: `committed` sees the graph without it, the write sees it with it.

    The write keeps others from committing. StoreUnavailable when one committed all the same.
    """
    head = await committed.one(HeadState())
    if head is None or head.revision != write.revision - 1:
        raise StoreUnavailable(
            "The graph moved on while the change was tried. Nothing was changed; ask again."
        )
    asking = await choose_rules(committed, write.tx, changed, today)
    every = len(asking.rules) == len(all_rules(write.tx.own.texts))
    only = () if every else asking.rules
    idle = await _idle_without_hits(committed, today, asking)
    if not asking.rules:
        return GapComparison({}, {}, idle)
    before = await read_report(committed, today, only=only)
    after = await evaluate_rules(write.tx, today, only=only)
    return GapComparison(_by_id(before), _by_id(after), _in_order(write.tx, [*after.not_evaluated, *idle]))


def _in_order(tx: Tx, silent: Sequence[Unevaluated]) -> list[Unevaluated]:
    order = list(all_rules(tx.own.texts))
    return sorted(silent, key=lambda entry: order.index(entry.rule))


def _by_id(report: GapReport) -> dict[str, Gap]:
    return {gap.id: gap for gap in report.gaps}


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """The rules that may answer otherwise; others that need item types which nobody uses; the types used."""

    rules: Sequence[str]
    idle: Sequence[str] = ()
    used: Collection[str] = ()


async def choose_rules(committed: Tx, after: Tx, changed: ChangeSet | None, today: str) -> RuleChoice:
    """Return the rules that have to be asked after a change, in their order."""
    rules = all_rules(after.own.texts)
    asked = await asked_scopes(committed)
    if changed is None or asked != await asked_scopes(after):
        return RuleChoice(list(rules))
    policies = [await rows_for_rules(tx, asked.scopes, today) for tx in (committed, after)]
    given = () if policies[0] == policies[1] else ("policy",)
    before, now = await waivers_by_rule(committed, today), await waivers_by_rule(after, today)
    seeing = [
        name
        for name, rule in rules.items()
        if before.get(name) != now.get(name) or changed.affects(_text(rule), given)
    ]
    used = {row.type for row in await after.fetch(ItemCounts())}
    idle = [name for name, rule in rules.items() if not used.issuperset(rule.needs) and name not in seeing]
    return RuleChoice(seeing, idle, used)


def _text(rule: GapRule) -> str:
    return (rule.own or load()[f"gaps/{rule.id}"]).body


async def _idle_without_hits(committed: Tx, today: str, asking: RuleChoice) -> list[Unevaluated]:
    """Return the idle rules that find nothing: they are not evaluated, and find the same after the change."""
    if not asking.idle:
        return []
    report = await read_report(committed, today, only=asking.idle)
    speaking = {gap.rule for gap in report.gaps}
    rules = all_rules(committed.own.texts)
    return [unevaluated(rules[name], asking.used) for name in asking.idle if name not in speaking]
