"""Questions that help people decide whether a change is significant, and hints from the change itself.

Sources: MDCG 2020-3 charts A to E for EU legacy devices, often used elsewhere as a thinking aid; the usual
change procedures of makers; the pre-determined change control plans of the US. A maker's own questions may
be answered beside them. The decision is people's; a hint is not an answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.staleness import narrowed
from graph.vocabulary.content import Content


@dataclass(frozen=True, slots=True)
class SignificanceQuestion:
    """One question, and what answering it with yes usually means."""

    id: str
    text: str
    yes_usually_means: str
    source: str


QUESTIONS: Final[tuple[SignificanceQuestion, ...]] = (
    SignificanceQuestion(
        "A1", "Is an indication or a clinical condition added or widened?", "significant", "MDCG 2020-3 A"
    ),
    SignificanceQuestion(
        "A2", "Does a new group of users or patients come in?", "significant", "MDCG 2020-3 A"
    ),
    SignificanceQuestion(
        "A3",
        "Is the clinical application new, such as another stage, severity, site or way of delivery?",
        "significant",
        "MDCG 2020-3 A",
    ),
    SignificanceQuestion("A4", "Is the intended purpose only narrowed?", "not significant", "MDCG 2020-3 A"),
    SignificanceQuestion(
        "B1",
        "Does a built-in control, the principle of operation, the energy source or an alarm change?",
        "significant",
        "MDCG 2020-3 B",
    ),
    SignificanceQuestion(
        "B2",
        "Can safety, performance or usability suffer, so that benefit and risk shift for the worse?",
        "significant",
        "MDCG 2020-3 B",
    ),
    SignificanceQuestion(
        "B3",
        "Is further clinical or usability data wanted to support safety or performance?",
        "significant",
        "change procedures of makers",
    ),
    SignificanceQuestion(
        "B4",
        "Does a new risk want a control, or does a known risk grow?",
        "significant",
        "change procedures of makers",
    ),
    SignificanceQuestion(
        "C1",
        "Does an operating system or a component change so far that the software has to follow?",
        "significant",
        "MDCG 2020-3 C",
    ),
    SignificanceQuestion(
        "C2", "Does the architecture or the structure of the data change?", "significant", "MDCG 2020-3 C"
    ),
    SignificanceQuestion(
        "C3", "Does an algorithm change that diagnosis or therapy may follow?", "significant", "MDCG 2020-3 C"
    ),
    SignificanceQuestion(
        "C4", "Does a closed loop take the place of a user's input?", "significant", "MDCG 2020-3 C"
    ),
    SignificanceQuestion(
        "C5",
        "Is data shown in a way that may be read differently?",
        "significant",
        "MDCG 2020-3 C",
    ),
    SignificanceQuestion(
        "C6",
        "Is there a new medical function or a new channel to other systems?",
        "significant",
        "MDCG 2020-3 C",
    ),
    SignificanceQuestion(
        "C7",
        "Is it a mended fault, speed, a security update, looks, or a function without medical purpose?",
        "not significant while benefit and risk do not suffer",
        "MDCG 2020-3 C",
    ),
    SignificanceQuestion(
        "D", "Does a material or a substance change?", "as the chart leads", "MDCG 2020-3 D"
    ),
    SignificanceQuestion(
        "E", "Does sterilisation or packaging change?", "as the chart leads", "MDCG 2020-3 E"
    ),
    SignificanceQuestion(
        "F1",
        "Is it a corrective action that the competent authority has accepted?",
        "not significant for the transition of legacy devices",
        "MDCG 2020-3 4.3.2.1",
    ),
    SignificanceQuestion(
        "P1",
        "Does an authorised change control plan cover it, and is it done by its protocol?",
        "as the plan says",
        "FDA guidance on predetermined change control plans, 2025",
    ),
)


@dataclass(frozen=True, slots=True)
class Delta:
    """What a planned change does to one item; contents are empty where there is none."""

    key: str
    type: str
    op: str
    before: Content
    after: Content
    fields: tuple[str, ...]
    """Names of the fields that differ."""

    @classmethod
    def between(cls, key: str, kind: str, op: str, before: Content, after: Content) -> Delta:
        """Return what differs between two contents of an item."""
        names = {*before, *after}
        differing = sorted(name for name in names if before.get(name) != after.get(name))
        return cls(key, kind, op, before, after, tuple(differing))

    @property
    def takes_away(self) -> bool:
        """Whether it only takes the item out of force."""
        return self.op in ("withdraw", "supersede")


@dataclass(frozen=True, slots=True)
class AnsweredQuestion(SignificanceQuestion):
    """A question with the answer that a change records, and the items that hint at a yes."""

    answer: str | None
    hinted_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Questionnaire:
    """The questions with their answers; a maker's own answers beside them."""

    questions: tuple[AnsweredQuestion, ...]
    own: Mapping[str, str]
    unanswered: tuple[str, ...]


