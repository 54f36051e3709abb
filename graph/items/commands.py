"""Items are created, revised, approved, withdrawn and taken from loads: one write each."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from graph.database.queries import ItemRow
from graph.database.store import Store, Tx
from graph.errors import (
    AlreadyWithdrawn,
    EditorialRefused,
    NothingToApprove,
    WrongState,
)
from graph.items.apply import apply_plans
from graph.items.plan import make_plans, stays_withdrawn, survey
from graph.items.planned import Plan, Surroundings, WithdrawalPlan, must_expect, must_meet
from graph.items.read import item_by_source, must_find, must_find_version
from graph.items.record_sources import SourceRecord, record_sources
from graph.items.refused_load import refused_load
from graph.items.systems import name_systems
from graph.items.type_rules import rules_of
from graph.ledger.audit import MovedConclusion, Write, audited_write
from graph.versions.proposal import (
    Author,
    Mode,
    Options,
    Outcome,
    Proposal,
    Unresolved,
)
from graph.versions.version import Version
from graph.vocabulary.spelling import same_name

_SHORT: Final = 100
"""Rows up to which a load waits as a single write does."""


@dataclass(frozen=True, slots=True)
class WriteResult:
    """What a write did: the revision that the graph is at after it, each outcome, and whom it unsettled."""

    revision: int
    outcomes: tuple[Outcome, ...]
    effects: tuple[MovedConclusion, ...] = ()


def result_of(write: Write, outcomes: Iterable[Outcome] = ()) -> WriteResult:
    """Return what a write did, with all that it unsettled."""
    return WriteResult(write.revision, tuple(outcomes), tuple(write.effects))


class _RolledBack(Exception):
    def __init__(self, outcomes: Sequence[Outcome], revision: int) -> None:
        super().__init__()
        self.outcomes = tuple(outcomes)
        self.revision = revision


async def write_items(
    store: Store,
    proposals: Sequence[Proposal],
    options: Options,
    author: Author,
    *,
    dry_run: bool = False,
) -> WriteResult:
    """Write proposals in one transaction, one revision and one audit entry.

    When nothing would change, nothing is written: no version, no revision, no entry. Without best effort
    the first refusal refuses all: its own error for a single proposal, LoadRefused for a load.
    """

    async def all_of_them(_tx: Tx) -> Sequence[Proposal]:
        return proposals

    is_long = len(proposals) > _SHORT
    return await write_items_lazily(store, all_of_them, options, author, dry_run=dry_run, is_long=is_long)


async def write_items_lazily(  # noqa: PLR0913 -- how it is written stands in names
    store: Store,
    due: Callable[[Tx], Awaitable[Sequence[Proposal]]],
    options: Options,
    author: Author,
    *,
    dry_run: bool = False,
    is_long: bool = False,
) -> WriteResult:
    """Write the proposals that `due` gives, as `write_items` does.

    It is asked inside of the write, when no other writer can come between what it reads and what is written.
    """

    async def work(tx: Tx) -> WriteResult:
        async with audited_write(tx, author, options.action) as write:
            outcomes = await write_items_in(write, await due(tx), options)
            if not write.changes:
                raise _RolledBack(outcomes, write.revision_before)
        return result_of(write, outcomes)

    try:
        if not dry_run:
            return await store.write(work, is_long=is_long)
        rehearsed = await store.rehearse(work, is_long=is_long)
    except _RolledBack as unchanged:
        return WriteResult(unchanged.revision, unchanged.outcomes)
    return replace(rehearsed, revision=rehearsed.revision - 1)


async def write_items_in(write: Write, proposals: Sequence[Proposal], options: Options) -> list[Outcome]:
    """Write proposals as a part of a write that the caller begins and seals."""
    around = await survey(write.tx, proposals)
    for proposal in proposals if options.expect or options.unless else ():
        must_meet(proposal.key, around.items.get(proposal.key), options.expect, options.unless)
    plans, failed = make_plans(proposals, around, options)
    if failed and not options.best_effort:
        raise _refusal(proposals, failed)
    await name_systems(write.tx, [plan.proposal.source for plan in plans])
    if any(plan.makes_a_version for plan in plans):
        await apply_plans(write, plans, around)
    await record_sources(write, [SourceRecord.of(plan) for plan in plans if plan.action == "sourced"])
    return sorted([*map(_outcome, plans), *failed], key=lambda outcome: outcome.row)


def _outcome(plan: Plan) -> Outcome:
    number, row = plan.numbering.no, plan.existing
    if plan.stays_withdrawn and row is not None:
        return Outcome(plan.proposal.row, plan.key, "withdrawn", number, stays_withdrawn(row))
    return Outcome(plan.proposal.row, plan.key, plan.action, number, superseded_draft=_superseded_draft(plan))


def _superseded_draft(plan: Plan) -> int:
    draft = plan.latest
    gone = plan.action == "revised" and draft is not None and draft.is_draft
    return draft.no if draft is not None and gone else 0


def _refusal(proposals: Sequence[Proposal], failed: Sequence[Outcome]) -> Exception:
    if len(proposals) == 1 and failed[0].error is not None:
        return failed[0].error
    return refused_load(failed, len(proposals))


# -- single items --------------------------------------------------------------------------------------


async def create(store: Store, proposal: Proposal, author: Author, unresolved: Unresolved) -> WriteResult:
    """Create an item as a draft, or in force at once where the proposal says approve."""
    options = Options(Mode.create, unresolved, action="create")
    return await write_items(store, [proposal], options, author)


async def revise(
    store: Store, proposal: Proposal, author: Author, unresolved: Unresolved, *, takes_over: bool = False
) -> WriteResult:
    """Make the next version of an item; StaleRevision when the caller's copy is not the newest."""
    options = Options(Mode.revise, unresolved, action="revise", takes_over=takes_over)
    return await write_items(store, [proposal], options, author)


