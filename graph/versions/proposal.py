"""What callers propose and what they get back: the plain data of writes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from graph.canonical import canonical
from graph.errors import EvitraceError, Fault, InvalidContent, TooLarge
from graph.vocabulary.content import Content
from graph.vocabulary.spelling import compared, same_name

ItemKey = str
"""The key of an item, as its maker chose it."""

Instant = NewType("Instant", str)
"""An instant as fixed-width UTC text, which sorts and compares as it is; `utc_text` writes it."""
Day = NewType("Day", str)
"""A day as ISO text, UTC."""


def utc_text(moment: datetime | None = None) -> Instant:
    """Return an instant (default: now) as text."""
    instant = moment or datetime.now(UTC)
    try:
        text = instant.astimezone(UTC).isoformat(timespec="microseconds")
    except OverflowError:
        message = f"The instant {instant.isoformat()} lies outside of the years 1 to 9999 (UTC)."
        raise InvalidContent(message) from None
    return Instant(text.replace("+00:00", "Z"))


def instant_after(earlier: Instant | None) -> Instant:
    """Return the instant of now; where the clock was set back, the next one after an earlier instant."""
    now = utc_text()
    if earlier is None or now > earlier:
        return now
    return utc_text(datetime.fromisoformat(earlier) + timedelta(microseconds=1))


MAX_CONTENT_BYTES: Final = 1024 * 1024
"""Largest content of one version, as canonical JSON; a message to the database holds it several times."""


def refuse_oversized(key: str, content: Content) -> None:
    """Raise TooLarge, naming the item and its largest fields, where a content is over the limit."""
    sizes = {name: len(canonical(value).encode()) for name, value in content.items()}
    if sum(sizes.values()) > MAX_CONTENT_BYTES:
        largest = sorted(sizes, key=lambda name: -sizes[name])[:3]
        message = (
            f"{key} is larger than {MAX_CONTENT_BYTES} bytes, the most that one item may have. Keep what is "
            "long in a document of its own and cite it; errors names the largest fields."
        )
        raise TooLarge(message, faults=[Fault(f"/{name}", f"{sizes[name]} bytes") for name in largest])


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes, when, and why; goes into the versions and the audit entry."""

    actor: str
    at: Instant
    reason: str | None = None
    change_ref: str | None = None
    request_id: str | None = None

    @property
    def day(self) -> Day:
        """The day on which it is written."""
        return Day(self.at[:10])


@dataclass(frozen=True, slots=True)
class Signature:
    """One signature on a version: who, when, and what it means."""

    signer: str
    meaning: str
    signed_at: Instant
    statement: str | None = None


_OF: Final = "::"


@dataclass(frozen=True, slots=True)
class Source:
    """Where the master of an item lives."""

    system: str
    ref: str
    version: str | None = None

    @property
    def text(self) -> str:
        """The one text under which the item is found again."""
        return f"{self.system}{_OF}{self.ref}"

    @property
    def identity(self) -> str:
        """The same in a form in which all spellings meet: of the system any, of the id its Unicode forms."""
        return f"{same_name(self.system)}{_OF}{compared(self.ref)}"

    @classmethod
    def of(cls, text: str) -> Source:
        """Return the source that is stored as a text; a system has no colon in its name."""
        system, _, ref = text.partition(_OF)
        return cls(system, ref)


@dataclass(frozen=True, slots=True)
class Proposal:
    """One version of one item as a caller wants it; `content` is canonical (`Item.content`).

    `editorial` asks that its changes of free text count as wording alone; `agreed_by` is who agreed to that.
    `expect` lists states, one of which the item has to be in; `unless` lists those that it may not be in.
    `by_load` says that a load brings it, and not somebody who looked at this item.
    """

    type: str
    key: str
    content: Content
    approve: bool = False
    source: Source | None = None
    reason: str | None = None
    change_ref: str | None = None
    signatures: Sequence[Signature] = ()
    row: int = 0
    expect: str | None = None
    unless: str | None = None
    reaffirmation: Content | None = None
    editorial: bool = False
    marked_by: str | None = None
    agreed_by: str | None = None
    by_load: bool = False


class Mode(StrEnum):
    """Whether a proposal makes a new item, a new version, or whichever fits."""

    create = "create"
    revise = "revise"
    upsert = "upsert"
    """What a load does: it says again and again what a master says."""


class Unresolved(StrEnum):
    """What happens to a reference to a key that no item has."""

    refuse = "refuse"
    keep = "keep"


@dataclass(frozen=True, slots=True)
class Options:
    """How proposals are taken.

    `expect` and `unless` hold for every item that is written, as those of a proposal hold for its own.
    `takes_over` says that an item may get another source than the one that it has; `reinstates` that a person
    means what was withdrawn to come back, which no load does; `replays` that what was written before is
    written again as it was, so that each proposal says itself whether a load brought it.
    """

    mode: Mode
    unresolved: Unresolved = Unresolved.refuse
    action: str = field(kw_only=True)
    best_effort: bool = False
    expect: str | None = None
    unless: str | None = None
    takes_over: bool = False
    reinstates: bool = False
    replays: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one proposal: created, revised, approved, sourced, unchanged, withdrawn, or failed.

    One that stays withdrawn, and one that failed, carry the error that says why and the way out.
    """

    row: int
    key: str
    outcome: str
    version: int = 0
    error: Exception | None = None
    superseded_draft: int = 0
    """Number of a draft that was open, and is not any more, because this came in its place."""


def outcome_record(outcome: Outcome) -> Mapping[str, object]:
    """Return an outcome as JSON-compatible values."""
    record: dict[str, object] = {"row": outcome.row, "key": outcome.key, "outcome": outcome.outcome}
    if outcome.version:
        record["version"] = outcome.version
    if outcome.superseded_draft:
        record["superseded_draft"] = outcome.superseded_draft
    error = outcome.error
    if isinstance(error, EvitraceError):
        record["problem"] = type(error).__name__
        record["detail"] = error.detail
        record["errors"] = [{"pointer": fault.pointer, "detail": fault.message} for fault in error.faults]
    return record
