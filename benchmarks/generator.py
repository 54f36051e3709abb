"""Evidence graphs of any size, the same for the same seed, as rows of a bulk load.

One device has a whole technical file in small: intended purpose, claims with three pillars of evidence, the
risk chain with controls, a tree of design items, compliance records, and the signed conclusions on all of it.
About one in twenty things is left out, so that rules have something to find.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

Row = dict[str, Any]

_PER_DEVICE = 2_000
_PILLARS = ("vca", "av", "cv")
_JUSTIFIED = [{"signer": "evaluator", "meaning": "justified", "signed_at": "2026-01-15T09:00:00Z"}]
_ELEMENT_KINDS = (
    "indication",
    "target_population",
    "age_range",
    "intended_user",
    "use_environment",
    "output_function",
    "input",
    "contraindication",
    "precaution_warning",
    "care_pathway_role",
)
_EVIDENCE_KINDS = {
    "vca": ("literature_review", "publication", "guideline_consensus"),
    "av": ("software_verification", "dataset_test_reference_standard", "analytical_test_bench"),
    "cv": ("retrospective_performance_study", "clinical_investigation_premarket", "pmcf_study"),
}
_DESIGN_KINDS = (
    "user_need",
    "system_requirement",
    "software_requirement",
    "architecture_element",
    "software_unit",
)
_TEXT = (
    "image reading alarm dose contact patient signal display delay battery worklist threshold sensor "
    "update training label accuracy storage network sterile wound pressure flow rhythm glucose margin"
)
_WORDS = tuple(_TEXT.split())


@dataclass(frozen=True, slots=True)
class Shape:
    """What a graph looks like: items in all, items a device, depth of the design tree, uses a claim."""

    items: int
    per_device: int = _PER_DEVICE
    depth: int = 4
    fan_out: int = 3
    seed: int = 1

    @property
    def devices(self) -> int:
        """How many devices there are."""
        return max(1, round(self.items / self.per_device))


def rows_of(shape: Shape) -> list[Row]:
    """Return all rows: the shared catalogue first, then device by device."""
    rows = list(_catalogue())
    size = (shape.items - len(rows)) // shape.devices
    for number in range(1, shape.devices + 1):
        rows += device_rows(shape, number, size)
    return rows


def device_rows(shape: Shape, number: int, size: int) -> list[Row]:
    """Return the rows of one device, about `size` of them; design items fill up what is left."""
    device = _Device(shape, number, random.Random(f"{shape.seed}/{number}"), size / _PER_DEVICE)
    _frame(device)
    _claims(device)
    _risks(device)
    _requirements(device)
    _conclusions(device)
    _design(device, max(5, size - len(device.rows)))
    return device.rows


def requirement_keys() -> list[str]:
    """Return the keys of the shared catalogue's requirements."""
    return [f"ER{number}" for number in range(1, 14)]


def _catalogue() -> Iterator[Row]:
    for number in range(1, 9):
        yield {
            "type": "Standard",
            "key": f"STD-{number}",
            "title": f"Standard {number}",
            "designation": f"ISO {13000 + number}",
            "edition": "2019",
            "approve": True,
        }
    for key in requirement_keys():
        yield {
            "type": "Requirement",
            "key": key,
            "title": f"Essential requirement {key[2:]}",
            "catalogue": "MDD.ER",
            "requirement_id": key[2:],
            "paraphrase": f"What essential requirement {key[2:]} asks of a device, in other words",
            "clinical_evaluation": key in ("ER1", "ER3", "ER6"),
            "approve": True,
        }


