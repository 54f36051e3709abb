"""The waivers of gaps, as stored, beside what they were signed on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from graph.database.queries import AllScopes, AllWaivers, VersionsLeftOut
from graph.database.store import Tx
from graph.vocabulary.governance import gap_identity
from graph.waivers.stored import pinned_items_now, waivers_from
from graph.waivers.validity import ItemState, Lapse, Waiver, lapses, of_other_devices, of_other_versions

LeftOut = dict[str, dict[str, list[str]]]
"""The versions on the market that a waiver does not name, by waiver and device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantedWaiver:
    """A waiver as it is shown with its gap: why the gap is accepted, until when, and who signed."""

    key: str
    version: int
    rationale: str
    compensating_measure: str | None
    expires_at: str | None
    cites: tuple[str, ...]
    signed_by: str | None
    signed_at: str | None

    @classmethod
    def of(cls, waiver: Waiver, **more: tuple[Lapse, ...]) -> Self:
        """Return what is shown of a waiver."""
        return cls(
            key=waiver.key,
            version=waiver.version,
            rationale=waiver.rationale or "",
            compensating_measure=waiver.compensating_measure,
            expires_at=waiver.expires_at,
            cites=tuple(waiver.cites),
            signed_by=waiver.signed_by,
            signed_at=waiver.signed_at,
            **more,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class LapsedWaiver(GrantedWaiver):
    """A waiver that does not hold, and every reason why."""

    why: tuple[Lapse, ...]


@dataclass(frozen=True, slots=True)
class WaiverStatus:
    """Of one gap: the waiver that holds, and those that do not."""

    holds: GrantedWaiver | None
    lapsed: tuple[LapsedWaiver, ...]


@dataclass(frozen=True, slots=True)
class WaiverQuestion:
    """A gap whose waivers are asked for.

    `finding` is its id whatever the device; `devices` are those for each of which a waiver has to answer;
    `allowed` says whether the rule allows one.
    """

    finding: str
    devices: tuple[str, ...]
    allowed: bool


async def waivers_of(tx: Tx, gap: str) -> list[Waiver]:
    """Return the waivers that are for a gap by its id, withdrawn ones included."""
    every = [row.key for row in await tx.fetch(AllScopes())]
    return [
        waiver
        for waiver in await waivers_from(tx, await tx.fetch(AllWaivers()))
        if waiver.gap == gap
        or any(
            gap_identity(waiver.rule, waiver.subject, waiver.detail, device) == gap
            for device in waiver.devices or every
        )
    ]


async def waiver_statuses(tx: Tx, gaps: Mapping[str, WaiverQuestion], today: str) -> dict[str, WaiverStatus]:
    """Return the waivers of gaps by the id of the gap, and whether they hold on a day."""
    asked, by_finding = {question.finding for question in gaps.values()}, dict[str, list[Waiver]]()
    rows = [row for row in await tx.fetch(AllWaivers()) if row.gap in asked] if asked else []
    for waiver in await waivers_from(tx, rows):
        by_finding.setdefault(waiver.gap, []).append(waiver)
    now = await pinned_items_now(tx, [waiver for waivers in by_finding.values() for waiver in waivers])
    left_out: LeftOut = {}
    for row in await tx.fetch(VersionsLeftOut(today=today)) if rows else []:
        left_out.setdefault(row.waiver, {}).setdefault(row.device, []).append(row.version)
    return {
        gap: _status(by_finding[question.finding], today, now, question, left_out)
        for gap, question in gaps.items()
        if question.finding in by_finding
    }


async def waivers_by_rule(tx: Tx, today: str) -> dict[str, list[tuple[Waiver, tuple[Lapse, ...]]]]:
    """Return all waivers by rule, and why they do not hold, as if every rule allowed one."""
    waivers = await waivers_from(tx, await tx.fetch(AllWaivers()))
    now = await pinned_items_now(tx, waivers)
    by_rule: dict[str, list[tuple[Waiver, tuple[Lapse, ...]]]] = {}
    for waiver in waivers:
        by_rule.setdefault(waiver.rule, []).append((waiver, lapses(waiver, today, now, allowed=True)))
    return by_rule


def _status(
    waivers: Sequence[Waiver],
    today: str,
    now: Mapping[str, ItemState],
    question: WaiverQuestion,
    left_out: LeftOut,
) -> WaiverStatus:
    with_lapses = [(waiver, lapses(waiver, today, now, allowed=question.allowed)) for waiver in waivers]
    answers = {
        waiver.key: {device for device in question.devices if _answers(waiver, device, left_out)}
        for waiver, why in with_lapses
        if not why
    }
    holding = [waiver for waiver in waivers if answers.get(waiver.key)]
    answered = set(question.devices) <= set().union(*answers.values())
    last = max(holding, key=lambda waiver: (waiver.expires_at, waiver.key)) if answered and holding else None
    silent = [
        (waiver, why or (_aside(waiver, left_out),))
        for waiver, why in with_lapses
        if why or last is None or waiver not in holding
    ]
    return WaiverStatus(
        GrantedWaiver.of(last) if last else None,
        tuple(LapsedWaiver.of(waiver, why=why) for waiver, why in silent),
    )


def _answers(waiver: Waiver, device: str, left_out: LeftOut) -> bool:
    """Whether a waiver is for a device, and for each of its versions on the market."""
    missing = left_out.get(waiver.key, {})
    return waiver.answers_for(device) and device not in missing and "*" not in missing


def _aside(waiver: Waiver, left_out: LeftOut) -> Lapse:
    versions = sorted({version for each in left_out.get(waiver.key, {}).values() for version in each})
    return of_other_versions(waiver, versions) if versions else of_other_devices(waiver)
