"""What callers send and get: pydantic at the edge, plain frozen data inside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import (
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    StringConstraints,
    TypeAdapter,
    ValidationError,
    create_model,
)

from graph.conclusions import View
from graph.errors import Fault, InvalidContent
from graph.items import Shown, content_of
from graph.planning import etag
from graph.proposals import Proposal, Signature, Source, instant
from graph.queries import ItemRow
from graph.settle import reasons_in
from graph.versions import signatures_in
from graph.vocabulary import ITEM_TYPES, parse
from graph.vocabulary.base import KEY_PATTERN
from graph.vocabulary.registry import faults_of

Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=10_000)]
Key = Annotated[str, StringConstraints(pattern=KEY_PATTERN)]
Record = dict[str, Any]
SourceSystem = Annotated[
    str,
    StringConstraints(strip_whitespace=True, pattern=r"^[^:/\n]{1,100}$"),
    Field(description="Name of the tool that holds the master; no colon, no slash."),
]
SourceRef = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\n]+$")
]


class Strict(BaseModel):
    """Base: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid")


class SourceIn(Strict):
    """Where the master of an item lives."""

    system: SourceSystem
    ref: SourceRef
    version: Annotated[str, StringConstraints(max_length=200)] = ""


class SignatureIn(Strict):
    """A signature that was given in another tool."""

    signer: Annotated[str, StringConstraints(min_length=1, max_length=200)]
    meaning: Literal[
        "authored",
        "appraised",
        "reviewed",
        "independently_reviewed",
        "approved",
        "released",
        "reaffirmed",
        "waived",
    ]
    signed_at: AwareDatetime
    statement: Note = ""


class Envelope(BaseModel):
    """What surrounds the fields of an item."""

    key: Key
    approve: bool = Field(
        default=False, description="Bring it into force at once; for records approved elsewhere."
    )
    source: SourceIn | None = None
    reason: Note = Field(default="", description="Why; goes into the version and the audit trail.")
    change_ref: Note = Field(default="", description="Number of the change record or CAPA.")
    signatures: list[SignatureIn] = Field(
        default=[], description="Signatures given elsewhere; conclusions only.", max_length=100
    )


class KeylessEnvelope(Envelope):
    """The same where the path says which item is meant."""

    key: Key | Literal[""] = ""


_ENVELOPE = frozenset(Envelope.model_fields)
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
_ENVELOPES: TypeAdapter[Envelope] = TypeAdapter(Envelope)


def proposal_from(sent: BaseModel, key: str = "") -> Proposal:
    """Make a proposal of a body that pydantic has read; `key` is that of the path."""
    envelope = Envelope.model_validate(
        {name: getattr(sent, name) for name in _ENVELOPE} | ({"key": key} if key else {})
    )
    fields = sent.model_dump(mode="json", exclude=set(_ENVELOPE), exclude_unset=True)
    kind = str(fields.pop("type"))
    return _proposal(kind, envelope, parse(kind, fields).content())


def proposal_of(row: object, number: int) -> Proposal:
    """Make a proposal of one row of a bulk load; InvalidContent names every place that is wrong."""
    if not isinstance(row, dict):
        message = f"Row {number} is not a JSON object."
        raise InvalidContent(message, faults=[Fault("", message)])
    outer = {name: value for name, value in row.items() if name in _ENVELOPE}
    inner = {str(k): v for k, v in row.items() if k not in _ENVELOPE and k != "type"}
    try:
        envelope = _ENVELOPES.validate_python(outer)
    except ValidationError as error:
        message = f"Row {number} does not fit; see errors."
        raise InvalidContent(message, faults=list(faults_of(error))) from None
    kind = row.get("type")
    if not isinstance(kind, str):
        message = f"Row {number} ({envelope.key}) does not say its type."
        raise InvalidContent(message, faults=[Fault("/type", "missing")])
    return _proposal(kind, envelope, parse(kind, inner).content(), number)


def _proposal(kind: str, envelope: Envelope, content: Mapping[str, Any], number: int = 0) -> Proposal:
    if envelope.signatures and kind != "Conclusion":
        message = f"{envelope.key} is a {kind}; only conclusions carry signatures."
        raise InvalidContent(message, faults=[Fault("/signatures", message)])
    source = envelope.source
    return Proposal(
        type=kind,
        key=envelope.key,
        content=content,
        approve=envelope.approve,
        source=Source(source.system, source.ref, source.version) if source else None,
        reason=envelope.reason,
        change_ref=envelope.change_ref,
        signatures=tuple(
            Signature(s.signer, s.meaning, instant(s.signed_at), s.statement) for s in envelope.signatures
        ),
        row=number,
    )


class ReasonIn(Strict):
    """Why something is done."""

    reason: Note = ""
    change_ref: Note = ""


