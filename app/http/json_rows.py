"""The rows of a load, read one by one out of a long body, so that nothing waits for the whole of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, Final

from app.http.json_text import MOST_AT_ONCE, Values, parse, refuse_long_lists, too_long, unreadable
from app.http.problems import BadRequest, BodyTooLarge
from graph.errors import EvitraceError
from graph.items.bulk import LoadLine

_BLANK: Final = re.compile(r"[ \t\r\n]*")
_NEAR: Final = 16  # as long as a number, a name or an escape that the end of a piece may cut


def rows_of_lines(body: bytes, most: int) -> Iterator[LoadLine]:
    """Read each line that is not blank as a row; BodyTooLarge, before any is read, for too many."""
    texts = []
    start, number = 0, 0
    while start < len(body):
        number += 1
        end = body.find(b"\n", start)
        end = len(body) if end < 0 else end
        if text := body[start:end].strip():
            texts.append((number, text))
            _refuse_more(len(texts), most)
        start = end + 1
    for number, text in texts:
        try:
            yield LoadLine(number, parse(text, f"Line {number}"))
        except EvitraceError as error:
            yield LoadLine(number, error=error)


def rows_of_array(body: bytes, most: int) -> Iterator[LoadLine]:
    """Read a JSON array row by row; where a row is not JSON, the body is not.

    A row that is JSON and cannot be taken, as one that names a member twice, is refused for itself.
    """
    try:
        text = body.decode(json.detect_encoding(body), "surrogatepass")
    except ValueError as error:
        raise unreadable("The body", error) from None
    at = _skip(text, 0)
    if text[at : at + 1] != "[":
        parse(body)  # refuses what is no JSON at all
        message = "The body has to be a JSON array of items; for one item use POST /v1/items."
        raise BadRequest(message)
    pieces, number, at = _Pieces(text), 0, _skip(text, at + 1)
    follows = text[at : at + 1] != "]"
    while follows:
        number += 1
        _refuse_more(number, most)
        what = f"Row {number}"
        value, at = pieces.value_at(at, what)
        try:
            pieces.refuse_unclear(value, what)
            yield LoadLine(number, value)
        except EvitraceError as error:
            yield LoadLine(number, error=error)
        at = _skip(text, at)
        follows = text[at : at + 1] == ","
        at = _skip(text, at + 1) if follows else at
    if text[at : at + 1] != "]":
        raise unreadable("The body", json.JSONDecodeError("Expecting ',' delimiter", text, at))
    at = _skip(text, at + 1)
    if at < len(text):
        raise unreadable("The body", json.JSONDecodeError("Extra data", text, at))


class _Pieces:
    """Reads values out of a long text, each within a piece of bounded length."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._values = Values()
        self._move(0)

    def _move(self, at: int) -> None:
        self._start, self._piece = at, self._text[at : at + MOST_AT_ONCE]

    def refuse_unclear(self, value: object, what: str) -> None:
        """Raise BadRequest or TooLarge where a value that was read cannot be taken."""
        self._values.refuse_unclear(value, what)
        refuse_long_lists(value, what)

    def value_at(self, at: int, what: str) -> tuple[Any, int]:
        """Return the value that begins at a place, and where it ends."""
        if at - self._start > MOST_AT_ONCE // 2:
            self._move(at)
        read = self._within(at, what)
        if read is None:
            self._move(at)
            read = self._within(at, what)
        if read is None:
            raise too_long(what)
        return read

    def _within(self, at: int, what: str) -> tuple[Any, int] | None:
        """Return the same, or None where the piece may end before the value does."""
        length = len(self._piece)
        is_last = self._start + length == len(self._text)
        try:
            value, end = self._values.decoder.raw_decode(self._piece, at - self._start)
        except json.JSONDecodeError as error:
            is_cut = error.pos > length - _NEAR or error.msg.startswith("Unterminated")
            if is_cut and not is_last:
                return None
            place = json.JSONDecodeError(error.msg, self._text, self._start + error.pos)
            raise unreadable("The body", place) from None
        except (RecursionError, ValueError) as error:
            raise unreadable(what, error) from None
        if end == length and not is_last:
            return None
        return value, self._start + end


def _skip(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _refuse_more(count: int, most: int) -> None:
    if count > most:
        message = (
            f"The load has more than {most} rows (EVITRACE_MAX_ROWS, and what fits into EVITRACE_HEAP); "
            "send it in parts."
        )
        raise BodyTooLarge(message)
