"""Presets of policies: examples of minima of evidence for a maker to start from and to replace.

No document sets such minima. `content` is a whole Policy item without its key, to be sent as it is or
changed first; nothing of it is asked before. `for_people` are the parts that no rule can tell.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field, TypeAdapter

from graph.catalogues.reading import CATALOGUES, Part, Text

POLICY_PRESETS: Final = CATALOGUES / "policies" / "presets.json"


class ForPeople(Part):
    """What a person has to look at: for which pillar and category or class, and what."""

    where: Text
    text: Text


class PolicyPreset(Part):
    """One example of a policy, with where it comes from, what to mind and what it cannot ask."""

    id: Text
    version: Annotated[int, Field(ge=1)]
    title: Text
    source: Text
    caution: Text
    content: dict[str, Any]
    for_people: tuple[ForPeople, ...]


_READER: Final = TypeAdapter(tuple[PolicyPreset, ...])


@cache
def policy_presets(path: Path = POLICY_PRESETS) -> tuple[PolicyPreset, ...]:
    """Return all presets of policies."""
    return _READER.validate_json(path.read_text(encoding="utf-8"))
