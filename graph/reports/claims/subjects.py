"""The claim that is asked about, or reported on."""

from __future__ import annotations

from dataclasses import dataclass

from graph.database.queries import ClaimRow, ItemsByKeys, PropertiesOf
from graph.database.store import Tx
from graph.errors import ItemNotFound, Outside, WrongState, WrongType
from graph.vocabulary.spelling import a_or_an


@dataclass(frozen=True, slots=True)
class ReportedClaim:
    """A claim that something is reported of."""

    row: ClaimRow

    @property
    def claim(self) -> str:
        """The key of the claim."""
        return self.row.key

    @property
    def title(self) -> str | None:
        """The title of the claim."""
        return self.row.title or None


async def claim_in_force(tx: Tx, key: str) -> ClaimRow:
    """Return a claim in force by its key; refuses other items, drafts and what was withdrawn."""
    row = await tx.one(ItemsByKeys(keys=[key]))
    if row is None:
        message = f"There is no claim {key}; {Outside.list_items}?type=Claim lists them."
        raise ItemNotFound(message)
    if row.type != "Claim":
        message = f"{key} is {a_or_an(row.type)}; support and coverage are asked for by the key of a Claim."
        raise WrongType(message)
    if row.state != "in_force":
        message = f"The claim {key} is {row.state}: only what is in force is supported or covered."
        raise WrongState(message)
    stored = (await tx.fetch(PropertiesOf(keys=[key])))[0].properties
    return ClaimRow(key, stored.get("title"), stored.get("statement"))