def questionnaire(answers: Mapping[str, str], hinted: Mapping[str, Sequence[str]]) -> Questionnaire:
    """Return the questions with the answers that were given, and what hints at a yes."""
    known = {question.id for question in QUESTIONS}
    return Questionnaire(
        questions=tuple(
            AnsweredQuestion(
                *(question.id, question.text, question.yes_usually_means, question.source),
                answers.get(question.id),
                tuple(hinted.get(question.id, ())),
            )
            for question in QUESTIONS
        ),
        own={name: answer for name, answer in sorted(answers.items()) if name not in known},
        unanswered=tuple(question.id for question in QUESTIONS if question.id not in answers),
    )


_GROUPS: Final = ("target_population", "age_range", "sex", "intended_user")
_APPLICATION: Final = ("condition_severity_stage", "body_site_contact", "duration_repeat", "use_environment")
_DESIGN: Final = {"soup_component": "C1", "architecture_element": "C2"}


def hints(deltas: Sequence[Delta], demands: Iterable[str | None]) -> dict[str, list[str]]:
    """Return for each question that the change itself speaks to, the items that do: a hint at a yes."""
    hinted: dict[str, set[str]] = {}
    purpose = [delta for delta in deltas if delta.type == "IntendedUseElement"]
    for delta in deltas:
        for question in _hinted(delta):
            hinted.setdefault(question, set()).add(delta.key)
    if purpose and all(_narrows(delta) for delta in purpose):
        hinted["A4"] = {delta.key for delta in purpose}
    if "must_redo" in set(demands):
        hinted.setdefault("B3", set()).update(delta.key for delta in deltas)
    return {question: sorted(keys) for question, keys in sorted(hinted.items())}


def _narrows(delta: Delta) -> bool:
    return delta.takes_away or narrowed(delta.before, delta.after)


def _hinted(delta: Delta) -> set[str]:
    kind = str(delta.after.get("kind") or delta.before.get("kind") or "")
    questions: set[str] = set()
    if delta.type == "IntendedUseElement" and not _narrows(delta):
        questions |= {"A1"} if kind == "indication" else set()
        questions |= {"A2"} if kind in _GROUPS else set()
        questions |= {"A3"} if kind in _APPLICATION else set()
    if delta.type == "RiskControl" and delta.fields:
        questions |= {"B1"} if delta.before else set()
        questions |= {"B2"} if delta.before else {"B4"}
    if delta.type in ("Hazard", "HazardousSituation") and not delta.takes_away:
        questions.add("B4")
    if (
        delta.type == "Risk"
        and not delta.takes_away
        and {"severity", "p", "p1", "p2", "level"} & {*delta.fields}
    ):
        questions.add("B4")
    if delta.type == "DesignItem" and kind in _DESIGN:
        questions.add(_DESIGN[kind])
    if delta.type == "DeviceVersion" and {"model_version", "modules"} & {*delta.fields}:
        questions.add("C3")
    return questions
