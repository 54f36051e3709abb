"""Which of the shipped catalogues of requirements the law has by which a device is judged. Pure.

A record of the requirements of another law answers nothing (UK MDR 2002 reg. 8 and 19C; Regulation (EU)
2017/745 articles 5 and 120).
"""

from __future__ import annotations

import re
from typing import Final

from graph.vocabulary.content import Content
from graph.vocabulary.identifiers import device_class_of, normal_catalogue

_ESSENTIAL: Final = "mdd.er"
_GENERAL: Final = "eumdr.gspr"
_CE: Final = re.compile(r"(?<![a-z])ce(?![a-z])", re.IGNORECASE)
_OF_MDR: Final = re.compile(r"19\W*c|2017/745|\bmdr\b", re.IGNORECASE)
_OF_MDD: Final = re.compile(r"19\W*b|93/42|\bmdd\b", re.IGNORECASE)


def names_other_law(profile: Content) -> bool:
    """Whether a profile names a shipped catalogue that is not the one of its law."""
    named = normal_catalogue(str(profile.get("catalogue_id", "")))
    return named in (_ESSENTIAL, _GENERAL) and named not in _catalogues_of(profile)


def _catalogues_of(profile: Content) -> tuple[str, ...]:
    """Return the catalogues of the law of a profile; active implantables have none of a directive's here."""
    jurisdiction = profile.get("jurisdiction")
    known, _ = device_class_of(str(profile.get("device_class", "")))
    of_directive = () if known == "AIMD" else (_ESSENTIAL,)
    if jurisdiction == "EU_MDR":
        return (_GENERAL,)
    if jurisdiction == "EU_MDD_legacy":
        return of_directive
    if jurisdiction == "GB_UKMDR":
        return _in_britain(profile, of_directive)
    return (_ESSENTIAL, _GENERAL)


def _in_britain(profile: Content, of_directive: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of Great Britain: with CE marking by regulation 19B or 19C, else the directive's."""
    marking = str(profile.get("marking", ""))
    route = str(profile.get("route", "")).replace("UK MDR", "")
    if not _CE.search(marking) and not _OF_MDR.search(route):
        return of_directive
    if "UKCA" in marking.upper() and not _OF_MDR.search(route):
        return of_directive
    if _OF_MDR.search(route):
        return (_GENERAL,)
    return of_directive if _OF_MDD.search(route) else (*of_directive, _GENERAL)
