"""What makes a signed conclusion stale, suspect or overdue. Pure: no input, no output, no clock.

A conclusion is judged from four things only: what it pinned, what those items are now, what it ought to
rest on now, and the status of the conclusions it pinned (domain reference 8.1 to 8.4). Everything that is
stored about a status is a cache of what this module says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

Content = Mapping[str, Any]


class Status(StrEnum):
    """Status of a conclusion (8.1); computed, never typed."""

    draft = "draft"
    current = "current"
    stale = "stale"
    suspect = "suspect"
    overdue = "overdue"
    withdrawn = "withdrawn"


class Demand(StrEnum):
    """What a reason asks of people: a fresh evaluation, or a look that may be enough."""

    must_redo = "must_redo"
    must_confirm = "must_confirm"


class Code(StrEnum):
    """Reason codes (8.3); a stable part of the API."""

    BASIS_REVISED = "BASIS_REVISED"
    BASIS_WITHDRAWN = "BASIS_WITHDRAWN"
    BASIS_SUPERSEDED = "BASIS_SUPERSEDED"
    BASIS_EXPIRED = "BASIS_EXPIRED"
    BASIS_ITEM_ADDED = "BASIS_ITEM_ADDED"
    BASIS_ITEM_REMOVED = "BASIS_ITEM_REMOVED"
    CONTRADICTION_ADDED = "CONTRADICTION_ADDED"
    APPRAISAL_OUTDATED = "APPRAISAL_OUTDATED"
    CRITERION_CHANGED = "CRITERION_CHANGED"
    INTENDED_PURPOSE_CHANGED = "INTENDED_PURPOSE_CHANGED"
    HAZARD_ADDED = "HAZARD_ADDED"
    CONTROL_CHANGED = "CONTROL_CHANGED"
    DEVICE_VERSION_CHANGED = "DEVICE_VERSION_CHANGED"
    EQUIVALENCE_CHANGED = "EQUIVALENCE_CHANGED"
    STANDARD_CHANGED = "STANDARD_CHANGED"
    CATALOGUE_CHANGED = "CATALOGUE_CHANGED"
    SIGNAL_RAISED = "SIGNAL_RAISED"
    UPSTREAM_VERDICT_CHANGED = "UPSTREAM_VERDICT_CHANGED"
    UPSTREAM_STALE = "UPSTREAM_STALE"


@dataclass(frozen=True, slots=True)
class Pin:
    """What a conclusion rested on when it was signed."""

    item: str
    role: str
    via: str
    compare: str
    version: int
    pinned: str


@dataclass(frozen=True, slots=True)
class Expected:
    """What a conclusion ought to rest on now."""

    item: str
    role: str
    via: str


@dataclass(frozen=True, slots=True)
class Fact:
    """An item as it is now; `orphaned` says of a conclusion that all it is about is withdrawn."""

    key: str
    type: str
    state: str
    version: int
    interface_hash: str
    withdrawn_reason: str = ""
    use_role: str = ""
    direction: str = ""
    outdated: bool = False
    orphaned: bool = False
    valid_until: str = ""
    next_review_due: str = ""

    @property
    def in_force(self) -> bool:
        """Whether the item counts now."""
        return self.state == "in_force" and not self.orphaned


@dataclass(frozen=True, slots=True)
class Reason:
    """One cause; `demand` is None where people have to wait and not to act."""

    code: Code
    item: str
    demand: Demand | None
    why: str
    pinned_version: int | None = None
    current_version: int | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """One signed conclusion with all that its own judgement needs."""

    key: str
    pins: Sequence[Pin]
    expected: Sequence[Expected]
    facts: Mapping[str, Fact]
    contents: Mapping[tuple[str, int], Content] = field(default_factory=dict)

    def pinned_uses(self, evidence: str) -> list[Fact]:
        """The uses through which this conclusion rests on an evidence item."""
        found = [pin.via for pin in self.pins if pin.item == evidence and pin.via]
        return [self.facts[use] for use in found if use in self.facts]

    def before(self, pin: Pin) -> Content:
        """The content that was pinned; empty where it was not fetched."""
        return self.contents.get((pin.item, pin.version), {})

    def after(self, pin: Pin) -> Content:
        """The content in force now; empty where it was not fetched."""
        return self.contents.get((pin.item, self.facts[pin.item].version), {})


def reasons_of(case: Case) -> tuple[Reason, ...]:
    """Give the own reasons of a conclusion: pin drift, then frontier drift (8.4.1, 8.4.2)."""
    expected = {entry.item: entry for entry in case.expected}
    pinned = {pin.item for pin in case.pins}
    found: dict[tuple[Code, str], Reason] = {}
    for pin in _once(case.pins):
        reason = _pin_reason(case, pin, expected)
        if reason is not None:
            found.setdefault((reason.code, reason.item), reason)
    for entry in _once(case.expected):
        if entry.item not in pinned and (not entry.via or entry.via in pinned):
            reason = _added(case.facts[entry.item])
            found.setdefault((reason.code, reason.item), reason)
    return tuple(sorted(found.values(), key=lambda reason: (reason.item, reason.code)))


def outdated_appraisals(case: Case) -> tuple[Reason, ...]:
    """Give the appraisals in the basis that were made on another substance of their evidence."""
    keys = {pin.item for pin in case.pins if case.facts[pin.item].outdated}
    return tuple(
        Reason(Code.APPRAISAL_OUTDATED, key, None, "the evidence changed after it was appraised")
        for key in sorted(keys)
        if case.facts[key].in_force
    )


def overdue_from(case: Case, own_review_due: str) -> str:
    """Give the last day before the conclusion is overdue, as ISO text; '' for never.

    An expired basis item or a passed review date makes it overdue, not stale (8.3 event 5), and so does
    the end of its own validity.
    """
    dates = [own_review_due]
    if case.key in case.facts:
        dates.append(case.facts[case.key].valid_until)
    for pin in case.pins:
        fact = case.facts[pin.item]
        if fact.in_force:
            dates += [fact.valid_until, fact.next_review_due if fact.type == "Evidence" else ""]
    known = sorted(entry for entry in dates if entry)
    return known[0] if known else ""


def worst(reasons: Iterable[Reason]) -> Demand | None:
    """Give the worst demand: must_redo before must_confirm before nothing."""
    demands = {reason.demand for reason in reasons}
    for demand in (Demand.must_redo, Demand.must_confirm):
        if demand in demands:
            return demand
    return None


def spread(
    own: Mapping[str, bool], outdated: Mapping[str, bool], rests_on: Mapping[str, Sequence[str]]
) -> dict[str, Status]:
    """Give current, stale or suspect for every conclusion (8.4.3); cycle-safe.

    `own` says which have an own reason, `outdated` which rest on an outdated appraisal, `rests_on` the
    conclusions that each pins.
    """
    above: dict[str, list[str]] = {}
    for key, pinned in rests_on.items():
        for upstream in pinned:
            above.setdefault(upstream, []).append(key)
    status = {key: Status.stale if own[key] else Status.current for key in own}
    wave = [key for key in own if own[key] or outdated.get(key, False)]
    for key in wave:
        if not own[key]:
            status[key] = Status.suspect
    while wave:
        key = wave.pop()
        for dependant in above.get(key, ()):
            if status.get(dependant) is Status.current:
                status[dependant] = Status.suspect
                wave.append(dependant)
    return status


def _once(entries: Iterable[Any]) -> list[Any]:
    """Order entries so that the one with fewest conditions stands for its item."""
    return sorted(entries, key=lambda entry: (entry.item, entry.via != "", entry.via))


def _pin_reason(case: Case, pin: Pin, expected: Mapping[str, Expected]) -> Reason | None:
    fact = case.facts[pin.item]
    if not fact.in_force:
        return _withdrawn(case, pin, fact)
    if pin.item not in expected:
        return _removed(case, pin, fact)
    if pin.compare == "interface" and pin.pinned != fact.interface_hash:
        return _revised(case, pin, fact)
    return None


def _reason(code: Code, pin: Pin, fact: Fact, demand: Demand, why: str) -> Reason:
    return Reason(code, pin.item, demand, why, pin.version, fact.version)


def _decisive(fact: Fact) -> bool:
    return fact.use_role == "pivotal" or fact.direction == "contradicts"


def _was_decisive(case: Case, pin: Pin, fact: Fact) -> bool:
    before = case.before(pin)
    return (
        _decisive(fact)
        or before.get("role", "supportive") == "pivotal"
        or before.get("direction", "supports") == "contradicts"
    )


# -- an item that was pinned is no longer in force (8.3: 3, 4, 8, 13, 15, 20) --------------------------

_REDO: Final = Demand.must_redo
_CONFIRM: Final = Demand.must_confirm


def _withdrawn(case: Case, pin: Pin, fact: Fact) -> Reason | None:
    if fact.type == "EvidenceUse":
        return _removed(case, pin, fact)
    orphaned = fact.orphaned and fact.state == "in_force"
    if orphaned or fact.type in ("Claim", "Hazard", "HazardousSituation"):
        return _reason(Code.BASIS_ITEM_REMOVED, pin, fact, _CONFIRM, f"the {fact.type} was withdrawn")
    if fact.type in ("Evidence", "Standard") and fact.withdrawn_reason in (
        "superseded",
        "superseded_elsewhere",
    ):
        code = Code.STANDARD_CHANGED if fact.type == "Standard" else Code.BASIS_SUPERSEDED
        return _reason(code, pin, fact, _CONFIRM, f"the {fact.type} was superseded")
    if fact.type == "IntendedUseElement":
        return _reason(Code.INTENDED_PURPOSE_CHANGED, pin, fact, _CONFIRM, "the element was removed")
    code = _WITHDRAWN_CODES.get(fact.type, Code.BASIS_WITHDRAWN)
    word = fact.withdrawn_reason or "withdrawn"
    return _reason(code, pin, fact, _REDO, f"the {fact.type} was withdrawn ({word})")


_WITHDRAWN_CODES: Final[Mapping[str, Code]] = {
    "RiskControl": Code.CONTROL_CHANGED,
    "ComparatorDevice": Code.EQUIVALENCE_CHANGED,
    "CharacteristicComparison": Code.EQUIVALENCE_CHANGED,
    "DeviceVersion": Code.DEVICE_VERSION_CHANGED,
    "StateOfTheArt": Code.CRITERION_CHANGED,
    "Requirement": Code.CATALOGUE_CHANGED,
}


def _removed(case: Case, pin: Pin, fact: Fact) -> Reason | None:
    """The item is in force, but no longer part of this argument (8.3: 8, 15, 20)."""
    if pin.via and not _still_used(case, pin.via):
        return None  # said by the use that went away
    if fact.type == "EvidenceUse":
        decisive = _was_decisive(case, pin, fact)
        why = "a pivotal or contradicting use was removed" if decisive else "the use was removed"
        demand = _REDO if decisive else _CONFIRM
        return _reason(Code.BASIS_ITEM_REMOVED, pin, fact, demand, why)
    if fact.type == "IntendedUseElement":
        why = "the element is no longer covered"
        return _reason(Code.INTENDED_PURPOSE_CHANGED, pin, fact, _CONFIRM, why)
    if fact.type == "RiskControl":
        why = "the control no longer controls this"
        return _reason(Code.CONTROL_CHANGED, pin, fact, _REDO, why)
    code = _REMOVED_CODES.get(fact.type, Code.BASIS_ITEM_REMOVED)
    return _reason(code, pin, fact, _CONFIRM, f"the {fact.type} is no longer part of the argument")


_REMOVED_CODES: Final[Mapping[str, Code]] = {
    "DeviceVersion": Code.DEVICE_VERSION_CHANGED,
    "Standard": Code.STANDARD_CHANGED,
    "Requirement": Code.CATALOGUE_CHANGED,
    "StateOfTheArt": Code.CRITERION_CHANGED,
    "ComparatorDevice": Code.EQUIVALENCE_CHANGED,
    "CharacteristicComparison": Code.EQUIVALENCE_CHANGED,
}


def _still_used(case: Case, use: str) -> bool:
    pinned = any(pin.item == use for pin in case.pins)
    expected = any(entry.item == use for entry in case.expected)
    return pinned and expected


# -- an item that was pinned differs in what dependants compare (8.3: 1, 8, 9, 11, 14 to 29, 33) -------


def _revised(case: Case, pin: Pin, fact: Fact) -> Reason:
    code, judge = _REVISED.get(fact.type, (Code.BASIS_REVISED, _always_redo))
    demand, why = judge(case, pin, fact)
    return _reason(code, pin, fact, demand, why)


Judgement = tuple[Demand, str]


def _always_redo(_case: Case, _pin: Pin, fact: Fact) -> Judgement:
    return _REDO, f"the {fact.type} changed in substance"


def _always_confirm(_case: Case, _pin: Pin, fact: Fact) -> Judgement:
    return _CONFIRM, f"the {fact.type} changed in substance"


def _evidence(case: Case, pin: Pin, _fact: Fact) -> Judgement:
    if any(_decisive(use) for use in case.pinned_uses(pin.item)):
        return _REDO, "result fields changed, and a use is pivotal or contradicts"
    before, after = case.before(pin), case.after(pin)
    if before.get("favourable") != after.get("favourable"):
        return _REDO, "result fields changed, and the data turned round"
    if after.get("retracted", False):
        return _REDO, "the evidence is marked as retracted"
    return _CONFIRM, "result fields changed; no use is pivotal"


def _use(case: Case, pin: Pin, fact: Fact) -> Judgement:
    before, after = case.before(pin), case.after(pin)
    flipped = before.get("direction", "supports") != after.get("direction", "supports")
    if flipped or _was_decisive(case, pin, fact):
        return _REDO, "the use was pivotal, contradicts, or changed direction"
    return _CONFIRM, "the use changed; it is not pivotal"


def _element(case: Case, pin: Pin, _fact: Fact) -> Judgement:
    if narrowed(case.before(pin), case.after(pin)):
        return _CONFIRM, "the element was narrowed"
    return _REDO, "the element was widened or changed"


def narrowed(before: Content, after: Content) -> bool:
    """Whether an intended-use element only lost scope: range ends moved inwards, or it was excluded.

    Anything else, and anything in doubt, is not narrowing (8.2: when in doubt, substantive).
    """
    measured = ("range_min", "range_max", "included")
    if {k: v for k, v in before.items() if k not in measured and k in _ELEMENT_SUBSTANCE} != {
        k: v for k, v in after.items() if k not in measured and k in _ELEMENT_SUBSTANCE
    }:
        return False
    was, now = before.get("included", True), after.get("included", True)
    low = _inside(before.get("range_min"), after.get("range_min"), sign=1)
    high = _inside(before.get("range_max"), after.get("range_max"), sign=-1)
    if was and not now:
        return low and high
    return bool(before) and was == now and bool(now) and low and high


_ELEMENT_SUBSTANCE: Final = frozenset({"kind", "value", "range_unit"})


def _inside(before: float | None, after: float | None, sign: int) -> bool:
    if before is None:
        return True
    return after is not None and sign * after >= sign * before


def _risk(case: Case, pin: Pin, _fact: Fact) -> Judgement:
    before, after = case.before(pin), case.after(pin)
    scales = ("severity", "p1", "p2", "p", "level")
    same = {k: v for k, v in before.items() if k in _RISK_SUBSTANCE} == {
        k: v for k, v in after.items() if k in _RISK_SUBSTANCE
    }
    pairs = [(before.get(scale), after.get(scale)) for scale in scales]
    fell = all(was == now or (was is not None and now is not None and now < was) for was, now in pairs)
    worse = (before.get("acceptability"), after.get("acceptability")) not in (
        ("not_acceptable", "acceptable"),
        ("acceptable", "acceptable"),
        ("not_acceptable", "not_acceptable"),
        (None, None),
    )
    if same and fell and not worse and before:
        return _CONFIRM, "the estimate went down"
    return _REDO, "the estimate went up, or changed otherwise than down"


_RISK_SUBSTANCE: Final = frozenset({"scheme", "stage", "criteria_version", "estimates", "criterion_from"})


def _device_version(case: Case, pin: Pin, _fact: Fact) -> Judgement:
    before, after = case.before(pin), case.after(pin)
    if any(before.get(name) != after.get(name) for name in ("model_version", "modules")):
        return _REDO, "the algorithm or the modules of the version changed"
    return _CONFIRM, "the device version changed"


def _verdict(_case: Case, _pin: Pin, _fact: Fact) -> Judgement:
    return _REDO, "statement, verdict, conditions or scope of the conclusion changed"


Judge = Callable[[Case, Pin, Fact], Judgement]

_REVISED: Final[Mapping[str, tuple[Code, Judge]]] = {
    "Evidence": (Code.BASIS_REVISED, _evidence),
    "EvidenceUse": (Code.BASIS_REVISED, _use),
    "IntendedUseElement": (Code.INTENDED_PURPOSE_CHANGED, _element),
    "IntendedPurpose": (Code.INTENDED_PURPOSE_CHANGED, _always_redo),
    "Risk": (Code.BASIS_REVISED, _risk),
    "RiskControl": (Code.CONTROL_CHANGED, _always_redo),
    "StateOfTheArt": (Code.CRITERION_CHANGED, _always_redo),
    "ComparatorDevice": (Code.EQUIVALENCE_CHANGED, _always_redo),
    "CharacteristicComparison": (Code.EQUIVALENCE_CHANGED, _always_redo),
    "DeviceVersion": (Code.DEVICE_VERSION_CHANGED, _device_version),
    "Device": (Code.DEVICE_VERSION_CHANGED, _always_confirm),
    "Variant": (Code.DEVICE_VERSION_CHANGED, _always_confirm),
    "Standard": (Code.STANDARD_CHANGED, _always_confirm),
    "Requirement": (Code.CATALOGUE_CHANGED, _always_confirm),
    "SafetySignal": (Code.SIGNAL_RAISED, _always_redo),
    "LiteratureSearch": (Code.BASIS_REVISED, _always_confirm),
    "Conclusion": (Code.UPSTREAM_VERDICT_CHANGED, _verdict),
}


# -- an item ought to be in the basis and was never pinned (8.3: 6, 7, 12, 14, 17, 21, 26, 30) ---------


def _added(fact: Fact) -> Reason:
    if fact.type == "EvidenceUse" and fact.direction == "contradicts":
        code, demand, why = Code.CONTRADICTION_ADDED, _REDO, "contradicting evidence was linked"
    else:
        code, demand = _ADDED.get(fact.type, (Code.BASIS_ITEM_ADDED, _REDO))
        why = f"the basis gained this {fact.type}; the conclusion does not rest on it yet"
    return Reason(code, fact.key, demand, why, None, fact.version)


_ADDED: Final[Mapping[str, tuple[Code, Demand]]] = {
    "EvidenceUse": (Code.BASIS_ITEM_ADDED, _CONFIRM),
    "Evidence": (Code.BASIS_ITEM_ADDED, _CONFIRM),
    "Appraisal": (Code.BASIS_ITEM_ADDED, _CONFIRM),
    "RiskControl": (Code.BASIS_ITEM_ADDED, _CONFIRM),
    "Conclusion": (Code.BASIS_ITEM_ADDED, _CONFIRM),
    "LiteratureSearch": (Code.BASIS_ITEM_ADDED, _CONFIRM),
    "IntendedUseElement": (Code.INTENDED_PURPOSE_CHANGED, _REDO),
    "IntendedPurpose": (Code.INTENDED_PURPOSE_CHANGED, _REDO),
    "Hazard": (Code.HAZARD_ADDED, _REDO),
    "HazardousSituation": (Code.HAZARD_ADDED, _REDO),
    "DeviceVersion": (Code.DEVICE_VERSION_CHANGED, _CONFIRM),
    "Standard": (Code.STANDARD_CHANGED, _CONFIRM),
    "Requirement": (Code.CATALOGUE_CHANGED, _CONFIRM),
    "StateOfTheArt": (Code.CRITERION_CHANGED, _CONFIRM),
    "ComparatorDevice": (Code.EQUIVALENCE_CHANGED, _REDO),
    "CharacteristicComparison": (Code.EQUIVALENCE_CHANGED, _REDO),
    "SafetySignal": (Code.SIGNAL_RAISED, _REDO),
}
