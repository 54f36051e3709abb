"""The graph as it was: a transaction in which everything after a revision is taken back, then rolled back.

What an answer is asked of is the graph itself, so an answer as of then comes from the very statements and
rules that answer today (decision 31). `graph.writing.keeping` kept what is put back here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from typing import Any, Final, TypeVar

from graph import scopes
from graph.audit import GENESIS
from graph.errors import HistoryNotKept, NoSuchMoment
from graph.proposals import instant
from graph.queries import (
    AwaitKeys,
    BaselinesNamed,
    CreateLinks,
    DependantsOf,
    DropAwaited,
    DropItems,
    DropLinks,
    DropVersions,
    EntryOf,
    FirstEntryAfter,
    HeadState,
    ItemsByKeys,
    ItemsSince,
    LeaveScopes,
    PastItems,
    Pin,
    ProjectItems,
    RestoreVersions,
    RewindHead,
    Unpin,
    VersionsByIds,
)
from graph.store import Store, Tx, batches
from graph.versions import references
from graph.vocabulary.relations import ANY
from graph.writing.planning import allowed_ends

T = TypeVar("T")
Row = dict[str, Any]
_NUMBER: Final = re.compile(r"^\d{1,18}$")
_DAY: Final = re.compile(r"^\d{4}-\d{2}-\d{2}$")
_FROZEN: Final = ("RESTS_ON", "FREEZES")


@dataclass(frozen=True, slots=True)
class Moment:
    """A revision of the past, the hash of its audit entry, and the day on which dates are judged."""

    revision: int
    last_hash: str
    day: str


@dataclass(slots=True, kw_only=True)
class PastStore(Store):
    """A store whose reads see the graph as it was at a moment; it cannot be written to."""

    moment: Moment

    async def read(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` on the graph as it was."""
        return await self.rehearse(work)

    async def rehearse(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` on the graph as it was; all of it is rolled back."""

        async def then(tx: Tx) -> T:
            await rewind(tx, self.moment)
            return await work(tx)

        return await Store.rehearse(self, then)

    async def write(self, work: Callable[[Tx], Awaitable[T]]) -> T:  # noqa: ARG002 -- the same call
        """Refuse: the past does not change."""
        message = "the past cannot be written to"
        raise RuntimeError(message)


def store_as_of(store: Store, moment: Moment) -> PastStore:
    """Give the store of a moment."""
    return PastStore(store.driver, store.database, store.own, store.writing, moment=moment)


# -- which moment --------------------------------------------------------------------------------------


async def moment_of(tx: Tx, text: str) -> Moment:
    """Give the moment of a revision number, of a baseline, of a day (its end, UTC) or of an instant.

    NoSuchMoment where the text is none of them, or lies ahead of the graph.
    """
    if _NUMBER.match(text):
        return await moment_at(tx, int(text))
    named = await tx.one(BaselinesNamed(names=[text]))
    if named is not None:
        found = await moment_at(tx, named.properties["revision"])
        return replace(found, day=named.properties["judged_on"])
    until = _instant_in(text)
    later = await tx.one(FirstEntryAfter(instant=until))
    head = await tx.one(HeadState())
    last = head.revision if head else 0
    found = await moment_at(tx, later.revision - 1 if later else last)
    return replace(found, day=until[:10])


def _instant_in(text: str) -> str:
    try:
        found = datetime.fromisoformat(text)
        if _DAY.match(text):
            found = datetime.combine(found, time.max, UTC)
    except (ValueError, OverflowError):
        found = None
    if found is None or found.tzinfo is None:
        message = (
            f"{text!r} is no moment that the graph knows: as_of takes a revision number, a day such as "
            "2026-01-31, an instant with its time zone, or the name of a baseline (GET /v1/baselines)."
        )
        raise NoSuchMoment(message)
    now = datetime.now(UTC)
    if found > now and not (_DAY.match(text) and found.date() == now.date()):
        message = f"{text} is still to come; ask without as_of, and with on= for dates that are to come."
        raise NoSuchMoment(message)
    return instant(found)


async def moment_at(tx: Tx, revision: int) -> Moment:
    """Give the moment of a revision; NoSuchMoment ahead of the graph, HistoryNotKept too far back."""
    head = await tx.one(HeadState())
    last = head.revision if head else 0
    if revision > last:
        message = f"There is no revision {revision} yet; the graph is at revision {last}."
        raise NoSuchMoment(message)
    if head is not None and revision < head.history_from:
        message = (
            f"The database was upgraded from a version that did not keep its history whole. It is kept from "
            f"revision {head.history_from} on; what was so at revision {revision} cannot be answered."
        )
        raise HistoryNotKept(message)
    entry = await tx.one(EntryOf(at=revision))
    if entry is None:
        return Moment(0, GENESIS, instant()[:10])
    return Moment(revision, entry.properties["hash"], entry.properties["at"][:10])


# -- going back ----------------------------------------------------------------------------------------


async def rewind(tx: Tx, moment: Moment) -> None:
    """Take back all that was written after a moment. The transaction has to be rolled back."""
    await tx.run(RewindHead(revision=moment.revision, last_hash=moment.last_hash))
    since = {row.key for row in await tx.fetch(ItemsSince(at=moment.revision))}
    kept = {row.key: dict(row.properties) for row in await tx.fetch(PastItems(at=moment.revision))}
    young = sorted(since - set(kept))
    await _rewind_versions(tx, sorted(since), moment.revision)
    waiting = await _orphaned(tx, young, set(kept))
    for batch in batches(young):
        await tx.run(DropItems(keys=batch))
    await _restore(tx, kept)
    for rows in batches(waiting):
        await tx.run(AwaitKeys(rows=rows))
    await _relink(tx, kept)
    in_force = [key for key, properties in kept.items() if properties["effective_no"]]
    moved = {*in_force, *(row["owner"] for row in waiting)}
    moved |= set(await scopes.followers(tx, sorted({*in_force})))
    await tx.run(LeaveScopes(keys=sorted(set(kept) - set(in_force))))
    await scopes.rescope(tx, moved)


async def _rewind_versions(tx: Tx, keys: Sequence[str], revision: int) -> None:
    for batch in batches(keys):
        await tx.run(DropVersions(keys=batch, revision=revision))
    await tx.run(RestoreVersions(at=revision))


async def _orphaned(tx: Tx, young: Sequence[str], kept: set[str]) -> list[Row]:
    """Give the references of older, unchanged items that waited for the young ones then."""
    gone = {*young, *kept}
    return [
        {"owner": row.key, "relation": row.relation, "target": row.item}
        for row in await tx.fetch(DependantsOf(keys=young))
        if row.key not in gone and row.relation not in _FROZEN
    ]


async def _restore(tx: Tx, kept: Mapping[str, Row]) -> None:
    rows = []
    for key, properties in kept.items():
        properties.pop("until")
        rows.append({"key": key, "properties": properties})
    for batch in batches(rows):
        await tx.run(ProjectItems(rows=batch))
    await tx.run(DropLinks(keys=sorted(kept)))
    await tx.run(DropAwaited(keys=sorted(kept)))
    await tx.run(Unpin(keys=sorted(key for key, held in kept.items() if held["type"] == "Conclusion")))


async def _relink(tx: Tx, kept: Mapping[str, Row]) -> None:
    """Give items the references and pins that their version in force then has."""
    ids = {f"{key}@{held['effective_no']}": key for key, held in kept.items() if held["effective_no"]}
    links: list[tuple[str, str, str]] = []
    pins: list[Row] = []
    for version in await tx.fetch(VersionsByIds(ids=sorted(ids))):
        key = ids[version.id]
        content = json.loads(version.properties["content"])
        links += [(key, relation, target) for relation, target in references(kept[key]["type"], content)]
        if kept[key]["type"] == "Conclusion":
            held = json.loads(version.properties.get("pins") or "[]")
            pins += [{**pin, "conclusion": key} for pin in held]
    await _link(tx, kept, links)
    for batch in batches(pins):
        await tx.run(Pin(rows=batch))


async def _link(tx: Tx, kept: Mapping[str, Row], links: Iterable[tuple[str, str, str]]) -> None:
    found = list(links)
    targets = sorted({target for _, _, target in found})
    types = {row.key: row.type for row in await tx.fetch(ItemsByKeys(keys=targets))}
    by_relation: dict[str, list[Row]] = {}
    waiting = []
    for owner, relation, target in found:
        allowed = allowed_ends(relation, kept[owner].get("kind", ""))
        if target in types and (ANY in allowed or types[target] in allowed):
            by_relation.setdefault(relation, []).append({"owner": owner, "target": target})
        else:
            waiting.append({"owner": owner, "relation": relation, "target": target})
    for relation, rows in sorted(by_relation.items()):
        for batch in batches(rows):
            await tx.run(CreateLinks(relation=relation, rows=batch))
    for batch in batches(waiting):
        await tx.run(AwaitKeys(rows=batch))
