"""An item that was pinned differs in what dependants compare.

Concepts 8.3, events 1, 8, 9, 11, 14 to 29 and 33.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from graph.staleness.expected_changes import CLASS, SIDE_EFFECTS_ARGUED, is_expected, is_only_justified
from graph.staleness.model import Fact, PinnedItem, Reason, ReasonCode, SignedCase
from graph.staleness.weights import (
    CONFIRM,
    REDO,
    algorithm_differs,
    is_decisive,
    is_limit,
    pin_reason,
    was_decisive,
)
from graph.vocabulary import Item, shapes
from graph.vocabulary.content import Content
from graph.vocabulary.n12 import RANKS
from graph.vocabulary.registry import compared
from graph.vocabulary.risk import stricter
from graph.vocabulary.scope import IntendedUseElement
from graph.vocabulary.statuses import Demand


def change_reason(case: SignedCase, pin: PinnedItem, fact: Fact) -> Reason | None:
    """Return the reason for a pinned item whose content, as dependants compare it, is another now.

    None where what differs is what was to be expected, or nothing that the conclusion argues with.
    """
    code, weigh = _CHANGED.get(fact.type, (ReasonCode.BASIS_REVISED, _always_redo))
    before, after = case.content_pinned(pin), case.content_now(pin)
    names = differing(fact.type, before, after) if before else frozenset[str]()
    if names and is_expected(fact.type, pin.role, names, before, after):
        return None
    if names and is_only_justified(fact.type, names, before):
        return pin_reason(code, pin, fact, CONFIRM, "a justification was written that was not there")
    demand, why = weigh(case, pin, fact)
    return pin_reason(code, pin, fact, demand, why)


def put_back_reason(case: SignedCase, pin: PinnedItem, fact: Fact) -> Reason:
    """Return the reason for a report that said something else meanwhile, until a load put the old back.

    A correction and a master that knows nothing of it disagree; somebody has to say which of them is right.
    It asks for what the change asked for: who did not rest on it decisively looks at it.
    """
    code, weigh = _CHANGED.get(fact.type, (ReasonCode.BASIS_REVISED, _always_redo))
    demand, _ = weigh(case, pin, fact)
    why = f"the {fact.type} said something else meanwhile, and a load put back what it says now"
    return pin_reason(code, pin, fact, demand, why)


def differing(item_type: str, before: Content, after: Content) -> frozenset[str]:
    """Return the names of the fields in which two contents differ for those who compare them."""
    was, now = compared(item_type, before), compared(item_type, after)
    return frozenset(name for name in {*was, *now} if was.get(name) != now.get(name))


DemandAndWhy = tuple[Demand, str]


def _always_redo(_case: SignedCase, _pin: PinnedItem, fact: Fact) -> DemandAndWhy:
    return REDO, f"the {fact.type} changed in substance"


def _always_confirm(_case: SignedCase, _pin: PinnedItem, fact: Fact) -> DemandAndWhy:
    return CONFIRM, f"the {fact.type} changed in substance"


def _evidence(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    before, after = case.content_pinned(pin), case.content_now(pin)
    others = ("generated_with",) if before.get("generated_with") else ()
    if any(before.get(name) != after.get(name) for name in (*_WHAT_DATA, *others)):
        return REDO, "the data are of another kind or another device than was said, or were rejected"
    if any(is_decisive(use) for use in case.pinned_uses(pin.item)):
        return REDO, "result fields changed, and a use is pivotal or contradicts"
    if before.get("favourable") != after.get("favourable"):
        return REDO, "result fields changed, and the data turned round"
    if after.get("retracted") is True:
        return REDO, "the evidence is marked as retracted"
    if after.get("retracted"):
        return CONFIRM, "concern about the evidence was published; no use is pivotal"
    return CONFIRM, "result fields changed; no use is pivotal"


_WHAT_DATA: Final = ("kind", "device_basis", "rejected")


def _appraisal(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    before, after = case.content_pinned(pin), case.content_now(pin)
    if differing("Appraisal", before, after) == {"full_text_read"} and after.get("full_text_read", True):
        return CONFIRM, "the full text was read since, and the grades are the same"
    return REDO, "the Appraisal changed in substance"


def _material(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    before, after = case.content_pinned(pin), case.content_now(pin)
    if before and differing("InformationMaterial", before, after) == {"claim_statements"}:
        was, now = ([entry["statement"] for entry in c.get("claim_statements", ())] for c in (before, after))
        if was == now:
            return CONFIRM, "the same statements name other claims"
    return REDO, "the InformationMaterial changed in substance"


def _use(case: SignedCase, pin: PinnedItem, fact: Fact) -> DemandAndWhy:
    before, after = case.content_pinned(pin), case.content_now(pin)
    flipped = before.get("direction", "supports") != after.get("direction", "supports")
    if flipped or was_decisive(case, pin, fact):
        return REDO, "the use was pivotal, contradicts, or changed direction"
    return CONFIRM, "the use changed; it is not pivotal"


def _element(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    before, after = case.content_pinned(pin), case.content_now(pin)
    if narrowed(before, after):
        return CONFIRM, "the element was narrowed"
    codes = (before.get("coded_value"), after.get("coded_value"))
    if (
        before.get("value")
        and None in codes
        and differing("IntendedUseElement", before, after) == {"coded_value"}
    ):
        return CONFIRM, "a code was given to the same words, or taken away"
    return REDO, "the element was widened or changed"


def narrowed(before: Content, after: Content) -> bool:
    """Whether an intended-use element only lost scope: range ends moved inwards, or it was excluded.

    Anything else, and anything in doubt, is not narrowing (concepts 8.2: in doubt, substantive). So is every
    change of a limit: a contraindication for fewer people takes people in.
    """
    if any(before.get(name) != after.get(name) for name in _ELEMENT_SUBSTANCE) or is_limit(before):
        return False
    was, now = before.get("included", True), after.get("included", True)
    low = _inside(before.get("range_min"), after.get("range_min"), sign=1)
    high = _inside(before.get("range_max"), after.get("range_max"), sign=-1)
    if was and not now:
        return low and high
    return bool(before) and was == now and bool(now) and low and high


_ELEMENT_SUBSTANCE: Final = frozenset(
    name for name, shape in shapes(IntendedUseElement).items() if not shape.editorial
) - {"range_min", "range_max", "included"}


def _inside(before: float | None, after: float | None, sign: int) -> bool:
    if before is None:
        return True
    return after is not None and sign * after >= sign * before


def _risk(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    before, after = case.content_pinned(pin), case.content_now(pin)
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
        return CONFIRM, "the estimate went down"
    return REDO, "the estimate went up, or changed otherwise than down"


_RISK_SUBSTANCE: Final = frozenset(
    {"scheme", "stage", "criteria_version", "estimates", "criterion_from", "criteria"}
)


def _criteria(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    if stricter(case.content_pinned(pin), case.content_now(pin)):
        return REDO, "what was acceptable by the criteria no longer is"
    return CONFIRM, "the criteria changed and are not stricter"


def _benchmark(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    before, after = case.content_pinned(pin), case.content_now(pin)
    if before and not asks_for_more(before, after):
        return CONFIRM, "the benchmark is no stricter, and the alternatives are the same"
    return REDO, "the criterion became stricter, or an alternative or what is measured changed"


def asks_for_more(before: Content, after: Content) -> bool:
    """Whether a state of the art asks for more (event 23): anything but a benchmark that only went down.

    Sources may change without that. Where `better` does not say which way is up, in doubt it asks for more.
    """
    differing = {name for name in {*before, *after} if before.get(name) != after.get(name)} - _SOURCES
    if not differing <= set(_BENCHMARKS):
        return True
    up = {"higher": 1, "lower": -1}.get(str(after.get("better")))
    pairs = [(before.get(name), after.get(name)) for name in differing]
    return any(up is None or was is None or now is None or up * now > up * was for was, now in pairs)


_BENCHMARKS: Final = ("benchmark_value", "benchmark_min", "benchmark_max")
_SOURCES: Final = frozenset({"derived_from", "source_date_from", "source_date_to", "text"}) | set(
    Item.model_fields
)


def _reported(case: SignedCase, pin: PinnedItem, fact: Fact) -> DemandAndWhy:
    if case.content_now(pin).get("outcome") == "contradicts":
        return REDO, f"the {fact.type} reported data that contradict"
    return CONFIRM, f"the {fact.type} changed"


def category_reason(pin: PinnedItem, fact: Fact, roles: Iterable[str]) -> Reason:
    """Return the reason for another category of the software (event 16); the roles say which it is now."""
    was = category_of(pin.role)
    now = max((category_of(role) for role in roles), key=_rank)
    if _rank(now) > _rank(was):
        demand, why = REDO, f"the N12 category rose from {was} to {now}"
    else:
        demand, why = CONFIRM, f"the N12 category went from {was} to {now or 'none'}"
    return pin_reason(ReasonCode.INTENDED_PURPOSE_CHANGED, pin, fact, demand, why)


def category_of(role: str) -> str:
    """Return the category that a role says, '' for none."""
    return role.removeprefix(CATEGORY_ROLE) if role.startswith(CATEGORY_ROLE) else ""


CATEGORY_ROLE: Final = "category_"
"""How the role of an intended purpose begins that a conclusion rests on for its category alone."""


def _rank(category: str) -> int:
    return {str(name): rank for name, rank in RANKS.items()}.get(category, 0)


def _device_version(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    if algorithm_differs(case.content_pinned(pin), case.content_now(pin)):
        return REDO, "the algorithm or the modules of the version changed"
    return CONFIRM, "the device version changed"


def _verdict(_case: SignedCase, _pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    return REDO, "statement, verdict, conditions or scope of the conclusion changed"


def _device(case: SignedCase, pin: PinnedItem, fact: Fact) -> DemandAndWhy:
    if pin.role == CHARACTERISTICS_ROLE and _differ(case, pin, _CHARACTERISTICS):
        return REDO, "the lifetime, or what else of the device can affect safety, changed"
    if pin.role in SIDE_EFFECTS_ARGUED and _differ(case, pin, ("no_side_effects_rationale",)):
        return REDO, "another reason is given for there being no side-effect"
    return _always_confirm(case, pin, fact)


CHARACTERISTICS_ROLE: Final = "characteristics"
"""Role of a device where risks are judged for what it is (ISO 14971:2019, 5.3)."""
_CHARACTERISTICS: Final = ("lifetime", "safety_characteristics", "components", "accessories", "is_samd")


def _profile(case: SignedCase, pin: PinnedItem, _fact: Fact) -> DemandAndWhy:
    if _differ(case, pin, CLASS):
        return REDO, "the class, the route or the law by which the device is judged changed"
    return CONFIRM, "a figure or a date of the regulatory profile changed"


def _differ(case: SignedCase, pin: PinnedItem, names: Iterable[str]) -> bool:
    before, after = case.content_pinned(pin), case.content_now(pin)
    return any(before.get(name) != after.get(name) for name in names)


Weigh = Callable[[SignedCase, PinnedItem, Fact], DemandAndWhy]

_CHANGED: Final[Mapping[str, tuple[ReasonCode, Weigh]]] = {
    "Evidence": (ReasonCode.BASIS_REVISED, _evidence),
    "EvidenceUse": (ReasonCode.BASIS_REVISED, _use),
    "Appraisal": (ReasonCode.BASIS_REVISED, _appraisal),
    "InformationMaterial": (ReasonCode.BASIS_REVISED, _material),
    "IntendedUseElement": (ReasonCode.INTENDED_PURPOSE_CHANGED, _element),
    "IntendedPurpose": (ReasonCode.INTENDED_PURPOSE_CHANGED, _always_redo),
    "Risk": (ReasonCode.BASIS_REVISED, _risk),
    "RiskCriteria": (ReasonCode.CRITERION_CHANGED, _criteria),
    "RiskControl": (ReasonCode.CONTROL_CHANGED, _always_redo),
    "StateOfTheArt": (ReasonCode.CRITERION_CHANGED, _benchmark),
    "ComparatorDevice": (ReasonCode.EQUIVALENCE_CHANGED, _always_redo),
    "CharacteristicComparison": (ReasonCode.EQUIVALENCE_CHANGED, _always_redo),
    "DeviceVersion": (ReasonCode.DEVICE_VERSION_CHANGED, _device_version),
    "Device": (ReasonCode.DEVICE_VERSION_CHANGED, _device),
    "RegulatoryProfile": (ReasonCode.BASIS_REVISED, _profile),
    "Variant": (ReasonCode.DEVICE_VERSION_CHANGED, _always_confirm),
    "Standard": (ReasonCode.STANDARD_CHANGED, _always_confirm),
    "Requirement": (ReasonCode.CATALOGUE_CHANGED, _always_confirm),
    "SafetySignal": (ReasonCode.SIGNAL_RAISED, _always_redo),
    "PmcfActivity": (ReasonCode.BASIS_REVISED, _reported),
    "PmsReport": (ReasonCode.BASIS_REVISED, _reported),
    "JustifiedGap": (ReasonCode.WAIVER_LAPSED, _always_confirm),
    "LiteratureSearch": (ReasonCode.BASIS_REVISED, _always_confirm),
    "Conclusion": (ReasonCode.UPSTREAM_VERDICT_CHANGED, _verdict),
}
