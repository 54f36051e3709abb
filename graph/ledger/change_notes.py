"""What the last writes changed, noted in the database with their entries: to follow, not to trust.

Each note says from which revision and hash to which it leads. Whoever follows goes from note to note, and
only as long as each begins where the one before it ends: a note that is missing, was altered, or is of a
write that nobody could track breaks the chain, and then everything is judged whole. Notes stand in a ring of
places, so that there are never more of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from graph.canonical import digest
from graph.database.packed import packed, unpacked
from graph.database.queries import ChangeNotes, NoteRow
from graph.database.store import Tx
from graph.ledger.change_tracker import ChangeSet, ItemChange, LinkChange, merged

Place = tuple[int, str]
"""Where the graph stands: its revision, and the hash of the newest entry."""
KEPT: Final = 512
"""Of how many writes it is known what they changed."""
_FORM: Final = 1
"""Goes up when a note, or what is tracked of a write, means something else than before."""


def slot_of(revision: int) -> int:
    """Return in which place of the ring the note of a revision stands."""
    return revision % KEPT


def note_of(before: Place, after: Place, changed: ChangeSet | None) -> dict[str, Any]:
    """Return the note of a write; None for one of which nobody can tell what it changed."""
    note = {
        "slot": slot_of(after[0]),
        "form": _FORM,
        "revision": after[0],
        "before": before[1],
        "after": after[1],
        "changed": packed(_record(changed)) if changed is not None else "",
    }
    return {**note, "hash": digest(note)}


async def changes_between(tx: Tx, before: Place, after: Place) -> ChangeSet | None:
    """Return what changed from one place to a later one; None when nobody knows."""
    count = after[0] - before[0]
    if count < 0 or count > KEPT or (count == 0 and before != after):
        return None
    slots = [slot_of(revision) for revision in range(before[0] + 1, after[0] + 1)]
    rows = {row.revision: row for row in await tx.fetch(ChangeNotes(slots=slots))}
    changes, last_hash = [], before[1]
    for revision in range(before[0] + 1, after[0] + 1):
        row = rows.get(revision)
        if row is None or row.before != last_hash or not row.changed or not _is_whole(row):
            return None
        changes.append(_change_set(unpacked(row.changed)))
        last_hash = row.after
    return merged(changes) if last_hash == after[1] else None


def _is_whole(row: NoteRow) -> bool:
    noted = {name: value for name, value in asdict(row).items() if name != "hash"}
    return row.form == _FORM and row.hash == digest({"slot": slot_of(row.revision), **noted})


def _record(changed: ChangeSet) -> dict[str, Any]:
    return {
        "items": {
            key: [item.kind, sorted(item.properties), item.fresh] for key, item in changed.items.items()
        },
        "moved": sorted([m.owner, m.kind, m.relation, m.target, m.end] for m in changed.moved),
        "labels": sorted(changed.labels),
    }


def _change_set(record: Mapping[str, Any]) -> ChangeSet:
    return ChangeSet(
        {
            key: ItemChange(kind, frozenset(names), fresh)
            for key, (kind, names, fresh) in record["items"].items()
        },
        frozenset(LinkChange(*moved) for moved in record["moved"]),
        frozenset(record["labels"]),
    )
