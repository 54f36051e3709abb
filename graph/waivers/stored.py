"""Waivers as they are stored, and which of them do not hold by what they were signed on.

Whether a gap is justified on a day is asked by `graph.gaps`; whether a conclusion may go on citing one, by
`graph.basis`. Both decide by `graph.justifying`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from graph.database.queries import ItemsByKeys, WaiverRow, WaiversByKeys
from graph.database.store import Tx
from graph.waivers.validity import ItemState, Waiver, WaiverPin, lapses


def waiver_from(row: WaiverRow) -> Waiver:
    """Return a waiver as the pure rules see it."""
    pins = json.loads(row.pinned or "[]")
    return Waiver(
        key=row.key,
        version=row.version,
        state=row.state,
        subject=row.subject,
        rationale=row.rationale or "",
        compensating_measure=row.compensating_measure or "",
        expires_at=row.expires_at or "",
        valid_until=row.valid_until or "",
        withdrawn_reason=row.withdrawn_reason or "",
        meanings=frozenset(row.meanings or ()),
        signed_by=row.signed_by or "",
        signed_at=row.signed_at or "",
        pins=tuple(WaiverPin(p["role"], p["item"], ItemState(p["hash"], p["state"])) for p in pins),
    )


async def pinned_items_now(tx: Tx, waivers: Iterable[Waiver]) -> dict[str, ItemState]:
    """Return the items that waivers were signed on, as they are now."""
    keys = {pin.item for waiver in waivers for pin in waiver.pins}
    rows = await tx.fetch(ItemsByKeys(keys=sorted(keys)))
    return {row.key: ItemState(row.substantive_hash, row.state) for row in rows}


async def lapses_by_key(tx: Tx, keys: Sequence[str]) -> dict[str, str]:
    """Return why waivers do not hold, whatever the day is; those that hold are left out.

    That its rule forbids it is not asked: such a one never held, and the gap says so.
    """
    if not keys:
        return {}
    rows = await tx.fetch(WaiversByKeys(keys=sorted(keys)))
    waivers = [waiver_from(row) for row in rows if row.gap]
    now = await pinned_items_now(tx, waivers)
    why_not = {row.key: f"{row.key} names no gap." for row in rows if not row.gap}
    for waiver in waivers:
        why = lapses(waiver, "", now, allowed=True)
        if why:
            why_not[waiver.key] = why[0].detail
    return why_not
