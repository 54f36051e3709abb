"""The types of staleness: reasons with their codes, and what a conclusion is judged by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from graph.vocabulary.content import Content
from graph.vocabulary.statuses import Demand


class ReasonCode(StrEnum):
    """Reason codes (concepts 8.3); a stable part of the API."""

    BASIS_REVISED = "BASIS_REVISED"
    BASIS_WITHDRAWN = "BASIS_WITHDRAWN"
    BASIS_SUPERSEDED = "BASIS_SUPERSEDED"
    BASIS_EXPIRED = "BASIS_EXPIRED"
    BASIS_ITEM_ADDED = "BASIS_ITEM_ADDED"
    BASIS_ITEM_REMOVED = "BASIS_ITEM_REMOVED"
    CONTRADICTION_ADDED = "CONTRADICTION_ADDED"
    APPRAISAL_OUTDATED = "APPRAISAL_OUTDATED"
    CRITERION_CHANGED = "CRITERION_CHANGED"
    INTENDED_PURPOSE_CHANGED = "INTENDED_PURPOSE_CHANGED"
    HAZARD_ADDED = "HAZARD_ADDED"
    CONTROL_CHANGED = "CONTROL_CHANGED"
    DEVICE_VERSION_CHANGED = "DEVICE_VERSION_CHANGED"
    EQUIVALENCE_CHANGED = "EQUIVALENCE_CHANGED"
    STANDARD_CHANGED = "STANDARD_CHANGED"
    CATALOGUE_CHANGED = "CATALOGUE_CHANGED"
    SIGNAL_RAISED = "SIGNAL_RAISED"
    UPSTREAM_VERDICT_CHANGED = "UPSTREAM_VERDICT_CHANGED"
    UPSTREAM_STALE = "UPSTREAM_STALE"
    WAIVER_LAPSED = "WAIVER_LAPSED"
    SIGNATURE_INVALID = "SIGNATURE_INVALID"


LOSS_CODES: Final = frozenset(
    {ReasonCode.BASIS_WITHDRAWN, ReasonCode.BASIS_SUPERSEDED, ReasonCode.BASIS_ITEM_REMOVED}
)
"""Codes of what was pinned and is gone; what they ask for hangs on what else is left."""


@dataclass(frozen=True, slots=True)
class PinnedItem:
    """What a conclusion rested on when it was signed, with its interface hash of then.

    `compare` says what of the item counts: its interface, its presence alone, or its role.
    """

    item: str
    role: str
    via: str
    compare: str
    version: int
    interface_hash: str


@dataclass(frozen=True, slots=True)
class ExpectedItem:
    """What a conclusion ought to rest on now."""

    item: str
    role: str
    via: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An item as it is now; `orphaned` says of a conclusion that all it is about is withdrawn.

    `lapsed` says why a justified gap does not hold, whatever the day is; None where it does. `reinstated` is
    the version by which the item came back after it was withdrawn as retracted or invalid, `loaded` that by
    which a load last changed what it reports; 0 for none.
    `released` is the first day on which a version of a device was, or will be, with people.
    """

    key: str
    type: str
    state: str
    version: int
    interface_hash: str
    withdrawn_reason: str | None = None
    use_role: str | None = None
    direction: str | None = None
    outdated: bool = False
    orphaned: bool = False
    valid_until: str | None = None
    next_review_due: str | None = None
    expires_at: str | None = None
    ends: str | None = None
    status: str | None = None
    lapsed: str | None = None
    reinstated: int = 0
    loaded: int = 0
    released: str | None = None

    @property
    def in_force(self) -> bool:
        """Whether the item counts now."""
        return self.state == "in_force" and not self.orphaned


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause; `demand` is None where people have to wait and not to act.

    `after` is the last day on which it does not count yet, as ISO text; '' where it counts at once.
    """

    code: ReasonCode
    item: str
    demand: Demand | None
    why: str
    pinned_version: int | None = None
    current_version: int | None = None
    after: str = ""

    @property
    def makes_stale(self) -> bool:
        """Whether it makes stale; a signal that is not assessed yet only makes suspect (event 31)."""
        waits = self.code is ReasonCode.SIGNAL_RAISED and self.demand is Demand.must_confirm
        return self.demand is not None and not waits

    def counts_on(self, today: str) -> bool:
        """Whether it counts on a day."""
        return self.after < today


@dataclass(frozen=True, slots=True)
class SignedCase:
    """One signed conclusion with all that its own judgement needs.

    The `watched` items are no part of its basis, and what is said of them can still unsettle it.
    """

    key: str
    pins: Sequence[PinnedItem]
    expected: Sequence[ExpectedItem]
    facts: Mapping[str, Fact]
    contents: Mapping[tuple[str, int], Content] = field(default_factory=dict)
    watched: Sequence[str] = ()

    def pinned_uses(self, evidence: str) -> list[Fact]:
        """The uses through which this conclusion rests on an evidence item."""
        uses = [pin.via for pin in self.pins if pin.item == evidence and pin.via]
        return [self.facts[use] for use in uses if use in self.facts]

    def content_pinned(self, pin: PinnedItem) -> Content:
        """The content that was pinned; empty where it was not fetched."""
        return self.contents.get((pin.item, pin.version), {})

    def content_now(self, pin: PinnedItem) -> Content:
        """The content in force now; empty where it was not fetched."""
        return self.contents.get((pin.item, self.facts[pin.item].version), {})
