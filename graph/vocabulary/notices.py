"""What a publisher or a reference tool marks a publication with: retracted, or a concern about it. Pure.

Such marks stand in titles, citations and tags. They are read at the beginning, at the end and in brackets, so
that a paper about retractions, or about a lung that is retracted, is none. What is in doubt is read against
the evidence: somebody has to look.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final, Literal

Notice = Literal["retracted", "concern"]

_RECORD: Final = r"(?:article|paper|publication|chapter|manuscript|study|preprint|abstract|review|report)"
_GONE: Final = (
    rf"(?:retracted|withdrawn|removed)(?: {_RECORD})?(?: and (?:replaced|republished))?"
    r"|(?:article |artikel |art[ií]culo |articolo )?"
    r"(?:zurückgezogen|rétractée?|retirée?|retractado|retirado|ritrattato|ritirato)"
)
_NOTICE: Final = (
    rf"(?:{_RECORD} )?retraction(?: (?:note|notice|statement))?(?: and replacement)?"
    rf"|(?:{_RECORD} )?(?:withdrawal|removal) (?:note|notice|statement)|{_RECORD} (?:withdrawal|removal)"
    r"|(?:notice|statement) of (?:retraction|withdrawal|removal)(?: and replacement)?|temporary removal"
)
_SAID: Final = (
    rf"(?:this|the) {_RECORD} (?:was|is|has been) (?:retracted|withdrawn)\b"
    r"|retract(?:ed|ion) in\b|retraction of publication\b"
    r"|(?:retraction|withdrawal|removal) (?:note|notice|statement) (?:to|for|of|on)\b"
    r"|(?:notice|statement) of (?:retraction|withdrawal|removal) (?:to|for|of|on)\b|retraction to\b"
)
_CONCERN: Final = r"(?:editor(?:ial|'?s|s')? )?(?:expression|notice|statement) of (?:editorial )?concern"
_TOWARDS: Final = r"(?:to|for|on|over|about|regarding|concerning)\b"
_APART: Final = r"(?:$|[.:;|\])}]| ?[-\u2013\u2014]+ )"

_BEGINS: Final = re.compile(rf"(?:(?:{_GONE}|{_NOTICE}|withdrawal){_APART}|(?:{_SAID}))")
_BEGINS_WITH_CONCERN: Final = re.compile(rf"{_CONCERN}(?:{_APART}| {_TOWARDS})")
_BRACKETED: Final = re.compile(
    rf"[\[({{]\W*(?:{_GONE}|{_NOTICE})\W*[\])}}]"
    rf"|[\[({{]\W*(?:(?:{_GONE})(?:[.:;]| (?:in|on|by|see|since|\d)\b)|(?:{_SAID}))"
)
_BRACKETED_CONCERN: Final = re.compile(rf"[\[({{]\W*{_CONCERN}")
_ENDS: Final = re.compile(rf"(?:[.:;|?!]| [-\u2013\u2014]+) ?(?:{_GONE})\W*$")
_ENDS_WITH_CONCERN: Final = re.compile(rf"(?:[.:;|?!]| [-\u2013\u2014]+) ?{_CONCERN}\W*$")
_TAG: Final = re.compile(rf"(?:has been |is |has )?(?:{_GONE}|{_NOTICE}|retraction (?:in|of publication))")
_TAG_OF_CONCERN: Final = re.compile(rf"(?:has )?{_CONCERN}(?: in)?")
_TOO_PLAIN: Final = ("removed",)
"""Tags that say something else as well: what begins a title so is marked, a keyword is none."""
_MARKUP: Final = re.compile(r"<[^<>]*>")
_SENTENCES: Final = re.compile(r"(?<=[.?!\"\u201d)])\s+")
_SHOUTED: Final = re.compile(r"\W*(?:RETRACTED|WITHDRAWN)\b(?=.*[a-z])")


def notice_in(title: str, citation: str, tags: Iterable[str]) -> Notice | None:
    """Return what a title, a citation or a tag marks a publication with; the graver where there are two."""
    texts = [title, *_SENTENCES.split(citation), citation]
    labels = [label for label in map(_label, tags) if label not in _TOO_PLAIN]
    if any(map(_marks_retraction, texts)) or any(map(_TAG.fullmatch, labels)):
        return "retracted"
    if any(map(_marks_concern, texts)) or any(map(_TAG_OF_CONCERN.fullmatch, labels)):
        return "concern"
    return None


def is_taken_back(before: object, now: Notice | None) -> bool:
    """Whether a notice that was there is gone, or a lesser one stands in its place."""
    return bool(before) and now not in (before, "retracted")


def _marks_retraction(text: str) -> bool:
    plain = _plain(text)
    mark = _BEGINS.match(_first_words(plain)) or _BRACKETED.search(plain) or _ENDS.search(plain)
    return bool(mark or _SHOUTED.match(_MARKUP.sub("", text)))


def _marks_concern(text: str) -> bool:
    plain = _plain(text)
    return bool(
        _BEGINS_WITH_CONCERN.match(_first_words(plain))
        or _BRACKETED_CONCERN.search(plain)
        or _ENDS_WITH_CONCERN.search(plain)
    )


def _plain(text: str) -> str:
    return " ".join(_MARKUP.sub("", unicodedata.normalize("NFKC", text)).casefold().split())


def _first_words(plain: str) -> str:
    """Return a text from its first letter on, what closes around its first words put right behind them."""
    return re.sub(r"\s*[*_\"'\u201d\u2019]+\s*(?=[:\])-]|$)", "", re.sub(r"^\W+", "", plain)).replace(
        " :", ":"
    )


def _label(tag: str) -> str:
    """Return what a tag says, without the name of a list that it is of (`pt:`, `status/`)."""
    words = re.sub(r"[_\s-]+", " ", _plain(tag)).strip()
    return re.split(r"[:/=]", words)[-1].strip(" #*.!?[]()")
