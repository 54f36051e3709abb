"""The README does what it says: its marked commands and its Python run against a served workspace."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADDRESS = "http://127.0.0.1:8000"
MARKED = re.findall(r"<!-- run -->\n```(\w+)\n(.*?)```", README, re.DOTALL)
UNMARKED = "\n".join(re.findall(r"```bash\n(.*?)```", README, re.DOTALL))


def run(language, text, url, folder):
    """Run a block of the README as a reader would, with this service in place of the one on port 8000."""
    launcher = folder / "evitrace"
    if not launcher.exists():
        code = "import evitrace; evitrace.main()"
        launcher.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{code}" "$@"\n', encoding="utf-8")
        launcher.chmod(0o755)
    text = text.replace(ADDRESS, url).replace(".venv/bin/evitrace", str(launcher))
    command = {"bash": ["bash", "-euo", "pipefail", "-c", text], "python": [sys.executable, "-c", text]}
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(
        command[language],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.mark.skipif(shutil.which("curl") is None, reason="the tour needs curl")
def test_the_tour_runs(workspace, tmp_path):
    """All marked blocks run one after the other, and show what the text around them says."""
    assert [language for language, _ in MARKED] == ["bash", "bash", "bash", "bash", "python"]
    said = []
    for language, text in MARKED:
        done = run(language, text, str(workspace.client.base_url).rstrip("/"), tmp_path)
        assert done.returncode == 0, f"{text}\n{done.stderr}"
        said.append(done.stdout)
    assert '"EVD-07"' in said[0]
    assert '"BASIS_REVISED"' in said[1]
    assert '"CLM-01"' in said[2]
    assert "There are blockers" in said[3]
    assert "CON-4 claim_supported(CLM-1) is suspect" in said[3]
    assert "CON-1 current -> stale" in said[4]
    statuses = workspace.statuses()
    assert statuses["CON-3"] == "stale"
    assert {statuses[key] for key in ("CON-4", "CON-9", "CON-11")} == {"suspect"}


def test_what_it_names_is_there():
    """Every target of make, every file and every setting that the README names exists."""
    targets = set(re.findall(r"^make (\w+)", UNMARKED, re.MULTILINE))
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert targets == {"demo", "test"}
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in targets)
    named = set(re.findall(r"\b(?:docker|examples|app)/[\w./]+\w", README)) | {"LICENSE"}
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    settings = (ROOT / "app" / "settings.py").read_text(encoding="utf-8")
    for name in set(re.findall(r"EVITRACE_([A-Z0-9_]+)", README)):
        assert re.search(rf"^    {name.lower()}: ", settings, re.MULTILINE), name


def test_it_keeps_to_the_words_and_to_a_page():
    """The README is short, and claims nothing for the tool that only people can say."""
    assert len(README.splitlines()) <= 150
    assert not re.search(r"\b(compliant|safe|approved by)\b", README, re.IGNORECASE)
