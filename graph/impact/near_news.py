"""What news may be about under another name: it is said and not touched, since silence reads as "nothing".

An adoption of a standard has a year of its own, so that years alone do not tell an older edition from the
same one adopted; a number without its part, and a requirement without its letter, name what lies below it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from graph.canonical import parsed
from graph.database.queries import NearNames, OpenDrafts
from graph.database.store import Tx
from graph.vocabulary import ITEM_TYPES

_NAMES: Final = {"Standard": "designation_normal", "Requirement": "leaf_normal"}


@dataclass(frozen=True, slots=True)
class NearItem:
    """An item that news does not name and may be about, and why it was not touched."""

    key: str
    type: str
    why: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a standard or a requirement is called, in the one spelling of each; '' for no edition."""

    name: str
    edition: str = ""


async def near_news(
    tx: Tx, types: Sequence[str], wanted: Named, matched: Collection[str]
) -> tuple[NearItem, ...]:
    """Return the items that are near to what news names, and that it did not match.

    What is in force or has an open draft counts, save for standards that are recorded as superseded already.
    """
    kinds = sorted(set(types) & set(_NAMES))
    if not kinds or not wanted.name:
        return ()
    near = {}
    for draft in await tx.fetch(OpenDrafts(types=kinds)):
        derived = ITEM_TYPES[draft.type].derive(draft.key, parsed(draft.content))
        named = Named(str(derived.get(_NAMES[draft.type], "")), str(derived.get("edition_normal", "")))
        near[draft.key] = NearItem(draft.key, draft.type, _why(named, wanted))
    for row in await tx.fetch(NearNames(types=kinds, stem=_stem(wanted.name))):
        near[row.key] = NearItem(row.key, row.type, _why(Named(row.name, row.edition), wanted))
    return tuple(item for key, item in sorted(near.items()) if item.why and key not in matched)


def _stem(name: str) -> str:
    """Return the catalogue of a requirement, or a standard without its part."""
    catalogue, mark, _ = name.partition("::")
    return catalogue + mark if mark else re.split(r"-(?=[0-9])", name, maxsplit=1)[0]


def _why(named: Named, wanted: Named) -> str:
    """Return why an item was not touched by news that may be about it; '' where it is about another thing."""
    by_key = "if the news is about it, send it with its key"
    if named.name == wanted.name and named.edition and wanted.edition and named.edition != wanted.edition:
        return (
            f"it is {named.name} of {named.edition}, and the news names {wanted.edition}; an adoption has a "
            f"year of its own: {by_key}, and state in its `edition` the year of the edition that it adopts"
        )
    if _below(named.name, wanted.name):
        return f"it is {named.name}, a part of what the news names; {by_key}"
    if _below(wanted.name, named.name):
        return f"it is {named.name}, of which the news names a part; {by_key}"
    return ""


def _below(part: str, whole: str) -> bool:
    """Whether a name goes on where another ends: `ISO10993-1` after `ISO10993`, `12.1a` after `12.1`."""
    rest = part.removeprefix(whole) if part.startswith(whole) else ""
    return bool(rest) and (whole.endswith("::") or not rest[0].isdigit())
