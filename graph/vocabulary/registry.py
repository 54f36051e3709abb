"""All item types by name, and the hashes that each type's content has."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType, ModuleType
from typing import Any, Final

from pydantic import ValidationError

from graph.canonical import digest
from graph.errors import Fault, InvalidContent
from graph.vocabulary import claims, evidence, governance, requirements, risk, scope, surveillance
from graph.vocabulary.base import Item, shapes
from graph.vocabulary.content import Content

TOPICS: Final[tuple[ModuleType, ...]] = (
    scope,
    claims,
    evidence,
    risk,
    requirements,
    governance,
    surveillance,
)


def _declared() -> Iterator[tuple[str, type[Item]]]:
    for module in TOPICS:
        for name, value in vars(module).items():
            if isinstance(value, type) and issubclass(value, Item) and value is not Item:
                yield name, value


ITEM_TYPES: Final[Mapping[str, type[Item]]] = dict(_declared())
MOST_FAULTS: Final = 50
"""How many places that do not fit are named of one input; of the others it is said how many there are."""


@dataclass(frozen=True, slots=True)
class Hashes:
    """The three hashes of one version's content (concepts 6.2, 8.2)."""

    content: str
    substantive: str
    interface: str


def parse(type_name: str, fields: Content) -> Item:
    """Read the fields of one item; InvalidContent names every place that is wrong."""
    item_type = ITEM_TYPES.get(type_name)
    if item_type is None:
        known = ", ".join(sorted(ITEM_TYPES))
        detail = f"{type_name!r} is not an item type. Known types: {known}."
        raise InvalidContent(detail, faults=[Fault("/type", "unknown item type")])
    try:
        return item_type.model_validate({**fields, "type": type_name})
    except ValidationError as error:
        raise InvalidContent(
            f"The content does not fit the item type {type_name}; see errors.",
            faults=list(faults_of(error)),
        ) from None


def pointer_to(place: Iterable[object]) -> str:
    """Return the JSON Pointer (RFC 6901) of a place."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in place)


def faults_of(
    error: ValidationError, place_of: Callable[[Sequence[Any]], Sequence[Any]] = tuple
) -> Iterator[Fault]:
    """Return each place of a validation error as a JSON Pointer with a sentence.

    `place_of` leaves out what is no part of the input.
    """
    misfits = misfits_of(error.errors(include_url=False, include_input=False, include_context=False))
    for misfit in misfits[:MOST_FAULTS]:
        message = misfit.message
        if misfit.kind == "extra_forbidden":
            message = "the vocabulary has no such field for this type"
        yield Fault(pointer_to(place_of(misfit.place)), message)
    yield from not_named(len(misfits))


@dataclass(frozen=True, slots=True)
class Misfit:
    """A value that does not fit: where it is in the input, and why."""

    place: tuple[int | str, ...]
    kind: str
    message: str


def misfits_of(entries: Sequence[Mapping[str, Any]]) -> list[Misfit]:
    """Return what pydantic found, each value once: of a choice of types it names each that does not fit.

    The names of these types are no part of the input, and no part of its place.
    """
    choices = Counter(entry["loc"][:-1] for entry in entries if _names_a_type(entry["loc"]))
    by_place: dict[tuple[int | str, ...], Misfit] = {}
    for number, entry in enumerate(entries):
        place, message = tuple(entry["loc"]), entry["msg"].removeprefix("Value error, ")
        if not _names_a_type(place) or choices[place[:-1]] == 1:
            by_place[*place, number] = Misfit(place, entry["type"], message)
        elif (before := by_place.get(place[:-1])) is not None:
            by_place[place[:-1]] = replace(before, message=f"{before.message}, or: {message}")
        else:
            by_place[place[:-1]] = Misfit(place[:-1], entry["type"], message)
    return list(by_place.values())


_TYPE: Final = re.compile(r"(bool|float|int|str|date|datetime|dict|list)(\[.*)?|constrained-\w+|function-.*")


def _names_a_type(place: Sequence[int | str]) -> bool:
    return len(place) > 1 and isinstance(place[-1], str) and _TYPE.fullmatch(place[-1]) is not None


def not_named(count: int) -> list[Fault]:
    """Return the fault that stands for those beyond the ones that are named, if there are more."""
    return [Fault("", f"{count - MOST_FAULTS} more places do not fit")] if count > MOST_FAULTS else []


def counted(
    type_name: str, content: Content, wording: Mapping[str, str] = MappingProxyType({})
) -> dict[str, Any]:
    """Return a content as it counts: each text for what it stands for, and the title where it is the content.

    What its editorial fields imply counts as said.

    `wording` names the earlier text that the text of a field stands for (`graph.versions.rewording`).
    """
    counts = {name: wording.get(name, value) for name, value in content.items()}
    stands_for = ITEM_TYPES[type_name].title_for
    if stands_for and counts.get("title") and not counts.get(stands_for):
        counts[stands_for] = counts["title"]
    return counts | dict(ITEM_TYPES[type_name].implied(content))


def compared(type_name: str, content: Content) -> dict[str, Any]:
    """Return of a content, as it counts, what dependants compare."""
    item_type = ITEM_TYPES[type_name]
    declared = shapes(item_type)
    title = content.get("title")
    titled = {item_type.title_for} if title and content.get(item_type.title_for) == title else set()
    alone = {
        name
        for name, others in item_type.compared_without.items()
        if not any(content.get(other) for other in {*others} - titled)
    }
    return {name: value for name, value in content.items() if declared[name].interface or name in alone}


def is_substantive(type_name: str, name: str, *contents: Content) -> bool:
    """Whether a field is of substance in one of these contents: the title is where it is the content.

    So is an editorial field by which alone one of them implies something.
    """
    item_type = ITEM_TYPES[type_name]
    stands_for = item_type.title_for
    if name == "title" and stands_for:
        return any(not content.get(stands_for) for content in contents)
    return not shapes(item_type)[name].editorial or any(
        item_type.implied(content) != item_type.implied({**content, name: None}) for content in contents
    )


def is_free_text(type_name: str, name: str) -> bool:
    """Whether two people may agree that only the wording of a field changed, where it is of substance."""
    item_type = ITEM_TYPES[type_name]
    declared = shapes(item_type)
    stands_for = item_type.title_for if name == "title" else ""
    return name in declared and declared[stands_for or name].free_text


def hashes(type_name: str, content: Content, wording: Mapping[str, str] = MappingProxyType({})) -> Hashes:
    """Return the hashes of a content as `Item.content` gives it; the type is part of each."""
    declared = shapes(ITEM_TYPES[type_name])
    counts = counted(type_name, content, wording)
    substance = {name: value for name, value in counts.items() if not declared[name].editorial}
    return Hashes(
        content=digest([type_name, content]),
        substantive=digest([type_name, substance]),
        interface=digest([type_name, compared(type_name, counts)]),
    )
