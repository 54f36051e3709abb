"""The dialect's linter refuses what the two databases answer differently, and little else."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph import dialect
from graph.dialect import RULES, check

REFUSED = [(rule.id, text) for rule in RULES.values() for text in rule.refused]
ACCEPTED = [(rule.id, text) for rule in RULES.values() for text in rule.accepted]
FINE = "MATCH (n:X) WHERE n.g = 1 RETURN n.id AS id ORDER BY id"

# Shapes beside the table's own, each of which a simpler linter let through.
SLY = [
    ("R1", "match (n:X) where n.g = 1 or exists { (n)-->() } return count(n) as c"),
    ("R1", "MATCH (n:X) WHERE (n.a = 1 AND n.b = 2) = true RETURN count(n) AS c"),
    ("R1", "MATCH (n:X) WHERE NOT NOT EXISTS { (n)-->() } RETURN count(n) AS c"),
    ("R1", "CALL () { MATCH (n:X) WHERE n.xs[0] = 1 RETURN n.id AS id } RETURN id ORDER BY id"),
    ("R3", "MATCH (a:X) RETURN [x IN [1] WHERE (a)-->() | x] AS e ORDER BY e"),
    ("R3", "MATCH (a:X) WITH [(a)-->(b) WHERE (b)-->() | b.id] AS e RETURN max(size(e)) AS m"),
    ("R3", "MATCH (a:X {ok: (a)-->()}) RETURN count(a) AS c"),
    ("R4", "MATCH (a:X) RETURN (COUNT {(a)-->()}) AS b ORDER BY b"),
    ("R4", "MATCH (a:X) RETURN sum(COUNT {(a)-->()}) AS b"),
    ("R4", "UNWIND [COUNT { MATCH (a:X) }] AS x RETURN sum(x) AS c"),
    ("R5", "MATCH (a:X) WITH a.g AS g WHERE Count (a) > 1 RETURN count(g) AS c"),
    ("R5", "MATCH (a:X) RETURN sum(count(a)) AS n"),
    (
        "R8",
        (
            "MATCH (a:X) OPTIONAL MATCH (a)-->(b) WITH * ORDER BY a.id LIMIT 3 MATCH (x)-->(b) "
            "RETURN count(x) AS n"
        ),
    ),
    (
        "R8",
        (
            "MATCH (a:X) OPTIONAL MATCH (a)-->(b) WITH b AS c WITH c AS `d e` MATCH (`d e`)-->(z) "
            "RETURN count(z) AS n"
        ),
    ),
    (
        "R8",
        (
            "MATCH (a:X) OPTIONAL MATCH (a)-->(b) WITH a, collect(b) AS bs WITH head(bs) AS d "
            "MATCH (d)-->(z) RETURN count(z) AS n"
        ),
    ),
    (
        "R8",
        (
            "MATCH (a:X) OPTIONAL MATCH (a)-->(b) WITH a, b "
            "WHERE b IS NOT NULL AND EXISTS { (b)-->() } RETURN count(a) AS n"
        ),
    ),
    ("R9", "MATCH (n:X) WHERE NOT (n.a = 1 AND (n.x IN $xs AND n.c = 3)) RETURN count(n) AS c"),
    (
        "R10",
        (
            "CALL () { MATCH (a:X) RETURN coalesce(a, a) AS b UNION MATCH (c:Y) RETURN c.id AS b } "
            "RETURN count(b) AS c"
        ),
    ),
    ("R11", "MATCH (a)-[:`A`|A]->(b) RETURN count(b) AS c"),
    ("R11", "MATCH (a)-[:A*1..30 {x: 1}]-(b) RETURN count(b) AS c"),
    ("R12", "MATCH (n:X) WITH collect(n.id) AS ids RETURN {ids: ids} AS m"),
    ("R13", "MATCH (n:X) WITH avg(n.x) AS m MATCH (k:Y {x: m}) RETURN count(k) AS c"),
    ("R13", "MATCH (n:X) WITH avg(n.x) AS m RETURN CASE m WHEN 2 THEN 1 ELSE 0 END AS c"),
    ("W1", "MATCH (n:X) FOREACH (x IN [1] | SET n:Y)"),
    (
        "W4",
        ("MATCH (n:X) WITH n CALL (n) { DETACH DELETE n WITH 1 AS one RETURN one } RETURN n.id AS id"),
    ),
]
# Ordinary statements whose parts look like what is refused.
HARMLESS = [
    "MATCH (n:X) RETURN n {.id, .name, kind: $kind} AS m ORDER BY m.id",
    ("MATCH (n:X) WITH n ORDER BY n.id WITH n.g AS g, collect({id: n.id}) AS xs RETURN g, xs ORDER BY g"),
    "MATCH (a:X) WHERE a.n - (a.m - 1) > 2 AND a.x = -a.y RETURN count(*) AS n",
    (
        "MATCH (a:X) OPTIONAL MATCH (a)-->(b) WITH a, collect(b) AS bs UNWIND bs AS d "
        "MATCH (d)-->(z) RETURN count(z) AS n"
    ),
    (
        "MATCH (a:X)-[r:CONTAINS|USES]->(end:Order) RETURN end.set AS order, r.match AS case "
        "ORDER BY order, case"
    ),
    "MATCH (a:X) RETURN [x IN a.xs WHERE x > 1 | x * 2] AS xs ORDER BY xs",
    "UNWIND $rows AS row MATCH (n:Item {id: row.id}) SET n += row.properties REMOVE n.y",
    (
        "MATCH (a:X) WITH a, CASE WHEN a.p = 1 AND NOT a.q = 2 THEN 'x' ELSE 'y' END AS s "
        "RETURN a.id AS id, s ORDER BY id"
    ),
]


@pytest.mark.parametrize(("rule", "text"), REFUSED)
def test_each_rule_refuses_its_examples(rule, text):
    """A statement of the rule's `refused` list breaks that rule and no other."""
    assert {breach.rule for breach in check(text)} == {rule}


