"""Whom a change of each field reaches: the measured table, and why some fields reach no conclusion."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from graph.database.statements import load
from graph.vocabulary import ITEM_TYPES, RELATIONS, shapes

MEASURED: Final = Path(__file__).parent / "reach.json"
_BOOKS: Final = "Bookkeeping (event 37)."
_DATES: Final = (
    "A day makes overdue when it passes (event 5), which the clock does and no change of a content."
)
_RULE: Final = "A rule looks at it; no verdict argues with it."

WHY_NOTHING: Final[Mapping[tuple[str, str], str]] = {
    (
        "",
        "title",
    ): "Here other fields say what the item is; a title names it (MEDDEV 2.7/1 rev 4, 7, note 5).",
    ("", "tags"): _BOOKS,
    ("", "owner"): _BOOKS,
    ("", "note"): _BOOKS,
    ("", "valid_until"): _DATES,
    ("", "next_review_due"): _DATES,
    (
        "",
        "devices",
    ): "The basis of a conclusion follows the scope; in this file the scope holds nothing further.",
    ("", "display_order"): "The order in which rows are shown.",
    (
        "",
        "log_status",
    ): "Said by people of an entry of the log (DCB0129); estimates and verdicts are conclusions.",
    ("", "addresses"): "Navigation: what it answers is a question, whose answer is recorded there.",
    ("Device", "name"): "Administrative (MEDDEV 2.7/1 rev 4, 7, note 5); labels print the name as material.",
    ("Device", "basic_udi_di"): "A number of the same device; news is matched by it.",
    ("Device", "retention"): "How long records are kept (ISO 13485:2016, 4.2.5) says nothing on the device.",
    (
        "DeviceVersion",
        "released_at",
    ): "The version evaluated is the same; what a release owes, rules ask (PMS-01).",
    ("RegulatoryProfile", "effective_from"): "What a profile asks is asked while it is in force.",
    (
        "RegulatoryProfile",
        "effective_until",
    ): "What a profile asks is asked while it is in force; a rule asks after its day.",
    (
        "DeviceVersion",
        "last_placed_at",
    ): "The version evaluated is the same; what is still owed for it, rules ask (UK MDR 2002 reg. 44ZD).",
    ("RegulatoryProfile", "certificate"): "A number; whether a certificate is in date, a rule asks (PMS-08).",
    ("RegulatoryProfile", "certificate_until"): "Whether a certificate is in date, a rule asks (PMS-08).",
    (
        "Claim",
        "where_made",
    ): "A note of places; materials are linked by `stated_in` and speak for themselves.",
    (
        "LiteratureSearch",
        "executed_by",
    ): "Who searched; whether a team is qualified, rules ask (MEDDEV 2.7/1 rev 4, 6.4).",
    ("Evidence", "pillar_hints"): "A hint for people; which pillar the data speak for, their use says.",
    ("Evidence", "citation"): "How a source is quoted; the data are compared.",
    ("Evidence", "report_no"): "A name of the same data, by which doubles are found (EVD-12).",
    ("Evidence", "doi"): "A name of the same data, by which news and doubles are found.",
    ("Evidence", "pmid"): "A name of the same data, by which news and doubles are found.",
    ("Evidence", "location"): "Where the file lies (event 37).",
    ("Evidence", "found_by"): "Navigation: by which search it was found.",
    (
        "Appraisal",
        "plan_ref",
    ): "The criteria of the plan show in the grades, which are compared; EVD-11 asks for the plan.",
    (
        "Appraisal",
        "plan_approved_on",
    ): "Whether criteria were fixed beforehand, a rule asks (MEDDEV 2.7/1 rev 4, 9.2).",
    ("Appraisal", "appraised_on"): "The day; grades and limits are compared.",
    ("Appraisal", "appraiser"): "Who appraised; whether people are qualified, rules ask (CON-04).",
    ("Appraisal", "summary"): "Wording of what findings, grades and limits say.",
    (
        "EvidenceUse",
        "relevance",
    ): "In words what pillar, aspect, role, weight and coverage say; those are compared.",
    (
        "Hazard",
        "hazard_category",
    ): "A label to sort by (ISO 14971:2019, annex C); the description is compared.",
    ("Risk", "basis_note"): "A note on estimates that are compared themselves; data are linked as uses.",
    ("RiskCriteria", "version_label"): "The label of criteria whose cells are compared themselves.",
    (
        "RiskControl",
        "measure",
    ): "A second name of the control option in the words of DCB0129; `control_type` is compared.",
    ("Requirement", "catalogue_version"): "Which edition it was read from; its text is compared.",
    ("Requirement", "heading"): "The heading of the chapter.",
    (
        "Requirement",
        "default_justification",
    ): "Why a default of the catalogue was changed; the value itself is compared.",
    (
        "InformationMaterial",
        "version_label",
    ): "A label beside words that are compared; without words it counts itself.",
    ("InformationMaterial", "language"): "The same content in another language (MDCG 2020-3 rev 1, 4.3.2.1).",
    (
        "DesignItem",
        "version_label",
    ): "A label beside a text that is compared; without a text it counts itself.",
    (
        "Change",
        "significance_decision",
    ): "It records what is concluded; the conclusion does not rest on itself.",
    ("Change", "status"): "That a change is carried out as it was described changes nothing in it.",
    ("Evaluation", "cer_version"): "A label of the report.",
    ("Evaluation", "cer_date"): "The day of the report; its data are compared.",
    ("Evaluation", "next_due"): _RULE + " (MEDDEV 2.7/1 rev 4, 6.2.3; UPD-01.)",
    ("Evaluation", "interval_justification"): _RULE,
    ("Evaluation", "stage"): "Where the work stands (MEDDEV 2.7/1 rev 4, 6.3).",
    ("Evaluation", "baseline_id"): "Names the frozen report.",
    ("Evaluation", "contains"): "Navigation: what the report froze.",
    ("PmsReport", "issued_at"): "A day; what the report tells is compared while it unsettles.",
    ("SafetySignal", "received_at"): "From when its assessment is due, which PMS-06 asks.",
}
"""Why a change reaches no conclusion, by type and field; with no type, wherever nobody says more."""

HEAD: Final = """# Reach

