"""Evidence that is not appraised, not in use, or in use though it cannot be."""

from __future__ import annotations

from collections.abc import Iterator

from api_tests.properties.oracle.gaps.asked import Hit, View, judged, there, uses_judged
from api_tests.properties.oracle.gaps.support import citable, dated, on_condition, supports
from api_tests.properties.oracle.staleness import Statuses
from api_tests.properties.oracle.vocabulary import EVERYWHERE


def without_appraisal(o: Statuses, view: View, _today: str) -> Iterator[Hit]:
    """Uses of evidence that is not appraised from its full text (EVD-01)."""
    for use in uses_judged(o, view):
        whole = [
            o.value(appraisal, "full_text_read")
            for evidence in o.out(use, "uses")
            for appraisal in o.holders(evidence, "Appraisal", "appraises")
            if o.live(appraisal) and (there(o, appraisal, view) or on_condition(o, use, evidence))
        ]
        held = all(o.value(evidence, "full_text_held") is not False for evidence in o.out(use, "uses"))
        if not whole or not all(whole) or not held:
            severity = "blocker" if o.value(use, "role") == "pivotal" else "major"
            yield use, "", severity, o.out(use, "uses")


def extrapolating(o: Statuses, view: View, today: str) -> Iterator[Hit]:
    """Uses that extrapolate without a justification that somebody signed (CLM-06)."""
    for use in uses_judged(o, view):
        if not o.value(use, "extrapolation") or not supports(o, use, today):
            continue
        aspects = ("performance", "safety", *(["background"] if o.value(use, "pillar") == "vca" else ()))
        found = [
            evidence
            for evidence in o.out(use, "uses")
            for appraisal in o.holders(evidence, "Appraisal", "appraises")
            if citable(o, evidence, today)
            and dated(o, appraisal, today)
            and there(o, appraisal, view)
            and any(
                o.value(appraisal, f"validity_{aspect}") in ("valid", "valid_with_limits")
                for aspect in aspects
            )
        ]
        if found and not o.value(use, "extrapolation_justification"):
            yield use, "", "major", set(found)
        elif found and not o.items[use].vouched:
            yield use, "signature", "major", set(found)


def appraisal_outdated(o: Statuses, view: View, _today: str) -> Iterator[Hit]:
    """Appraisals of evidence that says something else now (EVD-02)."""
    for evidence in {e for use in uses_judged(o, view) for e in o.out(use, "uses")}:
        for appraisal in filter(o.live, o.holders(evidence, "Appraisal", "appraises")):
            if not there(o, appraisal, view):
                continue
            if not o.items[evidence].effective or o.outdated(appraisal):
                yield appraisal, "", "major", [evidence]


def unlinked(o: Statuses, view: View, _today: str) -> Iterator[Hit]:
    """Evidence that nothing uses, for no reason given, or that speaks against nothing in force (EVD-04)."""
    for evidence in judged(o, o.of_type("Evidence"), view):
        if o.value(evidence, "rejected_reason"):
            continue
        uses = [
            use
            for use in o.holders(evidence, "EvidenceUse", "uses")
            if o.live(use) and used_for(o, use, view)
        ]
        if not uses:
            if _drawn_on(o, evidence, view) and o.value(evidence, "favourable") != "unfavourable":
                continue
            yield evidence, "", "major" if o.value(evidence, "held_by") == "maker" else "minor", []
        elif o.value(evidence, "favourable") == "unfavourable" or any(
            o.value(use, "direction") == "contradicts" for use in uses
        ):
            ends = [o.out(use, "bears_on") for use in uses]
            if all(targets and not any(map(o.live, targets)) for targets in ends):
                yield evidence, "parked", "major", []


def _drawn_on(o: Statuses, evidence: str, view: View) -> bool:
    """Whether a review that is used draws on evidence, itself or through another one."""
    reviews = [r for r in o.holders(evidence, "Evidence", "draws_on") if o.live(r)]
    further = [q for r in reviews for q in o.holders(r, "Evidence", "draws_on") if o.live(q)]
    return any(
        o.live(use) and used_for(o, use, view)
        for review in [*reviews, *further]
        for use in o.holders(review, "EvidenceUse", "uses")
    )


def used_for(o: Statuses, use: str, view: View) -> bool:
    """Whether a use is one for a device: by name, else by what it bears on, as far as that is anywhere."""
    targets = set().union(*(o.scopes(target) for target in o.out(use, "bears_on")), set())
    own = o.scopes(use)
    return view.device in own or (
        EVERYWHERE in own and (not targets or bool(targets & {view.device, EVERYWHERE}))
    )


def withdrawn_in_use(o: Statuses, view: View, _today: str) -> Iterator[Hit]:
    """Evidence in use that is retracted, withdrawn or rejected (EVD-06)."""
    found: dict[tuple[str, str], set[str]] = {}
    for use in uses_judged(o, view):
        if any(map(o.live, o.out(use, "bears_on"))):
            for evidence in o.out(use, "uses"):
                detail = _why_not(o, evidence, use)
                if detail is not None:
                    found.setdefault((evidence, detail), set()).add(use)
    for (evidence, detail), uses in found.items():
        yield evidence, detail, "blocker", uses


def _retracted(o: Statuses, evidence: str) -> bool:
    return bool(o.value(evidence, "retracted")) or o.items[evidence].withdrawn_reason == "retracted"


def _same_paper(o: Statuses, evidence: str) -> set[str]:
    """Evidence of the same paper: under this key, or by one DOI, PubMed id, data set or report."""
    names = ("doi", "pmid", "dataset_id", "report_no")
    known = {name: value for name in names if (value := o.value(evidence, name))}
    return {evidence} | {
        key
        for key, record in o.items.items()
        if record.type == "Evidence" and any(o.value(key, name) == value for name, value in known.items())
    }


def _why_not(o: Statuses, evidence: str, use: str) -> str | None:
    """Say why evidence cannot be used as it is; None where it can."""
    if any(_retracted(o, other) for other in _same_paper(o, evidence)):
        return "retracted"
    if o.items[evidence].state == "withdrawn":
        return ""
    rejected = o.value(evidence, "rejected") or o.value(evidence, "rejected_reason")
    counts = o.value(use, "role") != "background" and o.value(use, "weight") != "none"
    return "rejected" if rejected and counts and o.value(use, "direction") == "supports" else None
