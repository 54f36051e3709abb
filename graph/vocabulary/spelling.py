"""Spellings of one text: which of them are stored, and when two count as the same. Pure.

Two tools write one text in two forms: composed or decomposed accents, blanks doubled or unbreakable,
characters without a width. What is stored is NFC (Unicode Standard Annex 15); what is compared is freed of
the rest as well. Numbers that are equal in value are one number (RFC 8259, section 6).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import Final

from graph.vocabulary.content import Content

_EXACT: Final = 2**53  # beyond it a float no longer tells two whole numbers apart
_WITHOUT_WIDTH: Final = {ord(character): None for character in "\u00ad\u200b\u2060\ufeff"}


def stored_text(text: str) -> str:
    """Return a text as it is stored: in NFC, without white space at its ends."""
    return unicodedata.normalize("NFC", text).strip()


def stored_line(text: str) -> str:
    """Return a line as it is stored: in NFC, each run of white space one blank, nothing without a width."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_WITHOUT_WIDTH).split())


def compared(text: str) -> str:
    """Return the form of a text under which its spellings meet; upper and lower case stay apart."""
    return stored_line(text)


def spellings_stored(line: str) -> list[str]:
    """Return how a line may be stored: as it is now, and as it was before lines were stored in one form."""
    forms = {line, stored_line(line), *(unicodedata.normalize(form, line) for form in ("NFC", "NFD"))}
    return sorted(forms)


@lru_cache(maxsize=4096)
def same_name(name: str) -> str:
    """Return the form of a name under which two spellings of one person meet; case does not count."""
    visible = "".join(character for character in name if unicodedata.category(character) != "Cf")
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", stored_line(visible)).casefold())


def a_or_an(name: str) -> str:
    """Return the name of a type or kind with the article that it takes in a sentence."""
    vowel = name[:1].lower() in "aeiou" and not name.startswith("Use")  # spoken: a yoo
    return f"{'an' if vowel else 'a'} {name}"


def same_value(one: object, other: object) -> bool:
    """Say whether two JSON values are equal: numbers by value, texts in any spelling."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, str) and isinstance(other, str):
        return one == other or compared(one) == compared(other)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(map(same_value, one, other))
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same_value(one[name], other[name]) for name in one)
    return one == other


def with_whole_numbers(value: object) -> object:
    """Return a JSON value with 1.0 and 1e0 written as 1, as every JavaScript client sends them."""
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < _EXACT else value
    if isinstance(value, dict):
        return {name: with_whole_numbers(part) for name, part in value.items()}
    if isinstance(value, list):
        return [with_whole_numbers(part) for part in value]
    return value


def as_before(content: Content, before: Content) -> dict[str, object]:
    """Return a content with each field as it was written before, where the two say the same.

    So a text in another Unicode form, or 1 for 1.0, is no change, and hashes of old contents go on to hold.
    """
    return {
        name: before[name] if name in before and same_value(value, before[name]) else value
        for name, value in content.items()
    }
