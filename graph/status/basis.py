"""What conclusions ought to rest on, what they do rest on, and the cases made from both.

Reads only, but for `pin`. The expected basis comes from one Cypher file for each kind of conclusion, and
from parts that several kinds share; this module brings it together with pins, facts and contents for the
pure rules of `graph.staleness`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Any, Final

from graph.database.messages import batches
from graph.database.queries import (
    AddPins,
    AppraisedEvidence,
    BasisRow,
    ConclusionsByKeys,
    DeclaredBasis,
    DropPins,
    ExpectedBasis,
    FactRow,
    FactsOf,
    PinRow,
    PinsOf,
    PinsOn,
    SharedBasis,
    SubjectsOf,
    VersionHashes,
    VersionsByIds,
    WatchedBy,
)
from graph.database.statements import load
from graph.database.store import Tx
from graph.staleness import CATEGORY_ROLE, SET_ROLE, ExpectedItem, Fact, PinnedItem, SignedCase
from graph.status.behind import behind
from graph.status.news import LISTED_ROLES, news_against, open_news
from graph.versions.version import VersionId, version_id
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.content import Content
from graph.vocabulary.kinds import KINDS, ConclusionKind
from graph.vocabulary.registry import counted
from graph.waivers.stored import lapses_by_key

_PROPERTY: Final = re.compile(r"(?<=[.{,])\s*([a-z_][a-z_0-9]*)\b")
"""A property as a statement reads it, `x.name` or `{name: ...}`; a word too many does no harm."""

_CONTENT_MATTERS: Final = frozenset(ITEM_TYPES) - {"Conclusion"}
"""The types of which it matters in what they differ."""
_ENTERS: Final = ("Appraisal", "Device")
"""The types of which it matters, where one enters a basis, what it says."""
_SETS_NEED: Final = frozenset({"EvidenceSet", "EvidenceUse", "Evidence", "Appraisal"})
"""Of which it is asked, where a pillar names evidence sets, whether a set was whole at signing."""


@cache
def membership_fields() -> frozenset[str]:
    """Return the names of all properties that basis statements read: what decides on a place in a basis."""
    names: set[str] = set()
    for name, text in load().items():
        if name.startswith(("status/basis/", "status/behind", "status/news/", "status/shared/")):
            names.update(_PROPERTY.findall(text.body))
    return frozenset(names)


async def kinds_of(tx: Tx, keys: Iterable[str]) -> dict[str, str]:
    """Return the kinds of those of these items that are conclusions."""
    return {row.key: row.kind for row in await tx.fetch(ConclusionsByKeys(keys=sorted(set(keys))))}


async def expected_basis(
    tx: Tx, keys: Iterable[str], kinds: Mapping[str, str] | None = None
) -> dict[str, list[BasisRow]]:
    """Return for each conclusion the items that it ought to rest on now; `kinds` spares asking for them."""
    conclusions = sorted(set(keys))
    if kinds is None:
        kinds = await kinds_of(tx, conclusions)
    by_kind: dict[str, list[str]] = {}
    for key in conclusions:
        if key in kinds:
            by_kind.setdefault(kinds[key], []).append(key)
    basis_of: dict[str, list[BasisRow]] = {key: [] for key in conclusions}
    for kind, members in sorted(by_kind.items()):
        for entry in await _of_kind(tx, kind, members):
            basis_of[entry.conclusion].append(entry)
    for entry in await tx.fetch(DeclaredBasis(keys=conclusions)):
        basis_of[entry.conclusion].append(entry)
    for key, entries in (await behind(tx, basis_of, kinds)).items():
        basis_of[key] += entries
    for key, entries in (await news_against(tx, basis_of, kinds)).items():
        basis_of[key] += entries
    for key, entries in basis_of.items():
        basis_of[key] = [entry for entry in entries if entry.item != key]
    return basis_of


async def watched_items(
    tx: Tx, expected: Mapping[str, Sequence[BasisRow]], kinds: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return for each conclusion what may unsettle it outside of its basis, such as a new signal."""
    watched = await open_news(tx, expected, kinds)
    for watching in await tx.fetch(WatchedBy(keys=sorted(expected))):
        watched[watching.conclusion].append(watching.item)
    return watched


async def _of_kind(tx: Tx, kind: str, keys: Sequence[str]) -> list[BasisRow]:
    rows = await tx.fetch(ExpectedBasis(basis=KINDS[ConclusionKind(kind)].basis, keys=keys))
    for part in KINDS[ConclusionKind(kind)].shared:
        rows += await tx.fetch(SharedBasis(part=part, keys=keys))
    return sorted(rows, key=lambda row: (row.conclusion, row.item, row.role, row.via))


