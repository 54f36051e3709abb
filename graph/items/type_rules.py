"""What a type does in a write beside what every item does; by default nothing.

The steps of a write (`plan`, `apply`, `write_versions`) know no type. Each calls the rules that the type of
an item has here, so that what is special about a conclusion or an appraisal stands in one place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, NoReturn

from graph.canonical import canonical
from graph.database.queries import AppraisalsOf, BasisRow, FactsOf, ItemRow
from graph.errors import EditorialRefused, Fault, InvalidContent, Outside, WrongState
from graph.items.cycles import refuse_circles
from graph.items.old_signatures import uncovered_pins
from graph.items.planned import AfterWrite, Plan, Surroundings, WithdrawalPlan
from graph.items.signed_before import signed_before
from graph.items.signed_for import note_versions
from graph.items.signed_otherwise import note_signed_otherwise
from graph.items.unanswered import store_unanswered, unanswered_by_withdrawal, unanswered_reasons
from graph.items.waiver_pins import pin_waivers
from graph.ledger.amend import amend_items, amend_versions
from graph.ledger.audit import Write
from graph.status.basis import expected_basis, pin_basis
from graph.versions.proposal import Options, Proposal, Signature
from graph.versions.signatures import is_older
from graph.versions.version import Version, VersionId, signed_hash, version_id
from graph.vocabulary.content import Content
from graph.vocabulary.evidence import JUSTIFICATIONS, JUSTIFIED, still_marked
from graph.vocabulary.governance import SIGNED_TYPES
from graph.vocabulary.registry import Hashes
from graph.vocabulary.spelling import a_or_an

Row = dict[str, object]


@dataclass(slots=True)
class Notes:
    """What rules learn in a write and later steps need, by key."""

    unanswered: dict[str, Row] = field(default_factory=dict)
    pins: dict[str, str] = field(default_factory=dict)
    kept_pins: dict[str, str] = field(default_factory=dict)
    expected: dict[str, Sequence[BasisRow]] = field(default_factory=dict)


class TypeRules:
    """The rules of a type that has none; each method says when it is asked."""

    def check_proposal(self, proposal: Proposal, options: Options) -> None:
        """Refuse a proposal for what it is, before anything else is looked at."""

    def check_signatures(self, proposal: Proposal) -> None:
        """Refuse signatures that the type does not carry, or that mean what none of the type means."""
        key, kind = proposal.key, proposal.type
        if kind not in SIGNED_TYPES:
            _refuse_signatures(
                f"{key} is {a_or_an(kind)}; only conclusions, justified gaps and uses of evidence carry "
                "signatures."
            )
        if JUSTIFIED in {entry.meaning for entry in proposal.signatures}:
            _refuse_signatures(
                f"{key} is {a_or_an(kind)}; {JUSTIFIED} is what a signature on a use of evidence means."
            )

    def check_successor(self, proposal: Proposal, effective: Version | None) -> None:
        """Refuse what would take the place of a version in force."""

    def check_rewording(self, key: str) -> None:
        """Refuse an editorial mark."""

    def check_approval(self, key: str) -> None:
        """Refuse that a draft is approved by itself."""

    def withdraws_again(self, row: ItemRow, withdrawn_reason: str) -> bool:
        """Whether an item that is withdrawn already may be withdrawn for this reason."""
        return False

    def version_read(self, proposal: Proposal, around: Surroundings) -> VersionId | None:
        """Return the version of another item that a proposal is about."""
        return None

    def loaded(self, content: Content, effective: Version) -> Content:
        """Return what a load brings with what stays of the version in force although it is left out."""
        return content

    def completed(self, proposal: Proposal, around: Surroundings, after_write: AfterWrite) -> Proposal:
        """Return a proposal with what follows from its surroundings filled in; refuse what does not fit."""
        return proposal

    def carried_signatures(
        self, proposal: Proposal, effective: Version, now: Hashes
    ) -> tuple[Signature, ...]:
        """Return the signatures of the version in force that go on holding for its successor."""
        return ()

    def draft_properties(self, proposal: Proposal) -> Row:
        """Return what the node of a new item says, be it a draft or not."""
        return {}

    def in_force_properties(self, plan: Plan, plans: Mapping[str, Plan], around: Surroundings) -> Row:
        """Return what a node says in force beside its content."""
        return {}

    def change(self, plan: Plan, notes: Notes) -> Row:
        """Return what the audit trail says of a change beside what it says of all."""
        if plan.type not in SIGNED_TYPES:
            return {}
        return {"signed": signed_hash(plan.proposal.signatures, notes.pins.get(plan.key))}

    async def before(self, write: Write, plans: Sequence[Plan | WithdrawalPlan], notes: Notes) -> None:
        """Look at what is there before items of the type are written."""

    async def after(self, write: Write, plans: Sequence[Plan | WithdrawalPlan], notes: Notes) -> None:
        """Write what follows for items of the type, once versions, references and scopes are written."""


def _refuse_signatures(message: str) -> NoReturn:
    raise InvalidContent(message, faults=[Fault("/signatures", message)])


class BaselineRules(TypeRules):
    """A baseline is made by an operation of its own, and never revised."""

    def check_proposal(self, proposal: Proposal, options: Options) -> None:
        """Refuse a baseline that is proposed as an item."""
        if options.action != "baseline":
            message = (
                f"{proposal.key}: a baseline is made by {Outside.create_baseline} from what is there, "
                "and never revised."
            )
            raise WrongState(message)


class ConclusionRules(TypeRules):
    """A conclusion is signed and pins what it ought to rest on; what was open is not forgotten."""

    def check_proposal(self, proposal: Proposal, options: Options) -> None:
        """Refuse that one comes into force by itself and unsigned; a load tells what others concluded."""
        alone = options.action in ("create", "revise", "upsert")
        if alone and proposal.approve and not proposal.signatures:
            message = (
                f"{proposal.key} is a conclusion: it comes into force by signatures. Create it without "
                "approve and sign it, or send the signatures that it was given elsewhere."
            )
            raise InvalidContent(message, faults=[Fault("/approve", message)])

    def check_successor(self, proposal: Proposal, effective: Version | None) -> None:
        """Refuse that a signed conclusion gives way to one that nobody signed."""
        bare = proposal.approve and not proposal.signatures
        if bare and effective is not None and effective.signatures:
            message = (
                f"{proposal.key} is signed, and what takes its place has to be signed as well: send the "
                "signatures that it was given elsewhere, or leave approve out and sign the draft."
            )
            raise WrongState(message)

    def check_rewording(self, key: str) -> None:
        """Refuse: a conclusion changes by a signature."""
        message = f"{key} is a conclusion: it is signed anew, never edited under its signatures."
        raise EditorialRefused(message)

    def check_approval(self, key: str) -> None:
        """Refuse: a conclusion is signed."""
        message = f"{key} is a conclusion: it is signed, not approved. Use {Outside.sign_conclusion.of(key)}."
        raise WrongState(message)

    def draft_properties(self, proposal: Proposal) -> Row:
        """Return the status that a conclusion has while nobody signed it, and its kind."""
        return {"status": "draft", "kind": proposal.content["kind"]}

    def carried_signatures(
        self, proposal: Proposal, effective: Version, now: Hashes
    ) -> tuple[Signature, ...]:
        """Return all of them where a row of the same substance brings none that is newer."""
        if not proposal.signatures or effective.hashes.substantive != now.substantive:
            return ()
        return effective.signatures if is_older(proposal.signatures, effective.signatures) else ()

    async def before(self, write: Write, plans: Sequence[Plan | WithdrawalPlan], notes: Notes) -> None:
        """Note whose signatures do not cover the basis of now, and which open reasons others pass over."""
        entering = list(_entering(plans))
        notes.kept_pins |= await uncovered_pins(write.tx, entering)
        renewed = [plan for plan in entering if plan.key not in notes.kept_pins]
        notes.unanswered |= await unanswered_reasons(write, renewed)
        for plan in plans:
            if isinstance(plan, WithdrawalPlan) and not plan.recorded:
                record = await unanswered_by_withdrawal(write, plan.key)
                notes.unanswered |= {plan.key: record} if record else {}

    async def after(self, write: Write, plans: Sequence[Plan | WithdrawalPlan], notes: Notes) -> None:
        """Pin what signed conclusions ought to rest on; keep what was passed over; refuse circles."""
        versions = {plan.key: plan.version_id for plan in plans}
        kept = [{"id": versions[key], "properties": {"pins": text}} for key, text in notes.kept_pins.items()]
        await amend_versions(write, kept)
        await note_signed_otherwise(write, _entering(plans))
        notes.pins |= notes.kept_pins
        entering = [plan for plan in _entering(plans) if plan.key not in notes.kept_pins]
        if entering:
            expected = await expected_basis(write.tx, [plan.key for plan in entering])
            notes.expected |= expected
            signed = await signed_before(write, entering, expected)
            pins = await pin_basis(write.tx, expected, signed)
            texts = {key: canonical(list(entries)) for key, entries in pins.items()}
            rows = [{"id": versions[key], "properties": {"pins": texts[key]}} for key in sorted(texts)]
            await amend_versions(write, rows)
            notes.pins |= texts
        await store_unanswered(write, notes.unanswered, versions)
        await refuse_circles(write.tx, [plan for plan in plans if isinstance(plan, Plan)])


class JustifiedGapRules(TypeRules):
    """A justified gap pins what it cites and the item with the gap."""

    def in_force_properties(self, plan: Plan, plans: Mapping[str, Plan], around: Surroundings) -> Row:
        """Return that it pins nothing until it is signed."""
        return {"pinned": None}

    async def after(self, write: Write, plans: Sequence[Plan | WithdrawalPlan], notes: Notes) -> None:
        """Pin for those that come into force signed."""
        notes.pins |= await pin_waivers(write, list(_entering(plans)))


class EvidenceUseRules(TypeRules):
    """A use may be signed; its signatures hold as long as its substance stays the one that was signed."""

    def check_signatures(self, proposal: Proposal) -> None:
        """Refuse signatures that mean anything else, or that stand under no justification."""
        key = proposal.key
        if {entry.meaning for entry in proposal.signatures} != {JUSTIFIED}:
            _refuse_signatures(
                f"{key} is a use of evidence; a signature on it means {JUSTIFIED}, and nothing else."
            )
        if not any(proposal.content.get(name) for name in JUSTIFICATIONS):
            _refuse_signatures(
                f"{key} justifies nothing: write {' or '.join(JUSTIFICATIONS)}, or leave signatures out."
            )

    def carried_signatures(
        self, proposal: Proposal, effective: Version, now: Hashes
    ) -> tuple[Signature, ...]:
        """Return all of them where the substance is the same."""
        return effective.signatures if effective.hashes.substantive == now.substantive else ()

    def change(self, plan: Plan, notes: Notes) -> Row:
        """Return who signed, and whose signatures fell away; nothing of one that nobody ever signed."""
        record: Row = {}
        signatures = plan.proposal.signatures
        if signatures:
            record["signed"] = signed_hash(signatures, None)
            record["signed_by"] = sorted({entry.signer for entry in signatures})
        before = plan.effective.signatures if plan.effective else ()
        lost = {entry.signer for entry in before} - {entry.signer for entry in signatures}
        if plan.comes_into_force and lost:
            record["no_longer_signed_by"] = sorted(lost)
        return record

    async def after(self, write: Write, plans: Sequence[Plan | WithdrawalPlan], notes: Notes) -> None:
        """Note for which versions of the device those were signed that come into force."""
        await note_versions(write, _entering(plans))


class EvidenceRules(TypeRules):
    """Evidence may be retracted after it was withdrawn, and may come after its appraisal."""

    def loaded(self, content: Content, effective: Version) -> Content:
        """Return it with the marks that people gave it, which no load takes away."""
        return still_marked(effective.content, content)

    def withdraws_again(self, row: ItemRow, withdrawn_reason: str) -> bool:
        """Whether the reason is graver than the one before."""
        return withdrawn_reason == "retracted" and row.withdrawn_reason != "retracted"

    async def after(self, write: Write, plans: Sequence[Plan | WithdrawalPlan], notes: Notes) -> None:
        """Tell appraisals that came before their evidence which version they appraise: its first."""
        first = {plan.key: plan for plan in _entering(plans) if plan.effective is None}
        rows = await write.tx.fetch(AppraisalsOf(keys=sorted(first)))
        facts = {row.key: row for row in await write.tx.fetch(FactsOf(keys=[r.appraisal for r in rows]))}
        amended = [
            {
                "key": row.appraisal,
                "properties": {
                    "appraised_no": first[row.evidence].numbering.no,
                    "appraised_hash": row.substantive_hash,
                },
            }
            for row in rows
            if facts[row.appraisal].appraised_hash is None
        ]
        await amend_items(write, amended)


class AppraisalRules(TypeRules):
    """An appraisal is about one version of its evidence; its node says what the substance of that was."""

    def version_read(self, proposal: Proposal, around: Surroundings) -> VersionId | None:
        """Return the version of the evidence that is, or goes on being, appraised."""
        number = proposal.content.get("evidence_version") or _appraised_before(proposal, around)
        return version_id(proposal.content["appraises"][0], number) if number else None

    def completed(self, proposal: Proposal, around: Surroundings, after_write: AfterWrite) -> Proposal:
        """Fill in which version is appraised (see `Appraisal`); InvalidContent for one that is not there."""
        target, number = proposal.content["appraises"][0], proposal.content.get("evidence_version")
        if number:
            _check_evidence_version(target, number, around, after_write)
            return proposal
        if around.latest(proposal.key) is not None:
            number = _appraised_before(proposal, around)
        else:
            number = after_write.number_of(target)
        if not number:
            return proposal
        return replace(proposal, content={**proposal.content, "evidence_version": number})

    def in_force_properties(self, plan: Plan, plans: Mapping[str, Plan], around: Surroundings) -> Row:
        """Return the evidence version that was appraised and its substance."""
        key, number = plan.proposal.content["appraises"][0], plan.proposal.content.get("evidence_version")
        if not number:
            # Other evidence than before, and no word that it was read: nothing of it was.
            before = plan.effective.content if plan.effective else {}
            same = before.get("appraises") == plan.proposal.content.get("appraises")
            return {} if same else {"appraised_no": None, "appraised_hash": None}
        return {"appraised_no": number, "appraised_hash": _substance(key, number, plans, around)}


def _appraised_before(proposal: Proposal, around: Surroundings) -> int | None:
    """Return the evidence version that a revision goes on appraising, None for none."""
    earlier = around.latest(proposal.key)
    if earlier is None or earlier.content.get("appraises") != proposal.content["appraises"]:
        return None
    number: int | None = earlier.content.get("evidence_version")
    return number


def _check_evidence_version(target: str, number: int, around: Surroundings, after_write: AfterWrite) -> None:
    if version_id(target, number) in around.versions:
        return
    if not after_write.knows(target):
        return  # an unknown reference, which is judged as such
    if after_write.number_of(target) != number:
        message = f"{target} has no version {number}; name the version that was appraised."
        raise InvalidContent(message, faults=[Fault("/evidence_version", message)])


def _substance(key: str, number: int, plans: Mapping[str, Plan], around: Surroundings) -> str | None:
    """Return the substantive hash of a version that is there or is written now; None where it is unknown."""
    target = plans.get(key)
    if target is not None and target.numbering.no == number:
        return target.hashes.substantive
    version = around.versions.get(version_id(key, number))
    if version is None and target is not None and target.effective is not None:
        version = target.effective if target.effective.no == number else None
    if version is not None:
        return version.hashes.substantive
    row = around.items.get(key)
    return row.substantive_hash if row is not None and row.effective_no == number else None


def _entering(plans: Sequence[Plan | WithdrawalPlan]) -> Iterator[Plan]:
    return (plan for plan in plans if isinstance(plan, Plan) and plan.comes_into_force)


_NONE: Final = TypeRules()
_RULES: Final[Mapping[str, TypeRules]] = {
    "Baseline": BaselineRules(),
    "Evidence": EvidenceRules(),
    "Appraisal": AppraisalRules(),
    "EvidenceUse": EvidenceUseRules(),
    "Conclusion": ConclusionRules(),
    "JustifiedGap": JustifiedGapRules(),
}


def rules_of(item_type: str) -> TypeRules:
    """Return the rules of a type."""
    return _RULES.get(item_type, _NONE)


def by_rules(
    plans: Sequence[Plan | WithdrawalPlan],
) -> Iterator[tuple[TypeRules, list[Plan | WithdrawalPlan]]]:
    """Return the plans of each type that has rules, always in the same order of types."""
    for item_type, rules in _RULES.items():
        mine = [plan for plan in plans if plan.type == item_type]
        if mine:
            yield rules, mine
