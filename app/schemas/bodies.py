"""What callers send: the shape of every body, and the proposals that are made of them.

A body is read once, by pydantic, at the edge; from there on the graph sees plain frozen data.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    create_model,
    model_validator,
)

from app.schemas.planned import PLANNED, CreateChange, Key, PlannedChange, Strict, without_operations
from graph.errors import Fault, InvalidContent
from graph.staleness import ReasonCode
from graph.versions.proposal import Author, Proposal, Signature, Source, refuse_oversized, utc_text
from graph.vocabulary import ITEM_TYPES, parse
from graph.vocabulary.base import FROM_TEXT, IN_ONE_LINE, KEY_PATTERN, Day, Instant, Line, Storable
from graph.vocabulary.registry import faults_of

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]
Tags = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]
"""ETags of a precondition; one that names no state would hold nothing."""
KeyOrEmpty = Annotated[str, StringConstraints(pattern=f"^$|{KEY_PATTERN}")]
"""A key, or an empty text where there is none."""


def _visible(text: str) -> str:
    """Refuse characters that nobody sees: two names that look alike would be two."""
    if not text.isprintable():
        message = "it holds a character that cannot be seen"
        raise ValueError(message)
    return text


SourceSystem = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[^:/\n]{1,100}$"),
    AfterValidator(_visible),
    IN_ONE_LINE,
    Field(
        description="Name of the tool that holds the master, in any case; no colon, no slash. "
        "Answers have it as it was written first."
    ),
]
SourceRef = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n]+$"),
    AfterValidator(_visible),
    IN_ONE_LINE,
]


class SourceIn(Strict):
    """Where the master of an item lives."""

    system: SourceSystem
    ref: SourceRef
    version: Annotated[str, StringConstraints(max_length=200)] = ""


def _seen(text: str) -> str:
    """Refuse a text that nobody can see: it says nothing."""
    if all(unicodedata.category(character)[0] in "CZ" for character in text):
        message = "it holds no character that can be seen"
        raise ValueError(message)
    return text


Said = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50_000), AfterValidator(_seen)
]
"""What has to be said in words."""
_CLOCKS_DIFFER: Final = timedelta(minutes=5)


def _not_to_come(signed_at: datetime) -> datetime:
    if signed_at > datetime.now(UTC) + _CLOCKS_DIFFER:
        message = "the moment of a signature is past, and this one is still to come"
        raise ValueError(message)
    return signed_at


class SignatureIn(Strict):
    """A signature that was given in another tool."""

    signer: Annotated[Line, StringConstraints(min_length=1, max_length=200), AfterValidator(_seen)]
    meaning: Literal[
        "authored",
        "appraised",
        "reviewed",
        "independently_reviewed",
        "approved",
        "released",
        "reaffirmed",
        "waived",
        "justified",
    ]
    signed_at: Annotated[Instant, AfterValidator(_not_to_come)]
    statement: Note = ""


class Envelope(Storable):
    """What surrounds the fields of an item."""

    model_config = ConfigDict(strict=True)

    key: Key
    approve: bool = Field(
        default=False, description="Bring it into force at once; for records approved elsewhere."
    )
    source: SourceIn | None = None
    reason: Note = Field(default="", description="Why; goes into the version and the audit trail.")
    change_ref: Note = Field(default="", description="Number of the change record or CAPA.")
    editorial: bool = Field(
        default=False,
        description="Ask that a changed wording of free text counts as editorial. It is a draft until "
        "another actor approves it with agree_editorial; then nothing goes stale by it.",
    )
    signatures: list[SignatureIn] = Field(
        default=[],
        description="Signatures given elsewhere; of conclusions, justified gaps, and uses of evidence, where "
        "they mean `justified`.",
        max_length=100,
    )


class KeylessEnvelope(Envelope):
    """The same where the path says which item is meant."""

    key: KeyOrEmpty = ""


class RowEnvelope(Envelope):
    """The same of a row of a load, which has no headers of its own."""

    if_match: Tags = Field(
        default="", description="Refuse the row where its item is in none of these states, by their ETags."
    )
    if_none_match: Tags = Field(
        default="", description="Refuse the row where its item is in one of these states; * for any."
    )


_ENVELOPE = frozenset(Envelope.model_fields)
_ROW_ENVELOPE = frozenset(RowEnvelope.model_fields)
_INPUTS: Mapping[str, type[BaseModel]] = {
    name: create_model(f"{name}Input", __base__=(Envelope, item_type), __doc__=item_type.__doc__)
    for name, item_type in ITEM_TYPES.items()
}
_REVISIONS: Mapping[str, type[BaseModel]] = {
    name: create_model(f"{name}Revision", __base__=(KeylessEnvelope, item_type), __doc__=item_type.__doc__)
    for name, item_type in ITEM_TYPES.items()
}
if TYPE_CHECKING:
    ItemIn = Envelope
    ItemRevision = KeylessEnvelope
else:  # unions made at run time, which a type checker cannot follow; the OpenAPI snapshot holds them
    ItemIn = Annotated[reduce(or_, _INPUTS.values()), Field(discriminator="type")]
    ItemRevision = Annotated[reduce(or_, _REVISIONS.values()), Field(discriminator="type")]
_ROW_ENVELOPES: TypeAdapter[RowEnvelope] = TypeAdapter(RowEnvelope)


def proposal_from(sent: BaseModel, key: str = "") -> Proposal:
    """Make a proposal of a body that pydantic has read; `key` is that of the path."""
    outer = {name: getattr(sent, name) for name in _ENVELOPE} | ({"key": key} if key else {})
    try:
        envelope = Envelope.model_validate(outer)
    except ValidationError as error:
        message = f"{outer['key']!r} is not a key; see errors."
        raise InvalidContent(message, faults=list(faults_of(error))) from None
    fields = sent.model_dump(mode="json", exclude=set(_ENVELOPE), exclude_unset=True)
    kind = str(fields.pop("type"))
    return _proposal(kind, envelope, parse(kind, fields).content())


def proposal_of(row: object, number: int) -> Proposal:
    """Make a proposal of one row of a bulk load; InvalidContent names every place that is wrong."""
    if not isinstance(row, dict):
        message = f"Row {number} is not a JSON object."
        raise InvalidContent(message, faults=[Fault("", message)])
    outer = {name: value for name, value in row.items() if name in _ROW_ENVELOPE}
    inner = {str(k): v for k, v in row.items() if k not in _ROW_ENVELOPE and k != "type"}
    try:
        envelope = _ROW_ENVELOPES.validate_python(outer)
    except ValidationError as error:
        message = f"Row {number} does not fit; see errors."
        raise InvalidContent(message, faults=list(faults_of(error))) from None
    kind = row.get("type")
    if not isinstance(kind, str):
        message = f"Row {number} ({envelope.key}) does not say its type."
        raise InvalidContent(message, faults=[Fault("/type", "missing")])
    proposal = _proposal(kind, envelope, parse(kind, inner).content(), number)
    return replace(proposal, expect=envelope.if_match or None, unless=envelope.if_none_match or None)


def proposal_at(place: str, row: object, number: int = 0) -> Proposal:
    """Return the proposal of a row at a place of a body; what is wrong is told, with a pointer into it."""
    try:
        return proposal_of(row, number)
    except InvalidContent as error:
        faults = error.faults or (Fault("", error.detail),)
        below = [Fault(f"{place}{fault.pointer}", fault.message) for fault in faults]
        raise InvalidContent(error.detail, faults=below) from None


def _proposal(kind: str, envelope: Envelope, content: Mapping[str, Any], number: int = 0) -> Proposal:
    refuse_oversized(envelope.key, content)
    planned_changes(envelope.key, content.get(_DELTAS, []))
    source = envelope.source
    return Proposal(
        type=kind,
        key=envelope.key,
        content=content,
        approve=envelope.approve,
        source=Source(source.system, source.ref, source.version or None) if source else None,
        reason=envelope.reason or None,
        change_ref=envelope.change_ref or None,
        signatures=tuple(
            Signature(s.signer, s.meaning, utc_text(s.signed_at), s.statement or None)
            for s in envelope.signatures
        ),
        row=number,
        editorial=envelope.editorial,
    )


class BaselineIn(Strict):
    """A baseline to be made of what is there now."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[^\n]{1,200}$")]
    note: Note = ""
    device: KeyOrEmpty = Field(default="", description="Only what concerns it (default: all).")
    released_at: Day | None = Field(default=None, description="Day of the release (default: today).")


