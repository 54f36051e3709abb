"""Expressions: what may not stand anywhere in one, and the subqueries in them (R3, R4, R5, R9, R13)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.dialect.clauses import head_at
from graph.dialect.conditions import check_pattern_where
from graph.dialect.nodes import QUERY, Node, key_at, keys_of, split
from graph.dialect.patterns import PatternReader
from graph.dialect.shapes import AGGREGATES, LIST_PREDICATES, comprehended_length, is_value, link_length
from graph.dialect.variables import Place, Scope, Variable

_BINDING = {*LIST_PREDICATES, "REDUCE", "FILTER", "EXTRACT", "FOREACH"}


class ExpressionReader(PatternReader):
    """Reads expressions at every depth."""

    @abstractmethod
    def _query(self, nodes: Sequence[Node], scope: Scope, place: Place) -> Scope:
        """Read a query with all its branches; the scope that its RETURN leaves behind."""

    def _expression(self, nodes: Sequence[Node], scope: Scope, place: Place) -> None:
        """Refuse what breaks a rule wherever it stands in an expression."""
        self._negated(nodes, negated=False, binds=False)
        if not _is_map(nodes):
            self._labels(nodes)
        self._level(nodes, scope, place)

    def _level(self, nodes: Sequence[Node], scope: Scope, place: Place) -> None:
        self._averages(nodes, scope)
        for i, node in enumerate(nodes):
            before = key_at(nodes, i - 1)
            self._here(nodes, i)
            if node.key == "CASE END" and node.inner and scope.known(node.inner[0].text).average:
                self.refuse("R13", node.inner[0], f"`{node.inner[0].text}` is an average")
            if node.key == QUERY:
                self._subquery(before, node, scope, place)
            elif node.key == "[]" and comprehended_length(node.inner):
                self._comprehension(node, scope, place)
            elif node.kind == "group":
                if node.key != "{}":
                    self._labels(node.inner)
                self._level(node.inner, scope, place)

    def _comprehension(self, group: Node, scope: Scope, place: Place) -> None:
        length = comprehended_length(group.inner)
        local = scope.copy()
        fresh = self._pattern(group.inner[:length], local, place)
        local.bind(fresh, Variable())
        rest = group.inner[length:]
        bar = next((i for i, node in enumerate(rest) if node.key == "|"), len(rest))
        check_pattern_where([node for node in rest[:bar] if node.key != "WHERE"], self.findings)
        self._labels(rest)
        self._level(rest, local, place)

    def _here(self, nodes: Sequence[Node], i: int) -> None:
        """Refuse what the node at `i` and its neighbours show."""
        node = nodes[i]
        key, before, after = node.key, key_at(nodes, i - 1), key_at(nodes, i + 1)
        if key == "()" and link_length(nodes, i + 1):
            self.refuse("R3", node, "A pattern stands in an expression")
        if key in {"COUNT", "COLLECT"} and after == QUERY:
            self.refuse("R4", node, f"{key} {{ }} is part of an expression")
        if key in AGGREGATES and after == "()":
            self.refuse("R5", node, f"`{node.text}()` is part of an expression")
        if key in {"SHORTESTPATH", "ALLSHORTESTPATHS"} and after == "()":
            self.refuse("R11", node, f"`{node.text}` searches paths")
        if i and _adjoined(nodes[i - 1], node):
            self.refuse("P1", node, f"`{node.text}` follows a value without an operator")
        if key == "LABELS" and after == "()":
            self._label_order(nodes, i)
        if before in {"HEAD", "LAST", "TAIL", "REVERSE"} and key_at(node.inner, 0) == "LABELS":
            self.refuse("R12", node, "The labels come in no order")
        self._dates(nodes, i)

    def _label_order(self, nodes: Sequence[Node], i: int) -> None:
        around = {key_at(nodes, i + 2), key_at(nodes, i - 1)}
        if around & {"[]", "=", "<>"} and "IN" not in around:
            self.refuse("R12", nodes[i], "The labels come in no order")

    def _dates(self, nodes: Sequence[Node], i: int) -> None:
        node, after = nodes[i], key_at(nodes, i + 1)
        method = after == "." and key_at(nodes, i + 3) == "()"
        if node.key in {"DATETIME", "LOCALDATETIME", "TIME", "LOCALTIME"}:
            if after == "()" or method:
                self.refuse("R13", node, f"`{node.text}` makes an instant")
        elif node.key == "DATE" and method and nodes[i + 2].text.lower() == "truncate":
            arguments = split(nodes[i + 3].inner, {","})
            if [keys_of(each) for each in arguments[1:]] != [("COALESCE", "()")]:
                self.refuse("R13", node, "The date that is truncated may be null")
        elif node.key == "REVERSE" and after == "()" and not _is_text(nodes[i + 1].inner):
            self.refuse("R13", node, "What is reversed may be a list property")

    def _averages(self, nodes: Sequence[Node], scope: Scope) -> None:
        for run in split(nodes, {"AND", "OR", "XOR", ",", "|", "WHEN", "THEN", "ELSE", "WHERE"}):
            if not {"=", "<>", "IN"} & set(keys_of(run)):
                continue
            for node in _unwrapped(run):
                if node.is_name and scope.known(node.text).average:
                    self.refuse("R13", node, f"`{node.text}` is an average")

    def _negated(self, nodes: Sequence[Node], *, negated: bool, binds: bool) -> None:
        breaks = {"AND", "OR", "XOR", ",", "|", "WHERE", "WHEN", "THEN", "ELSE"}
        for run in split(nodes, breaks):
            hot, start = negated, 0
            for i, node in enumerate(run):
                before = key_at(run, i - 1)
                if node.key == "NOT" and before != "IS":
                    hot, start = True, i + 1
                elif node.key == "IN" and binds and i == 1:
                    binds = False
                elif node.key == "IN" and hot and keys_of(run[start:i]) != ("COALESCE", "()"):
                    self.refuse("R9", run[start], "The left side of IN may be null under NOT")
                elif node.kind == "group" and node.key != QUERY:
                    inner_binds = node.key == "[]" or before in _BINDING
                    self._negated(node.inner, negated=hot, binds=inner_binds)

    def _subquery(self, kind: str, group: Node, scope: Scope, place: Place) -> None:
        nodes = group.inner
        if nodes and not head_at(nodes, 0)[0]:
            nodes = (replace(group, kind="word", text="MATCH", inner=()), *nodes)
        seen = Place(kind, place.in_call, in_predicate=True, reading=place.reading)
        inner = scope.copy()
        inner.single = False
        self._query(nodes, inner, seen)


def _is_map(nodes: Sequence[Node]) -> bool:
    return len(nodes) > 1 and nodes[0].kind == "fixed" and nodes[1].key == ":"


def _is_text(nodes: Sequence[Node]) -> bool:
    texts = {"TOSTRING", "TOLOWER", "TOUPPER", "TRIM", "SUBSTRING", "NODES", "RELATIONSHIPS"}
    if [node.kind for node in nodes] == ["string"]:
        return True
    return key_at(nodes, 0) in texts and keys_of(nodes[1:]) == ("()",)


def _unwrapped(nodes: Sequence[Node]) -> Iterator[Node]:
    """The names of one level and of parentheses that belong to no function."""
    for i, node in enumerate(nodes):
        yield node
        if node.key == "()" and not (i and nodes[i - 1].is_name):
            yield from _unwrapped(node.inner)


def _adjoined(left: Node, right: Node) -> bool:
    return is_value(left) and is_value(right) and right.kind != "group"
