"""The impact report of a recorded change: what it proposes is done and rolled back (concepts 9.3, 9.4).

A report is a preview with what people need to decide on the change beside it. It is stored, so that what
was foreseen can be held against what then happened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.canonical import parsed
from graph.conclusions import Task
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
    ItemContent,
    affected_items,
    contents_of,
    evidence_rules,
    evidence_table,
)
from graph.impact.foreseen import (
    ChangeStep,
    Document,
    Foreseen,
    ForeseenConclusion,
    document_of,
    fields_of,
)
from graph.impact.preview import foresee, store_preview
from graph.impact.questionnaire import Delta, hints, questionnaire
from graph.impact.reported import (
    ImpactReport,
    KeysByType,
    Limits,
    Otherwise,
    Reality,
    ReportedConclusion,
    ReportedSignature,
    ReportTask,
    Summary,
)
from graph.items import must_find, must_find_version
from graph.ledger.audit import begin
from graph.staleness import ConclusionStatus
from graph.status.cached import since_revision, status_on
from graph.versions.proposal import Author
from graph.versions.version import version_id
from graph.vocabulary.content import Content
from graph.vocabulary.spelling import a_or_an


@dataclass(frozen=True, slots=True)
class RecordedChange:
    """A recorded change with what it proposes."""

    key: str
    title: str
    content: Content
    changes: tuple[ChangeStep, ...]


@dataclass(frozen=True, slots=True)
class _Asked:
    """For whom a report is made, as of which day, and how far it may walk."""

    author: Author
    today: str
    budget: int


async def read_change(store: Store, key: str) -> tuple[str, Content]:
    """Return title and content of a recorded change, draft or in force; WrongType when it is not of one."""

    async def work(tx: Tx) -> tuple[str, Content]:
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
) -> Document:
    """Return the impact report of a change and keep it under an id; nothing else is written."""
    asked = _Asked(author, today, budget)
    report = await store.rehearse(lambda tx: _report(store, tx, [planned], asked), is_long=True)
    stored = {"change": _header(planned), **document_of(report)}
    return await store_preview(store, stored, author, planned.changes)


async def cumulative_impact(
    store: Store, planned: Sequence[RecordedChange], author: Author, today: str, budget: int
) -> Document:
    """Return what several changes do together, and which conclusions several touch (concepts 9.3.11)."""
    asked = _Asked(author, today, budget)
    alone: dict[str, list[str]] = {}
    for one in planned:
        foreseen = await store.rehearse(
            lambda tx, one=one: _report(store, tx, [one], asked),  # type: ignore[misc]
            is_long=True,
        )
        for entry in foreseen.conclusions:
            alone.setdefault(entry.key, []).append(one.key)
    report = await store.rehearse(lambda tx: _report(store, tx, planned, asked), is_long=True)
    together = {entry.key for entry in report.conclusions}
    interact = {key: names for key, names in sorted(alone.items()) if len(names) > 1}
    return {
        "changes": [_header(one) for one in planned],
        "interactions": [{"conclusion": key, "changes": names} for key, names in interact.items()],
        "only_together": sorted(together - set(alone)),
        **document_of(report),
    }


def _header(planned: RecordedChange) -> Document:
    names = ("kind", "description", "pccp_ref", "significance_decision", "status", "devices", "affects")
    stated = {name: planned.content[name] for name in names if name in planned.content}
    return {"key": planned.key, "title": planned.title, **stated}


# -- what stands in it ---------------------------------------------------------------------------------


async def _report(store: Store, tx: Tx, planned: Sequence[RecordedChange], asked: _Asked) -> ImpactReport:
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
    answers = {
        name: answer for one in planned for name, answer in one.content.get("questionnaire", {}).items()
    }
    return ImpactReport(
        revision=foreseen.revision,
        summary=_summary(foreseen),
        deltas=tuple(deltas),
        conclusions=await _with_statements(tx, foreseen.conclusions),
        gaps=foreseen.gaps,
        not_evaluated=foreseen.not_evaluated,
        evidence=tuple(await evidence_table(tx, touched, gaps)),
        **_sections(touched),
        contained_in=tuple(sorted({row.key for row in contained})),
        questionnaire=questionnaire(answers, hints(deltas, (entry.demand for entry in foreseen.conclusions))),
        work_list=tuple(_with_role(task) for task in foreseen.work_list),
        blind_spots=foreseen.blind_spots,
        limits=await _limits(tx, planned, foreseen, touched),
        complete=touched.complete,
    )


_NOTHING: Final = ItemContent("", "", {})


def _delta(change: ChangeStep, before: Mapping[str, ItemContent], after: Mapping[str, ItemContent]) -> Delta:
    was, now = before.get(change.key, _NOTHING), after.get(change.key, _NOTHING)
    gone = change.op in ("withdraw", "supersede")
    return Delta.between(
        change.key, now.type or was.type, change.op, was.content, {} if gone else now.content
    )


def _summary(foreseen: Foreseen) -> Summary:
    conclusions, opened = foreseen.conclusions, foreseen.gaps.opened
    return Summary(
        must_redo=sum(entry.demand == "must_redo" for entry in conclusions),
        must_confirm=sum(entry.demand == "must_confirm" for entry in conclusions),
        suspect=sum(entry.to == ConclusionStatus.suspect for entry in conclusions),
        by_kind=dict(sorted(Counter(entry.kind for entry in conclusions).items())),
        gaps_opened=len(opened),
        gaps_closed=len(foreseen.gaps.closed),
        blockers_opened=sum(gap.severity == "blocker" for gap in opened),
    )


async def _with_statements(
    tx: Tx, conclusions: Sequence[ForeseenConclusion]
) -> tuple[ReportedConclusion, ...]:
    """Add to each conclusion what it says and who signed it."""
    stated = await contents_of(tx, [entry.key for entry in conclusions])
    rows = {row.key: row for row in await tx.fetch(ConclusionsByKeys(keys=sorted(stated)))}
    ids = [version_id(key, row.effective_no or row.latest_no) for key, row in rows.items()]
    signed = {version.key: version for version in await tx.fetch(VersionsByIds(ids=ids))}
    return tuple(
        ReportedConclusion(
            **fields_of(entry),
            statement=stated[entry.key].content.get("statement", ""),
            verdict=stated[entry.key].content["verdict"],
            signatures=tuple(
                ReportedSignature(s.signer, s.meaning, s.signed_at) for s in signed[entry.key].signatures
            ),
        )
        for entry in conclusions
    )


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


def _with_role(task: Task) -> ReportTask:
    return ReportTask(**fields_of(task), role=_ROLES.get(task.kind, "evaluator"))


def _sections(touched: AffectedItems) -> dict[str, KeysByType]:
    return {
        section: {kind: list(touched.by_type[kind]) for kind in kinds if kind in touched.by_type}
        for section, kinds in _SECTIONS.items()
    }


async def _limits(
    tx: Tx, planned: Sequence[RecordedChange], foreseen: Foreseen, touched: AffectedItems
) -> Limits:
    changed = {change.key for one in planned for change in one.changes}
    declared = {key for one in planned for key in one.content.get("affects", ())}
    signals = await contents_of(tx, touched.of("SafetySignal"))
    return Limits(
        blind_spots=foreseen.blind_spots,
        declared_without_a_delta=tuple(sorted(declared - changed)),
        not_evaluated=foreseen.not_evaluated,
        unassessed_signals=tuple(
            sorted(
                key
                for key, signal in signals.items()
                if signal.content.get("assessment_status", "new") == "new"
            )
        ),
        walk_complete=touched.complete,
    )


# -- afterwards ----------------------------------------------------------------------------------------


async def stored_report(store: Store, report_id: str) -> Document:
    """Return a report as it was computed; PreviewNotFound when there is none."""
    row = await store.read(lambda tx: tx.one(ReadPreview(id=report_id)))
    record: Document = parsed(row.properties["record"]) if row is not None else {}
    if "change" not in record:
        message = f"There is no impact report {report_id}; {Outside.create_impact_report} makes one."
        raise PreviewNotFound(message)
    return record


async def list_reports(tx: Tx, change: str, after: str, size: int) -> tuple[list[ReportRow], int]:
    """Return a page of the impact reports that were made so far, oldest first, and the revision of then.

    Where a change is named, of that one alone; ItemNotFound where it is not there.
    """
    if change:
        await must_find(tx, change)
    revision = await revision_of(tx)
    return await tx.fetch(ImpactReports(change=change, after=after, upto=revision, size=size)), revision


async def compare_with_reality(store: Store, report_id: str, today: str) -> Reality:
    """Hold what a report foresaw against how the conclusions stand today (concepts 9.3.12).

    `unforeseen` are conclusions with a cause that is newer than the report and that it did not name.
    PreviewNotFound as of a moment at which there was no such report yet.
    """
    record = await stored_report(store, report_id)
    foreseen = {entry["key"]: entry["to"] for entry in record["conclusions"]}

    async def work(tx: Tx) -> Reality:
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
        return Reality(
            id=report_id,
            change=record["change"],
            on=today,
            as_foreseen=tuple(sorted(key for key, to in foreseen.items() if now.get(key) == to)),
            otherwise=tuple(
                Otherwise(key, to, now.get(key)) for key, to in sorted(foreseen.items()) if now.get(key) != to
            ),
            unforeseen=tuple(sorted(moved)),
        )

    return await store.read(work)
