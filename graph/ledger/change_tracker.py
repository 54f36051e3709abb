"""What a write changes of the graph, noted while it writes, and who could see it.

A preview asks only what can be answered otherwise than before, and the gaps of now follow from those of
before. What a rule can see is told from its
text (`graph.dialect.footprint`); what a write changes is told from its statements, all of which go through
`Tx`: before one runs, the items that it writes are read, and at the end they are read again. A statement
that is not known here counts as one that changes everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Final

from graph.canonical import canonical
from graph.database.queries import (
    AddPins,
    AddVersions,
    AmendItems,
    AmendVersions,
    ArchiveItems,
    ArchiveVersions,
    AwaitKeys,
    CreateItems,
    CreateLinks,
    DropAwaited,
    DropAwaiting,
    DropLinks,
    DropPins,
    EnsureScopes,
    EnterScopes,
    Freeze,
    LeaveScopes,
    LeavingRow,
    LinksLeaving,
    NameSystems,
    ProjectItems,
    PropertiesOf,
    Query,
)
from graph.database.store import Tx
from graph.dialect import BESIDE, Footprint, Labels, footprint, reads_only
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.content import Properties

_Keys = Callable[[Any], Iterable[str]]
_REVISION: Final = ("Head", "revision")
"""What every write changes."""
_ENTITIES: Final = frozenset({"Item", *ITEM_TYPES})


def _rows(name: str) -> _Keys:
    return lambda query: {row[name] for row in query.rows}


PROPERTIES: Final[Mapping[type[Query[Any]], _Keys]] = {
    CreateItems: lambda query: {row["item"]["key"] for row in query.rows},
    ProjectItems: _rows("key"),
    AmendItems: _rows("key"),
}
"""Statements that change properties of items, and of which."""
LINKS: Final[Mapping[type[Query[Any]], _Keys]] = {
    EnterScopes: _rows("key"),
    LeaveScopes: lambda query: query.keys,
    AddPins: _rows("conclusion"),
    DropPins: lambda query: query.keys,
    CreateLinks: _rows("owner"),
    DropLinks: lambda query: query.keys,
    AwaitKeys: _rows("owner"),
    DropAwaited: lambda query: query.keys,
    DropAwaiting: _rows("owner"),
    Freeze: lambda query: [query.key],
}
"""Statements that change relationships, and the items that these leave."""
ELSEWHERE: Final[Mapping[type[Query[Any]], tuple[str, ...]]] = {
    CreateItems: ("Version",),
    AddVersions: ("Version",),
    AmendVersions: ("Version",),
    ArchiveItems: ("PastItem",),
    ArchiveVersions: ("PastVersion",),
    AwaitKeys: ("Missing",),
    NameSystems: ("Head",),
    EnsureScopes: (),  # what `$scopes` is tells whether there is a new one
}
"""Statements that change nodes that are no items, and the labels of these."""


@dataclass(frozen=True, slots=True)
class ItemChange:
    """What changed of an item: the properties that differ; `fresh` where the node itself came."""

    kind: str
    properties: frozenset[str]
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class LinkChange:
    """A relationship that came or went, or whose properties differ; `kind` and `end` are types."""

    owner: str
    kind: str
    relation: str
    target: str
    end: str


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a write changed: items by key, relationships, and other nodes by label.

    `nodes`, `properties` and `links` say the same by types: nodes that came, properties, relationships.
    """

    items: Mapping[str, ItemChange]
    moved: frozenset[LinkChange]
    labels: frozenset[str]
    nodes: frozenset[str] = field(init=False)
    properties: frozenset[tuple[str, str]] = field(init=False)
    links: frozenset[tuple[str, str, str]] = field(init=False)

    def __post_init__(self) -> None:
        """Say by types what changed."""
        kinds = frozenset(item.kind for item in self.items.values() if item.fresh)
        properties = {(item.kind, name) for item in self.items.values() for name in item.properties}
        links = frozenset((link.kind, link.relation, link.end) for link in self.moved)
        object.__setattr__(self, "nodes", kinds)
        object.__setattr__(self, "properties", frozenset({_REVISION, *properties}))
        object.__setattr__(self, "links", links)

    def affects(self, text: str, params: Iterable[str]) -> bool:
        """Whether a statement could answer otherwise now; `params` are those that it is given otherwise."""
        seen = footprint_of(text)
        if seen is None or seen.params & set(params):
            return True
        return (
            any(fits(labels, kind) for labels in seen.nodes for kind in self.nodes | self.labels)
            or self._properties_in(seen)
            or self._links_in(seen)
        )

    def _properties_in(self, seen: Footprint) -> bool:
        if any(fits(labels, label) for labels, _ in seen.properties for label in self.labels):
            return True
        by_name: dict[str, list[Labels]] = {}
        for labels, name in seen.properties:
            by_name.setdefault(name, []).append(labels)
        return any(fits(labels, kind) for kind, name in self.properties for labels in by_name.get(name, ()))

    def _links_in(self, seen: Footprint) -> bool:
        for start, relations, end in seen.links:
            if any(fits(start, label) or fits(end, label) for label in self.labels):
                return True
            for kind, relation, target in self.links:
                typed = relations is None or relation in relations
                if typed and fits(start, kind) and fits(end, target):
                    return True
        return False


