"""The gaps before and after a change that is not committed, as far as it lets rules answer otherwise.

A rule answers otherwise only where the graph that it sees, or what it is given, is another. All others
find the same before and after, and are not asked; of those that are, only what the change bears on.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from graph.database.queries import HeadState, HitRow, ItemCounts
from graph.database.store import Tx
from graph.errors import StoreUnavailable
from graph.gaps import (
    Gap,
    GapReport,
    GapRule,
    Inquiry,
    Unevaluated,
    all_rules,
    evaluate,
    read_report,
    unevaluated,
)
from graph.gaps.asking import RuleParameters, rule_parameters
from graph.gaps.follow import affected_by, judged_anew
from graph.gaps.pairs import Pairs
from graph.gaps.waivers import waivers_by_rule
from graph.ledger.audit import Write
from graph.ledger.change_tracker import ChangeSet
from graph.scopes import asked_scopes


@dataclass(frozen=True, slots=True)
class GapComparison:
    """The gaps of what was asked, before and after, by id; and the rules not evaluated after."""

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
    idle = await _idle_without_hits(committed, today, asking)
    if not asking.rules:
        return GapComparison({}, {}, idle)
    before = await _report(committed, asking, today)
    after = await _report(write.tx, asking, today)
    return GapComparison(_by_id(before), _by_id(after), _in_order(write.tx, [*after.not_evaluated, *idle]))


async def _report(tx: Tx, asking: RuleChoice, today: str) -> GapReport:
    """Return what the rules find of what is affected; of rules that are asked whole, all."""

    async def find(
        tx: Tx, rules: Sequence[GapRule], parameters: RuleParameters
    ) -> Mapping[str, Sequence[HitRow]]:
        return {rule.id: await judged_anew(tx, rule, parameters, asking.rules[rule.id], ()) for rule in rules}

    return await evaluate(tx, today, Inquiry(only=list(asking.rules), find=find))


def _in_order(tx: Tx, silent: Sequence[Unevaluated]) -> list[Unevaluated]:
    order = list(all_rules(tx.own.texts))
    return sorted(silent, key=lambda entry: order.index(entry.rule))


def _by_id(report: GapReport) -> dict[str, Gap]:
    return {gap.id: gap for gap in report.gaps}


@dataclass(frozen=True, slots=True)
class RuleChoice:
    """Which rules may answer otherwise, and of what; which others need unused item types; the types used."""

    rules: Mapping[str, Pairs]
    idle: Sequence[str] = ()
    used: Collection[str] = ()


async def choose_rules(committed: Tx, after: Tx, changed: ChangeSet | None, today: str) -> RuleChoice:
    """Return the rules that have to be asked after a change, in their order, and about what."""
    rules = all_rules(after.own.texts)
    asked = await asked_scopes(committed)
    if changed is None or asked != await asked_scopes(after):
        return RuleChoice({name: Pairs(whole=True) for name in rules})
    was, now = await rule_parameters(committed, asked, today), await rule_parameters(after, asked, today)
    affected = await affected_by(after, list(rules.values()), changed, dict.fromkeys(rules, was), now)
    for name in await _with_other_waivers(committed, after, today):
        affected[name].whole = True
    used = {row.type for row in await after.fetch(ItemCounts())}
    unused = {name for name, rule in rules.items() if not used.issuperset(rule.needs)}
    for name in unused:
        affected[name].whole |= bool(affected[name])  # whether it is evaluated depends on all that it finds
    seeing = {name: affected[name] for name in rules if affected[name]}
    return RuleChoice(seeing, [name for name in rules if name in unused and name not in seeing], used)


async def _with_other_waivers(committed: Tx, after: Tx, today: str) -> list[str]:
    """Return the rules of whose gaps another justification holds, or lapsed."""
    before, now = await waivers_by_rule(committed, today), await waivers_by_rule(after, today)
    return [name for name in all_rules(after.own.texts) if before.get(name) != now.get(name)]


async def _idle_without_hits(committed: Tx, today: str, asking: RuleChoice) -> list[Unevaluated]:
    """Return the idle rules that find nothing: they are not evaluated, and find the same after the change."""
    if not asking.idle:
        return []
    report = await read_report(committed, today, only=asking.idle)
    speaking = {gap.rule for gap in report.gaps}
    rules = all_rules(committed.own.texts)
    return [unevaluated(rules[name], asking.used) for name in asking.idle if name not in speaking]
