"""What differs between two moments, as data and in words: items, conclusions, gaps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.database.queries import (
    ConclusionRow,
    ConclusionsByKeys,
    ItemRow,
    ItemsByKeys,
    ItemsSince,
    SignedConclusions,
    VersionsByIds,
)
from graph.database.store import Store, Tx
from graph.gaps import evaluate_rules, gap_json
from graph.history.as_of import Moment, PastStore, store_as_of
from graph.status.cached import status_on
from graph.versions.version import Version, VersionId, signature_changes, version_id
from graph.vocabulary.registry import is_substantive

Record = dict[str, Any]
Gaps = Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class MomentState:
    """What is compared, as it was at one moment."""

    items: Mapping[str, ItemRow]
    versions: Mapping[VersionId, Version]
    conclusions: Mapping[str, ConclusionRow]
    gaps: Gaps
    day: str

    def in_force(self, key: str) -> bool:
        """Whether an item counted then."""
        return key in self.items and self.items[key].state == "in_force"

    def version(self, key: str) -> Version | None:
        """The version that was in force then, or last; None for none."""
        row = self.items.get(key)
        return self.versions.get(version_id(key, row.effective_no)) if row else None

    def status(self, key: str) -> str:
        """The status of a conclusion on the day of then; '' for none."""
        row = self.conclusions.get(key)
        return str(status_on(row, self.day)) if row else ""

    def verdict(self, key: str) -> str:
        """The verdict of a conclusion then; '' for none."""
        version = self.version(key)
        return str(version.content.get("verdict", "")) if version else ""


async def compare_moments(
    store: Store,
    before: Moment,
    after: Moment,
    frozen: tuple[Gaps, Gaps] | None = None,
    most: int | None = None,
) -> Record:
    """Return what differs between two moments; `most` bounds how many items are taken back for either.

    Gaps are those of the `frozen` reports of two baselines, or else what today's rules find at each moment.
    """
    earliest = min(before.revision, after.revision)
    keys = await store.read(lambda tx: _to_compare(tx, earliest))
    sides = []
    for number, moment in enumerate((before, after)):
        gaps = frozen[number] if frozen else None
        sides.append(await _side(store_as_of(store, moment, most), keys, gaps))
    return _compared(sides[0], sides[1], keys)


async def _to_compare(tx: Tx, earliest: int) -> list[str]:
    """Return what was changed since, and all conclusions: a status moves by the passing of a date as well."""
    changed = await tx.fetch(ItemsSince(at=earliest))
    signed = await tx.fetch(SignedConclusions())
    return sorted({row.key for row in (*changed, *signed)})


async def _side(store: PastStore, keys: Sequence[str], gaps: Gaps | None) -> MomentState:
    day = store.moment.day

    async def work(tx: Tx) -> MomentState:
        items = {row.key: row for row in await tx.fetch(ItemsByKeys(keys=keys))}
        ids = sorted(version_id(row.key, row.effective_no) for row in items.values())
        versions = {v.id: v for v in await tx.fetch(VersionsByIds(ids=ids))}
        conclusions = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=keys))}
        gaps_by_id = gaps
        if gaps_by_id is None:
            report = await evaluate_rules(tx, day)
            gaps_by_id = {gap.id: gap_json(gap) for gap in report.gaps}
        return MomentState(items, versions, conclusions, gaps_by_id, day)

    return await store.read(work)


def _compared(before: MomentState, after: MomentState, keys: Sequence[str]) -> Record:
    items = [entry for key in keys if (entry := _item(before, after, key)) is not None]
    difference: Record = {
        name: [entry for entry in items if entry["what"] == name]
        for name in ("added", "revised", "withdrawn", "restored")
    }
    difference["conclusions"] = list(_conclusions(before, after, keys))
    difference["gaps_opened"] = [gap for key, gap in sorted(after.gaps.items()) if key not in before.gaps]
    difference["gaps_closed"] = [gap for key, gap in sorted(before.gaps.items()) if key not in after.gaps]
    difference["text"] = [*(_in_words(entry) for entry in items), *_rest_in_words(difference)]
    return difference


def _item(before: MomentState, after: MomentState, key: str) -> Record | None:
    was, now = before.in_force(key), after.in_force(key)
    if not was and not now:
        return None
    old, new = before.version(key), after.version(key)
    row = after.items.get(key) or before.items[key]
    entry: Record = {"key": key, "type": row.type, "title": row.title or ""}
    if not now or new is None:
        reason = row.withdrawn_reason if key in after.items else None
        number = old.no if old else 0
        return {**entry, "what": "withdrawn", "from_version": number, "withdrawn_reason": reason or ""}
    if not was or old is None:
        what = "restored" if old else "added"
        return {**entry, "what": what, "to_version": new.no}
    if old.no == new.no:
        return None
    moved = signature_changes(old, new) if row.type == "EvidenceUse" else []
    return {
        **entry,
        "what": "revised",
        "from_version": old.no,
        "to_version": new.no,
        "change_class": "editorial" if old.hashes.substantive == new.hashes.substantive else "substantive",
        "fields": _fields(row.type, old.content, new.content),
        "signatures": moved,
        "reason": new.change_reason or "",
        "change_ref": new.change_ref or "",
    }


def _fields(kind: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Record]:
    return [
        {
            "field": name,
            "from": old.get(name),
            "to": new.get(name),
            "class": "substantive" if is_substantive(kind, name, old, new) else "editorial",
        }
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    ]


def _conclusions(before: MomentState, after: MomentState, keys: Sequence[str]) -> Iterator[Record]:
    """Return the conclusions whose status, verdict or version moved, dates judged on the day of each side."""
    for key in keys:
        if key not in before.conclusions and key not in after.conclusions:
            continue
        sides = [
            {
                "status": side.status(key),
                "verdict": side.verdict(key),
                "version": side.conclusions[key].effective_no if key in side.conclusions else 0,
            }
            for side in (before, after)
        ]
        if sides[0] != sides[1]:
            kind = (after.conclusions.get(key) or before.conclusions[key]).kind
            yield {"key": key, "kind": kind, "from": sides[0], "to": sides[1]}


# -- in words ------------------------------------------------------------------------------------------


def _in_words(entry: Record) -> str:
    name = f"{entry['key']} ({entry['type']})"
    if entry["what"] == "revised":
        moved = [f"{f['field']} {json.dumps(f['from'])} -> {json.dumps(f['to'])}" for f in entry["fields"]]
        moved += entry["signatures"]
        details = "; ".join([*moved, *(entry[part] for part in ("reason", "change_ref") if entry[part])])
        versions = f"{entry['from_version']} -> {entry['to_version']}"
        return f"{name} revised, {entry['change_class']}, {versions}: {details}"
    if entry["what"] == "withdrawn" and entry["withdrawn_reason"]:
        return f"{name} withdrawn: {entry['withdrawn_reason']}"
    return f"{name} {entry['what']}"


def _rest_in_words(difference: Record) -> Iterator[str]:
    for entry in difference["conclusions"]:
        old, new = entry["from"], entry["to"]
        moved = [
            f"{part} {old[part] or 'none'} -> {new[part] or 'none'}"
            for part in ("verdict", "status")
            if old[part] != new[part]
        ]
        yield f"{entry['key']} ({entry['kind']}): {', '.join(moved) or 'signed anew'}"
    for word, gaps in (("opened", difference["gaps_opened"]), ("closed", difference["gaps_closed"])):
        for gap in gaps:
            yield f"gap {word}: {gap['rule']} on {gap['subject']}, {gap['title']} ({gap['severity']})"
