"""Baselines: names for revisions, frozen with what was in force, concluded and missing at them.

A baseline is an item, so that it has a history and an audit entry; its content holds the hash of its report,
and the audit trail the hash of its content. It is made once and never revised.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic_core import to_jsonable_python

from graph.canonical import canonical, digest, parsed
from graph.conclusions import ConclusionFilter, conclusions_page
from graph.database.messages import batches
from graph.database.queries import (
    AllBaselines,
    AllScopes,
    BaselinesNamed,
    Freeze,
    InForce,
    InForceRow,
    PropertiesRow,
    ReportOf,
    StoreReport,
    VersionsByIds,
)
from graph.database.store import Store, Tx
from graph.errors import Fault, InvalidContent, KeyTaken, NoSuchMoment, Outside
from graph.gaps import count_gaps, evaluate_rules, gap_json
from graph.items import write_items_in
from graph.ledger.audit import audited_write
from graph.scopes import of_device
from graph.versions.proposal import Author, Instant, Mode, Options, Proposal, Unresolved
from graph.versions.version import Version, version_id
from graph.vocabulary import parse

Report = Mapping[str, Any]
"""A report as it was frozen and hashed: JSON-compatible values."""
_EVERYONE: Final = 10_000_000
_PAGE: Final = 1_000_000
_TAKEN_FOR_A_MOMENT: Final = re.compile(r"^\d")


@dataclass(frozen=True, slots=True)
class BaselineRequest:
    """What a baseline is asked to be: its name, and what was released."""

    name: str
    note: str | None = None
    device: str | None = None
    released_at: str | None = None


@dataclass(frozen=True, slots=True)
class BaselineHeading:
    """A baseline without its report; `on` is the day on which dates were judged."""

    key: str
    name: str
    note: str
    device: str | None
    released_at: str
    on: str
    revision: int
    report_hash: str
    state: str
    created_by: str
    created_at: Instant


@dataclass(frozen=True, slots=True)
class FrozenBaseline:
    """A baseline with the report that was frozen with it."""

    heading: BaselineHeading
    report: Report


async def create_baseline(
    store: Store, release: BaselineRequest, author: Author, today: str
) -> FrozenBaseline:
    """Freeze the graph as it is under a name; KeyTaken when it is taken, InvalidContent when it is none.

    The revision that is named is the one before the write: what people saw when they asked.
    """

    async def work(tx: Tx) -> FrozenBaseline:
        async with audited_write(tx, author, "baseline") as write:
            await _check_name(tx, release.name)
            in_force = await in_force_rows(tx, release.device)
            report = await _report(tx, release, in_force, write.revision - 1, today)
            key = f"BASELINE-{report['revision']}"
            proposal = _proposal(key, release, report, author)
            options = Options(Mode.create, Unresolved.refuse, action="baseline")
            await write_items_in(write, [proposal], options)
            await freeze(tx, key, in_force, report)
        return await read_baseline(tx, release.name)

    return await store.write(work)


async def in_force_rows(tx: Tx, device: str | None) -> list[InForceRow]:
    """Return what a baseline of a device, or of everything, would hold now."""
    return await tx.fetch(InForce(scopes=await _scopes(tx, device)))


def in_force_hash(in_force: Sequence[InForceRow]) -> str:
    """Return the hash of what is held; a report carries it."""
    return digest([[row.key, row.version, row.content_hash] for row in in_force])


async def freeze(tx: Tx, key: str, in_force: Sequence[InForceRow], report: Report) -> None:
    """Keep what a baseline holds, and its report, beside its item."""
    rows = [{"key": row.key, "version": row.version} for row in in_force]
    for batch in batches(rows):
        await tx.run(Freeze(key=key, rows=batch))
    text = canonical(report)
    pages = [
        {"id": f"{key}/{number}", "key": key, "page": number, "text": text[start : start + _PAGE]}
        for number, start in enumerate(range(0, len(text), _PAGE))
    ]
    for some in batches(pages):
        await tx.run(StoreReport(pages=some))


async def _check_name(tx: Tx, name: str) -> None:
    if _TAKEN_FOR_A_MOMENT.match(name) or "/" in name:
        message = (
            f"{name!r} cannot be the name of a baseline: as_of would take it for a revision or a day, or a "
            "path would end in it. Begin with a letter, and leave slashes out."
        )
        raise InvalidContent(message, faults=[Fault("/name", message)])
    if await tx.one(BaselinesNamed.called(name)) is not None:
        message = f"There is a baseline {name!r} already, and it stays as it is; choose another name."
        raise KeyTaken(message, faults=[Fault("/name", message)])


async def _scopes(tx: Tx, device: str | None) -> list[str]:
    if device:
        return await of_device(tx, device)
    return [row.key for row in await tx.fetch(AllScopes())]


async def _report(
    tx: Tx, release: BaselineRequest, in_force: Sequence[InForceRow], revision: int, today: str
) -> Report:
    gaps = await evaluate_rules(tx, today, device=release.device)
    wanted = ConclusionFilter(device=release.device)
    views = await conclusions_page(tx, wanted, today, "", _EVERYONE)
    counts: dict[str, int] = {}
    for row in in_force:
        counts[row.type] = counts.get(row.type, 0) + 1
    return {
        "name": release.name,
        "revision": revision,
        "on": today,
        "device": release.device or "",
        "in_force": counts,
        "in_force_hash": in_force_hash(in_force),
        "conclusions": [
            {
                "key": view.row.key,
                "kind": view.row.kind,
                "verdict": view.content["verdict"],
                "status": str(view.status),
                "version": view.row.effective_no,
                "reasons": parsed(view.row.reasons) or [],
            }
            for view in views
        ],
        "gap_counts": to_jsonable_python(count_gaps(gaps.gaps)),
        "gaps": [gap_json(gap) for gap in gaps.gaps],
        "not_evaluated": [{"rule": entry.rule, "reason": entry.reason} for entry in gaps.not_evaluated],
    }


def _proposal(key: str, release: BaselineRequest, report: Report, author: Author) -> Proposal:
    fields = {
        "title": release.name,
        "name": release.name,
        "note": release.note or "",
        "devices": [release.device] if release.device else [],
        "released_at": release.released_at or report["on"],
        "judged_on": report["on"],
        "revision": report["revision"],
        "report_hash": digest(report),
    }
    content = parse("Baseline", fields).content()
    return Proposal("Baseline", key, content, approve=True, reason=author.reason)


# -- reading -------------------------------------------------------------------------------------------


async def list_baselines(tx: Tx) -> list[BaselineHeading]:
    """Return all baselines, in the order in which they were made, without their reports."""
    return await _headings(tx, await tx.fetch(AllBaselines()))


async def read_baseline(tx: Tx, name: str) -> FrozenBaseline:
    """Return a baseline with its report; NoSuchMoment when there is none of this name."""
    row = await tx.one(BaselinesNamed.called(name))
    if row is None:
        message = f"There is no baseline {name!r}; {Outside.list_baselines} lists them."
        raise NoSuchMoment(message)
    heading = (await _headings(tx, [row]))[0]
    return FrozenBaseline(heading, await frozen_report(tx, row.key))


async def frozen_report(tx: Tx, key: str) -> Report:
    """Return the report that was frozen with a baseline."""
    report: Report = parsed("".join(page.text for page in await tx.fetch(ReportOf(baseline=key))))
    return report


async def _headings(tx: Tx, rows: Sequence[PropertiesRow]) -> list[BaselineHeading]:
    ids = [version_id(row.key, row.properties["effective_no"]) for row in rows]
    versions = {v.id: v for v in await tx.fetch(VersionsByIds(ids=ids))}
    return [_heading(row, versions[version]) for row, version in zip(rows, ids, strict=True)]


def _heading(row: PropertiesRow, version: Version) -> BaselineHeading:
    content = version.content
    return BaselineHeading(
        key=row.key,
        name=content["name"],
        note=content.get("note", ""),
        device=next(iter(content.get("devices", [])), None),
        released_at=content["released_at"],
        on=content["judged_on"],
        revision=content.get("revision", 0),
        report_hash=content["report_hash"],
        state=row.properties["state"],
        created_by=version.created_by,
        created_at=version.created_at,
    )
