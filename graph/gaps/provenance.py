"""The provenance of a gap: the versions of what it names, and when it opened.

With them a hit can be read by itself, long after (concepts 7.1). When it opened is what the history of gaps
says (`recording`), which stands beside the graph: no revision, no entry of the trail, and no judgement rests
on it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.database.queries import ItemsByKeys, OpenGapRow, OpeningsOf, TurnRow
from graph.database.store import Tx
from graph.gaps.gap_events import UNKNOWN


@dataclass(frozen=True, slots=True)
class Opening:
    """By which revision and instant at the latest a gap opened, and after which one, if anybody knows."""

    revision: int
    at: str
    after: int | None = None


def opening_of(row: OpenGapRow | TurnRow) -> Opening:
    """Return an opening as it is stored."""
    return Opening(row.revision, row.at, None if row.after == UNKNOWN else row.after)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Of one hit: the versions in force of what it names, and when it opened, where that is recorded."""

    versions: Mapping[str, int]
    first_seen: Opening | None


@dataclass(frozen=True, slots=True)
class NamedItems:
    """The id of a hit, its subject, and the keys that it names."""

    id: str
    subject: str
    keys: tuple[str, ...]


async def provenance_of(tx: Tx, hits: Sequence[NamedItems], revision: int) -> dict[str, Provenance]:
    """Return the provenance of each hit by its id, as it was known at the revision of the transaction."""
    keys = sorted({key for hit in hits for key in (hit.subject, *hit.keys)})
    items = await tx.fetch(ItemsByKeys(keys=keys))
    versions = {row.key: row.effective_no for row in items if row.effective_no}
    last: dict[str, TurnRow] = {}
    for row in await tx.fetch(OpeningsOf(ids=sorted({hit.id for hit in hits}), revision=revision)):
        last[row.gap] = row
    return {
        hit.id: Provenance(
            versions={key: versions[key] for key in sorted({hit.subject, *hit.keys}) if key in versions},
            first_seen=opening_of(last[hit.id]) if hit.id in last and last[hit.id].kind == "opened" else None,
        )
        for hit in hits
    }
