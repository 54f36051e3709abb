"""Read docs/openapi.json as others do: two linters, and a TypeScript client that has to compile.

Run `python -m scripts.lint_contract` in the checkout. The tools come from npm, in the versions that
`scripts/contract/package.json` pins; where there is no npm this is skipped and says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
SETTINGS = ROOT / "scripts" / "contract"
TOOLS = ROOT / ".venv" / "contract"
DOCUMENT = ROOT / "docs" / "openapi.json"


def main() -> int:
    """Return 0 where all of them are content, or where there is no npm and none is required."""
    npm = shutil.which("npm")
    if npm is None or not _installed(npm):
        print("SKIPPED: there is no npm, or it cannot get its packages; only we have read docs/openapi.json.")
        return 1 if os.environ.get("EVITRACE_REQUIRE_NODE") == "1" else 0
    tools = TOOLS / "node_modules" / ".bin"
    client = TOOLS / "evitrace.ts"
    commands = (
        [tools / "redocly", "lint", DOCUMENT, "--config", SETTINGS / "redocly.yaml", "--format", "stylish"],
        [
            tools / "spectral",
            "lint",
            DOCUMENT,
            "--ruleset",
            SETTINGS / "spectral.yaml",
            "--fail-severity",
            "warn",
        ],
        [tools / "openapi-typescript", DOCUMENT, "--output", client, "--default-non-nullable", "false"],
        [tools / "tsc", "--project", TOOLS / "tsconfig.json"],
    )
    return max(_run(command) for command in commands)


def _installed(npm: str) -> bool:
    """Install the pinned versions, unless they are there; say whether they are."""
    wanted = (SETTINGS / "package.json").read_text(encoding="utf-8")
    stored = TOOLS / "package.json"
    if not stored.exists() or stored.read_text(encoding="utf-8") != wanted:
        shutil.rmtree(TOOLS, ignore_errors=True)
        TOOLS.mkdir(parents=True)
        options = ["--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel", "error"]
        for name in ("package.json", "tsconfig.json"):
            shutil.copy(SETTINGS / name, TOOLS / name)
        if subprocess.run([npm, "install", *options], cwd=TOOLS, check=False).returncode:
            stored.unlink()
            return False
    return True


def _run(command: list[str | Path]) -> int:
    environment = {**os.environ, "REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true"}
    done = subprocess.run(command, cwd=TOOLS, env=environment, check=False, capture_output=True, text=True)
    name = Path(command[0]).name
    print(f"{name}: " + ("content" if done.returncode == 0 else f"\n{done.stdout}{done.stderr}"))
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
