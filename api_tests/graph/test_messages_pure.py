"""What is sent to a database that plans each time, and to one that keeps plans by sizes."""

from pathlib import Path

from graph.database.messages import message
from graph.database.queries import HitsOfSome
from graph.database.statements import PARAMETER, Text
from graph.gaps import all_rules, statements_of


def asked(text):
    """A question in this text, as one about some items is."""
    file = Text("own", "", {}, ("devices", "subjects"), (), text, Path("own.cypher"))
    return HitsOfSome(file=file, subjects=["A", "B"], scopes=[], devices=["DEV-1"], today="", policy=[])


def test_a_database_that_plans_each_time_gets_the_statement_as_it_stands():
    """The embedded database reads the text of the file, and each parameter by its name."""
    text = "UNWIND $devices AS device RETURN device AS subject"

    assert message(asked(text), keeps_plans=False) == (
        text,
        {"devices": ["DEV-1"], "subjects": ["A", "B"]},
    )


def test_a_database_that_keeps_plans_sees_no_size():
    """All parameters travel in one map, in which Neo4j counts nothing; what only looks like one stays."""
    text = """// $devices
UNWIND $devices AS device /* $devices */ WITH device WHERE device <> '$subjects'
AND device IN $subjects AND device <> "$devices" RETURN device AS `$subjects`"""
    sent = text.replace("UNWIND $devices", "UNWIND $given.devices").replace("IN $sub", "IN $given.sub")

    assert message(asked(text), keeps_plans=True) == (
        sent,
        {"given": {"devices": ["DEV-1"], "subjects": ["A", "B"]}},
    )


def test_a_plan_of_a_rule_serves_any_number_of_devices_and_items():
    """Every statement that a rule is asked with names one parameter, which is always a map."""
    for rule in all_rules({}).values():
        for query in statements_of(rule, "2026-11-30"):
            text, parameters = message(query, keeps_plans=True)

            assert list(parameters) == ["given"]
            assert {mark[1] for mark in PARAMETER.finditer(text) if mark[1]} <= {"given"}
