"""How much memory the embedded database may take, and what a load may be for it to fit."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from typing import Final

_UNITS: Final = {"k": 2**10, "m": 2**20, "g": 2**30}
_LEAST: Final = 2**30
_CONTROL_GROUP: Final = Path("/sys/fs/cgroup/memory.max")
_FOR_A_ROW: Final = 16 * 1024
_FOR_A_BYTE: Final = 64
"""A load of 151,000 rows in 39 MB was too much for a heap of 1 GiB; a share of that is let through."""


def memory_of_machine() -> int:
    """Return the memory of the machine in bytes, or what a container may have of it."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    with suppress(OSError, ValueError):  # no such group, or one without a limit
        memory = min(memory, int(_CONTROL_GROUP.read_text()))
    return memory


def heap_for(memory: int) -> str:
    """Return the heap for a machine: a quarter of its memory; 1 GiB at least, if that is not over a half."""
    return f"{max(memory // 4, min(_LEAST, memory // 2)) // _UNITS['m']}m"


def bytes_of(heap: str) -> int:
    """Return how many bytes a heap such as 512m or 2g has."""
    return int(heap[:-1]) * _UNITS[heap[-1].lower()]


def most_rows(heap: str) -> int:
    """Return how many rows one load may have, so that its transaction fits into a heap."""
    return bytes_of(heap) // _FOR_A_ROW


def most_bytes(heap: str) -> int:
    """Return how long the body of one load may be, so that its transaction fits into a heap."""
    return bytes_of(heap) // _FOR_A_BYTE
