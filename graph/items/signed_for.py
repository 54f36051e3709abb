"""For which versions of a device the justification of a use of evidence was signed.

Whoever signs knows the versions that are there. A use that names versions is for these alone, and rules look
at no other; of one that names none, what was signed is for the versions that were on record by then, in
development or not, and for those that say by their day of release that they were there. What says no day and
comes in the same load, or came before, was there as far as anybody knows.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from graph.database.queries import VersionsEntered, VersionsNear
from graph.database.store import Tx
from graph.items.planned import Plan
from graph.ledger.amend import amend_items
from graph.ledger.audit import Write
from graph.versions.proposal import Signature
from graph.versions.signatures import covers

_ALL = "9999"


async def note_versions(write: Write, plans: Iterable[Plan]) -> None:
    """Note on each use that comes into force for which versions it was signed, where that was done now."""
    signed = {plan.key: plan.proposal.signatures for plan in plans if _signed_anew(plan)}
    known = await versions_known(write.tx, signed)
    rows = [{"key": key, "properties": {"signed_for": known[key] or None}} for key in sorted(signed)]
    await amend_items(write, rows)


async def versions_known(tx: Tx, signed: Mapping[str, Collection[Signature]]) -> dict[str, list[str]]:
    """Return the versions that were known when uses were signed, by use; none for one without signatures."""
    near = await tx.fetch(VersionsNear(keys=sorted(key for key, given in signed.items() if given)))
    entered: dict[str, str] = {}
    for row in await tx.fetch(VersionsEntered(keys=sorted({row.version for row in near}), before=_ALL)):
        entered.setdefault(row.key, row.at)
    known: dict[str, list[str]] = {key: [] for key in signed}
    for each in near:
        last = max(signed[each.use], key=lambda entry: entry.signed_at)
        released = each.released_at or last.signed_at[:10]
        if released <= last.signed_at[:10] or covers([last], entered[each.version]):
            known[each.use].append(each.version)
    return known


def _signed_anew(plan: Plan) -> bool:
    before = plan.effective.signatures if plan.effective is not None else ()
    return set(plan.proposal.signatures) != set(before)
