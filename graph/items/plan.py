"""What each proposal would do, decided before anything is written.

A plan is made inside the write transaction: it looks keys, sources and references up first (the databases
check uniqueness only at commit) and refuses with a sentence that names the thing, the rule and the way out.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.database.queries import ItemRow, ItemsByKeys, ItemsBySources, VersionsByIds
from graph.database.store import Tx
from graph.errors import (
    DuplicateRow,
    EditorialRefused,
    EvitraceError,
    Fault,
    InvalidContent,
    ItemNotFound,
    KeyTaken,
    StaleRevision,
    TypeChanged,
    UnknownReference,
    WrongEnd,
    WrongState,
)
from graph.versions.proposal import Content, Mode, Options, Outcome, Proposal, Signature, Unresolved
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
    next_numbering,
    references,
    version_id,
)
from graph.vocabulary import KINDS, RELATIONS, ConclusionKind
from graph.vocabulary.governance import SIGNED_TYPES
from graph.vocabulary.registry import Hashes, hashes
from graph.vocabulary.relations import ANY
from graph.vocabulary.spelling import as_before


@dataclass(frozen=True, slots=True)
class Plan:
    """One proposal that will be carried out; `action` is created, revised, approved or unchanged."""

    proposal: Proposal
    action: str
    hashes: Hashes
    numbering: Numbering
    existing: ItemRow | None
    effective: Version | None
    latest: Version | None
    wording: Mapping[str, str] = field(default_factory=dict)
    rewording: tuple[Content, ...] = ()
    known: tuple[Reference, ...] = ()
    missing: tuple[Reference, ...] = ()
    kept: tuple[Signature, ...] = ()

    @property
    def version_id(self) -> VersionId:
        """The id of the version that is made or brought into force."""
        return version_id(self.proposal.key, self.numbering.no)

    @property
    def comes_into_force(self) -> bool:
        """Whether the graph that rules see changes by this plan."""
        return self.proposal.approve and self.action != "unchanged"


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the database already has that proposals touch."""

    items: Mapping[str, ItemRow]
    by_source: Mapping[str, ItemRow]
    versions: Mapping[VersionId, Version]

    def effective(self, key: str) -> Version | None:
        """The version in force (or last in force) of an item."""
        row = self.items.get(key)
        return self.versions.get(version_id(key, row.effective_no)) if row else None

    def latest(self, key: str) -> Version | None:
        """The newest version of an item, draft or not."""
        row = self.items.get(key)
        return self.versions.get(version_id(key, row.latest_no)) if row else None


async def survey(tx: Tx, proposals: Sequence[Proposal]) -> Surroundings:
    """Look up all that proposals touch: their keys, sources, targets and present versions."""
    keys = {proposal.key for proposal in proposals}
    keys |= {t for p in proposals for _, t in references(p.type, p.content)}
    sources = sorted({p.source.text for p in proposals if p.source})
    by_source = {row.source or "": row for row in await tx.fetch(ItemsBySources(sources=sources))}
    items = {row.key: row for row in await tx.fetch(ItemsByKeys(keys=sorted(keys)))}
    ids: set[VersionId] = set()
    for key in {proposal.key for proposal in proposals} & set(items):
        ids |= {version_id(key, items[key].latest_no), version_id(key, items[key].effective_no)}
    ids |= {appraised for p in proposals if (appraised := appraised_version(p))}
    versions = {v.id: v for v in await tx.fetch(VersionsByIds(ids=sorted(ids)))}
    around = Surroundings(items, by_source, versions)
    carried = {
        version_id(p.content["appraises"][0], number)
        for p in proposals
        if (number := _carried_evidence_version(p, around))
    }
    missing = sorted(carried - set(versions))
    more = {v.id: v for v in await tx.fetch(VersionsByIds(ids=missing))}
    return replace(around, versions={**versions, **more})


def _carried_evidence_version(proposal: Proposal, around: Surroundings) -> int | None:
    """Return the evidence version that the revision of an appraisal goes on appraising, None for none."""
    earlier = around.latest(proposal.key)
    if proposal.type != "Appraisal" or earlier is None:
        return None
    same = earlier.content.get("appraises") == proposal.content["appraises"]
    number: int | None = earlier.content.get("evidence_version") if same else None
    return number


