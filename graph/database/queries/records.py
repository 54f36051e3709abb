"""The audit trail, stored previews, and what verification reads."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query
from graph.database.queries.rows import LinkRow, PropertiesRow, RecordRow
from graph.vocabulary.content import Properties


@dataclass(frozen=True, slots=True)
class EntryRow:
    """An audit entry."""

    revision: int
    properties: Properties


@dataclass(frozen=True, slots=True)
class ChangesRow:
    """A page of the changes of an audit entry."""

    revision: int
    page: int
    changes: str


@dataclass(frozen=True, slots=True)
class AppendEntry(Query[Nothing]):
    """Append an entry to the audit trail, and note what the write changed in the place of an older note."""

    name: ClassVar[str] = "audit/append"

    entry: Mapping[str, object]
    slot: int
    note: Mapping[str, object]
    pages: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class NoteRow:
    """What a write changed, packed, and from which hash to which it leads."""

    revision: int
    form: int
    before: str
    after: str
    changed: str
    hash: str


@dataclass(frozen=True, slots=True)
class ChangeNotes(Query[NoteRow]):
    """What writes changed, as it was noted with their entries."""

    name: ClassVar[str] = "audit/notes"

    slots: Sequence[int]


@dataclass(frozen=True, slots=True)
class AddAuditPages(Query[Nothing]):
    """Append pages to the changes of an entry."""

    name: ClassVar[str] = "audit/add_pages"

    pages: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class AuditPage(Query[EntryRow]):
    """One page of audit entries, oldest first; empty filters let everything pass."""

    name: ClassVar[str] = "audit/list"

    actor: str
    action: str
    since: str
    until: str
    upto: int
    after: int
    size: int


@dataclass(frozen=True, slots=True)
class AuditPageOfItem(Query[EntryRow]):
    """One page of the audit entries that changed an item, oldest first."""

    name: ClassVar[str] = "audit/list_of_item"

    key: str
    actor: str
    action: str
    since: str
    until: str
    upto: int
    after: int
    size: int


@dataclass(frozen=True, slots=True)
class AuditChanges(Query[ChangesRow]):
    """The changes of audit entries."""

    name: ClassVar[str] = "audit/pages"

    revisions: Sequence[int]


@dataclass(frozen=True, slots=True)
class SightingRow:
    """When a gap was first listed, as releases before kept it."""

    id: str
    revision: int
    at: str


@dataclass(frozen=True, slots=True)
class GapsFirstSeen(Query[SightingRow]):
    """When gaps were first listed, as releases before kept it."""

    name: ClassVar[str] = "first_seen/of"

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class StorePreview(Query[Nothing]):
    """Keep an impact preview."""

    name: ClassVar[str] = "previews/store"

    properties: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class ReadPreview(Query[RecordRow]):
    """An impact preview by its id."""

    name: ClassVar[str] = "previews/read"

    id: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """An impact report as a list shows it; `place` is where it stands in the list."""

    place: str
    id: str
    at: str
    actor: str
    revision: int
    change: str


@dataclass(frozen=True, slots=True)
class ImpactReports(Query[ReportRow]):
    """Impact reports in the order in which they were made, of one change where it is named."""

    name: ClassVar[str] = "previews/reports"

    after: str
    change: str
    upto: int
    size: int


@dataclass(frozen=True, slots=True)
class NamelessPreviews(Query[RecordRow]):
    """Previews and impact reports that do not say of which change they are."""

    name: ClassVar[str] = "previews/nameless"

    after: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredPreviews(Query[RecordRow]):
    """One page of previews and impact reports as they are stored."""

    name: ClassVar[str] = "maintenance/verify/previews"

    after: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredSightings(Query[RecordRow]):
    """One page of the first sightings of gaps as they are stored."""

    name: ClassVar[str] = "maintenance/verify/sightings"

    after: str
    size: int


@dataclass(frozen=True, slots=True)
class NameReports(Query[Nothing]):
    """Say of impact reports of which change they are."""

    name: ClassVar[str] = "previews/name"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class StoredItems(Query[PropertiesRow]):
    """One page of items with everything stored on them, in the order of their keys."""

    name: ClassVar[str] = "maintenance/verify/items"

    after: str
    size: int


@dataclass(frozen=True, slots=True)
class StoredReferences(Query[LinkRow]):
    """The references that items hold, those that wait included."""

    name: ClassVar[str] = "maintenance/verify/references"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class StoredAwaited(Query[LinkRow]):
    """The references that items wait for."""

    name: ClassVar[str] = "maintenance/verify/awaited"

    keys: Sequence[str]
