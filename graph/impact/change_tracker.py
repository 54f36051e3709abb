"""What a write changes of the graph, noted while it writes, and who could see it.

A preview asks only the rules that can answer otherwise than before. What a rule can see is told from its
text (`graph.dialect.footprint`); what a write changes is told from its statements, all of which go through
`Tx`: before one runs, the items that it writes are read, and at the end they are read again. A statement
that is not known here counts as one that changes everything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
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
    ProjectItems,
    PropertiesOf,
    Query,
)
from graph.database.store import Tx
from graph.dialect import Footprint, Labels, footprint, reads_only
from graph.vocabulary import ITEM_TYPES

_Keys = Callable[[Any], Iterable[str]]
_BESIDE: Final[Mapping[str, str]] = {"IN_SCOPE": "Scope", "AWAITS": "Missing"}
"""Relations that end at a node that is no item."""
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
    EnsureScopes: (),  # what `$scopes` is tells whether there is a new one
}
"""Statements that change nodes that are no items, and the labels of these."""


@dataclass(frozen=True, slots=True)
class ChangeSet:
    """What a write changed: nodes that came or went, properties, relationships, other nodes by label."""

    nodes: frozenset[str]
    properties: frozenset[tuple[str, str]]
    links: frozenset[tuple[str, str, str]]
    labels: frozenset[str]

    def affects(self, text: str, params: Iterable[str]) -> bool:
        """Whether a statement could answer otherwise now; `params` are those that it is given otherwise."""
        seen = footprint_of(text)
        if seen is None or seen.params & set(params):
            return True
        return (
            any(_fits(labels, kind) for labels in seen.nodes for kind in self.nodes | self.labels)
            or self._properties_in(seen)
            or self._links_in(seen)
        )

    def _properties_in(self, seen: Footprint) -> bool:
        if any(_fits(labels, label) for labels, _ in seen.properties for label in self.labels):
            return True
        by_name: dict[str, list[Labels]] = {}
        for labels, name in seen.properties:
            by_name.setdefault(name, []).append(labels)
        return any(_fits(labels, kind) for kind, name in self.properties for labels in by_name.get(name, ()))

    def _links_in(self, seen: Footprint) -> bool:
        for start, relations, end in seen.links:
            if any(_fits(start, label) or _fits(end, label) for label in self.labels):
                return True
            for kind, relation, target in self.links:
                typed = relations is None or relation in relations
                if typed and _fits(start, kind) and _fits(end, target):
                    return True
        return False


def _fits(labels: Labels, kind: str) -> bool:
    return labels is None or kind in labels or ("Item" in labels and kind in ITEM_TYPES)


@cache
def footprint_of(text: str) -> Footprint | None:
    """Return what a statement can see of the graph; None when it has to be taken to see everything."""
    return footprint(text, _ENTITIES)


@dataclass(slots=True)
class ChangeTracker:
    """Notes what a write changes: set `note` as the `before` of its transaction."""

    tx: Tx
    properties: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    links: dict[str, list[LeavingRow]] = field(default_factory=dict)
    labels: set[str] = field(default_factory=set)
    unknown: bool = False

    async def note(self, query: Query[Any]) -> None:
        """Read what a statement is about to change, unless it was read before."""
        kind = type(query)
        if kind not in PROPERTIES and kind not in LINKS and kind not in ELSEWHERE:
            self.unknown |= not _reads(query.statement_text().body)
            return
        self.labels |= set(ELSEWHERE.get(kind, ()))
        if kind in PROPERTIES:
            fresh = sorted(set(PROPERTIES[kind](query)) - set(self.properties))
            self.properties |= await _properties(self.tx, fresh)
        if kind in LINKS:
            fresh = sorted(set(LINKS[kind](query)) - set(self.links))
            self.links |= await _links(self.tx, fresh)

    async def changes(self) -> ChangeSet | None:
        """Return what has changed since; None when it cannot be told."""
        if self.unknown:
            return None
        nodes, properties = set[str](), {_REVISION}
        now = await _properties(self.tx, sorted(self.properties))
        for key, before in self.properties.items():
            after = now[key]
            kind = (after or before).get("type", "")
            if not before or not after:
                nodes.add(kind)
            properties |= {(kind, name) for name in {*before, *after} if before.get(name) != after.get(name)}
        standing = await _links(self.tx, sorted(self.links))
        links = {ends for key, before in self.links.items() for ends in _moved(before, standing[key])}
        return ChangeSet(frozenset(nodes), frozenset(properties), frozenset(links), frozenset(self.labels))


async def _properties(tx: Tx, keys: list[str]) -> dict[str, Mapping[str, Any]]:
    properties: dict[str, Mapping[str, Any]] = {key: {} for key in keys}
    properties |= {row.key: row.properties for row in await tx.fetch(PropertiesOf(keys=keys))}
    return properties


async def _links(tx: Tx, keys: list[str]) -> dict[str, list[LeavingRow]]:
    links: dict[str, list[LeavingRow]] = {key: [] for key in keys}
    for row in await tx.fetch(LinksLeaving(keys=keys)):
        links[row.owner].append(row)
    return links


def _moved(before: Iterable[LeavingRow], after: Iterable[LeavingRow]) -> set[tuple[str, str, str]]:
    """Return the relationships that differ, each by the types of its ends and its own."""
    was, now = (
        Counter((_ends(row), row.target, canonical(row.properties)) for row in rows)
        for rows in (before, after)
    )
    return {ends for ends, _, _ in (was - now) + (now - was)}


def _ends(row: LeavingRow) -> tuple[str, str, str]:
    return row.type, row.relation, row.kind or _BESIDE[row.relation]


@cache
def _reads(body: str) -> bool:
    return reads_only(body)
