"""What is sent to a database: a statement with its parameters, no larger than it takes, and easy to plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Final, LiteralString, TypeVar, cast

from graph.database.queries import Query, statement
from graph.database.statements import PARAMETER
from graph.errors import TooLarge

T = TypeVar("T")


def message(query: Query[Any], *, keeps_plans: bool) -> tuple[LiteralString, dict[str, object]]:
    """Return the text and the parameters of a statement; TooLarge where the database would refuse them.

    Neo4j keeps plans, one for each order of magnitude of the lists and texts among the parameters: a rule
    asked for five devices is planned anew after one was asked for, which takes seconds. Of what one map holds
    it knows no size, so there all parameters travel in one.
    """
    text, parameters = statement(query), _sendable(query)
    if keeps_plans:
        return _vouched(_out_of_one_map(text)), {_ALL: parameters}
    return _vouched(text), parameters


_ALL: Final = "given"


@cache
def _out_of_one_map(text: str) -> str:
    return PARAMETER.sub(lambda mark: f"${_ALL}.{mark[1]}" if mark[1] else mark[0], text)


def _vouched(text: object) -> LiteralString:
    """Vouch for a text: from cypher/ or a checked rule file, filled from the vocabulary, never from input."""
    return cast("LiteralString", text)


def batches(rows: Sequence[T], size: int = 5_000) -> list[Sequence[T]]:
    """Cut rows into pieces that one statement takes well: not too many rows, not too large a message.

    ArcadeDB refuses messages of more than 16 MiB; TooLarge for a row that would not fit into one by itself.
    """
    pieces: list[Sequence[T]] = []
    start, weight = 0, 0
    for number, row in enumerate(rows):
        added = _weight(row)
        _refuse_heavy("a record", added)
        if number - start == size or (number > start and weight + added > _MOST_BYTES):
            pieces.append(rows[start:number])
            start, weight = number, 0
        weight += added
    return [*pieces, rows[start:]] if rows else []


_MOST_BYTES: Final = 8 * 1024 * 1024
_HEAVIEST_BYTES: Final = 15 * 1024 * 1024
_PIECES: Final = "rows"  # the parameter that `batches` has cut already


def _sendable(query: Query[Any]) -> dict[str, object]:
    """Return the parameters of a statement; TooLarge where the database would refuse the message.

    ArcadeDB drops a message that is too large and the driver waits for ever, with all writers behind it.
    """
    parameters = query.parameters()
    weight = sum(_weight(value) for name, value in parameters.items() if name != _PIECES)
    _refuse_heavy(f"the statement {query.statement_name()}", weight)
    return parameters


def _refuse_heavy(what: str, weight: int) -> None:
    if weight > _HEAVIEST_BYTES:
        message = (
            f"A message with {what} would have {weight:,} bytes, and the database takes {_HEAVIEST_BYTES:,}. "
            "Nothing was changed; send less at a time, or ask for one device."
        )
        raise TooLarge(message)


def _weight(value: object) -> int:
    """Return about how many bytes a value takes in a message."""
    if isinstance(value, str):
        return 5 + (len(value) if value.isascii() else len(value.encode()))
    if isinstance(value, Mapping):
        return 5 + sum(5 + len(name) + _weight(entry) for name, entry in value.items())
    if isinstance(value, list | tuple):
        return 5 + sum(map(_weight, value))
    return 9
