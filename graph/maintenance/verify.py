"""Recompute everything that is cached or derived, and report each difference.

Statuses and reasons of conclusions, hashes of contents, projected properties and references, scopes, gaps
that are stored and their history, and the audit chain. A difference is a fault of the product or of the
storage: never expected.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.canonical import digest, parsed
from graph.database.head import revision_now
from graph.database.queries import (
    ConclusionRow,
    ConclusionsByKeys,
    PastOfItems,
    PinsOf,
    Query,
    RecordRow,
    ReportOf,
    ScopesOf,
    SignedConclusions,
    StoredAwaited,
    StoredItems,
    StoredPreviews,
    StoredReferences,
    StoredSightings,
    VersionsByIds,
)
from graph.database.store import Store, Tx
from graph.ledger.audit import AuditChange, AuditEntry, ChainReport, verify_chain
from graph.maintenance.gap_history import gap_history_differences
from graph.maintenance.standing import (
    Standings,
    is_as_foreseen,
    is_as_seen,
    item_differences,
    past_differences,
    source_differences,
    version_differences,
)
from graph.maintenance.stored_gaps import stored_gap_differences
from graph.scopes import expected_scopes
from graph.status.basis import interface_hashes
from graph.status.cached import cached_reasons
from graph.status.update import evaluate
from graph.versions.projection import in_force_properties
from graph.versions.proposal import utc_text
from graph.versions.rewording import unagreed_fields
from graph.versions.version import (
    Version,
    VersionId,
    references,
    signed_hash,
    version_id,
)
from graph.vocabulary.content import Properties
from graph.vocabulary.governance import SIGNED_TYPES
from graph.vocabulary.registry import Hashes, hashes

_PAGE = 500
_FEW = 20  # previews, which are large
_JUDGED_AT_ONCE = 500


@dataclass(slots=True)
class Verification:
    """What was checked and every difference, in words."""

    revision: int = 0
    items: int = 0
    conclusions: int = 0
    entries: int = 0
    differences: list[str] = field(default_factory=list)


@dataclass(slots=True)
class AuditedVersions:
    """What the audit trail says of versions, by their ids: the hash of each content, and who signed."""

    contents: dict[str, str] = field(default_factory=dict)
    signed: dict[str, str] = field(default_factory=dict)
    signed_on: dict[str, str] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)
    standings: Standings = field(default_factory=Standings)

    def hear(self, entry: AuditEntry, change: AuditChange) -> None:
        """Take in one change of the trail."""
        self.standings.hear(entry, change)
        version = version_id(change["item"], change["version"])
        if change["action"] in ("created", "revised", "approved"):
            self.contents[version] = change["after"]
        if "signed" in change:
            self.signed[version] = change["signed"]
        if "signed_on" in change:
            self.signed_on[version] = change["signed_on"]

    def content_of(self, version: str) -> str | None:
        """Return the hash of a version's content, and take the version for seen."""
        self.seen.add(version)
        return self.contents.get(version)

    def unseen(self) -> list[str]:
        """Return the versions that nobody asked for."""
        return sorted(set(self.contents) - self.seen)


Progress = Callable[[str, int], None]


async def verify(store: Store, progress: Progress = lambda _what, _count: None) -> Verification:
    """Check the whole workspace against itself; `progress` is told what is done and how many."""
    result = Verification()
    result.revision = await revision_now(store)
    audited = AuditedVersions()
    chain: ChainReport = await verify_chain(store, audited.hear)
    await _check_items(store, result, audited, progress)
    result.differences.extend(
        f"{version}: the audit trail has it, the graph has not" for version in audited.unseen()
    )
    await _check_conclusions(store, result, progress)
    await _check_previews(store, result)
    await _check_sightings(store, result)
    result.differences += await gap_history_differences(store)
    result.differences += await stored_gap_differences(store, utc_text()[:10])
    result.entries = chain.entries
    result.differences.extend(f"audit: {fault}" for fault in chain.faults)
    progress("entries", chain.entries)
    return result


async def _check_items(
    store: Store, result: Verification, audited: AuditedVersions, progress: Progress
) -> None:
    after = ""
    while True:
        rows, differences = await store.read(lambda tx, after=after: _items(tx, after, audited))  # type: ignore[misc]
        if not rows:
            return
        result.differences.extend(differences)
        result.items += len(rows)
        after = rows[-1]
        progress("items", result.items)


