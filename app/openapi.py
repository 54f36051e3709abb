"""The OpenAPI document as a committed file, so that every change of the contract is seen in review."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from app.main import create_app

PATH = Path(__file__).parents[1] / "docs" / "openapi.json"


def text() -> str:
    """Return the document of this checkout; the release number is left out, it is no part of the contract."""
    document = create_app().openapi()
    document["info"]["version"] = "v1"
    return json.dumps(document, indent=1, sort_keys=True) + "\n"


def main(arguments: list[str]) -> int:
    """Write the document; with --check only say whether the committed one is the same."""
    current = text()
    if "--check" not in arguments:
        PATH.write_text(current)
        return 0
    if PATH.exists() and PATH.read_text() == current:
        return 0
    sys.stderr.write("docs/openapi.json differs from the application; run `make openapi`.\n")
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
