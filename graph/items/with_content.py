"""What is recorded for a device: its items of some type with their contents, and what refers to what.

For reports that read across types; nothing is judged here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from graph.database.messages import batches
from graph.database.queries import (
    ConclusionsByKeys,
    DependantsOf,
    DependenciesOf,
    ItemPage,
    ItemPageOfDevice,
    ItemRow,
    ItemsByKeys,
    NeighbourRow,
    ScopesOf,
    VersionsByIds,
)
from graph.database.store import Tx
from graph.scopes import EVERYWHERE
from graph.status.cached import status_on
from graph.versions.version import Version, VersionId, version_id
from graph.vocabulary.content import Content

_PAGE: Final = 5000


@dataclass(frozen=True, slots=True)
class ItemWithContent:
    """An item with the content in force (of a draft that never was in force, its newest)."""

    row: ItemRow
    content: Content
    approved_at: str

    @property
    def key(self) -> str:
        """The key of the item."""
        return self.row.key

    @property
    def title(self) -> str:
        """The title of the item."""
        return self.row.title or ""

    def brief(self) -> dict[str, object]:
        """Return what names the item in a report."""
        return {"key": self.key, "title": self.title, "version": self.row.effective_no}


async def items_with_content(
    tx: Tx, type_name: str, device: str | None = None, state: str = "in_force"
) -> list[ItemWithContent]:
    """Return the items of a type that concern a device, or every device; without a device all of them."""
    items: list[ItemRow] = []
    after = ""
    while True:
        page = ItemPage(type=type_name, state=state, text="", sources=[], after=after, size=_PAGE)
        if device:
            rows = await tx.fetch(ItemPageOfDevice(device=device, **asdict(page)))
        else:
            rows = await tx.fetch(page)
        items += rows
        if len(rows) < _PAGE:
            return await _with_contents(tx, items)
        after = rows[-1].key


async def items_by_key(tx: Tx, keys: Iterable[str]) -> dict[str, ItemWithContent]:
    """Return items with their contents by key, those that do not exist left out."""
    unique = sorted(set(keys))
    rows = [row for batch in batches(unique) for row in await tx.fetch(ItemsByKeys(keys=batch))]
    return {entry.key: entry for entry in await _with_contents(tx, rows)}


async def _with_contents(tx: Tx, rows: Sequence[ItemRow]) -> list[ItemWithContent]:
    ids = {row.key: version_id(row.key, row.effective_no or row.latest_no) for row in rows}
    versions: dict[VersionId, Version] = {}
    for batch in batches(sorted(ids.values())):
        versions |= {entry.id: entry for entry in await tx.fetch(VersionsByIds(ids=batch))}
    return [_with_content(row, versions[ids[row.key]]) for row in rows]


def _with_content(row: ItemRow, version: Version) -> ItemWithContent:
    return ItemWithContent(row, version.content, version.approval.at if version.approval else "")


async def referrers(tx: Tx, keys: Iterable[str], *relations: str) -> dict[str, list[NeighbourRow]]:
    """Return what refers to each of these items by some relation and is in force."""
    by_item: dict[str, list[NeighbourRow]] = {}
    for batch in batches(sorted(set(keys))):
        for row in await tx.fetch(DependantsOf(keys=batch)):
            if row.relation in relations and row.state == "in_force":
                by_item.setdefault(row.item, []).append(row)
    return by_item


async def referred_items(tx: Tx, keys: Iterable[str], *relations: str) -> dict[str, list[NeighbourRow]]:
    """Return what each of these items refers to by some relation, whatever its state."""
    by_item: dict[str, list[NeighbourRow]] = {}
    for batch in batches(sorted(set(keys))):
        for row in await tx.fetch(DependenciesOf(keys=batch)):
            if row.relation in relations:
                by_item.setdefault(row.item, []).append(row)
    return by_item


async def in_scope_of(tx: Tx, keys: Iterable[str], device: str) -> set[str]:
    """Return those of these items that concern a device, or every device."""
    concerned: set[str] = set()
    for batch in batches(sorted(set(keys))):
        rows = await tx.fetch(ScopesOf(keys=batch))
        concerned |= {row.key for row in rows if row.scope in (device, EVERYWHERE)}
    return concerned


async def statuses_on(tx: Tx, keys: Sequence[str], today: str) -> dict[str, str]:
    """Return the status on a day of each conclusion among some keys."""
    return {
        row.key: status_on(row, today)
        for batch in batches(keys)
        for row in await tx.fetch(ConclusionsByKeys(keys=batch))
    }
