"""Answers on clinical evaluations: the release check and the outline of the report."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from app.schemas.envelope import Answer
from app.schemas.gaps import Gap, NotEvaluated
from app.schemas.values import Day, Part

CheckStatus = Literal["met", "open", "human", "not_evaluated"]


class CheckAnswer(Part):
    """One release check, what answers it, and why it is not met where it is not."""

    id: str
    text: str
    status: CheckStatus
    human: str | None = Field(description="What people have to look at, where a part is for people.")
    rules: list[str]
    gaps: list[Gap]
    accepted: list[str] = Field(description="Ids of the gaps that a justification accepts.")
    facts: list[str]
    not_evaluated: list[str]


class CheckCounts(Part):
    """How many checks have each answer."""

    met: int
    open: int
    human: int
    not_evaluated: int


class IntervalReason(Part):
    """Who set the interval, and why it holds."""

    set_by: list[str]
    months: int
    why: str


class UpdateFrequency(Part):
    """How often the evaluation is due, and what of its dates does not fit."""

    at_most_months: int
    because: list[IntervalReason]
    cer_date: Day | None
    next_due: Day | None
    latest_date: Day | None = Field(description="The last day on which the next evaluation is due.")
    status: Literal["met", "open"]
    open: list[str]


class ReleaseCheckOut(Answer):
    """The release checks of a clinical evaluation: counts first."""

    on: Day
    evaluation: str
    devices: list[str] = Field(description="Empty where the evaluation names none and speaks of all.")
    counts: CheckCounts
    checks: list[CheckAnswer]
    update_frequency: UpdateFrequency
    newer_than_data_lock: list[str]


class Section(Part):
    """A section of the report; `fill` says whether the graph, people, a field or a signature fill it."""

    id: str
    title: str
    fill: Literal["auto", "text", "auto and text", "field", "signature"]
    content: dict[str, Any] = Field(
        description="What the graph holds for it: lists of items with their content, conclusions with basis "
        "(data) apart from opinion, gaps and dates."
    )


class OutlineOut(Answer):
    """The outline of a clinical evaluation report, filled."""

    on: Day
    evaluation: str
    devices: list[str] = Field(description="Empty where the evaluation names none and speaks of all.")
    sections: list[Section]
    not_evaluated: list[NotEvaluated] = Field(
        description="Rules that could not be asked: no gap of theirs shows."
    )
