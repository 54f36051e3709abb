"""Units as people write them, brought to what can be compared. Pure."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING, Any, Final

from graph.vocabulary.identifiers import words_of

if TYPE_CHECKING:
    import pint

_SHORT: Final = {"mins": "min", "secs": "s", "sec": "s", "hrs": "h", "msec": "ms", "mcg": "ug", "wks": "week"}
_SHARE: Final = re.compile(r"(?:in|per|of|/)\s*([1-9][\d., ']*)")
_OVER_TIME: Final = re.compile(r"second|minute|hour|day|week|month|year")


@functools.cache
def _units() -> pint.UnitRegistry[Any]:
    import pint  # noqa: PLC0415 -- takes half a second, and most files state no such unit

    return pint.UnitRegistry()


@functools.lru_cache(maxsize=1000)
def measure_of(unit: str) -> tuple[str, float]:
    """Return what a unit measures, and how much of the base unit of that it is.

    A unit that nobody knows measures what it says, and is compared with itself alone; none measures ''.
    """
    text = unit.strip().rstrip(".").replace(" ", "")
    for spelling in (text, text.casefold(), _SHORT.get(text.casefold(), "")):
        if not all(name.isalpha() for name in spelling.split("/", 1)):  # what is sent is not reckoned with
            continue
        try:
            base = _units().Quantity(1.0, spelling).to_root_units()
            doubled = _units().Quantity(2.0, spelling).to_root_units()
        except (AttributeError, TypeError, ValueError):  # among them what Pint raises for an unknown name
            continue
        if doubled.magnitude == 2 * base.magnitude:  # degrees Celsius begin elsewhere
            measure = "" if base.dimensionless else str(base.dimensionality)
            return measure, float(f"{base.magnitude:.12g}")
    return words_of(unit).strip(), 1.0


def share_of(unit: str) -> float | None:
    """Return of how many a unit counts: 100 for `%`, 1000 for `per 1,000`; None for any other unit."""
    written = unit.casefold()
    if re.search(r"%|\bper\s?cent", written):
        return 100.0
    if re.search(r"\u2030|\bper\s?mill?e?\b", written):
        return 1000.0
    counted = None if _OVER_TIME.search(written) else _SHARE.search(written)
    return float(re.sub(r"[., ']", "", counted[1])) if counted else None
