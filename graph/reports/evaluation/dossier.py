"""What a clinical evaluation speaks of: everything recorded for its devices, read once.

An evaluation that names no device speaks of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Final

from graph.database.head import revision_of
from graph.database.messages import batches
from graph.database.queries import PinRow, PinsOf, ScopesOf, VersionsByIds
from graph.database.store import Tx
from graph.errors import Outside, WrongType
from graph.gaps import GapReport, evaluate_rules
from graph.items import must_find
from graph.items.with_content import ItemWithContent, items_by_key, items_with_content, statuses_on
from graph.policy import Figures, figures_in, strictest
from graph.scopes import EVERYWHERE
from graph.versions.version import version_id
from graph.vocabulary.spelling import a_or_an

_TYPES: Final = (
    "Device", "DeviceVersion", "Variant", "RegulatoryProfile", "IntendedPurpose", "IntendedUseElement",
    "Claim", "Benefit", "SideEffect", "StateOfTheArt", "LiteratureSearch", "Evidence", "Appraisal",
    "EvidenceUse", "ComparatorDevice", "CharacteristicComparison", "Hazard", "InformationMaterial",
    "ResidualUncertainty", "PmcfActivity", "PmsPlan", "PmsReport", "SafetySignal", "Change",
    "Requirement", "ComplianceRecord", "JustifiedGap", "Conclusion",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class SignedConclusion:
    """A conclusion in force with its status on a day, what it pinned and who signed it."""

    item: ItemWithContent
    status: str
    pins: tuple[PinRow, ...]
    signatures: tuple[Mapping[str, Any], ...]

    @property
    def kind(self) -> str:
        """The kind of the conclusion."""
        return str(self.item.content["kind"])

    @property
    def about(self) -> list[str]:
        """The items that it is about."""
        return list(self.item.content["about"])

    def record(self) -> dict[str, object]:
        """Return the conclusion with its basis (data) kept apart from its rationale (opinion)."""
        content = self.item.content
        return {
            "key": self.item.key,
            "kind": self.kind,
            "about": self.about,
            "statement": content.get("statement", ""),
            "verdict": content["verdict"],
            "conditions": content.get("conditions", ""),
            "scope": content.get("scope", ""),
            "status": self.status,
            "basis": [{"item": pin.item, "version": pin.version, "role": pin.role} for pin in self.pins],
            "opinion": content.get("rationale", ""),
        }


@dataclass(frozen=True, slots=True)
class Dossier:
    """All that an evaluation speaks of on a day."""

    evaluation: ItemWithContent
    devices: tuple[str, ...]
    items: Mapping[str, Sequence[ItemWithContent]]
    conclusions: tuple[SignedConclusion, ...]
    persons: Mapping[str, ItemWithContent]
    report: GapReport
    figures: Figures
    today: str
    revision: int

    def of(self, type_name: str) -> Sequence[ItemWithContent]:
        """Return the items in force of a type."""
        return self.items.get(type_name, ())

    def of_kinds(self, *kinds: str) -> list[SignedConclusion]:
        """Return the conclusions in force of some kinds."""
        return [entry for entry in self.conclusions if entry.kind in kinds]

    def find(self, key: str) -> ItemWithContent | None:
        """Return an item of the dossier by its key."""
        return next((e for entries in self.items.values() for e in entries if e.key == key), None)

    def signers(self) -> list[str]:
        """Return who signed a conclusion of this evaluation."""
        return sorted({entry["signer"] for conclusion in self.conclusions for entry in conclusion.signatures})

    def signed_on(self, signer: str) -> set[str]:
        """Return the days on which somebody signed a conclusion of this evaluation."""
        signatures = (entry for conclusion in self.conclusions for entry in conclusion.signatures)
        return {entry["signed_at"][:10] for entry in signatures if entry["signer"] == signer}


async def read_dossier(tx: Tx, key: str, today: str) -> Dossier:
    """Read the dossier of an evaluation; ItemNotFound or WrongType when the key is not that of one."""
    row = await must_find(tx, key)
    if row.type != "Evaluation":
        known = f"{Outside.list_items}?type=Evaluation"
        message = f"{key} is {a_or_an(row.type)}; name an Evaluation, {known} lists them."
        raise WrongType(message)
    revision = await revision_of(tx)
    scopes = {entry.scope for entry in await tx.fetch(ScopesOf(keys=[key]))}
    devices = tuple(sorted(scopes - {EVERYWHERE})) or ("",)
    items: dict[str, list[ItemWithContent]] = {}
    for type_name in _TYPES:
        by_key = {e.key: e for device in devices for e in await items_with_content(tx, type_name, device)}
        items[type_name] = [by_key[name] for name in sorted(by_key)]
    conclusions = await _concluded(tx, items, key, today)
    items["Conclusion"] = [entry.item for entry in conclusions]
    signers = {entry["signer"] for by_key in conclusions for entry in by_key.signatures}
    evaluation = (await items_by_key(tx, [key]))[key]
    return Dossier(
        evaluation=evaluation,
        devices=tuple(device for device in devices if device),
        items=items,
        conclusions=tuple(conclusions),
        persons={k: e for k, e in (await items_by_key(tx, signers)).items() if e.row.type == "Person"},
        report=_merged([await evaluate_rules(tx, today, device=device) for device in devices]),
        figures=await _figures(tx, evaluation, devices),
        today=today,
        revision=revision,
    )


async def _figures(tx: Tx, evaluation: ItemWithContent, devices: Sequence[str]) -> Figures:
    """Return the figures that hold for an evaluation: of its devices the strictest, as rules hold it to."""
    scopes = [device or EVERYWHERE for device in devices]
    justified = bool(evaluation.content.get("interval_justification"))
    return strictest(list((await figures_in(tx, scopes, justified=justified)).values()))


async def _concluded(
    tx: Tx, items: Mapping[str, Sequence[ItemWithContent]], evaluation: str, today: str
) -> list[SignedConclusion]:
    """Return the conclusions in force about anything of the dossier, or that name its devices themselves."""
    ours = {entry.key for entries in items.values() for entry in entries} | {evaluation}
    every = await items_with_content(tx, "Conclusion")
    named = {entry.key for entry in items["Conclusion"] if entry.content.get("devices")}
    taken = [entry for entry in every if ours & set(entry.content["about"]) or entry.key in named]
    keys = [entry.key for entry in taken]
    pins: dict[str, list[PinRow]] = {}
    standing = await statuses_on(tx, keys, today)
    for batch in batches(keys):
        for pin in await tx.fetch(PinsOf(keys=batch)):
            pins.setdefault(pin.conclusion, []).append(pin)
    signed = await _signatures(tx, taken)
    return [
        SignedConclusion(entry, standing[entry.key], tuple(pins.get(entry.key, ())), signed[entry.key])
        for entry in taken
    ]


async def _signatures(
    tx: Tx, conclusions: Iterable[ItemWithContent]
) -> dict[str, tuple[Mapping[str, object], ...]]:
    ids = {version_id(entry.key, entry.row.effective_no): entry.key for entry in conclusions}
    signatures: dict[str, tuple[Mapping[str, object], ...]] = {}
    for batch in batches(sorted(ids)):
        for version in await tx.fetch(VersionsByIds(ids=batch)):
            signatures[ids[version.id]] = tuple(asdict(signature) for signature in version.signatures)
    return signatures


def _merged(reports: Sequence[GapReport]) -> GapReport:
    """Return the reports of several devices as one: a rule counts as evaluated only where all could ask."""
    if len(reports) == 1:
        return reports[0]
    gaps = {gap.id: gap for report in reports for gap in report.gaps}
    idle = {entry.rule: entry for report in reports for entry in report.not_evaluated}
    evaluated = sorted({rule for report in reports for rule in report.evaluated} - set(idle))
    return GapReport(tuple(gaps.values()), tuple(idle.values()), tuple(evaluated), reports[0].revision)
