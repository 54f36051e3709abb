"""Carrying plans out: versions, projection, references, scopes, pins; then settling.

All that is written of items is written here, in one order, for one item and for a hundred thousand alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from graph import scopes
from graph.canonical import canonical
from graph.database.queries import (
    AddVersions,
    AppraisalsOf,
    Awaiting,
    AwaitKeys,
    BasisRow,
    CreateItems,
    CreateLinks,
    DropAwaited,
    DropAwaiting,
    DropLinks,
    FactsOf,
    ItemsByKeys,
    PropertiesOf,
)
from graph.database.store import Tx, batches
from graph.items.cycles import refuse_circles
from graph.items.plan import Plan, Surroundings, allowed_ends, appraised_version
from graph.items.unanswered import store_unanswered, unanswered_reasons
from graph.items.waiver_pins import pin_waivers
from graph.ledger.amend import amend_items, amend_versions, replace_items
from graph.ledger.audit import Write
from graph.staleness import DATE_FIELDS
from graph.status.auto_clear import record_changes
from graph.status.basis import expected_basis, membership_fields, pin_basis
from graph.status.update import affected_conclusions, update_statuses
from graph.versions.projection import (
    CACHE_PROPERTIES,
    item_properties,
    new_id,
    projection,
    search_text,
    signature_properties,
)
from graph.versions.version import (
    VERSION_PROPERTIES,
    references,
    signatures_text,
    signed_hash,
    version_record,
)
from graph.vocabulary.governance import SIGNED_TYPES
from graph.vocabulary.relations import ANY

Row = dict[str, Any]
_FEW: Final = 20
"""Up to so many items whose place in every basis stays the same are settled by what names them."""


async def apply_plans(write: Write, plans: Sequence[Plan], around: Surroundings) -> None:
    """Write all that the plans say, and settle what follows from it."""
    tx = write.tx
    doing = [plan for plan in plans if plan.action != "unchanged"]
    coming = [plan for plan in doing if plan.comes_into_force]
    staying = [plan for plan in coming if _keeps_references(plan, around)]
    kept = {plan.proposal.key for plan in staying}
    relinked = [plan for plan in coming if plan.proposal.key not in kept]
    steady = {plan.proposal.key for plan in staying if _keeps_place(plan)}
    steady = steady if len(steady) <= _FEW else set()
    standing = {p.proposal.key: p.proposal.type for p in coming if p.existing is not None}
    watched = await affected_conclusions(
        tx, {key: kind for key, kind in standing.items() if key not in steady}
    )
    closed = await unanswered_reasons(write, coming)
    if any(plan.action == "created" for plan in doing):
        await scopes.ensure(tx, [p.proposal.key for p in doing if p.proposal.type == "Device"])
    await _write_items(write, doing, around)
    await _write_links(tx, relinked)
    touched = {plan.proposal.key: plan.proposal.type for plan in relinked}
    touched |= await _resolve(tx, [plan for plan in doing if plan.action == "created"])
    touched |= await _enter_scopes(tx, touched, watched)
    steady -= set(touched)
    touched |= {plan.proposal.key: plan.proposal.type for plan in staying}
    await _late_appraisals(write, coming)
    expected, pins = await _sign(write, coming)
    await store_unanswered(write, closed, {p.proposal.key: p.version_id for p in coming})
    accepted = [plan for plan in coming if plan.proposal.type == "JustifiedGap"]
    pins = {**pins, **await pin_waivers(write, accepted)}
    await refuse_circles(tx, doing)
    write.changes.extend(_change(plan, pins, closed) for plan in doing)
    effects = await update_statuses(write, touched, watched, steady=steady, signed=expected)
    await record_changes(write, effects, touched)


def _keeps_references(plan: Plan, around: Surroundings) -> bool:
    """Whether the item is in force with the very references that it will have, all to items that exist."""
    if plan.existing is None or plan.effective is None or plan.existing.state != "in_force" or plan.missing:
        return False
    now = references(plan.proposal.type, plan.proposal.content)
    before = references(plan.proposal.type, plan.effective.content)
    return now == before and all(target in around.items for _, target in now)


def _keeps_place(plan: Plan) -> bool:
    """Whether all fields on which a place in a basis, or a date, can depend keep their values as well."""
    if plan.effective is None:
        return False
    kind, key = plan.proposal.type, plan.proposal.key
    now = projection(kind, key, plan.proposal.content)
    before = projection(kind, key, plan.effective.content)
    return all(now.get(name) == before.get(name) for name in (*membership_fields(), *DATE_FIELDS))


def _change(plan: Plan, pins: Mapping[str, str], closed: Mapping[str, Row]) -> Row:
    before = plan.latest.hashes.content if plan.latest else None
    decided = plan.proposal.reaffirmation
    found = {
        "item": plan.proposal.key,
        "type": plan.proposal.type,
        "action": plan.action,
        "version": plan.numbering.no,
        "approved": plan.proposal.approve,
        "change_class": plan.numbering.change_class,
        "before": before,
        "after": plan.hashes.content,
        "loaded": bool(set(plan.proposal.signatures) - set(plan.kept)),
        **({"reaffirmation": decided} if decided else {}),
        **({"unanswered": closed[plan.proposal.key]} if plan.proposal.key in closed else {}),
        **(_rewording(plan) if plan.rewording else {}),
    }
    if plan.proposal.type == "EvidenceUse":
        return found | _vouched(plan)
    if plan.proposal.type in SIGNED_TYPES:
        found["signed"] = signed_hash(plan.proposal.signatures, pins.get(plan.proposal.key))
    return found


def _vouched(plan: Plan) -> Row:
    """Return who signed a use, and whose signatures fell away; nothing of one that nobody ever signed."""
    found: Row = {}
    if plan.proposal.signatures:
        found["signed"] = signed_hash(plan.proposal.signatures, None)
        found["signed_by"] = sorted({entry.signer for entry in plan.proposal.signatures})
    before = plan.effective.signatures if plan.effective else ()
    lost = sorted({entry.signer for entry in before} - {entry.signer for entry in plan.proposal.signatures})
    if plan.comes_into_force and lost:
        found["no_longer_signed_by"] = lost
    return found


def _rewording(plan: Plan) -> Row:
    proposal = plan.proposal
    names = {"marked_by": proposal.marked_by, "agreed_by": proposal.agreed_by} if proposal.agreed_by else {}
    return {"editorial": {**names, "rewording": list(plan.rewording)}}


# -- items and versions --------------------------------------------------------------------------------


async def _write_items(write: Write, plans: Sequence[Plan], around: Surroundings) -> None:
    tx = write.tx
    appraised = {plan.proposal.key: plan for plan in plans}
    extra = {p.proposal.key: _appraised(p, appraised, around) for p in plans}
    for kind in sorted({p.proposal.type for p in plans if p.action == "created"}):
        rows = [
            {"item": _new_item(write, p, extra[p.proposal.key]), "version": _version(write, p)}
            for p in plans
            if p.action == "created" and p.proposal.type == kind
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
        "source": proposal.source.text if proposal.source else None,
        "search": search_text(proposal.key, proposal.content),
        "title": proposal.content.get("title"),
    }
    if proposal.type == "Conclusion":
        properties |= {"status": "draft", "kind": proposal.content["kind"]}
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
        "editorial_marked_by": proposal.marked_by or None,
        "editorial_agreed_by": proposal.agreed_by or None,
        "content_hash": plan.hashes.content,
        "substantive_hash": plan.hashes.substantive,
        "interface_hash": plan.hashes.interface,
        "search": search_text(proposal.key, proposal.content),
        **extra,
    }
    if proposal.type in SIGNED_TYPES:
        properties |= signature_properties(proposal.signatures)
    if proposal.type == "JustifiedGap":
        properties["pinned"] = None
    return properties


def _appraised(plan: Plan, plans: dict[str, Plan], around: Surroundings) -> Row:
    """Return what an appraisal's node says of the evidence version that was appraised."""
    appraised = appraised_version(plan.proposal)
    if not appraised:
        # Other evidence than before, and no word that it was read: nothing of it was.
        before = plan.effective.content if plan.effective else {}
        kept = before.get("appraises") == plan.proposal.content.get("appraises")
        return {} if kept else {"appraised_no": None, "appraised_hash": None}
    target = plans.get(plan.proposal.content["appraises"][0])
    number = plan.proposal.content["evidence_version"]
    if target is not None and target.numbering.no == number:
        return {"appraised_no": number, "appraised_hash": target.hashes.substantive}
    version = around.versions.get(appraised)
    if version is None and target is not None and target.effective is not None:
        version = target.effective if target.effective.no == number else None
    found = version.hashes.substantive if version else None
    row = around.items.get(plan.proposal.content["appraises"][0])
    if found is None and row is not None and row.effective_no == number:
        found = row.substantive_hash
    return {"appraised_no": number, "appraised_hash": found}


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
    if plan.proposal.type not in SIGNED_TYPES:
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
    keys = [plan.proposal.key for plan in plans]
    stored = {row.key: dict(row.properties) for row in await tx.fetch(PropertiesOf(keys=keys))}
    replaced, amended = [], []
    for plan in plans:
        old = stored[plan.proposal.key]
        bookkeeping = {
            "latest_no": max(plan.numbering.no, old["latest_no"]),
            "changed": write.revision,
            "revisions": [*old["revisions"], write.revision],
            "source": plan.proposal.source.text if plan.proposal.source else old.get("source"),
        }
        if not plan.proposal.approve:
            amended.append({"key": plan.proposal.key, "properties": bookkeeping})
            continue
        kept = ("key", "id", "type", *CACHE_PROPERTIES.get(plan.proposal.type, ()))
        properties = {name: old[name] for name in kept if name in old}
        properties |= bookkeeping | _in_force(plan, extra[plan.proposal.key])
        present = {name: value for name, value in properties.items() if value is not None}
        replaced.append({"key": plan.proposal.key, "properties": present})
    await amend_items(write, amended)
    await replace_items(write, replaced)


