"""The uses on claims, whether each counts for its pillar on a day, and why not.

Whether a use counts is decided by `counts_for` (without a device, `counts`) in `cypher/shared/`, as for the
gap rules; this module says in words why one does not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.database.queries import ClaimUseRow, SetsOfClaims, UsesOnClaims, ValidityOfEvidence, ValidityRow
from graph.database.store import Tx

PILLARS: Final = ("vca", "av", "cv")
_GOOD: Final = ("valid", "valid_with_limits")
_OF_ANOTHER: Final = "it, its data, their appraisal or what shows equivalence is of another device"


@dataclass(frozen=True, slots=True)
class Use:
    """One use on a claim with its evidence and what the appraisals of that find."""

    row: ClaimUseRow
    appraisals: tuple[ValidityRow, ...]
    today: str

    @property
    def role(self) -> str:
        """Role of the data in the argument."""
        return self.row.role or "supportive"

    @property
    def weight(self) -> str:
        """Weight that the evaluator gave."""
        return self.row.weight or "medium"

    @property
    def direction(self) -> str:
        """Whether the data support or contradict the claim."""
        return self.row.direction or "supports"

    @property
    def needs(self) -> tuple[str, ...]:
        """The respects for one of which its evidence has to be valid: of the use, else of the claim."""
        named = {"performance": self.row.performance, "safety": self.row.safety}
        needed = tuple(aspect for aspect, asked in named.items() if asked)
        return (*needed, "background") if self.row.pillar == "vca" else needed

    @property
    def validity(self) -> str:
        """The best validity found for an aspect that the pillar needs; empty where none is stated."""
        stated = {self._validity_for(aspect) for aspect in self.needs}
        return next((word for word in (*_GOOD, "not_valid") if word in stated), "")

    @property
    def disputed(self) -> bool:
        """Whether appraisals disagree on each aspect that the pillar needs and one of them finds valid."""
        good = {aspect for row in self._read() for aspect in self.needs if getattr(row, aspect) in _GOOD}
        return bool(good) and all(self._validity_for(aspect) == "not_valid" for aspect in good)

    @property
    def counts(self) -> bool:
        """Whether it counts for its pillar."""
        return self.row.counts

    @property
    def why_not(self) -> tuple[str, ...]:
        """Why it does not count, all reasons; empty when it does."""
        faults = (*self._use_faults(), *self._evidence_faults(), *self._appraisal_faults())
        return faults or (() if self.counts else (_OF_ANOTHER,))

    def _use_faults(self) -> Iterator[str]:
        if self.direction != "supports":
            yield "it contradicts" if self.direction == "contradicts" else "it supports nothing"
        if _past(self.row.valid_until, self.today):
            yield "the use is past its date"
        if self.role == "background":
            yield "it is background alone"
        if self.weight == "none":
            yield "it is given no weight"

    def _evidence_faults(self) -> Iterator[str]:
        row = self.row
        if row.state != "in_force":
            yield "its evidence is not in force"
        if _past(row.evidence_until, self.today):
            yield "its evidence is past its date"
        if row.retracted:
            yield "its evidence is retracted"
        if row.rejected:
            yield "its evidence is rejected"
        if row.favourable == "unfavourable":
            yield "its evidence is marked as unfavourable"
        if row.evidence and not row.telling:
            yield "its evidence is of a kind that shows nothing for this pillar"
        if row.pillar == "cv" and row.evidence and not row.clinical:
            yield "its evidence is no clinical data on the device, or on one shown to be equivalent"

    def _appraisal_faults(self) -> Iterator[str]:
        if self.row.unfit:
            yield "an appraisal finds its evidence unfit to demonstrate anything"
        if not self._read():
            yield "its evidence has no appraisal in force"
        elif self.disputed:
            yield "its appraisals disagree: one finds its evidence valid, and another not valid"
        elif self.validity not in _GOOD:
            yield "no appraisal finds its evidence valid for what the pillar needs"

    def _validity_for(self, aspect: str) -> str:
        if any(getattr(row, aspect) == "not_valid" for row in self.appraisals):
            return "not_valid"
        read = {getattr(row, aspect) for row in self._read()}
        return next((word for word in _GOOD if word in read), "")

    def _read(self) -> list[ValidityRow]:
        return [row for row in self.appraisals if not _past(row.valid_until, self.today)]


@dataclass(frozen=True, slots=True)
class PillarEvidenceSet:
    """A set of evidence for a pillar: the uses in it that count, and those that do not."""

    key: str
    pillar: str
    counting: tuple[str, ...]
    lacking: tuple[str, ...]
    unrecorded: int

    @property
    def whole(self) -> bool:
        """Whether all that it comprises counts."""
        return not self.lacking and not self.unrecorded


def _past(date: str | None, today: str) -> bool:
    return bool(date) and str(date) < today


async def uses_on(
    tx: Tx, claims: Sequence[str], today: str, device: str | None = None
) -> dict[str, list[Use]]:
    """Return the uses on each of some claims, in the order of their keys; two statements.

    With a device they count as seen from it; what is of another device alone does not.
    """
    rows = await tx.fetch(UsesOnClaims(keys=claims, today=today, device=device or ""))
    evidence = sorted({row.evidence for row in rows if row.evidence})
    by_evidence: dict[str, list[ValidityRow]] = {}
    for entry in await tx.fetch(ValidityOfEvidence(keys=evidence)):
        by_evidence.setdefault(entry.evidence, []).append(entry)
    uses: dict[str, list[Use]] = {key: [] for key in claims}
    for row in rows:
        uses[row.claim].append(Use(row, tuple(by_evidence.get(row.evidence or "", ())), today))
    return uses


async def sets_for(
    tx: Tx, claims: Sequence[str], uses: Mapping[str, Sequence[Use]]
) -> dict[str, list[PillarEvidenceSet]]:
    """Return the sets of evidence for the pillars of claims; one statement."""
    named: dict[tuple[str, str, str], int] = {}
    members: dict[str, list[str]] = {}
    for row in await tx.fetch(SetsOfClaims(keys=claims)):
        named[row.claim, row.evidence_set, row.pillar] = row.named
        members.setdefault(row.evidence_set, []).extend([row.use] if row.use else [])
    sets: dict[str, list[PillarEvidenceSet]] = {key: [] for key in claims}
    for (claim, key, pillar), size in sorted(named.items()):
        good = {use.row.use for use in uses[claim] if use.counts and use.row.pillar == pillar}
        inside = sorted(set(members[key]))
        counting = tuple(use for use in inside if use in good)
        lacking = tuple(use for use in inside if use not in good)
        sets[claim].append(PillarEvidenceSet(key, pillar, counting, lacking, size - len(inside)))
    return sets
