"""What a device has to meet: a profile from a preset, loading a catalogue for it, and the checklist."""

from __future__ import annotations

from collections import Counter
from typing import Annotated

from fastapi import Path, Query, Response

from app.http.contract import refusals
from app.http.deps import AuthorDep, Day, Reading, StoreDep, day_of
from app.http.pagination import whole
from app.http.reading import Router
from app.schemas import ItemWritten, ProfileIn, RequirementsIn, etag_of, item_written
from app.schemas.compliance import (
    ChecklistCatalogue,
    ChecklistCounts,
    ChecklistOut,
    ChecklistRow,
    LeafOutcome,
    LoadingCounts,
    RequirementsOut,
)
from app.schemas.gaps import NotEvaluated
from app.schemas.presenters import effects_out
from graph import compliance, errors, items

router = Router("requirements")

DevicePath = Annotated[str, Path(max_length=200, description="Key of a device.")]


@router.post(
    "/devices/{key}/profiles",
    operation_id="make_profile",
    responses=refusals(
        errors.ItemNotFound,
        errors.KeyTaken,
        errors.WrongState,
        errors.WrongEnd,
        errors.WrongType,
        errors.UnknownReference,
        errors.CatalogueNotFound,
        errors.TooLarge,
        errors.TypeChanged,
    ),
    status_code=201,
    response_model_exclude_unset=True,
)
async def make_profile(
    key: DevicePath, sent: ProfileIn, store: StoreDep, author: AuthorDep, response: Response
) -> ItemWritten:
    """Make a regulatory profile of a device from a preset.

    The preset gives jurisdiction, catalogue and its version, marking, route and the rules of surveillance,
    and knows the classes. A CE-marked device on the market of Great Britain, and one on the market of
    Northern Ireland, have presets of their own.
    The intervals that it lists are the defaults and count without being said, so that a stricter policy of
    the maker does as well; `GET /v1/policy` says which figures count. A draft unless `approve` is said.
    """
    preset = sent.preset or str(sent.jurisdiction)
    profile = sent.key or f"{key}.{preset}"
    who = sent.by(author)
    request = compliance.ProfileRequest(profile, preset, sent.stated(), sent.approve)
    written = await compliance.make_profile(store, key, request, who)
    shown = await items.read_item(store, profile, 1)
    response.headers["Location"] = f"/v1/items/{profile}"
    response.headers["ETag"] = etag_of(shown)
    return item_written(shown, written, day_of(store))


@router.post(
    "/devices/{key}/requirements",
    operation_id="load_requirements",
    responses=refusals(
        errors.ItemNotFound,
        errors.WrongState,
        errors.WrongEnd,
        errors.WrongType,
        errors.CatalogueNotFound,
        errors.KeyTaken,
        errors.TypeChanged,
        errors.UnknownReference,
    ),
)
async def load_requirements(
    key: DevicePath, sent: RequirementsIn, store: StoreDep, author: AuthorDep
) -> RequirementsOut:
    """Make the requirements of a catalogue, and for each of them a compliance record of this device.

    Requirements are shared by all devices and made once. A record says nothing of its own accord: whether a
    requirement applies is for people to decide, and what the catalogue proposes stands in its note. Loading
    again adds what is missing and leaves what stands. All in one write.
    """
    choice = compliance.CatalogueChoice(sent.profile or None, sent.catalogue or None)
    who = sent.by(author)
    loaded = await compliance.load_catalogue(store, key, choice, who)
    return RequirementsOut(
        revision=loaded.written.revision,
        device=key,
        catalogue=loaded.catalogue.id,
        catalogue_version=loaded.catalogue.version,
        counts=LoadingCounts(
            leaves=len(loaded.leaves),
            requirements=Counter(leaf.requirement_outcome for leaf in loaded.leaves),
            records=Counter(leaf.record_outcome for leaf in loaded.leaves),
        ),
        leaves=[LeafOutcome.model_validate(leaf) for leaf in loaded.leaves],
        effects=effects_out(loaded.written.effects),
    )


@router.get(
    "/devices/{key}/checklist",
    operation_id="read_checklist",
    responses=refusals(
        errors.ItemNotFound, errors.WrongType, errors.WrongEnd, errors.CatalogueNotFound, errors.OwnRuleFailed
    ),
)
async def read_checklist(
    key: DevicePath,
    store: Reading,
    today: Day,
    profile: Annotated[
        str, Query(max_length=200, description="Only the catalogue of this profile, or of this id.")
    ] = "",
) -> ChecklistOut:
    """Show how a device answers each leaf of its catalogues, and what is open on it; counts first.

    A row says whether the requirement applies and why, the method, the standards, where the evidence is, the
    conclusions with their status on the day, and the gaps. A leaf that was never loaded, or that has no
    record, is a row too; a leaf with several records is several.
    """
    checklist = await compliance.checklist(store, key, today, profile or None)
    cut = whole(checklist.rows)
    return ChecklistOut(
        revision=checklist.revision,
        on=today,
        device=key,
        counts=ChecklistCounts.model_validate(checklist.counts()),
        catalogues=[ChecklistCatalogue.model_validate(entry) for entry in checklist.catalogues],
        items=[ChecklistRow.model_validate(row) for row in cut.items],
        next=cut.next,
        total=cut.total,
        not_evaluated=[NotEvaluated.model_validate(entry) for entry in checklist.not_evaluated],
    )
