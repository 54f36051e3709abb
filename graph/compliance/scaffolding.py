"""Loading a catalogue for a device: its leaves as requirements, and a compliance record for each.

Requirements are shared by all devices; records are the device's own, and say nothing until somebody
decides. Loading again adds only what is missing. A newer version of a catalogue revises the requirements,
which makes stale what was concluded on a requirement that reads differently now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from graph.canonical import digest
from graph.catalogues import Catalogue, Leaf, find_catalogue
from graph.compliance.profiles import catalogue_of, must_be_profile
from graph.database.queries import ItemRow
from graph.database.store import Store, Tx
from graph.errors import WrongState
from graph.items import WriteResult, canonical_content, must_find, write_items_lazily
from graph.items.with_content import ItemWithContent, in_scope_of, items_by_key, items_with_content, referrers
from graph.scopes import of_device
from graph.versions.proposal import Author, Mode, Options, Proposal
from graph.vocabulary.content import Content

_LONGEST_KEY: Final = 128
_KEPT: Final = ("title", "devices", "tags", "owner", "note", "valid_until", "next_review_due")
"""What a maker may have added to a requirement of a catalogue, and a newer version leaves."""
_PROPOSED: Final = {
    "Y": "The catalogue proposes for stand-alone software: applicable.",
    "N": "The catalogue proposes for stand-alone software: not applicable.",
    "C": "The catalogue proposes for stand-alone software: depends on the device.",
}


@dataclass(frozen=True, slots=True)
class CatalogueChoice:
    """What to load: the catalogue of a profile, or a catalogue by its id."""

    profile: str | None = None
    catalogue: str | None = None


@dataclass(frozen=True, slots=True)
class LeafOutcome:
    """What became of one leaf: its requirement, and the device's records of it."""

    leaf: str
    requirement: str
    requirement_outcome: str
    records: tuple[str, ...]
    record_outcome: str


@dataclass(frozen=True, slots=True)
class LoadedCatalogue:
    """What loading a catalogue for a device did; nothing is written when nothing was missing."""

    catalogue: Catalogue
    leaves: tuple[LeafOutcome, ...]
    written: WriteResult


async def load_catalogue(
    store: Store,
    device: str,
    asked: CatalogueChoice,
    author: Author,
    among: Mapping[str, Catalogue] | None = None,
) -> LoadedCatalogue:
    """Make requirements and the device's records of all leaves of a catalogue, in one write.

    The catalogues are those shipped unless others are given.
    """
    planned: dict[str, Any] = {}

    async def wanted(tx: Tx) -> Sequence[Proposal]:
        catalogue = await _asked(tx, device, asked, among)
        loading = _Loading(tx, await must_find(tx, device), catalogue)
        proposals, leaves = await loading.wanted()
        planned.update(catalogue=catalogue, leaves=leaves)
        return [replace(entry, row=number) for number, entry in enumerate(proposals, 1)]

    written = await write_items_lazily(store, wanted, Options(Mode.upsert, action="load_catalogue"), author)
    done = {outcome.key: outcome.outcome for outcome in written.outcomes}
    leaves = tuple(
        replace(
            leaf,
            requirement_outcome=done.get(leaf.requirement, leaf.requirement_outcome),
            record_outcome=next((done[key] for key in leaf.records if key in done), leaf.record_outcome),
        )
        for leaf in planned["leaves"]
    )
    return LoadedCatalogue(planned["catalogue"], leaves, written)


async def _asked(
    tx: Tx, device: str, asked: CatalogueChoice, among: Mapping[str, Catalogue] | None
) -> Catalogue:
    await of_device(tx, device)
    if asked.profile:
        return catalogue_of(await must_be_profile(tx, asked.profile, device), among)
    return find_catalogue(asked.catalogue or "", among)


def record_key(device: str, requirement: str) -> str:
    """Return the key of a device's record of a requirement."""
    key = f"{device}.{requirement}"
    return key if len(key) <= _LONGEST_KEY else f"CR-{digest([device, requirement])[:32]}"


