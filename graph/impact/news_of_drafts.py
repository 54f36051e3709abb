"""Drafts that news is about: no node carries what a draft says, and it may be brought into force tomorrow."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.canonical import parsed
from graph.database.queries import DraftRow, OpenDrafts
from graph.database.store import Tx
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.content import Content

Identifiers = Mapping[str, str]
"""What news names, by the derived properties of items that carry it; '' for nothing."""


async def drafts_about(tx: Tx, types: Sequence[str], wanted: Identifiers) -> list[DraftRow]:
    """Return the open drafts of some types that carry an identifier."""
    named = {name: value for name, value in wanted.items() if value}
    if not named:
        return []
    return [draft for draft in await tx.fetch(OpenDrafts(types=types)) if _carries(draft, named)]


def _carries(draft: DraftRow, named: Identifiers) -> bool:
    content: Content = parsed(draft.content)
    derived = ITEM_TYPES[draft.type].derive(draft.key, content)
    edition = named.get("edition_normal")
    if edition and (derived.get("edition_normal") or edition) != edition:
        return False
    return any(derived.get(name) == value for name, value in named.items() if name != "edition_normal")
