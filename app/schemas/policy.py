"""Answers on the figures and lists in effect."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, Field

from app.schemas.envelope import Answer


class ThresholdOut(BaseModel):
    """One figure in effect: who set it, and where it stands when nobody does."""

    name: str
    value: int | float
    unit: str = Field(description="What the figure counts; empty for a share.")
    set_by: list[str] = Field(description="Profiles or policies that set it; empty for the default.")
    limited: str = Field(description="What held the figure below what was set, if anything did.")
    default: int | float
    stricter: str = Field(description="Which of two figures is the stricter one: lower or higher.")
    source: str = Field(description="The document that names the default.")


class ListOut(BaseModel):
    """One list in effect: the default with all that policies add to it."""

    name: str
    entries: list[Any]
    set_by: list[str] = Field(description="Policies that add to it; empty for the default.")
    default: list[Any]
    source: str = Field(description="The document that names the default.")


class FlagOut(BaseModel):
    """Something that a policy may switch on; one policy that does is enough."""

    value: bool
    set_by: list[str] = Field(description="Policies that switch it on.")


class PolicyOut(Answer):
    """The figures and lists that count for a device; without a device, the strictest of all devices."""

    device: str
    thresholds: list[ThresholdOut]
    lists: list[ListOut]
    expired_evidence_is_stale: FlagOut
