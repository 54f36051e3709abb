"""Walks over the graph, level by level: a path to everything reached, a budget, and honesty about both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.database.head import revision_of
from graph.database.messages import batches
from graph.database.queries import (
    DependenciesOf,
    ItemsByKeys,
    NeighbourRow,
    NotFollowed,
    StepRow,
    WalkDependants,
    WalkDependencies,
)
from graph.database.store import Store, Tx
from graph.items import must_find
from graph.vocabulary import RELATIONS, RESTS_ON

DEPENDENCY_RELATIONS: Final = (
    *sorted(name for name, relation in RELATIONS.items() if relation.dependency),
    RESTS_ON,
)
NAVIGATION_RELATIONS: Final = tuple(
    sorted(name for name, relation in RELATIONS.items() if not relation.dependency)
)


@dataclass(frozen=True, slots=True)
class Hop:
    """One step of a path, along the arrow: `dependant` holds `relation` to `dependency`."""

    dependant: str
    relation: str
    dependency: str


@dataclass(frozen=True, slots=True)
class ReachedItem:
    """An item that a walk reached, how far away it is, and one shortest path to it."""

    key: str
    type: str
    distance: int
    path: tuple[Hop, ...]
    state: str = "in_force"


@dataclass(frozen=True, slots=True)
class Impact:
    """All that depends on an item. `complete` is false when the budget ended the walk."""

    key: str
    reached: tuple[ReachedItem, ...]
    touched: tuple[NeighbourRow, ...]
    not_followed: tuple[tuple[str, int], ...]
    complete: bool
    revision: int


async def read_impact(store: Store, key: str, budget: int, *, navigation: bool = False) -> Impact:
    """Return everything that depends on an item, to any depth, against the arrows.

    Navigation links are followed only when asked; what they would lead to is counted. What the reached
    links of evidence bear on is listed as `touched`: it does not depend on the item, but stands on it.
    """

    async def work(tx: Tx) -> Impact:
        await must_find(tx, key)
        relations = DEPENDENCY_RELATIONS + (NAVIGATION_RELATIONS if navigation else ())
        reached, complete = await dependants(tx, [key], relations, budget)
        uses = [entry.key for entry in reached if entry.type == "EvidenceUse"]
        known = {key, *(entry.key for entry in reached)}
        touched = [
            row
            for row in await tx.fetch(DependenciesOf(keys=uses))
            if row.relation == "BEARS_ON" and row.key not in known
        ]
        skipped = [] if navigation else await tx.fetch(
            NotFollowed(keys=sorted(known), relations=NAVIGATION_RELATIONS)
        )  # fmt: skip
        keys = [entry.key for entry in reached]
        states = {
            row.key: row.state for part in batches(keys) for row in await tx.fetch(ItemsByKeys(keys=part))
        }
        reached = [replace(entry, state=states[entry.key]) for entry in reached]
        revision = await revision_of(tx)
        counts = tuple((row.relation, row.count) for row in skipped)
        return Impact(key, tuple(reached), tuple(touched), counts, complete, revision)

    return await store.read(work)


async def _with_states(tx: Tx, reached: Sequence[ReachedItem]) -> list[ReachedItem]:
    states: dict[str, str] = {}
    for part in batches([entry.key for entry in reached]):
        states |= {row.key: row.state for row in await tx.fetch(ItemsByKeys(keys=part))}
    return [replace(entry, state=states[entry.key]) for entry in reached]


async def dependants(
    tx: Tx, start: Sequence[str], relations: Sequence[str], budget: int
) -> tuple[list[ReachedItem], bool]:
    """Walk against the arrows; gives what was reached, nearest first, and whether that is all."""
    paths: dict[str, tuple[Hop, ...]] = dict.fromkeys(start, ())
    reached: list[ReachedItem] = []
    wave = list(start)
    while wave:
        steps = await tx.fetch(WalkDependants(keys=wave, relations=relations))
        wave = []
        for step in steps:
            if step.key in paths:
                continue
            if len(reached) >= budget:
                return reached, False
            paths[step.key] = (*paths[step.item], Hop(step.key, step.relation, step.item))
            reached.append(_reached(step, paths[step.key]))
            wave.append(step.key)
    return reached, True


def _reached(step: StepRow, path: tuple[Hop, ...]) -> ReachedItem:
    return ReachedItem(step.key, step.type, len(path), path)


async def path_between(tx: Tx, start: str, ends: Sequence[str], within: Sequence[str]) -> tuple[Hop, ...]:
    """Return a shortest path of references from an item to any end, arrows either way, inside some items."""
    allowed, targets = set(within) | set(ends), set(ends)
    paths: dict[str, tuple[Hop, ...]] = {start: ()}
    wave = [start]
    while wave and start not in targets:
        steps: list[tuple[str, str, Hop]] = []
        for step in await tx.fetch(WalkDependencies(keys=wave, relations=DEPENDENCY_RELATIONS[:-1])):
            steps.append((step.item, step.key, Hop(step.item, step.relation, step.key)))
        for step in await tx.fetch(WalkDependants(keys=wave, relations=DEPENDENCY_RELATIONS[:-1])):
            steps.append((step.item, step.key, Hop(step.key, step.relation, step.item)))
        wave = []
        for near, far, hop in steps:
            if far in paths or far not in allowed:
                continue
            paths[far] = (*paths[near], hop)
            if far in targets:
                return paths[far]
            wave.append(far)
    return ()
