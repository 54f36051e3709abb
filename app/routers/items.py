"""Items: create, revise, approve, withdraw, list, search, history and neighbours."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

from fastapi import Path, Query, Response

from app.http.contract import WRITING, refusals
from app.http.deps import (
    AuthorDep,
    MayExclude,
    MayMatch,
    MustMatch,
    NoneMatch,
    Reading,
    StoreDep,
    TakeOver,
    day_of,
)
from app.http.pagination import Pages, whole
from app.http.reading import Router
from app.schemas import (
    ApproveIn,
    ItemIn,
    ItemOut,
    ItemRevision,
    ItemsOut,
    ItemWritten,
    Neighbour,
    NeighboursOut,
    ReinstateIn,
    SourceIn,
    SourceRef,
    SourceSystem,
    VersionsOut,
    WithdrawIn,
    brief,
    item_out,
    item_written,
    proposal_from,
    version_with_content,
)
from graph import errors, items
from graph.conclusions import entity_tag
from graph.database.head import at_revision
from graph.database.store import Store
from graph.errors import Fault, InvalidContent
from graph.gaps import refuse_unknown_rule
from graph.items import Filter, WriteResult
from graph.versions.proposal import Author, Proposal, Source, Unresolved

router = Router("items")

KeyPath = Annotated[str, Path(max_length=200, description="Key of an item.")]
UnresolvedQuery = Annotated[
    Unresolved,
    Query(description="What to do with references to keys that no item has: refuse, or keep."),
]
_NO_BODY = ApproveIn()


async def _answer(store: Store, key: str, response: Response, number: int | None = None) -> ItemOut:
    shown = await items.read_item(store, key, number)
    response.headers["ETag"] = await entity_tag(store, shown.row)
    return item_out(shown, day_of(store))


async def _written(store: Store, written: WriteResult, key: str, response: Response) -> ItemWritten:
    """Answer a write with the version that it made (a draft stays a draft), and with what it unsettled."""
    number = written.outcomes[0].version if written.outcomes else None
    shown = await items.read_item(store, key, number or None)
    response.headers["ETag"] = await entity_tag(store, shown.row)
    return item_written(shown, written, day_of(store))


@router.post(
    "/items",
    operation_id="create_item",
    responses=refusals(*WRITING),
    status_code=201,
    response_model_exclude_unset=True,
)
async def create_item(
    sent: ItemIn,
    store: StoreDep,
    author: AuthorDep,
    response: Response,
    unresolved: UnresolvedQuery = Unresolved.refuse,
) -> ItemWritten:
    """Create an item, as a draft or with `approve` in force at once."""
    proposal = refuse_unknown_rule(proposal_from(sent), store.own.texts)
    written = await items.create(store, proposal, _for(author, proposal), unresolved)
    response.headers["Location"] = f"/v1/items/{proposal.key}"
    return await _written(store, written, proposal.key, response)


def _for(author: Author, proposal: Proposal) -> Author:
    return replace(author, reason=proposal.reason, change_ref=proposal.change_ref)


@router.get("/items", operation_id="list_items", responses=refusals(errors.ItemNotFound, errors.WrongType))
async def list_items(
    store: Reading,
    pages: Pages,
    type: Annotated[str, Query(max_length=100, description="Only this item type.")] = "",
    state: Annotated[
        str, Query(pattern="^(draft|in_force|withdrawn)?$", description="Only this state.")
    ] = "",
    device: Annotated[str, Query(max_length=200, description="Only what concerns it.")] = "",
    text: Annotated[str, Query(max_length=500, description="Only items with this text.")] = "",
    source: Annotated[str, Query(max_length=500, description="Only from this system.")] = "",
) -> ItemsOut:
    """List items in the order of their keys, filtered."""
    if type:
        items.must_know_type(type)
    wanted = Filter(type or None, state or None, device or None, text or None, source or None)
    page = pages.by_key("items", type=type, state=state, device=device, text=text, source=source)
    rows, revision = await items.item_page(store, wanted, page.start, page.size + 1)
    cut = page.after(rows, lambda row: row.key)
    today = day_of(store)
    return ItemsOut(
        revision=revision, items=[brief(row, today) for row in cut.items], next=cut.next, total=cut.total
    )


@router.put(
    "/items/by-source/{system}/{ref:path}",
    operation_id="upsert_item_by_source",
    responses={
        201: {"model": ItemWritten, "description": "The item was created"},
        **refusals(errors.ItemNotFound, *WRITING),
    },
    response_model_exclude_unset=True,
)
async def upsert_item_by_source(
    system: Annotated[SourceSystem, Path()],
    ref: Annotated[SourceRef, Path()],
    sent: ItemRevision,
    store: StoreDep,
    author: AuthorDep,
    response: Response,
    tag: MayMatch,
    excluded: MayExclude,
    unresolved: UnresolvedQuery = Unresolved.refuse,
    take_over: TakeOver = False,
) -> ItemWritten:
    """Create or revise the item whose master lives there; unchanged content changes nothing."""
    where = _source_of(system, ref, sent.source)
    key = sent.key or (await items.item_by_source(store, where)).key
    read = refuse_unknown_rule(proposal_from(sent, key), store.own.texts)
    proposal = replace(read, source=where, expect=tag, unless=excluded)
    written = await items.upsert_by_source(
        store, proposal, _for(author, proposal), unresolved, takes_over=take_over
    )
    if written.outcomes[0].outcome == "created":
        response.status_code = 201
        response.headers["Location"] = f"/v1/items/{key}"
    return await _written(store, written, key, response)


def _source_of(system: str, ref: str, stated: SourceIn | None) -> Source:
    """Return the source of a path, with the version that the body states; the two may not contradict."""
    path = SourceIn(system=system, ref=ref)
    where = Source(path.system, path.ref)
    if stated is not None and Source(stated.system, stated.ref).identity != where.identity:
        message = (
            f"The body says the source {stated.system}::{stated.ref}, the path {path.system}::{path.ref}."
        )
        raise InvalidContent(message, faults=[Fault("/source", message)])
    return replace(where, version=(stated.version or None) if stated else None)


@router.get(
    "/items/{key}",
    operation_id="read_item",
    responses=refusals(errors.ItemNotFound),
    response_model=ItemOut,
    response_model_exclude_unset=True,
)
async def read_item(key: KeyPath, store: Reading, response: Response, tag: NoneMatch = "") -> Any:
    """Read an item with its version in force (or its draft while nothing is in force)."""
    shown = await _answer(store, key, response)
    by_day = shown.conclusion is not None  # its status can change without its ETag
    if tag and not by_day and {"*", response.headers["ETag"]} & _weakly(tag):
        return Response(status_code=304, headers={"ETag": response.headers["ETag"]})
    return shown


def _weakly(tags: str) -> set[str]:
    """Return the tags of a list as they are compared where nothing is written (RFC 9110, 8.8.3.2)."""
    return {entry.strip().removeprefix("W/") for entry in tags.split(",")}


@router.put(
    "/items/{key}",
    operation_id="revise_item",
    responses=refusals(errors.ItemNotFound, *WRITING),
    response_model_exclude_unset=True,
)
async def revise_item(
    key: KeyPath,
    sent: ItemRevision,
    store: StoreDep,
    author: AuthorDep,
    response: Response,
    tag: MustMatch,
    excluded: MayExclude,
    unresolved: UnresolvedQuery = Unresolved.refuse,
    take_over: TakeOver = False,
) -> ItemWritten:
    """Make the next version of an item from its full content; unchanged content changes nothing."""
    if sent.key not in ("", key):
        message = f"The body says {sent.key}, the path says {key}; a key never changes."
        raise InvalidContent(message, faults=[Fault("/key", message)])
    read = refuse_unknown_rule(proposal_from(sent, key), store.own.texts)
    proposal = replace(read, expect=tag, unless=excluded)
    written = await items.revise(store, proposal, _for(author, proposal), unresolved, takes_over=take_over)
    return await _written(store, written, key, response)


@router.get(
    "/items/{key}/versions",
    operation_id="list_versions",
    responses=refusals(errors.ItemNotFound),
    response_model_exclude_unset=True,
)
async def list_versions(key: KeyPath, store: Reading) -> VersionsOut:
    """List all versions of an item, oldest first, with their contents."""
    versions, revision = await at_revision(store, lambda tx: items.history(tx, key))
    cut = whole([version_with_content(entry) for entry in versions])
    return VersionsOut(key=key, revision=revision, items=cut.items, next=cut.next, total=cut.total)


@router.get(
    "/items/{key}/versions/{number}",
    operation_id="read_version",
    responses=refusals(errors.ItemNotFound, errors.VersionNotFound),
    response_model_exclude_unset=True,
)
async def read_version(
    key: KeyPath,
    number: Annotated[int, Path(ge=1, le=1_000_000_000)],
    store: Reading,
    response: Response,
) -> ItemOut:
    """Read one version of an item; of a conclusion with the pins it was signed with."""
    return await _answer(store, key, response, number)


@router.post(
    "/items/{key}/approve",
    operation_id="approve_item",
    responses=refusals(
        errors.ItemNotFound,
        errors.NothingToApprove,
        errors.UnknownReference,
        errors.WrongEnd,
        errors.CircularSupport,
        errors.EditorialRefused,
        errors.WrongState,
        errors.StaysWithdrawn,
        errors.NotJustifiable,
        errors.TooLarge,
    ),
    response_model_exclude_unset=True,
)
async def approve_item(
    key: KeyPath,
    store: StoreDep,
    author: AuthorDep,
    response: Response,
    tag: MayMatch,
    sent: ApproveIn = _NO_BODY,
) -> ItemWritten:
    """Bring the newest draft of an item into force; one marked editorial needs another actor's word."""
    who = sent.by(author)
    written = await items.approve(store, key, who, tag, agree_editorial=sent.agree_editorial)
    return await _written(store, written, key, response)