@dataclass(slots=True)
class _Device:
    """One device while its rows are made."""

    shape: Shape
    number: int
    dice: random.Random
    scale: float
    rows: list[Row] = field(default_factory=list)
    keys: dict[str, list[str]] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return f"DEV-{self.number:03d}"

    def count(self, at_full_size: int) -> int:
        return max(1, round(at_full_size * self.scale))

    def text(self, words: int = 8) -> str:
        return " ".join(self.dice.choice(_WORDS) for _ in range(words))

    def pick(self, prefix: str, most: int = 1) -> list[str]:
        known = self.keys[prefix]
        return sorted(self.dice.sample(known, min(most, len(known))))

    def lucky(self, share: float = 0.95) -> bool:
        return self.dice.random() < share

    def add(self, item_type: str, prefix: str, **fields: Any) -> str:
        """Add an item in force; gives its key."""
        known = self.keys.setdefault(prefix, [])
        key = f"{prefix}-{self.number:03d}-{len(known) + 1:04d}"
        known.append(key)
        title = fields.pop("title", "") or f"{item_type} {len(known)}: {self.text(4)}"
        row = {"type": item_type, "key": key, "title": title, "devices": [self.key], **fields}
        self.rows.append({**row, "approve": True})
        return key

    def conclude(self, kind: str, about: list[str], verdict: str) -> None:
        """Add a signed conclusion."""
        signed = {"signed_at": "2026-01-15T09:00:00Z"}
        self.add(
            "Conclusion",
            "CON",
            title=f"{kind}({', '.join(about)})",
            kind=kind,
            about=about,
            verdict=verdict,
            statement=self.text(12),
            rationale=self.text(20),
            signatures=[
                {"signer": "evaluator", "meaning": "authored", **signed},
                {"signer": "reviewer", "meaning": "approved", **signed},
            ],
        )


def _frame(device: _Device) -> None:
    device.rows.append(
        {
            "type": "Device",
            "key": device.key,
            "title": f"Device {device.number}",
            "name": f"Device {device.number}",
            "is_samd": device.number % 2 == 1,
            "approve": True,
        }
    )
    add = device.add
    old = add("DeviceVersion", "DV", version_label="1.0", status="discontinued", released_at="2024-03-01")
    add(
        "DeviceVersion",
        "DV",
        version_label="2.0",
        status="on_market",
        released_at="2025-09-01",
        succeeds=[old],
    )
    add("RegulatoryProfile", "PRO", jurisdiction="GB_UKMDR", catalogue_id="MDD.ER", device_class="IIa",
        marking="UKCA", cer_interval_months=12)  # fmt: skip
    for order in range(device.count(16)):
        kind = _ELEMENT_KINDS[order % len(_ELEMENT_KINDS)]
        add("IntendedUseElement", "IUE", kind=kind, value=device.text(), display_order=order)
    add("IntendedPurpose", "IPU", statement=device.text(40), has_element=device.keys["IUE"])
    for kind in ("ifu", "label", "promotional"):
        add("InformationMaterial", "IFU", kind=kind, version_label="2.0", language="en",
            statements=[device.text(12) for _ in range(5)], warnings=[device.text(10)])  # fmt: skip
    for _ in range(device.count(3)):
        add("LiteratureSearch", "LIT", purpose="device", review_question=device.text(14), hits=412,
            screened=412, included=38, sources=["PubMed", "Embase"])  # fmt: skip
    for _ in range(device.count(4)):
        add("StateOfTheArt", "SOTA", topic=device.text(5), parameter="sensitivity", benchmark_value=0.87,
            acceptance_criterion=device.text(10), derived_from=device.pick("LIT"))  # fmt: skip
    add("PmsPlan", "PMP", indicators=[device.text(5)], thresholds=[device.text(5)])
    add("Evaluation", "EVAL", cep_ref="CEP-1", cer_version="1", cer_date="2026-01-20", next_due="2027-01-20")
    for _ in range(device.count(3)):
        add("ResidualUncertainty", "UNC", question=device.text(10), origin="wide_use")


# -- claims and evidence -------------------------------------------------------------------------------


