"""Waivers as they are stored, and which of them do not hold by what they were signed on.

Whether a gap is justified on a day is asked by `graph.gaps`; whether a conclusion may go on citing one, by
`graph.basis`. Both decide by `graph.justifying`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.database.queries import ItemsByKeys, VersionHashes, WaiverRow, WaiversByKeys
from graph.database.store import Tx
from graph.versions.version import VersionId, version_id
from graph.waivers.validity import ItemState, Waiver, WaiverPin, lapses


async def waivers_from(tx: Tx, rows: Sequence[WaiverRow]) -> list[Waiver]:
    """Return waivers as the pure rules see them.

    What was signed says the hash of then; what is of substance may be another part of a content since (see
    `graph.maintenance.rehash`), so that the version that was relied on says it.
    """
    pins = {row.key: [_Pin(**pin) for pin in json.loads(row.pinned or "[]")] for row in rows}
    ids = {pin.of for signed in pins.values() for pin in signed if pin.version}
    hashes = {row.id: row.substantive_hash for row in await tx.fetch(VersionHashes(ids=sorted(ids)))}
    return [_waiver(row, pins[row.key], hashes) for row in rows]


@dataclass(frozen=True, slots=True)
class _Pin:
    """A pin as it is stored; of an item that was never in force, and of none, it names version 0."""

    role: str
    item: str
    version: int
    state: str
    hash: str | None

    @property
    def of(self) -> VersionId:
        return version_id(self.item, self.version)


def _waiver(row: WaiverRow, pins: Sequence[_Pin], hashes: Mapping[str, str]) -> Waiver:
    return Waiver(
        key=row.key,
        version=row.version,
        state=row.state,
        subject=row.subject,
        gap=row.gap,
        rule=row.rule,
        detail=row.detail,
        devices=tuple(row.devices),
        rationale=row.rationale or None,
        compensating_measure=row.compensating_measure or None,
        expires_at=row.expires_at or None,
        valid_until=row.valid_until or None,
        withdrawn_reason=row.withdrawn_reason or None,
        meanings=frozenset(row.meanings or ()),
        signed_by=row.signed_by or None,
        signed_at=row.signed_at or None,
        pins=tuple(
            WaiverPin(pin.role, pin.item, ItemState(hashes.get(pin.of, pin.hash), pin.state)) for pin in pins
        ),
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
    waivers = await waivers_from(tx, [row for row in rows if row.gap])
    now = await pinned_items_now(tx, waivers)
    why_not = {row.key: f"{row.key} names no gap." for row in rows if not row.gap}
    for waiver in waivers:
        why = lapses(waiver, None, now, allowed=True)
        if why:
            why_not[waiver.key] = why[0].detail
    return why_not
