"""Signatures that are sent again do not cover what came after them: what they bring keeps the pins of before.

Whoever signs, signs what is there at that moment (concepts 8.5); a load does not make more of a signature.
"""

from __future__ import annotations

from collections.abc import Sequence

from graph.database.queries import ConclusionsByKeys, VersionsByIds
from graph.database.store import Tx
from graph.items.planned import Plan
from graph.status.cached import cached_reasons, reasons_since
from graph.versions.signatures import covers, is_older
from graph.versions.version import VersionId, version_id


async def uncovered_pins(tx: Tx, plans: Sequence[Plan]) -> dict[str, str]:
    """Return the pins, as they are kept, of conclusions whose new signatures do not cover the basis of now.

    Those signatures are no newer than the ones in force, or were given before the write by which the
    conclusion was unsettled last. Has to be asked before anything is written.
    """
    pins: dict[str, str] = {}
    older: set[str] = set()
    for plan in plans:
        if plan.effective is None or plan.effective.pins_text is None:
            continue
        pins[plan.key] = plan.effective.pins_text
        if is_older(plan.proposal.signatures, plan.effective.signatures):
            older.add(plan.key)
    given = {plan.key: plan.proposal.signatures for plan in plans}
    for key, at in (await _unsettled_at(tx, sorted(set(pins) - older))).items():
        if not covers(given[key], at):
            older.add(key)
    return {key: pins[key] for key in sorted(older)}


async def _unsettled_at(tx: Tx, keys: Sequence[str]) -> dict[str, str]:
    """Return when something last moved that conclusions in force have a reason for.

    A reason keeps the day on which it was first seen; what it names may have moved again since.
    """
    rows = [row for row in await tx.fetch(ConclusionsByKeys(keys=keys)) if row.state == "in_force"]
    moved = {row.key: [at for at in reasons_since(row.reasons) if at] for row in rows}
    named = {
        row.key: [
            version_id(r.item, r.current_version) for r in cached_reasons(row.reasons) if r.current_version
        ]
        for row in rows
    }
    ids = sorted({each for some in named.values() for each in some})
    for version in await tx.fetch(VersionsByIds(ids=ids)):
        acts = [act.at for act in (version.approval, version.withdrawal) if act is not None]
        for key in (key for key, some in named.items() if version.id in some):
            moved[key] += acts
    return {key: max(instants) for key, instants in moved.items() if instants}


def _versions_named(reasons: str | None) -> list[VersionId]:
    every = cached_reasons(reasons)
    return [version_id(reason.item, reason.current_version) for reason in every if reason.current_version]
