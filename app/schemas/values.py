"""What answers are made of: their base, and texts whose format the schema names."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, WithJsonSchema

Day = Annotated[str, WithJsonSchema({"type": "string", "format": "date"})]
"""A day, as `2026-11-09`."""

Instant = Annotated[str, WithJsonSchema({"type": "string", "format": "date-time"})]
"""An instant in UTC, as `2026-11-09T09:00:00Z`."""


class Part(BaseModel):
    """Base of the parts of an answer: made of frozen data of the graph, attribute by attribute."""

    model_config = ConfigDict(from_attributes=True)
