"""The rules of reading: what both databases must find alike, with statements that show each rule."""

from __future__ import annotations

from graph.dialect.rules.rule import LONGEST_PATH, Rule

READING = (
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
)
