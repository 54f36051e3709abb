"""Impact: what a planned change would do. `preview` does it and rolls it back."""

from graph.impact.preview import (
    Change,
    blind_spots,
    carry_out,
    change_record,
    preview,
    stored_preview,
    task_record,
)

__all__ = ["Change", "blind_spots", "carry_out", "change_record", "preview", "stored_preview", "task_record"]
