"""The order of work: what has to be settled, each after all that it waits for (concepts 8.4.5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.database.queries import FactRow, FactsOf, OutdatedAppraisals, UnsettledConclusions, UpstreamOf
from graph.database.store import Tx
from graph.staleness import ConclusionStatus, Demand, Reason, ReasonCode, worst_demand
from graph.status.cached import base_status_on, reasons_on
from graph.vocabulary import KINDS
from graph.vocabulary.kinds import ConclusionKind


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do: `ready` when nothing above has to be done first; `unlocks` what waits for it."""

    key: str
    task: str
    kind: str
    demand: Demand | None
    ready: bool
    waits_for: tuple[str, ...]
    unlocks: tuple[str, ...]


async def work_list(tx: Tx, today: str) -> list[Task]:
    """Return what has to be done on a day in order (concepts 8.4.5): appraisals first, the report last."""
    rows = await tx.fetch(UnsettledConclusions(today=today))
    upstream: dict[str, set[str]] = {row.key: set() for row in rows}
    unsettled = set(upstream)
    for edge in await tx.fetch(UpstreamOf(keys=sorted(unsettled))):
        if edge.upstream in unsettled:
            upstream[edge.conclusion].add(edge.upstream)
    appraisals = {row.appraisal: row.evidence for row in await tx.fetch(OutdatedAppraisals())}
    tasks = [
        Task(key, "appraise", "appraisal", Demand.must_confirm, ready=True, waits_for=(), unlocks=())
        for key in sorted(appraisals)
    ]
    reasons = {row.key: reasons_on(row.reasons, today) for row in rows}
    news = sorted({r.item for due in reasons.values() for r in due if _unassessed(r)})
    tasks += [
        Task(
            fact.key, "assess", _kind_of_news(fact), Demand.must_confirm, ready=True, waits_for=(), unlocks=()
        )
        for fact in await tx.fetch(FactsOf(keys=news))
    ]
    for row in sorted(rows, key=lambda row: (KINDS[ConclusionKind(row.kind)].rank, row.key)):
        waits = {r.item for r in reasons[row.key] if r.item in appraisals or _unassessed(r)}
        waits |= upstream[row.key]
        unlocks = sorted(key for key, above in upstream.items() if row.key in above)
        task = "re-evaluate" if base_status_on(row, today) == ConclusionStatus.stale else "wait"
        tasks.append(
            Task(
                row.key,
                task,
                row.kind,
                worst_demand(reasons[row.key]),
                not waits,
                tuple(sorted(waits)),
                tuple(unlocks),
            )
        )
    return _in_order(tasks)


def _kind_of_news(fact: FactRow) -> str:
    return "report" if fact.type == "PmsReport" else "signal"


def _unassessed(reason: Reason) -> bool:
    return reason.code is ReasonCode.SIGNAL_RAISED and reason.demand is Demand.must_confirm


def _in_order(tasks: Sequence[Task]) -> list[Task]:
    """Order tasks so that each comes after all that it waits for; equal ones keep their order."""
    done: set[str] = set()
    left, ordered = list(tasks), []
    names = {task.key for task in tasks}
    while left:
        free = [task for task in left if not (set(task.waits_for) & names) - done]
        batch = free or left
        ordered += batch
        done |= {task.key for task in batch}
        left = [task for task in left if task.key not in done]
    return ordered
