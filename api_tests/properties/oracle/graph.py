"""The items as a graph: what refers to what, what is in force, what concerns which device."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from api_tests.properties.oracle.records import Entry, Pinned, Record
from api_tests.properties.oracle.vocabulary import (
    ABOUT_OF_KIND,
    ANY,
    EVERYWHERE,
    TYPES,
    compared,
    substance,
)


class Graph:
    """Items, read as a graph."""

    def __init__(self) -> None:
        """Begin empty."""
        self.items: dict[str, Record] = {}
        self.pins: dict[str, list[Pinned]] = {}
        self.signed_by: dict[str, str] = {}
        self.waived_on: dict[str, dict[tuple[str, str], tuple[str, str | None]]] = {}
        self._known: dict[Any, Any] = {}

    def once(self, key: Any, compute: Callable[[], Any]) -> Any:
        """Return what was derived since the last write, or derive it; every write forgets it all."""
        if key not in self._known:
            self._known[key] = compute()
        return self._known[key]

    # -- references -------------------------------------------------------------------------------------

    def _type(self, key: str) -> str | None:
        return self.items[key].type if key in self.items else None

    @staticmethod
    def _said(kind: str, content: Mapping[str, Any]) -> Iterator[tuple[str, str, str, tuple[str, ...]]]:
        for name, (relation, allowed) in TYPES[kind].all_refs().items():
            ends = ABOUT_OF_KIND[content["kind"]] if name == "about" else allowed
            for target in content.get(name, ()):
                yield name, relation, target, ends

    def references(self, key: str) -> list[tuple[str, str, str, bool]]:
        """Return what an item holds: field, relation, key, and whether a fitting item is there."""
        return self.once(("references", key), lambda: list(self._references(key)))

    def _references(self, key: str) -> Iterator[tuple[str, str, str, bool]]:
        record = self.items[key]
        if record.effective:
            for name, relation, target, allowed in self._said(record.type, record.content):
                kind = self._type(target)
                yield name, relation, target, kind is not None and (allowed == ANY or kind in allowed)

    def out(self, key: str, name: str) -> list[str]:
        """Return the items that a field of an item refers to."""
        return [t for n, _, t, there in self.references(key) if n == name and there]

    def out_type(self, key: str, name: str, kind: str) -> list[str]:
        """Return those of them that have a type."""
        return [target for target in self.out(key, name) if self.items[target].type == kind]

    def holders(self, key: str, kind: str, name: str) -> list[str]:
        """Return the items of a type that refer to an item by a field."""
        held = self.once("holders", self._holders)
        return [k for k in held.get((key, name), ()) if self.items[k].type == kind]

    def _holders(self) -> dict[tuple[str, str], list[str]]:
        found: dict[tuple[str, str], list[str]] = {}
        for owner in self.items:
            for name, _, target, there in self.references(owner):
                if there:
                    found.setdefault((target, name), []).append(owner)
        return found

    # -- what is in force, and what it says -------------------------------------------------------------

    def live(self, key: str) -> bool:
        """Whether an item is in force."""
        return self.items[key].state == "in_force"

    def of_type(self, kind: str) -> list[str]:
        """Return the items of a type that are in force."""
        return [key for key, record in self.items.items() if record.type == kind and self.live(key)]

    def value(self, key: str, name: str) -> Any:
        """Return a field of what is in force; the default where nothing else is said."""
        record = self.items[key]
        return record.content.get(name, TYPES[record.type].defaults.get(name))

    def face(self, key: str) -> str:
        """Return what dependants compare of an item now."""
        record = self.items[key]
        return compared(record.type, record.meaning(record.effective))

    def substance(self, key: str) -> str:
        """Return all of an item that is in force and not editorial."""
        record = self.items[key]
        return substance(record.type, record.meaning(record.effective))

    def outdated(self, appraisal: str) -> bool:
        """Whether the evidence of an appraisal has another substance than the one that was read."""
        record = self.items[appraisal]
        return any(
            self.items[e].effective and record.read != self.substance(e)
            for e in self.out(appraisal, "appraises")
        )

    def topics(self, requirement: str) -> set[str]:
        """Return what the clinical evaluation has to conclude on a requirement: ER 1, 3, 6; GSPR 1, 8."""
        content = self.items[requirement].content
        stated = content.get("requirement_id", "") if content else ""
        found = {
            "ER1": {"safety"},
            "ER3": {"performance"},
            "ER6": {"side_effects"},
            "GSPR1": {"safety", "performance"},
            "GSPR8": {"side_effects"},
        }.get(stated, set())
        if found or content.get("clinical_evaluation"):
            found = found | {"evaluation"}
        return found

    # -- devices ----------------------------------------------------------------------------------------

    def scopes(self, key: str) -> set[str]:
        """Return the devices that an item concerns; everywhere where it names none."""
        return self.once(("scopes", key), lambda: self._scopes(key))

    def _scopes(self, key: str) -> set[str]:
        record = self.items[key]
        if not record.effective:
            return set()
        found = {key} if record.type == "Device" else set()
        for named in self.out(key, "devices"):
            if self.items[named].type == "Device":
                found.add(named)
            else:
                found |= set(self.out_type(named, "devices", "Device"))
        return found or {EVERYWHERE}

    def near(self, subject: str, kind: str) -> list[str]:
        """Return the items in force of a type that concern a device of the subject's.

        What names no device concerns every device, on either side.
        """
        mine = self.scopes(subject)
        return [
            key
            for key in self.of_type(kind)
            if mine & (theirs := self.scopes(key)) or EVERYWHERE in mine | theirs
        ]

    def of(self, device: str, kind: str) -> list[str]:
        """Return the items in force that are in the scope of a device or of every device."""
        return [key for key in self.of_type(kind) if self.scopes(key) & {device, EVERYWHERE}]

    def within(self, scope: str, kind: str) -> list[str]:
        """Return the items in force of a type that concern a device, or every device."""
        return [
            key for key in self.of_type(kind) if scope == EVERYWHERE or self.scopes(key) & {scope, EVERYWHERE}
        ]

    # -- conclusions and evidence on an item ------------------------------------------------------------

    def about(self, subject: str, *kinds: str) -> list[str]:
        """Return the signed conclusions of some kinds about an item that is in force."""
        if not self.live(subject):
            return []
        return [
            key
            for key in self.holders(subject, "Conclusion", "about")
            if self.live(key) and self.value(key, "kind") in kinds
        ]

    def about_near(self, subject: str, kind: str, *kinds: str) -> list[str]:
        """Return the signed conclusions of some kinds about items near the subject."""
        return [q for item in self.near(subject, kind) for q in self.about(item, *kinds)]

    def uses_on(self, target: str, pillar: str = "") -> Iterator[Entry]:
        """Return the uses in force that bear on an item, with their evidence and its appraisals."""
        for use in self.holders(target, "EvidenceUse", "bears_on"):
            named = self.value(use, "pillar")
            against = named is None and self.value(use, "direction") == "contradicts"
            if not pillar or named == pillar or against:
                yield from self.with_evidence(use)

    def with_evidence(self, use: str) -> Iterator[Entry]:
        """Return a use in force with its evidence and the appraisals of that."""
        if not self.live(use):
            return
        yield use, "use", ""
        for evidence in filter(self.live, self.out(use, "uses")):
            yield evidence, "evidence", use
            for appraisal in filter(self.live, self.holders(evidence, "Appraisal", "appraises")):
                yield appraisal, "appraisal", use
