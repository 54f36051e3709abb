"""What a run of nodes is, told from its words and brackets alone: an aggregate, an alias, a pattern.

No function here knows the variables of the statement or refuses anything; the readers do both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.dialect.nodes import Node, key_at, keys_of, split

AGGREGATES = {
    "COUNT", "SUM", "AVG", "MIN", "MAX", "COLLECT", "STDEV", "STDEVP", "PERCENTILECONT",
    "PERCENTILEDISC",
}  # fmt: skip
LIST_PREDICATES = {"ANY", "ALL", "NONE", "SINGLE"}
CONDITION_WORDS = {"AND", "OR", "XOR", "NOT", "IS", "IN", "STARTS", "ENDS", "CONTAINS"}
COMPARISONS = {"=", "<>", "<", ">", "<=", ">=", "=~"}
WORDS = {
    *CONDITION_WORDS, "NULL", "TRUE", "FALSE", "WITH", "DISTINCT", "AS", "ASC", "DESC",
    "ASCENDING", "DESCENDING", "WHEN", "THEN", "ELSE", "WHERE", "EXISTS", "COUNT", "COLLECT",
}  # fmt: skip
_JOINING = WORDS - {"NULL", "TRUE", "FALSE"}
_OPERANDS = {"word", "quoted", "fixed", "param", "string", "number"}


def named(item: Sequence[Node]) -> tuple[list[Node], str, Sequence[Node]]:
    """The expression of an item, the name that it goes by if any, and what follows the name."""
    keys = keys_of(item)
    if "AS" in keys:
        at = keys.index("AS")
        return list(item[:at]), item[at + 1].text if at + 1 < len(item) else "", item[at + 2 :]
    return list(item), item[0].text if len(item) == 1 and item[0].is_name else "", ()


def items_of(body: Sequence[Node]) -> list[list[Node]]:
    """The items of a WITH or RETURN."""
    return split(body[1:] if key_at(body, 0) == "DISTINCT" else body, {","})


def aggregate_of(expression: Sequence[Node]) -> str:
    """Which aggregate the expression is as a whole, or nothing."""
    first, *rest = keys_of(expression) or ("",)
    return first if first in AGGREGATES and rest == ["()"] else ""


def link_length(nodes: Sequence[Node], i: int) -> int:
    """How many nodes the relationship at `i` has up to the next `(`; 0 if there is none."""
    shape = "".join(node.key or "?" for node in nodes[i : i + 6])
    match = re.match(r"<?-(?:\[\])?->?(?=\(\))", shape)
    # `<=`, `>=` and the like never occur in the match, so every mark but `[]` is one character.
    return len(match[0].replace("[]", "_")) if match else 0


def comprehended_length(nodes: Sequence[Node]) -> int:
    """How many nodes the pattern has that begins a pattern comprehension; 0 if there is none."""
    i = 2 if key_at(nodes, 1) == "=" else 0
    if key_at(nodes, i) != "()" or not link_length(nodes, i + 1):
        return 0
    while step := link_length(nodes, i + 1):
        i += step + 1
    return i + 1


def is_value(node: Node) -> bool:
    """Whether an operand stands here rather than a word that joins operands."""
    return (node.kind in _OPERANDS or node.kind == "group") and node.key not in _JOINING
