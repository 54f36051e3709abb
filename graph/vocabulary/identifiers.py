"""Identifiers and printed words in one spelling, so that the same is found to be the same. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_RESOLVER: Final = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*")


def normal_doi(text: str) -> str:
    """Return a DOI in lower case, without resolver and prefix; DOIs do not depend on case (ISO 26324)."""
    return _RESOLVER.sub("", text.strip().lower())


def normal_designation(text: str) -> str:
    """Return a designation in upper case with single spaces."""
    return " ".join(text.upper().split())


def words_of(text: str) -> str:
    """Return the words of a text in lower case with a space around each; empty where there is none.

    Numbers keep sign and decimals, and signs that change a meaning (<, >, %) are words. So a text that
    contains another in this spelling prints its words whole: "men" is in "men only", not in "document".
    """
    found = _WORD.findall(text.casefold())
    return f" {' '.join(found)} " if found else ""


def codes_of(texts: Iterable[str]) -> list[str]:
    """Return texts in one spelling, sorted and each once: `Medical writing` is `medical_writing`."""
    return sorted({"_".join(words_of(text).split()) for text in texts} - {""})


_WORD: Final = re.compile(
    r"(?<!\w)[-+\u2212]?\d+(?:[.,]\d+)*|\w+|[^\w\s.,;:!?()\[\]{}\"'\u2018\u2019\u201c\u201d\u2026\u2013\u2014/-]"
)
