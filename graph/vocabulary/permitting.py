"""What a material says of a use that is none of the intended use: that it is not meant, or that it is. Pure.

A contraindication that a material prints as a use is worse than one that it leaves out. A sentence permits
that says so and takes nothing back; a text limits that says of something that it is not meant, or that warns.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from graph.vocabulary.identifiers import words_of

_ENDS: Final = re.compile(r"(?<=[.!?;])\s+|\n+|,?\s+(?:but|however|whereas)\s+", re.IGNORECASE)
_FIT: Final = (
    r"(?:safe|suitable|suited|indicated|approved|cleared|intended|recommended|allowed|permitted|appropriate"
    r"|designed|validated|proven|ideal|compatible|possible|useful|effective)"
)
_AT: Final = r"(?:for|in|during|with|by|on|after|before|while|to|if|when)"
_FEW: Final = r"(?:\w+ ){0,3}"
_PERMITS: Final = re.compile(
    r" (?:may|can|could|should|might) (?:\w+ ){0,2}(?:be|use|wear|have|undergo|apply) "
    rf"| {_FIT} {_FEW}{_AT} | (?:is|are) (?:\w+ )?{_FIT} $"
    rf"| (?:works|use it|for use|performs|even|also|including) {_FEW}{_AT} "
)
_LIMITS: Final = re.compile(
    r" (?:not|no|never|none|nor|neither|cannot|don t|doesn t|isn t|aren t|mustn t|shouldn t|without|except"
    r"|excepted|exclud\w+|unless|only|avoid\w*|contra ?indicat\w+|caution\w*|warning\w*|precaution\w*|unsafe"
    r"|unsuitable|forbidden|prohibited|stop|refrain|danger\w*|harm\w*|restrict\w+|unlike|beware|other than"
    r"|rather than) "
)


def permitting(texts: Iterable[str]) -> list[str]:
    """Return the words of each sentence that permits, in their order."""
    return [words for text in texts for words in _sentences(text) if _permits(words)]


def limiting(texts: Iterable[str]) -> list[str]:
    """Return the words of each text that limits, without the sentences of it that permit."""
    without = (" ".join(words for words in _sentences(text) if not _permits(words)) for text in texts)
    return [words for words in map(words_of, without) if _LIMITS.search(words)]


def _sentences(text: str) -> Iterator[str]:
    return filter(None, map(words_of, _ENDS.split(text)))


def _permits(words: str) -> bool:
    return bool(_PERMITS.search(words)) and not _LIMITS.search(words)