async def _items(tx: Tx, after: str, audited: AuditedVersions) -> tuple[list[str], list[str]]:
    rows = await tx.fetch(StoredItems(after=after, size=_PAGE))
    keys = [row.key for row in rows]
    ids = [version_id(row.key, no) for row in rows for no in range(1, row.properties["latest_no"] + 1)]
    versions = {v.id: v for v in await tx.fetch(VersionsByIds(ids=ids))}
    linked = await _stored_links(tx, keys)
    ought = await expected_scopes(tx, keys)
    scopes: dict[str, set[str]] = {key: set() for key in keys}
    for scope in await tx.fetch(ScopesOf(keys=keys)):
        scopes[scope.key].add(scope.scope)
    differences: list[str] = []
    for kept in await tx.fetch(PastOfItems(keys=keys)):
        past = kept.properties
        standing = audited.standings.items.get(kept.key)
        differences += past_differences(past, standing, _readable(past, versions))
    for row in rows:
        standing = audited.standings.items.get(row.key)
        differences += item_differences(row.properties, standing)
        differences += source_differences(row.properties, standing, versions)
        differences += _version_differences(row.properties, versions, audited)
        version = versions.get(version_id(row.key, row.properties["effective_no"]))
        if version is None or _hashes_of(row.properties["type"], version) is None:
            continue
        differences += _item_differences(row.properties, version, linked[row.key])
        if scopes[row.key] != ought[row.key]:
            differences.append(f"{row.key}: is in the wrong scopes")
        if row.properties["type"] == "Baseline":
            differences += await _report_differences(tx, row.key, version)
    return keys, differences


def _readable(past: Properties, versions: Mapping[VersionId, Version]) -> Version | None:
    """Return the version in force when an item was kept; None where its content can no longer be read."""
    version = versions.get(version_id(past["key"], past["effective_no"]))
    return version if version is not None and _hashes_of(past["type"], version) is not None else None


async def _report_differences(tx: Tx, key: str, version: Version) -> list[str]:
    """Hold the report that was frozen with a baseline to the hash that its content has of it."""
    text = "".join(page.text for page in await tx.fetch(ReportOf(baseline=key)))
    try:
        same = digest(parsed(text)) == version.content["report_hash"]
    except ValueError:
        same = False
    return [] if same else [f"{key}: the frozen report is not the one that its hash stands for"]


