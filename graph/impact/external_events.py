"""News from outside, such as a retraction or a signal: matched to items and carried out in one write.

A trigger names what it is about by an identifier of the outside world. What it does is a list of planned
changes, carried out by the code that previews use; `dry_run` is such a preview. Whether anything of it
matters is for people: the answer lists what can no longer be relied on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any, Final

from graph.canonical import digest
from graph.database.queries import (
    BorneOn,
    DevicesOf,
    IdentifierMatches,
    ItemRow,
    ItemsByKeys,
    NewestVersions,
    VersionsByIds,
)
from graph.database.store import Store, Tx
from graph.errors import Fault, InvalidContent, KeyTaken, WrongState, WrongType
from graph.impact import BlindSpot, ChangeStep, apply_step, blind_spots
from graph.impact.keep_draft import open_draft, reopen
from graph.impact.near_news import Named, NearItem, near_news
from graph.impact.news_of_drafts import drafts_about
from graph.items import canonical_content, must_find
from graph.items.planned import must_meet
from graph.items.systems import having_source
from graph.ledger.audit import MovedConclusion, Write, audited_write
from graph.versions.proposal import Author, Source
from graph.versions.version import version_id
from graph.vocabulary.content import Content
from graph.vocabulary.identifiers import (
    dois_in,
    edition_of,
    normal_designation,
    normal_doi,
    normal_leaf,
    normal_pmid,
    normal_udi,
)
from graph.vocabulary.spelling import a_or_an, same_value

ABOUT: Final[Mapping[str, tuple[str, ...]]] = {
    "retraction": ("Evidence",),
    "correction": ("Evidence",),
    "standard_superseded": ("Standard",),
    "vigilance_signal": ("Device", "DeviceVersion", "ComparatorDevice"),
    "comparator_change": ("ComparatorDevice",),
    "device_version_released": ("Device",),
    "catalogue_change": ("Requirement",),
}
"""Which types of items each kind of trigger is about."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """What happened outside: its kind, what it is about, and what is known of it.

    `fields` are new values for the items matched, or the fields of the signal or version that is recorded;
    `raises` names what a signal is new information on, besides a comparator that it is about. `expect` lists
    states, one of which each item has to be in that it is about.
    """

    kind: str
    keys: Sequence[str] = ()
    source: Source | None = None
    doi: str | None = None
    pmid: str | None = None
    designation: str | None = None
    udi: str | None = None
    catalogue: str | None = None
    requirement_id: str | None = None
    fields: Content = field(default_factory=dict)
    raises: Sequence[str] = ()
    notice: str | None = None
    change_ref: str | None = None
    expect: str | None = None


@dataclass(frozen=True, slots=True)
class MatchedItem:
    """An item that a trigger is about, by which identifier it was found, and what was done with it."""

    key: str
    type: str
    by: str
    done: str | None = None


@dataclass(frozen=True, slots=True)
class TriggerResult:
    """What a trigger did (nothing where nothing matched), and the revision that the graph is at after it.

    `near` is what it may be about under another name, and did not touch.
    """

    revision: int
    matched: tuple[MatchedItem, ...]
    near: tuple[NearItem, ...]
    changes: tuple[ChangeStep, ...]
    effects: tuple[MovedConclusion, ...]
    blind_spots: tuple[BlindSpot, ...]


class _NothingToDo(Exception):
    def __init__(self, matched: Sequence[MatchedItem], near: tuple[NearItem, ...], revision: int) -> None:
        super().__init__()
        self.matched = tuple(matched)
        self.near = near
        self.revision = revision


async def fire(store: Store, trigger: Trigger, author: Author, *, dry_run: bool = False) -> TriggerResult:
    """Carry a trigger out in one transaction, one revision and one audit entry.

    InvalidContent where it names nothing, or not what its kind needs; ItemNotFound for a key that no item
    has; WrongType where a key or source leads to another type. A repeated trigger changes nothing.
    """

    async def work(tx: Tx) -> TriggerResult:
        async with audited_write(tx, author, f"trigger {trigger.kind}") as write:
            matched = await _match(tx, trigger)
            near = await _near(tx, trigger, matched)
            await _must_be_as_expected(tx, trigger, matched)
            changes = await _changes(tx, trigger, matched)
            if not changes:
                raise _NothingToDo(matched, near, write.revision_before)
            for number, change in enumerate(changes):
                draft = await open_draft(write, change.key) if change.op == "revise" else None
                await apply_step(write, number, change)
                if draft is not None:
                    await reopen(write, draft, change.fields)
        return await _fired(write, matched, near, changes)

    _check(trigger)
    try:
        if not dry_run:
            return await store.write(work)
        rehearsed = await store.rehearse(work)
    except _NothingToDo as nothing:
        return TriggerResult(nothing.revision, nothing.matched, nothing.near, (), (), ())
    return replace(rehearsed, revision=rehearsed.revision - 1)


async def _must_be_as_expected(tx: Tx, trigger: Trigger, matched: Sequence[MatchedItem]) -> None:
    """Raise StaleRevision where an item is in another state than expected, or none is there."""
    if trigger.expect is None:
        return
    rows = {row.key: row for row in await tx.fetch(ItemsByKeys(keys=[entry.key for entry in matched]))}
    for key in sorted(rows) or ["that it is about"]:
        must_meet(key, rows.get(key), trigger.expect, None)


async def _fired(
    write: Write, matched: Sequence[MatchedItem], near: tuple[NearItem, ...], changes: Sequence[ChangeStep]
) -> TriggerResult:
    done = {change.key: change.op for change in changes}
    shown = tuple(MatchedItem(m.key, m.type, m.by, done.get(m.key)) for m in matched)
    spots = await blind_spots(write.tx, [entry.key for entry in matched])
    return TriggerResult(write.revision, shown, near, tuple(changes), tuple(write.effects), tuple(spots))


# -- what it is about ----------------------------------------------------------------------------------


IDENTIFIERS: Final[Mapping[str, tuple[str, ...]]] = {
    "retraction": ("doi", "pmid"),
    "correction": ("doi", "pmid"),
    "standard_superseded": ("designation",),
    "vigilance_signal": ("udi",),
    "comparator_change": ("udi",),
    "device_version_released": ("udi",),
    "catalogue_change": ("catalogue", "requirement_id"),
}
"""By which identifiers, besides keys and source, each kind of trigger finds what it is about."""
_READ: Final = {"doi": normal_doi, "pmid": normal_pmid}
_RAISING: Final = ("vigilance_signal", "correction")


def _check(trigger: Trigger) -> None:
    """Refuse a trigger that names nothing, or says what its kind would leave unread."""
    faults = list(_faults(trigger))
    if faults:
        names = ", ".join(fault.pointer.removeprefix("/") for fault in faults)
        message = f"The {trigger.kind} cannot be carried out as sent, for its {names}; see errors."
        raise InvalidContent(message, faults=faults)
    if not (trigger.keys or trigger.source or any(_stated(trigger))):
        by = " and ".join(IDENTIFIERS[trigger.kind])
        message = f"The {trigger.kind} says not what it is about; name it by keys, by source, or by {by}."
        raise InvalidContent(message)


def _faults(trigger: Trigger) -> Iterator[Fault]:
    for name in _stated(trigger):
        value = getattr(trigger, name)
        if name not in IDENTIFIERS[trigger.kind]:
            yield Fault(f"/{name}", f"{a_or_an(trigger.kind)} is not matched by it")
        elif name in _READ and not _READ[name](value):
            yield Fault(f"/{name}", f"{value!r} is no {name.upper()} in any spelling")
        elif name == "doi" and len(dois_in(value)) > 1:
            named = " and ".join(dois_in(value))
            yield Fault("/doi", f"it names {named}; send the news of each by itself")
    if trigger.requirement_id and not trigger.catalogue:
        yield Fault("/catalogue", "a requirement is found by its catalogue and its id")
    if trigger.raises and trigger.kind not in _RAISING:
        yield Fault("/raises", f"{a_or_an(trigger.kind)} raises no signal")
    if trigger.raises and trigger.kind == "correction" and trigger.fields:
        yield Fault("/raises", "a correction with new values raises no signal")
    if trigger.fields and trigger.kind == "retraction":
        yield Fault("/fields", "a retraction sets no fields")
    yield from _fields_that_contradict(trigger)


_RECORDED: Final[Mapping[str, tuple[str, ...]]] = {
    "vigilance_signal": ("key", "type", "devices", "raises"),
    "device_version_released": ("type", "devices", "succeeds"),
}
"""What follows from what a trigger is about, so that its fields cannot say otherwise; others revise."""


def _fields_that_contradict(trigger: Trigger) -> Iterator[Fault]:
    for name in _RECORDED.get(trigger.kind, ("key", "type")):
        if name in trigger.fields:
            yield Fault(f"/fields/{name}", f"it follows from what the {trigger.kind} is about")
    for name, value in _IMPLIED.get(trigger.kind, {}).items():
        if trigger.fields.get(name, value) != value:
            yield Fault(f"/fields/{name}", f"{a_or_an(trigger.kind)} says {value}, and this says otherwise")


def _stated(trigger: Trigger) -> list[str]:
    names = {name for used in IDENTIFIERS.values() for name in used}
    return [name for name in sorted(names) if getattr(trigger, name)]


_DRAFT: Final = "draft"
"""How an item was found of which no version in force, but an open draft carries the identifier."""


async def _match(tx: Tx, trigger: Trigger) -> list[MatchedItem]:
    matched: dict[str, MatchedItem] = {}
    wanted = {
        "doi": normal_doi(trigger.doi or ""),
        "pmid": normal_pmid(trigger.pmid or ""),
        "designation": normal_designation(trigger.designation or ""),
        "edition": edition_of(trigger.designation or ""),
        "udi": normal_udi(trigger.udi or ""),
        "leaf": normal_leaf(trigger.catalogue or "", trigger.requirement_id or ""),
    }
    types = ABOUT[trigger.kind]
    for match in await tx.fetch(IdentifierMatches(**wanted)):
        if match.type in types:
            matched.setdefault(match.key, MatchedItem(match.key, match.type, match.by))
    for draft in await drafts_about(tx, types, {f"{name}_normal": value for name, value in wanted.items()}):
        matched.setdefault(draft.key, MatchedItem(draft.key, draft.type, _DRAFT))
    named = [(await must_find(tx, key), "key") for key in sorted(set(trigger.keys))]
    if trigger.source is not None:
        named += [(row, "source") for row in await having_source(tx, trigger.source)]
    for row, by in named:
        if row.type not in ABOUT[trigger.kind]:
            about = " or ".join(ABOUT[trigger.kind])
            message = f"{row.key} is {a_or_an(row.type)}, and {a_or_an(trigger.kind)} is about {about}."
            raise WrongType(message)
        matched.setdefault(row.key, MatchedItem(row.key, row.type, by))
    return [matched[key] for key in sorted(matched)]


async def _near(tx: Tx, trigger: Trigger, matched: Sequence[MatchedItem]) -> tuple[NearItem, ...]:
    leaf = normal_leaf(trigger.catalogue or "", trigger.requirement_id or "") if trigger.catalogue else ""
    designation = trigger.designation or ""
    wanted = Named(normal_designation(designation) or leaf, edition_of(designation))
    return await near_news(tx, ABOUT[trigger.kind], wanted, {entry.key for entry in matched})


# -- what it does --------------------------------------------------------------------------------------


async def _changes(tx: Tx, trigger: Trigger, matched: Sequence[MatchedItem]) -> list[ChangeStep]:
    rows = {row.key: row for row in await tx.fetch(ItemsByKeys(keys=[entry.key for entry in matched]))}
    if trigger.kind == "retraction":
        retracted = {row.key for row in rows.values() if row.withdrawn_reason == "retracted"}
        stands = {key for key, row in rows.items() if row.state == "in_force"}
        undecided = {entry.key for entry in matched if entry.by == _DRAFT and entry.key in stands}
        news = [entry.key for entry in matched if entry.key not in retracted | undecided]
        return [ChangeStep("withdraw", key, withdrawn_reason="retracted") for key in news]
    living = [entry.key for entry in matched if rows[entry.key].state == "in_force"]
    if trigger.kind == "correction" and not trigger.fields:
        raised = {row.key for row in await tx.fetch(BorneOn(keys=living))} | set(trigger.raises)
        return await _signal(tx, trigger, living, {"kind": "literature_alert"}, sorted(raised))
    if trigger.kind == "vigilance_signal":
        about = [entry.key for entry in matched if rows[entry.key].state != "withdrawn"]
        others = [key for key in about if rows[key].type == "ComparatorDevice"]
        named = sorted({*trigger.raises, *others})
        return await _signal(tx, trigger, about, {"kind": "incident"}, named)
    if trigger.kind == "device_version_released":
        return await _versions(tx, trigger, living)
    fields = {**_IMPLIED.get(trigger.kind, {}), **trigger.fields}
    if not fields:
        message = f"The {trigger.kind} says not what changed; give the new values in `fields`."
        raise InvalidContent(message)
    return await _revised(tx, living, fields)


_IMPLIED: Final[Mapping[str, Mapping[str, object]]] = {
    "standard_superseded": {"status": "superseded"},
    "device_version_released": {"status": "on_market"},
}
"""What a kind of trigger says by itself."""


async def _revised(tx: Tx, keys: Sequence[str], fields: Content) -> list[ChangeStep]:
    """Return new values to those items that do not have them yet, in any spelling of a value."""
    rows = await tx.fetch(ItemsByKeys(keys=keys))
    contents = await _contents(tx, rows)
    return [
        ChangeStep("revise", row.key, fields=fields)
        for row in rows
        if row.state == "draft" or not _says(row.type, contents[row.key], fields)
    ]


def _says(kind: str, content: Content, fields: Content) -> bool:
    """Whether a content has these values already."""
    return same_value(dict(canonical_content(kind, {**content, **fields})), dict(content))


async def _contents(tx: Tx, rows: Iterable[ItemRow]) -> dict[str, Mapping[str, Any]]:
    """Return by key what is in force of items, or their draft where nothing is."""
    ids = [version_id(row.key, row.effective_no or row.latest_no) for row in rows]
    return {version.key: version.content for version in await tx.fetch(VersionsByIds(ids=ids))}


async def _signal(
    tx: Tx,
    trigger: Trigger,
    about: Iterable[str],
    defaults: Content,
    raises: Sequence[str],
) -> list[ChangeStep]:
    """Record a signal that is new and not assessed, once, for the devices of what it is about."""
    keys = sorted(about)
    if not keys:
        return []
    key = await _signal_key(tx, trigger, keys)
    if key is None:
        return []
    named = [row.key for row in await tx.fetch(ItemsByKeys(keys=keys)) if row.type.startswith("Device")]
    compared = [key for key in keys if key not in named]
    devices = sorted({*named, *(row.device for row in await tx.fetch(DevicesOf(keys=compared)))})
    item = {"description": trigger.notice or "", **defaults, **trigger.fields, "raises": list(raises)}
    return [ChangeStep("create", key, item={"type": "SafetySignal", "key": key, "devices": devices, **item})]


async def _signal_key(tx: Tx, trigger: Trigger, about: Sequence[str]) -> str | None:
    """Return the key of a new signal; None where the same news is on record and stands.

    News are the same when they say the same of the same things under the same number. A signal that was
    withdrawn does not stand. One without notice and number cannot be told from another, so it repeats only
    what nobody has assessed yet.
    """
    news = [trigger.kind, about, trigger.notice or "", dict(trigger.fields)]
    if trigger.change_ref or trigger.raises:
        news += [trigger.change_ref or "", sorted(trigger.raises)]
    stem = "SIG-" + digest(news)[:12]
    for number in count(1):
        key = stem if number == 1 else f"{stem}-{number}"
        row = await tx.one(ItemsByKeys(keys=[key]))
        if row is None:
            return key
        if row.state != "withdrawn":
            content = (await _contents(tx, [row]))[key]
            assessed = "assessment_status" in content
            if trigger.notice or trigger.change_ref or not assessed:
                return None
    raise AssertionError  # pragma: no cover -- counting does not end


async def _versions(tx: Tx, trigger: Trigger, devices: Sequence[str]) -> list[ChangeStep]:
    """Record a released version of a device, after those that no other comes after."""
    fields = dict(trigger.fields)
    key = fields.pop("key", None)
    if not devices:
        return []
    if not isinstance(key, str) or len(devices) != 1:
        message = (
            "A device_version_released names one device, and in `fields` the key of the version with what is "
            f"known of it; it names {', '.join(devices)} and the key {key!r}."
        )
        raise InvalidContent(message)
    known = await tx.one(ItemsByKeys(keys=[key]))
    if known is not None:
        await _must_be_version_of(tx, known, devices[0])
        return await _revised(tx, [key], {**_IMPLIED[trigger.kind], **fields})
    before = [row.key for row in await tx.fetch(NewestVersions(keys=devices))]
    item = {**fields, **_IMPLIED[trigger.kind], "succeeds": before, "devices": list(devices)}
    return [ChangeStep("create", key, item={"type": "DeviceVersion", "key": key, **item})]


async def _must_be_version_of(tx: Tx, row: ItemRow, device: str) -> None:
    """Raise KeyTaken unless an item is a version of this device, WrongState where it was withdrawn."""
    of = {entry.device for entry in await tx.fetch(DevicesOf(keys=[row.key]))}
    if row.state == "draft":  # what it refers to is in its content alone
        of = set((await _contents(tx, [row]))[row.key].get("devices", ()))
    if row.type != "DeviceVersion" or of != {device}:
        what = a_or_an(row.type) if row.type != "DeviceVersion" else f"a version of {', '.join(sorted(of))}"
        message = f"{row.key} is {what}; a version of {device} that is released has a key of its own."
        raise KeyTaken(message, faults=[Fault("/fields/key", message)])
    if row.state == "withdrawn":
        message = f"{row.key} was withdrawn; bring it back by an act of its own before it is released."
        raise WrongState(message)
