"""Reading conclusions: their status on a day, and what they pinned beside what they ought to rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.conclusions.draft_basis import basis_digest, bring_draft_into_force, has_open_draft
from graph.conclusions.sign import must_be_conclusion
from graph.database.head import revision_of
from graph.database.queries import (
    ConclusionCounts,
    ConclusionCountsOfDevice,
    ConclusionPage,
    ConclusionPageOfDevice,
    ConclusionRow,
    ConclusionsByKeys,
    PinsOf,
    UnansweredConclusions,
    VersionsByIds,
)
from graph.database.store import Store, Tx
from graph.items.planned import state_tag
from graph.scopes import of_device
from graph.staleness import ConclusionStatus
from graph.status.auto_clear import clearings
from graph.status.basis import expected_basis
from graph.status.cached import reason_records_on, status_on
from graph.versions.version import Version, version_id
from graph.vocabulary.content import Content


@dataclass(frozen=True, slots=True)
class ConclusionView:
    """A conclusion with its status on a day."""

    row: ConclusionRow
    content: Content
    version: Version
    status: str
    reasons: Sequence[Mapping[str, object]]


@dataclass(frozen=True, slots=True)
class ConclusionFilter:
    """What a listing of conclusions is asked for; absent fields let everything pass."""

    status: str | None = None
    kind: str | None = None
    device: str | None = None


async def conclusions_page(
    tx: Tx, wanted: ConclusionFilter, today: str, after: str, size: int
) -> list[ConclusionView]:
    """Return a page of conclusions in the order of their keys."""
    filters = {"status": wanted.status or "", "kind": wanted.kind or "", "today": today}
    if wanted.device:
        await of_device(tx, wanted.device)
        query = ConclusionPageOfDevice(device=wanted.device, after=after, size=size, **filters)
        rows = await tx.fetch(query)
    else:
        rows = await tx.fetch(ConclusionPage(after=after, size=size, **filters))
    return await _views(tx, rows, today)


async def count_by_status(tx: Tx, wanted: ConclusionFilter, today: str) -> dict[ConclusionStatus, int]:
    """Return how many conclusions of a listing there are of each status on a day."""
    filters = {"status": wanted.status or "", "kind": wanted.kind or "", "today": today}
    if wanted.device:
        rows = await tx.fetch(ConclusionCountsOfDevice(device=wanted.device, **filters))
    else:
        rows = await tx.fetch(ConclusionCounts(**filters))
    return {ConclusionStatus(row.status): row.count for row in rows}


async def _views(tx: Tx, rows: Sequence[ConclusionRow], today: str) -> list[ConclusionView]:
    ids = {row.key: version_id(row.key, row.effective_no or row.latest_no) for row in rows}
    versions = {v.id: v for v in await tx.fetch(VersionsByIds(ids=sorted(ids.values())))}
    return [
        ConclusionView(
            row,
            versions[ids[row.key]].content,
            versions[ids[row.key]],
            status_on(row, today),
            reason_records_on(row.reasons, today),
        )
        for row in rows
    ]


async def read_conclusion(tx: Tx, key: str, today: str) -> ConclusionView:
    """Return one conclusion with its status on a day."""
    await must_be_conclusion(tx, key)
    rows = await tx.fetch(ConclusionsByKeys(keys=[key]))
    return (await _views(tx, rows, today))[0]


async def read_clearings(tx: Tx, key: str) -> list[dict[str, object]]:
    """Return when a conclusion cleared by itself and what settled it."""
    row = await must_be_conclusion(tx, key)
    return await clearings(tx, key, row.latest_no)


async def list_unanswered(tx: Tx, after: str, size: int) -> list[dict[str, object]]:
    """Return a page of conclusions that were signed or taken back past open reasons."""
    rows = await tx.fetch(UnansweredConclusions(after=after, size=size))
    ids = [version_id(row.key, row.version) for row in rows]
    versions = {version.id: version for version in await tx.fetch(VersionsByIds(ids=ids))}
    return [
        {
            "key": row.key,
            "kind": row.kind,
            "state": row.state,
            "version": row.version,
            **(versions[version_id(row.key, row.version)].unanswered or {}),
        }
        for row in rows
    ]


@dataclass(frozen=True, slots=True)
class PinComparison:
    """What a conclusion was signed on, beside what that is now."""

    item: str
    role: str
    via: str
    version: int
    hash: str
    hash_now: str | None
    expected: bool

    @property
    def same(self) -> bool:
        """Whether it is as it was signed on."""
        return self.hash == self.hash_now


@dataclass(frozen=True, slots=True)
class ExpectedPin:
    """What a conclusion ought to rest on now, and whether it does."""

    item: str
    role: str
    via: str
    pinned: bool


@dataclass(frozen=True, slots=True)
class BasisComparison:
    """What a conclusion pinned beside what it ought to rest on now."""

    key: str
    pinned: tuple[PinComparison, ...]
    expected: tuple[ExpectedPin, ...]
    revision: int
    tag: str


async def compare_basis(store: Store, key: str) -> BasisComparison:
    """Return what a conclusion pinned and what it ought to rest on; for a draft, as if signed now."""

    async def work(tx: Tx) -> BasisComparison:
        row = await must_be_conclusion(tx, key)
        revision = await revision_of(tx)
        if row.state == "draft":
            await bring_draft_into_force(tx, key)
        pins = () if row.state == "draft" else await tx.fetch(PinsOf(keys=[key]))
        entries = (await expected_basis(tx, [key]))[key]
        expected = {entry.item for entry in entries}
        pinned = {pin.item for pin in pins}
        if has_open_draft(row) and row.state != "draft":
            await bring_draft_into_force(tx, key)
        tag = state_tag(row, await basis_digest(tx, key)) if has_open_draft(row) else state_tag(row)
        return BasisComparison(
            key,
            tuple(
                PinComparison(
                    pin.item, pin.role, pin.via, pin.version, pin.pinned, pin.now, pin.item in expected
                )
                for pin in pins
            ),
            tuple(ExpectedPin(entry.item, entry.role, entry.via, entry.item in pinned) for entry in entries),
            revision,
            tag,
        )

    return await store.rehearse(work)
