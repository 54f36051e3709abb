"""Conclusions: pins, subjects, facts and statuses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query
from graph.database.queries.rows import BasisRow, KeyRow


@dataclass(frozen=True, slots=True)
class ConclusionRow:
    """A conclusion with what is cached of its status."""

    key: str
    kind: str
    status: str | None
    reasons: str | None
    latest_no: int
    effective_no: int
    state: str
    overdue_from: str | None
    stale_from: str | None
    suspect_from: str | None
    next_review_due: str | None
    changed: int
    interface_hash: str | None


@dataclass(frozen=True, slots=True)
class PinRow:
    """A pin beside the item as it is now."""

    conclusion: str
    item: str
    role: str
    via: str
    compare: str
    version: int
    pinned: str
    now: str | None


@dataclass(frozen=True, slots=True)
class PinningRow:
    """A conclusion and an item that it has to do with."""

    conclusion: str
    item: str


@dataclass(frozen=True, slots=True)
class SubjectRow:
    """What a conclusion is about."""

    conclusion: str
    item: str
    type: str
    state: str


@dataclass(frozen=True, slots=True)
class FactRow:
    """An item as the rules of staleness see it."""

    key: str
    type: str
    state: str
    version: int
    interface_hash: str | None
    substantive_hash: str | None
    withdrawn_reason: str | None
    title: str | None
    role: str | None
    direction: str | None
    pillar: str | None
    kind: str | None
    verdict: str | None
    status: str | None
    valid_until: str | None
    next_review_due: str | None
    appraised_hash: str | None
    assessment_status: str | None
    expires_at: str | None
    ends: str | None
    reinstated_no: int | None
    loaded_no: int | None
    released_at: str | None
    last_placed_at: str | None


@dataclass(frozen=True, slots=True)
class UseRow:
    """A use and its evidence."""

    use: str
    evidence: str


@dataclass(frozen=True, slots=True)
class AppraisedRow:
    """An appraisal and its evidence as it is now."""

    appraisal: str
    evidence: str
    substantive_hash: str | None
    version: int | None


@dataclass(frozen=True, slots=True)
class UpstreamRow:
    """A conclusion and one that it rests on."""

    conclusion: str
    upstream: str
    status: str | None
    stale_from: str | None
    suspect_from: str | None


@dataclass(frozen=True, slots=True)
class ConclusionCountRow:
    """Conclusions of one status."""

    status: str
    count: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """An intended purpose that a conclusion concerns, and the review it asks for."""

    conclusion: str
    purpose: str
    review: str | None


@dataclass(frozen=True, slots=True)
class MarketedRow:
    """A conclusion and a device version on the market that it concerns."""

    conclusion: str
    version: str


@dataclass(frozen=True, slots=True)
class ConclusionsByKeys(Query[ConclusionRow]):
    """Conclusions by their keys, with what is cached of their status."""

    name: ClassVar[str] = "conclusions/by_keys"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class PinsOf(Query[PinRow]):
    """What signed conclusions rest on: the versions as pinned beside the versions now."""

    name: ClassVar[str] = "pins/of"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class PinsOn(Query[PinRow]):
    """Where signed conclusions rest on any of these items."""

    name: ClassVar[str] = "pins/on"

    items: Sequence[str]


@dataclass(frozen=True, slots=True)
class AddPins(Query[Nothing]):
    """Pin what conclusions rest on."""

    name: ClassVar[str] = "pins/add"

    rows: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class DropPins(Query[Nothing]):
    """Drop the pins of conclusions that are signed anew; the version keeps its own record of them."""

    name: ClassVar[str] = "pins/drop"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ConclusionsPinning(Query[PinningRow]):
    """Signed conclusions that rest on any of these items."""

    name: ClassVar[str] = "pins/pinning"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class SubjectsOf(Query[SubjectRow]):
    """What conclusions are about."""

    name: ClassVar[str] = "conclusions/about"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ConclusionsAbout(Query[PinningRow]):
    """Signed conclusions about any of these items."""

    name: ClassVar[str] = "conclusions/about_these"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class DeclaredBasis(Query[BasisRow]):
    """What conclusions say they rest on, and the justified gaps that they cite."""

    name: ClassVar[str] = "conclusions/declared"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class BehindRow:
    """An item of a basis and one that stands behind it, in the role in which it does."""

    item: str
    role: str
    behind: str


@dataclass(frozen=True, slots=True)
class StandsBehind(Query[BehindRow]):
    """What stands behind items of a basis, one step further."""

    name: ClassVar[str] = "status/behind"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class NewsRow:
    """What was told of an item, or of the device of a conclusion, after the market."""

    item: str
    news: str
    role: str
    standing: str


@dataclass(frozen=True, slots=True)
class NewsOnItems(Query[NewsRow]):
    """What was told of items and speaks against them, or may."""

    name: ClassVar[str] = "status/news/on_items"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class NewsOfDevices(Query[NewsRow]):
    """What was told of the devices of conclusions as a whole."""

    name: ClassVar[str] = "status/news/on_devices"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class TypedRow:
    """An item and its type."""

    key: str
    type: str


@dataclass(frozen=True, slots=True)
class SpokenOf(Query[TypedRow]):
    """What signals, follow-up and reports speak of."""

    name: ClassVar[str] = "status/news/spoken_of"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class WatchedBy(Query[PinningRow]):
    """Items that no conclusion rests on and that may unsettle one all the same."""

    name: ClassVar[str] = "conclusions/watched"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class FactsOf(Query[FactRow]):
    """What the rules of staleness need to know of items now."""

    name: ClassVar[str] = "items/facts"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class EvidenceOfUses(Query[UseRow]):
    """Which evidence each use uses, whatever state the evidence is in."""

    name: ClassVar[str] = "items/used_by"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AppraisedEvidence(Query[AppraisedRow]):
    """The evidence that appraisals judge, with its substance now."""

    name: ClassVar[str] = "items/appraised"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class AppraisalsOf(Query[AppraisedRow]):
    """The appraisals in force of any of these evidence items."""

    name: ClassVar[str] = "items/appraisals_of"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class UpstreamOf(Query[UpstreamRow]):
    """The conclusions that conclusions rest on, with what is cached of their status."""

    name: ClassVar[str] = "conclusions/upstream"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ConclusionsNaming(Query[KeyRow]):
    """Stale conclusions whose cached reasons name any of these items."""

    name: ClassVar[str] = "conclusions/naming"

    quoted: Sequence[str]


@dataclass(frozen=True, slots=True)
class ReviewLevels(Query[ReviewRow]):
    """How important an independent review of conclusions is (N41 8.0), for each intended purpose."""

    name: ClassVar[str] = "conclusions/review_levels"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class MarketedVersions(Query[MarketedRow]):
    """Versions on the market of the devices that conclusions concern."""

    name: ClassVar[str] = "items/marketed"

    keys: Sequence[str]
    today: str


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of conclusions."""

    kind: str


