"""What depends on an item (concepts 6.4), and whether a conclusion would rest on itself."""

from __future__ import annotations

from collections.abc import Sequence

from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.records import Row
from api_tests.properties.oracle.vocabulary import NAVIGATION


def circular(o: Conclusions, rows: Sequence[Row]) -> bool:
    """Whether a conclusion among these rows rests on itself, once they are in."""
    said = {r.key: set(r.content.get("also_rests_on", ())) for r in rows if r.type == "Conclusion"}
    expecting = any(said.values())

    def rests_on(key: str) -> set[str]:
        found = {pin.item for pin in o.pins.get(key, ())} | set(o.out(key, "also_rests_on"))
        found |= said.get(key, set())
        if expecting and o.items[key].effective:
            found |= {item for item, _, _ in o.expected(key)}
        return {k for k in found if k in o.items and o.items[k].type == "Conclusion"}

    for start in said:
        seen, wave = set(), rests_on(start)
        while wave:
            if start in wave:
                return True
            seen |= wave
            wave = set().union(*(rests_on(key) for key in wave)) - seen
    return False


def dependants(o: Conclusions, key: str) -> dict[str, int]:
    """Return all that depends on an item, with the distance, against the arrows."""
    against: dict[str, set[str]] = {}
    for owner in o.items:
        for _, relation, target, there in o.references(owner):
            if there and relation not in NAVIGATION:
                against.setdefault(target, set()).add(owner)
    for owner, pins in o.pins.items():
        for pin in pins:
            against.setdefault(pin.item, set()).add(owner)
    distance = {key: 0}
    wave = [key]
    while wave:
        wave = [
            distance.setdefault(owner, distance[near] + 1) and owner
            for near in wave
            for owner in sorted(against.get(near, ()))
            if owner not in distance
        ]
    del distance[key]
    return distance
