"""Answers on what is shipped as data: catalogues of requirements, and presets to start from."""

from __future__ import annotations

from pydantic import BaseModel, Field

from app.schemas.envelope import Listed
from graph.catalogues import Heading, Leaf, PolicyPreset, Preset, RiskPreset


class CatalogueHead(BaseModel):
    """A catalogue of requirements, without its leaves."""

    id: str
    version: int
    title: str
    source: str
    licence: str
    nearest_in: str | None = Field(description="Catalogue whose requirements `nearest` names.")
    national_readings: list[str]
    leaf_count: int


class CataloguesOut(Listed[CatalogueHead]):
    """All catalogues, without their leaves."""


class LeafOut(Leaf):
    """A requirement of a catalogue: number, short title and paraphrase, never the legal text."""

    key: str = Field(description="Key that the item of the requirement has.")
    nearest: tuple[str, ...] = Field(description="Keys of what comes nearest to it in the other catalogue.")


class CatalogueOut(CatalogueHead):
    """A catalogue of requirements: numbers, short titles and paraphrases, never the legal text."""

    headings: list[Heading]
    leaves: list[LeafOut]


class ProfilePresetsOut(Listed[Preset]):
    """What each jurisdiction usually says of a regulatory profile."""


class RiskPresetsOut(Listed[RiskPreset]):
    """Examples of risk acceptability criteria."""


class PolicyPresetsOut(Listed[PolicyPreset]):
    """Examples of minima of evidence."""
