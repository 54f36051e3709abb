"""The linter of the Cypher that both databases answer alike.

ArcadeDB and Neo4j each give silently wrong answers to some ordinary-looking statements, and a wrong
answer here is a hidden gap. Inside the rules (folder `rules/`) no silent difference was found, so they are a
hard gate for our own statements and for a maker's own rules: in doubt this linter refuses. It is a
tokeniser with bracket matching, knows neither vocabulary nor database, and sees one text at a time.

What it cannot see stands with the caller: that an id or key is looked up before it is created or
changed (W3; only `MERGE` without a key is seen), that all labels of a node are named (W2; see
`LONE_LABELS`), that an `ORDER BY` is total (R12), and that instants are stored as UTC text (R13).

Read it as a text is read: `linter` calls `tokens`, which nests `nodes` by their brackets, and gives each
`statement` to the readers of clauses (`reading`, `writing`), `expressions`, `conditions` and `patterns`.
`footprint` tells from the same nodes what a statement can see of a graph.
"""

from __future__ import annotations

from graph.dialect.findings import Breach
from graph.dialect.footprint import Footprint, footprint
from graph.dialect.linter import check, main
from graph.dialect.reader import BESIDE, Labels
from graph.dialect.reading_only import reads_only
from graph.dialect.rules import RULES, Rule
from graph.dialect.writing import LONE_LABELS

__all__ = [
    "BESIDE",
    "LONE_LABELS",
    "RULES",
    "Breach",
    "Footprint",
    "Labels",
    "Rule",
    "check",
    "footprint",
    "main",
    "reads_only",
]
