"""The vocabulary, as declared."""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter

from app.http.deps import StoreDep
from app.schemas import DemandOut, StatusOut, VocabularyOut
from graph.gaps import all_rules
from graph.staleness import ReasonCode
from graph.vocabulary import (
    DEMAND_MEANINGS,
    ITEM_TYPES,
    KINDS,
    RELATIONS,
    STATUS_MEANINGS,
    Item,
    shapes,
)

router = APIRouter(tags=["vocabulary"])


@router.get("/vocabulary", operation_id="read_vocabulary")
async def read_vocabulary(store: StoreDep) -> VocabularyOut:
    """List item types with their fields, relations, conclusion kinds, statuses, reason codes and rules."""
    return VocabularyOut(
        item_types=[_item_type(name, item_type) for name, item_type in ITEM_TYPES.items()],
        relations=[
            {
                "name": relation.name,
                "from": list(relation.owners),
                "to": list(relation.targets),
                "meaning": relation.meaning,
                "dependency": relation.dependency,
            }
            for relation in RELATIONS.values()
        ],
        conclusion_kinds=[
            {
                "kind": str(kind.name),
                "about": list(kind.about),
                "verdicts": list(kind.verdicts),
                "rank": kind.rank,
            }
            for kind in KINDS.values()
        ],
        statuses=[
            StatusOut(status=status, meaning=said.meaning, blocks_release=said.blocks_release)
            for status, said in STATUS_MEANINGS.items()
        ],
        demands=[DemandOut(demand=demand, meaning=said) for demand, said in DEMAND_MEANINGS.items()],
        reason_codes=[str(code) for code in ReasonCode],
        rules=list(all_rules(store.own.texts)),
    )


def _item_type(name: str, item_type: type[Item]) -> dict[str, Any]:
    whole = item_type.model_json_schema()
    schema = _inlined(whole["properties"], whole.get("$defs", {}))
    fields = []
    for field, shape in shapes(item_type).items():
        described: dict[str, Any] = {
            "name": field,
            "schema": schema[field],
            "editorial": shape.editorial,
        }
        described["compared_by_dependants"] = shape.interface
        described["free_text"] = shape.free_text
        if shape.ref is not None:
            described["relation"] = shape.ref.relation.name
        fields.append(described)
    return {"type": name, "meaning": (item_type.__doc__ or "").strip(), "fields": fields}


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """Put what a schema refers to in the place of the reference, so that a field is described by itself."""
    if isinstance(schema, list):
        return [_inlined(entry, definitions) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {name: _inlined(entry, definitions) for name, entry in schema.items()}
