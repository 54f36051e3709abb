"""The risk chain of ISO 14971: hazard, hazardous situation, harm, risk, control, use scenario."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from graph.vocabulary.base import EDITORIAL, SUBSTANTIVE, Item, Line, Ref, References, Text
from graph.vocabulary.content import Content, Derived
from graph.vocabulary.relations import (
    ARISES_FROM,
    CONTROLS,
    CRITERION_FROM,
    DEPENDS_ON,
    ESTIMATES,
    IMPLEMENTED_BY,
    INTRODUCES,
    JUDGED_BY,
    LEADS_TO,
    TRIGGERED_IN,
)

Point = Annotated[int, Field(ge=1, le=10)]
LogStatus = Literal["open", "transferred", "closed"]
"""Where an entry of a hazard log stands (DCB0129): said by people, and no part of what is concluded."""

ControlType = Literal[
    "inherent_safety",
    "protective_measure",
    "information_for_safety",
    "training",
    "transferred_to_deployer",
]
Measure = Literal["design", "test", "training", "process_change"]
ControlStatus = Literal["proposed", "implemented", "retired"]


class Hazard(Item):
    """A potential source of harm.

    `log_status` is that of its entry in the hazard log; a hazardous situation may say its own.
    """

    title_for: ClassVar[str] = "description"

    type: Literal["Hazard"] = "Hazard"
    hazard_category: Annotated[Line, EDITORIAL] = ""
    description: Text = ""
    origin: Line = ""
    log_status: Annotated[LogStatus | None, EDITORIAL] = None


class HazardousSituation(Item):
    """A circumstance in which people are exposed to a hazard.

    `effect` is what it changes in the care that was intended (DCB0129, hazard log).
    """

    title_for: ClassVar[str] = "description"

    type: Literal["HazardousSituation"] = "HazardousSituation"
    description: Text = ""
    sequence_of_events: Text = ""
    cause: Text = ""
    effect: Text = ""
    exposed_party: Line = ""
    use_scenario: Line = ""
    log_status: Annotated[LogStatus | None, EDITORIAL] = None
    arises_from: Annotated[References, Ref(ARISES_FROM)] = []
    leads_to: Annotated[References, Ref(LEADS_TO)] = []
    triggered_in: Annotated[References, Ref(TRIGGERED_IN)] = []


class Harm(Item):
    """Injury or damage to health."""

    title_for: ClassVar[str] = "description"

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
    criteria: Annotated[References, Ref(JUDGED_BY, most=1)] = []


class RiskCriteria(Item):
    """By what a maker judges risks (ISO 14971:2019, 4.2 and 4.4 d; DCB0129, hazard risk matrix), as data.

    The points of a scale count from 1, the least. `matrix` has a row for each point of `probabilities` and in
    it a level for each point of `severities`; `levels` may name the levels, from the lowest. `criterion_from`
    says from what state of the art it is taken what is acceptable, for all risks that are judged by them.
    """

    type: Literal["RiskCriteria"] = "RiskCriteria"
    scheme: Literal["iso14971", "dcb0129"] = "iso14971"
    version_label: Annotated[Line, SUBSTANTIVE] = ""
    severities: Annotated[list[Line], Field(min_length=1, max_length=10)]
    probabilities: Annotated[list[Line], Field(min_length=1, max_length=10)]
    levels: Annotated[list[Line], Field(max_length=10)] = []
    matrix: Annotated[list[list[Point]], Field(min_length=1, max_length=10)]
    acceptable_levels: list[Point] = []
    criterion_from: Annotated[References, Ref(CRITERION_FROM)] = []

    derived_properties: ClassVar[tuple[str, ...]] = ("accepted_cells",)

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return the cells in which a risk is acceptable, as 100 times probability plus severity."""
        cells = sorted(100 * probability + severity for probability, severity in acceptable_cells(content))
        return {"accepted_cells": cells} if cells else {}

    @model_validator(mode="after")
    def _matrix_has_the_shape_of_its_scales(self) -> Self:
        rows, columns = len(self.probabilities), len(self.severities)
        if len(self.matrix) != rows or any(len(row) != columns for row in self.matrix):
            message = (
                f"matrix needs {rows} rows of {columns} levels: a row for each of probabilities, "
                "a level for each of severities"
            )
            raise ValueError(message)
        highest = max(level for row in [*self.matrix, self.acceptable_levels] for level in row)
        if self.levels and highest > len(self.levels):
            message = (
                f"levels names {len(self.levels)} levels, and there is a level {highest}: name it as well"
            )
            raise ValueError(message)
        return self


def acceptable_cells(content: Content) -> frozenset[tuple[int, int]]:
    """Return the cells of criteria in which a risk is acceptable, as (probability, severity)."""
    accepted = content.get("acceptable_levels", ())
    return frozenset(
        (probability, severity)
        for probability, row in enumerate(content.get("matrix", ()), start=1)
        for severity, level in enumerate(row, start=1)
        if level in accepted
    )


def stricter(before: Content, after: Content) -> bool:
    """Whether criteria refuse what they accepted: a cell that was acceptable no longer is.

    On other scales a cell is another one, so that in doubt they are stricter.
    """
    scales = ("scheme", "severities", "probabilities")
    if not before or any(before.get(name) != after.get(name) for name in scales):
        return True
    return not acceptable_cells(before) <= acceptable_cells(after)


class RiskControl(Item):
    """A measure that reduces a risk.

    `option_rationale` says why nothing higher in the order of control options was used (ISO 14971:2019, 7.1);
    `introduced_risks` what was found when the control was examined for risks of its own (ISO 14971:2019,
    7.5). A control that was there before the initial rating is `existing`; `measure` says what was done, in
    the words of DCB0129. What a control `depends_on`, such as the users who have to follow it, stands in the
    basis of what is concluded on its effect, with the other elements of the same kind. Nobody compares which
    situations it `controls`: that one gains or loses it stands in the basis of what is concluded on the risks
    of that situation.
    """

    title_for: ClassVar[str] = "statement"

    type: Literal["RiskControl"] = "RiskControl"
    statement: Text = ""
    control_type: ControlType
    existing: bool = False
    measure: Annotated[Measure | None, SUBSTANTIVE] = None
    implementation_ref: Line = ""
    option_rationale: Text = ""
    introduced_risks: Text = ""
    status: ControlStatus = "implemented"
    controls: Annotated[References, SUBSTANTIVE, Ref(CONTROLS)] = []
    depends_on: Annotated[References, Ref(DEPENDS_ON)] = []
    introduces: Annotated[References, Ref(INTRODUCES)] = []
    implemented_by: Annotated[References, Ref(IMPLEMENTED_BY)] = []


class UseScenario(Item):
    """A task of intended users, as usability engineering names it."""

    title_for: ClassVar[str] = "task"

    type: Literal["UseScenario"] = "UseScenario"
    users: Line = ""
    task: Text = ""
    critical_task: bool = False
    selected_for_summative: bool = False
