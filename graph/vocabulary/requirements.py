"""What the device has to meet, and what is printed with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field

from graph.vocabulary.base import (
    EDITORIAL,
    FREE_TEXT,
    SUBSTANTIVE,
    Day,
    Item,
    Key,
    Line,
    Ref,
    References,
    Text,
)
from graph.vocabulary.content import Content, Derived
from graph.vocabulary.figures import figures_in, people_in, printed_metric
from graph.vocabulary.identifiers import (
    edition_of,
    normal_catalogue,
    normal_designation,
    normal_leaf,
    words_of,
)
from graph.vocabulary.matters import matters_in
from graph.vocabulary.permitting import limiting, permitting
from graph.vocabulary.relations import APPLIES_STANDARD, FULFILS, IMPLEMENTS, SATISFIES

ClinicalRelation = Literal["required", "process", "consistency", "possible", "no"]
SoftwareApplicability = Literal["Y", "N", "C"]
Applicability = Literal["applicable", "not_applicable", "partially_applicable"]
StandardStatus = Literal["current", "superseded", "withdrawn"]


class Requirement(Item):
    """One leaf of a catalogue: an essential requirement (GB) or a GSPR (EU).

    `ce` is its relation to the clinical evaluation and `sw` whether it applies to stand-alone software, as
    the catalogue has them by default; a maker may change both and say why in `default_justification`, and
    a newer version of the catalogue then leaves them. `clinical_evaluation` puts a requirement on the list
    that the clinical evaluation has to conclude on, beyond those of the law.
    """

    title_for: ClassVar[str] = "paraphrase"

    type: Literal["Requirement"] = "Requirement"
    catalogue: Line = ""
    catalogue_version: Annotated[int | None, EDITORIAL, Field(ge=1)] = None
    requirement_id: Line = ""
    heading: Annotated[Line, EDITORIAL] = ""
    paraphrase: Text = ""
    national_reading: Text = ""
    nearest: list[Line] = []
    ce: ClinicalRelation | None = None
    sw: SoftwareApplicability | None = None
    default_justification: Annotated[Text, EDITORIAL] = ""
    clinical_evaluation: bool = False

    derived_properties: ClassVar[tuple[str, ...]] = (
        "clinical_topic_safety",
        "clinical_topic_performance",
        "clinical_topic_side_effects",
        "clinical_evaluation_topic",
        "leaf_normal",
        "catalogue_normal",
    )

    @classmethod
    def derive(cls, key: str, content: Content) -> Derived:
        """Say what the clinical evaluation has to conclude here (MEDDEV 6.1; EU MDR Annex XIV A).

        Essential requirements 1, 3 and 6 are safety, performance and side-effects; GSPR 1 is safety and
        performance, GSPR 8 side-effects. The id is read from `requirement_id`, else from the key.
        """
        stated = str(content.get("requirement_id", ""))
        match = _LEAF.fullmatch((stated or key).upper())
        if match is None or not (match["catalogue"] or stated):
            topics: tuple[str, ...] = ()
        else:
            book = normal_catalogue(content.get("catalogue", ""))
            european = book == "eumdr.gspr" or "GSPR" in f"{book} {match[0]}".upper()
            topics = (_GSPR_TOPICS if european else _ER_TOPICS).get(match["leaf"], ())
        derived: Derived = {f"clinical_topic_{topic}": True for topic in topics}
        if topics or content.get("clinical_evaluation") or content.get("ce") == "required":
            derived["clinical_evaluation_topic"] = True
        if stated:
            derived["leaf_normal"] = normal_leaf(content.get("catalogue", ""), stated)
        if content.get("catalogue"):
            derived["catalogue_normal"] = normal_catalogue(content["catalogue"])
        return derived


_LEAF: Final = re.compile(
    r"(?:(?:MDD|UKMDR|GB|EUMDR|EU_MDR|MDR)[ ._-]*)?(?P<catalogue>ER|GSPR)?[ ._-]*(?P<leaf>[0-9]+)"
)
_ER_TOPICS: Final = {"1": ("safety",), "3": ("performance",), "6": ("side_effects",)}
_GSPR_TOPICS: Final = {"1": ("safety", "performance"), "8": ("side_effects",)}


class ComplianceRecord(Item):
    """How one device answers one requirement."""

    type: Literal["ComplianceRecord"] = "ComplianceRecord"
    applicable: Applicability | None = None
    justification: Text = ""
    method: Text = ""
    evidence_location: Annotated[Line, FREE_TEXT] = ""
    satisfies: Annotated[References, Ref(SATISFIES, most=1), Field(min_length=1)]
    applies_standard: Annotated[References, Ref(APPLIES_STANDARD)] = []


class Standard(Item):
    """An edition of a standard."""

    title_for: ClassVar[str] = "designation"

    type: Literal["Standard"] = "Standard"
    designation: Annotated[Line, FREE_TEXT] = ""
    edition: Line = ""
    status: StandardStatus = "current"
    transition_date: Day | None = None

    derived_properties: ClassVar[tuple[str, ...]] = ("designation_normal", "edition_normal")

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return designation and edition in the one spelling in which news of the standard is matched."""
        designation = content.get("designation", "")
        spelled = {
            "designation_normal": normal_designation(designation),
            "edition_normal": edition_of(designation, content.get("edition", "")),
        }
        return {name: value for name, value in spelled.items() if value}


