"""Events 17 to 22: hazards, estimates, controls and criteria."""

from api_tests.api.staleness_events.acts import add, revise, then, withdraw
from api_tests.api.staleness_events.event import CONFIRM, REDO, RISKS, Event, because, everywhere
from api_tests.api.staleness_events.rows import CONTROL, DEVICES, JUDGED, JUDGED_ABOVE, NEW_SITUATION
from api_tests.small_file import row

EVENTS = {
    "17 hazard added": Event(
        add(row("Hazard", "HAZ-20", description="Wrong patient", **DEVICES)),
        stale=everywhere([6, 16], REDO, ("HAZARD_ADDED", "HAZ-20")),
        suspect=[7, 8, 11],
    ),
    "17 hazardous situation added": Event(
        add(NEW_SITUATION),
        stale=everywhere([6, 16], REDO, ("HAZARD_ADDED", "HSI-20")),
        suspect=[7, 8, 11],
    ),
    "18 estimate went up": Event(
        revise("RSK-2", p1=3),
        stale=everywhere([5, 16], REDO, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "18 estimate no longer acceptable": Event(
        revise("RSK-2", acceptability="not_acceptable"),
        stale=everywhere([5, 16], REDO, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "19 estimate went down": Event(
        revise("RSK-2", p1=1),
        stale=everywhere([5, 16], CONFIRM, ("BASIS_REVISED", "RSK-2")),
        suspect=RISKS,
    ),
    "20 control changed": Event(
        revise("RCT-2", statement="The worklist keeps images for a day"),
        stale=everywhere([5, 15], REDO, ("CONTROL_CHANGED", "RCT-2")),
        suspect=RISKS,
    ),
    "20 control removed": Event(
        withdraw("RCT-2"),
        stale={
            5: because(REDO, ("CONTROL_CHANGED", "RCT-2"))
            | because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-15")),
        },
        suspect=RISKS,
        withdrawn=[15],
    ),
    "20 control downgraded in type": Event(
        revise("RCT-2", control_type="information_for_safety"),
        stale={
            5: because(REDO, ("CONTROL_CHANGED", "RCT-2")),
            15: because(REDO, ("CONTROL_CHANGED", "RCT-2"))
            | because(CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-3")),
            16: because(CONFIRM, ("BASIS_ITEM_ADDED", "RCT-2")),
        },
        suspect=RISKS,
    ),
    "20 information for safety changed": Event(
        revise("RCT-1", statement="Nothing is said"),
        stale=everywhere([5, 14, 16], REDO, ("CONTROL_CHANGED", "RCT-1")),
        suspect=RISKS,
    ),
    "21 control added": Event(
        add(CONTROL),
        stale={5: because(CONFIRM, ("BASIS_ITEM_ADDED", "RCT-20"))},
        suspect=RISKS,
    ),
    "22 criteria became stricter": Event(
        then(JUDGED, revise("RCR-20", matrix=[[1, 3], [2, 3]])),
        stale=everywhere([5, 6], REDO, ("CRITERION_CHANGED", "RCR-20")),
        suspect=JUDGED_ABOVE,
        kept=True,
    ),
    "22 criteria revised and no stricter": Event(
        then(JUDGED, revise("RCR-20", acceptable_levels=[1, 2, 3])),
        stale=everywhere([5, 6], CONFIRM, ("CRITERION_CHANGED", "RCR-20")),
        suspect=JUDGED_ABOVE,
        kept=True,
    ),
}
