"""Presets of regulatory profiles: what a jurisdiction usually says, as data for a maker to start from.

A profile is made from a preset when somebody asks for it, with the class that it names. The intervals
stand here to be read: they are the defaults of `graph.vocabulary.thresholds`, and a profile that repeated
them would go before a stricter policy of the maker. Where a source gives no figure, none stands here.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Annotated, Final, Literal

from pydantic import Field, TypeAdapter

from graph.catalogues.reading import CATALOGUES, Part, Text, find_catalogue
from graph.errors import Fault, InvalidContent

PRESETS: Final = CATALOGUES / "profiles" / "presets.json"

Months = Annotated[int, Field(ge=1, le=120)]


class ReportInterval(Part):
    """How old the last periodic report may be for a device class; no figure where the law names none."""

    device_class: Text
    kind: Literal["pmsr", "psur"]
    at_most_months: Months | None
    reference: Text


class EvaluationInterval(Part):
    """How long a clinical evaluation may stand without new information from the market.

    `yearly_months` holds for a device with significant risks or one that is not well established; else,
    with a justification, an interval between the two others.
    """

    yearly_months: Months
    least_months: Months
    at_most_months: Months
    reference: Text


class Preset(Part):
    """What one jurisdiction usually says of a profile, for one route to its market.

    `jurisdiction` says whose rules ask: a CE-marked device on the market of Great Britain is under Part 4A of
    the UK regulations, one on the market of Northern Ireland under the Regulation.
    """

    id: Text
    jurisdiction: Literal["GB_UKMDR", "EU_MDR", "EU_MDD_legacy", "US"]
    title: Text
    catalogue_id: str
    marking: str
    route: str = ""
    pms_rule_set: str
    classes: Annotated[tuple[Text, ...], Field(min_length=1)]
    reports: tuple[ReportInterval, ...]
    evaluation: EvaluationInterval | None = None
    notes: tuple[Text, ...] = ()


_READER: Final = TypeAdapter(tuple[Preset, ...])


@cache
def presets(path: Path = PRESETS) -> tuple[Preset, ...]:
    """Return all presets; each names a catalogue that is shipped, or none."""
    shipped = _READER.validate_json(path.read_text(encoding="utf-8"))
    for preset in shipped:
        if preset.catalogue_id:
            find_catalogue(preset.catalogue_id)
    return shipped


def preset_for(named: str, device_class: str) -> Preset:
    """Return the preset of an id, or the first of a jurisdiction that knows the class.

    InvalidContent for a preset or jurisdiction that there is not, and for a class that it does not know.
    """
    matching = [entry for entry in presets() if entry.id == named]
    matching += [entry for entry in presets() if entry.jurisdiction == named and entry not in matching]
    if not matching:
        known = ", ".join(entry.id for entry in presets())
        message = f"There is no preset for {named!r}: use one of {known}."
        raise InvalidContent(message, faults=[Fault("/preset", message)])
    if named != matching[0].jurisdiction:
        matching = matching[:1]
    fitting = next((entry for entry in matching if device_class in entry.classes), None)
    if fitting is None:
        known = ", ".join(dict.fromkeys(name for entry in matching for name in entry.classes))
        message = f"{named} has no class {device_class!r}: use one of {known}."
        raise InvalidContent(message, faults=[Fault("/device_class", message)])
    return fitting
