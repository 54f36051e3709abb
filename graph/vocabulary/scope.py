"""What the argument is about: devices, their versions, and the intended purpose."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from graph.vocabulary.base import EDITORIAL, Item, Line, Ref, References, Text
from graph.vocabulary.relations import HAS_ELEMENT, SUCCEEDS


class Device(Item):
    """A medical device, as the maker names it."""

    type: Literal["Device"] = "Device"
    name: Line = ""
    basic_udi_di: Line = ""
    generic_group: Line = ""
    is_samd: bool = False


class DeviceVersion(Item):
    """A released, or coming, configuration of a device."""

    type: Literal["DeviceVersion"] = "DeviceVersion"
    version_label: Line = ""
    released_at: date | None = None
    modules: list[Line] = []
    model_version: Line = ""
    status: Literal["in_development", "on_market", "discontinued"] = "in_development"
    succeeds: Annotated[References, EDITORIAL, Ref(SUCCEEDS)] = []


class Variant(Item):
    """A model, size or setting of a device; `extreme` marks an end of the range."""

    type: Literal["Variant"] = "Variant"
    model: Line = ""
    size: Line = ""
    setting: Line = ""
    extreme: Literal["min", "max"] | None = None


class RegulatoryProfile(Item):
    """Where and how a device is regulated; parameters of the rules come from here."""

    type: Literal["RegulatoryProfile"] = "RegulatoryProfile"
    jurisdiction: Literal["GB_UKMDR", "EU_MDR", "EU_MDD_legacy", "US"]
    catalogue_id: Line = ""
    device_class: Line = ""
    route: Line = ""
    marking: Line = ""
    significant_risk: bool = False
    well_established: bool = False
    cer_interval_months: Annotated[int, Field(ge=1, le=120)] | None = None
    cer_interval_justification: Text = ""
    pms_rule_set: Line = ""


class IntendedPurpose(Item):
    """The statement of intended purpose, with the SaMD definition A, B, C of IMDRF N12."""

    type: Literal["IntendedPurpose"] = "IntendedPurpose"
    statement: Annotated[Text, EDITORIAL] = ""
    n12_significance: (
        Literal["treat_or_diagnose", "drive_clinical_management", "inform_clinical_management"] | None
    ) = None
    n12_situation: Literal["critical", "serious", "non_serious"] | None = None
    n12_core_functionality: Text = ""
    has_element: Annotated[References, Ref(HAS_ELEMENT)] = []


class IntendedUseElement(Item):
    """One part of the intended purpose: an indication, a population, a user, a limit."""

    type: Literal["IntendedUseElement"] = "IntendedUseElement"
    kind: Literal[
        "indication",
        "condition_severity_stage",
        "target_population",
        "age_range",
        "sex",
        "contraindication",
        "intended_user",
        "use_environment",
        "body_site_contact",
        "duration_repeat",
        "input",
        "output_function",
        "care_pathway_role",
        "variant_range",
        "precaution_warning",
        "foreseeable_misuse",
    ]
    value: Text = ""
    coded_value: Annotated[Line, EDITORIAL] = ""
    range_min: float | None = None
    range_max: float | None = None
    range_unit: Line = ""
    included: bool = True
    display_order: Annotated[int | None, EDITORIAL] = None
