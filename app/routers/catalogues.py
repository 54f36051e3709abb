"""Catalogues of requirements and presets of profiles, as shipped."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from app.http.contract import refusals
from app.http.pagination import whole
from app.schemas import CatalogueOut, CataloguesOut, PresetsOut
from graph import errors
from graph.catalogues import Catalogue, catalogues, find_catalogue, presets

router = APIRouter(tags=["catalogues"])


@router.get("/catalogues", operation_id="list_catalogues")
async def list_catalogues() -> CataloguesOut:
    """List the catalogues of requirements, without their leaves."""
    cut = whole([_head(catalogue) for catalogue in catalogues().values()])
    return CataloguesOut(items=cut.items, next=cut.next, total=cut.total)


@router.get("/catalogues/{id}", operation_id="read_catalogue", responses=refusals(errors.CatalogueNotFound))
async def read_catalogue(id: Annotated[str, Path(max_length=100)]) -> CatalogueOut:
    """Read a catalogue with its headings and leaves, each with the key that its item has."""
    catalogue = find_catalogue(id)
    leaves = [
        {
            **leaf.model_dump(mode="json"),
            "key": catalogue.key_of(leaf),
            "nearest": list(catalogue.nearest_of(leaf)),
        }
        for leaf in catalogue.leaves
    ]
    headings = [heading.model_dump(mode="json") for heading in catalogue.headings]
    return CatalogueOut(**_head(catalogue), headings=headings, leaves=leaves)


def _head(catalogue: Catalogue) -> dict[str, object]:
    head = catalogue.model_dump(mode="json", exclude={"headings", "leaves"})
    return {**head, "leaf_count": len(catalogue.leaves)}


@router.get("/profiles/presets", operation_id="list_profile_presets")
async def list_profile_presets() -> PresetsOut:
    """List what each jurisdiction usually says of a profile; a maker starts from it and decides."""
    cut = whole([preset.model_dump(mode="json") for preset in presets()])
    return PresetsOut(items=cut.items, next=cut.next, total=cut.total)