# -- references ----------------------------------------------------------------------------------------


async def _write_links(tx: Tx, plans: Sequence[Plan]) -> None:
    old = [plan.proposal.key for plan in plans if plan.existing is not None]
    await tx.run(DropLinks(keys=old))
    await tx.run(DropAwaited(keys=old))
    by_relation: dict[str, list[Row]] = {}
    waiting = []
    for plan in plans:
        for relation, target in plan.known:
            row = {"owner": plan.proposal.key, "target": target}
            by_relation.setdefault(relation, []).append(row)
        waiting += [
            {"owner": plan.proposal.key, "relation": relation, "target": target}
            for relation, target in plan.missing
        ]
    await _link(tx, by_relation)
    for batch in batches(waiting):
        await tx.run(AwaitKeys(rows=batch))


async def _link(tx: Tx, by_relation: dict[str, list[Row]]) -> None:
    for relation, rows in sorted(by_relation.items()):
        for batch in batches(rows):
            await tx.run(CreateLinks(relation=relation, rows=batch))


async def _resolve(tx: Tx, created: Sequence[Plan]) -> dict[str, str]:
    """Turn references that waited for these new items into relationships; gives their owners.

    A reference whose relation, or whose kind of conclusion, does not allow the type of the new item goes on
    waiting, and so stays listed by REF-01.
    """
    types = {plan.proposal.key: plan.proposal.type for plan in created}
    by_relation: dict[str, list[Row]] = {}
    resolved = []
    waiting = await tx.fetch(Awaiting(keys=sorted(types)))
    about = sorted({row.owner for row in waiting if row.relation == "ABOUT"})
    kinds = {fact.key: fact.kind or "" for fact in await tx.fetch(FactsOf(keys=about))}
    for row in waiting:
        allowed = allowed_ends(row.relation, kinds.get(row.owner, ""))
        if ANY in allowed or types[row.target] in allowed:
            link = {"owner": row.owner, "target": row.target}
            by_relation.setdefault(row.relation, []).append(link)
            resolved.append({**link, "relation": row.relation})
    await tx.run(DropAwaiting(rows=resolved))
    await _link(tx, by_relation)
    owners = sorted({row["owner"] for row in resolved})
    return {row.key: row.type for row in await tx.fetch(ItemsByKeys(keys=owners))}


