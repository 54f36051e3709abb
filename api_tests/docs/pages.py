"""Documents that are run: their marked commands go to a served workspace, and what they print is compared.

A block after `<!-- run -->` is run as a reader would run it, in the order of the page. A block of `text`
right after one is what it prints, shortened: each of its lines is a line of the output, in that order, and
`...` stands for lines left out. `NAME` in capitals between angle brackets stands for anything.
"""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from api_tests.commands import COMMAND

ROOT = Path(__file__).parents[2]
ADDRESS = "http://127.0.0.1:8000"
BLOCK = re.compile(r"<!-- run(?: fails (\d))? -->\n```(\w+)\n(.*?)```(?:\n\n?```text\n(.*?)```)?", re.DOTALL)


@dataclass(frozen=True)
class Block:
    """One marked block of a page: its language, its text, the exit code and the output that it promises."""

    language: str
    text: str
    code: int
    shown: str


def blocks_of(page):
    """Return the marked blocks of a document, in order."""
    text = page.read_text(encoding="utf-8")
    found = [
        Block(language, text, int(code or 0), shown or "")
        for code, language, text, shown in BLOCK.findall(text)
    ]
    assert len(found) == len(re.findall(r"<!-- run", text)), f"{page}: a mark stands before no block"
    return found


def run(block, url, folder):
    """Run a block with this service in place of the one on port 8000, in a folder that holds the examples."""
    commands = folder / "commands"
    if not commands.exists():
        commands.mkdir()
        for name, words in (("evitrace", COMMAND), ("python3", [sys.executable])):
            launcher = commands / name
            launcher.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
            launcher.chmod(0o755)
        (folder / "examples").symlink_to(ROOT / "examples")
    text = block.text.replace(ADDRESS, url).replace(".venv/bin/evitrace", "evitrace")
    command = {"python": [sys.executable, "-c", text]}.get(
        block.language, ["bash", "-euo", "pipefail", "-c", text]
    )
    path = os.pathsep.join([str(commands), os.environ["PATH"]])
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PATH": path, "EVITRACE_URL": url, "COLUMNS": "200"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=240, check=False
    )


def run_page(page, url, folder):
    """Run all blocks of a page and hold each to what it promises; returns what each printed."""
    printed = []
    for block in blocks_of(page):
        done = run(block, url, folder)
        assert done.returncode == block.code, f"{page.name}:\n{block.text}\n{done.stdout}\n{done.stderr}"
        missing = not_printed(block.shown, done.stdout + done.stderr)
        assert not missing, f"{page.name} shows a line that was not printed: {missing}\n{done.stdout}"
        printed.append(done.stdout)
    return printed


def not_printed(shown, output):
    """Return the first line of what a page shows that the output lacks from there on; empty for none."""
    lines = iter([bare(line) for line in output.splitlines()])
    for line in shown.splitlines():
        if line.strip() in ("", "..."):
            continue
        parts = [re.escape(part) for part in re.split(r"<[A-Z ]+>", bare(line))]
        pattern = re.compile(".+".join(parts))
        if not any(pattern.fullmatch(given) for given in lines):
            return line
    return ""


def bare(line):
    """Return a line without the spaces and the comma that its place among others gives it."""
    return " ".join(line.split()).rstrip(",")
