"""The structure of a device's argument: what most hangs on, claims with one source, whole chains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from graph.database.queries import ConclusionPageOfDevice, FactsOf, ItemPageOfDevice, PinsOf, UpstreamOf
from graph.database.store import Store, Tx
from graph.gaps import GapReport, rules_of_chain
from graph.items.with_content import referrers
from graph.reports.claims import PILLARS, ClaimSupport, Support, support_in_scope
from graph.reports.structure.collapse import ConclusionSupport, conclusions_lost, single_sources

_PAGE: Final = 1_000


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some items have a whole chain."""

    total: int
    whole: int

    @property
    def share(self) -> float | None:
        """The share of those that have; None of nothing."""
        return round(self.whole / self.total, 4) if self.total else None


@dataclass(frozen=True, slots=True)
class WholeChains:
    """The shares of claims and of hazards with a whole chain."""

    claims: Share
    hazards: Share


@dataclass(frozen=True, slots=True)
class LossOfEvidence:
    """A data set, and the conclusions that would fall without it."""

    key: str
    collapses: tuple[str, ...]

    @property
    def count(self) -> int:
        """How many would fall."""
        return len(self.collapses)


@dataclass(frozen=True, slots=True)
class SingleSource:
    """A pillar of a claim that hangs on these data sets alone."""

    claim: str
    pillar: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Structure:
    """What holds the argument of a device together; the evidence that most hangs on first."""

    conclusions: int
    evidence: tuple[LossOfEvidence, ...]
    single_source: tuple[SingleSource, ...]
    coverage: WholeChains
    report: GapReport


async def structure_of_device(store: Store, device: str, today: str) -> Structure:
    """Return the structure of the argument of a device: signed conclusions and what carries them."""

    async def work(tx: Tx) -> tuple[Support, dict[str, ConclusionSupport], dict[str, set[str]]]:
        support = await support_in_scope(tx, device, today)
        return support, *await _read(tx, device, today, support)

    support, carried, chains = await store.read(work)
    hazards = sorted(chains)
    evidence = {key for one in carried.values() for enough in one.alternatives for key in enough}
    losses = [
        LossOfEvidence(key, tuple(sorted(fallen)))
        for key in sorted(evidence)
        if (fallen := conclusions_lost(carried, key))
    ]
    single = [
        SingleSource(row.claim, pillar, tuple(sorted(sources)))
        for row in support.claims
        for pillar in PILLARS
        if (sources := single_sources(_alternatives(row, pillar)))
    ]
    claims, report = [row.claim for row in support.claims], support.report
    return Structure(
        conclusions=len(carried),
        evidence=tuple(sorted(losses, key=lambda loss: (-loss.count, loss.key))),
        single_source=tuple(single),
        coverage=WholeChains(_whole(claims, report, "claim"), _whole(hazards, report, "hazard", chains)),
        report=report,
    )


def _alternatives(row: ClaimSupport, pillar: str) -> list[frozenset[str]]:
    """Return the sets of evidence each of which is enough for a pillar as things stand."""
    used = {use.row.use: use.row.evidence or "" for use in row.uses}
    sets = [evidence_set for evidence_set in row.sets if evidence_set.pillar == pillar]
    if sets:
        return [
            frozenset(used[use] for use in evidence_set.counting)
            for evidence_set in sets
            if evidence_set.whole
        ]
    counting = [use for use in row.uses if use.row.pillar == pillar and use.counts]
    return [frozenset({use.row.evidence or ""}) for use in counting]


def _whole(
    keys: Iterable[str], report: GapReport, chain: str, chains: Mapping[str, set[str]] = MappingProxyType({})
) -> Share:
    """Return how many items have a chain no link of which is named by a gap that breaks it (concepts 9.4.14).

    `chains` are the links beside the item itself.
    """
    breaking = rules_of_chain(chain)
    broken = {
        name
        for gap in report.gaps
        if gap.rule in breaking
        for name in (gap.subject, *gap.facts)
    }  # fmt: skip
    named = list(keys)
    whole = [key for key in named if not broken & {key, *chains.get(key, ())}]
    return Share(len(named), len(whole))


async def _read(
    tx: Tx, device: str, today: str, support: Support
) -> tuple[dict[str, ConclusionSupport], dict[str, set[str]]]:
    kinds = await _signed(tx, device, today)
    upstream: dict[str, list[str]] = {key: [] for key in kinds}
    for edge in await tx.fetch(UpstreamOf(keys=sorted(kinds))):
        upstream[edge.conclusion].append(edge.upstream)
    pillars = {
        entry.row.key: _alternatives(row, pillar)
        for row in support.claims
        for pillar in PILLARS
        for entry in row.columns[pillar].conclusions
    }
    others = await _pinned(tx, [key for key in kinds if key not in pillars])
    carried = {key: ConclusionSupport(pillars.get(key, others.get(key, [])), upstream[key]) for key in kinds}
    return carried, await _chains(tx, await _hazards(tx, device))


async def _chains(tx: Tx, hazards: Sequence[str]) -> dict[str, set[str]]:
    """Return the links of each hazard's chain: its situations, and the estimates and controls of those."""
    arising = await referrers(tx, hazards, "ARISES_FROM")
    situations = {row.key for rows in arising.values() for row in rows}
    below = await referrers(tx, situations, "ESTIMATES", "CONTROLS")
    chains: dict[str, set[str]] = {hazard: set() for hazard in hazards}
    for hazard, rows in arising.items():
        for row in rows:
            chains[hazard] |= {row.key, *(link.key for link in below.get(row.key, ()))}
    return chains


async def _signed(tx: Tx, device: str, today: str) -> dict[str, str]:
    kinds: dict[str, str] = {}
    after = ""
    while True:
        asked = ConclusionPageOfDevice(
            device=device, status="", kind="", after=after, size=_PAGE, today=today
        )
        rows = await tx.fetch(asked)
        kinds |= {row.key: row.kind for row in rows if row.state == "in_force"}
        if len(rows) < _PAGE:
            return kinds
        after = rows[-1].key


async def _pinned(tx: Tx, keys: Sequence[str]) -> dict[str, list[frozenset[str]]]:
    """Return what carries conclusions on other things than claims: each pinned set of supporting data."""
    rows = [row for row in await tx.fetch(PinsOf(keys=sorted(keys))) if row.role == "evidence"]
    uses = sorted({row.via for row in rows if row.via})
    directions = {fact.key: fact.direction or "supports" for fact in await tx.fetch(FactsOf(keys=uses))}
    pinned: dict[str, list[frozenset[str]]] = {}
    for row in rows:
        if directions.get(row.via, "supports") == "supports":
            pinned.setdefault(row.conclusion, []).append(frozenset({row.item}))
    return pinned


async def _hazards(tx: Tx, device: str) -> list[str]:
    hazards: list[str] = []
    after = ""
    while True:
        asked = ItemPageOfDevice(
            device=device, type="Hazard", state="in_force", text="", sources=(), after=after, size=_PAGE
        )
        rows = await tx.fetch(asked)
        hazards += [row.key for row in rows]
        if len(rows) < _PAGE:
            return hazards
        after = rows[-1].key
