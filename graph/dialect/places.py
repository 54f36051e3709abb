"""The places of a rule's patterns, and what ties them to each other: told from its text alone.

A place is a node variable (or a node without a name) where it is first bound. Places are tied by the
relationships of patterns, and where the text says that they have one key. A context is what holds together: a
branch of a query, or the inside of a subquery. A match of a place in a context has matches of all that its
context and those around it demand, so that whoever walks from the place along these ties comes to every row
that the match can bear on.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.dialect.clauses import Clause
from graph.dialect.findings import Findings
from graph.dialect.nodes import Node, deep, key_at, keys_of, split
from graph.dialect.reader import ANYTHING, Env, Labels, Reader, Seen, Unsaid, between, name_of
from graph.dialect.shapes import AGGREGATES, items_of, named
from graph.dialect.tokens import nest, read_tokens

SCOPE: Final = frozenset({"Scope"})
DEVICE: Final = frozenset({"Device"})
_NOWHERE: Final = Seen("key", frozenset())
"""The empty text, which is the key of nothing."""


@dataclass(slots=True)
class NodePlace:
    """A node of a pattern: its labels, the properties that are read of it, the context that binds it."""

    labels: Labels
    within: int
    reads: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class Edge:
    """A relationship between two places; of an OPTIONAL MATCH it ties only what is `born` there."""

    start: int
    types: Labels
    end: int
    within: int
    born: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Tie:
    """Places that are one node, each of `one` some of `other`; or, with a `device`, that are of the device.

    A place of a scope is tied to what the device is read from, or to the scope of everywhere.
    """

    one: frozenset[int]
    other: frozenset[int]
    within: int
    born: frozenset[int] | None = None
    device: bool = False


@dataclass(frozen=True, slots=True)
class Gathering:
    """An aggregate: the places that are known before it, and those that it keeps apart."""

    within: int
    before: frozenset[int]
    kept: frozenset[int]


@dataclass(frozen=True, slots=True)
class Context:
    """A branch or a subquery; `query` is the same for the branches of one UNION, of which a row has one."""

    around: int
    query: int


@dataclass(slots=True)
class Places:
    """What a text says: places, ties, contexts, the places it begins with, and the columns it returns."""

    places: list[NodePlace] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    contexts: list[Context] = field(default_factory=lambda: [Context(-1, 0)])
    gatherings: list[Gathering] = field(default_factory=list)
    sources: dict[int, int] = field(default_factory=dict)
    anchors: set[int] = field(default_factory=set)
    columns: Mapping[str, Seen] = field(default_factory=dict)

    def around(self, context: int) -> Iterator[int]:
        """Return a context and those around it, from the inside."""
        while context >= 0:
            yield context
            context = self.contexts[context].around

    def exclusive(self, one: int, other: int) -> bool:
        """Whether a row comes from one of two contexts at most: they are in different branches of a UNION."""
        chains = [list(self.around(context))[::-1] for context in (one, other)]
        apart = [pair for pair in zip(*chains, strict=False) if pair[0] != pair[1]]
        return bool(apart) and self.contexts[apart[0][0]].query == self.contexts[apart[0][1]].query


def places_of(text: str, entities: Collection[str]) -> Places | None:
    """Return the places of a rule's text; None when it does not say all that it reads, or counts a part.

    A place whose key is looked up in `$subjects` is one that the rule begins with.
    """
    findings = Findings()
    nodes = nest(list(read_tokens(text, findings)), findings)
    reader = _PlaceReader(findings, frozenset(entities))
    try:
        reader.places.columns = reader.columns(nodes)
    except Unsaid:
        return None
    return None if findings.breaches or not nodes else reader.places


@dataclass
class _PlaceReader(Reader):
    """A reader that also tells places apart."""

    places: Places = field(default_factory=Places)
    _context: int = 0
    _query: int = 0
    _queries: int = 0
    _optional: bool = False
    _trail: list[int] = field(default_factory=list)
    _far: set[int] = field(default_factory=set)

    # -- contexts --------------------------------------------------------------------------------------

    def columns(self, nodes: Sequence[Node]) -> Env:
        """Read a whole text, and return what its columns are."""
        columns = self.query(nodes, {})
        self._refuse_far(frozenset().union(*(seen.at for seen in columns.values())))
        return columns

    def query(self, nodes: Sequence[Node], env: Mapping[str, Seen]) -> Env:
        """Read a query with all its branches, each in a context of its own."""
        outer, self._queries = self._query, self._queries + 1
        self._query = self._queries
        try:
            return super().query(nodes, env)
        finally:
            self._query = outer

    def _branch(self, clauses: Iterable[Clause], env: Env) -> Env:
        outer = self._enter()
        try:
            return super()._branch(clauses, env)
        finally:
            self._context = outer

    def _subquery(self, group: Node, env: Env) -> None:
        trail, query = self._trail, self._query
        self._trail, self._queries = [], self._queries + 1
        self._query = self._queries
        outer = self._enter()
        try:
            super()._subquery(group, env)
        finally:
            self._context, self._trail, self._query = outer, trail, query

    def _enter(self) -> int:
        outer = self._context
        self.places.contexts.append(Context(outer, self._query))
        self._context = len(self.places.contexts) - 1
        return outer

    # -- clauses ---------------------------------------------------------------------------------------

    def _match(self, clause: Clause, env: Env) -> None:
        mine = self.places
        first, edges, ties = len(mine.places), len(mine.edges), len(mine.ties)
        before, self._optional = self._optional, clause.kind == "OPTIONAL MATCH"
        super()._match(clause, env)
        self._optional = before
        if clause.kind != "OPTIONAL MATCH":
            return
        born = frozenset(range(first, len(mine.places)))
        for i in range(edges, len(mine.edges)):
            if (edge := mine.edges[i]).within == self._context:
                mine.edges[i] = Edge(edge.start, edge.types, edge.end, edge.within, born)
        for i in range(ties, len(mine.ties)):
            if (tie := mine.ties[i]).within == self._context:
                mine.ties[i] = Tie(tie.one, tie.other, tie.within, born, tie.device)

    def _projection(self, clause: Clause, env: Env) -> Env:
        if clause.part("SKIP") or clause.part("LIMIT"):
            raise Unsaid  # which rows are left depends on all others
        after = super()._projection(clause, env)
        items = [named(item)[0] for item in items_of(clause.body)]
        gathered = [item for item in items if _gathers(item)]
        if gathered:
            kept = [self._value(item, env).at for item in items if item not in gathered]
            before = [seen.at for seen in env.values()]
            self._refuse_far(frozenset().union(*before))
            self.places.gatherings.append(
                Gathering(self._context, frozenset().union(*before), frozenset().union(*kept))
            )
        return after

    def _where(self, nodes: Sequence[Node], env: Env) -> None:
        super()._where(nodes, env)
        if "OR" in keys_of(nodes) or "XOR" in keys_of(nodes):
            return
        for part in split(nodes, {"AND"}):
            self._condition(part, env)

    def _condition(self, part: Sequence[Node], env: Env) -> None:
        """Note what a condition ties; one that does not say so ties nothing."""
        keys = keys_of(part)
        if keys == ("()",):
            choices = [self._tied(choice, env) for choice in split(part[0].inner, {"OR"})]
            scopes = {one for one, _ in choices}
            if len(scopes) == 1 and all(one and of_device for one, of_device in choices):
                devices = frozenset().union(*(of_device.at for _, of_device in choices if of_device))
                self._tie(next(iter(scopes)), devices, device=True)
        elif "IN" in keys or "=" in keys:
            one, of_device = self._tied(part, env)
            if of_device is not None:
                self._tie(one, of_device.at, device=True)
            elif "IN" not in keys:
                left, right = self._sides(part, "=", env)
                if left.kind == right.kind == "key" and left.at and right.at:
                    self._tie(left.at, right.at)

    def _tied(self, part: Sequence[Node], env: Env) -> tuple[frozenset[int], Seen | None]:
        """Return the place of a scope or of a device that a condition ties to the device, and to what."""
        word = "IN" if "IN" in keys_of(part) else "="
        left, right = self._sides(part, word, env)
        if word == "=" and not _is_place_of_device(left):
            left, right = right, left
        if not _is_place_of_device(left) or len(left.at) != 1:
            return frozenset(), None
        of_scope = left.kind == "device"
        if right.kind == "everywhere":
            return (left.at, right) if of_scope else (frozenset(), None)
        if right.kind == "device" and right.at != left.at:
            return left.at, right
        if of_scope and right.kind == "key" and right.labels == DEVICE:
            return left.at, right
        return frozenset(), None

    def _sides(self, part: Sequence[Node], word: str, env: Env) -> tuple[Seen, Seen]:
        left, *others = split(part, {word})
        if len(others) != 1:
            return ANYTHING, ANYTHING
        return self._value(left, env), self._value(others[0], env)

    def _tie(self, one: frozenset[int], other: frozenset[int], *, device: bool = False) -> None:
        self._refuse_far(one | other)
        self.places.ties.append(Tie(one, other, self._context, device=device))

    # -- patterns --------------------------------------------------------------------------------------

    def _node(self, group: Node, env: Env, *, alone: bool) -> Labels:
        known = env.get(name_of(group.inner))
        self._refuse_far(known.at if known is not None else ())
        labels = super()._node(group, env, alone=alone)
        mine = self.places
        if known is not None and known.kind == "node" and len(known.at) == 1:
            (place,) = known.at
            if mine.places[place].within == self._context and not self._optional:
                mine.places[place].labels = labels
        else:
            place = len(mine.places)
            mine.places.append(NodePlace(labels, self._context))
            if known is not None and known.kind == "node" and known.at:
                self._tie(frozenset({place}), known.at)
        if name := name_of(group.inner):
            env[name] = Seen("node", labels, frozenset({place}))
        self._trail.append(place)
        for entries in (inner for inner in group.inner if inner.key == "{}"):
            for entry in split(entries.inner, {","}):
                mine.places[place].reads.add(entry[0].text)
                if entry[0].text == "key":
                    self._looked_up(place, self._value(entry[2:], env))
        return labels

    def _looked_up(self, place: int, value: Seen) -> None:
        if value.kind == "subjects":
            self.places.anchors.add(place)
        elif value.kind == "key" and value.at:
            self._tie(frozenset({place}), value.at)

    def _link(self, before: Labels, types: Labels, now: Labels, marks: set[str], hops: int) -> None:
        super()._link(before, types, now, marks, hops)
        if not hops or ("<" in marks) == (">" in marks):
            raise Unsaid  # a path of any length, or a relationship in either direction
        one, other = self._trail[-2:]
        self._refuse_far({one})
        self._edge(one, types, other, inward="<" in marks)
        if hops > 1:
            self._go_far(one, types, other, hops, inward="<" in marks)

    def _edge(self, one: int, types: Labels, other: int, *, inward: bool) -> None:
        start, end = (other, one) if inward else (one, other)
        self.places.edges.append(Edge(start, types, end, self._context))

    def _go_far(self, one: int, types: Labels, other: int, hops: int, *, inward: bool) -> None:
        """Note the longer paths to a place: for each length a place of its own, of which the same is read."""
        mine = self.places
        tied = frozenset().union(*(tie.one | tie.other for tie in mine.ties))
        if other != len(mine.places) - 1 or other in tied | mine.anchors:
            raise Unsaid  # it is known by other ways as well
        self._far.add(other)
        end = mine.places[other]
        for length in range(2, hops + 1):
            before = one
            for step in range(1, length + 1):
                is_end = step == length
                mine.places.append(
                    NodePlace(end.labels, self._context, end.reads)
                    if is_end
                    else NodePlace(between(types), self._context)
                )
                self._edge(before, types, len(mine.places) - 1, inward=inward)
                before = len(mine.places) - 1

    def _refuse_far(self, places: Collection[int]) -> None:
        """Refuse to go on from the end of a path of several lengths: the ways back are of those lengths."""
        if not self._far.isdisjoint(places):
            raise Unsaid

    # -- values ----------------------------------------------------------------------------------------

    def _property(self, nodes: Sequence[Node], i: int, env: Env) -> None:
        super()._property(nodes, i, env)
        owner = nodes[i - 2] if i > 1 else None
        plain = owner is not None and owner.is_name and key_at(nodes, i - 3) != "."
        seen = env.get(owner.text, ANYTHING) if owner is not None and plain else ANYTHING
        if not seen.kind or (seen.kind == "node" and not seen.at):
            raise Unsaid  # of whatever was put into a list or computed
        if seen.kind == "node":
            for place in seen.at:
                self.places.places[place].reads.add(nodes[i].text)

    def _unwound(self, expression: Sequence[Node], env: Env) -> Seen:
        params = [node.text for node in expression if node.kind == "param"]
        if len(expression) == 1 and self._value(expression, env).kind == "subjects":
            return Seen("subjects")
        if len(expression) == 1 and params == ["$policy"]:
            return Seen("policy", at=frozenset({self._source()}))
        return self._value(expression, env) if params == ["$devices"] else super()._unwound(expression, env)

    def _source(self) -> int:
        """Return a new number for rows that name devices and come from no place: a negative one."""
        number = -1 - len(self.places.sources)
        self.places.sources[number] = self._context
        return number

    def _value(self, expression: Sequence[Node], env: Env) -> Seen:
        if len(expression) == 1:
            return self._single(expression[0], env)
        if len(expression) == len("a.b") and key_at(expression, 1) == "." and expression[0].is_name:
            return self._of(env.get(expression[0].text, ANYTHING), expression, env)
        return ANYTHING

    def _single(self, node: Node, env: Env) -> Seen:
        if node.kind == "string" and node.text in ("''", '""'):
            return _NOWHERE
        if node.kind == "string" and node.text in ("'*'", '"*"'):
            return Seen("everywhere")
        if node.kind == "param" and node.text == "$devices":
            return Seen("device", at=frozenset({self._source()}))
        if node.kind == "param" and node.text == "$subjects":
            return Seen("subjects")
        if node.key in ("CASE END", "[]"):
            return self._of_device(node, env)
        return super()._value([node], env)

    def _of(self, owner: Seen, expression: Sequence[Node], env: Env) -> Seen:
        name = expression[2].text
        if owner.kind == "policy":
            return Seen("device", at=owner.at) if name in ("device", "scopes") else super()._value([], env)
        if owner.kind == "node" and owner.labels == SCOPE and name == "id" and owner.at:
            return Seen("device", SCOPE, owner.at)
        seen = super()._value(expression, env)
        return Seen("key", seen.labels, owner.at) if seen.kind == "key" else seen

    def _of_device(self, group: Node, env: Env) -> Seen:
        """Return what a list or a choice is that holds devices alone, and the scope of everywhere."""
        sources: set[frozenset[int]] = set()
        inner = list(group.inner)
        for i, node in enumerate(inner):
            if node.key == "[]":
                sources.add(_names_device(self._of_device(node, env)))
            elif node.is_name and key_at(inner, i + 1) == ".":
                sources.add(_names_device(self._value(inner[i : i + 3], env)))
            elif node.is_name and node.key not in ("CASE", "WHEN", "THEN", "ELSE", "END"):
                sources.add(_names_device(env.get(node.text, ANYTHING)))
            elif not _is_plain(node):
                return ANYTHING
        one = next(iter(sources)) if len(sources) == 1 else frozenset()
        return Seen("device", at=one) if one else ANYTHING


def _names_device(seen: Seen) -> frozenset[int]:
    """Return where a value comes from that is a device; nothing for any other."""
    return seen.at if seen.kind == "device" or _is_place_of_device(seen) else frozenset()


def _is_plain(node: Node) -> bool:
    """Whether a part of a list or a choice brings in nothing but devices and everywhere."""
    if node.kind == "string":
        return node.text in ("'*'", '"*"')
    return (
        node.text == "$devices"
        or node.kind == "fixed"
        or node.key in (".", ",", "=", "CASE", "WHEN", "THEN", "ELSE", "END")
    )


def _is_place_of_device(seen: Seen) -> bool:
    """Whether a value is the id of a scope that a pattern names, or the key of a device."""
    return (seen.kind == "device" and seen.labels == SCOPE) or (seen.kind == "key" and seen.labels == DEVICE)


def _gathers(expression: Sequence[Node]) -> bool:
    return any(
        siblings[i].key in AGGREGATES and key_at(siblings, i + 1) == "()" for siblings, i in deep(expression)
    )
