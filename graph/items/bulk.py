"""Bulk loads: many rows in one write, taken as a whole or each for itself."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from graph.database.head import revision_now
from graph.database.store import Store
from graph.errors import CircularSupport, EvitraceError, LoadRefused, StaleRevision, StoreUnavailable
from graph.items import WriteResult, write_items
from graph.items.refused_load import MOST_NAMED, refused_load
from graph.versions.proposal import Author, Mode, Options, Outcome, Proposal, Unresolved


@dataclass(frozen=True, slots=True)
class LoadOptions:
    """How a load is taken; `expect`, `unless` and `takes_over` as in the options of any write."""

    unresolved: Unresolved = Unresolved.refuse
    best_effort: bool = False
    dry_run: bool = False
    expect: str | None = None
    unless: str | None = None
    takes_over: bool = False


@dataclass(frozen=True, slots=True)
class LoadLine:
    """One row of a load as it came, or the reason why it could not even be read."""

    number: int
    row: object = None
    error: EvitraceError | None = None


async def load(
    store: Store,
    lines: Iterable[LoadLine],
    read: Callable[[object, int], Proposal],
    options: LoadOptions,
    author: Author,
) -> WriteResult:
    """Create or revise an item for each row, in one transaction, revision and audit entry.

    Without best effort one bad row refuses all (LoadRefused lists the bad ones, and after a thousand nothing
    more is looked at); with it the bad rows are answered as failed and the others are taken. Rows are read in
    a thread: there may be very many, and others are answered meanwhile.
    """
    most = None if options.best_effort else MOST_NAMED
    proposals, failed = await asyncio.to_thread(_read, lines, read, most)
    count = len(proposals) + len(failed)
    if failed and not options.best_effort:
        raise refused_load(failed, count)
    if not proposals:
        return WriteResult(await revision_now(store), tuple(failed))
    taking = Options(
        Mode.upsert,
        options.unresolved,
        best_effort=options.best_effort or bool(failed),
        action="load",
        expect=options.expect,
        unless=options.unless,
        takes_over=options.takes_over,
    )
    while True:
        try:
            written = await write_items(store, proposals, taking, author, dry_run=options.dry_run)
            break
        except LoadRefused:
            raise
        except CircularSupport as error:
            failed += [Outcome(p.row, p.key, "failed", error=error) for p in proposals if p.key in error.keys]
            if not options.best_effort:
                raise refused_load(failed, count) from None
            proposals = [p for p in proposals if p.key not in error.keys]
        except EvitraceError as error:
            about_all = isinstance(error, StaleRevision) and (options.expect or options.unless)
            if len(proposals) > 1 or about_all or isinstance(error, StoreUnavailable):
                raise
            outcome = Outcome(proposals[0].row, proposals[0].key, "failed", error=error)
            raise refused_load([outcome], count) from None
    outcomes = sorted([*written.outcomes, *failed], key=lambda outcome: outcome.row)
    return replace(written, outcomes=tuple(outcomes))


def _read(
    lines: Iterable[LoadLine], read: Callable[[object, int], Proposal], most_failed: int | None
) -> tuple[list[Proposal], list[Outcome]]:
    proposals: list[Proposal] = []
    failed: list[Outcome] = []
    for line in lines:
        if len(failed) == most_failed:
            break
        key = line.row.get("key") if isinstance(line.row, dict) else None
        name = key if isinstance(key, str) else ""
        try:
            if line.error is not None:
                raise line.error
            proposals.append(read(line.row, line.number))
        except EvitraceError as error:
            failed.append(Outcome(line.number, name, "failed", error=error))
    return proposals, failed