async def upsert_by_source(
    store: Store, proposal: Proposal, author: Author, unresolved: Unresolved, *, takes_over: bool = False
) -> WriteResult:
    """Create or revise the item whose master has this source; unchanged content changes nothing.

    Without a key in the proposal, the item that has the source is meant. StaleRevision where it is in another
    state than the proposal expects; OtherSource where it has another source, and nothing `takes_over`.
    """
    if not proposal.key and proposal.source is not None:
        item = await item_by_source(store, proposal.source)
        proposal = replace(proposal, key=item.key)
    options = Options(Mode.upsert, unresolved, action="upsert", takes_over=takes_over)
    return await write_items(store, [proposal], options, author)


async def approve(
    store: Store, key: str, author: Author, expect: str | None = None, *, agree_editorial: bool = False
) -> WriteResult:
    """Bring the newest draft of an item into force; NothingToApprove without one.

    A draft that is marked editorial needs the agreement of somebody else; EditorialRefused without it.
    """

    async def work(tx: Tx) -> WriteResult:
        async with audited_write(tx, author, "approve") as write:
            proposal = await draft_proposal(tx, key, author, expect)
            rules_of(proposal.type).check_approval(key)
            if proposal.editorial or agree_editorial:
                proposal = _agreed(proposal, author, agreed=agree_editorial)
            options = Options(Mode.revise, Unresolved.keep, action="approve")
            outcomes = await write_items_in(write, [proposal], options)
        return result_of(write, outcomes)

    return await store.write(work)


def _agreed(proposal: Proposal, author: Author, *, agreed: bool) -> Proposal:
    """Return the proposal with its approver's agreement; EditorialRefused where that counts for nothing."""
    key, marked_by = proposal.key, proposal.marked_by
    if marked_by is None:
        message = f"The draft of {key} is not marked editorial, so there is nothing to agree to; approve it."
        raise EditorialRefused(message)
    if not agreed:
        message = (
            f"{marked_by} asks that the draft of {key} counts as editorial, so that nothing goes stale by "
            "it. Read its rewording, then approve it with agree_editorial; or revise it without the mark."
        )
        raise EditorialRefused(message)
    if same_name(marked_by) == same_name(author.actor):
        message = (
            f"{marked_by} marked the draft of {key} as editorial and cannot agree to that alone; let another "
            "actor approve it, or revise it without the mark."
        )
        raise EditorialRefused(message)
    return replace(proposal, agreed_by=author.actor)


