"""The names of properties that stand in the statements."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_NO_NAMES: Final = re.compile(r"//[^\n]*|'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"")
_PROPERTY: Final = re.compile(r"\b[a-z]\w*\.([a-z_]\w*)|[{,]\s*([a-z_]\w*):")


def properties(texts: Iterable[str]) -> frozenset[str]:
    """Return the properties that some statements read or write; a name too many does no harm."""
    return frozenset(
        first or second for text in texts for first, second in _PROPERTY.findall(_NO_NAMES.sub("", text))
    )
