"""What a change touches: all that depends on it, and what that is about; which evidence still applies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph.database.queries import ItemsByKeys, PropertiesOf, VersionsByIds, WalkDependencies
from graph.database.store import Tx
from graph.gaps import Gap, rules_about
from graph.traversal import DEPENDENCY_RELATIONS, dependants
from graph.versions.version import version_id
from graph.vocabulary.content import Content
from graph.vocabulary.evidence import JUSTIFICATIONS, JUSTIFIED

ABOUT_RELATIONS: Final = (
    "APPLIES_STANDARD",
    "ARISES_FROM",
    "BEARS_ON",
    "CONTROLS",
    "ESTIMATES",
    "LEADS_TO",
    "SATISFIES",
    "STATED_IN",
    "USES",
)
"""Along these arrows a touched item says what it is about: the hazard of a control, the data of a use."""

_ROUNDS: Final = 3


@dataclass(frozen=True, slots=True)
class AffectedItems:
    """Keys by type of what a change touches; `complete` is false when the budget ended the walk."""

    by_type: Mapping[str, Sequence[str]]
    complete: bool

    def of(self, *types: str) -> list[str]:
        """Return the keys of some types, in order."""
        return sorted(key for kind in types for key in self.by_type.get(kind, ()))

    def with_more(self, other: AffectedItems) -> AffectedItems:
        """Return both together."""
        kinds = {*self.by_type, *other.by_type}
        both = {k: sorted({*self.by_type.get(k, ()), *other.by_type.get(k, ())}) for k in sorted(kinds)}
        return AffectedItems(both, self.complete and other.complete)


async def affected_items(tx: Tx, keys: Iterable[str], budget: int) -> AffectedItems:
    """Return what depends on items as the transaction sees them, and what those are about."""
    start = {row.key: row.type for row in await tx.fetch(ItemsByKeys(keys=sorted(set(keys))))}
    reached, complete = await dependants(tx, sorted(start), DEPENDENCY_RELATIONS, budget)
    types = start | {entry.key: entry.type for entry in reached}
    wave = [key for key, kind in types.items() if kind != "Conclusion"]
    for _ in range(_ROUNDS):
        steps = await tx.fetch(WalkDependencies(keys=sorted(wave), relations=ABOUT_RELATIONS))
        fresh = {step.key: step.type for step in steps if step.key not in types}
        types |= fresh
        wave = list(fresh)
    by_type: dict[str, list[str]] = {}
    for key, kind in sorted(types.items()):
        by_type.setdefault(kind, []).append(key)
    return AffectedItems(by_type, complete)


@dataclass(frozen=True, slots=True)
class ItemContent:
    """An item as it stands in a transaction: its content in force, or in draft."""

    type: str
    state: str
    content: Content


async def contents_of(tx: Tx, keys: Iterable[str]) -> dict[str, ItemContent]:
    """Return items by key with their content, as the transaction sees them."""
    rows = await tx.fetch(ItemsByKeys(keys=sorted(set(keys))))
    ids = [version_id(row.key, row.effective_no or row.latest_no) for row in rows]
    stored = {v.key: v.content for v in await tx.fetch(VersionsByIds(ids=ids))}
    return {row.key: ItemContent(row.type, row.state, stored[row.key]) for row in rows}


_UNUSABLE: Final = "unusable_evidence"
_DOUBTED: Final = "doubted_evidence"


def evidence_rules() -> list[str]:
    """Return the ids of the rules whose gaps say whether evidence applies, as their headers do."""
    return sorted(rules_about(_UNUSABLE) | rules_about(_DOUBTED))


@dataclass(frozen=True, slots=True)
class EvidenceApplies:
    """Whether a data set would still apply, and why."""

    key: str
    applies: str
    because: tuple[str, ...]


async def evidence_table(tx: Tx, touched: AffectedItems, gaps: Sequence[Gap]) -> list[EvidenceApplies]:
    """Say of each data set that the change touches whether it would still apply, and why (concepts 9.4.5).

    not_applicable, justification_wanted, applicable_with_justification, unknown, or applicable.
    """
    evidence = await contents_of(tx, touched.of("Evidence"))
    uses = await contents_of(tx, touched.of("EvidenceUse"))
    stored = await tx.fetch(PropertiesOf(keys=sorted(uses)))
    signed = {row.key for row in stored if JUSTIFIED in (row.properties.get("signature_meanings") or ())}
    table = []
    for key, item in sorted(evidence.items()):
        own = {use: entry.content for use, entry in uses.items() if key in entry.content.get("uses", ())}
        near = {key, *own}
        hits = {gap.rule for gap in gaps if gap.subject in near or near & set(gap.facts)}
        justified = [use for use, stated in sorted(own.items()) if any(stated.get(n) for n in JUSTIFICATIONS)]
        unsigned = [use for use in justified if use not in signed]
        applies, because = _applicability(item.state, item.content, hits, justified, unsigned)
        table.append(EvidenceApplies(key, applies, tuple(because)))
    return table


def _applicability(
    state: str,
    content: Content,
    hits: Iterable[str],
    justified: Sequence[str],
    unsigned: Sequence[str],
) -> tuple[str, Sequence[str]]:
    out = sorted(rule for rule in hits if rule in rules_about(_UNUSABLE))
    doubted = sorted(rule for rule in hits if rule in rules_about(_DOUBTED))
    if state == "withdrawn" or out:
        return "not_applicable", out or ["it is withdrawn"]
    if doubted:
        return "justification_wanted", doubted
    if unsigned:
        return "justification_wanted", [f"what justifies {use} is not signed" for use in unsigned]
    if justified:
        return "applicable_with_justification", justified
    if not content.get("generated_with"):
        return "unknown", ["it names no device version that it was generated with"]
    return "applicable", []
