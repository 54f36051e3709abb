"""The rules of writing: what both databases must store alike, with statements that show each rule."""

from __future__ import annotations

from graph.dialect.rules.rule import Rule

WRITING = (
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
