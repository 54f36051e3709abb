"""The vocabulary, declared once: everything else that names a type or a relation is derived from here."""

from __future__ import annotations

from graph.vocabulary.base import Item, Ref, shapes
from graph.vocabulary.kinds import KINDS, ConclusionKind
from graph.vocabulary.registry import ITEM_TYPES, parse
from graph.vocabulary.relations import RELATIONS, RESTS_ON, Relation
from graph.vocabulary.statuses import DEMAND_MEANINGS, STATUS_MEANINGS, ConclusionStatus, Demand

__all__ = [
    "DEMAND_MEANINGS",
    "ITEM_TYPES",
    "KINDS",
    "RELATIONS",
    "RESTS_ON",
    "STATUS_MEANINGS",
    "ConclusionKind",
    "ConclusionStatus",
    "Demand",
    "Item",
    "Ref",
    "Relation",
    "parse",
    "shapes",
]
