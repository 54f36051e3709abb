"""Answers on the risk chain: the hazard log and how the risks of a device stand."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.schemas.envelope import Answer, Page
from app.schemas.parts import ConclusionOnDay, ItemState, NamedItem, ReferredItem
from app.schemas.values import Day, Part
from graph.reports.risk import Outcome, Scheme
from graph.vocabulary.evidence import Direction, EvidenceKind
from graph.vocabulary.risk import ControlStatus, ControlType, LogStatus, Measure


class LoggedHazard(ReferredItem):
    """A hazard in a row of a hazard log."""

    description: str | None
    hazard_category: str | None
    origin: str | None


class LoggedHarm(ReferredItem):
    """A harm in a row of a hazard log."""

    description: str | None
    severity: int | None


class LoggedSituation(NamedItem):
    """The hazardous situation of a row of a hazard log."""

    description: str | None


class Rating(Part):
    """One estimate of a risk: what is stated, what the criteria make of it, and what was concluded."""

    risk: str
    severity: int | None
    likelihood: int | None
    p1: int | None
    p2: int | None
    stated_level: int | None
    stated_acceptability: Literal["acceptable", "not_acceptable"] | None
    criteria: str | None = Field(description="Key of the criteria that the risk names.")
    criteria_version: str | None
    no_criteria_because: str | None = Field(description="Why no criteria apply, where none do.")
    basis_note: str | None
    level: int | None = Field(description="The level of the matrix, else the one stated.")
    level_name: str | None
    severity_name: str | None
    likelihood_name: str | None
    level_by_criteria: int | None
    acceptable_by_criteria: bool | None
    judged: Outcome = Field(description="What the statements and the criteria together make of it.")
    contradictions: list[str]
    conclusions: list[ConclusionOnDay]


class VerifyingUse(Part):
    """A use of evidence that verifies a control."""

    use: str
    purpose: Literal["implementation", "effectiveness"]
    on: str = Field(description="The control, or the design item that realises it.")
    direction: Direction
    evidence: str
    title: str | None
    kind: EvidenceKind | None
    state: ItemState | Literal["not_recorded"]
    stands: bool = Field(description="Whether it supports, with data in force, not retracted and in date.")


class ControlVerification(Part):
    """The uses of evidence that show a control to be implemented, and to be effective."""

    implementation: list[VerifyingUse]
    effectiveness: list[VerifyingUse]


class LoggedControl(NamedItem):
    """A control in a row of a hazard log."""

    statement: str | None
    measure: Measure | None
    option_rationale: str | None
    introduced_risks: str | None
    implementation_ref: str | None
    control_type: ControlType
    status: ControlStatus
    existing: bool
    transferred: bool
    owner: str | None
    implemented_by: list[ReferredItem]
    verification: ControlVerification
    conclusions: list[ConclusionOnDay]


class HazardLogRow(Part):
    """A hazardous situation, or a hazard without one, as a row of a hazard log."""

    key: str = Field(description="The situation; where a hazard has none, the hazard.")
    hazards: list[LoggedHazard]
    situation: LoggedSituation | None
    causes: str | None
    sequence_of_events: str | None
    effect: str | None = Field(description="What it changes in the care that was intended.")
    harms: list[LoggedHarm]
    initial: dict[Scheme, list[Rating]] = Field(description="Ratings before additional controls, by scheme.")
    existing_controls: list[LoggedControl]
    additional_controls: list[LoggedControl] = Field(
        description="Each with its measure and its verification."
    )
    transferred_controls: list[LoggedControl] = Field(description="Left to the deploying organisation.")
    residual: dict[Scheme, list[Rating]] = Field(
        description="Ratings after control, by scheme: level, what the criteria make of it, conclusions."
    )
    status: LogStatus | None = Field(description="As people said; null where nobody did.")
    owner: str | None
    note: str | None
    flags: list[str] = Field(description="What is stated and contradicts the criteria or the row itself.")


class UnplacedRisk(NamedItem):
    """A risk or a control that no row shows, and why."""

    type: Literal["Risk", "RiskControl"]
    why: str


class HazardLogCounts(Part):
    """How the rows stand."""

    rows: int
    by_status: dict[str, int] = Field(description="By status; `unstated` where nobody said one.")
    flagged: int
    unplaced: int
    drafts: int


class HazardLogOut(Page[HazardLogRow]):
    """The hazard log of a device, counts first; `unplaced` is what no row shows."""

    on: Day
    device: str
    counts: HazardLogCounts
    unplaced: list[UnplacedRisk]
    drafts: list[str] = Field(description="Items with a draft that is not in force and in no row.")


class StageCounts(Part):
    """How many risks of one scheme and stage there are."""

    risks: int
    by_level: dict[str, int] = Field(description="By level; `none` where nobody and nothing gives one.")
    judged: dict[Outcome, int] = Field(description="By what the statements and the criteria make of them.")
    without_criteria: int


class SchemeCounts(Part):
    """The risks of one scheme, before and after control."""

    initial: StageCounts
    residual: StageCounts


class NotCurrent(ConclusionOnDay):
    """A conclusion on a residual risk that is not current any more."""

    risk: str


class Contradiction(Part):
    """What is stated of a risk and contradicts its criteria."""

    risk: str
    why: str


class TransferredControl(NamedItem):
    """A control that the deploying organisation has to be told of."""

    statement: str | None
    measure: Measure | None
    status: ControlStatus
    situations: list[str]
    told_in: list[str] = Field(description="Design items and information materials that realise it.")


class RiskSummaryOut(Answer):
    """How the risks of a device stand; a level is that of the criteria, else the one stated."""

    on: Day
    device: str
    counts: dict[Scheme, SchemeCounts]
    residual_without_conclusion: list[str]
    residual_not_current: list[NotCurrent] = Field(description="Concluded on, and not current any more.")
    contradictions: list[Contradiction]
    overall_residual_risk: list[ConclusionOnDay] = Field(
        description="Conclusions in force; empty when there is none."
    )
    transferred_controls: list[TransferredControl] = Field(
        description="What the deploying organisation is to be told."
    )
    drafts: list[str] = Field(description="Items with a draft that is not in force and not counted.")
