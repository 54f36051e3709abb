"""Events 11 to 16: claims and the intended purpose."""

from api_tests.api.staleness_events.acts import add, revise, then, withdraw
from api_tests.api.staleness_events.event import CLAIMS, CONFIRM, REDO, Event, because, everywhere
from api_tests.api.staleness_events.rows import CHILDREN, NEW_CLAIM

EVENTS = {
    "11 claim reworded": Event(
        revise("CLM-1", statement="Sensitivity at least 0.95"),
        stale=everywhere([1, 2, 3, 4, 16], REDO, ("BASIS_REVISED", "CLM-1")),
        suspect=[7, 8, 9, 11],
    ),
    "11 target changed": Event(
        revise("CLM-1", target_threshold=0.95),
        stale=everywhere([1, 2, 3, 4, 16], REDO, ("BASIS_REVISED", "CLM-1")),
        suspect=[7, 8, 9, 11],
    ),
    "12 claim added": Event(
        add(NEW_CLAIM),
        stale=everywhere([9, 16], REDO, ("BASIS_ITEM_ADDED", "CLM-20")),
        suspect=[8, 11],
    ),
    "13 claim withdrawn": Event(
        withdraw("CLM-1"),
        stale={
            7: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-4")),
            9: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CON-4"), ("BASIS_ITEM_REMOVED", "CLM-1")),
            16: because(CONFIRM, ("BASIS_ITEM_REMOVED", "CLM-1")),
        },
        suspect=[8, 11],
        withdrawn=[1, 2, 3, 4],
    ),
    "14 element widened": Event(
        revise("IUE-2", range_max=100),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-2")),
        suspect=[4, 8, 9],
    ),
    "14 element covered as well": Event(
        then(add(CHILDREN), revise("CLM-1", covers=["IUE-1", "IUE-2", "IUE-20", "IUE-3"])),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-20")),
        suspect=[4, 8, 9],
    ),
    "14 users without support": Event(
        revise("IUE-3", lay_users="without_specialist_support"),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-3"))
        | {14: because(CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-3"))},
        suspect=[4, 5, 8, 9],
    ),
    "14 contraindication removed": Event(
        withdraw("IUE-15"),
        stale=everywhere([6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-15")),
        suspect=[8],
    ),
    "14 precaution for fewer": Event(
        revise("IUE-16", range_min=18, range_unit="years"),
        stale=everywhere([6, 7, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IUE-16")),
        suspect=[8],
    ),
    "15 element narrowed": Event(
        revise("IUE-2", range_max=80),
        stale=everywhere([1, 2, 3, 6, 7, 11, 16], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-2")),
        suspect=[4, 8, 9],
    ),
    "15 element removed": Event(
        withdraw("IUE-3"),
        stale=everywhere([1, 2, 3, 6, 7, 11, 14, 16], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-3")),
        suspect=[4, 5, 8, 9],
    ),
    "15 element no longer covered": Event(
        revise("CLM-1", covers=["IUE-1", "IUE-2"]),
        stale=everywhere([1, 2, 3], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IUE-3")),
        suspect=CLAIMS,
    ),
    "16 category fell": Event(
        revise("IPU-1", n12_situation="non_serious"),
        stale=everywhere([1, 2, 3], CONFIRM, ("INTENDED_PURPOSE_CHANGED", "IPU-1"))
        | everywhere([11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IPU-1")),
        suspect=[4, 7, 8, 9],
    ),
    "16 category rose": Event(
        revise("IPU-1", n12_significance="treat_or_diagnose"),
        stale=everywhere([1, 2, 3, 11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IPU-1")),
        suspect=[4, 7, 8, 9],
    ),
    "16 statement reworded in the same category": Event(
        revise("IPU-1", n12_core_functionality="Finds air in the chest"),
        stale=everywhere([11, 16], REDO, ("INTENDED_PURPOSE_CHANGED", "IPU-1")),
        suspect=[8],
    ),
}
