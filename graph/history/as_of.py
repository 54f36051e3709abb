"""The graph as it was: a transaction in which everything after a revision is taken back, then rolled back.

What an answer is asked of is the graph itself, so an answer as of then comes from the very statements and
rules that answer today (decision 31). `graph.ledger.amend` archived what is put back here.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime, time
from typing import Any, Final, TypeVar

from graph import scopes
from graph.database.head import revision_of
from graph.database.messages import batches
from graph.database.queries import (
    AddPins,
    AwaitKeys,
    BaselinesNamed,
    CreateLinks,
    DependantsOf,
    DropAwaited,
    DropItems,
    DropLinks,
    DropPins,
    DropScopes,
    DropVersions,
    EntryOf,
    FirstEntryAfter,
    HeadState,
    ItemsByKeys,
    ItemsSince,
    LeaveScopes,
    PastItems,
    ProjectItems,
    RestoreVersions,
    RewindHead,
    VersionsByIds,
)
from graph.database.store import Store, Tx
from graph.errors import HistoryNotKept, NoSuchMoment, Outside, TooFarBack
from graph.items.plan import allowed_ends
from graph.ledger.audit import GENESIS
from graph.status.basis import interface_hashes
from graph.versions.proposal import utc_text
from graph.versions.version import references, version_id
from graph.vocabulary.content import Content
from graph.vocabulary.relations import ANY

T = TypeVar("T")
Row = dict[str, Any]
_NUMBER: Final = re.compile(r"^[0-9]{1,18}$")
_DAY: Final = re.compile(r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")
_FROZEN: Final = ("RESTS_ON", "FREEZES")


@dataclass(frozen=True, slots=True)
class Moment:
    """A revision of the past, the hash of its audit entry, and the day on which dates are judged."""

    revision: int
    last_hash: str
    day: str


@dataclass(slots=True, kw_only=True)
class PastStore(Store):
    """A store whose reads see the graph as it was at a moment; it cannot be written to.

    Going back keeps writers waiting, so a read that has to take back `most` items or more is refused.
    """

    moment: Moment
    most: int | None = None

    async def read(self, work: Callable[[Tx], Awaitable[T]]) -> T:
        """Run `work` on the graph as it was."""
        return await self.rehearse(work)

    async def rehearse(self, work: Callable[[Tx], Awaitable[T]], *, is_long: bool = True) -> T:
        """Run `work` on the graph as it was; all of it is rolled back."""

        async def then(tx: Tx) -> T:
            tx.is_past = True
            await rewind(tx, self.moment, self.most)
            return await work(tx)

        return await Store.rehearse(self, then, is_long=is_long)

    async def write(  # the same call
        self,
        work: Callable[[Tx], Awaitable[T]],  # noqa: ARG002
        *,
        is_long: bool = True,  # noqa: ARG002
    ) -> T:
        """Refuse: the past does not change."""
        message = "the past cannot be written to"
        raise RuntimeError(message)


def store_as_of(store: Store, moment: Moment, most: int | None = None) -> PastStore:
    """Return the store of a moment; with the most items that may be taken back for an answer, if any."""
    alike = {part.name: getattr(store, part.name) for part in fields(Store)}
    return PastStore(**alike, moment=moment, most=most)


# -- which moment --------------------------------------------------------------------------------------


async def moment_of(tx: Tx, text: str) -> Moment:
    """Return the moment of a revision number, of a baseline, of a day (its end, UTC) or of an instant.

    NoSuchMoment where the text is none of them, or lies ahead of the graph.
    """
    if _NUMBER.match(text):
        return await moment_at(tx, int(text))
    named = await tx.one(BaselinesNamed.called(text))
    if named is not None:
        moment = await moment_at(tx, named.properties["revision"])
        return replace(moment, day=named.properties["judged_on"])
    until = _instant_in(text)
    later = await tx.one(FirstEntryAfter(instant=until))
    last = await revision_of(tx)
    moment = await moment_at(tx, later.revision - 1 if later else last)
    return replace(moment, day=until[:10])


def _instant_in(text: str) -> str:
    try:
        instant = datetime.fromisoformat(text)
        if _DAY.match(text):
            instant = datetime.combine(instant, time.max, UTC)
    except (ValueError, OverflowError):
        instant = None
    if instant is None or instant.tzinfo is None:
        message = (
            f"{text!r} is no moment that the graph knows: as_of takes a revision number, a day such as "
            "2026-01-31, an instant with its time zone, or the name of a baseline "
            f"({Outside.list_baselines})."
        )
        raise NoSuchMoment(message)
    now = datetime.now(UTC)
    if instant > now and not (_DAY.match(text) and instant.date() == now.date()):
        message = f"{text} is still to come; ask without as_of, and with on= for dates that are to come."
        raise NoSuchMoment(message)
    return utc_text(instant)


async def moment_at(tx: Tx, revision: int) -> Moment:
    """Return the moment of a revision; NoSuchMoment ahead of the graph, HistoryNotKept too far back."""
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
        return Moment(0, GENESIS, utc_text()[:10])
    return Moment(revision, entry.properties["hash"], entry.properties["at"][:10])


# -- going back ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class VersionLinks:
    """What an item held on to by its version in force: nothing while none was."""

    in_force: bool = False
    kind: str | None = None
    links: tuple[tuple[str, str], ...] = ()
    pins: Sequence[Content] = ()


async def rewind(tx: Tx, moment: Moment, most: int | None = None) -> None:
    """Take back all that was written after a moment. The transaction has to be rolled back.

    TooFarBack where that is more items than `most`.
    """
    await tx.run(RewindHead(revision=moment.revision, last_hash=moment.last_hash))
    since = {row.key for row in await tx.fetch(ItemsSince(at=moment.revision))}
    if most is not None and len(since) > most:
        raise _too_far(len(since), most, moment)
    kept = {row.key: dict(row.properties) for row in await tx.fetch(PastItems(at=moment.revision))}
    young = sorted(since - set(kept))
    before, after = await _numbers(tx, kept)
    now = await _holds(tx, before, kept)
    await _rewind_versions(tx, sorted(since), moment.revision)
    then = await _holds(tx, after, kept)
    turned = {key for key in then if replace(then[key], pins=()) != replace(now[key], pins=())}
    waiting = await _orphaned(tx, young, turned)
    for batch in batches(young):
        await tx.run(DropScopes(keys=batch))
        await tx.run(DropItems(keys=batch))
    await _restore(tx, kept)
    for rows in batches(waiting):
        await tx.run(AwaitKeys(rows=rows))
    await _relink(tx, {key: then[key] for key in sorted(turned)})
    await _repin(tx, {key: then[key] for key in sorted(then) if then[key].pins != now[key].pins})
    living = {key for key in turned if then[key].in_force}
    moved = {*living, *(row["owner"] for row in waiting)}
    moved |= set(await scopes.followers(tx, moved))
    await tx.run(LeaveScopes(keys=sorted(turned - living)))
    await scopes.rescope(tx, moved)


def _too_far(changed: int, most: int, moment: Moment) -> TooFarBack:
    message = (
        f"{changed} items were made or changed after revision {moment.revision}, more than {most} "
        f"({Outside.past_budget}), and writers would wait while they are taken back. Read the report of a "
        "baseline, ask for a later moment, or let the setting allow more."
    )
    return TooFarBack(message)


async def _rewind_versions(tx: Tx, keys: Sequence[str], revision: int) -> None:
    for batch in batches(keys):
        await tx.run(DropVersions(keys=batch, revision=revision))
    await tx.run(RestoreVersions(at=revision))


async def _numbers(tx: Tx, kept: Mapping[str, Row]) -> tuple[dict[str, int], dict[str, int]]:
    """Return the versions in force now and then of the items of which they are others; 0 for none.

    A version never changes what it refers to or was signed on, so all else holds on to what it held.
    """
    now = {row.key: row.effective_no for row in await tx.fetch(ItemsByKeys(keys=sorted(kept)))}
    then = {key: past["effective_no"] for key, past in kept.items() if past["effective_no"] != now[key]}
    return {key: now[key] for key in then}, then


async def _holds(tx: Tx, numbers: Mapping[str, int], kept: Mapping[str, Row]) -> dict[str, VersionLinks]:
    ids = {version_id(key, number): key for key, number in numbers.items() if number}
    links_by_key = dict.fromkeys(numbers, VersionLinks())
    for version in await tx.fetch(VersionsByIds(ids=sorted(ids))):
        key = ids[version.id]
        content = version.content
        links = tuple(references(kept[key]["type"], content))
        pins = version.pins if kept[key]["type"] == "Conclusion" else ()
        links_by_key[key] = VersionLinks(in_force=True, kind=content.get("kind"), links=links, pins=pins)
    return links_by_key


async def _orphaned(tx: Tx, young: Sequence[str], turned: set[str]) -> list[Row]:
    """Return the references of older items, the same then, that waited for the young ones."""
    gone = {*young, *turned}
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


async def _repin(tx: Tx, links_by_key: Mapping[str, VersionLinks]) -> None:
    """Return conclusions the pins that their version in force then was signed with."""
    await tx.run(DropPins(keys=list(links_by_key)))
    pins = [{**pin, "conclusion": key} for key, then in links_by_key.items() for pin in then.pins]
    hashes = await interface_hashes(tx, pins)
    pins = [{**pin, "pinned": hashes[pin["item"], pin["version"]]} for pin in pins]
    for batch in batches(pins):
        await tx.run(AddPins(rows=batch))


async def _relink(tx: Tx, links_by_key: Mapping[str, VersionLinks]) -> None:
    """Return items the references that their version in force then has."""
    await tx.run(DropLinks(keys=list(links_by_key)))
    await tx.run(DropAwaited(keys=list(links_by_key)))
    references = [
        (key, relation, target) for key, then in links_by_key.items() for relation, target in then.links
    ]
    targets = sorted({target for _, _, target in references})
    types = {row.key: row.type for row in await tx.fetch(ItemsByKeys(keys=targets))}
    by_relation: dict[str, list[Row]] = {}
    waiting = []
    for owner, relation, target in references:
        allowed = allowed_ends(relation, links_by_key[owner].kind or "")
        if target in types and (ANY in allowed or types[target] in allowed):
            by_relation.setdefault(relation, []).append({"owner": owner, "target": target})
        else:
            waiting.append({"owner": owner, "relation": relation, "target": target})
    for relation, rows in sorted(by_relation.items()):
        for batch in batches(rows):
            await tx.run(CreateLinks(relation=relation, rows=batch))
    for batch in batches(waiting):
        await tx.run(AwaitKeys(rows=batch))