class ClaimStatement(BaseModel):
    """A published statement that makes a claim, and the key of the claim that it makes, once there is one."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    statement: Annotated[Line, Field(min_length=1)]
    claim: Key | None = None


class InformationMaterial(Item):
    """Label, instructions, promotion: what the maker publishes with the device.

    `claim_statements` are those of its statements that make a claim (MEDDEV 2.7/1 rev 4, 6.1): each has to be
    a registered claim that is in force.
    """

    compared_without: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "version_label": ("statements", "claim_statements", "warnings", "population")
    }

    type: Literal["InformationMaterial"] = "InformationMaterial"
    kind: Literal["label", "ifu", "promotional", "website", "training", "sscp", "implant_card"]
    version_label: Annotated[Line, SUBSTANTIVE] = ""
    language: Annotated[Line, EDITORIAL] = ""
    statements: list[Text] = []
    claim_statements: Annotated[list[ClaimStatement], Field(max_length=1_000)] = []
    warnings: list[Text] = []
    population: Text = ""

    derived_properties: ClassVar[tuple[str, ...]] = (
        "claiming_statements",
        "claimed_keys",
        "claiming_figures",
        "claiming_people",
        "claiming_matters",
        "printed_words",
        "printed_metrics",
        "printed_figures",
        "permitting_words",
        "limiting_words",
        "meant_people",
    )

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the printed words; statements that make claims, and the claims, as two lists in step."""
        texts = [*content.get("statements", []), *content.get("warnings", []), content.get("population", "")]
        printed = [words for words in map(words_of, texts) if words]
        derived: Derived = {"printed_words": printed} if printed else {}
        derived |= _meant(content)
        read = [(printed_metric(text), figures_in(text)) for text in content.get("statements", ())]
        stated = [(metric, figures) for metric, figures in read if metric and figures]
        if stated:
            derived["printed_metrics"] = [metric for metric, _ in stated]
            derived["printed_figures"] = [" ".join(figures) for _, figures in stated]
        tagged = content.get("claim_statements")
        if not tagged:
            return derived
        return derived | {
            "claiming_statements": [entry["statement"] for entry in tagged],
            "claimed_keys": [entry.get("claim") or "" for entry in tagged],
            "claiming_figures": [" ".join(figures_in(entry["statement"])) for entry in tagged],
            "claiming_people": [" ".join(people_in(entry["statement"])) for entry in tagged],
            "claiming_matters": [" ".join(matters_in(entry["statement"])) for entry in tagged],
        }


def _meant(content: Content) -> Derived:
    """Return the printed words by which uses are permitted, and those by which uses are limited."""
    warnings, population = content.get("warnings", []), content.get("population", "")
    stated = [*content.get("statements", []), *(e["statement"] for e in content.get("claim_statements", ()))]
    limits = [*limiting([*stated, population]), *filter(None, map(words_of, warnings))]
    people = [] if limiting([population]) else list(filter(None, [words_of(population)]))
    named = people_in(population) if people else []
    meant = {
        "permitting_words": [*permitting(stated), *people],
        "limiting_words": limits,
        "meant_people": [name for name in named if name not in ("all", "home")],
    }
    return {name: words for name, words in meant.items() if words}


class DesignItem(Item):
    """A design input or output: a need, a requirement of any layer, an element, a unit."""

    title_for: ClassVar[str] = "text"
    compared_without: ClassVar[Mapping[str, tuple[str, ...]]] = {"version_label": ("text",)}

    type: Literal["DesignItem"] = "DesignItem"
    kind: Literal[
        "user_need",
        "system_requirement",
        "software_requirement",
        "hardware_requirement",
        "architecture_element",
        "software_unit",
        "soup_component",
        "other",
    ]
    text: Text = ""
    version_label: Annotated[Line, SUBSTANTIVE] = ""
    fulfils: Annotated[References, Ref(FULFILS)] = []
    implements: Annotated[References, Ref(IMPLEMENTS)] = []
