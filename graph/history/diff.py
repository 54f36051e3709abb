"""What differs between two moments, as data and in words: items, conclusions, gaps."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

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
from graph.vocabulary.content import Content
from graph.vocabulary.governance import gap_identity
from graph.vocabulary.registry import is_substantive

GapRecord = Mapping[str, Any]
"""A gap as a report stores it."""
Gaps = Mapping[str, GapRecord]
ChangeClass = Literal["editorial", "substantive"]


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field that has another value."""

    field: str
    from_: object
    to: object
    class_: ChangeClass


@dataclass(frozen=True, slots=True)
class ItemEntered:
    """An item that is in force at the second moment alone: added, or restored."""

    key: str
    type: str
    title: str
    what: Literal["added", "restored"]
    to_version: int

    def __str__(self) -> str:
        """Say it in words."""
        return f"{self.key} ({self.type}) {self.what}"


@dataclass(frozen=True, slots=True)
class ItemLeft:
    """An item that is in force at the first moment alone."""

    key: str
    type: str
    title: str
    from_version: int
    withdrawn_reason: str | None
    what: Literal["withdrawn"] = "withdrawn"

    def __str__(self) -> str:
        """Say it in words."""
        why = f": {self.withdrawn_reason}" if self.withdrawn_reason else ""
        return f"{self.key} ({self.type}) withdrawn{why}"


@dataclass(frozen=True, slots=True)
class ItemRevised:
    """An item that is in force at both moments, in different versions."""

    key: str
    type: str
    title: str
    from_version: int
    to_version: int
    change_class: ChangeClass
    fields: tuple[FieldDifference, ...]
    signatures: tuple[str, ...]
    reason: str | None
    change_ref: str | None
    what: Literal["revised"] = "revised"

    def __str__(self) -> str:
        """Say it in words."""
        moved = [f"{f.field} {json.dumps(f.from_)} -> {json.dumps(f.to)}" for f in self.fields]
        moved += self.signatures
        details = "; ".join([*moved, *(part for part in (self.reason, self.change_ref) if part)])
        versions = f"{self.from_version} -> {self.to_version}"
        return f"{self.key} ({self.type}) revised, {self.change_class}, {versions}: {details}"


ItemMoved = ItemEntered | ItemLeft | ItemRevised


@dataclass(frozen=True, slots=True)
class ConclusionAt:
    """A conclusion at one moment; None and 0 where there was none."""

    status: str | None = None
    verdict: str | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class ConclusionMoved:
    """A conclusion whose status, verdict or version differs."""

    key: str
    kind: str
    from_: ConclusionAt
    to: ConclusionAt

    def __str__(self) -> str:
        """Say it in words."""
        moved = [
            f"{name} {old or 'none'} -> {new or 'none'}"
            for name, old, new in (
                ("verdict", self.from_.verdict, self.to.verdict),
                ("status", self.from_.status, self.to.status),
            )
            if old != new
        ]
        return f"{self.key} ({self.kind}): {', '.join(moved) or 'signed anew'}"


@dataclass(frozen=True, slots=True)
class Difference:
    """What differs between two moments, as data and in words."""

    added: tuple[ItemMoved, ...]
    revised: tuple[ItemMoved, ...]
    withdrawn: tuple[ItemMoved, ...]
    restored: tuple[ItemMoved, ...]
    conclusions: tuple[ConclusionMoved, ...]
    gaps_opened: tuple[GapRecord, ...]
    gaps_closed: tuple[GapRecord, ...]
    text: tuple[str, ...]


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

    def conclusion(self, key: str) -> ConclusionAt:
        """The conclusion then, its dates judged on the day of then."""
        row, version = self.conclusions.get(key), self.version(key)
        return ConclusionAt(
            status=status_on(row, self.day) if row else None,
            verdict=version.content.get("verdict") if version else None,
            version=row.effective_no if row else 0,
        )


def frozen_gaps(reports: Sequence[Sequence[GapRecord]]) -> list[Gaps]:
    """Return the gaps of frozen reports by id.

    Where one was frozen before gaps were those of a device, all are compared by what was found, whatever the
    device: that is the id they had then.
    """
    of_devices = all("device" in gap for report in reports for gap in report)
    return [
        {
            gap["id"] if of_devices else gap_identity(gap["rule"], gap["subject"], gap["detail"]): gap
            for gap in report
        }
        for report in reports
    ]


async def compare_moments(
    store: Store,
    before: Moment,
    after: Moment,
    frozen: tuple[Gaps, Gaps] | None = None,
    most: int | None = None,
) -> Difference:
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


def _compared(before: MomentState, after: MomentState, keys: Sequence[str]) -> Difference:
    items = [entry for key in keys if (entry := _item(before, after, key)) is not None]
    by_what: dict[str, list[ItemMoved]] = {}
    for entry in items:
        by_what.setdefault(entry.what, []).append(entry)
    conclusions = tuple(_conclusions(before, after, keys))
    opened = tuple(gap for key, gap in sorted(after.gaps.items()) if key not in before.gaps)
    closed = tuple(gap for key, gap in sorted(before.gaps.items()) if key not in after.gaps)
    return Difference(
        **{what: tuple(by_what.get(what, ())) for what in ("added", "revised", "withdrawn", "restored")},
        conclusions=conclusions,
        gaps_opened=opened,
        gaps_closed=closed,
        text=(
            *map(str, items),
            *map(str, conclusions),
            *(_gap_in_words("opened", gap) for gap in opened),
            *(_gap_in_words("closed", gap) for gap in closed),
        ),
    )


def _item(before: MomentState, after: MomentState, key: str) -> ItemMoved | None:
    was, now = before.in_force(key), after.in_force(key)
    if not was and not now:
        return None
    old, new = before.version(key), after.version(key)
    row = after.items.get(key) or before.items[key]
    title = row.title or ""
    if not now or new is None:
        reason = row.withdrawn_reason if key in after.items else None
        return ItemLeft(key, row.type, title, old.no if old else 0, reason or None)
    if not was or old is None:
        return ItemEntered(key, row.type, title, "restored" if old else "added", new.no)
    if old.no == new.no:
        return None
    return ItemRevised(
        key=key,
        type=row.type,
        title=title,
        from_version=old.no,
        to_version=new.no,
        change_class="editorial" if old.hashes.substantive == new.hashes.substantive else "substantive",
        fields=_fields(row.type, old.content, new.content),
        signatures=tuple(signature_changes(old, new)) if row.type == "EvidenceUse" else (),
        reason=new.change_reason or None,
        change_ref=new.change_ref or None,
    )


def _fields(kind: str, old: Content, new: Content) -> tuple[FieldDifference, ...]:
    return tuple(
        FieldDifference(
            name,
            old.get(name),
            new.get(name),
            "substantive" if is_substantive(kind, name, old, new) else "editorial",
        )
        for name in sorted({*old, *new})
        if old.get(name) != new.get(name)
    )


def _conclusions(before: MomentState, after: MomentState, keys: Sequence[str]) -> Iterator[ConclusionMoved]:
    """Return the conclusions whose status, verdict or version moved, dates judged on the day of each side."""
    for key in keys:
        row = after.conclusions.get(key) or before.conclusions.get(key)
        if row is None:
            continue
        was, now = before.conclusion(key), after.conclusion(key)
        if was != now:
            yield ConclusionMoved(key, row.kind, was, now)


def _gap_in_words(word: str, gap: GapRecord) -> str:
    return f"gap {word}: {gap['rule']} on {gap['subject']}, {gap['title']} ({gap['severity']})"
