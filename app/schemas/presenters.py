"""From inside to the edge: frozen data of the graph, shown as answers."""

from __future__ import annotations

from app.schemas.answers import ConclusionOut, ItemBrief, ItemOut, Record
from graph.conclusions import ConclusionView
from graph.database.queries import ItemRow
from graph.items import ItemView
from graph.items.planned import etag
from graph.status.cached import reason_records_on, status_on, worst_demand_in
from graph.versions.proposal import Signature
from graph.versions.version import Version


def brief(row: ItemRow, today: str) -> ItemBrief:
    """Show an item in a listing; a conclusion with its status on a day."""
    return ItemBrief(
        key=row.key,
        id=row.id,
        type=row.type,
        title=row.title or "",
        state=row.state,
        version=row.effective_no,
        latest_version=row.latest_no,
        status=status_on(row, today) if row.type == "Conclusion" else row.status,
        source=row.source,
    )


_AS_TEXT = ("pins", "reaffirmation", "unanswered", "auto_cleared", "wording", "rewording")
"""Parts of a version's record that are stored as canonical JSON."""


def version_out(version: Version) -> Record:
    """Show a version without its content."""
    hidden = {"content", "signatures", "id", "key", "since", *_AS_TEXT}
    shown = {k: v for k, v in version.record.items() if k not in hidden and v not in (None, "")}
    shown["label"] = version.numbering.label
    if version.signatures:
        shown["signatures"] = [signature_out(entry) for entry in version.signatures]
    for name in _AS_TEXT:
        if version.record.get(name):
            shown[name] = getattr(version, name)
    return shown


def signature_out(signature: Signature) -> Record:
    """Show a signature."""
    return {
        "signer": signature.signer,
        "meaning": signature.meaning,
        "signed_at": signature.signed_at,
        "statement": signature.statement,
    }


def item_out(shown: ItemView, today: str) -> ItemOut:
    """Show an item with the version that was read; a conclusion with its status on a day."""
    row, version = shown.row, shown.version
    content = dict(version.content)
    conclusion = None
    if shown.conclusion is not None:
        status = status_on(shown.conclusion, today)
        conclusion = {"status": status, "reasons": reason_records_on(shown.conclusion.reasons, today)}
    return ItemOut(
        revision=shown.revision,
        key=row.key,
        id=row.id,
        type=row.type,
        title=str(content.get("title", "")),
        state=row.state,
        version=version_out(version),
        latest_version=row.latest_no,
        content={"type": row.type, "key": row.key, **content},
        conclusion=conclusion,
    )


def etag_of(shown: ItemView) -> str:
    """Return the entity tag of an item's representation."""
    return etag(shown.row)


def conclusion_out(view: ConclusionView) -> ConclusionOut:
    """Show a conclusion with its status."""
    return ConclusionOut(
        key=view.row.key,
        kind=view.row.kind,
        about=view.content["about"],
        statement=view.content.get("statement", ""),
        verdict=view.content["verdict"],
        status=str(view.status),
        demand=worst_demand_in(view.reasons),
        reasons=[dict(reason) for reason in view.reasons],
        overdue_from=view.row.overdue_from,
        version=view.row.effective_no,
        latest_version=view.row.latest_no,
        signatures=[signature_out(s) for s in view.version.signatures],
        reaffirmation=view.version.reaffirmation,
        unanswered=view.version.unanswered,
    )
