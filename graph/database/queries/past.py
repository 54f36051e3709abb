"""What was kept of items and versions before they were changed, and the way back to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query
from graph.database.queries.records import EntryRow
from graph.database.queries.rows import KeyRow, PropertiesRow


@dataclass(frozen=True, slots=True)
class ArchiveItems(Query[Nothing]):
    """Keep items as they are before a revision changes them."""

    name: ClassVar[str] = "items/keep"

    keys: Sequence[str]
    revision: int


@dataclass(frozen=True, slots=True)
class ArchiveVersions(Query[Nothing]):
    """Keep what is recorded around versions before a revision changes it."""

    name: ClassVar[str] = "versions/keep"

    ids: Sequence[str]
    revision: int


@dataclass(frozen=True, slots=True)
class PastRow:
    """An item as it was kept: what it was since a revision."""

    key: str
    since: int
    properties: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PastOfItems(Query[PastRow]):
    """What was kept of items before they were changed."""

    name: ClassVar[str] = "history/of_items"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AmendPast(Query[Nothing]):
    """Derive anew what was kept of items; never what was decided about them."""

    name: ClassVar[str] = "history/amend"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class PastVersionRow:
    """The record around a version as it was kept: what it was since a revision."""

    id: str
    since: int
    properties: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class PastOfVersions(Query[PastVersionRow]):
    """What was kept of what is recorded around versions before it was changed."""

    name: ClassVar[str] = "history/of_versions"

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class AmendPastVersions(Query[Nothing]):
    """Derive anew what was kept of versions; never who made or signed them."""

    name: ClassVar[str] = "history/amend_versions"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class DateItems(Query[Nothing]):
    """Let items of an earlier version of the database be as they are since a revision."""

    name: ClassVar[str] = "maintenance/upgrade/date_items"

    revision: int


@dataclass(frozen=True, slots=True)
class DateVersions(Query[Nothing]):
    """Let records of versions of an earlier version of the database be as they are since a revision."""

    name: ClassVar[str] = "maintenance/upgrade/date_versions"

    revision: int


@dataclass(frozen=True, slots=True)
class ItemsSince(Query[KeyRow]):
    """Items that were made or changed after a revision."""

    name: ClassVar[str] = "history/items_since"

    at: int


@dataclass(frozen=True, slots=True)
class PastItems(Query[PropertiesRow]):
    """Items that were changed after a revision, as they were at it."""

    name: ClassVar[str] = "history/items"

    at: int


@dataclass(frozen=True, slots=True)
class DropItems(Query[Nothing]):
    """Take items out, in a transaction that is rolled back."""

    name: ClassVar[str] = "history/drop_items"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DropScopes(Query[Nothing]):
    """Take the scopes of items out, in a transaction that is rolled back."""

    name: ClassVar[str] = "history/drop_scopes"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DropVersions(Query[Nothing]):
    """Take later versions out, in a transaction that is rolled back."""

    name: ClassVar[str] = "history/drop_versions"

    keys: Sequence[str]
    revision: int


@dataclass(frozen=True, slots=True)
class RestoreVersions(Query[Nothing]):
    """Bring back what was recorded around versions, in a transaction that is rolled back."""

    name: ClassVar[str] = "history/restore_versions"

    at: int


@dataclass(frozen=True, slots=True)
class RewindHead(Query[Nothing]):
    """Set the head to an earlier revision, in a transaction that is rolled back."""

    name: ClassVar[str] = "head/rewind"

    revision: int
    last_hash: str


@dataclass(frozen=True, slots=True)
class EntryOf(Query[EntryRow]):
    """The audit entry of a revision."""

    name: ClassVar[str] = "audit/entry"

    at: int


@dataclass(frozen=True, slots=True)
class FirstEntryAfter(Query[EntryRow]):
    """The oldest audit entry that was written after an instant."""

    name: ClassVar[str] = "audit/first_after"

    instant: str
