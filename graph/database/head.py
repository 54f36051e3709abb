"""The revision that the graph is at, read in the transaction that reads the answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

from graph.database.queries import HeadState
from graph.database.store import Store, Tx

T = TypeVar("T")


async def revision_of(tx: Tx) -> int:
    """Return the revision that a transaction sees; 0 for a database that was never written."""
    head = await tx.one(HeadState())
    return head.revision if head else 0


async def revision_now(store: Store) -> int:
    """Return the revision that the graph is at, for an answer that says nothing else."""
    return await store.read(revision_of)


async def at_revision(store: Store, work: Callable[[Tx], Awaitable[T]]) -> tuple[T, int]:
    """Return what `work` reads, and the revision that it reads at: both in one transaction."""

    async def both(tx: Tx) -> tuple[T, int]:
        return await work(tx), await revision_of(tx)

    return await store.read(both)
