"""Answers on the figures and lists in effect."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, Field

from app.schemas.envelope import Answer
from graph.vocabulary.evidence import EvidenceKind, Pillar
from graph.vocabulary.scope import ElementKind


class ThresholdOut(BaseModel):
    """One figure in effect: who set it, and where it stands when nobody does."""

    name: str
    value: int | float
    unit: Literal["months", "days", "years", "items"] | None = Field(
        description="What the figure counts; null for a share."
    )
    set_by: list[str] = Field(description="Profiles or policies that set it; empty for the default.")
    limited: str | None = Field(description="What held the figure below what was set, if anything did.")
    default: int | float
    stricter: Literal["lower", "higher"] = Field(description="Which of two figures is the stricter one.")
    source: str = Field(description="The document that names the default.")


class MinimumOut(BaseModel):
    """The least evidence that a policy asks for a pillar; an empty text or list, or a zero, sets no limit."""

    asked: str = Field(description="What is asked, and of whom, in words.")
    category: str
    device_class: str
    association: str
    pillar: Pillar
    kinds: list[EvidenceKind]
    except_kinds: list[EvidenceKind]
    rank_at_most: int
    at_least: int
    every_element: int
    element_kinds: list[ElementKind]
    extrapolation: Literal["as_data", "suffices", "excluded"]


class ListOut(BaseModel):
    """One list in effect: the default with all that policies add to it."""

    name: str
    entries: list[str | MinimumOut]
    set_by: list[str] = Field(description="Policies that add to it; empty for the default.")
    default: list[str | MinimumOut]
    source: str = Field(description="The document that names the default.")


class FlagOut(BaseModel):
    """Something that a policy may switch on; one policy that does is enough."""

    value: bool
    set_by: list[str] = Field(description="Policies that switch it on.")


class PolicyOut(Answer):
    """The figures and lists that count for a device; without a device, the strictest of all devices."""

    device: str | None
    thresholds: list[ThresholdOut]
    lists: list[ListOut]
    expired_evidence_is_stale: FlagOut
