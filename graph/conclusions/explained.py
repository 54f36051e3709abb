"""What an explanation says of a conclusion: its causes, what they changed, and how they reach it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.staleness import Demand, Reason
from graph.status.cached import reason_record
from graph.versions.proposal import Instant

Record = dict[str, object]


@dataclass(frozen=True, slots=True)
class ExplainedSignature:
    """Who signed what is explained, with which meaning, and when."""

    signer: str
    meaning: str
    signed_at: Instant


@dataclass(frozen=True, slots=True)
class ExplainedConclusion:
    """The conclusion that is explained."""

    key: str
    kind: str
    about: Sequence[str]
    statement: str
    verdict: str
    version: int
    signatures: tuple[ExplainedSignature, ...]


@dataclass(frozen=True, slots=True)
class DependentConclusion:
    """A conclusion that rests, however far, on the one that is explained."""

    key: str
    kind: str
    status: str


@dataclass(frozen=True, slots=True)
class CauseItem:
    """The item that a reason is about."""

    key: str
    type: str
    title: str | None
    state: str


@dataclass(frozen=True, slots=True)
class ChangedItem:
    """What changed: the item itself, or the evidence that an appraisal read."""

    key: str
    type: str


@dataclass(frozen=True, slots=True)
class ChangeMade:
    """The version that made a change: its label, who wrote it, when and why."""

    version: str
    by: str | None
    at: Instant | None
    why: str | None
    change_ref: str | None


@dataclass(frozen=True, slots=True)
class ChangeNature:
    """Whether a change is editorial or substantive, and in which fields."""

    change_class: str | None
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionThen:
    """A version as it was relied on, with the values of the fields that differ since."""

    version: int | None
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class VersionNow:
    """A version as it is now, likewise."""

    version: int | None
    values: Mapping[str, object]
    state: str


@dataclass(frozen=True, slots=True)
class PinnedAs:
    """A role in which a conclusion rests on an item, and the use through which it does."""

    by_version: int
    version: int
    role: str
    use: str | None
    use_role: str | None
    pillar: str | None


@dataclass(frozen=True, slots=True)
class VersionedHop:
    """One step of a path, with the versions in force at both ends."""

    dependant: str
    from_version: int | None
    relation: str
    dependency: str
    to_version: int | None


@dataclass(frozen=True, slots=True)
class Cause:
    """One root cause: a reason of the conclusion itself or of one that it rests on, and how it got there."""

    why: Reason
    conclusion: str
    item: CauseItem
    changed: ChangedItem
    change: ChangeMade | None
    nature: ChangeNature
    signatures: tuple[str, ...]
    path: tuple[VersionedHop, ...]
    pinned: VersionThen
    pinned_as: tuple[PinnedAs, ...]
    now: VersionNow

    @property
    def reason(self) -> Record:
        """The reason as answers show it."""
        return reason_record(self.why)

    @property
    def makes_stale(self) -> bool:
        """Whether it makes the conclusion stale, or suspect alone."""
        return self.why.makes_stale

    @property
    def text(self) -> str:
        """The cause in one sentence."""
        reason, item, change = self.why, self.changed, self.change
        pinned, now = self.pinned.version, self.now.version
        versions = f" {pinned} -> {now}" if pinned and now and pinned != now else ""
        fields = ", ".join(self.nature.fields)
        read_by = f" by {self.item.key}" if item.key != self.item.key else ""
        parts = [
            f"{item.key}{versions} ({item.type}){read_by}: {reason.why}",
            f"fields: {fields}" if fields else "",
            *self.signatures,
            f"by {change.by} at {change.at}" if change and change.by else "",
            f"because: {change.why}" if change and change.why else "",
            f"{reason.demand} for {self.conclusion}" if reason.demand else "",
        ]
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class BaselineCause:
    """A baseline that rested on the version from before a cause."""

    baseline: str
    released_at: str
    revision: int
    item: str
    version: int

    @property
    def text(self) -> str:
        """It in one sentence."""
        return f"{self.baseline} (released {self.released_at}) rested on {self.item} version {self.version}"


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a conclusion is not current; `causes` is empty when it is."""

    revision: int
    conclusion: ExplainedConclusion
    status: str
    demand: Demand | None
    overdue_from: str | None
    causes: tuple[Cause, ...]
    cleared: Sequence[Record]
    dependants: tuple[DependentConclusion, ...]
    clears: tuple[str, ...]
    baselines: tuple[BaselineCause, ...]

    @property
    def text(self) -> tuple[str, ...]:
        """The causes in words."""
        return tuple(cause.text for cause in self.causes)
