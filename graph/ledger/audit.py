"""The audit trail: one entry a write, each chained to the one before by SHA-256.

Every write is an `audited_write`: it begins by taking the next revision, which makes writers queue, and ends
by appending its entry. What is only rehearsed begins in the same way and is rolled back. Entries are never
changed. The changes of a write stand in pages beside the entry, whose hash covers them.

The instants of entries follow each other, whatever the clock of the machine does; what the clock said when
the write was asked for stands beside. From the instant of an entry on nobody reads the state before it, so
that an instant means one revision to readers and to `as_of`.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass, field
from typing import Any, Final

from graph.canonical import canonical, digest, parsed
from graph.database.messages import batches
from graph.database.queries import (
    AddAuditPages,
    Advance,
    AppendEntry,
    AuditChanges,
    AuditPage,
    AuditPageOfItem,
    EntryOf,
    EntryRow,
    HeadRow,
    HeadState,
    SealHead,
)
from graph.database.queries.base import NO_END
from graph.database.store import Store, Tx
from graph.ledger.change_notes import note_of
from graph.ledger.change_tracker import ChangeSet, ChangeTracker
from graph.versions.proposal import Author, Instant, instant_after

GENESIS: Final = digest("evitrace audit trail")
_PAGE: Final = 500
_READ: Final = 500
_MOST_TRACKED: Final = 400
"""Of how many items it is noted what a write changes of them; after a larger one, gaps are judged whole."""

AuditEntry = Mapping[str, Any]
"""An entry of the trail as it was hashed, with its changes and effects where they are read along."""

AuditChange = Mapping[str, Any]
"""What an entry says of one item, as it was hashed; what does not apply is left out."""


@dataclass(frozen=True, slots=True)
class Settlement:
    """What settled a suspect: an item in a version, and what was done with it."""

    item: str
    type: str
    version: int
    how: str


@dataclass(frozen=True, slots=True)
class MovedConclusion:
    """A conclusion whose status or demand a write moved; `before` is None for one that is new.

    `settled_by` is what settled it where it cleared by itself.
    """

    item: str
    before: str | None
    after: str
    demand: str | None
    settled_by: tuple[Settlement, ...] | None = None

    def record(self) -> dict[str, Any]:
        """Return what the audit trail says of it, and hashes: what is absent is an empty text there."""
        moved = {"item": self.item, "from": self.before or "", "to": self.after, "demand": self.demand or ""}
        if self.settled_by is None:
            return moved
        return {**moved, "auto_cleared": [asdict(entry) for entry in self.settled_by]}


@dataclass(slots=True)
class Write:
    """One write in progress: its transaction, its revision, and what it has done so far.

    `has_evaluated` says whether conclusions were evaluated in it already: a write may take several steps.
    """

    tx: Tx
    author: Author
    revision: int
    previous_hash: str
    previous_at: Instant | None
    changes: list[dict[str, Any]] = field(default_factory=list)
    effects: list[MovedConclusion] = field(default_factory=list)
    has_evaluated: bool = False

    @property
    def revision_before(self) -> int:
        """The revision that the graph stays at where this write comes to nothing."""
        return self.revision - 1


async def begin(tx: Tx, author: Author) -> Write:
    """Take the next revision, for a write that is rolled back; else see `audited_write`."""
    head = await tx.one(Advance())
    if head is None:
        message = "the database has no head; it was not set up"
        raise RuntimeError(message)
    return Write(tx, author, head.revision, head.last_hash, await _last_instant(tx, head))


async def _last_instant(tx: Tx, head: HeadRow) -> Instant | None:
    """Return the instant of the newest entry, which the head of a database of before does not say."""
    if head.last_at is not None:
        return Instant(head.last_at)
    newest = await tx.one(EntryOf(at=head.revision - 1))
    return Instant(newest.properties["at"]) if newest is not None else None


@asynccontextmanager
async def audited_write(tx: Tx, author: Author, action: str) -> AsyncIterator[Write]:
    """Begin a write and, where nothing was refused in it, seal it with its entry."""
    write = await begin(tx, author)
    tracker = ChangeTracker(tx, most=_MOST_TRACKED)
    tx.before = tracker.note
    try:
        yield write
    finally:
        tx.before = None
    await _seal(write, action, await tracker.changes())


async def _seal(write: Write, action: str, changed: ChangeSet | None) -> None:
    """Append the entry of a write, with a note of what it changed, and move the end of the chain to it."""
    write.tx.settle()
    at = instant_after(write.previous_at)
    entry = {
        "revision": write.revision,
        "at": at,
        "clock": write.author.at,
        "actor": write.author.actor,
        "action": action,
        "reason": write.author.reason or "",
        "change_ref": write.author.change_ref or "",
        "request_id": write.author.request_id or "",
        "count": len(write.changes),
        "changes_hash": digest(write.changes),
        "effects": canonical([moved.record() for moved in write.effects]),
        "previous_hash": write.previous_hash,
    }
    last_hash = digest(entry)
    pages = [
        {"revision": write.revision, "page": number, "changes": canonical(list(part))}
        for number, part in enumerate(batches(write.changes, _PAGE))
    ]
    first, *others = batches(pages) or [[]]
    note = note_of((write.revision_before, write.previous_hash), (write.revision, last_hash), changed)
    await write.tx.run(
        AppendEntry(entry={**entry, "hash": last_hash}, slot=note["slot"], note=note, pages=first)
    )
    for batch in others:
        await write.tx.run(AddAuditPages(pages=batch))
    await write.tx.run(SealHead(last_hash=last_hash, last_at=at))


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries a listing is asked for; absent fields let everything pass."""

    item: str | None = None
    actor: str | None = None
    action: str | None = None
    since: str | None = None
    until: str | None = None
    upto: int | None = None


