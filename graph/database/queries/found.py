"""What rules found, stored: a mark for each question, and the parts that it vouches for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query
from graph.vocabulary.content import Properties


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A mark as it is stored, and of which device; `*` for all."""

    device: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class PartRow:
    """A page of a part."""

    part: str
    page: int
    text: str


@dataclass(frozen=True, slots=True)
class HoldHead(Query[Nothing]):
    """Take the head for this transaction: nobody commits a write before it ends."""

    name: ClassVar[str] = "head/hold"


@dataclass(frozen=True, slots=True)
class FoundMark(Query[MarkRow]):
    """Up to where what rules found is stored, for a device or for all, and the hashes of its parts."""

    name: ClassVar[str] = "found/mark"

    device: str


@dataclass(frozen=True, slots=True)
class FoundMarks(Query[MarkRow]):
    """For which devices what rules found is stored."""

    name: ClassVar[str] = "found/marks"


@dataclass(frozen=True, slots=True)
class ForgetFound(Query[Nothing]):
    """Believe nothing any more of what rules found, whatever is stored of it."""

    name: ClassVar[str] = "found/forget"


@dataclass(frozen=True, slots=True)
class MoveFoundMark(Query[Nothing]):
    """Store up to where what rules found is stored."""

    name: ClassVar[str] = "found/move"

    device: str
    mark: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class FoundParts(Query[PartRow]):
    """Parts of what rules found: a rule is a part, and so is what rules were asked with."""

    name: ClassVar[str] = "found/parts"

    device: str
    parts: Sequence[str]


@dataclass(frozen=True, slots=True)
class DropFoundParts(Query[Nothing]):
    """Drop what rules found, for a device or for all, but the parts that go on as they are."""

    name: ClassVar[str] = "found/drop"

    device: str
    standing: Sequence[str]


@dataclass(frozen=True, slots=True)
class AddFoundParts(Query[Nothing]):
    """Store pages of what rules found."""

    name: ClassVar[str] = "found/add"

    pages: Sequence[Mapping[str, object]]
