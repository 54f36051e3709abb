"""What the argument is about: devices, their versions, and the intended purpose."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.vocabulary import n12
from graph.vocabulary.ages import open_ends, people_of_ages
from graph.vocabulary.base import EDITORIAL, EXACT, SUBSTANTIVE, Day, Item, Line, Ref, References, Text
from graph.vocabulary.content import Content, Derived
from graph.vocabulary.figures import people_in
from graph.vocabulary.identifiers import device_class_of, normal_catalogue, normal_udi, words_of
from graph.vocabulary.laws import names_other_law
from graph.vocabulary.matters import matters_in
from graph.vocabulary.relations import HAS_ELEMENT, SUCCEEDS
from graph.vocabulary.thresholds import Thresholds


class Device(Item):
    """A medical device, as the maker names it.

    `safety_characteristics` are what of it can affect safety (ISO 14971:2019, 5.3); `lifetime` is the one
    that the maker states, and `retention` how long its records are kept.
    Where no undesirable side-effect is on record, `no_side_effects_rationale` says why there is none.
    """

    type: Literal["Device"] = "Device"
    name: Annotated[Line, SUBSTANTIVE] = ""
    basic_udi_di: Annotated[Line, SUBSTANTIVE] = ""
    generic_group: Line = ""
    components: list[Line] = []
    accessories: list[Line] = []
    safety_characteristics: list[Text] = []
    lifetime: Line = ""
    retention: Annotated[Line, EDITORIAL] = ""
    is_samd: bool = False
    no_side_effects_rationale: Text = ""

    derived_properties: ClassVar[tuple[str, ...]] = ("udi_normal",)

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the basic UDI-DI in the one spelling in which news of the device is matched."""
        udi = normal_udi(content.get("basic_udi_di", ""))
        return {"udi_normal": udi} if udi else {}


class DeviceVersion(Item):
    """A released, or coming, configuration of a device.

    Where `status` says nothing, a version that was released is on the market from that day on, and any other
    is in development. `last_placed_at` is the day on which the last of them was placed on the market or put
    into service (UK MDR 2002, 44ZD).
    """

    type: Literal["DeviceVersion"] = "DeviceVersion"
    version_label: Line = ""
    released_at: Annotated[Day | None, SUBSTANTIVE] = None
    modules: list[Line] = []
    model_version: Line = ""
    last_placed_at: Annotated[Day | None, EDITORIAL] = None
    status: Annotated[Literal["in_development", "on_market", "discontinued"] | None, SUBSTANTIVE] = None
    succeeds: Annotated[References, EDITORIAL, Ref(SUCCEEDS)] = []


class Variant(Item):
    """A model, size or setting of a device; `extreme` marks an end of the range."""

    title_for: ClassVar[str] = "model"

    type: Literal["Variant"] = "Variant"
    model: Line = ""
    size: Line = ""
    setting: Line = ""
    extreme: Literal["min", "max"] | None = None


class RegulatoryProfile(Thresholds, Item):
    """Where and how a device is regulated; the figures that it sets go before those of a policy.

    `effective_from` and `effective_until` say from when to when it applies, and `certificate_until` how long
    the `certificate` of the approved or notified body does. What a profile asks is asked while it is in
    force, whatever the day.
    """

    type: Literal["RegulatoryProfile"] = "RegulatoryProfile"
    jurisdiction: Literal["GB_UKMDR", "EU_MDR", "EU_MDD_legacy", "US"]
    catalogue_id: Line = ""
    catalogue_version: Annotated[int | None, Field(ge=1)] = None
    device_class: Line = ""
    route: Line = ""
    marking: Line = ""
    significant_risk: bool = False
    well_established: bool = False
    cer_interval_justification: Text = ""
    pms_rule_set: Line = ""
    effective_from: Annotated[Day | None, EDITORIAL] = None
    effective_until: Annotated[Day | None, EDITORIAL] = None
    certificate: Annotated[Line, EDITORIAL] = ""
    certificate_until: Annotated[Day | None, EDITORIAL] = None

    derived_properties: ClassVar[tuple[str, ...]] = (
        "class_known",
        "implantable",
        "catalogue_normal",
        "catalogue_foreign",
    )

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return class and catalogue in one spelling, whether it is an implant, and the law another."""
        known, implantable = device_class_of(content.get("device_class", ""))
        catalogue = normal_catalogue(content.get("catalogue_id", ""))
        derived = {
            "class_known": known,
            "implantable": implantable,
            "catalogue_normal": catalogue,
            "catalogue_foreign": names_other_law(content),
        }
        return {name: value for name, value in derived.items() if value}


class FurtherSituation(BaseModel):
    """A further healthcare situation that the same definition statement covers (N12 7.1)."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    significance: n12.Significance
    situation: n12.Situation
    condition: Line = ""


