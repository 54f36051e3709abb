"""What is planned of items in a write, and what the database already has of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Final, Protocol

from graph.database.queries import ItemRow
from graph.errors import Outside, StaleRevision
from graph.items.systems import Systems
from graph.versions.projection import REPORTING_TYPES
from graph.versions.proposal import Proposal, Signature
from graph.versions.version import Numbering, Reference, Version, VersionId, version_id
from graph.vocabulary.content import Content
from graph.vocabulary.registry import Hashes
from graph.vocabulary.spelling import a_or_an


@dataclass(frozen=True, slots=True)
class Plan:
    """One proposal that will be carried out; `action` is created, revised, approved, sourced or unchanged.

    One that is sourced says what the item says already, and where else its master lives, or in which version.
    """

    proposal: Proposal
    action: str
    hashes: Hashes
    numbering: Numbering
    existing: ItemRow | None
    effective: Version | None
    latest: Version | None
    wording: Mapping[str, str] = field(default_factory=dict)
    rewording: tuple[Content, ...] = ()
    known: tuple[Reference, ...] = ()
    missing: tuple[Reference, ...] = ()
    carried_signatures: tuple[Signature, ...] = ()

    @property
    def key(self) -> str:
        """The key of the item."""
        return self.proposal.key

    @property
    def type(self) -> str:
        """The type of the item."""
        return self.proposal.type

    @property
    def version_id(self) -> VersionId:
        """The id of the version that is made or brought into force."""
        return version_id(self.proposal.key, self.numbering.no)

    @property
    def stays_withdrawn(self) -> bool:
        """Whether the proposal would bring back what was withdrawn, which takes an act of its own."""
        back = self.existing is not None and self.existing.state == "withdrawn"
        return back and not self.makes_a_version and self.proposal.approve

    @property
    def makes_a_version(self) -> bool:
        """Whether there is a version after it that was not there, or not in force."""
        return self.action not in ("unchanged", "sourced")

    @property
    def comes_into_force(self) -> bool:
        """Whether the graph that rules see gets this version."""
        return self.proposal.approve and self.makes_a_version

    @property
    def moves_the_graph(self) -> bool:
        """Whether the graph that rules see changes by this plan."""
        return self.comes_into_force

    @property
    def was_there(self) -> bool:
        """Whether the item is older than this write."""
        return self.existing is not None

    @property
    def changes_a_report(self) -> bool:
        """Whether what others found comes into force and says something else, as dependants compare it."""
        was = self.effective
        differs = was is not None and was.hashes.interface != self.hashes.interface
        return self.comes_into_force and self.type in REPORTING_TYPES and differs


@dataclass(frozen=True, slots=True)
class WithdrawalPlan:
    """An item that will be taken out of force.

    `recorded` says that whoever withdraws a conclusion records what re-affirmation asks for.
    """

    action: ClassVar[str] = "withdrawn"
    moves_the_graph: ClassVar[bool] = True
    was_there: ClassVar[bool] = True

    row: ItemRow
    withdrawn_reason: str
    recorded: bool = False

    @property
    def key(self) -> str:
        """The key of the item."""
        return self.row.key

    @property
    def type(self) -> str:
        """The type of the item."""
        return self.row.type

    @property
    def version_id(self) -> VersionId:
        """The id of the version that was in force."""
        return version_id(self.row.key, self.row.effective_no)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the database already has that proposals touch."""

    items: Mapping[str, ItemRow] = field(default_factory=dict)
    by_source: Mapping[str, Sequence[ItemRow]] = field(default_factory=dict)
    """By the identity of their sources; more than one of one only in a database of before."""
    versions: Mapping[VersionId, Version] = field(default_factory=dict)
    systems: Systems = field(default_factory=Systems)

    def effective(self, key: str) -> Version | None:
        """The version in force (or last in force) of an item."""
        row = self.items.get(key)
        return self.versions.get(version_id(key, row.effective_no)) if row else None

    def latest(self, key: str) -> Version | None:
        """The newest version of an item, draft or not."""
        row = self.items.get(key)
        return self.versions.get(version_id(key, row.latest_no)) if row else None


class AfterWrite(Protocol):
    """The items as they will be after the write."""

    def knows(self, key: str) -> bool:
        """Whether an item is there, or comes in this write."""

    def number_of(self, key: str) -> int | None:
        """Return the number of the version that is in force then, None for none."""


def state_tag(row: ItemRow, basis: str | None = None) -> str:
    """Return the tag of the state that an item is in, quoted: another after every change of it.

    `basis` is what a draft would be signed on.
    """
    return f'"{row.key}.{row.changed}.{basis[:_BASIS_LETTERS]}"' if basis else f'"{row.key}.{row.changed}"'


ANY_STATE: Final = "*"
"""Stands for whichever state an item is in, so for its being there."""
_BASIS_LETTERS: Final = 16


def must_expect(row: ItemRow, expect: str | None, basis: str | None = None) -> None:
    """Raise StaleRevision unless an item is in a state that a caller builds on: one of the tags in a list.

    The comparison is the strong one (RFC 9110, 8.8.3.2), so that a weak tag matches nothing; None expects
    nothing, and * any state. Without a `basis`, a tag that names one stands for the item alone: who rewrites
    a draft does not build on what it would be signed on.
    """
    if expect is None or expect.strip() == ANY_STATE:
        return
    tags = {tag.strip() for tag in expect.split(",")}
    now = state_tag(row, basis)
    of_this = state_tag(row)[:-1] + "."
    of_item = basis is None and any(tag.startswith(of_this) and tag.endswith('"') for tag in tags)
    if now not in tags and not of_item:
        message = (
            f"{row.key}, or what it rests on, was changed since you read it; read it again and repeat the "
            f"change on top of what is there now (its {Outside.state_tag} is {now})."
        )
        raise StaleRevision(message)


def must_meet(key: str, row: ItemRow | None, expect: str | None, unless: str | None) -> None:
    """Raise StaleRevision unless an item is in a state that is expected, and in none that is excluded.

    What is not there is in no state (RFC 9110, 13.1.1 and 13.1.2). What is excluded is compared weakly.
    """
    if row is None:
        if expect:
            message = f"There is no item {key}, and {Outside.precondition} asks for one in a certain state."
            raise StaleRevision(message)
        return
    must_expect(row, expect)
    excluded = {tag.strip().removeprefix("W/") for tag in unless.split(",")} if unless else set()
    if ANY_STATE in excluded or state_tag(row) in excluded:
        message = (
            f"{key} is there already, as {a_or_an(row.type)}, in a state that {Outside.exclusion} excludes."
        )
        raise StaleRevision(message)
