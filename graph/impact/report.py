"""The impact report of a recorded change: what it proposes is done and rolled back (concepts 9.3, 9.4).

A report is a preview with what people need to decide on the change beside it. It is stored, so that what
was foreseen can be held against what then happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from graph.canonical import parsed
from graph.database.head import revision_of
from graph.database.queries import (
    ConclusionsByKeys,
    DependantsOf,
    HeadState,
    ImpactReports,
    ReadPreview,
    ReportRow,
    UnsettledConclusions,
    VersionsByIds,
)
from graph.database.store import Store, Tx
from graph.errors import InvalidContent, Outside, PreviewNotFound, WrongType
from graph.gaps import evaluate_rules
from graph.impact.evidence_table import (
    AffectedItems,
    affected_items,
    contents_of,
    evidence_rules,
    evidence_table,
)
from graph.impact.preview import ChangeStep, foresee, store_preview
from graph.impact.questionnaire import QUESTIONS, Delta, hints
from graph.items import must_find, must_find_version
from graph.ledger.audit import begin
from graph.staleness import ConclusionStatus
from graph.status.cached import since_revision, status_on
from graph.versions.proposal import Author
from graph.versions.version import version_id
from graph.vocabulary.spelling import a_or_an

Record = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A recorded change with what it proposes."""

    key: str
    title: str
    content: Mapping[str, Any]
    changes: tuple[ChangeStep, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """For whom a report is made, as of which day, and how far it may walk."""

    author: Author
    today: str
    budget: int


async def read_change(store: Store, key: str) -> tuple[str, Mapping[str, Any]]:
    """Return title and content of a recorded change, draft or in force; WrongType when it is not of one."""

    async def work(tx: Tx) -> tuple[str, Mapping[str, Any]]:
        row = await must_find(tx, key)
        if row.type != "Change":
            message = f"{key} is {a_or_an(row.type)}; an impact report is made of a Change."
            raise WrongType(message)
        version = await must_find_version(tx, key, row.latest_no)
        content = version.content
        if not content.get("proposed_deltas"):
            message = (
                f"{key} proposes nothing that could be tried: list what would be done in proposed_deltas, "
                f"in the shape of the changes of {Outside.create_impact_preview}."
            )
            raise InvalidContent(message)
        return row.title or "", content

    return await store.read(work)


async def make_report(
    store: Store, planned: RecordedChange, author: Author, today: str, budget: int
) -> Record:
    """Return the impact report of a change and keep it under an id; nothing else is written."""
    asked = _Asked(author, today, budget)
    report = await store.rehearse(lambda tx: _report(store, tx, [planned], asked), is_long=True)
    return await store_preview(store, {"change": _header(planned), **report}, author, planned.changes)


async def cumulative_impact(
    store: Store, planned: Sequence[RecordedChange], author: Author, today: str, budget: int
) -> Record:
    """Return what several changes do together, and which conclusions several touch (concepts 9.3.11)."""
    asked = _Asked(author, today, budget)
    alone: dict[str, list[str]] = {}
    for one in planned:
        foreseen = await store.rehearse(
            lambda tx, one=one: _report(store, tx, [one], asked),  # type: ignore[misc]
            is_long=True,
        )
        for entry in foreseen["conclusions"]:
            alone.setdefault(entry["key"], []).append(one.key)
    report = await store.rehearse(lambda tx: _report(store, tx, planned, asked), is_long=True)
    together = {entry["key"] for entry in report["conclusions"]}
    interact = {key: names for key, names in sorted(alone.items()) if len(names) > 1}
    return {
        "changes": [_header(one) for one in planned],
        "interactions": [{"conclusion": key, "changes": names} for key, names in interact.items()],
        "only_together": sorted(together - set(alone)),
        **report,
    }


def _header(planned: RecordedChange) -> Record:
    names = ("kind", "description", "pccp_ref", "significance_decision", "status", "devices", "affects")
    stated = {name: planned.content[name] for name in names if name in planned.content}
    return {"key": planned.key, "title": planned.title, **stated}


# -- what stands in it ---------------------------------------------------------------------------------


async def _report(store: Store, tx: Tx, planned: Sequence[RecordedChange], asked: _Asked) -> Record:
    write = await begin(tx, asked.author)
    changes = [change for one in planned for change in one.changes]
    named = sorted({change.key for change in changes})
    before = await contents_of(tx, named)
    touched = await affected_items(tx, named, asked.budget)
    contained = [row for row in await tx.fetch(DependantsOf(keys=named)) if row.relation == "CONTAINS"]
    foreseen = await foresee(store, write, changes, asked.today)
    after = await contents_of(tx, named)
    touched = touched.with_more(await affected_items(tx, named, asked.budget))
    gaps = (await evaluate_rules(tx, asked.today, only=evidence_rules())).gaps
    deltas = [_delta(change, before, after) for change in changes]
    demands = [entry["demand"] for entry in foreseen["conclusions"]]
    return {
        **foreseen,
        "deltas": [{**asdict(delta), "fields": list(delta.fields)} for delta in deltas],
        "summary": _summary(foreseen),
        "conclusions": await _with_statements(tx, foreseen["conclusions"]),
        "evidence": await evidence_table(tx, touched, gaps),
        **_sections(touched),
        "contained_in": sorted({row.key for row in contained}),
        "questionnaire": _questionnaire(planned, hints(deltas, demands)),
        "work_list": [
            {**task, "role": _ROLES.get(task["kind"], "evaluator")} for task in foreseen["work_list"]
        ],
        "limits": await _limits(tx, planned, foreseen, touched),
        "complete": touched.complete,
    }


def _delta(change: ChangeStep, before: Mapping[str, Any], after: Mapping[str, Any]) -> Delta:
    kind = (after.get(change.key) or before.get(change.key) or ("", "", {}))[0]
    was = before[change.key][2] if change.key in before else {}
    now = {} if change.op in ("withdraw", "supersede") else after.get(change.key, ("", "", {}))[2]
    return Delta(change.key, kind, change.op, was, now)


def _summary(foreseen: Record) -> Record:
    conclusions, opened = foreseen["conclusions"], foreseen["gaps"]["opened"]
    return {
        "must_redo": sum(entry["demand"] == "must_redo" for entry in conclusions),
        "must_confirm": sum(entry["demand"] == "must_confirm" for entry in conclusions),
        "suspect": sum(entry["to"] == ConclusionStatus.suspect for entry in conclusions),
        "by_kind": dict(sorted(Counter(entry["kind"] for entry in conclusions).items())),
        "gaps_opened": len(opened),
        "gaps_closed": len(foreseen["gaps"]["closed"]),
        "blockers_opened": sum(gap["severity"] == "blocker" for gap in opened),
    }


async def _with_statements(tx: Tx, conclusions: Sequence[Record]) -> list[Record]:
    """Add to each conclusion what it says and who signed it."""
    contents = await contents_of(tx, [entry["key"] for entry in conclusions])
    rows = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=sorted(contents)))}
    ids = [version_id(key, row.effective_no or row.latest_no) for key, row in rows.items()]
    signed = {version.key: version for version in await tx.fetch(VersionsByIds(ids=ids))}
    return [
        {
            **entry,
            "statement": contents[entry["key"]][2].get("statement", ""),
            "verdict": contents[entry["key"]][2]["verdict"],
            "signatures": [
                {"signer": s.signer, "meaning": s.meaning, "signed_at": s.signed_at}
                for s in signed[entry["key"]].signatures
            ],
        }
        for entry in conclusions
    ]