@dataclass(frozen=True, slots=True)
class Signed:
    """The version of an item that a conclusion was signed on, with what is compared of it."""

    version: int
    interface_hash: str | None


async def pin_basis(
    tx: Tx,
    expected: Mapping[str, Sequence[BasisRow]],
    signed: Mapping[tuple[str, str], Signed | None] = MappingProxyType({}),
) -> dict[str, list[dict[str, object]]]:
    """Pin for each conclusion what it ought to rest on now; gives the pins for the version's record.

    `signed` says by conclusion and item what was signed instead; of None nothing is pinned.
    """
    keys = list(expected)
    items = sorted({entry.item for entries in expected.values() for entry in entries})
    facts = {row.key: row for row in await tx.fetch(FactsOf(keys=items))}
    rows: list[dict[str, Any]] = []
    for conclusion, entries in sorted(expected.items()):
        for entry in entries:
            fact = facts[entry.item]
            here = Signed(fact.version, fact.interface_hash)
            pinned = signed.get((conclusion, entry.item), here)
            if pinned is not None:
                rows.append(_pin_row(conclusion, entry, pinned))
    await tx.run(DropPins(keys=keys))
    for batch in batches(rows):
        await tx.run(AddPins(rows=batch))
    record: dict[str, list[dict[str, Any]]] = {key: [] for key in keys}
    for row in rows:
        record[row["conclusion"]].append({k: v for k, v in row.items() if k != "conclusion"})
    return record


async def interface_hashes(tx: Tx, pins: Iterable[Mapping[str, Any]]) -> dict[tuple[str, int], str]:
    """Return what is compared of each version that these pins name, by item and version.

    What a version was signed on says the hash of then as well. What is compared may be another part since
    (see `graph.maintenance.rehash`), so that the version says it.
    """
    named = {version_id(pin["item"], pin["version"]): (pin["item"], pin["version"]) for pin in pins}
    rows = await tx.fetch(VersionHashes(ids=sorted(named)))
    return {named[VersionId(row.id)]: row.interface_hash for row in rows}


def _pin_row(conclusion: str, entry: BasisRow, signed: Signed) -> dict[str, object]:
    return {
        "conclusion": conclusion,
        "item": entry.item,
        "role": entry.role,
        "via": entry.via,
        "compare": _compared(entry.role),
        "version": signed.version,
        "pinned": signed.interface_hash,
    }


def _compared(role: str) -> str:
    """Say what of an item counts in a role; see `Pin`."""
    if role.startswith(CATEGORY_ROLE):
        return "role"
    return "presence" if role in LISTED_ROLES else "interface"


async def facts_of(tx: Tx, keys: Iterable[str]) -> dict[str, Fact]:
    """Return items as the rules of staleness see them."""
    rows = await tx.fetch(FactsOf(keys=sorted(set(keys))))
    appraisals = {row.key: row.appraised_hash for row in rows if row.type == "Appraisal"}
    outdated = await _outdated(tx, appraisals)
    orphaned = await orphans(tx, [row.key for row in rows if row.type == "Conclusion"])
    waived = await lapses_by_key(tx, [row.key for row in rows if row.type == "JustifiedGap"])
    return {row.key: _fact(row, outdated, orphaned, waived.get(row.key)) for row in rows}


def _fact(row: FactRow, outdated: set[str], orphaned: set[str], waived: str | None) -> Fact:
    return Fact(
        key=row.key,
        type=row.type,
        state=row.state,
        version=row.version,
        interface_hash=row.interface_hash or "",
        withdrawn_reason=row.withdrawn_reason,
        use_role=row.role or "supportive" if row.type == "EvidenceUse" else None,
        direction=row.direction or "supports" if row.type == "EvidenceUse" else None,
        outdated=row.key in outdated,
        orphaned=row.key in orphaned,
        valid_until=row.valid_until,
        next_review_due=row.next_review_due,
        expires_at=row.expires_at,
        ends=row.ends,
        status=row.status,
        lapsed=waived,
        reinstated=row.reinstated_no or 0,
        loaded=row.loaded_no or 0,
        released=min(filter(None, (row.released_at, row.last_placed_at)), default=None),
    )


async def _outdated(tx: Tx, appraisals: Mapping[str, str | None]) -> set[str]:
    """Return the appraisals that were made on another substance of their evidence."""
    rows = await tx.fetch(AppraisedEvidence(keys=sorted(appraisals)))
    return {
        row.appraisal
        for row in rows
        if row.substantive_hash and appraisals[row.appraisal] != row.substantive_hash
    }


