"""A draft that somebody works on outlives news: what the news says is put into it, and it stays open."""

from __future__ import annotations

from dataclasses import replace

from graph.items import canonical_content, draft_proposal, must_find, write_items_in
from graph.ledger.audit import Write
from graph.versions.proposal import Mode, Options, Proposal, Unresolved
from graph.vocabulary.content import Content


async def open_draft(write: Write, key: str) -> Proposal | None:
    """Return the draft that is open beside what is in force of an item; None where there is none."""
    row = await must_find(write.tx, key)
    if row.state != "in_force" or row.latest_no == row.effective_no:
        return None
    return replace(await draft_proposal(write.tx, key, write.author), approve=False)


async def reopen(write: Write, draft: Proposal, fields: Content) -> None:
    """Open a draft anew on top of what came into force before it, with the new values in it."""
    content = canonical_content(draft.type, {**draft.content, **fields})
    options = Options(Mode.revise, Unresolved.keep, action="preview")
    await write_items_in(write, [replace(draft, content=content)], options)
