"""The requirements checklist of a device: what answers each leaf of its catalogues, and what is open.

One row a leaf, and one more for each further record of it. A leaf without a requirement or without a record
is a row too: nothing that is asked is left out because nobody has answered yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.catalogues import Leaf, catalogues, find_catalogue
from graph.compliance.profiles import must_be_profile, profiles_of
from graph.database.head import revision_of
from graph.database.queries import ItemsByKeys
from graph.database.store import Store, Tx
from graph.gaps import BySeverity, Gap, Unevaluated, by_severity, count_by_severity, evaluate_rules
from graph.items.concluded import ConclusionOnDay, conclusions_about
from graph.items.with_content import (
    ItemWithContent,
    in_scope_of,
    items_by_key,
    items_with_content,
    referred_items,
    referrers,
)
from graph.scopes import of_device


@dataclass(frozen=True, slots=True)
class AppliedStandard:
    """A standard that a record applies."""

    key: str
    title: str
    version: int
    designation: str | None
    edition: str | None
    status: str
    state: str


@dataclass(frozen=True, slots=True)
class RecordEvidence:
    """A use of evidence for a record."""

    use: str
    role: str
    direction: str
    evidence: str
    title: str
    state: str
    location: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChecklistRow:
    """A leaf of a catalogue with one of its records; `state` says where there is none.

    `gaps` are those on requirement, record, conclusions, uses and their evidence.
    """

    catalogue: str | None
    id: str
    title: str | None
    heading: str | None
    ce: str | None
    sw: str | None
    requirement: str | None
    record: str | None
    drafts: tuple[str, ...]
    state: str
    applicable: str | None
    justification: str | None
    method: str | None
    standards: tuple[AppliedStandard, ...]
    evidence_location: str | None
    evidence: tuple[RecordEvidence, ...]
    conclusions: tuple[ConclusionOnDay, ...]
    note: str | None
    gaps: tuple[Gap, ...]


@dataclass(frozen=True, slots=True)
class ChecklistCatalogue:
    """A catalogue that was asked; title, version and source of one that is shipped."""

    id: str
    title: str | None
    version: int | None
    source: str | None


@dataclass(frozen=True, slots=True)
class ChecklistCounts:
    """How many rows stand where, and how many gaps are open on them."""

    rows: int
    leaves: int
    by_state: Mapping[str, int]
    without_conclusion: int
    conclusions_by_status: Mapping[str, int]
    gaps_by_severity: BySeverity


@dataclass(frozen=True, slots=True)
class Checklist:
    """The rows of a checklist on a day, with the catalogues that were asked and the rules that were not."""

    rows: tuple[ChecklistRow, ...]
    catalogues: tuple[ChecklistCatalogue, ...]
    not_evaluated: tuple[Unevaluated, ...]
    revision: int

    def counts(self) -> ChecklistCounts:
        """Return how many rows stand where; a gap on several rows counts once."""
        gaps = {gap.id: gap for row in self.rows for gap in row.gaps}
        statuses = Counter(entry.status for row in self.rows for entry in row.conclusions)
        return ChecklistCounts(
            rows=len(self.rows),
            leaves=len({(row.catalogue, row.id) for row in self.rows}),
            by_state=dict(sorted(Counter(row.state for row in self.rows).items())),
            without_conclusion=sum(not row.conclusions for row in self.rows),
            conclusions_by_status=dict(sorted(statuses.items())),
            gaps_by_severity=count_by_severity(gaps.values()),
        )


async def checklist(store: Store, device: str, today: str, profile: str | None = None) -> Checklist:
    """Return the checklist of a device on a day; by one profile or catalogue, or by all that it is asked."""

    async def work(tx: Tx) -> Checklist:
        await of_device(tx, device)
        revision = await revision_of(tx)
        report = await evaluate_rules(tx, today, device=device)
        answers = await _answers(tx, device, today, by_severity(report.gaps))
        if profile:
            chosen = [await _catalogue_of(tx, profile, device)]
        else:
            chosen = await _catalogues_of(tx, device, answers)
        rows = [row for catalogue in chosen for row in _section(catalogue, answers)]
        return Checklist(
            tuple(rows),
            tuple(_heading(catalogue) for catalogue in chosen),
            report.not_evaluated,
            revision,
        )

    return await store.read(work)


async def _catalogue_of(tx: Tx, profile: str, device: str) -> str:
    """Return the catalogue of a profile, or the catalogue of that id."""
    if profile in catalogues() or await tx.one(ItemsByKeys(keys=[profile])) is None:
        return find_catalogue(profile).id
    catalogue: str = (await must_be_profile(tx, profile, device)).content.get("catalogue_id", "")
    return catalogue


async def _catalogues_of(tx: Tx, device: str, answers: _Answers) -> list[str]:
    """Return the catalogues that a device is asked: those of its profiles, and of what is recorded for it.

    A profile narrows nothing when it names no catalogue, or one that no requirement is of: every requirement
    recorded is asked then.
    """
    profiles = await profiles_of(tx, device)
    by_profiles = {entry.content.get("catalogue_id", "") for entry in profiles}
    recorded = {entry.content.get("catalogue", "") for entry in answers.requirements}
    answered = {
        entry.content.get("catalogue", "") for entry in answers.requirements if entry.key in answers.records
    }
    narrow = bool(by_profiles) and "" not in by_profiles and by_profiles <= recorded
    chosen = (by_profiles | answered | (recorded & {""}) if narrow else by_profiles | recorded) - (
        {""} - recorded
    )
    return sorted(chosen)


@dataclass(frozen=True, slots=True)
class _Answers:
    """What is recorded of a device's requirements, by key of what it is recorded on; gaps, gravest first."""

    requirements: Sequence[ItemWithContent]
    records: Mapping[str, Sequence[ItemWithContent]]
    drafts: Mapping[str, Sequence[str]]
    standards: Mapping[str, Sequence[AppliedStandard]]
    uses: Mapping[str, Sequence[RecordEvidence]]
    conclusions: Mapping[str, Sequence[ConclusionOnDay]]
    gaps: Sequence[Gap]


