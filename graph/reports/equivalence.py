"""The table of equivalence with one comparator: rows by dimension, what is concluded, what is missing.

Source: MEDDEV 2.7/1 rev 4, A1 and A10 (3 to 5). The table lists and judges nothing else; what is missing here
is what rules EQV-02 and EQV-03 find once data of the comparator are in use, which a test holds together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.database.head import revision_of
from graph.database.store import Store, Tx
from graph.errors import ItemNotFound, Outside, WrongType
from graph.items.concluded import ConclusionOnDay, conclusions_about
from graph.items.with_content import ItemWithContent, items_by_key, referrers
from graph.vocabulary.spelling import a_or_an

DIMENSIONS: Final = ("clinical", "technical", "biological")


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparator:
    """The device that is compared with."""

    key: str
    title: str
    version: int
    state: str
    relation: str
    name: str | None
    maker: str | None
    regulatory_status: str | None
    marking: str | None
    ifu_version: str | None
    status_justification: str | None
    data_access: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparisonRow:
    """One characteristic compared; `lacks` says what it lacks to be an answer."""

    key: str
    title: str
    version: int
    dimension: str
    characteristic: str | None
    own_value: str | None
    comparator_value: str | None
    difference: str | None
    significance_rationale: str | None
    clinically_significant: bool | None
    display_order: int | None
    evidence_uses: tuple[str, ...]
    lacks: str | None


@dataclass(frozen=True, slots=True)
class ComparedDimension:
    """The rows of one dimension."""

    dimension: str
    rows: tuple[ComparisonRow, ...]


@dataclass(frozen=True, slots=True)
class Missing:
    """What the table lacks: a dimension, a row, a conclusion or the status, and why."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class Equivalence:
    """What is recorded of the equivalence with a comparator, on a day."""

    comparator: Comparator
    dimensions: tuple[ComparedDimension, ...]
    conclusions: tuple[ConclusionOnDay, ...]
    missing: tuple[Missing, ...]
    revision: int


async def equivalence(store: Store, comparator: str, today: str) -> Equivalence:
    """Return the table of a comparator; ItemNotFound or WrongType when the key is not that of one."""

    async def work(tx: Tx) -> Equivalence:
        revision = await revision_of(tx)
        device = await _must_be_comparator(tx, comparator)
        comparing = await referrers(tx, [comparator], "COMPARES")
        rows = await items_by_key(tx, (row.key for row in comparing.get(comparator, ())))
        about = (await conclusions_about(tx, [comparator], today)).get(comparator, ())
        conclusions = sorted((entry for entry in about if entry.kind == "equivalence"), key=_by_key)
        table = await _table(tx, list(rows.values()))
        return Equivalence(
            _comparator(device),
            table,
            tuple(conclusions),
            tuple(_missing(device, table, conclusions)),
            revision,
        )

    return await store.read(work)


def _by_key(conclusion: ConclusionOnDay) -> str:
    return conclusion.key


async def _must_be_comparator(tx: Tx, key: str) -> ItemWithContent:
    item = (await items_by_key(tx, [key])).get(key)
    if item is None:
        message = f"There is no comparator {key}; {Outside.list_items}?type=ComparatorDevice lists them."
        raise ItemNotFound(message)
    if item.row.type != "ComparatorDevice":
        message = (
            f"{key} is {a_or_an(item.row.type)}; equivalence is asked for by the key of a ComparatorDevice."
        )
        raise WrongType(message)
    return item


def _comparator(device: ItemWithContent) -> Comparator:
    content = device.content
    return Comparator(
        key=device.key,
        title=device.title,
        version=device.row.effective_no,
        state=device.row.state,
        relation=content.get("relation", "equivalent_candidate"),
        name=content.get("name"),
        maker=content.get("maker"),
        regulatory_status=content.get("regulatory_status"),
        marking=content.get("marking"),
        ifu_version=content.get("ifu_version"),
        status_justification=content.get("status_justification"),
        data_access=content.get("data_access"),
    )


async def _table(tx: Tx, rows: Sequence[ItemWithContent]) -> tuple[ComparedDimension, ...]:
    uses = await referrers(tx, (row.key for row in rows), "BEARS_ON")
    compared = [_row(row, sorted(use.key for use in uses.get(row.key, ()))) for row in rows]
    compared.sort(key=lambda row: (row.display_order is None, row.display_order or 0, row.key))
    return tuple(
        ComparedDimension(name, tuple(row for row in compared if row.dimension == name))
        for name in DIMENSIONS
    )


def _row(row: ItemWithContent, uses: Sequence[str]) -> ComparisonRow:
    content = row.content
    return ComparisonRow(
        key=row.key,
        title=row.title,
        version=row.row.effective_no,
        dimension=content["dimension"],
        characteristic=content.get("characteristic"),
        own_value=content.get("own_value"),
        comparator_value=content.get("comparator_value"),
        difference=content.get("difference"),
        significance_rationale=content.get("significance_rationale"),
        clinically_significant=content.get("clinically_significant"),
        display_order=content.get("display_order"),
        evidence_uses=tuple(uses),
        lacks=_lacks(content),
    )


def _lacks(row: Mapping[str, Any]) -> str | None:
    """Say what a row lacks to be an answer; None where it lacks nothing."""
    difference, rationale = row.get("difference", ""), row.get("significance_rationale", "")
    own, other = row.get("own_value", ""), row.get("comparator_value", "")
    if row.get("clinically_significant"):
        return "the difference is clinically significant"
    if difference and not rationale:
        return "the difference has no rationale"
    if difference or rationale:
        return None
    if not own or not other:
        return "nothing is compared: neither two values nor a difference nor a rationale is stated"
    return "the values differ and no difference is described" if own.lower() != other.lower() else None


def _missing(
    device: ItemWithContent, table: Sequence[ComparedDimension], conclusions: Sequence[ConclusionOnDay]
) -> list[Missing]:
    missing = [Missing(part.dimension, "no comparison in this dimension") for part in table if not part.rows]
    missing += [Missing(row.key, row.lacks) for part in table for row in part.rows if row.lacks]
    marking = device.content.get("marking", "").upper()
    marked = marking.startswith("CE") or " CE" in marking or "UKCA" in marking
    if not marked and not device.content.get("status_justification"):
        missing.append(Missing("regulatory_status", "neither CE nor UKCA marking, and no justification"))
    demonstrated = any(entry.verdict == "demonstrated" for entry in conclusions)
    if device.row.state != "in_force" or not demonstrated:
        missing.append(Missing("conclusion", "no signed conclusion demonstrates the equivalence"))
    several = "concludes on more than one comparator: one conclusion for each"
    missing += [Missing(entry.key, several) for entry in conclusions if len(entry.about) > 1]
    missing += [
        Missing(entry.key, f"the conclusion is {entry.status}")
        for entry in conclusions
        if entry.status != "current"
    ]
    return missing