def fits(labels: Labels, kind: str) -> bool:
    """Whether a node of a type, or of a label beside items, can stand where a text names some labels."""
    return labels is None or kind in labels or ("Item" in labels and kind in ITEM_TYPES)


@cache
def footprint_of(text: str) -> Footprint | None:
    """Return what a statement can see of the graph; None when it has to be taken to see everything."""
    return footprint(text, _ENTITIES)


def merged(changes: Sequence[ChangeSet]) -> ChangeSet:
    """Return what several writes changed together."""
    items: dict[str, ItemChange] = {}
    for key, item in (entry for change in changes for entry in change.items.items()):
        before = items.get(key, item)
        items[key] = ItemChange(item.kind, before.properties | item.properties, before.fresh or item.fresh)
    return ChangeSet(
        items,
        frozenset[LinkChange]().union(*(change.moved for change in changes)),
        frozenset[str]().union(*(change.labels for change in changes)),
    )


@dataclass(slots=True)
class ChangeTracker:
    """Notes what a write changes: set `note` as the `before` of its transaction.

    One that changes more than `most` items is not followed: it may have changed everything.
    """

    tx: Tx
    most: int | None = None
    properties: dict[str, Properties] = field(default_factory=dict)
    links: dict[str, list[LeavingRow]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    unknown: bool = False

    async def note(self, query: Query[Any]) -> None:
        """Read what a statement is about to change, unless it was read before."""
        kind = type(query)
        if self.unknown:
            return
        if kind not in PROPERTIES and kind not in LINKS and kind not in ELSEWHERE:
            self.unknown |= not _reads(query.statement_text().body)
            return
        self.labels |= set(ELSEWHERE.get(kind, ()))
        owners = set(PROPERTIES[kind](query)) - set(self.properties) if kind in PROPERTIES else set()
        starts = set(LINKS[kind](query)) - set(self.links) if kind in LINKS else set()
        if kind is CreateItems:
            starts = owners
        if (
            self.most is not None
            and len(self.properties) + len(self.links) + len(owners | starts) > self.most
        ):
            self.unknown = True
            return
        if kind is CreateItems:  # of what is not there yet nothing can be read
            self.properties |= {key: {} for key in owners}
            self.links |= {key: [] for key in starts}
            return
        self.properties |= await _properties(self.tx, sorted(owners))
        self.links |= await _links(self.tx, sorted(starts))

    async def changes(self) -> ChangeSet | None:
        """Return what has changed since; None when it cannot be told."""
        if self.unknown:
            return None
        items: dict[str, ItemChange] = {}
        now = await _properties(self.tx, sorted(self.properties))
        for key, before in self.properties.items():
            after = now[key]
            names = frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))
            if names:
                kind = (after or before).get("type", "")
                items[key] = ItemChange(kind, names, fresh=not before or not after)
        standing = await _links(self.tx, sorted(self.links))
        moved = {link for key, before in self.links.items() for link in _moved(before, standing[key])}
        return ChangeSet(items, frozenset(moved), frozenset(self.labels))


async def _properties(tx: Tx, keys: list[str]) -> dict[str, Properties]:
    properties: dict[str, Mapping[str, object]] = {key: {} for key in keys}
    properties |= {row.key: row.properties for row in await tx.fetch(PropertiesOf(keys=keys))}
    return properties


async def _links(tx: Tx, keys: list[str]) -> dict[str, list[LeavingRow]]:
    links: dict[str, list[LeavingRow]] = {key: [] for key in keys}
    for row in await tx.fetch(LinksLeaving(keys=keys)):
        links[row.owner].append(row)
    return links


def _moved(before: Iterable[LeavingRow], after: Iterable[LeavingRow]) -> set[LinkChange]:
    """Return the relationships that differ."""
    was, now = (Counter((_link(row), canonical(row.properties)) for row in rows) for rows in (before, after))
    return {link for link, _ in (was - now) + (now - was)}


def _link(row: LeavingRow) -> LinkChange:
    return LinkChange(row.owner, row.type, row.relation, row.target, row.kind or BESIDE[row.relation])


@cache
def _reads(body: str) -> bool:
    return reads_only(body)
