"""The history of gaps: events that are added and never changed, and the gaps that are open by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query
from graph.database.queries.found import MarkRow
from graph.vocabulary.content import Properties


@dataclass(frozen=True, slots=True)
class HistoryEndRow:
    """Where the history of gaps ends: how many events it has, and the hash of the last one."""

    count: int
    last_hash: str


@dataclass(frozen=True, slots=True)
class JudgedRow:
    """Up to where, on which day and by which rules the gaps of a device were compared with the history."""

    device: str
    revision: int
    day: str
    rules: str


@dataclass(frozen=True, slots=True)
class OpenGapRow:
    """A gap that is open, and when it opened."""

    gap: str
    device: str
    rule: str
    severity: str
    subject: str
    detail: str
    revision: int
    at: str
    after: int


@dataclass(frozen=True, slots=True)
class TurnRow:
    """That a gap opened or closed."""

    gap: str
    number: int
    kind: str
    revision: int
    at: str
    after: int


@dataclass(frozen=True, slots=True)
class GapEventRow:
    """An event as it is stored, and which one it is."""

    number: int
    properties: Properties


@dataclass(frozen=True, slots=True)
class TurnCountRow:
    """How many gaps opened, were regraded or closed on a day."""

    day: str
    kind: str
    severity: str
    was: str
    number: int


@dataclass(frozen=True, slots=True)
class HistoryEnd(Query[HistoryEndRow]):
    """Where the history of gaps ends."""

    name: ClassVar[str] = "gap_events/end"


@dataclass(frozen=True, slots=True)
class GapsJudged(Query[JudgedRow]):
    """Up to where the gaps of devices, or of all, were last compared with the history."""

    name: ClassVar[str] = "gap_events/judged"

    devices: Sequence[str]


@dataclass(frozen=True, slots=True)
class OpenGaps(Query[OpenGapRow]):
    """The gaps that are open, of all devices and of none."""

    name: ClassVar[str] = "gap_events/open"


@dataclass(frozen=True, slots=True)
class OpenGapsOfDevices(Query[OpenGapRow]):
    """The gaps that are open, of some devices; '' for those of none."""

    name: ClassVar[str] = "gap_events/open_of_devices"

    devices: Sequence[str]


@dataclass(frozen=True, slots=True)
class OpenAmong(Query[OpenGapRow]):
    """Those of some gaps that are open."""

    name: ClassVar[str] = "gap_events/open_among"

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class OpeningsOf(Query[TurnRow]):
    """When some gaps opened and closed, up to a revision, oldest first."""

    name: ClassVar[str] = "gap_events/openings"

    ids: Sequence[str]
    revision: int


@dataclass(frozen=True, slots=True)
class AddGapEvents(Query[Nothing]):
    """Add events to the history of gaps."""

    name: ClassVar[str] = "gap_events/add"

    events: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class HoldOpen(Query[Nothing]):
    """Keep gaps as open, with when they opened."""

    name: ClassVar[str] = "gap_events/hold_open"

    gaps: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Regrade(Query[Nothing]):
    """Keep open gaps with another severity."""

    name: ClassVar[str] = "gap_events/regrade"

    gaps: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class CloseGaps(Query[Nothing]):
    """Keep gaps as open no more."""

    name: ClassVar[str] = "gap_events/close"

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class MoveHistoryEnd(Query[Nothing]):
    """Say where the history of gaps ends."""

    name: ClassVar[str] = "gap_events/move"

    count: int
    last_hash: str


@dataclass(frozen=True, slots=True)
class JudgeGaps(Query[Nothing]):
    """Say up to where the gaps of a device, or of all, were compared with the history."""

    name: ClassVar[str] = "gap_events/judge"

    device: str
    mark: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class GapEventPage(Query[GapEventRow]):
    """One page of the history of gaps, oldest first; empty filters let everything pass."""

    name: ClassVar[str] = "gap_events/list"

    devices: Sequence[str]
    rules: Sequence[str]
    severity: str
    gap: str
    item: str
    since: str
    until: str
    upto: int
    after: int
    size: int


@dataclass(frozen=True, slots=True)
class TurnCounts(Query[TurnCountRow]):
    """How many gaps opened, were regraded and closed on each day, up to a revision."""

    name: ClassVar[str] = "gap_events/count"

    devices: Sequence[str]
    rules: Sequence[str]
    upto: int


@dataclass(frozen=True, slots=True)
class GapsJudgedMarks(Query[MarkRow]):
    """Up to where gaps were compared with the history, as it is stored."""

    name: ClassVar[str] = "gap_events/marks"
