"""What a write leaves unasked because it follows from what it knows.

For speed alone. With the switch off everything is asked, and every status has to come out the same: a
property test makes the same edits both ways and compares.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from graph.database.queries import BasisRow, KindsPresent, OlderConclusion
from graph.database.store import Tx
from graph.ledger.audit import Write
from graph.staleness import LOSS_CODES, Reason, SignedCase
from graph.vocabulary.kinds import KINDS, ConclusionKind

MAX_CONTENT_ONLY: Final = 20
"""Up to so many items whose place in every basis stays the same are judged by what names them."""
MIN_LOADED: Final = 2
"""From so many changed items on it pays to ask first whether there is any conclusion but the changed ones."""


@dataclass(slots=True)
class Switch:
    """Whether shortcuts are taken."""

    on: bool = True


SWITCH: Final = Switch()


@dataclass(frozen=True, slots=True)
class Shortcuts:
    """What a write knows before anything is evaluated, to spare asking again.

    `bases` are expected bases asked for already, `parts` the conclusions of which a part alone was touched.
    """

    bases: Mapping[str, Sequence[BasisRow]] = field(default_factory=dict)
    parts: Mapping[str, SignedCase] = field(default_factory=dict)


NO_SHORTCUTS: Final = Shortcuts()


async def absent_bases(tx: Tx) -> set[str]:
    """Return the bases (see `Kind.basis`) of which no conclusion is there, so that nothing can enter one."""
    if not SWITCH.on:
        return set()
    present = {row.kind for row in await tx.fetch(KindsPresent(kinds=sorted(KINDS)))}
    return {kind.basis for kind in KINDS.values()} - {KINDS[ConclusionKind(name)].basis for name in present}


async def only_changed_conclusions(write: Write, changed: int) -> bool:
    """Whether every signed conclusion is known to be one that this write changed, as in a first load."""
    first, write.has_evaluated = not write.has_evaluated, True
    if not SWITCH.on or not first or changed < MIN_LOADED:
        return False
    return await write.tx.one(OlderConclusion(revision=write.revision)) is None


def is_independent(part: SignedCase, reasons: Sequence[Reason]) -> bool:
    """Whether a part of a basis can be evaluated by itself beside the reasons that are cached.

    It can where none of them is about the part, or about what the part hangs together with: what a loss
    asks for hangs on all of the basis, by the sets of evidence that are left whole.
    """
    items = {pin.item for pin in part.pins} | {pin.via for pin in part.pins}
    return not any(reason.item in items or reason.code in LOSS_CODES for reason in reasons)
