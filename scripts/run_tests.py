"""Run the tests: those on Neo4j in a process beside the others. Arguments go to pytest.

Two tests on one database would disturb each other, so there is one process for each engine. What the second
says is printed when the first is done. With `--quick` first, only what needs neither Neo4j nor minutes.
Where EVITRACE_THOROUGH is 1 and nothing narrows the run, it fails also where too little of `graph/` was run.
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
"""Percent of the lines and branches of `graph/` that the tests on the embedded database go through."""


def command(marker: str, arguments: list[str], *, measured: bool = False) -> list[str]:
    """Return the command that runs the tests with this mark; each process has a cache of its own."""
    cache = f"cache_dir={CACHE}/{'neo4j' if marker == ON_NEO4J else 'others'}"
    measuring = ["coverage", "run", "-m"] if measured else []
    return [sys.executable, "-m", *measuring, "pytest", "-m", marker, "-o", cache, *arguments]


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


def covered() -> int:
    """Say which lines were not run; the exit code is that of too few."""
    report = ["coverage", "report", f"--fail-under={LEAST}"]
    return subprocess.run([sys.executable, "-m", *report], check=False).returncode


def run_quick(arguments: list[str]) -> int:
    """Run the tests that are done in a minute or two, in two processes with a database each."""
    parts = ["-n", "2", "--dist", "loadgroup"]
    return subprocess.run(command(QUICK, [*parts, *arguments]), check=False, env=environment()).returncode


def main(arguments: list[str]) -> int:
    """Run both and give the exit code."""
    if arguments[:1] == ["--quick"]:
        return run_quick(arguments[1:])
    measured = os.environ.get("EVITRACE_THOROUGH") == "1" and not arguments
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "neo4j.txt"
        with said.open("wb") as out:
            beside = subprocess.Popen(
                command(ON_NEO4J, arguments), stdout=out, stderr=subprocess.STDOUT, env=environment()
            )
            try:
                others = command(OTHERS, arguments, measured=measured)
                first = subprocess.run(others, check=False, env=environment()).returncode
                second = beside.wait()
            finally:
                beside.terminate()
        print(said.read_text(encoding="utf-8", errors="replace"), flush=True)
    return verdict([first, second, *([covered()] if measured else [])])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
