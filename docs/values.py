"""What each value of an enumerated field means to whoever reads the field: rules, and bases of conclusions.

A value that a text names is told apart by it. One that no text names is taken like any other, or like none:
for it a sentence says why, so that there is no value that nobody thought of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from graph.database.statements import load
from graph.dialect.footprint import footprint
from graph.vocabulary import ITEM_TYPES, KINDS

REASONS: Final = Path(__file__).parent / "values.json"
_READING: Final = ("gaps/", "status/basis/", "status/shared/", "status/news/")
HEAD: Final = """# Values

Each value of each enumerated field, the rules and the bases of conclusions that tell it apart, and, where
none does, why. Whoever reads the field and does not name a value treats it like any other that is not named.
What a change of the field reaches says the page on [reach](reach.md).

"""


def enumerated() -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Return every enumerated field: its type, its name and its values."""
    for name, item_type in ITEM_TYPES.items():
        schema = item_type.model_json_schema()
        for field, declared in schema["properties"].items():
            values = _values(declared, schema.get("$defs", {}))
            if values and field != "type":
                yield name, field, values
    verdicts = dict.fromkeys(verdict for kind in KINDS.values() for verdict in kind.verdicts)
    yield "Conclusion", "verdict", tuple(verdicts)


def _values(declared: Mapping[str, Any], defined: Mapping[str, Any]) -> tuple[str, ...]:
    if "$ref" in declared:
        return _values(defined[declared["$ref"].rsplit("/", 1)[-1]], defined)
    for part in declared.get("anyOf", ()):
        if values := _values(part, defined):
            return values
    if "items" in declared:
        return _values(declared["items"], defined)
    return tuple(value for value in declared.get("enum", ()) if isinstance(value, str))


@cache
def _texts() -> Mapping[str, tuple[str, frozenset[tuple[str, str]]]]:
    """Return of each text that decides: what it says, and the fields of which types it reads."""
    texts: dict[str, tuple[str, frozenset[tuple[str, str]]]] = {}
    for name, text in load().items():
        seen = footprint(text.body, set(ITEM_TYPES) | {"Item"}) if name.startswith(_READING) else None
        if seen is not None:
            fields = {(label, field) for labels, field in seen.properties for label in labels or ("Item",)}
            texts[name] = (text.body, frozenset(fields))
    return texts


def telling_apart(item_type: str, field: str, value: str) -> list[str]:
    """Return the rules and bases that read a field and name this value.

    A text that reads the field of an item of any type has to compare the field with the value.
    """
    return [
        name.removeprefix("gaps/").removeprefix("status/")
        for name, (body, fields) in sorted(_texts().items())
        if ((item_type, field) in fields and f"'{value}'" in body)
        or (("Item", field) in fields and _compares(body, field, value))
    ]


def _compares(body: str, field: str, value: str) -> bool:
    read = rf"\.`?{field}`?(?:,\s*'[^']*'\))?\s*"
    return bool(re.search(rf"{read}(?:(?:=|<>)\s*'{value}'|IN\s*\[[^\]]*'{value}')", body))


@cache
def reasons() -> Mapping[str, str]:
    """Return why nothing tells a value apart, by `Type.field value`, or by `Type.field` for all."""
    read: dict[str, str] = json.loads(REASONS.read_text(encoding="utf-8"))
    return read


def meaning(item_type: str, field: str, value: str) -> str:
    """Return who tells a value apart, else why nobody does; '' where nobody thought of it."""
    named = telling_apart(item_type, field, value)
    whole = f"{item_type}.{field}"
    said = reasons().get(f"{whole} {value}", "")
    if named:
        return ", ".join(f"`{name}`" for name in named) + (f". {said}" if said else "")
    return said or reasons().get(whole, "")
