"""A control that reduces the risks of several situations."""

from __future__ import annotations

from api_tests.small_file import differences, ok, put, reasons, row, signed

CONFIRM, REDO = "must_confirm", "must_redo"
ONE = {"devices": "DEV-1"}
DEVICE = row("Device", "DEV-1", title="Lamp")


def test_a_control_that_gains_a_situation_leaves_the_others_alone(workspace):
    """The risk that it reduces now is looked at, as is one that it leaves; no other (events 20, 21)."""
    pairs = ("1", "2", "3")
    workspace.load([
        DEVICE, row("Harm", "HRM-1", description="Burn", **ONE),
        *(row("HazardousSituation", f"HSI-{n}", description=n, leads_to="HRM-1", **ONE) for n in pairs),
        *(row("Risk", f"RSK-{n}", stage="residual", severity=1, p=1, estimates=[f"HSI-{n}", "HRM-1"], **ONE)
          for n in pairs),
        row("RiskControl", "RCT-1", control_type="protective_measure", statement="A fuse",
            controls=["HSI-1", "HSI-2"], **ONE),
        signed("CON-RCT", "control_effective", "RCT-1", "implemented_and_effective", **ONE),
        *(signed(f"CON-{n}", "risk_acceptable", f"RSK-{n}", "acceptable", **ONE) for n in pairs),
    ])  # fmt: skip
    ok(put(workspace.client, "RCT-1", {"controls": ["HSI-2", "HSI-3"]}, approve=True))
    assert reasons(workspace.client, "CON-1") == {
        ("CONTROL_CHANGED", "RCT-1"): REDO,
        ("BASIS_ITEM_REMOVED", "CON-RCT"): CONFIRM,
    }
    assert reasons(workspace.client, "CON-2") == reasons(workspace.client, "CON-RCT") == {}
    assert reasons(workspace.client, "CON-3") == {
        ("BASIS_ITEM_ADDED", "RCT-1"): CONFIRM,
        ("BASIS_ITEM_ADDED", "CON-RCT"): CONFIRM,
    }
    assert differences(workspace.address) == []
