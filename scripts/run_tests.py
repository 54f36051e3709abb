"""Run the tests in several processes. Arguments go to pytest.

The first process to begin takes all that needs Neo4j, since two tests on one database would disturb each
other; the others have an embedded database each, and take the next test when they are done with one. With
`--quick` first, only what needs neither Neo4j nor a second; with `--covered` the same in one process, which
fails also where it goes through too little of `graph/`.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ALL = "not soak"
QUICK = "not soak and not neo4j and not long"
CACHE = Path(".pytest_cache")
LEAST = 85
"""Percent of the lines and branches of `graph/` that the quick tests go through."""
QUICK_PROCESSES = 2
PROCESSES = 3
"""One that waits for Neo4j half of its time, and two that keep two cores busy beside it and after it."""


def command(marker: str, arguments: list[str], processes: int = 0) -> list[str]:
    """Return the arguments that run the tests with this mark in so many processes, or in this one."""
    spread = ["-n", str(processes), "--dist", "loadgroup"] if processes else []
    return ["-m", "pytest", "-m", marker, *spread, *arguments]


def run(arguments: list[str]) -> int:
    """Run Python with these arguments and return its exit code."""
    return subprocess.run([sys.executable, *arguments], check=False, env=environment()).returncode


def environment() -> dict[str, str]:
    """Return the environment of the tests: what is compiled is kept, beside the sources.

    A hundred tests start commands of their own; without it each compiles the application anew.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str((CACHE / "bytecode").resolve())}


def run_covered(arguments: list[str]) -> int:
    """Run the quick tests in one process and say which lines of `graph/` were not run; too few fail."""
    tested = run(["-m", "coverage", "run", *command(QUICK, arguments)])
    return tested or run(["-m", "coverage", "report", f"--fail-under={LEAST}"])


def main(arguments: list[str]) -> int:
    """Run what is asked for and give the exit code."""
    if arguments[:1] == ["--quick"]:
        return run(command(QUICK, arguments[1:], QUICK_PROCESSES))
    if arguments[:1] == ["--covered"]:
        return run_covered(arguments[1:])
    return run(command(ALL, arguments, PROCESSES))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
