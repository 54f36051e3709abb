"""The risk chain of a device, read once: situations, risks, controls, criteria, evidence and conclusions.

Only what is in force counts, and what concerns other devices alone is left out. What has a draft is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.database.queries import HeadState
from graph.database.store import Tx
from graph.items.with_content import (
    ItemWithContent,
    in_scope_of,
    items_by_key,
    items_with_content,
    referred_items,
    referrers,
    statuses_on,
)
from graph.reports.risk.acceptability import RiskEvaluation, evaluate_risk
from graph.scopes import of_device

SCHEMES: Final = ("iso14971", "dcb0129")
STAGES: Final = ("initial", "residual")
_TYPES: Final = ("Hazard", "HazardousSituation", "Risk", "RiskControl")


@dataclass(frozen=True, slots=True)
class RiskChain:
    """What is recorded of the risks of a device on a day; lists by the key of what they belong to."""

    hazards: Sequence[ItemWithContent]
    situations: Sequence[ItemWithContent]
    risks: Sequence[ItemWithContent]
    controls: Sequence[ItemWithContent]
    items: Mapping[str, ItemWithContent]
    uses: Mapping[str, Sequence[Mapping[str, Any]]]
    conclusions: Mapping[str, Sequence[Mapping[str, Any]]]
    drafts: tuple[str, ...]
    revision: int

    def item(self, key: str) -> dict[str, Any]:
        """Return what names an item, and whether it is in force or was recorded at all."""
        known = self.items.get(key)
        if known is None:
            return {"key": key, "title": "", "version": None, "state": "not_recorded"}
        return {**known.brief(), "state": known.row.state}

    def criteria_of(self, risk: ItemWithContent) -> tuple[Mapping[str, Any] | None, str]:
        """Return the criteria that apply to a risk, or why those that it names do not."""
        key = next(iter(risk.content.get("criteria", ())), "")
        known = self.items.get(key)
        if not key:
            return None, "the risk names no criteria"
        if known is None or known.row.state != "in_force":
            return None, f"the criteria {key} are not in force"
        if known.content.get("scheme", SCHEMES[0]) != risk.content.get("scheme", SCHEMES[0]):
            return None, f"the criteria {key} are of another scheme"
        return known.content, ""

    def evaluate(self, risk: ItemWithContent) -> RiskEvaluation:
        """Judge a risk by the criteria that apply to it."""
        return evaluate_risk(risk.content, self.criteria_of(risk)[0])


async def read_risk_chain(tx: Tx, device: str, today: str) -> RiskChain:
    """Read the risk chain of a device; refuses what is no device."""
    await of_device(tx, device)
    head = await tx.one(HeadState())
    found = {name: await items_with_content(tx, name, device) for name in _TYPES}
    controls = [entry.key for entry in found["RiskControl"]]
    named = {
        key
        for entries in found.values()
        for entry in entries
        for field in ("arises_from", "leads_to", "estimates", "criteria", "controls", "implemented_by")
        for key in entry.content.get(field, ())
    }
    drafts = await _drafts(tx, device)
    drafts |= {e.key for entries in found.values() for e in entries if e.row.latest_no != e.row.effective_no}
    return RiskChain(
        found["Hazard"],
        found["HazardousSituation"],
        found["Risk"],
        found["RiskControl"],
        await items_by_key(tx, named),
        await _uses(tx, controls, device, today),
        await _conclusions(tx, [device, *controls, *(entry.key for entry in found["Risk"])], today),
        tuple(sorted(drafts)),
        head.revision if head else 0,
    )


async def _drafts(tx: Tx, device: str) -> set[str]:
    """Return the drafts of the chain, which no scope holds yet, but those that name other devices only."""
    found = [entry for name in _TYPES for entry in await items_with_content(tx, name, state="draft")]
    named = await items_by_key(tx, (key for entry in found for key in entry.content.get("devices", ())))
    others = {key for key, entry in named.items() if entry.row.type == "Device" and key != device}
    return {
        entry.key
        for entry in found
        if not entry.content.get("devices") or set(entry.content["devices"]) - others
    }


async def _uses(tx: Tx, controls: Sequence[str], device: str, today: str) -> dict[str, list[dict[str, Any]]]:
    """Return the uses that verify controls, on them or on the design that realises them."""
    bearers: dict[str, set[str]] = {key: {key} for key in controls}
    realised = await referred_items(tx, controls, "IMPLEMENTED_BY")
    realising = await referrers(tx, controls, "IMPLEMENTS")
    for control, found in bearers.items():
        rows = (*realised.get(control, ()), *realising.get(control, ()))
        found.update(row.key for row in rows if row.state == "in_force")
    bearing = await referrers(tx, {key for keys in bearers.values() for key in keys}, "BEARS_ON")
    ours = await in_scope_of(tx, {row.key for rows in bearing.values() for row in rows}, device)
    uses = await items_by_key(tx, ours)
    evidence = await items_by_key(tx, (key for use in uses.values() for key in use.content["uses"]))
    return {
        control: [
            _use(uses[row.key], via, evidence, today)
            for via in sorted(keys)
            for row in bearing.get(via, ())
            if row.key in ours and uses[row.key].content.get("purpose") in ("implementation", "effectiveness")
        ]
        for control, keys in bearers.items()
    }


def _use(
    use: ItemWithContent, via: str, evidence: Mapping[str, ItemWithContent], today: str
) -> dict[str, Any]:
    key = use.content["uses"][0]
    data = evidence.get(key)
    content = data.content if data else {}
    state = data.row.state if data else "not_recorded"
    dates = (use.content.get("valid_until"), content.get("valid_until"))
    return {
        "use": use.key,
        "purpose": use.content["purpose"],
        "on": via,
        "direction": use.content.get("direction", "supports"),
        "evidence": key,
        "title": data.title if data else "",
        "kind": content.get("kind", ""),
        "state": state,
        "stands": use.content.get("direction", "supports") == "supports"
        and state == "in_force"
        and not content.get("retracted")
        and not any(date and date < today for date in dates),
    }


async def _conclusions(tx: Tx, subjects: Iterable[str], today: str) -> dict[str, list[dict[str, Any]]]:
    about = await referrers(tx, subjects, "ABOUT")
    keys = sorted({row.key for rows in about.values() for row in rows})
    contents = await items_by_key(tx, keys)
    standing = await statuses_on(tx, keys, today)
    return {
        subject: [
            {
                "key": row.key,
                "kind": contents[row.key].content["kind"],
                "verdict": contents[row.key].content["verdict"],
                "conditions": contents[row.key].content.get("conditions", ""),
                "statement": contents[row.key].content.get("statement", ""),
                "status": standing[row.key],
            }
            for row in rows
        ]
        for subject, rows in about.items()
    }
