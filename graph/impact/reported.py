"""What an impact report says, section by section, and what became of it: plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.conclusions import Task
from graph.gaps import Unevaluated
from graph.impact.evidence_table import EvidenceApplies
from graph.impact.foreseen import BlindSpot, Document, Foreseen, ForeseenConclusion
from graph.impact.questionnaire import Delta, Questionnaire


@dataclass(frozen=True, slots=True)
class Summary:
    """What a change would do, in figures."""

    must_redo: int
    must_confirm: int
    suspect: int
    by_kind: Mapping[str, int]
    gaps_opened: int
    gaps_closed: int
    blockers_opened: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedConclusion(ForeseenConclusion):
    """A conclusion that a change reaches, with what it says and who signed it."""

    statement: str
    verdict: str
    signatures: tuple[ReportedSignature, ...]


@dataclass(frozen=True, slots=True)
class ReportedSignature:
    """Who signed, with which meaning, and when."""

    signer: str
    meaning: str
    signed_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportTask(Task):
    """A task, and who usually does it."""

    role: str


@dataclass(frozen=True, slots=True)
class Limits:
    """What cannot be seen: empty on a poorly linked graph is not "no impact" (concepts 9.4.14)."""

    blind_spots: tuple[BlindSpot, ...]
    declared_without_a_delta: tuple[str, ...]
    not_evaluated: tuple[Unevaluated, ...]
    unassessed_signals: tuple[str, ...]
    walk_complete: bool
    note: str = "Only what is recorded and linked can be seen to be touched."


KeysByType = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImpactReport(Foreseen):
    """What changes would do, with what people need to decide on them, section by section."""

    conclusions: tuple[ReportedConclusion, ...]
    work_list: tuple[ReportTask, ...]
    summary: Summary
    deltas: tuple[Delta, ...]
    evidence: tuple[EvidenceApplies, ...]
    risk: KeysByType
    requirements: KeysByType
    claims_and_information: KeysByType
    equivalence_and_state_of_the_art: KeysByType
    surveillance: KeysByType
    design: KeysByType
    intended_purpose: KeysByType
    contained_in: tuple[str, ...]
    questionnaire: Questionnaire
    limits: Limits


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A conclusion that came out otherwise than foreseen."""

    conclusion: str
    foreseen: str
    now: str | None


@dataclass(frozen=True, slots=True)
class Reality:
    """What was foreseen beside what is."""

    id: str
    change: Document
    on: str
    as_foreseen: tuple[str, ...]
    otherwise: tuple[Otherwise, ...]
    unforeseen: tuple[str, ...]
