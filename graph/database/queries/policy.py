"""What policies and regulatory profiles state."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Query
from graph.vocabulary.content import Properties


@dataclass(frozen=True, slots=True)
class StatedRow:
    """A policy or a profile in force, in one of its scopes."""

    scope: str
    type: str
    key: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class StatedThresholds(Query[StatedRow]):
    """All policies and regulatory profiles in force."""

    name: ClassVar[str] = "policy/stated"