async def _answers(tx: Tx, device: str, today: str, gaps: Sequence[Gap]) -> _Answers:
    requirements = await items_with_content(tx, "Requirement", device)
    answering = await referrers(tx, [entry.key for entry in requirements], "SATISFIES")
    ours = await in_scope_of(tx, [row.key for rows in answering.values() for row in rows], device)
    records = await items_by_key(tx, ours)
    return _Answers(
        requirements,
        {
            requirement: [records[row.key] for row in rows if row.key in ours]
            for requirement, rows in answering.items()
            if any(row.key in ours for row in rows)
        },
        await _drafts(tx, device),
        await _standards(tx, ours),
        await _uses(tx, ours),
        await conclusions_about(tx, ours, today),
        gaps,
    )


async def _drafts(tx: Tx, device: str) -> dict[str, list[str]]:
    by_requirement: dict[str, list[str]] = {}
    for draft in await items_with_content(tx, "ComplianceRecord", state="draft"):
        devices = draft.content.get("devices", [])
        for key in draft.content["satisfies"] if not devices or device in devices else ():
            by_requirement.setdefault(key, []).append(draft.key)
    return by_requirement


async def _standards(tx: Tx, records: Iterable[str]) -> dict[str, list[AppliedStandard]]:
    applied = await referred_items(tx, records, "APPLIES_STANDARD")
    standards = await items_by_key(tx, (row.key for rows in applied.values() for row in rows))
    return {
        record: [_standard(standards[row.key], row.state) for row in rows] for record, rows in applied.items()
    }


def _standard(standard: ItemWithContent, state: str) -> AppliedStandard:
    return AppliedStandard(
        key=standard.key,
        title=standard.title,
        version=standard.row.effective_no,
        designation=standard.content.get("designation"),
        edition=standard.content.get("edition"),
        status=standard.content.get("status", "current"),
        state=state,
    )


async def _uses(tx: Tx, records: Iterable[str]) -> dict[str, list[RecordEvidence]]:
    bearing = await referrers(tx, records, "BEARS_ON")
    uses = await items_by_key(tx, (row.key for rows in bearing.values() for row in rows))
    using = await referred_items(tx, uses, "USES")
    evidence = await items_by_key(tx, (row.key for rows in using.values() for row in rows))
    return {
        record: [
            _use(uses[row.key], evidence[data.key], data.state)
            for row in rows
            for data in using.get(row.key, ())
        ]
        for record, rows in bearing.items()
    }


