"""Catalogues: the leaves that a device has to answer, as versioned data in `catalogues/`, a file each.

A file holds what Evitrace ships of a catalogue: numbers, short titles and paraphrases, never the legal
text. It is read whole and refused whole: an unknown heading, a number that stands twice or a nearest
requirement that does not exist would hide a requirement.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError, model_validator

from graph.errors import CatalogueNotFound, Outside

CATALOGUES: Final = Path(__file__).parents[2] / "catalogues"

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Relation = Literal["required", "process", "consistency", "possible", "no"]


class CatalogueError(Exception):
    """A catalogue file does not hold together."""


class Part(BaseModel):
    """Base of what a catalogue file holds: no unknown names, nothing changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Heading(Part):
    """A chapter, a group of leaves, or a number whose letters or indents are the leaves."""

    id: Text
    title: Text
    within: str = ""


class Leaf(Part):
    """One requirement that a device answers by itself.

    `ce` is its relation to the clinical evaluation, `sw` whether it applies to stand-alone software (Y, N,
    C for conditional, none where the catalogue does not say): both are defaults that a maker may change.
    `nearest` names what comes nearest to it in another catalogue. A number with letters or indents of its own
    is a leaf only where its opening words ask something that none of them asks: `opening` says so.
    """

    id: Text
    heading: Text
    title: Text
    paraphrase: str = ""
    ce: Relation
    sw: Literal["Y", "N", "C"] | None = None
    national_reading: str = ""
    nearest: tuple[str, ...] = ()
    opening: bool = False


class Catalogue(Part):
    """One catalogue in one version."""

    id: Annotated[str, StringConstraints(pattern=r"^[A-Z][A-Z0-9.]*$")]
    version: Annotated[int, Field(ge=1)]
    title: Text
    source: Text
    licence: Text
    nearest_in: str = ""
    national_readings: tuple[Text, ...] = ()
    headings: Annotated[tuple[Heading, ...], Field(min_length=1)]
    leaves: Annotated[tuple[Leaf, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        headings = {heading.id for heading in self.headings}
        for what, names in (
            ("heading", [heading.id for heading in self.headings]),
            ("leaf", [leaf.id for leaf in self.leaves]),
            ("key", [self.key_of(leaf) for leaf in self.leaves]),
        ):
            if twice := [name for name, count in Counter(names).items() if count > 1]:
                message = f"{what} {', '.join(twice)} stands twice"
                raise ValueError(message)
        named = {leaf.heading for leaf in self.leaves} | {h.within for h in self.headings if h.within}
        if unknown := sorted(named - headings):
            message = f"there is no heading {', '.join(unknown)}"
            raise ValueError(message)
        if wrong := [leaf.id for leaf in self.leaves if leaf.opening != self._is_parent(leaf)]:
            message = (
                f"{', '.join(wrong)} and its letters or indents would be asked twice, or it has none: "
                "`opening` marks the leaf whose own opening words ask something besides them"
            )
            raise ValueError(message)
        return self

    def _is_parent(self, leaf: Leaf) -> bool:
        parts = tuple(leaf.id + mark for mark in ("(", "-i"))
        return any(other.id.startswith(parts) for other in self.leaves)

    def key_of(self, leaf: Leaf) -> str:
        """Return the key that the item of a leaf has: 13.6(q) of MDD.ER is MDD.ER.13.6.q."""
        return f"{self.id}." + _BRACKETED.sub(r".\1", leaf.id)

    def heading_of(self, leaf: Leaf) -> Heading:
        """Return the heading that a leaf stands under."""
        return next(heading for heading in self.headings if heading.id == leaf.heading)

    def nearest_of(self, leaf: Leaf) -> tuple[str, ...]:
        """Return the keys of what comes nearest to a leaf in the other catalogue."""
        if not self.nearest_in:
            return ()
        other = find_catalogue(self.nearest_in)
        keys = {entry.id: other.key_of(entry) for entry in other.leaves}
        return tuple(keys[near] for near in leaf.nearest)


_BRACKETED: Final = re.compile(r"\((\w+)\)")


@cache
def catalogues(folder: Path = CATALOGUES) -> Mapping[str, Catalogue]:
    """Return all catalogues of a folder by id; CatalogueError when one does not hold together."""
    if not folder.is_dir():
        raise NotADirectoryError(f"{folder} is no folder; catalogues are read from there.")
    by_id: dict[str, Catalogue] = {}
    for path in sorted(folder.glob("*.json")):
        catalogue = _read(path)
        by_id[catalogue.id] = catalogue
    for catalogue in by_id.values():
        _check_nearest(catalogue, by_id)
    return MappingProxyType(by_id)


def find_catalogue(catalogue: str, among: Mapping[str, Catalogue] | None = None) -> Catalogue:
    """Return a catalogue, of those shipped unless others are given; CatalogueNotFound when there is none."""
    known = catalogues() if among is None else among
    if catalogue not in known:
        message = (
            f"There is no catalogue {catalogue!r}; {Outside.list_catalogues} lists them: {', '.join(known)}."
        )
        raise CatalogueNotFound(message)
    return known[catalogue]


def _read(path: Path) -> Catalogue:
    try:
        catalogue = Catalogue.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        raise CatalogueError(f"{path} does not hold together: {error}") from None
    if path.stem != catalogue.id:
        raise CatalogueError(f"{path} holds the catalogue {catalogue.id}; name the file {catalogue.id}.json.")
    return catalogue


def _check_nearest(catalogue: Catalogue, shipped: Mapping[str, Catalogue]) -> None:
    near = {name for leaf in catalogue.leaves for name in leaf.nearest}
    if near and catalogue.nearest_in not in shipped:
        raise CatalogueError(
            f"{catalogue.id} names nearest requirements of {catalogue.nearest_in!r}, unknown."
        )
    known = {leaf.id for leaf in shipped[catalogue.nearest_in].leaves} if near else set()
    if missing := sorted(near - known):
        message = f"{catalogue.id} names {', '.join(missing)}, which {catalogue.nearest_in} does not have."
        raise CatalogueError(message)
