"""The least evidence that a maker's procedure wants for a pillar, by category or class: rows of a policy.

No document sets such minima: IMDRF N41 gives a principle, MDCG 2020-6 an order of strength. Nothing is asked
while no policy states a row; examples to start from are shipped as data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.vocabulary.base import Text
from graph.vocabulary.evidence import EvidenceKind, Pillar
from graph.vocabulary.n12 import Category
from graph.vocabulary.scope import ElementKind


class EvidenceMinimum(BaseModel):
    """What a pillar of each claim needs at least, of a category, a class, an association; or of all.

    `at_least` so many data sets have to count for the pillar: of these `kinds` (none named: of any) and of
    none of `except_kinds`, appraised with a rank of `rank_at_most` or better, and `every_element` that the
    claim covers and that is included studied by them together (of `element_kinds`, where some are named).
    A claim of which nobody said whether its association is novel is asked as if it were either.
    Data carried over from another use are data like others; or a justified reason suffices whatever their
    kind; or they do not count.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    category: Category | None = None
    device_class: Annotated[str, Field(max_length=100)] = ""
    association: Literal["novel", "well_established"] | None = None
    pillar: Pillar
    kinds: Annotated[list[EvidenceKind], Field(max_length=50)] = []
    except_kinds: Annotated[list[EvidenceKind], Field(max_length=50)] = []
    rank_at_most: Annotated[int | None, Field(ge=1, le=12)] = None
    at_least: Annotated[int, Field(ge=1, le=100)] = 1
    every_element: bool = False
    element_kinds: Annotated[list[ElementKind], Field(max_length=50)] = []
    extrapolation: Literal["as_data", "suffices", "excluded"] = "as_data"
    note: Text = ""

    @model_validator(mode="after")
    def _names_elements_where_it_asks_for_them(self) -> Self:
        if self.element_kinds and not self.every_element:
            message = "element_kinds is said of every_element: set every_element, or leave the kinds out"
            raise ValueError(message)
        return self

    @property
    def asked(self) -> str:
        """Return in words what is asked and of whom; two rows that ask the same give the same."""
        of = [
            f"category {self.category}" if self.category else "",
            f"class {self.device_class}" if self.device_class else "",
            f"{self.association} association" if self.association else "",
        ]
        what = [
            f"at least {self.at_least} of {_or(self.kinds, 'any kind')}",
            f"but {_or(self.except_kinds, '')}" if self.except_kinds else "",
            f"rank {self.rank_at_most} or better" if self.rank_at_most else "",
            f"every {_or(self.element_kinds, 'element')}" if self.every_element else "",
            _EXTRAPOLATED[self.extrapolation],
        ]
        whose = ", ".join(filter(None, of))
        return f"{self.pillar}{f' ({whose})' if whose else ''}: {', '.join(filter(None, what))}"


_EXTRAPOLATED = {
    "as_data": "",
    "suffices": "or a justified extrapolation",
    "excluded": "extrapolations not counted",
}


def _or(kinds: Sequence[str], else_: str) -> str:
    return " or ".join(sorted(set(kinds))) or else_


def minima_of(stated: Any) -> list[dict[str, Any]]:
    """Return rows as rules read them, each once in a fixed order: no nulls, and what is asked in words.

    `said` is what the node of a policy carries: the list as text.
    """
    entries = json.loads(stated) if isinstance(stated, str) else stated
    rows = [EvidenceMinimum.model_validate(_fields(entry)) for entry in entries]
    by_asked = {row.asked: _row(row) for row in rows}
    return [by_asked[asked] for asked in sorted(by_asked)]


def _fields(entry: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in entry.items() if name in EvidenceMinimum.model_fields}


def _row(row: EvidenceMinimum) -> dict[str, object]:
    return {
        "asked": row.asked,
        "category": row.category or "",
        "device_class": row.device_class,
        "association": row.association or "",
        "pillar": row.pillar,
        "kinds": sorted(set(row.kinds)),
        "except_kinds": sorted(set(row.except_kinds)),
        "rank_at_most": row.rank_at_most or 0,
        "at_least": row.at_least,
        "every_element": int(row.every_element),
        "element_kinds": sorted(set(row.element_kinds)),
        "extrapolation": row.extrapolation,
    }
