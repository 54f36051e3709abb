"""A JSON value as a short text, for what is kept beside the graph and read by this product alone."""

from __future__ import annotations

import base64
import zlib
from typing import Any, Final

from graph.canonical import canonical, parsed

_QUICK: Final = 1


def packed(value: object) -> str:
    """Return a JSON value as a text of some tenth of its length; the same value has the same text."""
    return base64.b85encode(zlib.compress(canonical(value).encode(), _QUICK)).decode("ascii")


def unpacked(text: str) -> Any:
    """Return the value of a packed text; ValueError for what is none."""
    try:
        return parsed(zlib.decompress(base64.b85decode(text)).decode())
    except zlib.error as error:
        message = "what was kept is no packed value"
        raise ValueError(message) from error
