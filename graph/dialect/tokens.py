"""From a text to nodes: a tokeniser and bracket matching.

A statement that cannot be cut into matching brackets is refused here, so that no later reader has to
doubt the shape of what it is given.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from graph.dialect.findings import Findings
from graph.dialect.nodes import QUERY, Node, key_at

DEEPEST_NESTING = 40
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
_SUBQUERIES = {"EXISTS", "COUNT", "COLLECT", "CALL"}


def read_tokens(text: str, findings: Findings) -> Iterator[Node]:
    """The tokens of a text, white space and comments left out, up to one that is never closed."""
    line, start = 1, 0
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup or "", match[0]
        if kind != "space":
            shown = piece[1:-1].replace("``", "`") if kind == "quoted" else piece
            token = Node(kind, shown, line, match.start() - start + 1)
            if kind == "mark" and piece in {"'", '"', "`", "/*"}:
                findings.refuse("P1", token, f"`{piece}` opens what is never closed")
                return
            yield token
        if "\n" in piece:
            line, start = line + piece.count("\n"), match.start() + piece.rindex("\n") + 1


def nest(tokens: Sequence[Node], findings: Findings) -> list[Node]:
    """Nest the tokens by their brackets; nothing if they do not match."""
    open_groups: list[tuple[Node, str]] = []
    levels: list[list[Node]] = [[]]
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
            group = Node("group", shape, opening.line, opening.column, tuple(inner))
            levels[-1].append(group)
        elif token.key in {")", "]", "}"}:
            findings.refuse("P1", token, f"`{token.text}` closes what is not open")
            return []
        else:
            siblings.append(token)
        if len(levels) > DEEPEST_NESTING:
            findings.refuse("P1", token, f"brackets are nested deeper than {DEEPEST_NESTING}")
            return []
    for opening, _ in open_groups:
        findings.refuse("P1", opening, f"`{opening.text}` is never closed")
    return [] if open_groups else levels[0]


def _opens_case(token: Node, after: Node | None) -> bool:
    if token.key != "CASE" or after is None:
        return False
    return after.kind != "mark" or after.text in {"(", "[", "-", "{"}


def _is_variable(token: Node, after: Node | None) -> bool:
    return token.key == "END" and after is not None and after.key == "."


def _group_text(opening: Node, before: Sequence[Node]) -> str:
    keys = [node.key for node in before[-2:]]
    is_call = len(keys) > 1 and keys[0] == "CALL" and keys[1] == "()"
    if opening.key == "{" and keys and (keys[-1] in _SUBQUERIES or is_call):
        return QUERY
    return _GROUPS[opening.key]


def _placed(token: Node, before: Sequence[Node], group: str) -> Node:
    """A word that can only be a label, a property or an alias is no keyword or variable."""
    if not token.is_name or not before:
        return token
    last = before[-1].key
    fixed = last in {".", "AS"} or (last == ":" and group != "{}")
    return replace(token, kind="fixed") if fixed else token


def _keyed(nodes: Sequence[Node]) -> list[Node]:
    return [
        replace(node, kind="fixed") if node.is_name and key_at(nodes, i + 1) == ":" else node
        for i, node in enumerate(nodes)
    ]
