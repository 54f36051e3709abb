"""The risk chain of ISO 14971: hazard, hazardous situation, harm, risk, control, use scenario."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from graph.vocabulary.base import EDITORIAL, Item, Line, Ref, References, Text
from graph.vocabulary.relations import (
    ARISES_FROM,
    CONTROLS,
    CRITERION_FROM,
    ESTIMATES,
    IMPLEMENTED_BY,
    INTRODUCES,
    LEADS_TO,
    TRIGGERED_IN,
)

Point = Annotated[int, Field(ge=1, le=10)]


class Hazard(Item):
    """A potential source of harm."""

    type: Literal["Hazard"] = "Hazard"
    hazard_category: Annotated[Line, EDITORIAL] = ""
    description: Text = ""
    origin: Line = ""


class HazardousSituation(Item):
    """A circumstance in which people are exposed to a hazard."""

    type: Literal["HazardousSituation"] = "HazardousSituation"
    description: Text = ""
    sequence_of_events: Text = ""
    cause: Text = ""
    exposed_party: Line = ""
    use_scenario: Line = ""
    arises_from: Annotated[References, Ref(ARISES_FROM)] = []
    leads_to: Annotated[References, Ref(LEADS_TO)] = []
    triggered_in: Annotated[References, Ref(TRIGGERED_IN)] = []


class Harm(Item):
    """Injury or damage to health."""

    type: Literal["Harm"] = "Harm"
    description: Text = ""
    imdrf_code: Line = ""
    severity: Point | None = None


class Risk(Item):
    """An estimate for one pair of situation and harm, before or after control.

    Severity and the probabilities are points of the scheme's scale, higher is worse.
    """

    type: Literal["Risk"] = "Risk"
    scheme: Literal["iso14971", "dcb0129"] = "iso14971"
    stage: Literal["initial", "residual"]
    severity: Point | None = None
    p1: Point | None = None
    p2: Point | None = None
    p: Point | None = None
    level: Point | None = None
    acceptability: Literal["acceptable", "not_acceptable"] | None = None
    criteria_version: Line = ""
    basis_note: Annotated[Text, EDITORIAL] = ""
    estimates: Annotated[References, Ref(ESTIMATES)] = []
    criterion_from: Annotated[References, Ref(CRITERION_FROM)] = []


class RiskControl(Item):
    """A measure that reduces a risk."""

    type: Literal["RiskControl"] = "RiskControl"
    statement: Text = ""
    control_type: Literal[
        "inherent_safety",
        "protective_measure",
        "information_for_safety",
        "training",
        "transferred_to_deployer",
    ]
    implementation_ref: Line = ""
    status: Literal["proposed", "implemented", "retired"] = "implemented"
    controls: Annotated[References, Ref(CONTROLS)] = []
    introduces: Annotated[References, Ref(INTRODUCES)] = []
    implemented_by: Annotated[References, Ref(IMPLEMENTED_BY)] = []


class UseScenario(Item):
    """A task of intended users, as usability engineering names it."""

    type: Literal["UseScenario"] = "UseScenario"
    users: Line = ""
    task: Text = ""
    critical_task: bool = False
    selected_for_summative: bool = False
