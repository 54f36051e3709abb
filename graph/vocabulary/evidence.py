"""What supports or contradicts: searches, evidence, its appraisal and its use, comparators."""

from __future__ import annotations

from typing import Annotated, ClassVar, Final, Literal

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.vocabulary.base import EDITORIAL, EXACT, INTERFACE, Day, Item, Key, Line, Ref, References, Text
from graph.vocabulary.clinical import NEVER_CLINICAL
from graph.vocabulary.content import Content, Derived
from graph.vocabulary.figures import figures_of, in_step
from graph.vocabulary.identifiers import identities, normal_doi, normal_pmid, normal_udi
from graph.vocabulary.marking import said_of_another
from graph.vocabulary.notices import Notice, is_taken_back, notice_in
from graph.vocabulary.relations import (
    APPRAISES,
    BEARS_ON,
    COMPARES,
    COMPARES_ELEMENT,
    COMPRISES,
    COVERS_ELEMENT,
    DRAWS_ON,
    FOUND_BY,
    GENERATED_WITH,
    SUFFICES_FOR,
    USES,
)

Pillar = Literal["vca", "av", "cv"]
Validity = Literal["valid", "valid_with_limits", "not_valid"]
Role = Literal["pivotal", "supportive", "background"]
Direction = Literal["supports", "contradicts", "neutral"]
Dimension = Literal["clinical", "technical", "biological"]
ComparatorRelation = Literal["equivalent_candidate", "similar", "benchmark", "predecessor"]
Weight = Literal["high", "medium", "low", "none"]
Grade3 = Annotated[int, Field(ge=1, le=3)]
Grade2 = Annotated[int, Field(ge=1, le=2)]
Finding = Literal[
    "sample_size",
    "endpoints",
    "controls",
    "randomisation_blinding",
    "population",
    "follow_up",
    "adverse_event_reporting",
    "statistics",
    "disclosure",
    "interpretation",
    "gcp_ethics_legal",
    "conflict_of_interest",
    "vigilance_nature",
    "peer_review",
]
DeviceBasis = Literal[
    "device_under_evaluation",
    "equivalent_device",
    "benchmark_device",
    "other_device_or_alternative",
    "condition_only",
]


EvidenceKind = Literal[
    "literature_review",
    "publication",
    "guideline_consensus",
    "clinical_investigation_premarket",
    "retrospective_performance_study",
    "pmcf_study",
    "registry_rwe",
    "pms_complaints_vigilance",
    "pms_survey_feedback",
    "equivalent_device_data",
    "similar_device_data",
    "analytical_test_bench",
    "software_verification",
    "software_validation",
    "dataset_test_reference_standard",
    "usability_formative",
    "usability_summative",
    "biocompatibility",
    "animal_cadaver",
    "simulated_use",
    "electrical_emc",
    "sterility",
    "cybersecurity_test",
    "risk_analysis_record",
    "standard_compliance_certificate",
    "expert_opinion",
    "justification",
]


class LiteratureSearch(Item):
    """A literature search: its protocol and its execution (MEDDEV 2.7/1 rev 4, A5)."""

    title_for: ClassVar[str] = "review_question"

    type: Literal["LiteratureSearch"] = "LiteratureSearch"
    purpose: Literal["device", "equivalent", "sota", "risk", "pms"]
    background: Text = ""
    review_question: Text = ""
    sources: list[Line] = []
    search_strings: list[Text] = []
    limits: Text = ""
    date_from: Day | None = None
    date_to: Day | None = None
    selection_criteria: Text = ""
    duplicate_strategy: Text = ""
    non_published_plan: Text = ""
    data_collection_plan: Text = ""
    appraisal_plan: Text = ""
    analysis_plan: Text = ""
    method_standard: Line = ""
    protocol_approved_at: Day | None = None
    executed_at: Day | None = None
    executed_by: Annotated[Line, EDITORIAL] = ""
    deviations: Text = ""
    hits: Annotated[int, Field(ge=0)] | None = None
    screened: Annotated[int, Field(ge=0)] | None = None
    included: Annotated[int, Field(ge=0)] | None = None