class WithdrawIn(ReasonIn):
    """Why an item is taken out of force."""

    withdrawn_reason: Literal[
        "retracted", "invalid", "obsolete", "superseded_elsewhere", "error", "out_of_scope"
    ] = "obsolete"


class SignIn(ReasonIn):
    """What the signature means."""

    meanings: list[Literal["authored", "reviewed", "independently_reviewed", "approved"]] = Field(
        default=["authored", "approved"], min_length=1, max_length=4
    )


class ReaffirmIn(ReasonIn):
    """What a reviewer decided on a conclusion."""

    outcome: Literal["reaffirmed_unchanged", "verdict_changed"]
    rationale: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=50_000)] = (
        Field(description="What changed and why the verdict stands, or why it does not.")
    )
    verdict: Note | None = None
    statement: Note | None = None
    conditions: Note | None = None
    scope: Note | None = None


class CreateChange(Strict):
    """A new item."""

    op: Literal["create"]
    item: dict[str, Any] = Field(description="A row as POST /v1/items takes it.")


class ReviseChange(Strict):
    """Other values for some fields of an item."""

    op: Literal["revise"]
    key: Key
    fields: dict[str, Any]


class WithdrawChange(Strict):
    """An item taken out of force."""

    op: Literal["withdraw"]
    key: Key
    withdrawn_reason: Literal[
        "retracted", "invalid", "obsolete", "superseded_elsewhere", "error", "out_of_scope"
    ] = "obsolete"


class ExpireChange(Strict):
    """An item whose validity ends."""

    op: Literal["expire"]
    key: Key
    on: date


class SupersedeChange(Strict):
    """An item that another one takes the place of."""

    op: Literal["supersede"]
    key: Key


class ReferenceChange(Strict):
    """One reference more, or one less."""

    op: Literal["add_reference", "remove_reference"]
    key: Key
    relation: Annotated[str, StringConstraints(max_length=100)]
    target: Key


PlannedChange = Annotated[
    CreateChange | ReviseChange | WithdrawChange | ExpireChange | SupersedeChange | ReferenceChange,
    Field(discriminator="op"),
]


class PreviewIn(Strict):
    """A planned change, as a list of what would be done in this order."""

    changes: list[PlannedChange] = Field(min_length=1, max_length=1000)
    note: Note = ""


class Answer(BaseModel):
    """Base of answers: what was computed says at which revision."""

    revision: int = Field(description="Revision of the graph that was read or made.")


class ItemBrief(BaseModel):
    """An item in a listing."""

    key: str
    id: str
    type: str
    title: str
    state: str
    version: int
    latest_version: int
    status: str | None = None
    source: str | None = None


class ItemOut(Answer):
    """An item with one version of it; `content` can be sent back as it is."""

    key: str
    id: str
    type: str
    title: str
    state: str
    version: Record
    latest_version: int
    content: Record
    conclusion: Record | None = None


class ItemsOut(Answer):
    """A page of items."""

    items: list[ItemBrief]
    next: str | None


class VersionsOut(BaseModel):
    """All versions of an item, oldest first."""

    key: str
    versions: list[Record]


class Neighbour(BaseModel):
    """An item at the other end of a reference."""

    relation: str
    key: str
    type: str
    title: str
    state: str


class NeighboursOut(BaseModel):
    """What refers to an item, or what it refers to."""

    key: str
    items: list[Neighbour]


class LoadOut(Answer):
    """What became of a load, row by row."""

    dry_run: bool
    counts: dict[str, int]
    rows: list[Record]
    effects: list[Record]


class ConclusionOut(BaseModel):
    """A conclusion with its status on the day asked for."""

    key: str
    kind: str
    about: list[str]
    statement: str
    verdict: str
    status: str
    demand: str
    reasons: list[Record]
    overdue_from: str | None
    version: int
    latest_version: int
    signatures: list[Record]


class ConclusionAnswer(Answer, ConclusionOut):
    """One conclusion."""


class ConclusionsOut(Answer):
    """A page of conclusions, with how many there are of each status before it."""

    counts: dict[str, int]
    conclusions: list[ConclusionOut]
    next: str | None


class BasisOut(Answer):
    """What a conclusion pinned beside what it ought to rest on now."""

    key: str
    pinned: list[Record]
    expected: list[Record]


class ExplanationOut(Answer):
    """Why a conclusion is not current; `causes` is empty when it is."""

    conclusion: Record
    status: str
    demand: str
    overdue_from: str | None
    causes: list[Record]
    hangs_on_it: list[Record]
    clears: list[str]
    text: list[str]


class WrittenOut(Answer):
    """What a write made move."""

    key: str
    effects: list[Record]


