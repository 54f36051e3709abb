"""Signing: a draft comes into force and pins what it ought to rest on at that moment."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from graph.canonical import canonical, parsed
from graph.conclusions.decision import Reaffirmation, ReasonAnswer, check_answers, decision_record
from graph.conclusions.draft_basis import draft_basis_digest
from graph.conclusions.review import (
    Review,
    contradicting_items,
    purposes_asking_for_review,
    refuse_unqualified,
    refuse_without_review,
    reviewer_qualification,
)
from graph.database.head import revision_of
from graph.database.queries import ConclusionsByKeys, EvidenceOfUses, ItemRow, ScopesOf, SubjectsOf
from graph.database.store import Overtaken, Store, Tx
from graph.errors import BlockedByGaps, NotAConclusion, NothingToApprove, WrongState
from graph.gaps import Gap, blocking_gaps, gap_json
from graph.items import WriteResult, draft_proposal, must_find, must_find_version, write_items_in
from graph.items.planned import must_expect
from graph.items.unanswered import outcome_of
from graph.ledger.amend import amend_versions
from graph.ledger.audit import Write, audited_write
from graph.scopes import EVERYWHERE, AskedScopes, asked_scopes
from graph.staleness import Demand
from graph.status.basis import expected_basis
from graph.status.cached import reasons_on
from graph.versions.proposal import Author, Mode, Options, Proposal, Signature, Unresolved
from graph.versions.version import signatures_text, signed_hash, version_id
from graph.vocabulary.content import Content
from graph.vocabulary.spelling import a_or_an, same_name

NEEDED_MEANINGS = ("authored", "approved")


async def must_be_conclusion(
    tx: Tx, key: str, expect: str | None = None, basis: str | None = None
) -> ItemRow:
    """Return the item of a conclusion; NotAConclusion or StaleRevision where it is none, or another now.

    With a `basis`, a draft that would be signed on another one than was read is another as well.
    """
    row = await must_find(tx, key)
    if row.type != "Conclusion":
        message = (
            f"{key} is {a_or_an(row.type)}, not a conclusion; only conclusions are signed and re-affirmed."
        )
        raise NotAConclusion(message)
    must_expect(row, expect, basis)
    return row


@dataclass(frozen=True, slots=True)
class Signing:
    """What a signature means, and its answers to the open reasons of what is in force."""

    meanings: Sequence[str] = NEEDED_MEANINGS
    answers: Sequence[ReasonAnswer] = ()


@dataclass(frozen=True, slots=True)
class SigningResult(WriteResult):
    """What a signature did.

    `justified_gaps` are the blockers that would have forbidden it if they were not justified;
    `no_longer_signed_by` is whose signatures fell away because the basis moved after they were given.
    """

    justified_gaps: tuple[Gap, ...] = ()
    no_longer_signed_by: tuple[str, ...] = ()


def signing_result(write: Write, justified: Sequence[Gap], lost: Sequence[str] = ()) -> SigningResult:
    """Return what a write that signs did."""
    return SigningResult(write.revision, (), tuple(write.effects), tuple(justified), tuple(lost))


async def sign(
    store: Store, key: str, given: Signing, author: Author, expect: str | None = None
) -> SigningResult:
    """Sign the draft of a conclusion.

    When it carries all needed meanings, it comes into force and pins what it ought to rest on at that
    moment; BlockedByGaps when a blocker gap is open on its subject or its basis. ReaffirmationRefused where
    the draft says the same as what is in force, that has must_redo reasons, and an answer is left out;
    ReviewerNotQualified where one who signs over an open must_redo reason is not on record as qualified.

    Earlier signatures on the draft fall away where its basis moved after them: each covers what was there.
    """

    async def look(tx: Tx) -> _Look:
        await must_be_conclusion(tx, key)
        revision = await revision_of(tx)
        try:
            return _Look(revision, await draft_basis_digest(tx, key))
        except NothingToApprove:
            return _Look(revision, "")

    async def work(tx: Tx, looked: _Look) -> SigningResult:
        async with audited_write(tx, author, "sign") as write:
            if write.revision_before != looked.revision:
                raise Overtaken
            await must_be_conclusion(tx, key, expect, looked.basis)
            try:
                proposal = await draft_proposal(tx, key, author)
            except NothingToApprove:
                message = (
                    f"{key} has no draft to sign; it is signed already. Re-affirm it, or revise it first."
                )
                raise NothingToApprove(message) from None
            lasting, lost = await _lasting(tx, proposal, looked.basis)
            signed = _with_signatures(lasting, given.meanings, author)
            justified: list[Gap] = []
            if not {entry.meaning for entry in signed.signatures}.issuperset(NEEDED_MEANINGS):
                row = await must_find(tx, key)
                on_draft = DraftSignatures(signed.signatures, looked.basis, lost)
                await record_signatures(write, key, row.latest_no, on_draft)
            else:
                answered, reviews = await _answered(tx, signed, given.answers, author)
                justified = await bring_into_force(write, [answered], reviews)
        return signing_result(write, justified, lost)

    return await store.rehearse_and_write(look, work)


@dataclass(frozen=True, slots=True)
class _Look:
    """What a draft would be signed on, and the revision at which that was asked."""

    revision: int
    basis: str


async def _lasting(tx: Tx, proposal: Proposal, basis: str) -> tuple[Proposal, list[str]]:
    """Return a draft with the signatures that were given on its basis of now, and whose fell away."""
    row = await must_find(tx, proposal.key)
    version = await must_find_version(tx, proposal.key, row.latest_no)
    signed_on = version.record.get("signed_on")
    if not proposal.signatures or signed_on in (None, basis):
        return proposal, []
    return replace(proposal, signatures=()), sorted({entry.signer for entry in proposal.signatures})


def _with_signatures(proposal: Proposal, meanings: Sequence[str], author: Author) -> Proposal:
    known = {entry.meaning for entry in proposal.signatures}
    new = [
        Signature(author.actor, meaning, author.at, author.reason)
        for meaning in dict.fromkeys(meanings)
        if meaning not in known
    ]
    if not new:
        message = f"{proposal.key} carries these meanings already: {', '.join(sorted(known))}; sign another."
        raise WrongState(message)
    return replace(proposal, signatures=(*proposal.signatures, *new))


async def _answered(
    tx: Tx, proposal: Proposal, answers: Sequence[ReasonAnswer], author: Author
) -> tuple[Proposal, list[Review]]:
    """Return a draft with its answers to the open reasons of what is in force, and who has to be qualified.

    Without answers what was open is kept as such; but the same verdict is no way round an answer
    (concepts 8.5 a).
    """
    key = proposal.key
    (row,) = await tx.fetch(ConclusionsByKeys(keys=[key]))
    reasons = reasons_on(row.reasons, author.day) if row.state == "in_force" else ()
    before: Content = {}
    if row.state == "in_force":
        before = (await must_find_version(tx, key, row.effective_no)).content
    outcome = outcome_of(before, proposal.content)
    unchanged = outcome == "reaffirmed_unchanged"
    redo = any(reason.demand == Demand.must_redo for reason in reasons)
    if not answers and not (unchanged and redo):
        return proposal, [Review(key, proposal.signatures)] if redo else []
    decided = Reaffirmation(outcome, proposal.content.get("rationale", ""), answers=answers)
    check_answers(key, reasons, decided, await contradicting_items(tx, key, reasons))
    asking = await purposes_asking_for_review(tx, key, row.kind, reasons) if unchanged else []
    outside = _independent(proposal)
    if not outside:
        refuse_without_review(key, asking)
    decision = decision_record(decided, reasons, author, await reviewer_qualification(tx, author))
    return replace(proposal, reaffirmation=decision), [
        Review(key, proposal.signatures, outside if asking else ())
    ]


def _independent(proposal: Proposal) -> set[str]:
    """Return who signed as independent reviewer and did not write it."""
    signers = {s.meaning: set[str]() for s in proposal.signatures}
    for entry in proposal.signatures:
        signers[entry.meaning].add(same_name(entry.signer))
    authors = signers.get("authored") or signers.get("approved", set())
    return {
        s.signer
        for s in proposal.signatures
        if s.meaning == "independently_reviewed" and same_name(s.signer) not in authors
    }


@dataclass(frozen=True, slots=True)
class DraftSignatures:
    """The signatures on a draft, the digest of the basis that they are on, and whose fell away before.

    `basis` is None in what earlier releases recorded.
    """

    signatures: Sequence[Signature]
    basis: str | None
    lost: Sequence[str] = ()


async def record_signatures(write: Write, key: str, number: int, given: DraftSignatures) -> None:
    """Keep the signatures of a draft that does not carry all needed meanings yet, and what they are on."""
    text = signatures_text(given.signatures)
    properties = {"signatures": text, "signed_on": given.basis}
    await amend_versions(write, [{"id": version_id(key, number), "properties": properties}])
    change: dict[str, object] = {
        "item": key,
        "type": "Conclusion",
        "action": "signed",
        "version": number,
        "meanings": sorted({entry.meaning for entry in given.signatures}),
        "signed": signed_hash(given.signatures, None),
    }
    if given.basis is not None:
        change |= {"signatures": parsed(text), "signed_on": given.basis}
    if given.lost:
        change["no_longer_signed_by"] = list(given.lost)
    write.changes.append(change)


async def bring_into_force(
    write: Write, proposals: Sequence[Proposal], reviews: Sequence[Review] = ()
) -> list[Gap]:
    """Carry signed proposals out as one; BlockedByGaps or WrongState where one may not be signed.

    ReviewerNotQualified where a review is signed by somebody who is not on record as qualified.
    Gives the blocker gaps that would forbid a signature and do not because they are justified.
    """
    options = Options(Mode.revise, Unresolved.keep, action="sign", reinstates=True)
    outcomes = await write_items_in(write, proposals, options)
    numbers = {outcome.key: outcome.version for outcome in outcomes}
    rows = [{"id": version_id(p.key, numbers[p.key]), "properties": _signed(p)} for p in proposals]
    await amend_versions(write, rows)
    await refuse_unqualified(write.tx, reviews)
    justified: dict[str, Gap] = {}
    for proposal in proposals:
        justified |= {gap.id: gap for gap in await _refuse_unfounded(write, proposal.key)}
    return list(justified.values())


def _signed(proposal: Proposal) -> dict[str, Any]:
    properties = {"signatures": signatures_text(proposal.signatures)}
    if proposal.reaffirmation:
        properties["reaffirmation"] = canonical(proposal.reaffirmation)
    return properties


async def _refuse_unfounded(write: Write, key: str) -> list[Gap]:
    """Refuse a signature that nothing carries; gives the justified blockers that it goes past."""
    subjects = await write.tx.fetch(SubjectsOf(keys=[key]))
    if all(subject.state == "withdrawn" for subject in subjects):
        names = ", ".join(sorted(subject.item for subject in subjects))
        message = f"{key} concludes on {names} only, and that is withdrawn; nothing is left to sign."
        raise WrongState(message)
    near = await blockers(write.tx, key, write.author.day)
    blocking = [gap for gap in near if gap.state == "open"]
    if blocking:
        names = ", ".join(dict.fromkeys(f"{gap.rule} on {gap.subject}" for gap in blocking))
        message = (
            f"{key} cannot be signed while blocker gaps are open on what it concludes on: "
            f"{names}. Close them first; each gap names its remedy."
        )
        raise BlockedByGaps(message, [gap_json(gap) for gap in blocking])
    return [gap for gap in near if gap.state == "justified"]


async def blockers(tx: Tx, key: str, today: str) -> list[Gap]:
    """Return the blocker gaps on a conclusion's subjects, its basis, and the evidence of its uses.

    Justified ones are among them, and say so. Those of a shared item as seen from a device that the
    conclusion is not for are left out.
    Gaps that say that a signed conclusion is missing do not stand in the way of signing one.
    """
    basis = {entry.item for entry in (await expected_basis(tx, [key]))[key]}
    subjects = {row.item for row in await tx.fetch(SubjectsOf(keys=[key]))}
    near = basis | subjects
    near |= {row.evidence for row in await tx.fetch(EvidenceOfUses(keys=sorted(basis)))}
    scopes: dict[str, set[str]] = {}
    for entry in await tx.fetch(ScopesOf(keys=sorted({key, *near}))):
        scopes.setdefault(entry.key, set()).add(entry.scope)
    mine = _devices_of(key, subjects, scopes)
    every = (await asked_scopes(tx)).devices
    asked = AskedScopes(sorted({EVERYWHERE, *mine, *set().union(*scopes.values())}), sorted(mine) or every)
    gaps = await blocking_gaps(tx, today, asked, near)
    return [
        gap
        for gap in gaps
        if gap.subject in near and gap.subject != key and _hinders(gap, mine, scopes.get(gap.subject, set()))
    ]


def _devices_of(key: str, subjects: Collection[str], scopes: Mapping[str, set[str]]) -> set[str]:
    """Return the devices that a conclusion is for: those that it names, else those of its subjects."""
    named = scopes.get(key, set()) - {EVERYWHERE}
    of_subjects = set().union(*(scopes.get(subject, set()) for subject in subjects))
    return named or (of_subjects - {EVERYWHERE} if EVERYWHERE not in of_subjects else set())


def _hinders(gap: Gap, devices: Collection[str], of_item: Collection[str]) -> bool:
    """Whether a gap is one of the devices of a conclusion; of another it is not where its item is shared."""
    return not devices or not gap.device or gap.device in devices or not set(of_item) & set(devices)
