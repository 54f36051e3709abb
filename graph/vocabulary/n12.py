"""The category of software as a medical device, and how important an independent review of it is.

Source: IMDRF/SaMD WG/N12 FINAL:2014, 5.2.2, 7.1 and 7.2 (category), and WG/N41 FINAL:2017, 8.0 and figure 13
(review). A category follows from the definition statement and is never typed. It is not the legal class.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

Significance = Literal["treat_or_diagnose", "drive_clinical_management", "inform_clinical_management"]
Situation = Literal["critical", "serious", "non_serious"]
Category = Literal["IV", "III", "II", "I"]
Review = Literal["more_important", "less_important"]

RANKS: Final[dict[Category, int]] = {"I": 1, "II": 2, "III": 3, "IV": 4}
"""Order of the categories: a higher number is a higher category."""


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One cell of the N12 matrix: the category, and the criterion by its number in N12 7.2."""

    category: Category
    criterion: str

    @property
    def rank(self) -> int:
        """Return the place of the category in their order, 1 to 4."""
        return RANKS[self.category]

    @property
    def review(self) -> Review:
        """Return how important an independent review is (N41 8.0): figure 13 draws the line below III."""
        return "more_important" if self.rank >= RANKS["III"] else "less_important"


MATRIX: Final[dict[tuple[Situation, Significance], MatrixCell]] = {
    ("critical", "treat_or_diagnose"): MatrixCell("IV", "IV.i"),
    ("critical", "drive_clinical_management"): MatrixCell("III", "III.ii"),
    ("critical", "inform_clinical_management"): MatrixCell("II", "II.iii"),
    ("serious", "treat_or_diagnose"): MatrixCell("III", "III.i"),
    ("serious", "drive_clinical_management"): MatrixCell("II", "II.ii"),
    ("serious", "inform_clinical_management"): MatrixCell("I", "I.ii"),
    ("non_serious", "treat_or_diagnose"): MatrixCell("II", "II.i"),
    ("non_serious", "drive_clinical_management"): MatrixCell("I", "I.i"),
    ("non_serious", "inform_clinical_management"): MatrixCell("I", "I.iii"),
}

EU_ORIENTATION: Final[dict[Category, str]] = {"IV": "III", "III": "IIb", "II": "IIa", "I": "IIa"}
"""The class that MDCG 2019-11, Annex III, sees beside a category under EU MDR rule 11: orientation only."""


@dataclass(frozen=True, slots=True)
class HealthcareSituation:
    """One healthcare situation of a definition statement; `condition` says in words which."""

    significance: Significance
    situation: Situation
    condition: str | None = None

    @property
    def cell(self) -> MatrixCell:
        """Return the cell that it stands in."""
        return MATRIX[self.situation, self.significance]


@dataclass(frozen=True, slots=True)
class DerivedCategory:
    """A category with the statement that decided it and the whole derivation in words."""

    cell: MatrixCell
    decided_by: HealthcareSituation
    words: tuple[str, ...]


def derive(
    statements: Sequence[HealthcareSituation], *, unsupported_lay_users: bool = False
) -> DerivedCategory | None:
    """Return the category of a definition statement; None where nothing is stated.

    Of several situations the highest category counts (N12 7.1). Where lay users act on the output without
    the support of specialists, a serious situation is treated as critical (N12 5.2.2, note).
    """
    if not statements:
        return None
    words = []
    judged = []
    for stated in statements:
        raised = unsupported_lay_users and stated.situation == "serious"
        taken = replace(stated, situation="critical") if raised else stated
        judged.append(taken)
        words.append(_in_words(stated, taken))
    highest = max(judged, key=lambda entry: entry.cell.rank)
    if len(judged) > 1:
        words.append(
            f"Of {len(judged)} situations the highest category counts: {highest.cell.category} (N12 7.1)."
        )
    words.append(
        f"An independent review is {highest.cell.review.replace('_', ' ')} "
        f"for cell {highest.cell.criterion} (N41 8.0, figure 13)."
    )
    return DerivedCategory(highest.cell, highest, tuple(words))


def _in_words(stated: HealthcareSituation, taken: HealthcareSituation) -> str:
    where = f" ({stated.condition})" if stated.condition else ""
    raised = ""
    if taken != stated:
        raised = ", treated as critical because lay users act without support of specialists (N12 5.2.2 note)"
    return (
        f"{stated.significance} in a {stated.situation} situation{where}{raised} "
        f"is category {taken.cell.category}, criterion {taken.cell.criterion} (N12 7.2)."
    )
