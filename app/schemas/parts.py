"""Parts that several answers have: what names an item, and a conclusion as it stands on a day."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.schemas.values import Asked, Part, StatusOrNone
from graph.vocabulary import ConclusionKind, ConclusionStatus

ItemState = Literal["draft", "in_force", "withdrawn"]


class NamedItem(Part):
    """What names an item in a report."""

    key: str
    title: str
    version: int = Field(description="Number of the version in force.")


class ReferredItem(Part):
    """An item that another one names; it may not be in force, and need not be recorded."""

    key: str
    title: str | None
    version: int | None
    state: ItemState | Literal["not_recorded"]


class ConclusionOnDay(NamedItem):
    """A signed conclusion as it stands on the day."""

    kind: ConclusionKind
    about: list[str] = Field(description="Keys of the items that it is about.")
    statement: str | None
    verdict: str
    conditions: str | None
    status: ConclusionStatus


class Settled(Part):
    """What settled a suspect: an item, and what was done with it."""

    item: str
    type: str
    version: int
    how: Literal["signed", "reaffirmed", "reappraised", "revised", "restored"]


class Effect(Part):
    """A conclusion that a write moved: its status before and after, and what it asks for now."""

    item: str
    from_: StatusOrNone = Field(alias="from", description="Null for a conclusion that is new.")
    to: ConclusionStatus
    demand: Asked
    auto_cleared: list[Settled] | None = Field(
        default=None, description="What settled it, where it cleared by itself."
    )