async def draft_proposal(tx: Tx, key: str, author: Author, expect: str | None = None) -> Proposal:
    """Return the newest draft of an item as a proposal that approves it."""
    row = await must_find(tx, key)
    must_expect(row, expect)
    version = await must_find_version(tx, key, row.latest_no)
    if not version.is_draft:
        message = f"{key} has no draft to approve; its newest version, {row.latest_no}, is {version.status}."
        raise NothingToApprove(message)
    return replace(
        proposal_of_version(row, version, author),
        signatures=version.signatures,
        editorial=bool(version.editorial_marked_by),
        marked_by=version.editorial_marked_by,
    )


def proposal_of_version(row: ItemRow, version: Version, author: Author) -> Proposal:
    """Return the content of a stored version as a proposal that brings it into force."""
    return Proposal(
        type=row.type,
        key=row.key,
        content=version.content,
        approve=True,
        reason=author.reason,
        change_ref=author.change_ref,
    )


async def reinstate(store: Store, key: str, author: Author, expect: str | None = None) -> WriteResult:
    """Bring what was withdrawn back into force, as it was; a person's act, with its own entry in the trail.

    WrongState for what is not withdrawn, and for a conclusion, which is signed anew. What rested on it when
    it was withdrawn as retracted or invalid stays to be evaluated anew (MEDDEV 2.7/1 rev 4, 9.3.1).
    """

    async def work(tx: Tx) -> WriteResult:
        async with audited_write(tx, author, "reinstate") as write:
            row = await must_find(tx, key)
            must_expect(row, expect)
            rules_of(row.type).check_approval(key)
            if row.state != "withdrawn":
                message = f"{key} is {row.state.replace('_', ' ')}; only what was withdrawn is reinstated."
                raise WrongState(message)
            version = await must_find_version(tx, key, row.effective_no or row.latest_no)
            options = Options(Mode.revise, Unresolved.keep, action="reinstate", reinstates=True)
            outcomes = await write_items_in(write, [proposal_of_version(row, version, author)], options)
        return result_of(write, outcomes)

    return await store.write(work)


async def withdraw(
    store: Store, key: str, withdrawn_reason: str, author: Author, expect: str | None = None
) -> WriteResult:
    """Take an item out of force; it stays readable, and what rested on it becomes stale.

    To do so again for the same reason changes nothing: a tool that lost the answer repeats itself.
    """

    async def work(tx: Tx) -> WriteResult:
        async with audited_write(tx, author, "withdraw") as write:
            row = await must_find(tx, key)
            if row.state == "withdrawn" and row.withdrawn_reason == withdrawn_reason:
                must_expect(row, expect)
                raise _RolledBack([Outcome(0, key, "unchanged")], write.revision_before)
            await withdraw_in(write, key, withdrawn_reason, expect)
        return result_of(write, [Outcome(0, key, "withdrawn")])

    try:
        return await store.write(work)
    except _RolledBack as unchanged:
        return WriteResult(unchanged.revision, unchanged.outcomes)


async def withdraw_in(
    write: Write, key: str, withdrawn_reason: str, expect: str | None = None, *, recorded: bool = False
) -> None:
    """Withdraw an item as a part of a write that the caller begins and seals.

    Where a conclusion is not `recorded` as re-affirmation asks, what is left out is kept.
    AlreadyWithdrawn, but for evidence that turns out to be retracted after it was withdrawn for less.
    """
    row = await must_find(write.tx, key)
    must_expect(row, expect)
    if row.state == "withdrawn" and not rules_of(row.type).withdraws_again(row, withdrawn_reason):
        message = f"{key} is withdrawn already; reinstate it to bring it back."
        raise AlreadyWithdrawn(message)
    await apply_plans(write, [WithdrawalPlan(row, withdrawn_reason, recorded)], Surroundings())
