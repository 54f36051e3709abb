"""JSON as it is read here: where a text has two meanings it is refused, and none is chosen in silence.

A text that is read in one go is bounded, and so is what it may hold: reading it cannot be interrupted, and
each fault in it becomes a sentence.
"""

from __future__ import annotations

import json
from typing import Any, Final

from app.http.problems import BadRequest
from graph.errors import TooLarge

MOST_AT_ONCE: Final = 8 * 1024 * 1024
"""The longest body of an operation other than a load, and the longest row of one, in bytes."""
_MOST_MEMBERS: Final = 1_000
_MOST_ENTRIES: Final = 50_000


def parse(text: bytes, what: str = "The body") -> Any:
    """Return the value of a JSON text; BadRequest, about `what`, where it has no single meaning.

    A member that an object names twice is refused: which one counts is not defined (RFC 8259, section 4).
    TooLarge where it is longer, or holds longer lists or objects, than any item needs.
    """
    if len(text) > MOST_AT_ONCE:
        raise too_long(what)
    try:
        value = json.loads(text, object_pairs_hook=_members)
    except (RecursionError, ValueError) as error:
        raise unreadable(what, error) from None
    if text.count(b",") >= _MOST_ENTRIES:
        refuse_long_lists(value, what)
    return value


def decoder() -> json.JSONDecoder:
    """Return what reads a value within a text, as `parse` does."""
    return json.JSONDecoder(object_pairs_hook=_members)


def refuse_long_lists(value: object, what: str) -> None:
    """Raise TooLarge where a list within a value is longer than any item needs."""
    left = [value]
    while left:
        each = left.pop()
        entries = list(each.values()) if isinstance(each, dict) else each
        if isinstance(entries, list):
            if len(entries) > _MOST_ENTRIES:
                message = f"{what} has a list of {len(entries)} entries; the most is {_MOST_ENTRIES}."
                raise TooLarge(message)
            left += entries


def unreadable(what: str, error: Exception) -> BadRequest | TooLarge:
    """Return the refusal for what reading a JSON text failed with."""
    if isinstance(error, RecursionError):
        return BadRequest(f"{what} is JSON that is nested too deeply to be read.")
    if isinstance(error, _TooManyMembers):
        return TooLarge(f"{what} has an object with {error} members; the most is {_MOST_MEMBERS}.")
    return BadRequest(f"{what} is not JSON that can be read: {error}.")


def too_long(what: str) -> TooLarge:
    """Return the refusal of a text that is too long to be read in one go."""
    return TooLarge(f"{what} is longer than {MOST_AT_ONCE} bytes; send it in parts.")


class _TooManyMembers(ValueError):
    """An object has more members than any type has fields."""


def _members(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len(pairs) > _MOST_MEMBERS:
        raise _TooManyMembers(len(pairs))
    members = dict(pairs)
    if len(members) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        message = f"an object names the member {twice!r} twice, and which of the two counts is not defined"
        raise ValueError(message)
    return members
