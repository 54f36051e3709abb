"""Conclusions: what each rested on when it was signed, and what it ought to rest on now."""

from __future__ import annotations

from api_tests.properties.oracle.basis import BASIS, behind, equivalent_profiles, equivalent_versions
from api_tests.properties.oracle.graph import Graph
from api_tests.properties.oracle.records import Entry, Pinned
from api_tests.properties.oracle.signals import told_of
from api_tests.properties.oracle.vocabulary import EVERYWHERE, Content


class Conclusions(Graph):
    """The graph, with what its conclusions rest on."""

    def expected(self, key: str) -> set[Entry]:
        """Return what a conclusion ought to rest on now."""
        found: set[Entry] = set()
        kind = self.value(key, "kind")
        for subject in self.out(key, "about"):
            if self.live(subject):
                found |= set(BASIS[kind](self, subject, kind))
                if kind == "equivalence":  # what is compared is the device as it is sold
                    found |= equivalent_versions(self, key, subject)
                    found |= equivalent_profiles(self, key, subject)
        found |= {(item, "declared", "") for item in self.out(key, "also_rests_on") if self.live(item)}
        found |= {(item, "justified_gap", "") for item in self.out(key, "cites_gaps") if self.live(item)}
        found |= behind(self, found, kind)
        found |= {entry for entry, judged in told_of(self, key, found) if judged}
        return {entry for entry in found if entry[0] != key}

    def unjudged(self, key: str) -> set[str]:
        """Return the news that speaks to a conclusion and that nobody judged yet (event 31)."""
        return {entry[0] for entry, judged in told_of(self, key, self.expected(key)) if not judged}

    def orphaned(self, key: str) -> bool:
        """Whether all that a conclusion is about is withdrawn."""
        subjects = self.out(key, "about")
        return bool(subjects) and all(self.items[s].state == "withdrawn" for s in subjects)

    def counts(self, key: str) -> bool:
        """Whether an item counts now: in force, and no conclusion on nothing."""
        return self.live(key) and not (self.items[key].type == "Conclusion" and self.orphaned(key))

    def concerned(self, key: str) -> set[str]:
        """Return the scopes of what a conclusion is about, and the devices that it names itself."""
        subjects = set().union(*(self.scopes(subject) for subject in self.out(key, "about")), set())
        own = self.scopes(key)
        return subjects | (own - {EVERYWHERE}) | (set() if subjects else own)

    def upstream(self, key: str) -> set[str]:
        """Return the conclusions that a conclusion was signed on."""
        return {pin.item for pin in self.pins[key] if self.items[pin.item].type == "Conclusion"}

    def pinned(self, pin: Pinned) -> Content:
        """Return what a pinned item said when it was pinned."""
        return self.items[pin.item].versions[pin.version - 1] if pin.version else {}

    def decisive(self, use: str, version: int) -> bool:
        """Whether a use, in a version or (0) in force, is pivotal or contradicts."""
        record = self.items[use]
        content = record.versions[version - 1] if version else record.content
        return content.get("role") == "pivotal" or content.get("direction") == "contradicts"

    # -- justified gaps ---------------------------------------------------------------------------------

    def substance_now(self, key: str) -> tuple[str, str | None]:
        """Return state and substance of an item, as a justified gap is signed on it."""
        record = self.items.get(key)
        if record is None:
            return "missing", None
        return record.state, self.substance(key) if record.effective else None

    def waives(self, key: str) -> bool:
        """Whether a justified gap holds, whatever the day is: whole, and signed on what is as it was."""
        content = self.items[key].content
        said = all(content.get(name) for name in ("rule_id", "waives", "rationale", "expires_at"))
        return (
            key in self.waived_on
            and bool(said)
            and all(
                before[1] is not None
                and before == self.substance_now(item)
                and (role == "waives" or before[0] == "in_force")
                for (role, item), before in self.waived_on[key].items()
            )
        )
