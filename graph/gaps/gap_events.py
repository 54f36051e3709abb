"""What an event in the history of gaps is: pure, of what is found now and what was open until now.

A gap opens, is regraded where its severity is another, and closes. A justification does none of these: the
gap is still there. Each event says by which revision at the latest it came to be and after which one, and
what had changed in between. Its hash covers that of the event before, so that none can be altered
or taken out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from typing import Any, Final, Literal, Protocol, get_args

from graph.canonical import digest
from graph.database.queries import HistoryEndRow, JudgedRow, OpenGapRow

Kind = Literal["opened", "regraded", "closed"]
Cause = Literal["first", "write", "day", "rules"]
CAUSES: Final[tuple[Cause, ...]] = get_args(Cause)
GENESIS: Final = HistoryEndRow(0, digest("evitrace history of gaps"))
UNKNOWN: Final = -1
"""How it is stored that nobody knows after which revision."""


class Found(Protocol):
    """A gap that is there now."""

    @property
    def id(self) -> str:
        """Its id."""

    @property
    def rule(self) -> str:
        """The rule that finds it."""

    @property
    def severity(self) -> str:
        """How grave it is."""

    @property
    def device(self) -> str | None:
        """The device as seen from which it is one."""

    @property
    def subject(self) -> str:
        """The item that has it."""

    @property
    def detail(self) -> str:
        """Which of several of the item."""


@dataclass(frozen=True, slots=True)
class When:
    """By when at the latest, after which revision, and what had changed in between.

    `after` is None where nobody knows.
    """

    revision: int
    at: str
    after: int | None
    because: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class Turn:
    """What becomes of a gap; `was` is its severity until then, empty for one that opens."""

    kind: Kind
    gap: str
    rule: str
    severity: str
    was: str
    device: str
    subject: str
    detail: str


def turns(
    gaps: Iterable[Found], standing: Mapping[str, OpenGapRow], may_close: Callable[[OpenGapRow], bool]
) -> list[Turn]:
    """Return what became of gaps: of those found now, and of those that were open and may close."""
    now = {gap.id: gap for gap in gaps}
    closed = [
        Turn("closed", row.gap, row.rule, row.severity, row.severity, row.device, row.subject, row.detail)
        for row in standing.values()
        if row.gap not in now and may_close(row)
    ]
    moved = []
    for gap in now.values():
        before = standing.get(gap.id)
        if before is None or before.severity != gap.severity:
            kind: Kind = "opened" if before is None else "regraded"
            was = before.severity if before else ""
            moved.append(
                Turn(kind, gap.id, gap.rule, gap.severity, was, gap.device or "", gap.subject, gap.detail)
            )
    return sorted([*closed, *moved], key=lambda turn: (turn.kind, turn.rule, turn.subject, turn.gap))


def causes(before: JudgedRow, revision: int, day: str, rules: str) -> tuple[Cause, ...]:
    """Return what had changed since gaps were judged before."""
    changed = {
        "write": before.revision != revision,
        "day": before.day != day,
        "rules": before.rules != rules,
    }
    return tuple(cause for cause in CAUSES if changed.get(cause))


def record(number: int, turn: Turn, moment: When) -> dict[str, Any]:
    """Return an event as it is stored, but for its hash."""
    return {
        "number": number,
        **asdict(turn),
        "revision": moment.revision,
        "at": moment.at,
        "after": UNKNOWN if moment.after is None else moment.after,
        "because": " ".join(moment.because),
    }


def hashed(event: Mapping[str, Any], last_hash: str) -> str:
    """Return the hash of an event that comes after another one."""
    return digest([last_hash, dict(event)])


def opened_gap(event: Mapping[str, Any]) -> OpenGapRow:
    """Return the gap that an event opens."""
    return OpenGapRow(**{entry.name: event.get(entry.name, "") for entry in fields(OpenGapRow)})
