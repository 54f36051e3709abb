"""What answers are made of: their base, and texts whose format the schema names."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from typing_extensions import TypeAliasType

from graph.vocabulary import ConclusionStatus, Demand

Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
"""A day, as `2026-11-09`."""

Instant = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""An instant in UTC, as `2026-11-09T09:00:00Z`."""


Content = TypeAliasType(
    "Content",
    Annotated[
        dict[str, Any],
        Field(
            description="Fields of an item by their names, as its type declares them (`GET /v1/vocabulary`)."
        ),
    ],
)
"""Fields of an item: the one free object of the answers, since each type of item declares its own."""


def absent(value: object) -> object:
    """Return null for what is stored as an empty text where there is nothing."""
    return None if value == "" else value


def or_empty(value: object) -> object:
    """Return an empty text for what is absent, where an answer has always said it so."""
    return "" if value is None else value


Asked = Annotated[Demand | None, BeforeValidator(absent)]
"""What is asked of people; null where they have to wait, or nothing is open."""

StatusOrNone = Annotated[ConclusionStatus | None, BeforeValidator(absent)]
"""A status; null where there was no conclusion yet."""

DayOrNone = Annotated[Day | None, BeforeValidator(absent)]
InstantOrNone = Annotated[Instant | None, BeforeValidator(absent)]
KeyOrNone = Annotated[str | None, BeforeValidator(absent)]
"""A key or another text; null where there is none."""


class Part(BaseModel):
    """Base of the parts of an answer: made of frozen data of the graph, attribute by attribute."""

    model_config = ConfigDict(from_attributes=True, populate_by_name=True)
