"""The linter of the Cypher that both databases answer alike.

ArcadeDB and Neo4j each give silently wrong answers to some ordinary-looking statements, and a wrong
answer here is a hidden gap. Inside the rules below no silent difference was found, so they are a
hard gate for our own statements and for a maker's own rules: in doubt this linter refuses. It is a
tokeniser with bracket matching, knows neither vocabulary nor database, and sees one text at a time.

What it cannot see stands with the caller: that an id or key is looked up before it is created or
changed (W3; only `MERGE` without a key is seen), that all labels of a node are named (W2; see
`LONE_LABELS`), that an `ORDER BY` is total (R12), and that instants are stored as UTC text (R13).
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType

# Labels of nodes that carry no other; a node of any other label has a second one (`Item:Claim`).
LONE_LABELS = frozenset(
    {"AuditEntry", "AuditPage", "Head", "ImpactPreview", "Missing", "Scope", "Version"},
)
LONGEST_PATH = 3
DEEPEST_NESTING = 40


@dataclass(frozen=True)
class Rule:
    """One rule of the dialect, with statements that it refuses and statements that keep it."""

    id: str
    title: str
    remedy: str
    otherwise: str
    refused: tuple[str, ...]
    accepted: tuple[str, ...]


@dataclass(frozen=True)
class Breach:
    """One place where a statement breaks a rule; the message names the thing and the way out."""

    rule: str
    line: int
    column: int
    message: str


def check(text: str) -> list[Breach]:
    """Every breach of the dialect in the statements of `text`, in the order of their places."""
    found = _Findings()
    nodes = _tree(list(_tokens(text, found)), found)
    # What cannot be read whole is refused whole: anything found in a part of it would mislead.
    if not found.breaches:
        for statement in _split(nodes, {";"}):
            _Statement(found).read(statement)
    return [found.breaches[place] for place in sorted(found.breaches)]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every breach below the paths as `path:line:column: rule message`; 1 if there is any."""
    parser = argparse.ArgumentParser(prog="python -m graph.dialect", description=main.__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    paths: list[Path] = parser.parse_args(arguments).paths
    if missing := [str(path) for path in paths if not path.exists()]:
        parser.error(f"no such file or folder: {', '.join(missing)}")
    count = 0
    for path in paths:
        for file in sorted(path.rglob("*.cypher")) if path.is_dir() else [path]:
            for breach in check(file.read_text(encoding="utf-8")):
                count += 1
                place = f"{file}:{breach.line}:{breach.column}"
                sys.stdout.write(f"{place}: {breach.rule} {breach.message}\n")
    return 1 if count else 0


# --- The rules -----------------------------------------------------------------------------------


def _table(*rules: Rule) -> Mapping[str, Rule]:
    return MappingProxyType({rule.id: rule for rule in rules})


RULES: Mapping[str, Rule] = _table(
    Rule(
        id="P1",
        title="A statement is made of the clauses, patterns and expressions that this linter reads",
        remedy="close what is open and keep to MATCH, OPTIONAL MATCH, WHERE, WITH, RETURN, ORDER "
        "BY, SKIP, LIMIT, UNWIND, CALL { }, UNION, CREATE, MERGE, SET, REMOVE, DETACH DELETE and "
        "FOREACH",
        otherwise="what cannot be read cannot be checked",
        refused=(
            "MATCH (a:Item RETURN a.id AS id ORDER BY id",
            "MATCH (a:Item) WHERE a.id = 'x RETURN a.id AS id ORDER BY id",
            "MATCH (a:Item) /* RETURN a.id AS id ORDER BY id",
            "CALL db.labels() YIELD label RETURN label ORDER BY label",
            "LOAD CSV FROM $url AS row RETURN count(row) AS n",
            "MATCH (a:Item) USING INDEX a:Item(id) RETURN count(a) AS n",
            "FROM (a:Item) RETURN count(a) AS n",
            "MATCH (a:Item) RETURN count(a) AS n FINISH",
            "MATCH (a:Item) RETURN CASE WHEN a.x = 1 THEN 2 AS x ORDER BY x",
        ),
        accepted=(
            "MATCH (a:Item) RETURN a.id AS id ORDER BY id;",
            "CREATE CONSTRAINT item_id IF NOT EXISTS FOR (n:Item) REQUIRE n.id IS UNIQUE",
            "CREATE INDEX item_key IF NOT EXISTS FOR (n:Item) ON (n.key)",
            "MATCH (end:Item) RETURN end.order AS order ORDER BY order",
        ),
    ),
    Rule(
        id="R1",
        title="The WHERE of a pattern is a list joined by AND of EXISTS { }, of NOT EXISTS { }, "
        "and of plain comparisons, IS NULL, IN, string and label tests under AND, OR, NOT, XOR",
        remedy="put the condition into `WITH * WHERE ...` behind the pattern",
        otherwise="ArcadeDB evaluates the predicate before its second variable is bound",
        refused=(
            ("MATCH (n:X)-[:R]->(m) WHERE n.g = 1 OR NOT EXISTS { (m)-[:R]->(m) } RETURN count(n) AS c"),
            "MATCH (n:X) WHERE (EXISTS { (n)-[:R]->() } AND n.g = 1) RETURN count(n) AS c",
            "MATCH (n:X) WHERE EXISTS { (n)-[:R]->() } = true RETURN count(n) AS c",
            "MATCH (n:X) WHERE NOT (EXISTS { (n)-[:R]->() }) RETURN count(n) AS c",
            "MATCH (n:X) WHERE CASE WHEN n.g = 1 THEN true ELSE false END RETURN count(n) AS c",
            "MATCH (n:X) WHERE CASE n.g WHEN 1 THEN 2 ELSE 3 END = 2 RETURN count(n) AS c",
            "MATCH (n:X) WHERE any(x IN n.xs WHERE x = 1) RETURN count(n) AS c",
            "MATCH (n:X) WHERE reduce(s = 0, x IN n.xs | s + x) > 1 RETURN count(n) AS c",
            "MATCH (n:X) WHERE n.xs[0] = 1 RETURN count(n) AS c",
            "MATCH (n:X) WHERE n['k'] = 1 RETURN count(n) AS c",
            "MATCH (n:X) WHERE size([(n)-[:R]->(m) | m.id]) > 1 RETURN count(n) AS c",
            "MATCH (n:X) WHERE size([x IN n.xs WHERE x > 1]) > 1 RETURN count(n) AS c",
            "MATCH (n:X) WHERE coalesce(n.g = 1, false) RETURN count(n) AS c",
            "MATCH (n:X) WHERE coalesce(n.active, false) RETURN count(n) AS c",
            "MATCH (n:X) WHERE coalesce(n.active, false) = true RETURN count(n) AS c",
            "MATCH (n:X) WHERE (n.g = 1) = (n.h = 2) RETURN count(n) AS c",
            "MATCH (n:X) WHERE (n.g IS NULL) = true RETURN count(n) AS c",
            "MATCH (n:X) WHERE 1 < n.g < 3 RETURN count(n) AS c",
            "MATCH (n:X) WHERE n.g =~ 'a.*' RETURN count(n) AS c",
            "MATCH (n:X WHERE n.g = 1) RETURN count(n) AS c",
            "MATCH (n:X) OPTIONAL MATCH (n)-[:R]->(m) WHERE n.xs[0] = m.g RETURN count(m) AS c",
            ("MATCH (n:X) WHERE EXISTS { MATCH (n)-[:R]->(m) WHERE n.xs[0] = m.g } RETURN count(n) AS c"),
            (
                "MATCH (n:X) WHERE EXISTS { (n)-[:R]->(m) WHERE m.g = 1 OR EXISTS { (m)-[:R]->(n) "
                "} } RETURN count(n) AS c"
            ),
            ("MATCH (n:X) RETURN n.id AS id, COUNT { (n)-[:R]->(m) WHERE m.xs[0] = 1 } AS c ORDER BY id"),
        ),
        accepted=(
            (
                "MATCH (n:X)-[:R]->(m) WHERE n.g = 1 AND NOT EXISTS { (m)-[:R]->(m) } "
                "AND EXISTS { MATCH (n)-[:S]->(k) WHERE k.g = m.g } RETURN count(n) AS c"
            ),
            (
                "MATCH (n:X)-[:R]->(m) WITH * WHERE n.g = 1 OR NOT EXISTS { (m)-[:R]->(m) } "
                "RETURN count(n) AS c"
            ),
            (
                "MATCH (n:X) WHERE (n.g = 1 OR NOT n.h IS NULL XOR n:Y) AND n.t STARTS WITH $t "
                "RETURN count(n) AS c"
            ),
            (
                "MATCH (n:X) WHERE ($ids IS NULL OR n.id IN $ids) AND n.g IN [1, 2] AND "
                "toLower(n.t) CONTAINS $t AND n.x IS NOT NULL AND (n.g + 1) * 2 > -3 "
                "RETURN count(n) AS c"
            ),
            "MATCH (n:X) WHERE coalesce(n.state, 'none') = 'none' RETURN count(n) AS c",
            (
                "MATCH (n:X) WHERE EXISTS { MATCH (n)-[:R]->(m) WITH * WHERE m.xs[0] = 1 "
                "RETURN 1 AS one } RETURN count(n) AS c"
            ),
        ),
    ),
    Rule(
        id="R2",
        title="No value stands bare as a condition",
        remedy="compare it: `x.active = true`",
        otherwise="ArcadeDB evaluates the predicate before its second variable is bound",
        refused=(
            "MATCH (x:X) WHERE x.active RETURN count(x) AS n",
            "MATCH (x:X) WHERE x.g = 1 AND NOT x.active RETURN count(x) AS n",
            "MATCH (x:X) WHERE (x.g = 1 OR (x.active)) RETURN count(x) AS n",
            "MATCH (x:X) WHERE $all OR x.g = 1 RETURN count(x) AS n",
            "MATCH (x:X) WITH x WHERE x.active RETURN count(x) AS n",
            "MATCH (x:X) WHERE EXISTS { (x)-[:R]->(y) WHERE y.active } RETURN count(x) AS n",
        ),
        accepted=("MATCH (x:X) WHERE x.active = true AND ($all = true OR x.g = 1) RETURN count(x) AS n",),
    ),
    Rule(
        id="R3",
        title="No pattern stands as a predicate or inside a function",
        remedy="write `EXISTS { (a)-[:X]->() }`",
        otherwise="wrong beside = and CASE on ArcadeDB, refused in projections",
        refused=(
            "MATCH (a:X) WHERE (a)-[:R]->() RETURN count(a) AS n",
            "MATCH (a:X) WHERE NOT (a)<-[:R]-() RETURN count(a) AS n",
            "MATCH (a:X) WHERE a.g = 1 AND (a)-->(:Y) RETURN count(a) AS n",
            "MATCH (a:X) WHERE exists((a)--()) RETURN count(a) AS n",
            "MATCH (a:X) WITH * WHERE a.g = 1 OR (a)<--() RETURN count(a) AS n",
            "MATCH (a:X) RETURN a.id AS id, (a)-[:R]->() AS linked ORDER BY id",
            "MATCH (a:X) RETURN a.id AS id, size((a)-[:R]->()) AS links ORDER BY id",
            "MATCH (a:X) RETURN CASE WHEN (a)-[:R]->() THEN 1 ELSE 2 END AS x ORDER BY x",
        ),
        accepted=(
            "MATCH (a:X) WHERE EXISTS { (a)-[:R]->() } RETURN count(a) AS n",
            "MATCH (a:X) WITH a, size([(a)-[:R]->(b) | b.id]) AS links RETURN max(links) AS most",
            "MATCH (a:X) RETURN (a.x) - (a.y) AS d, (a.x) < -1 AS low ORDER BY d, low",
        ),
    ),
    Rule(
        id="R4",
        title="COUNT { } and COLLECT { } stand only as a whole WITH or RETURN item",
        remedy="give it an alias in a WITH and test the alias behind it",
        otherwise="ArcadeDB is wrong under AND, NOT, CASE; Neo4j drops zero counts",
        refused=(
            "MATCH (a:X) WHERE COUNT { (a)-[:R]->() } > 2 RETURN count(a) AS n",
            "MATCH (a:X) WITH * WHERE NOT COUNT { (a)-[:R]->() } = 2 RETURN count(a) AS n",
            "MATCH (a:X) WITH a, COUNT { (a)-[:R]->() } + 1 AS n RETURN max(n) AS most",
            "MATCH (a:X) RETURN a.id AS id ORDER BY COUNT { (a)-[:R]->() }",
            ("MATCH (a:X) RETURN CASE WHEN COUNT { (a)-[:R]->() } > 1 THEN 1 ELSE 0 END AS x ORDER BY x"),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WHERE COUNT { (b)-[:R]->() } < 2 "
                "RETURN count(b) AS n"
            ),
            "MATCH (a:X) SET a.n = COUNT { (a)-[:R]->() }",
            (
                "MATCH (a:X) RETURN size(COLLECT { MATCH (a)-[:R]->(b) RETURN b.id AS id ORDER BY "
                "id }) AS n ORDER BY n"
            ),
        ),
        accepted=(
            (
                "MATCH (a:X) WITH a, COUNT { (a)-[:R]->() } AS links WITH * WHERE links > 2 "
                "RETURN a.id AS id, COUNT { (a)-[:S]->() } AS others ORDER BY id"
            ),
        ),
    ),
    Rule(
        id="R5",
        title="An aggregate stands alone in its item, and never inside EXISTS { } or COUNT { }",
        remedy="give it an alias in a WITH and compute with the alias behind it",
        otherwise="wrong on ArcadeDB; the zero group is lost on Neo4j",
        refused=(
            "MATCH (a:X)-[:R]->(c) RETURN a.id AS id, count(c) > 2 AND a.g = 1 AS x ORDER BY id",
            "MATCH (a:X)-[:R]->(c) RETURN a.id AS id, NOT count(c) = 3 AS x ORDER BY id",
            "MATCH (a:X)-[:R]->(c) WITH a, collect(c)[0] IS NOT NULL AS x RETURN count(x) AS n",
            "MATCH (a:X)-[:R]->(c) WITH a, size(collect(c)) AS x RETURN max(x) AS n",
            "MATCH (a:X)-[:R]->(c) WITH a, coalesce(sum(c.g), 0) AS x RETURN max(x) AS n",
            "MATCH (a:X) WHERE count(a) > 1 RETURN count(a) AS n",
            "MATCH (a:X) RETURN a.g AS g ORDER BY count(a)",
            "MATCH (a:X) RETURN (count(a)) AS n ORDER BY n",
            (
                "MATCH (a:X) WHERE EXISTS { MATCH (a)-[:R]->(b) WITH count(b) AS n WHERE n > 1 "
                "RETURN 1 AS one } RETURN count(a) AS n"
            ),
            "MATCH (a:X) RETURN {n: count(*)} AS m ORDER BY m",
        ),
        accepted=(
            (
                "MATCH (a:X)-[:R]->(c) WITH a, count(DISTINCT c) AS n WHERE n > 2 "
                "RETURN a.id AS id, n + 1 AS more ORDER BY id"
            ),
            "MATCH (a:X) RETURN count(*) AS n, sum(CASE WHEN a.g = 1 THEN 1 ELSE 0 END) AS ones",
        ),
    ),
    Rule(
        id="R6",
        title="UNWIND and CALL come first in the statement or directly after a WITH, and no CALL "
        "stands in a CALL",
        remedy="put `WITH *` before it, or take the inner CALL out",
        otherwise="ArcadeDB gives no rows or ignores the CALL",
        refused=(
            "MATCH (a:X) UNWIND a.xs AS x RETURN count(x) AS n",
            "UNWIND $a AS a UNWIND a.xs AS x RETURN count(x) AS n",
            "MATCH (a:X) CALL (a) { MATCH (a)-[:R]->(b) RETURN b.id AS id } RETURN count(id) AS n",
            "CALL () { CALL () { MATCH (b:X) RETURN b.id AS id } RETURN id } RETURN count(id) AS n",
            (
                "CALL () { MATCH (a:X) WITH a CALL (a) { MATCH (a)-[:R]->(b) RETURN b.id AS id } "
                "RETURN id } RETURN count(id) AS n"
            ),
            "MATCH (a:X) WITH a CALL (a) { UNWIND a.xs AS x RETURN x } RETURN count(x) AS n",
        ),
        accepted=(
            "UNWIND $a AS a WITH * UNWIND a.xs AS x RETURN count(x) AS n",
            (
                "MATCH (a:X) WITH * WHERE a.g = 1 CALL (a) { MATCH (a)-[:R]->(b) RETURN b.id AS id "
                "} WITH * CALL (a) { MATCH (a)-[:S]->(c) RETURN c.id AS k } RETURN count(id) AS n"
            ),
        ),
    ),
    Rule(
        id="R7",
        title="A WITH that has ORDER BY, SKIP or LIMIT has no WHERE",
        remedy="filter in a second WITH: `WITH a ORDER BY a.id LIMIT 5 WITH * WHERE ...`",
        otherwise="ArcadeDB filters before the limit",
        refused=(
            "MATCH (a:X) WITH a ORDER BY a.id LIMIT 5 WHERE a.g = 1 RETURN count(a) AS n",
            "MATCH (a:X) WITH a ORDER BY a.id SKIP 5 WHERE a.g = 1 RETURN count(a) AS n",
            "MATCH (a:X) WITH a ORDER BY a.id WHERE a.g = 1 RETURN count(a) AS n",
        ),
        accepted=("MATCH (a:X) WITH a ORDER BY a.id LIMIT 5 WITH * WHERE a.g = 1 RETURN count(a) AS n",),
    ),
    Rule(
        id="R8",
        title="A variable from OPTIONAL MATCH or CALL is not used in a later pattern as it is",
        remedy="put `WITH * WHERE v IS NOT NULL` between, or compare ids in a WHERE",
        otherwise="ArcadeDB treats null as unbound and matches everything",
        refused=(
            "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) MATCH (b)-[:R]->(c) RETURN count(c) AS n",
            ("MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) OPTIONAL MATCH (b)-[:R]->(c) RETURN count(c) AS n"),
            "MATCH (a:X) OPTIONAL MATCH (a)-[r:R]->() MATCH ()-[r]->(c) RETURN count(c) AS n",
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WITH a, b AS d MATCH (d)-[:R]->(c) "
                "RETURN count(c) AS n"
            ),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WITH *, coalesce(b, a) AS d "
                "MATCH (d)-[:R]->(c) RETURN count(c) AS n"
            ),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WITH * WHERE NOT EXISTS { (b)-[:R]->() } "
                "RETURN count(a) AS n"
            ),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) RETURN a.id AS id, COUNT { (b)-[:R]->() "
                "} AS n ORDER BY id"
            ),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WITH a, b CALL (b) { MATCH (b)-[:R]->(c) "
                "RETURN count(c) AS k } RETURN sum(k) AS n"
            ),
            (
                "MATCH (a:X) WITH a CALL (a) { MATCH (a)-[:R]->(b) RETURN b } MATCH (b)-[:R]->(c) "
                "RETURN count(c) AS n"
            ),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WITH a, b WHERE b IS NOT NULL OR a.g = 1 "
                "MATCH (b)-[:R]->(c) RETURN count(c) AS n"
            ),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WITH a, [(b)-[:R]->(c) | c.id] AS ids "
                "RETURN max(size(ids)) AS n"
            ),
            "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) CREATE (a)-[:S]->(b)",
            "OPTIONAL MATCH (b:X) MATCH (c:Y {id: b.id}) RETURN count(c) AS n",
        ),
        accepted=(
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WITH a, b WHERE a.g = 1 AND b IS NOT "
                "NULL MATCH (b)-[:R]->(c) RETURN count(c) AS n"
            ),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) MATCH (a)-[:R]->(c) WHERE c.g = b.g "
                "RETURN count(c) AS n"
            ),
            (
                "MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WITH a, count(b) AS links "
                "MATCH (b:Y) WHERE b.g = links RETURN count(b) AS n"
            ),
            ("MATCH (a:X) OPTIONAL MATCH (a)-[:R]->(b) WHERE EXISTS { (b)-[:R]->() } RETURN count(b) AS n"),
        ),
    ),
    Rule(
        id="R9",
        title="Under NOT, the left side of IN is coalesce(...)",
        remedy="write `NOT coalesce(n.x, '') IN ...`",
        otherwise="Neo4j drops nulls for NOT (n.x IN []) on an indexed property",
        refused=(
            "MATCH (n:X) WHERE NOT n.x IN $xs RETURN count(n) AS c",
            "MATCH (n:X) WHERE NOT (n.x IN $xs) RETURN count(n) AS c",
            "MATCH (n:X) WHERE NOT (n.g = 1 OR (n.x IN [1])) RETURN count(n) AS c",
            "MATCH (n:X) WITH n WHERE NOT n.x IN $xs RETURN count(n) AS c",
            "MATCH (n:X) RETURN n.id AS id, NOT n.x IN $xs AS out ORDER BY id",
            "MATCH (n:X) WITH * WHERE any(x IN n.xs WHERE NOT x IN $xs) RETURN count(n) AS c",
        ),
        accepted=(
            "MATCH (n:X) WHERE NOT coalesce(n.x, '') IN $xs AND n.g IN $gs RETURN count(n) AS c",
            "MATCH (n:X) WITH * WHERE NOT any(x IN n.xs WHERE x = 1) RETURN count(n) AS c",
        ),
    ),
    Rule(
        id="R10",
        title="Branches of a UNION in a subquery return ids, not nodes",
        remedy="return `n.id AS id` and match the node again behind the subquery",
        otherwise="ArcadeDB does not remove duplicates",
        refused=(
            "CALL () { MATCH (n:X) RETURN n UNION MATCH (n:Y) RETURN n } RETURN count(n) AS c",
            (
                "CALL () { MATCH (n:X) RETURN n.id AS id UNION MATCH (n:Y) RETURN n AS id } "
                "RETURN count(id) AS c"
            ),
            "CALL () { MATCH (n:X) RETURN * UNION MATCH (n:Y) RETURN * } RETURN count(n) AS c",
            (
                "CALL () { MATCH ()-[r:R]->() RETURN startNode(r) AS n UNION MATCH (n:Y) "
                "RETURN n.id AS n } RETURN count(n) AS c"
            ),
            (
                "CALL () { MATCH (n:X) WITH n AS m RETURN m UNION MATCH (m:Y) RETURN m.id AS m } "
                "RETURN count(m) AS c"
            ),
        ),
        accepted=(
            (
                "CALL () { MATCH (n:X) RETURN n.id AS id UNION MATCH (n:Y) WITH n.id AS id RETURN "
                "id } RETURN id ORDER BY id"
            ),
        ),
    ),
    Rule(
        id="R11",
        title="No repeated type, no dynamic label or type, no path longer than "
        f"`*1..{LONGEST_PATH}`, no shortest path",
        remedy=f"name every type once and in the text, bound paths as `*1..{LONGEST_PATH}` or "
        "less, and walk further level by level",
        otherwise="doubled counts on Neo4j, matches of everything on ArcadeDB, exponential time",
        refused=(
            "MATCH (a:X)-[:A|A]->(b) RETURN count(b) AS n",
            "MATCH (a:X)-[r:A|B|:A]->(b) RETURN count(b) AS n",
            "MATCH (n:$($label)) RETURN count(n) AS c",
            "MATCH (n:$label) RETURN count(n) AS c",
            "MATCH (n) WHERE n:$($label) RETURN count(n) AS c",
            "MATCH (a:X)-[r:A|$type]->(b) RETURN count(b) AS n",
            "MATCH (a:X)-[:A*]->(b) RETURN count(b) AS n",
            "MATCH (a:X)-[:A*1..]->(b) RETURN count(b) AS n",
            "MATCH (a:X)-[:A*1..4]->(b) RETURN count(b) AS n",
            "MATCH (a:X)-[:A*..3]->(b) RETURN count(b) AS n",
            "MATCH (a:X)-[*0..2]->(b) RETURN count(b) AS n",
            "MATCH (a:X) WHERE EXISTS { (a)-[:A*1..9]->(:Y) } RETURN count(a) AS n",
            "MATCH p = shortestPath((a:X)-[:A*1..3]->(b:Y)) RETURN count(p) AS n",
            "MATCH p = allShortestPaths((a:X)-[:A*1..3]->(b:Y)) RETURN count(p) AS n",
            "MATCH p = SHORTEST 1 (a:X)-[:A]->(b:Y) RETURN count(p) AS n",
            "MATCH (a:X)-[:A]->{1,3}(b) RETURN count(b) AS n",
            "MATCH (a:X)-[:A]->+(b) RETURN count(b) AS n",
            "MATCH (a:X) ((x)-[:A]->(y)){1,3} (b) RETURN count(b) AS n",
        ),
        accepted=(
            "MATCH (a:__LABEL__)-[r:__TYPE__|B*1..3]->(b) RETURN count(b) AS n",
            "MATCH (a:X {id: $id})<-[:A]-(b)-->(c)--(d), p = (d)-[s]-(e) RETURN count(e) AS n",
        ),
    ),
    Rule(
        id="R12",
        title="Rows, LIMIT and SKIP have a total ORDER BY, lists are collected in order, and "
        "nothing relies on the order of labels()",
        remedy="add `ORDER BY` over columns that together are unique; before `collect` put "
        "`WITH ... ORDER BY`; around a UNION put `CALL () { }` and order behind it",
        otherwise="the databases give different orders, and with LIMIT different rows",
        refused=(
            "MATCH (n:X) RETURN n.id AS id",
            "MATCH (n:X) RETURN n.id AS id LIMIT 1",
            "MATCH (n:X) RETURN n.id AS id ORDER BY 1",
            "MATCH (n:X) WITH n LIMIT 5 RETURN count(n) AS c",
            "MATCH (n:X) WITH n SKIP 5 RETURN count(n) AS c",
            "MATCH (n:X) RETURN n.g AS g, count(n) AS c",
            ("MATCH (n:X) RETURN n.id AS id ORDER BY id UNION MATCH (n:Y) RETURN n.id AS id ORDER BY id"),
            "MATCH (n:X) RETURN n.g AS g, collect(n.id) AS ids ORDER BY g",
            "MATCH (n:X) WITH n.g AS g, collect(n.id) AS ids RETURN g, ids ORDER BY g",
            "MATCH (n:X) RETURN n.id AS id, [(n)-[:R]->(m) | m.id] AS ids ORDER BY id",
            "MATCH (n:X) RETURN labels(n)[0] AS label ORDER BY label",
            "MATCH (n:X) RETURN head(labels(n)) AS label ORDER BY label",
            "MATCH (n:X) RETURN n.id AS id, labels(n) AS labels ORDER BY id",
            (
                "MATCH (n:X) RETURN n.id AS id, COLLECT { MATCH (n)-[:R]->(m) RETURN m.id AS m } "
                "AS ms ORDER BY id"
            ),
        ),
        accepted=(
            "MATCH (n:X) RETURN n.id AS id ORDER BY id LIMIT 5",
            "MATCH (n:X) RETURN count(n) AS c, max(n.g) AS g",
            "MATCH (n:X) WITH n ORDER BY n.id RETURN n.g AS g, collect(n.id) AS ids ORDER BY g",
            "MATCH (n:X) WITH collect(n.id) AS ids RETURN size(ids) AS c",
            "MATCH (n:X {id: $id}) SET n.g = 1 RETURN n.id AS id",
            "RETURN 1 AS one",
            "MATCH (n:X) WHERE 'Y' IN labels(n) RETURN count(n) AS c",
        ),
    ),
    Rule(
        id="R13",
        title="No reverse() of a list property, no truncation of what may be null, no equality on "
        "avg, no instants",
        remedy="reverse and round in Python, wrap the date in coalesce(...), compare avg with a "
        "range, keep instants as fixed-width UTC text",
        otherwise="errors, rounding, lost zone",
        refused=(
            "MATCH (n:X) RETURN reverse(n.xs) AS xs ORDER BY xs",
            "MATCH (n:X) WITH n.xs AS xs RETURN reverse(xs) AS xs ORDER BY xs",
            "MATCH (n:X) WHERE date.truncate('month', n.d) = $d RETURN count(n) AS c",
            "MATCH (n:X) WITH n.g AS g, avg(n.x) AS mean WHERE mean = 2 RETURN count(g) AS c",
            (
                "MATCH (n:X) WITH n.g AS g, avg(n.x) AS mean WITH mean AS m WHERE (m) <> 2 "
                "RETURN count(m) AS c"
            ),
            "MATCH (n:X) WHERE n.t < datetime() RETURN count(n) AS c",
            "MATCH (n:X) SET n.t = localdatetime()",
        ),
        accepted=(
            "MATCH (n:X) WITH n.g AS g, avg(n.x) AS mean WHERE mean > 2 RETURN count(g) AS c",
            (
                "MATCH (n:X) WHERE n.d < date($d) AND date.truncate('month', coalesce(n.d, $d)) = "
                "$d RETURN count(n) AS c"
            ),
            "MATCH (n:X) RETURN reverse(toLower(n.t)) AS t ORDER BY t",
        ),
    ),
    Rule(
        id="W1",
        title="Labels are set by CREATE and MERGE and never changed",
        remedy="name all labels where the node is created, and match nodes before linking them",
        otherwise="false violation of uniqueness",
        refused=(
            "MATCH (n:X {id: $id}) SET n:Y",
            "MATCH (n:X {id: $id}) SET n.g = 1, n:Y:Z",
            "MATCH (n:X {id: $id}) REMOVE n:X",
            "MATCH (n:X {id: $id}) SET n IS Y",
            "MERGE (n:Item:X {id: $id}) ON CREATE SET n:Y",
            "CREATE (n {id: $id})",
            "MATCH (a:X {id: $id}) CREATE (a)-[:R]->(b)",
        ),
        accepted=(
            "MATCH (n:X {id: $id}) SET n.g = 1, n += $more REMOVE n.h",
            "MATCH (a:X {id: $a}), (b:X {id: $b}) CREATE (a)-[:R {seen: 1}]->(b)",
            "CREATE (n:Item:__LABEL__ $properties)",
        ),
    ),
    Rule(
        id="W2",
        title="MERGE names all labels of a node, and merges nodes one by one",
        remedy="write `MERGE (n:Item:Claim {id: ...})`; link nodes that are bound already; a label "
        "that stands alone is named in LONE_LABELS",
        otherwise="a second node with the same id",
        refused=(
            "MERGE (n {id: $id})",
            "MERGE (n:Claim {id: $id})",
            "MERGE (n:Item {id: $id})",
            "MATCH (a:Item {id: $id}) MERGE (a)-[:R]->(b:Item:Claim {id: $b})",
        ),
        accepted=(
            "MERGE (n:Item:Claim {id: $id}) ON CREATE SET n.g = 1 ON MATCH SET n.g = 2",
            "MERGE (h:Head {id: 1})",
            "MATCH (a:Item {id: $a}), (b:Item {id: $b}) MERGE (a)-[:R]->(b)",
        ),
    ),
    Rule(
        id="W3",
        title="MERGE finds a node by its key; ids and keys are looked up before they are written",
        remedy="write the key into the pattern: `MERGE (n:Item:Claim {id: $id})`",
        otherwise="ArcadeDB checks uniqueness only at commit, which a preview never reaches",
        refused=(
            "MERGE (n:Item:Claim)",
            "MERGE (n:Item:Claim {}) SET n.id = $id",
            "MERGE (n:Item:Claim $properties)",
        ),
        accepted=("MERGE (n:Item:Claim {id: $id}) SET n += $properties",),
    ),
    Rule(
        id="W4",
        title="A deleted variable is not used again",
        remedy="compute what is needed in a WITH before the DETACH DELETE",
        otherwise="wrong counts",
        refused=(
            "MATCH (n:X) DETACH DELETE n RETURN count(DISTINCT n) AS c",
            "MATCH (n:X) DETACH DELETE n WITH n.id AS id RETURN count(id) AS c",
            "MATCH (n:X) DETACH DELETE n SET n.g = 1",
            "MATCH (n:X) WITH n CALL (n) { DETACH DELETE n } RETURN count(n) AS c",
            ("MATCH (n:X) WITH collect(n) AS ns FOREACH (n IN ns | DETACH DELETE n) RETURN size(ns) AS c"),
            "MATCH (n:X) DETACH DELETE n RETURN *",
        ),
        accepted=(
            "MATCH (n:X) WITH n, n.id AS id DETACH DELETE n RETURN count(id) AS c",
            "MATCH (n:X) DETACH DELETE n WITH 1 AS one MATCH (n:Y) RETURN count(n) AS c",
        ),
    ),
    Rule(
        id="W5",
        title="DETACH DELETE only",
        remedy="write `DETACH DELETE`",
        otherwise="the databases fail at different moments",
        refused=(
            "MATCH (n:X) DELETE n",
            "MATCH (n:X) NODETACH DELETE n",
            "MATCH (n:X) WITH collect(n) AS ns FOREACH (n IN ns | DELETE n)",
        ),
        accepted=("MATCH (n:X)-[r:R]->() DETACH DELETE r",),
    ),
)


