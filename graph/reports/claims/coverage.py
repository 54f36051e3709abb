"""Coverage of claims: which elements, ranges and extreme variants counting evidence reaches in each pillar.

Cells are asked of what is included in the intended purpose and in force. What a claim covers besides is set
aside with the reason, so that nothing is left out unseen.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.database.head import revision_of
from graph.database.queries import (
    ClaimElementRow,
    ClaimRow,
    ClaimsOfScopes,
    DevicesOf,
    ElementsOfClaims,
    ExtremeVariants,
    ScopesOf,
    StudiedByUses,
)
from graph.database.store import Store, Tx
from graph.reports.claims.counting import PILLARS, Use, uses_on
from graph.reports.claims.coverage_rules import (
    CoverageCell,
    CoverageTarget,
    Interval,
    Study,
    cover,
    range_between,
)
from graph.reports.claims.subjects import claim_in_force
from graph.scopes import EVERYWHERE, of_device


@dataclass(frozen=True, slots=True)
class ClaimCoverage:
    """The cells of one claim by pillar, and what it covers that no evidence has to reach."""

    claim: ClaimRow
    cells: Mapping[str, tuple[CoverageCell, ...]]
    set_aside: tuple[tuple[str, str], ...] = ()

    def uncovered(self, pillar: str) -> list[dict[str, Any]]:
        """Return the cells of a pillar that are not covered whole."""
        return [cell_record(entry) for entry in self.cells[pillar] if entry.extent != "covered"]

    def record(self) -> dict[str, Any]:
        """Return it as JSON-compatible values."""
        return {
            "claim": self.claim.key,
            "title": self.claim.title or None,
            "pillars": {
                pillar: {
                    "counts": _counted(cells),
                    "cells": [cell_record(entry) for entry in cells],
                    "uncovered": [entry.target.key for entry in cells if entry.extent != "covered"],
                }
                for pillar, cells in self.cells.items()
            },
            "set_aside": [{"item": key, "why": why} for key, why in self.set_aside],
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of some claims at one revision."""

    claims: tuple[ClaimCoverage, ...]
    revision: int

    def counts(self) -> dict[str, Any]:
        """Return how many cells there are of each extent, by pillar."""
        totals: dict[str, Counter[str]] = {pillar: Counter() for pillar in PILLARS}
        for entry in self.claims:
            for pillar, cells in entry.cells.items():
                totals[pillar].update(entry.extent for entry in cells)
        return {"claims": len(self.claims), **{pillar: _by_extent(total) for pillar, total in totals.items()}}


def _counted(cells: Sequence[CoverageCell]) -> dict[str, int]:
    return _by_extent(Counter(entry.extent for entry in cells))


def _by_extent(counted: Counter[str]) -> dict[str, int]:
    return {word: counted[word] for word in ("covered", "partly", "uncovered")}


def cell_record(entry: CoverageCell) -> dict[str, Any]:
    """Return a cell as JSON-compatible values; an end of an interval that is null is open for ever."""
    return {
        "item": entry.target.key,
        "kind": entry.target.kind,
        "title": entry.target.title,
        "extent": entry.extent,
        "covered_by": list(entry.covered_by),
        "range": _interval(entry.target.range) if entry.target.range else None,
        "unit": entry.target.unit or None,
        "uncovered_range": [_interval(part) for part in entry.uncovered],
    }


def _interval(part: Interval) -> dict[str, Any]:
    return {
        "from": None if math.isinf(part.low) else part.low,
        "to": None if math.isinf(part.high) else part.high,
        "from_included": part.low_included,
        "to_included": part.high_included,
        "text": str(part),
    }


async def coverage_of_claim(store: Store, key: str, today: str) -> Coverage:
    """Return the coverage of one claim; refuses what is no claim in force."""

    async def work(tx: Tx) -> Coverage:
        return await _coverage(tx, [await claim_in_force(tx, key)], today)

    return await store.read(work)


async def coverage_of_device(store: Store, device: str, today: str) -> Coverage:
    """Return the coverage of every claim that concerns a device."""

    async def work(tx: Tx) -> Coverage:
        claims = await tx.fetch(ClaimsOfScopes(scopes=await of_device(tx, device)))
        return await _coverage(tx, claims, today)

    return await store.read(work)