async def orphans(tx: Tx, conclusions: Sequence[str]) -> set[str]:
    """Return the conclusions all of whose subjects are withdrawn: they conclude on nothing any more."""
    has_subject: dict[str, bool] = {}
    for row in await tx.fetch(SubjectsOf(keys=sorted(conclusions))):
        has_subject[row.conclusion] = has_subject.get(row.conclusion, False) or row.state != "withdrawn"
    return {key for key, has_any in has_subject.items() if not has_any}


async def cases(
    tx: Tx, keys: Iterable[str], known: Mapping[str, Sequence[BasisRow]] = MappingProxyType({})
) -> dict[str, SignedCase]:
    """Return for each conclusion all that its own judgement needs.

    `known` spares asking again for expected bases that this transaction asked for and did not change since.
    """
    conclusions = sorted(set(keys))
    kinds = await kinds_of(tx, conclusions)
    expected: dict[str, Sequence[BasisRow]] = {key: known[key] for key in conclusions if key in known}
    expected.update(await expected_basis(tx, [key for key in conclusions if key not in known], kinds))
    pins: dict[str, list[PinRow]] = {key: [] for key in conclusions}
    for row in await tx.fetch(PinsOf(keys=conclusions)):
        pins[row.conclusion].append(row)
    items = {row.item for rows in pins.values() for row in rows}
    items |= {row.item for rows in expected.values() for row in rows} | set(conclusions)
    watched = await watched_items(tx, expected, kinds)
    facts = await facts_of(tx, items.union(*watched.values()))
    contents = await _contents(tx, pins, expected, facts)
    return {
        key: replace(_case(key, pins[key], expected[key], facts, contents), watched=watched[key])
        for key in conclusions
    }


async def cases_on(tx: Tx, items: Sequence[str]) -> dict[str, SignedCase]:
    """Return each conclusion that rests on one of these items, as if it rested on them alone.

    For items that are in force and that no basis gained or lost: each is expected as it was pinned.
    """
    pins: dict[str, list[PinRow]] = {}
    for row in await tx.fetch(PinsOn(items=items)):
        pins.setdefault(row.conclusion, []).append(row)
    expected = {
        key: [BasisRow(conclusion=key, item=row.item, role=row.role, via=row.via) for row in rows]
        for key, rows in pins.items()
    }
    uses = {row.via for rows in pins.values() for row in rows if row.via}
    facts = await facts_of(tx, {*items, *uses})
    contents = await _contents(tx, pins, expected, facts)
    return {key: _case(key, pins[key], expected[key], facts, contents) for key in sorted(pins)}


def _case(
    key: str,
    pins: Sequence[PinRow],
    expected: Sequence[BasisRow],
    facts: Mapping[str, Fact],
    contents: Mapping[tuple[str, int], Content],
) -> SignedCase:
    return SignedCase(
        key=key,
        pins=[PinnedItem(row.item, row.role, row.via, row.compare, row.version, row.pinned) for row in pins],
        expected=[ExpectedItem(row.item, row.role, row.via) for row in expected],
        facts=facts,
        contents=contents,
    )


async def _contents(
    tx: Tx,
    pins: Mapping[str, Sequence[PinRow]],
    expected: Mapping[str, Sequence[BasisRow]],
    facts: Mapping[str, Fact],
) -> dict[tuple[str, int], Content]:
    """Return the contents, as pinned and as now, of the pins whose difference has to be looked at."""
    to_fetch: set[tuple[str, int]] = set()
    for key, rows in pins.items():
        still = {entry.item for entry in expected[key]}
        sets = any(row.role == SET_ROLE for row in rows)
        for row in rows:
            fact = facts[row.item]
            if sets and fact.type in _SETS_NEED:
                to_fetch.add((row.item, row.version))
                if fact.type == "Appraisal":  # may find less now, and dispute another
                    to_fetch.add((row.item, fact.version))
            drifted = row.pinned != fact.interface_hash or row.item not in still
            drifted |= row.version < fact.loaded
            if fact.type in _CONTENT_MATTERS and (drifted or not fact.in_force):
                to_fetch |= {(row.item, row.version), (row.item, fact.version)}
        entered = still - {r.item for r in rows}
        to_fetch |= {(item, facts[item].version) for item in entered if facts[item].type in _ENTERS}
        released = {item for item in still if facts[item].type == "DeviceVersion"} - {r.item for r in rows}
        if released:  # is compared with what was pinned
            to_fetch |= {(item, facts[item].version) for item in released}
            to_fetch |= {(r.item, r.version) for r in rows if facts[r.item].type == "DeviceVersion"}
    ids = [version_id(item, number) for item, number in sorted(to_fetch)]
    versions = await tx.fetch(VersionsByIds(ids=ids))
    types = {key: fact.type for key, fact in facts.items()}
    return {(v.key, v.no): counted(types[v.key], v.content, v.wording) for v in versions}
