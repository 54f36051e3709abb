"""Tokens nested by their brackets, and the ways to walk them.

Everything else in this package looks at a statement through these nodes; nothing here knows a rule.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

# What the braces of a subquery become; those of a map or a property pattern stay `{}`.
QUERY = "{query}"


@dataclass(frozen=True, slots=True)
class Node:
    """A token, or a bracketed group of them; `fixed` words are labels, keys and aliases."""

    kind: str
    text: str
    line: int
    column: int
    inner: tuple[Node, ...] = ()

    @property
    def key(self) -> str:
        """What the node is compared by: the upper case of a word, or the mark or brackets; else nothing."""
        if self.kind == "word":
            return self.text.upper()
        return self.text if self.kind in {"mark", "group"} else ""

    @property
    def is_name(self) -> bool:
        """Whether the node may name a variable, a function or a keyword."""
        return self.kind in {"word", "quoted"}


def key_at(nodes: Sequence[Node], index: int) -> str:
    """The key of the node at `index`; nothing where there is no node."""
    return nodes[index].key if 0 <= index < len(nodes) else ""


def split(nodes: Sequence[Node], keys: Collection[str]) -> list[list[Node]]:
    """The runs of nodes between separators, empty runs left out."""
    runs: list[list[Node]] = [[]]
    for node in nodes:
        if node.key in keys:
            runs.append([])
        else:
            runs[-1].append(node)
    return [run for run in runs if run]


def keys_of(nodes: Iterable[Node]) -> tuple[str, ...]:
    """The keys of a run, to compare its shape."""
    return tuple(node.key for node in nodes)


def deep(nodes: Sequence[Node]) -> Iterator[tuple[Sequence[Node], int]]:
    """Every node with its siblings at every depth, subqueries left out."""
    for i, node in enumerate(nodes):
        yield nodes, i
        if node.kind == "group" and node.key != QUERY:
            yield from deep(node.inner)


def mentions(nodes: Sequence[Node], *, whole: bool = False) -> Iterator[Node]:
    """Every name that may be a variable; with `whole`, only those not followed by a property."""
    for siblings, i in deep(nodes):
        after = key_at(siblings, i + 1)
        if siblings[i].is_name and after != "()" and not (whole and after == "."):
            yield siblings[i]


def everywhere(nodes: Sequence[Node]) -> Iterator[Node]:
    """Every name that may be a variable, subqueries included."""
    yield from mentions(nodes)
    for siblings, i in deep(nodes):
        if siblings[i].key == QUERY:
            yield from everywhere(siblings[i].inner)
