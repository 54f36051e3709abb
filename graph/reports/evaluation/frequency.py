"""How often a clinical evaluation is due (MEDDEV 2.7/1 rev. 4, 6.2.3).

Without new information from the market: every year for a device with significant risks or one that is not
well established, else every two to five years with a justification. New information makes it due at once.
Which interval holds is said by `graph.policy`, as for rule PMS-04.
"""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from graph.policy import Figure
from graph.vocabulary.content import Content


@dataclass(frozen=True, slots=True)
class IntervalReason:
    """Who set an interval, and why it holds."""

    set_by: tuple[str, ...]
    months: int
    why: str


@dataclass(frozen=True, slots=True)
class UpdateFrequency:
    """How often an evaluation is due, and what of its dates does not fit."""

    at_most_months: int
    because: tuple[IntervalReason, ...]
    cer_date: str | None
    next_due: str | None
    latest_date: str | None
    open: tuple[str, ...]

    @property
    def status(self) -> Literal["met", "open"]:
        """Whether all of its dates fit."""
        return "open" if self.open else "met"


def frequency(evaluation: Content, interval: Figure, today: str) -> UpdateFrequency:
    """Return the interval that holds, why, and what of the dates does not fit it."""
    months = int(interval.value)
    made, due = evaluation.get("cer_date", ""), evaluation.get("next_due", "")
    latest = _later(made, months) if made else ""
    open_points = []
    if not made:
        open_points.append("the report has no date")
    elif made > today:
        open_points.append(f"the date of the report, {made}, has not come yet")
    if not due:
        open_points.append("no next date is set")
    if due and latest and due > latest:
        open_points.append(f"the next date, {due}, lies after {latest}, {months} months after the report")
    if due and due < today:
        open_points.append(f"the next date, {due}, has passed")
    if latest and latest < today:
        open_points.append(f"the report is older than {months} months since {latest}")
    return UpdateFrequency(
        at_most_months=months,
        because=(IntervalReason(tuple(interval.set_by), months, _why(interval)),),
        cer_date=made or None,
        next_due=due or None,
        latest_date=latest or None,
        open=tuple(open_points),
    )


def _why(interval: Figure) -> str:
    if interval.limited:
        return interval.limited
    return "the maker chose it" if interval.set_by else "nobody sets another interval"


def _later(day: str, months: int) -> str:
    """Return the day some months later; the last of the month where that has no such day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    if year > date.max.year:
        return date.max.isoformat()
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).isoformat()
