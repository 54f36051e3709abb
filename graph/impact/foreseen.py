"""What planned changes would do: the plain data of previews, and of impact reports in part."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from pydantic_core import to_jsonable_python

from graph.conclusions import Task
from graph.gaps import Gap, Severity, Unevaluated
from graph.staleness import Reason
from graph.status.cached import reason_record
from graph.traversal import Hop
from graph.vocabulary.content import Content

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

Document = Mapping[str, Any]
"""A preview or an impact report as it is stored and hashed: JSON-compatible values."""


@dataclass(frozen=True, slots=True)
class ChangeStep:
    """One proposed change: create, revise, withdraw, expire, supersede, add_reference, remove_reference."""

    op: str
    key: str
    item: Content = field(default_factory=dict)
    fields: Content = field(default_factory=dict)
    relation: str | None = None
    target: str | None = None
    withdrawn_reason: str | None = None
    on: str | None = None


def fields_of(record: DataclassInstance) -> dict[str, Any]:
    """Return the fields of a record by name, as they are: another record is made of them and of more."""
    return {entry.name: getattr(record, entry.name) for entry in fields(record)}


def step_document(step: ChangeStep) -> Document:
    """Return a planned change as it is stored; what it leaves open is left out."""
    return {name: value for name, value in fields_of(step).items() if value not in (None, {})}


@dataclass(frozen=True, slots=True)
class ForeseenConclusion:
    """A conclusion whose status or reasons would differ, with a shortest path to a cause.

    `before` is None for one that is new.
    """

    key: str
    kind: str
    before: str | None
    to: str
    demand: str | None
    reasons: tuple[Reason, ...]
    path: tuple[Hop, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegradedGap(Gap):
    """A gap that would be there with another severity than `before`."""

    before: Severity

    @classmethod
    def of(cls, gap: Gap, before: Severity) -> RegradedGap:
        """Return a gap with the severity that it had."""
        return cls(**fields_of(gap), before=before)


@dataclass(frozen=True, slots=True)
class GapChanges:
    """The gaps that would open, close, or stand otherwise: `reopened` where a justification would lapse."""

    opened: tuple[Gap, ...]
    closed: tuple[Gap, ...]
    regraded: tuple[RegradedGap, ...]
    reopened: tuple[Gap, ...]
    justified: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """An item of a change that nothing is linked to: no effect shown there proves nothing."""

    key: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """The difference that changes would make to the graph at a revision."""

    revision: int
    conclusions: tuple[ForeseenConclusion, ...]
    gaps: GapChanges
    not_evaluated: tuple[Unevaluated, ...]
    work_list: tuple[Task, ...]
    blind_spots: tuple[BlindSpot, ...]
    complete: bool = True


def document_of(foreseen: Foreseen) -> Document:
    """Return what is foreseen as it is stored."""
    stored: dict[str, Any] = to_jsonable_python(foreseen)
    for entry, conclusion in zip(stored["conclusions"], foreseen.conclusions, strict=True):
        entry["from"] = entry.pop("before") or ""
        entry["demand"] = entry["demand"] or ""
        entry["reasons"] = [reason_record(reason) for reason in conclusion.reasons]
        entry["path"] = [
            {"from": hop.dependant, "relation": hop.relation, "to": hop.dependency} for hop in conclusion.path
        ]
    return stored
