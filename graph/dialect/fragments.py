"""Predicates of the domain that several statements share: one file each in `cypher/shared/`.

A statement calls a fragment as it would a function, `in_date(e)`, and names it in its header
(`// uses: in_date`). No database knows the function: before a statement is linted, read for its footprint or
run, the text of the fragment takes the place of the call. The header of a fragment names what it `takes` (a
name with a capital stands for a label), the variables that it `binds` by itself, and the fragments that it
`uses`. A variable that a fragment binds may not stand in the statement: it would be the same variable, and
the predicate would say something else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from graph.dialect.headers import halves, header_fields

SHARED: Final = Path(__file__).parents[2] / "cypher" / "shared"
_SKIPPED: Final = r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`]|``)*`"
_CALL: Final = re.compile(rf"{_SKIPPED}|(?<![\w.:$])([a-z][a-z_0-9]*)\(", re.DOTALL)
_NAME: Final = re.compile(rf"{_SKIPPED}|(?<![\w.:$])([^\W\d]\w*)", re.DOTALL)
_LABEL: Final = re.compile(rf"{_SKIPPED}|(?<=:)([A-Z]\w*)", re.DOTALL)
_ENDS: Final = re.compile(rf"{_SKIPPED}|([(\[{{])|([)\]}}])|(,)", re.DOTALL)


class FragmentError(ValueError):
    """A fragment is malformed, unknown, or called otherwise than its header says."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One shared predicate as its file declares it."""

    name: str
    description: str
    takes: tuple[str, ...]
    binds: frozenset[str]
    uses: tuple[str, ...]
    body: str


@cache
def fragments(folder: Path = SHARED) -> Mapping[str, Fragment]:
    """Return the fragments of a folder by name."""
    return MappingProxyType({path.stem: _read(path) for path in sorted(folder.glob("*.cypher"))})


def called(text: str, known: Mapping[str, Fragment]) -> tuple[str, ...]:
    """Return the names of the fragments that a text calls, each once and in order of the alphabet."""
    return tuple(sorted({match[1] for match in _CALL.finditer(text) if match[1] in known}))


def expanded(text: str, known: Mapping[str, Fragment], *, flat: bool = False) -> str:
    """Return a text with each call of a fragment replaced by what it stands for.

    `flat` puts a fragment on one line, so that every line of the text keeps its number.
    """
    _refuse_capture(text, known)
    return _expanded(text, known, flat=flat)


def _expanded(text: str, known: Mapping[str, Fragment], *, flat: bool) -> str:
    done, start = [], 0
    for match in _CALL.finditer(text):
        if match[1] not in known or match.start() < start:
            continue
        arguments, end = _arguments(text, match.end())
        line = text[text.rindex("\n", 0, match.start()) + 1 if "\n" in text[: match.start()] else 0 :]
        indent = "" if flat else "\n" + " " * (len(line) - len(line.lstrip(" ")))
        inside = _called_with(known[match[1]], arguments)
        inside = _expanded(inside, known, flat=flat)
        lines = [part.strip() if flat else part for part in inside.splitlines()]
        done += [text[start : match.start()], (indent or " ").join(lines)]
        start = end
    return "".join([*done, text[start:]])


def _called_with(fragment: Fragment, arguments: Sequence[str]) -> str:
    if len(arguments) != len(fragment.takes):
        message = f"{fragment.name}() takes {', '.join(fragment.takes) or 'nothing'}; give it that"
        raise FragmentError(message)
    given = dict(zip(fragment.takes, arguments, strict=True))
    labelled = _LABEL.sub(lambda match: given.get(match[1] or "", match[0]), fragment.body)
    return _NAME.sub(lambda match: given.get(match[1] or "", match[0]), labelled)


def _arguments(text: str, start: int) -> tuple[list[str], int]:
    """Return the arguments of a call whose bracket opens before `start`, and where the call ends."""
    depth, begin, arguments = 1, start, []
    for match in _ENDS.finditer(text, start):
        depth += bool(match[1]) - bool(match[2])
        if depth == 0 or (depth == 1 and match[3]):
            arguments.append(text[begin : match.start()].strip())
            begin = match.end()
        if depth == 0:
            return [argument for argument in arguments if argument], match.end()
    message = "the bracket of a call is never closed"
    raise FragmentError(message)


def _refuse_capture(text: str, known: Mapping[str, Fragment]) -> None:
    mine = {match[1] for match in _NAME.finditer(text) if match[1]}
    for name in called(text, known):
        if caught := sorted(mine & _bound(known[name], known)):
            message = f"{name}() has a variable `{caught[0]}` of its own; call yours otherwise"
            raise FragmentError(message)


def _bound(fragment: Fragment, known: Mapping[str, Fragment]) -> frozenset[str]:
    return fragment.binds.union(*(_bound(known[name], known) for name in fragment.uses))


def _read(path: Path) -> Fragment:
    header, body = halves(path.read_text(encoding="utf-8"))
    description, fields = header_fields(header, path)
    return Fragment(
        name=path.stem,
        description=description,
        takes=tuple(fields.get("takes", "").split()),
        binds=frozenset(fields.get("binds", "").split()),
        uses=tuple(fields.get("uses", "").split()),
        body=body,
    )
