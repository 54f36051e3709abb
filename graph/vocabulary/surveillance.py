"""After the market: uncertainties, plans, activities, reports and signals."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from graph.vocabulary.base import EDITORIAL, Item, Line, Ref, References, Text
from graph.vocabulary.relations import ADDRESSES, RAISES


class ResidualUncertainty(Item):
    """A question that the evidence leaves open."""

    type: Literal["ResidualUncertainty"] = "ResidualUncertainty"
    question: Text = ""
    origin: Literal["gap", "rare_event", "long_term", "wide_use", "subgroup", "equivalence"] | None = None
    acceptability_rationale: Text = ""


class PmsPlan(Item):
    """The plan for post-market surveillance."""

    type: Literal["PmsPlan"] = "PmsPlan"
    indicators: list[Line] = []
    thresholds: list[Line] = []


class PmcfActivity(Item):
    """One activity of post-market clinical follow-up."""

    type: Literal["PmcfActivity"] = "PmcfActivity"
    method: Text = ""
    objective: Text = ""
    start: date | None = None
    end: date | None = None
    status: Literal["planned", "active", "completed", "stopped"] = "planned"
    addresses: Annotated[References, EDITORIAL, Ref(ADDRESSES)] = []


class PmsReport(Item):
    """A periodic report."""

    type: Literal["PmsReport"] = "PmsReport"
    kind: Literal["pmsr", "psur", "pmcf_report", "trend"]
    period_from: date | None = None
    period_to: date | None = None
    assessment: Text = ""


class SafetySignal(Item):
    """A complaint, incident, field safety corrective action, trend or alert."""

    type: Literal["SafetySignal"] = "SafetySignal"
    kind: Literal["complaint", "incident", "fsca", "trend", "literature_alert"] | None = None
    description: Text = ""
    assessment_status: Literal["new", "assessed_no_impact", "assessed_impact"] = "new"
    assessment: Text = ""
    occurred_at: date | None = None
    raises: Annotated[References, Ref(RAISES)] = []
