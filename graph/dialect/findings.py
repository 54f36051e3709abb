"""The breaches that the readers of this package collect."""

from __future__ import annotations

from dataclasses import dataclass, field

from graph.dialect.nodes import Node
from graph.dialect.rules import RULES


@dataclass(frozen=True)
class Breach:
    """One place where a statement breaks a rule; the message names the thing and the way out."""

    rule: str
    line: int
    column: int
    message: str


@dataclass
class Findings:
    """The breaches so far; a second one of the same rule at the same place says nothing new."""

    breaches: dict[tuple[int, int, str], Breach] = field(default_factory=dict)

    def refuse(self, rule: str, node: Node, thing: str) -> None:
        """Note that `node` breaks the rule; `thing` says how."""
        message = f"{thing}. {RULES[rule].title}; {RULES[rule].remedy}."
        breach = Breach(rule, node.line, node.column, message)
        self.breaches.setdefault((node.line, node.column, rule), breach)