Whom a change of a field unsettles by itself: kinds of conclusion, and what it may ask of them. What rests on
those waits for them ([concepts 8.4](../concepts.md#84-how-a-status-is-worked-out)). It was measured: in a
file in which items are linked as their relations allow, each field was given other values and none, and the
statuses were worked out. `pillar` stands for the three pillars. Where both demands stand, it depends on what
differs ([events](staleness.md#events)). Left out is what hangs on every field alike: a change that is
declared to touch the item, and a signed justification that cites it.

An *editorial* field moves nothing. One that is *substantive* puts out of date what was judged or signed on
the whole item: appraisals of evidence, justified gaps, signatures on uses. What is in the *interface*
conclusions compare as well. Where the field that says what an item is stands empty, the title counts in its
place.

"""

WHY_APART: Final[Mapping[str, str]] = {
    "ADDRESSES": "Shown as touched; what follow-up and reports find unsettles what they address (event 32).",
    "AFFECTS": "What a change is declared to touch is part of the decision on it, and of no argument.",
    "CITES": "A justification is signed on what it cites, and lapses with it, of which conclusions that cite "
    "it hear (event 35).",
    "COVERS_ELEMENT": "The data were got in those who were studied; that an element says something else "
    "reaches conclusions by the claim or benefit that covers it, and rules compare both (IUP-01 to IUP-03).",
    "FOR_DEVICE": "The scope: bases follow it to versions, elements and whatever is of the same device.",
    "LEADS_TO": "What a situation can lead to is estimated: a risk names the harm itself (`ESTIMATES`), and "
    "RSK-01 asks for the estimate of each pair.",
    "SUCCEEDS": "Navigation; which versions count, bases work out by it (event 26).",
}
"""Of a relation that impact follows and no basis does, or the other way round: why."""
_READING: Final = (
    "conclusions/declared",
    "conclusions/watched",
    "status/basis/",
    "status/behind",
    "status/news/",
    "status/shared/",
)


def followed_by_bases() -> set[str]:
    """Return the relations that decide on what conclusions rest on, or on what unsettles them beside it."""
    read = " ".join(text.body for name, text in load().items() if name.startswith(_READING))
    return set(RELATIONS) & set(re.findall(r"\b[A-Z_]+\b", read))


def relations() -> Iterator[Sequence[str]]:
    """Return a row for each relation: whether impact and bases follow it, and why where they differ."""
    followed = followed_by_bases()
    for name, relation in sorted(RELATIONS.items()):
        ways = ("yes" if relation.dependency else "no", "yes" if name in followed else "no")
        yield f"`{name}`", *ways, WHY_APART.get(name, "")


UNMEASURED: Final[Mapping[tuple[str, str], str]] = {
    ("Appraisal", "evidence_version"): "which version was read: out of date or not (events 1b and 10)",
    ("CharacteristicComparison", "compares"): "another comparator is another comparison (event 25)",
    (
        "ComparatorDevice",
        "basic_udi_di",
    ): "the first number moves nothing, another one asks to redo (event 25)",
    ("EvidenceUse", "studied_ranges"): "weighs as the coverage does (event 8)",
}
"""What other values of a field would ask for, which the file has no other end for."""

OF_TYPES: Final = {
    "Baseline": "Made by a release and never revised.",
    "Policy": "Its figures move gaps. `expired_evidence_is_stale` makes stale instead of overdue (event 5).",
    "JustifiedGap": "Whatever of it changes, it is signed anew; what cites it is to confirm (event 35).",
    "Person": "Editorial for conclusions; `unqualified_from` and `unqualified_until` unsettle what was "
    "signed then (event 36), and rules ask for the papers (CON-04; MEDDEV 2.7/1 rev 4, 6.4).",
    "Conclusion": "Changes by a signature alone. Whoever pins it compares kind, about, statement, verdict, "
    "conditions and scope (event 33).",
}
"""Types of which no field is measured, and why."""


def reasons_given(item_type: str, field: str) -> str:
    """Return why a change of a field reaches no conclusion; '' where nobody said."""
    where = (item_type, field)
    return WHY_NOTHING.get(where) or UNMEASURED.get(where) or WHY_NOTHING.get(("", field), "")


def weight(item_type: str, field: str) -> str:
    """Return what a field weighs."""
    shape = shapes(ITEM_TYPES[item_type])[field]
    return "editorial" if shape.editorial else "interface" if shape.interface else "substantive"


def reached(item_type: str) -> Iterator[Sequence[str]]:
    """Return a row for each field of a type: its weight, the conclusions that it reaches, or why none."""
    measured = json.loads(MEASURED.read_text(encoding="utf-8"))[item_type]
    for field, kinds in measured.items():
        whom = ", ".join(f"`{kind}` ({' or '.join(demands)})" for kind, demands in kinds.items())
        silent = "not measured" if (item_type, field) in UNMEASURED else "nothing"
        told = whom or f"{silent}: {reasons_given(item_type, field)}"
        yield f"`{field}`", weight(item_type, field), told
