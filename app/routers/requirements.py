"""What a device has to meet: loading a catalogue for it, and the checklist."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, replace
from typing import Annotated

from fastapi import APIRouter, Path

from app.deps import AuthorDep, StoreDep
from app.schemas import RequirementsIn, RequirementsOut
from graph import compliance

router = APIRouter(tags=["requirements"])

DevicePath = Annotated[str, Path(max_length=200, description="Key of a device.")]


@router.post("/devices/{key}/requirements", operation_id="load_requirements")
async def load_requirements(
    key: DevicePath, sent: RequirementsIn, store: StoreDep, author: AuthorDep
) -> RequirementsOut:
    """Make the requirements of a catalogue, and for each of them a compliance record of this device.

    Requirements are shared by all devices and made once. A record says nothing of its own accord: whether a
    requirement applies is for people to decide, and what the catalogue proposes stands in its note. Loading
    again adds what is missing and leaves what stands. All in one write.
    """
    asked = compliance.Asked(sent.profile, sent.catalogue)
    who = replace(author, reason=sent.reason, change_ref=sent.change_ref)
    done = await compliance.load_catalogue(store, key, asked, who)
    return RequirementsOut(
        revision=done.written.revision,
        device=key,
        catalogue=done.catalogue.id,
        catalogue_version=done.catalogue.version,
        counts={
            "leaves": len(done.leaves),
            "requirements": dict(Counter(leaf.requirement_outcome for leaf in done.leaves)),
            "records": dict(Counter(leaf.record_outcome for leaf in done.leaves)),
        },
        leaves=[asdict(leaf) for leaf in done.leaves],
        effects=[dict(effect) for effect in done.written.effects],
    )
