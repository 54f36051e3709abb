"""What a maker writes of the marking and the regulatory status of another device. Pure.

Free text is read in doubt against the device: what is not found to be said is asked of a person.
"""

from __future__ import annotations

import re
from typing import Final

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
