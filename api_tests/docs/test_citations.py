"""Whatever is cited can be read: a section of docs/concepts.md, or a public norm by its clause."""

import ast
import io
import re
import subprocess
import tokenize
from functools import cache
from pathlib import Path

import pytest

from graph.gaps import shipped_rules
from graph.staleness import EVENTS

ROOT = Path(__file__).parents[2]
CONCEPTS = (ROOT / "docs" / "concepts.md").read_text(encoding="utf-8")
TRACKED = subprocess.run(
    ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT, capture_output=True, text=True, check=True,
).stdout.split("\0")  # fmt: skip
FILES = [ROOT / name for name in TRACKED if name and (ROOT / name).is_file()]

SECTION = r"\d{1,2}(?:\.\d{1,2})*(?: [a-e]\b)?"
MORE = rf"(?:(?:,| and| to| or) (?:{SECTION}|[a-e]\b))*"
CITED = re.compile(rf"\b[Cc]oncepts ({SECTION}{MORE})")
EVENTS_CITED = re.compile(r"\bevents? (\d{1,2}[ab]?(?:(?:,| and| to| or) \d{1,2}[ab]?\b)*)")
NUMBER = re.compile(r"(?<![\w.])\d{1,2}\.[1-9]\d?(?:\.\d{1,2})*[a-e]?(?![\w%.]*\d|\()")
NORM = re.compile(
    r"[Cc]oncepts|\bN\d\d|RFC|MEDDEV|MDCG|ISO|IEC|CFR|DCB|MDR|Annex|Regulation|essential requirement|\bER\b"
)
OTHER_NUMBER = re.compile(r"label, such as|Neo4j|Python|ArcadeDB|version|release|MDD\.ER|formula|prints")
"""What numbers with a point are of that cite nothing."""


def headings():
    """Give what concepts.md has a heading for: numbers of sections, and of events."""
    sections, events = set(), set()
    for title in re.findall(r"^#{2,4} (.+)$", CONCEPTS, re.MULTILINE):
        if of_events := re.match(r"Events (\d+) to (\d+)", title):
            events |= set(range(int(of_events[1]), int(of_events[2]) + 1))
        elif of_range := re.match(r"([\d.]+)\.(\d+) to \1\.(\d+) ", title):
            first, last = int(of_range[2]), int(of_range[3])
            sections |= {f"{of_range[1]}.{number}" for number in range(first, last + 1)}
        elif of_one := re.match(SECTION, title):
            sections.add(of_one[0])
    return sections, events


def sections_in(cited):
    """Give the sections of one citation, such as `8.5 a, b` or `8.1 to 8.4`."""
    found = []
    for part in re.findall(rf"{SECTION}|[a-e]\b", cited):
        found.append(part if part[0].isdigit() else f"{found[-1].split(' ')[0]} {part}")
    return found


def prose_of(path):
    """Give what a file says in words: docstrings and comments, comments of Cypher, documents without code."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        found = [
            node.value.value
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Expr)
            and isinstance(node.value, ast.Constant)
            and isinstance(node.value.value, str)
        ]
        tokens = tokenize.generate_tokens(io.StringIO(text).readline)
        found += [token.string for token in tokens if token.type == tokenize.COMMENT]
        return [" ".join(part.split()) for part in found]
    if path.suffix == ".cypher":
        lines = [line.lstrip("/ ") for line in text.splitlines() if line.startswith("//")]
        return [" ".join(" ".join(lines).split())]
    text = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [" ".join(part.split()) for part in re.split(r"\n\s*\n", text)]


@cache
def prose():
    """Give what each file says that may cite."""
    return {
        path: prose_of(path)
        for path in FILES
        if path.suffix in (".py", ".cypher", ".md") and path not in (Path(__file__), ROOT / "CHANGELOG.md")
        if path.parent != ROOT / "benchmarks" / "results"
    }


def test_every_cited_section_is_a_heading():
    """`concepts 8.4.3` in code, a document or a test leads to the heading 8.4.3 of concepts.md."""
    known, _ = headings()
    cited = [
        (str(path.relative_to(ROOT)), section)
        for path, parts in prose().items()
        for part in parts
        for citation in CITED.findall(part)
        for section in sections_in(citation)
    ]

    assert len(cited) > 40
    assert [entry for entry in cited if entry[1] not in known] == []


def test_every_cited_event_has_a_heading_and_a_row():
    """`event 31` leads to a heading of concepts.md, and to a row of the table that staleness is judged by."""
    _, known = headings()
    rows = {event.number for event in EVENTS}
    assert known == {int(number.strip("ab")) for number in rows}
    cited = [
        (str(path.relative_to(ROOT)), number)
        for path, parts in prose().items()
        for part in parts
        for citation in EVENTS_CITED.findall(part)
        for number in re.findall(r"\d+[ab]?", citation)
    ]

    assert len(cited) > 20
    assert [entry for entry in cited if entry[1] not in rows and f"{entry[1]}a" not in rows] == []


def test_no_section_is_cited_without_its_document():
    """A bare number leads nowhere: it names concepts, or the norm that it is a clause of."""
    bare = []
    for path, parts in prose().items():
        where = path.relative_to(ROOT)
        strict = where.parts[0] in ("app", "graph", "cypher")
        for part in () if path == ROOT / "docs" / "concepts.md" else parts:
            for sentence in re.split(r"(?<=[a-z)`])\. (?=[A-Z`])", part):
                for number in NUMBER.finditer(sentence):
                    before = sentence[: number.start()]
                    looks_cited = strict or before.endswith("(")
                    if looks_cited and not NORM.search(before) and not OTHER_NUMBER.search(before):
                        bare.append(f"{where}: {before[-50:]}{number[0]}")
    assert bare == []


def test_nothing_is_cited_that_is_not_here():
    """No file names the document that the first release was written from; it is not part of the project."""
    name = "domain" + " reference"
    naming = [
        str(path.relative_to(ROOT))
        for path in FILES
        if path.suffix in (".py", ".cypher", ".md", ".yaml", ".json", ".ndjson", ".toml")
        and name in " ".join(path.read_text(encoding="utf-8").lower().split())
    ]

    assert naming == []


@pytest.mark.parametrize("rule", shipped_rules().values(), ids=str)
def test_a_shipped_rule_cites_a_public_norm(rule):
    """Who acts on a gap can look up what asks for it: a norm by its clause, or the maker's own procedures."""
    assert re.search(
        r"MEDDEV|IMDRF|ISO|IEC|MDCG|UK MDR|Regulation \(EU\)|essential requirement|MHRA|CFR", rule.reference
    )
    assert "concepts" not in rule.reference