async def _enter_scopes(tx: Tx, touched: dict[str, str], watched: set[str]) -> dict[str, str]:
    """Put what was touched, and what follows it, into its scopes; gives the followers that moved."""
    parts = [key for key, kind in touched.items() if kind in ("DeviceVersion", "Variant")]
    following = sorted(set(await scopes.followers(tx, parts)) - set(touched))
    types = {row.key: row.type for row in await tx.fetch(ItemsByKeys(keys=following))}
    watched |= await affected_conclusions(tx, types)
    moved = await scopes.rescope(tx, [*touched, *following])
    return {key: types[key] for key in following if key in moved}


async def _late_appraisals(write: Write, plans: Sequence[Plan]) -> None:
    """Return appraisals that came before their evidence the version they then appraise: its first."""
    tx = write.tx
    firsts = {p.proposal.key: p for p in plans if p.proposal.type == "Evidence" and p.effective is None}
    rows = await tx.fetch(AppraisalsOf(keys=sorted(firsts)))
    facts = {row.key: row for row in await tx.fetch(FactsOf(keys=[r.appraisal for r in rows]))}
    amended = [
        {
            "key": row.appraisal,
            "properties": {
                "appraised_no": firsts[row.evidence].numbering.no,
                "appraised_hash": row.substantive_hash,
            },
        }
        for row in rows
        if facts[row.appraisal].appraised_hash is None
    ]
    await amend_items(write, amended)


async def _sign(
    write: Write, plans: Sequence[Plan]
) -> tuple[Mapping[str, Sequence[BasisRow]], Mapping[str, str]]:
    """Pin what the conclusions that come into force ought to rest on at this moment.

    Gives that, and the pins as they are kept in the version's own record.
    """
    versions = {p.proposal.key: p.version_id for p in plans if p.proposal.type == "Conclusion"}
    if not versions:
        return {}, {}
    expected = await expected_basis(write.tx, versions)
    pins = await pin_basis(write.tx, expected)
    texts = {key: canonical(list(entries)) for key, entries in pins.items()}
    rows = [{"id": versions[key], "properties": {"pins": text}} for key, text in sorted(texts.items())]
    await amend_versions(write, rows)
    return expected, texts
