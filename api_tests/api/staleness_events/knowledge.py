"""Events 23 to 28: the state of the art, comparators, versions, information and standards."""

from api_tests.api.staleness_events.acts import add, revise, sign_anew, then, withdraw
from api_tests.api.staleness_events.event import CLAIMS, CONFIRM, REDO, Event, because, everywhere
from api_tests.api.staleness_events.rows import (
    BENCHMARK,
    COMPARED,
    EQUIVALENCE,
    EQUIVALENT,
    RELEASE,
    SEARCH,
    SIGNAL,
)

EVENTS = {
    "23 benchmark became stricter": Event(
        revise("SOTA-1", benchmark_value=0.84),
        stale=everywhere(BENCHMARK, REDO, ("CRITERION_CHANGED", "SOTA-1")),
        suspect=[4, 6, 8, 9, 10, 11],
    ),
    "23 alternative added": Event(
        revise("SOTA-1", alternatives=["CT"]),
        stale=everywhere(BENCHMARK, REDO, ("CRITERION_CHANGED", "SOTA-1")),
        suspect=[4, 6, 8, 9, 10, 11],
    ),
    "23 benchmark became easier": Event(
        revise("SOTA-1", benchmark_value=0.80),
        stale=everywhere(BENCHMARK, CONFIRM, ("CRITERION_CHANGED", "SOTA-1")),
        suspect=[4, 6, 8, 9, 10, 11],
    ),
    "24 search added": Event(
        then(add(SEARCH), revise("SOTA-1", derived_from=["EVD-6", "LIT-2", "LIT-20"])),
        stale=everywhere(BENCHMARK, CONFIRM, ("CRITERION_CHANGED", "SOTA-1"))
        | {12: because(CONFIRM, ("CRITERION_CHANGED", "SOTA-1"), ("BASIS_ITEM_ADDED", "LIT-20"))},
        suspect=[4, 6, 8, 9, 10, 11],
    ),
    "24 search found something and nobody linked it": Event(
        add(SEARCH),
        stale={12: because(CONFIRM, ("BASIS_ITEM_ADDED", "LIT-20"))},
        suspect=[11],
    ),
    "24 search may have found something": Event(
        add({**SEARCH, "included": None, "executed_at": "2026-11-20"}),
        stale={12: because(CONFIRM, ("BASIS_ITEM_ADDED", "LIT-20"))},
        suspect=[11],
    ),
    "24 search found nothing": Event(add({**SEARCH, "included": 0})),
    "24 search only planned": Event(add({**SEARCH, "included": None, "hits": None})),
    "24 search for risks found something": Event(
        add({**SEARCH, "purpose": "risk"}),
        stale={6: because(CONFIRM, ("BASIS_ITEM_ADDED", "LIT-20"))},
        suspect=[7, 8, 11],
    ),
    "24 search executed again": Event(
        revise("LIT-2", hits=9999),
        stale=everywhere([12], CONFIRM, ("BASIS_REVISED", "LIT-2")),
        suspect=[11],
    ),
    "25 comparator changed": Event(
        then(add(*COMPARED, EQUIVALENCE, *EQUIVALENT), sign_anew("CON-3"), revise("CDV-20", ifu_version="2")),
        stale=everywhere([20], REDO, ("EQUIVALENCE_CHANGED", "CDV-20")),
        suspect=[3, *CLAIMS],
        kept=True,
    ),
    "25 comparator changed and no equivalence concluded": Event(
        then(add(*COMPARED, *EQUIVALENT), sign_anew("CON-3"), revise("CDV-20", ifu_version="2")),
        stale=everywhere([3], REDO, ("EQUIVALENCE_CHANGED", "CDV-20")),
        suspect=CLAIMS,
        kept=True,
    ),
    "25 difference found": Event(
        then(add(*COMPARED, EQUIVALENCE), revise("CCR-20", difference="Another input resolution")),
        stale=everywhere([20], REDO, ("EQUIVALENCE_CHANGED", "CCR-20")),
        kept=True,
    ),
    "26 version released": Event(
        add(RELEASE),
        stale=everywhere(
            [1, 2, 3, 14, 15],
            CONFIRM,
            ("DEVICE_VERSION_CHANGED", "DV-20"),
        ),
        suspect=[4, 5, 6, 7, 8, 9, 11],
    ),
    "26 version with another model released": Event(
        add({**RELEASE, "model_version": "ptx-net 6"}),
        stale=dict.fromkeys(
            [1, 2, 3, 14, 15],
            because(REDO, ("DEVICE_VERSION_CHANGED", "DV-20")),
        ),
        suspect=[4, 5, 6, 7, 8, 9, 11],
    ),
    "26 version in development recorded": Event(add({**RELEASE, "status": "in_development"})),
    "26 version of which nothing is said recorded": Event(add({**RELEASE, "status": None})),
    "26 version in development to be released": Event(
        add({**RELEASE, "status": "in_development", "released_at": "2062-01-01"})
    ),
    "26 version in development that was released": Event(
        add(
            {
                **RELEASE,
                "status": "in_development",
                "released_at": "2026-01-01",
                "model_version": "ptx-net 6",
            }
        ),
        stale=dict.fromkeys([1, 2, 3, 14, 15], because(REDO, ("DEVICE_VERSION_CHANGED", "DV-20"))),
        suspect=[4, 5, 6, 7, 8, 9, 11],
    ),
    "27 information revised": Event(
        revise("IFU-1", warnings=["Not for children"]),
        stale=everywhere([4, 14, 16], REDO, ("BASIS_REVISED", "IFU-1")),
        suspect=[5, 6, 7, 8, 9, 11],
    ),
    "28 standard superseded": Event(
        withdraw("STD-2", "superseded_elsewhere"),
        stale=everywhere([9], CONFIRM, ("STANDARD_CHANGED", "STD-2")),
        suspect=[11],
    ),
    "28 standard withdrawn": Event(
        withdraw("STD-2", "obsolete"),
        stale=everywhere([9], CONFIRM, ("STANDARD_CHANGED", "STD-2")),
        suspect=[11],
    ),
    "28 standard marked as superseded": Event(
        revise("STD-2", status="superseded"),
        stale=everywhere([9], CONFIRM, ("STANDARD_CHANGED", "STD-2")),
        suspect=[11],
    ),
    "25 comparator recalled": Event(
        then(
            add(*COMPARED, EQUIVALENCE, *EQUIVALENT),
            sign_anew("CON-3"),
            add({**SIGNAL, "kind": "fsca", "raises": ["CDV-20"], "assessment_status": "assessed_impact"}),
        ),
        stale=everywhere([17, 20], REDO, ("SIGNAL_RAISED", "SIG-20")),
        suspect=[3, *CLAIMS],
        kept=True,
    ),
}
