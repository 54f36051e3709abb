"""Answers on items: with one version, in a list, with all their versions, and what a write did to them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from app.schemas.conclusions import ClearedThen, DecisionOut, Reason, UnansweredReasons
from app.schemas.envelope import Answer, Page
from app.schemas.gaps import Gap
from app.schemas.parts import Effect, ItemState
from app.schemas.values import Content, Instant, KeyOrNone, Part, or_empty
from graph.vocabulary import ConclusionStatus


class SourceOut(Part):
    """Where the master of an item lives."""

    system: str = Field(description="Name of the tool that holds the master.")
    ref: str = Field(description="What it is called there.")
    version: str | None = Field(description="Version of the master, where it was stated.")


class Signed(Part):
    """Who signed a version, with which meaning, and when."""

    signer: str
    meaning: str
    signed_at: Instant
    statement: Annotated[str, BeforeValidator(or_empty)]


class SignedOn(Part):
    """What a version was signed on: an item, in which role, and its version and hash then.

    A conclusion says the use by way of which it relies on it (`via`) and what of it is compared; a justified
    gap says its state then, which may be that it was missing.
    """

    item: str
    role: str
    version: int = Field(description="Number of the version in force then; 0 where there was none.")
    via: KeyOrNone = Field(default=None, description="Key of the use of evidence; null for none.")
    compare: Literal["interface", "role", "presence"] | None = Field(
        default=None, description="What of it a conclusion compares."
    )
    pinned: str | None = Field(default=None, description="Interface hash, of what a conclusion rests on.")
    state: ItemState | Literal["missing"] | None = None
    hash: str | None = Field(default=None, description="Substantive hash, of what a justified gap rests on.")


class TextChange(Part):
    """A part of a text before and after."""

    before: str
    after: str


class RewordedField(TextChange):
    """A field whose wording alone was to change: both texts, and the parts in which they differ."""

    field: str
    changes: list[TextChange]


class VersionView(Part):
    """A version without its content; what it does not have is null."""

    no: int = Field(description="Number of the version, from 1.", ge=1)
    label: str = Field(description="Substantive and editorial revision, such as 2.1.")
    status: str = Field(description="Whether it is a draft, approved, superseded, withdrawn or rejected.")
    change_class: str = Field(description="initial, substantive or editorial, against the version before.")
    substantive_rev: int
    editorial_rev: int
    change_reason: str | None
    change_ref: str | None
    source: SourceOut | None
    content_hash: str
    substantive_hash: str = Field(description="Of all but what is editorial.")
    interface_hash: str = Field(description="Of what dependants compare.")
    created_by: str
    created_at: Instant
    approved_by: str | None
    approved_at: Instant | None
    withdrawn_by: str | None
    withdrawn_at: Instant | None
    withdrawn_reason: str | None
    editorial_marked_by: str | None = Field(description="Who asked that its wording counts as editorial.")
    editorial_agreed_by: str | None = Field(description="Who agreed to it.")
    revision: int = Field(description="Revision of the graph that made it.")
    signatures: list[Signed]
    pins: list[SignedOn] = Field(description="What it was signed on, by item and hash; as it is hashed.")
    reaffirmation: DecisionOut | None = Field(
        description="What was decided when this version was re-affirmed or taken back, with its answers."
    )
    unanswered: UnansweredReasons | None = Field(
        description="Reasons that were open when this version was signed or taken back without answers."
    )
    auto_cleared: list[ClearedThen] = Field(
        description="When it cleared by itself, and what settled it, oldest first."
    )
    wording: dict[str, str] = Field(description="Earlier texts that fields stand for, by field.")
    rewording: list[RewordedField] = Field(
        description="Texts before and after, that were agreed to mean the same."
    )


class VersionWithContent(VersionView):
    """A version with its content."""

    content: Content


class StatusNow(Part):
    """How a conclusion stands on the day asked for."""

    status: ConclusionStatus
    reasons: list[Reason] = Field(description="Why it is stale or suspect; empty where it is not.")


class ItemBrief(Part):
    """An item in a list."""

    key: str
    id: str
    type: str
    title: str
    state: ItemState
    version: int = Field(description="Number of the version in force; 0 while there is none.")
    latest_version: int
    status: str | None = Field(
        description="Of a conclusion, how it stands on the day asked for; of other types, the status that "
        "the item itself states, such as on_market; null where it states none."
    )
    source: SourceOut | None


class ItemOut(Answer):
    """An item with one version of it; `content` can be sent back as it is."""

    key: str
    id: str
    type: str
    title: str
    state: ItemState
    source: SourceOut | None = Field(description="Where the master of the item lives.")
    version: VersionView
    latest_version: int
    content: Content
    conclusion: StatusNow | None = Field(description="How it stands; null where it is no conclusion.")


class ItemWritten(ItemOut):
    """An item after it was written, with the version that was made, and what the write unsettled."""

    effects: list[Effect] = Field(description="Conclusions that moved; empty where none did.")


class ItemsOut(Page[ItemBrief]):
    """A page of items."""


class VersionsOut(Page[VersionWithContent]):
    """All versions of an item, oldest first."""

    key: str


class Neighbour(Part):
    """An item at the other end of a reference."""

    relation: str
    key: str
    type: str
    title: str
    state: ItemState


class NeighboursOut(Page[Neighbour]):
    """What refers to an item, or what it refers to."""

    key: str


class FaultOut(Part):
    """One place that is wrong."""

    pointer: str = Field(description="Where: a JSON pointer into what was sent.")
    detail: str


class RowOut(Part):
    """What became of one row of a load."""

    row: int = Field(description="Its place in the load, from 1.")
    key: str
    outcome: Literal["created", "revised", "approved", "sourced", "unchanged", "withdrawn", "failed"]
    version: int | None = Field(default=None, description="Number of the version that is there now.")
    superseded_draft: int | None = Field(
        default=None, description="Number of a draft that was open, and that this came in the place of."
    )
    problem: str | None = Field(default=None, description="Type of the problem, where it was refused.")
    detail: str | None = None
    errors: list[FaultOut] = Field(default=[], description="Each place that is wrong.")


class LoadOut(Answer):
    """What became of a load, row by row."""

    dry_run: bool
    counts: dict[str, int] = Field(description="Rows by outcome.")
    rows: list[RowOut]
    effects: list[Effect] = Field(description="Conclusions that moved; empty where none did.")


class ReviewerLacks(Part):
    """What is not on record of somebody who would sign a conclusion."""

    conclusion: str
    reviewer: str
    missing: str = Field(description="What is missing, such as cv or declaration; the detail explains it.")


class ProblemOut(Part):
    """A problem document (RFC 9457)."""

    type: str = Field(
        description="The problem type; each is explained in the reference.",
        examples=["urn:evitrace:problem:item-not-found"],
    )
    title: str
    status: int = Field(ge=400, le=599)
    detail: str = Field(description="What is wrong, by which rule, and the way out.")
    instance: str = Field(description="Path of the request.")
    request_id: str
    errors: list[FaultOut] = Field(description="Each place that is wrong.")
    rows: list[RowOut] | None = Field(default=None, description="Of a load: each row that was refused.")
    gaps: list[Gap] | None = Field(default=None, description="Of a signature: the gaps that forbid it.")
    missing: list[ReviewerLacks] | None = Field(
        default=None, description="Of a signature: what is not on record of the people who would sign."
    )