class IntendedPurpose(Item):
    """The statement of intended purpose, with the SaMD definition A, B, C of IMDRF N12.

    The N12 category follows from A and B of all situations and is never typed. A module of a larger system
    has an intended purpose, and so a category, of its own (N12 7.1). Whether lay users raise the category
    is known from the elements, so both answers are derived: `n12_lay_*` holds where an element names them.
    """

    title_for: ClassVar[str] = "statement"

    type: Literal["IntendedPurpose"] = "IntendedPurpose"
    statement: Text = ""
    module: Line = ""
    n12_significance: n12.Significance | None = None
    n12_situation: n12.Situation | None = None
    n12_further: Annotated[list[FurtherSituation], Field(max_length=100)] = []
    n12_core_functionality: Text = ""
    has_element: Annotated[References, Ref(HAS_ELEMENT)] = []

    derived_properties: ClassVar[tuple[str, ...]] = (
        "n12_category",
        "n12_cell",
        "n12_rank",
        "n12_review",
        "n12_lay_category",
        "n12_lay_cell",
        "n12_lay_rank",
        "n12_lay_review",
    )

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return category, cell, rank and review (N12 7.2; N41 8.0), without lay users and with them."""
        derived: Derived = {}
        for prefix, lay in (("n12", False), ("n12_lay", True)):
            category = n12.derive(situations(content), unsupported_lay_users=lay)
            if category is not None:
                derived[f"{prefix}_category"] = category.cell.category
                derived[f"{prefix}_cell"] = category.cell.criterion
                derived[f"{prefix}_rank"] = category.cell.rank
                derived[f"{prefix}_review"] = category.cell.review
        return derived


def situations(content: Content) -> list[n12.HealthcareSituation]:
    """Return the healthcare situations that the content of an intended purpose states whole."""
    significance, situation = content.get("n12_significance"), content.get("n12_situation")
    first = [n12.HealthcareSituation(significance, situation)] if significance and situation else []
    return [*first, *(n12.HealthcareSituation(**entry) for entry in content.get("n12_further", []))]


ElementKind = Literal[
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
    "invasiveness",
    "single_use_or_reusable",
]


class IntendedUseElement(Item):
    """One part of the intended purpose: an indication, a population, a user, a limit.

    `lay_users` is for intended users who are no professionals: without support of specialists a serious
    situation is treated as critical (N12 5.2.2, note).
    """

    title_for: ClassVar[str] = "value"

    type: Literal["IntendedUseElement"] = "IntendedUseElement"
    kind: ElementKind
    value: Annotated[Text, EXACT] = ""
    coded_value: Line = ""
    range_min: float | None = None
    range_max: float | None = None
    range_unit: Line = ""
    included: bool = True
    lay_users: Literal["with_specialist_support", "without_specialist_support"] | None = None
    display_order: Annotated[int | None, EDITORIAL] = None

    derived_properties: ClassVar[tuple[str, ...]] = (
        "words",
        "people",
        "matters",
        "reach_down",
        "reach_up",
    )

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the words of the value, looked for in what is printed, and how far an open end goes."""
        value, kind, unit = (content.get(name, "") for name in ("value", "kind", "range_unit"))
        ends = content.get("range_min"), content.get("range_max")
        down, up = open_ends(kind, unit, *ends)
        derived = {
            "words": words_of(value),
            "people": sorted({*people_in(value), *people_of_ages(kind, unit, *ends)}),
            "matters": matters_in(value),
            "reach_down": down,
            "reach_up": up,
        }
        return {name: entry for name, entry in derived.items() if entry}

    @model_validator(mode="after")
    def _lay_users_are_users(self) -> IntendedUseElement:
        if self.lay_users is not None and self.kind != "intended_user":
            message = f"lay_users is said of an element of kind intended_user, not of kind {self.kind}"
            raise ValueError(message)
        return self
