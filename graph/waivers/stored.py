"""Justified gaps as they are stored, and which of them do not hold by what they were signed on.

Whether a gap is justified on a day is asked by `graph.gaps`; whether a conclusion may go on citing one, by
`graph.basis`. Both decide by `graph.justifying`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from graph.database.queries import ItemsByKeys, JustificationRow, JustificationsByKeys
from graph.database.store import Tx
from graph.waivers.validity import Justification, Pinned, Standing, lapses


def justification(row: JustificationRow) -> Justification:
    """Return a justified gap as the pure rules see it."""
    pins = json.loads(row.pinned or "[]")
    return Justification(
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
        pins=tuple(Pinned(p["role"], p["item"], Standing(p["hash"], p["state"])) for p in pins),
    )


async def named_now(tx: Tx, given: Iterable[Justification]) -> dict[str, Standing]:
    """Return the items that justifications were signed on, as they are now."""
    named = {pin.item for one in given for pin in one.pins}
    rows = await tx.fetch(ItemsByKeys(keys=sorted(named)))
    return {row.key: Standing(row.substantive_hash, row.state) for row in rows}


async def lapsed(tx: Tx, keys: Sequence[str]) -> dict[str, str]:
    """Return why justified gaps do not hold, whatever the day is; those that hold are left out.

    That its rule forbids it is not asked: such a one never held, and the gap says so.
    """
    if not keys:
        return {}
    rows = await tx.fetch(JustificationsByKeys(keys=sorted(keys)))
    given = [justification(row) for row in rows if row.gap]
    now = await named_now(tx, given)
    found = {row.key: f"{row.key} names no gap." for row in rows if not row.gap}
    for one in given:
        why = lapses(one, "", now, allowed=True)
        if why:
            found[one.key] = why[0].text
    return found
