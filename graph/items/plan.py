"""What each proposal would do, decided before anything is written.

A plan is made inside the write transaction: it looks keys, sources and references up first (the databases
check uniqueness only at commit) and refuses with a sentence that names the thing, the rule and the way out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from graph.database.queries import ItemRow, ItemsByKeys, ItemsBySources, VersionsByIds
from graph.database.store import Tx
from graph.errors import (
    DuplicateRow,
    EditorialRefused,
    EvitraceError,
    Fault,
    ItemNotFound,
    KeyTaken,
    OtherSource,
    Outside,
    StaysWithdrawn,
    TypeChanged,
    UnknownReference,
    WrongEnd,
)
from graph.items.planned import Plan, Surroundings, must_meet
from graph.items.systems import Systems, in_first_spelling, known_systems
from graph.items.type_rules import rules_of
from graph.versions.proposal import Mode, Options, Outcome, Proposal, Signature, Source, Unresolved
from graph.versions.rewording import (
    WordedContent,
    carried_wording,
    editorial_wording,
    substantive_changes,
    text_diff,
    worded,
)
from graph.versions.version import (
    FIRST,
    Numbering,
    Reference,
    Version,
    VersionId,
    field_of,
    next_numbering,
    references,
    version_id,
)
from graph.vocabulary import KINDS, RELATIONS, ConclusionKind
from graph.vocabulary.content import Content
from graph.vocabulary.governance import SIGNED_TYPES
from graph.vocabulary.registry import Hashes, hashes
from graph.vocabulary.relations import ANY
from graph.vocabulary.spelling import a_or_an, as_before


async def survey(tx: Tx, proposals: Sequence[Proposal]) -> Surroundings:
    """Return what is there of all that proposals touch: keys, sources, targets, and versions."""
    keys = {proposal.key for proposal in proposals}
    keys |= {reference.target for p in proposals for reference in references(p.type, p.content)}
    systems = await known_systems(tx) if any(p.source for p in proposals) else Systems()
    sources = sorted({text for p in proposals if p.source for text in systems.texts(p.source)})
    by_source: dict[str, list[ItemRow]] = {}
    for row in await tx.fetch(ItemsBySources(sources=sources)):
        by_source.setdefault(Source.of(row.source or "").identity, []).append(row)
    items = {row.key: row for row in await tx.fetch(ItemsByKeys(keys=sorted(keys)))}
    present: set[VersionId] = set()
    for key in {proposal.key for proposal in proposals} & set(items):
        present |= {version_id(key, items[key].latest_no), version_id(key, items[key].effective_no)}
    versions = {v.id: v for v in await tx.fetch(VersionsByIds(ids=sorted(present)))}
    around = Surroundings(items, by_source, versions, systems)
    read = {version for p in proposals if (version := rules_of(p.type).version_read(p, around))}
    more = {v.id: v for v in await tx.fetch(VersionsByIds(ids=sorted(read - set(versions))))}
    return replace(around, versions={**versions, **more})


@dataclass(frozen=True, slots=True)
class _AfterWrite:
    """The items as they will be once all proposals are carried out."""

    around: Surroundings
    proposals: Mapping[str, Proposal]

    def knows(self, key: str) -> bool:
        return key in self.around.items or key in self.proposals

    def number_of(self, key: str) -> int | None:
        row, proposal = self.around.items.get(key), self.proposals.get(key)
        if proposal is None or not proposal.approve:
            return row.effective_no or None if row else None
        now = hashes(proposal.type, proposal.content)
        return _action(proposal, row, self.around.effective(key), self.around.latest(key), now)[1].no

    def type_of(self, key: str) -> str | None:
        if key in self.proposals:
            return self.proposals[key].type
        row = self.around.items.get(key)
        return row.type if row else None


def make_plans(
    proposals: Sequence[Proposal], around: Surroundings, options: Options
) -> tuple[list[Plan], list[Outcome]]:
    """Decide every proposal; gives the plans and the failures, by row.

    A proposal whose reference points to one that failed fails as well, until nothing changes any more.
    """
    if not options.replays:
        proposals = in_first_spelling(proposals, around.systems, around.items)
    if options.mode is Mode.upsert and not options.replays:
        proposals = [_loaded(proposal, around) for proposal in proposals]
    failures: dict[int, Outcome] = {}
    repeated = _repeated(proposals)
    while True:
        accepted = [p for p in proposals if p.row not in failures]
        after_write = _AfterWrite(around, {p.key: p for p in accepted})
        holders = {p.source.text: p.key for p in reversed(accepted) if p.source}
        plans, failed = [], []
        for proposal in accepted:
            try:
                if proposal.key in repeated and repeated[proposal.key] != proposal.row:
                    raise _duplicate(proposal, repeated[proposal.key])
                _check_source(proposal, holders)
                plans.append(_plan(proposal, around, after_write, options))
            except EvitraceError as error:
                failed.append(Outcome(proposal.row, proposal.key, "failed", error=error))
        failures.update({outcome.row: outcome for outcome in failed})
        if not failed:
            return plans, [failures[row] for row in sorted(failures)]


def _loaded(proposal: Proposal, around: Surroundings) -> Proposal:
    """Return what a load brings with what it cannot take away from an item of this type."""
    existing, effective = around.items.get(proposal.key), around.effective(proposal.key)
    if existing is None or existing.type != proposal.type or effective is None:
        return proposal
    content = rules_of(proposal.type).loaded(proposal.content, effective)
    return replace(proposal, content=content, by_load=True)


def _repeated(proposals: Sequence[Proposal]) -> dict[str, int]:
    first: dict[str, int] = {}
    again: dict[str, int] = {}
    for proposal in proposals:
        if proposal.key in first:
            again[proposal.key] = first[proposal.key]
        first.setdefault(proposal.key, proposal.row)
    return again


def _duplicate(proposal: Proposal, first: int) -> DuplicateRow:
    message = (
        f"{proposal.key} stands in rows {first} and {proposal.row}; "
        "a load takes each key once, so send the later version in a load of its own."
    )
    return DuplicateRow(message, faults=[Fault("/key", message)])


def _check_source(proposal: Proposal, holders: Mapping[str, str]) -> None:
    source = proposal.source
    if source is not None and holders[source.text] != proposal.key:
        holder = holders[source.text]
        message = f"The source {source.text} stands at {holder} and {proposal.key}; it is that of one item."
        raise KeyTaken(message, faults=[Fault("/source", message)])


def _plan(proposal: Proposal, around: Surroundings, after_write: _AfterWrite, options: Options) -> Plan:
    rules, existing = rules_of(proposal.type), around.items.get(proposal.key)
    effective, latest = around.effective(proposal.key), around.latest(proposal.key)
    rules.check_proposal(proposal, options)
    if proposal.signatures:
        rules.check_signatures(proposal)
    _check_mode(proposal, existing, around, options)
    completed = rules.completed(proposal, around, after_write)
    known, missing = _ends(completed, after_write, options)
    worded_proposal, wording, rewording = _worded(
        _as_before(completed, latest, effective), existing, effective
    )
    now = hashes(proposal.type, worded_proposal.content, wording)
    carried = _carried_signatures(worded_proposal, existing, effective, now)
    signed = replace(worded_proposal, signatures=_together(worded_proposal.signatures, carried))
    action, numbering = _action(signed, existing, effective, latest, now)
    if existing is not None and existing.state == "withdrawn" and signed.approve and not options.reinstates:
        if options.mode is not Mode.upsert:
            raise stays_withdrawn(existing)
        action, numbering = "unchanged", latest.numbering if latest else numbering
    if action == "unchanged" and _moves_the_master(signed, existing, effective, latest):
        action = "sourced"
    if action not in ("unchanged", "sourced") and options.action != "preview":
        rules.check_successor(signed, effective)
    return Plan(
        proposal=signed,
        action=action,
        hashes=now,
        numbering=numbering,
        existing=existing,
        effective=effective,
        latest=latest,
        wording=wording,
        rewording=rewording,
        known=tuple(known),
        missing=tuple(missing),
        carried_signatures=carried,
    )


def stays_withdrawn(row: ItemRow) -> StaysWithdrawn:
    """Return why an item does not come back by itself, and how it does."""
    return StaysWithdrawn(
        f"{row.key} was withdrawn ({row.withdrawn_reason or 'no reason'}) and stays so, whatever is sent. "
        f"Bring it back by {Outside.reinstate_item.of(row.key)} with a reason, then change it."
    )


def _worded(
    proposal: Proposal, existing: ItemRow | None, effective: Version | None
) -> tuple[Proposal, Mapping[str, str], tuple[Content, ...]]:
    """Return a proposal with the wording that its version keeps, and the texts that a mark is about.

    The mark falls away where nothing of substance differs, so that nobody has to agree.
    """
    stated = effective is not None and (proposal.editorial or effective.wording)
    before = worded(effective) if effective and stated else WordedContent({}, {})
    wording = carried_wording(before, proposal.content)
    now = hashes(proposal.type, proposal.content, wording)
    if proposal.editorial and effective and now.substantive == effective.hashes.substantive:
        return replace(proposal, editorial=False, marked_by=None, agreed_by=None), wording, ()
    if not proposal.editorial:
        return proposal, wording, ()
    rewording, agreed = _reworded(proposal, existing, before)
    return proposal, agreed if proposal.agreed_by else wording, rewording


def _carried_signatures(
    proposal: Proposal, existing: ItemRow | None, effective: Version | None, now: Hashes
) -> tuple[Signature, ...]:
    """Return the signatures of what is in force that go on holding for what takes its place."""
    in_force = existing is not None and existing.state == "in_force"
    if not proposal.approve or not in_force or effective is None:
        return ()
    return rules_of(proposal.type).carried_signatures(proposal, effective, now)


def _as_before(proposal: Proposal, *versions: Version | None) -> Proposal:
    """Return a proposal with each field written as it is stored, where the two are equal in value."""
    content = proposal.content
    for version in versions:
        if version is not None:
            content = as_before(content, version.content)
    return replace(proposal, content=content)


def _together(new: Sequence[Signature], carried: Sequence[Signature]) -> tuple[Signature, ...]:
    known = {(entry.signer, entry.meaning, entry.signed_at) for entry in new}
    more = (entry for entry in carried if (entry.signer, entry.meaning, entry.signed_at) not in known)
    return (*new, *more)


def _reworded(
    proposal: Proposal, existing: ItemRow | None, before: WordedContent
) -> tuple[tuple[Content, ...], dict[str, str]]:
    """Return the texts that an editorial mark is about, and the wording that agreeing to it would keep."""
    key = proposal.key
    rules_of(proposal.type).check_rewording(key)
    if existing is None or existing.state != "in_force":
        message = f"{key} has no version in force whose wording could change; send it without the mark."
        raise EditorialRefused(message)
    agreed = editorial_wording(proposal.type, key, before, proposal.content)
    if proposal.approve and not proposal.agreed_by:
        message = (
            f"{key}: wording alone counts as editorial when a second person agrees; send it as a draft, "
            f"and let another actor approve it by {Outside.approve_item.of(key)} with agree_editorial."
        )
        raise EditorialRefused(message)
    names = substantive_changes(proposal.type, before, proposal.content)
    texts = [(name, before.content[name], proposal.content[name]) for name in names]
    return tuple(text_diff(*text) for text in texts), agreed


def _check_mode(proposal: Proposal, existing: ItemRow | None, around: Surroundings, options: Options) -> None:
    key = proposal.key
    if existing is None and options.mode is Mode.revise:
        message = f"There is no item {key}; create it with {Outside.create_item}."
        raise ItemNotFound(message)
    if existing is not None and options.mode is Mode.create:
        message = f"{key} exists already, as {a_or_an(existing.type)}; revise it, or choose another key."
        raise KeyTaken(message)
    must_meet(key, existing, proposal.expect, proposal.unless)
    if existing is not None and existing.type != proposal.type:
        message = f"{key} is {a_or_an(existing.type)} and stays one; make a new {proposal.type} instead."
        raise TypeChanged(message)
    holders = around.by_source.get(proposal.source.identity, ()) if proposal.source else ()
    if options.replays:  # as it was written before systems were compared in any spelling
        holders = [row for row in holders if proposal.source and row.source == proposal.source.text]
    if holders and all(row.key != key for row in holders):
        message = f"The source {holders[0].source} is that of {holders[0].key}, not of {key}."
        raise KeyTaken(message, faults=[Fault("/source", message)])
    if existing is not None and not options.takes_over:
        _refuse_other_source(proposal, existing)


def _refuse_other_source(proposal: Proposal, existing: ItemRow) -> None:
    """Refuse that an item gets another master by being sent: two tools may use one key by chance."""
    source = proposal.source
    if source is not None and existing.source and existing.source != source.text:
        message = (
            f"The master of {existing.key} is {existing.source}, and this comes from {source.text}. Choose "
            "another key; or, where its master has moved, send take_over=true."
        )
        raise OtherSource(message, faults=[Fault("/source", message)])


def _ends(
    proposal: Proposal, after_write: _AfterWrite, options: Options
) -> tuple[list[Reference], list[Reference]]:
    """Sort the references of a proposal into those to items and those to nothing yet."""
    known, missing = [], []
    for reference in references(proposal.type, proposal.content):
        relation, target = reference
        kind = after_write.type_of(target)
        if kind is None:
            missing.append(reference)
            continue
        check_end(proposal, relation, target, kind)
        known.append(reference)
    if missing and options.unresolved is Unresolved.refuse:
        names = ", ".join(f"{relation} {target}" for relation, target in missing)
        message = (
            f"{proposal.key} refers to items that do not exist: {names}. Create them first, "
            "correct the keys, or send unresolved=keep to keep the references until they exist."
        )
        faults = [Fault(f"/{field_of(proposal.type, relation)}", target) for relation, target in missing]
        raise UnknownReference(message, faults=faults)
    return known, missing


def allowed_ends(relation: str, conclusion_kind: str) -> tuple[str, ...]:
    """Return the item types that a relation may lead to; of ABOUT they follow from the conclusion's kind."""
    if relation == "ABOUT":
        return KINDS[ConclusionKind(conclusion_kind)].about
    return RELATIONS[relation].targets


