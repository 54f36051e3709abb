"""What stands behind the items of a basis: the papers of a review, the needs that a design fulfils.

Whoever rests on a review rests on the papers that it draws on, and on theirs; whoever rests on a design
item looks at the needs that it fulfils. No statement of a basis has to follow them: they are followed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.database.queries import BasisRow, BehindRow, StandsBehind, WalkDependants
from graph.database.store import Tx
from graph.staleness import NEED_ROLE, SOURCE_ROLE

_ROLES: Final[Mapping[str, str]] = {"DRAWS_ON": SOURCE_ROLE, "FULFILS": NEED_ROLE}
"""The role in which an item belongs to a basis that stands behind another one, by the relation."""
_BEGINNING: Final = frozenset({"declared", "evidence", "implementation", "justification", "source"})
"""The roles of items behind which there may be others."""
_TYPES: Final[Mapping[str, str]] = {"Evidence": "DRAWS_ON", "DesignItem": "FULFILS"}


async def behind(tx: Tx, basis: Mapping[str, Sequence[BasisRow]]) -> dict[str, list[BasisRow]]:
    """Return for each conclusion what stands behind what it rests on, through the same use of evidence."""
    steps: dict[str, list[BehindRow]] = {}
    front = {row.item for rows in basis.values() for row in rows if row.role in _BEGINNING}
    while front:
        steps |= {item: [] for item in front}
        for step in await tx.fetch(StandsBehind(keys=sorted(front))):
            steps[step.item].append(step)
        front = {step.behind for item in front for step in steps[item]} - steps.keys()
    if not any(steps.values()):
        return {}
    return {key: sorted(_reached(key, rows, steps), key=_order) for key, rows in basis.items()}


async def before(tx: Tx, changed: Mapping[str, str]) -> dict[str, str]:
    """Return the items, with their types, that any changed item stands behind."""
    standing: dict[str, str] = {}
    for kind, relation in _TYPES.items():
        front = {key for key, of in changed.items() if of == kind}
        known = set(front)
        while front:
            rows = await tx.fetch(WalkDependants(keys=sorted(front), relations=[relation]))
            front = {row.key for row in rows} - known
            known |= front
            standing |= dict.fromkeys(front, kind)
    return standing


def _reached(key: str, rows: Iterable[BasisRow], steps: Mapping[str, Sequence[BehindRow]]) -> set[BasisRow]:
    reached: set[BasisRow] = set()
    wave = [(row.item, row.via) for row in rows if row.role in _BEGINNING]
    while wave:
        item, via = wave.pop()
        for step in steps.get(item, ()):
            entry = BasisRow(conclusion=key, item=step.behind, role=_ROLES[step.relation], via=via)
            if entry not in reached:
                reached.add(entry)
                wave.append((entry.item, via))
    return reached


def _order(row: BasisRow) -> tuple[str, str, str]:
    return row.item, row.role, row.via
