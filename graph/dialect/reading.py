"""The clauses that read: MATCH, WITH, RETURN, UNWIND and CALL (R10, R12, and what they leave in scope)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.dialect.clauses import Clause
from graph.dialect.conditions import check_bare, check_pattern_where
from graph.dialect.expressions import ExpressionReader
from graph.dialect.nodes import QUERY, Node, deep, key_at, keys_of, mentions, split
from graph.dialect.shapes import LIST_PREDICATES, WORDS, aggregate_of, comprehended_length, items_of, named
from graph.dialect.variables import Place, Scope, Variable, entity_like

_ORDERLESS = {"SIZE", "COUNT", "ISEMPTY", *LIST_PREDICATES}


class ReadingClauses(ExpressionReader):
    """Reads one reading clause after the other; each changes the scope for the next."""

    def _match(self, clause: Clause, scope: Scope, place: Place) -> None:
        fresh = self._pattern(clause.body, scope, place)
        for node in (each for each in mentions(clause.body) if scope.known(each.text).average):
            self.refuse("R13", node, f"`{node.text}` is an average")
        scope.bind(fresh, Variable())
        where = clause.part("WHERE")
        check_pattern_where(where, self.findings)
        self._expression(where, scope, place)
        if clause.kind == "OPTIONAL MATCH":
            scope.bind(fresh, Variable(nullable=True))
        scope.single = False

    def _with(self, clause: Clause, scope: Scope, place: Place) -> None:
        after = self._projection(clause, scope, place)
        both = Scope({**scope.variables, **after.variables})
        for kind in ("ORDER BY", "SKIP", "LIMIT"):
            self._expression(clause.part(kind), both, place)
        where = clause.part("WHERE")
        check_bare(where, self.findings)
        self._expression(where, both, place)
        for part in split(where, {"AND"}):
            if keys_of(part[1:]) == ("IS", "NOT", "NULL") and part[0].text in after.variables:
                name = part[0].text
                after.variables[name] = replace(after.variables[name], nullable=False)
        scope.variables, scope.deleted = after.variables, after.deleted
        scope.single = after.single

    def _return(self, clause: Clause, scope: Scope, place: Place) -> None:
        after = self._projection(clause, scope, place)
        both = Scope({**scope.variables, **after.variables})
        for kind in ("ORDER BY", "SKIP", "LIMIT"):
            self._expression(clause.part(kind), both, place)
        if place.union and place.subquery:
            self._union_items(clause, scope)
        if place.reading and not place.subquery:
            self._list_order(clause, scope)
        wanted = (place.reading and not place.subquery) or place.subquery == "COLLECT"
        if wanted and not after.single and "ORDER BY" not in clause.parts:
            self.refuse("R12", clause.head, "RETURN gives rows in no order")
        scope.variables, scope.single = after.variables, after.single

    def _unwind(self, clause: Clause, scope: Scope, place: Place) -> None:
        expression, name, rest = named(clause.body)
        self._nothing(rest)
        self._expression(expression, scope, place)
        nullable = any(scope.nullable(node.text) for node in mentions(expression, whole=True))
        entity = entity_like(expression, scope)
        scope.variables[name] = Variable(entity, nullable)
        scope.single = False

    def _call(self, clause: Clause, scope: Scope, place: Place) -> None:
        body = list(clause.body)
        imported = body.pop(0) if key_at(body, 0) == "()" else None
        if keys_of(body) != (QUERY,):
            self.refuse("P1", clause.head, "CALL takes a subquery in braces and nothing else")
            return
        inner = scope.copy()
        inner.single = True
        if imported and keys_of(imported.inner) != ("*",):
            names = {node.text for node in imported.inner}
            inner.variables = {k: v for k, v in scope.variables.items() if k in names}
        visible = set(inner.variables)
        seen = Place("CALL", in_call=True, in_predicate=place.in_predicate, reading=place.reading)
        end = self._query(body[0].inner, inner, seen)
        scope.lose(end.gone & visible)
        for name, variable in end.variables.items():
            scope.variables[name] = replace(variable, nullable=True)
        scope.single = scope.single and end.single

    def _projection(self, clause: Clause, scope: Scope, place: Place) -> Scope:
        """Read the items of a WITH or RETURN; the scope that they make."""
        after = Scope(deleted=set(), single=scope.single)
        kinds: list[str] = []
        for item in items_of(clause.body):
            expression, name, rest = named(item)
            self._nothing(rest)
            if keys_of(expression) == ("*",):
                after.variables.update(scope.variables)
                after.deleted |= scope.deleted
                kinds.append("key")
                continue
            kinds.append(self._item(expression, scope, place))
            if name:
                after.variables[name] = self._value(expression, scope)
        if "aggregate" in kinds:
            after.single = "key" not in kinds
        return after

    def _item(self, expression: list[Node], scope: Scope, place: Place) -> str:
        """Read one item; is it an `aggregate`, a `constant` or a grouping `key`."""
        keys = keys_of(expression)
        if keys in {("COUNT", QUERY), ("COLLECT", QUERY)}:
            self._subquery(keys[0], expression[1], scope, place)
            return "key"
        if not aggregate_of(expression):
            self._expression(expression, scope, place)
            constant = all(node.kind in {"param", "string", "number"} for node in expression)
            return "constant" if constant else "key"
        if place.in_predicate:
            self.refuse("R5", expression[0], f"`{expression[0].text}()` stands in a subquery")
        self._expression(expression[1].inner, scope, place)
        return "aggregate"

    def _value(self, expression: list[Node], scope: Scope) -> Variable:
        if len(expression) == 1 and expression[0].is_name and expression[0].key not in WORDS:
            return scope.known(expression[0].text)
        aggregate = aggregate_of(expression)
        entity = entity_like(expression, scope)
        if aggregate == "COLLECT":
            return Variable(entity=entity, unordered=not scope.ordered)
        if keys_of(expression) == ("NULL",):
            return Variable(nullable=True)
        doubtful = any(
            siblings[i].key in {"HEAD", "LAST", "CASE END", "NULL", "[]"} or scope.nullable(siblings[i].text)
            for siblings, i in deep(expression)
        )
        comprehension = keys_of(expression) == ("[]",) and comprehended_length(expression[0].inner) > 0
        return Variable(entity, entity and doubtful, aggregate == "AVG", comprehension)

    def _union_items(self, clause: Clause, scope: Scope) -> None:
        for item in items_of(clause.body):
            expression, _, _ = named(item)
            if keys_of(expression) == ("*",) or entity_like(expression, scope):
                self.refuse("R10", item[0], "A branch of the UNION may return a node here")

    def _list_order(self, clause: Clause, scope: Scope) -> None:
        for item in items_of(clause.body):
            expression, _, _ = named(item)
            if keys_of(expression) == ("LABELS", "()"):
                self.refuse("R12", item[0], "The labels come in no order")
            elif self._value(expression, scope).unordered:
                self.refuse("R12", item[0], "The list is collected in no order")
            for node in _in_order(expression):
                if scope.known(node.text).unordered:
                    self.refuse("R12", node, "The list was collected in no order")

    def _nothing(self, nodes: Sequence[Node]) -> None:
        for node in nodes:
            self.refuse("P1", node, f"`{node.text}` stands where the clause has ended")


def _in_order(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every name, but none inside a function for which order makes no difference."""
    for i, node in enumerate(nodes):
        if node.is_name:
            yield node
        elif node.kind == "group" and key_at(nodes, i - 1) not in _ORDERLESS:
            yield from _in_order(node.inner)
