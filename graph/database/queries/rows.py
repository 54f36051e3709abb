"""Rows that several statements give."""

from __future__ import annotations

from dataclasses import dataclass

from graph.vocabulary.content import Properties


@dataclass(frozen=True, slots=True)
class PropertiesRow:
    """All that is stored on an item."""

    key: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class RecordRow:
    """All that is stored of a record with an id: a version, or a preview."""

    id: str
    properties: Properties


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A reference."""

    owner: str
    relation: str
    target: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key."""

    key: str


@dataclass(frozen=True, slots=True)
class BasisRow:
    """An item that a conclusion ought to rest on."""

    conclusion: str
    item: str
    role: str
    via: str