class ReasonIn(Strict):
    """Why something is done."""

    reason: Note = ""
    change_ref: Note = ""

    def by(self, author: Author) -> Author:
        """Return who writes, with why, as it was said here."""
        return replace(author, reason=self.reason or None, change_ref=self.change_ref or None)


class RequirementsIn(ReasonIn):
    """Which catalogue to load for a device: that of a profile, or one by its id."""

    profile: KeyOrEmpty = Field(default="", description="Key of a regulatory profile of the device.")
    catalogue: Annotated[str, StringConstraints(max_length=100)] = Field(
        default="", description="Id of a catalogue, as GET /v1/catalogues lists them."
    )

    @model_validator(mode="after")
    def _one_of_both(self) -> RequirementsIn:
        if bool(self.profile) == bool(self.catalogue):
            message = "name either a profile or a catalogue"
            raise ValueError(message)
        return self


class ProfileIn(ReasonIn):
    """A regulatory profile to make from a preset: one by its id, or that of a jurisdiction for the class."""

    jurisdiction: Literal["GB_UKMDR", "EU_MDR", "EU_MDD_legacy", "US"] | None = None
    preset: Annotated[str, StringConstraints(max_length=100)] = Field(
        default="",
        description="Id of a preset, as GET /v1/profiles/presets lists them: one for each route.",
    )
    device_class: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
    key: KeyOrEmpty = Field(
        default="", description="Key of the profile; made of device and preset where it is left out."
    )
    route: Annotated[str, StringConstraints(strip_whitespace=True, max_length=2_000)] = ""
    significant_risk: bool = False
    well_established: bool = False
    cer_interval_months: Annotated[int, Field(ge=1, le=120)] | None = None
    cer_interval_justification: Note = ""
    effective_from: Day | None = None
    effective_until: Day | None = None
    approve: bool = Field(default=False, description="Bring it into force at once.")

    @model_validator(mode="after")
    def _one_of_both(self) -> ProfileIn:
        if bool(self.preset) == bool(self.jurisdiction):
            message = "name either a preset or a jurisdiction"
            raise ValueError(message)
        return self

    def stated(self) -> dict[str, Any]:
        """Return the fields of the profile that were stated."""
        beside = {"key", "approve", "preset", *ReasonIn.model_fields}
        return self.model_dump(mode="json", exclude=beside, exclude_defaults=True)