class ReportedFigure(BaseModel):
    """One figure as a report states it, with what a statistician needs to judge it.

    `n` counts those in whom it was looked for: the positives for a sensitivity, the exposed for a rate;
    `events` how many of them showed it. `level` is that of the interval from `lower` to `upper`.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    metric: Annotated[Line, Field(min_length=1)]
    estimate: float | None = None
    unit: Line = ""
    lower: float | None = None
    upper: float | None = None
    level: Annotated[float, Field(gt=0, lt=1)] = 0.95
    events: Annotated[int, Field(ge=0)] | None = None
    n: Annotated[int, Field(ge=1)] | None = None
    subgroup: Line = ""

    @model_validator(mode="after")
    def _hold_together(self) -> ReportedFigure:
        if self.lower is not None and self.upper is not None and self.lower > self.upper:
            message = f"lower {self.lower:g} is above upper {self.upper:g}"
            raise ValueError(message)
        if self.events is not None and self.n is not None and self.events > self.n:
            message = f"events {self.events} are more than n {self.n}"
            raise ValueError(message)
        return self


class Evidence(Item):
    """One data set. Conclusions compare what data they are and what they show; an appraisal all substance.

    Data that were found, or are held by the maker, and are not used are `rejected` for a `rejected_reason`
    (MEDDEV 2.7/1 rev 4, 9.3.3). Whether the full text is held is not known until it is said.
    `subgroups` are those that results are reported of; which were studied for a claim, its uses say.
    A review `draws_on` the papers that it takes its data from: what happens to one of them reaches whatever
    rests on the review. `limitations` are those that the report states, or that are known of the data.
    """

    type: Literal["Evidence"] = "Evidence"
    kind: Annotated[EvidenceKind, INTERFACE]
    pillar_hints: Annotated[list[Pillar], EDITORIAL] = []
    citation: Annotated[Text, EDITORIAL] = ""
    report_no: Annotated[Line, EDITORIAL] = ""
    doi: Annotated[Line, EDITORIAL] = ""
    pmid: Annotated[Line, EDITORIAL] = ""
    location: Annotated[Line, EDITORIAL] = ""
    held_by: Literal["maker", "literature", "third_party"] | None = None
    device_basis: Annotated[DeviceBasis | None, INTERFACE] = None
    comparator: Annotated[Line, INTERFACE] = ""
    population: Annotated[Text, INTERFACE] = ""
    indications: Annotated[list[Line], INTERFACE] = []
    n: Annotated[int | None, INTERFACE, Field(ge=0)] = None
    design: Annotated[Text, INTERFACE] = ""
    endpoints: Annotated[list[Line], INTERFACE] = []
    results: Annotated[dict[Line, float | int | Line], INTERFACE] = {}
    figures: Annotated[list[ReportedFigure], INTERFACE, Field(max_length=1_000)] = []
    result_summary: Annotated[Text, INTERFACE] = ""
    limitations: Annotated[Text, INTERFACE] = ""
    favourable: Annotated[Literal["favourable", "unfavourable", "mixed"] | None, INTERFACE] = None
    retracted: Annotated[bool, INTERFACE] = False
    data_from: Day | None = None
    data_to: Day | None = None
    dataset_id: Annotated[Line, INTERFACE] = ""
    dataset_version: Annotated[Line, INTERFACE] = ""
    model_version: Annotated[Line, INTERFACE] = ""
    subgroups: Annotated[list[Line], INTERFACE] = []
    full_text_held: bool | None = None
    rejected: Annotated[bool, INTERFACE] = False
    rejected_reason: Text = ""
    generated_with: Annotated[References, INTERFACE, Ref(GENERATED_WITH)] = []
    draws_on: Annotated[References, INTERFACE, Ref(DRAWS_ON)] = []
    found_by: Annotated[References, EDITORIAL, Ref(FOUND_BY)] = []

    derived_properties: ClassVar[tuple[str, ...]] = (
        "notice",
        "draws",
        "secondhand",
        "doi_normal",
        "pmid_normal",
        "identities",
        "figure_names",
        "figure_estimates",
        "figure_lowers",
        "figure_uppers",
        "figure_measures",
        "figure_scales",
        "figure_ns",
        "figure_subgroups",
    )

    @classmethod
    def derive(cls, key: str, content: Content) -> Derived:
        """Return its notice, names as news is matched, whether its data are of others, and figures."""
        spelled = {
            "notice": notice_of(content) or "",
            "doi_normal": normal_doi(content.get("doi", "")),
            "pmid_normal": normal_pmid(content.get("pmid", "")),
        }
        derived = {name: value for name, value in spelled.items() if value}
        own = content.get("device_basis", "device_under_evaluation") in (None, "device_under_evaluation")
        others = not own or content.get("kind") in (*_DATA_OF_OTHERS, *NEVER_CLINICAL)
        draws = bool(content.get("draws_on"))
        marks = {"draws": draws, "secondhand": others or draws}
        marked: Derived = {name: True for name, holds in marks.items() if holds}
        return derived | marked | {"identities": identities(key, content)} | in_step(figures_of(content))

    @classmethod
    def implied(cls, content: Content) -> Content:
        """Return a mark in title, citation or tags as `retracted`; a concern is neither true nor false."""
        notice = notice_of(content)
        if notice == "retracted":
            return {"retracted": True}
        return {"retracted": notice} if notice else {}


_DATA_OF_OTHERS: Final = ("equivalent_device_data", "similar_device_data")


def notice_of(content: Content) -> Notice | None:
    """Return what evidence is marked with: by its own field, or in its title, citation or tags."""
    if content.get("retracted"):
        return "retracted"
    texts = (content.get("title") or "", content.get("citation") or "")
    return notice_in(*texts, content.get("tags") or ())


MARKS: Final = ("retracted", "rejected", "rejected_reason", "favourable", "figures", "limitations")
"""What people find of data, and a reference tool knows nothing of."""
_MARK_OF_CONCERN: Final = "Expression of concern"


def still_marked(before: Content, loaded: Content) -> Content:
    """Return evidence as a load brings it, with what people marked it with before and it leaves out.

    A notice of a title, citation or tag that is gone stays as the field or the tag that says the same.
    """
    kept = {name: before[name] for name in MARKS if before.get(name) and not loaded.get(name)}
    content = {**loaded, **kept}
    notice = notice_of(before)
    if not is_taken_back(notice, notice_of(content)):
        return content
    if notice == "retracted":
        return {**content, "retracted": True}
    return {**content, "tags": [*content.get("tags", ()), _MARK_OF_CONCERN]}


class Appraisal(Item):
    """The judgement on one data set; it pins the version of the evidence that was read.

    `evidence_version` is the version appraised. Left out at first, it is the version in force then;
    left out in a revision, it stays what it was: reading the data set again is said, never assumed.
    `plan_ref` names the appraisal plan with its version, `plan_approved_on` the day on which its criteria
    were approved: criteria are fixed before they are used (MEDDEV 2.7/1 rev 4, 9.2). A fatal finding makes a
    study unfit to demonstrate anything (A6).
    """

    type: Literal["Appraisal"] = "Appraisal"
    appraises: Annotated[References, INTERFACE, Ref(APPRAISES, most=1), Field(min_length=1)]
    evidence_version: Annotated[int | None, Field(ge=1)] = None
    plan_ref: Line = ""
    plan_approved_on: Day | None = None
    appraised_on: Day | None = None
    findings: Annotated[list[Finding], INTERFACE] = []
    fatal_findings: Annotated[list[Finding], INTERFACE] = []
    validity_performance: Annotated[Validity | None, INTERFACE] = None
    validity_safety: Annotated[Validity | None, INTERFACE] = None
    validity_background: Annotated[Validity | None, INTERFACE] = None
    grade_device: Annotated[Grade3 | None, INTERFACE] = None
    grade_application: Annotated[Grade3 | None, INTERFACE] = None
    grade_patients: Annotated[Grade3 | None, INTERFACE] = None
    grade_report: Annotated[Grade3 | None, INTERFACE] = None
    grade_design: Annotated[Grade2 | None, INTERFACE] = None
    grade_outcomes: Annotated[Grade2 | None, INTERFACE] = None
    grade_follow_up: Annotated[Grade2 | None, INTERFACE] = None
    grade_statistics: Annotated[Grade2 | None, INTERFACE] = None
    grade_significance: Annotated[Grade2 | None, INTERFACE] = None
    rank: Annotated[int | None, INTERFACE, Field(ge=1, le=12)] = None
    limited: Annotated[bool, INTERFACE] = False
    limitations: Annotated[Text, INTERFACE] = ""
    full_text_read: Annotated[bool, INTERFACE] = True
    appraiser: Annotated[Line, EDITORIAL] = ""
    summary: Annotated[Text, EDITORIAL] = ""


class StudiedRange(BaseModel):
    """The smallest and the largest value that were studied of an element with a range, in its unit."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    element: Key
    range_min: float
    range_max: float

    @model_validator(mode="after")
    def _in_order(self) -> StudiedRange:
        if self.range_min > self.range_max:
            message = f"range_min {self.range_min:g} is above range_max {self.range_max:g}"
            raise ValueError(message)
        return self


