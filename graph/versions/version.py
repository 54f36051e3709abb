"""Versions of items and their projection: what is stored of a content, and where. Pure."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from graph.canonical import canonical, digest
from graph.versions.proposal import Author, Proposal, Signature
from graph.vocabulary import ITEM_TYPES, shapes
from graph.vocabulary.governance import SIGNED_TYPES
from graph.vocabulary.registry import Hashes

SYSTEM_PROPERTIES: Final = (
    "key",
    "id",
    "type",
    "state",
    "latest_no",
    "effective_no",
    "substantive_rev",
    "editorial_rev",
    "change_class",
    "editorial_marked_by",
    "editorial_agreed_by",
    "content_hash",
    "substantive_hash",
    "interface_hash",
    "changed",
    "since",
    "revisions",
    "source",
    "search",
    "withdrawn_reason",
)
SIGNATURE_PROPERTIES: Final = (
    "signers",
    "signer_meanings",
    "signer_dates",
    "signature_meanings",
    "signed_by",
    "signed_at",
)
CACHE_PROPERTIES: Final[Mapping[str, tuple[str, ...]]] = {
    "Conclusion": (
        "status",
        "demand",
        "reasons",
        "overdue_from",
        "stale_from",
        "suspect_from",
        *SIGNATURE_PROPERTIES,
    ),
    "Appraisal": ("appraised_no", "appraised_hash"),
    "EvidenceUse": SIGNATURE_PROPERTIES,
    "JustifiedGap": (*SIGNATURE_PROPERTIES, "pinned"),
}
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


@dataclass(frozen=True, slots=True)
class Numbering:
    """Where a new version stands: its number, the revisions in its label (concepts 3.1), its change class."""

    no: int
    substantive_rev: int
    editorial_rev: int
    change_class: str


_OF_VERSION: Final = (
    "substantive_rev",
    "editorial_rev",
    "change_class",
    "content_hash",
    "substantive_hash",
    "interface_hash",
)
FIRST: Final = Numbering(1, 1, 0, "initial")


def next_numbering(previous: Mapping[str, Any], latest_no: int, hashes: Hashes) -> Numbering:
    """Number the version after `previous` (properties of the version in force, or the last draft).

    A version is editorial when its substantive hash is that of the one before (concepts 8.2). Else it is
    substantive.
    """
    if previous["substantive_hash"] == hashes.substantive:
        return Numbering(
            latest_no + 1,
            previous["substantive_rev"],
            previous["editorial_rev"] + 1,
            "editorial",
        )
    return Numbering(latest_no + 1, previous["substantive_rev"] + 1, 0, "substantive")


@cache
def field_properties(item_type: str) -> tuple[str, ...]:
    """Names of the properties that a type's fields become; references are relationships instead."""
    declared = shapes(ITEM_TYPES[item_type])
    plain = tuple(name for name, shape in declared.items() if shape.ref is None)
    return plain + tuple(ITEM_TYPES[item_type].derived_properties)


@cache
def item_properties(item_type: str) -> tuple[str, ...]:
    """Names of all properties that a node of this type may carry."""
    return SYSTEM_PROPERTIES + CACHE_PROPERTIES.get(item_type, ()) + field_properties(item_type)


def projection(item_type: str, key: str, content: Mapping[str, Any]) -> dict[str, Any]:
    """Return the properties of what is in force: fields, derived properties and the text to search."""
    declared = shapes(ITEM_TYPES[item_type])
    found = {name: _storable(value) for name, value in content.items() if declared[name].ref is None}
    found.update(ITEM_TYPES[item_type].derive(key, content))
    return found


