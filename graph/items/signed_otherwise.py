"""Conclusions that say something else than what their signatures were given for.

A row of a load may change what a conclusion says and bring the signatures of before, or older ones, as when
yesterday's file is loaded once more. Nobody signed that text then, as far as is known here (21 CFR 11.70).
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.database.queries import PropertiesOf
from graph.items.planned import Plan
from graph.ledger.amend import amend_items
from graph.ledger.audit import Write
from graph.versions.signatures import covered_until


async def note_signed_otherwise(write: Write, plans: Iterable[Plan]) -> None:
    """Note on conclusions that come into force what was signed instead: until when, and its hash.

    It stays until somebody signs after that, or the text of then is back with its signatures.
    """
    later = {plan.key: plan for plan in plans if plan.effective is not None and plan.effective.signatures}
    nodes = await write.tx.fetch(PropertiesOf(keys=sorted(later)))
    noted = {node.properties["key"]: node.properties.get("signed_otherwise") or "" for node in nodes}
    now = {key: _signed_otherwise(plan, noted[key]) for key, plan in sorted(later.items())}
    rows = [
        {"key": key, "properties": {"signed_otherwise": text or None}}
        for key, text in now.items()
        if text != noted[key]
    ]
    await amend_items(write, rows)


def _signed_otherwise(plan: Plan, noted: str) -> str:
    """Return the last signature on another text, with that text's hash; '' where this text is the newest."""
    before = plan.effective
    if before is not None and before.hashes.interface != plan.hashes.interface:
        noted = max(noted, f"{covered_until(before.signatures)} {before.hashes.interface}")
    signed, _, text = noted.partition(" ")
    until = covered_until(plan.proposal.signatures)
    settled = until > signed or (until == signed and text == plan.hashes.interface)
    return "" if settled else noted
