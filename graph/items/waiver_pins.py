"""Pins of justified gaps: what they cite and the item with the gap, as they are when it is signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from graph.canonical import canonical
from graph.database.queries import ItemRow, ItemsByKeys
from graph.items.planned import Plan
from graph.ledger.amend import amend_items, amend_versions
from graph.ledger.audit import Write
from graph.versions.version import signatures_text


async def pin_waivers(write: Write, plans: Sequence[Plan]) -> dict[str, str]:
    """Pin for each signed justified gap that comes into force, on its node and in its version's record.

    What does not exist, or is not in force, is pinned as that: it never counts as unchanged later. Gives the
    pins as they are kept.
    """
    signed = [plan.proposal for plan in plans if plan.proposal.signatures]
    pinned_keys = {key for proposal in signed for _, key in _roles(proposal.content)}
    now = {row.key: row for row in await write.tx.fetch(ItemsByKeys(keys=sorted(pinned_keys)))}
    ids = {plan.proposal.key: plan.version_id for plan in plans}
    items, versions = [], []
    texts = {}
    for proposal in signed:
        pins = canonical([_pin(role, key, now.get(key)) for role, key in _roles(proposal.content)])
        texts[proposal.key] = pins
        items.append({"key": proposal.key, "properties": {"pinned": pins}})
        record = {"pins": pins, "signatures": signatures_text(proposal.signatures)}
        versions.append({"id": ids[proposal.key], "properties": record})
    await amend_items(write, items)
    await amend_versions(write, versions)
    return texts


def _roles(content: Any) -> list[tuple[str, str]]:
    subjects = [("subject", key) for key in content.get("waives", ())]
    return subjects + [("cited", key) for key in content.get("cites", ())]


def _pin(role: str, key: str, row: ItemRow | None) -> dict[str, Any]:
    return {
        "role": role,
        "item": key,
        "version": row.effective_no if row else 0,
        "state": row.state if row else "missing",
        "hash": row.substantive_hash if row else None,
    }
