"""What is timed: each scenario drives the service over HTTP and gives its figures."""

from __future__ import annotations

import itertools
import json
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import httpx

from benchmarks.generator import Row
from benchmarks.serving import Service

Record = dict[str, Any]
NDJSON = {"content-type": "application/x-ndjson"}
REVISED = (("Evidence", "n"), ("Claim", "statement"), ("IntendedUseElement", "value"))
IMPACTED = ("Evidence", "Claim", "IntendedUseElement", "Hazard", "DesignItem")
_TICK = itertools.count(1)


@dataclass(slots=True)
class Bench:
    """A service with a loaded graph, and dice to pick from it."""

    service: Service
    rows: Sequence[Row]
    rounds: int
    dice: random.Random = field(default_factory=lambda: random.Random(7))

    @property
    def client(self) -> httpx.Client:
        """The client of the service as it runs now."""
        return self.service.client

    def keys(self, item_type: str, count: int) -> list[str]:
        """Pick items of a type, the same ones in every run."""
        known = [row["key"] for row in self.rows if row["type"] == item_type]
        return [self.dice.choice(known) for _ in range(count)]


def load(client: httpx.Client, rows: Sequence[Row], part: int) -> Record:
    """Load all rows in parts over REST; the bodies are made before the clock runs."""
    bodies = [
        "\n".join(json.dumps(row) for row in rows[start : start + part]).encode()
        for start in range(0, len(rows), part)
    ]
    seconds = []
    for body in bodies:
        begin = time.perf_counter()
        _ok(client.post("/v1/bulk", content=body, headers=NDJSON))
        seconds.append(time.perf_counter() - begin)
    total = sum(seconds)
    return {
        "items": len(rows),
        "rows_a_request": part,
        "seconds": round(total, 2),
        "items_a_second": round(len(rows) / total),
        "slowest_request_s": round(max(seconds), 2),
    }


def point_read(bench: Bench) -> Record:
    """Read items by key."""
    kinds = ("Claim", "Evidence", "RiskControl", "DesignItem")
    keys = [key for kind in kinds for key in bench.keys(kind, bench.rounds)]
    return timed([_getter(bench, f"/v1/items/{key}") for key in keys])


def revise_and_settle(bench: Bench) -> Record:
    """Bring a changed version into force: the answer comes when all that rests on it is settled."""
    found: Record = {}
    everything: list[float] = []
    for item_type, name in REVISED:
        samples, effects = [], 0
        for key in bench.keys(item_type, bench.rounds):
            seconds, moved = _revise(bench, key, name)
            samples.append(seconds)
            effects += moved
        everything += samples
        found[item_type] = {**figures(samples), "effects_a_write": round(effects / len(samples), 1)}
    return {**figures(everything), "by_type": found}


def _revise(bench: Bench, key: str, name: str) -> tuple[float, int]:
    read = _ok(bench.client.get(f"/v1/items/{key}"))
    shown = read.json()
    tick = next(_TICK)
    value = 5_000 + tick if name == "n" else f"{shown['content'].get(name, '')} ({tick})"
    body = {**shown["content"], "type": shown["type"], name: value, "approve": True}
    begin = time.perf_counter()
    answer = bench.client.put(f"/v1/items/{key}", json=body, headers={"If-Match": read.headers["ETag"]})
    seconds = time.perf_counter() - begin
    _ok(answer)
    entries = _ok(bench.client.get("/v1/audit", params={"item": key, "limit": 1000})).json()["items"]
    return seconds, len(entries[-1]["effects"])


def impact(bench: Bench) -> Record:
    """Ask what depends on an item, to any depth."""
    found: Record = {}
    everything: list[float] = []
    for item_type in IMPACTED:
        samples, reached = [], 0
        for key in bench.keys(item_type, bench.rounds):
            begin = time.perf_counter()
            answer = bench.client.get(f"/v1/items/{key}/impact")
            samples.append(time.perf_counter() - begin)
            reached += _ok(answer).json()["counts"]["total"]
        everything += samples
        found[item_type] = {**figures(samples), "reached": round(reached / len(samples), 1)}
    return {**figures(everything), "by_type": found}


def preview(bench: Bench) -> Record:
    """Ask what a revision of one claim would do, gaps before and after included."""
    calls = []
    for key in bench.keys("Claim", 3):
        change = {"op": "revise", "key": key, "fields": {"statement": "Another statement"}}
        body = {"changes": [change]}
        calls.append(lambda body=body: _ok(bench.client.post("/v1/impact-previews", json=body)))
    return timed(calls)


