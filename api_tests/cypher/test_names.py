"""A database knows each name before a statement with it is planned, or it plans the statement again."""

import re

import neo4j
import pytest

from graph.database.names import properties
from graph.database.statements import load
from graph.vocabulary import ITEM_TYPES, RELATIONS

TEXTS = load()
LABELS = re.compile(r"\(\w*((?::[A-Z]\w*)+)")
TYPES = re.compile(r"\[\w*:([A-Z][\w|]*)")
NAMING = "maintenance/names/"
UNKNOWN = ("01N50", "01N51", "01N52")
"""What Neo4j says of a label, a type of relationship and a property that it does not know."""


def bodies():
    """Return the statements but those that name, without comments and texts."""
    return [
        re.sub(r"//[^\n]*|'(?:[^'\\]|\\.)*'", "", text.body)
        for name, text in TEXTS.items()
        if not name.startswith(NAMING)
    ]


def test_every_label_is_named():
    """Each label of a statement and each type of item is named, and no other."""
    used = {name for body in bodies() for match in LABELS.findall(body) for name in match[1:].split(":")}
    (named,) = [LABELS.findall(TEXTS[f"{NAMING}labels"].body)]
    assert sorted(name[1:] for name in named) == sorted(
        {name for name in used if name[0] != "_"} | {*ITEM_TYPES}
    )


def test_every_relationship_is_named():
    """Each type of relationship of a statement or of the vocabulary is named, and no other."""
    used = {name for body in bodies() for match in TYPES.findall(body) for name in match.split("|")}
    named = TYPES.findall(TEXTS[f"{NAMING}relations"].body)
    assert sorted(named) == sorted(used | {*RELATIONS})


def test_properties_are_those_of_the_statements():
    """Properties are found after a full stop and in maps, not in texts and comments."""
    text = "// a.comment\nMATCH (a:A {key: $key, other: b.third}) WHERE a.first = 'a.text' RETURN {x: a.b}"
    assert properties([text]) == {"key", "other", "third", "first", "x", "b"}


@pytest.mark.parametrize("database", ["neo4j"], indirect=True)
@pytest.mark.parametrize("name", ["IUP-01", "PMS-02", "RSK-10"])
def test_no_statement_names_what_is_unknown(database, base_url, name):
    """Once a service has prepared a Neo4j, a rule names nothing that the database does not know."""
    assert base_url
    text = TEXTS[f"gaps/{name}"]
    auth = (database.user, database.password)
    with neo4j.GraphDatabase.driver(database.uri, auth=auth) as driver, driver.session() as session:
        parameters = {asked: [] for asked in text.params}
        unknown = session.run("EXPLAIN " + text.body, parameters).consume().gql_status_objects
        assert [entry.status_description for entry in unknown if entry.gql_status in UNKNOWN] == []
        heard = session.run("EXPLAIN MATCH (n:Item) RETURN n.unheard_of").consume().gql_status_objects
        assert {entry.gql_status for entry in heard} & {*UNKNOWN}
