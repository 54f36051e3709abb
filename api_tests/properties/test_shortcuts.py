"""Shortcuts: what is in the write path for speed alone changes no answer."""

from hypothesis import given
from hypothesis import strategies as st

from api_tests.properties.edits import edits
from api_tests.properties.test_oracle import begun, profile
from graph.status import shortcuts

STEPS = st.lists(edits(), min_size=40, max_size=40)
CLOCK = {"at", "clock", "since", "hash", "previous_hash", "changes_hash", "request_id", "signed"}


def timeless(value):
    """Return a part of an audit entry without what the clock puts into it."""
    if isinstance(value, dict):
        return {name: timeless(entry) for name, entry in value.items() if name not in CLOCK}
    return [timeless(entry) for entry in value] if isinstance(value, list) else value


def trail(workspace):
    """Return all audit entries, oldest first."""
    entries, after = [], ""
    while True:
        page = workspace.get("/audit", limit=100, **({"after": after} if after else {}))
        entries += page["items"]
        after = page["next"]
        if not after:
            return entries


def edited(workspace, steps, *, on):
    """Return what the audit trail says of edits, and the statuses after them, with shortcuts on or off."""
    shortcuts.SWITCH.on = on
    try:
        world = begun(workspace)
        for step in steps:
            world.make(step)
        entries = [timeless(entry) for entry in trail(workspace)]
        return entries, world.standings()
    finally:
        shortcuts.SWITCH.on = True


@profile(3)
@given(STEPS)
def test_shortcuts_change_no_status_and_no_effect(workspace, steps):
    """The same edits leave the same trail, effect by effect, and the same statuses with the shortcuts off."""
    taken, statuses = edited(workspace, steps, on=True)
    asked, recomputed = edited(workspace, steps, on=False)
    assert len(taken) > 1
    for quick, thorough in zip(taken, asked, strict=True):
        assert quick == thorough
    assert statuses == recomputed
