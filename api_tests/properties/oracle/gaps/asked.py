"""Which items a question for some devices is about; what concerns every device is always among them."""

from __future__ import annotations

from collections.abc import Iterable

from api_tests.properties.oracle.conclusions import Conclusions
from api_tests.properties.oracle.vocabulary import EVERYWHERE

Hit = tuple[str, str, str, Iterable[str]]
"""A gap of a rule: subject, detail, severity, facts."""


def asked_of(o: Conclusions, keys: Iterable[str], asked: set[str] | None) -> list[str]:
    """Return those items that are in the scopes asked for."""
    return [key for key in keys if asked is None or o.scopes(key) & asked]


def uses_asked(o: Conclusions, asked: set[str] | None) -> list[str]:
    """Return the uses in force that concern the devices asked for.

    A use concerns what it bears on, or by name the device of its evidence or its own; one that bears
    on nothing concerns its own, or every device.
    """
    found = []
    for use in o.of_type("EvidenceUse"):
        targets = set().union(*(o.scopes(target) for target in o.out(use, "bears_on")), set())
        by_name = set().union(*(o.scopes(e) for e in o.out(use, "uses")), o.scopes(use))
        scopes = targets | (by_name - {EVERYWHERE}) | (set() if targets else o.scopes(use))
        if asked is None or scopes & asked:
            found.append(use)
    return found


def conclusions_asked(o: Conclusions, asked: set[str] | None) -> list[str]:
    """Return the signed conclusions that concern the devices asked for."""
    found = []
    for key in o.of_type("Conclusion"):
        scopes = o.concerned(key)
        if asked is None or scopes & asked:
            found.append(key)
    return found
