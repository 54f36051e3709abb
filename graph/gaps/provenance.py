"""The provenance of a gap: the versions of what it names, and when it was first seen.

With them a hit can be read by itself, long after (concepts 7.1). "First seen" is when a listing of today
showed the gap for the first time, or the service saw it after a commit (`follower`), and stays when the gap
closes and opens again. It is kept beside the graph: no revision, no entry of the trail, and no judgement
rests on it.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.canonical import digest
from graph.database.messages import batches
from graph.database.queries import GapsFirstSeen, ItemsByKeys, NoteGaps
from graph.database.store import Store, Tx
from graph.errors import StoreUnavailable


@dataclass(frozen=True, slots=True)
class Sighting:
    """The revision and the instant at which a gap was first listed."""

    revision: int
    at: str


def sighting_record(gap: str, sighting: Sighting) -> dict[str, Any]:
    """Return a sighting as it is kept, with a hash of it."""
    record = {"id": gap, "revision": sighting.revision, "at": sighting.at}
    return {**record, "hash": digest(record)}


@dataclass(frozen=True, slots=True)
class Provenance:
    """Of one hit: the versions in force of what it names, and its first sighting."""

    versions: Mapping[str, int]
    first_seen: Sighting | None


@dataclass(frozen=True, slots=True)
class NamedItems:
    """The id of a hit and its id whatever the device (`finding`), its subject, the keys that it names."""

    id: str
    finding: str
    subject: str
    keys: tuple[str, ...]


async def provenance_of(tx: Tx, hits: Sequence[NamedItems], revision: int) -> dict[str, Provenance]:
    """Return the provenance of each hit by its id; nothing is seen after the revision of the transaction.

    Before gaps were those of a device, one was seen for all devices of its item: that sighting counts.
    """
    keys = sorted({key for hit in hits for key in (hit.subject, *hit.keys)})
    items = await tx.fetch(ItemsByKeys(keys=keys))
    versions = {row.key: row.effective_no for row in items if row.effective_no}
    seen = {
        row.id: Sighting(row.revision, row.at)
        for row in await tx.fetch(
            GapsFirstSeen(ids=sorted({id_ for hit in hits for id_ in (hit.id, hit.finding)}))
        )
        if row.revision <= revision
    }
    return {
        hit.id: Provenance(
            versions={key: versions[key] for key in sorted({hit.subject, *hit.keys}) if key in versions},
            first_seen=seen.get(hit.id) or seen.get(hit.finding),
        )
        for hit in hits
    }


async def note_first_seen(store: Store, ids: Iterable[str], now: Sighting) -> bool:
    """Note that gaps are listed for the first time; return whether it was noted.

    Reading never waits for a writer: while one is at work, a later listing notes them.
    """
    if store.writing.locked():
        return False
    listed = sorted(set(ids))

    async def work(tx: Tx) -> None:
        known = {row.id for row in await tx.fetch(GapsFirstSeen(ids=listed))}
        new = [sighting_record(gap, now) for gap in listed if gap not in known]
        for batch in batches(new):
            await tx.run(NoteGaps(sightings=batch))

    with contextlib.suppress(StoreUnavailable):  # another service may have noted them in this moment
        await store.write(work)
        return True
    return False
