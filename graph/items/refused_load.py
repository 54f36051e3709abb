"""The refusal of a whole load: how many rows cannot be taken, and the first of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.errors import LoadRefused
from graph.versions.proposal import Outcome, outcome_record

MOST_NAMED: Final = 1_000
"""How many refused rows an answer names; whoever mends a thousand sends the load again anyway."""


def refused_load(failed: Sequence[Outcome], rows: int) -> LoadRefused:
    """Return the refusal of a load of which so many rows were looked at."""
    is_all = len(failed) < MOST_NAMED
    number = f"{len(failed)} of {rows} rows" if is_all else f"At least {len(failed)} rows"
    beyond = "" if is_all else f" The first {MOST_NAMED} are named; what follows may hold more."
    message = (
        f"{number} cannot be taken, so none was; see rows, mend them, or load with mode=best_effort.{beyond}"
    )
    return LoadRefused(message, [outcome_record(entry) for entry in failed[:MOST_NAMED]])
