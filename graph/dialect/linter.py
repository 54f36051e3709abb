"""The linter itself: the breaches in a text, and in the files below a path."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from graph.dialect.findings import Breach, Findings
from graph.dialect.fragments import SHARED, FragmentError, expanded, fragments
from graph.dialect.nodes import Node, split
from graph.dialect.statement import Statement
from graph.dialect.tokens import nest, read_tokens


def check(text: str) -> list[Breach]:
    """Every breach of the dialect in the statements of `text`, in the order of their places.

    A fragment is read where it is called, as if all of it stood on that line.
    """
    findings = Findings()
    nodes = nest(list(read_tokens(_whole(text, findings), findings)), findings)
    # What cannot be read whole is refused whole: anything found in a part of it would mislead.
    if not findings.breaches:
        for statement in split(nodes, {";"}):
            Statement(findings).read(statement)
    return [findings.breaches[place] for place in sorted(findings.breaches)]


def _whole(text: str, findings: Findings) -> str:
    try:
        return expanded(text, fragments(), flat=True)
    except FragmentError as error:
        findings.refuse("P1", Node("mark", "", 1, 1), str(error))
        return text


def main(arguments: Sequence[str] | None = None) -> int:
    """Print every breach below the paths as `path:line:column: rule message`; 1 if there is any."""
    parser = argparse.ArgumentParser(prog="python -m graph.dialect", description=main.__doc__)
    parser.add_argument("paths", nargs="+", type=Path, metavar="PATH")
    paths: list[Path] = parser.parse_args(arguments).paths
    if missing := [str(path) for path in paths if not path.exists()]:
        parser.error(f"no such file or folder: {', '.join(missing)}")
    count = 0
    for path in paths:
        for file in sorted(path.rglob("*.cypher")) if path.is_dir() else [path]:
            for breach in [] if file.resolve().parent == SHARED else check(file.read_text(encoding="utf-8")):
                count += 1
                place = f"{file}:{breach.line}:{breach.column}"
                sys.stdout.write(f"{place}: {breach.rule} {breach.message}\n")
    return 1 if count else 0
