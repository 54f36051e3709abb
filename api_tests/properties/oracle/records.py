"""What the oracle keeps: items with their versions, what was pinned, rows of a load, statuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from api_tests.properties.oracle.vocabulary import Content

SIGNED_ON = datetime.now(UTC).date().isoformat()
"""The day of every signature that a load brings: it is given when all that was there had been read."""
LOOKED_AT = ("need", "user", "evaluated_claim")
"""Roles of what a look at is enough for, whatever became of it."""
Entry = tuple[str, str, str]
"""An item of a basis: key, role, and the use through which it belongs there ('' for none)."""


class Refused(Exception):
    """The service has to refuse this."""


@dataclass
class Record:
    """One item: its versions, the number of the one in force (or last in force), and its state."""

    type: str
    versions: list[Content] = field(default_factory=list)
    wordings: list[Content] = field(default_factory=list)
    """Of each version: the earlier texts that two people agreed its texts stand for."""
    effective: int = 0
    draft: bool = False
    state: str = "draft"
    withdrawn_reason: str = ""
    reinstated: int = 0
    """The version by which it came back after it was withdrawn as retracted or invalid."""
    loaded: int = 0
    """The version by which a load last made it report something else."""
    read: str | None = None
    """Of an appraisal: the substance of the evidence as it was read."""
    vouched: bool = False
    """Of a use: whether somebody signed what it says in force."""
    answered: frozenset[str] = frozenset()
    """Of a conclusion: the items on which the re-affirmation in force, if it is one, has an answer."""

    @property
    def content(self) -> Content:
        """What is, or was last, in force; empty for what never was."""
        return self.versions[self.effective - 1] if self.effective else {}

    @property
    def wording(self) -> Content:
        """The earlier texts that the texts in force stand for."""
        return self.wordings[self.effective - 1] if self.effective else {}

    def meaning(self, number: int) -> Content:
        """Return the content of a version with each text that stands for an earlier one as that."""
        return {**self.versions[number - 1], **self.wordings[number - 1]} if number else {}

    def carried(self, content: Content) -> Content:
        """Return the wording that goes on holding for a next content: of texts that stay the very same."""
        return {name: text for name, text in self.wording.items() if content[name] == self.content[name]}


@dataclass(frozen=True)
class Pinned:
    """What a conclusion rested on when it was signed."""

    item: str
    role: str
    via: str
    version: int
    compared: str


@dataclass(frozen=True)
class Row:
    """One row of a load."""

    key: str
    type: str
    content: Mapping[str, Any]
    approve: bool = True
    signed: bool = False
    """Whether a new signature comes with it."""
    by: str = "evaluator"
    """Of a conclusion: who signed it."""
    old: bool = False
    """Of a conclusion in force: whether the signatures of before come again, which cover nothing new."""
    by_hand: bool = False
    """Whether somebody revises the item itself, instead of loading it."""
    answered: frozenset[str] = frozenset()
    """Of a conclusion that is re-affirmed: the items on which there is an answer."""


@dataclass(frozen=True)
class Standing:
    """Status of a conclusion with its reasons as (code, item, demand)."""

    status: str
    reasons: frozenset[tuple[str, str, str]] = frozenset()
    overdue_from: str = ""

    @property
    def demand(self) -> str:
        """The worst demand."""
        demands = {demand for _, _, demand in self.reasons}
        return "must_redo" if "must_redo" in demands else "must_confirm" if "must_confirm" in demands else ""
