"""The waivers of gaps, as stored, beside what they were signed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.database.queries import AllWaivers
from graph.database.store import Tx
from graph.waivers.stored import pinned_items_now, waivers_from
from graph.waivers.validity import ItemState, Lapse, Waiver, lapses


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantedWaiver:
    """A waiver as it is shown with its gap: why the gap is accepted, until when, and who signed."""

    key: str
    version: int
    rationale: str
    compensating_measure: str | None
    expires_at: str | None
    cites: tuple[str, ...]
    signed_by: str | None
    signed_at: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsedWaiver(GrantedWaiver):
    """A waiver that does not hold, and every reason why."""

    why: tuple[Lapse, ...]


@dataclass(frozen=True, slots=True)
class WaiverStatus:
    """Of one gap: the waiver that holds, and those that do not."""

    holds: GrantedWaiver | None
    lapsed: tuple[LapsedWaiver, ...]


async def waivers_of(tx: Tx, gaps: Sequence[str]) -> dict[str, list[Waiver]]:
    """Return the waivers of gaps by the id of the gap, withdrawn ones included."""
    ids, by_gap = set(gaps), dict[str, list[Waiver]]()
    rows = [row for row in await tx.fetch(AllWaivers()) if row.gap in ids] if ids else []
    for row, waiver in zip(rows, await waivers_from(tx, rows), strict=True):
        by_gap.setdefault(row.gap, []).append(waiver)
    return by_gap


async def waiver_statuses(tx: Tx, allowed: Mapping[str, bool], today: str) -> dict[str, WaiverStatus]:
    """Return the waivers of gaps (id to whether its rule allows one), and whether they hold on a day."""
    by_gap = await waivers_of(tx, list(allowed))
    now = await pinned_items_now(tx, [waiver for waivers in by_gap.values() for waiver in waivers])
    return {gap: _status(waivers, today, now, allowed=allowed[gap]) for gap, waivers in by_gap.items()}


async def waivers_by_rule(tx: Tx, today: str) -> dict[str, dict[str, WaiverStatus]]:
    """Return all waivers by rule and gap, as if every rule allowed one."""
    rules = {row.gap: row.rule for row in await tx.fetch(AllWaivers())}
    by_rule: dict[str, dict[str, WaiverStatus]] = {}
    for gap, status in (await waiver_statuses(tx, dict.fromkeys(rules, True), today)).items():
        by_rule.setdefault(rules[gap], {})[gap] = status
    return by_rule


def _status(
    waivers: Sequence[Waiver], today: str, now: Mapping[str, ItemState], *, allowed: bool
) -> WaiverStatus:
    with_lapses = [(waiver, lapses(waiver, today, now, allowed=allowed)) for waiver in waivers]
    holding = [waiver for waiver, why in with_lapses if not why]
    last = max(holding, key=lambda waiver: (waiver.expires_at, waiver.key), default=None)
    return WaiverStatus(
        GrantedWaiver(**_shown(last)) if last else None,
        tuple(LapsedWaiver(**_shown(waiver), why=why) for waiver, why in with_lapses if why),
    )


def _shown(waiver: Waiver) -> dict[str, Any]:
    return {
        "key": waiver.key,
        "version": waiver.version,
        "rationale": waiver.rationale,
        "compensating_measure": waiver.compensating_measure or None,
        "expires_at": waiver.expires_at or None,
        "cites": tuple(waiver.cites),
        "signed_by": waiver.signed_by or None,
        "signed_at": waiver.signed_at or None,
    }
