"""The release check: each check of A10 answered as far as the graph can, with the facts.

`open` wins over everything, and nothing is `met` by silence: a rule that could not be asked, a kind of
conclusion or intended use that is not recorded, or an undecided finding keeps a check from being met.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from graph.catalogues import ReleaseCheck, release_checks
from graph.database.store import Store, Tx
from graph.gaps import Gap, shipped_rules
from graph.reports.evaluation.dossier import Dossier, read_dossier
from graph.reports.evaluation.findings import FINDINGS
from graph.reports.evaluation.frequency import UpdateFrequency, frequency
from graph.staleness import ConclusionStatus

STATUSES: Final = ("met", "open", "human", "not_evaluated")


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """The answer to one check, and what it was drawn from; `accepted` names gaps that are justified."""

    check: ReleaseCheck
    status: str
    gaps: tuple[Gap, ...]
    accepted: tuple[str, ...]
    facts: tuple[str, ...]
    not_evaluated: tuple[str, ...]

    @property
    def id(self) -> str:
        """The id of the check."""
        return self.check.id

    @property
    def text(self) -> str:
        """What the check asks."""
        return self.check.text

    @property
    def human(self) -> str | None:
        """What people have to look at."""
        return self.check.human or None

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules whose gaps answer it."""
        return tuple(use.rule for use in self.check.rules)


@dataclass(frozen=True, slots=True)
class CheckCounts:
    """How many checks have each answer."""

    met: int
    open: int
    human: int
    not_evaluated: int


@dataclass(frozen=True, slots=True)
class ReleaseReport:
    """All checks of an evaluation on a day, and whether its dates fit the interval."""

    evaluation: str
    devices: tuple[str, ...]
    answers: tuple[CheckAnswer, ...]
    update_frequency: UpdateFrequency
    newer_than_data_lock: tuple[str, ...]
    revision: int

    def counts(self) -> CheckCounts:
        """Return how many checks have each answer."""
        counted = Counter(answer.status for answer in self.answers)
        return CheckCounts(**{status: counted[status] for status in STATUSES})


async def release_check(store: Store, key: str, today: str) -> ReleaseReport:
    """Answer the release checks of an evaluation on a day."""

    async def work(tx: Tx) -> ReleaseReport:
        dossier = await read_dossier(tx, key, today)
        return ReleaseReport(
            evaluation=key,
            devices=dossier.devices,
            answers=tuple(_answer(check, dossier) for check in release_checks()),
            update_frequency=frequency(
                dossier.evaluation.content, dossier.figures["cer_interval_months"], today
            ),
            newer_than_data_lock=FINDINGS["newer_than_data_lock"](dossier).open,
            revision=dossier.revision,
        )

    return await store.read(work)


def _answer(check: ReleaseCheck, dossier: Dossier) -> CheckAnswer:
    hits = tuple(gap for gap in dossier.report.gaps if _asked_by(check, gap, dossier))
    facts, undecided = _facts(check, dossier)
    missing = [*_unasked(check, dossier), *undecided]
    if hits or facts:
        status = "open"
    elif missing:
        status = "not_evaluated"
    else:
        status = "human" if check.human else "met"
    accepted = tuple(gap.id for gap in hits if gap.justified)
    return CheckAnswer(check, status, hits, accepted, tuple(facts), tuple(missing))


def _asked_by(check: ReleaseCheck, gap: Gap, dossier: Dossier) -> bool:
    uses = [use for use in check.rules if use.rule == gap.rule]
    if not uses:
        return False
    subject = dossier.find(gap.subject)
    # A subject that the dossier does not hold has no kind: it is shown rather than left out.
    content = subject.content if subject else {}
    kind = content.get("kind") or content.get("extreme") or ""
    return any(use.takes(gap.detail, kind) or (use.kinds and not kind) for use in uses)


def _facts(check: ReleaseCheck, dossier: Dossier) -> tuple[list[str], list[str]]:
    """Return what is open beside the gaps, and what could not be decided."""
    facts: list[str] = []
    undecided: list[str] = []
    for name in check.findings:
        finding = FINDINGS[name](dossier)
        facts += [f"{name}: {entry}" for entry in finding.open]
        undecided += [f"{name}: {entry}" for entry in finding.undecided]
    for use in check.conclusions:
        concluded = dossier.of_kinds(use.kind)
        if not concluded:
            facts.append(f"no conclusion of kind {use.kind} is signed")
        for entry in concluded:
            if entry.status != ConclusionStatus.current:
                facts.append(f"{entry.item.key} ({use.kind}) is {entry.status}")
            verdict = entry.item.content["verdict"]
            if use.verdicts and verdict not in use.verdicts:
                facts.append(f"{entry.item.key} ({use.kind}) says {verdict}")
    return facts, undecided


def _unasked(check: ReleaseCheck, dossier: Dossier) -> list[str]:
    idle = {entry.rule: entry.reason for entry in dossier.report.not_evaluated}
    missing = [f"{use.rule}: {idle[use.rule]}" for use in check.rules if use.rule in idle]
    missing += [f"{use.rule}: no such rule yet" for use in check.rules if use.rule not in shipped_rules()]
    if check.elements:
        kinds = {
            entry.content["kind"]
            for entry in dossier.of("IntendedUseElement")
            if entry.content.get("included", True)
        }
        if not kinds & set(check.elements):
            missing.append(f"no included element of kind {' or '.join(check.elements)} is recorded")
    return missing
