"""Answers on conclusions: status, basis, explanation, decisions, clearings, and the order of work."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AliasChoices, BeforeValidator, ConfigDict, Field

from app.schemas.envelope import Answer, Listed, Page
from app.schemas.gaps import Gap
from app.schemas.parts import Effect, ItemState, Settled
from app.schemas.values import (
    Asked,
    Content,
    Day,
    DayOrNone,
    Instant,
    InstantOrNone,
    KeyOrNone,
    Part,
    or_empty,
)
from graph.staleness import ReasonCode
from graph.vocabulary import ConclusionKind, ConclusionStatus

Outcome = Literal["reaffirmed_unchanged", "revised_same_verdict", "verdict_changed", "withdrawn"]


class Reason(Part):
    """One cause for which a conclusion is stale or suspect."""

    code: ReasonCode
    item: str = Field(description="Key of the item that the reason is about.")
    demand: Asked = Field(description="What it asks of people; null where they have to wait.")
    why: str
    pinned_version: int | None = Field(description="The version that was signed on; null for what entered.")
    current_version: int | None
    after: DayOrNone = Field(
        default=None, description="The last day on which it does not count yet; null where it counts at once."
    )
    since_revision: int | None = Field(default=None, description="Revision at which it was first seen.")
    since: InstantOrNone = None


class SignatureOut(Part):
    """Who signed, with which meaning, and when."""

    signer: str
    meaning: str
    signed_at: Instant
    statement: Annotated[str | None, BeforeValidator(or_empty)] = None


class Answered(Part):
    """The answer to one reason."""

    what_changed: str
    why: str
    weighed: str | None = Field(default=None, description="How a contradiction was weighed.")


class AnsweredReason(Part):
    """A reason that was open when a decision was made, and its answer; null where none was needed."""

    reason: Reason
    answer: Answered | None


class JointCause(Part):
    """The one cause for which several conclusions were re-affirmed in one statement."""

    code: ReasonCode
    item: str
    conclusions: list[str]


class PersonThen(Part):
    """What was on record of somebody: the version of the Person, and its fields by their names."""

    model_config = ConfigDict(from_attributes=True, extra="allow")

    person: str = Field(description="Key of the Person.")
    version: int = Field(description="Number of the version that was in force.")
    competences: list[str] = Field(default=[])
    degree: str = ""
    experience_years: float | None = None
    cv_date: Day | None = None
    doi_date: Day | None = None
    doi_period_months: int | None = None
    doi_items: list[str] = Field(default=[])
    training_ref: str = ""
    qualification_justification: str = ""
    employer: str = ""
    development_involvement: bool = False
    conflict_of_interest: bool = False
    registration_no: str = ""
    unqualified_from: Day | None = None
    unqualified_until: Day | None = None


class DecisionOut(Part):
    """What was decided when a conclusion was re-affirmed or taken back."""

    outcome: Outcome
    reviewer: str
    at: Instant
    qualification: PersonThen | None = Field(
        default=None, description="What was on record of the reviewer; null for nothing."
    )
    not_evaluated: list[str] = Field(default=[], description="Rules that nobody could ask at that time.")
    rationale: str | None = None
    reasons: list[AnsweredReason]
    questions: dict[str, str] = Field(default={}, description="Answers by the name of the question.")
    withdrawn_reason: str | None = None
    interim_measures: str | None = None
    capa_ref: str | None = None
    together: JointCause | None = None


class UnansweredReasons(Part):
    """What was open when a conclusion was signed, loaded or taken back without answers."""

    outcome: Outcome
    by: str
    at: Instant
    reasons: list[Reason]


class UnansweredConclusion(UnansweredReasons):
    """A conclusion whose version in force left reasons unanswered."""

    key: str
    kind: ConclusionKind
    state: ItemState
    version: int


class ConclusionOut(Part):
    """A conclusion with its status on the day asked for."""

    key: str
    kind: ConclusionKind
    about: list[str]
    statement: str
    verdict: str
    status: ConclusionStatus
    demand: Asked
    reasons: list[Reason]
    overdue_from: DayOrNone = Field(description="The last day before it is overdue; null for never.")
    version: int = Field(description="Number of the version in force; 0 while there is none.")
    latest_version: int
    signatures: list[SignatureOut]
    reaffirmation: DecisionOut | None = Field(
        description="What was decided when this version was re-affirmed or taken back, with its answers."
    )
    unanswered: UnansweredReasons | None = Field(
        description="Reasons that were open when this version was signed or taken back without answers."
    )


class UnansweredOut(Page[UnansweredConclusion]):
    """A page of conclusions that were signed or taken back past open reasons, each with what was open."""


class ConclusionAnswer(Answer, ConclusionOut):
    """One conclusion."""


class ConclusionsOut(Page[ConclusionOut]):
    """A page of conclusions, with how many there are of each status before it."""

    counts: dict[ConclusionStatus, int]


class PinOut(Part):
    """What a conclusion was signed on, beside what that is now."""

    item: str
    role: str
    via: KeyOrNone = Field(description="Key of the use of evidence by way of which it is relied on.")
    version: int
    hash: str
    hash_now: str | None
    same: bool
    expected: bool = Field(description="Whether the conclusion ought to rest on it now.")


class ExpectedOut(Part):
    """What a conclusion ought to rest on now."""

    item: str
    role: str
    via: KeyOrNone
    pinned: bool


class BasisOut(Answer):
    """What a conclusion pinned beside what it ought to rest on now."""

    key: str
    pinned: list[PinOut]
    expected: list[ExpectedOut]


class Hop(Part):
    """One step of a path: what depends, by which relation, on what."""

    from_: str = Field(validation_alias=AliasChoices("from", "dependant"), serialization_alias="from")
    relation: str
    to: str = Field(validation_alias=AliasChoices("to", "dependency"))


class VersionedHop(Hop):
    """One step of a path, with the versions in force at both ends; null where none is."""

    from_version: int | None
    to_version: int | None


class CauseItem(Part):
    """The item that a reason is about."""

    key: str
    type: str
    title: str | None
    state: ItemState


class ChangedItem(Part):
    """What changed: the item itself, or the evidence that an appraisal read."""

    key: str
    type: str


class ChangeMade(Part):
    """The version that made the change: its label, who wrote it, when and why."""

    version: str
    by: str | None
    at: InstantOrNone
    why: str | None
    change_ref: str | None


class ChangeNature(Part):
    """Whether a change is editorial or substantive, and in which fields."""

    change_class: str | None
    fields: list[str]


class VersionThen(Part):
    """A version as it was relied on, with the values of the fields that differ since."""

    version: int | None
    values: Content = Field(description="Values of the fields that differ, by name.")


class VersionNow(VersionThen):
    """A version as it is now."""

    state: ItemState


class PinnedAs(Part):
    """A role in which a conclusion rests on an item, and the use through which it does."""

    by_version: int
    version: int
    role: str
    use: str | None
    use_role: str | None
    pillar: str | None


class Cause(Part):
    """One root cause: a reason of the conclusion itself or of one that it rests on, and how it got there."""

    reason: Reason
    makes_stale: bool
    conclusion: str = Field(description="Key of the conclusion whose own reason it is.")
    item: CauseItem
    changed: ChangedItem
    change: ChangeMade | None
    nature: ChangeNature
    signatures: list[str] = Field(description="Signatures that came or went with the change, in words.")
    path: list[VersionedHop]
    pinned: VersionThen
    pinned_as: list[PinnedAs]
    now: VersionNow
    text: str


class ClearedThen(Part):
    """A conclusion that cleared by itself: when, and what settled it."""

    revision: int
    at: Instant
    by: str
    from_: ConclusionStatus = Field(alias="from")
    because: list[Settled]


class Clearing(ClearedThen):
    """A conclusion that cleared by itself, and the version that did."""

    version: int


class ExplainedConclusion(Part):
    """The conclusion that is explained."""

    key: str
    kind: ConclusionKind
    about: list[str]
    statement: str
    verdict: str
    version: int
    signatures: list[SignatureOut]


class DependentConclusion(Part):
    """A conclusion that rests, however far, on the one that is explained."""

    key: str
    kind: ConclusionKind
    status: ConclusionStatus


class BaselineCause(Part):
    """A baseline that rested on the version from before a cause."""

    baseline: str
    released_at: Day
    revision: int
    item: str
    version: int
    text: str


class ExplanationOut(Answer):
    """Why a conclusion is not current; `causes` is empty when it is."""

    conclusion: ExplainedConclusion
    status: ConclusionStatus
    demand: Asked
    overdue_from: DayOrNone
    causes: list[Cause]
    cleared: list[Clearing] = Field(description="When it cleared by itself, and what settled it.")
    dependants: list[DependentConclusion] = Field(description="The conclusions that rest on it, however far.")
    clears: list[str]
    baselines: list[BaselineCause] = Field(
        description="Baselines that rested on the version from before a cause."
    )
    text: list[str]


class WrittenOut(Answer):
    """What a write made move."""

    key: str
    effects: list[Effect]
    justified_gaps: list[Gap] = Field(
        default=[], description="Blockers that would forbid the signature and are justified."
    )
    no_longer_signed_by: list[str] = Field(
        default=[], description="Whose signatures on the draft fell away because its basis moved after them."
    )


class ClearingsOut(Page[Clearing]):
    """When a conclusion cleared by itself, and what settled it, oldest first."""

    key: str


class ReaffirmedOut(Answer):
    """What was re-affirmed in one statement, and what moved by it."""

    conclusions: list[str]
    effects: list[Effect]
    justified_gaps: list[Gap] = Field(
        default=[], description="Blockers that would forbid a signature and are justified."
    )


class ReaffirmationQuestion(Part):
    """One question of a re-affirmation; its answer is stored under its name."""

    name: str
    text: str


class QuestionsOut(Listed[ReaffirmationQuestion]):
    """The questions that a re-affirmation answers by default."""

    reference: str


class TaskOut(Part):
    """One thing to do: `ready` when nothing above has to be done first."""

    key: str
    task: Literal["appraise", "assess", "re-evaluate", "wait"]
    kind: ConclusionKind | Literal["appraisal", "report", "signal"]
    demand: Asked
    ready: bool
    waits_for: list[str]
    unlocks: list[str] = Field(description="Keys of what waits for it.")


class WorkListOut(Page[TaskOut]):
    """What has to be done, in dependency order."""