def appraised_version(proposal: Proposal) -> VersionId | None:
    """Return the id of the evidence version that an appraisal says it appraised, None for none."""
    number = proposal.content.get("evidence_version")
    if proposal.type != "Appraisal" or not number:
        return None
    return version_id(proposal.content["appraises"][0], number)


def make_plans(
    proposals: Sequence[Proposal], around: Surroundings, options: Options
) -> tuple[list[Plan], list[Outcome]]:
    """Decide every proposal; gives the plans and the failures, by row.

    A proposal whose reference points to one that failed fails as well, until nothing changes any more.
    """
    failures: dict[int, Outcome] = {}
    repeated = _repeated(proposals)
    while True:
        accepted = [p for p in proposals if p.row not in failures]
        coming = {p.key: p for p in accepted}
        holders = {p.source.text: p.key for p in reversed(accepted) if p.source}
        plans, failed = [], []
        for proposal in accepted:
            try:
                if proposal.key in repeated and repeated[proposal.key] != proposal.row:
                    raise _duplicate(proposal, repeated[proposal.key])
                _check_source(proposal, holders)
                plans.append(_plan(proposal, around, coming, options))
            except EvitraceError as error:
                failed.append(Outcome(proposal.row, proposal.key, "failed", error=error))
        failures.update({outcome.row: outcome for outcome in failed})
        if not failed:
            return plans, [failures[row] for row in sorted(failures)]


def _repeated(proposals: Sequence[Proposal]) -> dict[str, int]:
    first: dict[str, int] = {}
    again: dict[str, int] = {}
    for proposal in proposals:
        if proposal.key in first:
            again[proposal.key] = first[proposal.key]
        first.setdefault(proposal.key, proposal.row)
    return again


def _duplicate(proposal: Proposal, first: int) -> DuplicateRow:
    return DuplicateRow(
        f"{proposal.key} stands in rows {first} and {proposal.row}; "
        "a load takes each key once, so send the later version in a load of its own."
    )


def _check_source(proposal: Proposal, holders: Mapping[str, str]) -> None:
    source = proposal.source
    if source is not None and holders[source.text] != proposal.key:
        holder = holders[source.text]
        message = f"The source {source.text} stands at {holder} and {proposal.key}; it is that of one item."
        raise KeyTaken(message, faults=[Fault("/source", message)])


def _plan(
    proposal: Proposal,
    around: Surroundings,
    coming: Mapping[str, Proposal],
    options: Options,
) -> Plan:
    existing = around.items.get(proposal.key)
    _check_mode(proposal, existing, around, options)
    _check_appraised(proposal, around, coming)
    proposal = _with_evidence_version(proposal, around, coming)
    known, missing = _ends(proposal, around, coming, options)
    effective, latest = around.effective(proposal.key), around.latest(proposal.key)
    proposal = _as_before(proposal, latest, effective)
    reading = effective is not None and (proposal.editorial or effective.wording)
    before = worded(effective) if effective and reading else WordedContent({}, {})
    wording = carried_wording(before, proposal.content)
    found = hashes(proposal.type, proposal.content, wording)
    if proposal.editorial and effective and found.substantive == effective.hashes.substantive:
        # nothing of substance differs, so nobody has to agree
        proposal = replace(proposal, editorial=False, marked_by="", agreed_by="")
    rewording: tuple[Content, ...] = ()
    if proposal.editorial:
        rewording, agreed = _reworded(proposal, existing, before)
        wording = agreed if proposal.agreed_by else wording
        found = hashes(proposal.type, proposal.content, wording)
    kept = _still_signed(proposal, existing, effective, found)
    proposal = replace(proposal, signatures=_together(proposal.signatures, kept))
    action, numbering = _action(proposal, existing, effective, latest, found)
    if action != "unchanged" and options.action != "preview":
        _check_signed(proposal, effective)
    return Plan(
        proposal,
        action,
        found,
        numbering,
        existing,
        effective,
        latest,
        wording,
        rewording,
        tuple(known),
        tuple(missing),
        kept,
    )


