"""References between items, walks along them, and scopes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query
from graph.database.queries.rows import KeyRow, LinkRow


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device, version or variant that an item is for."""

    key: str
    device: str
    type: str


@dataclass(frozen=True, slots=True)
class ScopeRow:
    """An item in a scope."""

    key: str
    scope: str


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step of a walk."""

    item: str
    relation: str
    key: str
    type: str


@dataclass(frozen=True, slots=True)
class LeavingRow:
    """A relationship as it leaves an item; `kind` is the type of an item, None for what is none."""

    owner: str
    type: str
    relation: str
    kind: str | None
    target: str
    role: str
    via: str
    properties: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RelationCountRow:
    """References of one relation."""

    relation: str
    count: int


@dataclass(frozen=True, slots=True)
class CreateLinks(Query[Nothing]):
    """New references of one relation. The placeholder is filled from the vocabulary."""

    name: ClassVar[str] = "links/create"
    placeholders: ClassVar[frozenset[str]] = frozenset({"relation"})

    relation: str
    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class DropLinks(Query[Nothing]):
    """Remove the references that these items hold; pins stay."""

    name: ClassVar[str] = "links/drop"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AwaitKeys(Query[Nothing]):
    """Keep references to keys that no item has yet."""

    name: ClassVar[str] = "links/await"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class Awaiting(Query[LinkRow]):
    """Which items wait for any of these keys."""

    name: ClassVar[str] = "links/awaiting"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DropAwaiting(Query[Nothing]):
    """These references wait no longer."""

    name: ClassVar[str] = "links/drop_awaiting"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class DropAwaited(Query[Nothing]):
    """These items wait for nothing any more."""

    name: ClassVar[str] = "links/drop_awaited"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AllScopes(Query[KeyRow]):
    """All scopes there are."""

    name: ClassVar[str] = "scopes/all"


@dataclass(frozen=True, slots=True)
class DevicesInForce(Query[KeyRow]):
    """All devices in force."""

    name: ClassVar[str] = "scopes/devices_in_force"


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type of items."""

    type: str


@dataclass(frozen=True, slots=True)
class TypesInScopes(Query[TypeRow]):
    """The types of the items in some scopes."""

    name: ClassVar[str] = "scopes/types"

    scopes: Sequence[str]


@dataclass(frozen=True, slots=True)
class EnsureScopes(Query[Nothing]):
    """Make scopes; those that exist stay as they are."""

    name: ClassVar[str] = "scopes/ensure"

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class DevicesOf(Query[DeviceRow]):
    """The devices, versions and variants that items are for."""

    name: ClassVar[str] = "scopes/devices"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ScopeFollowers(Query[KeyRow]):
    """Items whose scope follows from these versions or variants of a device."""

    name: ClassVar[str] = "scopes/followers"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ScopesOf(Query[ScopeRow]):
    """The scopes that items are in."""

    name: ClassVar[str] = "scopes/of"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class LeaveScopes(Query[Nothing]):
    """Take items out of all scopes."""

    name: ClassVar[str] = "scopes/leave"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class EnterScopes(Query[Nothing]):
    """Put items into scopes."""

    name: ClassVar[str] = "scopes/enter"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class WalkDependants(Query[StepRow]):
    """One level against the arrows: who depends on any of these items."""

    name: ClassVar[str] = "traversal/dependants"

    keys: Sequence[str]
    relations: Sequence[str]


@dataclass(frozen=True, slots=True)
class WalkDependencies(Query[StepRow]):
    """One level along the arrows: what any of these items depend on."""

    name: ClassVar[str] = "traversal/dependencies"

    keys: Sequence[str]
    relations: Sequence[str]


@dataclass(frozen=True, slots=True)
class NotFollowed(Query[RelationCountRow]):
    """How many references of each relation lead to any of these items."""

    name: ClassVar[str] = "traversal/not_followed"

    keys: Sequence[str]
    relations: Sequence[str]


@dataclass(frozen=True, slots=True)
class LinksLeaving(Query[LeavingRow]):
    """All relationships that leave these items, pins, scopes and waiting ones included."""

    name: ClassVar[str] = "links/leaving"

    keys: Sequence[str]
