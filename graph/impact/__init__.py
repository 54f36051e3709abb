"""Impact: what a planned change would do. `preview` does it and rolls it back."""

from graph.impact.foreseen import BlindSpot, ChangeStep, step_document
from graph.impact.preview import apply_step, blind_spots, preview, stored_preview

__all__ = [
    "BlindSpot",
    "ChangeStep",
    "apply_step",
    "blind_spots",
    "preview",
    "step_document",
    "stored_preview",
]
