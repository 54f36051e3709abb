"""Which catalogues a device is asked, by its regulatory profiles."""

from __future__ import annotations

from collections.abc import Mapping

from graph.catalogues import Catalogue, must_know
from graph.errors import WrongEnd, WrongState
from graph.holdings import Held, by_keys, concerning, held
from graph.items import must_find
from graph.store import Tx


async def profiles_of(tx: Tx, device: str) -> list[Held]:
    """Give the profiles in force that concern a device, or every device."""
    return await held(tx, "RegulatoryProfile", device)


async def must_be_profile(tx: Tx, key: str, device: str) -> Held:
    """Give a profile in force of a device; ItemNotFound, WrongEnd or WrongState when it is none."""
    row = await must_find(tx, key)
    if row.type != "RegulatoryProfile":
        message = f"{key} is a {row.type}; name a RegulatoryProfile, or a catalogue."
        raise WrongEnd(message)
    if row.state != "in_force":
        message = f"{key} is {row.state}; approve it before its catalogue is asked."
        raise WrongState(message)
    if not await concerning(tx, [key], device):
        message = f"{key} is not a profile of {device}; add the device to its devices first."
        raise WrongEnd(message)
    return (await by_keys(tx, [key]))[key]


def catalogue_of(profile: Held, among: Mapping[str, Catalogue] | None = None) -> Catalogue:
    """Give the catalogue that a profile names; CatalogueNotFound when none is shipped under that name."""
    named = profile.content.get("catalogue_id", "")
    if not named:
        message = f"{profile.key} names no catalogue; set its catalogue_id, or name a catalogue."
        raise WrongState(message)
    return must_know(named, among)