def in_force_properties(item_type: str, key: str, version: Mapping[str, Any]) -> dict[str, Any]:
    """Return all that a node says of its version in force; None for what it has no value for.

    It follows from the record of the version alone, so that it can be derived anew at any time.
    """
    content = json.loads(version["content"])
    found = dict.fromkeys(field_properties(item_type)) | projection(item_type, key, content)
    found |= {name: version.get(name) for name in _OF_VERSION}
    agreed = version.get("editorial_agreed_by")
    found |= {"editorial_agreed_by": agreed, "search": search_text(key, content)}
    found["editorial_marked_by"] = version.get("editorial_marked_by") if agreed else None
    if item_type in SIGNED_TYPES:
        found |= signature_properties(signatures_in(version.get("signatures")))
    if item_type == "JustifiedGap":
        found["pinned"] = version.get("pins")
    return found


def signature_properties(signatures: Sequence[Signature]) -> dict[str, Any]:
    """Return what the node of a signed item says of its signatures; the first three lists go together."""
    last = max(signatures, key=lambda entry: entry.signed_at, default=None)
    each = sorted(signatures, key=lambda entry: (entry.signed_at, entry.signer, entry.meaning))
    return {
        "signers": [entry.signer for entry in each] or None,
        "signer_meanings": [entry.meaning for entry in each] or None,
        "signer_dates": [entry.signed_at[:10] for entry in each] or None,
        "signature_meanings": sorted({entry.meaning for entry in signatures}) or None,
        "signed_by": last.signer if last else None,
        "signed_at": last.signed_at if last else None,
    }


def search_text(key: str, content: Mapping[str, Any]) -> str:
    """Return the lower-case text in which `GET /items?text=` looks."""
    words = [key, *(content[name] for name in sorted(content) if isinstance(content[name], str))]
    return " ".join(words).lower()


def _storable(value: Any) -> Any:
    if isinstance(value, dict):
        return canonical(value)
    if isinstance(value, list) and any(isinstance(entry, dict | list) for entry in value):
        return canonical(value)
    return value


def references(item_type: str, content: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the references of a content as (relation, target), in a fixed order."""
    declared = shapes(ITEM_TYPES[item_type])
    found: list[tuple[str, str]] = []
    for name, value in content.items():
        ref = declared[name].ref
        if ref is not None:
            found.extend((ref.relation.name, target) for target in value)
    return sorted(found)


def version_record(
    proposal: Proposal, hashes: Hashes, numbering: Numbering, author: Author, revision: int
) -> dict[str, Any]:
    """Return the properties of a new version; approved at once where the proposal says so.

    A draft that is marked editorial has the hashes of its own text until somebody agrees.
    """
    approved = proposal.approve
    return {
        "id": f"{proposal.key}@{numbering.no}",
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
        "change_reason": proposal.reason or author.reason,
        "change_ref": proposal.change_ref or author.change_ref,
        "source": proposal.source.text if proposal.source else None,
        "source_version": proposal.source.version if proposal.source else None,
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


def signatures_text(signatures: Sequence[Signature]) -> str:
    """Return signatures as canonical JSON."""
    return canonical(
        [
            {
                "signer": entry.signer,
                "meaning": entry.meaning,
                "signed_at": entry.signed_at,
                "statement": entry.statement,
            }
            for entry in signatures
        ]
    )


def signed_hash(signatures: Sequence[Signature], pins: str | None) -> str:
    """Return the hash of who signed a conclusion and what it then rested on; the audit trail holds it."""
    return digest([signatures_text(signatures), pins or ""])


def signatures_in(text: str | None) -> list[Signature]:
    """Read signatures back."""
    return [Signature(**entry) for entry in json.loads(text or "[]")]


def signers_of(version: Mapping[str, Any]) -> list[str]:
    """Return who signed a version, by name."""
    return sorted({entry.signer for entry in signatures_in(version.get("signatures"))})


def signature_changes(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[str]:
    """Say in words whose signatures a version carries that the one before did not, and whose it lacks."""
    old, new = signers_of(before), signers_of(after)
    gained = [f"signed by {name}" for name in new if name not in old]
    return gained + [f"no longer signed by {name}" for name in old if name not in new]


def new_id() -> str:
    """Return an opaque id for a new item."""
    return uuid.uuid4().hex
