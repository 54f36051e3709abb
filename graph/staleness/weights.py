"""What every kind of drift weighs by: whether a use decided, whether an algorithm is another."""

from __future__ import annotations

from typing import Final

from graph.staleness.model import Fact, PinnedItem, Reason, ReasonCode, SignedCase
from graph.vocabulary.content import Content
from graph.vocabulary.statuses import Demand

REDO: Final = Demand.must_redo
CONFIRM: Final = Demand.must_confirm
STATED_ROLE: Final = "stated_in"
"""The role of a material in the conclusion that a claim is supported: what it says, not that there is one."""


UNCONCLUDED_ROLE: Final = "unconcluded_claim"
"""The role of a claim where it speaks for itself, since nobody concluded whether it is supported."""
DESCRIBED_ROLE: Final = "described_by"
"""The role of an element of the intended use in a conclusion that a requirement does not apply."""
NEED_ROLE: Final = "need"
"""The role of what a design item fulfils that implements a control."""
SOURCE_ROLE: Final = "drawn_on"
"""The role of data that a review draws on."""
USER_ROLE: Final = "user"
"""The role of an intended user in what is concluded on a control that works by what people are told."""
EVALUATED_ROLE: Final = "evaluated_claim"
"""The role of a claim in an evaluation that concludes on no requirement: that there is one."""
LOOKED_AT: Final = frozenset({NEED_ROLE, USER_ROLE, EVALUATED_ROLE})
"""Roles of what a look at is enough for, whatever became of it."""
VERSION_ROLE: Final = "device_version"
COMING_ROLE: Final = "coming_version"
OTHER_ROLE: Final = "other_version"
ASIDE: Final = frozenset({COMING_ROLE, OTHER_ROLE})
"""Roles of device versions that a conclusion does not argue with: in development beside one on the market, or
on the market beside those that its subject names."""


def pin_reason(code: ReasonCode, pin: PinnedItem, fact: Fact, demand: Demand, why: str) -> Reason:
    """Make a reason about a pinned item."""
    return Reason(code, pin.item, demand, why, pin.version, fact.version)


def is_decisive(fact: Fact) -> bool:
    """Whether a use is pivotal or contradicts, as it stands now."""
    return fact.use_role == "pivotal" or fact.direction == "contradicts"


def was_decisive(case: SignedCase, pin: PinnedItem, fact: Fact) -> bool:
    """Whether a use is pivotal or contradicts, now or as it was pinned."""
    before = case.content_pinned(pin)
    return (
        is_decisive(fact)
        or before.get("role", "supportive") == "pivotal"
        or before.get("direction", "supports") == "contradicts"
    )


def is_limit(element: Content) -> bool:
    """Whether an intended-use element takes something out of the intended use, not into it."""
    return element.get("kind") in _LIMITS or not element.get("included", True)


_LIMITS: Final = ("contraindication", "precaution_warning", "foreseeable_misuse")


def algorithm_differs(before: Content, after: Content) -> bool:
    """Whether two device versions differ in their model or their modules (event 26)."""
    return any(before.get(name) != after.get(name) for name in ("model_version", "modules"))