class WorkListOut(Answer):
    """What has to be done, in dependency order."""

    tasks: list[Record]


class GapsOut(Answer):
    """What is missing: counts first."""

    on: str
    device: str
    counts: Record
    gaps: list[Record]
    not_evaluated: list[Record]
    evaluated: list[str]
    next: str | None


class RuleOut(BaseModel):
    """A gap rule."""

    id: str
    title: str
    description: str
    severity: str
    reference: str
    remedy: str
    needs: list[str]
    cleared_by: str
    waivable: bool


class RulesOut(BaseModel):
    """All gap rules."""

    rules: list[RuleOut]


class ImpactOut(Answer):
    """All that depends on an item, grouped by type and distance."""

    key: str
    complete: bool
    counts: Record
    groups: list[Record]
    touched: list[Record]
    not_followed: dict[str, int]


class PreviewOut(Answer):
    """What a planned change would do."""

    id: str
    at: str
    actor: str
    note: str
    on: str
    changes: list[Record]
    conclusions: list[Record]
    gaps: Record
    not_evaluated: list[Record]
    work_list: list[Record]
    blind_spots: list[Record]
    complete: bool
    result_hash: str


class AuditOut(BaseModel):
    """A page of audit entries, oldest first."""

    entries: list[Record]
    next: str | None


class ChainOut(Answer):
    """Whether the audit trail is whole."""

    whole: bool
    entries: int
    last_hash: str
    faults: list[str]


class VocabularyOut(BaseModel):
    """Item types with their fields, relations with their ends, kinds of conclusion, rules."""

    item_types: list[Record]
    relations: list[Record]
    conclusion_kinds: list[Record]
    reason_codes: list[str]
    rules: list[str]


class HealthOut(BaseModel):
    """Whether the service can answer."""

    status: str


class VersionOut(BaseModel):
    """Which release this is."""

    name: str
    version: str
    schema_version: int


class ProblemOut(BaseModel):
    """A problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[Record]


# -- from inside to the edge ---------------------------------------------------------------------------


def brief(row: ItemRow) -> ItemBrief:
    """Show an item in a listing."""
    return ItemBrief(
        key=row.key,
        id=row.id,
        type=row.type,
        title=row.title or "",
        state=row.state,
        version=row.effective_no,
        latest_version=row.latest_no,
        status=row.status,
        source=row.source,
    )


def version_out(version: Mapping[str, Any]) -> Record:
    """Show a version without its content."""
    hidden = {"content", "pins", "signatures", "id", "key"}
    shown = {k: v for k, v in version.items() if k not in hidden and v not in (None, "")}
    shown["label"] = f"{version['substantive_rev']}.{version['editorial_rev']}"
    signatures = signatures_in(version.get("signatures"))
    if signatures:
        shown["signatures"] = [signature_out(entry) for entry in signatures]
    if version.get("pins"):
        shown["pins"] = json.loads(version["pins"])
    return shown


def signature_out(signature: Signature) -> Record:
    """Show a signature."""
    return {
        "signer": signature.signer,
        "meaning": signature.meaning,
        "signed_at": signature.signed_at,
        "statement": signature.statement,
    }


def item_out(shown: Shown) -> ItemOut:
    """Show an item with the version that was read."""
    row, version = shown.row, shown.version
    content = dict(content_of(version))
    conclusion = None
    if shown.standing is not None:
        found = shown.standing
        conclusion = {"status": found.status, "reasons": _reason_records(found.reasons)}
    return ItemOut(
        revision=shown.revision,
        key=row.key,
        id=row.id,
        type=row.type,
        title=str(content.get("title", "")),
        state=row.state,
        version=version_out(version),
        latest_version=row.latest_no,
        content={"type": row.type, "key": row.key, **content},
        conclusion=conclusion,
    )


def etag_of(shown: Shown) -> str:
    """Give the entity tag of an item's representation."""
    return etag(shown.row)


def _reason_records(text: str | None) -> list[Record]:
    return list(json.loads(text or "[]"))


def conclusion_out(view: View) -> ConclusionOut:
    """Show a conclusion with its status."""
    demands = [reason.demand for reason in reasons_in(view.row.reasons) if reason.demand]
    worst = "must_redo" if "must_redo" in demands else "".join(sorted({*map(str, demands)}))
    return ConclusionOut(
        key=view.row.key,
        kind=view.row.kind,
        about=view.content["about"],
        statement=view.content.get("statement", ""),
        verdict=view.content["verdict"],
        status=str(view.status),
        demand=worst,
        reasons=_reason_records(view.row.reasons),
        overdue_from=view.row.overdue_from,
        version=view.row.effective_no,
        latest_version=view.row.latest_no,
        signatures=[signature_out(s) for s in signatures_in(view.version.get("signatures"))],
    )