def _as_before(proposal: Proposal, *versions: Version | None) -> Proposal:
    """Return a proposal with each field written as it is stored, where the two are equal in value."""
    content = proposal.content
    for version in versions:
        if version is not None:
            content = as_before(content, version.content)
    return replace(proposal, content=content)


def _still_signed(
    proposal: Proposal, existing: ItemRow | None, effective: Version | None, found: Hashes
) -> tuple[Signature, ...]:
    """Return the signatures of a use in force that go on holding: its substance is what was signed."""
    standing = existing is not None and existing.state == "in_force" and effective is not None
    if proposal.type != "EvidenceUse" or not proposal.approve or not standing or effective is None:
        return ()
    return effective.signatures if effective.hashes.substantive == found.substantive else ()


def _together(given: Sequence[Signature], kept: Sequence[Signature]) -> tuple[Signature, ...]:
    known = {(entry.signer, entry.meaning, entry.signed_at) for entry in given}
    more = (entry for entry in kept if (entry.signer, entry.meaning, entry.signed_at) not in known)
    return (*given, *more)


def _reworded(
    proposal: Proposal, existing: ItemRow | None, before: WordedContent
) -> tuple[tuple[Content, ...], dict[str, str]]:
    """Return the texts that an editorial mark is about, and the wording that agreeing to it would keep."""
    key = proposal.key
    if proposal.type == "Conclusion":
        message = f"{key} is a conclusion: it is signed anew, never edited under its signatures."
        raise EditorialRefused(message)
    if existing is None or existing.state != "in_force":
        message = f"{key} has no version in force whose wording could change; send it without the mark."
        raise EditorialRefused(message)
    agreed = editorial_wording(proposal.type, key, before, proposal.content)
    if proposal.approve and not proposal.agreed_by:
        message = (
            f"{key}: wording alone counts as editorial when a second person agrees; send it as a draft, "
            f"and let another actor approve it by POST /v1/items/{key}/approve with agree_editorial."
        )
        raise EditorialRefused(message)
    names = substantive_changes(proposal.type, before, proposal.content)
    texts = [(name, before.content[name], proposal.content[name]) for name in names]
    return tuple(text_diff(*text) for text in texts), agreed


def _check_mode(proposal: Proposal, existing: ItemRow | None, around: Surroundings, options: Options) -> None:
    key = proposal.key
    if proposal.type == "Baseline" and options.action != "baseline":
        message = f"{key}: a baseline is made by POST /v1/baselines from what is there, and never revised."
        raise WrongState(message)
    if existing is None and options.mode is Mode.revise:
        message = f"There is no item {key}; create it with POST /v1/items."
        raise ItemNotFound(message)
    if existing is not None and options.mode is Mode.create:
        message = f"{key} exists already, as a {existing.type}; revise it, or choose another key."
        raise KeyTaken(message)
    if existing is not None and existing.type != proposal.type:
        message = f"{key} is a {existing.type} and stays one; make a new {proposal.type} instead."
        raise TypeChanged(message)
    if existing is not None and proposal.expect and proposal.expect != etag(existing):
        message = (
            f"{key} was changed since you read it; read it again and repeat the change on top "
            f"of what is there now (its ETag is {etag(existing)})."
        )
        raise StaleRevision(message)
    holder = around.by_source.get(proposal.source.text) if proposal.source else None
    if holder is not None and holder.key != key:
        message = f"The source {holder.source} is that of {holder.key}, not of {key}."
        raise KeyTaken(message)


def _check_signed(proposal: Proposal, effective: Version | None) -> None:
    """Refuse that a signed conclusion gives way to one that nobody signed."""
    bare = proposal.type == "Conclusion" and proposal.approve and not proposal.signatures
    if bare and effective is not None and effective.signatures:
        message = (
            f"{proposal.key} is signed, and what takes its place has to be signed as well: send the "
            "signatures that it was given elsewhere, or leave approve out and sign the draft."
        )
        raise WrongState(message)


