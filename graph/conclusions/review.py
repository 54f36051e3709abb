"""Who looks at a conclusion anew, what has to be weighed, and where another person has to look."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from graph.conclusions.qualification import LACK_MEANINGS, dependence, lacking
from graph.database.queries import (
    AnybodyOnRecord,
    ConclusionsByKeys,
    FactsOf,
    ItemsByKeys,
    PinsOf,
    ReviewLevels,
    ScopesOf,
    SubjectsOf,
)
from graph.database.store import Tx
from graph.errors import Fault, ReaffirmationRefused, ReviewerNotQualified
from graph.gaps import rules_about
from graph.items import must_find_version
from graph.policy import figures_in
from graph.scopes import EVERYWHERE
from graph.staleness import Demand, Reason
from graph.versions.proposal import Author, Signature
from graph.vocabulary.kinds import KINDS, ConclusionKind

REVIEWED_KINDS: Final = ("pillar_vca", "pillar_av", "pillar_cv", "cer_overall")
"""Kinds whose independent review N41 8.0 asks for; which devices need it follows from the N12 cell."""


@dataclass(frozen=True, slots=True)
class Review:
    """The signatures by which a conclusion goes on; of the people `independent`, if any, one has to be so."""

    key: str
    signatures: Sequence[Signature]
    independent: Collection[str] = ()


async def purposes_asking_for_review(tx: Tx, key: str, kind: str, reasons: Sequence[Reason]) -> list[str]:
    """Return the purposes that ask for an independent review where must_redo is closed by that verdict."""
    redo = any(reason.demand == Demand.must_redo for reason in reasons)
    if not redo or kind not in REVIEWED_KINDS:
        return []
    levels = await tx.fetch(ReviewLevels(keys=[key]))
    return sorted({row.purpose for row in levels if row.review == "more_important"})


def refuse_without_review(key: str, asking: Sequence[str]) -> None:
    """Refuse that must_redo is closed by nobody who is independent of the author (concepts 8.5 a, b)."""
    if asking:
        message = (
            f"{key} has must_redo reasons, and {', '.join(asking)} stands in an N12 cell that asks for "
            "an independent review (N41 8.0). Whoever did not write it re-affirms it with "
            "independent_review."
        )
        raise ReaffirmationRefused(message)


async def refuse_unqualified(tx: Tx, reviews: Sequence[Review]) -> None:
    """Refuse signatures of people who are not on record as qualified, or as independent (concepts 8.5 b).

    ReviewerNotQualified names all that is missing, by conclusion and person. While nobody at all is on record
    nothing is refused, as the rules about reviewers are not evaluated then.
    """
    if not reviews or not await tx.fetch(AnybodyOnRecord()):
        return
    reviews = await _of_evaluation(tx, reviews)
    within = await scopes_concerned(tx, [review.key for review in reviews])
    figures = await figures_in(tx, sorted(set().union(*within.values())))
    asked = {
        scope: {name: entry.value for name, entry in values.items()} for scope, values in figures.items()
    }
    names = {signature.signer for review in reviews for signature in review.signatures}
    papers = {name: await person_on_record(tx, name) for name in sorted(names)}
    missing = [
        {"conclusion": review.key, "reviewer": signer, "missing": what}
        for review in reviews
        for signer, what in _missing(review, papers, [asked[scope] for scope in within[review.key]])
    ]
    if missing:
        raise _refusal(missing)


async def _of_evaluation(tx: Tx, reviews: Sequence[Review]) -> list[Review]:
    """Leave out reviews of what is no part of the clinical evaluation: its signers are no evaluators."""
    rows = await tx.fetch(ConclusionsByKeys(keys=sorted({review.key for review in reviews})))
    others = {row.key for row in rows if row.kind and not KINDS[ConclusionKind(row.kind)].evaluators}
    return [review for review in reviews if review.key not in others]


def _missing(
    review: Review, papers: Mapping[str, Mapping[str, object] | None], asked: Sequence[Mapping[str, float]]
) -> list[tuple[str, str]]:
    missing = [
        (entry.signer, what)
        for entry in review.signatures
        for figures in asked
        for what in lacking(papers[entry.signer], entry.signed_at[:10], figures)
    ]
    bound = {name: dependence(papers[name]) for name in sorted(review.independent)}
    if all(bound.values()):
        missing += [(name, what) for name, why in bound.items() for what in why]
    return list(dict.fromkeys(missing))


def _refusal(missing: Sequence[Mapping[str, str]]) -> ReviewerNotQualified:
    keys = sorted({entry["conclusion"] for entry in missing})
    lacks = dict.fromkeys((entry["reviewer"], entry["missing"]) for entry in missing)
    words = "; ".join(f"{name}: {what} ({LACK_MEANINGS[what]})" for name, what in lacks)
    rules = ", ".join(sorted(rules_about("reviewers")))
    message = (
        f"{', '.join(keys)} cannot go on by these signatures ({rules}): {words}. Complete the Person "
        "whose key is the name, let somebody qualified sign instead, or withdraw the conclusion."
    )
    faults = [
        Fault("", f"{e['conclusion']}: {e['reviewer']} lacks {e['missing']}: {LACK_MEANINGS[e['missing']]}")
        for e in missing
    ]
    return ReviewerNotQualified(message, missing, faults=faults)


async def scopes_concerned(tx: Tx, keys: Sequence[str]) -> dict[str, list[str]]:
    """Return the scopes whose figures hold for each conclusion: of its subjects, and those that it names."""
    subjects = await tx.fetch(SubjectsOf(keys=keys))
    items = sorted({*keys, *(row.item for row in subjects)})
    scopes: dict[str, set[str]] = {}
    for row in await tx.fetch(ScopesOf(keys=items)):
        scopes.setdefault(row.key, set()).add(row.scope)
    concerned = {}
    for key in keys:
        about = set().union(*(scopes.get(row.item, set()) for row in subjects if row.conclusion == key))
        concerned[key] = sorted(about | scopes.get(key, set()) - {EVERYWHERE}) or [EVERYWHERE]
    return concerned


async def contradicting_items(tx: Tx, key: str, reasons: Sequence[Reason]) -> frozenset[str]:
    """Return what reasons name that speaks against the conclusion now: uses, and the data that they use."""
    named = {reason.item for reason in reasons}
    pins = [pin for pin in await tx.fetch(PinsOf(keys=[key])) if pin.item in named and pin.via]
    facts = await tx.fetch(FactsOf(keys=sorted(named | {pin.via for pin in pins})))
    against = {f.key for f in facts if f.direction == "contradicts" and f.state == "in_force"}
    return frozenset(named & against | {pin.item for pin in pins if pin.via in against})


async def person_on_record(tx: Tx, name: str) -> dict[str, object] | None:
    """Return what is on file of somebody now: the Person in force whose key is the name; None for nobody."""
    row = await tx.one(ItemsByKeys(keys=[name]))
    if row is None or row.type != "Person" or row.state != "in_force":
        return None
    version = await must_find_version(tx, row.key, row.effective_no)
    return {"person": row.key, "version": row.effective_no, **version.content}


async def reviewer_qualification(tx: Tx, author: Author) -> dict[str, Any]:
    """Return what the record of a decision says of the reviewer: what is on file, and if nobody could ask."""
    known = {"qualification": await person_on_record(tx, author.actor)}
    asked = bool(await tx.fetch(AnybodyOnRecord()))
    return known if asked else {**known, "not_evaluated": sorted(rules_about("reviewer_papers"))}
