"""Pages of lists: opaque cursors that hold for one listing with its filters, and what a page says of itself.

No page skips or repeats what was there all along, whatever is written between two of them. A list in an order
that nothing changes, such as that of keys, goes on behind the last entry that was shown: `after` it where the
database looks for the next ones, `among` all rows where they are known. A list whose order follows what it
shows, such as the severity of gaps, is cut `out_of` one revision, and a cursor of another one is refused. The
cursor carries how many entries went before, so that every page can say how many there are at least.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Final, Generic, TypeVar

from fastapi import Depends, Query

from app.http.deps import Reading, SettingsDep, revision_asked
from app.schemas.envelope import Total
from graph.canonical import digest
from graph.errors import BadCursor

Entry = TypeVar("Entry")
Place = TypeVar("Place", int, str)
_HIGHEST: Final = 2**63
_FOREIGN: Final = "The cursor is not one that this service gave out; start without a cursor."


@dataclass(frozen=True, slots=True)
class Cut(Generic[Entry]):
    """One page: its entries, the cursor of the next one, and how many there are on all pages."""

    items: Sequence[Entry]
    next: str | None
    total: Total


@dataclass(frozen=True, slots=True)
class Listing(Generic[Place]):
    """A page that was asked for: of which list, from where on, and how long."""

    seal: str
    """Names the list with its filters; a cursor of another one does not fit."""
    start: Place
    """The place after which the page begins: the key of an entry, or how many entries lie before."""
    passed: int
    size: int
    revision: int | None = None
    """The revision to which the page before was bound; None where there is none, or it was not bound."""

    def after(self, rows: Sequence[Entry], place: Callable[[Entry], Place]) -> Cut[Entry]:
        """Cut rows that were read from `start` on, one more than the page is long, to the page."""
        shown = rows[: self.size]
        more = len(rows) > self.size
        passed = self.passed + len(shown)
        following = self._cursor(place(shown[-1]), passed) if more else None
        return Cut(shown, following, Total(count=passed + more, exact=not more))

    def among(self: Listing[str], rows: Sequence[Entry], place: Callable[[Entry], str]) -> Cut[Entry]:
        """Cut the page out of all rows of the list, which are in the order of their keys."""
        rest = [row for row in rows if place(row) > self.start]
        shown = rest[: self.size]
        following = (
            self._cursor(place(shown[-1]), self.passed + len(shown)) if len(rest) > self.size else None
        )
        return Cut(shown, following, Total(count=len(rows), exact=True))

    def out_of(self: Listing[int], rows: Sequence[Entry], revision: int) -> Cut[Entry]:
        """Cut the page out of all rows at a revision; BadCursor where the page before is of another one."""
        if self.start and self.revision is None:
            raise BadCursor(_FOREIGN)
        if self.revision not in (None, revision):
            message = (
                f"The cursor is of revision {self.revision}, and the graph is at revision {revision}: since "
                "then entries may have come, gone, or changed their places. Start without a cursor, or ask "
                f"for all pages with as_of={self.revision}."
            )
            raise BadCursor(message)
        end = self.start + self.size
        following = self._cursor(end, end, revision) if end < len(rows) else None
        return Cut(rows[self.start : end], following, Total(count=len(rows), exact=True))

    def _cursor(self, place: str | int, passed: int, revision: int | None = None) -> str:
        content = {"after": place, "passed": passed, "for": self.seal, "revision": revision}
        return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def whole(rows: Sequence[Entry]) -> Cut[Entry]:
    """Return the only page of a list that is never cut."""
    return Cut(rows, None, Total(count=len(rows), exact=True))


@dataclass(frozen=True, slots=True)
class Paging:
    """What a caller says of pages: how long, and after which; and as of when."""

    limit: int | None
    cursor: str
    as_of: int | None
    usual: int
    """The length of a page for which none was asked."""

    def by_key(self, name: str, **filters: Any) -> Listing[str]:
        """Return the page of a list that the database reads in the order of keys."""
        return self._of("", name, filters, self.limit or self.usual)

    def by_number(self, name: str, **filters: Any) -> Listing[int]:
        """Return the page of a list in the order of numbers, such as revisions or places."""
        return self._of(0, name, filters, self.limit or self.usual)

    def all_at_once(self, name: str, **filters: Any) -> Listing[int]:
        """Return the page of a list that is answered whole where no limit is asked for."""
        return self._of(0, name, filters, self.limit or _HIGHEST)

    def _of(self, start: Place, name: str, filters: dict[str, Any], size: int) -> Listing[Place]:
        seal = digest({"list": name, "as_of": self.as_of, **filters})[:16]
        if not self.cursor:
            return Listing(seal, start, 0, size)
        place, passed, revision = _opened(self.cursor, seal, start)
        return Listing(seal, place, passed, size, revision)


def _opened(cursor: str, seal: str, start: Place) -> tuple[Place, int, int | None]:
    """Return what a cursor stands for; BadCursor when it is not of this list."""
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        content = json.loads(base64.urlsafe_b64decode(padded.encode()))
        place, passed, made_for = content["after"], content["passed"], content["for"]
        revision = content.get("revision")
        str(place).encode()
    except (ValueError, KeyError, TypeError, RecursionError, binascii.Error):
        raise BadCursor(_FOREIGN) from None
    if made_for != seal or type(place) is not type(start):
        message = "The cursor belongs to a listing with other filters; start without a cursor."
        raise BadCursor(message)
    numbers = [number for number in (place, passed, revision or 0) if not isinstance(number, str)]
    if type(passed) is not int or not all(type(n) is int and 0 <= n < _HIGHEST for n in numbers):
        message = "The cursor leads nowhere; start without a cursor."
        raise BadCursor(message)
    return place, passed, revision


def _paging(
    store: Reading,
    settings: SettingsDep,
    limit: Annotated[int | None, Query(ge=1, le=1000, description="Most entries on the page.")] = None,
    cursor: Annotated[
        str, Query(max_length=2000, description="`next` of the page before; only with the same filters.")
    ] = "",
) -> Paging:
    return Paging(limit, cursor, revision_asked(store), settings.page_size)


Pages = Annotated[Paging, Depends(_paging)]
