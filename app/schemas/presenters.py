"""From inside to the edge: frozen data of the graph, shown as answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from app.schemas.answers import Record
from app.schemas.conclusions import ConclusionOut
from app.schemas.items import (
    ItemBrief,
    ItemOut,
    ItemWritten,
    SourceOut,
    StatusNow,
    VersionView,
    VersionWithContent,
)
from app.schemas.parts import Effect
from graph.conclusions import ConclusionView
from graph.database.queries import ItemRow
from graph.items import ItemView, WriteResult
from graph.items.planned import state_tag
from graph.ledger.audit import MovedConclusion
from graph.status.cached import reason_records_on, status_on, worst_demand_in
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
        source=source_out(row.source, row.source_version),
    )


def source_out(text: str | None, version: str | None = None) -> SourceOut | None:
    """Show a source that is stored as one text."""
    if not text:
        return None
    system, _, ref = text.partition("::")
    return SourceOut(system=system, ref=ref, version=version or None)


def version_view(version: Version) -> VersionView:
    """Show a version without its content."""
    return VersionView.model_validate(_shown(version))


def version_with_content(version: Version) -> VersionWithContent:
    """Show a version with its content."""
    return VersionWithContent.model_validate({**_shown(version), "content": version.content})


def _shown(version: Version) -> Record:
    stored = {name: version.record.get(name) or None for name in _STORED}
    parsed = {name: getattr(version, name) for name in _PARSED}
    return {
        **stored,
        **parsed,
        "substantive_rev": version.numbering.substantive_rev,
        "editorial_rev": version.numbering.editorial_rev,
        "label": version.numbering.label,
        "source": source_out(version.source, version.source_version),
    }


_PARSED: Final = (
    *("signatures", "pins", "reaffirmation", "unanswered", "auto_cleared", "wording", "rewording"),
)
"""Parts of a version that are stored as text, and read by it."""
_STORED: Final = tuple(
    name
    for name in VersionView.model_fields
    if name not in {*_PARSED, "substantive_rev", "editorial_rev", "label", "source"}
)
"""Parts of a version that are shown as they are stored."""


def item_out(shown: ItemView, today: str) -> ItemOut:
    """Show an item with the version that was read; a conclusion with its status on a day."""
    row, version = shown.row, shown.version
    content = dict(version.content)
    conclusion = None
    if shown.conclusion is not None:
        status = status_on(shown.conclusion, today)
        reasons = [dict(reason) for reason in reason_records_on(shown.conclusion.reasons, today)]
        conclusion = StatusNow(status=status, reasons=reasons)
    return ItemOut(
        revision=shown.revision,
        key=row.key,
        id=row.id,
        type=row.type,
        title=str(content.get("title", "")),
        state=row.state,
        source=source_out(row.source, row.source_version or _version_of_master(row, version)),
        version=version_view(version),
        latest_version=row.latest_no,
        content={"type": row.type, "key": row.key, **content},
        conclusion=conclusion,
    )


def _version_of_master(row: ItemRow, version: Version) -> str | None:
    """Return what a version says of an item that does not keep it by itself."""
    return version.source_version if version.source == row.source else None


def effects_out(moved: Iterable[MovedConclusion]) -> list[Effect]:
    """Show the conclusions that a write moved."""
    return [Effect.model_validate(effect.record()) for effect in moved]


def item_written(shown: ItemView, written: WriteResult, today: str) -> ItemWritten:
    """Show an item after it was written, and which conclusions moved by it."""
    effects = effects_out(written.effects)
    return ItemWritten(**dict(item_out(shown, today)), effects=effects)


def etag_of(shown: ItemView) -> str:
    """Return the entity tag of an item's representation."""
    return state_tag(shown.row)


def conclusion_out(view: ConclusionView) -> ConclusionOut:
    """Show a conclusion with its status."""
    return ConclusionOut.model_validate(
        {
            "key": view.row.key,
            "kind": view.row.kind,
            "about": view.content["about"],
            "statement": view.content.get("statement", ""),
            "verdict": view.content["verdict"],
            "status": view.status,
            "demand": worst_demand_in(view.reasons),
            "reasons": view.reasons,
            "overdue_from": view.row.overdue_from,
            "version": view.row.effective_no,
            "latest_version": view.row.latest_no,
            "signatures": view.version.signatures,
            "reaffirmation": view.version.reaffirmation,
            "unanswered": view.version.unanswered,
        }
    )
