"""After the market: uncertainties, plans, activities, reports and signals."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.vocabulary.base import EDITORIAL, SUBSTANTIVE, Day, Item, Line, Ref, References, Text
from graph.vocabulary.content import Content, Derived
from graph.vocabulary.relations import ADDRESSES, RAISES


class ResidualUncertainty(Item):
    """A question that the evidence leaves open; `closure` says what settled it."""

    title_for: ClassVar[str] = "question"

    type: Literal["ResidualUncertainty"] = "ResidualUncertainty"
    question: Text = ""
    origin: Literal["gap", "rare_event", "long_term", "wide_use", "subgroup", "equivalence"] | None = None
    acceptability_rationale: Text = ""
    closure: Text = ""
    closed_at: Day | None = None


FollowUpTrigger = Literal[
    "novelty",
    "significant_change",
    "high_product_risk",
    "high_risk_site_or_population",
    "disease_severity",
    "generalisation_in_doubt",
    "long_term_questions",
    "earlier_results",
    "unstudied_subgroups",
    "follow_up_shorter_than_lifetime",
    "risks_seen_in_literature_or_similar_devices",
    "interaction_with_other_treatment",
    "larger_and_more_varied_users",
    "new_safety_or_performance_information",
    "marking_by_equivalence",
]
"""What may call for post-market clinical follow-up (MEDDEV 2.12/2 rev. 2, 5)."""


class PmsPlan(Item):
    """The plan for post-market surveillance (UK MDR 2002, 44ZF); it may follow up a question by itself.

    `follow_up_triggers` are those that call for clinical follow-up; where there is none all the same,
    `no_follow_up_reason` says why.
    """

    title_for: ClassVar[str] = "objectives"

    type: Literal["PmsPlan"] = "PmsPlan"
    objectives: Text = ""
    period: Line = ""
    data_sources: list[Line] = []
    methods: Text = ""
    complaint_investigation: Text = ""
    trend_method: Text = ""
    communication: Text = ""
    public_engagement: Text = ""
    corrective_action: Text = ""
    device_identification: Text = ""
    follow_up_triggers: list[FollowUpTrigger] = []
    no_follow_up_reason: Text = ""
    indicators: list[Line] = []
    thresholds: list[Line] = []
    addresses: Annotated[References, EDITORIAL, Ref(ADDRESSES)] = []


class PmcfActivity(Item):
    """One activity of post-market clinical follow-up; `outcome` is how its data bear on what it addresses."""

    title_for: ClassVar[str] = "objective"

    type: Literal["PmcfActivity"] = "PmcfActivity"
    method: Text = ""
    objective: Text = ""
    start: Day | None = None
    end: Day | None = None
    status: Literal["planned", "active", "completed", "stopped"] = "planned"
    outcome: Literal["supports", "contradicts", "neutral"] | None = None
    addresses: Annotated[References, EDITORIAL, Ref(ADDRESSES)] = []


class PmsReport(Item):
    """A periodic report; `assessment` says what it means for the conclusions.

    `outcome` is how what it tells bears on what it `addresses`, and on benefit and risk, residual risk and
    follow-up of its devices: these are unsettled until it is stated, and where it contradicts. The other
    texts and figures are what an update report tells (Regulation (EU) 2017/745, article 86).
    """

    type: Literal["PmsReport"] = "PmsReport"
    kind: Literal["pmsr", "psur", "pmcf_report", "trend"]
    period_from: Day | None = None
    period_to: Day | None = None
    issued_at: Annotated[Day | None, SUBSTANTIVE] = None
    benefit_risk: Text = ""
    follow_up_findings: Text = ""
    sales_volume: Annotated[int, Field(ge=0)] | None = None
    population_estimate: Line = ""
    usage_frequency: Line = ""
    corrective_actions: Text = ""
    assessment: Text = ""
    outcome: Literal["supports", "contradicts", "neutral"] | None = None
    addresses: Annotated[References, EDITORIAL, Ref(ADDRESSES)] = []

    derived_properties: ClassVar[tuple[str, ...]] = ("period_before",)

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the last day before its period, up to which the report before it has to reach."""
        begins = content.get("period_from")
        if not begins:
            return {}
        return {"period_before": (date.fromisoformat(str(begins)) - timedelta(days=1)).isoformat()}


class SafetySignal(Item):
    """A complaint, incident, field safety corrective action, trend or alert.

    `received_at` is the day when the maker learned of it, from which its assessment is due; `serious_harm`
    whether it is linked to serious harm, where that was decided. One that `raises` nothing in force bears on
    the device as a whole.
    """

    title_for: ClassVar[str] = "description"

    type: Literal["SafetySignal"] = "SafetySignal"
    kind: Literal["complaint", "incident", "fsca", "trend", "literature_alert"] | None = None
    description: Text = ""
    assessment_status: Literal["new", "assessed_no_impact", "assessed_impact"] = "new"
    assessment: Text = ""
    serious_harm: bool | None = None
    occurred_at: Day | None = None
    received_at: Annotated[Day | None, SUBSTANTIVE] = None
    raises: Annotated[References, Ref(RAISES)] = []
