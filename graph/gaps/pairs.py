"""What of a rule has to be judged anew after a change: which items, and for which devices.

The ways back stand in `reach`; here they are walked on the graph, those of all rules together, one level of
relationships after the other. Where a way is missing, or leads too far, the rule is judged whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from graph.database.queries import ScopesOf, WalkDependants, WalkDependencies
from graph.database.store import Tx
from graph.dialect.places import SCOPE
from graph.gaps.reach import Each, Reach, Step, Way
from graph.ledger.change_tracker import ChangeSet, ItemChange, fits
from graph.scopes import EVERYWHERE

_FARTHEST: Final = 3_000
"""How many items the ways of a rule may come by, before it is cheaper to judge it whole."""
_IN_SCOPE: Final = "IN_SCOPE"


@dataclass(slots=True)
class Pairs:
    """What of a rule can be answered otherwise: all, or what is said of some items and for some devices."""

    whole: bool = False
    subjects: set[str] = field(default_factory=set)
    devices: set[str] = field(default_factory=set)

    def __bool__(self) -> bool:
        """Whether anything has to be judged anew."""
        return self.whole or bool(self.subjects) or bool(self.devices)


async def affected_pairs(tx: Tx, reaches: Mapping[str, Reach], changed: ChangeSet) -> Mapping[str, Pairs]:
    """Return what each rule has to judge anew after a change, on the graph as it is after it."""
    affected = {rule: Pairs() for rule in reaches}
    walks: dict[tuple[str, Way], set[str]] = {}
    kinds: dict[str, dict[str, ItemChange]] = {}
    for key, item in changed.items.items():
        kinds.setdefault(item.kind, {})[key] = item
    for rule, reach in reaches.items():
        affected[rule].whole = _sees_others(reach, changed)
        for way, key in _starts(reach, changed, kinds):
            if way is None:
                affected[rule].whole = True
            else:
                walks.setdefault((rule, way), set()).add(key)
    await _Walker(tx, affected).walk(walks)
    return affected


def _sees_others(reach: Reach, changed: ChangeSet) -> bool:
    """Whether a rule sees nodes that are no items and that the change made, or the revision."""
    ends = [labels for link in reach.links for labels in (link.start, link.end)]
    labels = [*(node.labels for node in reach.nodes), *ends]
    return any(fits(some, label) for some in labels for label in changed.labels) or any(
        "revision" in node.reads and fits(node.labels, "Head") for node in reach.nodes
    )


def _starts(
    reach: Reach, changed: ChangeSet, kinds: Mapping[str, Mapping[str, ItemChange]]
) -> Iterable[tuple[Way | None, str]]:
    """Return where the ways begin, of all that the change lets a rule see otherwise."""
    for node in reach.nodes:
        for items in (items for kind, items in kinds.items() if fits(node.labels, kind)):
            for key, item in items.items():
                if item.fresh or not node.reads.isdisjoint(item.properties):
                    yield node.way, key
    for link in reach.links:
        for moved in changed.moved:
            typed = link.types is None or moved.relation in link.types
            if typed and fits(link.start, moved.kind) and fits(link.end, moved.end):
                yield link.way, moved.owner if link.from_start else moved.target


@dataclass(slots=True)
class _Walker:
    """Walks the ways of several rules at once, and asks for no relationship twice."""

    tx: Tx
    affected: Mapping[str, Pairs]
    near: dict[tuple[bool, str, str], list[tuple[str, str]]] = field(default_factory=dict)
    scopes: dict[str, list[str]] = field(default_factory=dict)
    passed: dict[tuple[str, Way], set[str]] = field(default_factory=dict)
    length: dict[str, int] = field(default_factory=dict)

    async def walk(self, walks: Mapping[tuple[str, Way], set[str]]) -> None:
        """Walk from where the ways begin to their ends, and note these."""
        while walks:
            steps: dict[tuple[str, Step], set[str]] = {}
            for (rule, way), keys in walks.items():
                self._begin(rule, way, keys, steps)
            await self._read(steps)
            onward: dict[tuple[str, Way], set[str]] = {}
            for (rule, step), keys in steps.items():
                following = self._following(step, keys)
                onward.setdefault((rule, step.then), set()).update(following)
            walks = onward

    def _begin(self, rule: str, way: Way, keys: set[str], steps: dict[tuple[str, Step], set[str]]) -> None:
        affected = self.affected[rule]
        passed = self.passed.setdefault((rule, way), set())
        fresh = keys - passed
        passed |= fresh
        self.length[rule] = self.length.get(rule, 0) + len(fresh)
        if self.length[rule] > _FARTHEST:
            affected.whole = True
        if affected.whole or not fresh:
            return
        if way == "subject":
            affected.subjects |= fresh
        elif way in ("scope", "device"):
            affected.devices |= fresh
            affected.whole |= EVERYWHERE in fresh
        elif isinstance(way, Each):
            for one in way.ways:
                self._begin(rule, one, fresh, steps)
        elif isinstance(way, Step):
            steps.setdefault((rule, way), set()).update(fresh)

    async def _read(self, steps: Mapping[tuple[str, Step], set[str]]) -> None:
        """Read the relationships that the next level needs."""
        relations: dict[tuple[bool, str], set[str]] = {}
        entering: set[str] = set()
        for (_, step), keys in steps.items():
            if step.labels == SCOPE:
                entering |= keys - set(self.scopes)
                continue
            for name in step.types:
                unread = {key for key in keys if (step.outward, name, key) not in self.near}
                relations.setdefault((step.outward, name), set()).update(unread)
        if entering:
            self.scopes |= {key: [] for key in entering}
            for row in await self.tx.fetch(ScopesOf(keys=sorted(entering))):
                self.scopes[row.key].append(row.scope)
        together: dict[tuple[bool, frozenset[str]], list[str]] = {}
        for (outward, name), unread in relations.items():
            together.setdefault((outward, frozenset(unread)), []).append(name)
        for (outward, from_these), names in together.items():
            self.near |= {(outward, name, key): [] for name in names for key in from_these}
            asking = WalkDependencies if outward else WalkDependants
            for step_row in await self.tx.fetch(asking(keys=sorted(from_these), relations=sorted(names))):
                place = (outward, step_row.relation, step_row.item)
                self.near[place].append((step_row.key, step_row.type))

    def _following(self, step: Step, keys: set[str]) -> set[str]:
        if step.labels == SCOPE:
            entered = _IN_SCOPE in step.types and step.outward
            return {scope for key in keys for scope in self.scopes[key]} if entered else set()
        return {
            key
            for relation in step.types
            for near in keys
            for key, kind in self.near.get((step.outward, relation, near), ())
            if fits(step.labels, kind)
        }
