"""Replay: rebuild a graph from its audit trail in an empty database, and compare.

Every entry is carried out again, in order, by the code that writes. The trail says what was done to which
version; contents, which never change, are read from the versions. What comes out has to be the original.
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.canonical import canonical, digest
from graph.conclusions import DraftSignatures, record_signatures
from graph.database.queries import (
    BaselinesHolding,
    InForceRow,
    PinsOf,
    ScopesOf,
    StoredAwaited,
    StoredItems,
    StoredReferences,
    VersionsByIds,
)
from graph.database.store import Store, Tx
from graph.errors import EvitraceError
from graph.history.as_of import moment_at, store_as_of
from graph.history.baselines import Report, freeze, frozen_report, in_force_hash, in_force_rows
from graph.items import withdraw_in, write_items_in
from graph.items.record_sources import SourceRecord, record_sources
from graph.ledger.amend import amend_versions
from graph.ledger.audit import AuditChange, AuditEntry, AuditFilter, Write, audited_write, entries
from graph.versions.proposal import Author, Mode, Options, Proposal, Signature, Source, Unresolved
from graph.versions.version import Version, VersionId, signature_of, signatures_text, signed_hash, version_id
from graph.vocabulary.content import Properties

Versions = Mapping[VersionId, Version]
Progress = Callable[[str, int], None]
_WRITTEN = ("created", "revised", "approved")
_SIZE = 500
_OWN = frozenset({"id"})
"""What an item has of its own in every database."""


@dataclass(slots=True)
class ReplayResult:
    """How far the trail was carried out again, and every difference, in words."""

    revision: int = 0
    items: int = 0
    differences: list[str] = field(default_factory=list)


async def replay(
    original: Store, scratch: Store, upto: int, progress: Progress = lambda _what, _count: None
) -> ReplayResult:
    """Carry the trail out again up to a revision, in an empty database, and compare what comes out.

    It ends at the first entry that cannot be carried out, and says which.
    """
    result = ReplayResult()
    wanted = AuditFilter(upto=upto)
    while result.revision < upto:
        after = result.revision
        page = await original.read(lambda tx, after=after: entries(tx, wanted, after, _SIZE))  # type: ignore[misc]
        if not page:
            result.differences.append(f"the trail ends at revision {result.revision}, before {upto}")
            return result
        for entry in page:
            problem = await _replay_entry(original, scratch, entry)
            if problem:
                result.differences.append(f"revision {entry['revision']}: {problem}")
                return result
            result.revision = entry["revision"]
            progress("entries", result.revision)
    await _compare(original, scratch, upto, result)
    return result


# -- one entry -----------------------------------------------------------------------------------------


async def _replay_entry(original: Store, scratch: Store, entry: AuditEntry) -> str:
    """Carry one entry out again; gives what is wrong with it, '' for nothing."""
    changes = entry["changes"]
    ids = sorted({_version_of(change) for change in changes})
    rows = await original.read(lambda tx: tx.fetch(VersionsByIds(ids=ids)))
    versions = {row.id: row for row in rows}
    report = await _report_of(original, entry)

    async def work(tx: Tx) -> Write:
        clock = entry.get("clock", entry["at"])
        author = Author(
            entry["actor"], clock, *(entry[name] or None for name in ("reason", "change_ref", "request_id"))
        )
        async with audited_write(tx, author, entry["action"]) as write:
            in_force = await in_force_rows(tx, report["device"]) if report else []
            for kind, some in itertools.groupby(changes, lambda change: change["action"] in _WRITTEN):
                if kind:
                    await _write(write, list(some), versions, entry["action"])
                else:
                    for change in some:
                        await _touch(write, change, versions)
            if report:
                await _freeze(tx, changes[0], in_force, report, versions)
        return write

    try:
        write = await scratch.write(work)
    except (EvitraceError, KeyError, ValueError) as error:
        return f"cannot be carried out again ({type(error).__name__}: {error})"
    return _unlike(entry, write)


def _version_of(change: AuditChange) -> VersionId:
    return version_id(change["item"], change["version"])


def _unlike(entry: AuditEntry, write: Write) -> str:
    if write.revision != entry["revision"]:
        return f"became revision {write.revision}"
    for then, now in itertools.zip_longest(entry["changes"], write.changes):
        if then is not None and now is not None and "record_hash" not in then:
            now.pop("record_hash", None)  # an entry of before there was one
        if then != now:
            return f"changed {json.dumps(now)}, and not {json.dumps(then)}"
    for then, now in itertools.zip_longest(entry["effects"], [moved.record() for moved in write.effects]):
        if then != now:
            return f"moved {json.dumps(now)}, and not {json.dumps(then)}"
    return ""


async def _report_of(original: Store, entry: AuditEntry) -> Report:
    """Return the report that was frozen by an entry; empty for an entry that froze none."""
    if entry["action"] != "baseline":
        return {}
    return await original.read(lambda tx: frozen_report(tx, entry["changes"][0]["item"]))


async def _freeze(
    tx: Tx, change: AuditChange, in_force: Sequence[InForceRow], report: Report, versions: Versions
) -> None:
    """Freeze a report again, if it is the one that was hashed and is about what is in force here too."""
    content = versions[_version_of(change)].content
    if digest(report) != content["report_hash"]:
        message = f"the report of {change['item']} is not the one that its hash stands for"
        raise ValueError(message)
    if in_force_hash(in_force) != report["in_force_hash"]:
        message = f"{change['item']} was made of other versions than are in force here"
        raise ValueError(message)
    await freeze(tx, change["item"], in_force, report)


async def _write(write: Write, changes: Sequence[AuditChange], versions: Versions, action: str) -> None:
    proposals = [_proposal(row, change, versions) for row, change in enumerate(changes)]
    options = Options(
        Mode.upsert, Unresolved.keep, action=action, takes_over=True, reinstates=True, replays=True
    )
    await write_items_in(write, proposals, options)
    signed = [
        {
            "id": _version_of(change),
            "properties": _signed(proposal),
        }
        for change, proposal in zip(changes, proposals, strict=True)
        if proposal.type == "Conclusion"
    ]
    await amend_versions(write, signed)


def _signed(proposal: Proposal) -> dict[str, Any]:
    properties = {"signatures": signatures_text(proposal.signatures)}
    if proposal.reaffirmation:
        properties["reaffirmation"] = canonical(proposal.reaffirmation)
    return properties


def _proposal(row: int, change: AuditChange, versions: Versions) -> Proposal:
    version = versions[_version_of(change)]
    return Proposal(
        type=change["type"],
        key=change["item"],
        content=version.content,
        approve=change["approved"],
        source=_source(version.source, version.source_version),
        reason=version.change_reason or None,
        change_ref=version.change_ref or None,
        signatures=_signatures_then(change, version),
        row=row,
        reaffirmation=change.get("reaffirmation"),
        editorial="editorial" in change,
        marked_by=change.get("editorial", {}).get("marked_by"),
        agreed_by=change.get("editorial", {}).get("agreed_by"),
        by_load=change.get("by_load", False),
    )


def _source(text: str | None, version: str | None) -> Source | None:
    system, _, ref = (text or "").partition("::")
    return Source(system, ref, version or None) if system else None


def _signatures_then(change: AuditChange, version: Version) -> tuple[Signature, ...]:
    """Return the signatures that a version had at a change: its first ones whose hash the trail holds."""
    if "signed" not in change:
        return ()
    if "signatures" in change:  # of a draft, which may have lost them since
        return tuple(map(signature_of, change["signatures"]))
    known = version.signatures
    pins = version.pins_text
    for number in range(len(known) + 1):
        if change["signed"] in (signed_hash(known[:number], None), signed_hash(known[:number], pins)):
            return known[:number]
    message = f"nobody's signatures on {change['item']} fit the audit trail"
    raise ValueError(message)


async def _touch(write: Write, change: AuditChange, versions: Versions) -> None:
    key = change["item"]
    if change["action"] == "withdrawn":
        recorded = "reaffirmation" in change
        await withdraw_in(write, key, change["withdrawn_reason"], recorded=recorded)
        await _keep_decision(write, change)
    elif change["action"] == "signed":
        version = versions[_version_of(change)]
        given = DraftSignatures(
            _signatures_then(change, version), change.get("signed_on"), change.get("no_longer_signed_by", ())
        )
        await record_signatures(write, key, change["version"], given)
    elif change["action"] == "sourced":
        source = _source(change["source"], change["source_version"])
        await record_sources(write, [SourceRecord(key, change["type"], change["version"], source)])
    else:
        message = f"nobody knows how to do {change['action']} again"
        raise ValueError(message)


async def _keep_decision(write: Write, change: AuditChange) -> None:
    if "reaffirmation" in change:
        write.changes[-1]["reaffirmation"] = change["reaffirmation"]
        version = _version_of(change)
        properties = {"reaffirmation": canonical(change["reaffirmation"])}
        await amend_versions(write, [{"id": version, "properties": properties}])


# -- comparing -----------------------------------------------------------------------------------------


async def _compare(original: Store, scratch: Store, upto: int, result: ReplayResult) -> None:
    moment = await original.read(lambda tx: moment_at(tx, upto))
    ought = await store_as_of(original, moment).read(_everything)
    made = await scratch.read(_everything)
    result.items = sum("@" not in name for name in ought)
    for name in sorted({*ought, *made}):
        if name not in made or name not in ought:
            result.differences.append(f"{name}: only in the {'original' if name in ought else 'replay'}")
            continue
        then, now = ought[name], made[name]
        differing = [each for each in sorted({*then, *now} - _OWN) if then.get(each) != now.get(each)]
        if differing:
            result.differences.append(f"{name}: {', '.join(differing)} came out otherwise")


async def _everything(tx: Tx) -> dict[str, Properties]:
    """Return all that is stored of items, with what they hold on to, and of versions, by `key@number`."""
    stored: dict[str, Properties] = {}
    after = ""
    while rows := await tx.fetch(StoredItems(after=after, size=_SIZE)):
        after = rows[-1].key
        attached = await _attached(tx, [row.key for row in rows])
        stored.update({row.key: {**row.properties, **attached[row.key]} for row in rows})
        ids = [version_id(row.key, no) for row in rows for no in range(1, row.properties["latest_no"] + 1)]
        stored.update(
            {version.id: dict(version.record) for version in await tx.fetch(VersionsByIds(ids=ids))}
        )
    return stored


async def _attached(tx: Tx, keys: Sequence[str]) -> dict[str, dict[str, object]]:
    """Return what items hold: references, those that wait, scopes, pins; and baselines that hold them."""
    attached: dict[str, dict[str, Any]] = {key: {} for key in keys}

    def add(key: str, name: str, *entry: object) -> None:
        attached[key].setdefault(name, []).append(entry)

    for link in await tx.fetch(StoredReferences(keys=keys)):
        add(link.owner, "the references", link.relation, link.target)
    for link in await tx.fetch(StoredAwaited(keys=keys)):
        add(link.owner, "the references that wait", link.relation, link.target)
    for row in await tx.fetch(ScopesOf(keys=keys)):
        add(row.key, "the scopes", row.scope)
    for pin in await tx.fetch(PinsOf(keys=keys)):
        add(pin.conclusion, "the pins", pin.item, pin.role, pin.via, pin.compare, pin.version, pin.pinned)
    for member in await tx.fetch(BaselinesHolding(keys=keys)):
        add(member.item, "the baselines", member.baseline, member.version)
    return attached
