"""The regulatory profiles of a device: made from a preset, and which catalogues they ask."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.catalogues import Catalogue, catalogues, find_catalogue, preset_for
from graph.database.store import Store, Tx
from graph.errors import WrongEnd, WrongState, WrongType
from graph.items import WriteResult, canonical_content, must_find, write_items_lazily
from graph.items.with_content import ItemWithContent, in_scope_of, items_by_key, items_with_content
from graph.scopes import of_device
from graph.versions.proposal import Author, Mode, Options, Proposal
from graph.vocabulary.content import Content
from graph.vocabulary.identifiers import normal_catalogue
from graph.vocabulary.spelling import a_or_an

_TYPE: Final = "RegulatoryProfile"


@dataclass(frozen=True, slots=True)
class ProfileRequest:
    """A profile to make: its key, the preset or jurisdiction, and what is said of it, class among that."""

    key: str
    preset: str
    fields: Content
    approve: bool


async def make_profile(store: Store, device: str, asked: ProfileRequest, author: Author) -> WriteResult:
    """Make a profile of a device from a preset; what is said goes before the preset.

    ItemNotFound or WrongEnd when there is no such device, InvalidContent for a class that the preset
    does not know.
    """
    stated = asked.fields
    preset = preset_for(asked.preset, str(stated["device_class"]))
    filled = {
        "jurisdiction": preset.jurisdiction,
        "title": f"{preset.title}, class {stated['device_class']}",
        "devices": [device],
        "catalogue_id": preset.catalogue_id,
        "catalogue_version": find_catalogue(preset.catalogue_id).version if preset.catalogue_id else None,
        "marking": preset.marking,
        "route": preset.route,
        "pms_rule_set": preset.pms_rule_set,
        **stated,
    }
    proposal = Proposal(_TYPE, asked.key, canonical_content(_TYPE, filled), approve=asked.approve)

    async def wanted(tx: Tx) -> Sequence[Proposal]:
        await of_device(tx, device)
        return [proposal]

    return await write_items_lazily(store, wanted, Options(Mode.create, action="make_profile"), author)


async def profiles_of(tx: Tx, device: str) -> list[ItemWithContent]:
    """Return the profiles in force that concern a device, or every device."""
    return await items_with_content(tx, _TYPE, device)


async def must_be_profile(tx: Tx, key: str, device: str) -> ItemWithContent:
    """Return a profile in force of a device; ItemNotFound, WrongType, WrongState or WrongEnd for none."""
    row = await must_find(tx, key)
    if row.type != _TYPE:
        message = f"{key} is {a_or_an(row.type)}; name a RegulatoryProfile, or a catalogue."
        raise WrongType(message)
    if row.state != "in_force":
        message = f"{key} is {row.state}; approve it before its catalogue is asked."
        raise WrongState(message)
    if not await in_scope_of(tx, [key], device):
        message = f"{key} is not a profile of {device}; add the device to its devices first."
        raise WrongEnd(message)
    return (await items_by_key(tx, [key]))[key]


def catalogue_of(profile: ItemWithContent, among: Mapping[str, Catalogue] | None = None) -> Catalogue:
    """Return the catalogue that a profile names; in any spelling; CatalogueNotFound when none is shipped."""
    named: str = profile.content.get("catalogue_id", "")
    if not named:
        message = f"{profile.key} names no catalogue; set its catalogue_id, or name a catalogue."
        raise WrongState(message)
    known = catalogues() if among is None else among
    spelled = {normal_catalogue(name): name for name in known}
    return find_catalogue(spelled.get(normal_catalogue(named), named), among)
