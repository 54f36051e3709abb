"""JSON as it is read here: where a text has two meanings it is refused, and none is chosen in silence.

A text that is read in one go is bounded, and so is what it may hold: reading it cannot be interrupted, and
each fault in it becomes a sentence. A fault in what is JSON all the same is noted while it is read, and
refused afterwards with its place: then it is known where the value ends, and what follows can be read.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from app.http.problems import BadRequest
from graph.errors import EvitraceError, Fault, TooLarge
from graph.vocabulary.registry import pointer_to

MOST_AT_ONCE: Final = 8 * 1024 * 1024
"""The longest body of an operation other than a load, and the longest row of one, in bytes."""
_MOST_MEMBERS: Final = 1_000
_MOST_ENTRIES: Final = 50_000
_MOST_DIGITS: Final = 1_000


def parse(text: bytes, what: str = "The body") -> Any:
    """Return the value of a JSON text; BadRequest, about `what`, where it has no single meaning.

    A member that an object names twice is refused: which one counts is not defined (RFC 8259, section 4).
    TooLarge where it is longer, or holds longer lists or objects, than any item needs.
    """
    if len(text) > MOST_AT_ONCE:
        raise too_long(what)
    values = Values()
    try:
        value = values.decoder.decode(text.decode(json.detect_encoding(text), "surrogatepass"))
    except (RecursionError, ValueError) as error:
        raise unreadable(what, error) from None
    values.refuse_unclear(value, what)
    if text.count(b",") >= _MOST_ENTRIES:
        refuse_long_lists(value, what)
    return value


class Values:
    """Reads values, and knows whether any so far has a fault that only shows once it was read."""

    def __init__(self) -> None:
        """Begin without a fault."""
        self.decoder = json.JSONDecoder(object_pairs_hook=self._members, parse_int=self._integer)
        self._has_faults = False

    def refuse_unclear(self, value: object, what: str) -> None:
        """Raise BadRequest or TooLarge, about `what`, where a value has a fault."""
        if not self._has_faults:
            return
        self._has_faults = False
        left: list[tuple[object, tuple[object, ...]]] = [(value, ())]
        while left:
            each, place = left.pop()
            if isinstance(each, _Unclear):
                raise each.refusal(what, place)
            named = (
                each.items() if isinstance(each, dict) else enumerate(each) if isinstance(each, list) else ()
            )
            left += [(entry, (*place, name)) for name, entry in named]

    def _members(self, pairs: list[tuple[str, Any]]) -> Any:
        if len(pairs) > _MOST_MEMBERS:
            why = f"an object with {len(pairs)} members; the most is {_MOST_MEMBERS}"
            return self._unclear(_Unclear(why, is_large=True))
        members = dict(pairs)
        if len(members) == len(pairs):
            return members
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        why = f"an object names the member {twice!r} twice, and which of the two counts is not defined"
        return self._unclear(_Unclear(why, (twice,)))

    def _integer(self, digits: str) -> Any:
        if len(digits) <= _MOST_DIGITS:
            return int(digits)
        return self._unclear(_Unclear(f"a number has {len(digits)} digits; the most is {_MOST_DIGITS}"))

    def _unclear(self, unclear: _Unclear) -> _Unclear:
        self._has_faults = True
        return unclear


@dataclass(frozen=True, slots=True)
class _Unclear:
    """Stands for what cannot be taken, in a value that could be read: why, and at which member of it."""

    why: str
    member: tuple[str, ...] = ()
    is_large: bool = False

    def refusal(self, what: str, place: tuple[object, ...]) -> EvitraceError:
        """Return the refusal of what has this in it, at a place."""
        faults = [Fault(pointer_to((*place, *self.member)), f"{self.why}.")]
        if self.is_large:
            return TooLarge(f"{what} has {self.why}.", faults=faults)
        return BadRequest(f"{what} is not JSON that can be read: {self.why}.", faults=faults)


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


def unreadable(what: str, error: Exception) -> BadRequest:
    """Return the refusal for what reading a JSON text failed with."""
    if isinstance(error, RecursionError):
        return BadRequest(f"{what} is JSON that is nested too deeply to be read.")
    return BadRequest(f"{what} is not JSON that can be read: {error}.")


def too_long(what: str) -> TooLarge:
    """Return the refusal of a text that is too long to be read in one go."""
    return TooLarge(f"{what} is longer than {MOST_AT_ONCE} bytes; send it in parts.")
