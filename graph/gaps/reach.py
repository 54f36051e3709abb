"""Which items and devices a change bears on, as a rule sees it: derived from the rule's text alone.

For each place of a rule's patterns, and for each relationship, the text says how to walk back to the item
that is judged, or to the device for which it is. What leads to neither has no way: then the rule is asked
whole. Nothing here asks a database; `pairs` walks.

Every way is a shortest one, of places and of contexts that only go outwards (or into the branches of a CALL
from which a row comes). So no walk needs a relationship that is gone: of those that a lost match had, the one
nearest to the end starts from its near side, and what lies behind it still stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from graph.dialect import Labels
from graph.dialect.places import DEVICE, SCOPE, Edge, Places, Tie, places_of
from graph.vocabulary import ITEM_TYPES

_ENTITIES: Final = frozenset({"Item", *ITEM_TYPES})
End = Literal["subject", "scope", "device"]
"""Where a way ends: at what is judged, at a scope, or at the device itself."""


@dataclass(frozen=True, slots=True)
class Step:
    """Along relationships of some types, outwards or against them, to nodes of some labels, and on."""

    types: frozenset[str]
    outward: bool
    labels: Labels
    then: Way


@dataclass(frozen=True, slots=True)
class Each:
    """All of these ways: a row comes from one of several places, and nobody can tell which."""

    ways: tuple[Way, ...]


Way = End | Step | Each


@dataclass(frozen=True, slots=True)
class NodeReach:
    """A place: what of a node is seen there, and the way from it; None for no way."""

    labels: Labels
    reads: frozenset[str]
    way: Way | None


@dataclass(frozen=True, slots=True)
class LinkReach:
    """A relationship, and the way from its start or from its end; None for no way."""

    start: Labels
    types: Labels
    end: Labels
    from_start: bool
    way: Way | None


@dataclass(frozen=True, slots=True)
class Reach:
    """What a rule sees, with the ways back.

    `by_subject` says that it can be asked for some items alone, `by_device` that it can for some devices.
    """

    by_subject: bool
    by_device: bool
    nodes: tuple[NodeReach, ...]
    links: tuple[LinkReach, ...]


_derived: dict[str, Reach | None] = {}


def is_derived(text: str) -> bool:
    """Whether the reach of a text is known already: to derive it takes some hundredths of a second."""
    return text in _derived


def reach_of(text: str) -> Reach | None:
    """Return the reach of a rule by the text that asks it for some items; None when it is judged whole."""
    if text not in _derived:
        _derived[text] = _derive(text)
    return _derived[text]


def _derive(text: str) -> Reach | None:
    places = places_of(text, _ENTITIES)
    if places is None:
        return None
    ways = _Ways(places)
    if not ways.by_subject and not ways.devices:
        return None
    nodes = [
        NodeReach(place.labels, frozenset(place.reads), ways.way((i, place.within)))
        for i, place in enumerate(places.places)
        if place.labels != SCOPE
    ]
    links = []
    for edge in places.edges:
        ends = [(edge.start, edge.within), (edge.end, edge.within)]
        costs = [ways.cost(end) for end in ends]
        from_start = costs[0] <= costs[1]
        start, end = (places.places[place].labels for place in (edge.start, edge.end))
        links.append(LinkReach(start, edge.types, end, from_start, ways.way(ends[not from_start])))
    return Reach(ways.by_subject, bool(ways.devices), tuple(nodes), tuple(links))


def lost_of(reach: Reach) -> list[str]:
    """Return in words from what no way leads back: where it changes, the rule is judged whole."""
    nodes = {
        f"{_spelled(node.labels)}.{name}" for node in reach.nodes if node.way is None for name in node.reads
    }
    links = {
        f"{_spelled(link.start)} {_spelled(link.types)} {_spelled(link.end)}"
        for link in reach.links
        if link.way is None
    }
    return [*sorted(nodes), *sorted(links)]


def _spelled(labels: Labels) -> str:
    return "|".join(sorted(labels)) if labels else "any"


_State = tuple[int, int]
_Cost = tuple[int, int]
_Hop = tuple[frozenset[str], bool, Labels]
_NEVER: Final[_Cost] = (9, 0)
_RANK: Final[Mapping[End, int]] = {"subject": 0, "scope": 1, "device": 1}


class _Ways:
    """The shortest ways of one rule: a way to the item that is judged comes before one to its device."""

    def __init__(self, places: Places) -> None:
        """Find out what the rule can be asked for, and the cost of every way."""
        self.places = places
        self.same = _same_as_anchors(places)
        self.by_subject = _judges_by_itself(places, self.same)
        self.devices = _device_places(places)
        self._costs: dict[_State, _Cost] = {}
        self._around = [frozenset(places.around(context)) for context in range(len(places.contexts))]
        self._edges: dict[int, list[Edge]] = {}
        self._ties: dict[int, list[Tie]] = {}
        for edge in places.edges:
            for place in {edge.start, edge.end}:
                self._edges.setdefault(place, []).append(edge)
        for tie in places.ties:
            for place in tie.one | tie.other:
                self._ties.setdefault(place, []).append(tie)
        self._onward: dict[_State, list[tuple[_Hop | None, tuple[_State, ...]]]] = {}

    def cost(self, state: _State) -> _Cost:
        """Return what the shortest way costs: the kind of its end, and its length."""
        if state not in self._costs:
            self._settle(state)
        return self._costs[state]

    def way(self, state: _State) -> Way | None:
        """Return the shortest way from a place in a context."""
        cost = self.cost(state)
        if cost == _NEVER:
            return None
        end = self._end(state)
        if end is not None:
            return end
        hop, following = next(on for on in self._on(state) if self._cost_of(on[1]) == cost)
        ways = [way for one in following if (way := self.way(one)) is not None]
        if hop is not None:
            return Step(*hop, ways[0])
        return ways[0] if len(ways) == 1 else Each(tuple(ways))

    def _cost_of(self, following: tuple[_State, ...]) -> _Cost:
        """Return what it costs to go on to some states, all of which have to be walked from."""
        rank, length = max(self.cost(state) for state in following)
        return _NEVER if (rank, length) == _NEVER else (rank, length + 1)

    def _on(self, state: _State) -> list[tuple[_Hop | None, tuple[_State, ...]]]:
        """Return how to go on from a state: along a relationship, or to what is the same node."""
        if state not in self._onward:
            self._onward[state] = [*self._steps(state), *self._alternatives(state)]
        return self._onward[state]

    def _settle(self, first: _State) -> None:
        """Find the costs of all states that can be come to from one."""
        states, wave = {first}, [first]
        while wave:
            near = [state for state in wave if self._end(state) is None]
            following = {one for state in near for _, some in self._on(state) for one in some}
            wave = sorted(following - states)
            states |= following
        self._costs |= {state: _NEVER for state in states if state not in self._costs}
        self._costs |= {state: (_RANK[end], 0) for state in states if (end := self._end(state)) is not None}
        open_states = sorted(state for state in states if self._end(state) is None)
        while self._shorten(open_states):
            pass

    def _shorten(self, states: list[_State]) -> bool:
        changed = False
        for state in states:
            best = min((self._cost_of(following) for _, following in self._on(state)), default=_NEVER)
            if best < self._costs[state]:
                self._costs[state], changed = best, True
        return changed

    def _end(self, state: _State) -> End | None:
        place, context = state
        if self.by_subject and place in self.places.anchors:
            return "subject"
        labels = self.places.places[place].labels
        bound = place in self.devices or any(
            tie.device and place in tie.one and self._holds(tie, place, context) and self._bounds(tie)
            for tie in self._ties.get(place, ())
        )
        if not bound or not self.devices or labels not in (SCOPE, DEVICE):
            return None
        return "scope" if labels == SCOPE else "device"

    def _bounds(self, tie: Tie) -> bool:
        """Whether a tie is to the device of the row, or to the scope of everywhere."""
        return tie.other <= self.devices

    def _holds(self, tie: Tie, place: int, context: int) -> bool:
        return tie.within in self._around[context] and (tie.born is None or place in tie.born)

    def _steps(self, state: _State) -> Iterator[tuple[_Hop, tuple[_State, ...]]]:
        place, context = state
        if self.places.places[place].labels == SCOPE:
            return
        for edge in self._edges.get(place, ()):
            tied = edge.born is None or place in edge.born
            if edge.types is not None and edge.within in self._around[context] and tied:
                outward = place == edge.start
                other = edge.end if outward else edge.start
                yield (edge.types, outward, self.places.places[other].labels), ((other, edge.within),)

    def _alternatives(self, state: _State) -> Iterator[tuple[None, tuple[_State, ...]]]:
        place, context = state
        for tie in self._ties.get(place, ()):
            if tie.device or not self._holds(tie, place, context):
                continue
            for mine, others in ((tie.one, tie.other), (tie.other, tie.one)):
                if place in mine:
                    yield (
                        None,
                        tuple((other, self._context_of(other, tie.within)) for other in sorted(others)),
                    )

    def _context_of(self, place: int, within: int) -> int:
        """Return the context in which a walk goes on: that of the tie, or of the branch a row comes from."""
        own = self.places.places[place].within
        return within if own in self._around[within] else own


def _same_as_anchors(places: Places) -> frozenset[int]:
    """Return the places that are the item which is judged, each in its row."""
    same = set(places.anchors)
    while True:
        more = {
            place
            for tie in places.ties
            if not tie.device
            for mine, others in ((tie.one, tie.other), (tie.other, tie.one))
            if others and others <= same and len(mine) == 1
            for place in mine - same
            if tie.within in places.around(places.places[place].within)
            and (tie.born is None or place in tie.born)
        }
        if not more:
            return frozenset(same)
        same |= more


def _judges_by_itself(places: Places, same: frozenset[int]) -> bool:
    """Whether each row is of one item, which it names as its subject, whatever other items there are."""
    subject = places.columns.get("subject")
    if subject is None or subject.kind != "key" or not subject.at or not subject.at <= same:
        return False
    contexts = [places.places[anchor].within for anchor in sorted(places.anchors)]
    if not _one_in_a_row(places, contexts):
        return False
    for gathering in places.gatherings:
        outside = set(places.around(gathering.within)) - {gathering.within}
        live = {place for place in gathering.before & same if places.places[place].within not in outside}
        if live and not gathering.kept & same:
            return False
    return True


def _device_places(places: Places) -> frozenset[int]:
    """Return the places from which the device of a row is read; none when it cannot be told."""
    device = places.columns.get("device")
    if device is None or not device.at or any(at >= len(places.places) for at in device.at):
        return frozenset()
    if device.kind != "device" and not (device.kind == "key" and device.labels == DEVICE):
        return frozenset()
    contexts = [places.sources[at] if at < 0 else places.places[at].within for at in sorted(device.at)]
    return device.at if _one_in_a_row(places, contexts) else frozenset()


def _one_in_a_row(places: Places, contexts: list[int]) -> bool:
    return all(places.exclusive(one, other) for i, one in enumerate(contexts) for other in contexts[i + 1 :])