async def _stored_links(tx: Tx, keys: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    links: dict[str, list[tuple[str, str]]] = {key: [] for key in keys}
    for query in (StoredReferences(keys=keys), StoredAwaited(keys=keys)):
        for row in await tx.fetch(query):
            links[row.owner].append((row.relation, row.target))
    return links


def _version_differences(
    stored: Properties, versions: Mapping[VersionId, Version], audited: AuditedVersions
) -> Iterator[str]:
    key, kind = stored["key"], stored["type"]
    for no in range(1, stored["latest_no"] + 1):
        version = versions.get(version_id(key, no))
        if version is None:
            yield f"{key}: version {no} is missing"
            continue
        hashes = _hashes_of(kind, version)
        if hashes is None:
            yield f"{key}: the content of version {no} cannot be read"
            continue
        if version.hashes != hashes:
            yield f"{key}: the hashes of version {no} do not fit its content"
        earlier = [versions[each] for n in range(1, no) if (each := version_id(key, n)) in versions]
        for name in unagreed_fields(kind, version, earlier):
            yield f"{key}: nobody agreed to what the {name} of version {no} stands for"
        yield from _unlike_the_trail(kind, version, audited)
        yield from version_differences(version, audited.standings.versions.get(version.id))


def _unlike_the_trail(kind: str, version: Version, audited: AuditedVersions) -> Iterator[str]:
    key, no = version.key, version.no
    if audited.content_of(version.id) != version.hashes.content:
        yield f"{key}: the content of version {no} is not the one that the audit trail has"
    if kind in SIGNED_TYPES:
        signatures, pins = version.signatures, version.pins_text
        signed = audited.signed.get(version.id)
        unsigned = signed is None and not signatures and not pins
        if not unsigned and signed != signed_hash(signatures, pins):
            yield f"{key}: the signatures or pins of version {no} are not those that the audit trail has"
        if version.record.get("signed_on") != audited.signed_on.get(version.id):
            yield f"{key}: the basis that version {no} was signed on is not the one that the audit trail has"


def _hashes_of(kind: str, version: Version) -> Hashes | None:
    try:
        return hashes(kind, version.content, version.wording)
    except (ValueError, KeyError, AttributeError):
        return None


def _item_differences(
    stored: Properties, version: Version, linked: Iterable[tuple[str, str]]
) -> Iterator[str]:
    key, kind = stored["key"], stored["type"]
    for name, ought in in_force_properties(kind, key, version).items():
        if stored.get(name) != ought:
            yield f"{key}: {name} differs from version {version.no}"
    if sorted(linked) != references(kind, version.content):
        yield f"{key}: the references differ from version {version.no}"


async def _check_conclusions(store: Store, result: Verification, progress: Progress) -> None:
    keys = [row.key for row in await store.read(lambda tx: tx.fetch(SignedConclusions()))]
    for start in range(0, len(keys), _JUDGED_AT_ONCE):
        part = keys[start : start + _JUDGED_AT_ONCE]
        try:
            differences = await store.read(lambda tx, part=part: _statuses(tx, part))  # type: ignore[misc]
        except (ValueError, KeyError) as error:  # content that was altered and can no longer be read
            failure = f"{part[0]} to {part[-1]}: the statuses cannot be recomputed ({type(error).__name__})"
            differences = [failure]
        result.differences += differences
        result.conclusions += len(part)
        progress("conclusions", result.conclusions)


async def _check_previews(store: Store, result: Verification) -> None:
    """Hold previews and impact reports to the hashes of what was foreseen."""
    strange = await _ids_where_not(
        is_as_foreseen, store, lambda after: StoredPreviews(after=after, size=_FEW)
    )
    fault = "the preview is not the one that its hash stands for"
    result.differences.extend(f"{record}: {fault}" for record in strange)


async def _check_sightings(store: Store, result: Verification) -> None:
    """Hold the first sightings of gaps to their hashes."""
    strange = await _ids_where_not(is_as_seen, store, lambda after: StoredSightings(after=after, size=_PAGE))
    fault = "its first sighting is not the one that its hash stands for"
    result.differences.extend(f"{record}: {fault}" for record in strange)


async def _ids_where_not(
    is_right: Callable[[Properties], bool], store: Store, page: Callable[[str], Query[RecordRow]]
) -> list[str]:
    """Return the ids of the stored records that are not right, page by page behind an id."""
    strange: list[str] = []
    after = ""
    while rows := await store.read(lambda tx, after=after: tx.fetch(page(after))):  # type: ignore[misc]
        after = rows[-1].id
        strange += [row.id for row in rows if not is_right(row.properties)]
    return strange


async def _pin_differences(tx: Tx, cached: Mapping[str, ConclusionRow]) -> list[str]:
    pins: dict[str, list[Any]] = {key: [] for key in cached}
    rows = await tx.fetch(PinsOf(keys=sorted(cached)))
    hashes_now = await interface_hashes(tx, [{"item": row.item, "version": row.version} for row in rows])
    for row in rows:
        pins[row.conclusion].append([row.item, row.role, row.via, row.compare, row.version])
    wrong = sorted({row.conclusion for row in rows if row.pinned != hashes_now.get((row.item, row.version))})
    differences = [f"{key}: a pin has not the hash of the version that it names" for key in wrong]
    versions = {version_id(key, row.effective_no): key for key, row in cached.items()}
    for version in await tx.fetch(VersionsByIds(ids=sorted(versions))):
        key = versions[version.id]
        names = ("item", "role", "via", "compare", "version")
        signed = [[pin[name] for name in names] for pin in version.pins]
        if sorted(signed) != sorted(pins[key]):
            differences.append(f"{key}: rests on other pins than its version records")
    return differences


async def _statuses(tx: Tx, keys: Sequence[str]) -> list[str]:
    cached = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=keys))}
    standings = await evaluate(tx, keys, fresh=set(keys), cached=cached)
    differences = await _pin_differences(tx, cached)
    for key, standing in standings.items():
        row = cached[key]
        if row.status != standing.status:
            differences.append(f"{key}: cached as {row.status}, is {standing.status}")
        elif set(cached_reasons(row.reasons)) != set(standing.reasons):
            differences.append(f"{key}: the cached reasons differ from the reasons now")
        elif (row.overdue_from or "") != standing.overdue_from:
            differences.append(f"{key}: the cached day of becoming overdue differs")
        elif (row.stale_from or "", row.suspect_from or "") != (standing.stale_from, standing.suspect_from):
            differences.append(f"{key}: the cached day of becoming stale or suspect differs")
    return differences
