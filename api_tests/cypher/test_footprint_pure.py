"""What a statement can see of a graph is told from its text, in doubt too much."""

import pytest

from graph.database.statements import load
from graph.dialect import footprint, reads_only
from graph.gaps import shipped_rules
from graph.vocabulary import ITEM_TYPES

ENTITIES = {"Item", *ITEM_TYPES}


def seen(text):
    """Return what a statement sees, sets of labels as sorted text; None where it does not say."""
    found = footprint(text, ENTITIES)
    if found is None:
        return None
    return {
        "nodes": {_text(labels) for labels in found.nodes},
        "properties": {f"{_text(labels)}.{name}" for labels, name in found.properties},
        "links": {" ".join(_text(part) for part in link) for link in found.links},
        "params": set(found.params),
    }


def _text(labels):
    return "*" if labels is None else "|".join(sorted(labels))


CASES = {
    "a path, a property, a parameter": (
        "MATCH (s:Scope)<-[:IN_SCOPE]-(k:Claim) WHERE s.id IN $scopes RETURN k.key AS subject",
        {
            "nodes": set(),
            "properties": {"Scope.id", "Claim.key"},
            "links": {"Claim IN_SCOPE Scope"},
            "params": {"scopes"},
        },
    ),
    "labels and types to choose from, both directions, a relationship's own property": (
        "MATCH (q)-[r:ABOUT|RESTS_ON]-(k:Claim|Risk) WHERE r.pinned = q.hash RETURN 1 AS one",
        {
            "nodes": set(),
            "properties": {"*.hash"},
            "links": {"* ABOUT|RESTS_ON Claim|Risk", "Claim|Risk ABOUT|RESTS_ON *"},
            "params": set(),
        },
    ),
    "a path of more than one step may pass any item": (
        "MATCH (d:Device)-[:HAS*1..3]->(k:Claim) RETURN k.key AS key",
        {"nodes": set(), "properties": {"Claim.key"}, "links": {"Item HAS Item"}, "params": set()},
    ),
    "a path of steps that lead to scopes may pass anything": (
        "MATCH (d:Device)-[:IN_SCOPE*1..3]->(k) RETURN k.key AS key",
        {"nodes": set(), "properties": {"*.key"}, "links": {"* IN_SCOPE *"}, "params": set()},
    ),
    "a node by itself": (
        "MATCH (p:Person) WHERE p.state = 'in_force' RETURN count(p) AS n",
        {"nodes": {"Person"}, "properties": {"Person.state"}, "links": set(), "params": set()},
    ),
    "a node matched again by its key is the one matched before": (
        """CALL () {
             MATCH (q:Conclusion)-[:ABOUT]->(k:Claim) RETURN q.key AS found
             UNION
             MATCH (q:Risk)-[:ABOUT]->(k:Claim) RETURN q.key AS found
           }
           WITH found
           MATCH (i:Item {key: found})
           RETURN i.verdict AS verdict""",
        {
            "nodes": set(),
            "properties": {"Conclusion.key", "Risk.key", "Conclusion|Risk.key", "Conclusion|Risk.verdict"},
            "links": {"Conclusion ABOUT Claim", "Risk ABOUT Claim"},
            "params": set(),
        },
    ),
    "one looked up by any other value may be one that comes": (
        "MATCH (m:Claim)-[:HAS]->(x:Risk) WITH m.target AS found MATCH (i:Item {key: found}) RETURN i.a AS a",
        {
            "nodes": {"Item"},
            "properties": {"Claim.target", "Item.key", "Item.a"},
            "links": {"Claim HAS Risk"},
            "params": set(),
        },
    ),
    "so may one looked up by the key of what is no item": (
        (
            "MATCH (m:Missing)<-[:AWAITS]-(x:Risk) WITH m.key AS found MATCH (i:Item "
            "{key: found}) RETURN i.a AS a"
        ),
        {
            "nodes": {"Item"},
            "properties": {"Missing.key", "Item.key", "Item.a"},
            "links": {"Risk AWAITS Missing"},
            "params": set(),
        },
    ),
    "a name is free again behind a WITH that drops it": (
        "MATCH (k:Claim) WITH k.key AS key MATCH (k) RETURN k.statement AS statement, key",
        {
            "nodes": {"Claim", "*"},
            "properties": {"Claim.key", "*.statement"},
            "links": set(),
            "params": set(),
        },
    ),
    "a subquery knows what it imports and nothing else": (
        (
            "MATCH (k:Claim), (p:Person) WITH k, p CALL (k) { MATCH (p:Risk) RETURN "
            "p.level AS l } RETURN l, p.age AS a"
        ),
        {
            "nodes": {"Claim", "Person", "Risk"},
            "properties": {"Risk.level", "Person.age"},
            "links": set(),
            "params": set(),
        },
    ),
    "a variable of a list hides one of the same name": (
        (
            "MATCH (k:Claim) WITH k, collect(k) AS ks RETURN [k IN ks WHERE k.a = 1 | "
            "k.b] AS b, any(k IN ks WHERE k.c = 1) AS c, k.d AS d"
        ),
        {
            "nodes": {"Claim"},
            "properties": {"*.a", "*.b", "*.c", "Claim.d"},
            "links": set(),
            "params": set(),
        },
    ),
    "what is computed may hold a node": (
        "MATCH (k:Claim), (r:Risk) WITH coalesce(k, r) AS x, [k, r] AS xs RETURN x.a AS a, xs[0].b AS b",
        {"nodes": {"Claim", "Risk"}, "properties": {"*.a", "*.b"}, "links": set(), "params": set()},
    ),
    "conditions in subqueries count": (
        (
            "MATCH (k:Claim) WHERE NOT EXISTS { MATCH (k)<-[:ABOUT]-(q:Conclusion) "
            "WHERE q.kind = $kind } RETURN k.key AS key"
        ),
        {
            "nodes": {"Claim"},
            "properties": {"Claim.key", "Conclusion.kind"},
            "links": {"Conclusion ABOUT Claim"},
            "params": {"kind"},
        },
    ),
    "rows of a parameter are no nodes": (
        (
            "UNWIND $policy AS row MATCH (s:Scope)<-[:IN_SCOPE]-(k:Claim) WHERE s.id = "
            "row.scope RETURN k.key AS key"
        ),
        {
            "nodes": set(),
            "properties": {"Scope.id", "Claim.key"},
            "links": {"Claim IN_SCOPE Scope"},
            "params": {"policy"},
        },
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_what_a_statement_sees(name):
    """Nodes by themselves, properties, relationships with the labels at their ends, parameters."""
    text, expected = CASES[name]
    assert seen(text) == expected


UNSAID = {
    "all properties": "MATCH (k:Claim) RETURN properties(k) AS all",
    "the names of properties": "MATCH (k:Claim) RETURN keys(k) AS names",
    "a map of a node": "MATCH (k:Claim) RETURN k {.*} AS all",
    "a property by a name that is computed": (
        "MATCH (k:Claim) UNWIND ['a'] AS name WITH k, name RETURN k[name] AS a "
    ),
    "a property by a text": "MATCH (k:Claim) RETURN k['a'] AS a",
    "an unknown function": "MATCH (k:Claim) RETURN own.function(k) AS a",
    "a condition inside a node": "MATCH (k:Claim WHERE k.a = 1) RETURN 1 AS one",
    "properties of a pattern from a parameter": "MATCH (k:Claim $properties) RETURN 1 AS one",
    "labels that are not one of some": "MATCH (k:!Claim) RETURN 1 AS one",
    "a pattern in an expression": "MATCH (k:Claim) RETURN [(k)<-[:ABOUT]-(q) | q.key] AS keys",
    "a path by name": "MATCH p = (k:Claim)-[:HAS]->(r:Risk) RETURN length(p) AS n",
    "a subquery that imports by WITH": "MATCH (k:Claim) CALL { WITH k RETURN k.a AS a } RETURN a",
    "a writing statement": "MATCH (k:Claim) SET k.a = 1 RETURN 1 AS one",
    "brackets that do not match": "MATCH (k:Claim RETURN 1 AS one",
    "nothing": "",
}


@pytest.mark.parametrize("name", UNSAID)
def test_a_text_that_does_not_name_what_it_reads_has_no_footprint(name):
    """It has to be taken to read everything."""
    assert seen(UNSAID[name]) is None


def test_every_shipped_rule_says_what_it_reads():
    """None of them makes a preview ask it for every change; what they are given stands in their headers."""
    for name, text in load().items():
        if name.startswith("gaps/"):
            found = footprint(text.body, ENTITIES)
            assert found is not None, name
            assert found.params == set(text.params), name
            assert found.links, name
    assert len(shipped_rules()) > 60


def test_whether_a_text_only_reads():
    """A text that writes anywhere, calls a procedure, or cannot be read whole does not."""
    assert reads_only("MATCH (k:Claim) RETURN k.key AS set")
    assert not reads_only("MATCH (k:Claim) CALL (k) { SET k.a = 1 } RETURN 1 AS one")
    assert not reads_only("CALL db.labels()")
    assert not reads_only("MATCH (k:Claim")
