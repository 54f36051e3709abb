"""Gaps and the rules that find them."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Path, Query

from app.deps import Cursor, Limit, StoreDep, Today, next_cursor, position_of
from app.schemas import GapsOut, RuleOut, RulesOut
from graph import gaps
from graph.gaps import Gap, Report, Rule, by_severity, must_know, rules

router = APIRouter(tags=["gaps"])


@router.get("/gaps", operation_id="list_gaps")
async def list_gaps(
    store: StoreDep,
    today: Today,
    device: Annotated[str, Query(max_length=200, description="Only what concerns it.")] = "",
    rule: Annotated[list[str] | None, Query(description="Only these rules.")] = None,
    severity: Annotated[
        str, Query(pattern="^(blocker|major|minor|info)?$", description="Only this severity.")
    ] = "",
    item: Annotated[str, Query(max_length=200, description="Only gaps that name it.")] = "",
    limit: Limit = None,
    cursor: Cursor = "",
) -> GapsOut:
    """List what is missing on a day, counts first, the gravest gaps first.

    `not_evaluated` names the rules that could not be asked: no answer of theirs means "no gap".
    Without `limit` all gaps are answered.
    """
    only = sorted(set(rule or []))
    filters = {
        "list": "gaps",
        "on": today,
        "device": device,
        "rule": only,
        "severity": severity,
        "item": item,
    }
    start = position_of(cursor, filters, 0)
    report = await gaps.report(store, today, device=device, only=only)
    wanted = by_severity(gap for gap in report.gaps if _passes(gap, severity, item))
    shown = wanted[start : start + limit] if limit else wanted[start:]
    left = start + len(shown) < len(wanted)
    counted = Report(tuple(wanted), report.not_evaluated, report.evaluated, report.revision)
    return GapsOut(
        revision=report.revision,
        on=today,
        device=device,
        counts=counted.counts(),
        gaps=[gap.record() for gap in shown],
        not_evaluated=[{"rule": e.rule, "reason": e.reason} for e in report.not_evaluated],
        evaluated=list(report.evaluated),
        next=next_cursor(start + len(shown), filters) if left else None,
    )


def _passes(gap: Gap, severity: str, item: str) -> bool:
    named = not item or item == gap.subject or item in gap.facts
    return named and (not severity or severity == gap.severity)


@router.get("/rules", operation_id="list_rules")
async def list_rules() -> RulesOut:
    """List all gap rules."""
    return RulesOut(rules=[_shown(rule) for rule in rules().values()])


@router.get("/rules/{rule}", operation_id="read_rule")
async def read_rule(rule: Annotated[str, Path(max_length=100)]) -> RuleOut:
    """Read one gap rule."""
    return _shown(must_know(rule))


def _shown(rule: Rule) -> RuleOut:
    same = ("id", "title", "description", "severity", "severity_context", "reference", "remedy")
    fields: dict[str, Any] = {name: getattr(rule, name) for name in same}
    return RuleOut(
        **fields,
        needs=list(rule.needs),
        cleared_by=str(rule.cleared_by),
        waivable=rule.waiver.word == "yes" or bool(rule.waiver.only or rule.waiver.but),
        waiver=str(rule.waiver),
    )
