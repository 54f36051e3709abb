"""Items as they are read: one with a version, its history, its neighbours, and pages of many."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TypeVar

from graph.database.head import revision_of
from graph.database.queries import (
    ConclusionRow,
    ConclusionsByKeys,
    DependantsOf,
    DependenciesOf,
    ItemPage,
    ItemPageOfDevice,
    ItemRow,
    ItemsByKeys,
    NeighbourRow,
    VersionsByIds,
    VersionsOf,
)
from graph.database.store import Store, Tx
from graph.errors import Fault, InvalidContent, ItemNotFound, KeyTaken, Outside, VersionNotFound
from graph.items.systems import having_source, known_systems
from graph.scopes import of_device
from graph.versions.proposal import Source
from graph.versions.version import Version, version_id
from graph.vocabulary import ITEM_TYPES, parse
from graph.vocabulary.content import Content
from graph.vocabulary.spelling import stored_text

T = TypeVar("T")


async def must_find(tx: Tx, key: str) -> ItemRow:
    """Return an item; ItemNotFound when there is none."""
    row = await tx.one(ItemsByKeys(keys=[key]))
    if row is None:
        message = f"There is no item {key}. Keys are case-sensitive; {Outside.list_items}?text= finds items."
        raise ItemNotFound(message)
    return row


async def must_find_version(tx: Tx, key: str, number: int) -> Version:
    """Return a version; VersionNotFound when there is none."""
    version = await tx.one(VersionsByIds(ids=[version_id(key, number)]))
    if version is None:
        message = f"{key} has no version {number}; {Outside.list_versions.of(key)} lists those it has."
        raise VersionNotFound(message)
    return version


async def item_by_source(store: Store, source: Source) -> ItemRow:
    """Return the item whose master has this source."""
    rows = await store.read(lambda tx: having_source(tx, source))
    if len(rows) > 1:
        named = ", ".join(f"{row.key} ({row.source})" for row in rows)
        message = f"{source.text} is the source of several items: {named}. Write it as one of them has it."
        raise KeyTaken(message, faults=[Fault("/source", message)])
    if not rows:
        message = (
            f"No item has the source {source.system} {source.ref} yet; give `key` in the body to create one."
        )
        raise ItemNotFound(message)
    return rows[0]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item with the version to show: the one in force, or its draft when nothing is in force yet."""

    row: ItemRow
    version: Version
    revision: int
    conclusion: ConclusionRow | None = None


async def read_item(store: Store, key: str, number: int | None = None) -> ItemView:
    """Return an item with a version of it, and the revision of the graph that was read."""

    async def work(tx: Tx) -> ItemView:
        row = await must_find(tx, key)
        shown_no = number if number is not None else row.effective_no or row.latest_no
        version = await must_find_version(tx, key, shown_no)
        conclusion = None
        if row.type == "Conclusion":
            conclusion = await tx.one(ConclusionsByKeys(keys=[key]))
        revision = await revision_of(tx)
        return ItemView(row, version, revision, conclusion)

    return await store.read(work)


async def history(tx: Tx, key: str) -> list[Version]:
    """Return all versions of an item, oldest first."""
    await must_find(tx, key)
    return await tx.fetch(VersionsOf(key=key))


async def neighbours(tx: Tx, key: str, *, against: bool) -> list[NeighbourRow]:
    """Return who refers to an item (`against` the arrows), or what it refers to."""
    await must_find(tx, key)
    if against:
        return await tx.fetch(DependantsOf(keys=[key]))
    return await tx.fetch(DependenciesOf(keys=[key]))


@dataclass(frozen=True, slots=True)
class Filter:
    """What a listing is asked for; absent fields let everything pass."""

    type: str | None = None
    state: str | None = None
    device: str | None = None
    text: str | None = None
    source: str | None = None


async def item_page(store: Store, query_filter: Filter, after: str, size: int) -> tuple[list[ItemRow], int]:
    """Return a page of items in the order of their keys, and the revision that was read."""

    async def work(tx: Tx) -> tuple[list[ItemRow], int]:
        revision = await revision_of(tx)
        page = ItemPage(
            type=query_filter.type or "",
            state=query_filter.state or "",
            text=stored_text(query_filter.text or "").lower(),
            sources=await _source_starts(tx, query_filter.source),
            after=after,
            size=size,
        )
        if query_filter.device:
            await of_device(tx, query_filter.device)
            rows = await tx.fetch(ItemPageOfDevice(device=query_filter.device, **asdict(page)))
        else:
            rows = await tx.fetch(page)
        return rows, revision

    return await store.read(work)


async def _source_starts(tx: Tx, wanted: str | None) -> list[str]:
    """Return the texts that sources begin with of a system, or with a beginning of its ids; none for all.

    `risk` does not find `risk-file`, and finds `Risk`.
    """
    if not wanted:
        return []
    source = Source.of(wanted)
    return (await known_systems(tx)).texts(source)


def must_know_type(name: str) -> None:
    """Raise InvalidContent unless the vocabulary has this item type."""
    if name not in ITEM_TYPES:
        known = ", ".join(sorted(ITEM_TYPES))
        message = f"{name!r} is not an item type. Known types: {known}."
        raise InvalidContent(message, faults=[Fault("/query/type", "unknown item type")])


def canonical_content(type_name: str, fields: Content) -> Mapping[str, object]:
    """Return the canonical content of fields; InvalidContent names every place that is wrong."""
    return parse(type_name, fields).content()
