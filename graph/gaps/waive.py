"""A gap is accepted by a waiver, or its waivers are revoked: each one write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from graph.database.store import Store, Tx
from graph.errors import Fault, GapNotFound, InvalidContent, NotJustifiable, Outside, WrongState
from graph.gaps.evaluate import Gap, evaluate_rules, read_report
from graph.gaps.waivers import waivers_of
from graph.items import canonical_content, must_find, withdraw_in, write_items_in
from graph.ledger.audit import MovedConclusion, audited_write
from graph.versions.proposal import Author, Mode, Options, Proposal, Signature, Unresolved
from graph.vocabulary.governance import gap_identity
from graph.waivers.validity import MEANING


@dataclass(frozen=True, slots=True)
class WaiverRequest:
    """Why a gap is accepted, until when, and what it is justified with."""

    rationale: str
    expires_at: str
    compensating_measure: str | None = None
    cites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WaiverResult:
    """A write about a gap: the revision that it made, the gap after it, and what moved by it.

    `gap` is None when the gap was closed already.
    """

    key: str
    revision: int
    gap: Gap | None
    effects: tuple[MovedConclusion, ...]


async def read_gap(store: Store, gap_id: str, today: str) -> tuple[Gap, int]:
    """Return a gap of a day with its waivers, and the revision that was read; GapNotFound.

    An id of before gaps were those of a device finds the gap where one device alone has it.
    """
    report = await store.read(lambda tx: read_report(tx, today))
    for gap in report.gaps:
        if gap.id == gap_id:
            return gap, report.revision
    of_devices = [gap for gap in report.gaps if gap_identity(gap.rule, gap.subject, gap.detail) == gap_id]
    if len(of_devices) == 1:
        return of_devices[0], report.revision
    if of_devices:
        ids = ", ".join(f"{gap.id} ({gap.device})" for gap in of_devices)
        message = f"{gap_id} is the gap of several devices, each with an id of its own: {ids}. Name one."
        raise GapNotFound(message)
    raise _not_found(gap_id, today)


def _not_found(gap_id: str, today: str) -> GapNotFound:
    message = (
        f"No gap {gap_id} is there on {today}: it was closed, or never was. "
        f"{Outside.list_gaps} lists all with their ids."
    )
    return GapNotFound(message)


async def grant(store: Store, gap_id: str, request: WaiverRequest, author: Author) -> WaiverResult:
    """Accept an open gap for a time, for its device; the author signs with the meaning `waived`.

    What is cited and the item with the gap are pinned as they are now. Refused where the rule does not allow
    it, where the gap is not open, where the day has passed, and where something cited is not in force.
    """
    today = author.day
    if request.expires_at < today:
        message = f"The justification would have expired on {request.expires_at}; name a day to come."
        raise InvalidContent(message, faults=[Fault("/expires_at", message)])
    seen, _ = await read_gap(store, gap_id, today)

    async def work(tx: Tx) -> WaiverResult:
        async with audited_write(tx, author, "justify") as write:
            gap = await _gap_now(tx, seen, today)
            _refuse_unless_open(gap, gap_id, today)
            await _refuse_unless_in_force(tx, request.cites)
            proposal = _proposal(seen, request, author)
            options = Options(Mode.upsert, Unresolved.refuse, action="justify", reinstates=True)
            await write_items_in(write, [proposal], options)
            after = await _gap_now(tx, seen, today)
        return WaiverResult(proposal.key, write.revision, after, tuple(write.effects))

    return await store.write(work)


async def _gap_now(tx: Tx, seen: Gap, today: str) -> Gap | None:
    report = await evaluate_rules(tx, today, only=[seen.rule])
    return next((gap for gap in report.gaps if gap.id == seen.id), None)


def _refuse_unless_open(gap: Gap | None, gap_id: str, today: str) -> None:
    if gap is None:
        raise _not_found(gap_id, today)
    if not gap.waivable:
        message = f"{gap.rule} does not allow that this gap of {gap.subject} is justified. {gap.remedy}"
        raise NotJustifiable(message)
    if gap.justified is not None:
        message = (
            f"{gap_id} is justified by {gap.justified.key} until {gap.justified.expires_at}; "
            f"withdraw that first ({Outside.withdraw_justification}) to justify it anew."
        )
        raise WrongState(message)


async def _refuse_unless_in_force(tx: Tx, cites: Sequence[str]) -> None:
    for key in sorted(set(cites)):
        row = await must_find(tx, key)
        if row.state != "in_force":
            message = f"{key} is {row.state} and carries no justification; cite what is in force."
            raise WrongState(message)


def _proposal(gap: Gap, request: WaiverRequest, author: Author) -> Proposal:
    content = {
        "title": f"{gap.rule} of {gap.subject}" + (f" for {gap.device}" if gap.device else ""),
        "rule_id": gap.rule,
        "waives": [gap.subject],
        "detail": gap.detail,
        "devices": list(gap.devices),
        "rationale": request.rationale,
        "compensating_measure": request.compensating_measure or "",
        "expires_at": request.expires_at,
        "cites": list(request.cites),
    }
    return Proposal(
        type="JustifiedGap",
        key="J" + gap.id,
        content=canonical_content("JustifiedGap", content),
        approve=True,
        reason=author.reason,
        change_ref=author.change_ref,
        signatures=(Signature(author.actor, MEANING, author.at, request.rationale),),
    )


async def revoke(store: Store, gap_id: str, withdrawn_reason: str, author: Author) -> WaiverResult:
    """Withdraw what justifies a gap, all of it, so that the gap is open again.

    A justification that is for several devices ends for all of them.
    """
    today = author.day
    known = await store.read(lambda tx: waivers_of(tx, gap_id))
    if not known:
        await read_gap(store, gap_id, today)

    async def work(tx: Tx) -> WaiverResult:
        async with audited_write(tx, author, "withdraw_justification") as write:
            waivers = await waivers_of(tx, gap_id)
            in_force = [waiver.key for waiver in waivers if waiver.state == "in_force"]
            if not in_force:
                message = f"{gap_id} has no justification in force; there is nothing to withdraw."
                raise WrongState(message)
            for key in in_force:
                await withdraw_in(write, key, withdrawn_reason)
        return WaiverResult(in_force[0], write.revision, None, tuple(write.effects))

    result = await store.write(work)
    report = await store.read(lambda tx: read_report(tx, today))
    return replace(result, gap=next((gap for gap in report.gaps if gap.id == gap_id), None))
