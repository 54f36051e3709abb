"""Which conclusions fall when one data set is lost. Pure.

A conclusion is carried by alternatives: sets of evidence any one of which is enough, whole. It falls when no
alternative is left whole, or when a conclusion that it rests on falls. That is a measure of structure, no
verdict: what remains may still carry it less well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConclusionSupport:
    """One signed conclusion: what carries it, and which conclusions it rests on."""

    alternatives: Sequence[frozenset[str]]
    upstream: Sequence[str]

    def hangs_on(self, evidence: str) -> bool:
        """Whether no alternative would be left whole without this data set."""
        return bool(self.alternatives) and all(evidence in enough for enough in self.alternatives)


def conclusions_lost(conclusions: Mapping[str, ConclusionSupport], evidence: str) -> frozenset[str]:
    """Return the conclusions that fall when a data set is lost; cycle-safe."""
    above: dict[str, list[str]] = {}
    for key, carried in conclusions.items():
        for upstream in carried.upstream:
            above.setdefault(upstream, []).append(key)
    fallen = {key for key, carried in conclusions.items() if carried.hangs_on(evidence)}
    wave = list(fallen)
    while wave:
        for key in above.get(wave.pop(), ()):
            if key not in fallen:
                fallen.add(key)
                wave.append(key)
    return frozenset(fallen)


def single_sources(alternatives: Iterable[frozenset[str]]) -> frozenset[str]:
    """Return the data sets that every alternative needs: losing any of them leaves none whole."""
    sets = list(alternatives)
    return frozenset.intersection(*sets) if sets else frozenset()
