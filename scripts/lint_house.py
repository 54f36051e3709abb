"""The house rules that no other tool checks. Run `python -m scripts.lint_house` in the checkout."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

FUNCTION_LINES = 40
MODULE_LINES = 500
WIDTH = 110
BUDGETED = ("app", "graph", "api_tests", "benchmarks", "docs", "scripts")
SPOKEN = ("app", "graph")
"""Where names that say nothing are refused."""
VAGUE_NAMES = {"utils", "helpers", "manager", "service", "common"}
CYPHER = re.compile(r"\b(?:MATCH|MERGE)\s*\(")
CYPHER_HOMES = ("cypher", "api_tests", "docs")
CYPHER_EXEMPT = (
    "graph/dialect/rules",  # each rule of the dialect holds examples
    "benchmarks/references.py",  # the bare driver with which the product is compared
)
OUTSIDE_WORDS = re.compile(r"/v1/|EVITRACE_[A-Z]|\bETag\b|\bIf-Match\b")
"""Words of the edge, that messages of `graph/` leave to it."""
OUTSIDE_EXEMPT = "graph/database/embedded"  # it speaks to who starts the service: there is no edge yet
FILLERS = {"found", "told", "held", "said"}
"""Names that say nothing of what they stand for."""
# Put together here, so that this file does not break its own rule.
FOREIGN_PATHS = (*(f"/{name}/" for name in ("work", "farm", "root")), "../" + "shared")
FOREIGN_EXEMPT = ".ci/run"


def tracked_files() -> list[PurePosixPath]:
    """Return what git tracks or would track, as paths relative to the checkout."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    paths = {PurePosixPath(name) for name in listing.split("\0") if name}
    return sorted(path for path in paths if Path(path).is_file())


def long_functions(tree: ast.Module) -> Iterator[str]:
    """Report functions whose body, docstring left out, is over the budget."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        body = node.body[1:] if ast.get_docstring(node, clean=False) is not None else node.body
        lines = (node.end_lineno or 0) - body[0].lineno + 1 if body else 0
        if lines > FUNCTION_LINES:
            yield f"{node.lineno}: {node.name}() has {lines} lines, the budget is {FUNCTION_LINES}"


def cypher_strings(tree: ast.Module) -> Iterator[str]:
    """Report Cypher that is written in Python."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            found = CYPHER.search(node.value)
            if found:
                yield f"{node.lineno}: Cypher in a Python string; give it a file in cypher/"


def outside_words(tree: ast.Module) -> Iterator[str]:
    """Report what `graph/` says of HTTP or of settings; docstrings may."""
    texts = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in texts:
            word = OUTSIDE_WORDS.search(node.value)
            if word:
                yield f"{node.lineno}: says {word[0]!r}; name it by graph.errors.Outside, the edge translates"


def fillers(tree: ast.Module) -> Iterator[str]:
    """Report what is bound to a name that says nothing."""
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name):
                pass
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name):
                pass
            case _:
                continue
        if name.strip("_") in FILLERS:
            yield f"{node.lineno}: {name!r} says nothing; name it for what it holds"


def classes_with_two_meanings(paths: Iterable[PurePosixPath]) -> Iterator[str]:
    """Report class names that stand twice in `graph/`: one name, one meaning."""
    first: dict[str, str] = {}
    for path in paths:
        if path.parts[0] != "graph" or path.suffix != ".py":
            continue
        for node in ast.parse(Path(path).read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                place = f"{path}:{node.lineno}"
                if node.name in first:
                    yield f"{place}: there is a class {node.name} in {first[node.name]} too; rename one"
                first.setdefault(node.name, place)


def of_python(path: PurePosixPath, text: str) -> Iterator[str]:
    """Report what is wrong with one Python file."""
    if vague := VAGUE_NAMES & {*path.parts, path.stem}:
        yield f"1: the name {vague.pop()!r} says nothing; name the module for its topic"
    tree = ast.parse(text, str(path))
    if path.parts[0] in BUDGETED:
        lines = len(text.splitlines())
        if lines > MODULE_LINES:
            yield f"{lines}: the module has {lines} lines, the budget is {MODULE_LINES}"
        yield from long_functions(tree)
    if path.parts[0] in SPOKEN:
        yield from fillers(tree)
    if path.parts[0] == "graph" and not path.is_relative_to(OUTSIDE_EXEMPT):
        yield from outside_words(tree)
    if path.parts[0] not in CYPHER_HOMES and not any(path.is_relative_to(home) for home in CYPHER_EXEMPT):
        yield from cypher_strings(tree)


def foreign_paths(text: str) -> Iterator[str]:
    """Report paths that exist on one machine only."""
    for number, line in enumerate(text.splitlines(), start=1):
        for name in FOREIGN_PATHS:
            if name in line:
                yield f"{number}: names {name!r}, a path that other machines do not have"


def wide_lines(text: str) -> Iterator[str]:
    """Report lines of Cypher that are wider than Python may be."""
    for number, line in enumerate(text.splitlines(), start=1):
        if len(line) > WIDTH:
            yield f"{number}: the line has {len(line)} columns, the budget is {WIDTH}"


def findings(path: PurePosixPath) -> Iterator[str]:
    """Report everything that is wrong with one file; files that are not text are left alone."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return
    if str(path) != FOREIGN_EXEMPT:
        yield from foreign_paths(text)
    if path.suffix == ".py":
        yield from of_python(path, text)
    if path.suffix == ".cypher":
        yield from wide_lines(text)


def main() -> int:
    """Print every finding as `file:line: message`; 1 if there is any."""
    paths = tracked_files()
    found = [f"{path}:{finding}" for path in paths for finding in findings(path)]
    found += classes_with_two_meanings(paths)
    for line in found:
        print(line)
    print(f"House rules: {len(found)} finding(s).")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
