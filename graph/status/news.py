"""What is told after the market of what conclusions rest on: signals, follow-up that contradicts, reports.

A signal or report speaks to whatever rests on what it is about, of whatever type that is. What was found to
speak against it belongs to the basis; what nobody judged yet is watched.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from graph.database.queries import BasisRow, NewsOfDevices, NewsOnItems, NewsRow, SpokenOf
from graph.database.store import Tx
from graph.staleness import CATEGORY_ROLE, DESCRIBED_ROLE, EVALUATED_ROLE

SPEAKING: Final = frozenset({"PmcfActivity", "PmsReport", "SafetySignal"})
"""The types by which news comes."""
LISTED_ROLES: Final = frozenset({EVALUATED_ROLE, "claim_listed", "side_effect_listed"})
"""Roles of which only the presence counts; what is told of the item reaches here through others."""
_DESCRIBED: Final[Mapping[str, frozenset[str]]] = {
    "cer_overall": frozenset({"element"}),
    "equivalence": frozenset({"element"}),
    "requirement_not_applicable": frozenset({DESCRIBED_ROLE}),
}
"""Roles of what describes the device to a kind; what is told of that comes by what is concluded on it."""

Basis = Mapping[str, Sequence[BasisRow]]


async def news_against(tx: Tx, basis: Basis, kinds: Mapping[str, str]) -> dict[str, list[BasisRow]]:
    """Return for each conclusion the news that speaks against what it rests on."""
    return await _news(tx, basis, kinds, "against")


async def open_news(tx: Tx, basis: Basis, kinds: Mapping[str, str]) -> dict[str, list[str]]:
    """Return for each conclusion the news on what it rests on that nobody judged yet."""
    unjudged = await _news(tx, basis, kinds, "open")
    return {key: [row.item for row in rows] for key, rows in unjudged.items()}


async def spoken_of(tx: Tx, changed: Mapping[str, str]) -> dict[str, str]:
    """Return the items, with their types, that any changed news is about."""
    speaking = sorted(key for key, kind in changed.items() if kind in SPEAKING)
    if not speaking:
        return {}
    return {row.key: row.type for row in await tx.fetch(SpokenOf(keys=speaking))}


async def _news(tx: Tx, basis: Basis, kinds: Mapping[str, str], standing: str) -> dict[str, list[BasisRow]]:
    items = sorted({row.item for rows in basis.values() for row in rows})
    on_items = _by_item(await tx.fetch(NewsOnItems(keys=items)), standing)
    of_devices = _by_item(await tx.fetch(NewsOfDevices(keys=sorted(basis))), standing)
    heard = {
        key: {
            *_through(key, rows, kinds.get(key, ""), on_items),
            *(_entry(key, news, "") for news in of_devices.get(key, ())),
        }
        for key, rows in basis.items()
    }
    return {key: sorted(rows, key=lambda row: (row.item, row.role, row.via)) for key, rows in heard.items()}


def _by_item(rows: Sequence[NewsRow], standing: str) -> dict[str, list[NewsRow]]:
    by_item: dict[str, list[NewsRow]] = {}
    for news in rows:
        if news.standing == standing:
            by_item.setdefault(news.item, []).append(news)
    return by_item


def _through(
    key: str, rows: Sequence[BasisRow], kind: str, on_items: Mapping[str, Sequence[NewsRow]]
) -> Iterator[BasisRow]:
    """Yield the news on what a conclusion rests on, but for what it takes as listed or as described."""
    deaf = LISTED_ROLES | _DESCRIBED.get(kind, frozenset())
    for row in rows:
        if row.role not in deaf and not row.role.startswith(CATEGORY_ROLE):
            yield from (_entry(key, news, row.via) for news in on_items.get(row.item, ()))


def _entry(key: str, news: NewsRow, via: str) -> BasisRow:
    return BasisRow(conclusion=key, item=news.news, role=news.role, via=via)
