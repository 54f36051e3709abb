"""What a maker's procedure asks beyond what the documents ask: lists of a policy, and what they begin with.

A figure is replaced by a nearer one (`thresholds`); a list only ever grows. What all policies name that
concern a device is asked together, beside the default of `ADDITIONS`: no policy takes back what another asks.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from pydantic import BaseModel, Field

from graph.vocabulary.base import Line
from graph.vocabulary.identifiers import codes_of
from graph.vocabulary.minima import EvidenceMinimum, minima_of


class Additions(BaseModel):
    """The lists of a policy; an empty list asks nothing more."""

    required_competences: list[Line] = Field(default=[], max_length=200)
    evidence_minima: list[EvidenceMinimum] = Field(default=[], max_length=200)


@dataclass(frozen=True, slots=True)
class Addition:
    """One list: what it holds where nobody adds to it, where that is from, and how entries are spelled.

    `read` gives entries in one spelling from what a policy in force says, as its node carries it.
    """

    name: str
    default: tuple[object, ...]
    source: str
    read: Callable[[Any], Iterable[Any]]


ADDITIONS: Final[dict[str, Addition]] = {
    entry.name: entry
    for entry in (
        Addition(
            "required_competences",
            (
                "condition_and_alternatives",
                "device_technology",
                "information_management",
                "medical_writing",
                "regulation",
                "research_methodology",
            ),
            "MEDDEV 2.7/1 rev. 4, 6.4",
            codes_of,
        ),
        Addition(
            "evidence_minima",
            (),
            "no document sets minima: nothing is asked while no policy states any",
            minima_of,
        ),
    )
}
