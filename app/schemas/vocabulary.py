"""The answer on the vocabulary."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from graph.staleness import ReasonCode
from graph.vocabulary import ConclusionKind, ConclusionStatus, Demand


class FieldOut(BaseModel):
    """A field of an item type."""

    model_config = ConfigDict(populate_by_name=True)

    name: str
    json_schema: dict[str, Any] = Field(alias="schema", description="The JSON Schema of its values.")
    editorial: bool = Field(description="Whether a change of it is editorial and moves nothing.")
    compared_by_dependants: bool = Field(description="Whether it is in the interface of the type.")
    free_text: bool = Field(description="Whether a change of wording alone may be agreed on.")
    relation: str | None = Field(description="The relation, of a field that holds references.")


class ItemTypeOut(BaseModel):
    """An item type with its fields."""

    type: str
    meaning: str
    fields: list[FieldOut]


class RelationOut(BaseModel):
    """A relation between items; `*` stands for every type."""

    model_config = ConfigDict(populate_by_name=True)

    name: str
    owners: list[str] = Field(alias="from", description="Types that may hold the reference.")
    targets: list[str] = Field(alias="to", description="Types that it may name.")
    meaning: str
    dependency: bool = Field(description="Whether a change of the target can reach the owner.")


class KindOut(BaseModel):
    """A kind of conclusion: what it is about, and what it may say."""

    kind: ConclusionKind
    about: list[str]
    verdicts: list[str]
    rank: int = Field(description="Its place in the order of work, lower first.")


class StatusOut(BaseModel):
    """A status that a conclusion can have."""

    status: ConclusionStatus
    meaning: str
    blocks_release: str = Field(description="Whether it keeps what rests on the conclusion from release.")


class DemandOut(BaseModel):
    """What a reason asks of people."""

    demand: Demand
    meaning: str


class VocabularyOut(BaseModel):
    """Item types with their fields, relations with their ends, kinds of conclusion, statuses, rules."""

    item_types: list[ItemTypeOut]
    relations: list[RelationOut]
    conclusion_kinds: list[KindOut]
    statuses: list[StatusOut]
    demands: list[DemandOut]
    reason_codes: list[ReasonCode]
    rules: list[str]