@dataclass
class _Findings:
    """The breaches so far; a second one of the same rule at the same place says nothing new."""

    breaches: dict[tuple[int, int, str], Breach] = field(default_factory=dict)

    def refuse(self, rule: str, node: _Node, thing: str) -> None:
        message = f"{thing}. {RULES[rule].title}; {RULES[rule].remedy}."
        breach = Breach(rule, node.line, node.column, message)
        self.breaches.setdefault((node.line, node.column, rule), breach)


# --- Tokens and brackets -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Node:
    """A token, or a bracketed group of them; `fixed` words are labels, keys and aliases."""

    kind: str
    text: str
    line: int
    column: int
    inner: tuple[_Node, ...] = ()

    @property
    def key(self) -> str:
        if self.kind == "word":
            return self.text.upper()
        return self.text if self.kind in {"mark", "group"} else ""

    @property
    def is_name(self) -> bool:
        return self.kind in {"word", "quoted"}


_TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*|/\*.*?\*/)
      | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
      | (?P<quoted>`(?:[^`]|``)*`)
      | (?P<param>\$(?:\w+|`(?:[^`]|``)*`))
      | (?P<number>0x[0-9a-f]+|0o[0-7]+|\d+(?:\.\d+)?(?:e[+-]?\d+)?)
      | (?P<word>[^\W\d]\w*)
      | (?P<mark><>|<=|>=|=~|\+=|\.\.|::|/\*|.)""",
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_CLOSERS = {"(": ")", "[": "]", "{": "}", "CASE": "END"}
_GROUPS = {"(": "()", "[": "[]", "{": "{}", "CASE": "CASE END"}
_QUERY = "{query}"
_SUBQUERIES = {"EXISTS", "COUNT", "COLLECT", "CALL"}


def _tokens(text: str, found: _Findings) -> Iterator[_Node]:
    line, start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "", match[0]
        if kind != "space":
            shown = piece[1:-1].replace("``", "`") if kind == "quoted" else piece
            token = _Node(kind, shown, line, match.start() - start + 1)
            if kind == "mark" and piece in {"'", '"', "`", "/*"}:
                found.refuse("P1", token, f"`{piece}` opens what is never closed")
                return
            yield token
        if "\n" in piece:
            line, start = line + piece.count("\n"), match.start() + piece.rindex("\n") + 1


def _tree(tokens: Sequence[_Node], found: _Findings) -> list[_Node]:
    """Nest the tokens by their brackets; nothing if they do not match."""
    open_groups: list[tuple[_Node, str]] = []
    levels: list[list[_Node]] = [[]]
    for i, read in enumerate(tokens):
        after = tokens[i + 1] if i + 1 < len(tokens) else None
        siblings = levels[-1]
        token = _placed(read, siblings, open_groups[-1][1] if open_groups else "")
        opener = open_groups[-1][0].key if open_groups else ""
        if token.key in {"(", "[", "{"} or _opens_case(token, after):
            open_groups.append((token, _group_text(token, siblings)))
            levels.append([])
        elif opener and token.key == _CLOSERS[opener] and not _is_variable(token, after):
            opening, shape = open_groups.pop()
            inner = _keyed(levels.pop()) if shape == "{}" else levels.pop()
            group = _Node("group", shape, opening.line, opening.column, tuple(inner))
            levels[-1].append(group)
        elif token.key in {")", "]", "}"}:
            found.refuse("P1", token, f"`{token.text}` closes what is not open")
            return []
        else:
            siblings.append(token)
        if len(levels) > DEEPEST_NESTING:
            found.refuse("P1", token, f"brackets are nested deeper than {DEEPEST_NESTING}")
            return []
    for opening, _ in open_groups:
        found.refuse("P1", opening, f"`{opening.text}` is never closed")
    return [] if open_groups else levels[0]


def _opens_case(token: _Node, after: _Node | None) -> bool:
    if token.key != "CASE" or after is None:
        return False
    return after.kind != "mark" or after.text in {"(", "[", "-", "{"}


def _is_variable(token: _Node, after: _Node | None) -> bool:
    return token.key == "END" and after is not None and after.key == "."


def _group_text(opening: _Node, before: Sequence[_Node]) -> str:
    keys = [node.key for node in before[-2:]]
    is_call = len(keys) > 1 and keys[0] == "CALL" and keys[1] == "()"
    if opening.key == "{" and keys and (keys[-1] in _SUBQUERIES or is_call):
        return _QUERY
    return _GROUPS[opening.key]


def _placed(token: _Node, before: Sequence[_Node], group: str) -> _Node:
    """A word that can only be a label, a property or an alias is no keyword or variable."""
    if not token.is_name or not before:
        return token
    last = before[-1].key
    fixed = last in {".", "AS"} or (last == ":" and group != "{}")
    return replace(token, kind="fixed") if fixed else token


def _keyed(nodes: Sequence[_Node]) -> list[_Node]:
    return [
        replace(node, kind="fixed") if node.is_name and _key_at(nodes, i + 1) == ":" else node
        for i, node in enumerate(nodes)
    ]


def _key_at(nodes: Sequence[_Node], index: int) -> str:
    return nodes[index].key if 0 <= index < len(nodes) else ""


def _split(nodes: Sequence[_Node], keys: Collection[str]) -> list[list[_Node]]:
    """The runs of nodes between separators, empty runs left out."""
    runs: list[list[_Node]] = [[]]
    for node in nodes:
        if node.key in keys:
            runs.append([])
        else:
            runs[-1].append(node)
    return [run for run in runs if run]


def _keys(nodes: Iterable[_Node]) -> tuple[str, ...]:
    return tuple(node.key for node in nodes)


def _deep(nodes: Sequence[_Node]) -> Iterator[tuple[Sequence[_Node], int]]:
    """Every node with its siblings at every depth, subqueries left out."""
    for i, node in enumerate(nodes):
        yield nodes, i
        if node.kind == "group" and node.key != _QUERY:
            yield from _deep(node.inner)


def _mentions(nodes: Sequence[_Node], *, whole: bool = False) -> Iterator[_Node]:
    """Every name that may be a variable; with `whole`, only those not followed by a property."""
    for siblings, i in _deep(nodes):
        after = _key_at(siblings, i + 1)
        if siblings[i].is_name and after != "()" and not (whole and after == "."):
            yield siblings[i]


# --- Clauses -------------------------------------------------------------------------------------

_PAIRS = {
    "OPTIONAL MATCH", "ORDER BY", "DETACH DELETE", "NODETACH DELETE", "ON CREATE", "ON MATCH",
    "UNION ALL", "UNION DISTINCT", "LOAD CSV", "OPTIONAL CALL",
}  # fmt: skip
_SINGLES = {
    "MATCH", "WHERE", "WITH", "RETURN", "SKIP", "LIMIT", "UNWIND", "CALL", "UNION", "CREATE",
    "MERGE", "SET", "REMOVE", "DELETE", "FOREACH",
}  # fmt: skip
_PARTS = {"WHERE", "ORDER BY", "SKIP", "LIMIT"}
_OWNERS = {
    "WHERE": {"MATCH", "OPTIONAL MATCH", "WITH"},
    "ORDER BY": {"WITH", "RETURN"},
    "SKIP": {"WITH", "RETURN"},
    "LIMIT": {"WITH", "RETURN"},
}
_WRITING = {
    "CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH DELETE", "NODETACH DELETE", "FOREACH",
}  # fmt: skip


@dataclass
class _Clause:
    kind: str
    head: _Node
    body: list[_Node]
    parts: dict[str, _Clause] = field(default_factory=dict)

    def part(self, kind: str) -> list[_Node]:
        return self.parts[kind].body if kind in self.parts else []


def _head(nodes: Sequence[_Node], i: int) -> tuple[str, int]:
    """The clause that begins at `i` and how many words its name has, or nothing."""
    key, after = nodes[i].key, _key_at(nodes, i + 1)
    if f"{key} {after}" in _PAIRS:
        return f"{key} {after}", 2
    if key == "WITH" and _key_at(nodes, i - 1) in {"STARTS", "ENDS"}:
        return "", 0
    return (key, 1) if key in _SINGLES else ("", 0)


def _clauses(nodes: Sequence[_Node], found: _Findings) -> list[_Clause]:
    """The clauses of one query, each with its WHERE, ORDER BY, SKIP and LIMIT."""
    flat: list[_Clause] = []
    i = 0
    while i < len(nodes):
        kind, words = _head(nodes, i)
        if kind:
            flat.append(_Clause(kind, nodes[i], []))
        elif flat:
            flat[-1].body.append(nodes[i])
        else:
            found.refuse("P1", nodes[i], f"`{nodes[i].text}` begins no clause")
            return []
        i += words or 1
    return _gathered(flat, found)


def _gathered(flat: Iterable[_Clause], found: _Findings) -> list[_Clause]:
    clauses: list[_Clause] = []
    for clause in flat:
        if clause.kind not in _PARTS:
            clauses.append(clause)
            continue
        owner = clauses[-1] if clauses else clause
        if owner.kind not in _OWNERS[clause.kind] or clause.kind in owner.parts:
            found.refuse("P1", clause.head, f"{clause.kind} stands behind no clause that takes it")
        owner.parts.setdefault(clause.kind, clause)
    return clauses


def _branches(clauses: Iterable[_Clause]) -> list[list[_Clause]]:
    branches: list[list[_Clause]] = [[]]
    for clause in clauses:
        if clause.kind.startswith("UNION"):
            branches.append([])
        else:
            branches[-1].append(clause)
    return branches


# --- What a variable may hold --------------------------------------------------------------------


@dataclass(frozen=True)
class _Variable:
    """What is known of a variable: may it be a node, null, an average, a list without order."""

    entity: bool = True
    nullable: bool = False
    average: bool = False
    unordered: bool = False


@dataclass
class _Scope:
    """The variables at one place of a query, and whether it has one row at most."""

    variables: dict[str, _Variable] = field(default_factory=dict)
    deleted: set[str] = field(default_factory=set)
    single: bool = True
    ordered: bool = False
    # Unlike `deleted` this outlives a WITH: the caller's variable stays deleted.
    gone: set[str] = field(default_factory=set)

    def copy(self) -> _Scope:
        return _Scope(dict(self.variables), set(self.deleted), self.single)

    def bind(self, names: Iterable[str], variable: _Variable) -> None:
        self.variables.update(dict.fromkeys(names, variable))

    def known(self, name: str) -> _Variable:
        return self.variables.get(name, _Variable())

    def nullable(self, name: str) -> bool:
        return self.known(name).nullable


@dataclass(frozen=True)
class _Place:
    """Where a query stands: `subquery` is empty for the statement itself."""

    subquery: str = ""
    in_call: bool = False
    in_predicate: bool = False
    union: bool = False
    reading: bool = False


_AGGREGATES = {
    "COUNT", "SUM", "AVG", "MIN", "MAX", "COLLECT", "STDEV", "STDEVP", "PERCENTILECONT",
    "PERCENTILEDISC",
}  # fmt: skip
_LIST_PREDICATES = {"ANY", "ALL", "NONE", "SINGLE"}
_BINDING = {*_LIST_PREDICATES, "REDUCE", "FILTER", "EXTRACT", "FOREACH"}
# The functions whose answer is no node, whatever goes in.
_SCALAR = {
    "ID", "ELEMENTID", "TYPE", "LABELS", "SIZE", "LENGTH", "COUNT", "SUM", "AVG", "KEYS",
    "TOSTRING", "TOLOWER", "TOUPPER", "PROPERTIES", *_LIST_PREDICATES, "EXISTS",
}  # fmt: skip
_JOINS = {":", "|", "&", "!", "%"}
_ORDERLESS = {"SIZE", "COUNT", "ISEMPTY", *_LIST_PREDICATES}
_CONDITION_WORDS = {"AND", "OR", "XOR", "NOT", "IS", "IN", "STARTS", "ENDS", "CONTAINS"}
_COMPARISONS = {"=", "<>", "<", ">", "<=", ">=", "=~"}
_WORDS = {
    *_CONDITION_WORDS, "NULL", "TRUE", "FALSE", "WITH", "DISTINCT", "AS", "ASC", "DESC",
    "ASCENDING", "DESCENDING", "WHEN", "THEN", "ELSE", "WHERE", "EXISTS", "COUNT", "COLLECT",
}  # fmt: skip
_JOINING = _WORDS - {"NULL", "TRUE", "FALSE"}
_OPERANDS = {"word", "quoted", "fixed", "param", "string", "number"}
_SCHEMA = {"CONSTRAINT", "INDEX", "RANGE", "TEXT"}


def _entity_like(nodes: Sequence[_Node], scope: _Scope) -> bool:
    """Whether the value may be a node or hold nodes; in doubt it may."""
    for i, node in enumerate(nodes):
        before, after = _key_at(nodes, i - 1), _key_at(nodes, i + 1)
        if node.kind == "group" and node.key != _QUERY and before not in _SCALAR:
            if _entity_like(node.inner, scope):
                return True
        elif node.is_name and after not in {".", "()", "IS", ":", "IN"} and node.key not in _WORDS:
            if scope.known(node.text).entity:
                return True
        elif node.key == _QUERY and before == "COLLECT":
            return True
    return False


def _alias(item: Sequence[_Node]) -> tuple[list[_Node], str, Sequence[_Node]]:
    """The expression of an item, the name that it goes by if any, and what follows the name."""
    keys = _keys(item)
    if "AS" in keys:
        at = keys.index("AS")
        return list(item[:at]), item[at + 1].text if at + 1 < len(item) else "", item[at + 2 :]
    return list(item), item[0].text if len(item) == 1 and item[0].is_name else "", ()


def _items(body: Sequence[_Node]) -> list[list[_Node]]:
    return _split(body[1:] if _key_at(body, 0) == "DISTINCT" else body, {","})


def _aggregate(expression: Sequence[_Node]) -> str:
    first, *rest = _keys(expression) or ("",)
    return first if first in _AGGREGATES and rest == ["()"] else ""


def _link(nodes: Sequence[_Node], i: int) -> int:
    """How many nodes the relationship at `i` has up to the next `(`; 0 if there is none."""
    shape = "".join(node.key or "?" for node in nodes[i : i + 6])
    match = re.match(r"<?-(?:\[\])?->?(?=\(\))", shape)
    # `<=`, `>=` and the like never occur in the match, so every mark but `[]` is one character.
    return len(match[0].replace("[]", "_")) if match else 0


def _comprehended(nodes: Sequence[_Node]) -> int:
    """How many nodes the pattern has that begins a pattern comprehension; 0 if there is none."""
    i = 2 if _key_at(nodes, 1) == "=" else 0
    if _key_at(nodes, i) != "()" or not _link(nodes, i + 1):
        return 0
    while step := _link(nodes, i + 1):
        i += step + 1
    return i + 1


def _writes(nodes: Sequence[_Node]) -> bool:
    for i, node in enumerate(nodes):
        if _head(nodes, i)[0] in _WRITING or (node.key == _QUERY and _writes(node.inner)):
            return True
    return False


# --- One statement -------------------------------------------------------------------------------


class _Statement:
    """Reads one statement from left to right and refuses what breaks a rule."""

    def __init__(self, found: _Findings) -> None:
        self.refuse = found.refuse
        self.found = found
        self.clause_readers: Mapping[str, Callable[[_Clause, _Scope, _Place], None]] = {
            "MATCH": self._match,
            "OPTIONAL MATCH": self._match,
            "WITH": self._with,
            "RETURN": self._return,
            "UNWIND": self._unwind,
            "CALL": self._call,
            "CREATE": self._create,
            "MERGE": self._merge,
            "SET": self._set,
            "REMOVE": self._set,
            "DELETE": self._delete,
            "NODETACH DELETE": self._delete,
            "DETACH DELETE": self._delete,
            "FOREACH": self._foreach,
        }

    def read(self, nodes: Sequence[_Node]) -> None:
        first, second = _key_at(nodes, 0), _key_at(nodes, 1)
        if first in {"CREATE", "DROP"} and second in _SCHEMA:
            return
        self._query(nodes, _Scope(), _Place(reading=not _writes(nodes)))

    def _query(self, nodes: Sequence[_Node], scope: _Scope, place: _Place) -> _Scope:
        """Read a query with all its branches; the scope that its RETURN leaves behind."""
        clauses = _clauses(nodes, self.found)
        branches = _branches(clauses)
        for union in (each for each in clauses if each.kind.startswith("UNION")):
            self._nothing(union.body)
        place = replace(place, union=len(branches) > 1)
        if place.union and not place.subquery and place.reading:
            self.refuse("R12", nodes[0], "The UNION gives its rows in no order")
        ends = [self._branch(branch, scope.copy(), place) for branch in branches]
        end = ends[0]
        for other in ends[1:]:
            end.gone |= other.gone
            end.single = False
        return end

    def _branch(self, clauses: Sequence[_Clause], scope: _Scope, place: _Place) -> _Scope:
        for i, clause in enumerate(clauses):
            before = clauses[i - 1] if i else None
            self._use_after_delete(clause, scope)
            self._order_of(clause, before, place)
            self._bounds(clause)
            reader = self.clause_readers.get(clause.kind)
            if clause.kind in {"LOAD CSV", "OPTIONAL CALL"}:
                self.refuse("P1", clause.head, f"{clause.kind} is not in the dialect")
            elif clause.kind in {"ON CREATE", "ON MATCH"}:
                self._nothing(clause.body)
            elif reader:
                scope.ordered = before is not None and "ORDER BY" in before.parts
                reader(clause, scope, place)
        if not clauses or clauses[-1].kind != "RETURN":
            scope.variables = {}
        return scope

    def _nothing(self, nodes: Sequence[_Node]) -> None:
        for node in nodes:
            self.refuse("P1", node, f"`{node.text}` stands where the clause has ended")

    def _use_after_delete(self, clause: _Clause, scope: _Scope) -> None:
        if not scope.deleted:
            return
        bodies = [clause.body, *(part.body for part in clause.parts.values())]
        for node in (each for body in bodies for each in _everywhere(body)):
            if node.text in scope.deleted:
                self.refuse("W4", node, f"`{node.text}` was deleted before")
        if clause.kind == "RETURN" and _key_at(clause.body, 0) == "*":
            self.refuse("W4", clause.head, "RETURN * holds what was deleted before")

    def _order_of(self, clause: _Clause, before: _Clause | None, place: _Place) -> None:
        if clause.kind in {"UNWIND", "CALL"}:
            first = before is None and not place.subquery
            if not first and (before is None or before.kind != "WITH"):
                self.refuse("R6", clause.head, f"{clause.kind} stands behind no WITH")
            if clause.kind == "CALL" and place.in_call:
                self.refuse("R6", clause.head, "A CALL stands in a CALL")

    def _bounds(self, clause: _Clause) -> None:
        for kind in ("SKIP", "LIMIT"):
            if kind in clause.parts and "ORDER BY" not in clause.parts:
                self.refuse("R12", clause.parts[kind].head, f"{kind} has no ORDER BY")
        order = clause.parts.get("ORDER BY")
        if order and not any(node.is_name for node in _everywhere(order.body)):
            self.refuse("R12", order.head, "ORDER BY names no column")
        if clause.kind == "WITH" and "WHERE" in clause.parts and len(clause.parts) > 1:
            head = clause.parts["WHERE"].head
            self.refuse("R7", head, "WHERE stands on a WITH that orders or limits")

    # Reading clauses

    def _match(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        fresh = self._pattern(clause.body, scope, place)
        for node in (each for each in _mentions(clause.body) if scope.known(each.text).average):
            self.refuse("R13", node, f"`{node.text}` is an average")
        scope.bind(fresh, _Variable())
        where = clause.part("WHERE")
        self._pattern_where(where)
        self._expression(where, scope, place)
        if clause.kind == "OPTIONAL MATCH":
            scope.bind(fresh, _Variable(nullable=True))
        scope.single = False

    def _with(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        after = self._projection(clause, scope, place)
        both = _Scope({**scope.variables, **after.variables})
        for kind in ("ORDER BY", "SKIP", "LIMIT"):
            self._expression(clause.part(kind), both, place)
        where = clause.part("WHERE")
        self._bare(where)
        self._expression(where, both, place)
        for part in _split(where, {"AND"}):
            if _keys(part[1:]) == ("IS", "NOT", "NULL") and part[0].text in after.variables:
                name = part[0].text
                after.variables[name] = replace(after.variables[name], nullable=False)
        scope.variables, scope.deleted = after.variables, after.deleted
        scope.single = after.single

    def _return(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        after = self._projection(clause, scope, place)
        both = _Scope({**scope.variables, **after.variables})
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

    def _projection(self, clause: _Clause, scope: _Scope, place: _Place) -> _Scope:
        """Read the items of a WITH or RETURN; the scope that they make."""
        after = _Scope(deleted=set(), single=scope.single)
        kinds: list[str] = []
        for item in _items(clause.body):
            expression, name, rest = _alias(item)
            self._nothing(rest)
            if _keys(expression) == ("*",):
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

    def _item(self, expression: list[_Node], scope: _Scope, place: _Place) -> str:
        """Read one item; is it an `aggregate`, a `constant` or a grouping `key`."""
        keys = _keys(expression)
        if keys in {("COUNT", _QUERY), ("COLLECT", _QUERY)}:
            self._subquery(keys[0], expression[1], scope, place)
            return "key"
        if not _aggregate(expression):
            self._expression(expression, scope, place)
            constant = all(node.kind in {"param", "string", "number"} for node in expression)
            return "constant" if constant else "key"
        if place.in_predicate:
            self.refuse("R5", expression[0], f"`{expression[0].text}()` stands in a subquery")
        self._expression(expression[1].inner, scope, place)
        return "aggregate"

    def _value(self, expression: list[_Node], scope: _Scope) -> _Variable:
        if len(expression) == 1 and expression[0].is_name and expression[0].key not in _WORDS:
            return scope.known(expression[0].text)
        aggregate = _aggregate(expression)
        entity = _entity_like(expression, scope)
        if aggregate == "COLLECT":
            return _Variable(entity=entity, unordered=not scope.ordered)
        if _keys(expression) == ("NULL",):
            return _Variable(nullable=True)
        doubtful = any(
            siblings[i].key in {"HEAD", "LAST", "CASE END", "NULL", "[]"} or scope.nullable(siblings[i].text)
            for siblings, i in _deep(expression)
        )
        comprehension = _keys(expression) == ("[]",) and _comprehended(expression[0].inner) > 0
        return _Variable(entity, entity and doubtful, aggregate == "AVG", comprehension)

    def _union_items(self, clause: _Clause, scope: _Scope) -> None:
        for item in _items(clause.body):
            expression, _, _ = _alias(item)
            if _keys(expression) == ("*",) or _entity_like(expression, scope):
                self.refuse("R10", item[0], "A branch of the UNION may return a node here")

    def _list_order(self, clause: _Clause, scope: _Scope) -> None:
        for item in _items(clause.body):
            expression, _, _ = _alias(item)
            if _keys(expression) == ("LABELS", "()"):
                self.refuse("R12", item[0], "The labels come in no order")
            elif self._value(expression, scope).unordered:
                self.refuse("R12", item[0], "The list is collected in no order")
            for node in _in_order(expression):
                if scope.known(node.text).unordered:
                    self.refuse("R12", node, "The list was collected in no order")

    def _unwind(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        expression, name, rest = _alias(clause.body)
        self._nothing(rest)
        self._expression(expression, scope, place)
        nullable = any(scope.nullable(node.text) for node in _mentions(expression, whole=True))
        entity = _entity_like(expression, scope)
        scope.variables[name] = _Variable(entity, nullable)
        scope.single = False

    def _call(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        body = list(clause.body)
        imported = body.pop(0) if _key_at(body, 0) == "()" else None
        if _keys(body) != (_QUERY,):
            self.refuse("P1", clause.head, "CALL takes a subquery in braces and nothing else")
            return
        inner = scope.copy()
        inner.single = True
        if imported and _keys(imported.inner) != ("*",):
            names = {node.text for node in imported.inner}
            inner.variables = {k: v for k, v in scope.variables.items() if k in names}
        visible = set(inner.variables)
        seen = _Place("CALL", in_call=True, in_predicate=place.in_predicate, reading=place.reading)
        end = self._query(body[0].inner, inner, seen)
        self._lose(scope, end.gone & visible)
        for name, variable in end.variables.items():
            scope.variables[name] = replace(variable, nullable=True)
        scope.single = scope.single and end.single

    # Writing clauses

    def _create(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        before = set(scope.variables)
        for node in (each for each in clause.body if each.key == "()"):
            name = node.inner[0].text if node.inner and node.inner[0].is_name else ""
            if name not in before and ":" not in _keys(node.inner):
                self.refuse("W1", node, "CREATE makes a node without labels")
            before |= {name} - {""}
        fresh = self._pattern(clause.body, scope, place)
        scope.bind(fresh, _Variable())

    def _merge(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        nodes = [node for node in clause.body if node.key == "()"]
        for node in nodes:
            bare = len(node.inner) == 1 and node.inner[0].text in scope.variables
            if len(nodes) > 1 and not bare:
                self.refuse("W2", node, "MERGE of a path may create this node a second time")
            elif len(nodes) == 1:
                self._merged_node(node)
        fresh = self._pattern(clause.body, scope, place)
        scope.bind(fresh, _Variable())

    def _merged_node(self, node: _Node) -> None:
        labels = [
            each.text
            for i, each in enumerate(node.inner)
            if each.kind == "fixed" and _key_at(node.inner, i - 1) == ":"
        ]
        if not labels or (len(labels) == 1 and labels[0] not in LONE_LABELS):
            named = f"only the label `{labels[0]}`" if labels else "no label"
            self.refuse("W2", node, f"MERGE names {named}")
        if not any(each.key == "{}" and each.inner for each in node.inner):
            self.refuse("W3", node, "MERGE names no key")

    def _set(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        for item in _split(clause.body, {","}):
            keys = _keys(item)
            at = next((i for i, key in enumerate(keys) if key in {"=", "+="}), len(item))
            if {":", "::", "IS"} & set(keys[:at]):
                self.refuse("W1", item[0], f"{clause.kind} changes the labels of a node")
            self._expression(item[:at], scope, place)
            self._expression(item[at + 1 :], scope, place)

    def _delete(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        if clause.kind != "DETACH DELETE":
            self.refuse("W5", clause.head, f"{clause.kind} stands without DETACH")
        self._expression(clause.body, scope, place)
        self._lose(scope, {node.text for node in _mentions(clause.body)})

    def _lose(self, scope: _Scope, names: set[str]) -> None:
        scope.deleted |= names
        scope.gone |= names

    def _foreach(self, clause: _Clause, scope: _Scope, place: _Place) -> None:
        group = clause.body[0] if _keys(clause.body) == ("()",) else None
        keys = _keys(group.inner) if group else ()
        if group is None or _key_at(group.inner, 1) != "IN" or "|" not in keys:
            self.refuse("P1", clause.head, "FOREACH is not `FOREACH (x IN xs | ...)`")
            return
        bar = keys.index("|")
        name, values = group.inner[0].text, group.inner[2:bar]
        self._expression(values, scope, place)
        inner = scope.copy()
        entity = _entity_like(values, scope)
        inner.variables[name] = _Variable(entity)
        end = self._branch(_clauses(group.inner[bar + 1 :], self.found), inner, place)
        if name in end.gone:
            self._lose(scope, {node.text for node in _mentions(values)})
        self._lose(scope, end.gone & set(scope.variables))

    # Patterns

    def _pattern(self, nodes: Sequence[_Node], scope: _Scope, place: _Place) -> list[str]:
        """Read a pattern; the variables that it binds."""
        names: list[_Node] = []
        for i, node in enumerate(nodes):
            if node.key in {"()", "[]"}:
                names.extend(node.inner[:1])
                self._element(node, scope, place)
            elif node.is_name and _key_at(nodes, i + 1) == "=":
                names.append(node)
            else:
                self._pattern_mark(nodes, i)
        for node in (each for each in _mentions(nodes) if scope.nullable(each.text)):
            self.refuse("R8", node, f"`{node.text}` may be null in this pattern")
        return [
            node.text
            for node in names
            if node.is_name and (node.text not in scope.variables or scope.nullable(node.text))
        ]

    def _pattern_mark(self, nodes: Sequence[_Node], i: int) -> None:
        node = nodes[i]
        if node.key in {"+", "*", "{}", _QUERY}:
            self.refuse("R11", node, "A repeated path has no small bound")
        elif node.key in {"SHORTESTPATH", "ALLSHORTESTPATHS", "SHORTEST", "ANY", "ALL"}:
            self.refuse("R11", node, f"`{node.text}` searches paths")
        elif node.key not in {"-", "<", ">", ",", "="} and _key_at(nodes, i - 1) != "SHORTEST":
            self.refuse("P1", node, f"`{node.text}` belongs to no pattern")

    def _element(self, group: _Node, scope: _Scope, place: _Place) -> None:
        inner = group.inner
        keys = _keys(inner)
        self._labels(inner)
        if any(key == "()" and _key_at(inner, i - 1) not in _JOINS for i, key in enumerate(keys)):
            self.refuse("R11", group, "A path in parentheses may be repeated")
        if {"IS", _QUERY} & set(keys):
            self.refuse("P1", group, "The element is not `(name:Label {key: value})`")
        if "WHERE" in keys:
            self.refuse("R1", inner[keys.index("WHERE")], "WHERE stands inside a pattern")
            self._expression(inner[keys.index("WHERE") + 1 :], scope, place)
        if group.key == "[]" and "*" in keys:
            self._path_length([each for each in inner[keys.index("*") :] if each.key != "{}"])
        for node in inner:
            if node.key == "{}":
                self._expression(node.inner, scope, place)

    def _path_length(self, nodes: Sequence[_Node]) -> None:
        shape = " ".join(node.text for node in nodes)
        if shape not in {f"* 1 .. {n}" for n in range(1, LONGEST_PATH + 1)}:
            self.refuse("R11", nodes[0], "The path is not bounded as `*1..n` with a small n")

    def _labels(self, nodes: Sequence[_Node]) -> None:
        """Refuse dynamic and repeated names behind the colons of one level."""
        names: set[str] = set()
        inside = False
        for i, node in enumerate(nodes):
            joined = _key_at(nodes, i - 1) in _JOINS
            inside = node.key == ":" or (inside and (joined or node.key in _JOINS))
            if not inside:
                names = set()
            elif joined and (node.key == "$" or node.kind == "param"):
                self.refuse("R11", node, "The label or type is not in the text")
            elif joined and (node.is_name or node.kind == "fixed"):
                if node.text in names:
                    self.refuse("R11", node, f"`{node.text}` is named twice")
                names.add(node.text)
            elif joined and node.key == "()":
                self._labels((replace(node, kind="mark", text=":", inner=()), *node.inner))

    # Conditions

    def _pattern_where(self, nodes: Sequence[_Node]) -> None:
        for part in _split(nodes, {"AND"}):
            if _keys(part) not in {("EXISTS", _QUERY), ("NOT", "EXISTS", _QUERY)}:
                self._plain(part)

    def _plain(self, nodes: Sequence[_Node]) -> None:
        for operand in _split(nodes, {"AND", "OR", "XOR"}):
            test = _positive(operand)
            if _keys(test) == ("()",):
                self._plain(test[0].inner)
            elif test:
                self._test(test)

    def _test(self, nodes: Sequence[_Node]) -> None:
        if _elsewhere(nodes):
            return
        if _is_path(nodes):
            self.refuse("R2", nodes[0], f"`{nodes[0].text}` stands bare as a condition")
        elif thing := _not_plain(nodes):
            self.refuse("R1", nodes[0], thing)

    def _bare(self, nodes: Sequence[_Node]) -> None:
        for operand in _split(nodes, {"AND", "OR", "XOR"}):
            test = _positive(operand)
            if _keys(test) == ("()",):
                self._bare(test[0].inner)
            elif _is_path(test):
                self.refuse("R2", test[0], f"`{test[0].text}` stands bare as a condition")

    # Expressions

    def _expression(self, nodes: Sequence[_Node], scope: _Scope, place: _Place) -> None:
        """Refuse what breaks a rule wherever it stands in an expression."""
        self._negated(nodes, negated=False, binds=False)
        if not _is_map(nodes):
            self._labels(nodes)
        self._level(nodes, scope, place)

    def _level(self, nodes: Sequence[_Node], scope: _Scope, place: _Place) -> None:
        self._averages(nodes, scope)
        for i, node in enumerate(nodes):
            before = _key_at(nodes, i - 1)
            self._here(nodes, i)
            if node.key == "CASE END" and node.inner and scope.known(node.inner[0].text).average:
                self.refuse("R13", node.inner[0], f"`{node.inner[0].text}` is an average")
            if node.key == _QUERY:
                self._subquery(before, node, scope, place)
            elif node.key == "[]" and _comprehended(node.inner):
                self._comprehension(node, scope, place)
            elif node.kind == "group":
                if node.key != "{}":
                    self._labels(node.inner)
                self._level(node.inner, scope, place)

    def _comprehension(self, group: _Node, scope: _Scope, place: _Place) -> None:
        length = _comprehended(group.inner)
        local = scope.copy()
        fresh = self._pattern(group.inner[:length], local, place)
        local.bind(fresh, _Variable())
        rest = group.inner[length:]
        bar = next((i for i, node in enumerate(rest) if node.key == "|"), len(rest))
        self._pattern_where([node for node in rest[:bar] if node.key != "WHERE"])
        self._labels(rest)
        self._level(rest, local, place)

    def _here(self, nodes: Sequence[_Node], i: int) -> None:
        """Refuse what the node at `i` and its neighbours show."""
        node = nodes[i]
        key, before, after = node.key, _key_at(nodes, i - 1), _key_at(nodes, i + 1)
        if key == "()" and _link(nodes, i + 1):
            self.refuse("R3", node, "A pattern stands in an expression")
        if key in {"COUNT", "COLLECT"} and after == _QUERY:
            self.refuse("R4", node, f"{key} {{ }} is part of an expression")
        if key in _AGGREGATES and after == "()":
            self.refuse("R5", node, f"`{node.text}()` is part of an expression")
        if key in {"SHORTESTPATH", "ALLSHORTESTPATHS"} and after == "()":
            self.refuse("R11", node, f"`{node.text}` searches paths")
        if i and _adjoined(nodes[i - 1], node):
            self.refuse("P1", node, f"`{node.text}` follows a value without an operator")
        if key == "LABELS" and after == "()":
            self._label_order(nodes, i)
        if before in {"HEAD", "LAST", "TAIL", "REVERSE"} and _key_at(node.inner, 0) == "LABELS":
            self.refuse("R12", node, "The labels come in no order")
        self._dates(nodes, i)

    def _label_order(self, nodes: Sequence[_Node], i: int) -> None:
        around = {_key_at(nodes, i + 2), _key_at(nodes, i - 1)}
        if around & {"[]", "=", "<>"} and "IN" not in around:
            self.refuse("R12", nodes[i], "The labels come in no order")

    def _dates(self, nodes: Sequence[_Node], i: int) -> None:
        node, after = nodes[i], _key_at(nodes, i + 1)
        method = after == "." and _key_at(nodes, i + 3) == "()"
        if node.key in {"DATETIME", "LOCALDATETIME", "TIME", "LOCALTIME"}:
            if after == "()" or method:
                self.refuse("R13", node, f"`{node.text}` makes an instant")
        elif node.key == "DATE" and method and nodes[i + 2].text.lower() == "truncate":
            arguments = _split(nodes[i + 3].inner, {","})
            if [_keys(each) for each in arguments[1:]] != [("COALESCE", "()")]:
                self.refuse("R13", node, "The date that is truncated may be null")
        elif node.key == "REVERSE" and after == "()" and not _is_text(nodes[i + 1].inner):
            self.refuse("R13", node, "What is reversed may be a list property")

    def _averages(self, nodes: Sequence[_Node], scope: _Scope) -> None:
        for run in _split(nodes, {"AND", "OR", "XOR", ",", "|", "WHEN", "THEN", "ELSE", "WHERE"}):
            if not {"=", "<>", "IN"} & set(_keys(run)):
                continue
            for node in _unwrapped(run):
                if node.is_name and scope.known(node.text).average:
                    self.refuse("R13", node, f"`{node.text}` is an average")

    def _negated(self, nodes: Sequence[_Node], *, negated: bool, binds: bool) -> None:
        breaks = {"AND", "OR", "XOR", ",", "|", "WHERE", "WHEN", "THEN", "ELSE"}
        for run in _split(nodes, breaks):
            hot, start = negated, 0
            for i, node in enumerate(run):
                before = _key_at(run, i - 1)
                if node.key == "NOT" and before != "IS":
                    hot, start = True, i + 1
                elif node.key == "IN" and binds and i == 1:
                    binds = False
                elif node.key == "IN" and hot and _keys(run[start:i]) != ("COALESCE", "()"):
                    self.refuse("R9", run[start], "The left side of IN may be null under NOT")
                elif node.kind == "group" and node.key != _QUERY:
                    inner_binds = node.key == "[]" or before in _BINDING
                    self._negated(node.inner, negated=hot, binds=inner_binds)

    def _subquery(self, kind: str, group: _Node, scope: _Scope, place: _Place) -> None:
        nodes = group.inner
        if nodes and not _head(nodes, 0)[0]:
            nodes = (replace(group, kind="word", text="MATCH", inner=()), *nodes)
        seen = _Place(kind, place.in_call, in_predicate=True, reading=place.reading)
        inner = scope.copy()
        inner.single = False
        self._query(nodes, inner, seen)


def _everywhere(nodes: Sequence[_Node]) -> Iterator[_Node]:
    """Every name that may be a variable, subqueries included."""
    yield from _mentions(nodes)
    for siblings, i in _deep(nodes):
        if siblings[i].key == _QUERY:
            yield from _everywhere(siblings[i].inner)


def _in_order(nodes: Sequence[_Node]) -> Iterator[_Node]:
    """Every name, but none inside a function for which order makes no difference."""
    for i, node in enumerate(nodes):
        if node.is_name:
            yield node
        elif node.kind == "group" and _key_at(nodes, i - 1) not in _ORDERLESS:
            yield from _in_order(node.inner)


def _positive(nodes: Sequence[_Node]) -> Sequence[_Node]:
    while _key_at(nodes, 0) == "NOT":
        nodes = nodes[1:]
    return nodes


def _elsewhere(nodes: Sequence[_Node]) -> bool:
    """Whether something breaks R3, R4 or R5, which are found wherever they stand."""
    for i, node in enumerate(nodes):
        if node.key in _AGGREGATES and _key_at(nodes, i + 1) in {"()", _QUERY}:
            return True
        if node.key == "()" and _link(nodes, i + 1):
            return True
        comprehension = node.key == "[]" and _comprehended(node.inner)
        if node.key != _QUERY and not comprehension and _elsewhere(node.inner):
            return True
    return False


def _is_path(nodes: Sequence[_Node]) -> bool:
    """Whether this is a variable, parameter, property or literal and nothing more."""
    plain = {"word", "quoted", "fixed", "param"}
    return bool(nodes) and all(
        (node.kind in plain and node.key not in _CONDITION_WORDS) or node.key in {".", "[]"} for node in nodes
    )


def _is_map(nodes: Sequence[_Node]) -> bool:
    return len(nodes) > 1 and nodes[0].kind == "fixed" and nodes[1].key == ":"


def _is_text(nodes: Sequence[_Node]) -> bool:
    texts = {"TOSTRING", "TOLOWER", "TOUPPER", "TRIM", "SUBSTRING", "NODES", "RELATIONSHIPS"}
    if [node.kind for node in nodes] == ["string"]:
        return True
    return _key_at(nodes, 0) in texts and _keys(nodes[1:]) == ("()",)


def _unwrapped(nodes: Sequence[_Node]) -> Iterator[_Node]:
    """The names of one level and of parentheses that belong to no function."""
    for i, node in enumerate(nodes):
        yield node
        if node.key == "()" and not (i and nodes[i - 1].is_name):
            yield from _unwrapped(node.inner)


def _is_value(node: _Node) -> bool:
    return (node.kind in _OPERANDS or node.kind == "group") and node.key not in _JOINING


def _adjoined(left: _Node, right: _Node) -> bool:
    return _is_value(left) and _is_value(right) and right.kind != "group"


def _not_plain(nodes: Sequence[_Node]) -> str:
    """What makes a condition more than one plain test, or nothing."""
    for siblings, i in _deep(nodes):
        if thing := _complex(siblings, i):
            return thing
    return _nested_truth(nodes) or _not_one_test(nodes)


def _nested_truth(nodes: Sequence[_Node]) -> str:
    for i, node in enumerate(nodes):
        for siblings, j in _deep(node.inner if node.key != _QUERY else ()):
            if siblings[j].key in _COMPARISONS | _CONDITION_WORDS:
                return "A truth value is computed inside a comparison"
        if node.key == "NOT" and _key_at(nodes, i - 1) != "IS":
            return "NOT stands behind an operator"
    return ""


def _not_one_test(nodes: Sequence[_Node]) -> str:
    tests = [key for key in _keys(nodes) if key in {*_COMPARISONS, *_CONDITION_WORDS, ":"}]
    if tests in (["IS"], ["IS", "NOT"]):
        return "" if nodes[-1].key == "NULL" else "IS tests something else than NULL"
    if tests and set(tests) == {":"}:
        return "" if _key_at(nodes, 1) == ":" else "A label test stands behind an operator"
    if tests == ["=~"]:
        return "A regular expression is not a plain string test"
    return "" if len(tests) == 1 else "The condition is not one plain test"


def _complex(nodes: Sequence[_Node], i: int) -> str:
    """What the node at `i` makes of a condition that R1 keeps out, or nothing."""
    node, key, after = nodes[i], nodes[i].key, _key_at(nodes, i + 1)
    beside = [*nodes, *(nodes[i + 1].inner if after == "()" else ())]
    if key in {_QUERY, "CASE END"}:
        return "A subquery or CASE is part of a condition"
    if key in _LIST_PREDICATES | {"REDUCE"} and after == "()":
        return f"`{node.text}()` is part of a condition"
    if key == "[]" and ("|" in _keys(node.inner) or _key_at(node.inner, 1) == "IN"):
        return "A comprehension is part of a condition"
    if key == "[]" and i and _is_value(nodes[i - 1]):
        return "A value is taken out of a list or map"
    if key == "COALESCE" and {"TRUE", "FALSE"} & set(_keys(beside)):
        return "coalesce gives a truth value"
    return ""


if __name__ == "__main__":
    sys.exit(main())
