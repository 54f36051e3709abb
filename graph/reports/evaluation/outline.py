"""The outline of a clinical evaluation report (MEDDEV 2.7/1 rev. 4, A9), filled from the graph as data.

Basis (data) and opinion (rationale) stand apart in every conclusion. Sections that people write are marked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from graph.database.store import Store, Tx
from graph.gaps import Unevaluated, by_severity, gap_json
from graph.items.with_content import ItemWithContent
from graph.reports.evaluation.dossier import Dossier, SignedConclusion, read_dossier
from graph.reports.evaluation.findings import newer_than_data_lock
from graph.reports.evaluation.frequency import frequency
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.content import Content

_SCOPE: Final = {
    "devices": "Device",
    "versions": "DeviceVersion",
    "variants": "Variant",
    "profiles": "RegulatoryProfile",
    "intended_purpose": "IntendedPurpose",
    "intended_use": "IntendedUseElement",
    "claims": "Claim",
    "changes": "Change",
}
"""What section 2 lists, and the item types that it lists it from."""


@dataclass(frozen=True, slots=True)
class OutlineSection:
    """A section of the report, with what the graph holds for it."""

    id: str
    title: str
    fill: str
    content: Content


@dataclass(frozen=True, slots=True)
class Outline:
    """The sections of the report in their order; `fill` is auto, text, field or signature."""

    evaluation: str
    devices: tuple[str, ...]
    sections: tuple[OutlineSection, ...]
    not_evaluated: tuple[Unevaluated, ...]
    revision: int


async def outline(store: Store, key: str, today: str) -> Outline:
    """Fill the outline of an evaluation on a day."""

    async def work(tx: Tx) -> Outline:
        dossier = await read_dossier(tx, key, today)
        sections = [
            *_front(dossier),
            *_kind(dossier),
            *_data(dossier),
            *_analysis(dossier),
            _concluding(dossier),
            *_end(dossier),
        ]
        return Outline(
            key,
            dossier.devices,
            tuple(sections),
            dossier.report.not_evaluated,
            dossier.revision,
        )

    return await store.read(work)


def _section(id: str, title: str, fill: str, **content: object) -> OutlineSection:
    return OutlineSection(id, title, fill, content)


def _full(entries: Sequence[ItemWithContent]) -> list[dict[str, object]]:
    return [{**entry.content, **entry.brief()} for entry in entries]


def _records(entries: Sequence[SignedConclusion]) -> list[dict[str, object]]:
    return [entry.record() for entry in entries]


def _front(dossier: Dossier) -> list[OutlineSection]:
    content = dossier.evaluation.content
    searches = dossier.of("LiteratureSearch")
    benchmark = [entry for entry in searches if entry.content.get("purpose") in ("sota", "risk")]
    return [
        _section(
            "1",
            "Summary",
            "auto",
            benefit_risk=_records(dossier.of_kinds("benefit_risk")),
            overall=_records(dossier.of_kinds("cer_overall")),
            state_of_the_art=_records(dossier.of_kinds("sota_established")),
        ),
        _section(
            "2",
            "Scope",
            "auto",
            plan=content.get("cep_ref", ""),
            report_version=content.get("cer_version", ""),
            stage=content.get("stage"),
            data_lock_date=content.get("data_lock_date"),
            **{name: _full(dossier.of(type_name)) for name, type_name in _SCOPE.items()},
        ),
        _section(
            "3",
            "Clinical background, current knowledge, state of the art",
            "auto and text",
            state_of_the_art=_full(dossier.of("StateOfTheArt")),
            searches=_full(benchmark),
            hazards=_full(dossier.of("Hazard")),
            conclusions=_records(dossier.of_kinds("sota_established")),
        ),
    ]


def _kind(dossier: Dossier) -> list[OutlineSection]:
    content = dossier.evaluation.content
    return [
        _section(
            "4.1",
            "Type of evaluation",
            "field",
            type=content.get("evaluation_type", "clinical_data"),
            not_appropriate=_records(dossier.of_kinds("clinical_data_not_appropriate")),
        ),
        _section(
            "4.2",
            "Equivalence",
            "auto",
            comparators=_full(dossier.of("ComparatorDevice")),
            comparisons=_full(dossier.of("CharacteristicComparison")),
            conclusions=_records(dossier.of_kinds("equivalence")),
        ),
    ]


def _data(dossier: Dossier) -> list[OutlineSection]:
    held_by: dict[str, list[ItemWithContent]] = {"maker": [], "literature": []}
    other: list[ItemWithContent] = []
    for entry in dossier.of("Evidence"):
        held_by.get(entry.content.get("held_by", ""), other).append(entry)
    later = newer_than_data_lock(dossier)
    return [
        _section(
            "4.3",
            "Clinical data generated and held by the maker",
            "auto",
            evidence=_full(held_by["maker"]),
            other=_full(other),
            newer_than_data_lock=list(later.open),
            without_date=list(later.undecided),
        ),
        _section(
            "4.4",
            "Clinical data from literature",
            "auto",
            searches=_full(dossier.of("LiteratureSearch")),
            evidence=_full(held_by["literature"]),
        ),
        _section("4.5", "Summary and appraisal of clinical data", "auto", data_sets=_appraised(dossier)),
    ]


def _appraised(dossier: Dossier) -> list[dict[str, object]]:
    """Return each data set with its appraisals and uses; one that was rejected with the reason."""
    appraisals: dict[str, list[ItemWithContent]] = {}
    uses: dict[str, list[ItemWithContent]] = {}
    for entry in dossier.of("Appraisal"):
        appraisals.setdefault(entry.content["appraises"][0], []).append(entry)
    for entry in dossier.of("EvidenceUse"):
        uses.setdefault(entry.content["uses"][0], []).append(entry)
    return [
        {
            **entry.brief(),
            "kind": entry.content["kind"],
            "design": entry.content.get("design", ""),
            "results": entry.content.get("results", {}),
            "result_summary": entry.content.get("result_summary", ""),
            "appraisals": _full(appraisals.get(entry.key, ())),
            "uses": _full(uses.get(entry.key, ())),
            "rejected_reason": entry.content.get("rejected_reason", ""),
        }
        for entry in dossier.of("Evidence")
    ]


def _analysis(dossier: Dossier) -> list[OutlineSection]:
    return [
        _section(
            "4.6.1",
            "Analysis: safety",
            "auto",
            requirements=_records(_on_topic(dossier, "safety")),
            risks=_records(dossier.of_kinds("overall_residual_risk")),
        ),
        _section(
            "4.6.2",
            "Analysis: benefit and risk",
            "auto",
            benefits=_full(dossier.of("Benefit")),
            conclusions=_records(dossier.of_kinds("benefit_risk")),
        ),
        _section(
            "4.6.3",
            "Analysis: performance",
            "auto",
            requirements=_records(_on_topic(dossier, "performance")),
            claims=[_claim(entry, dossier) for entry in dossier.of("Claim")],
        ),
        _section(
            "4.6.4",
            "Analysis: side-effects",
            "auto",
            requirements=_records(_on_topic(dossier, "side_effects")),
            side_effects=_full(dossier.of("SideEffect")),
            conclusions=_records(dossier.of_kinds("side_effects_acceptable")),
        ),
    ]


def _claim(claim: ItemWithContent, dossier: Dossier) -> dict[str, object]:
    kinds = ("pillar_vca", "pillar_av", "pillar_cv", "claim_supported")
    concluded = [entry for entry in dossier.of_kinds(*kinds) if claim.key in entry.about]
    statement = claim.content.get("statement", "")
    return {**claim.brief(), "statement": statement, "conclusions": _records(concluded)}


def _on_topic(dossier: Dossier, topic: str) -> list[SignedConclusion]:
    """Return the conclusions that a requirement on a clinical topic is met."""
    requirement = ITEM_TYPES["Requirement"]
    asked = {
        entry.key
        for entry in dossier.of("Requirement")
        if requirement.derive(entry.key, entry.content).get(f"clinical_topic_{topic}")
    }
    records = {e.key for e in dossier.of("ComplianceRecord") if asked & set(e.content["satisfies"])}
    return [entry for entry in dossier.of_kinds("requirement_met") if records & set(entry.about)]


def _concluding(dossier: Dossier) -> OutlineSection:
    kinds = (
        "requirement_met",
        "requirement_not_applicable",
        "benefit_risk",
        "information_consistent",
        "claim_supported",
        "pmcf_need",
        "cer_overall",
    )
    gaps = by_severity(dossier.report.gaps)
    return _section(
        "5",
        "Conclusions",
        "auto",
        conclusions=_records(dossier.of_kinds(*kinds)),
        discrepancies=[{**gap_json(gap), "accepted": gap.justified is not None} for gap in gaps],
        justified_gaps=_full(dossier.of("JustifiedGap")),
        information_materials=_full(dossier.of("InformationMaterial")),
        residual_uncertainties=_full(dossier.of("ResidualUncertainty")),
        follow_up=_full(dossier.of("PmcfActivity")),
    )


def _end(dossier: Dossier) -> list[OutlineSection]:
    content = dossier.evaluation.content
    signatures = [
        {"conclusion": entry.item.key, **signature}
        for entry in dossier.of_kinds("cer_overall")
        for signature in entry.signatures
    ]
    made = content.get("cer_date")
    due = frequency(content, dossier.figures["cer_interval_months"], dossier.today)
    return [
        _section(
            "6",
            "Date of the next clinical evaluation",
            "field",
            justification=content.get("interval_justification", ""),
            **asdict(due),
            status=due.status,
        ),
        _section("7", "Dates and signatures", "signature", date=made, signatures=signatures),
        _section(
            "8",
            "Qualification of the evaluators",
            "auto",
            evaluators=_full([dossier.persons[key] for key in sorted(dossier.persons)]),
            unknown=[key for key in dossier.signers() if key not in dossier.persons],
        ),
        _section("9", "References", "auto", references=[_reference(e) for e in dossier.of("Evidence")]),
    ]


def _reference(entry: ItemWithContent) -> dict[str, object]:
    fields = ("citation", "report_no", "doi", "pmid", "location")
    return {**entry.brief(), **{name: entry.content.get(name, "") for name in fields}}
