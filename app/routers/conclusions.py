"""Conclusions: status, basis, explanation, signatures, re-affirmation, and the order of work."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query, Response

from app.http.contract import SIGNING, refusals
from app.http.deps import AuthorDep, Day, MayMatch, Reading, StoreDep
from app.http.pagination import Pages, whole
from app.http.reading import Router
from app.schemas import (
    BasisOut,
    ClearingsOut,
    ConclusionAnswer,
    ConclusionsOut,
    ExplanationOut,
    QuestionsOut,
    ReaffirmedOut,
    ReaffirmIn,
    ReaffirmTogetherIn,
    SignIn,
    UnansweredOut,
    WorkListOut,
    WrittenOut,
    conclusion_out,
    effects_out,
)
from app.schemas.conclusions import Clearing, ReaffirmationQuestion, TaskOut, UnansweredConclusion
from app.schemas.gaps import Gap
from graph import conclusions, errors
from graph.conclusions import (
    ConclusionFilter,
    ConclusionView,
    JointReaffirmation,
    Reaffirmation,
    ReasonAnswer,
    Signing,
    work_list,
)
from graph.conclusions.explanation import explain
from graph.conclusions.sign import SigningResult
from graph.database.head import at_revision
from graph.database.store import Tx
from graph.vocabulary import STATUS_MEANINGS, ConclusionKind, ConclusionStatus

router = Router("conclusions")

KeyPath = Annotated[str, Path(max_length=200, description="Key of a conclusion.")]
_STATUSES = " ".join(f"`{status}`: {described.meaning}" for status, described in STATUS_MEANINGS.items())


@router.get(
    "/conclusions",
    operation_id="list_conclusions",
    response_model_exclude_unset=True,
    responses=refusals(errors.ItemNotFound, errors.WrongType),
)
async def list_conclusions(
    store: Reading,
    today: Day,
    pages: Pages,
    status: Annotated[
        str,
        Query(
            pattern=f"^({'|'.join(STATUS_MEANINGS)})?$",
            description=f"Only this status. {_STATUSES}",
        ),
    ] = "",
    kind: Annotated[ConclusionKind | None, Query(description="Only this kind.")] = None,
    device: Annotated[str, Query(max_length=200, description="Only about its items.")] = "",
) -> ConclusionsOut:
    """List conclusions with their status, reasons and demands, counts first."""
    page = pages.by_key("conclusions", status=status, kind=str(kind or ""), device=device, on=today)
    filters = ConclusionFilter(status=status or None, kind=kind, device=device or None)

    async def both(tx: Tx) -> tuple[list[ConclusionView], dict[ConclusionStatus, int]]:
        rows = await conclusions.conclusions_page(tx, filters, today, page.start, page.size + 1)
        return rows, await conclusions.count_by_status(tx, filters, today)

    (rows, counts), revision = await at_revision(store, both)
    cut = page.after(rows, lambda view: view.row.key)
    return ConclusionsOut(
        revision=revision,
        counts=counts,
        items=[conclusion_out(view) for view in cut.items],
        next=cut.next,
        total=cut.total,
    )


@router.get("/unanswered-reasons", operation_id="list_unanswered", response_model_exclude_unset=True)
async def list_unanswered(store: Reading, pages: Pages) -> UnansweredOut:
    """List conclusions that were signed, loaded or taken back past open reasons, without answers to them.

    One that is re-affirmed since, each reason answered, is listed no more; its versions keep what was.
    """
    page = pages.by_key("unanswered")
    rows, revision = await at_revision(
        store, lambda tx: conclusions.list_unanswered(tx, page.start, page.size + 1)
    )
    cut = page.after(rows, lambda entry: str(entry["key"]))
    items = [UnansweredConclusion.model_validate(entry) for entry in cut.items]
    return UnansweredOut(revision=revision, items=items, next=cut.next, total=cut.total)


@router.get(
    "/conclusions/{key}",
    operation_id="read_conclusion",
    response_model_exclude_unset=True,
    responses=refusals(errors.ItemNotFound, errors.NotAConclusion),
)
async def read_conclusion(key: KeyPath, store: Reading, today: Day) -> ConclusionAnswer:
    """Read a conclusion with its status on a day."""
    view, revision = await at_revision(store, lambda tx: conclusions.read_conclusion(tx, key, today))
    return ConclusionAnswer(revision=revision, **dict(conclusion_out(view)))


@router.get(
    "/conclusions/{key}/basis",
    operation_id="read_basis",
    responses=refusals(errors.ItemNotFound, errors.NotAConclusion),
)
async def read_basis(key: KeyPath, store: Reading, response: Response) -> BasisOut:
    """Lay what a conclusion pinned beside what it ought to rest on now.

    Whoever signs a draft on what is read here sends its ETag as If-Match.
    """
    shown = await conclusions.compare_basis(store, key)
    response.headers["ETag"] = shown.tag
    return BasisOut.model_validate(shown, from_attributes=True)


@router.get(
    "/conclusions/{key}/explanation",
    operation_id="explain_conclusion",
    response_model_exclude_unset=True,
    responses=refusals(errors.ItemNotFound, errors.NotAConclusion),
)
async def explain_conclusion(key: KeyPath, store: Reading, today: Day) -> ExplanationOut:
    """Say why a conclusion is not current: all root causes, a shortest path to each, what clears it."""
    explanation = await store.read(lambda tx: explain(tx, key, today))
    return ExplanationOut.model_validate(explanation, from_attributes=True)


@router.get(
    "/conclusions/{key}/clearings",
    operation_id="list_clearings",
    responses=refusals(errors.ItemNotFound, errors.NotAConclusion),
)
async def list_clearings(key: KeyPath, store: Reading) -> ClearingsOut:
    """List when a conclusion cleared by itself, each with the re-affirmation that settled it."""
    rows, revision = await at_revision(store, lambda tx: conclusions.read_clearings(tx, key))
    cut = whole([Clearing.model_validate(row) for row in rows])
    return ClearingsOut(key=key, revision=revision, items=cut.items, next=cut.next, total=cut.total)


@router.post(
    "/conclusions/{key}/sign",
    operation_id="sign_conclusion",
    response_model_exclude_unset=True,
    responses=refusals(
        errors.ItemNotFound,
        errors.NotAConclusion,
        errors.NothingToApprove,
        errors.UnknownReference,
        errors.WrongEnd,
        *SIGNING,
    ),
)
async def sign_conclusion(
    key: KeyPath, sent: SignIn, store: StoreDep, author: AuthorDep, tag: MayMatch
) -> WrittenOut:
    """Sign the draft of a conclusion; authored and approved bring it into force with its pins.

    Each signature is on the basis of its moment: If-Match names the one that was read, and earlier
    signatures on the draft fall away where the basis moved after them.

    What was open is answered, or kept as unanswered. A draft that says the same closes must_redo by
    answers only.
    """
    who = sent.by(author)
    answers = tuple(ReasonAnswer(**answer.model_dump(exclude_defaults=True)) for answer in sent.answers)
    given = Signing(tuple(sent.meanings), answers)
    written = await conclusions.sign(store, key, given, who, tag)
    return _written(key, written)


@router.post(
    "/conclusions/{key}/reaffirm",
    operation_id="reaffirm_conclusion",
    response_model_exclude_unset=True,
    responses=refusals(
        errors.ItemNotFound,
        errors.NotAConclusion,
        errors.UnknownReference,
        errors.WrongEnd,
        *SIGNING,
    ),
)
async def reaffirm_conclusion(
    key: KeyPath, sent: ReaffirmIn, store: StoreDep, author: AuthorDep, tag: MayMatch
) -> WrittenOut:
    """Sign a conclusion anew on the basis of today, its verdict unchanged or changed, or take it back.

    As soon as one of its reasons is must_redo, every open reason needs its answer.
    """
    who = sent.by(author)
    stated = sent.model_dump(
        exclude={"reason", "change_ref", "answers", "next_review_due"}, exclude_defaults=True
    )
    answers = tuple(ReasonAnswer(**answer.model_dump(exclude_defaults=True)) for answer in sent.answers)
    due = sent.next_review_due.isoformat() if sent.next_review_due else None
    decided = Reaffirmation(**stated, next_review_due=due, answers=answers)
    written = await conclusions.reaffirm(store, key, decided, who, tag)
    return _written(key, written)


def _written(key: str, written: SigningResult) -> WrittenOut:
    return WrittenOut(
        key=key,
        revision=written.revision,
        effects=effects_out(written.effects),
        justified_gaps=[Gap.model_validate(gap) for gap in written.justified_gaps],
        no_longer_signed_by=list(written.no_longer_signed_by),
    )


@router.post(
    "/reaffirmations",
    operation_id="reaffirm_together",
    response_model_exclude_unset=True,
    responses=refusals(
        errors.ItemNotFound,
        errors.NotAConclusion,
        *SIGNING,
    ),
)
async def reaffirm_together(sent: ReaffirmTogetherIn, store: StoreDep, author: AuthorDep) -> ReaffirmedOut:
    """Re-affirm unchanged, in one statement, conclusions whose one reason is the same and to be confirmed."""
    who = sent.by(author)
    wanted = JointReaffirmation(
        code=sent.code,
        item=sent.item,
        keys=tuple(sent.conclusions),
        rationale=sent.rationale,
        questions=sent.questions,
    )
    written = await conclusions.reaffirm_together(store, wanted, who)
    return ReaffirmedOut(
        revision=written.revision,
        conclusions=sorted(sent.conclusions),
        effects=effects_out(written.effects),
        justified_gaps=[Gap.model_validate(gap) for gap in written.justified_gaps],
    )


@router.get("/reaffirmation-questions", operation_id="list_reaffirmation_questions")
async def list_reaffirmation_questions() -> QuestionsOut:
    """List the questions that a re-affirmation answers by default."""
    cut = whole([ReaffirmationQuestion.model_validate(question) for question in conclusions.QUESTIONS])
    return QuestionsOut(reference=conclusions.REFERENCE, items=cut.items, next=cut.next, total=cut.total)


@router.get("/work-list", operation_id="read_work_list")
async def read_work_list(store: Reading, today: Day) -> WorkListOut:
    """List what has to be done on a day in dependency order; `ready` tasks wait for nothing."""
    tasks, revision = await at_revision(store, lambda tx: work_list(tx, today))
    cut = whole([TaskOut.model_validate(task) for task in tasks])
    return WorkListOut(revision=revision, items=cut.items, next=cut.next, total=cut.total)
