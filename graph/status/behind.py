"""What stands behind the items of a basis: papers of a review, needs that a design fulfils, equivalence.

Whoever rests on a review rests on the papers that it draws on, and on theirs; whoever rests on a design
item looks at the needs that it fulfils; whoever uses data of another device rests on its equivalence. No
statement of a basis has to follow them: they are followed here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.database.queries import BasisRow, BehindRow, StandsBehind, UsesCompared, WalkDependants
from graph.database.store import Tx
from graph.vocabulary.kinds import KINDS, ConclusionKind

_BEGINNING: Final = frozenset({"declared", "evidence", "implementation", "justification", "source", "use"})
"""The roles of items behind which there may be others."""
_TYPES: Final[Mapping[str, str]] = {"Evidence": "DRAWS_ON", "DesignItem": "FULFILS"}
_COMPARED: Final = frozenset({"CharacteristicComparison", "ComparatorDevice", "Conclusion"})
"""The types of what stands behind the use of data of another device."""
_EQUAL: Final = frozenset({"comparator", "comparison", "equivalence"})
"""The roles in which they do."""
_FIRST: Final = min(kind.rank for kind in KINDS.values())


async def behind(
    tx: Tx, basis: Mapping[str, Sequence[BasisRow]], kinds: Mapping[str, str]
) -> dict[str, list[BasisRow]]:
    """Return for each conclusion what stands behind what it rests on, through the same use of evidence.

    A first step takes no equivalence, which is one itself.
    """
    steps: dict[str, list[BehindRow]] = {}
    front = {row.item for rows in basis.values() for row in rows if row.role in _BEGINNING}
    while front:
        steps |= {item: [] for item in front}
        for step in await tx.fetch(StandsBehind(keys=sorted(front))):
            steps[step.item].append(step)
        front = {step.behind for item in front for step in steps[item]} - steps.keys()
    if not any(steps.values()):
        return {}
    first = {key for key, kind in kinds.items() if KINDS[ConclusionKind(kind)].rank == _FIRST}
    return {
        key: sorted(_reached(key, rows, steps, _EQUAL if key in first else frozenset()), key=_order)
        for key, rows in basis.items()
    }


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
    compared = sorted(key for key, of in changed.items() if of in _COMPARED)
    if compared:
        uses = await tx.fetch(UsesCompared(keys=compared))
        standing |= {row.key: "EvidenceUse" for row in uses}
    return standing


def _reached(
    key: str, rows: Iterable[BasisRow], steps: Mapping[str, Sequence[BehindRow]], without: frozenset[str]
) -> set[BasisRow]:
    reached: set[BasisRow] = set()
    wave = [(row.item, row.via) for row in rows if row.role in _BEGINNING]
    while wave:
        item, via = wave.pop()
        for step in steps.get(item, ()):
            through = item if step.role in _EQUAL else via
            entry = BasisRow(conclusion=key, item=step.behind, role=step.role, via=through)
            if step.role not in without and entry not in reached:
                reached.add(entry)
                wave.append((entry.item, through))
    return reached


def _order(row: BasisRow) -> tuple[str, str, str]:
    return row.item, row.role, row.via
