"""Planned changes: what would be done with the graph, one step after the other."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Final, Literal

from pydantic import ConfigDict, Field, StringConstraints, TypeAdapter

from graph.vocabulary.base import KEY_PATTERN, Day, Storable

Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]


class Strict(Storable):
    """Base: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class CreateChange(Strict):
    """A new item."""

    op: Literal["create"]
    item: dict[str, Any] = Field(description="A row as POST /v1/items takes it.")


class ReviseChange(Strict):
    """Other values for some fields of an item."""

    op: Literal["revise"]
    key: Key
    fields: dict[str, Any]


class WithdrawChange(Strict):
    """An item taken out of force."""

    op: Literal["withdraw"]
    key: Key
    withdrawn_reason: Literal[
        "retracted", "invalid", "obsolete", "superseded_elsewhere", "error", "out_of_scope"
    ] = "obsolete"


class ExpireChange(Strict):
    """An item whose validity ends."""

    op: Literal["expire"]
    key: Key
    on: Day


class SupersedeChange(Strict):
    """An item that another one takes the place of."""

    op: Literal["supersede"]
    key: Key


class ReferenceChange(Strict):
    """One reference more, or one less."""

    op: Literal["add_reference", "remove_reference"]
    key: Key
    relation: Annotated[str, StringConstraints(max_length=100)]
    target: Key


_OPS: Final = frozenset(
    {"create", "revise", "withdraw", "expire", "supersede", "add_reference", "remove_reference"}
)
PlannedChange = Annotated[
    CreateChange | ReviseChange | WithdrawChange | ExpireChange | SupersedeChange | ReferenceChange,
    Field(discriminator="op"),
]
PLANNED: TypeAdapter[list[PlannedChange]] = TypeAdapter(list[PlannedChange])
"""Reads a list of them."""


def without_operations(place: Sequence[Any]) -> list[Any]:
    """Return the place of a fault without the names by which pydantic tells which kind of change it was."""
    pairs = zip(place, [None, *place], strict=False)
    return [part for part, last in pairs if part not in _OPS or not str(last).isdecimal()]
