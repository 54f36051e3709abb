"""Justified gaps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Query


@dataclass(frozen=True, slots=True)
class WaiverRow:
    """A justified gap and the item whose gap it justifies; `devices` are those that it names."""

    key: str
    gap: str
    rule: str
    subject: str
    detail: str
    devices: list[str]
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
class AllWaivers(Query[WaiverRow]):
    """All justified gaps that are or were in force."""

    name: ClassVar[str] = "waivers/all"


@dataclass(frozen=True, slots=True)
class WaiversByKeys(Query[WaiverRow]):
    """Justified gaps by their keys; what names no gap has neither gap nor subject."""

    name: ClassVar[str] = "waivers/by_keys"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A version on the market of a device of which a justified gap names other versions."""

    waiver: str
    device: str
    version: str


@dataclass(frozen=True, slots=True)
class VersionsLeftOut(Query[LeftOutRow]):
    """Versions on the market that justified gaps do not name, though they name others of the device."""

    name: ClassVar[str] = "waivers/left_out"

    today: str


@dataclass(frozen=True, slots=True)
class NamingRow:
    """A justified gap, and an item that it is of or cites."""

    waiver: str
    item: str


@dataclass(frozen=True, slots=True)
class WaiversNaming(Query[NamingRow]):
    """The justified gaps in force that are of any of these items, or cite one."""

    name: ClassVar[str] = "waivers/naming"

    keys: Sequence[str]
