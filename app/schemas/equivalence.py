"""The answer on the equivalence with a comparator."""

from __future__ import annotations

from pydantic import Field

from app.schemas.envelope import Answer
from app.schemas.parts import ConclusionOnDay, ItemState, NamedItem
from app.schemas.values import Day, Part
from graph.vocabulary.evidence import ComparatorRelation, Dimension


class Comparator(NamedItem):
    """The device that is compared with."""

    state: ItemState
    relation: ComparatorRelation
    name: str | None
    maker: str | None
    regulatory_status: str | None
    marking: str | None
    ifu_version: str | None
    status_justification: str | None
    data_access: str | None


class ComparisonRow(NamedItem):
    """One characteristic compared."""

    dimension: Dimension
    characteristic: str | None
    own_value: str | None
    comparator_value: str | None
    difference: str | None
    significance_rationale: str | None
    clinically_significant: bool | None
    display_order: int | None
    evidence_uses: list[str]
    lacks: str | None = Field(description="What it lacks to be an answer; null where it lacks nothing.")


class ComparedDimension(Part):
    """The rows of one dimension."""

    dimension: Dimension
    rows: list[ComparisonRow]


class Missing(Part):
    """What the table lacks, and why."""

    what: str = Field(description="A dimension, `regulatory_status`, `conclusion`, or the key of an item.")
    why: str


class EquivalenceOut(Answer):
    """The equivalence with one comparator: what is missing first, then rows by dimension and conclusions."""

    on: Day
    complete: bool = Field(description="Whether nothing is missing; people conclude.")
    missing: list[Missing]
    comparator: Comparator
    dimensions: list[ComparedDimension]
    conclusions: list[ConclusionOnDay]
