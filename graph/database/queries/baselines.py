"""Baselines: what they are named, what they hold, and their reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query
from graph.database.queries.rows import PropertiesRow
from graph.vocabulary.spelling import stored_line


@dataclass(frozen=True, slots=True)
class InForceRow:
    """An item in force, with its version."""

    key: str
    type: str
    version: int
    content_hash: str


@dataclass(frozen=True, slots=True)
class BaselineOfItemRow:
    """A baseline that holds an item."""

    item: str
    baseline: str
    version: int


@dataclass(frozen=True, slots=True)
class ReportPageRow:
    """A page of the report of a baseline."""

    page: int
    text: str


@dataclass(frozen=True, slots=True)
class AllBaselines(Query[PropertiesRow]):
    """All baselines, in the order in which they were made."""

    name: ClassVar[str] = "baselines/all"


@dataclass(frozen=True, slots=True)
class BaselinesNamed(Query[PropertiesRow]):
    """Baselines by their names."""

    name: ClassVar[str] = "baselines/named"

    names: Sequence[str]

    @classmethod
    def called(cls, name: str) -> BaselinesNamed:
        """Return the query of one baseline, in whichever Unicode form and blanks it is named."""
        return cls(names=sorted({name, stored_line(name)}))


@dataclass(frozen=True, slots=True)
class InForce(Query[InForceRow]):
    """What is in force in some scopes, with its version."""

    name: ClassVar[str] = "baselines/in_force"

    scopes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Freeze(Query[Nothing]):
    """Hold fast which versions a baseline is made of."""

    name: ClassVar[str] = "baselines/freeze"

    key: str
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class BaselinesHolding(Query[BaselineOfItemRow]):
    """Baselines that hold these items."""

    name: ClassVar[str] = "baselines/holding"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class StoreReport(Query[Nothing]):
    """Keep the report of a baseline, in pages."""

    name: ClassVar[str] = "baselines/store_report"

    pages: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class ReportOf(Query[ReportPageRow]):
    """The report of a baseline, page by page."""

    name: ClassVar[str] = "baselines/report"

    baseline: str