class ApproveIn(ReasonIn):
    """Why a draft comes into force."""

    agree_editorial: bool = Field(
        default=False, description="Agree that a draft marked editorial says what was said before."
    )


class ReinstateIn(ReasonIn):
    """Why an item that was withdrawn counts again."""

    reason: Said = Field(description="Why it comes back; goes to the audit trail.")
    change_ref: Note = Field(default="", description="Number of the change record or CAPA.")


class WithdrawIn(ReasonIn):
    """Why an item is taken out of force."""

    withdrawn_reason: Literal[
        "retracted", "invalid", "obsolete", "superseded_elsewhere", "error", "out_of_scope"
    ] = "obsolete"


class AnswerIn(Strict):
    """The answer to one open reason of a conclusion."""

    code: Annotated[ReasonCode, FROM_TEXT] = Field(
        description="Code of the reason, as GET /v1/conclusions/{key} lists it."
    )
    item: Key = Field(description="Item that the reason names.")
    what_changed: Said
    why: Said = Field(description="Why the verdict stands, or why it does not.")
    weighed: Note = Field(default="", description="How contradicting evidence was weighed; needed there.")


class SignIn(ReasonIn):
    """What the signature means, and what it answers."""

    meanings: list[Literal["authored", "reviewed", "independently_reviewed", "approved"]] = Field(
        default=["authored", "approved"], min_length=1, max_length=4
    )
    answers: list[AnswerIn] = Field(
        default=[],
        max_length=10_000,
        description="To the open reasons of what is in force; needed where one is must_redo and the draft "
        "says the same.",
    )


