"""The launcher: the one public module of an installed Evitrace.

In a wheel the folders `app`, `graph`, `cypher` and `catalogues` lie in the private root `_evitrace/`
beside this file; in a checkout they lie beside it directly. Either way `import app` finds ours once this
module was imported. Other ASGI servers are given `evitrace:create_app` as a factory.
"""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.client import (
        Client,
        ClientError,
        DraftInTheWay,
        LoadError,
        ProblemError,
        ServiceUnreachable,
    )
    from app.main import create_app

    __version__: str

__all__ = [
    "Client",
    "ClientError",
    "DraftInTheWay",
    "LoadError",
    "ProblemError",
    "ServiceUnreachable",
    "__version__",
    "create_app",
    "main",
]

_PRIVATE_ROOT = Path(__file__).with_name("_evitrace")  # exists only in an installed wheel
if _PRIVATE_ROOT.is_dir() and str(_PRIVATE_ROOT) not in sys.path:
    sys.path.insert(0, str(_PRIVATE_ROOT))

_OF_THE_CLIENT = ("Client", "ClientError", "DraftInTheWay", "LoadError", "ProblemError", "ServiceUnreachable")
_HOMES = {**dict.fromkeys(_OF_THE_CLIENT, "app.client"), "create_app": "app.main"}


def main() -> None:
    """Run the command line."""
    import_module("app.cli.main").main()


def __getattr__(name: str) -> object:
    """Import a public name when it is first asked for, so that `evitrace --help` stays quick."""
    if name == "__version__":
        return version("evitrace")
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
