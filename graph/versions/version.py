"""Versions of items: what is stored of one content, by whom it came and who signed it. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final, NamedTuple, NewType

from graph.canonical import canonical, digest, parsed
from graph.versions.proposal import Author, Instant, ItemKey, Proposal, Signature
from graph.vocabulary import ITEM_TYPES, shapes
from graph.vocabulary.content import Content, Properties
from graph.vocabulary.registry import Hashes

VersionId = NewType("VersionId", str)
"""A version's id, `key@number`; `version_id` alone writes it."""

VERSION_PROPERTIES: Final = (
    "id",
    "key",
    "no",
    "status",
    "content",
    "content_hash",
    "substantive_hash",
    "interface_hash",
    "substantive_rev",
    "editorial_rev",
    "change_class",
    "change_reason",
    "change_ref",
    "source",
    "source_version",
    "created_by",
    "created_at",
    "approved_by",
    "approved_at",
    "revision",
    "since",
    "signatures",
    "pins",
    "reaffirmation",
    "wording",
    "rewording",
    "editorial_marked_by",
)


def version_id(key: str, number: int) -> VersionId:
    """Return the id of a version."""
    return VersionId(f"{key}@{number}")


class Reference(NamedTuple):
    """A reference that a content holds: by which relation, and to which key."""

    relation: str
    target: ItemKey


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a version stands: its number, the revisions in its label (concepts 3.1), its change class."""

    no: int
    substantive_rev: int
    editorial_rev: int
    change_class: str

    @property
    def label(self) -> str:
        """The revisions as people read them."""
        return f"{self.substantive_rev}.{self.editorial_rev}"


FIRST: Final = Numbering(1, 1, 0, "initial")


@dataclass(frozen=True, slots=True)
class Approval:
    """Who brought a version into force, and when."""

    by: str
    at: Instant


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """Who took a version out of force, when, and why."""

    by: str
    at: Instant
    reason: str


@dataclass(frozen=True)
class Version:
    """A version as it is stored. `record` is all of it, for what shows or compares whole records.

    Texts are parsed when they are first asked for, and then kept: `evitrace verify` reads versions whose
    texts somebody altered outside of the service, and has to get as far as saying so.
    """

    id: VersionId
    key: ItemKey
    status: str
    hashes: Hashes
    numbering: Numbering
    created_by: str
    created_at: Instant
    change_reason: str | None
    change_ref: str | None
    source: str | None
    source_version: str | None
    approval: Approval | None
    withdrawal: Withdrawal | None
    editorial_marked_by: str | None
    editorial_agreed_by: str | None
    pins_text: str | None
    record: Properties = field(repr=False)

    @property
    def no(self) -> int:
        """The number of the version."""
        return self.numbering.no

    @property
    def is_draft(self) -> bool:
        """Whether the version waits to be brought into force."""
        return self.status == "draft"

    @cached_property
    def content(self) -> Content:
        """The content as it was proposed."""
        content: Content = self._parsed("content", {})
        return content

    @cached_property
    def wording(self) -> Mapping[str, str]:
        """The earlier texts that fields stand for; empty where every text stands for itself."""
        wording: Mapping[str, str] = self._parsed("wording", {})
        return wording

    @cached_property
    def rewording(self) -> Sequence[Content]:
        """The texts that an editorial mark is about, each before and after."""
        rewording: Sequence[Content] = self._parsed("rewording", ())
        return rewording

    @cached_property
    def signatures(self) -> tuple[Signature, ...]:
        """The signatures, in the order in which they were given."""
        return tuple(map(signature_of, self._parsed("signatures", ())))

    @cached_property
    def pins(self) -> Sequence[Content]:
        """What the version was signed on."""
        pins: Sequence[Content] = self._parsed("pins", ())
        return pins

    @cached_property
    def reaffirmation(self) -> Content | None:
        """The decision by which a conclusion came into force anew, or ended (concepts 8.5)."""
        reaffirmation: Content | None = self._parsed("reaffirmation", None)
        return reaffirmation

    @cached_property
    def unanswered(self) -> Content | None:
        """The open reasons that a signature or a withdrawal passed over."""
        unanswered: Content | None = self._parsed("unanswered", None)
        return unanswered

    @cached_property
    def auto_cleared(self) -> Sequence[Content]:
        """When the conclusion cleared by itself, and what settled it, oldest first."""
        auto_cleared: Sequence[Content] = self._parsed("auto_cleared", ())
        return auto_cleared

    @property
    def record_hash(self) -> str:
        """The hash of what stands around the content since it was made; the audit trail holds it."""
        return record_hash(self.record)

    def _parsed(self, name: str, absent: Any) -> Any:
        value = parsed(self.record.get(name))
        return absent if value is None else value


def version_of(record: Properties) -> Version:
    """Return the version that a stored record says."""
    approved_by, withdrawn_at = record.get("approved_by"), record.get("withdrawn_at")
    return Version(
        id=record["id"],
        key=record["key"],
        status=record["status"],
        hashes=Hashes(record["content_hash"], record["substantive_hash"], record["interface_hash"]),
        numbering=Numbering(
            record["no"], record["substantive_rev"], record["editorial_rev"], record["change_class"]
        ),
        created_by=record["created_by"],
        created_at=record["created_at"],
        change_reason=record.get("change_reason"),
        change_ref=record.get("change_ref"),
        source=record.get("source"),
        source_version=record.get("source_version"),
        approval=Approval(approved_by, record["approved_at"]) if approved_by else None,
        withdrawal=(
            Withdrawal(record.get("withdrawn_by", ""), withdrawn_at, record.get("withdrawn_reason", ""))
            if withdrawn_at
            else None
        ),
        editorial_marked_by=record.get("editorial_marked_by"),
        editorial_agreed_by=record.get("editorial_agreed_by"),
        pins_text=record.get("pins"),
        record=record,
    )


def next_numbering(previous: Version, latest_no: int, hashes: Hashes) -> Numbering:
    """Number the version after `previous` (the version in force, or the last draft).

    A version is editorial when its substantive hash is that of the one before (concepts 8.2). Else it is
    substantive.
    """
    before = previous.numbering
    if previous.hashes.substantive == hashes.substantive:
        return Numbering(latest_no + 1, before.substantive_rev, before.editorial_rev + 1, "editorial")
    return Numbering(latest_no + 1, before.substantive_rev + 1, 0, "substantive")


def references(item_type: str, content: Content) -> list[Reference]:
    """Return the references of a content, in a fixed order."""
    declared = shapes(ITEM_TYPES[item_type])
    refs: list[Reference] = []
    for name, value in content.items():
        ref = declared[name].ref
        if ref is not None:
            refs.extend(Reference(ref.relation.name, target) for target in value)
    return sorted(refs)


def field_of(item_type: str, relation: str) -> str:
    """Return the field that holds the references of a relation."""
    declared = shapes(ITEM_TYPES[item_type]).items()
    return next(name for name, shape in declared if shape.ref and shape.ref.relation.name == relation)


def version_record(
    proposal: Proposal, hashes: Hashes, numbering: Numbering, author: Author, revision: int
) -> dict[str, object]:
    """Return the properties of a new version; approved at once where the proposal says so.

    A draft that is marked editorial has the hashes of its own text until somebody agrees.
    """
    approved = proposal.approve
    return {
        "id": version_id(proposal.key, numbering.no),
        "key": proposal.key,
        "no": numbering.no,
        "status": "approved" if approved else "draft",
        "content": canonical(proposal.content),
        "content_hash": hashes.content,
        "substantive_hash": hashes.substantive,
        "interface_hash": hashes.interface,
        "substantive_rev": numbering.substantive_rev,
        "editorial_rev": numbering.editorial_rev,
        "change_class": numbering.change_class,
        **said_around(proposal, author),
        "created_by": author.actor,
        "created_at": author.at,
        "approved_by": author.actor if approved else None,
        "approved_at": author.at if approved else None,
        "revision": revision,
        "since": revision,
        "signatures": signatures_text(proposal.signatures),
        "pins": None,
        "reaffirmation": canonical(proposal.reaffirmation) if proposal.reaffirmation else None,
        "editorial_marked_by": author.actor if proposal.editorial else None,
    }


def said_around(proposal: Proposal, author: Author) -> dict[str, object]:
    """Return what is said around a content: why it is so, by which change, and where its master lives.

    What nobody said is stored as an empty text, as it always was.
    """
    return {
        "change_reason": proposal.reason or author.reason or "",
        "change_ref": proposal.change_ref or author.change_ref or "",
        "source": proposal.source.text if proposal.source else None,
        "source_version": (proposal.source.version or "") if proposal.source else None,
    }


def signature_of(stored: Mapping[str, str]) -> Signature:
    """Return the signature that a stored one says."""
    statement = stored.get("statement") or None
    return Signature(stored["signer"], stored["meaning"], Instant(stored["signed_at"]), statement)


def signatures_text(signatures: Sequence[Signature]) -> str:
    """Return signatures as canonical JSON, where what nobody stated is an empty text: it is hashed so."""
    return canonical(
        [
            {
                "signer": entry.signer,
                "meaning": entry.meaning,
                "signed_at": entry.signed_at,
                "statement": entry.statement or "",
            }
            for entry in signatures
        ]
    )


def record_hash(record: Mapping[str, object]) -> str:
    """Return the hash of why a version was made, and of its master: of what its author said around it."""
    names = ("change_reason", "change_ref", "source", "source_version")
    return digest([record.get(name) or "" for name in names])


def signed_hash(signatures: Sequence[Signature], pins: str | None) -> str:
    """Return the hash of who signed a conclusion and what it then rested on; the audit trail holds it."""
    return digest([signatures_text(signatures), pins or ""])


def signature_changes(before: Version | None, after: Version) -> list[str]:
    """Say in words whose signatures a version carries that the one before did not, and whose it lacks."""
    old = _signers(before) if before else []
    new = _signers(after)
    gained = [f"signed by {name}" for name in new if name not in old]
    return gained + [f"no longer signed by {name}" for name in old if name not in new]


def _signers(version: Version) -> list[str]:
    return sorted({entry.signer for entry in version.signatures})