def etag(row: ItemRow) -> str:
    """Return the strong entity tag of an item's representation."""
    return f'"{row.key}.{row.changed}"'


def _check_appraised(proposal: Proposal, around: Surroundings, coming: Mapping[str, Proposal]) -> None:
    appraised = appraised_version(proposal)
    if not appraised or appraised in around.versions:
        return
    target, number = proposal.content["appraises"][0], proposal.content["evidence_version"]
    if target not in around.items and target not in coming:
        return  # an unknown reference, which is judged as such
    if _coming_version(target, around, coming) != number:
        message = f"{target} has no version {number}; name the version that was appraised."
        raise InvalidContent(message, faults=[Fault("/evidence_version", message)])


def _with_evidence_version(
    proposal: Proposal, around: Surroundings, coming: Mapping[str, Proposal]
) -> Proposal:
    """Fill in which version of its evidence an appraisal appraises; see `Appraisal`."""
    if proposal.type != "Appraisal" or proposal.content.get("evidence_version"):
        return proposal
    if around.latest(proposal.key) is not None:
        number = _carried_evidence_version(proposal, around)
    else:
        number = _coming_version(proposal.content["appraises"][0], around, coming)
    if not number:
        return proposal
    return replace(proposal, content={**proposal.content, "evidence_version": number})


def _coming_version(key: str, around: Surroundings, coming: Mapping[str, Proposal]) -> int | None:
    row, proposal = around.items.get(key), coming.get(key)
    if proposal is None or not proposal.approve:
        return row.effective_no or None if row else None
    found = hashes(proposal.type, proposal.content)
    return _action(proposal, row, around.effective(key), around.latest(key), found)[1].no


def _ends(
    proposal: Proposal,
    around: Surroundings,
    coming: Mapping[str, Proposal],
    options: Options,
) -> tuple[list[Reference], list[Reference]]:
    """Sort the references of a proposal into those to items and those to nothing yet."""
    known, missing = [], []
    for reference in references(proposal.type, proposal.content):
        relation, target = reference
        kind = _type_of(target, around, coming)
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
        faults = [Fault(f"/{relation.lower()}", target) for relation, target in missing]
        raise UnknownReference(message, faults=faults)
    return known, missing


def _type_of(key: str, around: Surroundings, coming: Mapping[str, Proposal]) -> str | None:
    if key in coming:
        return coming[key].type
    row = around.items.get(key)
    return row.type if row else None


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
        raise WrongEnd(message, faults=[Fault(f"/{relation.lower()}", message)])
    message = (
        f"{relation} goes from {proposal.type} to {' or '.join(allowed)}; "
        f"{target} is a {kind}. Point it to another item, or use another field."
    )
    raise WrongEnd(message, faults=[Fault(f"/{relation.lower()}", message)])


def _action(
    proposal: Proposal,
    existing: ItemRow | None,
    effective: Version | None,
    latest: Version | None,
    found: Hashes,
) -> tuple[str, Numbering]:
    if existing is None or latest is None:
        return "created", FIRST
    open_draft = latest.is_draft
    same_as_latest = latest.hashes.content == found.content
    marked = bool(latest.editorial_marked_by)
    if same_as_latest and open_draft and proposal.approve:
        if effective is not None and proposal.editorial:
            return "approved", next_numbering(effective, existing.latest_no - 1, found)
        return "approved", latest.numbering
    if same_as_latest and open_draft and proposal.editorial == marked:
        return "unchanged", latest.numbering
    in_force = effective is not None and existing.state == "in_force"
    if in_force and not open_draft and same_as_latest and not _signed_anew(proposal, latest):
        return "unchanged", latest.numbering
    previous = effective if effective is not None else latest
    return "revised", next_numbering(previous, existing.latest_no, found)


def _signed_anew(proposal: Proposal, latest: Version) -> bool:
    """Whether a load brings signatures that the version of a signed type does not carry yet."""
    if proposal.type not in SIGNED_TYPES or not proposal.signatures:
        return False
    known = {(s.signer, s.meaning, s.signed_at) for s in latest.signatures}
    return any((s.signer, s.meaning, s.signed_at) not in known for s in proposal.signatures)
