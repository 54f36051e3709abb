"""Scopes: which devices an item concerns, kept beside the items so that rules find them fast.

An item is in the scope of the devices that it names, directly or by a version or variant; an item that
names none is in the scope `*`, which every device's answers include: nothing is ever lost by leaving the
device out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.database.queries import (
    DevicesOf,
    EnsureScopes,
    EnterScopes,
    ItemsByKeys,
    LeaveScopes,
    ScopeFollowers,
    ScopesOf,
)
from graph.database.store import Tx, batches
from graph.errors import ItemNotFound, WrongEnd

EVERYWHERE: Final = "*"


async def ensure(tx: Tx, devices: Iterable[str]) -> None:
    """Make the scopes of devices, and the one for everywhere."""
    await tx.run(EnsureScopes(ids=sorted({EVERYWHERE, *devices})))


async def of_device(tx: Tx, device: str) -> list[str]:
    """Return the scopes of what concerns a device; ItemNotFound or WrongEnd when it is not that of one."""
    row = await tx.one(ItemsByKeys(keys=[device]))
    if row is None:
        message = f"There is no device {device}; GET /v1/items?type=Device lists them."
        raise ItemNotFound(message)
    if row.type != "Device":
        message = f"{device} is a {row.type}; what concerns a device is asked for by the key of a Device."
        raise WrongEnd(message)
    return [device, EVERYWHERE]


async def followers(tx: Tx, keys: Sequence[str]) -> list[str]:
    """Return the items whose scope follows from these versions or variants of devices."""
    return [row.key for row in await tx.fetch(ScopeFollowers(keys=keys))]


async def rescope(tx: Tx, keys: Iterable[str]) -> set[str]:
    """Put items into the scopes that their references say now; gives those that moved."""
    wanted = sorted(set(keys))
    ought = await _expected(tx, wanted)
    stored: dict[str, set[str]] = {key: set() for key in wanted}
    for row in await tx.fetch(ScopesOf(keys=wanted)):
        stored[row.key].add(row.scope)
    moved = [key for key in wanted if ought[key] != stored[key]]
    await tx.run(LeaveScopes(keys=[key for key in moved if stored[key]]))
    rows = [{"key": key, "scope": scope} for key in moved for scope in sorted(ought[key])]
    for batch in batches(rows):
        await tx.run(EnterScopes(rows=batch))
    return set(moved)


async def expected_scopes(tx: Tx, keys: Sequence[str]) -> Mapping[str, set[str]]:
    """Return the scopes that items ought to be in, from their references."""
    return await _expected(tx, keys)


async def _expected(tx: Tx, keys: Sequence[str]) -> dict[str, set[str]]:
    named: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    for row in await tx.fetch(DevicesOf(keys=keys)):
        named[row.key].append((row.device, row.type))
    parts = sorted({d for rows in named.values() for d, kind in rows if kind != "Device"})
    whole: dict[str, set[str]] = {}
    for row in await tx.fetch(DevicesOf(keys=parts)):
        if row.type == "Device":
            whole.setdefault(row.key, set()).add(row.device)
    devices = {row.key for row in await tx.fetch(ItemsByKeys(keys=keys)) if row.type == "Device"}
    found = {}
    for key in keys:
        scopes = {key} if key in devices else set()
        for device, kind in named[key]:
            scopes |= {device} if kind == "Device" else whole.get(device, set())
        found[key] = scopes or {EVERYWHERE}
    return found
