"""What the answer of a reading statement can depend on: told from its text alone, in doubt too much.

A statement sees of a graph the nodes, relationships and properties that its text names. What is neither
matched by a pattern nor read as a property cannot make it answer otherwise. That holds for a text that
names all that it reads; one that does not (`properties(n)`, `n[name]`, `n {.*}`, a function that is
unknown here) has no footprint, and has to be taken to read everything.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from graph.dialect.findings import Findings
from graph.dialect.nodes import split
from graph.dialect.reader import Labels, Reader, Unsaid
from graph.dialect.tokens import nest, read_tokens


@dataclass(frozen=True, slots=True)
class Footprint:
    """What a statement sees: nodes by themselves, properties of nodes, relationships, parameters.

    A relationship stands with the labels of its start, its types (None: any) and the labels of its end,
    whatever is read of its properties. A node that is matched as the end of a relationship stands there only.
    """

    nodes: frozenset[Labels]
    properties: frozenset[tuple[Labels, str]]
    links: frozenset[tuple[Labels, Labels, Labels]]
    params: frozenset[str]


def footprint(text: str, entities: Collection[str]) -> Footprint | None:
    """Return what a statement can see; None when its text does not say.

    Nodes of the labels `entities` are told apart by `key`: one that is matched by the key of another
    variable is the very node that was matched before.
    """
    findings = Findings()
    nodes = nest(list(read_tokens(text, findings)), findings)
    reader = Reader(findings, frozenset(entities))
    try:
        for statement in split(nodes, {";"}):
            reader.query(statement, {})
    except Unsaid:
        return None
    if findings.breaches or not nodes:
        return None
    return Footprint(
        frozenset(reader.nodes),
        frozenset(reader.properties),
        frozenset(reader.links),
        frozenset(reader.params),
    )
