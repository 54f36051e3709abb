"""Run the tests: those on Neo4j in a process beside the others. Arguments go to pytest.

Two tests on one database would disturb each other, so there is one process for each engine. What the second
says is printed when the first is done. With `--quick` first, only what needs neither Neo4j nor minutes; with
`--covered` the same in one process, which fails also where it goes through too little of `graph/`.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

NOTHING_COLLECTED = 5
OTHERS = "not soak and not neo4j"
ON_NEO4J = "not soak and neo4j"
QUICK = "not soak and not neo4j and not long"
CACHE = Path(".pytest_cache")
LEAST = 85
"""Percent of the lines and branches of `graph/` that the quick tests go through."""


def command(marker: str, arguments: list[str]) -> list[str]:
    """Return the arguments that run the tests with this mark; each process has a cache of its own."""
    cache = f"cache_dir={CACHE}/{'neo4j' if marker == ON_NEO4J else 'others'}"
    return ["-m", "pytest", "-m", marker, "-o", cache, *arguments]


def run(arguments: list[str]) -> int:
    """Run Python with these arguments and return its exit code."""
    return subprocess.run([sys.executable, *arguments], check=False, env=environment()).returncode


def environment() -> dict[str, str]:
    """Return the environment of the tests: what is compiled is kept, beside the sources.

    A hundred tests start commands of their own; without it each compiles the application anew.
    """
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str((CACHE / "bytecode").resolve())}


def verdict(codes: list[int]) -> int:
    """Return the exit code of both: a failure first; nothing collected only where neither found a test."""
    failed = [code for code in codes if code not in (0, NOTHING_COLLECTED)]
    if failed:
        return failed[0]
    return 0 if 0 in codes else NOTHING_COLLECTED


def run_quick(arguments: list[str]) -> int:
    """Run the tests that are done in a minute or two, in two processes with a database each."""
    return run(command(QUICK, ["-n", "2", "--dist", "loadgroup", *arguments]))


def run_covered(arguments: list[str]) -> int:
    """Run the same in one process and say which lines of `graph/` were not run; too few fail."""
    tested = run(["-m", "coverage", "run", *command(QUICK, arguments)])
    return tested or run(["-m", "coverage", "report", f"--fail-under={LEAST}"])


def main(arguments: list[str]) -> int:
    """Run both and give the exit code."""
    if arguments[:1] == ["--quick"]:
        return run_quick(arguments[1:])
    if arguments[:1] == ["--covered"]:
        return run_covered(arguments[1:])
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "neo4j.txt"
        with said.open("wb") as out:
            beside = subprocess.Popen(
                [sys.executable, *command(ON_NEO4J, arguments)],
                stdout=out,
                stderr=subprocess.STDOUT,
                env=environment(),
            )
            try:
                first = run(command(OTHERS, arguments))
                second = beside.wait()
            finally:
                beside.terminate()
        print(said.read_text(encoding="utf-8", errors="replace"), flush=True)
    return verdict([first, second])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