@dataclass(frozen=True, slots=True)
class _Loading:
    tx: Tx
    device: ItemRow
    catalogue: Catalogue

    async def wanted(self) -> tuple[list[Proposal], list[LeafOutcome]]:
        """Return what has to be written, and what stands already, leaf by leaf."""
        if self.device.state == "withdrawn":
            message = f"{self.device.key} is withdrawn; bring it back into force before loading a catalogue."
            raise WrongState(message)
        proposals, chosen = [], {}
        known = await self._known()
        for leaf in self.catalogue.leaves:
            stands = next((e for e in known.get(leaf.id, []) if e.row.state == "in_force"), None)
            base = stands or next(iter(known.get(leaf.id, [])), None)
            due = self._due(leaf, base)
            proposals += [due] if due else []
            chosen[leaf.id] = due.key if due else base.key if base else ""
        records, outcomes = await self._records(chosen, known)
        return [*proposals, *records], outcomes

    async def _known(self) -> dict[str, list[ItemWithContent]]:
        """Return the requirement items of each leaf: the catalogue's own key first."""
        by_leaf: dict[str, dict[str, ItemWithContent]] = {}
        own = {self.catalogue.key_of(leaf): leaf.id for leaf in self.catalogue.leaves}
        for key, entry in sorted((await items_by_key(self.tx, own)).items()):
            if entry.row.type == "Requirement":
                by_leaf.setdefault(own[key], {})[key] = entry
        for entry in await items_with_content(self.tx, "Requirement", self.device.key):
            if entry.content.get("catalogue") == self.catalogue.id:
                leaf = entry.content.get("requirement_id", "")
                by_leaf.setdefault(leaf, {})[entry.key] = entry
        return {leaf: list(entries.values()) for leaf, entries in by_leaf.items()}

    def _due(self, leaf: Leaf, stands: ItemWithContent | None) -> Proposal | None:
        """Return the requirement to write for a leaf, None when what stands is to stay."""
        earlier = stands.content if stands else {}
        version = earlier.get("catalogue_version")
        if stands and version is not None and version > self.catalogue.version:
            message = (
                f"{stands.key} is of version {version} of {self.catalogue.id}; this release of Evitrace "
                f"ships version {self.catalogue.version}. Load it with the newer release."
            )
            raise WrongState(message)
        named = earlier.get("devices", [])
        as_it_is = stands and stands.row.state == "in_force" and version in (None, self.catalogue.version)
        if as_it_is and (not named or self.device.key in named):
            return None
        fields = {**earlier} if as_it_is else self._fields(leaf, earlier)
        if named and self.device.key not in named:
            fields["devices"] = [*named, self.device.key]
        key = stands.key if stands else self.catalogue.key_of(leaf)
        return Proposal("Requirement", key, canonical_content("Requirement", fields), approve=True)

    def _fields(self, leaf: Leaf, earlier: Content) -> dict[str, object]:
        heading = self.catalogue.heading_of(leaf)
        fields = {
            "title": leaf.title,
            **{name: earlier[name] for name in _KEPT if name in earlier and name != "title"},
            "catalogue": self.catalogue.id,
            "catalogue_version": self.catalogue.version,
            "requirement_id": leaf.id,
            "heading": f"{heading.id} {heading.title}",
            "paraphrase": leaf.paraphrase,
            "national_reading": leaf.national_reading,
            "nearest": list(self.catalogue.nearest_of(leaf)),
            "ce": leaf.ce,
            "sw": leaf.sw,
            "clinical_evaluation": earlier.get("clinical_evaluation", False),
        }
        if earlier.get("default_justification"):
            decided = ("ce", "sw", "default_justification")
            fields |= {name: earlier[name] for name in decided if name in earlier}
        return fields

    async def _records(
        self, chosen: Mapping[str, str], known: Mapping[str, Sequence[ItemWithContent]]
    ) -> tuple[list[Proposal], list[LeafOutcome]]:
        answering = await self._answering({entry.key for entries in known.values() for entry in entries})
        ours = {leaf: record_key(self.device.key, key) for leaf, key in chosen.items()}
        taken = await items_by_key(self.tx, ours.values())
        samd = (await items_by_key(self.tx, [self.device.key]))[self.device.key].content.get("is_samd", False)
        proposals, outcomes = [], []
        for leaf in self.catalogue.leaves:
            keys = {chosen[leaf.id], *(entry.key for entry in known.get(leaf.id, []))}
            records = sorted({record for key in keys for record in answering.get(key, ())})
            outcome = "kept"
            if not records:
                records = [ours[leaf.id]]
                stands = taken.get(ours[leaf.id])
                outcome = stands.row.state if stands else "created"
                if stands is None:
                    proposals.append(self._record(leaf, ours[leaf.id], chosen[leaf.id], samd=samd))
            outcomes.append(LeafOutcome(leaf.id, chosen[leaf.id], "kept", tuple(records), outcome))
        return proposals, outcomes

    def _record(self, leaf: Leaf, key: str, requirement: str, *, samd: bool) -> Proposal:
        fields = {
            "title": f"{leaf.id} {leaf.title}",
            "devices": [self.device.key],
            "satisfies": [requirement],
            "note": _PROPOSED.get(leaf.sw or "", "") if samd else "",
        }
        return Proposal("ComplianceRecord", key, canonical_content("ComplianceRecord", fields), approve=True)

    async def _answering(self, requirements: set[str]) -> dict[str, list[str]]:
        """Return the device's records of requirements, in force or drafts, by requirement."""
        by_requirement: dict[str, list[str]] = {}
        rows = [
            row for rows in (await referrers(self.tx, requirements, "SATISFIES")).values() for row in rows
        ]
        ours = await in_scope_of(self.tx, [row.key for row in rows], self.device.key)
        for row in rows:
            if row.key in ours:
                by_requirement.setdefault(row.item, []).append(row.key)
        for draft in await items_with_content(self.tx, "ComplianceRecord", state="draft"):
            named = draft.content.get("devices", [])
            if not named or self.device.key in named:
                for key in draft.content["satisfies"]:
                    by_requirement.setdefault(key, []).append(draft.key)
        return by_requirement
