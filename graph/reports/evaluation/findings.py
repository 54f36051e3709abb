"""Findings that no gap rule makes: what the release checks look up in the dossier of an evaluation.

A finding gives what is open, and what it could not decide; either keeps a check from being met.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from graph.conclusions.qualification import lacking
from graph.gaps import rules_about
from graph.reports.evaluation.dossier import Dossier

_UNFIT: Final = {"qualification", "unqualified"}
_DATES: Final = {"Evidence": "data_to", "PmsReport": "period_to", "SafetySignal": "occurred_at"}
_COVERAGE: Final = "coverage"
"""The topic of the rules behind A10-11 to A10-16."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What a finding names: open, and undecided."""

    open: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


def conclusions_without_rationale(dossier: Dossier) -> Finding:
    """Signed conclusions that give no reason, or rest on nothing."""
    return Finding(
        tuple(
            entry.item.key
            for entry in dossier.conclusions
            if not entry.item.content.get("rationale") or not entry.pins
        )
    )


def maker_evidence_not_summarised(dossier: Dossier) -> Finding:
    """Evidence that the maker holds without a summary; where nobody says who holds it, undecided."""
    bare = [entry for entry in dossier.of("Evidence") if not entry.content.get("result_summary")]
    return Finding(
        tuple(entry.key for entry in bare if entry.content.get("held_by") == "maker"),
        tuple(entry.key for entry in bare if not entry.content.get("held_by")),
    )


def newer_than_data_lock(dossier: Dossier) -> Finding:
    """Evidence, reports and signals later than the data lock, once it has come; undecided without a date."""
    lock = dossier.evaluation.content.get("data_lock_date", "")
    lock = lock if lock <= dossier.today else ""
    newer, undated = [], []
    for type_name, field in _DATES.items():
        for entry in dossier.of(type_name):
            day = entry.content.get(field, "")
            if not day:
                undated.append(entry.key)
            elif not lock or day > lock:
                newer.append(entry.key)
    return Finding(tuple([] if lock else [dossier.evaluation.key]) + tuple(newer), tuple(undated))


def state_of_the_art_without_source(dossier: Dossier) -> Finding:
    """States of the art that name neither search nor evidence nor standard."""
    entries = dossier.of("StateOfTheArt")
    return Finding(tuple(entry.key for entry in entries if not entry.content.get("derived_from")))


def weighed_without_state_of_the_art(dossier: Dossier) -> Finding:
    """Conclusions on benefit and risk, or side-effects, that rest on no state of the art."""
    benchmarks = {entry.key for entry in dossier.of("StateOfTheArt")}
    benchmarks |= {entry.item.key for entry in dossier.of_kinds("sota_established")}
    weighed = dossier.of_kinds("benefit_risk", "side_effects_acceptable")
    return Finding(
        tuple(entry.item.key for entry in weighed if not benchmarks & {pin.item for pin in entry.pins})
    )


def discrepancies_not_accepted(dossier: Dossier) -> Finding:
    """Open gaps of the coverage rules that no justified gap lists; undecided where a rule was not asked."""
    listed = [gap for gap in dossier.report.gaps if gap.rule in rules_about(_COVERAGE)]
    return Finding(
        tuple(dict.fromkeys(f"{gap.rule} {gap.subject}" for gap in listed if not gap.justified)),
        tuple(entry.rule for entry in dossier.report.not_evaluated if entry.rule in rules_about(_COVERAGE)),
    )


def report_without_date(dossier: Dossier) -> Finding:
    """The evaluation itself, when its report has no date."""
    return Finding(() if dossier.evaluation.content.get("cer_date") else (dossier.evaluation.key,))


def evaluators_without_qualification(dossier: Dossier) -> Finding:
    """Signers who were not qualified on a day on which they signed; who is no person is undecided."""
    asked = {name: figure.value for name, figure in dossier.figures.items()}
    short = [
        key
        for key, person in dossier.persons.items()
        if any(_UNFIT & {*lacking(person.content, day, asked)} for day in dossier.signed_on(key))
    ]
    return Finding(tuple(short) or _nobody(dossier), _strangers(dossier))


def evaluators_without_papers(dossier: Dossier) -> Finding:
    """Signers without curriculum vitae or declaration of interests; how old they may be, a rule says."""
    bare = [
        key
        for key, person in dossier.persons.items()
        if not person.content.get("cv_date") or not person.content.get("doi_date")
    ]
    return Finding(tuple(bare) or _nobody(dossier), _strangers(dossier))


def _nobody(dossier: Dossier) -> tuple[str, ...]:
    return () if dossier.signers() else (dossier.evaluation.key,)


def _strangers(dossier: Dossier) -> tuple[str, ...]:
    return tuple(key for key in dossier.signers() if key not in dossier.persons)


FINDINGS: Final[Mapping[str, Callable[[Dossier], Finding]]] = {
    finding.__name__: finding
    for finding in (
        conclusions_without_rationale,
        maker_evidence_not_summarised,
        newer_than_data_lock,
        state_of_the_art_without_source,
        weighed_without_state_of_the_art,
        discrepancies_not_accepted,
        report_without_date,
        evaluators_without_qualification,
        evaluators_without_papers,
    )
}
