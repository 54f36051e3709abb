"""A database of an earlier version: what is derived in it is derived anew, before it answers anything.

Rules read properties that follow from contents. An item that was written before there was such a property
lacks it, and a rule that reads it would find nothing: a hidden gap. Statuses are judged anew as well.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.canonical import parsed
from graph.database.queries import (
    AmendItems,
    AmendPast,
    ConclusionsByKeys,
    DateItems,
    DateVersions,
    NamelessPreviews,
    NameReports,
    PastOfItems,
    SignedConclusions,
    StoredItems,
)
from graph.database.store import Store, Tx
from graph.items.systems import name_systems
from graph.ledger.audit import audited_write
from graph.maintenance.rehash import rehash_read, rehash_versions, repin, version_read
from graph.status.cached import cached_properties, differs_from_cache
from graph.status.update import evaluate, update_statuses
from graph.versions.projection import in_force_properties
from graph.versions.proposal import Author, Source, utc_text
from graph.versions.version import Version, VersionId, version_id
from graph.vocabulary.content import Properties

WRITER: Final = "evitrace"
"""The actor of the one write that an upgrade may make."""
_PAGE: Final = 500
log = logging.getLogger("evitrace")


async def derive_everything(store: Store, revision: int) -> None:
    """Derive the properties of all items, now and as they were kept, and the statuses of all conclusions.

    A property that follows from a version's record, and a hash that follows from a content, is no event and
    leaves no trace; a status that moves is
    one: it is a write with an audit entry of its own. Harmless when it is done again.
    """
    await store.write(lambda tx: _date(tx, revision))
    after, items, mended = "", 0, 0
    while page := await store.write(lambda tx, after=after: _page(tx, after)):  # type: ignore[misc]
        after, read, changed = page
        items, mended = items + read, mended + changed
    await _repin(store)
    await _name_reports(store)
    moved = await _judge_anew(store)
    log.warning(
        "The database is of an earlier version: of %d items %d were derived anew, and %d conclusions judged "
        "otherwise than they were.", items, mended, moved,
    )  # fmt: skip


async def _date(tx: Tx, revision: int) -> None:
    """Let what was written before history was kept count as it is from now on."""
    await tx.run(DateItems(revision=revision))
    await tx.run(DateVersions(revision=revision))


async def _page(tx: Tx, after: str) -> tuple[str, int, int] | None:
    """Derive the next items anew; gives the last key, how many there were and how many were mended."""
    rows = await tx.fetch(StoredItems(after=after, size=_PAGE))
    if not rows:
        return None
    keys = [row.key for row in rows]
    kept = await tx.fetch(PastOfItems(keys=keys))
    await name_systems(
        tx, [Source.of(row.properties["source"]) for row in rows if row.properties.get("source")]
    )
    now, then = [row.properties for row in rows], [row.properties for row in kept]
    versions = await rehash_versions(tx, now)
    read = await rehash_read(tx, [*now, *then], versions)
    mended = list(_mended(now, versions, read))
    await tx.run(AmendItems(rows=mended))
    await tx.run(AmendPast(rows=list(_mended(then, versions, read))))
    return keys[-1], len(keys), len(mended)


def _mended(
    stored: Sequence[Properties], versions: Mapping[VersionId, Version], read: Mapping[VersionId, str]
) -> Iterator[dict[str, object]]:
    for item in stored:
        version = versions.get(version_id(item["key"], item["effective_no"]))
        if version is None:
            continue
        ought = in_force_properties(item["type"], item["key"], version)
        evidence = version_read(item, versions)
        if evidence is not None and evidence in read:
            ought["appraised_hash"] = read[evidence]
        changed = {name: value for name, value in ought.items() if item.get(name) != value}
        if changed:
            yield {"key": item["key"], "since": item["since"], "properties": changed}


async def _repin(store: Store) -> None:
    keys = [row.key for row in await store.read(lambda tx: tx.fetch(SignedConclusions()))]
    for start in range(0, len(keys), _PAGE):
        part = keys[start : start + _PAGE]
        await store.write(lambda tx, part=part: repin(tx, part))  # type: ignore[misc]


async def _name_reports(store: Store) -> None:
    """Let impact reports say beside their record of which change they are, so that they can be listed."""
    after = ""
    while last := await store.write(lambda tx, after=after: _name_page(tx, after)):  # type: ignore[misc]
        after = last


async def _name_page(tx: Tx, after: str) -> str:
    """Name the next reports; gives the id of the last one that was looked at, '' for none."""
    rows = await tx.fetch(NamelessPreviews(after=after, size=_PAGE))
    records = {row.id: parsed(row.properties["record"]) for row in rows}
    named = [{"id": key, "change": r["change"]["key"]} for key, r in records.items() if "change" in r]
    await tx.run(NameReports(rows=named))
    return rows[-1].id if rows else ""


async def _judge_anew(store: Store) -> int:
    """Judge all conclusions; gives of how many the stored status or its reasons were others."""
    keys = [row.key for row in await store.read(lambda tx: tx.fetch(SignedConclusions()))]
    wrong: list[str] = []
    for start in range(0, len(keys), _PAGE):
        part = keys[start : start + _PAGE]
        wrong += await store.read(lambda tx, part=part: _wrong(tx, part))  # type: ignore[misc]
    if wrong:
        await store.write(lambda tx: _settle_anew(tx, wrong))
    return len(wrong)


async def _wrong(tx: Tx, keys: Sequence[str]) -> list[str]:
    cached = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=keys))}
    standings = await evaluate(tx, keys, fresh=set(keys), cached=cached)
    recomputed = {key: cached_properties(standing, cached[key], 0, "") for key, standing in standings.items()}
    return [key for key, properties in recomputed.items() if differs_from_cache(cached[key], properties)]


async def _settle_anew(tx: Tx, wrong: Sequence[str]) -> None:
    why = "The database is of an earlier version; its conclusions were judged anew."
    async with audited_write(tx, Author(WRITER, utc_text(), why), "upgrade") as write:
        for start in range(0, len(wrong), _PAGE):
            for effect in await update_statuses(write, {}, wrong[start : start + _PAGE]):
                write.effects.append(effect.moved())
