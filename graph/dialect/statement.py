"""One statement: its queries, their branches, and the order in which clauses may stand (R6, R7, R12, W4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from graph.dialect.clauses import Clause, branches_of, clauses_of, writes
from graph.dialect.findings import Findings
from graph.dialect.nodes import Node, everywhere, key_at
from graph.dialect.reading import ReadingClauses
from graph.dialect.variables import Place, Scope
from graph.dialect.writing import WritingClauses

_SCHEMA = {"CONSTRAINT", "INDEX", "RANGE", "TEXT"}


class Statement(ReadingClauses, WritingClauses):
    """Reads one statement from left to right and refuses what breaks a rule."""

    def __init__(self, findings: Findings) -> None:
        """Set out which method reads which clause."""
        super().__init__(findings)
        self.clause_readers: Mapping[str, Callable[[Clause, Scope, Place], None]] = {
            "MATCH": self._match,
            "OPTIONAL MATCH": self._match,
            "WITH": self._with,
            "RETURN": self._return,
            "UNWIND": self._unwind,
            "CALL": self._call,
            "CREATE": self._create,
            "MERGE": self._merge,
            "SET": self._set,
            "REMOVE": self._set,
            "DELETE": self._delete,
            "NODETACH DELETE": self._delete,
            "DETACH DELETE": self._delete,
            "FOREACH": self._foreach,
        }

    def read(self, nodes: Sequence[Node]) -> None:
        """Read the whole statement; the set-up of constraints and indexes is left alone."""
        first, second = key_at(nodes, 0), key_at(nodes, 1)
        if first in {"CREATE", "DROP"} and second in _SCHEMA:
            return
        self._query(nodes, Scope(), Place(reading=not writes(nodes)))

    def _query(self, nodes: Sequence[Node], scope: Scope, place: Place) -> Scope:
        """Read a query with all its branches; the scope that its RETURN leaves behind."""
        clauses = clauses_of(nodes, self.findings)
        branches = branches_of(clauses)
        for union in (each for each in clauses if each.kind.startswith("UNION")):
            self._nothing(union.body)
        place = replace(place, union=len(branches) > 1)
        if place.union and not place.subquery and place.reading:
            self.refuse("R12", nodes[0], "The UNION gives its rows in no order")
        ends = [self._branch(branch, scope.copy(), place) for branch in branches]
        end = ends[0]
        for other in ends[1:]:
            end.gone |= other.gone
            end.single = False
        return end

    def _branch(self, clauses: Sequence[Clause], scope: Scope, place: Place) -> Scope:
        for i, clause in enumerate(clauses):
            before = clauses[i - 1] if i else None
            self._use_after_delete(clause, scope)
            self._order_of(clause, before, place)
            self._bounds(clause)
            reader = self.clause_readers.get(clause.kind)
            if clause.kind in {"LOAD CSV", "OPTIONAL CALL"}:
                self.refuse("P1", clause.head, f"{clause.kind} is not in the dialect")
            elif clause.kind in {"ON CREATE", "ON MATCH"}:
                self._nothing(clause.body)
            elif reader:
                scope.ordered = before is not None and "ORDER BY" in before.parts
                reader(clause, scope, place)
        if not clauses or clauses[-1].kind != "RETURN":
            scope.variables = {}
        return scope

    def _use_after_delete(self, clause: Clause, scope: Scope) -> None:
        if not scope.deleted:
            return
        bodies = [clause.body, *(part.body for part in clause.parts.values())]
        for node in (each for body in bodies for each in everywhere(body)):
            if node.text in scope.deleted:
                self.refuse("W4", node, f"`{node.text}` was deleted before")
        if clause.kind == "RETURN" and key_at(clause.body, 0) == "*":
            self.refuse("W4", clause.head, "RETURN * holds what was deleted before")

    def _order_of(self, clause: Clause, before: Clause | None, place: Place) -> None:
        if clause.kind in {"UNWIND", "CALL"}:
            first = before is None and not place.subquery
            if not first and (before is None or before.kind != "WITH"):
                self.refuse("R6", clause.head, f"{clause.kind} stands behind no WITH")
            if clause.kind == "CALL" and place.in_call:
                self.refuse("R6", clause.head, "A CALL stands in a CALL")

    def _bounds(self, clause: Clause) -> None:
        for kind in ("SKIP", "LIMIT"):
            if kind in clause.parts and "ORDER BY" not in clause.parts:
                self.refuse("R12", clause.parts[kind].head, f"{kind} has no ORDER BY")
        order = clause.parts.get("ORDER BY")
        if order and not any(node.is_name for node in everywhere(order.body)):
            self.refuse("R12", order.head, "ORDER BY names no column")
        if clause.kind == "WITH" and "WHERE" in clause.parts and len(clause.parts) > 1:
            head = clause.parts["WHERE"].head
            self.refuse("R7", head, "WHERE stands on a WITH that orders or limits")
