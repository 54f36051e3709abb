"""All item types by name, and the hashes that each type's content has."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType
from typing import Any, Final

from pydantic import ValidationError

from graph.canonical import digest
from graph.errors import Fault, InvalidContent
from graph.vocabulary import claims, evidence, governance, requirements, risk, scope, surveillance
from graph.vocabulary.base import Item, shapes

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


@dataclass(frozen=True, slots=True)
class Hashes:
    """The three hashes of one version's content (concepts 6.2, 8.2)."""

    content: str
    substantive: str
    interface: str


def parse(type_name: str, fields: Mapping[str, Any]) -> Item:
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


def faults_of(error: ValidationError) -> Iterator[Fault]:
    """Return each place of a validation error as a JSON Pointer with a sentence."""
    for entry in error.errors(include_url=False, include_input=False, include_context=False):
        pointer = "".join(f"/{part}" for part in entry["loc"])
        message = entry["msg"].removeprefix("Value error, ")
        if entry["type"] == "extra_forbidden":
            message = "the vocabulary has no such field for this type"
        yield Fault(pointer or "/", message)


def hashes(
    type_name: str, content: Mapping[str, Any], wording: Mapping[str, str] = MappingProxyType({})
) -> Hashes:
    """Return the hashes of a content as `Item.content` gives it; the type is part of each.

    `wording` names the earlier text that the text of a field stands for (`graph.wording`).
    """
    declared = shapes(ITEM_TYPES[type_name])
    meaning = {
        name: wording.get(name, value) for name, value in content.items() if not declared[name].editorial
    }
    compared = {name: value for name, value in meaning.items() if declared[name].interface}
    has_interface = any(shape.interface for shape in declared.values())
    substantive = digest([type_name, meaning])
    return Hashes(
        content=digest([type_name, content]),
        substantive=substantive,
        interface=digest([type_name, compared]) if has_interface else substantive,
    )
