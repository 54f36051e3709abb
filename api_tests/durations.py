"""How long the tests take, as measured: the long ones are left out by `make test-quick` and else come first.

`EVITRACE_WRITE_DURATIONS=1 make test` measures anew. What a test takes is the mean of its cases, on the
embedded database.
"""

import json
import os
from collections import defaultdict
from pathlib import Path

import pytest

MEASURED = Path(__file__).with_name("durations.json")
LONG = 1.0
"""Seconds from which a test is left out by `make test-quick`, and is in the table."""
SECONDS = json.loads(MEASURED.read_text(encoding="utf-8"))


def name_of(nodeid: str) -> str:
    """Return the test of a case."""
    return nodeid.partition("[")[0].partition("@")[0].removeprefix("api_tests/")


def seconds(item: pytest.Item) -> float:
    """Return what a case of this test was found to take; nothing where it was not worth noting."""
    return SECONDS.get(name_of(item.nodeid), 0.0)


class Stopwatch:
    """Measures the tests that are run, and writes what was found into the table."""

    def __init__(self) -> None:
        """Begin with nothing measured."""
        self._taken: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))

    @classmethod
    def wanted(cls) -> bool:
        """Whether this run is to be measured."""
        return os.environ.get("EVITRACE_WRITE_DURATIONS") == "1"

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Add what a phase of a case took."""
        if "neo4j" not in report.keywords:
            self._taken[name_of(report.nodeid)][report.nodeid] += report.duration

    def pytest_sessionfinish(self) -> None:
        """Write the table: what was run is measured, and the rest as it was."""
        found = {name: sum(cases.values()) / len(cases) for name, cases in self._taken.items()}
        table = {
            name: round(taken, 1) for name, taken in sorted({**SECONDS, **found}.items()) if taken >= LONG
        }
        MEASURED.write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
