"""Answers on the risk chain: the hazard log and how the risks of a device stand."""

from __future__ import annotations

from pydantic import BaseModel, Field

from app.schemas.answers import Record
from app.schemas.envelope import Answer, Page


class HazardLogRow(BaseModel):
    """A hazardous situation, or a hazard without one, as a row of a hazard log."""

    key: str = Field(description="The situation; where a hazard has none, the hazard.")
    hazards: list[Record]
    situation: Record | None
    causes: str
    sequence_of_events: str
    effect: str = Field(description="What it changes in the care that was intended.")
    harms: list[Record]
    initial: dict[str, list[Record]] = Field(description="Ratings before additional controls, by scheme.")
    existing_controls: list[Record]
    additional_controls: list[Record] = Field(description="Each with its measure and its verification.")
    transferred_controls: list[Record] = Field(description="Left to the deploying organisation.")
    residual: dict[str, list[Record]] = Field(
        description="Ratings after control, by scheme: level, what the criteria make of it, conclusions."
    )
    status: str = Field(description="open, transferred or closed, as people said; empty where nobody did.")
    owner: str
    note: str
    flags: list[str] = Field(description="What is stated and contradicts the criteria or the row itself.")


class HazardLogOut(Page[HazardLogRow]):
    """The hazard log of a device, counts first; `unplaced` is what no row shows."""

    on: str
    device: str
    counts: Record
    unplaced: list[Record]
    drafts: list[str] = Field(description="Items with a draft that is not in force and in no row.")


class RiskSummaryOut(Answer):
    """How the risks of a device stand; a level is that of the criteria, else the one stated."""

    on: str
    device: str
    counts: dict[str, Record] = Field(description="By scheme and stage: levels, outcomes, lacking criteria.")
    residual_without_conclusion: list[str]
    residual_not_current: list[Record] = Field(description="Concluded on, and not current any more.")
    contradictions: list[Record]
    overall_residual_risk: list[Record] = Field(description="Conclusions in force; empty when there is none.")
    transferred_controls: list[Record] = Field(description="What the deploying organisation is to be told.")
    drafts: list[str] = Field(description="Items with a draft that is not in force and not counted.")
