"""From nodes to clauses: which word begins a clause, and which parts belong to which."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from graph.dialect.findings import Findings
from graph.dialect.nodes import QUERY, Node, key_at

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
class Clause:
    """One clause: the words that begin it, what follows them, and its parts such as WHERE."""

    kind: str
    head: Node
    body: list[Node]
    parts: dict[str, Clause] = field(default_factory=dict)

    def part(self, kind: str) -> list[Node]:
        """The body of one part; empty if the clause has no such part."""
        return self.parts[kind].body if kind in self.parts else []


def head_at(nodes: Sequence[Node], i: int) -> tuple[str, int]:
    """The clause that begins at `i` and how many words its name has, or nothing."""
    key, after = nodes[i].key, key_at(nodes, i + 1)
    if f"{key} {after}" in _PAIRS:
        return f"{key} {after}", 2
    if key == "WITH" and key_at(nodes, i - 1) in {"STARTS", "ENDS"}:
        return "", 0
    return (key, 1) if key in _SINGLES else ("", 0)


def clauses_of(nodes: Sequence[Node], findings: Findings) -> list[Clause]:
    """The clauses of one query, each with its WHERE, ORDER BY, SKIP and LIMIT."""
    flat: list[Clause] = []
    i = 0
    while i < len(nodes):
        kind, words = head_at(nodes, i)
        if kind:
            flat.append(Clause(kind, nodes[i], []))
        elif flat:
            flat[-1].body.append(nodes[i])
        else:
            findings.refuse("P1", nodes[i], f"`{nodes[i].text}` begins no clause")
            return []
        i += words or 1
    return _gathered(flat, findings)


def _gathered(flat: Iterable[Clause], findings: Findings) -> list[Clause]:
    clauses: list[Clause] = []
    for clause in flat:
        if clause.kind not in _PARTS:
            clauses.append(clause)
            continue
        owner = clauses[-1] if clauses else clause
        if owner.kind not in _OWNERS[clause.kind] or clause.kind in owner.parts:
            findings.refuse("P1", clause.head, f"{clause.kind} stands behind no clause that takes it")
        owner.parts.setdefault(clause.kind, clause)
    return clauses


def branches_of(clauses: Iterable[Clause]) -> list[list[Clause]]:
    """The clauses between one UNION and the next."""
    branches: list[list[Clause]] = [[]]
    for clause in clauses:
        if clause.kind.startswith("UNION"):
            branches.append([])
        else:
            branches[-1].append(clause)
    return branches


def writes(nodes: Sequence[Node]) -> bool:
    """Whether anything in a query writes, subqueries included."""
    for i, node in enumerate(nodes):
        if head_at(nodes, i)[0] in _WRITING or (node.key == QUERY and writes(node.inner)):
            return True
    return False
