"""The pillar view of claims: what is concluded, whether that is current, what counts, and what is missing.

All three pillars are asked of every claim (IMDRF N41, 7.0). Nothing is concluded here: verdicts are those
that people signed, statuses those of the day, gaps those of the rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.database.queries import (
    ClaimConclusionRow,
    ClaimRow,
    ClaimsOfScopes,
    ConclusionsOnClaims,
    ScopesOf,
)
from graph.database.store import Store, Tx
from graph.gaps import Gap, GapReport, by_severity, read_report, shipped_rules
from graph.items.with_content import in_scope_of
from graph.reports.claims.counting import PILLARS, PillarEvidenceSet, Use, sets_for, uses_on
from graph.reports.claims.coverage import ClaimCoverage, ReportedCell, coverage_of_claims
from graph.reports.claims.subjects import ReportedClaim, claim_in_force
from graph.scopes import EVERYWHERE, of_device
from graph.status.cached import reason_records_on, status_on, worst_demand_in

_WORST_FIRST: Final = ("stale", "suspect", "overdue", "current")
NONE: Final = "none"
"""Currency of what nobody has concluded on."""


@dataclass(frozen=True, slots=True)
class ClaimConclusion:
    """A signed conclusion with its status on a day."""

    row: ClaimConclusionRow
    status: str
    reasons: tuple[dict[str, object], ...]

    @property
    def key(self) -> str:
        """The key of the conclusion."""
        return self.row.key

    @property
    def verdict(self) -> str | None:
        """The verdict signed."""
        return self.row.verdict

    @property
    def conditions(self) -> str | None:
        """The conditions under which it was signed."""
        return self.row.conditions or None

    @property
    def demand(self) -> str | None:
        """The worst demand of its reasons."""
        return worst_demand_in(self.reasons)

    @property
    def overdue_from(self) -> str | None:
        """The last day before it is overdue."""
        return self.row.overdue_from or None

    @property
    def version(self) -> int:
        """The number of the version in force."""
        return self.row.version


@dataclass(frozen=True, slots=True)
class ClaimColumn:
    """One pillar of a claim, or the claim as a whole; gaps in the order of their severity."""

    conclusions: tuple[ClaimConclusion, ...]
    gaps: tuple[Gap, ...]

    @property
    def verdict(self) -> str | None:
        """The verdict signed; `differing` where several say different things, None where none is."""
        verdicts = {entry.row.verdict for entry in self.conclusions}
        return "differing" if len(verdicts) > 1 else "".join(verdicts) or None

    @property
    def currency(self) -> str:
        """The worst status of its conclusions; `none` where there is none."""
        statuses = {entry.status for entry in self.conclusions}
        return next((word for word in _WORST_FIRST if word in statuses), NONE)


@dataclass(frozen=True, slots=True)
class UseOnClaim:
    """A use of evidence on a claim, and why it does not count, where it does not."""

    use: str
    evidence: str | None
    title: str | None
    kind: str | None
    role: str
    weight: str
    direction: str
    validity: str | None
    appraisals: tuple[str, ...]
    why_not: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SetOnClaim:
    """A set of evidence for a pillar, by the uses that it comprises."""

    set: str
    whole: bool
    counting: tuple[str, ...]
    not_counting: tuple[str, ...]
    not_recorded: int


@dataclass(frozen=True, slots=True)
class MissingOnPillar:
    """What a pillar lacks: gaps, and what is not covered whole."""

    gaps: tuple[Gap, ...]
    uncovered: tuple[ReportedCell, ...]


@dataclass(frozen=True, slots=True)
class PillarSupport:
    """One pillar of a claim: what is concluded, what counts and what is missing."""

    verdict: str | None
    currency: str
    conclusions: tuple[ClaimConclusion, ...]
    sets: tuple[SetOnClaim, ...]
    counting: tuple[UseOnClaim, ...]
    not_counting: tuple[UseOnClaim, ...]
    missing: MissingOnPillar


@dataclass(frozen=True, slots=True)
class ClaimSupport(ReportedClaim):
    """A claim as a row: as a whole, and its three pillars."""

    whole: ClaimColumn
    columns: Mapping[str, ClaimColumn]
    uses: Sequence[Use]
    sets: Sequence[PillarEvidenceSet]
    coverage: ClaimCoverage

    @property
    def statement(self) -> str | None:
        """What the claim says."""
        return self.row.statement or None

    @property
    def verdict(self) -> str | None:
        """The verdict on the claim as a whole."""
        return self.whole.verdict

    @property
    def currency(self) -> str:
        """The worst status of the conclusions on the claim as a whole."""
        return self.whole.currency

    @property
    def conclusions(self) -> tuple[ClaimConclusion, ...]:
        """The conclusions on the claim as a whole."""
        return self.whole.conclusions

    @property
    def gaps(self) -> tuple[Gap, ...]:
        """The gaps that belong to no pillar."""
        return self.whole.gaps

    @property
    def pillars(self) -> Mapping[str, PillarSupport]:
        """Its pillars as they are reported."""
        return {pillar: self._pillar(pillar) for pillar in PILLARS}

    def supported(self, pillar: str) -> bool:
        """Whether evidence counts for a pillar; where it names sets, whether one of them counts whole."""
        sets = [evidence_set for evidence_set in self.sets if evidence_set.pillar == pillar]
        if sets:
            return any(evidence_set.whole for evidence_set in sets)
        return any(use.counts and use.row.pillar == pillar for use in self.uses)

    def _pillar(self, pillar: str) -> PillarSupport:
        uses = [use for use in self.uses if use.row.pillar == pillar]
        column = self.columns[pillar]
        return PillarSupport(
            verdict=column.verdict,
            currency=column.currency,
            conclusions=column.conclusions,
            sets=tuple(_set(evidence_set) for evidence_set in self.sets if evidence_set.pillar == pillar),
            counting=tuple(_use(use) for use in uses if use.counts),
            not_counting=tuple(_use(use) for use in uses if not use.counts),
            missing=MissingOnPillar(column.gaps, self.coverage.uncovered(pillar)),
        )


def _set(evidence_set: PillarEvidenceSet) -> SetOnClaim:
    return SetOnClaim(
        set=evidence_set.key,
        whole=evidence_set.whole,
        counting=evidence_set.counting,
        not_counting=evidence_set.lacking,
        not_recorded=evidence_set.unrecorded,
    )


def _use(use: Use) -> UseOnClaim:
    return UseOnClaim(
        use=use.row.use,
        evidence=use.row.evidence or None,
        title=use.row.title or None,
        kind=use.row.kind or None,
        role=use.role,
        weight=use.weight,
        direction=use.direction,
        validity=use.validity or None,
        appraisals=tuple(row.appraisal for row in use.appraisals),
        why_not=use.why_not,
    )


@dataclass(frozen=True, slots=True)
class PillarCounts:
    """How one pillar of some claims stands."""

    by_verdict: Mapping[str, int]
    by_currency: Mapping[str, int]
    without_counting_evidence: int
    with_uncovered_cells: int
    with_gaps: int


@dataclass(frozen=True, slots=True)
class SupportCounts:
    """How many claims there are, and how their pillars stand."""

    claims: int
    vca: PillarCounts
    av: PillarCounts
    cv: PillarCounts


@dataclass(frozen=True, slots=True)
class Support:
    """The rows of some claims, with what the rules said and could not say, at one revision."""

    claims: tuple[ClaimSupport, ...]
    report: GapReport

    def counts(self) -> SupportCounts:
        """Return how the pillars of all claims stand."""
        return SupportCounts(len(self.claims), **{pillar: self._count(pillar) for pillar in PILLARS})

    def _count(self, pillar: str) -> PillarCounts:
        columns = [entry.columns[pillar] for entry in self.claims]
        return PillarCounts(
            by_verdict=_tally(column.verdict or NONE for column in columns),
            by_currency=_tally(column.currency for column in columns),
            without_counting_evidence=sum(not entry.supported(pillar) for entry in self.claims),
            with_uncovered_cells=sum(bool(entry.coverage.uncovered(pillar)) for entry in self.claims),
            with_gaps=sum(bool(column.gaps) for column in columns),
        )


def _tally(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))


async def support_of_claim(store: Store, key: str, today: str) -> Support:
    """Return the row of one claim; refuses what is no claim in force."""

    async def work(tx: Tx) -> Support:
        claim = await claim_in_force(tx, key)
        return await _support(tx, [claim], await _of_its_devices(tx, key, today), today)

    return await store.read(work)


async def support_of_device(store: Store, device: str, today: str) -> Support:
    """Return the row of every claim that concerns a device."""
    return await store.read(lambda tx: support_in_scope(tx, device, today))


async def support_in_scope(tx: Tx, device: str, today: str) -> Support:
    """Return the row of every claim that concerns a device, as a transaction sees it."""
    claims = await tx.fetch(ClaimsOfScopes(scopes=await of_device(tx, device)))
    return await _support(tx, claims, await read_report(tx, today, device=device), today, device)


async def _of_its_devices(tx: Tx, claim: str, today: str) -> GapReport:
    """Return what is missing everywhere, without what is a gap of a device that a claim does not concern."""
    report = await read_report(tx, today)
    devices = {row.scope for row in await tx.fetch(ScopesOf(keys=[claim]))}
    if EVERYWHERE in devices:
        return report
    return replace(report, gaps=tuple(g for g in report.gaps if g.device is None or g.device in devices))


async def _support(
    tx: Tx, claims: Sequence[ClaimRow], report: GapReport, today: str, device: str | None = None
) -> Support:
    keys = [row.key for row in claims]
    uses = await uses_on(tx, keys, today, device)
    sets = await sets_for(tx, keys, uses)
    coverage = await coverage_of_claims(tx, claims, uses)
    concluded: dict[str, list[ClaimConclusion]] = {key: [] for key in keys}
    rows = await tx.fetch(ConclusionsOnClaims(keys=keys))
    ours = await in_scope_of(tx, [row.key for row in rows], device) if device else {row.key for row in rows}
    for row in rows:
        if row.key not in ours:
            continue
        reasons = tuple(reason_records_on(row.reasons, today))
        concluded[row.claim].append(ClaimConclusion(row, status_on(row, today), reasons))
    named = _by_name(report.gaps)
    by_claim = []
    for claim, reach in zip(claims, coverage, strict=True):
        columns = _columns(claim.key, concluded[claim.key], uses[claim.key], named)
        whole = columns.pop("")
        by_claim.append(ClaimSupport(claim, whole, columns, uses[claim.key], sets[claim.key], reach))
    return Support(tuple(by_claim), report)


def _by_name(gaps: Iterable[Gap]) -> dict[str, list[Gap]]:
    """Return the gaps by each item that they name, as subject or among the facts."""
    by_key: dict[str, list[Gap]] = {}
    for gap in gaps:
        for key in {gap.subject, *gap.facts}:
            by_key.setdefault(key, []).append(gap)
    return by_key


def _columns(
    claim: str, concluded: Sequence[ClaimConclusion], uses: Sequence[Use], named: Mapping[str, Sequence[Gap]]
) -> dict[str, ClaimColumn]:
    """Return the columns of a claim by pillar; that of the whole claim under the empty name."""
    gaps_by_column: dict[str, dict[str, Gap]] = {name: {} for name in ("", *PILLARS)}
    for gap in named.get(claim, ()):
        gaps_by_column[_pillar_of(gap) if gap.subject == claim else ""][gap.id] = gap
    by_column = {"": [entry for entry in concluded if entry.row.kind == "claim_supported"]}
    by_column |= {
        pillar: [entry for entry in concluded if entry.row.kind == f"pillar_{pillar}"] for pillar in PILLARS
    }
    for name, gaps in gaps_by_column.items():
        own = {entry.row.key for entry in by_column[name]}
        own |= {key for use in uses if use.row.pillar == name for key in _parts(use)}
        for key in own:
            gaps.update({gap.id: gap for gap in named.get(key, ()) if gap.subject == key})
    return {
        name: ClaimColumn(tuple(by_column[name]), tuple(by_severity(gaps.values())))
        for name, gaps in gaps_by_column.items()
    }


def _pillar_of_rule(rule: str) -> str:
    shipped = shipped_rules().get(rule)
    return (shipped.pillar if shipped else None) or ""


def _pillar_of(gap: Gap) -> str:
    """Return the pillar that a gap of a claim is about: as its detail begins, else as its rule says."""
    begins = gap.detail.partition(" ")[0].rstrip(":")
    return begins if begins in PILLARS else _pillar_of_rule(gap.rule)


def _parts(use: Use) -> set[str]:
    return {use.row.use, use.row.evidence or "", *(row.appraisal for row in use.appraisals)}
