"""Answers on how a device meets its requirements: the checklist, and loading a catalogue."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.schemas.envelope import Answer, Page
from app.schemas.gaps import Gap, NotEvaluated, SeverityCounts
from app.schemas.parts import ConclusionOnDay, Effect, ItemState, NamedItem
from app.schemas.values import Day, Part
from graph.vocabulary import ConclusionStatus
from graph.vocabulary.evidence import Direction, Role
from graph.vocabulary.requirements import (
    Applicability,
    ClinicalRelation,
    SoftwareApplicability,
    StandardStatus,
)

RowState = Applicability | Literal["undecided", "no_record", "not_loaded"]


class AppliedStandard(NamedItem):
    """A standard that a record applies."""

    designation: str | None
    edition: str | None
    status: StandardStatus
    state: ItemState


class RecordEvidence(Part):
    """A use of evidence for a record."""

    use: str
    role: Role
    direction: Direction
    evidence: str
    title: str
    state: ItemState
    location: str | None = Field(description="Number of the report, else the citation.")


class ChecklistRow(Part):
    """A leaf of a catalogue with one of its records, and what is open on it."""

    catalogue: str | None
    id: str = Field(description="Number of the leaf in its catalogue, else the key of the requirement.")
    title: str | None
    heading: str | None
    ce: ClinicalRelation | None = Field(description="Its relation to the clinical evaluation.")
    sw: SoftwareApplicability | None = Field(description="Whether it applies to stand-alone software.")
    requirement: str | None = Field(description="Key of the requirement; null where it was never loaded.")
    record: str | None = Field(description="Key of the compliance record; null where there is none.")
    drafts: list[str] = Field(description="Records that are drafts.")
    state: RowState
    applicable: Applicability | None
    justification: str | None
    method: str | None
    standards: list[AppliedStandard]
    evidence_location: str | None
    evidence: list[RecordEvidence]
    conclusions: list[ConclusionOnDay]
    note: str | None
    gaps: list[Gap]


class ChecklistCatalogue(Part):
    """A catalogue that was asked; title, version and source of one that is shipped."""

    id: str
    title: str | None
    version: int | None
    source: str | None


class ChecklistCounts(Part):
    """How many rows stand where, and how many gaps are open on them."""

    rows: int
    leaves: int
    by_state: dict[RowState, int]
    without_conclusion: int
    conclusions_by_status: dict[ConclusionStatus, int]
    gaps_by_severity: SeverityCounts


class ChecklistOut(Page[ChecklistRow]):
    """How a device answers its requirements: counts first, then a row for each leaf."""

    on: Day
    device: str
    counts: ChecklistCounts
    catalogues: list[ChecklistCatalogue]
    not_evaluated: list[NotEvaluated] = Field(
        description="Rules that could not be asked: no gap of theirs shows."
    )


class LeafOutcome(Part):
    """What became of one leaf: its requirement, and the device's records of it."""

    leaf: str
    requirement: str
    requirement_outcome: str = Field(description="What the write did with it; `kept` where it stays.")
    records: list[str]
    record_outcome: str = Field(
        description="created; kept where there are records; else the state of what has the key."
    )


class LoadingCounts(Part):
    """How many leaves there are, and what became of their requirements and records."""

    leaves: int
    requirements: dict[str, int]
    records: dict[str, int]


class RequirementsOut(Answer):
    """What loading a catalogue for a device did, counts first."""

    device: str
    catalogue: str
    catalogue_version: int
    counts: LoadingCounts
    leaves: list[LeafOutcome]
    effects: list[Effect]
