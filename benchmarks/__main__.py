"""Run the benchmarks: `python -m benchmarks --size 10k --engine embedded --out benchmarks/results/x.json`."""

from __future__ import annotations

import argparse
import json
import os
import platform
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmarks.generator import Row, Shape, rows_of
from benchmarks.references import measured
from benchmarks.report import table
from benchmarks.scenarios import SCENARIOS, Bench, load
from benchmarks.serving import Place, serving

_PACKAGES = ("evitrace", "arcadedb-embedded", "neo4j", "fastapi", "uvicorn", "pydantic")


def main() -> None:
    """Load a graph, run the scenarios, print and keep the figures."""
    asked = _arguments()
    shape = Shape(
        _size(asked.size), asked.per_device, depth=asked.depth, fan_out=asked.fan_out, seed=asked.seed
    )
    rows = rows_of(shape)
    before = os.getloadavg()[0]
    results: dict[str, Any] = {}
    with Place.empty(asked.engine) as place:
        with serving(place) as service:
            results["load"] = load(service.client, rows, asked.part)
            results["load"]["cpu_seconds"] = service.cpu_seconds()
            print("load", json.dumps(results["load"]), flush=True)
            bench = Bench(service, rows, asked.rounds)
            for name in asked.only or SCENARIOS:
                results[name] = SCENARIOS[name](bench)
                print(name, json.dumps(results[name]), flush=True)
        if asked.references:
            results |= measured(asked.engine, place, by_type(rows), asked.rounds)
    record = {
        "at": datetime.now(UTC).isoformat(timespec="seconds"),
        "engine": asked.engine,
        "graph": {
            "items": len(rows),
            "devices": shape.devices,
            "items_a_device": shape.per_device,
            "depth": shape.depth,
            "fan_out": shape.fan_out,
            "seed": shape.seed,
        },
        "machine": machine() | {"load_before": round(before, 2), "load_after": round(os.getloadavg()[0], 2)},
        "versions": versions(),
        "results": results,
    }
    print(table(record))
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(json.dumps(record, indent=1) + "\n")
        asked.out.with_suffix(".md").write_text(table(record))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--size", default="10k", help="items, such as 10k or 100k")
    parser.add_argument("--engine", choices=("embedded", "neo4j"), default="embedded")
    parser.add_argument("--out", type=Path, help="JSON file; a Markdown table is written beside it")
    parser.add_argument("--per-device", type=int, default=2_000, help="items of one device")
    parser.add_argument("--depth", type=int, default=4, help="layers of design items")
    parser.add_argument("--fan-out", type=int, default=3, help="uses of evidence for each claim")
    parser.add_argument("--part", type=int, default=10_000, help="rows in one bulk request")
    parser.add_argument("--rounds", type=int, default=60, help="samples for each kind of item")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--references", action="store_true", help="measure the bare driver beside")
    parser.add_argument("--only", action="append", choices=tuple(SCENARIOS), help="only this scenario")
    return parser.parse_args()


def by_type(rows: Sequence[Row]) -> dict[str, list[str]]:
    """Return the keys of the rows of each type."""
    keys: dict[str, list[str]] = {}
    for row in rows:
        keys.setdefault(row["type"], []).append(row["key"])
    return keys


def _size(text: str) -> int:
    return int(text[:-1]) * 1_000 if text.endswith("k") else int(text)


def machine() -> dict[str, Any]:
    """Describe the machine: processor, cores, memory, system."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "cpu": _cpu(),
        "cores": os.cpu_count(),
        "memory_gib": round(memory, 1),
        "system": platform.system(),
        "python": platform.python_version(),
    }


def _cpu() -> str:
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or "unknown"


def versions() -> dict[str, str]:
    """Return the versions of what is measured."""
    found = {}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    return found


if __name__ == "__main__":
    started = time.monotonic()
    main()
    print(f"{time.monotonic() - started:.0f} s in all")