JUSTIFIED: Final = "justified"
"""What a signature on a use of evidence means: its justifications, as they stand in the version signed."""
JUSTIFICATIONS: Final = ("extrapolation_justification", "applicability_justification")


class EvidenceUse(Item):
    """What one data set is used for: the link, with its own versions and its own author.

    `covers_element` names the elements, and the variants, that were studied in fact. Where an element has a
    range, `studied_ranges` says which part of it. Where the use relies on a `surrogate` endpoint,
    `surrogate_validity` says why that stands for the outcome that matters (MEDDEV 2.7/1 rev 4, A7.2c).

    `extrapolation_justification` says why the data hold for another use, population, version or setting, and
    `applicability_justification` why they hold for another version of the device. Either answers a rule only
    where it is signed with the meaning `justified`; what changes in substance has to be signed again.
    """

    type: Literal["EvidenceUse"] = "EvidenceUse"
    uses: Annotated[References, Ref(USES, most=1), Field(min_length=1)]
    bears_on: Annotated[References, Ref(BEARS_ON)] = []
    pillar: Pillar | None = None
    purpose: (
        Literal[
            "implementation",
            "effectiveness",
            "risk_estimation",
            "state_of_the_art",
            "equivalence",
            "side_effects",
            "benefit",
            "compliance",
            "uncertainty",
        ]
        | None
    ) = None
    aspect: (
        Literal[
            "performance",
            "safety",
            "claim",
            "hazard_identification",
            "risk_estimation",
            "state_of_the_art",
            "benefit_risk_criteria",
            "side_effect_criteria",
            "equivalence",
            "surrogate_validity",
        ]
        | None
    ) = None
    device_basis: DeviceBasis | None = None
    role: Role = "supportive"
    direction: Direction = "supports"
    weight: Weight = "medium"
    relevance: Annotated[Text, EDITORIAL] = ""
    coverage: Text = ""
    extrapolation: bool = False
    extrapolation_justification: Text = ""
    applicability_justification: Text = ""
    contradiction_resolution: Text = ""
    surrogate: bool = False
    surrogate_validity: Text = ""
    covers_element: Annotated[References, Ref(COVERS_ELEMENT)] = []
    studied_ranges: Annotated[list[StudiedRange], Field(max_length=1_000)] = []

    derived_properties: ClassVar[tuple[str, ...]] = ("studied_elements", "studied_mins", "studied_maxs")

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the studied ranges as three lists in step: rules cannot read what is nested."""
        ranges = content.get("studied_ranges")
        if not ranges:
            return {}
        return {
            "studied_elements": [entry["element"] for entry in ranges],
            "studied_mins": [float(entry["range_min"]) for entry in ranges],
            "studied_maxs": [float(entry["range_max"]) for entry in ranges],
        }

    @model_validator(mode="after")
    def _studied_what_it_covers(self) -> EvidenceUse:
        unnamed = sorted({entry.element for entry in self.studied_ranges} - set(self.covers_element))
        if unnamed:
            message = f"studied_ranges speaks of {', '.join(unnamed)}: name it in covers_element as well"
            raise ValueError(message)
        return self

    @model_validator(mode="after")
    def _bears_on_something(self) -> EvidenceUse:
        if not self.bears_on and self.aspect != "hazard_identification":
            message = (
                "bears_on is empty: name what the evidence is used for "
                "(only a use with aspect 'hazard_identification' may wait for its hazard)"
            )
            raise ValueError(message)
        return self


class EvidenceSet(Item):
    """Uses that together are enough for one pillar of a claim: all inside a set, any of the sets.

    Where a pillar names sets, it is supported only while one of them counts whole.
    """

    type: Literal["EvidenceSet"] = "EvidenceSet"
    suffices_for: Annotated[References, Ref(SUFFICES_FOR, most=1), Field(min_length=1)]
    pillar: Pillar
    comprises: Annotated[References, Ref(COMPRISES), Field(min_length=1)]
    rationale: Text = ""

    derived_properties: ClassVar[tuple[str, ...]] = ("uses_named",)

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return how many uses it names, recorded or not, so that rules see what a whole set has."""
        return {"uses_named": len(content["comprises"])}


