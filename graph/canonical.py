"""Canonical JSON and its SHA-256: the ground that hashes, pins and the audit chain stand on.

Keys sorted, no white space, UTF-8, no NaN. Values are what pydantic's JSON mode gives, so equal content
has equal text. Pieces are never joined without structure: ("ab", "c") and ("a", "bc") differ.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any


def canonical(value: object) -> str:
    """Return the one JSON text of a JSON-compatible value; ValueError for NaN and infinities."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)


def parsed(text: str | None) -> Any:
    """Return the value of a stored JSON text, None where there is none; ValueError for what is no JSON."""
    return json.loads(text) if text else None


def digest(value: object) -> str:
    """Return the SHA-256 of the canonical JSON of a value, as 64 hexadecimal digits."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()
