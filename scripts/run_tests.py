"""Run the tests: those on Neo4j in a process beside the others. Arguments go to pytest.

Two tests on one database would disturb each other, so there is one process for each engine. What the second
says is printed when the first is done.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

NOTHING_COLLECTED = 5
OTHERS = "not soak and not neo4j"
ON_NEO4J = "not soak and neo4j"


def command(marker: str, arguments: list[str]) -> list[str]:
    """Return the command that runs the tests with this mark; each process has a cache of its own."""
    cache = f"cache_dir=.pytest_cache/{'others' if marker == OTHERS else 'neo4j'}"
    return [sys.executable, "-m", "pytest", "-m", marker, "-o", cache, *arguments]


def verdict(codes: list[int]) -> int:
    """Return the exit code of both: a failure first; nothing collected only where neither found a test."""
    failed = [code for code in codes if code not in (0, NOTHING_COLLECTED)]
    if failed:
        return failed[0]
    return 0 if 0 in codes else NOTHING_COLLECTED


def main(arguments: list[str]) -> int:
    """Run both and give the exit code."""
    with tempfile.TemporaryDirectory() as folder:
        said = Path(folder) / "neo4j.txt"
        with said.open("wb") as out:
            beside = subprocess.Popen(command(ON_NEO4J, arguments), stdout=out, stderr=subprocess.STDOUT)
            try:
                first = subprocess.run(command(OTHERS, arguments), check=False).returncode
                second = beside.wait()
            finally:
                beside.terminate()
        print(said.read_text(encoding="utf-8", errors="replace"), flush=True)
    return verdict([first, second])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
