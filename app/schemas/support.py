"""Answers on what supports claims: category, coverage, pillars."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field

from app.schemas.answers import Record
from app.schemas.envelope import Answer, Page
from app.schemas.parts import ItemState
from app.schemas.values import Part
from graph.reports.n12_category import StatementField
from graph.vocabulary.n12 import Category, Review, Significance
from graph.vocabulary.n12 import Situation as HealthcareSituation


class Situation(Part):
    """One healthcare situation of a definition statement."""

    significance: Significance
    situation: HealthcareSituation
    condition: str | None = Field(description="The condition that it is about; null for the whole statement.")


class CategoryOut(Answer):
    """The N12 category of an intended purpose, derived from its definition statement, never typed."""

    model_config = ConfigDict(from_attributes=True)

    key: str
    state: ItemState
    module: str | None = Field(description="Module that the statement is about; null for the whole device.")
    category: Category | None = Field(description="Null where no situation is stated whole.")
    criterion: str | None = Field(description="Number of the criterion in N12 7.2.")
    review: Review | None = Field(description="How important an independent review is (N41 8.0).")
    decided_by: Situation | None
    derivation: list[str] = Field(description="The derivation in words, one step a sentence.")
    lay_users: list[str] = Field(description="Elements with users who act without specialist support.")
    missing: list[StatementField] = Field(
        description="Fields of the definition statement that are not stated."
    )
    eu_class_orientation: str | None = Field(
        description="Class that MDCG 2019-11 sees beside it: orientation only, never the legal class."
    )


class ClaimCoverage(BaseModel):
    """The cells of one claim: its elements and extreme variants, under each pillar."""

    claim: str
    title: str
    pillars: dict[str, Record]
    set_aside: list[Record] = Field(description="What the claim covers that no evidence has to reach.")


class ClaimCoverageOut(Answer, ClaimCoverage):
    """Coverage of one claim."""

    on: str


class CoverageOut(Page[ClaimCoverage]):
    """Coverage of the claims of a device, counts first."""

    on: str
    device: str
    counts: Record


class ClaimSupport(BaseModel):
    """A claim as a row: what is concluded on the whole, and each pillar with what counts and is missing."""

    claim: str
    title: str
    statement: str
    verdict: str = Field(description="Verdict signed; `differing` where several differ, empty for none.")
    currency: str = Field(description="Worst status of its conclusions; `none` where there is none.")
    conclusions: list[Record]
    gaps: list[Record] = Field(description="Gaps on the claim that belong to no pillar.")
    pillars: dict[str, Record]


class ClaimSupportOut(Answer, ClaimSupport):
    """The row of one claim; no gap of a rule that was not evaluated means nothing."""

    on: str
    not_evaluated: list[Record]


class SupportOut(Page[ClaimSupport]):
    """The claims of a device by their pillars, counts first."""

    on: str
    device: str
    counts: Record
    not_evaluated: list[Record]


class StructureOut(Answer):
    """What holds the argument of a device together; a fall is a measure of structure, no verdict."""

    on: str
    device: str
    conclusions: int
    evidence: list[Record]
    single_source: list[Record]
    coverage: Record
    not_evaluated: list[Record]
