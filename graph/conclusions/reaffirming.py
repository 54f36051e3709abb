"""Re-affirmation: a conclusion is looked at anew and signed with the basis of today (8.5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from graph.audit import begin, seal
from graph.conclusions.signing import NEEDED_MEANINGS, bring_into_force, must_be_conclusion
from graph.errors import ReaffirmationRefused, UpstreamUnsettled, WrongState
from graph.items import Written, must_find_version
from graph.proposals import Author, Proposal, Signature
from graph.queries import ConclusionsByKeys, ItemRow
from graph.settle import reasons_in
from graph.staleness import Status
from graph.store import Store, Tx
from graph.vocabulary import parse


@dataclass(frozen=True, slots=True)
class Reaffirmation:
    """What a reviewer decided on a conclusion that needs another look."""

    outcome: str
    rationale: str
    verdict: str | None = None
    statement: str | None = None
    conditions: str | None = None
    scope: str | None = None

    @property
    def stated(self) -> dict[str, str]:
        """What the reviewer stated of the parts that dependants compare."""
        parts = {
            "verdict": self.verdict,
            "statement": self.statement,
            "conditions": self.conditions,
            "scope": self.scope,
        }
        return {name: value for name, value in parts.items() if value is not None}


async def reaffirm(
    store: Store, key: str, wanted: Reaffirmation, author: Author, expect: str = ""
) -> Written:
    """Sign a conclusion anew, with the basis of today: a new version with new pins (8.5).

    `reaffirmed_unchanged` keeps what dependants compare, so that suspects above clear by themselves;
    `verdict_changed` moves the wave one level up.
    """

    async def work(tx: Tx) -> Written:
        write = await begin(tx, author)
        row = await must_be_conclusion(tx, key, expect)
        proposal = await _reaffirmed(tx, row, wanted, author)
        await bring_into_force(write, proposal)
        await seal(write, "reaffirm")
        return Written(write.revision, (), tuple(write.effects))

    return await store.write(work)


async def _reaffirmed(tx: Tx, row: ItemRow, wanted: Reaffirmation, author: Author) -> Proposal:
    if row.state != "in_force":
        message = f"{row.key} is not signed and in force ({row.state}); sign it first."
        raise WrongState(message)
    standing = await tx.one(ConclusionsByKeys(keys=[row.key]))
    if standing is not None and standing.status == Status.suspect:
        upstream = ", ".join(reason.item for reason in reasons_in(standing.reasons))
        message = (
            f"{row.key} is only suspect: {upstream} has to be settled first, and may clear it. "
            "GET /v1/work-list gives the order."
        )
        raise UpstreamUnsettled(message)
    version = await must_find_version(tx, row.key, row.effective_no)
    before = json.loads(version["content"])
    content = _decided(row.key, before, wanted)
    return Proposal(
        type="Conclusion",
        key=row.key,
        content=content,
        approve=True,
        reason=author.reason or wanted.rationale,
        change_ref=author.change_ref,
        signatures=tuple(
            Signature(author.actor, meaning, author.at, wanted.rationale)
            for meaning in ("reaffirmed", *NEEDED_MEANINGS)
        ),
    )


def _decided(key: str, before: Mapping[str, Any], wanted: Reaffirmation) -> dict[str, Any]:
    """Give the content after the decision; the outcome named has to fit what is stated."""
    after = {**before, **wanted.stated, "rationale": wanted.rationale}
    after = {name: value for name, value in after.items() if value != ""}
    parts = ("verdict", "statement", "conditions", "scope")
    moved = [name for name in parts if before.get(name, "") != after.get(name, "")]
    if wanted.outcome == "reaffirmed_unchanged" and moved:
        message = (
            f"{key} is re-affirmed unchanged, but {', '.join(moved)} would change; "
            "name the outcome verdict_changed, or leave them as they are."
        )
        raise ReaffirmationRefused(message)
    if wanted.outcome == "verdict_changed" and not moved:
        message = (
            f"{key}: nothing that dependants compare changes; "
            "name the outcome reaffirmed_unchanged, or state the new verdict, conditions or scope."
        )
        raise ReaffirmationRefused(message)
    return parse("Conclusion", after).content()
