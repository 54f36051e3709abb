"""How much there is to plan in a statement: what Neo4j takes its time for, counted instead of timed."""

from collections.abc import Sequence

from graph.database.statements import load
from graph.dialect.findings import Findings
from graph.dialect.nodes import QUERY, Node
from graph.dialect.tokens import nest, read_tokens

MOST_OF_ONE = 16_000
MOST_OF_ALL = 224_000


def weight(text: str) -> int:
    """Return the words and marks of a text, each as often as there are queries around it.

    Neo4j walks through what a query holds once for the query and once for each that it stands in: this
    figure goes with the processor time that it takes to plan a statement (correlation 0.95, 103 rules).
    """
    findings = Findings()
    nodes = nest(list(read_tokens(text, findings)), findings)
    assert findings.breaches == {}
    return _weight(nodes, 1)


def _weight(nodes: Sequence[Node], depth: int) -> int:
    return sum(
        _weight(node.inner, depth + (node.key == QUERY)) if node.kind == "group" else depth for node in nodes
    )


def test_what_stands_in_a_subquery_weighs_once_more():
    """A condition weighs what it is long, and as much again for each subquery around it."""
    inside = "MATCH (a) WHERE EXISTS { MATCH (a) WHERE a.x = 1 } RETURN a.x AS x"
    outside = ["MATCH", "a", "WHERE", "EXISTS", "RETURN", "a", ".", "x", "AS", "x"]
    within = ["MATCH", "a", "WHERE", "a", ".", "x", "=", "1"]

    assert weight(inside) == len(outside) + 2 * len(within)


def test_no_rule_is_long_to_plan():
    """Neo4j plans each rule within seconds, and all of them within a minute or two, on a slow machine."""
    weights = {name: weight(text.body) for name, text in load().items() if name.startswith("gaps/")}

    assert {name: found for name, found in weights.items() if found > MOST_OF_ONE} == {}
    assert sum(weights.values()) < MOST_OF_ALL
