"""Conclusions that are not settled, and references that wait for an item."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.gaps.asked import Hit, View, conclusions_judged, judged
from api_tests.properties.oracle.staleness import Statuses


def stale(o: Statuses, view: View, today: str) -> Iterator[Hit]:
    """Conclusions that are stale (CON-01)."""
    standings = o.standings(today)
    for key in conclusions_judged(o, view):
        if standings[key].status == "stale":
            yield key, "", "major" if standings[key].demand == "must_confirm" else "blocker", []


def suspect(o: Statuses, view: View, today: str) -> Iterator[Hit]:
    """Conclusions that are suspect, by what they rest on (CON-02)."""
    standings = o.standings(today)
    for key in conclusions_judged(o, view):
        if standings[key].status == "suspect":
            above = [u for u in o.upstream(key) if standings[u].status in ("stale", "suspect")]
            yield key, "", "major", above


def waiting(o: Statuses, view: View, _today: str) -> Iterator[Hit]:
    """References to what is not there, or is of another type (REF-01)."""
    for key in judged(o, (k for k in o.items if o.live(k)), view):
        for _, relation, target, there in o.references(key):
            if not there:
                yield key, f"{relation} {target}", "major", [target]
