"""Setting a database up: constraints, indexes, the head, and the version of all that."""

from __future__ import annotations

from typing import Final

from graph.database.names import properties
from graph.database.queries import (
    CreateHead,
    ForgetFound,
    HeadState,
    NameLabels,
    NameProperties,
    NameRelations,
    SchemaStep,
    UpgradeHead,
)
from graph.database.statements import load
from graph.database.store import Store
from graph.errors import SchemaTooNew
from graph.ledger.audit import GENESIS
from graph.maintenance.migrate import derive_everything

SCHEMA_VERSION: Final = 6
"""Goes up by one whenever an item in force would be projected, or a conclusion judged, otherwise than by the
release before.

1: no history is known to be kept, and derived properties may be missing. 2: what `projected` gives now.
3: uses of evidence carry signatures. 4: bases hold signals on whatever they are raised on, and searches that
nobody linked. 5: evidence has its identities, sets of evidence
count by what is clinical data on the device, and fields weigh otherwise, so that hashes are others.
"""
_KEEPS_HISTORY: Final = 2


async def prepare(store: Store) -> None:
    """Make a database ready; harmless when it is already, SchemaTooNew when a newer release wrote it.

    What is derived in a database of an earlier version is derived anew before anything is answered from it.
    """
    head = await store.read(lambda tx: tx.one(HeadState()))
    if head is not None and head.schema_version > SCHEMA_VERSION:
        message = (
            f"The database has schema version {head.schema_version}; this release knows up to "
            f"{SCHEMA_VERSION}. Start the release that wrote it, or a newer one."
        )
        raise SchemaTooNew(message)
    steps = [
        name.removeprefix("maintenance/schema/")
        for name in sorted(load())
        if name.startswith("maintenance/schema/")
    ]
    for step in steps:
        await store.write(lambda tx, step=step: tx.run(SchemaStep(step=step)))  # type: ignore[misc]
    if await store.keeps_plans():
        await _make_names_known(store)
    if head is None:
        await store.write(lambda tx: tx.run(CreateHead(genesis=GENESIS, schema_version=SCHEMA_VERSION)))
    elif head.schema_version < SCHEMA_VERSION:
        await store.write(lambda tx: tx.run(ForgetFound()))
        await derive_everything(store, head.revision)
        kept = head.history_from if head.schema_version >= _KEEPS_HISTORY else head.revision
        now = UpgradeHead(schema_version=SCHEMA_VERSION, history_from=kept)
        await store.write(lambda tx: tx.run(now))


async def _make_names_known(store: Store) -> None:
    """Name all that statements name, so that no plan is made anew when the first item of a type arrives."""
    names = dict.fromkeys(properties(text.body for text in load().values()), "")
    await store.write(lambda tx: tx.run(NameLabels()))
    await store.write(lambda tx: tx.run(NameRelations()))
    await store.write(lambda tx: tx.run(NameProperties(names)))
