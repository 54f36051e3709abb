"""The basis that a draft would be signed on: what whoever signs has read, as a digest that moves with it.

The references of a draft are not in the graph, so the draft is brought into force to ask, and taken back.
"""

from __future__ import annotations

from graph.canonical import digest
from graph.database.queries import FactsOf, ItemRow
from graph.database.store import Store, Tx
from graph.errors import EvitraceError
from graph.items import draft_proposal, must_find, write_items_in
from graph.items.planned import state_tag
from graph.ledger.audit import begin
from graph.status.basis import expected_basis, kinds_of, watched_items
from graph.versions.proposal import Author, Instant, Mode, Options, Unresolved

_NOBODY = Author("nobody", Instant("1970-01-01T00:00:00.000000Z"))


async def bring_draft_into_force(tx: Tx, key: str) -> None:
    """Bring the draft of a conclusion into force in a transaction that has to be rolled back."""
    proposal = await draft_proposal(tx, key, _NOBODY)
    write = await begin(tx, _NOBODY)
    options = Options(Mode.revise, Unresolved.keep, action="preview", reinstates=True)
    await write_items_in(write, [proposal], options)


async def draft_basis_digest(tx: Tx, key: str) -> str:
    """Return what differs when the basis of a draft does; the transaction has to be rolled back."""
    await bring_draft_into_force(tx, key)
    return await basis_digest(tx, key)


async def basis_digest(tx: Tx, key: str) -> str:
    """Return what differs when that on which a conclusion ought to rest does.

    What may unsettle it without being part of its basis, such as a signal, belongs to it here.
    """
    kinds = await kinds_of(tx, [key])
    expected = await expected_basis(tx, [key], kinds)
    basis, watched = expected[key], (await watched_items(tx, expected, kinds))[key]
    items = sorted({*(entry.item for entry in basis), *watched})
    facts = [
        [row.key, row.state, row.interface_hash, row.status, row.appraised_hash]
        for row in await tx.fetch(FactsOf(keys=items))
    ]
    return digest([[[entry.item, entry.role, entry.via] for entry in basis], sorted(watched), facts])


def has_open_draft(row: ItemRow) -> bool:
    """Whether an item is a conclusion with a draft that somebody may sign."""
    return row.type == "Conclusion" and row.state != "withdrawn" and row.latest_no > row.effective_no


async def entity_tag(store: Store, row: ItemRow) -> str:
    """Return the entity tag of an item; that of a conclusion with an open draft moves with its basis."""
    if not has_open_draft(row):
        return state_tag(row)

    async def work(tx: Tx) -> str:
        await must_find(tx, row.key)
        try:
            return state_tag(row, await draft_basis_digest(tx, row.key))
        except EvitraceError:  # what cannot come into force has no basis, and signing it is refused
            return state_tag(row)

    return await store.rehearse(work)