_SECTIONS: Final[Mapping[str, tuple[str, ...]]] = {
    "risk": ("Hazard", "HazardousSituation", "Harm", "Risk", "RiskControl", "RiskCriteria", "UseScenario"),
    "requirements": ("Requirement", "ComplianceRecord", "Standard"),
    "claims_and_information": ("Claim", "Benefit", "SideEffect", "InformationMaterial"),
    "equivalence_and_state_of_the_art": (
        "ComparatorDevice",
        "CharacteristicComparison",
        "StateOfTheArt",
        "LiteratureSearch",
    ),
    "surveillance": ("PmsPlan", "PmcfActivity", "PmsReport", "ResidualUncertainty", "SafetySignal"),
    "design": ("DesignItem", "DeviceVersion", "Variant"),
    "intended_purpose": ("IntendedPurpose", "IntendedUseElement"),
}
_ROLES: Final[Mapping[str, str]] = {
    "appraisal": "appraiser",
    "control_effective": "risk manager",
    "risk_acceptable": "risk manager",
    "overall_residual_risk": "risk manager",
    "requirement_met": "regulatory affairs",
    "requirement_not_applicable": "regulatory affairs",
    "information_consistent": "regulatory affairs",
    "change_significance": "regulatory affairs",
}


def _sections(touched: AffectedItems) -> Record:
    return {
        section: {kind: list(touched.by_type[kind]) for kind in kinds if kind in touched.by_type}
        for section, kinds in _SECTIONS.items()
    }


