"""The document of the API as the application draws it up, once for a test process.

It takes seconds, so what only has to name the operations reads the committed file: no test stands or falls by
that, since another one holds the two to be the same.
"""

import json
from functools import cache
from pathlib import Path

from app.main import create_app
from app.settings import Settings

COMMITTED = json.loads((Path(__file__).parents[1] / "docs" / "openapi.json").read_text(encoding="utf-8"))


@cache
def application():
    """Return an application that nobody serves."""
    return create_app(Settings())


def document():
    """Return its document; whoever changes it changes a copy."""
    return application().openapi()


@cache
def operations():
    """Return its operations by their ids: the method, the path, and what is said of each."""
    return operations_of(document())


def operations_of(found):
    """Return the operations of a document likewise."""
    return {
        operation["operationId"]: (method, path, operation)
        for path, methods in found["paths"].items()
        for method, operation in methods.items()
    }
