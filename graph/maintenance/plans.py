"""Having a database that keeps plans make those of the rules before anybody asks.

Neo4j plans a statement when it is first asked after its start, and the longest rules take seconds for that:
the first list of gaps would wait for all of them.
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
    """Plan the rules, one statement after the other, while the block runs.

    Nothing is planned where nothing is kept, and nothing for an empty graph: with the first load its size
    changes so that all would be planned again.
    """
    async with beside(_planned(store), "Planning rules"):
        yield


async def _planned(store: Store) -> None:
    with suppress(StoreUnavailable):  # it is told to whoever asks for something
        await plan_rules(store, all_rules(store.own.texts).values())


async def plan_rules(store: Store, rules: Iterable[GapRule]) -> int:
    """Have the statements of rules planned where that serves those who ask later; return how many."""
    head = await store.read(lambda tx: tx.one(HeadState()))
    if head is None or not head.revision or not await store.keeps_plans():
        return 0
    today = utc_text()[:10]
    queries = [query for rule in rules for query in statements_of(rule, today)]
    for query in queries:
        await store.plan(query)
    for query in queries:  # previews and signatures ask in transactions that have changed something
        await store.plan(query, after=NameLabels())
    return 2 * len(queries)
