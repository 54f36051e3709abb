"""What callers get: the shape of every answer, one class for each."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

Record = dict[str, Any]


class HealthOut(BaseModel):
    """Whether the service can answer."""

    status: str


class VersionOut(BaseModel):
    """Which release this is."""

    name: str
    version: str
    schema_version: int
