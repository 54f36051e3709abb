"""What a query is: a frozen class whose fields are the parameters of one statement file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache
from typing import Any, ClassVar, Final, Generic, TypeVar, get_args

from graph.database.statements import Text, fill, load

RowT = TypeVar("RowT")
NO_END: Final = 2**62
"""Beyond every revision: for a statement that reads up to one, where the end is left open."""


@dataclass(frozen=True, slots=True)
class Nothing:
    """The row of a statement that gives none."""


class Query(Generic[RowT]):
    """A statement with its parameters; `name` is its file below `cypher/`."""

    __slots__ = ()

    name: ClassVar[str]
    row: ClassVar[type[Any]] = Nothing
    placeholders: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        """Take what a query is generic in for the class of its rows, unless it names another."""
        if "row" not in vars(cls):
            for base in vars(cls).get("__orig_bases__", ()):
                cls.row, *_ = get_args(base)

    def statement_name(self) -> str:
        """Return the name of the statement's file."""
        return self.name

    def statement_text(self) -> Text:
        """Return the statement's file."""
        return load()[self.statement_name()]

    def result(self, row: Any) -> RowT:
        """Return what a row says to those who ask: the row, unless the query knows a type for it."""
        answer: RowT = row
        return answer

    def parameters(self) -> dict[str, object]:
        """Return the parameters by name; what fills placeholders is left out."""
        declared = fields(self)  # type: ignore[arg-type]  # every query is a dataclass
        return {
            entry.name: getattr(self, entry.name) for entry in declared if entry.name not in self.placeholders
        }


def statement(query: Query[Any]) -> str:
    """Return the text of a query, its placeholders filled from the vocabulary."""
    text = query.statement_text()
    body = fill(text, label=getattr(query, "label", ""), relation=getattr(query, "relation", ""))
    for name in ("item", "version"):
        properties: Sequence[str] = getattr(query, f"{name}_properties", ())
        pairs = ", ".join(f"{entry}: row.{name}.{entry}" for entry in properties)
        body = body.replace(f"__{name.upper()}__", pairs)
    return body


def has_nothing_to_do(query: Query[Any]) -> bool:
    """Say whether a statement begins by unwinding an empty list: it then gives no row and writes nothing."""
    parameter = _unwound(query.statement_text().body)
    return bool(parameter) and len(getattr(query, parameter)) == 0


@cache
def _unwound(body: str) -> str:
    match = re.match(r"UNWIND \$(\w+) AS ", body)
    return match[1] if match else ""
