"""The category of an intended purpose as it is recorded: its definition statement, and who its users are.

`graph.vocabulary.n12` derives it; here the statement and the lay users among the elements are brought
together (IMDRF N12, 5.2.2 and 7.1). A module's intended purpose keeps its own category inside a larger
system.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from graph.database.queries import HeadState, ItemRow, ItemsByKeys, UnsupportedLayUsers, VersionsByIds
from graph.database.store import Store, Tx
from graph.errors import ItemNotFound, WrongEnd
from graph.versions.version import version_id
from graph.vocabulary.n12 import EU_ORIENTATION, DerivedCategory, derive
from graph.vocabulary.scope import situations

_STATEMENT: Final = ("n12_significance", "n12_situation", "n12_core_functionality")


@dataclass(frozen=True, slots=True)
class PurposeCategory:
    """An intended purpose with what follows from its definition statement."""

    row: ItemRow
    content: Mapping[str, Any]
    derived: DerivedCategory | None
    lay_users: tuple[str, ...]
    revision: int

    def record(self) -> dict[str, Any]:
        """Return it as JSON-compatible values."""
        derived = self.derived
        words = derived.words if derived else ("No situation is stated whole, so no category follows.",)
        return {
            "key": self.row.key,
            "state": self.row.state,
            "module": self.content.get("module", ""),
            "category": derived.cell.category if derived else None,
            "criterion": derived.cell.criterion if derived else None,
            "review": derived.cell.review if derived else None,
            "decided_by": asdict(derived.decided_by) if derived else None,
            "derivation": list(words),
            "lay_users": list(self.lay_users),
            "missing": [name for name in _STATEMENT if not self.content.get(name)],
            "eu_class_orientation": EU_ORIENTATION[derived.cell.category] if derived else None,
            "revision": self.revision,
        }


async def read_category(store: Store, key: str) -> PurposeCategory:
    """Derive the category of an intended purpose from what is in force of it, else from its draft."""

    async def work(tx: Tx) -> PurposeCategory:
        row = await tx.one(ItemsByKeys(keys=[key]))
        if row is None:
            message = f"There is no {key}; GET /v1/items?type=IntendedPurpose lists intended purposes."
            raise ItemNotFound(message)
        if row.type != "IntendedPurpose":
            message = f"{key} is a {row.type}; a category is derived for an IntendedPurpose."
            raise WrongEnd(message)
        head = await tx.one(HeadState())
        version = version_id(key, row.effective_no or row.latest_no)
        content = (await tx.fetch(VersionsByIds(ids=[version])))[0].content
        elements = content.get("has_element", [])
        lay = tuple(entry.key for entry in await tx.fetch(UnsupportedLayUsers(keys=elements)))
        derived = derive(situations(content), unsupported_lay_users=bool(lay))
        return PurposeCategory(row, content, derived, lay, head.revision if head else 0)

    return await store.read(work)