@pytest.mark.parametrize(("rule", "text"), ACCEPTED)
def test_each_rule_accepts_its_examples(rule, text):
    """A statement of the rule's `accepted` list breaks no rule at all."""
    assert rule in RULES
    assert check(text) == []


@pytest.mark.parametrize(("rule", "text"), SLY)
def test_disguised_shapes_are_refused(rule, text):
    """A refused shape stays refused in lower case, nested, renamed or in another clause."""
    assert rule in {breach.rule for breach in check(text)}


@pytest.mark.parametrize("text", HARMLESS)
def test_look_alikes_are_accepted(text):
    """Keywords as names, maps, arithmetic and comprehensions are taken for what they are."""
    assert check(text) == []


def test_the_table_is_whole():
    """Every rule of the dialect is there under its id, with examples of both kinds and reasons."""
    ids = ["P1", *(f"R{n}" for n in range(1, 14)), *(f"W{n}" for n in range(1, 6))]
    assert list(RULES) == ids
    for rule in RULES.values():
        assert all((rule.title, rule.remedy, rule.otherwise, rule.refused, rule.accepted))


@pytest.mark.parametrize(("rule", "text"), REFUSED)
def test_comments_and_strings_never_trigger(rule, text):
    """What is refused as Cypher is nobody's business in a comment, a string or a quoted name."""
    assert rule in RULES
    quoted = text.replace("\\", "\\\\").replace('"', '\\"')
    name = text.replace("`", "")
    assert check(f"// {text}\n{FINE} // {text}") == []
    assert check(f"/* {text}\n */ {FINE}") == []
    assert check(f'MATCH (n:X) WHERE n.t = "{quoted}" RETURN n.id AS id ORDER BY id') == []
    assert check(f"MATCH (n:X) RETURN n.`{name}` AS `{name}` ORDER BY `{name}`") == []


@pytest.mark.parametrize(("rule", "text"), REFUSED)
def test_layout_makes_no_difference(rule, text):
    """Line breaks, comments between words and a trailing semicolon change no finding."""
    spread = re.sub(r" (?=[^']*(?:'[^']*'[^']*)*$)", " // x\n ", text)
    assert {breach.rule for breach in check(f"{spread};" if rule != "P1" else spread)} == {rule}


