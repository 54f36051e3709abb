"""Impact: what a planned change would do. `preview` does it and rolls it back."""

from graph.impact.preview import Change, preview, stored_preview, task_record

__all__ = ["Change", "preview", "stored_preview", "task_record"]
