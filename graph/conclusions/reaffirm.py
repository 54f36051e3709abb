"""Re-affirmation: a conclusion is looked at anew and signed, or taken back (concepts 8.5)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from graph.canonical import canonical
from graph.conclusions.decision import (
    Reaffirmation,
    check_answers,
    check_outcome,
    check_questions,
    check_withdrawal,
    decision_record,
    reasons_to_answer,
)
from graph.conclusions.review import (
    Review,
    contradicting_items,
    purposes_asking_for_review,
    refuse_without_review,
    reviewer_qualification,
    scopes_concerned,
)
from graph.conclusions.sign import SigningResult, bring_into_force, must_be_conclusion, signing_result
from graph.database.queries import ConclusionsByKeys, ItemRow, MarketedVersions
from graph.database.store import Store, Tx
from graph.errors import Fault, Outside, ReaffirmationRefused, UpstreamUnsettled, WrongState
from graph.gaps import Gap
from graph.items import must_find_version, withdraw_in
from graph.ledger.amend import amend_versions
from graph.ledger.audit import Write, audited_write
from graph.policy import figures_in
from graph.staleness import ConclusionStatus, Demand, Reason
from graph.status.cached import base_status_on, reasons_on
from graph.versions.proposal import Author, Proposal, Signature
from graph.versions.version import Version, version_id
from graph.vocabulary import parse
from graph.vocabulary.spelling import same_name


@dataclass(frozen=True, slots=True)
class JointReaffirmation:
    """Re-affirmation of several conclusions for one cause."""

    code: str
    item: str
    keys: Sequence[str]
    rationale: str
    questions: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _BeforeDecision:
    """A signed conclusion as it is before the decision."""

    row: ItemRow
    kind: str
    status: str
    reasons: tuple[Reason, ...]
    version: Version

    @property
    def content(self) -> dict[str, object]:
        return dict(self.version.content)

    @property
    def authored(self) -> list[Signature]:
        return [s for s in self.version.signatures if s.meaning == "authored"]

    @property
    def authors(self) -> set[str]:
        """Who wrote what is in force; the one who recorded it where nobody signed as author."""
        signers = {entry.signer for entry in self.authored} or {self.version.created_by}
        return {same_name(signer) for signer in signers}


async def reaffirm(
    store: Store, key: str, wanted: Reaffirmation, author: Author, expect: str | None = None
) -> SigningResult:
    """Decide on a conclusion anew: a new version with the basis of today as pins, or its end (concepts 8.5).

    `reaffirmed_unchanged` keeps what dependants compare, so that suspects above clear by themselves;
    `revised_same_verdict` and `verdict_changed` move the wave one level up; `withdrawn` takes it back.
    """

    async def work(tx: Tx) -> SigningResult:
        async with audited_write(tx, author, "reaffirm") as write:
            before = await _before_decision(tx, key, author.day, expect)
            check_questions(wanted)
            check_outcome(key, before.content, wanted)
            justified: list[Gap] = []
            if wanted.outcome == "withdrawn":
                await _withdraw(write, before, wanted)
            else:
                await _check_review(tx, before, wanted, author)
                proposal = await _proposal(tx, before, wanted, author)
                justified = await bring_into_force(write, [proposal], [_review(proposal, wanted, author)])
        return signing_result(write, justified)

    return await store.write(work)


async def reaffirm_together(store: Store, wanted: JointReaffirmation, author: Author) -> SigningResult:
    """Re-affirm conclusions that the same must_confirm cause made stale, in one write (concepts 8.5 c).

    ReaffirmationRefused names each conclusion that has another reason too, or asks for a fresh evaluation.
    """

    async def work(tx: Tx) -> SigningResult:
        async with audited_write(tx, author, "reaffirm") as write:
            keys = sorted(wanted.keys)
            await _check_number(tx, keys)
            named = f"Re-affirmed unchanged for {wanted.code} {wanted.item}: {', '.join(keys)}."
            statement = f"{wanted.rationale} {named}"
            decided = Reaffirmation("reaffirmed_unchanged", wanted.rationale, questions=wanted.questions)
            check_questions(decided)
            standing = [await _before_decision(tx, key, author.day) for key in keys]
            _check_cause(standing, wanted)
            cause = {"code": wanted.code, "item": wanted.item, "conclusions": keys}
            proposals = [
                await _proposal(tx, before, decided, author, statement=statement, together=cause)
                for before in standing
            ]
            reviews = [_review(proposal, decided, author) for proposal in proposals]
            justified = await bring_into_force(write, proposals, reviews)
        return signing_result(write, justified)

    return await store.write(work)


async def _check_number(tx: Tx, keys: Sequence[str]) -> None:
    """Refuse more at once than the policy of any device concerned allows (concepts 8.5 c)."""
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        message = f"{', '.join(twice)} is listed twice; the signed statement lists each conclusion once."
        raise ReaffirmationRefused(message)
    within = await scopes_concerned(tx, keys)
    figures = await figures_in(tx, sorted(set().union(*within.values())))
    limit = min(values["bulk_limit"].value for values in figures.values())
    if len(keys) > limit:
        message = (
            f"{len(keys)} conclusions are more than {limit}, the most that one statement may re-affirm "
            "(bulk_limit of the policy); send parts, each looked at for itself."
        )
        raise ReaffirmationRefused(message)


def _check_cause(standing: Sequence[_BeforeDecision], wanted: JointReaffirmation) -> None:
    faults = []
    for place, before in enumerate(standing):
        reasons = reasons_to_answer(before.reasons)
        named = [(str(r.code), r.item) for r in reasons] == [(wanted.code, wanted.item)]
        if not named or any(reason.demand == Demand.must_redo for reason in reasons):
            stated = ", ".join(f"{r.code} {r.item} ({r.demand})" for r in reasons) or "no reason at all"
            faults.append(Fault(f"/conclusions/{place}", f"{before.row.key} has {stated}"))
    if faults:
        message = (
            f"Only conclusions whose one reason is {wanted.code} {wanted.item}, to be confirmed, are "
            f"re-affirmed together: {'; '.join(fault.message for fault in faults)}. "
            "Re-affirm the others one by one."
        )
        raise ReaffirmationRefused(message, faults=faults)


async def _before_decision(tx: Tx, key: str, today: str, expect: str | None = None) -> _BeforeDecision:
    row = await must_be_conclusion(tx, key, expect)
    if row.state != "in_force":
        message = f"{key} is not signed and in force ({row.state}); sign it first."
        raise WrongState(message)
    conclusion = (await tx.fetch(ConclusionsByKeys(keys=[key])))[0]
    version = await must_find_version(tx, key, row.effective_no)
    return _BeforeDecision(
        row,
        conclusion.kind,
        base_status_on(conclusion, today),
        reasons_on(conclusion.reasons, today),
        version,
    )


def _refuse_waiting(before: _BeforeDecision) -> None:
    if before.status != ConclusionStatus.suspect:
        return
    upstream = ", ".join(reason.item for reason in before.reasons)
    message = (
        f"{before.row.key} is only suspect: {upstream} has to be settled first, and may clear it. "
        f"{Outside.read_work_list} gives the order."
    )
    raise UpstreamUnsettled(message)


async def _check_review(tx: Tx, before: _BeforeDecision, wanted: Reaffirmation, author: Author) -> None:
    """Refuse an independent review that is none, or is missing where it is needed (concepts 8.5 a, b)."""
    key, unchanged = before.row.key, wanted.outcome == "reaffirmed_unchanged"
    if wanted.independent_review and (not unchanged or same_name(author.actor) in before.authors):
        message = (
            f"{author.actor} is the author of what {key} says after this, so the review is not independent; "
            "let another person re-affirm it, or revise it as a draft that another person signs."
        )
        raise ReaffirmationRefused(message)
    if unchanged and not wanted.independent_review:
        refuse_without_review(key, await purposes_asking_for_review(tx, key, before.kind, before.reasons))


def _review(proposal: Proposal, wanted: Reaffirmation, author: Author) -> Review:
    """Return what the reviewer signs now; a signature of the author from before stays as it was given."""
    now = [s for s in proposal.signatures if s.signer == author.actor and s.signed_at == author.at]
    return Review(proposal.key, now, [author.actor] if wanted.independent_review else ())


async def _proposal(
    tx: Tx,
    before: _BeforeDecision,
    wanted: Reaffirmation,
    author: Author,
    *,
    statement: str | None = None,
    **more: object,
) -> Proposal:
    _refuse_waiting(before)
    key = before.row.key
    check_answers(key, before.reasons, wanted, await contradicting_items(tx, key, before.reasons))
    after = {**before.content, **wanted.stated, "rationale": wanted.rationale}
    if wanted.next_review_due is not None:
        after["next_review_due"] = wanted.next_review_due
    after = {name: value for name, value in after.items() if value != ""}
    meaning = statement or wanted.rationale
    if wanted.outcome == "reaffirmed_unchanged" and before.authored:
        authored = before.authored
    else:
        authored = [Signature(author.actor, "authored", author.at, meaning)]
    independent = ("independently_reviewed",) if wanted.independent_review else ()
    return Proposal(
        type="Conclusion",
        key=key,
        content=parse("Conclusion", after).content(),
        approve=True,
        reason=author.reason or wanted.rationale,
        change_ref=author.change_ref,
        signatures=(
            Signature(author.actor, "reaffirmed", author.at, meaning),
            *authored,
            *(Signature(author.actor, m, author.at, meaning) for m in (*independent, "approved")),
        ),
        reaffirmation=decision_record(
            wanted, before.reasons, author, await reviewer_qualification(tx, author), **more
        ),
    )


async def _withdraw(write: Write, before: _BeforeDecision, wanted: Reaffirmation) -> None:
    key, author = before.row.key, write.author
    check_answers(key, before.reasons, wanted, ())
    versions = await write.tx.fetch(MarketedVersions(keys=[key], today=author.at[:10]))
    marketed = [row.version for row in versions]
    check_withdrawal(key, wanted, marketed)
    decided = decision_record(wanted, before.reasons, author, await reviewer_qualification(write.tx, author))
    await withdraw_in(write, key, wanted.withdrawn_reason, recorded=True)
    write.changes[-1]["reaffirmation"] = decided
    version = version_id(key, before.row.effective_no)
    properties = {"reaffirmation": canonical(decided)}
    await amend_versions(write, [{"id": version, "properties": properties}])
