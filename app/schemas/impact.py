"""Answers on impact: what depends on an item, what changes would do, what became of what was foreseen."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from app.schemas.conclusions import Hop, Reason, SignatureOut, TaskOut
from app.schemas.envelope import Answer, Listed, Page
from app.schemas.gaps import Gap, NotEvaluated
from app.schemas.parts import Effect, ItemState
from app.schemas.values import Asked, Content, Day, DayOrNone, Instant, KeyOrNone, Part, StatusOrNone
from graph.gaps import Severity
from graph.vocabulary import ConclusionKind, ConclusionStatus

Operation = Literal[
    "create", "revise", "withdraw", "expire", "supersede", "add_reference", "remove_reference"
]


class ReachCounts(Part):
    """How many items depend on one."""

    total: int
    by_type: dict[str, int]


class ReachedItem(Part):
    """An item that was reached, how it stands, and one shortest path to it."""

    key: str
    state: ItemState = Field(description="What is withdrawn is reached and marked: nothing moves by it.")
    path: list[Hop]


class ReachedGroup(Part):
    """Items of one type at one distance."""

    distance: int
    type: str
    items: list[ReachedItem]


class TouchedItem(Part):
    """What a use of evidence that was reached bears on: it stands on the item without depending on it."""

    key: str
    type: str
    title: str
    by: str = Field(description="Key of the use.")


class ImpactOut(Answer):
    """All that depends on an item, grouped by type and distance."""

    key: str
    complete: bool = Field(description="False where the budget ended the walk.")
    counts: ReachCounts
    groups: list[ReachedGroup]
    touched: list[TouchedItem]
    not_followed: dict[str, int] = Field(description="Links that were not followed, by relation.")


class StepOut(Part):
    """One step of a planned change; what it leaves open is null."""

    op: Operation
    key: str
    item: Content | None = Field(default=None, description="The new item, with its content.")
    fields: Content | None = Field(default=None, description="New values of fields, by name.")
    relation: str | None = None
    target: str | None = None
    withdrawn_reason: str | None = None
    on: DayOrNone = None


class ForeseenConclusion(Part):
    """A conclusion whose status or reasons would differ, with a shortest path to a cause."""

    key: str
    kind: ConclusionKind
    from_: StatusOrNone = Field(alias="from", description="Null for a conclusion that is new.")
    to: ConclusionStatus
    demand: Asked
    reasons: list[Reason]
    path: list[Hop]


class RegradedGap(Gap):
    """A gap that would be there with another severity."""

    before: Severity


class GapChanges(Part):
    """The gaps that would open, close, or stand otherwise."""

    opened: list[Gap]
    closed: list[Gap]
    regraded: list[RegradedGap]
    reopened: list[Gap] = Field(description="Gaps whose justification would lapse.")
    justified: list[Gap] = Field(description="Gaps that would be justified.")


class BlindSpot(Part):
    """An item of the change that nothing is linked to: no effect shown there proves nothing."""

    key: str
    why: str


class PreviewOut(Answer):
    """What a planned change would do."""

    id: str
    at: Instant
    actor: str
    note: str
    on: Day
    changes: list[StepOut]
    conclusions: list[ForeseenConclusion]
    gaps: GapChanges
    not_evaluated: list[NotEvaluated]
    work_list: list[TaskOut]
    blind_spots: list[BlindSpot]
    complete: bool
    result_hash: str


class MatchedItem(Part):
    """An item that news is about, by which identifier it was found, and what was done with it."""

    key: str
    type: str
    by: str
    done: KeyOrNone = Field(description="The step that was carried out on it; null for none.")


class NotTouched(Part):
    """An item that news may be about under another name, and why it was not touched."""

    key: str
    type: str
    why: str


class TriggerOut(Answer):
    """What news from outside was about, what was done, and which conclusions moved by it."""

    kind: str
    dry_run: bool
    matched: list[MatchedItem]
    not_touched: list[NotTouched] = Field(
        description="What is near to what the news names: another edition or adoption, a part, a letter."
    )
    changes: list[StepOut]
    effects: list[Effect]
    blind_spots: list[BlindSpot]


class SignificanceQuestion(Part):
    """One question, and what answering it with yes usually means."""

    id: str
    text: str
    yes_usually_means: str
    source: str


class QuestionnaireOut(Listed[SignificanceQuestion]):
    """Questions that help people decide."""


class AnsweredQuestion(SignificanceQuestion):
    """A question with the answer that the change records, and the items that hint at a yes."""

    answer: str | None
    hinted_by: list[str]


class Questionnaire(Part):
    """The questions with their answers; a maker's own answers beside them."""

    questions: list[AnsweredQuestion]
    own: dict[str, str]
    unanswered: list[str] = Field(description="Ids of the questions without an answer.")


