"""What answers have in common: the revision that was read, and the one envelope of every list."""

from __future__ import annotations

from typing import Generic, TypeVar

from pydantic import BaseModel, Field

Entry = TypeVar("Entry")


class Answer(BaseModel):
    """Base of answers: what was computed says at which revision."""

    revision: int = Field(description="Revision of the graph that was read or made.", ge=0)


class Total(BaseModel):
    """How many entries a list has on all its pages; where it is not exact, at least so many."""

    count: int = Field(description="How many there are, or at least are.", ge=0)
    exact: bool = Field(
        description="Whether there are no more. Lists in the order of keys know it on their last page, and "
        "leave out what came in before it meanwhile; with `as_of` nothing does."
    )


class Listed(BaseModel, Generic[Entry]):
    """The envelope of every list."""

    items: list[Entry] = Field(description="The entries of this page.")
    next: str | None = Field(description="The `cursor` of the next page; null where this is the last.")
    total: Total


class Page(Answer, Listed[Entry], Generic[Entry]):
    """The envelope of a list of what is in the graph."""
