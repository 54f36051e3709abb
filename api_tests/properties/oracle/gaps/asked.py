"""As seen from which device an item is judged, and what is there for that device."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api_tests.properties.oracle.graph import Graph
from api_tests.properties.oracle.vocabulary import EVERYWHERE

Hit = tuple[str, str, str, Iterable[str]]
"""A gap of a rule: subject, detail, severity, facts."""


@dataclass(frozen=True)
class View:
    """A device, '' for the file itself, and whether what names no device is judged for it."""

    device: str
    shared: bool = True

    def takes(self, scopes: set[str]) -> bool:
        """Whether what is in these scopes is judged for the device."""
        return self.device in scopes or (self.shared and EVERYWHERE in scopes)


def views(o: Graph, device: str) -> Iterator[View]:
    """Return the devices for which the items of a file are judged: the one asked for, or all.

    What names no device is judged for each device in force, and where there is none for the file itself.
    """
    if device:
        yield View(device)
        return
    in_force = o.of_type("Device") or [""]
    yield from map(View, in_force)
    named = set().union(*(o.scopes(key) for key in o.items), set()) - {EVERYWHERE}
    for gone in sorted(named - set(in_force)):
        yield View(gone, shared=False)


def there(o: Graph, key: str, view: View) -> bool:
    """Whether an item is there for a device: it names the device, or none."""
    return bool(o.scopes(key) & {view.device, EVERYWHERE})


def meant_for(o: Graph, key: str, about: str, view: View) -> bool:
    """Whether what answers for one device by its nature answers for this one.

    It names it; or it names none and can be of no other, since what it is about names this one alone, or
    names none while this is the only device of the file.
    """
    own, named = o.scopes(key), o.scopes(about)
    if view.device in own:
        return True
    others = set(o.of_type("Device")) - {view.device}
    return EVERYWHERE in own and (named == {view.device} or (EVERYWHERE in named and not others))


def judged(o: Graph, keys: Iterable[str], view: View) -> list[str]:
    """Return those items that are judged for a device."""
    return [key for key in keys if view.takes(o.scopes(key))]


def uses_judged(o: Graph, view: View) -> list[str]:
    """Return the uses in force that are judged for a device.

    A use concerns the devices that it names; one that names none those of what it bears on and those that
    its evidence names; one with neither every device.
    """
    return [use for use in o.of_type("EvidenceUse") if view.takes(devices_of_use(o, use))]


def devices_of_use(o: Graph, use: str) -> set[str]:
    """Return the scopes of what a use concerns."""
    own = o.scopes(use)
    if own != {EVERYWHERE}:
        return own
    targets = set().union(*(o.scopes(target) for target in o.out(use, "bears_on")), set())
    by_name = set().union(*(o.scopes(e) for e in o.out(use, "uses")), set()) - {EVERYWHERE}
    return targets | by_name or own


def conclusions_judged(o: Graph, view: View) -> list[str]:
    """Return the signed conclusions that are judged for a device: by name, else by what they are about."""
    found = []
    for key in o.of_type("Conclusion"):
        own = o.scopes(key)
        subjects = set().union(*(o.scopes(subject) for subject in o.out(key, "about")), set())
        if view.takes(own if own != {EVERYWHERE} else subjects or own):
            found.append(key)
    return found
