"""What the maker says of the device, and the measure it is held against."""

from __future__ import annotations

import re
from typing import Annotated, ClassVar, Final, Literal

from pydantic import Field

from graph.vocabulary.base import EDITORIAL, INTERFACE, Day, Item, Line, Ref, References, Text
from graph.vocabulary.content import Content, Derived
from graph.vocabulary.figures import (
    asks_for_bound,
    benchmark_of,
    effect_of,
    figures_in,
    people_in,
    printed_metric,
    target_of,
)
from graph.vocabulary.matters import matters_in
from graph.vocabulary.relations import COVERS, CRITERION_FROM, DERIVED_FROM, STATED_IN


class Claim(Item):
    """A statement of the maker on safety, performance or benefit.

    `target_comparator` says how the figure compares (`>=`); `compared_with` names the device, method or
    treatment that a comparative claim is held against; `target_on` says whether the estimate or the bound of
    its interval has to meet the threshold. The elements that a claim covers and the
    materials that it is stated in are substantive, but dependants do not compare them in the claim: they
    stand in the expected basis by themselves, so that only pillars move when the coverage grows, and only
    what is concluded on information when the claim is printed once more.
    """

    type: Literal["Claim"] = "Claim"
    statement: Annotated[Text, INTERFACE]
    claim_type: Annotated[
        Literal[
            "clinical_benefit",
            "clinical_performance",
            "technical_performance",
            "safety",
            "usability",
            "comparative",
            "economic_other",
        ],
        INTERFACE,
    ] = "clinical_performance"
    module: Annotated[Line, INTERFACE] = ""
    target_metric: Annotated[Line, INTERFACE] = ""
    target_comparator: Annotated[Line, INTERFACE] = ""
    target_threshold: Annotated[float | None, INTERFACE] = None
    target_unit: Annotated[Line, INTERFACE] = ""
    target_on: Annotated[Literal["estimate", "bound"] | None, INTERFACE] = None
    compared_with: Annotated[Line, INTERFACE] = ""
    benefit_mode: Annotated[
        Literal["outcome", "information_accuracy", "usability_only"] | None, INTERFACE
    ] = None
    association_maturity: Annotated[Literal["well_established", "novel"] | None, INTERFACE] = None
    where_made: Annotated[list[Line], EDITORIAL] = []
    covers: Annotated[References, Ref(COVERS)] = []
    stated_in: Annotated[References, Ref(STATED_IN)] = []
    criterion_from: Annotated[References, INTERFACE, Ref(CRITERION_FROM)] = []

    derived_properties: ClassVar[tuple[str, ...]] = (
        "states_figure",
        "stated_figures",
        "stated_people",
        "stated_matters",
        "stated_metric",
        "asks_bound",
        "target_operator",
        "target_direction",
        "target_name",
        "target_value",
        "target_needs",
        "target_measure",
        "target_scale",
    )

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Say how the target compares, and whether the statement contains a figure, which needs a target.

        Digits in a name (`COVID-19`, `T1`, `v2.1`) are no figure. Where that is not plain, it is a figure:
        a target asked for too often is better than one that nobody misses.
        """
        text = _NAME.sub(" ", str(content.get("statement", "")))
        statement = str(content.get("statement", ""))
        target = target_of(content)
        compared = ["comparison"] if content.get("claim_type") == "comparative" else []
        figures = {*figures_in(statement), *figures_in(f"{target.get('target_value', '')}")}
        stated = {
            "stated_figures": sorted(figures),
            "stated_people": people_in(statement),
            "stated_matters": sorted({*matters_in(statement), *compared}),
            "stated_metric": target.get("target_name") or printed_metric(statement),
        }
        derived = {name: value for name, value in stated.items() if value}
        return derived | target | ({"states_figure": True} if _FIGURE.search(text) else {})


_NAME: Final = re.compile(
    r"(?<![\w.])(?:[vV][0-9]+(?:\.[0-9]+)*|[^\W\d_]*[A-Z][^\W\d_]*-?[0-9]+|[^\W\d_]+[0-9]+)(?![\w.]*[0-9]|\s*%)"
)
_NUMBER: Final = "one|two|three|four|five|six|seven|eight|nine|ten|twenty|hundred|thousand"
_FIGURE: Final = re.compile(
    rf"\d|[\u00bc-\u00be\u2150-\u215e%‰]|\bper\s?cent\b|\b(?:\w+fold|twice|thrice|doubl\w+|tripl\w+|halv\w+|half)\b"
    rf"|\b(?:{_NUMBER})\s+(?:in|of|out\s+of)\s+(?:every\s+|a\s+)?(?:{_NUMBER})\b",
    re.IGNORECASE,
)


class Benefit(Item):
    """A meaningful, measurable good for patients or public health."""

    title_for: ClassVar[str] = "endpoint"

    type: Literal["Benefit"] = "Benefit"
    endpoint: Line = ""
    direction: Literal["increase", "decrease", "no_change"] | None = None
    effect_size: float | None = None
    effect_unit: Line = ""
    confidence_interval: Line = ""
    responder_probability: Annotated[float, Field(ge=0, le=1)] | None = None
    duration: Line = ""
    population: Line = ""
    surrogate: bool = False
    surrogate_validity: Text = ""
    qualitative_justification: Text = ""
    covers: Annotated[References, Ref(COVERS)] = []
    criterion_from: Annotated[References, Ref(CRITERION_FROM)] = []

    derived_properties: ClassVar[tuple[str, ...]] = ("effect_value", "effect_measure")

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return its size as rules compare it with a benchmark."""
        return effect_of(content)


class SideEffect(Item):
    """An undesirable side-effect of the device."""

    title_for: ClassVar[str] = "nature"

    type: Literal["SideEffect"] = "SideEffect"
    nature: Text = ""
    severity: Annotated[int, Field(ge=1, le=5)] | None = None
    observed_frequency: Annotated[float, Field(ge=0)] | None = None
    n_observed: Annotated[int, Field(ge=0)] | None = None
    acceptability_threshold: Annotated[float, Field(ge=0)] | None = None
    criterion_from: Annotated[References, Ref(CRITERION_FROM)] = []


class StateOfTheArt(Item):
    """What is accepted as good practice: alternatives, benchmarks, acceptance criteria."""

    title_for: ClassVar[str] = "topic"

    type: Literal["StateOfTheArt"] = "StateOfTheArt"
    topic: Line = ""
    parameter: Line = ""
    benchmark_value: float | None = None
    benchmark_min: float | None = None
    benchmark_max: float | None = None
    benchmark_unit: Line = ""
    better: Literal["higher", "lower"] | None = None
    acceptance_criterion: Text = ""
    alternatives: list[Line] = []
    text: Text = ""
    source_date_from: Day | None = None
    source_date_to: Day | None = None
    derived_from: Annotated[References, Ref(DERIVED_FROM)] = []

    derived_properties: ClassVar[tuple[str, ...]] = (
        "asks_bound",
        "benchmark_name",
        "benchmark_measure",
        "benchmark_floor",
        "benchmark_ceiling",
    )

    @classmethod
    def derive(cls, _key: str, content: Content) -> Derived:
        """Return its benchmark, and whether it asks for the bound of an interval, not the estimate alone."""
        asks = asks_for_bound(str(content.get("acceptance_criterion", "")))
        return benchmark_of(content) | ({"asks_bound": True} if asks else {})
