"""What the audit trail says of one change."""

from __future__ import annotations

from graph.items.planned import Plan, WithdrawalPlan
from graph.items.type_rules import Notes, rules_of
from graph.versions.proposal import Author
from graph.versions.version import record_hash, said_around

Row = dict[str, object]


def change_record(plan: Plan | WithdrawalPlan, author: Author, notes: Notes) -> Row:
    """Return the record of a change, with what the rules of its type noted."""
    unanswered = {"unanswered": notes.unanswered[plan.key]} if plan.key in notes.unanswered else {}
    if isinstance(plan, WithdrawalPlan):
        return _withdrawn(plan) | unanswered
    decided = plan.proposal.reaffirmation
    return {
        "item": plan.key,
        "type": plan.type,
        "action": plan.action,
        "version": plan.numbering.no,
        "approved": plan.proposal.approve,
        "change_class": plan.numbering.change_class,
        "before": plan.latest.hashes.content if plan.latest else None,
        "after": plan.hashes.content,
        **_around(plan, author),
        "loaded": bool(set(plan.proposal.signatures) - set(plan.carried_signatures)),
        **({"by_load": True} if plan.changes_a_report and plan.proposal.by_load else {}),
        **({"reaffirmation": decided} if decided else {}),
        **unanswered,
        **(_rewording(plan) if plan.rewording else {}),
        **rules_of(plan.type).change(plan, notes),
    }


def _around(plan: Plan, author: Author) -> Row:
    """Return the hash of what is said around a new version; one that was a draft has it from then."""
    if plan.action == "approved":
        return {}
    return {"record_hash": record_hash(said_around(plan.proposal, author))}


def _withdrawn(plan: WithdrawalPlan) -> Row:
    return {
        "item": plan.key,
        "type": plan.type,
        "action": plan.action,
        "version": plan.row.effective_no,
        "withdrawn_reason": plan.withdrawn_reason,
        "before": plan.row.content_hash,
        "after": plan.row.content_hash,
    }


def _rewording(plan: Plan) -> Row:
    proposal = plan.proposal
    names = {"marked_by": proposal.marked_by, "agreed_by": proposal.agreed_by} if proposal.agreed_by else {}
    return {"editorial": {**names, "rewording": list(plan.rewording)}}