class ComparatorDevice(Item):
    """Another device that this one is compared with.

    Data of a device count as those of an equivalent one within its approved use only; `status_justification`
    says why they count otherwise. `data_access` says by what right the maker sees the other's data.
    """

    title_for: ClassVar[str] = "name"

    type: Literal["ComparatorDevice"] = "ComparatorDevice"
    name: Line = ""
    maker: Line = ""
    relation: ComparatorRelation = "equivalent_candidate"
    regulatory_status: Line = ""
    marking: Line = ""
    basic_udi_di: Line = ""
    ifu_version: Line = ""
    status_justification: Text = ""
    data_access: Text = ""

    derived_properties: ClassVar[tuple[str, ...]] = (
        "udi_normal",
        "marked",
        "status_lost",
        "access_stated",
        "access_by_contract",
    )

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the basic UDI-DI as news is matched, and what is said of market and access to data."""
        udi = normal_udi(content.get("basic_udi_di", ""))
        return ({"udi_normal": udi} if udi else {}) | said_of_another(content)


class CharacteristicComparison(Item):
    """One row of an equivalence table.

    A difference is described in `difference`; whether it is clinically significant, and why it is not, stands
    in `clinically_significant` and `significance_rationale` (MEDDEV 2.7/1 rev 4, A1).
    """

    title_for: ClassVar[str] = "characteristic"

    type: Literal["CharacteristicComparison"] = "CharacteristicComparison"
    dimension: Dimension
    characteristic: Line = ""
    own_value: Annotated[Text, EXACT] = ""
    comparator_value: Annotated[Text, EXACT] = ""
    difference: Text = ""
    clinically_significant: bool | None = None
    significance_rationale: Text = ""
    display_order: Annotated[int | None, EDITORIAL] = None
    compares: Annotated[References, Ref(COMPARES, most=1), Field(min_length=1)]
    compares_element: Annotated[References, Ref(COMPARES_ELEMENT)] = []
