"""The category of an intended purpose as it is recorded: its definition statement, and who its users are.

`graph.vocabulary.n12` derives it; here the statement and the lay users among the elements are brought
together (IMDRF N12, 5.2.2 and 7.1). A module's intended purpose keeps its own category inside a larger
system.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, get_args

from graph.database.head import revision_of
from graph.database.queries import UnsupportedLayUsers
from graph.database.store import Store, Tx
from graph.errors import ItemNotFound, Outside, WrongType
from graph.items.with_content import ItemWithContent, items_by_key
from graph.vocabulary.n12 import EU_ORIENTATION, Category, HealthcareSituation, Review, derive
from graph.vocabulary.scope import situations
from graph.vocabulary.spelling import a_or_an

StatementField = Literal["n12_significance", "n12_situation", "n12_core_functionality"]
_STATEMENT: Final[tuple[StatementField, ...]] = get_args(StatementField)
_UNDERIVED: Final = ("No situation is stated whole, so no category follows.",)


@dataclass(frozen=True, slots=True)
class PurposeCategory:
    """An intended purpose with what follows from its definition statement, and what of that is missing."""

    key: str
    state: str
    module: str | None
    category: Category | None
    criterion: str | None
    review: Review | None
    decided_by: HealthcareSituation | None
    derivation: tuple[str, ...]
    lay_users: tuple[str, ...]
    missing: tuple[StatementField, ...]
    eu_class_orientation: str | None
    revision: int


async def read_category(store: Store, key: str) -> PurposeCategory:
    """Derive the category of an intended purpose from what is in force of it, else from its draft."""

    async def work(tx: Tx) -> PurposeCategory:
        item = await _intended_purpose(tx, key)
        revision = await revision_of(tx)
        lay_users = tuple(
            entry.key
            for entry in await tx.fetch(UnsupportedLayUsers(keys=item.content.get("has_element", [])))
        )
        return _categorised(item, lay_users, revision)

    return await store.read(work)


async def _intended_purpose(tx: Tx, key: str) -> ItemWithContent:
    item = (await items_by_key(tx, [key])).get(key)
    if item is None:
        message = f"There is no {key}; {Outside.list_items}?type=IntendedPurpose lists intended purposes."
        raise ItemNotFound(message)
    if item.row.type != "IntendedPurpose":
        message = f"{key} is {a_or_an(item.row.type)}; a category is derived for an IntendedPurpose."
        raise WrongType(message)
    return item


def _categorised(item: ItemWithContent, lay_users: tuple[str, ...], revision: int) -> PurposeCategory:
    derived = derive(situations(item.content), unsupported_lay_users=bool(lay_users))
    return PurposeCategory(
        key=item.key,
        state=item.row.state,
        module=item.content.get("module"),
        category=derived.cell.category if derived else None,
        criterion=derived.cell.criterion if derived else None,
        review=derived.cell.review if derived else None,
        decided_by=derived.decided_by if derived else None,
        derivation=derived.words if derived else _UNDERIVED,
        lay_users=lay_users,
        missing=tuple(name for name in _STATEMENT if not item.content.get(name)),
        eu_class_orientation=EU_ORIENTATION[derived.cell.category] if derived else None,
        revision=revision,
    )
