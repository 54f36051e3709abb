"""Pins of justified gaps: what they cite and the item with the gap, as they are when it is signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from graph.canonical import canonical
from graph.database.queries import EntryOf, ItemRow, ItemsByKeys
from graph.database.store import Tx
from graph.items.planned import Plan
from graph.ledger.amend import amend_items, amend_versions
from graph.ledger.audit import Write
from graph.versions.signatures import covers, is_older
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
    kept = {plan.key: await _kept_pins(write.tx, plan, now) for plan in plans if plan.proposal.signatures}
    for proposal in signed:
        renewed = canonical([_pin(role, key, now.get(key)) for role, key in _roles(proposal.content)])
        pins = kept[proposal.key] or renewed
        texts[proposal.key] = pins
        items.append({"key": proposal.key, "properties": {"pinned": pins}})
        record = {"pins": pins, "signatures": signatures_text(proposal.signatures)}
        versions.append({"id": ids[proposal.key], "properties": record})
    await amend_items(write, items)
    await amend_versions(write, versions)
    return texts


async def _kept_pins(tx: Tx, plan: Plan, now: Mapping[str, ItemRow]) -> str:
    """Return the pins of before where the signatures do not cover what is there now, '' where they do.

    Those are signatures no newer than the ones in force, or given before what was pinned changed.
    """
    before = plan.effective
    if before is None or before.pins_text is None or not before.signatures:
        return ""
    if is_older(plan.proposal.signatures, before.signatures):
        return before.pins_text
    for pin in before.pins:
        row = now.get(pin["item"])
        if row is None or pin == _pin(pin["role"], pin["item"], row):
            continue
        entry = await tx.one(EntryOf(at=row.changed))
        if entry is not None and not covers(plan.proposal.signatures, entry.properties["at"]):
            return before.pins_text
    return ""


def _roles(content: Any) -> list[tuple[str, str]]:
    subjects = [("subject", key) for key in content.get("waives", ())]
    return subjects + [("cited", key) for key in content.get("cites", ())]


def _pin(role: str, key: str, row: ItemRow | None) -> dict[str, object]:
    return {
        "role": role,
        "item": key,
        "version": row.effective_no if row else 0,
        "state": row.state if row else "missing",
        "hash": row.substantive_hash if row else None,
    }
