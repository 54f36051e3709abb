"""Setting a database up: constraints, indexes, the head, and the version of all that."""

from __future__ import annotations

from typing import Final

from graph.audit import GENESIS
from graph.errors import SchemaTooNew
from graph.queries import CreateHead, HeadState, SchemaStep, UpgradeHead
from graph.store import Store, Tx
from graph.texts import load

SCHEMA_VERSION: Final = 1


async def prepare(store: Store) -> None:
    """Make a database ready; harmless when it is already, SchemaTooNew when a newer release wrote it."""
    head = await store.read(lambda tx: tx.one(HeadState()))
    if head is not None and head.schema_version > SCHEMA_VERSION:
        message = (
            f"The database has schema version {head.schema_version}; this release knows up to "
            f"{SCHEMA_VERSION}. Start the release that wrote it, or a newer one."
        )
        raise SchemaTooNew(message)
    steps = [name.removeprefix("schema/") for name in sorted(load()) if name.startswith("schema/")]
    for step in steps:
        await store.write(lambda tx, step=step: tx.run(SchemaStep(step=step)))  # type: ignore[misc]
    await store.write(_head)


async def _head(tx: Tx) -> None:
    if await tx.one(HeadState()) is None:
        await tx.run(CreateHead(genesis=GENESIS, schema_version=SCHEMA_VERSION))
    await tx.run(UpgradeHead(schema_version=SCHEMA_VERSION))
