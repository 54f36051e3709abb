"""Coverage: what a claim reaches against what its evidence studied, cell by cell. Pure.

A cell is one element, or one extreme variant, under one pillar. It is covered when a counting use studied it,
and only as far as the studied ranges reach: a range that is not stated is not known (MEDDEV 2.7/1 rev 4, A10,
asks for all models, sizes, indications, populations, users and durations).
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

Extent = Literal["covered", "partly", "uncovered"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Part of a range, over all real values; an end that is infinite is never included."""

    low: float
    high: float
    low_included: bool = True
    high_included: bool = True

    def __contains__(self, value: float) -> bool:
        """Whether a value lies in it."""
        above = self.low < value or (self.low == value and self.low_included)
        return above and (value < self.high or (value == self.high and self.high_included))

    def __str__(self) -> str:
        """Write it as mathematicians do: `[18, 22)` is 18 and all below 22."""
        low, high = ("" if math.isinf(end) else f"{end:g}" for end in (self.low, self.high))
        opening, closing = "[" if self.low_included else "(", "]" if self.high_included else ")"
        return f"{opening}{low}, {high}{closing}"


def range_between(low: float | None, high: float | None) -> Interval | None:
    """Return the range between two ends, in whichever order they stand; None where no end is stated."""
    if low is None and high is None:
        return None
    ends = (-math.inf if low is None else low, math.inf if high is None else high)
    first, last = min(ends), max(ends)
    return Interval(first, last, not math.isinf(first), not math.isinf(last))


def uncovered(wanted: Interval, studied: Iterable[tuple[float, float]]) -> tuple[Interval, ...]:
    """Return the parts of a range that none of the studied ranges, ends included, reaches; in order."""
    left: list[Interval] = []
    at, taken = wanted.low, not wanted.low_included
    for low, high in sorted(studied):
        if high < at or low > wanted.high:
            continue
        if low > at:
            left.append(Interval(at, low, not taken, high_included=False))
        at, taken = high, True
    if at < wanted.high or (at == wanted.high and not taken):
        left.append(Interval(at, wanted.high, not taken, wanted.high_included))
    return tuple(left)


@dataclass(frozen=True, slots=True)
class CoverageTarget:
    """What has to be covered: an element, with its range where it has one, or an extreme variant."""

    key: str
    kind: str
    title: str = ""
    range: Interval | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Study:
    """What one counting use studied; the ranges name elements that it studied."""

    use: str
    studied: frozenset[str]
    ranges: tuple[tuple[str, float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """How far one thing is covered: by which uses, and which parts of its range by none."""

    target: CoverageTarget
    covered_by: tuple[str, ...]
    uncovered: tuple[Interval, ...]

    @property
    def extent(self) -> Extent:
        """Whether it is covered whole, partly or not at all."""
        if not self.covered_by:
            return "uncovered"
        return "partly" if self.uncovered else "covered"


def cover(reach: CoverageTarget, studies: Sequence[Study]) -> CoverageCell:
    """Lay one thing beside the studies of its pillar."""
    by = [study for study in studies if reach.key in study.studied]
    left: tuple[Interval, ...] = ()
    if reach.range is not None:
        stated = [(low, high) for study in by for key, low, high in study.ranges if key == reach.key]
        left = uncovered(reach.range, stated)
    return CoverageCell(reach, tuple(sorted(study.use for study in by)), left)
