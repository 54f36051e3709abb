"""What is concluded on items: signed conclusions in force, with their status on a day."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graph.database.store import Tx
from graph.items.with_content import ItemWithContent, items_by_key, referrers, statuses_on


@dataclass(frozen=True, slots=True)
class ConclusionOnDay:
    """A signed conclusion as it stands on a day."""

    key: str
    title: str
    version: int
    kind: str
    about: tuple[str, ...]
    statement: str | None
    verdict: str
    conditions: str | None
    status: str


def conclusion_on_day(item: ItemWithContent, status: str) -> ConclusionOnDay:
    """Return a conclusion with the status that it has on a day."""
    content = item.content
    return ConclusionOnDay(
        key=item.key,
        title=item.title,
        version=item.row.effective_no,
        kind=content["kind"],
        about=tuple(content["about"]),
        statement=content.get("statement"),
        verdict=content["verdict"],
        conditions=content.get("conditions"),
        status=status,
    )


async def conclusions_about(
    tx: Tx, subjects: Iterable[str], today: str
) -> dict[str, tuple[ConclusionOnDay, ...]]:
    """Return the conclusions in force about each of some items, by the key of the item."""
    about = await referrers(tx, subjects, "ABOUT")
    keys = sorted({row.key for rows in about.values() for row in rows})
    items = await items_by_key(tx, keys)
    statuses = await statuses_on(tx, keys, today)
    return {
        subject: tuple(conclusion_on_day(items[row.key], statuses[row.key]) for row in rows)
        for subject, rows in about.items()
    }
