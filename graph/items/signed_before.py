"""What a conclusion that is new here was signed on, where its signatures are older than what is there now.

Signatures that were given elsewhere speak for what was there then (concepts 8.5). What was revised here after
them, in an earlier write, they cannot cover: the version of then is pinned. Nor can they cover what came
while what is concluded on was here already: that is not pinned. What comes in the same load as the signatures
is stated together with them, and how that was which was not here yet nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from graph.database.queries import BasisRow, EnteredRow, FactsOf, VersionsEntered
from graph.database.store import Tx
from graph.items.planned import Plan
from graph.ledger.audit import Write
from graph.status.basis import Signed
from graph.versions.proposal import Signature
from graph.versions.signatures import covers


async def signed_before(
    write: Write, plans: Iterable[Plan], expected: Mapping[str, Sequence[BasisRow]]
) -> dict[tuple[str, str], Signed | None]:
    """Return by conclusion and item what it was signed on, None for nothing.

    What it was signed on as it is now is left out.
    """
    new = {plan.key: plan.proposal for plan in plans if _is_new(plan, write)}
    about = {key: list(proposal.content["about"]) for key, proposal in new.items()}
    items = {row.item for key in new for row in expected[key]}.union(*about.values())
    entered = await _entered(write.tx, sorted(items), write.author.at)
    now = {row.key: row.version for row in await write.tx.fetch(FactsOf(keys=sorted(entered)))}
    signed: dict[tuple[str, str], Signed | None] = {}
    for key, proposal in new.items():
        signatures = proposal.signatures
        was_here = any(_of_then(entered.get(subject, ()), signatures) for subject in about[key])
        for item in {row.item for row in expected[key]} & set(entered):
            last = entered[item][-1]
            if last.no != now[item] or covers(signatures, last.at):
                continue
            then = _of_then(entered[item], signatures)
            if then is not None and then.interface_hash != last.interface_hash:
                signed[key, item] = Signed(then.no, then.interface_hash)
            elif then is None and was_here:
                signed[key, item] = None
    return signed


def _is_new(plan: Plan, write: Write) -> bool:
    first = plan.effective is None or plan.effective.pins_text is None
    return first and bool(plan.proposal.signatures) and not covers(plan.proposal.signatures, write.author.at)


async def _entered(tx: Tx, keys: Sequence[str], before: str) -> dict[str, list[EnteredRow]]:
    entered: dict[str, list[EnteredRow]] = {}
    for row in await tx.fetch(VersionsEntered(keys=keys, before=before)):
        entered.setdefault(row.key, []).append(row)
    return entered


def _of_then(versions: Sequence[EnteredRow], signatures: Sequence[Signature]) -> EnteredRow | None:
    """Return the version that was in force when the signatures were given; None where nothing was."""
    return next((row for row in reversed(versions) if covers(signatures, row.at)), None)
