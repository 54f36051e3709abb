"""The vocabulary, as declared."""

from __future__ import annotations

from typing import Any

from app.http.deps import StoreDep
from app.http.reading import Router
from app.schemas.vocabulary import (
    DemandOut,
    FieldOut,
    ItemTypeOut,
    KindOut,
    RelationOut,
    StatusOut,
    VocabularyOut,
)
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

router = Router("vocabulary")


@router.get("/vocabulary", operation_id="read_vocabulary")
async def read_vocabulary(store: StoreDep) -> VocabularyOut:
    """List item types with their fields, relations, conclusion kinds, statuses, reason codes and rules."""
    return VocabularyOut(
        item_types=[_item_type(name, item_type) for name, item_type in ITEM_TYPES.items()],
        relations=[
            RelationOut(
                name=relation.name,
                owners=list(relation.owners),
                targets=list(relation.targets),
                meaning=relation.meaning,
                dependency=relation.dependency,
            )
            for relation in RELATIONS.values()
        ],
        conclusion_kinds=[
            KindOut(kind=kind.name, about=list(kind.about), verdicts=list(kind.verdicts), rank=kind.rank)
            for kind in KINDS.values()
        ],
        statuses=[
            StatusOut(status=status, meaning=entry.meaning, blocks_release=entry.blocks_release)
            for status, entry in STATUS_MEANINGS.items()
        ],
        demands=[DemandOut(demand=demand, meaning=meaning) for demand, meaning in DEMAND_MEANINGS.items()],
        reason_codes=list(ReasonCode),
        rules=list(all_rules(store.own.texts)),
    )


def _item_type(name: str, item_type: type[Item]) -> ItemTypeOut:
    whole = item_type.model_json_schema()
    schema = _inlined(whole["properties"], whole.get("$defs", {}))
    fields = [
        FieldOut(
            name=field,
            json_schema=schema[field],
            editorial=shape.editorial,
            compared_by_dependants=shape.interface,
            free_text=shape.free_text,
            relation=shape.ref.relation.name if shape.ref else None,
        )
        for field, shape in shapes(item_type).items()
    ]
    return ItemTypeOut(type=name, meaning=(item_type.__doc__ or "").strip(), fields=fields)


def _inlined(schema: Any, definitions: dict[str, Any]) -> Any:
    """Put what a schema refers to in the place of the reference, so that a field is described by itself."""
    if isinstance(schema, list):
        return [_inlined(entry, definitions) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    if "$ref" in schema:
        return _inlined(definitions[schema["$ref"].rpartition("/")[2]], definitions)
    return {name: _inlined(entry, definitions) for name, entry in schema.items()}
