"""What CONTRIBUTING answers a stranger is so: the files are there, and hold what they are said to hold."""

import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROWS = [line for line in TEXT.splitlines() if line.startswith("| ") and not line.startswith("| Looking for")]
PLACE = re.compile(r"(?:app|graph|cypher|catalogues|docs|api_tests|examples|scripts)/[\w./-]*")
NAME = re.compile(r"[A-Za-z_]\w+")
WHERE = TEXT.split("## Where is it?")[1].split("## How many")[0]


@cache
def code():
    """Return all that the product says in Python."""
    return "\n".join(path.read_text(encoding="utf-8") for top in ("app", "graph") for path in files(top))


def files(top):
    """Return the Python files below a folder."""
    return sorted((ROOT / top).rglob("*.py"))


def quoted(row):
    """Return what stands between backticks in a row."""
    return re.findall(r"`([^`]+)`", row)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.split("|")[1].strip()[:40])
def test_what_a_row_names_is_there(row):
    """Every file and folder exists, and every name of the code stands in the code."""
    for words in quoted(row):
        if PLACE.fullmatch(words):
            assert (ROOT / words).exists(), words
        elif NAME.fullmatch(words) and "EVITRACE" not in words:
            assert re.search(rf"\b{words}\b", code()), words
        elif re.fullmatch(r"[A-Z]+-\d\d", words):
            assert (ROOT / "cypher" / "gaps" / f"{words}.cypher").exists(), words


def test_a_function_is_in_the_file_that_it_is_said_to_be_in():
    """A row of "Where is it?" that names files and functions names files that define them."""
    named = 0
    for row in WHERE.splitlines():
        places = [ROOT / words for words in quoted(row) if words.endswith(".py")]
        text = "\n".join(place.read_text(encoding="utf-8") for place in places)
        for words in quoted(row):
            if places and NAME.fullmatch(words) and words == words.lower() and not words.startswith("must_"):
                named += 1
                assert f"def {words}(" in text, words
    assert named >= 2