def _claims(device: _Device) -> None:
    for pillar in _PILLARS:
        for _ in range(device.count(34)):
            _evidence(device, f"EVD{pillar.upper()}", device.dice.choice(_EVIDENCE_KINDS[pillar]), pillar)
    for _ in range(device.count(50)):
        _claim(device)
    for _ in range(device.count(4)):
        device.add("Benefit", "BEN", endpoint=device.text(5), direction="decrease", effect_size=21.0,
                   effect_unit="min", responder_probability=0.78, covers=device.pick("IUE", 3),
                   criterion_from=device.pick("SOTA"))  # fmt: skip
    for _ in range(device.count(6)):
        device.add("SideEffect", "SE", nature=device.text(), severity=2, observed_frequency=0.06,
                   acceptability_threshold=0.1, criterion_from=device.pick("SOTA"))  # fmt: skip


def _evidence(device: _Device, prefix: str, kind: str, pillar: str) -> str:
    made_with = [device.keys["DV"][-1]] if pillar in ("av", "cv") else []
    key = device.add(
        "Evidence", prefix, kind=kind, citation=device.text(10), held_by="maker",
        device_basis="device_under_evaluation", population=device.text(5), n=device.dice.randint(30, 3000),
        design=device.text(5), endpoints=["sensitivity", "specificity"],
        results={"sensitivity": round(device.dice.uniform(0.8, 0.99), 3), "specificity": 0.9},
        result_summary=device.text(15), favourable="favourable", full_text_held=True,
        generated_with=made_with, found_by=device.pick("LIT") if pillar == "vca" else [],
    )  # fmt: skip
    if device.lucky():
        device.add(
            "Appraisal", "APP", appraises=[key], plan_ref="AP-1", validity_performance="valid",
            validity_safety="valid", validity_background="valid", grade_device=1, grade_application=1,
            grade_patients=1, grade_report=1, rank=5, appraiser="evaluator", summary=device.text(12),
        )  # fmt: skip
    return key


def _claim(device: _Device) -> None:
    claim = device.add(
        "Claim", "CLM", statement=device.text(12), claim_type="clinical_performance",
        target_metric="sensitivity", target_comparator=">=", target_threshold=0.9, target_unit="proportion",
        covers=device.pick("IUE", 4), stated_in=device.pick("IFU", 2), criterion_from=device.pick("SOTA"),
    )  # fmt: skip
    for turn in range(device.shape.fan_out):
        pillar = _PILLARS[turn % len(_PILLARS)]
        if not device.lucky():
            continue
        device.add(
            "EvidenceUse", "EVU", uses=device.pick(f"EVD{pillar.upper()}"), bears_on=[claim], pillar=pillar,
            aspect="claim", role="pivotal", weight="high", relevance=device.text(),
            applicability_justification=device.text(), covers_element=device.pick("IUE", 2),
            signatures=_JUSTIFIED,
        )  # fmt: skip


# -- risks ---------------------------------------------------------------------------------------------


def _risks(device: _Device) -> None:
    for _ in range(device.count(10)):
        device.add("UseScenario", "USC", task=device.text(), users="clinician", critical_task=True)
    for _ in range(device.count(20)):
        device.add("Harm", "HRM", description=device.text(5), severity=device.dice.randint(1, 5))
    for _ in range(device.count(40)):
        device.add("Hazard", "HAZ", description=device.text(), hazard_category="information")
    for _ in range(device.count(60)):
        _evidence(device, "EVDCTL", "software_verification", "av")
    for _ in range(device.count(80)):
        _situation(device)
    for _ in range(device.count(5)):
        device.add("SafetySignal", "SIG", kind="complaint", description=device.text(),
                   raises=device.pick("HAZ"), assessment_status="assessed_no_impact",
                   assessment=device.text())  # fmt: skip


