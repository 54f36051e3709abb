"""The statuses that a conclusion can have, and what a reason for one asks of people (concepts 8.1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ConclusionStatus(StrEnum):
    """Status of a conclusion (concepts 8.1); computed, never typed."""

    draft = "draft"
    current = "current"
    stale = "stale"
    suspect = "suspect"
    overdue = "overdue"
    withdrawn = "withdrawn"


class Demand(StrEnum):
    """What a reason asks of people: a fresh evaluation, or a look that may be enough."""

    must_redo = "must_redo"
    must_confirm = "must_confirm"


@dataclass(frozen=True, slots=True)
class StatusMeaning:
    """What a status means, and whether it keeps what rests on the conclusion from being released."""

    meaning: str
    blocks_release: str


STATUS_MEANINGS: Final[Mapping[ConclusionStatus, StatusMeaning]] = {
    ConclusionStatus.draft: StatusMeaning("Not signed yet.", "does not apply"),
    ConclusionStatus.current: StatusMeaning("Signed; what it pinned is what it ought to rest on now.", "no"),
    ConclusionStatus.stale: StatusMeaning(
        "Something it rests on changed, or its expected basis did. Act.", "yes"
    ),
    ConclusionStatus.suspect: StatusMeaning(
        "Only something further down is unsettled. Wait; it may clear by itself.", "yes"
    ),
    ConclusionStatus.overdue: StatusMeaning(
        "Nothing changed, but a review or validity date has passed.", "by policy"
    ),
    ConclusionStatus.withdrawn: StatusMeaning("Taken back, or all that it is about was withdrawn.", "yes"),
}

DEMAND_MEANINGS: Final[Mapping[Demand, str]] = {
    Demand.must_redo: "A fresh evaluation.",
    Demand.must_confirm: "A look, after which re-affirmation may be enough.",
}
