"""Scopes: which devices an item concerns, kept beside the items so that rules find them fast.

An item is in the scope of the devices that it names, directly or by a version or variant; an item that
names none is in the scope `*`, which every device's answers include: nothing is ever lost by leaving the
device out.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.database.messages import batches
from graph.database.queries import (
    AllScopes,
    DevicesInForce,
    DevicesOf,
    EnsureScopes,
    EnterScopes,
    ItemsByKeys,
    LeaveScopes,
    ScopeFollowers,
    ScopesOf,
)
from graph.database.store import Tx
from graph.errors import ItemNotFound, Outside, WrongType
from graph.vocabulary.spelling import a_or_an

EVERYWHERE: Final = "*"


async def ensure_for(tx: Tx, items: Mapping[str, str]) -> None:
    """Make the scopes of the devices among items (key to type), and the one for everywhere."""
    devices = [key for key, kind in items.items() if kind == "Device"]
    await tx.run(EnsureScopes(ids=sorted({EVERYWHERE, *devices})))


async def of_device(tx: Tx, device: str) -> list[str]:
    """Return the scopes of what concerns a device; ItemNotFound or WrongType when it is not that of one."""
    row = await tx.one(ItemsByKeys(keys=[device]))
    if row is None:
        message = f"There is no device {device}; {Outside.list_items}?type=Device lists them."
        raise ItemNotFound(message)
    if row.type != "Device":
        message = (
            f"{device} is {a_or_an(row.type)}; what concerns a device is asked for by the key of a Device."
        )
        raise WrongType(message)
    return [device, EVERYWHERE]


@dataclass(frozen=True, slots=True)
class AskedScopes:
    """The scopes that a question is about, and the devices for which it judges what names no device.

    The one device is `''` where no device is recorded: the file is judged for itself.
    """

    scopes: Sequence[str]
    devices: Sequence[str]


async def asked_scopes(tx: Tx, device: str | None = None) -> AskedScopes:
    """Return the scopes of a question for one device, or for all; ItemNotFound or WrongType for no device.

    What names no device is judged for all devices in force, and for one that is asked for by name.
    """
    if device:
        return AskedScopes(await of_device(tx, device), [device])
    every = [row.key for row in await tx.fetch(AllScopes())]
    return AskedScopes(every, [row.key for row in await tx.fetch(DevicesInForce())] or [""])


async def followers(tx: Tx, keys: Iterable[str]) -> list[str]:
    """Return the items whose scope follows from the versions or variants of devices among these."""
    return [row.key for row in await tx.fetch(ScopeFollowers(keys=sorted(keys)))]


def parts_of_devices(items: Mapping[str, str]) -> list[str]:
    """Return those of items (key to type) from which the scope of others follows."""
    return [key for key, kind in items.items() if kind in ("DeviceVersion", "Variant")]


async def rescope(tx: Tx, keys: Iterable[str]) -> set[str]:
    """Put items into the scopes that their references say now; gives those that moved."""
    items = sorted(set(keys))
    expected = await expected_scopes(tx, items)
    stored: dict[str, set[str]] = {key: set() for key in items}
    for row in await tx.fetch(ScopesOf(keys=items)):
        stored[row.key].add(row.scope)
    moved = [key for key in items if expected[key] != stored[key]]
    await tx.run(LeaveScopes(keys=[key for key in moved if stored[key]]))
    rows = [{"key": key, "scope": scope} for key in moved for scope in sorted(expected[key])]
    for batch in batches(rows):
        await tx.run(EnterScopes(rows=batch))
    return set(moved)


async def expected_scopes(tx: Tx, keys: Sequence[str]) -> dict[str, set[str]]:
    """Return the scopes that items ought to be in, from their references."""
    referred: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    for row in await tx.fetch(DevicesOf(keys=keys)):
        referred[row.key].append((row.device, row.type))
    parts = sorted({device for ends in referred.values() for device, kind in ends if kind != "Device"})
    whole: dict[str, set[str]] = {}
    for row in await tx.fetch(DevicesOf(keys=parts)):
        if row.type == "Device":
            whole.setdefault(row.key, set()).add(row.device)
    devices = {row.key for row in await tx.fetch(ItemsByKeys(keys=keys)) if row.type == "Device"}
    expected = {}
    for key in keys:
        scopes = {key} if key in devices else set()
        for device, kind in referred[key]:
            scopes |= {device} if kind == "Device" else whole.get(device, set())
        expected[key] = scopes or {EVERYWHERE}
    return expected
