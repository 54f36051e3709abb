"""What makes names known to a database before a statement with them is planned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query


@dataclass(frozen=True, slots=True)
class NameLabels(Query[Nothing]):
    """Name every label that a statement names."""

    name: ClassVar[str] = "maintenance/names/labels"


@dataclass(frozen=True, slots=True)
class NameRelations(Query[Nothing]):
    """Name every type of relationship that a statement names."""

    name: ClassVar[str] = "maintenance/names/relations"


@dataclass(frozen=True, slots=True)
class NameProperties(Query[Nothing]):
    """Name properties; the values are of no account."""

    name: ClassVar[str] = "maintenance/names/properties"

    names: Mapping[str, object]
