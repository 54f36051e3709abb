"""What is cached of a conclusion's status, and what it says on a day.

A status is a function of content and day. What is stored says it for every day to come: a reason may count
only after one, and `stale_from`, `suspect_from` and `overdue_from` are the last days before the status
changes by itself. So nothing has to be written when the clock passes one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.canonical import canonical, parsed
from graph.database.queries import ClaimConclusionRow, ConclusionRow, ItemRow
from graph.staleness import ConclusionStatus, Demand, Reason, ReasonCode, worst_demand, worst_of


@dataclass(frozen=True, slots=True)
class StatusRecord:
    """The status of one conclusion now, its reasons now and to come; what the cache ought to say."""

    key: str
    status: ConclusionStatus
    reasons: tuple[Reason, ...]
    overdue_from: str

    @property
    def demand(self) -> str:
        """The worst demand of what counts at once, '' for none."""
        return worst_demand(reason for reason in self.reasons if not reason.after) or ""

    @property
    def stale_from(self) -> str:
        """The last day before a reason to come makes it stale, '' for never."""
        return _first(reason.after for reason in self.reasons if reason.makes_stale)

    @property
    def suspect_from(self) -> str:
        """The last day before a reason to come makes it suspect, '' for never."""
        return _first(reason.after for reason in self.reasons if not reason.makes_stale)

    def base_status_on(self, today: str) -> str:
        """Return the status on a day, but for what a review date does."""
        return _base_status(self.status, self.stale_from, self.suspect_from, today)

    def reasons_on(self, today: str) -> tuple[Reason, ...]:
        """Return the reasons that count on a day."""
        return tuple(reason for reason in self.reasons if reason.counts_on(today))


def _first(days: Iterable[str]) -> str:
    return min((day for day in days if day), default="")


def _base_status(status: str | None, stale_from: str | None, suspect_from: str | None, today: str) -> str:
    if status in (ConclusionStatus.current, ConclusionStatus.suspect) and stale_from and stale_from < today:
        return ConclusionStatus.stale
    if status == ConclusionStatus.current and suspect_from and suspect_from < today:
        return ConclusionStatus.suspect
    return status or ""


Cached = ClaimConclusionRow | ConclusionRow | ItemRow
"""A row that says what is cached of a conclusion's status."""


def base_status_on(row: Cached, today: str) -> str:
    """Return the status on a day, but for what a review date does; '' for what is new."""
    return _base_status(row.status, row.stale_from, row.suspect_from, today)


def status_on(row: Cached, today: str) -> str:
    """Return the status on a day: what is settled becomes overdue when its first date has passed."""
    status = base_status_on(row, today)
    if status == ConclusionStatus.current and row.overdue_from and row.overdue_from < today:
        return ConclusionStatus.overdue
    return status or ConclusionStatus.draft


def reasons_on(text: str | None, today: str) -> tuple[Reason, ...]:
    """Return the reasons that count on a day, of those that are cached."""
    return tuple(reason for reason in cached_reasons(text) if reason.counts_on(today))


def reason_records_on(text: str | None, today: str) -> list[dict[str, object]]:
    """Return the reasons that count on a day with when they were first seen, as JSON-compatible values."""
    return [entry for entry in (parsed(text) or []) if entry.get("after", "") < today]


def worst_demand_in(records: Iterable[Mapping[str, object]]) -> Demand | None:
    """Return the worst demand of reasons, None for none."""
    return worst_of({record["demand"] for record in records})


def cached_reasons(text: str | None) -> tuple[Reason, ...]:
    """Return all reasons that are cached on a conclusion, also those to come."""
    return tuple(reason for reason, _since in _with_since(text))


def _with_since(text: str | None) -> list[tuple[Reason, dict[str, Any]]]:
    reasons = []
    for entry in parsed(text) or []:
        since = {name: entry.pop(name) for name in ("since_revision", "since") if name in entry}
        entry["code"] = ReasonCode(entry["code"])
        entry["demand"] = Demand(entry["demand"]) if entry["demand"] else None
        reasons.append((Reason(**entry), since))
    return reasons


def reasons_since(text: str | None) -> list[str]:
    """Return when each cached reason was first seen."""
    return [since.get("since", "") for _, since in _with_since(text)]


def since_revision(text: str | None) -> int:
    """Return the newest revision at which a cached reason was first seen; 0 for no reason."""
    return max((since.get("since_revision", 0) for _, since in _with_since(text)), default=0)


def cached_properties(record: StatusRecord, row: ConclusionRow, revision: int, at: str) -> dict[str, object]:
    """Return the properties that say a status record, each reason with when it was first seen."""
    since_of = {(r.code, r.item): since for r, since in _with_since(row.reasons)}
    entries = []
    for reason in record.reasons:
        first = since_of.get((reason.code, reason.item), {"since_revision": revision, "since": at})
        entries.append({**reason_record(reason), **first})
    return {
        "status": str(record.status),
        "demand": str(record.demand),
        "reasons": canonical(entries),
        "overdue_from": record.overdue_from or None,
        "stale_from": record.stale_from or None,
        "suspect_from": record.suspect_from or None,
    }


def reason_record(reason: Reason) -> dict[str, Any]:
    """Return a reason as JSON-compatible values; `after` only where it counts after a day."""
    record = {
        "code": str(reason.code),
        "item": reason.item,
        "demand": str(reason.demand) if reason.demand else None,
        "why": reason.why,
        "pinned_version": reason.pinned_version,
        "current_version": reason.current_version,
    }
    return {**record, "after": reason.after} if reason.after else record


def differs_from_cache(row: ConclusionRow, properties: Mapping[str, object]) -> bool:
    """Whether a status record says anything else than the cache."""
    names = ("status", "overdue_from", "stale_from", "suspect_from")
    if (row.reasons or "[]") != properties["reasons"]:
        return True
    return any(getattr(row, name) != properties[name] for name in names)
