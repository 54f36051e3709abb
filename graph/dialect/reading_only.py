"""What a rule of one's own has to be beyond the dialect: one statement that only reads, its columns known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from graph.dialect.clauses import Clause, branches_of, clauses_of, head_at
from graph.dialect.findings import Breach, Findings
from graph.dialect.fragments import fragments
from graph.dialect.nodes import QUERY, Node, key_at, split
from graph.dialect.reader import FUNCTIONS
from graph.dialect.shapes import LIST_PREDICATES, WORDS, items_of, named
from graph.dialect.tokens import nest, read_tokens

READS_ONLY = "READ"
_ESCAPE: Final = re.compile(r"\\u+[0-9a-f]{0,4}", re.IGNORECASE)
_FURTHER: Final = frozenset(
    {"ABS", "KEYS", "LABELS", "PROPERTIES", "REDUCE", "REVERSE", "SIGN", "SQRT", "TAIL", "TOBOOLEAN", "TYPE"}
)
"""Functions that a rule may call beside those whose footprint is known."""
_CLAUSES: Final = frozenset(
    {"MATCH", "CALL", "WITH", "WHERE", "RETURN", "UNWIND", "BY", "DISTINCT", "LIMIT", "SKIP", "UNION"}
)
_WRITING = {
    "CREATE", "MERGE", "SET", "REMOVE", "DELETE", "DETACH DELETE", "NODETACH DELETE", "FOREACH",
    "LOAD CSV", "ON CREATE", "ON MATCH",
}  # fmt: skip


def only_reads(text: str, columns: Sequence[str]) -> list[Breach]:
    """Return where a text writes, calls a procedure, or is no one statement with these columns."""
    findings = Findings()
    nodes = nest(list(read_tokens(text, findings)), findings)
    if findings.breaches:
        return list(findings.breaches.values())
    statements = split(nodes, {";"})
    if len(statements) != 1:
        return [Breach(READS_ONLY, 1, 1, f"There are {len(statements)} statements; a rule is one.")]
    statement = statements[0]
    return [*_escapes(text), *_writing(statement), *_unknown(statement), *_columns(statement, columns)]


def reads_only(text: str) -> bool:
    """Whether nothing in a text writes or calls a procedure; in doubt it does."""
    findings = Findings()
    nodes = nest(list(read_tokens(text, findings)), findings)
    return not findings.breaches and not any(_writing(nodes))


def _writing(nodes: Sequence[Node]) -> Iterator[Breach]:
    for i, node in enumerate(nodes):
        head = head_at(nodes, i)[0]
        if head in _WRITING:
            yield _breach(node, f"{head} writes; a rule only reads.")
        elif head.endswith("CALL") and key_at(nodes, i + head.count(" ") + 1) not in ("()", QUERY):
            yield _breach(node, "CALL of a procedure; a rule calls subqueries in braces only.")
        yield from _writing(node.inner)


def _escapes(text: str) -> Iterator[Breach]:
    """Refuse what a database turns into other characters before it reads: it may end a comment."""
    for number, line in enumerate(text.splitlines(), 1):
        match = _ESCAPE.search(line)
        if match:
            message = f"{match[0]} is another character to the database; write the character itself."
            yield Breach(READS_ONLY, number, match.start() + 1, message)


def _unknown(nodes: Sequence[Node]) -> Iterator[Breach]:
    """Refuse functions that nobody vouches for: a package's may do anything."""
    for i, node in enumerate(nodes):
        name = nodes[i - 1] if i else None
        if node.key == "()" and name is not None and _is_unknown(name):
            yield _breach(name, f"{name.text}() is no function that a rule may call.")
        yield from _unknown(node.inner)


def _is_unknown(name: Node) -> bool:
    if name.kind == "fixed":  # behind a point
        return True
    if not name.is_name or name.key in WORDS | FUNCTIONS | LIST_PREDICATES | _FURTHER | _CLAUSES:
        return False
    return name.text not in fragments()


def _columns(statement: Sequence[Node], wanted: Sequence[str]) -> Iterator[Breach]:
    for branch in branches_of(clauses_of(statement, Findings())):
        last = branch[-1] if branch else None
        if last is None or last.kind != "RETURN":
            yield _breach(statement[0], f"The rule does not end with RETURN {', '.join(wanted)}.")
        elif _names(last) != tuple(wanted):
            names = ", ".join(_names(last))
            yield _breach(last.head, f"The columns are {names}; they have to be {', '.join(wanted)}.")


def _names(clause: Clause) -> tuple[str, ...]:
    return tuple(named(item)[1] for item in items_of(clause.body))


def _breach(node: Node, message: str) -> Breach:
    return Breach(READS_ONLY, node.line, node.column, message)
