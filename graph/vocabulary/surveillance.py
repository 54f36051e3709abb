"""After the market: uncertainties, plans, activities, reports and signals."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from graph.vocabulary.base import EDITORIAL, Item, Line, Ref, References, Text
from graph.vocabulary.relations import ADDRESSES, RAISES


class ResidualUncertainty(Item):
    """A question that the evidence leaves open; `closure` says what settled it."""

    type: Literal["ResidualUncertainty"] = "ResidualUncertainty"
    question: Text = ""
    origin: Literal["gap", "rare_event", "long_term", "wide_use", "subgroup", "equivalence"] | None = None
    acceptability_rationale: Text = ""
    closure: Text = ""
    closed_at: date | None = None


class PmsPlan(Item):
    """The plan for post-market surveillance; it may follow up a question by itself."""

    type: Literal["PmsPlan"] = "PmsPlan"
    indicators: list[Line] = []
    thresholds: list[Line] = []
    addresses: Annotated[References, EDITORIAL, Ref(ADDRESSES)] = []


class PmcfActivity(Item):
    """One activity of post-market clinical follow-up; `outcome` is how its data bear on what it addresses."""

    type: Literal["PmcfActivity"] = "PmcfActivity"
    method: Text = ""
    objective: Text = ""
    start: date | None = None
    end: date | None = None
    status: Literal["planned", "active", "completed", "stopped"] = "planned"
    outcome: Literal["supports", "contradicts", "neutral"] | None = None
    addresses: Annotated[References, EDITORIAL, Ref(ADDRESSES)] = []


class PmsReport(Item):
    """A periodic report; `assessment` says what it means for the conclusions."""

    type: Literal["PmsReport"] = "PmsReport"
    kind: Literal["pmsr", "psur", "pmcf_report", "trend"]
    period_from: date | None = None
    period_to: date | None = None
    issued_at: date | None = None
    assessment: Text = ""


class SafetySignal(Item):
    """A complaint, incident, field safety corrective action, trend or alert.

    `received_at` is the day when the maker learned of it, from which its assessment is due; `serious_harm`
    whether it is linked to serious harm, where that was decided.
    """

    type: Literal["SafetySignal"] = "SafetySignal"
    kind: Literal["complaint", "incident", "fsca", "trend", "literature_alert"] | None = None
    description: Text = ""
    assessment_status: Literal["new", "assessed_no_impact", "assessed_impact"] = "new"
    assessment: Text = ""
    serious_harm: bool | None = None
    occurred_at: date | None = None
    received_at: date | None = None
    raises: Annotated[References, Ref(RAISES)] = []
