"""What a range of ages takes in, and how far data have to reach where it has an open end. Pure.

Nobody can study all people above an age. Data that stop short of the next group of age say nothing of it: in
adults 65, 75 and 85 years (ICH E7 and its questions and answers); the youngest group is that of newborns,
infants and toddlers, below two years (ICH E11(R1), 4).
"""

from __future__ import annotations

from typing import Final

_YEARS: Final = frozenset({"a", "y", "yr", "yrs", "year", "years", "years of age", "years old"})
_IN_A_YEAR: Final = dict.fromkeys(_YEARS, 1.0) | dict.fromkeys(("mo", "month", "months"), 12.0)
_OF_PEOPLE: Final = ("age_range", "target_population")
"""The kinds of element of which a range without a unit is one of years."""
_OLDER: Final = (65.0, 75.0, 85.0)
_YOUNGEST: Final = 2.0
_OLDEST: Final = 150.0
_GROUPS: Final = {
    "adolescents": (12.0, 18.0),
    "adults": (18.0, _OLDEST),
    "children": (0.0, 18.0),
    "elderly": (65.0, _OLDEST),
    "infants": (0.0, _YOUNGEST),
}
"""Of groups of people: from which age on, and before which."""


def open_ends(
    kind: str, unit: str, low: float | None, high: float | None
) -> tuple[float | None, float | None]:
    """Return to where data have to reach downwards and upwards, in the unit; None for an end that is closed.

    None as well where the range is not one of ages, or begins within the last group.
    """
    scale = _scale(kind, unit)
    if scale is None or (low is None and high is None):
        return None, None
    begin = (low or 0.0) / scale
    up = next((age * scale for age in _OLDER if age > begin), None) if high is None else None
    return (_YOUNGEST * scale if low is None else None), up


def people_of_ages(kind: str, unit: str, low: float | None, high: float | None) -> list[str]:
    """Return the people whom a range of ages takes in, in the words of `people_in`."""
    scale = _scale(kind, unit)
    if scale is None or (low is None and high is None):
        return []
    begin, end = (low or 0.0) / scale, _OLDEST if high is None else high / scale
    return [name for name, (first, last) in _GROUPS.items() if begin < last and end >= first]


def _scale(kind: str, unit: str) -> float | None:
    """Return how many of a unit are a year; None where a range is not one of ages."""
    written = " ".join(unit.casefold().strip(". ").split())
    return _IN_A_YEAR.get(written or ("years" if kind in _OF_PEOPLE else ""))
