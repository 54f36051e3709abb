"""Justified gaps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from graph.queries.base import Query


@dataclass(frozen=True, slots=True)
class JustificationRow:
    """A justified gap and the item whose gap it justifies."""

    key: str
    gap: str
    rule: str
    subject: str
    version: int
    state: str
    rationale: str | None
    compensating_measure: str | None
    expires_at: str | None
    valid_until: str | None
    withdrawn_reason: str | None
    meanings: list[str] | None
    signed_by: str | None
    signed_at: str | None
    pinned: str | None


@dataclass(frozen=True, slots=True)
class Justifications(Query[JustificationRow]):
    """All justified gaps that are or were in force."""

    name: ClassVar[str] = "justifications/all"
    row: ClassVar[type[Any]] = JustificationRow
