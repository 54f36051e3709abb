"""What the audit trail says of the standing of items and versions: who is in force, since when and by whom.

It is read from the changes alone, by what each kind of write does (`graph.items.write_versions`). So what was
altered in the database, and not by the service, shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from graph.canonical import digest, parsed
from graph.ledger.audit import AuditChange, AuditEntry
from graph.versions.projection import in_force_properties
from graph.versions.version import Version, VersionId, version_id
from graph.vocabulary.content import Content, Properties

_SHOWN = ("status", "approved_by", "approved_at", "withdrawn_by", "withdrawn_at", "withdrawn_reason")


@dataclass(slots=True)
class VersionStanding:
    """How a version came about and what became of it; the record is None where the trail is older than it."""

    created_by: str
    created_at: str
    revision: int
    record_hash: str | None
    status: str = "draft"
    approved_by: str | None = None
    approved_at: str | None = None
    withdrawn_by: str | None = None
    withdrawn_at: str | None = None
    withdrawn_reason: str | None = None
    reaffirmation: Content | None = None


@dataclass(slots=True)
class ItemStanding:
    """How an item stands, and how it stood: state and versions, each from a revision on."""

    state: str = "draft"
    effective_no: int = 0
    latest_no: int = 0
    source: tuple[int, str | None, str | None] | None = None
    """What was recorded of its master beside versions, and how many there were then."""
    stood: list[tuple[int, str, int, int]] = field(default_factory=list)

    def at(self, revision: int) -> tuple[str, int, int] | None:
        """Return state, version in force and newest version at a revision; None before the first."""
        for since, *then in reversed(self.stood):
            if since <= revision:
                return then[0], then[1], then[2]  # type: ignore[return-value]
        return None


@dataclass(slots=True)
class Standings:
    """The standing of all items, as the trail is read."""

    items: dict[str, ItemStanding] = field(default_factory=dict)
    versions: dict[VersionId, VersionStanding] = field(default_factory=dict)

    def hear(self, entry: AuditEntry, change: AuditChange) -> None:
        """Take in one change of an entry."""
        action = change["action"]
        item = self.items.setdefault(change["item"], ItemStanding())
        if action in ("created", "revised"):
            self._make(item, entry, change)
        elif action == "approved":
            self._bring_into_force(item, entry, change)
        elif action == "withdrawn":
            self._withdraw(item, entry, change)
        elif action == "sourced":
            item.source = (item.latest_no, change["source"], change["source_version"])
        decided = self.versions.get(version_id(change["item"], change["version"]))
        if decided is not None and "reaffirmation" in change:
            decided.reaffirmation = change["reaffirmation"]
        item.stood.append((entry["revision"], item.state, item.effective_no, item.latest_no))

    def _make(self, item: ItemStanding, entry: AuditEntry, change: AuditChange) -> None:
        key, number = change["item"], change["version"]
        self.versions[version_id(key, number)] = VersionStanding(
            entry["actor"], _clock(entry), entry["revision"], change.get("record_hash")
        )
        newest = self.versions.get(version_id(key, item.latest_no))
        if newest is not None and (newest.status == "draft" or change["approved"]):
            newest.status = "superseded"
        item.latest_no = number
        if change["approved"]:
            self._bring_into_force(item, entry, change)

    def _bring_into_force(self, item: ItemStanding, entry: AuditEntry, change: AuditChange) -> None:
        key, number = change["item"], change["version"]
        before = self.versions.get(version_id(key, item.effective_no))
        if before is not None and item.effective_no != number:
            before.status = "superseded"
        now = self.versions[version_id(key, number)]
        now.status, now.approved_by, now.approved_at = "approved", entry["actor"], _clock(entry)
        item.state, item.effective_no = "in_force", number

    def _withdraw(self, item: ItemStanding, entry: AuditEntry, change: AuditChange) -> None:
        key = change["item"]
        gone = self.versions.get(version_id(key, item.effective_no))
        if gone is not None:
            gone.status, gone.withdrawn_reason = "withdrawn", change["withdrawn_reason"]
            gone.withdrawn_by, gone.withdrawn_at = entry["actor"], _clock(entry)
        if item.latest_no != item.effective_no:
            self.versions[version_id(key, item.latest_no)].status = "rejected"
        item.state = "withdrawn"


def _clock(entry: AuditEntry) -> str:
    """Return when a write was asked for, as its versions say; entries of before have one instant for both."""
    return str(entry.get("clock", entry["at"]))


def item_differences(stored: Mapping[str, object], standing: ItemStanding | None) -> Iterator[str]:
    """Say in words where an item does not stand as the trail says."""
    key = stored["key"]
    if standing is None:
        yield f"{key}: the audit trail does not have it"
        return
    for name in ("state", "effective_no", "latest_no"):
        if stored.get(name) != getattr(standing, name):
            yield f"{key}: its {name} is {stored.get(name)}, by the audit trail {getattr(standing, name)}"


def source_differences(
    stored: Properties, standing: ItemStanding | None, versions: Mapping[VersionId, Version]
) -> Iterator[str]:
    """Say in words where the master of an item is another than its versions and the trail say."""
    key, ought = stored["key"], None
    numbers = range(1, stored["latest_no"] + 1)
    named = [(no, v.source) for no in numbers if (v := versions.get(version_id(key, no))) and v.source]
    recorded = standing.source if standing is not None else None
    if recorded is not None and (not named or named[-1][0] <= recorded[0]):
        ought = recorded[1]
    elif named:
        ought = named[-1][1]
    if stored.get("source") != ought:
        yield f"{key}: its source is {stored.get('source')}, by the audit trail {ought}"


def version_differences(version: Version, standing: VersionStanding | None) -> Iterator[str]:
    """Say in words where a version is not what the trail says of who made it, and what became of it."""
    if standing is None:
        return  # said of its content already
    record, name = version.record, f"{version.key}: version {version.no}"
    for part in ("created_by", "created_at", "revision", *_SHOWN):
        if (record.get(part) or None) != (getattr(standing, part) or None):
            yield f"{name} has another {part} than the audit trail"
    if standing.record_hash is not None and version.record_hash != standing.record_hash:
        yield f"{name} has another reason, change number or source than the audit trail"
    if version.reaffirmation != standing.reaffirmation:
        yield f"{name} has another re-affirmation than the audit trail"


_HEADINGS = frozenset({"id", "at", "actor", "note", "on", "revision", "result_hash"})


def is_as_foreseen(stored: Properties) -> bool:
    """Whether a stored preview, or impact report, is the one that its hash stands for."""
    try:
        record = parsed(stored["record"])
        result = {name: value for name, value in record.items() if name not in _HEADINGS}
        alike = all(stored[name] == record[name] for name in ("id", "at", "actor", "revision", "result_hash"))
        alike = alike and stored.get("change") == record.get("change", {}).get("key")
        kept = digest([stored["record"], stored["changes"]])
    except (ValueError, KeyError, TypeError, AttributeError):
        return False
    return alike and digest(result) == stored["result_hash"] and stored.get("kept_hash", kept) == kept


def is_as_seen(stored: Properties) -> bool:
    """Whether the first sighting of a gap is the one that its hash stands for; those of before have none."""
    record = {name: value for name, value in stored.items() if name != "hash"}
    return stored.get("hash") in (None, digest(record))


def past_differences(
    kept: Properties, standing: ItemStanding | None, version: Version | None
) -> Iterator[str]:
    """Say in words where what was kept of an item is not how it stood then, or not what was in force then."""
    then = standing.at(kept["since"]) if standing is not None else None
    name = f"{kept['key']}: what was kept of it since revision {kept['since']}"
    if then is not None and then != (kept["state"], kept["effective_no"], kept["latest_no"]):
        yield f"{name} is not how it stood then"
    if version is not None:
        ought = in_force_properties(kept["type"], kept["key"], version)
        for part in sorted(part for part, value in ought.items() if kept.get(part) != value):
            yield f"{name} has another {part} than version {version.no}"
