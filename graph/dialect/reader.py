"""Reads a statement from left to right: which nodes, properties and relationships it sees of a graph.

`footprint` and `places` say what of it in their own ways. A text that does not name what it reads is
`Unsaid`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.dialect.clauses import Clause, branches_of, clauses_of, head_at
from graph.dialect.findings import Findings
from graph.dialect.nodes import QUERY, Node, key_at, keys_of, split
from graph.dialect.shapes import (
    LIST_PREDICATES,
    WORDS,
    comprehended_length,
    is_value,
    items_of,
    link_length,
    named,
)

Labels = frozenset[str] | None
"""The labels of which a node has at least one; None where the text does not say."""


class Unsaid(Exception):
    """The text does not say what is read."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What is known of a variable: a `node`, the `key` of one, a `number`, another `value`, or anything.

    `at` are places of nodes, for the reader that tells these apart.
    """

    kind: str
    labels: Labels = None
    at: frozenset[int] = frozenset()


ANYTHING: Final = Seen("")
VALUE: Final = Seen("value")
_NUMBER: Final = Seen("number")
BESIDE: Final[Mapping[str, str]] = {"IN_SCOPE": "Scope", "AWAITS": "Missing"}
"""Relationships that end at a node that is no item, and its label; all others lead from item to item."""
Env = dict[str, Seen]

FUNCTIONS: Final = frozenset({
    "AVG", "CEIL", "COALESCE", "COLLECT", "COUNT", "EXISTS", "FLOOR", "HEAD", "LAST", "LEFT", "LTRIM", "MAX",
    "MIN", "RANGE", "REPLACE", "RIGHT", "ROUND", "RTRIM", "SIZE", "SPLIT", "SUBSTRING", "SUM", "TOFLOAT",
    "TOINTEGER", "TOLOWER", "TOSTRING", "TOUPPER", "TRIM",
})  # fmt: skip
"""Functions that see no more of a graph than the values they are given."""
_READING: Final = frozenset({"MATCH", "OPTIONAL MATCH", "WITH", "RETURN", "UNWIND", "CALL"})


@dataclass(slots=True)
class Reader:
    """Reads a statement from left to right and notes what it sees."""

    findings: Findings
    entities: frozenset[str]
    nodes: set[Labels] = field(default_factory=set)
    properties: set[tuple[Labels, str]] = field(default_factory=set)
    links: set[tuple[Labels, Labels, Labels]] = field(default_factory=set)
    params: set[str] = field(default_factory=set)

    # -- queries and clauses ---------------------------------------------------------------------------

    def query(self, nodes: Sequence[Node], env: Mapping[str, Seen]) -> Env:
        """Read a query with all its branches; gives what it returns."""
        ends = [
            self._branch(branch, dict(env)) for branch in branches_of(clauses_of(list(nodes), self.findings))
        ]
        return {name: _either([end.get(name, ANYTHING) for end in ends]) for end in ends for name in end}

    def _branch(self, clauses: Iterable[Clause], env: Env) -> Env:
        returned: Env = {}
        for clause in clauses:
            if clause.kind not in _READING:
                raise Unsaid
            if clause.kind in ("MATCH", "OPTIONAL MATCH"):
                self._match(clause, env)
            elif clause.kind == "UNWIND":
                expression, name, _ = named(clause.body)
                self._expression(expression, env)
                env[name] = self._unwound(expression, env)
            elif clause.kind == "CALL":
                self._call(clause, env)
            else:
                env = returned = self._projection(clause, env)
        return returned

    def _match(self, clause: Clause, env: Env) -> None:
        self._pattern(clause.body, env)
        self._where(clause.part("WHERE"), env)

    def _where(self, nodes: Sequence[Node], env: Env) -> None:
        self._expression(nodes, env)

    def _call(self, clause: Clause, env: Env) -> None:
        if keys_of(clause.body) != ("()", QUERY):
            raise Unsaid
        imported, query = clause.body
        everything = keys_of(imported.inner) == ("*",)
        names = {node.text for node in imported.inner}
        inner = {name: seen for name, seen in env.items() if everything or name in names}
        env.update(self.query(query.inner, inner))

    def _projection(self, clause: Clause, env: Env) -> Env:
        after: Env = {}
        for item in items_of(clause.body):
            expression, name, _ = named(item)
            if keys_of(expression) == ("*",):
                after |= env
                continue
            self._expression(expression, env)
            if name:
                after[name] = self._value(expression, env)
        both = {**env, **after}
        for part in ("ORDER BY", "SKIP", "LIMIT"):
            self._expression(clause.part(part), both)
        self._where(clause.part("WHERE"), both)
        return after

    def _value(self, expression: Sequence[Node], env: Env) -> Seen:
        """Tell what an item of WITH or RETURN is."""
        if len(expression) == 1:
            node = expression[0]
            if node.is_name and node.key not in WORDS:
                return env.get(node.text, ANYTHING)
            return VALUE if node.kind in ("string", "number", "param") else ANYTHING
        if len(expression) == len("a.b") and key_at(expression, 1) == "." and expression[0].is_name:
            of = env.get(expression[0].text, ANYTHING)
            entity = of.kind == "node" and of.labels is not None and of.labels <= self.entities
            return Seen("key", of.labels) if entity and expression[2].text == "key" else VALUE
        return ANYTHING

    def _unwound(self, expression: Sequence[Node], env: Env) -> Seen:
        """Tell what a row of UNWIND is."""
        if keys_of(expression) == ("RANGE", "()"):
            return _NUMBER
        if len(expression) == 1 and env.get(expression[0].text, ANYTHING).kind == "device":
            return env[expression[0].text]
        return VALUE if [node.kind for node in expression] == ["param"] else ANYTHING

    # -- patterns --------------------------------------------------------------------------------------

    def _pattern(self, body: Sequence[Node], env: Env) -> None:
        """Note the paths of a pattern; binds its variables in `env`."""
        for path in split(body, {","}):
            before: Labels = None
            types: Labels = None
            steps, hops, marks = 0, 1, set[str]()
            for node in path:
                if node.key == "()":
                    alone = len(path) == 1
                    now = self._node(node, env, alone=alone)
                    if steps:
                        self._link(before, types, now, marks, hops)
                    before, types, hops, marks = now, None, 1, set()
                    steps += 1
                elif node.key == "[]":
                    types, hops = self._relationship(node, env)
                elif node.key in ("-", "<", ">"):
                    marks.add(node.key)
                else:
                    raise Unsaid

    def _link(self, before: Labels, types: Labels, now: Labels, marks: set[str], hops: int) -> None:
        """Note a relationship of a pattern, or a path of up to so many; 0 for one of any length."""
        if hops != 1:
            before = now = between(types)
        if "<" not in marks or ">" in marks:
            self.links.add((before, types, now))
        if ">" not in marks or "<" in marks:
            self.links.add((now, types, before))

    def _node(self, group: Node, env: Env, *, alone: bool) -> Labels:
        inner = group.inner
        name = name_of(inner)
        labels, known = labels_of(inner), env.get(name) if name else None
        if known is not None and known.kind == "node":
            labels = known.labels if labels is None else labels
        elif known is None and alone:
            again = self._matched_before(inner, env)
            if again is not None:
                labels = again
            else:
                self.nodes.add(labels)
        if name:
            env[name] = Seen("node", labels)
        self._map(inner, labels, env)
        return labels

    def _matched_before(self, inner: Sequence[Node], env: Env) -> Labels:
        """Return the labels of a node that is looked up by the key of one that was matched before."""
        maps = [node for node in inner if node.key == "{}"]
        entry = maps[0].inner if len(maps) == 1 else ()
        if len(entry) != len("k:v") or entry[0].text != "key" or not entry[2].is_name:
            return None
        seen = env.get(entry[2].text, ANYTHING)
        return seen.labels if seen.kind == "key" else None

    def _relationship(self, group: Node, env: Env) -> tuple[Labels, int]:
        inner = group.inner
        if name := name_of(inner):
            env[name] = VALUE
        self._map(inner, frozenset(), env)
        return labels_of(inner), _hops(inner)

    def _map(self, inner: Sequence[Node], labels: Labels, env: Env) -> None:
        for group in (node for node in inner if node.key == "{}"):
            for entry in split(group.inner, {","}):
                if key_at(entry, 1) != ":":
                    raise Unsaid
                if labels is None or labels:
                    self.properties.add((labels, entry[0].text))
                self._expression(entry[2:], env)

    # -- expressions -----------------------------------------------------------------------------------

    def _expression(self, nodes: Sequence[Node], env: Env) -> None:
        for i, node in enumerate(nodes):
            if node.kind == "param":
                self.params.add(node.text.removeprefix("$"))
            elif node.kind == "fixed" and key_at(nodes, i - 1) == ".":
                self._property(nodes, i, env)
            elif node.key == QUERY:
                self._subquery(node, env)
            elif node.key in ("()", "[]"):
                self._group(nodes, i, env)
            elif node.key == "{}":
                if i and is_value(nodes[i - 1]):
                    raise Unsaid
                self._expression(node.inner, env)
            elif node.kind == "group":
                self._expression(node.inner, env)

    def _property(self, nodes: Sequence[Node], i: int, env: Env) -> None:
        owner = nodes[i - 2] if i > 1 else None
        plain = owner is not None and owner.is_name and key_at(nodes, i - 3) != "."
        seen = env.get(owner.text, ANYTHING) if owner is not None and plain else ANYTHING
        if seen.kind in ("", "node"):
            self.properties.add((seen.labels, nodes[i].text))

    def _subquery(self, group: Node, env: Env) -> None:
        inner = list(group.inner)
        if inner and not head_at(inner, 0)[0]:
            self._pattern(inner, dict(env))
        else:
            self.query(inner, env)

    def _group(self, nodes: Sequence[Node], i: int, env: Env) -> None:
        """Read brackets: a call, a list, an index, or what only holds together."""
        node, before = nodes[i], nodes[i - 1] if i else None
        inner = node.inner
        if node.key == "()":
            if link_length(nodes, i + 1):
                raise Unsaid
            if before is not None and before.kind == "fixed":
                raise Unsaid  # a function of a package
            called = before is not None and before.is_name and before.key not in WORDS
            if called and before is not None and before.key not in FUNCTIONS | LIST_PREDICATES:
                raise Unsaid
            counted = before is not None and before.key in ("COUNT", "COLLECT", "EXISTS")
            binds = called or counted
        elif before is not None and is_value(before):
            self._index(inner, env)
            return
        else:
            length = comprehended_length(inner)
            if length:
                raise Unsaid
            binds = True
        self._expression(inner, _with_local(inner, env) if binds else env)

    def _index(self, inner: Sequence[Node], env: Env) -> None:
        """An index has to be a number: a text would be the name of a property."""
        number = len(inner) == 1 and (
            inner[0].kind == "number" or (inner[0].is_name and env.get(inner[0].text) == _NUMBER)
        )
        if not number:
            raise Unsaid


def name_of(inner: Sequence[Node]) -> str:
    """Return the variable of an element of a pattern, if it has one."""
    return inner[0].text if inner and inner[0].is_name else ""


def labels_of(inner: Sequence[Node]) -> Labels:
    """Return the labels or types that stand behind the colon of an element; None where any will do."""
    rest = inner[1:] if name_of(inner) else inner
    until = next((i for i, node in enumerate(rest) if node.key in ("{}", "*")), len(rest))
    head, tail = rest[:until], rest[until:]
    length = all(node.kind == "number" or node.key in ("*", "..", "{}") for node in tail)
    if not length or (head and head[0].key != ":"):
        raise Unsaid
    names = [node for node in head if node.kind == "fixed" or node.is_name]
    if any(node.key not in (":", "|") for node in head if node not in names):
        raise Unsaid
    if len(head) != 2 * len(names):
        raise Unsaid
    return frozenset(node.text for node in names) or None


def _with_local(inner: Sequence[Node], env: Env) -> Env:
    """Return what is known inside of brackets that may bind a variable of their own."""
    if key_at(inner, 1) != "IN" or not inner[0].is_name:
        return env
    numbers = keys_of(inner[2:4]) == ("RANGE", "()")
    return {**env, inner[0].text: _NUMBER if numbers else ANYTHING}


def _either(seen: Sequence[Seen]) -> Seen:
    """Return what is known of a column that comes from several branches."""
    if all(one == seen[0] for one in seen):
        return seen[0]
    if len({one.kind for one in seen}) > 1 or seen[0].kind not in ("node", "key", "device"):
        return ANYTHING
    sets = [one.labels for one in seen]
    labels = None if None in sets else frozenset().union(*(s for s in sets if s is not None))
    return Seen(seen[0].kind, labels, frozenset().union(*(one.at for one in seen)))


def between(types: Labels) -> Labels:
    """Return the labels of what lies on a path of several relationships of some types."""
    return None if types is None or not types.isdisjoint(BESIDE) else frozenset({"Item"})


def _hops(inner: Sequence[Node]) -> int:
    """Return for how many relationships in a row the inside of one stands at most; 0 for no bound."""
    keys = keys_of(inner)
    if "*" not in keys:
        return 1
    match [node.text for node in inner[keys.index("*") + 1 :] if node.kind != "group"]:
        case [least, "..", most] if least.isdigit() and most.isdigit() and int(least) > 0:
            return int(most)
    return 0
