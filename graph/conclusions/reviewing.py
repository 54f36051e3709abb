"""Who looks at a conclusion anew, what has to be weighed, and where another person has to look."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Final

from graph.errors import ReaffirmationRefused
from graph.items import must_find_version
from graph.proposals import Author
from graph.queries import FactsOf, ItemsByKeys, PinsOf, ReviewLevels
from graph.staleness import Demand, Reason
from graph.store import Tx

REVIEWED_KINDS: Final = ("pillar_vca", "pillar_av", "pillar_cv", "cer_overall")
"""Kinds whose independent review N41 8.0 asks for; which devices need it follows from the N12 cell."""


async def refuse_without_review(tx: Tx, key: str, kind: str, reasons: Sequence[Reason]) -> None:
    """Refuse that must_redo is closed under the same verdict without an independent review that is needed.

    For a reviewer, or signatures, that are not independent of the author (8.5 a, b).
    """
    redo = any(reason.demand == Demand.must_redo for reason in reasons)
    if not redo or kind not in REVIEWED_KINDS:
        return
    levels = await tx.fetch(ReviewLevels(keys=[key]))
    asking = sorted({row.purpose for row in levels if row.review == "more_important"})
    if asking:
        message = (
            f"{key} has must_redo reasons, and {', '.join(asking)} stands in an N12 cell that asks for "
            "an independent review (N41 8.0). Whoever did not write it re-affirms it with "
            "independent_review."
        )
        raise ReaffirmationRefused(message)


async def contradicting(tx: Tx, key: str, reasons: Sequence[Reason]) -> frozenset[str]:
    """Give what reasons name that speaks against the conclusion now: uses, and the data that they use."""
    named = {reason.item for reason in reasons}
    pins = [pin for pin in await tx.fetch(PinsOf(keys=[key])) if pin.item in named and pin.via]
    facts = await tx.fetch(FactsOf(keys=sorted(named | {pin.via for pin in pins})))
    against = {f.key for f in facts if f.direction == "contradicts" and f.state == "in_force"}
    return frozenset(named & against | {pin.item for pin in pins if pin.via in against})


async def qualification(tx: Tx, author: Author) -> dict[str, Any] | None:
    """Give what is on file of the reviewer now: the Person whose key is the actor's name; None for nobody."""
    row = await tx.one(ItemsByKeys(keys=[author.actor]))
    if row is None or row.type != "Person" or row.state != "in_force":
        return None
    version = await must_find_version(tx, row.key, row.effective_no)
    content = json.loads(version["content"])
    return {"person": row.key, "version": row.effective_no, **content}
