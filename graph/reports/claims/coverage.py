"""Coverage of claims: which elements, ranges and extreme variants counting evidence reaches in each pillar.

Cells are asked of what is included in the intended purpose and in force. What a claim covers besides is set
aside with the reason, so that nothing is left out unseen.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

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
    Extent,
    Interval,
    Study,
    cover,
    range_between,
)
from graph.reports.claims.subjects import ReportedClaim, claim_in_force
from graph.scopes import EVERYWHERE, of_device


@dataclass(frozen=True, slots=True)
class ExtentCounts:
    """How many cells there are of each extent."""

    covered: int = 0
    partly: int = 0
    uncovered: int = 0


@dataclass(frozen=True, slots=True)
class IntervalOfCell:
    """A part of a range as it is read; an end that is None is open for ever."""

    from_: float | None
    to: float | None
    from_included: bool
    to_included: bool
    text: str


@dataclass(frozen=True, slots=True)
class ReportedCell:
    """How far an element, or an extreme variant, is covered under one pillar."""

    item: str
    kind: str
    title: str
    extent: Extent
    covered_by: tuple[str, ...]
    range: IntervalOfCell | None
    unit: str | None
    uncovered_range: tuple[IntervalOfCell, ...]


@dataclass(frozen=True, slots=True)
class PillarCoverage:
    """The cells under one pillar; `uncovered` are the keys of what is not covered whole."""

    counts: ExtentCounts
    cells: tuple[ReportedCell, ...]
    uncovered: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetAside:
    """What a claim covers that no evidence has to reach, and why."""

    item: str
    why: str


@dataclass(frozen=True, slots=True)
class ClaimCoverage(ReportedClaim):
    """The cells of one claim by pillar, and what it covers that no evidence has to reach."""

    cells: Mapping[str, tuple[CoverageCell, ...]]
    set_aside: tuple[SetAside, ...] = ()

    @property
    def pillars(self) -> Mapping[str, PillarCoverage]:
        """The cells as they are reported, by pillar."""
        return {
            pillar: PillarCoverage(
                _counted(Counter(cell.extent for cell in cells)),
                tuple(reported_cell(cell) for cell in cells),
                tuple(cell.target.key for cell in cells if cell.extent != "covered"),
            )
            for pillar, cells in self.cells.items()
        }

    def uncovered(self, pillar: str) -> tuple[ReportedCell, ...]:
        """Return the cells of a pillar that are not covered whole."""
        return tuple(reported_cell(cell) for cell in self.cells[pillar] if cell.extent != "covered")


@dataclass(frozen=True, slots=True)
class CoverageCounts:
    """How many claims there are, and how many cells of each extent by pillar."""

    claims: int
    vca: ExtentCounts
    av: ExtentCounts
    cv: ExtentCounts


@dataclass(frozen=True, slots=True)
class Coverage:
    """The coverage of some claims at one revision."""

    claims: tuple[ClaimCoverage, ...]
    revision: int

    def counts(self) -> CoverageCounts:
        """Return how many cells there are of each extent, by pillar."""
        totals = {pillar: Counter[Extent]() for pillar in PILLARS}
        for claim in self.claims:
            for pillar, cells in claim.cells.items():
                totals[pillar].update(cell.extent for cell in cells)
        return CoverageCounts(len(self.claims), **{name: _counted(total) for name, total in totals.items()})


def _counted(extents: Counter[Extent]) -> ExtentCounts:
    return ExtentCounts(extents["covered"], extents["partly"], extents["uncovered"])


def reported_cell(cell: CoverageCell) -> ReportedCell:
    """Return a cell as it is read."""
    target = cell.target
    return ReportedCell(
        item=target.key,
        kind=target.kind,
        title=target.title,
        extent=cell.extent,
        covered_by=cell.covered_by,
        range=_interval(target.range) if target.range else None,
        unit=target.unit,
        uncovered_range=tuple(_interval(part) for part in cell.uncovered),
    )


def _interval(part: Interval) -> IntervalOfCell:
    return IntervalOfCell(
        from_=None if math.isinf(part.low) else part.low,
        to=None if math.isinf(part.high) else part.high,
        from_included=part.low_included,
        to_included=part.high_included,
        text=str(part),
    )


async def coverage_of_claim(store: Store, key: str, today: str) -> Coverage:
    """Return the coverage of one claim; refuses what is no claim in force."""

    async def work(tx: Tx) -> Coverage:
        return await _coverage(tx, [await claim_in_force(tx, key)], today)

    return await store.read(work)


async def coverage_of_device(store: Store, device: str, today: str) -> Coverage:
    """Return the coverage of every claim that concerns a device."""

    async def work(tx: Tx) -> Coverage:
        claims = await tx.fetch(ClaimsOfScopes(scopes=await of_device(tx, device)))
        return await _coverage(tx, claims, today, device)

    return await store.read(work)


async def _coverage(tx: Tx, claims: Sequence[ClaimRow], today: str, device: str | None = None) -> Coverage:
    revision = await revision_of(tx)
    uses = await uses_on(tx, [row.key for row in claims], today, device)
    covered = await coverage_of_claims(tx, claims, uses)
    return Coverage(tuple(covered), revision)


@dataclass(slots=True)
class _Targets:
    """What is to be covered of each claim, and what is set aside."""

    reaches: dict[str, list[CoverageTarget]] = field(default_factory=dict)
    aside: dict[str, list[SetAside]] = field(default_factory=dict)


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
            targets.aside[row.claim].append(SetAside(row.element, why))
            continue
        title, span = row.title or row.value or "", range_between(row.range_min, row.range_max)
        targets.reaches[row.claim].append(
            CoverageTarget(row.element, row.kind, title, span, row.unit or None)
        )
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