class ReportSummary(Part):
    """What a change would do, in figures."""

    must_redo: int
    must_confirm: int
    suspect: int
    by_kind: dict[str, int]
    gaps_opened: int
    gaps_closed: int
    blockers_opened: int


class Delta(Part):
    """One item that a change changes: its content before and after, and the fields that differ."""

    key: str
    type: str
    op: Operation
    before: Content = Field(description="Content before; empty for a new item.")
    after: Content = Field(description="Content after; empty for one that is taken out of force.")
    fields: list[str]


class ReportedConclusion(ForeseenConclusion):
    """A conclusion that a change reaches, with what it says and who signed it."""

    statement: str
    verdict: str
    signatures: list[SignatureOut]


class EvidenceApplies(Part):
    """Whether a data set would still apply, and why."""

    key: str
    applies: Literal[
        "applicable", "applicable_with_justification", "justification_wanted", "not_applicable", "unknown"
    ]
    because: list[str]


KeysByType = dict[str, list[str]]
"""Keys of what a change touches, by item type."""


class ReportTask(TaskOut):
    """A task, and who usually does it."""

    role: str


class ReportLimits(Part):
    """What cannot be seen: an empty result on a poorly linked graph is not "no impact"."""

    blind_spots: list[BlindSpot]
    declared_without_a_delta: list[str]
    not_evaluated: list[NotEvaluated]
    unassessed_signals: list[str]
    walk_complete: bool
    note: str


class ForeseenOut(Answer):
    """What changes would do, by the sections of an impact report."""

    summary: ReportSummary
    deltas: list[Delta]
    conclusions: list[ReportedConclusion]
    evidence: list[EvidenceApplies]
    risk: KeysByType
    requirements: KeysByType
    claims_and_information: KeysByType
    gaps: GapChanges
    equivalence_and_state_of_the_art: KeysByType
    surveillance: KeysByType
    design: KeysByType
    intended_purpose: KeysByType
    contained_in: list[str]
    questionnaire: Questionnaire
    work_list: list[ReportTask]
    limits: ReportLimits
    complete: bool


class ChangeHeading(Part):
    """A recorded change, as it was when the report was made."""

    key: str
    title: str
    kind: str
    description: str | None = None
    pccp_ref: str | None = None
    significance_decision: str | None = None
    status: str | None = None
    devices: list[str] = Field(default=[])
    affects: list[str] = Field(default=[], description="Keys that it declares to affect.")


class ImpactReportOut(ForeseenOut):
    """The impact report of one change, as it was computed."""

    id: str
    at: Instant
    actor: str
    result_hash: str
    change: ChangeHeading


class ReportHeading(Part):
    """An impact report in a list."""

    id: str
    at: Instant
    actor: str
    revision: int = Field(description="Revision of the graph that it was made of.")
    change: str = Field(description="Key of the change.")


class ReportsOut(Page[ReportHeading]):
    """Impact reports, oldest first."""


class Interaction(Part):
    """A conclusion that several changes touch."""

    conclusion: str
    changes: list[str]


class CumulativeOut(ForeseenOut):
    """Several changes together: `interactions` are conclusions that more than one of them touches."""

    changes: list[ChangeHeading]
    interactions: list[Interaction]
    only_together: list[str]


class Otherwise(Part):
    """A conclusion that came out otherwise than foreseen."""

    conclusion: str
    foreseen: ConclusionStatus
    now: ConclusionStatus | None


class RealityOut(Part):
    """What was foreseen beside what is."""

    id: str
    change: ChangeHeading
    on: Day
    as_foreseen: list[str]
    otherwise: list[Otherwise]
    unforeseen: list[str]
