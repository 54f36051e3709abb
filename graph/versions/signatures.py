"""What signatures speak for: a basis as it was when they were given, and nothing that came after. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from graph.versions.proposal import Instant, Signature

NEVER: Final = Instant("")
"""Before every instant: what nobody signed speaks for nothing."""
_DECISIVE: Final = ("authored", "approved", "reaffirmed", "waived")
"""The meanings that bring something into force; others are given beside them."""


def covered_until(signatures: Iterable[Signature]) -> Instant:
    """Return the instant up to which all who signed had looked: that of the signature that lags behind.

    Of each meaning the last signature counts. Who re-affirms stands in for the author of before (concepts
    8.5); what accompanies a decision, such as a review, counts where there is no decision.
    """
    last: dict[str, Instant] = {}
    for entry in signatures:
        last[entry.meaning] = max(entry.signed_at, last.get(entry.meaning, NEVER))
    if "reaffirmed" in last:
        last.pop("authored", None)
    decisive = [last[meaning] for meaning in _DECISIVE if meaning in last]
    return min(decisive or last.values(), default=NEVER)


def covers(signatures: Iterable[Signature], change_at: str) -> bool:
    """Whether signatures were given after a change; what names whole seconds is compared by seconds."""
    until = covered_until(signatures)
    if until.endswith(".000000Z"):
        return until[:19] >= change_at[:19]
    return until >= change_at


def is_older(signatures: Iterable[Signature], than: Iterable[Signature]) -> bool:
    """Whether signatures speak for nothing that others did not speak for already."""
    return covered_until(signatures) <= covered_until(than)
