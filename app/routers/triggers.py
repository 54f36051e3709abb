"""Triggers: news from outside, matched to items and carried out."""

from __future__ import annotations

from dataclasses import replace

from app.http.contract import WRITING, refusals
from app.http.deps import AuthorDep, MayMatch, StoreDep
from app.http.reading import Router
from app.schemas import TriggerIn, TriggerOut, effects_out
from app.schemas.impact import BlindSpot, MatchedItem, NotTouched, StepOut
from graph import errors
from graph.impact import step_document
from graph.impact.external_events import Trigger, fire
from graph.versions.proposal import Source

router = Router("triggers")


@router.post(
    "/triggers",
    operation_id="fire_trigger",
    response_model_exclude_unset=True,
    responses=refusals(errors.ItemNotFound, errors.WrongType, *WRITING, errors.AlreadyWithdrawn),
)
async def fire_trigger(sent: TriggerIn, store: StoreDep, author: AuthorDep, tag: MayMatch) -> TriggerOut:
    """Take news from outside: what it is about is found by its identifiers, and what it means is carried out.

    One transaction, one revision, one audit entry. Where no item carries an identifier, nothing is changed
    and `matched` is empty; what is near to it by its name is in `not_touched`. `dry_run` answers the same and
    writes nothing. With If-Match every item that the news is about has to be in one of these states.
    """
    source = sent.source
    trigger = Trigger(
        source=Source(source.system, source.ref, source.version or None) if source else None,
        expect=tag,
        **sent.model_dump(exclude={"source", "dry_run", "reason"}, exclude_defaults=True),
    )
    who = sent.by(author)
    who = replace(who, reason=who.reason or trigger.notice)
    outcome = await fire(store, trigger, who, dry_run=sent.dry_run)
    return TriggerOut(
        revision=outcome.revision,
        kind=sent.kind,
        dry_run=sent.dry_run,
        matched=[MatchedItem.model_validate(item) for item in outcome.matched],
        not_touched=[NotTouched.model_validate(item) for item in outcome.near],
        changes=[StepOut.model_validate(step_document(step)) for step in outcome.changes],
        effects=effects_out(outcome.effects),
        blind_spots=[BlindSpot.model_validate(spot) for spot in outcome.blind_spots],
    )
