"""Nothing is overwritten: before an item or a version is amended, it is kept as it was.

Every amendment of an item or a version goes through here, so that `graph.history.past` can go back to any
revision.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.database.messages import batches
from graph.database.queries import AmendItems, AmendVersions, ArchiveItems, ArchiveVersions, ProjectItems
from graph.ledger.audit import Write

Rows = Sequence[Mapping[str, Any]]


async def amend_items(write: Write, rows: Rows) -> None:
    """Change some properties of items: `key` and `properties` a row."""
    await _archive_items(write, rows)
    for batch in batches(_since(write, rows)):
        await write.tx.run(AmendItems(rows=batch))


async def replace_items(write: Write, rows: Rows) -> None:
    """Replace all properties of items: `key` and `properties` a row."""
    await _archive_items(write, rows)
    for batch in batches(_since(write, rows)):
        await write.tx.run(ProjectItems(rows=batch))


async def amend_versions(write: Write, rows: Rows) -> None:
    """Change what is recorded around versions: `id` and `properties` a row."""
    ids = sorted({row["id"] for row in rows})
    for batch in batches(ids):
        await write.tx.run(ArchiveVersions(ids=batch, revision=write.revision))
    for batch in batches(_since(write, rows)):
        await write.tx.run(AmendVersions(rows=batch))


async def _archive_items(write: Write, rows: Rows) -> None:
    keys = sorted({row["key"] for row in rows})
    for batch in batches(keys):
        await write.tx.run(ArchiveItems(keys=batch, revision=write.revision))


def _since(write: Write, rows: Rows) -> list[Mapping[str, object]]:
    return [{**row, "properties": {**row["properties"], "since": write.revision}} for row in rows]
