"""The release that reads and writes a database."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version


def release() -> str:
    """Return the version of the installed distribution, or that of a checkout."""
    try:
        return version("evitrace")
    except PackageNotFoundError:
        return "0+checkout"
