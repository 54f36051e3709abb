"""The risk chain: presets of acceptability criteria."""

from __future__ import annotations

from fastapi import APIRouter

from app.schemas import PresetsOut
from graph.catalogues import risk_presets

router = APIRouter(tags=["risk"])


@router.get("/risk-criteria/presets", operation_id="list_risk_criteria_presets")
async def list_risk_criteria_presets() -> PresetsOut:
    """List examples of risk acceptability criteria; `content` can be sent as an item, then made one's own."""
    return PresetsOut(presets=[preset.model_dump(mode="json") for preset in risk_presets()])
