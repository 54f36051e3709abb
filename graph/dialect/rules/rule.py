"""What a rule of the dialect is."""

from __future__ import annotations

from dataclasses import dataclass

# Longer paths take exponential time.
LONGEST_PATH = 3


@dataclass(frozen=True)
class Rule:
    """One rule of the dialect, with statements that it refuses and statements that keep it."""

    id: str
    title: str
    remedy: str
    otherwise: str
    refused: tuple[str, ...]
    accepted: tuple[str, ...]
