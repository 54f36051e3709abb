"""References as they are written: as relationships between items, or waiting for an item that is to come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.database.messages import batches
from graph.database.queries import (
    Awaiting,
    AwaitKeys,
    CreateLinks,
    DropAwaited,
    DropAwaiting,
    DropLinks,
    FactsOf,
    ItemsByKeys,
)
from graph.database.store import Tx
from graph.items.plan import allowed_ends
from graph.items.planned import Plan
from graph.vocabulary.relations import ANY

Row = dict[str, Any]


async def write_references(tx: Tx, plans: Sequence[Plan]) -> None:
    """Replace the references that items in force hold by those of their plans."""
    old = [plan.key for plan in plans if plan.existing is not None]
    await tx.run(DropLinks(keys=old))
    await tx.run(DropAwaited(keys=old))
    by_relation: dict[str, list[Row]] = {}
    waiting = []
    for plan in plans:
        for relation, target in plan.known:
            row = {"owner": plan.key, "target": target}
            by_relation.setdefault(relation, []).append(row)
        waiting += [
            {"owner": plan.key, "relation": relation, "target": target} for relation, target in plan.missing
        ]
    await _link(tx, by_relation)
    for batch in batches(waiting):
        await tx.run(AwaitKeys(rows=batch))


async def _link(tx: Tx, by_relation: dict[str, list[Row]]) -> None:
    for relation, rows in sorted(by_relation.items()):
        for batch in batches(rows):
            await tx.run(CreateLinks(relation=relation, rows=batch))


async def resolve_references(tx: Tx, created: Sequence[Plan]) -> dict[str, str]:
    """Turn references that waited for these new items into relationships; gives their owners.

    A reference whose relation, or whose kind of conclusion, does not allow the type of the new item goes on
    waiting, and so stays listed by REF-01.
    """
    types = {plan.key: plan.type for plan in created}
    by_relation: dict[str, list[Row]] = {}
    resolved = []
    waiting = await tx.fetch(Awaiting(keys=sorted(types)))
    about = sorted({row.owner for row in waiting if row.relation == "ABOUT"})
    kinds = {fact.key: fact.kind or "" for fact in await tx.fetch(FactsOf(keys=about))}
    for row in waiting:
        allowed = allowed_ends(row.relation, kinds.get(row.owner, ""))
        if ANY in allowed or types[row.target] in allowed:
            link = {"owner": row.owner, "target": row.target}
            by_relation.setdefault(row.relation, []).append(link)
            resolved.append({**link, "relation": row.relation})
    await tx.run(DropAwaiting(rows=resolved))
    await _link(tx, by_relation)
    owners = sorted({row["owner"] for row in resolved})
    return {row.key: row.type for row in await tx.fetch(ItemsByKeys(keys=owners))}
