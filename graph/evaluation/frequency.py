"""How often a clinical evaluation is due (MEDDEV 2.7/1 rev. 4, 6.2.3).

Without new information from the market: every year for a device with significant risks or one that is not
well established, else every two to five years with a justification. New information makes it due at once.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

YEARLY: Final = 12
LONGEST: Final = 60


def frequency(
    evaluation: Mapping[str, Any], profiles: Sequence[Mapping[str, Any]], today: str
) -> dict[str, Any]:
    """Give the longest interval that the profiles allow, why, and what of the dates does not fit it."""
    allowed = [_allowed(entry, evaluation) for entry in profiles]
    months = min((entry["months"] for entry in allowed), default=YEARLY)
    because = [entry for entry in allowed if entry["months"] == months] or [
        {"profile": "", "months": YEARLY, "why": "no profile says that a longer interval is allowed"}
    ]
    made, due = evaluation.get("cer_date", ""), evaluation.get("next_due", "")
    latest = _later(made, months) if made else ""
    open_points = []
    if not made:
        open_points.append("the report has no date")
    if not due:
        open_points.append("no next date is set")
    if due and latest and due > latest:
        open_points.append(f"the next date, {due}, lies after {latest}, {months} months after the report")
    if due and due < today:
        open_points.append(f"the next date, {due}, has passed")
    if latest and latest < today:
        open_points.append(f"the report is older than {months} months since {latest}")
    return {
        "at_most_months": months,
        "because": because,
        "cer_date": made or None,
        "next_due": due or None,
        "latest_date": latest or None,
        "status": "open" if open_points else "met",
        "open": open_points,
    }


def _allowed(profile: Mapping[str, Any], evaluation: Mapping[str, Any]) -> dict[str, Any]:
    chosen = profile.get("cer_interval_months")
    justified = profile.get("cer_interval_justification") or evaluation.get("interval_justification")
    if profile.get("significant_risk"):
        months, why = YEARLY, "the device carries significant risks"
    elif not profile.get("well_established"):
        months, why = YEARLY, "the device is not well established"
    elif not justified:
        months, why = YEARLY, "a longer interval has no justification"
    else:
        months, why = LONGEST, "well established, without significant risks, and justified"
    if chosen is not None and chosen < months:
        months, why = chosen, "the maker chose it"
    return {"profile": profile.get("key", ""), "months": months, "why": why}


def _later(day: str, months: int) -> str:
    """Give the day some months later; the last of the month where that has no such day."""
    start = date.fromisoformat(day)
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    last = monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last)).isoformat()
