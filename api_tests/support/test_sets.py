"""Evidence sets: all uses inside a set, any of the sets; what a loss asks for hangs on what is left whole."""

import pytest

from api_tests.support.test_pillars import concluded

DEVICE = ["DEV-1"]


def study(number, **use):
    """Return evidence with its appraisal and its use for the clinical validation of the claim."""
    said = {"uses": [f"EVD-{number}"], "bears_on": ["CLM-1"], "pillar": "cv", "role": "pivotal", **use}
    return [
        {"type": "Evidence", "key": f"EVD-{number}", "kind": "pmcf_study", "n": 10},
        {"type": "Appraisal", "key": f"APP-{number}", "appraises": [f"EVD-{number}"],
         "validity_performance": "valid"},
        {"type": "EvidenceUse", "key": f"EVU-{number}", **said},
    ]  # fmt: skip


def enough(key, *uses):
    """Return a set of uses that is enough for the clinical validation of the claim."""
    return {
        "type": "EvidenceSet",
        "key": key,
        "suffices_for": ["CLM-1"],
        "pillar": "cv",
        "comprises": [*uses],
    }


ROWS = [
    {"type": "Device", "key": "DEV-1", "is_samd": True},
    {"type": "Claim", "key": "CLM-1", "statement": "s", "devices": DEVICE},
    *study(1), *study(2), *study(3), *study(4, direction="contradicts"), *study(5),
]  # fmt: skip
SETS = [enough("SET-1", "EVU-1", "EVU-2"), enough("SET-2", "EVU-3")]


@pytest.fixture
def loaded(workspace):
    """A claim with two sufficient sets, a use in none, and a contradiction; signed."""
    workspace.load([{**row, "approve": True} for row in [*ROWS, *SETS, concluded("CON-1", "pillar_cv")]])
    return workspace


def demands(workspace):
    """Return the demand of each reason of the conclusion by code and item."""
    found = workspace.get("/conclusions/CON-1")
    return {(reason["code"], reason["item"]): reason["demand"] for reason in found["reasons"]}


def test_the_sets_and_their_uses_are_expected_and_pinned(loaded):
    """A pillar conclusion rests on the sets that its pillar names."""
    basis = loaded.get("/conclusions/CON-1/basis")
    roles = {entry["item"]: entry["role"] for entry in basis["pinned"]}
    assert roles["SET-1"] == roles["SET-2"] == "evidence_set"
    assert {entry["item"] for entry in basis["expected"]} == set(roles)
    assert loaded.statuses() == {"CON-1": "current"}


@pytest.mark.parametrize(
    ("key", "why", "demand"),
    [
        ("EVD-5", "obsolete", "must_confirm"),
        ("EVU-5", "obsolete", "must_confirm"),
        ("EVD-1", "invalid", "must_confirm"),
        ("EVU-3", "obsolete", "must_confirm"),
        ("SET-1", "obsolete", "must_confirm"),
        ("EVD-5", "retracted", "must_redo"),
        ("EVD-1", "retracted", "must_redo"),
        ("EVU-4", "obsolete", "must_redo"),
        ("EVD-4", "obsolete", "must_redo"),
    ],
)
def test_a_loss_that_no_whole_set_needs_is_to_be_confirmed(loaded, key, why, demand):
    """While a set stays whole a look may be enough; retractions and contradictions are done again."""
    loaded.withdraw(key, why)
    found = {item: asked for (_, item), asked in demands(loaded).items()}
    assert found[key] == demand
    assert loaded.statuses() == {"CON-1": "stale"}