def _use(use: ItemWithContent, evidence: ItemWithContent, state: str) -> RecordEvidence:
    return RecordEvidence(
        use=use.key,
        role=use.content.get("role", "supportive"),
        direction=use.content.get("direction", "supports"),
        evidence=evidence.key,
        title=evidence.title,
        state=state,
        location=evidence.content.get("report_no") or evidence.content.get("citation"),
    )


def _heading(catalogue: str) -> ChecklistCatalogue:
    shipped = catalogues().get(catalogue)
    if shipped is None:
        return ChecklistCatalogue(catalogue, None, None, None)
    return ChecklistCatalogue(catalogue, shipped.title, shipped.version, shipped.source)


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A leaf as its catalogue has it, or the number alone of one that no shipped catalogue has."""

    catalogue: str
    id: str
    title: str | None = None
    heading: str | None = None
    ce: str | None = None
    sw: str | None = None


def _section(catalogue: str, answers: _Answers) -> list[ChecklistRow]:
    """Return the rows of one catalogue: its leaves in their order, then what else bears its name."""
    shipped = catalogues().get(catalogue)
    by_leaf: dict[str, list[ItemWithContent]] = {}
    for entry in answers.requirements:
        if entry.content.get("catalogue", "") == catalogue:
            by_leaf.setdefault(entry.content.get("requirement_id", "") or entry.key, []).append(entry)
    rows = []
    for leaf in shipped.leaves if shipped else ():
        rows += _rows(_leaf(catalogue, leaf), by_leaf.pop(leaf.id, []), answers)
    for number, requirements in sorted(by_leaf.items()):
        rows += _rows(_Leaf(catalogue, number), requirements, answers)
    return rows


def _leaf(catalogue: str, leaf: Leaf) -> _Leaf:
    heading = catalogues()[catalogue].heading_of(leaf)
    return _Leaf(catalogue, leaf.id, leaf.title, f"{heading.id} {heading.title}", leaf.ce, leaf.sw)


def _rows(leaf: _Leaf, requirements: Sequence[ItemWithContent], answers: _Answers) -> list[ChecklistRow]:
    """Return the rows of one leaf: one for each record, else one that says there is none."""
    pairs: list[tuple[ItemWithContent | None, ItemWithContent | None]] = []
    for requirement in requirements:
        records: Sequence[ItemWithContent | None] = answers.records.get(requirement.key, ()) or (None,)
        pairs += [(requirement, record) for record in records]
    return [_row(leaf, requirement, record, answers) for requirement, record in pairs or [(None, None)]]


def _row(
    leaf: _Leaf, requirement: ItemWithContent | None, record: ItemWithContent | None, answers: _Answers
) -> ChecklistRow:
    asked_by = requirement.content if requirement else {}
    content = record.content if record else {}
    key = record.key if record else ""
    uses, conclusions = answers.uses.get(key, ()), answers.conclusions.get(key, ())
    without_record = "no_record" if requirement else "not_loaded"
    return ChecklistRow(
        catalogue=leaf.catalogue or None,
        id=leaf.id,
        title=asked_by.get("title") or leaf.title,
        heading=asked_by.get("heading") or leaf.heading,
        ce=asked_by.get("ce") or leaf.ce,
        sw=asked_by.get("sw") or leaf.sw,
        requirement=requirement.key if requirement else None,
        record=key or None,
        drafts=tuple(answers.drafts.get(requirement.key, ())) if requirement else (),
        state=content.get("applicable") or "undecided" if record else without_record,
        applicable=content.get("applicable"),
        justification=content.get("justification"),
        method=content.get("method"),
        standards=tuple(answers.standards.get(key, ())),
        evidence_location=content.get("evidence_location"),
        evidence=tuple(uses),
        conclusions=tuple(conclusions),
        note=content.get("note"),
        gaps=_gaps_of(requirement, key, uses, conclusions, answers.gaps),
    )


def _gaps_of(
    requirement: ItemWithContent | None,
    record: str,
    uses: Sequence[RecordEvidence],
    conclusions: Sequence[ConclusionOnDay],
    gaps: Sequence[Gap],
) -> tuple[Gap, ...]:
    """Return the gaps of a row: on requirement, record, conclusions, uses and their evidence."""
    own = {requirement.key if requirement else "", record, *(entry.key for entry in conclusions)} - {""}
    data = {key for entry in uses for key in (entry.use, entry.evidence)}
    return tuple(
        gap for gap in gaps if gap.subject in own or gap.subject in data or own & {gap.detail, *gap.facts}
    )
