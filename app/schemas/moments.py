"""What callers get of baselines, and of what differs between two moments."""

from __future__ import annotations

from pydantic import BaseModel, Field

from app.schemas.answers import Record
from app.schemas.envelope import Page


class BaselineHeading(BaseModel):
    """A baseline without its report."""

    key: str
    name: str
    note: str
    device: str
    released_at: str
    on: str = Field(description="Day on which dates were judged.")
    revision: int = Field(description="Revision that it names.")
    report_hash: str
    state: str
    created_by: str
    created_at: str


class BaselineOut(BaselineHeading):
    """A baseline with the report that was frozen with it."""

    report: Record


class BaselinesOut(Page[BaselineHeading]):
    """All baselines, oldest first."""


class DifferenceOut(BaseModel):
    """What differs between two moments."""

    from_revision: int
    to_revision: int
    added: list[Record]
    revised: list[Record]
    withdrawn: list[Record]
    restored: list[Record]
    conclusions: list[Record]
    gaps_opened: list[Record]
    gaps_closed: list[Record]
    gaps_as: str = Field(description="Whether gaps are frozen reports, or found by the rules of today.")
    text: list[str]
