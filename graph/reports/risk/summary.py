"""How the risks of a device stand: by scheme, stage and level, conclusions, what deployers are told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.database.store import Store, Tx
from graph.items.with_content import ItemWithContent
from graph.reports.risk.chain import SCHEMES, STAGES, RiskChain, read_risk_chain


@dataclass(frozen=True, slots=True)
class RiskSummary:
    """What is recorded of the risks of a device on a day."""

    counts: Mapping[str, Any]
    residual_without_conclusion: tuple[str, ...]
    residual_not_current: tuple[Mapping[str, Any], ...]
    contradictions: tuple[Mapping[str, Any], ...]
    overall_residual_risk: tuple[Mapping[str, Any], ...]
    transferred_controls: tuple[Mapping[str, Any], ...]
    drafts: tuple[str, ...]
    revision: int


async def risk_summary(store: Store, device: str, today: str) -> RiskSummary:
    """Return how the risks of a device stand; refuses what is no device."""

    async def work(tx: Tx) -> RiskSummary:
        found = await read_risk_chain(tx, device, today)
        residual = {risk.key: _concluded(risk, found) for risk in found.risks if _stage(risk) == "residual"}
        return RiskSummary(
            {scheme: _by_stage(found, scheme) for scheme in SCHEMES},
            tuple(key for key, concluded in residual.items() if not concluded),
            tuple(
                {"risk": key, **entry}
                for key, concluded in residual.items()
                for entry in concluded
                if entry["status"] != "current"
            ),
            tuple(
                {"risk": risk.key, "why": why}
                for risk in found.risks
                for why in found.evaluate(risk).contradictions
            ),
            tuple(e for e in found.conclusions.get(device, ()) if e["kind"] == "overall_residual_risk"),
            tuple(_told(control) for control in found.controls if _transferred(control)),
            found.drafts,
            found.revision,
        )

    return await store.read(work)


def _stage(risk: ItemWithContent) -> str:
    return str(risk.content["stage"])


def _concluded(risk: ItemWithContent, found: RiskChain) -> list[Mapping[str, Any]]:
    return [entry for entry in found.conclusions.get(risk.key, ()) if entry["kind"] == "risk_acceptable"]


def _by_stage(found: RiskChain, scheme: str) -> dict[str, Any]:
    ours = [risk for risk in found.risks if risk.content.get("scheme", SCHEMES[0]) == scheme]
    return {stage: _tally([risk for risk in ours if _stage(risk) == stage], found) for stage in STAGES}


def _tally(risks: list[ItemWithContent], found: RiskChain) -> dict[str, Any]:
    """Return how many risks there are of each level and outcome; the level of the criteria goes first."""
    judged = [found.evaluate(risk) for risk in risks]
    levels = Counter("none" if entry.level is None else str(entry.level) for entry in judged)
    return {
        "risks": len(risks),
        "by_level": dict(sorted(levels.items())),
        "judged": dict(sorted(Counter(entry.judged for entry in judged).items())),
        "without_criteria": sum(found.criteria_of(risk)[0] is None for risk in risks),
    }


def _transferred(control: ItemWithContent) -> bool:
    retired = control.content.get("status") == "retired"
    return control.content["control_type"] == "transferred_to_deployer" and not retired


def _told(control: ItemWithContent) -> dict[str, Any]:
    content = control.content
    return {
        **control.brief(),
        "statement": content.get("statement", ""),
        "measure": content.get("measure", ""),
        "status": content.get("status", "implemented"),
        "situations": content.get("controls", []),
        "told_in": content.get("implemented_by", []),
    }
