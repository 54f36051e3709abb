"""What supports claims, pillar by pillar, and how far it reaches."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from app.http.contract import refusals
from app.http.deps import Day, Reading
from app.http.pagination import Pages
from app.http.reading import Router
from app.schemas import CategoryOut, ClaimCoverageOut, ClaimSupportOut, CoverageOut, StructureOut, SupportOut
from app.schemas.gaps import NotEvaluated
from app.schemas.support import (
    ClaimCoverage,
    ClaimSupport,
    CoverageCounts,
    LossOfEvidence,
    SingleSource,
    SupportCounts,
    WholeChains,
)
from graph import errors
from graph.reports import claims, n12_category, structure

router = Router("support")

ClaimPath = Annotated[str, Path(max_length=200, description="Key of a claim in force.")]
DevicePath = Annotated[str, Path(max_length=200, description="Key of a device.")]


@router.get(
    "/intended-purposes/{key}/category",
    operation_id="read_category",
    responses=refusals(errors.ItemNotFound, errors.WrongType),
)
async def read_category(
    key: Annotated[str, Path(max_length=200, description="Key of an intended purpose.")], store: Reading
) -> CategoryOut:
    """Derive the N12 category and the review level of an intended purpose, with the derivation in words."""
    return CategoryOut.model_validate(await n12_category.read_category(store, key))


@router.get(
    "/claims/{key}/coverage",
    operation_id="read_claim_coverage",
    responses=refusals(errors.ItemNotFound, errors.WrongType, errors.WrongState),
)
async def read_claim_coverage(key: ClaimPath, store: Reading, today: Day) -> ClaimCoverageOut:
    """Lay what a claim covers beside what its counting evidence studied, pillar by pillar."""
    coverage = await claims.coverage_of_claim(store, key, today)
    shown = ClaimCoverage.model_validate(coverage.claims[0])
    return ClaimCoverageOut(revision=coverage.revision, on=today, **dict(shown))


@router.get(
    "/devices/{key}/coverage",
    operation_id="read_device_coverage",
    responses=refusals(errors.ItemNotFound, errors.WrongType, errors.WrongState),
)
async def read_device_coverage(key: DevicePath, store: Reading, today: Day, pages: Pages) -> CoverageOut:
    """Return the coverage of every claim that concerns a device, counts over all of them first."""
    page = pages.by_key("coverage", device=key, on=today)
    coverage = await claims.coverage_of_device(store, key, today)
    cut = page.among(coverage.claims, lambda row: row.claim)
    return CoverageOut(
        revision=coverage.revision,
        on=today,
        device=key,
        counts=CoverageCounts.model_validate(coverage.counts()),
        items=[ClaimCoverage.model_validate(entry) for entry in cut.items],
        next=cut.next,
        total=cut.total,
    )


@router.get(
    "/claims/{key}/support",
    operation_id="read_claim_support",
    responses=refusals(errors.ItemNotFound, errors.WrongType, errors.WrongState, errors.OwnRuleFailed),
)
async def read_claim_support(key: ClaimPath, store: Reading, today: Day) -> ClaimSupportOut:
    """Return a claim as a row of three pillars: verdict, currency, what counts, what is missing."""
    support = await claims.support_of_claim(store, key, today)
    shown = ClaimSupport.model_validate(support.claims[0])
    return ClaimSupportOut(
        revision=support.report.revision,
        on=today,
        not_evaluated=[NotEvaluated.model_validate(rule) for rule in support.report.not_evaluated],
        **dict(shown),
    )


@router.get(
    "/devices/{key}/support",
    operation_id="read_device_support",
    responses=refusals(errors.ItemNotFound, errors.WrongType, errors.WrongState, errors.OwnRuleFailed),
)
async def read_device_support(key: DevicePath, store: Reading, today: Day, pages: Pages) -> SupportOut:
    """Return every claim that concerns a device as a row of pillars, counts over all of them first."""
    page = pages.by_key("support", device=key, on=today)
    support = await claims.support_of_device(store, key, today)
    cut = page.among(support.claims, lambda row: row.claim)
    return SupportOut(
        revision=support.report.revision,
        on=today,
        device=key,
        counts=SupportCounts.model_validate(support.counts()),
        items=[ClaimSupport.model_validate(entry) for entry in cut.items],
        not_evaluated=[NotEvaluated.model_validate(rule) for rule in support.report.not_evaluated],
        next=cut.next,
        total=cut.total,
    )


@router.get(
    "/devices/{key}/structure",
    operation_id="read_device_structure",
    responses=refusals(errors.ItemNotFound, errors.WrongType, errors.WrongState, errors.OwnRuleFailed),
)
async def read_device_structure(key: DevicePath, store: Reading, today: Day) -> StructureOut:
    """Say what holds the argument of a device together.

    The evidence whose loss would let most conclusions fall, claims with a pillar on one source, and the
    share of claims and hazards with a whole chain.
    """
    argument = await structure.structure_of_device(store, key, today)
    return StructureOut(
        revision=argument.report.revision,
        on=today,
        device=key,
        conclusions=argument.conclusions,
        evidence=[LossOfEvidence.model_validate(loss) for loss in argument.evidence],
        single_source=[SingleSource.model_validate(source) for source in argument.single_source],
        coverage=WholeChains.model_validate(argument.coverage),
        not_evaluated=[NotEvaluated.model_validate(rule) for rule in argument.report.not_evaluated],
    )
