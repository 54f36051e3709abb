"""Suspects that cleared by themselves: each keeps a record that names what settled it (concepts 8.4.4).

A suspect conclusion becomes current when what it waited for is settled: an upstream conclusion signed anew
with the same verdict, an appraisal made anew with the same grades, or content that is again what it was.
The record stands on the version that cleared, and beside the effect in the audit entry.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict

from graph.canonical import canonical
from graph.database.queries import AppraisedEvidence, FactsOf, VersionsByIds
from graph.database.store import Tx
from graph.ledger.amend import amend_versions
from graph.ledger.audit import Settlement, Write
from graph.staleness import ConclusionStatus, ReasonCode
from graph.status.update import Effect
from graph.versions.version import version_id

Record = dict[str, object]


async def record_changes(write: Write, effects: Sequence[Effect], changed: Collection[str]) -> None:
    """Note the effects of a change in the write, and record on each suspect that cleared what settled it."""
    cleared = await _cleared(write, effects, changed)
    await _store_clearings(write, cleared)
    for effect in effects:
        write.effects.append(effect.moved(cleared.get(effect.item)))


async def clearings(tx: Tx, key: str, latest_no: int) -> list[Record]:
    """Return every record of a conclusion that cleared by itself, oldest first, with the version that did."""
    ids = [version_id(key, number) for number in range(1, latest_no + 1)]
    versions = sorted(await tx.fetch(VersionsByIds(ids=ids)), key=lambda version: version.no)
    return [{"version": version.no, **entry} for version in versions for entry in version.auto_cleared]


async def _cleared(
    write: Write, effects: Sequence[Effect], changed: Collection[str]
) -> dict[str, tuple[Settlement, ...]]:
    """Return what settled each suspect that became current without being signed in this write."""
    actions = _actions(write)
    moved = {effect.item: effect for effect in effects}
    keys = {
        effect.item
        for effect in effects
        if (effect.before, effect.after) == (ConclusionStatus.suspect, ConclusionStatus.current)
        and effect.item not in actions
    }
    if not keys:
        return {}
    settled_by = _settled_by(keys, moved)
    roots = {root for roots_of in settled_by.values() for root in roots_of}
    causes_of = {root: await _causes(write.tx, root, moved, changed, actions) for root in sorted(roots)}
    return {
        key: tuple(entry for root in sorted(settled_by[key]) for entry in causes_of[root])
        for key in sorted(keys)
    }


def _actions(write: Write) -> dict[str, str]:
    """Return what was done to each item that this write brought into force, by the action's name."""
    names = {"Conclusion": "signed", "Appraisal": "reappraised"}
    return {
        change["item"]: "reaffirmed" if "reaffirmation" in change else names.get(change["type"], "revised")
        for change in write.changes
        if change.get("approved")
    }


def _settled_by(
    cleared: Collection[str], moved: Mapping[str, Effect]
) -> dict[str, set[tuple[ReasonCode, str]]]:
    """Return for each cleared suspect what it waited for in the end: the first that were no suspects."""
    waiting: dict[str, list[str]] = {}
    roots: set[tuple[ReasonCode, str]] = set()
    for key in sorted(cleared):
        for reason in moved[key].waited_for:
            waiting.setdefault(reason.item, []).append(key)
            if reason.item not in cleared:
                roots.add((reason.code, reason.item))
    roots_of: dict[str, set[tuple[ReasonCode, str]]] = {key: set() for key in cleared}
    for root in sorted(roots):
        wave = [root[1]]
        while wave:
            reached = [key for item in wave for key in waiting.get(item, ()) if root not in roots_of[key]]
            wave = list(dict.fromkeys(reached))
            for key in wave:
                roots_of[key].add(root)
    return roots_of


async def _causes(
    tx: Tx,
    root: tuple[ReasonCode, str],
    moved: Mapping[str, Effect],
    changed: Collection[str],
    actions: Mapping[str, str],
) -> list[Settlement]:
    """Name what settled a root: the root itself where it was decided anew, else what is as it was before."""
    code, item = root
    if item in actions:
        return await _entries(tx, [item], actions[item])
    if code == ReasonCode.APPRAISAL_OUTDATED:
        evidence = [row.evidence for row in await tx.fetch(AppraisedEvidence(keys=[item]))]
        return await _entries(tx, evidence, "restored")
    waited_for = {reason.item for reason in moved[item].waited_for} if item in moved else set()
    return await _entries(tx, sorted(waited_for & set(changed)) or [item], "restored")


async def _entries(tx: Tx, keys: Sequence[str], how: str) -> list[Settlement]:
    return [
        Settlement(fact.key, fact.type, fact.version, how)
        for fact in await tx.fetch(FactsOf(keys=sorted(keys)))
    ]


async def _store_clearings(write: Write, cleared: Mapping[str, Sequence[Settlement]]) -> None:
    tx = write.tx
    facts = await tx.fetch(FactsOf(keys=sorted(cleared)))
    ids = {version_id(fact.key, fact.version): fact.key for fact in facts}
    rows = []
    for version in await tx.fetch(VersionsByIds(ids=sorted(ids))):
        clearing = {
            "revision": write.revision,
            "at": write.author.at,
            "by": write.author.actor,
            "from": str(ConclusionStatus.suspect),
            "because": [asdict(entry) for entry in cleared[ids[version.id]]],
        }
        clearings = canonical([*version.auto_cleared, clearing])
        rows.append({"id": version.id, "properties": {"auto_cleared": clearings}})
    await amend_versions(write, rows)
