"""Identifiers of the outside world in one spelling, so that news finds the item it is about. Pure."""

from __future__ import annotations

import re
from typing import Final

_RESOLVER: Final = re.compile(r"^(?:https?://)?(?:dx\.)?doi\.org/|^doi:\s*")


def normal_doi(text: str) -> str:
    """Give a DOI in lower case, without resolver and prefix; DOIs do not depend on case (ISO 26324)."""
    return _RESOLVER.sub("", text.strip().lower())


def normal_designation(text: str) -> str:
    """Give a designation in upper case with single spaces."""
    return " ".join(text.upper().split())
