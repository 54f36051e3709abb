"""What callers get: the shape of every answer, one class for each."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from app.schemas.envelope import Answer, Listed, Page

Record = dict[str, Any]


class TriggerOut(Answer):
    """What news from outside was about, what was done, and which conclusions moved by it."""

    kind: str
    dry_run: bool
    matched: list[Record]
    changes: list[Record]
    effects: list[Record]
    blind_spots: list[Record]


class QuestionnaireOut(Listed[Record]):
    """Questions that help people decide."""


class ForeseenOut(Answer):
    """What changes would do, by the sections of an impact report."""

    summary: Record
    deltas: list[Record]
    conclusions: list[Record]
    evidence: list[Record]
    risk: Record
    requirements: Record
    claims_and_information: Record
    gaps: Record
    equivalence_and_state_of_the_art: Record
    surveillance: Record
    design: Record
    intended_purpose: Record
    contained_in: list[str]
    questionnaire: Record
    work_list: list[Record]
    limits: Record
    complete: bool


class ImpactReportOut(ForeseenOut):
    """The impact report of one change, as it was computed."""

    id: str
    at: str
    actor: str
    result_hash: str
    change: Record


class CumulativeOut(ForeseenOut):
    """Several changes together: `interactions` are conclusions that more than one of them touches."""

    changes: list[Record]
    interactions: list[Record]
    only_together: list[str]


class RealityOut(BaseModel):
    """What was foreseen beside what is."""

    id: str
    change: Record
    on: str
    as_foreseen: list[str]
    otherwise: list[Record]
    unforeseen: list[str]


class ConclusionOut(BaseModel):
    """A conclusion with its status on the day asked for."""

    key: str
    kind: str
    about: list[str]
    statement: str
    verdict: str
    status: str
    demand: str
    reasons: list[Record]
    overdue_from: str | None
    version: int
    latest_version: int
    signatures: list[Record]
    reaffirmation: Record | None = Field(
        description="What was decided when this version was re-affirmed or taken back, with its answers."
    )
    unanswered: Record | None = Field(
        description="Reasons that were open when this version was signed or taken back without answers."
    )


class UnansweredOut(Page[Record]):
    """A page of conclusions that were signed or taken back past open reasons, each with what was open."""


class ConclusionAnswer(Answer, ConclusionOut):
    """One conclusion."""


class ConclusionsOut(Page[ConclusionOut]):
    """A page of conclusions, with how many there are of each status before it."""

    counts: dict[str, int]


class BasisOut(Answer):
    """What a conclusion pinned beside what it ought to rest on now."""

    key: str
    pinned: list[Record]
    expected: list[Record]


class ExplanationOut(Answer):
    """Why a conclusion is not current; `causes` is empty when it is."""

    conclusion: Record
    status: str
    demand: str
    overdue_from: str | None
    causes: list[Record]
    cleared: list[Record] = Field(description="When it cleared by itself, and what settled it.")
    hangs_on_it: list[Record]
    clears: list[str]
    baselines: list[Record] = Field(description="Baselines that rested on the version from before a cause.")
    text: list[str]


class WrittenOut(Answer):
    """What a write made move."""

    key: str
    effects: list[Record]
    justified_gaps: list[Record] = Field(
        default=[], description="Blockers that would forbid the signature and are justified."
    )


class ClearingsOut(Page[Record]):
    """When a conclusion cleared by itself, and what settled it, oldest first."""

    key: str


class ReaffirmedOut(Answer):
    """What was re-affirmed in one statement, and what moved by it."""

    conclusions: list[str]
    effects: list[Record]
    justified_gaps: list[Record] = Field(
        default=[], description="Blockers that would forbid a signature and are justified."
    )


class QuestionsOut(Listed[Record]):
    """The questions that a re-affirmation answers by default."""

    reference: str


class WorkListOut(Page[Record]):
    """What has to be done, in dependency order."""


class ImpactOut(Answer):
    """All that depends on an item, grouped by type and distance."""

    key: str
    complete: bool
    counts: Record
    groups: list[Record]
    touched: list[Record]
    not_followed: dict[str, int]


class PreviewOut(Answer):
    """What a planned change would do."""

    id: str
    at: str
    actor: str
    note: str
    on: str
    changes: list[Record]
    conclusions: list[Record]
    gaps: Record
    not_evaluated: list[Record]
    work_list: list[Record]
    blind_spots: list[Record]
    complete: bool
    result_hash: str


class AuditOut(Page[Record]):
    """A page of audit entries, oldest first."""


class ChainOut(Answer):
    """Whether the audit trail is whole."""

    whole: bool
    entries: int
    last_hash: str
    faults: list[str]


class HealthOut(BaseModel):
    """Whether the service can answer."""

    status: str


class VersionOut(BaseModel):
    """Which release this is."""

    name: str
    version: str
    schema_version: int
