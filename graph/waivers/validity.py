"""Whether a waiver of a gap holds on a day, and if not, why. Pure.

It holds while it is in force, allowed by its rule, reasoned, signed with the meaning `waived` and not
expired, and while all that it was signed on is as it was: what it cites is in force with the same substance,
and the item with the gap has the same substance and state. It holds again when what changed is changed back.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

MEANING = "waived"


class LapseCode(StrEnum):
    """Why a waiver does not hold; a stable part of the API."""

    withdrawn = "withdrawn"
    not_allowed = "not_allowed"
    not_signed = "not_signed"
    incomplete = "incomplete"
    expired = "expired"
    cited_changed = "cited_changed"
    cited_withdrawn = "cited_withdrawn"
    subject_changed = "subject_changed"
    other_device = "other_device"
    other_version = "other_version"


@dataclass(frozen=True, slots=True)
class ItemState:
    """An item as it is now, or as it was pinned."""

    hash: str | None
    state: str


@dataclass(frozen=True, slots=True)
class WaiverPin:
    """An item that a waiver was signed on; `role` is subject or cited."""

    role: str
    item: str
    at_signing: ItemState


@dataclass(frozen=True, slots=True)
class Waiver:
    """A signed justification of a gap, the item type `JustifiedGap`, as it is stored.

    `gap` is the id of what was found of the item, whatever devices the justification is for; without
    `devices` it is for all devices of the item.
    """

    key: str
    version: int
    state: str
    subject: str
    gap: str
    rule: str
    detail: str
    devices: tuple[str, ...] = ()
    rationale: str | None = None
    compensating_measure: str | None = None
    expires_at: str | None = None
    valid_until: str | None = None
    withdrawn_reason: str | None = None
    meanings: frozenset[str] = frozenset()
    signed_by: str | None = None
    signed_at: str | None = None
    pins: tuple[WaiverPin, ...] = ()

    @property
    def cites(self) -> list[str]:
        """The items that it was signed with, by key."""
        return [pin.item for pin in self.pins if pin.role == "cited"]

    def answers_for(self, device: str) -> bool:
        """Whether it is for a device: it names the device, or none."""
        return not self.devices or device in self.devices


@dataclass(frozen=True, slots=True)
class Lapse:
    """One reason why a waiver does not hold; `item` is what it is about."""

    code: LapseCode
    item: str
    detail: str


def lapses(
    waiver: Waiver, today: str | None, now: Mapping[str, ItemState], *, allowed: bool
) -> tuple[Lapse, ...]:
    """Return every reason why a waiver does not hold on a day, or whatever the day; none when it does."""
    return (*_of_itself(waiver, today, allowed=allowed), *_of_others(waiver, now))


def of_other_devices(waiver: Waiver) -> Lapse:
    """Return why a waiver that holds does not answer a gap of a device that it does not name."""
    named = ", ".join(waiver.devices)
    return Lapse(LapseCode.other_device, waiver.key, f"{waiver.key} is for {named} and for no other device.")


def of_other_versions(waiver: Waiver, versions: Iterable[str]) -> Lapse:
    """Return why a waiver that holds does not answer a gap of a device of which it names some versions."""
    left = ", ".join(versions)
    return Lapse(LapseCode.other_version, waiver.key, f"{waiver.key} is for other versions than {left}.")


def _of_itself(waiver: Waiver, today: str | None, *, allowed: bool) -> Iterator[Lapse]:
    key = waiver.key
    if waiver.state != "in_force":
        why = f" ({waiver.withdrawn_reason})" if waiver.withdrawn_reason else ""
        yield Lapse(LapseCode.withdrawn, key, f"{key} was withdrawn{why}.")
    if not allowed:
        yield Lapse(LapseCode.not_allowed, key, "The rule does not allow that this gap is justified.")
    if MEANING not in waiver.meanings:
        yield Lapse(LapseCode.not_signed, key, f"{key} is not signed with the meaning {MEANING}.")
    needed = {"rationale": waiver.rationale, "expires_at": waiver.expires_at}
    for name in (name for name, value in needed.items() if not value):
        yield Lapse(LapseCode.incomplete, key, f"{key} has no {name}.")
    last = min(filter(None, (waiver.expires_at, waiver.valid_until)), default=None)
    if last is not None and today is not None and today > last:
        yield Lapse(LapseCode.expired, key, f"{key} expired on {last}.")


def _of_others(waiver: Waiver, now: Mapping[str, ItemState]) -> Iterator[Lapse]:
    subjects = {pin.item for pin in waiver.pins if pin.role == "subject"}
    if MEANING in waiver.meanings and waiver.subject not in subjects:
        yield Lapse(
            LapseCode.subject_changed, waiver.subject, f"{waiver.key} was not signed on {waiver.subject}."
        )
    for pin in waiver.pins:
        state = now.get(pin.item)
        if pin.role == "cited" and (state is None or state.state != "in_force"):
            yield Lapse(LapseCode.cited_withdrawn, pin.item, f"{pin.item}, which it cites, is not in force.")
        elif state is None or pin.at_signing.hash is None or state != pin.at_signing:
            code = LapseCode.cited_changed if pin.role == "cited" else LapseCode.subject_changed
            yield Lapse(code, pin.item, f"{pin.item} has changed since {waiver.key} was signed.")
