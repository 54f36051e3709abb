"""Conditions: which tests may stand in a WHERE (R1, R2).

A condition is judged by its shape alone, so these are functions and know no variables.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.dialect.findings import Findings
from graph.dialect.nodes import QUERY, Node, deep, key_at, keys_of, split
from graph.dialect.shapes import (
    AGGREGATES,
    COMPARISONS,
    CONDITION_WORDS,
    LIST_PREDICATES,
    comprehended_length,
    is_value,
    link_length,
)


def check_pattern_where(nodes: Sequence[Node], findings: Findings) -> None:
    """Refuse what may not stand in the WHERE of a pattern."""
    for part in split(nodes, {"AND"}):
        if keys_of(part) not in {("EXISTS", QUERY), ("NOT", "EXISTS", QUERY)}:
            _plain(part, findings)


def check_bare(nodes: Sequence[Node], findings: Findings) -> None:
    """Refuse a bare value, the one thing that may not stand in the WHERE of a WITH either."""
    for operand in split(nodes, {"AND", "OR", "XOR"}):
        test = _positive(operand)
        if keys_of(test) == ("()",):
            check_bare(test[0].inner, findings)
        elif _is_path(test):
            findings.refuse("R2", test[0], f"`{test[0].text}` stands bare as a condition")


def _plain(nodes: Sequence[Node], findings: Findings) -> None:
    for operand in split(nodes, {"AND", "OR", "XOR"}):
        test = _positive(operand)
        if keys_of(test) == ("()",):
            _plain(test[0].inner, findings)
        elif test:
            _test(test, findings)


def _test(nodes: Sequence[Node], findings: Findings) -> None:
    if _elsewhere(nodes):
        return
    if _is_path(nodes):
        findings.refuse("R2", nodes[0], f"`{nodes[0].text}` stands bare as a condition")
    elif thing := _not_plain(nodes):
        findings.refuse("R1", nodes[0], thing)


def _positive(nodes: Sequence[Node]) -> Sequence[Node]:
    while key_at(nodes, 0) == "NOT":
        nodes = nodes[1:]
    return nodes


def _elsewhere(nodes: Sequence[Node]) -> bool:
    """Whether something breaks R3, R4 or R5, which are found wherever they stand."""
    for i, node in enumerate(nodes):
        if node.key in AGGREGATES and key_at(nodes, i + 1) in {"()", QUERY}:
            return True
        if node.key == "()" and link_length(nodes, i + 1):
            return True
        comprehension = node.key == "[]" and comprehended_length(node.inner)
        if node.key != QUERY and not comprehension and _elsewhere(node.inner):
            return True
    return False


def _is_path(nodes: Sequence[Node]) -> bool:
    """Whether this is a variable, parameter, property or literal and nothing more."""
    plain = {"word", "quoted", "fixed", "param"}
    return bool(nodes) and all(
        (node.kind in plain and node.key not in CONDITION_WORDS) or node.key in {".", "[]"} for node in nodes
    )


def _not_plain(nodes: Sequence[Node]) -> str:
    """What makes a condition more than one plain test, or nothing."""
    for siblings, i in deep(nodes):
        if thing := _complex(siblings, i):
            return thing
    return _nested_truth(nodes) or _not_one_test(nodes)


def _nested_truth(nodes: Sequence[Node]) -> str:
    for i, node in enumerate(nodes):
        for siblings, j in deep(node.inner if node.key != QUERY else ()):
            if siblings[j].key in COMPARISONS | CONDITION_WORDS:
                return "A truth value is computed inside a comparison"
        if node.key == "NOT" and key_at(nodes, i - 1) != "IS":
            return "NOT stands behind an operator"
    return ""


def _not_one_test(nodes: Sequence[Node]) -> str:
    tests = [key for key in keys_of(nodes) if key in {*COMPARISONS, *CONDITION_WORDS, ":"}]
    if tests in (["IS"], ["IS", "NOT"]):
        return "" if nodes[-1].key == "NULL" else "IS tests something else than NULL"
    if tests and set(tests) == {":"}:
        return "" if key_at(nodes, 1) == ":" else "A label test stands behind an operator"
    if tests == ["=~"]:
        return "A regular expression is not a plain string test"
    return "" if len(tests) == 1 else "The condition is not one plain test"


def _complex(nodes: Sequence[Node], i: int) -> str:
    """What the node at `i` makes of a condition that R1 keeps out, or nothing."""
    node, key, after = nodes[i], nodes[i].key, key_at(nodes, i + 1)
    beside = [*nodes, *(nodes[i + 1].inner if after == "()" else ())]
    if key in {QUERY, "CASE END"}:
        return "A subquery or CASE is part of a condition"
    if key in LIST_PREDICATES | {"REDUCE"} and after == "()":
        return f"`{node.text}()` is part of a condition"
    if key == "[]" and ("|" in keys_of(node.inner) or key_at(node.inner, 1) == "IN"):
        return "A comprehension is part of a condition"
    if key == "[]" and i and is_value(nodes[i - 1]):
        return "A value is taken out of a list or map"
    if key == "COALESCE" and {"TRUE", "FALSE"} & set(keys_of(beside)):
        return "coalesce gives a truth value"
    return ""
