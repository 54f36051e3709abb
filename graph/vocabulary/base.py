"""How an item type is declared: fields, references, and which of them carry meaning.

A type is a pydantic class. A field is substantive unless it is marked `EDITORIAL` (concepts
8.2). Where a type marks some fields `INTERFACE`, dependants compare only
those; elsewhere they compare all substantive fields but those marked `SUBSTANTIVE`. Of `Text` a change of
wording alone may be agreed on; a
value that is written as text, such as an indication, is `EXACT`. A reference is a list of keys marked
`Ref(RELATION)`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Annotated, ClassVar, Final, Self

from pydantic import (
    AwareDatetime,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    Strict,
    StringConstraints,
    model_validator,
)

from graph.errors import Fault, InvalidContent
from graph.vocabulary.content import Content, Derived
from graph.vocabulary.relations import FOR_DEVICE, Relation
from graph.vocabulary.spelling import stored_line, stored_text, with_whole_numbers

KEY_PATTERN: Final = r"^[A-Za-z0-9][A-Za-z0-9._:@+-]{0,127}$"

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]


def _day_as_written(value: object) -> object:
    """Read a calendar day of its one written form; a number or an instant is none."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        message = "a day is written YYYY-MM-DD, such as 2026-01-31"
        raise ValueError(message)
    try:
        return date.fromisoformat(value)
    except ValueError:
        message = f"there is no day {value}"
        raise ValueError(message) from None


def _instant_as_written(value: object) -> object:
    """Read an instant of its written form (RFC 3339, with its zone); a number is none."""
    if isinstance(value, datetime):
        return value
    if not isinstance(value, str) or not _INSTANT.fullmatch(value):
        message = "an instant is written as RFC 3339 says, with its zone, such as 2026-01-31T09:00:00Z"
        raise ValueError(message)
    try:
        return datetime.fromisoformat(value.upper())
    except ValueError:
        message = f"there is no instant {value}"
        raise ValueError(message) from None


def _spelled(spelling: Callable[[str], str]) -> BeforeValidator:
    return BeforeValidator(lambda value: spelling(value) if isinstance(value, str) else value)


_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INSTANT: Final = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?([Zz]|[+-][0-9]{2}:[0-9]{2})"
)
Day = Annotated[date, BeforeValidator(_day_as_written)]
"""A calendar day; a span of validity includes it."""
Instant = Annotated[AwareDatetime, BeforeValidator(_instant_as_written)]
"""A moment with its zone; stored as UTC."""
FROM_TEXT: Final = Strict(strict=False)
"""For an enumeration, which JSON writes as text."""
IN_ONE_LINE: Final = _spelled(stored_line)
"""Of a text: read in one Unicode form, with single blanks."""
Line = Annotated[str, StringConstraints(max_length=2_000), IN_ONE_LINE]


@dataclass(frozen=True, slots=True)
class Mark:
    """What a field means for hashes; shown in the vocabulary."""

    name: str


EDITORIAL: Final = Mark("editorial")
INTERFACE: Final = Mark("interface")
SUBSTANTIVE: Final = Mark("substantive")
"""Of a type without `INTERFACE`: of substance, and no dependant argues with it."""
FREE_TEXT: Final = Mark("free text")
EXACT: Final = Mark("exact")

Text = Annotated[str, StringConstraints(max_length=50_000), _spelled(stored_text), FREE_TEXT]
"""Sentences; where they carry meaning, a change of wording alone may be agreed on unless it is `EXACT`."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A field that holds references; `most` bounds how many."""

    relation: Relation
    most: int | None = None


def _as_keys(value: object) -> object:
    """Take one key for a list of one, and give the keys sorted, each once."""
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return sorted(set(value))
    return value


References = Annotated[list[Key], BeforeValidator(_as_keys), Field(max_length=10_000)]


_DEEPEST: Final = 64
_LONGEST: Final = 10_000
_BEYOND: Final = 2**63
_HALF: Final = re.compile("[\ud800-\udfff]")


def _unstorable(value: object) -> Iterator[Fault]:
    """Return the places of a JSON value that a database, or another tool, could not hold as they are."""
    left: list[tuple[str, int, object]] = [("", 0, value)]
    while left:
        pointer, depth, entry = left.pop()
        why = _why_unstorable(entry, depth)
        if why:
            yield Fault(pointer.encode(errors="replace").decode().replace("\0", "?"), why)
        elif isinstance(entry, dict):
            left += [(pointer, depth, name) for name in entry]
            left += [
                (f"{pointer}/{str(name).replace('~', '~0').replace('/', '~1')}", depth + 1, part)
                for name, part in entry.items()
            ]
        elif isinstance(entry, list):
            left += [(f"{pointer}/{index}", depth + 1, part) for index, part in enumerate(entry)]