def _questionnaire(planned: Sequence[RecordedChange], hinted: Mapping[str, Sequence[str]]) -> Record:
    answers = {
        name: answer for one in planned for name, answer in one.content.get("questionnaire", {}).items()
    }
    known = {question.id for question in QUESTIONS}
    return {
        "questions": [
            {
                **asdict(question),
                "answer": answers.get(question.id),
                "hinted_by": list(hinted.get(question.id, ())),
            }
            for question in QUESTIONS
        ],
        "own": {name: answer for name, answer in sorted(answers.items()) if name not in known},
        "unanswered": [question.id for question in QUESTIONS if question.id not in answers],
    }


async def _limits(
    tx: Tx, planned: Sequence[RecordedChange], foreseen: Record, touched: AffectedItems
) -> Record:
    """Say what cannot be seen: empty on a poorly linked graph is not "no impact" (concepts 9.4.14)."""
    changed = {change.key for one in planned for change in one.changes}
    declared = {key for one in planned for key in one.content.get("affects", ())}
    signals = await contents_of(tx, touched.of("SafetySignal"))
    return {
        "blind_spots": foreseen["blind_spots"],
        "declared_without_a_delta": sorted(declared - changed),
        "not_evaluated": foreseen["not_evaluated"],
        "unassessed_signals": sorted(
            key
            for key, (_, _, content) in signals.items()
            if content.get("assessment_status", "new") == "new"
        ),
        "walk_complete": touched.complete,
        "note": "Only what is recorded and linked can be seen to be touched.",
    }


# -- afterwards ----------------------------------------------------------------------------------------


async def stored_report(store: Store, report_id: str) -> Record:
    """Return a report as it was computed; PreviewNotFound when there is none."""
    row = await store.read(lambda tx: tx.one(ReadPreview(id=report_id)))
    record: Record = parsed(row.properties["record"]) if row is not None else {}
    if "change" not in record:
        message = f"There is no impact report {report_id}; {Outside.create_impact_report} makes one."
        raise PreviewNotFound(message)
    return record


async def list_reports(tx: Tx, change: str, after: str, size: int) -> tuple[list[ReportRow], int]:
    """Return a page of the impact reports that were made so far, oldest first, and the revision of then.

    Where a change is named, of that one alone.
    """
    revision = await revision_of(tx)
    return await tx.fetch(ImpactReports(change=change, after=after, upto=revision, size=size)), revision


async def compare_with_reality(store: Store, report_id: str, today: str) -> Record:
    """Hold what a report foresaw against how the conclusions stand today (concepts 9.3.12).

    `unforeseen` are conclusions with a cause that is newer than the report and that it did not name.
    PreviewNotFound as of a moment at which there was no such report yet.
    """
    record = await stored_report(store, report_id)
    foreseen = {entry["key"]: entry["to"] for entry in record["conclusions"]}

    async def work(tx: Tx) -> Record:
        head = await tx.one(HeadState())
        if head is None or head.revision < record["revision"]:
            message = f"The impact report {report_id} was made at revision {record['revision']}, after that."
            raise PreviewNotFound(message)
        rows = await tx.fetch(ConclusionsByKeys(keys=sorted(foreseen)))
        now = {row.key: str(status_on(row, today)) for row in rows}
        moved = [
            row.key
            for row in await tx.fetch(UnsettledConclusions(today=today))
            if row.key not in foreseen and since_revision(row.reasons) > record["revision"]
        ]
        return {
            "as_foreseen": sorted(key for key, to in foreseen.items() if now.get(key) == to),
            "otherwise": [
                {"conclusion": key, "foreseen": to, "now": now.get(key)}
                for key, to in sorted(foreseen.items())
                if now.get(key) != to
            ],
            "unforeseen": sorted(moved),
        }

    return {"id": report_id, "change": record["change"], "on": today, **await store.read(work)}
