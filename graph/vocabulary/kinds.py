"""The kinds of conclusion: what each is about, what it may say, and where it stands in the order of work.

Concepts 6.6 lists them; their order is that of concepts 8.4.5. Each kind has a basis file in
`cypher/status/basis/` (the items it ought to rest on; the pillars share one), perhaps parts in
`cypher/status/shared/` that other kinds have too, and its twin in `cypher/status/affected/` (the conclusions
whose basis an item can enter or leave).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class ConclusionKind(StrEnum):
    """Names of the kinds, as stored and as spoken over the API."""

    pillar_vca = "pillar_vca"
    pillar_av = "pillar_av"
    pillar_cv = "pillar_cv"
    claim_supported = "claim_supported"
    equivalence = "equivalence"
    sota_established = "sota_established"
    control_effective = "control_effective"
    risk_acceptable = "risk_acceptable"
    overall_residual_risk = "overall_residual_risk"
    side_effects_acceptable = "side_effects_acceptable"
    benefit_risk = "benefit_risk"
    requirement_met = "requirement_met"
    requirement_not_applicable = "requirement_not_applicable"
    information_consistent = "information_consistent"
    clinical_data_not_appropriate = "clinical_data_not_appropriate"
    pmcf_need = "pmcf_need"
    cer_overall = "cer_overall"
    change_significance = "change_significance"


@dataclass(frozen=True, slots=True)
class Kind:
    """What a kind of conclusion is about and may say.

    `rank` orders the work, lower first; `shared` are the parts of its basis that other kinds have too.
    An `adverse` verdict carries nothing that is favourable. `weighs` says that a verdict that is not adverse
    claims what an adverse one below would deny; a need of follow-up, say, claims nothing of the sort.
    `evaluators` says that it belongs to the clinical evaluation, so that whoever signs it has to be qualified
    as an evaluator (MEDDEV 2.7/1 rev. 4, 6.4); of requirements met, those on which the evaluation concludes.
    """

    name: ConclusionKind
    about: tuple[str, ...]
    verdicts: tuple[str, ...]
    rank: int
    shared: tuple[str, ...] = ()
    adverse: tuple[str, ...] = ()
    weighs: bool = True
    evaluators: bool = True

    @property
    def basis(self) -> str:
        """Name of its files in `cypher/status/basis/` and `affected/`: the three pillars share one."""
        return "pillar" if self.name.startswith("pillar_") else self.name.value


_SUPPORT: Final = ("supported", "supported_with_limits", "not_supported", "inconclusive")
_UNSUPPORTED: Final = ("not_supported", "inconclusive")
_K: Final = ConclusionKind
_RELEASES: Final = ("current_versions", "other_versions")
_ELEMENTS: Final = ("elements",)
_UNCONCLUDED: Final = ("claim_data", "hazards", "side_effects")
_PILLAR: Final = (*_RELEASES, "purpose_category")

KINDS: Final = {
    kind.name: kind
    for kind in (
        Kind(
            _K.equivalence,
            ("ComparatorDevice",),
            ("demonstrated", "demonstrated_partly", "not_demonstrated"),
            1,
            (*_RELEASES, *_ELEMENTS, "judged_as"),
            adverse=("not_demonstrated",),
        ),
        Kind(_K.sota_established, ("StateOfTheArt",), ("established", "provisional"), 1),
        Kind(_K.pillar_vca, ("Claim",), _SUPPORT, 2, _PILLAR, adverse=_UNSUPPORTED),
        Kind(_K.pillar_av, ("Claim",), _SUPPORT, 2, _PILLAR, adverse=_UNSUPPORTED),
        Kind(_K.pillar_cv, ("Claim",), _SUPPORT, 2, _PILLAR, adverse=_UNSUPPORTED),
        Kind(
            _K.claim_supported,
            ("Claim",),
            _SUPPORT,
            3,
            _PILLAR,
            adverse=_UNSUPPORTED,
        ),
        Kind(
            _K.control_effective,
            ("RiskControl",),
            ("implemented_and_effective", "implemented_only", "not_effective"),
            2,
            (*_RELEASES, "depended_on"),
            adverse=("not_effective",),
            evaluators=False,
        ),
        Kind(
            _K.risk_acceptable,
            ("Risk",),
            ("acceptable", "acceptable_by_benefit_risk", "not_acceptable"),
            3,
            adverse=("not_acceptable",),
            evaluators=False,
        ),
        Kind(
            _K.overall_residual_risk,
            ("Device",),
            ("acceptable", "not_acceptable"),
            4,
            _ELEMENTS,
            adverse=("not_acceptable",),
            evaluators=False,
        ),
        Kind(
            _K.side_effects_acceptable,
            ("Device", "SideEffect"),
            ("acceptable", "not_acceptable", "insufficient_data"),
            3,
            adverse=("not_acceptable", "insufficient_data"),
        ),
        Kind(
            _K.information_consistent,
            ("InformationMaterial",),
            ("consistent", "discrepancies_listed"),
            4,
            adverse=("discrepancies_listed",),
            weighs=False,
            evaluators=False,
        ),
        Kind(
            _K.benefit_risk,
            ("IntendedUseElement",),
            ("favourable", "favourable_for_subset", "unfavourable", "undetermined"),
            5,
            (*_ELEMENTS, "side_effects", "hazards"),
            adverse=("unfavourable", "undetermined"),
        ),
        Kind(
            _K.requirement_not_applicable,
            ("ComplianceRecord",),
            ("confirmed",),
            5,
            weighs=False,
            evaluators=False,
        ),
        Kind(
            _K.requirement_met,
            ("ComplianceRecord",),
            ("met", "met_with_conditions", "not_met"),
            6,
            _UNCONCLUDED,
            adverse=("not_met",),
        ),
        Kind(
            _K.clinical_data_not_appropriate,
            ("Device", "Requirement"),
            ("justified", "not_justified"),
            5,
            adverse=("not_justified",),
        ),
        Kind(_K.pmcf_need, ("Device",), ("pmcf_planned", "pmcf_not_needed"), 5, weighs=False),
        Kind(
            _K.cer_overall,
            ("Evaluation",),
            ("sufficient", "sufficient_with_conditions", "insufficient"),
            7,
            (*_ELEMENTS, "description", "concluded", *_UNCONCLUDED),
            adverse=("insufficient",),
        ),
        Kind(
            _K.change_significance,
            ("Change",),
            ("not_significant", "significant", "undecided"),
            7,
            weighs=False,
            evaluators=False,
        ),
    )
}
