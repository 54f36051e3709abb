"""What criteria make of one risk: its level, whether it is acceptable, and where the estimate says otherwise.

The rules RSK-02, RSK-06 and RSK-09 judge alike in `cypher/gaps/`: whatever refuses a risk decides, be it what
is stated, the level or the cell of the matrix. Nothing refused and nothing accepted is undecided.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from graph.vocabulary.content import Content
from graph.vocabulary.risk import acceptable_cells

Outcome = Literal["acceptable", "not_acceptable", "undecided"]


@dataclass(frozen=True, slots=True)
class RiskEvaluation:
    """A risk beside its criteria; `level` is that of the matrix, else the one stated."""

    level: int | None
    level_name: str | None
    severity_name: str | None
    likelihood_name: str | None
    level_by_criteria: int | None
    acceptable_by_criteria: bool | None
    judged: Outcome
    contradictions: tuple[str, ...]


def evaluate_risk(risk: Content, criteria: Content | None) -> RiskEvaluation:
    """Evaluate a risk by the criteria that apply to it; without criteria only by what it states."""
    severity, likelihood = risk.get("severity"), risk.get("p")
    stated, level = risk.get("acceptability"), risk.get("level")
    known = criteria or {}
    whole = bool(known) and severity is not None and likelihood is not None
    cell = (likelihood, severity) in acceptable_cells(known) if whole else None
    by_level = level in known.get("acceptable_levels", ()) if known and level is not None else None
    derived = _level_in_matrix(known, likelihood, severity) if whole else None
    leading = level if derived is None else derived
    return RiskEvaluation(
        level=leading,
        level_name=_name_of_point(known, "levels", leading),
        severity_name=_name_of_point(known, "severities", severity),
        likelihood_name=_name_of_point(known, "probabilities", likelihood),
        level_by_criteria=derived,
        acceptable_by_criteria=by_level if cell is None else cell,
        judged=_outcome(stated, cell, by_level),
        contradictions=tuple(_contradictions(risk, derived, cell, by_level)),
    )


def _outcome(stated: str | None, cell: bool | None, by_level: bool | None) -> Outcome:  # noqa: FBT001
    if stated == "not_acceptable" or cell is False or by_level is False:
        return "not_acceptable"
    return "acceptable" if stated or cell or by_level else "undecided"


def _level_in_matrix(criteria: Content, likelihood: Any, severity: Any) -> int | None:
    """Return the level in a cell; none outside the scales."""
    matrix = criteria["matrix"]
    if likelihood > len(matrix) or severity > len(matrix[0]):
        return None
    return int(matrix[likelihood - 1][severity - 1])


def _name_of_point(criteria: Content, scale: str, point: int | None) -> str | None:
    names = criteria.get(scale, ())
    return str(names[point - 1]) if point is not None and point <= len(names) else None


def _contradictions(
    risk: Content,
    derived: int | None,
    cell: bool | None,  # noqa: FBT001
    by_level: bool | None,  # noqa: FBT001
) -> list[str]:
    level, stated = risk.get("level"), risk.get("acceptability")
    contradictions = []
    if cell is not None and derived is None:
        contradictions.append(
            f"severity {risk['severity']} with likelihood {risk['p']} is outside the scales of the criteria"
        )
    if level is not None and derived is not None and level != derived:
        contradictions.append(f"level {level} is stated, and the criteria give {derived}")
    for acceptable, what in ((cell, "severity and likelihood"), (by_level, f"level {level}")):
        if stated and acceptable is not None and (stated == "acceptable") is not acceptable:
            word = "acceptable" if acceptable else "not acceptable"
            stated_words = stated.replace("_", " ")
            contradictions.append(f"{stated_words} is stated, and by the criteria {what} is {word}")
    return contradictions
