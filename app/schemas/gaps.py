"""Answers on gaps, the rules that find them, and the waivers that accept them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from app.schemas.envelope import Answer, Listed, Page
from app.schemas.parts import Effect
from app.schemas.values import Day, Instant, Part
from graph.gaps import Severity
from graph.vocabulary import ConclusionKind
from graph.waivers.validity import LapseCode

ClearedBy = ConclusionKind | Literal["any"]


class Opening(Part):
    """When a gap opened that is open since then."""

    revision: int = Field(description="By which revision at the latest.")
    at: Instant = Field(description="By when at the latest.")
    after: int | None = Field(
        default=None,
        description="After which revision: the last one at which it was judged and was not there. Null where "
        "nobody judged it before.",
    )


class Waiver(Part):
    """Why a gap is accepted, until when, and who signed."""

    key: str = Field(description="Key of the item of type JustifiedGap.")
    version: int
    rationale: str
    compensating_measure: str | None
    expires_at: Day | None = Field(description="The last day on which it holds.")
    cites: list[str] = Field(description="Keys of the items that it was signed with.")
    signed_by: str | None
    signed_at: Instant | None


class Lapse(Part):
    """One reason why a waiver does not hold."""

    code: LapseCode
    item: str = Field(description="Key of the item that the reason is about.")
    detail: str


class LapsedWaiver(Waiver):
    """A waiver that does not hold, and every reason why."""

    why: list[Lapse]


class Gap(Part):
    """What is missing or contradicts: one hit of one rule. The same gap has the same id tomorrow."""

    id: str
    rule: str = Field(description="Id of the rule that found it.")
    rule_version: str
    severity: Severity
    subject: str = Field(description="Key of the item that has the gap.")
    detail: str = Field(description="Which of several gaps of the item; empty where the rule has one only.")
    facts: list[str] = Field(description="What the rule found it by: keys of items, and figures.")
    device: str | None = Field(
        default=None,
        description="The device as seen from which it is a gap; null for what is the same for every "
        "device, and in a file without one.",
    )
    devices: list[str] = Field(description="That device; empty for what concerns every device.")
    versions: dict[str, int] = Field(description="Versions in force of all that it names.")
    first_seen: Opening | None = Field(description="When it opened; null until that is recorded.")
    title: str
    reference: str = Field(description="The document and clause that ask for it.")
    remedy: str
    waivable: bool = Field(description="Whether it may be accepted, with a justification.")
    cleared_by: ClearedBy | None = Field(description="Kind of conclusion whose signing answers it.")
    state: Literal["open", "justified"]
    justified: Waiver | None = Field(description="What justifies it, while that holds.")
    lapsed: list[LapsedWaiver] = Field(description="What was to justify it and does not, or not any more.")


class NotEvaluated(Part):
    """A rule that could not be asked, and why: no gap of it means nothing."""

    rule: str
    reason: str


class SeverityCounts(Part):
    """How many gaps there are of each severity."""

    blocker: int
    major: int
    minor: int
    info: int


class GapCounts(Part):
    """How many gaps there are."""

    total: int
    by_severity: SeverityCounts
    open: SeverityCounts
    justified: SeverityCounts
    by_rule: dict[str, int] = Field(description="By the id of the rule; rules without a gap are left out.")


class GapsOut(Page[Gap]):
    """What is missing: counts first."""

    on: Day
    device: str
    counts: GapCounts
    not_evaluated: list[NotEvaluated]
    evaluated: list[str] = Field(description="Ids of the rules that were evaluated.")


class GapOut(Answer):
    """One gap with what justifies it, and with what did and does not any more."""

    on: Day
    gap: Gap


class AcceptedOut(Answer):
    """A gap after its justification was written or taken back; none when it was closed already."""

    key: str = Field(description="Key of the justified gap.")
    gap: Gap | None
    effects: list[Effect]


ComparedUpTo = Annotated[
    int | None,
    Field(
        description="Up to which revision the history is complete: below `revision` while others write, null "
        "where gaps were never judged."
    ),
]


class GapEvent(Part):
    """That a gap opened, was regraded (is of another severity), or closed; a justification does neither."""

    number: int = Field(description="Its place in the history.")
    kind: Literal["opened", "regraded", "closed"]
    gap: str = Field(description="Id of the gap.")
    rule: str
    severity: Severity = Field(description="Its severity from then on, or at the end.")
    was: Severity | None = Field(description="Its severity until then; null where it opened.")
    device: str | None = Field(description="The device as seen from which it is a gap; null as in the gap.")
    subject: str = Field(description="Key of the item that has it.")
    detail: str
    revision: int = Field(description="By which revision at the latest.")
    at: Instant = Field(description="By when at the latest.")
    after: int | None = Field(
        description="After which revision: the last one at which it was still otherwise. Null where nobody "
        "judged it before. Where `revision` is the next one, that write did it."
    )
    because: list[Literal["first", "write", "day", "rules"]] = Field(
        description="What had changed since it was judged before: the graph, the day, or the rules of the "
        "service. `first` where it never was; of several nobody knows which did it."
    )


class GapEventsOut(Page[GapEvent]):
    """The history of gaps, oldest first."""

    device: str
    compared_up_to: ComparedUpTo


class GapsOnDay(Part):
    """A day on which gaps opened, were regraded or closed."""

    day: Day
    opened: SeverityCounts = Field(description="How many opened.")
    closed: SeverityCounts = Field(description="How many closed, by the severity that they had.")
    open: SeverityCounts = Field(
        description="How many were open after the day, justified ones among them; what was regraded is moved."
    )


class GapsByDayOut(Page[GapsOnDay]):
    """How many gaps were open over time: after a day that is left out, as many as after the one before it."""

    device: str
    compared_up_to: ComparedUpTo


class RuleOut(Part):
    """A gap rule. Where a limit names details, `-` stands for hits without one."""

    id: str
    version: str = Field(description="Changes whenever the rule says or asks something else.")
    title: str
    description: str
    severity: Severity = Field(description="Severity of a hit, unless the context says another.")
    severity_context: str = Field(description="When a hit has another severity.")
    reference: str
    remedy: str
    needs: list[str] = Field(description="Item types without which it is not evaluated.")
    cleared_by: str = Field(description="Kind of conclusion whose signing answers it, with its limits.")
    waivable: bool = Field(description="Whether any of its hits may be justified.")
    origin: Literal["shipped", "own"] = Field(description="Whether it is shipped, or a rule of your own.")
    waiver: str = Field(description="yes or no, `only` or `except` for hits with these details.")


class RulesOut(Listed[RuleOut]):
    """All gap rules."""
