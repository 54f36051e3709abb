"""Numbers in words, where they are figures: of a percentage, a share, or with a decimal point. Pure."""

from __future__ import annotations

import re
from typing import Final

_ONES: Final = {
    name: value
    for value, name in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
            "nineteen",
        )
    )
}
_TENS: Final = {
    name: 10 * value
    for value, name in enumerate(
        ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"), start=2
    )
}
_ROUND: Final = {"hundred": "100", "thousand": "1000"}
_PARTS: Final = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}
_ONE: Final = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN: Final = "|".join(_TENS)
_WHOLE: Final = rf"(?:(?:{_TEN})(?:[\s-]+(?:{_ONE}))?|(?:an?|one)\s+(?:hundred|thousand)|(?:{_ONE}))"
_SPOKEN: Final = rf"(?:(?:{_WHOLE}\s+)?point(?:\s+(?:{_ONE}))+|{_WHOLE})"
_PERCENT: Final = r"\s*(?:%|per\s?cent\b|pct\b)"
_SHARED: Final = r"\s+(?:out\s+of|in|of)\s+(?:every\s+|an?\s+)?"
_NUMBER: Final = re.compile(rf"\b{_SPOKEN}\b(?={_PERCENT})|\b(?:{_WHOLE}\s+)?point(?:\s+(?:{_ONE}))+\b")
_SHARE: Final = re.compile(rf"\b({_WHOLE}|\d+)({_SHARED})({_WHOLE}|\d+)\b")
_PART: Final = re.compile(rf"\b(an?|{_ONE})[\s-]+(half|third|quarter|fifth|tenth)s?\b(?=\s+of\b)")
_SIGNS: Final = {"\uff05": "%", "\u00b7": ".", "\u2236": ":", "\u2212": "-"}


def with_digits(text: str) -> str:
    """Return a text in small letters in which figures that are written as words are written in digits.

    `ninety-five per cent` becomes `95 per cent`, `nine out of ten` `9 out of 10`, `two thirds of` `2 of 3`. A
    number word that stands for no figure, as in `one centre`, stays.
    """
    spelled = text.casefold()
    for sign, plain in _SIGNS.items():
        spelled = spelled.replace(sign, plain)
    spelled = re.sub(r"\bpct\b", "%", spelled)
    spelled = _PART.sub(lambda match: f"{_count(match[1])} of {_PARTS[match[2]]}", spelled)
    spelled = _SHARE.sub(lambda match: f"{_digits(match[1])}{match[2]}{_digits(match[3])}", spelled)
    return _NUMBER.sub(lambda match: _digits(match[0]), spelled)


def _count(word: str) -> int:
    return _ONES.get(word, 1)


def _digits(spoken: str) -> str:
    whole, point, decimals = spoken.partition("point")
    digits = "".join(str(_ONES[word]) for word in decimals.split()) if point else ""
    return f"{_whole(whole)}{'.' + digits if digits else ''}"


def _whole(spoken: str) -> str:
    words = re.split(r"[\s-]+", spoken.strip())
    if words[-1] in _ROUND:
        return _ROUND[words[-1]]
    if words[0].isdigit():
        return words[0]
    return str(sum(_TENS.get(word, _ONES.get(word, 0)) for word in words))
