"""What claims reach and what supports them: one statement a list, however many claims."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Query
from graph.database.queries.rows import KeyRow


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim in force."""

    key: str
    title: str | None
    statement: str | None


@dataclass(frozen=True, slots=True)
class ClaimUseRow:
    """A use in force on a claim, and its evidence where that is recorded."""

    claim: str
    use: str
    pillar: str
    performance: bool
    safety: bool
    role: str | None
    weight: str | None
    direction: str | None
    valid_until: str | None
    elements: list[str] | None
    mins: list[float] | None
    maxs: list[float] | None
    evidence: str | None
    title: str | None
    kind: str | None
    state: str | None
    evidence_until: str | None
    retracted: bool
    rejected: bool | None
    favourable: str | None
    telling: bool
    clinical: bool
    unfit: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class ValidityRow:
    """An appraisal in force, and what it finds."""

    evidence: str
    appraisal: str
    performance: str | None
    safety: str | None
    background: str | None
    valid_until: str | None


@dataclass(frozen=True, slots=True)
class ClaimElementRow:
    """An element that a claim covers."""

    claim: str
    element: str
    kind: str
    title: str | None
    value: str | None
    included: bool | None
    range_min: float | None
    range_max: float | None
    unit: str | None
    state: str


@dataclass(frozen=True, slots=True)
class StudiedRow:
    """An element or variant that a use says was studied."""

    use: str
    item: str


@dataclass(frozen=True, slots=True)
class ExtremeRow:
    """A variant at an end of its range, in one of its scopes."""

    variant: str
    scope: str
    extreme: str
    title: str | None


@dataclass(frozen=True, slots=True)
class ClaimsOfScopes(Query[ClaimRow]):
    """The claims in force of some scopes."""

    name: ClassVar[str] = "reports/claims"

    scopes: Sequence[str]


@dataclass(frozen=True, slots=True)
class UsesOnClaims(Query[ClaimUseRow]):
    """The uses in force on claims for a pillar, each with its evidence, and whether it counts on a day."""

    name: ClassVar[str] = "reports/uses"

    keys: Sequence[str]
    today: str
    device: str


@dataclass(frozen=True, slots=True)
class ValidityOfEvidence(Query[ValidityRow]):
    """What the appraisals in force of evidence find."""

    name: ClassVar[str] = "reports/appraisals"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ElementsOfClaims(Query[ClaimElementRow]):
    """The elements that claims cover, whatever state they are in."""

    name: ClassVar[str] = "reports/elements"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class StudiedByUses(Query[StudiedRow]):
    """What uses say was studied in fact."""

    name: ClassVar[str] = "reports/studied"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ExtremeVariants(Query[ExtremeRow]):
    """The variants in force that are an end of their range."""

    name: ClassVar[str] = "reports/extremes"


@dataclass(frozen=True, slots=True)
class UnsupportedLayUsers(Query[KeyRow]):
    """Those of some elements that name users who act without support of specialists."""

    name: ClassVar[str] = "reports/lay_users"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class ClaimConclusionRow:
    """A signed conclusion on a claim or one of its pillars."""

    claim: str
    key: str
    kind: str
    verdict: str
    conditions: str | None
    status: str | None
    reasons: str | None
    stale_from: str | None
    suspect_from: str | None
    overdue_from: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ConclusionsOnClaims(Query[ClaimConclusionRow]):
    """The signed conclusions on the pillars of claims, and on claims as a whole."""

    name: ClassVar[str] = "reports/conclusions"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class SetRow:
    """A set of evidence for a pillar of a claim, and one use of it that is recorded."""

    claim: str
    evidence_set: str
    pillar: str
    named: int
    use: str | None


@dataclass(frozen=True, slots=True)
class SetsOfClaims(Query[SetRow]):
    """The sets of evidence in force for the pillars of claims, with their uses."""

    name: ClassVar[str] = "reports/sets"

    keys: Sequence[str]


@dataclass(frozen=True, slots=True)
class UsesCompared(Query[KeyRow]):
    """The uses of data of another device behind which comparators and their comparisons stand."""

    name: ClassVar[str] = "status/compared"

    keys: Sequence[str]
