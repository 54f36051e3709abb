"""The hazard log of a device in the shape of DCB0129, with the ratings of both schemes side by side.

One row for each hazardous situation, and one for each hazard that has none. What no row can place is listed
beside them: nothing leaves the log because a reference is missing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from graph.database.store import Store, Tx
from graph.items.with_content import ItemWithContent
from graph.reports.risk.chain import SCHEMES, STAGES, RiskChain, read_risk_chain


@dataclass(frozen=True, slots=True)
class HazardLog:
    """The rows of a hazard log on a day, and what they could not place."""

    rows: tuple[Mapping[str, Any], ...]
    unplaced: tuple[Mapping[str, Any], ...]
    drafts: tuple[str, ...]
    revision: int

    def counts(self) -> dict[str, Any]:
        """Return how many rows stand where, and how many say what their own chain does not bear out."""
        stand = [row["status"] or "unstated" for row in self.rows]
        return {
            "rows": len(self.rows),
            "by_status": {word: stand.count(word) for word in sorted(set(stand))},
            "flagged": sum(bool(row["flags"]) for row in self.rows),
            "unplaced": len(self.unplaced),
            "drafts": len(self.drafts),
        }


async def hazard_log(store: Store, device: str, today: str, scheme: str = "") -> HazardLog:
    """Return the hazard log of a device; with the ratings of one scheme, or of both."""

    async def work(tx: Tx) -> HazardLog:
        found = await read_risk_chain(tx, device, today)
        schemes = (scheme,) if scheme else SCHEMES
        having = {key for entry in found.situations for key in entry.content.get("arises_from", ())}
        bare = [hazard for hazard in found.hazards if hazard.key not in having]
        rows = [_row(entry, found, schemes) for entry in found.situations]
        rows += [_row(entry, found, schemes) for entry in bare]
        rows.sort(key=lambda row: ([part["key"] for part in row["hazards"]], row["key"]))
        return HazardLog(tuple(rows), tuple(_unplaced(found)), found.drafts, found.revision)

    return await store.read(work)


def _row(entry: ItemWithContent, found: RiskChain, schemes: Sequence[str]) -> dict[str, Any]:
    """Return the row of a situation, or of a hazard without one."""
    own = entry.content
    bare = entry.row.type == "Hazard"
    hazards = [entry.key] if bare else own.get("arises_from", [])
    contents = [known.content for key in hazards if (known := _held(found, key, entry))]
    risks = [risk for risk in found.risks if not bare and entry.key in risk.content.get("estimates", ())]
    controls = [c for c in found.controls if not bare and entry.key in c.content.get("controls", ())]
    shown = [_control(control, found) for control in controls]
    row = {
        "key": entry.key,
        "hazards": [_hazard(key, found, entry) for key in hazards],
        "situation": None if bare else {**entry.brief(), "description": own.get("description", "")},
        "causes": own.get("cause", ""),
        "sequence_of_events": own.get("sequence_of_events", ""),
        "effect": own.get("effect", ""),
        "harms": [_harm(key, found) for key in _harms(entry, risks, found)],
        **{stage: _ratings(stage, risks, found, schemes) for stage in STAGES},
        "existing_controls": [c for c in shown if c["existing"] and not c["transferred"]],
        "additional_controls": [c for c in shown if not c["existing"] and not c["transferred"]],
        "transferred_controls": [c for c in shown if c["transferred"]],
        "status": own.get("log_status") or _least_settled(contents),
        "owner": own.get("owner") or ", ".join(sorted({c["owner"] for c in contents if c.get("owner")})),
        "note": own.get("note", ""),
    }
    return {**row, "flags": _flags(row, schemes)}


def _held(found: RiskChain, key: str, entry: ItemWithContent) -> ItemWithContent | None:
    return entry if key == entry.key else found.items.get(key)


def _least_settled(contents: Sequence[Mapping[str, Any]]) -> str:
    said = {content.get("log_status") for content in contents}
    return next((word for word in ("open", "transferred", "closed") if word in said), "")


def _hazard(key: str, found: RiskChain, entry: ItemWithContent) -> dict[str, Any]:
    known = _held(found, key, entry)
    content = known.content if known else {}
    named = {**entry.brief(), "state": entry.row.state} if key == entry.key else found.item(key)
    said = ("description", "hazard_category", "origin")
    return {**named, **{field: content.get(field, "") for field in said}}


def _harms(entry: ItemWithContent, risks: Sequence[ItemWithContent], found: RiskChain) -> list[str]:
    """Return the harms that a situation leads to, and those that its risks are estimated for."""
    keys = set(entry.content.get("leads_to", ()))
    for risk in risks:
        for key in risk.content.get("estimates", ()):
            known = found.items.get(key)
            if known is not None and known.row.type == "Harm":
                keys.add(key)
    return sorted(keys)


def _harm(key: str, found: RiskChain) -> dict[str, Any]:
    known = found.items.get(key)
    content = known.content if known else {}
    return {
        **found.item(key),
        "description": content.get("description", ""),
        "severity": content.get("severity"),
    }


def _ratings(
    stage: str, risks: Sequence[ItemWithContent], found: RiskChain, schemes: Sequence[str]
) -> dict[str, list[dict[str, Any]]]:
    return {
        scheme: [
            rating(risk, found)
            for risk in risks
            if risk.content["stage"] == stage and risk.content.get("scheme", SCHEMES[0]) == scheme
        ]
        for scheme in schemes
    }


def rating(risk: ItemWithContent, found: RiskChain) -> dict[str, Any]:
    """Return one estimate: what is stated, what the criteria make of it, and what was concluded."""
    content = risk.content
    said = ("severity", "p1", "p2", "criteria_version", "basis_note")
    why_not = found.criteria_of(risk)[1]
    derived = asdict(found.evaluate(risk))
    return {
        "risk": risk.key,
        **{field: content.get(field) for field in said},
        "likelihood": content.get("p"),
        "stated_level": content.get("level"),
        "stated_acceptability": content.get("acceptability"),
        "criteria": next(iter(content.get("criteria", ())), ""),
        "no_criteria_because": why_not,
        **derived,
        "contradictions": list(derived["contradictions"]),
        "conclusions": [
            entry for entry in found.conclusions.get(risk.key, ()) if entry["kind"] == "risk_acceptable"
        ],
    }


def _control(control: ItemWithContent, found: RiskChain) -> dict[str, Any]:
    content = control.content
    said = ("statement", "measure", "option_rationale", "introduced_risks", "implementation_ref")
    uses = found.uses.get(control.key, ())
    return {
        **control.brief(),
        **{field: content.get(field, "") for field in said},
        "control_type": content["control_type"],
        "status": content.get("status", "implemented"),
        "existing": content.get("existing", False),
        "transferred": content["control_type"] == "transferred_to_deployer",
        "owner": content.get("owner", ""),
        "implemented_by": [found.item(key) for key in content.get("implemented_by", ())],
        "verification": {
            purpose: [use for use in uses if use["purpose"] == purpose]
            for purpose in ("implementation", "effectiveness")
        },
        "conclusions": [
            entry for entry in found.conclusions.get(control.key, ()) if entry["kind"] == "control_effective"
        ],
    }


def _flags(row: Mapping[str, Any], schemes: Sequence[str]) -> list[str]:
    """Say where a row contradicts itself, or is called done while its own chain does not bear that out."""
    found = [
        f"{entry['risk']}: {text}"
        for stage in STAGES
        for scheme in schemes
        for entry in row[stage][scheme]
        for text in entry["contradictions"]
    ]
    residual = [entry for scheme in schemes for entry in row["residual"][scheme]]
    if row["status"] == "transferred" and not row["transferred_controls"]:
        found.append("transferred, and no control is transferred to the deployer")
    if row["status"] != "closed":
        return found
    if not residual:
        found.append("closed, and no residual risk is estimated")
    for control in (*row["existing_controls"], *row["additional_controls"], *row["transferred_controls"]):
        if control["status"] == "proposed":
            found.append(f"closed, and the control {control['key']} is only proposed")
    return [*found, *(text for entry in residual for text in _unsettled(entry))]


def _unsettled(entry: Mapping[str, Any]) -> list[str]:
    """Say what of a residual rating does not let its row be closed."""
    standing = [
        concluded["verdict"] for concluded in entry["conclusions"] if concluded["status"] == "current"
    ]
    if not standing:
        return [f"closed, and nothing current is concluded on the residual risk {entry['risk']}"]
    if "not_acceptable" in standing:
        return [f"closed, and the residual risk {entry['risk']} was concluded not acceptable"]
    if entry["judged"] == "not_acceptable" and "acceptable_by_benefit_risk" not in standing:
        return [f"closed, and the residual risk {entry['risk']} is not within its criteria"]
    return []


def _unplaced(found: RiskChain) -> list[dict[str, Any]]:
    """Return the risks and controls that no row of the log shows, and why."""
    rows = {entry.key for entry in found.situations}
    lists = (
        (found.risks, "estimates", "it estimates no hazardous situation of this device"),
        (found.controls, "controls", "it reduces no hazardous situation of this device"),
    )
    return [
        {**entry.brief(), "type": entry.row.type, "why": why}
        for entries, field, why in lists
        for entry in entries
        if not rows & set(entry.content.get(field, ()))
    ]