@dataclass(frozen=True, slots=True)
class KindsPresent(Query[KindRow]):
    """Those of some kinds of which there is a conclusion."""

    name: ClassVar[str] = "conclusions/kinds"

    kinds: Sequence[str]


@dataclass(frozen=True, slots=True)
class OlderConclusion(Query[KeyRow]):
    """One conclusion that was signed and last changed before a revision."""

    name: ClassVar[str] = "conclusions/older"

    revision: int


@dataclass(frozen=True, slots=True)
class AnybodyOnRecord(Query[KeyRow]):
    """One person who is on record, if anybody is."""

    name: ClassVar[str] = "conclusions/anybody"


@dataclass(frozen=True, slots=True)
class SignedConclusions(Query[KeyRow]):
    """All conclusions that are or were signed, in the order of their keys."""

    name: ClassVar[str] = "conclusions/keys"


@dataclass(frozen=True, slots=True)
class ConclusionPage(Query[ConclusionRow]):
    """One page of conclusions in the order of their keys; empty filters let everything pass."""

    name: ClassVar[str] = "conclusions/list"

    status: str
    kind: str
    after: str
    size: int
    today: str


@dataclass(frozen=True, slots=True)
class ConclusionPageOfDevice(Query[ConclusionRow]):
    """One page of the conclusions about items in the scope of a device, in the order of their keys."""

    name: ClassVar[str] = "conclusions/list_of_device"

    device: str
    status: str
    kind: str
    after: str
    size: int
    today: str


@dataclass(frozen=True, slots=True)
class ConclusionCounts(Query[ConclusionCountRow]):
    """How many conclusions there are of each status; empty filters let everything pass."""

    name: ClassVar[str] = "conclusions/standing"

    status: str
    kind: str
    today: str


@dataclass(frozen=True, slots=True)
class ConclusionCountsOfDevice(Query[ConclusionCountRow]):
    """How many conclusions about items in the scope of a device there are of each status."""

    name: ClassVar[str] = "conclusions/standing_of_device"

    device: str
    status: str
    kind: str
    today: str


@dataclass(frozen=True, slots=True)
class UnansweredRow:
    """A conclusion that was signed, or taken back, past open reasons."""

    key: str
    kind: str
    state: str
    version: int


@dataclass(frozen=True, slots=True)
class UnansweredConclusions(Query[UnansweredRow]):
    """One page of the conclusions that were signed, or taken back, past open reasons."""

    name: ClassVar[str] = "conclusions/unanswered"

    after: str
    size: int


@dataclass(frozen=True, slots=True)
class UnsettledConclusions(Query[ConclusionRow]):
    """Conclusions that are stale or suspect on a day."""

    name: ClassVar[str] = "conclusions/unsettled"

    today: str


@dataclass(frozen=True, slots=True)
class OutdatedAppraisals(Query[AppraisedRow]):
    """Appraisals in force that were made on another substance of their evidence."""

    name: ClassVar[str] = "items/outdated_appraisals"
