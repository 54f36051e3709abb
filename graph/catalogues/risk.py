"""Presets of risk acceptability criteria: examples for a maker to start from and to replace.

Neither ISO 14971 nor DCB0129 sets a matrix: the criteria are the maker's own. `content` is a whole
RiskCriteria item without its key, to be sent as it is or changed first.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from pydantic import TypeAdapter

from graph.catalogues.reading import CATALOGUES, Part, Text

RISK_PRESETS: Final = CATALOGUES / "risk" / "presets.json"


class RiskPreset(Part):
    """One example of criteria, with where it comes from and what to mind."""

    id: Text
    source: Text
    caution: Text
    content: dict[str, Any]


_READER: Final = TypeAdapter(tuple[RiskPreset, ...])


@cache
def risk_presets(path: Path = RISK_PRESETS) -> tuple[RiskPreset, ...]:
    """Return all presets of risk acceptability criteria."""
    return _READER.validate_json(path.read_text(encoding="utf-8"))
