"""Answers on what supports claims: category, coverage, pillars."""

from __future__ import annotations

from typing import Literal

from pydantic import AliasChoices, ConfigDict, Field

from app.schemas.conclusions import Reason
from app.schemas.envelope import Answer, Page
from app.schemas.gaps import Gap, NotEvaluated
from app.schemas.parts import ItemState
from app.schemas.values import Day, Part
from graph.reports.claims.coverage_rules import Extent
from graph.reports.n12_category import StatementField
from graph.vocabulary import ConclusionStatus, Demand
from graph.vocabulary.evidence import Direction, EvidenceKind, Pillar, Role, Validity, Weight
from graph.vocabulary.n12 import Category, Review, Significance
from graph.vocabulary.n12 import Situation as HealthcareSituation
from graph.vocabulary.scope import ElementKind


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


class Interval(Part):
    """A range of values; an end that is null is open for ever."""

    from_: float | None = Field(validation_alias=AliasChoices("from", "from_"), serialization_alias="from")
    to: float | None
    from_included: bool
    to_included: bool
    text: str = Field(description="As mathematicians write it: `[18, 22)` is 18 and all below 22.")


class Cell(Part):
    """How far an element, or an extreme variant, is covered under one pillar."""

    item: str
    kind: ElementKind | Literal["variant"]
    title: str
    extent: Extent
    covered_by: list[str] = Field(description="Keys of the uses that studied it.")
    range: Interval | None
    unit: str | None
    uncovered_range: list[Interval] = Field(description="Parts of the range that no use studied.")


class ExtentCounts(Part):
    """How many cells there are of each extent."""

    covered: int
    partly: int
    uncovered: int


class PillarCoverage(Part):
    """The cells under one pillar."""

    counts: ExtentCounts
    cells: list[Cell]
    uncovered: list[str] = Field(description="Keys of what is not covered whole.")


class PillarsCoverage(Part):
    """The cells of a claim by pillar."""

    vca: PillarCoverage
    av: PillarCoverage
    cv: PillarCoverage


class SetAside(Part):
    """What a claim covers that no evidence has to reach, and why."""

    item: str
    why: str


class ClaimCoverage(Part):
    """The cells of one claim: its elements and extreme variants, under each pillar."""

    claim: str
    title: str | None
    pillars: PillarsCoverage
    set_aside: list[SetAside]


class ClaimCoverageOut(Answer, ClaimCoverage):
    """Coverage of one claim."""

    on: Day


class CoverageCounts(Part):
    """How many claims there are, and how many cells of each extent by pillar."""

    claims: int
    vca: ExtentCounts
    av: ExtentCounts
    cv: ExtentCounts


class CoverageOut(Page[ClaimCoverage]):
    """Coverage of the claims of a device, counts first."""

    on: Day
    device: str
    counts: CoverageCounts


class ClaimConclusion(Part):
    """A signed conclusion on a claim or one of its pillars, as it stands on the day."""

    key: str
    verdict: str
    conditions: str | None
    status: ConclusionStatus
    demand: Demand | None
    reasons: list[Reason]
    overdue_from: Day | None
    version: int


class UseOnClaim(Part):
    """A use of evidence on a claim, and why it does not count, where it does not."""

    use: str
    evidence: str | None
    title: str | None
    kind: EvidenceKind | None
    role: Role
    weight: Weight
    direction: Direction
    validity: Validity | None = Field(description="The best validity found for what the pillar needs.")
    appraisals: list[str]
    why_not: list[str]


class SetOnClaim(Part):
    """A set of evidence for a pillar: it counts where all that it comprises does."""

    set: str
    whole: bool
    counting: list[str]
    not_counting: list[str]
    not_recorded: int


class MissingOnPillar(Part):
    """What a pillar lacks: gaps, and what is not covered whole."""

    gaps: list[Gap]
    uncovered: list[Cell]


Currency = Literal["stale", "suspect", "overdue", "current", "none"]


class Column(Part):
    """What is concluded: the verdict, and the worst status of the conclusions."""

    verdict: str | None = Field(description="Verdict signed; `differing` where several differ; or null.")
    currency: Currency = Field(description="Worst status of the conclusions; `none` where there is none.")
    conclusions: list[ClaimConclusion]


class PillarSupport(Column):
    """One pillar of a claim: what is concluded, what counts and what is missing."""

    sets: list[SetOnClaim]
    counting: list[UseOnClaim]
    not_counting: list[UseOnClaim]
    missing: MissingOnPillar


class PillarsSupport(Part):
    """The pillars of a claim."""

    vca: PillarSupport
    av: PillarSupport
    cv: PillarSupport


class ClaimSupport(Column):
    """A claim as a row: what is concluded on the whole, and each pillar with what counts and is missing."""

    claim: str
    title: str | None
    statement: str | None
    gaps: list[Gap] = Field(description="Gaps on the claim that belong to no pillar.")
    pillars: PillarsSupport


class ClaimSupportOut(Answer, ClaimSupport):
    """The row of one claim; no gap of a rule that was not evaluated means nothing."""

    on: Day
    not_evaluated: list[NotEvaluated]


class PillarCounts(Part):
    """How one pillar of all claims stands."""

    by_verdict: dict[str, int]
    by_currency: dict[Currency, int]
    without_counting_evidence: int
    with_uncovered_cells: int
    with_gaps: int


class SupportCounts(Part):
    """How the pillars of all claims stand."""

    claims: int
    vca: PillarCounts
    av: PillarCounts
    cv: PillarCounts


class SupportOut(Page[ClaimSupport]):
    """The claims of a device by their pillars, counts first."""

    on: Day
    device: str
    counts: SupportCounts
    not_evaluated: list[NotEvaluated]


class LossOfEvidence(Part):
    """A data set, and the conclusions that would fall without it."""

    key: str
    count: int
    collapses: list[str]


class SingleSource(Part):
    """A pillar of a claim that hangs on these data sets alone."""

    claim: str
    pillar: Pillar
    evidence: list[str]


class Share(Part):
    """How many of some items have a whole chain; no share of nothing."""

    total: int
    whole: int
    share: float | None


class WholeChains(Part):
    """The shares of claims and of hazards with a whole chain."""

    claims: Share
    hazards: Share


class StructureOut(Answer):
    """What holds the argument of a device together; a fall is a measure of structure, no verdict."""

    on: Day
    device: str
    conclusions: int
    evidence: list[LossOfEvidence] = Field(description="The evidence that most hangs on first.")
    single_source: list[SingleSource]
    coverage: WholeChains
    not_evaluated: list[NotEvaluated]
