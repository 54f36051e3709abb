"""What the record of a person lacks for a signature of a day. Pure.

The conditions are those by which the gap rules CON-04 and CON-05 list a signer once a conclusion is in force;
a test holds the two together.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from graph.vocabulary.content import Content

LACK_MEANINGS: Final[Mapping[str, str]] = {
    "record": "no Person in force has that name as its key",
    "qualification": "neither a degree with the years of experience asked for, nor more years, nor a "
    "justification is on record",
    "unqualified": "the qualification was found not to hold on that day",
    "cv": "the CV is missing or too old",
    "declaration": "the declaration of interests is missing or too old",
    "development": "took part in development, and an independent review is asked for",
    "interest": "has an interest, and an independent review is asked for",
}
"""What may be lacking, in words."""

_NO_DATE: Final = "0000-01-01"


def lacking(papers: Content | None, day: str, asked: Mapping[str, float]) -> list[str]:
    """Return what somebody lacks to evaluate on a day; `papers` are what is on record, `asked` the figures.

    A paper that is dated later than the day counts: it was renewed since.
    """
    if papers is None:
        return ["record"]
    years = papers.get("experience_years") or 0
    qualified = (
        bool(papers.get("qualification_justification"))
        or years >= asked["experience_years_without_degree"]
        or (bool(papers.get("degree")) and years >= asked["experience_years_with_degree"])
    )
    lacks_by_name = {
        "qualification": not qualified,
        "unqualified": _found_unqualified(papers, day),
        "cv": _too_old(papers.get("cv_date"), asked["cv_max_age_months"], day),
        "declaration": _too_old(papers.get("doi_date"), asked["doi_max_age_months"], day),
    }
    return [name for name, lacks in lacks_by_name.items() if lacks]


def dependence(papers: Content | None) -> list[str]:
    """Return why somebody on record is not independent; who is not on record is not known to be."""
    if papers is None:
        return ["record"]
    involvement = {"development": "development_involvement", "interest": "conflict_of_interest"}
    return [name for name, field in involvement.items() if papers.get(field)]


def _found_unqualified(papers: Content, day: str) -> bool:
    since, until = papers.get("unqualified_from"), papers.get("unqualified_until")
    return bool(since or until) and (not since or since <= day) and (not until or day <= until)


def _too_old(dated: str | None, months: float, day: str) -> bool:
    return _number(dated or _NO_DATE) + months * 100 < _number(day)


def _number(day: str) -> int:
    """Return a day as a number in which a month is 100, so that months are added without a calendar."""
    return int(day[:4]) * 1200 + int(day[5:7]) * 100 + int(day[8:10])
