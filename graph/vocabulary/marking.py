"""What a maker writes of the marking, the regulatory status and the data of another device. Pure.

Free text is read in doubt against the device: what is not found to be said is asked of a person.
"""

from __future__ import annotations

import re
from typing import Final

from graph.vocabulary.content import Content, Derived

_PARTS: Final = re.compile(r"[,;.:()\n]|\b(?:but|and now|however|yet|since then|until)\b")
_DENIED: Final = re.compile(r"\b(?:no|not|never|none|neither|nor|without|nothing|free of|lacks?)\b")
_FORMER: Final = re.compile(r"\b(?:former(?:ly)?|ex|lost|losing|once|previous(?:ly)?|past|until|up to)\b")
_MARK: Final = re.compile(r"(?<![a-z])(?:ce|ukca)(?![a-z])")
_ENDED: Final = re.compile(
    r"no longer|off the market|from the market|\b(?:not|never) (?:been )?"
    r"(?:renewed|valid|marketed|approved|certified|cleared|authori[sz]ed|placed|extended)"
    r"|\bun(?:approved|certified|licen[sc]ed)|\bnon-?compli|\bdelisted|\bde-listed"
)
_LOST: Final = re.compile(
    r"withdr[ae]w|recall|suspen|revok|revoc|cancel|expir|laps|terminat|prohibit|\bban(?:s|ned)?\b|\bvoid"
    r"|invalid|annul|refus|reject|rescind|ceas|\bended\b|\bstopped\b|\bseized\b|corrective action|\bfsca\b"
    r"|discontinu|\bremoved\b|zurückge|ausgesetzt|abgelaufen|widerrufen|\brappel|\bretiré|\bpérimé"
)


def is_marked(text: str) -> bool:
    """Whether a text says that a device carries CE or UKCA marking, and does not say that it does not."""
    return any(
        _MARK.search(part) and not _DENIED.search(part) and not _FORMER.search(part)
        for part in _PARTS.split(text.casefold())
    )


def says_lost(text: str) -> bool:
    """Whether a text says that a device was withdrawn, recalled, suspended or the like."""
    return any(
        bool(_ENDED.search(part)) or bool(_LOST.search(part) and not _DENIED.search(part))
        for part in _PARTS.split(text.casefold())
    )


_NOT_YET: Final = re.compile(
    r"\b(?:draft|pending|planned|requested|asked|sought|negotiat\w*|in preparation|to be|tbd|tbc"
    r"|unknown|unclear)\b"
)
_CONTRACT: Final = re.compile(
    r"\b(?:sub)?contract|\bagreement|\blicen[cs]|\bour own\b|\bown (?:device|product|technical|data|file)"
    r"|\bsame (?:manufacturer|maker|company|group)|\bmade by us\b|\bin-house\b"
)
_SAYS: Final = re.compile(r"[a-z]{3}")
_NONE: Final = re.compile(r"\s*(?:none|no|not (?:yet|any)|n/?a|nothing)\s*")


def access_by_contract(text: str) -> bool:
    """Whether a text says that data of another are seen by contract, or are one's own."""
    parts = _PARTS.split(text.casefold())
    taken_back = any(_NONE.fullmatch(part) or _refused(part, _LOST, _ENDED, _NOT_YET) for part in parts)
    return not taken_back and any(_CONTRACT.search(part) and not _refused(part, _DENIED) for part in parts)


def access_stated(text: str) -> bool:
    """Whether a text says by what right data of another are seen, and not that they are not."""
    parts = _PARTS.split(text.casefold())
    return not any(map(_NONE.fullmatch, parts)) and any(
        _SAYS.search(part) and not _refused(part, _DENIED, _LOST, _ENDED, _NOT_YET) for part in parts
    )


def _refused(part: str, *patterns: re.Pattern[str]) -> bool:
    return any(pattern.search(part) for pattern in patterns)


def said_of_another(comparator: Content) -> Derived:
    """Return what rules ask of another device: market, and access to its data, each where it holds."""
    marking, status = str(comparator.get("marking", "")), str(comparator.get("regulatory_status", ""))
    access = str(comparator.get("data_access", ""))
    answers = {
        "marked": is_marked(marking),
        "status_lost": says_lost(marking) or says_lost(status),
        "access_stated": access_stated(access),
        "access_by_contract": access_by_contract(access),
    }
    return {name: True for name, holds in answers.items() if holds}
