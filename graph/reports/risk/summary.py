"""How the risks of a device stand: by scheme, stage and level, conclusions, what deployers are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from graph.database.store import Store, Tx
from graph.items.concluded import ConclusionOnDay
from graph.items.with_content import ItemWithContent
from graph.reports.risk.chain import SCHEMES, STAGES, RiskChain, Scheme, read_risk_chain


@dataclass(frozen=True, slots=True)
class StageCounts:
    """How many risks of one scheme and stage there are, by level and by what the criteria make of them.

    A level is that of the criteria, else the one stated; `none` where there is neither.
    """

    risks: int
    by_level: Mapping[str, int]
    judged: Mapping[str, int]
    without_criteria: int


@dataclass(frozen=True, slots=True)
class SchemeCounts:
    """The risks of one scheme, before and after control."""

    initial: StageCounts
    residual: StageCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class NotCurrent(ConclusionOnDay):
    """A conclusion on a residual risk that is not current any more."""

    risk: str


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What is stated of a risk and contradicts its criteria."""

    risk: str
    why: str


@dataclass(frozen=True, slots=True)
class TransferredControl:
    """A control that the deploying organisation has to be told of, and where it is told."""

    key: str
    title: str
    version: int
    statement: str | None
    measure: str | None
    status: str
    situations: tuple[str, ...]
    told_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RiskSummary:
    """What is recorded of the risks of a device on a day."""

    counts: Mapping[Scheme, SchemeCounts]
    residual_without_conclusion: tuple[str, ...]
    residual_not_current: tuple[NotCurrent, ...]
    contradictions: tuple[Contradiction, ...]
    overall_residual_risk: tuple[ConclusionOnDay, ...]
    transferred_controls: tuple[TransferredControl, ...]
    drafts: tuple[str, ...]
    revision: int


async def risk_summary(store: Store, device: str, today: str) -> RiskSummary:
    """Return how the risks of a device stand; refuses what is no device."""

    async def work(tx: Tx) -> RiskSummary:
        chain = await read_risk_chain(tx, device, today)
        residual = [risk.key for risk in chain.risks if risk.content["stage"] == "residual"]
        conclusions = {key: chain.concluded(key, "risk_acceptable") for key in residual}
        return RiskSummary(
            {scheme: _count(chain, scheme) for scheme in SCHEMES},
            tuple(key for key in residual if not conclusions[key]),
            tuple(
                NotCurrent(**asdict(conclusion), risk=key)
                for key in residual
                for conclusion in conclusions[key]
                if conclusion.status != "current"
            ),
            tuple(
                Contradiction(risk.key, why)
                for risk in chain.risks
                for why in chain.evaluate(risk).contradictions
            ),
            chain.concluded(device, "overall_residual_risk"),
            tuple(_transferred(control) for control in chain.controls if _is_transferred(control)),
            chain.drafts,
            chain.revision,
        )

    return await store.read(work)


def _count(chain: RiskChain, scheme: Scheme) -> SchemeCounts:
    risks = [risk for risk in chain.risks if risk.content.get("scheme", SCHEMES[0]) == scheme]
    initial, residual = (
        _count_stage([risk for risk in risks if risk.content["stage"] == stage], chain) for stage in STAGES
    )
    return SchemeCounts(initial, residual)


def _count_stage(risks: list[ItemWithContent], chain: RiskChain) -> StageCounts:
    """Return how many risks there are of each level and outcome; the level of the criteria goes first."""
    evaluations = [chain.evaluate(risk) for risk in risks]
    levels = Counter("none" if entry.level is None else str(entry.level) for entry in evaluations)
    return StageCounts(
        risks=len(risks),
        by_level=dict(sorted(levels.items())),
        judged=dict(sorted(Counter(entry.judged for entry in evaluations).items())),
        without_criteria=sum(chain.criteria_of(risk)[0] is None for risk in risks),
    )


def _is_transferred(control: ItemWithContent) -> bool:
    retired = control.content.get("status") == "retired"
    return control.content["control_type"] == "transferred_to_deployer" and not retired


def _transferred(control: ItemWithContent) -> TransferredControl:
    content = control.content
    return TransferredControl(
        key=control.key,
        title=control.title,
        version=control.row.effective_no,
        statement=content.get("statement"),
        measure=content.get("measure"),
        status=content.get("status", "implemented"),
        situations=tuple(content.get("controls", ())),
        told_in=tuple(content.get("implemented_by", ())),
    )
