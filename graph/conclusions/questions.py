"""The questions that a re-affirmation answers by default, as data (MEDDEV 2.7/1 rev 4, 6.2.3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class ReaffirmationQuestion:
    """One question; its answer is stored under its name."""

    name: str
    text: str


REFERENCE: Final = "MEDDEV 2.7/1 rev 4, 6.2.3"
QUESTIONS: Final = (
    ReaffirmationQuestion(
        "benefit_risk",
        "Do the benefits still outweigh the risks, undesirable side-effects included?",
    ),
    ReaffirmationQuestion(
        "risk_mitigation",
        "Do the information materials still describe side-effects and risk mitigation correctly?",
    ),
    ReaffirmationQuestion("pms_plan", "Does the plan for post-market surveillance still fit what is known?"),
    ReaffirmationQuestion("claims", "Is every claim still justified, those that were added since included?"),
)