class ReaffirmIn(ReasonIn):
    """What a reviewer decided on a conclusion."""

    outcome: Literal["reaffirmed_unchanged", "revised_same_verdict", "verdict_changed", "withdrawn"]
    rationale: Said = Field(description="What changed and why the verdict stands, or why it does not.")
    verdict: Note | None = None
    statement: Note | None = None
    conditions: Note | None = None
    scope: Note | None = None
    answers: list[AnswerIn] = Field(
        default=[],
        max_length=10_000,
        description="One for each open reason; all are needed as soon as one reason is must_redo.",
    )
    questions: dict[Key, Said] = Field(
        default={}, description="Answers to GET /v1/reaffirmation-questions, by name."
    )
    next_review_due: Day | None = Field(default=None, description="When it is due again; else as before.")
    independent_review: bool = Field(
        default=False, description="Sign as independent reviewer too; not by its author."
    )
    withdrawn_reason: Literal[
        "retracted", "invalid", "obsolete", "superseded_elsewhere", "error", "out_of_scope"
    ] = "invalid"
    interim_measures: Note = Field(
        default="", description="For the outcome withdrawn: what is done until there is another conclusion."
    )
    capa_ref: Note = Field(
        default="", description="Number of the CAPA; needed to withdraw while a device version is marketed."
    )


class ReaffirmTogetherIn(ReasonIn):
    """Several conclusions that one cause made stale, all to be confirmed, re-affirmed in one statement."""

    code: Annotated[ReasonCode, FROM_TEXT]
    item: Key = Field(description="Item that the one reason of each conclusion names.")
    conclusions: list[Key] = Field(min_length=1, max_length=10_000)
    rationale: Said = Field(description="What changed and why every verdict stands.")
    questions: dict[Key, Said] = Field(
        default={}, description="Answers to GET /v1/reaffirmation-questions, by name."
    )


Identifier = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]


class TriggerIn(ReasonIn):
    """News from outside, what it is about, and what is known of it."""

    kind: Literal[
        "retraction",
        "correction",
        "standard_superseded",
        "vigilance_signal",
        "comparator_change",
        "device_version_released",
        "catalogue_change",
    ]
    keys: list[Key] = Field(default=[], max_length=1000, description="Items that it is about.")
    source: SourceIn | None = Field(default=None, description="The item whose master lives there.")
    doi: Identifier = Field(default="", description="Evidence; any spelling of the DOI.")
    pmid: Identifier = Field(default="", description="Evidence.")
    designation: Identifier = Field(default="", description="Standards; any case and spacing.")
    udi: Identifier = Field(default="", description="Devices and comparators: the basic UDI-DI.")
    catalogue: Identifier = Field(default="", description="Requirements, with requirement_id.")
    requirement_id: Identifier = ""
    fields: dict[str, Any] = Field(
        default={},
        description="New values of the items matched, or fields of the signal or version that is recorded.",
    )
    raises: list[Key] = Field(default=[], max_length=1000, description="What a signal is new information on.")
    notice: Note = Field(default="", description="The notice, its number or address.")
    dry_run: bool = Field(default=False, description="Answer what would happen and write nothing.")


class JustifyIn(ReasonIn):
    """Why a gap is accepted, and until when; sending it is the signature `waived` of the actor."""

    rationale: Said
    compensating_measure: Annotated[str, StringConstraints(strip_whitespace=True, max_length=50_000)] = ""
    expires_at: Day = Field(description="The last day on which it holds.")
    cites: list[Key] = Field(
        default=[], max_length=1000, description="Keys of items that it is justified with."
    )


class TakeBackIn(WithdrawIn):
    """Why a justification is taken back."""

    reason: Annotated[Said, StringConstraints(max_length=10_000)]


_DELTAS: Final = "proposed_deltas"


def planned_changes(key: str, deltas: object) -> list[PlannedChange]:
    """Read what a recorded change proposes; InvalidContent names every place that does not fit."""
    try:
        planned = PLANNED.validate_python(deltas)
        faults = [fault for entry in enumerate(planned) for fault in _new_item_faults(*entry)]
    except ValidationError as error:
        faults = list(faults_of(error, without_operations))
    if faults:
        message = f"The {_DELTAS} of {key} are not changes that could be tried; see errors."
        raise InvalidContent(message, faults=[Fault(f"/{_DELTAS}{f.pointer}", f.message) for f in faults])
    return planned


def _new_item_faults(number: int, change: PlannedChange) -> list[Fault]:
    if not isinstance(change, CreateChange):
        return []
    try:
        proposal_at(f"/{number}/item", change.item, number)
    except InvalidContent as error:
        return list(error.faults)
    return []


class CumulativeIn(Strict):
    """Changes that are looked at together, in this order."""

    changes: list[Key] = Field(min_length=1, max_length=50)


class PreviewIn(Strict):
    """A planned change, as a list of what would be done in this order."""

    changes: list[PlannedChange] = Field(min_length=1, max_length=1000)
    note: Note = ""