@router.post(
    "/items/{key}/withdraw",
    operation_id="withdraw_item",
    responses=refusals(errors.ItemNotFound, errors.AlreadyWithdrawn, errors.WrongState),
    response_model_exclude_unset=True,
)
async def withdraw_item(
    key: KeyPath,
    sent: WithdrawIn,
    store: StoreDep,
    author: AuthorDep,
    response: Response,
    tag: MayMatch,
) -> ItemWritten:
    """Take an item out of force; it stays readable, and what rested on it becomes stale."""
    who = sent.by(author)
    written = await items.withdraw(store, key, sent.withdrawn_reason, who, tag)
    return await _written(store, written, key, response)


@router.post(
    "/items/{key}/reinstate",
    operation_id="reinstate_item",
    responses=refusals(errors.ItemNotFound, errors.WrongState, errors.UnknownReference, errors.WrongEnd),
    response_model_exclude_unset=True,
)
async def reinstate_item(
    key: KeyPath,
    sent: ReinstateIn,
    store: StoreDep,
    author: AuthorDep,
    response: Response,
    tag: MayMatch,
) -> ItemWritten:
    """Bring what was withdrawn back into force, as it was; no load and no upsert does that.

    What rested on it when it was withdrawn as retracted or invalid stays to be evaluated anew.
    """
    who = sent.by(author)
    written = await items.reinstate(store, key, who, tag)
    return await _written(store, written, key, response)


@router.get(
    "/items/{key}/dependants", operation_id="list_dependants", responses=refusals(errors.ItemNotFound)
)
async def list_dependants(key: KeyPath, store: Reading) -> NeighboursOut:
    """List who holds a reference to an item, pins included."""
    return await _neighbours(store, key, against=True)


@router.get(
    "/items/{key}/dependencies", operation_id="list_dependencies", responses=refusals(errors.ItemNotFound)
)
async def list_dependencies(key: KeyPath, store: Reading) -> NeighboursOut:
    """List what an item holds a reference to, pins included."""
    return await _neighbours(store, key, against=False)


async def _neighbours(store: Store, key: str, *, against: bool) -> NeighboursOut:
    rows, revision = await at_revision(store, lambda tx: items.neighbours(tx, key, against=against))
    neighbours = [
        Neighbour(
            relation=row.relation,
            key=row.key,
            type=row.type,
            title=row.title or "",
            state=row.state,
        )
        for row in rows
    ]
    cut = whole(neighbours)
    return NeighboursOut(key=key, revision=revision, items=cut.items, next=cut.next, total=cut.total)