async def _coverage(tx: Tx, claims: Sequence[ClaimRow], today: str) -> Coverage:
    revision = await revision_of(tx)
    uses = await uses_on(tx, [row.key for row in claims], today)
    covered = await coverage_of_claims(tx, claims, uses)
    return Coverage(tuple(covered), revision)


@dataclass(slots=True)
class _Targets:
    """What is to be covered of each claim, and what is set aside."""

    reaches: dict[str, list[CoverageTarget]] = field(default_factory=dict)
    aside: dict[str, list[tuple[str, str]]] = field(default_factory=dict)


async def coverage_of_claims(
    tx: Tx, claims: Sequence[ClaimRow], uses: Mapping[str, Sequence[Use]]
) -> list[ClaimCoverage]:
    """Lay what claims cover beside what their counting uses studied; a fixed number of statements."""
    keys = [row.key for row in claims]
    wanted = await _reached(tx, keys)
    named = sorted({use.row.use for entries in uses.values() for use in entries})
    studied: dict[str, set[str]] = {}
    for row in await tx.fetch(StudiedByUses(keys=named)):
        studied.setdefault(row.use, set()).add(row.item)
    covered = []
    for claim in claims:
        cells = {}
        for pillar in PILLARS:
            counting = [use for use in uses[claim.key] if use.counts and use.row.pillar == pillar]
            studies = [_study(use, studied.get(use.row.use, set())) for use in counting]
            cells[pillar] = tuple(cover(reach, studies) for reach in wanted.reaches[claim.key])
        covered.append(ClaimCoverage(claim, cells, tuple(wanted.aside[claim.key])))
    return covered


def _study(use: Use, studied: set[str]) -> Study:
    row = use.row
    ranges = zip(row.elements or (), row.mins or (), row.maxs or (), strict=True)
    return Study(row.use, frozenset(studied), tuple(ranges))


async def _reached(tx: Tx, keys: Sequence[str]) -> _Targets:
    targets = _Targets({key: [] for key in keys}, {key: [] for key in keys})
    for row in await tx.fetch(ElementsOfClaims(keys=keys)):
        why = _why_aside(row)
        if why:
            targets.aside[row.claim].append((row.element, why))
            continue
        title, span = row.title or row.value or "", range_between(row.range_min, row.range_max)
        targets.reaches[row.claim].append(CoverageTarget(row.element, row.kind, title, span, row.unit or ""))
    for key, reaches in (await _extremes(tx, keys)).items():
        targets.reaches[key].extend(reaches)
    return targets


def _why_aside(row: ClaimElementRow) -> str:
    if row.state != "in_force":
        return "the element is not in force"
    if row.included is False:
        return "the element is excluded from the intended purpose"
    if row.kind in ("contraindication", "foreseeable_misuse"):
        return f"the element is of kind {row.kind}"
    return ""


async def _extremes(tx: Tx, keys: Sequence[str]) -> dict[str, list[CoverageTarget]]:
    """Return the extreme variants of each claim: those that it names, else all of its devices."""
    scopes: dict[str, set[str]] = {key: set() for key in keys}
    for scope in await tx.fetch(ScopesOf(keys=keys)):
        scopes[scope.key].add(scope.scope)
    named: dict[str, set[str]] = {key: set() for key in keys}
    for device in await tx.fetch(DevicesOf(keys=keys)):
        if device.type == "Variant":
            named[device.key].add(device.device)
    variants: dict[str, dict[str, CoverageTarget]] = {key: {} for key in keys}
    for row in await tx.fetch(ExtremeVariants()):
        reach = CoverageTarget(row.variant, "variant", row.title or f"{row.extreme} of its range")
        for key in keys:
            near = row.scope == EVERYWHERE or EVERYWHERE in scopes[key] or row.scope in scopes[key]
            if row.variant in named[key] or (near and not named[key]):
                variants[key][row.variant] = reach
    return {key: list(reaches.values()) for key, reaches in variants.items()}
