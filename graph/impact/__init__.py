"""Impact: what a planned change would do. `preview` does it and rolls it back."""

from graph.impact.preview import (
    ChangeStep,
    apply_step,
    blind_spots,
    preview,
    step_record,
    stored_preview,
    task_record,
)

__all__ = [
    "ChangeStep",
    "apply_step",
    "blind_spots",
    "preview",
    "step_record",
    "stored_preview",
    "task_record",
]
