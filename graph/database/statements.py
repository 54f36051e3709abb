"""Reads statement files: what a statement is for, what it takes and gives, and its body.

Every statement lives in a file below `cypher/`, so that a reviewer reads it as Cypher and runs it
in a database's own shell. A file begins with a header of `//` lines: the description, then fields
such as `// params: ids`, read by `graph.dialect.headers`. What several statements share they call as a
function and name in `// uses:`; see `graph.dialect.fragments`. This module must not know what a
statement means, nor any database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from types import MappingProxyType

from graph.dialect.fragments import SHARED, FragmentError, called, expanded, fragments
from graph.dialect.headers import StatementHeaderError, halves, header_fields

CYPHER = Path(__file__).parents[2] / "cypher"
SUFFIX = ".cypher"

_SOME = "_some"
_NAME = re.compile(r"[A-Z][A-Za-z0-9_]*")
# What may hold a `$` that is no parameter comes first, so that the last branch never sees it.
PARAMETER = re.compile(
    r"//[^\n]*|/\*.*?\*/|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`(?:[^`]|``)*`|\$(\w+)",
    re.DOTALL,
)


class StatementNameError(ValueError):
    """A name for a template's placeholder is missing, superfluous, or not a plain name."""


@dataclass(frozen=True, slots=True)
class Text:
    """One statement file; `name` is its path below `cypher/` without the suffix.

    The body is whole: the fragments that it calls stand in it. `some` is the body with beginnings that take
    the items of `$subjects` alone; it is the body where it begins with none that could.
    """

    name: str
    description: str
    fields: Mapping[str, str]
    params: tuple[str, ...]
    returns: tuple[str, ...]
    body: str
    path: Path
    some: str = ""

    def for_some(self) -> Text:
        """Return the statement that begins with the items of `$subjects` alone."""
        return replace(self, body=self.some, params=(*self.params, "subjects"))


def read_text(path: Path, root: Path) -> Text:
    """The statement file at `path`, named by its place below `root`."""
    header, body = halves(path.read_text(encoding="utf-8"))
    description, fields = header_fields(header, path)
    if not body:
        raise StatementHeaderError(f"{path}: there is no statement below the header; write one.")
    text = Text(
        name=path.relative_to(root).with_suffix("").as_posix(),
        description=description,
        fields=MappingProxyType(fields),
        params=tuple(fields.get("params", "").split()),
        returns=_columns(fields.get("returns", "")),
        body=_whole(body, fields.get("uses", ""), path),
        path=path,
        some=_beginning_with_some(body),
    )
    _hold_together(text)
    return text


def _whole(body: str, uses: str, path: Path) -> str:
    known = fragments()
    asked, named = set(called(body, known)), set(uses.split())
    if asked != named:
        raise StatementHeaderError(
            f"{path}: the header's `uses` and the fragments that the body calls differ: "
            f"{_listed(asked - named)} only in the body, {_listed(named - asked)} only in the header; "
            "name in the header exactly what the body calls.",
        )
    try:
        return expanded(body, known)
    except FragmentError as error:
        raise StatementHeaderError(f"{path}: {error}.") from None


def _beginning_with_some(body: str) -> str:
    known = fragments()
    some = {name: known[f"{name}{_SOME}"] for name in known if f"{name}{_SOME}" in known}
    try:
        return expanded(body, {**known, **some})
    except FragmentError:  # a name in it is one of the other beginnings
        return expanded(body, known)


def header_of(text: Text) -> list[str]:
    """Return the lines of the header of a statement's file, as they stand there."""
    lines, _ = halves(text.path.read_text(encoding="utf-8"))
    return [f"//{line}" for line in lines]


def load(root: Path = CYPHER) -> Mapping[str, Text]:
    """Every statement file below `root` by name; the product's own are read once."""
    return _own() if root == CYPHER else _below(root)


def fill(text: Text, label: str = "", relation: str = "") -> str:
    """The body with `__LABEL__` and `__TYPE__` replaced by these names of the vocabulary."""
    body = text.body
    for placeholder, name in (("__LABEL__", label), ("__TYPE__", relation)):
        body = _replaced(text, body, placeholder, name)
    return body


@cache
def _own() -> Mapping[str, Text]:
    return _below(CYPHER)


def _below(root: Path) -> Mapping[str, Text]:
    if not root.is_dir():
        # An empty answer would pass for "no rule finds a gap".
        raise NotADirectoryError(f"{root} is no folder; statement files are read from there.")
    texts = (read_text(path, root) for path in sorted(root.rglob(f"*{SUFFIX}")) if path.parent != SHARED)
    return MappingProxyType({text.name: text for text in texts})


def _columns(value: str) -> tuple[str, ...]:
    return tuple(column.strip() for column in value.split(",") if column.strip())


def _hold_together(text: Text) -> None:
    used = {match[1] for match in PARAMETER.finditer(text.body) if match[1]}
    for kind, names in (("params", text.params), ("returns", text.returns)):
        if len(set(names)) < len(names):
            raise StatementHeaderError(
                f"{text.path}: `{kind}` names something twice; name each once.",
            )
    undeclared, unused = used.difference(text.params), set(text.params).difference(used)
    if undeclared or unused:
        raise StatementHeaderError(
            f"{text.path}: the header's `params` and the `$names` of the body differ: "
            f"{_listed(undeclared)} only in the body, {_listed(unused)} only in the header; "
            "name in the header exactly what the body uses.",
        )


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "nothing"


def _replaced(text: Text, body: str, placeholder: str, name: str) -> str:
    has_placeholder = placeholder in text.body
    if not has_placeholder and not name:
        return body
    if not has_placeholder:
        raise StatementNameError(
            f"{text.name} has no placeholder `{placeholder}` for `{name}`; leave the name out.",
        )
    if not _NAME.fullmatch(name):
        raise StatementNameError(
            f"{name!r} cannot stand for `{placeholder}` in {text.name}: a name begins with A-Z and "
            "goes on with letters, digits and underscores; take it from the vocabulary.",
        )
    return body.replace(placeholder, name)
