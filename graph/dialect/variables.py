"""What may be known of a variable without a database, and where in a statement a query stands."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.dialect.nodes import QUERY, Node, key_at
from graph.dialect.shapes import LIST_PREDICATES, WORDS

# The functions whose answer is no node, whatever goes in.
_SCALAR = {
    "ID", "ELEMENTID", "TYPE", "LABELS", "SIZE", "LENGTH", "COUNT", "SUM", "AVG", "KEYS",
    "TOSTRING", "TOLOWER", "TOUPPER", "PROPERTIES", *LIST_PREDICATES, "EXISTS",
}  # fmt: skip


@dataclass(frozen=True)
class Variable:
    """What is known of a variable: may it be a node, null, an average, a list without order."""

    entity: bool = True
    nullable: bool = False
    average: bool = False
    unordered: bool = False


@dataclass
class Scope:
    """The variables at one place of a query, and whether it has one row at most."""

    variables: dict[str, Variable] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    single: bool = True
    ordered: bool = False
    # Unlike `deleted` this outlives a WITH: the caller's variable stays deleted.
    gone: set[str] = field(default_factory=set)

    def copy(self) -> Scope:
        """A scope for an inner query, which knows the same variables and forgets its own."""
        return Scope(dict(self.variables), set(self.deleted), self.single)

    def bind(self, names: Iterable[str], variable: Variable) -> None:
        """Note the same about all these variables."""
        self.variables.update(dict.fromkeys(names, variable))

    def lose(self, names: Iterable[str]) -> None:
        """Note that these variables are deleted, here and for the caller."""
        self.deleted |= set(names)
        self.gone |= set(names)

    def known(self, name: str) -> Variable:
        """What is known of a variable; one that was never bound here may be a node."""
        return self.variables.get(name, Variable())

    def nullable(self, name: str) -> bool:
        """Whether the variable may be null where a pattern would take it as unbound."""
        return self.known(name).nullable


@dataclass(frozen=True)
class Place:
    """Where a query stands: `subquery` is empty for the statement itself."""

    subquery: str = ""
    in_call: bool = False
    in_predicate: bool = False
    union: bool = False
    reading: bool = False


def entity_like(nodes: Sequence[Node], scope: Scope) -> bool:
    """Whether the value may be a node or hold nodes; in doubt it may."""
    for i, node in enumerate(nodes):
        before, after = key_at(nodes, i - 1), key_at(nodes, i + 1)
        if node.kind == "group" and node.key != QUERY and before not in _SCALAR:
            if entity_like(node.inner, scope):
                return True
        elif node.is_name and after not in {".", "()", "IS", ":", "IN"} and node.key not in WORDS:
            if scope.known(node.text).entity:
                return True
        elif node.key == QUERY and before == "COLLECT":
            return True
    return False
