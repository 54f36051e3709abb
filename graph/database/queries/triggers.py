"""Statements for news from outside: who carries an identifier, and what hangs on it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Query


@dataclass(frozen=True, slots=True)
class MatchRow:
    """An item that carries an identifier, and which one."""

    key: str
    type: str
    state: str
    effective_no: int
    by: str


@dataclass(frozen=True, slots=True)
class NewestVersionRow:
    """A version of a device that none succeeds."""

    device: str
    key: str


@dataclass(frozen=True, slots=True)
class BorneOnRow:
    """What evidence is used for."""

    evidence: str
    key: str


@dataclass(frozen=True, slots=True)
class IdentifierMatches(Query[MatchRow]):
    """Items that carry an identifier which the outside world uses; '' matches nothing."""

    name: ClassVar[str] = "triggers/matches"

    doi: str
    pmid: str
    designation: str
    edition: str
    udi: str
    leaf: str


@dataclass(frozen=True, slots=True)
class NearNameRow:
    """A standard or a requirement, what it is called in one spelling, and of which edition; '' for none."""

    key: str
    type: str
    name: str
    edition: str


@dataclass(frozen=True, slots=True)
class NearNames(Query[NearNameRow]):
    """Standards and requirements in force whose one spelling begins like what news names."""

    name: ClassVar[str] = "triggers/near_names"

    types: Sequence[str]
    stem: str


@dataclass(frozen=True, slots=True)
class DraftRow:
    """An open draft, with what it says as it is stored."""

    key: str
    type: str
    state: str
    content: str


@dataclass(frozen=True, slots=True)
class OpenDrafts(Query[DraftRow]):
    """Open drafts of items of some types, whose identifiers no node carries."""

    name: ClassVar[str] = "triggers/drafts"

    types: Sequence[str]


@dataclass(frozen=True, slots=True)
class NewestVersions(Query[NewestVersionRow]):
    """The versions of devices that are in force and that none succeeds."""

    name: ClassVar[str] = "triggers/newest_versions"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class BorneOn(Query[BorneOnRow]):
    """What the uses of evidence bear on, as far as new information can be raised on it."""

    name: ClassVar[str] = "triggers/borne_on"

    keys: Sequence[str]
