"""Which uses of evidence count for a pillar of a claim."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api_tests.properties.oracle.evidence_sets import needed
from api_tests.properties.oracle.graph import Graph


def dated(o: Graph, key: str, today: str) -> bool:
    """Whether an item is in force and not past its date."""
    until = o.value(key, "valid_until")
    return o.live(key) and (not until or until >= today)


def supported(o: Graph, claim: str, pillar: str, aspects: Sequence[str], today: str) -> bool:
    """Whether a use counts for a pillar of a claim; where it names sets, whether one counts whole."""
    counting = {use for use, _ in _counting(o, claim, pillar, aspects, today)}
    sets = [
        held
        for held in o.holders(claim, "EvidenceSet", "suffices_for")
        if o.live(held) and o.value(held, "pillar") == pillar
    ]
    return any(set(o.value(s, "comprises")) <= counting for s in sets) if sets else bool(counting)


def _counting(
    o: Graph, claim: str, pillar: str, aspects: Sequence[str], today: str
) -> Iterator[tuple[str, str]]:
    yield from (
        (use, evidence)
        for use in o.holders(claim, "EvidenceUse", "bears_on")
        for evidence in o.out(use, "uses")
        for appraisal in o.holders(evidence, "Appraisal", "appraises")
        if o.value(use, "pillar") == pillar
        and o.value(use, "direction") == "supports"
        and in_date(o, use, evidence, appraisal, today)
        and any(
            o.value(appraisal, f"validity_{aspect}") in ("valid", "valid_with_limits")
            and not _disputed(o, evidence, aspect)
            for aspect in needed(o.value(use, "aspect"), aspects)
        )
    )


def in_date(o: Graph, use: str, evidence: str, appraisal: str, today: str) -> bool:
    """Whether use, evidence and appraisal are in force and in date, and nothing is retracted."""
    in_time = all(dated(o, key, today) for key in (use, evidence, appraisal))
    return in_time and not o.value(evidence, "retracted")


def _disputed(o: Graph, evidence: str, aspect: str) -> bool:
    """Whether an appraisal in force, of whatever date, finds evidence not valid for an aspect."""
    found = filter(o.live, o.holders(evidence, "Appraisal", "appraises"))
    return any(o.value(appraisal, f"validity_{aspect}") == "not_valid" for appraisal in found)
