"""Patterns: what they bind, and what they may not hold (R8, R11).

A pattern holds expressions, an expression patterns and whole queries, and a query both. So one reader
reads them all. It is cut along the language: `PatternReader`, `ExpressionReader`, then the clauses, then
`Statement`; each part names as abstract what a later part brings.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import replace

from graph.dialect.findings import Findings
from graph.dialect.nodes import QUERY, Node, key_at, keys_of, mentions
from graph.dialect.rules import LONGEST_PATH
from graph.dialect.variables import Place, Scope

_JOINS = {":", "|", "&", "!", "%"}


class PatternReader(ABC):
    """Reads patterns, and the labels that may stand in any expression as well."""

    def __init__(self, findings: Findings) -> None:
        """Remember where breaches go."""
        self.refuse = findings.refuse
        self.findings = findings

    @abstractmethod
    def _expression(self, nodes: Sequence[Node], scope: Scope, place: Place) -> None:
        """Refuse what breaks a rule wherever it stands in an expression."""

    def _pattern(self, nodes: Sequence[Node], scope: Scope, place: Place) -> list[str]:
        """Read a pattern; the variables that it binds."""
        names: list[Node] = []
        for i, node in enumerate(nodes):
            if node.key in {"()", "[]"}:
                names.extend(node.inner[:1])
                self._element(node, scope, place)
            elif node.is_name and key_at(nodes, i + 1) == "=":
                names.append(node)
            else:
                self._pattern_mark(nodes, i)
        for node in (each for each in mentions(nodes) if scope.nullable(each.text)):
            self.refuse("R8", node, f"`{node.text}` may be null in this pattern")
        return [
            node.text
            for node in names
            if node.is_name and (node.text not in scope.variables or scope.nullable(node.text))
        ]

    def _pattern_mark(self, nodes: Sequence[Node], i: int) -> None:
        node = nodes[i]
        if node.key in {"+", "*", "{}", QUERY}:
            self.refuse("R11", node, "A repeated path has no small bound")
        elif node.key in {"SHORTESTPATH", "ALLSHORTESTPATHS", "SHORTEST", "ANY", "ALL"}:
            self.refuse("R11", node, f"`{node.text}` searches paths")
        elif node.key not in {"-", "<", ">", ",", "="} and key_at(nodes, i - 1) != "SHORTEST":
            self.refuse("P1", node, f"`{node.text}` belongs to no pattern")

    def _element(self, group: Node, scope: Scope, place: Place) -> None:
        inner = group.inner
        keys = keys_of(inner)
        self._labels(inner)
        if any(key == "()" and key_at(inner, i - 1) not in _JOINS for i, key in enumerate(keys)):
            self.refuse("R11", group, "A path in parentheses may be repeated")
        if {"IS", QUERY} & set(keys):
            self.refuse("P1", group, "The element is not `(name:Label {key: value})`")
        if "WHERE" in keys:
            self.refuse("R1", inner[keys.index("WHERE")], "WHERE stands inside a pattern")
            self._expression(inner[keys.index("WHERE") + 1 :], scope, place)
        if group.key == "[]" and "*" in keys:
            self._path_length([each for each in inner[keys.index("*") :] if each.key != "{}"])
        for node in inner:
            if node.key == "{}":
                self._expression(node.inner, scope, place)

    def _path_length(self, nodes: Sequence[Node]) -> None:
        shape = " ".join(node.text for node in nodes)
        if shape not in {f"* 1 .. {n}" for n in range(1, LONGEST_PATH + 1)}:
            self.refuse("R11", nodes[0], "The path is not bounded as `*1..n` with a small n")

    def _labels(self, nodes: Sequence[Node]) -> None:
        """Refuse dynamic and repeated names behind the colons of one level."""
        names: set[str] = set()
        inside = False
        for i, node in enumerate(nodes):
            joined = key_at(nodes, i - 1) in _JOINS
            inside = node.key == ":" or (inside and (joined or node.key in _JOINS))
            if not inside:
                names = set()
            elif joined and (node.key == "$" or node.kind == "param"):
                self.refuse("R11", node, "The label or type is not in the text")
            elif joined and (node.is_name or node.kind == "fixed"):
                if node.text in names:
                    self.refuse("R11", node, f"`{node.text}` is named twice")
                names.add(node.text)
            elif joined and node.key == "()":
                self._labels((replace(node, kind="mark", text=":", inner=()), *node.inner))
