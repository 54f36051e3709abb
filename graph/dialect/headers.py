"""The header of a file of Cypher: `//` lines with the description, then fields such as `// params: ids`.

A value goes on in following lines that are indented by two or more spaces after the slashes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

_FIELD: Final = re.compile(r"([a-z][a-z_]*):(?:\s+(.*))?")


class StatementHeaderError(Exception):
    """A statement file's header is missing, malformed, or disagrees with the body."""


def halves(content: str) -> tuple[list[str], str]:
    """Return the lines of a header without their slashes, and the body below it."""
    lines = content.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}").splitlines()
    count = next((i for i, line in enumerate(lines) if not line.startswith("//")), len(lines))
    return [line[2:] for line in lines[:count]], "\n".join(lines[count:]).strip()


def header_fields(lines: Iterable[str], path: Path) -> tuple[str, dict[str, str]]:
    """Return the description and the fields of a header; StatementHeaderError where it is none."""
    description: list[str] = []
    fields: dict[str, str] = {}
    name = ""
    for line in lines:
        field = _FIELD.fullmatch(line.strip())
        if not line.strip():
            continue
        if name and line.startswith("  "):
            fields[name] = f"{fields[name]} {line.strip()}".strip()
        elif field:
            name = _new_field(field[1], fields, path)
            fields[name] = field[2] or ""
        elif name:
            raise StatementHeaderError(
                f"{path}: the header line `//{line}` is neither `// name: value` nor indented by "
                f"two spaces to go on with `{name}`; write it as one of the two.",
            )
        else:
            description.append(line.strip())
    if not description:
        raise StatementHeaderError(
            f"{path}: the header does not say what the statement is for; begin with `// A sentence.`",
        )
    return " ".join(description), fields


def _new_field(name: str, fields: Mapping[str, str], path: Path) -> str:
    if name in fields:
        raise StatementHeaderError(
            f"{path}: the header has the field `{name}` twice; keep one of the two.",
        )
    return name
