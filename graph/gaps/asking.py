"""Asking a rule: for all items of the scopes asked for, for some items, or for some devices."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.database.queries import GapHits, HitRow, HitsOfSome, OwnRuleHits, Query
from graph.database.statements import Text, load
from graph.database.store import Tx
from graph.errors import OwnRuleFailed
from graph.gaps.catalogue_rows import catalogues_for_rules
from graph.gaps.rules import SEVERITIES, GapRule
from graph.policy import rows_for_rules
from graph.scopes import EVERYWHERE, AskedScopes


@dataclass(frozen=True, slots=True)
class RuleParameters:
    """What a rule may ask for in its header: scopes, devices, the day, figures for each scope, catalogues.

    `policy` holds a row for each scope, `by_device` one for each device, which names it and the scopes of
    what concerns it.
    """

    asked: AskedScopes
    today: str
    policy: Sequence[Mapping[str, object]]
    by_device: Sequence[Mapping[str, Any]]

    def of(self, rule: GapRule) -> dict[str, Any]:
        """Return those of a rule by the names that a header has for them."""
        return {
            "scopes": self.asked.scopes,
            "devices": self.asked.devices,
            "today": self.today,
            "policy": self.by_device if rule.subject else self.policy,
            "catalogues": catalogues_for_rules(),
        }

    def for_devices(self, devices: Collection[str], *, in_force: bool) -> RuleParameters:
        """Return the parameters that ask for some of the devices alone, all in force or none of them."""
        scopes = [*sorted(devices), *([EVERYWHERE] if in_force else [])]
        return RuleParameters(
            AskedScopes(scopes, sorted(devices) if in_force else []),
            self.today,
            [row for row in self.policy if row["scope"] in scopes],
            [row for row in self.by_device if row["device"] in devices],
        )


async def rule_parameters(tx: Tx, asked: AskedScopes, today: str) -> RuleParameters:
    """Return the parameters that ask for some scopes and devices on a day."""
    policy = await rows_for_rules(tx, asked.scopes, today)
    by_device = []
    for row in policy:
        device = "" if row["scope"] == EVERYWHERE else row["scope"]
        if device or device in asked.devices:
            within = [row["scope"], EVERYWHERE] if device in asked.devices else [row["scope"]]
            by_device.append({**row, "device": device, "scopes": within})
    return RuleParameters(asked, today, policy, by_device)


async def ask_whole(tx: Tx, rule: GapRule, parameters: RuleParameters) -> list[HitRow]:
    """Return all that a rule finds in the scopes asked for."""
    return await _ask(tx, rule, _of_all(rule, parameters))


def _of_all(rule: GapRule, parameters: RuleParameters) -> Query[HitRow]:
    if rule.own is None:
        return GapHits(rule=rule.id, **parameters.of(rule))
    return OwnRuleHits(file=rule.own, **parameters.of(rule))


def _of_some(rule: GapRule, parameters: RuleParameters, subjects: Collection[str]) -> Query[HitRow]:
    return HitsOfSome(file=text_of(rule).for_some(), subjects=sorted(subjects), **parameters.of(rule))


def statements_of(rule: GapRule, today: str) -> list[Query[HitRow]]:
    """Return the statements that a rule is asked with, here of no device and no item: they find nothing."""
    nothing = RuleParameters(AskedScopes([], []), today, [], [])
    of_some = [_of_some(rule, nothing, [])] if rule.subject else []
    return [_of_all(rule, nothing), *of_some]


async def _ask(tx: Tx, rule: GapRule, query: Query[HitRow]) -> list[HitRow]:
    if rule.own is None:
        return await tx.fetch(query)
    rows = await tx.ask(rule.id, query)
    _refuse_strange(rule, rows)
    return rows


def _refuse_strange(rule: GapRule, rows: Sequence[HitRow]) -> None:
    """Refuse hits that cannot be shown as they are: leaving one out would hide a gap."""
    for row in rows:
        texts = isinstance(row.subject, str) and row.subject and isinstance(row.detail, str)
        judged = isinstance(row.device, str) if rule.subject else row.device is None
        facts = isinstance(row.facts, list) and all(isinstance(fact, str) for fact in row.facts)
        if not texts or not judged or not facts or row.severity not in ("", *SEVERITIES):
            message = (
                f"The rule {rule.id} of your own gave a hit that is none: subject {row.subject!r}, detail "
                f"{row.detail!r}, severity {row.severity!r}, facts {row.facts!r}; no gap was answered. "
                f"Subject and detail are text, severity is empty or one of {', '.join(SEVERITIES)}, "
                "facts are a list of text."
            )
            raise OwnRuleFailed(message)


async def ask_some(
    tx: Tx, rule: GapRule, parameters: RuleParameters, subjects: Collection[str]
) -> list[HitRow]:
    """Return what a rule finds of some items alone; it has to be one that judges each item by itself."""
    return await _ask(tx, rule, _of_some(rule, parameters, subjects))


async def ask_for_devices(
    tx: Tx, rule: GapRule, parameters: RuleParameters, devices: Collection[str]
) -> list[HitRow]:
    """Return what a rule finds for some devices alone; it has to be one that looks at the device."""
    current = set(devices) & set(parameters.asked.devices)
    hits = []
    for some, in_force in ((current, True), (set(devices) - current, False)):
        if some:
            asked = parameters.for_devices(some, in_force=in_force)
            hits += [hit for hit in await ask_whole(tx, rule, asked) if hit.device in some]
    return hits


def can_block(rule: GapRule) -> bool:
    """Whether any gap of a rule can be a blocker; of a text of one's own nobody knows before it is asked."""
    return rule.own is not None or rule.severity == "blocker" or "'blocker'" in text_of(rule).body


def text_of(rule: GapRule) -> Text:
    """Return the text of a rule."""
    return rule.own or load()[f"gaps/{rule.id}"]