def test_a_breach_says_where_what_and_what_instead():
    """The place is counted from 1, and the message names the thing, the rule and the way out."""
    (breach,) = check("// é\nMATCH (n:X)\nWHERE n.g = 1 AND n.active\nRETURN count(n) AS c")
    assert (breach.rule, breach.line, breach.column) == ("R2", 3, 19)
    assert breach.message == (
        "`n` stands bare as a condition. No value stands bare as a condition; compare it: `x.active = true`."
    )


def test_breaches_come_in_the_order_of_their_places():
    """Several breaches are listed from the top of the text to its end."""
    breaches = check("MATCH (n:X) WHERE n.xs[0] = 1 OR n.a RETURN n.id AS id LIMIT 1")
    places = [(breach.line, breach.column) for breach in breaches]
    assert places == sorted(places)
    assert [breach.rule for breach in breaches] == ["R1", "R2", "R12", "R12"]


def test_every_statement_of_a_text_is_checked():
    """A semicolon ends a statement, and the next one is read anew."""
    assert check(f"{FINE};\n{FINE};") == []
    assert [breach.rule for breach in check(f"{FINE}; MATCH (n:X) DELETE n")] == ["W5"]


def test_nothing_is_no_breach():
    """An empty text and a text of comments hold nothing to refuse."""
    assert check("") == []
    assert check("// nothing\n") == []


def test_deep_nesting_is_refused_and_not_followed():
    """Brackets beyond measure are a breach, not a crash."""
    assert [breach.rule for breach in check("RETURN " + "(" * 5000)] == ["P1"]


@given(st.text())
def test_arbitrary_text_never_raises(text):
    """Whatever is typed, the answer is a list of breaches."""
    assert isinstance(check(text), list)


PIECES = st.sampled_from(
    [
        *"()[]{}.,:|=<>-+*$;'`&!",
        *(word for _, text in REFUSED + SLY for word in re.findall(r"\w+|\$\w+|\S", text)),
        "*1..3", "CASE", "END", "AS x", "NOT", "(a)-[:R]->(b)", "COUNT {", "EXISTS {", "CALL (a) {",
    ],
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map(" ".join))
def test_arbitrary_cypher_words_never_raise(text):
    """Words of the language in any order are answered with a list of breaches too."""
    assert isinstance(check(text), list)


@given(st.sampled_from([text for _, text in REFUSED]), st.data())
def test_mutilated_statements_never_raise(text, data):
    """A statement with a piece cut out of it is answered with a list of breaches too."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    assert isinstance(check(text[:start] + text[end:]), list)


def test_the_command_prints_breaches_and_fails(tmp_path, capsys):
    """Folders are walked for `.cypher` files, each breach is one line, and the answer is 1."""
    folder = tmp_path / "gaps"
    folder.mkdir()
    (folder / "a.cypher").write_text("MATCH (n:X)\nDELETE n", encoding="utf-8")
    (folder / "b.cypher").write_text(FINE, encoding="utf-8")
    (folder / "c.txt").write_text("MATCH (n:X) DELETE n", encoding="utf-8")
    assert dialect.main([str(tmp_path)]) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith(f"{folder / 'a.cypher'}:2:1: W5 DELETE stands without DETACH.")


def test_the_command_is_silent_about_what_is_fine(tmp_path, capsys):
    """No breach: nothing is printed, and the answer is 0."""
    file = tmp_path / "b.cypher"
    file.write_text(FINE, encoding="utf-8")
    assert dialect.main([str(file)]) == 0
    assert capsys.readouterr().out == ""


def test_the_command_refuses_a_path_that_is_not_there(tmp_path, capsys):
    """A mistyped folder is an error, not a clean result."""
    with pytest.raises(SystemExit) as end:
        dialect.main([str(tmp_path / "nowhere")])
    assert end.value.code == 2
    assert "no such file or folder" in capsys.readouterr().err
