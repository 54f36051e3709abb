"""Every event of concepts 8.3, with the reason codes that it gives and what it may ask for.

The reference page is written from this table, and the tests hold each of its rows on both databases.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from graph.staleness.model import ReasonCode
from graph.staleness.weights import CONFIRM, REDO
from graph.vocabulary.statuses import Demand


@dataclass(frozen=True, slots=True)
class Event:
    """One row: its number, what happens, what is reached, the codes of its reasons, its demands in words."""

    number: str
    happens: str
    reaches: str
    codes: tuple[ReasonCode, ...] = ()
    demands: tuple[Demand, ...] = ()
    when: str = ""


_BOTH: Final = (REDO, CONFIRM)
_C: Final = ReasonCode

EVENTS: Final = (
    Event(
        "1a",
        "Evidence revised in its results",
        "what uses it; its appraisal is outdated",
        (_C.BASIS_REVISED, _C.APPRAISAL_OUTDATED),
        _BOTH,
        "must_redo where a use is pivotal or contradicts, or the data turn round",
    ),
    Event(
        "1b",
        "Evidence revised in other substance",
        "what uses it is suspect until it is appraised again",
        (_C.APPRAISAL_OUTDATED,),
    ),
    Event("2", "Evidence revised editorially", "nothing"),
    Event(
        "3",
        "Evidence withdrawn, found invalid or retracted",
        "what uses it",
        (_C.BASIS_WITHDRAWN, _C.BASIS_REVISED, _C.BASIS_ITEM_REMOVED, _C.APPRAISAL_OUTDATED),
        _BOTH,
        "must_redo; must_confirm for its appraisal, which leaves with it",
    ),
    Event(
        "4",
        "Evidence superseded by a later report",
        "what uses it",
        (_C.BASIS_SUPERSEDED, _C.BASIS_ITEM_REMOVED),
        (CONFIRM,),
    ),
    Event(
        "5",
        "Evidence past its validity or review date",
        "what uses it is overdue; stale where a policy says so (`expired_evidence_is_stale`)",
        (_C.BASIS_EXPIRED,),
        (CONFIRM,),
        "nothing while it is overdue; must_confirm where the policy makes it stale",
    ),
    Event(
        "6", "Supporting evidence linked", "the argument it is linked to", (_C.BASIS_ITEM_ADDED,), (CONFIRM,)
    ),
    Event(
        "7",
        "Contradicting evidence linked",
        "the argument it is linked to",
        (_C.CONTRADICTION_ADDED,),
        (REDO,),
    ),
    Event(
        "8",
        "Use of evidence removed, turned or weighed otherwise",
        "the argument it is linked to",
        (_C.BASIS_ITEM_REMOVED, _C.BASIS_REVISED),
        _BOTH,
        "must_redo where it is or was pivotal or contradicts, or its direction turned",
    ),
    Event(
        "9",
        "Appraisal went down, or another finds the data unfit",
        "what uses the evidence",
        (_C.BASIS_REVISED, _C.BASIS_ITEM_ADDED),
        (REDO,),
    ),
    Event("10", "Evidence appraised again with the same grades", "nothing; suspects clear"),
    Event(
        "11",
        "Claim reworded, or its target changed",
        "its pillars and support; information",
        (_C.BASIS_REVISED,),
        (REDO,),
    ),
    Event("12", "Claim added", "performance requirements, information", (_C.BASIS_ITEM_ADDED,), (REDO,)),
    Event(
        "13",
        "Claim withdrawn",
        "its own conclusions are withdrawn; what rests on them",
        (_C.BASIS_ITEM_REMOVED,),
        (CONFIRM,),
    ),
    Event(
        "14",
        "Intended-use element added or widened, or a limit changed or removed",
        "claims and controls that depend on it, overall risk, benefit and risk, information, the evaluation",
        (_C.INTENDED_PURPOSE_CHANGED,),
        _BOTH,
        "must_redo; must_confirm for the effect of a control that depends on these users",
    ),
    Event(
        "15",
        "Intended-use element narrowed or removed that is no limit",
        "the same",
        (_C.INTENDED_PURPOSE_CHANGED,),
        (CONFIRM,),
    ),
    Event(
        "16",
        "N12 category changed",
        "pillars of claims of the device or module; information",
        (_C.INTENDED_PURPOSE_CHANGED,),
        _BOTH,
        "must_redo where the category rises, and for information",
    ),
    Event(
        "17",
        "Hazard or hazardous situation added",
        "overall residual risk, information",
        (_C.HAZARD_ADDED,),
        (REDO,),
    ),
    Event("18", "Risk estimate went up", "the risk, information", (_C.BASIS_REVISED,), (REDO,)),
    Event("19", "Risk estimate went down", "the risk, information", (_C.BASIS_REVISED,), (CONFIRM,)),
    Event(
        "20",
        "Risk control changed, removed or downgraded",
        "its effect, the risk, information",
        (_C.CONTROL_CHANGED, _C.BASIS_ITEM_REMOVED, _C.BASIS_ITEM_ADDED, _C.INTENDED_PURPOSE_CHANGED),
        _BOTH,
        "must_redo; must_confirm for what leaves or enters with it, the users that it now depends on too",
    ),
    Event("21", "Risk control added", "the risk", (_C.BASIS_ITEM_ADDED,), (CONFIRM,)),
    Event(
        "22",
        "Risk acceptability criteria revised",
        "risks judged by them, overall residual risk",
        (_C.CRITERION_CHANGED,),
        _BOTH,
        "must_redo where a cell that was acceptable no longer is",
    ),
    Event(
        "23",
        "Benchmark or alternatives revised",
        "what takes its criterion from them, benefit and risk",
        (_C.CRITERION_CHANGED,),
        _BOTH,
        "must_confirm where a benchmark only became easier, or sources changed",
    ),
    Event(
        "24",
        "Literature searched again",
        "the state of the art of its devices, and what takes a criterion from it; for risks, overall risk",
        (_C.BASIS_ITEM_ADDED, _C.BASIS_REVISED, _C.CRITERION_CHANGED),
        (CONFIRM,),
    ),
    Event(
        "25",
        "Comparator device or its comparison changed, or a signal on it assessed with an impact",
        "equivalence; pillars on its data, themselves while no equivalence is concluded",
        (_C.EQUIVALENCE_CHANGED, _C.SIGNAL_RAISED),
        (REDO,),
    ),
    Event(
        "26",
        "Device version released",
        "pillars, controls and equivalence of the device, and those that name no device",
        (_C.DEVICE_VERSION_CHANGED,),
        _BOTH,
        "must_redo where model or modules are not those of the version before",
    ),
    Event(
        "27",
        "Information material revised",
        "its consistency, claims stated in it, controls it implements",
        (_C.BASIS_REVISED,),
        (REDO,),
    ),
    Event("28", "Standard superseded or withdrawn", "what applies it", (_C.STANDARD_CHANGED,), (CONFIRM,)),
    Event(
        "29", "Requirement of a catalogue changed", "what satisfies it", (_C.CATALOGUE_CHANGED,), (CONFIRM,)
    ),
    Event(
        "30",
        "Signal assessed with an impact",
        "what rests on what it is raised on; overall risk where nobody concludes on that; follow-up",
        (_C.SIGNAL_RAISED,),
        (REDO,),
    ),
    Event(
        "31",
        "Signal not assessed, or report without an outcome",
        "the same, and benefit and risk by a report, are suspect; follow-up by a signal on its questions",
        (_C.SIGNAL_RAISED,),
        (CONFIRM,),
    ),
    Event(
        "32",
        "Follow-up missed its end, or follow-up or a report contradicts",
        "need of follow-up, what rests on what is addressed; by a report overall risk, benefit and risk",
        (_C.BASIS_EXPIRED, _C.BASIS_REVISED, _C.CONTRADICTION_ADDED),
        _BOTH,
        "must_redo where data contradict",
    ),
    Event(
        "33", "Verdict upstream changed", "what rests on it directly", (_C.UPSTREAM_VERDICT_CHANGED,), (REDO,)
    ),
    Event("34", "Verdict upstream re-affirmed", "nothing; suspects clear"),
    Event(
        "35",
        "Justified gap expired, revoked, revised, or signed on what has changed",
        "what cites it",
        (_C.WAIVER_LAPSED,),
        (CONFIRM,),
    ),
    Event(
        "36",
        "Signer or appraiser found not qualified on the day",
        "what was signed, or rests on what was appraised, then",
        (_C.SIGNATURE_INVALID,),
        (REDO,),
    ),
    Event("37", "Nothing but metadata changed", "nothing"),
    Event(
        "38",
        "Device, variant, profile or evaluation described otherwise",
        "overall risk and requirements by the device; the evaluation by all but the device; the need of "
        "follow-up and doing without clinical data by the profile",
        (_C.DEVICE_VERSION_CHANGED, _C.BASIS_REVISED, _C.BASIS_ITEM_ADDED),
        _BOTH,
        "must_redo where lifetime, safety, class or data are others, or a variant or profile comes in",
    ),
)
"""In the order of concepts 8.3; its event 1 has two cases."""
