"""What rules found, as it is stored and followed to now, beside what they find when everything is judged."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple

from graph.canonical import canonical
from graph.database.queries import FoundMarks, HeadState, HitRow, MarkRow
from graph.database.store import Store, Tx
from graph.gaps import all_rules
from graph.gaps.asking import rule_parameters
from graph.gaps.evaluate import find_whole, question_of
from graph.gaps.follow import followed, forget_found
from graph.gaps.found import is_whole, read_found
from graph.scopes import EVERYWHERE, asked_scopes


async def stored_gap_differences(store: Store, today: str) -> list[str]:
    """Judge everything whole for which something is stored; gives in words what differs."""
    differences: list[str] = []
    for mark in await store.read(lambda tx: tx.fetch(FoundMarks())):
        differences += await store.read(lambda tx, mark=mark: _differences(tx, mark, today))  # type: ignore[misc]
    return differences


async def _differences(tx: Tx, mark: MarkRow, today: str) -> list[str]:
    device = None if mark.device == EVERYWHERE else mark.device
    of = f"what rules found for {device or 'all devices'}"
    if not is_whole(mark):
        return [f"{of}: the stored mark is not the one that its hash stands for"]
    question, rules = question_of(tx.own, device), list(all_rules(tx.own.texts).values())
    head = await tx.one(HeadState())
    if head is None or mark.properties["rules"] != question.rules:  # of other rules: nobody believes it
        return []
    if not await read_found(tx, question, rules):
        return [f"{of}: what is stored is not what the hashes of its mark stand for"]
    parameters = await rule_parameters(tx, await asked_scopes(tx, device), today)
    forget_found()
    stored = await followed(tx, question, head, rules, parameters)
    whole = await find_whole(tx, rules, parameters)
    return [
        f"{of}: {rule.id} finds something else when everything is judged"
        for rule in rules
        if _spelled(stored[rule.id].hits) != _spelled(whole[rule.id])
    ]


def _spelled(hits: Iterable[HitRow]) -> list[str]:
    return sorted(canonical(astuple(hit)) for hit in hits)
