"""Hashes of a database of an earlier version: what counts of a content may be another part of it since.

A hash follows from a content and from the weights of its fields. Where weights changed, the hashes of all
versions are worked out anew, and with them what conclusions and appraisals compare, before anything is
judged: nothing becomes stale because a field weighs otherwise. What was signed stays as it was signed: pins
name the version that was relied on, and the version says its hashes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from graph.database.messages import batches
from graph.database.queries import (
    AddPins,
    AmendPastVersions,
    AmendVersions,
    DropPins,
    PastOfVersions,
    PinsOf,
    VersionsByIds,
)
from graph.database.store import Tx
from graph.status.basis import interface_hashes
from graph.versions.version import Version, VersionId, version_id, version_of
from graph.vocabulary.content import Properties
from graph.vocabulary.registry import hashes

_PIN: Final = ("conclusion", "item", "role", "via", "compare", "version")


async def rehash_versions(tx: Tx, items: Sequence[Properties]) -> dict[VersionId, Version]:
    """Work out the hashes of all versions of items anew, also as they were kept; return the versions."""
    types = {item["key"]: item["type"] for item in items}
    ids = [version_id(item["key"], no) for item in items for no in range(1, item["latest_no"] + 1)]
    before = {row.id: row for row in await tx.fetch(VersionsByIds(ids=ids))}
    past = await tx.fetch(PastOfVersions(ids=ids))
    contents = {version.id: version.record["content"] for version in before.values()}
    kept = [version_of({**row.properties, "content": contents[VersionId(row.id)]}) for row in past]
    now = {version.id: _rehashed(types[version.key], version) for version in before.values()}
    for batch in batches([_row(version) for version in now.values() if version != before[version.id]]):
        await tx.run(AmendVersions(rows=batch))
    then = [(version.record["since"], _rehashed(types[version.key], version)) for version in kept]
    for batch in batches([{**_row(version), "since": since} for since, version in then]):
        await tx.run(AmendPastVersions(rows=batch))
    return now


def _rehashed(item_type: str, version: Version) -> Version:
    ought = hashes(item_type, version.content, version.wording)
    record = {"substantive_hash": ought.substantive, "interface_hash": ought.interface}
    return version_of({**version.record, **record})


def _row(version: Version) -> dict[str, object]:
    return {
        "id": version.id,
        "properties": {
            "substantive_hash": version.hashes.substantive,
            "interface_hash": version.hashes.interface,
        },
    }


async def repin(tx: Tx, conclusions: Sequence[str]) -> int:
    """Let pins hold the hashes that the versions which they name have now; return of how many it moved."""
    rows = await tx.fetch(PinsOf(keys=conclusions))
    pins = [{**{name: getattr(row, name) for name in _PIN}, "pinned": row.pinned} for row in rows]
    now = await interface_hashes(tx, pins)
    moved = {pin["conclusion"] for pin in pins if pin["pinned"] != now[pin["item"], pin["version"]]}
    await tx.run(DropPins(keys=sorted(moved)))
    anew = [{**pin, "pinned": now[pin["item"], pin["version"]]} for pin in pins if pin["conclusion"] in moved]
    for batch in batches(anew):
        await tx.run(AddPins(rows=batch))
    return len(moved)


async def rehash_read(
    tx: Tx, items: Sequence[Properties], versions: Mapping[VersionId, Version]
) -> dict[VersionId, str]:
    """Return the substance of the versions of evidence that appraisals, also as they were kept, have read."""
    read = {version_read(item, versions) for item in items} - {None}
    rows = await tx.fetch(VersionsByIds(ids=sorted(filter(None, read))))
    return {row.id: hashes("Evidence", row.content, row.wording).substantive for row in rows}


def version_read(item: Properties, versions: Mapping[VersionId, Version]) -> VersionId | None:
    """Return which version of its evidence an appraisal in force has read; None for any other item."""
    version = versions.get(version_id(item["key"], item["effective_no"]))
    if item["type"] != "Appraisal" or version is None or not item.get("appraised_no"):
        return None
    return version_id(version.content["appraises"][0], item["appraised_no"])