def _situation(device: _Device) -> None:
    harm = device.pick("HRM")
    situation = device.add(
        "HazardousSituation", "HSI", description=device.text(10), sequence_of_events=device.text(15),
        exposed_party="patient", arises_from=device.pick("HAZ"), leads_to=harm,
        triggered_in=device.pick("USC"),
    )  # fmt: skip
    for stage, level, answer in (("initial", 4, "not_acceptable"), ("residual", 2, "acceptable")):
        device.add(
            "Risk", "RSK" if stage == "residual" else "RSI", stage=stage, severity=level, p=level,
            level=level, acceptability=answer, criteria_version="1", estimates=[situation, *harm],
            criterion_from=device.pick("SOTA"),
        )  # fmt: skip
    for turn in range(device.dice.choice((1, 2))):
        control = device.add(
            "RiskControl", "RCT", statement=device.text(10), controls=[situation], status="implemented",
            control_type="information_for_safety" if turn else "protective_measure",
            implemented_by=device.pick("IFU") if turn else [],
        )  # fmt: skip
        if device.lucky():
            device.add("EvidenceUse", "EVU", uses=device.pick("EVDCTL"), bears_on=[control],
                       purpose="effectiveness", role="pivotal", relevance=device.text(),
                       applicability_justification=device.text(), signatures=_JUSTIFIED)  # fmt: skip


# -- requirements, conclusions, design -----------------------------------------------------------------


def _requirements(device: _Device) -> None:
    for requirement in requirement_keys():
        device.add(
            "ComplianceRecord", "CMP", applicable="applicable", method=device.text(6),
            satisfies=[requirement], applies_standard=[f"STD-{device.dice.randint(1, 8)}"],
            evidence_location="Clinical evaluation report",
        )  # fmt: skip
    device.add("PmcfActivity", "PMA", method=device.text(8), objective=device.text(5),
               status="active", addresses=[*device.pick("CLM"), *device.keys["UNC"]])  # fmt: skip


def _conclusions(device: _Device) -> None:
    for key in device.keys["SOTA"]:
        device.conclude("sota_established", [key], "established")
    for key in device.keys["CLM"]:
        for pillar in _PILLARS:
            device.conclude(f"pillar_{pillar}", [key], "supported")
        if device.lucky():
            device.conclude("claim_supported", [key], "supported")
    for key in device.keys["RCT"]:
        device.conclude("control_effective", [key], "implemented_and_effective")
    for key in device.keys["RSK"]:
        if device.lucky():
            device.conclude("risk_acceptable", [key], "acceptable")
    device.conclude("side_effects_acceptable", [device.key], "acceptable")
    device.conclude("overall_residual_risk", [device.key], "acceptable")
    for key in device.keys["IFU"]:
        device.conclude("information_consistent", [key], "consistent")
    device.conclude("pmcf_need", [device.key], "pmcf_planned")
    indication, population = device.keys["IUE"][0], device.keys["IUE"][min(1, len(device.keys["IUE"]) - 1)]
    device.conclude("benefit_risk", sorted({indication, population}), "favourable")
    for key in device.keys["CMP"]:
        device.conclude("requirement_met", [key], "met")
    device.conclude("cer_overall", device.keys["EVAL"], "sufficient")


def _design(device: _Device, count: int) -> None:
    """A forest of design items: each fulfils one of the layer above; some implement a control."""
    depth = max(1, device.shape.depth)
    above: list[str] = []
    left = count
    for level in range(depth):
        wanted = left if level == depth - 1 else max(1, count * (level + 1) * 2 // (depth * (depth + 1)))
        layer = []
        for _ in range(min(wanted, left)):
            layer.append(
                device.add(
                    "DesignItem", "DSG", kind=_DESIGN_KINDS[min(level, len(_DESIGN_KINDS) - 1)],
                    text=device.text(14), version_label="2.0",
                    fulfils=[device.dice.choice(above)] if above else [],
                    implements=device.pick("RCT") if level and device.lucky(0.2) else [],
                )
            )  # fmt: skip
        left -= len(layer)
        above = layer or above
