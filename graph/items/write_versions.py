"""Versions as they are written, and the node of an item, which says what is in force."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from graph.canonical import canonical
from graph.database.messages import batches
from graph.database.queries import AddVersions, CreateItems, PropertiesOf
from graph.items.planned import Plan, Surroundings, WithdrawalPlan
from graph.items.record_sources import source_properties
from graph.items.type_rules import rules_of
from graph.ledger.amend import amend_items, amend_versions, replace_items
from graph.ledger.audit import Write
from graph.versions.projection import (
    CACHE_PROPERTIES,
    GRAVE_REASONS,
    item_properties,
    new_id,
    projection,
    search_text,
    signature_properties,
)
from graph.versions.version import VERSION_PROPERTIES, signatures_text, version_id, version_record
from graph.vocabulary.evidence import notice_of
from graph.vocabulary.governance import SIGNED_TYPES
from graph.vocabulary.notices import is_taken_back

Row = dict[str, object]


async def write_versions(write: Write, plans: Sequence[Plan | WithdrawalPlan], around: Surroundings) -> None:
    """Write the new versions, what becomes of the old ones, and what the nodes of the items say."""
    proposed = [plan for plan in plans if isinstance(plan, Plan)]
    await _write_proposed(write, proposed, around)
    for plan in plans:
        if isinstance(plan, WithdrawalPlan):
            await _withdraw(write, plan)


async def _write_proposed(write: Write, plans: Sequence[Plan], around: Surroundings) -> None:
    tx = write.tx
    by_key = {plan.key: plan for plan in plans}
    extra = {p.key: rules_of(p.type).in_force_properties(p, by_key, around) for p in plans}
    for kind in sorted({p.type for p in plans if p.action == "created"}):
        rows = [
            {"item": _new_item(write, p, extra[p.key]), "version": _version(write, p)}
            for p in plans
            if p.action == "created" and p.type == kind
        ]
        for batch in batches(rows):
            await tx.run(
                CreateItems(
                    label=kind,
                    item_properties=item_properties(kind),
                    version_properties=VERSION_PROPERTIES,
                    rows=batch,
                )
            )
    later = [p for p in plans if p.action != "created"]
    await _write_later_versions(write, later)
    await _project(write, later, extra)


def _version(write: Write, plan: Plan) -> Row:
    record = version_record(plan.proposal, plan.hashes, plan.numbering, write.author, write.revision)
    return record | _wording(plan)


def _wording(plan: Plan) -> Row:
    return {
        "wording": canonical(dict(plan.wording)) if plan.wording else None,
        "rewording": canonical(list(plan.rewording)) if plan.rewording else None,
    }


def _new_item(write: Write, plan: Plan, extra: Row) -> Row:
    proposal = plan.proposal
    properties = {
        "key": proposal.key,
        "id": new_id(),
        "type": proposal.type,
        "state": "draft",
        "latest_no": plan.numbering.no,
        "effective_no": 0,
        "changed": write.revision,
        "since": write.revision,
        "revisions": [write.revision],
        **source_properties(proposal.source, {}),
        "search": search_text(proposal.key, proposal.content),
        "title": proposal.content.get("title"),
    }
    properties |= rules_of(proposal.type).draft_properties(proposal)
    if proposal.approve:
        properties |= _in_force(plan, extra)
    return properties


def _in_force(plan: Plan, extra: Row) -> Row:
    proposal = plan.proposal
    properties: Row = {
        **projection(proposal.type, proposal.key, proposal.content),
        "state": "in_force",
        "effective_no": plan.numbering.no,
        "substantive_rev": plan.numbering.substantive_rev,
        "editorial_rev": plan.numbering.editorial_rev,
        "change_class": plan.numbering.change_class,
        "editorial_marked_by": proposal.marked_by,
        "editorial_agreed_by": proposal.agreed_by,
        "content_hash": plan.hashes.content,
        "substantive_hash": plan.hashes.substantive,
        "interface_hash": plan.hashes.interface,
        "search": search_text(proposal.key, proposal.content),
        **extra,
    }
    if proposal.type in SIGNED_TYPES:
        properties |= signature_properties(proposal.signatures)
    return properties


async def _write_later_versions(write: Write, plans: Sequence[Plan]) -> None:
    added = [_version(write, plan) for plan in plans if plan.action == "revised"]
    for batch in batches([{"version": row} for row in added]):
        await write.tx.run(AddVersions(version_properties=VERSION_PROPERTIES, rows=batch))
    amended = []
    for plan in plans:
        if plan.action == "approved":
            approval = _approval(write) | _agreement(plan) | _signatures(plan)
            amended.append({"id": plan.version_id, "properties": approval})
        for old in (plan.latest, plan.effective):
            if old is None or old.no == plan.numbering.no:
                continue
            if old.is_draft or plan.proposal.approve:
                amended.append({"id": old.id, "properties": {"status": "superseded"}})
    await amend_versions(write, amended)


def _approval(write: Write) -> Row:
    return {
        "status": "approved",
        "approved_by": write.author.actor,
        "approved_at": write.author.at,
    }


def _signatures(plan: Plan) -> Row:
    """Return the signatures with which a draft comes into force."""
    if plan.type not in SIGNED_TYPES:
        return {}
    return {"signatures": signatures_text(plan.proposal.signatures)}


def _agreement(plan: Plan) -> Row:
    """Return what a draft becomes when somebody agrees that only its wording changed."""
    if not plan.proposal.editorial:
        return {}
    return {
        "substantive_hash": plan.hashes.substantive,
        "interface_hash": plan.hashes.interface,
        "substantive_rev": plan.numbering.substantive_rev,
        "editorial_rev": plan.numbering.editorial_rev,
        "change_class": plan.numbering.change_class,
        "editorial_agreed_by": plan.proposal.agreed_by,
        **_wording(plan),
    }


async def _project(write: Write, plans: Sequence[Plan], extra: dict[str, Row]) -> None:
    tx = write.tx
    keys = [plan.key for plan in plans]
    stored = {row.key: dict(row.properties) for row in await tx.fetch(PropertiesOf(keys=keys))}
    replaced, amended = [], []
    for plan in plans:
        old = stored[plan.key]
        bookkeeping = {
            "latest_no": max(plan.numbering.no, old["latest_no"]),
            "changed": write.revision,
            "revisions": [*old["revisions"], write.revision],
            **source_properties(plan.proposal.source, old),
        }
        if not plan.proposal.approve:
            amended.append({"key": plan.key, "properties": bookkeeping})
            continue
        withdrawn = old["state"] == "withdrawn" and old.get("withdrawn_reason") in GRAVE_REASONS
        if withdrawn or _is_unmarked(plan, old):
            bookkeeping["reinstated_no"] = plan.numbering.no
        if plan.changes_a_report:
            bookkeeping["loaded_no"] = plan.numbering.no if plan.proposal.by_load else None
        unchanged = ("key", "id", "type", *_KEPT, *CACHE_PROPERTIES.get(plan.type, ()))
        properties = {name: old[name] for name in unchanged if name in old}
        properties |= bookkeeping | _in_force(plan, extra[plan.key])
        present = {name: value for name, value in properties.items() if value is not None}
        replaced.append({"key": plan.key, "properties": present})
    await amend_items(write, amended)
    await replace_items(write, replaced)


_KEPT: Final = ("reinstated_no", "loaded_no")
"""What an item remembers of how it came to be what it is."""


def _is_unmarked(plan: Plan, old: Row) -> bool:
    """Whether a mark by which evidence was retracted, or in doubt, is gone: that settles nothing."""
    return plan.type == "Evidence" and is_taken_back(old.get("notice"), notice_of(plan.proposal.content))


# -- withdrawn items -----------------------------------------------------------------------------------


async def _withdraw(write: Write, plan: WithdrawalPlan) -> None:
    author, row, versions = write.author, plan.row, []
    if row.effective_no:
        properties = {
            "status": "withdrawn",
            "withdrawn_reason": plan.withdrawn_reason,
            "withdrawn_by": author.actor,
            "withdrawn_at": author.at,
        }
        versions.append({"id": plan.version_id, "properties": properties})
    if row.latest_no != row.effective_no:
        draft = version_id(row.key, row.latest_no)
        versions.append({"id": draft, "properties": {"status": "rejected"}})
    await amend_versions(write, versions)
    stored = await write.tx.fetch(PropertiesOf(keys=[row.key]))
    revisions = [revision for entry in stored for revision in entry.properties["revisions"]]
    now: Row = {
        "state": "withdrawn",
        "withdrawn_reason": plan.withdrawn_reason,
        "changed": write.revision,
        "revisions": [*revisions, write.revision],
    }
    await amend_items(write, [{"key": row.key, "properties": now}])
