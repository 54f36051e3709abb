"""What rules found, stored in the database, so that the first answer after a start need not judge all anew.

A mark says at which revision and hash it was found, by which rules, and the hashes of the parts in which it
stands: what the rules were asked with, and the hits of each rule. What the mark does not vouch for is not
believed, and then everything is judged whole. Nothing here is part of the graph: no revision, no entry of the
trail, and it can be thrown away at any time.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from typing import Any, Final

from graph.canonical import digest
from graph.database.messages import batches
from graph.database.packed import packed, unpacked
from graph.database.queries import (
    AddFoundParts,
    DropFoundParts,
    FoundMark,
    FoundParts,
    HeadRow,
    HeadState,
    HitRow,
    HoldHead,
    MarkRow,
    MoveFoundMark,
)
from graph.database.release import release
from graph.database.store import OwnRules, Store, Tx
from graph.gaps.asking import RuleParameters, text_of
from graph.gaps.catalogue_rows import catalogues_for_rules
from graph.gaps.rules import GapRule, all_rules
from graph.scopes import EVERYWHERE, AskedScopes

_FORM: Final = 1
"""Goes up when what is stored means something else than before."""
_PAGE: Final = 500_000
_ASKED_WITH: Final = ""
"""The part that holds what the rules were asked with; the others have the names of rules."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a rule found, where the graph stood then, and what it was asked with."""

    head: HeadRow
    parameters: RuleParameters
    hits: Sequence[HitRow]


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked for: a device or all, by the rules as they are."""

    device: str | None
    rules: str

    @property
    def place(self) -> str:
        """Under which device the answer is stored."""
        return self.device or EVERYWHERE


_digests: dict[str, str] = {}


def rules_digest(own: OwnRules) -> str:
    """Return what differs when any rule asks something else, or another release judges."""
    known = own.digest
    if known not in _digests:
        texts = {name: text_of(rule) for name, rule in all_rules(own.texts).items()}
        says = {name: [sorted(text.fields.items()), text.body, text.some] for name, text in texts.items()}
        _digests[known] = digest([_FORM, release(), says, catalogues_for_rules()])
    return _digests[known]


async def read_found(tx: Tx, question: Question, rules: Sequence[GapRule]) -> dict[str, Known]:
    """Return what is stored of what rules found; nothing where it was not these rules, or was altered."""
    mark = await tx.one(FoundMark(device=question.place))
    if mark is None or not is_whole(mark) or mark.properties["rules"] != question.rules:
        return {}
    digests = unpacked(mark.properties["parts"])
    wanted = [_ASKED_WITH, *(rule.id for rule in rules if rule.id in digests)]
    texts = dict.fromkeys(wanted, "")
    for row in await tx.fetch(FoundParts(device=question.place, parts=wanted)):
        texts[row.part] += row.text
    if any(digest(text) != digests[name] for name, text in texts.items()):
        return {}
    return await asyncio.to_thread(_knowledge, mark, texts)


def is_whole(mark: MarkRow) -> bool:
    """Whether a mark is what its hash stands for."""
    body = {name: value for name, value in mark.properties.items() if name != "hash"}
    return mark.properties.get("hash") == digest(body)


def _knowledge(mark: MarkRow, texts: Mapping[str, str]) -> dict[str, Known]:
    stored = mark.properties
    head = HeadRow(
        revision=stored["revision"],
        last_hash=stored["last_hash"],
        last_at=stored["last_at"] or None,
        schema_version=stored["schema_version"],
        history_from=stored["history_from"],
    )
    asked_with = unpacked(texts[_ASKED_WITH])
    parameters = RuleParameters(**{**asked_with, "asked": AskedScopes(**asked_with["asked"])})
    return {
        name: Known(head, parameters, [HitRow(*hit) for hit in unpacked(text)])
        for name, text in texts.items()
        if name != _ASKED_WITH
    }


async def _nothing_beside(_tx: Tx) -> bool:
    return True


async def keep_found(
    store: Store,
    question: Question,
    known: Mapping[str, Known],
    beside: Callable[[Tx], Awaitable[bool]] = _nothing_beside,
) -> bool:
    """Store what all rules found at one revision; says whether it is stored, which is not while others write.

    The mark moves in the same transaction, and only where the graph still stands where it was judged and what
    is to be written `beside` it can be.
    """
    first = next(iter(known.values()), None)
    if first is None or set(known) != set(all_rules(store.own.texts)):
        return False
    if any(one.head != first.head or one.parameters != first.parameters for one in known.values()):
        return False
    texts = await asyncio.to_thread(_texts, first.parameters, known)
    digests = {name: digest(text) for name, text in texts.items()}

    async def work(tx: Tx) -> bool:
        await tx.run(HoldHead())
        if await tx.one(HeadState()) != first.head or not await beside(tx):
            return False
        before = await tx.one(FoundMark(device=question.place))
        stored = unpacked(before.properties["parts"]) if before is not None and is_whole(before) else {}
        standing = sorted(name for name, hashed in digests.items() if stored.get(name) == hashed)
        await tx.run(DropFoundParts(device=question.place, standing=standing))
        for batch in batches(list(_pages(question, texts, set(texts) - set(standing)))):
            await tx.run(AddFoundParts(pages=batch))
        await tx.run(MoveFoundMark(device=question.place, mark=_mark(question, first.head, digests)))
        return True

    return await store.write_beside(work) or False


def _texts(parameters: RuleParameters, known: Mapping[str, Known]) -> dict[str, str]:
    hits = {name: packed([astuple(hit) for hit in one.hits]) for name, one in known.items()}
    return {**hits, _ASKED_WITH: packed(asdict(parameters))}


def _pages(question: Question, texts: Mapping[str, str], parts: Iterable[str]) -> Iterable[dict[str, Any]]:
    for part in sorted(parts):
        for page, start in enumerate(range(0, len(texts[part]), _PAGE)):
            text = texts[part][start : start + _PAGE]
            yield {"device": question.place, "part": part, "page": page, "text": text}


def _mark(question: Question, head: HeadRow, digests: Mapping[str, str]) -> dict[str, Any]:
    mark = {
        "device": question.place,
        "rules": question.rules,
        "revision": head.revision,
        "last_hash": head.last_hash,
        "last_at": head.last_at or "",
        "schema_version": head.schema_version,
        "history_from": head.history_from,
        "parts": packed(digests),
    }
    return {**mark, "hash": digest(mark)}
