"""What a reviewer decided, whether it answers what is open, and the record of it (concepts 8.5). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.conclusions.questions import QUESTIONS
from graph.errors import Fault, Outside, ReaffirmationRefused
from graph.items.unanswered import COMPARED
from graph.staleness import Demand, Reason, ReasonCode
from graph.status.cached import reason_record
from graph.versions.proposal import Author
from graph.vocabulary.content import Content


@dataclass(frozen=True, slots=True)
class ReasonAnswer:
    """The answer to one reason: what changed, why the verdict stands (or not), how a contradiction weighs."""

    code: str
    item: str
    what_changed: str
    why: str
    weighed: str | None = None


@dataclass(frozen=True, slots=True)
class Reaffirmation:
    """What a reviewer decided on a conclusion that needs another look."""

    outcome: str
    rationale: str
    verdict: str | None = None
    statement: str | None = None
    conditions: str | None = None
    scope: str | None = None
    answers: Sequence[ReasonAnswer] = ()
    questions: Mapping[str, str] = field(default_factory=dict)
    independent_review: bool = False
    next_review_due: str | None = None
    withdrawn_reason: str = "invalid"
    interim_measures: str | None = None
    capa_ref: str | None = None

    @property
    def stated(self) -> dict[str, str]:
        """What the reviewer stated of the parts that dependants compare."""
        parts = {name: getattr(self, name) for name in COMPARED}
        return {name: value for name, value in parts.items() if value is not None}


def reasons_to_answer(reasons: Iterable[Reason]) -> list[Reason]:
    """Return the reasons that ask the reviewer for something; those that ask to wait are left out."""
    return [reason for reason in reasons if reason.demand is not None]


def check_outcome(key: str, before: Content, wanted: Reaffirmation) -> None:
    """Refuse an outcome that does not fit what is stated."""
    after = {**before, **wanted.stated}
    moved = [name for name in COMPARED if before.get(name, "") != after.get(name, "")]
    if wanted.outcome in ("reaffirmed_unchanged", "withdrawn") and moved:
        message = (
            f"{key}: the outcome is {wanted.outcome}, but {', '.join(moved)} would change; "
            "name the outcome revised_same_verdict or verdict_changed, or leave them as they are."
        )
        raise ReaffirmationRefused(message)
    if wanted.outcome == "verdict_changed" and "verdict" not in moved:
        other = "revised_same_verdict" if moved else "reaffirmed_unchanged"
        message = f"{key}: the verdict stays the same; name the outcome {other}, or state the new verdict."
        raise ReaffirmationRefused(message)
    if wanted.outcome == "revised_same_verdict" and ("verdict" in moved or not moved):
        other = "verdict_changed" if moved else "reaffirmed_unchanged"
        message = (
            f"{key}: revised_same_verdict states another statement, conditions or scope and keeps the "
            f"verdict; name the outcome {other} for what is stated here."
        )
        raise ReaffirmationRefused(message)


def check_answers(
    key: str, reasons: Sequence[Reason], wanted: Reaffirmation, contradicting: Collection[str]
) -> None:
    """Refuse a record that leaves a reason unanswered where each needs an answer (concepts 8.5 a).

    Where only a confirmation is asked for, the rationale answers all. One reason that asks for a fresh
    evaluation makes every reason need its own answer; what is `contradicting` needs a word on its weight.
    """
    open_now = {(str(reason.code), reason.item): reason for reason in reasons_to_answer(reasons)}
    given = [(answer.code, answer.item) for answer in wanted.answers]
    faults = [
        Fault(f"/answers/{place}", f"{code} {item} is no open reason of {key}, or is answered twice")
        for place, (code, item) in enumerate(given)
        if (code, item) not in open_now or (code, item) in given[:place]
    ]
    concludes = wanted.outcome != "withdrawn"
    if concludes and any(reason.demand == Demand.must_redo for reason in open_now.values()):
        faults += [
            Fault("/answers", f"{code} {item} ({reason.demand}): {reason.why}; it has no answer")
            for (code, item), reason in sorted(open_now.items())
            if (code, item) not in given
        ]
    faults += [
        Fault(f"/answers/{place}/weighed", f"{answer.item} contradicts; say how it was weighed")
        for place, answer in enumerate(wanted.answers)
        if concludes and _contradicts(answer, contradicting) and not answer.weighed
    ]
    if faults:
        message = (
            f"{key}: the answers do not fit its open reasons: "
            f"{'; '.join(fault.message for fault in faults)}. "
            "A must_redo reason is closed only when every open reason has its answer: code, item, what "
            f"changed and why; {Outside.read_conclusion.of(key)} lists them."
        )
        raise ReaffirmationRefused(message, faults=faults)


def _contradicts(answer: ReasonAnswer, contradicting: Collection[str]) -> bool:
    return answer.code == ReasonCode.CONTRADICTION_ADDED or answer.item in contradicting


def check_questions(wanted: Reaffirmation) -> None:
    """Refuse answers to questions that nobody asks."""
    known = [question.name for question in QUESTIONS]
    faults = [
        Fault(f"/questions/{name}", f"the questions are {', '.join(known)}")
        for name in sorted(set(wanted.questions) - set(known))
    ]
    if faults:
        message = (
            f"Unknown questions are answered; {Outside.list_reaffirmation_questions} lists those there are."
        )
        raise ReaffirmationRefused(message, faults=faults)


def check_withdrawal(key: str, wanted: Reaffirmation, marketed: Sequence[str]) -> None:
    """Refuse to take a conclusion back without measures, or without a CAPA while it is relied on in use."""
    faults = []
    if not wanted.interim_measures:
        faults.append(Fault("/interim_measures", "say what is done until there is another conclusion"))
    if marketed and not wanted.capa_ref:
        faults.append(Fault("/capa_ref", f"{', '.join(marketed)} is on the market; name the CAPA"))
    if faults:
        message = f"{key} cannot be withdrawn yet: {'; '.join(fault.message for fault in faults)}."
        raise ReaffirmationRefused(message, faults=faults)


def decision_record(
    wanted: Reaffirmation,
    reasons: Sequence[Reason],
    author: Author,
    qualification: Mapping[str, object],
    **more: object,
) -> dict[str, object]:
    """Return the record that is kept on the version and in the audit trail; what is empty is left out."""
    answers = {(answer.code, answer.item): answer for answer in wanted.answers}
    answered = []
    for reason in reasons_to_answer(reasons):
        answer = answers.get((str(reason.code), reason.item))
        explained = {"what_changed": answer.what_changed, "why": answer.why} if answer else {}
        weighed = {"weighed": answer.weighed} if answer and answer.weighed else {}
        answered.append({"reason": reason_record(reason), "answer": {**explained, **weighed} or None})
    decision = {
        "outcome": wanted.outcome,
        "reviewer": author.actor,
        "at": author.at,
        **qualification,
        "rationale": wanted.rationale,
        "reasons": answered,
        "questions": dict(wanted.questions),
        "withdrawn_reason": wanted.withdrawn_reason if wanted.outcome == "withdrawn" else None,
        "interim_measures": wanted.interim_measures,
        "capa_ref": wanted.capa_ref,
        **more,
    }
    kept = ("reasons", "qualification")
    return {name: value for name, value in decision.items() if value or name in kept}