async def entries(tx: Tx, audit_filter: AuditFilter, after: int, size: int) -> list[AuditEntry]:
    """Return a page of entries, oldest first, with their changes and effects."""
    page = AuditPage(
        actor=audit_filter.actor or "",
        action=audit_filter.action or "",
        since=audit_filter.since or "",
        until=audit_filter.until or "",
        upto=NO_END if audit_filter.upto is None else audit_filter.upto,
        after=after,
        size=size,
    )
    if audit_filter.item:
        rows = await tx.fetch(AuditPageOfItem(key=audit_filter.item, **asdict(page)))
    else:
        rows = await tx.fetch(page)
    changes = await _changes(tx, [row.revision for row in rows])
    return [_entry_record(row, changes.get(row.revision, [])) for row in rows]


async def _changes(tx: Tx, revisions: Sequence[int]) -> dict[int, list[object]]:
    by_revision: dict[int, list[object]] = {}
    for row in await tx.fetch(AuditChanges(revisions=revisions)):
        by_revision.setdefault(row.revision, []).extend(parsed(row.changes))
    return by_revision


def _entry_record(row: EntryRow, changes: list[object]) -> dict[str, object]:
    properties = dict(row.properties)
    return {**properties, "effects": parsed(properties["effects"]), "changes": changes}


@dataclass(frozen=True, slots=True)
class ChainReport:
    """Whether the trail is whole: faults in words, empty when it is."""

    revision: int
    entries: int
    last_hash: str
    faults: tuple[str, ...]


OnChange = Callable[[AuditEntry, AuditChange], None]


async def verify_chain(store: Store, on_change: OnChange = lambda _entry, _change: None) -> ChainReport:
    """Recompute every hash of the trail and report each break, gap, alteration or loss.

    `on_change` is told every change of the trail, with its entry, oldest first.
    """
    head = await store.read(lambda tx: tx.one(HeadState()))
    if head is None:
        return ChainReport(0, 0, "", ("the database has no head",))
    faults: list[str] = []
    previous, expected, count = GENESIS, 1, 0
    while True:
        after = expected - 1
        rows = await store.read(lambda tx, after=after: _raw(tx, after))  # type: ignore[misc]
        if not rows:
            break
        for row, changes in rows:
            if row.revision > head.revision:
                return _finished(head, count, previous, faults)
            faults.extend(_faults_of(row.properties, changes, previous, expected))
            for change in changes:
                on_change(row.properties, change)
            previous, expected, count = row.properties["hash"], row.revision + 1, count + 1
    return _finished(head, count, previous, faults)


async def _raw(tx: Tx, after: int) -> list[tuple[EntryRow, list[Any]]]:
    page = AuditPage(actor="", action="", since="", until="", upto=NO_END, after=after, size=_READ)
    rows = await tx.fetch(page)
    changes = await _changes(tx, [row.revision for row in rows])
    return [(row, changes.get(row.revision, [])) for row in rows]


def _faults_of(
    entry: Mapping[str, object], changes: list[object], previous: str, expected: int
) -> Iterator[str]:
    revision = entry["revision"]
    if revision != expected:
        yield f"revision {expected} is missing; {revision} comes next"
    if entry["previous_hash"] != previous:
        yield f"revision {revision} does not follow the entry before it"
    body = {name: value for name, value in entry.items() if name != "hash"}
    if digest(body) != entry["hash"]:
        yield f"revision {revision} was altered"
    if digest(changes) != entry["changes_hash"] or len(changes) != entry["count"]:
        yield f"the changes of revision {revision} were altered"


def _finished(head: HeadRow, count: int, previous: str, faults: list[str]) -> ChainReport:
    if count != head.revision:
        faults.append(f"the trail has {count} entries, the graph is at revision {head.revision}")
    if previous != head.last_hash:
        faults.append("the last entry is not the one that the head names")
    return ChainReport(head.revision, count, head.last_hash, tuple(faults))
