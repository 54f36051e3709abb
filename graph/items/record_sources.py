"""Where the master of an item lives, where that alone is new: no version is made and no draft touched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from graph.database.queries import PropertiesOf
from graph.items.planned import Plan
from graph.ledger.amend import amend_items
from graph.ledger.audit import Write
from graph.versions.proposal import ItemKey, Source
from graph.vocabulary.content import Content


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """What is recorded: of which item, of which type and version, and where its master lives."""

    key: ItemKey
    type: str
    version: int
    source: Source | None

    @classmethod
    def of(cls, plan: Plan) -> SourceRecord:
        """Return what a plan says."""
        return cls(plan.key, plan.type, plan.numbering.no, plan.proposal.source)


def source_properties(source: Source | None, before: Content) -> dict[str, object]:
    """Return what a node says of its master; a source without a version leaves the one that was stated."""
    if source is None:
        return {name: before.get(name) for name in ("source", "source_version")}
    same = before.get("source_version") if before.get("source") == source.text else None
    return {"source": source.text, "source_version": source.version or same}


async def record_sources(write: Write, records: Sequence[SourceRecord]) -> None:
    """Record the sources of items whose content stays as it is."""
    rows = await write.tx.fetch(PropertiesOf(keys=sorted(record.key for record in records)))
    stored = {row.key: row.properties for row in rows}
    amended = []
    for record in records:
        now = source_properties(record.source, stored[record.key])
        revisions = [*stored[record.key]["revisions"], write.revision]
        properties = {**now, "changed": write.revision, "revisions": revisions}
        amended.append({"key": record.key, "properties": properties})
        change = {"item": record.key, "type": record.type, "action": "sourced", "version": record.version}
        write.changes.append({**change, **now})
    await amend_items(write, amended)
