"""The systems that masters live in: one in any spelling, under the name by which it was called first.

Two tools, or two settings of one tool, write `Zotero` and `zotero`. Were these two systems, a record would be
made twice, and news of it would reach one of the two. A database of before may hold both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.database.queries import ItemRow, ItemsBySources, KnownSystems, NameSystems
from graph.database.store import Tx
from graph.versions.proposal import Proposal, Source
from graph.vocabulary.spelling import same_name, spellings_stored


@dataclass(frozen=True, slots=True)
class Systems:
    """The names of systems as they were first written, by the form in which all spellings of one meet."""

    named: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, names: Iterable[str]) -> Systems:
        """Return the systems of names, oldest first."""
        named: dict[str, list[str]] = {}
        for name in dict.fromkeys(names):
            named.setdefault(same_name(name), []).append(name)
        return cls(named)

    def first(self, system: str) -> str:
        """Return how a system was called first; as it is called now, where nobody knows it yet."""
        return next(iter(self.named.get(same_name(system), ())), system)

    def texts(self, source: Source) -> list[str]:
        """Return all texts under which a source may be stored."""
        names = sorted({source.system, *self.named.get(same_name(source.system), ())})
        return [Source(name, ref).text for name in names for ref in spellings_stored(source.ref)]


async def known_systems(tx: Tx) -> Systems:
    """Return the systems of all sources; none in a database that was never written."""
    row = await tx.one(KnownSystems())
    return Systems.of(row.systems if row else ())


async def having_source(tx: Tx, source: Source) -> list[ItemRow]:
    """Return the items whose master has this source in any spelling; more than one only of before.

    Where one has it as it is written, that one is meant.
    """
    systems = await known_systems(tx)
    rows = await tx.fetch(ItemsBySources(sources=systems.texts(source)))
    return [row for row in rows if row.source == source.text] or rows


async def name_systems(tx: Tx, sources: Iterable[Source | None]) -> None:
    """Remember the systems of sources that were not known yet."""
    named = dict.fromkeys(source.system for source in sources if source is not None)
    if not named:
        return
    row = await tx.one(KnownSystems())
    known = row.systems if row else ()
    new = [name for name in named if name not in known]
    if new:
        await tx.run(NameSystems(systems=[*known, *new]))


def in_first_spelling(
    proposals: Sequence[Proposal], systems: Systems, items: Mapping[str, ItemRow]
) -> list[Proposal]:
    """Return proposals with sources as their items have them, else with the first name of each system."""
    known = (name for names in systems.named.values() for name in names)
    named = Systems.of([*known, *(p.source.system for p in proposals if p.source)])
    return [_in_first_spelling(proposal, named, items.get(proposal.key)) for proposal in proposals]


def _in_first_spelling(proposal: Proposal, systems: Systems, existing: ItemRow | None) -> Proposal:
    source = proposal.source
    if source is None:
        return proposal
    stored = Source.of(existing.source) if existing is not None and existing.source else None
    if stored is not None and stored.identity == source.identity:
        now = replace(source, system=stored.system, ref=stored.ref)
    else:
        now = replace(source, system=systems.first(source.system))
    return replace(proposal, source=now)
