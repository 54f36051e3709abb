"""Open reasons that a signature, or a withdrawal, closes without an answer to each (concepts 8.5).

Re-affirming keeps an answer to every reason. A conclusion may also be evaluated as a draft and signed, be
loaded with the signatures of another tool, or be withdrawn like any item. None of that is refused here, and
none of it is forgotten: the version, the audit entry and the node say what was open.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from graph.canonical import canonical
from graph.database.queries import ConclusionsByKeys
from graph.items.planned import Plan
from graph.ledger.amend import amend_items, amend_versions
from graph.ledger.audit import Write
from graph.status.cached import reason_record, reasons_on
from graph.versions.version import VersionId
from graph.vocabulary.content import Content

Record = dict[str, object]
COMPARED: Final = ("verdict", "statement", "conditions", "scope")
"""The parts of a conclusion that dependants compare, and that make its outcome."""


def outcome_of(before: Content, after: Content) -> str:
    """Return the outcome that another content of a conclusion is (concepts 8.5)."""
    moved = [name for name in COMPARED if before.get(name, "") != after.get(name, "")]
    if "verdict" in moved:
        return "verdict_changed"
    return "revised_same_verdict" if moved else "reaffirmed_unchanged"


async def unanswered_reasons(write: Write, plans: Sequence[Plan]) -> dict[str, Record]:
    """Return for each of these conclusions that was there what is open and is not answered by a record."""
    signed = {plan.key: plan for plan in plans if plan.was_there}
    open_reasons = await _open(
        write, [key for key, plan in signed.items() if not plan.proposal.reaffirmation]
    )
    records = {}
    for key, reasons in open_reasons.items():
        plan = signed[key]
        before = plan.effective.content if plan.effective else {}
        records[key] = _record(write, outcome_of(before, plan.proposal.content), reasons)
    return records


async def unanswered_by_withdrawal(write: Write, key: str) -> Record | None:
    """Return what a plain withdrawal of a conclusion in force leaves out: answers, measures, a CAPA."""
    open_reasons = await _open(write, [key], also_settled=True)
    return _record(write, "withdrawn", open_reasons[key]) if key in open_reasons else None


async def _open(write: Write, keys: Iterable[str], *, also_settled: bool = False) -> dict[str, list[Record]]:
    today = write.author.day
    open_reasons = {}
    for row in await write.tx.fetch(ConclusionsByKeys(keys=sorted(keys))):
        reasons = [reason_record(reason) for reason in reasons_on(row.reasons, today) if reason.demand]
        if row.state == "in_force" and (reasons or also_settled):
            open_reasons[row.key] = reasons
    return open_reasons


def _record(write: Write, outcome: str, reasons: Sequence[Record]) -> Record:
    author = write.author
    return {"outcome": outcome, "by": author.actor, "at": author.at, "reasons": list(reasons)}


async def store_unanswered(
    write: Write, records: Mapping[str, Record], versions: Mapping[str, VersionId]
) -> None:
    """Store what was left out on the version (its id by key) and, for the list of them all, on the node."""
    rows = [
        {"id": versions[key], "properties": {"unanswered": canonical(record)}}
        for key, record in sorted(records.items())
    ]
    await amend_versions(write, rows)
    await amend_items(write, [{"key": key, "properties": {"unanswered": True}} for key in sorted(records)])
