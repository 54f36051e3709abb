"""Catalogues of requirements and presets of profiles, as shipped."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Path

from app.http.contract import refusals
from app.http.pagination import whole
from app.http.reading import Router
from app.schemas.catalogues import CatalogueHead, CatalogueOut, CataloguesOut, LeafOut, ProfilePresetsOut
from graph import errors
from graph.catalogues import Catalogue, catalogues, find_catalogue, presets

router = Router("catalogues")


@router.get("/catalogues", operation_id="list_catalogues")
async def list_catalogues() -> CataloguesOut:
    """List the catalogues of requirements, without their leaves."""
    cut = whole([CatalogueHead(**_head(catalogue)) for catalogue in catalogues().values()])
    return CataloguesOut(items=cut.items, next=cut.next, total=cut.total)


@router.get("/catalogues/{id}", operation_id="read_catalogue", responses=refusals(errors.CatalogueNotFound))
async def read_catalogue(id: Annotated[str, Path(max_length=100)]) -> CatalogueOut:
    """Read a catalogue with its headings and leaves, each with the key that its item has."""
    catalogue = find_catalogue(id)
    leaves = [
        LeafOut(
            **leaf.model_dump(exclude={"nearest"}),
            key=catalogue.key_of(leaf),
            nearest=catalogue.nearest_of(leaf),
        )
        for leaf in catalogue.leaves
    ]
    return CatalogueOut(**_head(catalogue), headings=list(catalogue.headings), leaves=leaves)


def _head(catalogue: Catalogue) -> dict[str, Any]:
    return {
        **catalogue.model_dump(exclude={"headings", "leaves", "nearest_in"}),
        "nearest_in": catalogue.nearest_in or None,
        "leaf_count": len(catalogue.leaves),
    }


@router.get("/profiles/presets", operation_id="list_profile_presets")
async def list_profile_presets() -> ProfilePresetsOut:
    """List what each jurisdiction usually says of a profile; a maker starts from it and decides."""
    cut = whole(presets())
    return ProfilePresetsOut(items=list(cut.items), next=cut.next, total=cut.total)
