"""No conclusion may rest on itself: circles of support are found and spelled out before they are stored."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from graph.database.queries import ItemsByKeys, WalkDependencies
from graph.database.store import Tx
from graph.errors import CircularSupport
from graph.items.planned import Plan
from graph.status.basis import expected_basis


async def refuse_circles(tx: Tx, plans: Sequence[Plan]) -> None:
    """Raise CircularSupport if one of these conclusions would rest on itself.

    Followed are pins, what a conclusion says it also rests on, and what its kind expects; a draft is held
    to its word as well, so that the circle is refused when it is proposed and not when it is signed.
    """
    start = {plan.key: plan for plan in plans}
    if not start:
        return
    declared = {key: list(plan.proposal.content.get("also_rests_on", ())) for key, plan in start.items()}
    edges = await _edges(tx, declared)
    for key in sorted(start):
        circle = _circle(key, edges)
        if circle:
            steps = " rests on ".join(circle)
            message = (
                f"{key} would rest on itself: {steps}. Remove one of these references; "
                "a conclusion has to be carried by something other than itself."
            )
            raise CircularSupport(message, circle)


async def _edges(tx: Tx, declared: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """Return what each conclusion in reach rests on, conclusions only."""
    edges: dict[str, set[str]] = {}
    wave = sorted(declared)
    expecting = any(declared.values())
    while wave:
        rests_on: dict[str, set[str]] = {key: set(declared.get(key, ())) for key in wave}
        steps = await tx.fetch(WalkDependencies(keys=wave, relations=["RESTS_ON", "ALSO_RESTS_ON"]))
        for step in steps:
            rests_on[step.item].add(step.key)
        if expecting:
            for key, entries in (await expected_basis(tx, wave)).items():
                rests_on[key] |= {entry.item for entry in entries}
        targets = sorted({target for targets in rests_on.values() for target in targets})
        rows = await tx.fetch(ItemsByKeys(keys=targets))
        conclusions = {row.key for row in rows if row.type == "Conclusion"}
        edges.update({key: targets & conclusions for key, targets in rests_on.items()})
        wave = sorted(conclusions - set(edges))
    return {key: sorted(targets) for key, targets in edges.items()}


def _circle(start: str, edges: Mapping[str, Sequence[str]]) -> list[str]:
    """Return the shortest way from a conclusion back to itself, both ends named; [] for none."""
    came_from: dict[str, str] = {}
    wave = [start]
    while wave:
        following: list[str] = []
        for key in wave:
            for target in edges.get(key, ()):
                if target == start:
                    return _traced(start, key, came_from)
                if target not in came_from:
                    came_from[target] = key
                    following.append(target)
        wave = following
    return []


def _traced(start: str, last: str, came_from: Mapping[str, str]) -> list[str]:
    if last == start:
        return [start, start]
    path = [start, last]
    while path[-1] != start:
        path.append(came_from[path[-1]])
    return list(reversed(path))
