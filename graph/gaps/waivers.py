"""The justifications of gaps, as stored, beside what they were signed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.database.queries import AllWaivers
from graph.database.store import Tx
from graph.waivers.stored import pinned_items_now, waiver_from
from graph.waivers.validity import ItemState, Lapse, Waiver, lapses


@dataclass(frozen=True, slots=True)
class LapsedWaiver:
    """A justification that does not hold, and why."""

    was: Waiver
    why: tuple[Lapse, ...]

    def record(self) -> dict[str, Any]:
        """Return it as JSON-compatible values."""
        return {**self.was.record(), "why": [lapse.record() for lapse in self.why]}


@dataclass(frozen=True, slots=True)
class WaiverStatus:
    """What was said of a gap: the justification that holds, and those that do not."""

    holds: Waiver | None
    lapsed: tuple[LapsedWaiver, ...]


async def waivers_of(tx: Tx, gaps: Sequence[str]) -> dict[str, list[Waiver]]:
    """Return the justifications of gaps by the id of the gap, withdrawn ones included."""
    wanted, found = set(gaps), dict[str, list[Waiver]]()
    for row in await tx.fetch(AllWaivers()) if wanted else ():
        if row.gap in wanted:
            found.setdefault(row.gap, []).append(waiver_from(row))
    return found


async def waiver_statuses(tx: Tx, allowed: Mapping[str, bool], today: str) -> dict[str, WaiverStatus]:
    """Return what was said of gaps (id to whether its rule allows it) and whether it holds on a day."""
    found = await waivers_of(tx, list(allowed))
    now = await pinned_items_now(tx, [one for given in found.values() for one in given])
    return {gap: _verdict(given, today, now, allowed=allowed[gap]) for gap, given in found.items()}


async def waivers_by_rule(tx: Tx, today: str) -> dict[str, dict[str, WaiverStatus]]:
    """Return all that was said of gaps, by rule and gap, as if every rule allowed a justification."""
    rules = {row.gap: row.rule for row in await tx.fetch(AllWaivers())}
    found: dict[str, dict[str, WaiverStatus]] = {}
    for gap, verdict in (await waiver_statuses(tx, dict.fromkeys(rules, True), today)).items():
        found.setdefault(rules[gap], {})[gap] = verdict
    return found


def _verdict(
    given: Sequence[Waiver], today: str, now: Mapping[str, ItemState], *, allowed: bool
) -> WaiverStatus:
    judged = [(one, lapses(one, today, now, allowed=allowed)) for one in given]
    holding = [one for one, why in judged if not why]
    lapsed = tuple(LapsedWaiver(one, why) for one, why in judged if why)
    return WaiverStatus(max(holding, key=lambda one: (one.expires_at, one.key), default=None), lapsed)
