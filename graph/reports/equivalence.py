"""The table of equivalence with one comparator: rows by dimension, what is concluded, what is missing.

Source: MEDDEV 2.7/1 rev 4, A1 and A10 (3 to 5). The table lists and judges nothing else; what is missing here
is what rules EQV-02 and EQV-03 find once data of the comparator are in use, which a test holds together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.database.queries import ConclusionsByKeys, HeadState
from graph.database.store import Store, Tx
from graph.errors import ItemNotFound, WrongEnd
from graph.items.with_content import ItemWithContent, items_by_key, referrers
from graph.status.cached import status_on

DIMENSIONS: Final = ("clinical", "technical", "biological")


@dataclass(frozen=True, slots=True)
class Equivalence:
    """What is recorded of the equivalence with a comparator, on a day."""

    comparator: Mapping[str, Any]
    dimensions: tuple[Mapping[str, Any], ...]
    conclusions: tuple[Mapping[str, Any], ...]
    missing: tuple[Mapping[str, str], ...]
    revision: int


async def equivalence(store: Store, comparator: str, today: str) -> Equivalence:
    """Return the table of a comparator; ItemNotFound or WrongEnd when the key is not that of one."""

    async def work(tx: Tx) -> Equivalence:
        head = await tx.one(HeadState())
        device = await _must_be_comparator(tx, comparator)
        comparing = await referrers(tx, [comparator], "COMPARES")
        rows = await items_by_key(tx, (row.key for row in comparing.get(comparator, ())))
        conclusions = await _conclusions(tx, comparator, today)
        table = await _table(tx, list(rows.values()))
        return Equivalence(
            _device(device),
            table,
            conclusions,
            tuple(_missing(device, table, conclusions)),
            head.revision if head else 0,
        )

    return await store.read(work)


async def _must_be_comparator(tx: Tx, key: str) -> ItemWithContent:
    found = (await items_by_key(tx, [key])).get(key)
    if found is None:
        message = f"There is no comparator {key}; GET /v1/items?type=ComparatorDevice lists them."
        raise ItemNotFound(message)
    if found.row.type != "ComparatorDevice":
        message = f"{key} is a {found.row.type}; equivalence is asked for by the key of a ComparatorDevice."
        raise WrongEnd(message)
    return found


def _device(device: ItemWithContent) -> dict[str, Any]:
    said = (
        "name",
        "maker",
        "regulatory_status",
        "marking",
        "ifu_version",
        "status_justification",
        "data_access",
    )
    return {
        **device.brief(),
        "state": device.row.state,
        "relation": device.content.get("relation", "equivalent_candidate"),
        **{name: device.content.get(name, "") for name in said},
    }


async def _table(tx: Tx, rows: Sequence[ItemWithContent]) -> tuple[dict[str, Any], ...]:
    uses = await referrers(tx, (row.key for row in rows), "BEARS_ON")
    shown = [_row(row, sorted(use.key for use in uses.get(row.key, ()))) for row in rows]
    shown.sort(key=lambda row: (row["display_order"] is None, row["display_order"], row["key"]))
    return tuple(
        {"dimension": name, "rows": [row for row in shown if row["dimension"] == name]} for name in DIMENSIONS
    )


def _row(row: ItemWithContent, uses: Sequence[str]) -> dict[str, Any]:
    said = (
        "dimension",
        "characteristic",
        "own_value",
        "comparator_value",
        "difference",
        "significance_rationale",
    )
    return {
        **row.brief(),
        **{name: row.content.get(name, "") for name in said},
        "clinically_significant": row.content.get("clinically_significant"),
        "display_order": row.content.get("display_order"),
        "evidence_uses": list(uses),
        "lacks": _lacks(row.content),
    }


def _lacks(row: Mapping[str, Any]) -> str:
    """Say what a row lacks to be an answer; empty where it lacks nothing."""
    difference, rationale = row.get("difference", ""), row.get("significance_rationale", "")
    own, other = row.get("own_value", ""), row.get("comparator_value", "")
    if row.get("clinically_significant"):
        return "the difference is clinically significant"
    if difference and not rationale:
        return "the difference has no rationale"
    if difference or rationale:
        return ""
    if not own or not other:
        return "nothing is compared: neither two values nor a difference nor a rationale is stated"
    return "the values differ and no difference is described" if own.lower() != other.lower() else ""


async def _conclusions(tx: Tx, comparator: str, today: str) -> tuple[dict[str, Any], ...]:
    about = (await referrers(tx, [comparator], "ABOUT")).get(comparator, ())
    contents = await items_by_key(tx, (row.key for row in about))
    named = sorted(key for key, entry in contents.items() if entry.content["kind"] == "equivalence")
    standing = {row.key: status_on(row, today) for row in await tx.fetch(ConclusionsByKeys(keys=named))}
    return tuple(
        {
            **contents[key].brief(),
            "verdict": contents[key].content["verdict"],
            "conditions": contents[key].content.get("conditions", ""),
            "about": contents[key].content["about"],
            "status": standing[key],
        }
        for key in named
    )


def _missing(
    device: ItemWithContent, table: Sequence[Mapping[str, Any]], conclusions: Sequence[Mapping[str, Any]]
) -> list[dict[str, str]]:
    found = [
        {"what": part["dimension"], "why": "no comparison in this dimension"}
        for part in table
        if not part["rows"]
    ]
    found += [
        {"what": row["key"], "why": row["lacks"]} for part in table for row in part["rows"] if row["lacks"]
    ]
    marking = device.content.get("marking", "").upper()
    marked = marking.startswith("CE") or " CE" in marking or "UKCA" in marking
    if not marked and not device.content.get("status_justification"):
        found.append(
            {"what": "regulatory_status", "why": "neither CE nor UKCA marking, and no justification"}
        )
    demonstrated = any(entry["verdict"] == "demonstrated" for entry in conclusions)
    if device.row.state != "in_force" or not demonstrated:
        found.append({"what": "conclusion", "why": "no signed conclusion demonstrates the equivalence"})
    found += [
        {"what": entry["key"], "why": "concludes on more than one comparator: one conclusion for each"}
        for entry in conclusions
        if len(entry["about"]) > 1
    ]
    found += [
        {"what": entry["key"], "why": f"the conclusion is {entry['status']}"}
        for entry in conclusions
        if entry["status"] != "current"
    ]
    return found