def test_when_no_whole_set_is_left_it_is_to_be_done_again(loaded):
    """What breaks the last set raises what an earlier loss asked for; mending it brings that back."""
    loaded.withdraw("EVD-1")
    assert demands(loaded)["BASIS_WITHDRAWN", "EVD-1"] == "must_confirm"
    assert [gap for gap in loaded.gaps(rule="CLM-03")["items"] if gap["subject"] == "CLM-1"] == []
    # The other set moves without losing anything: nothing is left that stands as it was signed.
    loaded.revise("EVD-3", {"n": 9})
    assert demands(loaded)["BASIS_WITHDRAWN", "EVD-1"] == "must_redo"
    loaded.revise("EVD-3", {"n": 10})
    assert demands(loaded)["BASIS_WITHDRAWN", "EVD-1"] == "must_confirm"
    loaded.withdraw("EVU-3")
    assert demands(loaded)["BASIS_WITHDRAWN", "EVD-1"] == "must_redo"
    assert demands(loaded)["BASIS_ITEM_REMOVED", "EVU-3"] == "must_redo"
    gap = next(gap for gap in loaded.gaps(rule="CLM-03")["items"] if gap["subject"] == "CLM-1")
    assert {"SET-1", "SET-2"} <= set(gap["facts"])
    shown = {held["set"]: held for held in loaded.get("/claims/CLM-1/support")["pillars"]["cv"]["sets"]}
    assert (shown["SET-1"]["whole"], shown["SET-1"]["not_counting"]) == (False, ["EVU-1"])
    assert loaded.get("/devices/DEV-1/support")["counts"]["cv"]["without_counting_evidence"] == 1


def test_a_new_set_and_another_content_of_a_set_are_told(loaded):
    """A further set is to be confirmed; a set that asks for other uses is to be judged again."""
    loaded.load([{**enough("SET-3", "EVU-5"), "approve": True}])
    assert demands(loaded) == {("BASIS_ITEM_ADDED", "SET-3"): "must_confirm"}
    loaded.revise("SET-1", {"comprises": ["EVU-1"]})
    assert demands(loaded)["BASIS_REVISED", "SET-1"] == "must_redo"


def test_without_sets_a_pivotal_loss_is_done_again(workspace):
    """A pillar that names no set is judged as ever."""
    workspace.load([{**row, "approve": True} for row in [*ROWS, concluded("CON-1", "pillar_cv")]])
    workspace.withdraw("EVD-5")
    assert demands(workspace)["BASIS_WITHDRAWN", "EVD-5"] == "must_redo"


def test_a_set_that_appraisals_dispute_is_not_whole(loaded):
    """An appraisal beside the pinned one that finds the data not valid breaks the set, for past losses."""
    doubt = {"type": "Appraisal", "key": "APP-9", "appraises": ["EVD-3"], "validity_performance": "not_valid"}
    loaded.withdraw("EVD-1")
    assert demands(loaded)["BASIS_WITHDRAWN", "EVD-1"] == "must_confirm"
    loaded.load([{**doubt, "approve": True}])
    assert demands(loaded)["BASIS_ITEM_ADDED", "APP-9"] == "must_redo"
    assert demands(loaded)["BASIS_WITHDRAWN", "EVD-1"] == "must_redo"
    loaded.revise("APP-9", {"validity_performance": "valid"})
    assert demands(loaded)["BASIS_WITHDRAWN", "EVD-1"] == "must_confirm"


def test_a_set_disputed_at_signing_was_not_whole(workspace):
    """Where appraisals disagreed when the conclusion was signed, no loss is made light of."""
    doubts = [
        {
            "type": "Appraisal",
            "key": f"APP-{key}",
            "appraises": [f"EVD-{of}"],
            "validity_performance": "not_valid",
        }
        for key, of in ((8, 1), (9, 3))
    ]
    rows = [*ROWS, *SETS, *doubts, concluded("CON-1", "pillar_cv")]
    workspace.load([{**row, "approve": True} for row in rows])
    workspace.withdraw("EVU-5")
    assert demands(workspace)["BASIS_ITEM_REMOVED", "EVU-5"] == "must_redo"


def test_a_pinned_appraisal_that_turns_against_another_breaks_the_set(workspace):
    """Of two appraisals that were pinned, the one that finds less now disputes the one that did not move."""
    second = {"type": "Appraisal", "key": "APP-9", "appraises": ["EVD-3"], "validity_performance": "valid"}
    rows = [*ROWS, *SETS, second, concluded("CON-1", "pillar_cv")]
    workspace.load([{**row, "approve": True} for row in rows])
    workspace.withdraw("EVD-1")
    workspace.revise("APP-9", {"validity_performance": "valid_with_limits"})
    assert demands(workspace)["BASIS_WITHDRAWN", "EVD-1"] == "must_confirm"
    workspace.revise("APP-9", {"validity_performance": "not_valid"})
    assert demands(workspace)["BASIS_WITHDRAWN", "EVD-1"] == "must_redo"
