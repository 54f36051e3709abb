"""Whatever was edited afterwards, an answer as of then is the answer that was given then."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api_tests.properties.beginning import TODAY
from api_tests.properties.edits import Again, edits
from api_tests.properties.test_oracle import begun, profile

RULES = ("CLM-01", "CLM-02", "EVD-02", "EVD-06", "RSK-01", "RSK-03", "REQ-01", "REF-01", "IUP-01", "CON-01")


def about(client, key, **then):
    """What is answered of one item."""
    found = {}
    for path in (
        f"items/{key}",
        f"items/{key}/versions",
        f"items/{key}/dependants",
        f"conclusions/{key}/basis",
    ):
        response = client.get(f"/v1/{path}", params=then)
        found[path] = response.json() if response.status_code == 200 else response.status_code
    explained = client.get(f"/v1/conclusions/{key}/explanation", params={**then, "on": TODAY})
    found["explanation"] = explained.json() if explained.status_code == 200 else explained.status_code
    return found


def answered(workspace, keys, **then):
    """What the service answers of everything, and in full of some items."""
    also = then.pop("also", ())
    listed = workspace.get("/items", limit=1000, **then)
    return {
        "items": listed,
        "conclusions": workspace.get("/conclusions", limit=1000, on=TODAY, **then),
        "of a device": workspace.get("/items", limit=1000, device="DEV-1", **then)["items"],
        "gaps": workspace.gaps(on=TODAY, rule=[*RULES, *also], **then)["items"],
        "each": {key: about(workspace.client, key, **then) for key in keys},
    }


def remembered(workspace, steps):
    """Make edits, remember what was answered after each, then ask for all of it again."""
    world = begun(workspace)
    told = {}
    for edit in [None, *steps]:
        if edit is not None and not world.make(edit):
            continue
        key = edit.keys[0] if isinstance(edit, Again) else getattr(edit, "key", "NEW-1")
        found = answered(workspace, [key, "CON-04", "EVD-1"])
        told[found["items"]["revision"]] = ([key, "CON-04", "EVD-1"], found)
    for revision, (keys, found) in told.items():
        # One rule more, so that a report that is remembered cannot answer.
        then = answered(workspace, keys, as_of=revision, also=["LIT-01"])
        then["gaps"] = [gap for gap in then["gaps"] if gap["rule"] in RULES]
        for name, was in found.items():
            assert then[name] == was, (revision, name)
    last = max(told)
    assert answered(workspace, told[last][0]) == told[last][1]


STEPS = st.lists(edits(), min_size=10, max_size=10)


@profile(1)
@given(STEPS)
def test_as_of_then_is_what_was_answered_then(workspace, steps):
    """Items, versions, statuses, reasons, bases, explanations and gaps as of a revision are those of then."""
    remembered(workspace, steps)


@pytest.mark.soak
@profile(40)
@given(st.lists(edits(), min_size=5, max_size=40))
def test_as_of_then_is_what_was_answered_then_for_long(workspace, steps):
    """The same with many more edits."""
    remembered(workspace, steps)
