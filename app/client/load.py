"""How the client cuts a load that is too large for one request.

Within a request the order of rows does not matter. Between requests it does: a reference needs its target,
and a conclusion pins what is there when it is loaded. So items come after what they refer to, conclusions
come after all items, and among conclusions those of a lower rank come first. Standard library only.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any


class LoadError(ValueError):
    """The load cannot be sent as it is; nothing was sent."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it is sent; `number` is its place in the load, from 1."""

    number: int
    text: bytes
    key: str = ""
    refers_to: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Limits:
    """What one request may hold; the defaults are those of the service."""

    rows: int = 200_000
    body_bytes: int = 64 * 1024 * 1024

    def hold(self, rows: Sequence[Row]) -> bool:
        """Say whether these rows fit into one request."""
        return len(rows) <= self.rows and _size(rows) <= self.body_bytes

    def halved(self, rows: Sequence[Row]) -> Limits:
        """Return limits that hold about half of these rows."""
        return Limits(max(1, len(rows) // 2), max(1, _size(rows) // 2))


def _size(rows: Iterable[Row]) -> int:
    return sum(len(row.text) + 1 for row in rows)


def rows_of(source: Iterable[Mapping[str, Any]] | Path | str) -> list[Row]:
    """Read the rows of a load: dicts, or a file of NDJSON (or with one JSON array)."""
    if not isinstance(source, Path | str):
        return _encoded(source)
    body = Path(source).read_bytes().removeprefix(b"\xef\xbb\xbf")
    if not body.lstrip().startswith(b"["):
        lines = enumerate(body.split(b"\n"), start=1)
        return [Row(number, line.strip()) for number, line in lines if line.strip()]
    try:
        return _encoded(json.loads(body))
    except ValueError as error:
        raise LoadError(f"{source} is neither NDJSON nor a JSON array: {error}.") from None


def _encoded(rows: Iterable[Any]) -> list[Row]:
    texts = (json.dumps(row, ensure_ascii=False).encode() for row in rows)
    return [Row(number, text) for number, text in enumerate(texts, start=1)]


def ordered(rows: Sequence[Row], vocabulary: Mapping[str, Any], *, strict: bool) -> list[Row]:
    """Put rows into an order in which they can be cut; LoadError when a row is not JSON or a key is twice.

    Without `strict` a row that cannot be read goes first, for the service to answer.
    """
    ranks = {kind["kind"]: kind["rank"] for kind in vocabulary["conclusion_kinds"]}
    fields = {
        entry["type"]: [field["name"] for field in entry["fields"] if "relation" in field]
        for entry in vocabulary["item_types"]
    }
    unread, items, conclusions = [], [], []
    for row in rows:
        value = _value(row, strict=strict)
        if value is None:
            unread.append(row)
            continue
        known = replace(row, key=value["key"], refers_to=_references(value, fields))
        if value.get("type") == "Conclusion":
            conclusions.append((ranks.get(value.get("kind"), 0), known))
        else:
            items.append(known)
    conclusions.sort(key=lambda entry: (entry[0], entry[1].number))
    in_order = [*unread, *_targets_first(items), *(row for _, row in conclusions)]
    _refuse_repeated(in_order)
    return in_order


def _value(row: Row, *, strict: bool) -> dict[str, Any] | None:
    try:
        value = json.loads(row.text)
    except ValueError as error:
        if strict:
            raise LoadError(f"Row {row.number} is not JSON: {error}.") from None
        return None
    if isinstance(value, dict) and isinstance(value.get("key"), str):
        return value
    if strict:
        raise LoadError(f"Row {row.number} is not an object with a key.")
    return None


def _references(value: Mapping[str, Any], fields: Mapping[str, Sequence[str]]) -> frozenset[str]:
    referred: set[str] = set()
    for name in fields.get(str(value.get("type")), ()):
        targets = value.get(name)
        if isinstance(targets, list):
            referred.update(target for target in targets if isinstance(target, str))
        elif isinstance(targets, str):
            referred.add(targets)
    return frozenset(referred)


def _targets_first(rows: Sequence[Row]) -> Iterator[Row]:
    """Return rows after those that they refer to; in a circle the row that was met first comes last."""
    by_key = {row.key: row for row in rows}
    opened: set[int] = set()
    placed: set[int] = set()
    for root in rows:
        waiting = [root]
        while waiting:
            row = waiting[-1]
            if row.number not in opened:
                opened.add(row.number)
                targets = (by_key[key] for key in sorted(row.refers_to) if key in by_key)
                waiting += [target for target in targets if target.number not in opened]
                continue
            waiting.pop()
            if row.number not in placed:
                placed.add(row.number)
                yield row


def _refuse_repeated(rows: Iterable[Row]) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.key in first:
            raise LoadError(
                f"{row.key} stands in rows {first[row.key]} and {row.number}; "
                "a load takes each key once, so send the later version in a load of its own."
            )
        if row.key:
            first[row.key] = row.number


def cut(rows: Sequence[Row], limits: Limits) -> list[list[Row]]:
    """Cut rows into parts that fit; a row that is larger than a part is one by itself."""
    parts: list[list[Row]] = []
    size = 0
    for row in rows:
        size += len(row.text) + 1
        if not parts or len(parts[-1]) >= limits.rows or size > limits.body_bytes:
            parts.append([])
            size = len(row.text) + 1
        parts[-1].append(row)
    return parts


def refuse_looking_ahead(parts: Sequence[Sequence[Row]]) -> None:
    """Refuse parts of which an earlier one refers to a later one; the service would, half-way through."""
    part_of = {row.key: number for number, part in enumerate(parts) for row in part}
    for number, part in enumerate(parts):
        for row in part:
            ahead = sorted(key for key in row.refers_to if part_of.get(key, number) > number)
            if ahead:
                raise LoadError(
                    f"The load is too large for one request, and {row.key} refers to {', '.join(ahead)}, "
                    "which comes in a later part. Load with unresolved=keep, or raise EVITRACE_MAX_ROWS "
                    "and EVITRACE_MAX_BODY_BYTES of the service and the limits of this load."
                )


def renumber(outcomes: Iterable[dict[str, Any]], rows: Sequence[Row]) -> None:
    """Say the row of the load instead of that of the request."""
    for outcome in outcomes:
        outcome["row"] = rows[outcome["row"] - 1].number


def add(total: dict[str, Any], answer: Mapping[str, Any]) -> None:
    """Add the answer to a part of a load to that of the whole."""
    total["revision"] = answer["revision"]
    total["rows"] += answer["rows"]
    total["effects"] += answer["effects"]
    for outcome, count in answer["counts"].items():
        total["counts"][outcome] = total["counts"].get(outcome, 0) + count