def gaps_of_device(bench: Bench) -> Record:
    """Ask all rules for one device; a write before each call keeps remembered answers out."""
    samples: list[float] = []
    warm: list[float] = []
    for key in bench.keys("Device", 6):
        _revise(bench, bench.keys("Harm", 1)[0], "description")
        for found in (samples, warm):
            begin = time.perf_counter()
            _ok(bench.client.get("/v1/gaps", params={"device": key}))
            found.append(time.perf_counter() - begin)
    return {**figures(samples), "asked_again": figures(warm)}


def gaps_after_write(bench: Bench) -> Record:
    """Ask all rules for a device that was asked for before, directly after a revision, by kind."""
    device = bench.keys("Device", 1)[0]

    def asked() -> float:
        begin = time.perf_counter()
        _ok(bench.client.get("/v1/gaps", params={"device": device}))
        return time.perf_counter() - begin

    asked()
    found: dict[str, list[float]] = {}
    for kind, name in REVISED:
        for key in bench.keys(kind, 8):
            _revise(bench, key, name)
            found.setdefault(kind, []).append(asked())
    every = [sample for samples in found.values() for sample in samples]
    return {**figures(every), "by_kind": {kind: figures(samples) for kind, samples in found.items()}}


def gaps_of_all(bench: Bench) -> Record:
    """Ask for the first page of the gaps of all devices and their counts, directly after a revision."""

    def asked() -> float:
        begin = time.perf_counter()
        _ok(bench.client.get("/v1/gaps", params={"limit": 100}))
        return time.perf_counter() - begin

    first = asked()
    samples = []
    for kind, name in REVISED:
        for key in bench.keys(kind, 4):
            _revise(bench, key, name)
            samples.append(asked())
    return {**figures(samples), "first_ms": _ms(first)}


def after_a_start(bench: Bench) -> Record:
    """Start the service anew, and ask for the gaps of a device: as they were stored, and after a revision."""
    device = bench.keys("Device", 1)[0]
    samples: list[float] = []
    revised: list[float] = []
    for _ in range(3):
        _revise(bench, bench.keys("Evidence", 1)[0], "n")
        _ok(bench.client.get("/v1/gaps", params={"device": device}))
        time.sleep(3)  # what was found is stored when nothing is written for half a second
        for found, write in ((samples, False), (revised, True)):
            if write:
                _revise(bench, bench.keys("Evidence", 1)[0], "n")
            bench.service.stop()
            bench.service.start()
            begin = time.perf_counter()
            _ok(bench.client.get("/v1/gaps", params={"device": device}))
            found.append(time.perf_counter() - begin)
    return {**figures(samples), "after_a_revision": figures(revised)}


def gaps_by_rule(bench: Bench) -> Record:
    """Ask each rule by itself for one device."""
    rules = [rule["id"] for rule in _ok(bench.client.get("/v1/rules")).json()["items"]]
    found = {}
    for rule in rules:
        samples = []
        for key in bench.keys("Device", 3):
            begin = time.perf_counter()
            _ok(bench.client.get("/v1/gaps", params={"device": key, "rule": rule}))
            samples.append(time.perf_counter() - begin)
        found[rule] = _ms(sorted(samples)[len(samples) // 2])
    slowest = dict(sorted(found.items(), key=lambda entry: -entry[1]))
    return {"median_ms_by_rule": slowest, "slowest_ms": next(iter(slowest.values()))}


SCENARIOS: dict[str, Callable[[Bench], Record]] = {
    "point_read": point_read,
    "impact": impact,
    "gaps_of_device": gaps_of_device,
    "gaps_after_write": gaps_after_write,
    "gaps_of_all": gaps_of_all,
    "gaps_by_rule": gaps_by_rule,
    "revise_and_settle": revise_and_settle,
    "preview": preview,
    "after_a_start": after_a_start,
}


def timed(calls: Sequence[Callable[[], object]]) -> Record:
    """Time calls one after the other."""
    samples = []
    for call in calls:
        begin = time.perf_counter()
        call()
        samples.append(time.perf_counter() - begin)
    return figures(samples)


def _getter(bench: Bench, path: str) -> Callable[[], object]:
    return lambda: _ok(bench.client.get(path))


def figures(samples: Sequence[float]) -> Record:
    """Return the count, median, p95 and greatest of samples in seconds, as milliseconds."""
    ranked = sorted(samples)
    return {
        "count": len(ranked),
        "median_ms": _ms(ranked[len(ranked) // 2]),
        "p95_ms": _ms(ranked[min(len(ranked) - 1, int(len(ranked) * 0.95))]),
        "max_ms": _ms(ranked[-1]),
    }


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 2)


def _ok(answer: httpx.Response) -> httpx.Response:
    if answer.status_code >= 400:
        raise RuntimeError(f"{answer.request.method} {answer.request.url}: {answer.text[:2000]}")
    return answer
