"""The audit trail: read it, and check that it is whole."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from fastapi import Query

from app.http.contract import refusals
from app.http.deps import Reading, StoreDep
from app.http.pagination import Pages
from app.http.reading import Router
from app.schemas import AuditOut, ChainOut
from app.schemas.moments import AuditEntry
from graph import errors
from graph.database.head import at_revision
from graph.database.store import Tx
from graph.items import must_find
from graph.ledger.audit import AuditEntry as StoredEntry
from graph.ledger.audit import AuditFilter, entries, verify_chain
from graph.versions.proposal import utc_text
from graph.vocabulary.base import Instant

router = Router("audit")


@router.get(
    "/audit",
    operation_id="list_audit_entries",
    response_model_exclude_unset=True,
    responses=refusals(errors.ItemNotFound),
)
async def list_audit_entries(
    store: Reading,
    pages: Pages,
    item: Annotated[str, Query(max_length=200, description="Only writes that changed it.")] = "",
    actor: Annotated[str, Query(max_length=200, description="Only writes of this actor.")] = "",
    action: Annotated[str, Query(max_length=50, description="Only this kind of write.")] = "",
    since: Annotated[Instant | None, Query(description="Only from this instant on.")] = None,
    until: Annotated[Instant | None, Query(description="Only before this instant.")] = None,
) -> AuditOut:
    """List audit entries, oldest first: who, when, why, what changed, what moved by it."""
    wanted = AuditFilter(
        item or None, actor or None, action or None, _instant(since), _instant(until), pages.as_of
    )
    page = pages.by_number(
        "audit", item=item, actor=actor, action=action, since=wanted.since, until=wanted.until
    )

    async def asked_for(tx: Tx) -> list[StoredEntry]:
        if item:
            await must_find(tx, item)
        return await entries(tx, wanted, page.start, page.size + 1)

    rows, revision = await at_revision(store, asked_for)
    cut = page.after(rows, lambda entry: int(entry["revision"]))
    items = [AuditEntry.model_validate(entry) for entry in cut.items]
    return AuditOut(revision=revision, items=items, next=cut.next, total=cut.total)


def _instant(moment: datetime | None) -> str | None:
    return utc_text(moment) if moment is not None else None


@router.get("/audit/verify", operation_id="verify_audit_trail")
async def verify_audit_trail(store: StoreDep) -> ChainOut:
    """Recompute every hash of the audit trail."""
    report = await verify_chain(store)
    return ChainOut(
        revision=report.revision,
        whole=not report.faults,
        entries=report.entries,
        last_hash=report.last_hash,
        faults=list(report.faults),
    )
