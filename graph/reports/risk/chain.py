"""The risk chain of a device, read once: situations, risks, controls, criteria, evidence and conclusions.

Only what is in force counts, and what concerns other devices alone is left out. What has a draft is named.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from graph.database.head import revision_of
from graph.database.store import Tx
from graph.items.concluded import ConclusionOnDay, conclusions_about
from graph.items.with_content import (
    ItemWithContent,
    in_scope_of,
    items_by_key,
    items_with_content,
    referred_items,
    referrers,
)
from graph.reports.risk.acceptability import RiskEvaluation, evaluate_risk
from graph.scopes import of_device
from graph.vocabulary.content import Content
from graph.vocabulary.evidence import notice_of

Scheme = Literal["iso14971", "dcb0129"]
Stage = Literal["initial", "residual"]
SCHEMES: Final[tuple[Scheme, ...]] = get_args(Scheme)
STAGES: Final[tuple[Stage, ...]] = get_args(Stage)
_TYPES: Final = ("Hazard", "HazardousSituation", "Risk", "RiskControl")


@dataclass(frozen=True, slots=True)
class ChainItem:
    """What names an item of the chain, and its state; `not_recorded` for a key that nobody recorded."""

    key: str
    title: str | None
    version: int | None
    state: str


@dataclass(frozen=True, slots=True)
class VerifyingUse:
    """A use of evidence that verifies a control, on it or on the design that realises it.

    `stands` says whether it supports, with data in force, not retracted and in date.
    """

    use: str
    purpose: str
    on: str
    direction: str
    evidence: str
    title: str | None
    kind: str | None
    state: str
    stands: bool


@dataclass(frozen=True, slots=True)
class RiskChain:
    """What is recorded of the risks of a device on a day; lists by the key of what they belong to."""

    hazards: Sequence[ItemWithContent]
    situations: Sequence[ItemWithContent]
    risks: Sequence[ItemWithContent]
    controls: Sequence[ItemWithContent]
    items: Mapping[str, ItemWithContent]
    uses: Mapping[str, Sequence[VerifyingUse]]
    conclusions: Mapping[str, Sequence[ConclusionOnDay]]
    drafts: tuple[str, ...]
    revision: int

    def item(self, key: str) -> ChainItem:
        """Return what names an item, and whether it is in force or was recorded at all."""
        item = self.items.get(key)
        if item is None:
            return ChainItem(key, None, None, "not_recorded")
        return ChainItem(key, item.title, item.row.effective_no, item.row.state)

    def content_of(self, key: str) -> Content:
        """Return the content of an item; nothing for one that nobody recorded."""
        item = self.items.get(key)
        return item.content if item else {}

    def concluded(self, key: str, kind: str) -> tuple[ConclusionOnDay, ...]:
        """Return the conclusions of a kind on an item."""
        return tuple(entry for entry in self.conclusions.get(key, ()) if entry.kind == kind)

    def criteria_of(self, risk: ItemWithContent) -> tuple[Mapping[str, object] | None, str | None]:
        """Return the criteria that apply to a risk, or why those that it names do not."""
        key = next(iter(risk.content.get("criteria", ())), "")
        known = self.items.get(key)
        if not key:
            return None, "the risk names no criteria"
        if known is None or known.row.state != "in_force":
            return None, f"the criteria {key} are not in force"
        if known.content.get("scheme", SCHEMES[0]) != risk.content.get("scheme", SCHEMES[0]):
            return None, f"the criteria {key} are of another scheme"
        return known.content, None

    def evaluate(self, risk: ItemWithContent) -> RiskEvaluation:
        """Evaluate a risk by the criteria that apply to it."""
        return evaluate_risk(risk.content, self.criteria_of(risk)[0])


async def read_risk_chain(tx: Tx, device: str, today: str) -> RiskChain:
    """Read the risk chain of a device; refuses what is no device."""
    await of_device(tx, device)
    revision = await revision_of(tx)
    recorded = {name: await items_with_content(tx, name, device) for name in _TYPES}
    controls = [entry.key for entry in recorded["RiskControl"]]
    referred = {
        key
        for entries in recorded.values()
        for entry in entries
        for field in ("arises_from", "leads_to", "estimates", "criteria", "controls", "implemented_by")
        for key in entry.content.get(field, ())
    }
    drafts = await _drafts(tx, device)
    drafts |= {
        e.key for entries in recorded.values() for e in entries if e.row.latest_no != e.row.effective_no
    }
    return RiskChain(
        recorded["Hazard"],
        recorded["HazardousSituation"],
        recorded["Risk"],
        recorded["RiskControl"],
        {**await items_by_key(tx, referred), **{entry.key: entry for entry in recorded["Hazard"]}},
        await _uses(tx, controls, device, today),
        await conclusions_about(tx, [device, *controls, *(entry.key for entry in recorded["Risk"])], today),
        tuple(sorted(drafts)),
        revision,
    )


async def _drafts(tx: Tx, device: str) -> set[str]:
    """Return the drafts of the chain, which no scope holds yet, but those that name other devices only."""
    drafts = [entry for name in _TYPES for entry in await items_with_content(tx, name, state="draft")]
    devices = await items_by_key(tx, (key for entry in drafts for key in entry.content.get("devices", ())))
    others = {key for key, entry in devices.items() if entry.row.type == "Device" and key != device}
    return {
        entry.key
        for entry in drafts
        if not entry.content.get("devices") or set(entry.content["devices"]) - others
    }


async def _uses(tx: Tx, controls: Sequence[str], device: str, today: str) -> dict[str, list[VerifyingUse]]:
    """Return the uses that verify controls, on them or on the design that realises them."""
    bearers: dict[str, set[str]] = {key: {key} for key in controls}
    realised = await referred_items(tx, controls, "IMPLEMENTED_BY")
    realising = await referrers(tx, controls, "IMPLEMENTS")
    for control, keys in bearers.items():
        rows = (*realised.get(control, ()), *realising.get(control, ()))
        keys.update(row.key for row in rows if row.state == "in_force")
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


def _use(use: ItemWithContent, via: str, evidence: Mapping[str, ItemWithContent], today: str) -> VerifyingUse:
    key = use.content["uses"][0]
    data = evidence.get(key)
    content = data.content if data else {}
    state = data.row.state if data else "not_recorded"
    direction = use.content.get("direction", "supports")
    dates = (use.content.get("valid_until"), content.get("valid_until"))
    in_date = not any(date and date < today for date in dates)
    return VerifyingUse(
        use=use.key,
        purpose=use.content["purpose"],
        on=via,
        direction=direction,
        evidence=key,
        title=data.title if data else None,
        kind=content.get("kind"),
        state=state,
        stands=direction == "supports"
        and state == "in_force"
        and notice_of(content) != "retracted"
        and in_date,
    )
