"""Answers on the past: baselines, what differs between two moments, and the audit trail."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import ConfigDict, Field

from app.schemas.conclusions import DecisionOut, Reason
from app.schemas.envelope import Answer, Page
from app.schemas.gaps import Gap, GapCounts, NotEvaluated
from app.schemas.parts import Effect, ItemState
from app.schemas.values import Day, Instant, KeyOrNone, Part, StatusOrNone
from graph.vocabulary import ConclusionKind, ConclusionStatus, Demand


class BaselineHeading(Part):
    """A baseline without its report."""

    key: str
    name: str
    note: str
    device: KeyOrNone = Field(description="The device that it is of; null where it is of everything.")
    released_at: Day
    on: Day = Field(description="Day on which dates were judged.")
    revision: int = Field(description="Revision that it names.")
    report_hash: str
    state: ItemState
    created_by: str
    created_at: Instant


class FrozenConclusion(Part):
    """A conclusion as it was when the baseline was made."""

    key: str
    kind: ConclusionKind
    verdict: str
    status: ConclusionStatus
    version: int
    reasons: list[Reason]


class BaselineReport(Part):
    """What was in force, concluded and missing, frozen; `report_hash` is the hash of it."""

    name: str
    revision: int
    on: Day
    device: KeyOrNone
    in_force: dict[str, int] = Field(description="How many items were in force, by type.")
    in_force_hash: str
    conclusions: list[FrozenConclusion]
    gap_counts: GapCounts
    gaps: list[Gap]
    not_evaluated: list[NotEvaluated]


class BaselineOut(BaselineHeading):
    """A baseline with the report that was frozen with it."""

    report: BaselineReport


class BaselinesOut(Page[BaselineHeading]):
    """All baselines, oldest first."""


class FieldChange(Part):
    """A field that has another value."""

    field: str
    from_: Any = Field(alias="from", description="The value before; null for none.")
    to: Any = Field(description="The value after; null for none.")
    class_: Literal["editorial", "substantive"] = Field(alias="class")


class ItemDifference(Part):
    """An item that is in force at one moment alone, or in another version."""

    key: str
    type: str
    title: str
    what: Literal["added", "revised", "withdrawn", "restored"]
    from_version: int | None = None
    to_version: int | None = None
    withdrawn_reason: str | None = None
    change_class: Literal["editorial", "substantive"] | None = None
    fields: list[FieldChange] = Field(default=[])
    signatures: list[str] = Field(default=[], description="Signatures that came or went, in words.")
    reason: str | None = None
    change_ref: str | None = None


class ConclusionThen(Part):
    """A conclusion at one moment; null and 0 where there was none."""

    status: StatusOrNone
    verdict: KeyOrNone
    version: int


class ConclusionDifference(Part):
    """A conclusion whose status, verdict or version differs."""

    key: str
    kind: ConclusionKind
    from_: ConclusionThen = Field(alias="from")
    to: ConclusionThen


class DifferenceParts(Part):
    """What differs between two moments."""

    added: list[ItemDifference]
    revised: list[ItemDifference]
    withdrawn: list[ItemDifference]
    restored: list[ItemDifference]
    conclusions: list[ConclusionDifference]
    gaps_opened: list[Gap]
    gaps_closed: list[Gap]
    text: list[str]


GapsAs = Literal["frozen", "found by the rules of today"]


class DifferenceOut(DifferenceParts):
    """What differs between two moments, and which moments they are."""

    from_revision: int
    to_revision: int
    gaps_as: GapsAs = Field(description="Whether gaps are frozen reports, or found by the rules of today.")


class AuditChange(Part):
    """What a write did with one item, as it was hashed: what does not apply is left out."""

    model_config = ConfigDict(from_attributes=True, extra="allow")

    item: str
    type: str
    action: Literal["created", "revised", "approved", "sourced", "withdrawn", "signed"]
    version: int
    before: str | None = Field(default=None, description="Hash of the content before.")
    after: str | None = Field(default=None, description="Hash of the content after.")
    approved: bool = Field(default=False, description="Whether it came into force.")
    signed: str | None = Field(default=None, description="Hash of the signatures and of what they pin.")
    withdrawn_reason: str | None = None
    reaffirmation: DecisionOut | None = None


class AuditEffect(Effect):
    """A conclusion that a write moved, as it was hashed."""

    from_: ConclusionStatus | Literal[""] = Field(alias="from")  # type: ignore[assignment]
    demand: Demand | Literal[""]  # type: ignore[assignment]


class AuditEntry(Part):
    """One write. Hash, order and wording of what is hashed are as they are stored."""

    revision: int
    at: Instant = Field(description="When it was made; later than the entry before, whatever the clock said.")
    clock: Instant | None = Field(
        default=None, description="What the clock said when the write was asked for; versions have it."
    )
    actor: str
    action: str
    reason: str
    change_ref: str
    request_id: str
    count: int = Field(description="How many changes there are.")
    changes: list[AuditChange]
    changes_hash: str
    effects: list[AuditEffect]
    previous_hash: str
    hash: str


class AuditOut(Page[AuditEntry]):
    """A page of audit entries, oldest first."""


class ChainOut(Answer):
    """Whether the audit trail is whole."""

    whole: bool
    entries: int
    last_hash: str
    faults: list[str]