def check_end(proposal: Proposal, relation: str, target: str, kind: str) -> None:
    """Refuse a reference to an item of a type that the relation, or the conclusion kind, does not allow."""
    allowed = allowed_ends(relation, proposal.content.get("kind", ""))
    if ANY in allowed or kind in allowed:
        if target != proposal.key:
            return
        message = f"{proposal.key} cannot refer to itself by {relation}."
        raise WrongEnd(message, faults=[Fault(f"/{field_of(proposal.type, relation)}", message)])
    message = (
        f"{relation} goes from {proposal.type} to {' or '.join(allowed)}; "
        f"{target} is {a_or_an(kind)}. Point it to another item, or use another field."
    )
    raise WrongEnd(message, faults=[Fault(f"/{field_of(proposal.type, relation)}", message)])


def _action(
    proposal: Proposal,
    existing: ItemRow | None,
    effective: Version | None,
    latest: Version | None,
    now: Hashes,
) -> tuple[str, Numbering]:
    if existing is None or latest is None:
        return "created", FIRST
    same_as_draft = latest.is_draft and latest.hashes.content == now.content
    if same_as_draft and proposal.approve:
        if effective is not None and proposal.editorial:
            return "approved", next_numbering(effective, existing.latest_no - 1, now)
        return "approved", latest.numbering
    if same_as_draft and proposal.editorial == bool(latest.editorial_marked_by):
        return "unchanged", latest.numbering
    # What says what is in force changes nothing; a draft of somebody else stays open beside it.
    same = effective if proposal.approve or not latest.is_draft else None
    equal = same is not None and existing.state == "in_force" and same.hashes.content == now.content
    if same is not None and equal and not _signed_anew(proposal, same):
        return "unchanged", same.numbering
    previous = effective if effective is not None else latest
    return "revised", next_numbering(previous, existing.latest_no, now)


def _signed_anew(proposal: Proposal, stored: Version) -> bool:
    """Whether a load brings signatures that the version of a signed type does not carry yet."""
    if proposal.type not in SIGNED_TYPES or not proposal.signatures:
        return False
    known = {(s.signer, s.meaning, s.signed_at) for s in stored.signatures}
    return any((s.signer, s.meaning, s.signed_at) not in known for s in proposal.signatures)


def _moves_the_master(
    proposal: Proposal, existing: ItemRow | None, effective: Version | None, latest: Version | None
) -> bool:
    """Whether a proposal says of an item another source than is known, or another version of its master."""
    source = proposal.source
    if source is None or existing is None:
        return False
    known = existing.source_version
    if known is None:  # what was written before the item itself kept it
        stated = (v.source_version for v in (latest, effective) if v and v.source == existing.source)
        known = next((version for version in stated if version), None)
    return source.text != existing.source or source.version not in (None, known)
