"""What the node of an item says of its version in force, for rules to read. Pure."""

from __future__ import annotations

import uuid
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from graph.canonical import canonical
from graph.versions.proposal import Signature
from graph.versions.version import Version
from graph.vocabulary import ITEM_TYPES, shapes
from graph.vocabulary.content import Content
from graph.vocabulary.governance import SIGNED_TYPES
from graph.vocabulary.spelling import same_name

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
    "source_version",
    "search",
    "withdrawn_reason",
    "reinstated_no",
    "loaded_no",
)
GRAVE_REASONS: Final = ("retracted", "invalid")
"""Reasons of a withdrawal after which nothing that rested on the item clears by itself."""
REPORTING_TYPES: Final = ("Appraisal", "ComparatorDevice", "Evidence", "Standard")
"""What others found or decided: that a load says again what it said before settles nothing."""
SIGNATURE_PROPERTIES: Final = (
    "signers",
    "signer_names",
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
        "signed_otherwise",
        *SIGNATURE_PROPERTIES,
    ),
    "Appraisal": ("appraised_no", "appraised_hash"),
    "EvidenceUse": (*SIGNATURE_PROPERTIES, "signed_for"),
    "JustifiedGap": (*SIGNATURE_PROPERTIES, "pinned"),
}
_OF_VERSION: Final = (
    "substantive_rev",
    "editorial_rev",
    "change_class",
    "content_hash",
    "substantive_hash",
    "interface_hash",
)


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


def projection(item_type: str, key: str, content: Content) -> dict[str, object]:
    """Return the properties of what is in force: fields, derived properties and the text to search."""
    declared = shapes(ITEM_TYPES[item_type])
    properties = {name: _storable(value) for name, value in content.items() if declared[name].ref is None}
    properties.update(ITEM_TYPES[item_type].derive(key, content))
    return properties


def in_force_properties(item_type: str, key: str, version: Version) -> dict[str, object]:
    """Return all that a node says of its version in force; None for what it has no value for.

    It follows from the record of the version alone, so that it can be derived anew at any time.
    """
    content = version.content
    properties = dict.fromkeys(field_properties(item_type)) | projection(item_type, key, content)
    properties |= {name: version.record.get(name) for name in _OF_VERSION}
    agreed = version.editorial_agreed_by
    properties |= {"editorial_agreed_by": agreed, "search": search_text(key, content)}
    properties["editorial_marked_by"] = version.editorial_marked_by if agreed else None
    if item_type in SIGNED_TYPES:
        properties |= signature_properties(version.signatures)
    if item_type == "JustifiedGap":
        properties["pinned"] = version.pins_text
    return properties


def signature_properties(signatures: Sequence[Signature]) -> dict[str, object]:
    """Return what the node of a signed item says of its signatures; the first four lists go together."""
    last = max(signatures, key=lambda entry: entry.signed_at, default=None)
    each = sorted(signatures, key=lambda entry: (entry.signed_at, entry.signer, entry.meaning))
    return {
        "signers": [entry.signer for entry in each] or None,
        "signer_names": [same_name(entry.signer) for entry in each] or None,
        "signer_meanings": [entry.meaning for entry in each] or None,
        "signer_dates": [entry.signed_at[:10] for entry in each] or None,
        "signature_meanings": sorted({entry.meaning for entry in signatures}) or None,
        "signed_by": last.signer if last else None,
        "signed_at": last.signed_at if last else None,
    }


def search_text(key: str, content: Content) -> str:
    """Return the lower-case text in which `GET /items?text=` looks."""
    words = [key, *(content[name] for name in sorted(content) if isinstance(content[name], str))]
    return " ".join(words).lower()


def _storable(value: object) -> object:
    if isinstance(value, dict):
        return canonical(value)
    if isinstance(value, list) and any(isinstance(entry, dict | list) for entry in value):
        return canonical(value)
    return value


def new_id() -> str:
    """Return an opaque id for a new item."""
    return uuid.uuid4().hex
