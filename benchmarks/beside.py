"""Latency of single reads and writes beside long work: `python -m benchmarks.beside --engine embedded`.

Each kind of long work runs in a loop while one client reads items and another revises one, each as fast as it
is answered. Alone stands first, for comparison.
"""

from __future__ import annotations

import argparse
import itertools
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import httpx

from benchmarks.generator import Shape, rows_of
from benchmarks.scenarios import load
from benchmarks.serving import running

NDJSON = {"Content-Type": "application/x-ndjson"}
_NUMBER = itertools.count(1)
Call = Callable[[httpx.Client], httpx.Response]


def main() -> None:
    """Load a graph, and measure beside nothing, a load, previews, answers as of then, and reports."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.beside", description=__doc__)
    parser.add_argument("--engine", choices=("embedded", "neo4j"), default="embedded")
    parser.add_argument("--size", type=int, default=10_000, help="items that are there before")
    parser.add_argument("--rows", type=int, default=20_000, help="rows of the long load")
    parser.add_argument("--seconds", type=float, default=20.0, help="time for each kind of long work")
    parser.add_argument("--only", action="append", help="only beside this")
    asked = parser.parse_args()
    rows = rows_of(Shape(asked.size))
    keys = [row["key"] for row in rows if row["type"] == "Claim"]
    with running(asked.engine) as service:
        load(service.client, rows, 5_000)
        url = str(service.client.base_url)
        for name, call in _long_work(keys, asked.rows).items():
            if name in (asked.only or [name]):
                _measure(url, name, call, keys, asked.seconds)


def _long_work(keys: list[str], rows: int) -> dict[str, Call | None]:
    def long_load(client: httpx.Client) -> httpx.Response:
        number = next(_NUMBER)
        hazards = (
            json.dumps({"type": "Hazard", "key": f"HAZ-{number}-{each}", "approve": True})
            for each in range(rows)
        )
        return client.post("/v1/bulk", content="\n".join(hazards).encode(), headers=NDJSON)

    def preview(client: httpx.Client) -> httpx.Response:
        change = {"op": "revise", "key": keys[0], "fields": {"statement": f"Another {next(_NUMBER)}"}}
        return client.post("/v1/impact-previews", json={"changes": [change]})

    def as_of(client: httpx.Client) -> httpx.Response:
        return client.get("/v1/gaps", params={"as_of": "1"})

    def report(client: httpx.Client) -> httpx.Response:
        return client.get("/v1/gaps")

    return {"nothing": None, "load": long_load, "previews": preview, "as_of": as_of, "reports": report}


def _measure(url: str, name: str, call: Call | None, keys: list[str], seconds: float) -> None:
    """Print how long single reads and writes took beside one kind of long work."""
    ended = threading.Event()
    long = _Loop(url, call) if call else None
    reads, writes = _Loop(url, _reading(keys)), _Loop(url, _writing())
    loops = [each for each in (long, reads, writes) if each]
    with _turning(loops, ended):
        time.sleep(seconds)
    for kind, loop in (("read", reads), ("write", writes), (name, long)):
        if loop:
            print(
                f"beside {name}: {kind}: {loop.figures()}, load average {os.getloadavg()[0]:.1f}", flush=True
            )


@contextmanager
def _turning(loops: list[_Loop], ended: threading.Event) -> Iterator[None]:
    threads = [threading.Thread(target=loop.turn, args=(ended,)) for loop in loops]
    for thread in threads:
        thread.start()
    yield
    ended.set()
    for thread in threads:
        thread.join()


class _Loop:
    """One client that asks the same again and again, and how long each answer took."""

    def __init__(self, url: str, call: Call) -> None:
        self._url, self._call = url, call
        self._samples: list[float] = []
        self._refused: dict[int, int] = {}

    def turn(self, ended: threading.Event) -> None:
        """Ask until it is over."""
        with httpx.Client(base_url=self._url, timeout=600, trust_env=False) as client:
            while not ended.is_set():
                begin = time.perf_counter()
                answer = self._call(client)
                self._samples.append(time.perf_counter() - begin)
                if answer.is_error:
                    self._refused[answer.status_code] = self._refused.get(answer.status_code, 0) + 1

    def figures(self) -> str:
        """Return the figures in milliseconds."""
        ranked = sorted(self._samples) or [0.0]
        median, p99 = (1000 * ranked[int((len(ranked) - 1) * share)] for share in (0.5, 0.99))
        refused = f", refused {self._refused}" if self._refused else ""
        times = f"median {median:.0f}, p99 {p99:.0f}, max {1000 * ranked[-1]:.0f} ms"
        return f"{len(ranked)} times, {times}{refused}"


def _reading(keys: list[str]) -> Call:
    turns = itertools.cycle(keys)
    return lambda client: client.get(f"/v1/items/{next(turns)}")


def _writing() -> Call:
    def write(client: httpx.Client) -> httpx.Response:
        body = {"type": "Hazard", "key": "HAZ-BESIDE", "approve": True, "description": f"{next(_NUMBER)}"}
        return client.post("/v1/bulk", json=[body])

    return write


if __name__ == "__main__":
    main()
