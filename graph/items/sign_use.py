"""Signing the justifications of a use of evidence: the same content as a new version, with a signature."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from graph.database.queries import ItemRow, PropertiesOf
from graph.database.store import Store, Tx
from graph.errors import NotAnEvidenceUse, Outside, WrongState
from graph.items.commands import WriteResult, proposal_of_version, result_of, write_items_in
from graph.items.read import must_find, must_find_version
from graph.items.signed_for import versions_known
from graph.ledger.audit import audited_write
from graph.versions.proposal import Author, Mode, Options, Signature, Unresolved
from graph.versions.version import Version
from graph.vocabulary.evidence import JUSTIFICATIONS, JUSTIFIED
from graph.vocabulary.spelling import a_or_an, same_name


async def sign_use(store: Store, key: str, author: Author, expect: str | None = None) -> WriteResult:
    """Sign the justifications of a use in force, as the author and for nobody else.

    The version that it makes has the content, the hashes and the wording of the one in force, so that nothing
    goes stale by it. WrongState where nothing is in force, a draft is open, no justification is written, or
    the author signed this text already.
    """

    async def work(tx: Tx) -> WriteResult:
        async with audited_write(tx, author, "sign") as write:
            row = await must_find(tx, key)
            _refuse_unless_in_force(row)
            version = await must_find_version(tx, key, row.effective_no)
            known = await versions_known(tx, {key: (Signature(author.actor, JUSTIFIED, author.at),)})
            (node,) = await tx.fetch(PropertiesOf(keys=[key]))
            came = set(known[key]) - set(node.properties.get("signed_for", ()))
            _refuse_unless_to_sign(key, version, author, came)
            proposal = replace(
                proposal_of_version(row, version, author),
                signatures=(Signature(author.actor, JUSTIFIED, author.at, author.reason),),
                expect=expect,
            )
            outcomes = await write_items_in(
                write, [proposal], Options(Mode.revise, Unresolved.keep, action="sign")
            )
        return result_of(write, outcomes)

    return await store.write(work)


def _refuse_unless_in_force(row: ItemRow) -> None:
    if row.type != "EvidenceUse":
        message = (
            f"{row.key} is {a_or_an(row.type)}, not a use of evidence; here the justifications of uses are "
            f"signed. Conclusions are signed by {Outside.sign_conclusion}."
        )
        raise NotAnEvidenceUse(message)
    if row.state != "in_force":
        message = f"{row.key} is {row.state}; bring it into force, then sign what justifies it."
        raise WrongState(message)
    if row.latest_no != row.effective_no:
        message = (
            f"{row.key} has a draft, version {row.latest_no}, that would be lost: approve it first, "
            "then sign what it says."
        )
        raise WrongState(message)


def _refuse_unless_to_sign(key: str, version: Version, author: Author, came: Collection[str]) -> None:
    if not any(version.content.get(name) for name in JUSTIFICATIONS):
        message = f"{key} justifies nothing yet: write {' or '.join(JUSTIFICATIONS)} first, then sign it."
        raise WrongState(message)
    signers = {same_name(entry.signer) for entry in version.signatures}
    if same_name(author.actor) in signers and not came:
        message = (
            f"{author.actor} signed version {version.no} of {key} already; nothing in it has changed, "
            "and no version of the device came since."
        )
        raise WrongState(message)
