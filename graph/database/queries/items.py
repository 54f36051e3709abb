"""The head, and items with their versions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from graph.database.queries.base import Nothing, Query
from graph.database.queries.rows import PropertiesRow, RecordRow
from graph.versions.proposal import Instant, ItemKey
from graph.versions.version import Version, VersionId, version_of


@dataclass(frozen=True, slots=True)
class HeadRow:
    """Where the graph is."""

    revision: int
    last_hash: str
    last_at: str | None
    schema_version: int
    history_from: int


@dataclass(frozen=True, slots=True)
class SystemsRow:
    """Names of systems that masters live in."""

    systems: Sequence[str]


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as listings show it."""

    key: ItemKey
    id: str
    type: str
    title: str | None
    state: str
    latest_no: int
    effective_no: int
    content_hash: str | None
    substantive_hash: str | None
    interface_hash: str | None
    changed: int
    source: str | None
    source_version: str | None
    status: str | None
    stale_from: str | None
    suspect_from: str | None
    overdue_from: str | None
    withdrawn_reason: str | None


@dataclass(frozen=True, slots=True)
class CountRow:
    """Items of one type and state."""

    type: str
    state: str
    count: int


@dataclass(frozen=True, slots=True)
class NeighbourRow:
    """An item at the other end of a reference."""

    item: str
    relation: str
    key: str
    type: str
    title: str | None
    state: str


@dataclass(frozen=True, slots=True)
class HeadState(Query[HeadRow]):
    """The revision the graph is at, and the last link of the audit chain."""

    name: ClassVar[str] = "head/read"


@dataclass(frozen=True, slots=True)
class Advance(Query[HeadRow]):
    """Take the next revision. The first statement of every write: it makes writers queue."""

    name: ClassVar[str] = "head/advance"


@dataclass(frozen=True, slots=True)
class CreateHead(Query[Nothing]):
    """Make the head of an empty database."""

    name: ClassVar[str] = "head/create"

    genesis: str
    schema_version: int


@dataclass(frozen=True, slots=True)
class SealHead(Query[Nothing]):
    """Remember the hash of the newest audit entry, and when it was made."""

    name: ClassVar[str] = "head/seal"

    last_hash: str
    last_at: str


@dataclass(frozen=True, slots=True)
class KnownSystems(Query[SystemsRow]):
    """The names of systems that sources have, as they were first written."""

    name: ClassVar[str] = "head/systems"


@dataclass(frozen=True, slots=True)
class NameSystems(Query[Nothing]):
    """Remember the names of systems that sources have, as they were first written."""

    name: ClassVar[str] = "head/name_systems"

    systems: Sequence[str]


@dataclass(frozen=True, slots=True)
class UpgradeHead(Query[Nothing]):
    """Record the schema version that the database now has, and from which revision its history is kept."""

    name: ClassVar[str] = "head/upgrade"

    schema_version: int
    history_from: int


@dataclass(frozen=True, slots=True)
class ItemsByKeys(Query[ItemRow]):
    """Items by their keys; unknown keys give no row."""

    name: ClassVar[str] = "items/by_keys"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ItemsBySources(Query[ItemRow]):
    """Items by where their master lives."""

    name: ClassVar[str] = "items/by_sources"

    sources: Sequence[str]


@dataclass(frozen=True, slots=True)
class ItemPage(Query[ItemRow]):
    """One page of items in the order of their keys; empty filters let everything pass."""

    name: ClassVar[str] = "items/list"

    type: str
    state: str
    text: str
    sources: Sequence[str]
    after: str
    size: int


@dataclass(frozen=True, slots=True)
class ItemPageOfDevice(Query[ItemRow]):
    """One page of the items in the scope of a device, in the order of their keys."""

    name: ClassVar[str] = "items/list_of_device"

    device: str
    type: str
    state: str
    text: str
    sources: Sequence[str]
    after: str
    size: int


@dataclass(frozen=True, slots=True)
class ItemCounts(Query[CountRow]):
    """How many items there are of each type and state."""

    name: ClassVar[str] = "items/count"


@dataclass(frozen=True, slots=True)
class CreateItems(Query[Nothing]):
    """New items of one type, each with its first version."""

    name: ClassVar[str] = "items/create"
    placeholders: ClassVar[frozenset[str]] = frozenset({"label", "item_properties", "version_properties"})

    label: str
    item_properties: Sequence[str]
    version_properties: Sequence[str]
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class ProjectItems(Query[Nothing]):
    """Replace the properties of items by what is in force now."""

    name: ClassVar[str] = "items/project"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class AmendItems(Query[Nothing]):
    """Change some properties of items."""

    name: ClassVar[str] = "items/amend"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class PropertiesOf(Query[PropertiesRow]):
    """All properties of items."""

    name: ClassVar[str] = "items/properties"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AddVersions(Query[Nothing]):
    """Further versions of items."""

    name: ClassVar[str] = "versions/add"
    placeholders: ClassVar[frozenset[str]] = frozenset({"version_properties"})

    version_properties: Sequence[str]
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class AmendVersions(Query[Nothing]):
    """Change the record around versions; their content never changes."""

    name: ClassVar[str] = "versions/amend"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class HashesRow:
    """The hashes of one version, but for that of its content."""

    id: str
    substantive_hash: str
    interface_hash: str


@dataclass(frozen=True, slots=True)
class VersionHashes(Query[HashesRow]):
    """The hashes of versions, without their contents."""

    name: ClassVar[str] = "versions/hashes"

    ids: Sequence[VersionId]


@dataclass(frozen=True, slots=True)
class EnteredRow:
    """A version that came into force, and when."""

    key: ItemKey
    no: int
    at: Instant
    interface_hash: str


@dataclass(frozen=True, slots=True)
class VersionsEntered(Query[EnteredRow]):
    """The versions of items that came into force before an instant, oldest first."""

    name: ClassVar[str] = "versions/entered"

    keys: Sequence[str]
    before: str


@dataclass(frozen=True, slots=True)
class NearRow:
    """A version of a device that a use of evidence concerns."""

    use: ItemKey
    version: ItemKey
    released_at: str | None


@dataclass(frozen=True, slots=True)
class VersionsNear(Query[NearRow]):
    """The versions of the devices that uses of evidence concern, with the day of their release."""

    name: ClassVar[str] = "items/versions_near"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class VersionsByIds(Query[Version]):
    """Versions by their ids."""

    name: ClassVar[str] = "versions/by_ids"
    row: ClassVar[type[Any]] = RecordRow

    ids: Sequence[VersionId]

    def result(self, row: RecordRow) -> Version:
        """Return the version that a record says."""
        return version_of(row.properties)


@dataclass(frozen=True, slots=True)
class VersionsOf(Query[Version]):
    """All versions of an item, oldest first."""

    name: ClassVar[str] = "versions/of_item"
    row: ClassVar[type[Any]] = RecordRow

    key: str

    def result(self, row: RecordRow) -> Version:
        """Return the version that a record says."""
        return version_of(row.properties)


@dataclass(frozen=True, slots=True)
class DependantsOf(Query[NeighbourRow]):
    """Who holds a reference to any of these items."""

    name: ClassVar[str] = "items/dependants"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DependenciesOf(Query[NeighbourRow]):
    """What any of these items hold a reference to."""

    name: ClassVar[str] = "items/dependencies"

    keys: Sequence[str]