def _why_unstorable(entry: object, depth: int) -> str:
    if isinstance(entry, str) and ("\0" in entry or _HALF.search(entry)):
        return "text cannot hold NUL or half of a surrogate pair"
    if isinstance(entry, float) and not math.isfinite(entry):
        return "a number has to be finite"
    if isinstance(entry, int) and not -_BEYOND <= entry < _BEYOND:
        return "a whole number has to fit into 64 bits"
    return _why_unlistable(entry, depth) if isinstance(entry, dict | list) else ""


def _why_unlistable(entry: dict[object, object] | list[object], depth: int) -> str:
    if depth > _DEEPEST:
        return f"nested deeper than {_DEEPEST} levels"
    if len(entry) > _LONGEST:
        return f"more than {_LONGEST:,} entries"
    if isinstance(entry, dict) and len({stored_line(str(name)) for name in entry}) < len(entry):
        return "two of its names are one name in two spellings"
    return ""


class Storable(BaseModel):
    """Base of what is read from outside: refuses values that could not be given back as they came."""

    @model_validator(mode="before")
    @classmethod
    def _refuse_unstorable(cls, value: object) -> object:
        faults = list(_unstorable(value))
        if faults:
            message = "The content holds values that cannot be stored; see errors."
            raise InvalidContent(message, faults=faults)
        return with_whole_numbers(value)


class Item(Storable):
    """What every item type has; the content of one version."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, strict=True, str_strip_whitespace=True, allow_inf_nan=False
    )

    type: str
    title: Annotated[Line, EDITORIAL] = ""
    devices: Annotated[References, EDITORIAL, Ref(FOR_DEVICE)] = []
    tags: Annotated[list[Line], EDITORIAL] = []
    owner: Annotated[Line, EDITORIAL] = ""
    note: Annotated[Text, EDITORIAL] = ""
    valid_until: Annotated[Day | None, EDITORIAL] = None
    next_review_due: Annotated[Day | None, EDITORIAL] = None

    derived_properties: ClassVar[tuple[str, ...]] = ()
    title_for: ClassVar[str] = ""
    """The field in whose place the title counts where it is left out: what the item is, in words."""
    compared_without: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Fields that dependants compare where none of these others says what the item is."""

    @model_validator(mode="after")
    def _few_enough(self) -> Self:
        for name, shape in shapes(type(self)).items():
            most = shape.ref.most if shape.ref else None
            if most is not None and len(getattr(self, name)) > most:
                message = f"{name} may name {most} item and names {', '.join(getattr(self, name))}"
                raise InvalidContent(message, faults=[Fault(f"/{name}", message)])
        return self

    @classmethod
    def derive(cls, _key: str, _content: Content) -> Derived:
        """Return properties that rules read and that follow from key and content; no part of either."""
        return {}

    @classmethod
    def implied(cls, _content: Content) -> Content:
        """Return the fields of substance that count as said, by what editorial fields say."""
        return {}

    def content(self) -> dict[str, object]:
        """Return the fields that differ from their defaults, as JSON values; `type` is left out."""
        return self.model_dump(mode="json", exclude_defaults=True, exclude={"type"})


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field of an item type, as declared; `interface` says whether dependants compare it."""

    name: str
    editorial: bool
    interface: bool
    ref: Ref | None
    free_text: bool


def _marks(metadata: Iterable[object]) -> list[Mark]:
    return [entry for entry in metadata if isinstance(entry, Mark)]


@cache
def shapes(item_type: type[Item]) -> Mapping[str, FieldShape]:
    """Return the fields of an item type by name, `type` left out."""
    fields = {}
    marked = any(INTERFACE in info.metadata for info in item_type.model_fields.values())
    for name, info in item_type.model_fields.items():
        if name == "type":
            continue
        refs = [mark for mark in info.metadata if isinstance(mark, Ref)]
        fields[name] = FieldShape(
            name=name,
            editorial=EDITORIAL in info.metadata,
            interface=INTERFACE in info.metadata
            or not (marked or {EDITORIAL, SUBSTANTIVE} & set(_marks(info.metadata))),
            ref=refs[0] if refs else None,
            free_text=FREE_TEXT in info.metadata and not {EDITORIAL, EXACT} & set(_marks(info.metadata)),
        )
    return fields
