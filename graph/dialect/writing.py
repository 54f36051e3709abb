"""The clauses that write: CREATE, MERGE, SET, REMOVE, DELETE and FOREACH (W1 to W5)."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence

from graph.dialect.clauses import Clause, clauses_of
from graph.dialect.expressions import ExpressionReader
from graph.dialect.nodes import Node, key_at, keys_of, mentions, split
from graph.dialect.variables import Place, Scope, Variable, entity_like

# Labels of nodes that carry no other; a node of any other label has a second one (`Item:Claim`).
LONE_LABELS = frozenset(
    {
        "AuditEntry",
        "AuditPage",
        "ChangeNote",
        "FoundMark",
        "FoundPart",
        "GapEvent",
        "GapHistory",
        "GapSeen",
        "GapsJudged",
        "Head",
        "ImpactPreview",
        "Missing",
        "OpenGap",
        "Scope",
        "Version",
    },
)


class WritingClauses(ExpressionReader):
    """Reads one writing clause after the other; each changes the scope for the next."""

    @abstractmethod
    def _branch(self, clauses: Sequence[Clause], scope: Scope, place: Place) -> Scope:
        """Read the clauses between two UNIONs; the scope that they leave behind."""

    def _create(self, clause: Clause, scope: Scope, place: Place) -> None:
        before = set(scope.variables)
        for node in (each for each in clause.body if each.key == "()"):
            name = node.inner[0].text if node.inner and node.inner[0].is_name else ""
            if name not in before and ":" not in keys_of(node.inner):
                self.refuse("W1", node, "CREATE makes a node without labels")
            before |= {name} - {""}
        fresh = self._pattern(clause.body, scope, place)
        scope.bind(fresh, Variable())

    def _merge(self, clause: Clause, scope: Scope, place: Place) -> None:
        nodes = [node for node in clause.body if node.key == "()"]
        for node in nodes:
            bare = len(node.inner) == 1 and node.inner[0].text in scope.variables
            if len(nodes) > 1 and not bare:
                self.refuse("W2", node, "MERGE of a path may create this node a second time")
            elif len(nodes) == 1:
                self._merged_node(node)
        fresh = self._pattern(clause.body, scope, place)
        scope.bind(fresh, Variable())

    def _merged_node(self, node: Node) -> None:
        labels = [
            each.text
            for i, each in enumerate(node.inner)
            if each.kind == "fixed" and key_at(node.inner, i - 1) == ":"
        ]
        if not labels or (len(labels) == 1 and labels[0] not in LONE_LABELS):
            named = f"only the label `{labels[0]}`" if labels else "no label"
            self.refuse("W2", node, f"MERGE names {named}")
        if not any(each.key == "{}" and each.inner for each in node.inner):
            self.refuse("W3", node, "MERGE names no key")

    def _set(self, clause: Clause, scope: Scope, place: Place) -> None:
        for item in split(clause.body, {","}):
            keys = keys_of(item)
            at = next((i for i, key in enumerate(keys) if key in {"=", "+="}), len(item))
            if {":", "::", "IS"} & set(keys[:at]):
                self.refuse("W1", item[0], f"{clause.kind} changes the labels of a node")
            self._expression(item[:at], scope, place)
            self._expression(item[at + 1 :], scope, place)

    def _delete(self, clause: Clause, scope: Scope, place: Place) -> None:
        if clause.kind != "DETACH DELETE":
            self.refuse("W5", clause.head, f"{clause.kind} stands without DETACH")
        self._expression(clause.body, scope, place)
        scope.lose({node.text for node in mentions(clause.body)})

    def _foreach(self, clause: Clause, scope: Scope, place: Place) -> None:
        group = clause.body[0] if keys_of(clause.body) == ("()",) else None
        keys = keys_of(group.inner) if group else ()
        if group is None or key_at(group.inner, 1) != "IN" or "|" not in keys:
            self.refuse("P1", clause.head, "FOREACH is not `FOREACH (x IN xs | ...)`")
            return
        bar = keys.index("|")
        name, values = group.inner[0].text, group.inner[2:bar]
        self._expression(values, scope, place)
        inner = scope.copy()
        entity = entity_like(values, scope)
        inner.variables[name] = Variable(entity)
        end = self._branch(clauses_of(group.inner[bar + 1 :], self.findings), inner, place)
        if name in end.gone:
            scope.lose({node.text for node in mentions(values)})
        scope.lose(end.gone & set(scope.variables))
