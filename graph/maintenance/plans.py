"""Having the database read and plan the rules before anybody asks.

A database reads a statement when it is first asked after its start, and Neo4j plans it as well: the first
list of gaps would wait for all rules, for seconds on a Java that has just started, for minutes on Neo4j.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress

from graph.database.beside import beside
from graph.database.queries import HeadState, NameLabels
from graph.database.store import Store
from graph.errors import StoreUnavailable
from graph.gaps import GapRule, all_rules, statements_of
from graph.versions.proposal import utc_text


@asynccontextmanager
async def planned_ahead(store: Store) -> AsyncIterator[None]:
    """Have the rules read and planned, one statement after the other, while the block runs.

    None is while the graph is empty: whoever loads into it then waits for nothing else, and on Neo4j its
    size changes so that all would be planned again.
    """
    async with beside(_planned(store), "Planning rules"):
        yield


async def _planned(store: Store) -> None:
    with suppress(StoreUnavailable):  # it is told to whoever asks for something
        await plan_rules(store, all_rules(store.own.texts).values())


async def plan_rules(store: Store, rules: Iterable[GapRule]) -> int:
    """Have the statements of rules read and planned for those who ask later; return how many were."""
    head = await store.read(lambda tx: tx.one(HeadState()))
    if head is None or not head.revision:
        return 0
    today = utc_text()[:10]
    forms = [statements_of(rule, today) for rule in rules]
    queries = [queries[0] for queries in forms] + [query for queries in forms for query in queries[1:]]
    for query in queries:
        await store.plan(query)
    if not await store.keeps_plans():
        return len(queries)
    for query in queries:  # previews and signatures ask in transactions that have changed something
        await store.plan(query, after=NameLabels())
    return 2 * len(queries)
