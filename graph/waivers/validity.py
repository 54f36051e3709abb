"""Whether a justification of a gap holds on a day, and if not, why. Pure.

It holds while it is in force, allowed by its rule, reasoned, signed with the meaning `waived` and not
expired, and while all that it was signed on is as it was: what it cites is in force with the same substance,
and the item with the gap has the same substance and state. It holds again when what changed is changed back.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

MEANING = "waived"


class Cause(StrEnum):
    """Why a justification does not hold."""

    withdrawn = "withdrawn"
    not_allowed = "not_allowed"
    not_signed = "not_signed"
    incomplete = "incomplete"
    expired = "expired"
    cited_changed = "cited_changed"
    cited_withdrawn = "cited_withdrawn"
    subject_changed = "subject_changed"


@dataclass(frozen=True, slots=True)
class Standing:
    """An item as it is now, or as it was pinned."""

    hash: str | None
    state: str


@dataclass(frozen=True, slots=True)
class Pinned:
    """An item that a justification was signed on; `role` is subject or cited."""

    role: str
    item: str
    then: Standing


@dataclass(frozen=True, slots=True)
class Justification:
    """A justified gap as it is stored."""

    key: str
    version: int
    state: str
    subject: str
    rationale: str = ""
    compensating_measure: str = ""
    expires_at: str = ""
    valid_until: str = ""
    withdrawn_reason: str = ""
    meanings: frozenset[str] = frozenset()
    signed_by: str = ""
    signed_at: str = ""
    pins: tuple[Pinned, ...] = ()

    @property
    def cites(self) -> list[str]:
        """The items that it was signed with, by key."""
        return [pin.item for pin in self.pins if pin.role == "cited"]

    def record(self) -> dict[str, Any]:
        """Return it as JSON-compatible values."""
        return {
            "key": self.key,
            "version": self.version,
            "rationale": self.rationale,
            "compensating_measure": self.compensating_measure,
            "expires_at": self.expires_at,
            "cites": self.cites,
            "signed_by": self.signed_by,
            "signed_at": self.signed_at,
        }


@dataclass(frozen=True, slots=True)
class Lapse:
    """One reason why a justification does not hold; `item` is what it is about."""

    cause: Cause
    item: str
    text: str

    def record(self) -> dict[str, str]:
        """Return it as JSON-compatible values."""
        return {"code": str(self.cause), "item": self.item, "detail": self.text}


def lapses(
    given: Justification, today: str, now: Mapping[str, Standing], *, allowed: bool
) -> tuple[Lapse, ...]:
    """Return every reason why a justification does not hold on a day; none when it does."""
    return (*_of_itself(given, today, allowed=allowed), *_of_others(given, now))


def _of_itself(given: Justification, today: str, *, allowed: bool) -> Iterator[Lapse]:
    key = given.key
    if given.state != "in_force":
        why = f" ({given.withdrawn_reason})" if given.withdrawn_reason else ""
        yield Lapse(Cause.withdrawn, key, f"{key} was withdrawn{why}.")
    if not allowed:
        yield Lapse(Cause.not_allowed, key, "The rule does not allow that this gap is justified.")
    if MEANING not in given.meanings:
        yield Lapse(Cause.not_signed, key, f"{key} is not signed with the meaning {MEANING}.")
    needed = {"rationale": given.rationale, "expires_at": given.expires_at}
    for name in (name for name, value in needed.items() if not value):
        yield Lapse(Cause.incomplete, key, f"{key} has no {name}.")
    last = min(filter(None, (given.expires_at, given.valid_until)), default="")
    if last and today > last:
        yield Lapse(Cause.expired, key, f"{key} expired on {last}.")


def _of_others(given: Justification, now: Mapping[str, Standing]) -> Iterator[Lapse]:
    subjects = {pin.item for pin in given.pins if pin.role == "subject"}
    if MEANING in given.meanings and given.subject not in subjects:
        yield Lapse(Cause.subject_changed, given.subject, f"{given.key} was not signed on {given.subject}.")
    for pin in given.pins:
        is_now = now.get(pin.item)
        if pin.role == "cited" and (is_now is None or is_now.state != "in_force"):
            yield Lapse(Cause.cited_withdrawn, pin.item, f"{pin.item}, which it cites, is not in force.")
        elif is_now is None or pin.then.hash is None or is_now != pin.then:
            cause = Cause.cited_changed if pin.role == "cited" else Cause.subject_changed
            yield Lapse(cause, pin.item, f"{pin.item} has changed since {given.key} was signed.")
