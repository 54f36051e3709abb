"""Everything that the domain refuses, one class a refusal.

EvitraceError
├── NotFound: ItemNotFound, WrongType, NotAConclusion, NotAnEvidenceUse, VersionNotFound, RuleNotFound,
│             GapNotFound, PreviewNotFound, NoSuchMoment, HistoryNotKept, CatalogueNotFound
├── Refused
│   ├── InvalidContent, UnknownReference, WrongEnd, KeyTaken, OtherSource, TypeChanged, DuplicateRow
│   ├── TooFarBack, StaleRevision, NothingToApprove, AlreadyWithdrawn, StaysWithdrawn, WrongState
│   ├── BlockedByGaps, CircularSupport, UpstreamUnsettled, ReaffirmationRefused,
│   │   ReviewerNotQualified, EditorialRefused, NotJustifiable
│   └── BadCursor, LoadRefused, TooLarge
└── Broken: SchemaTooNew, StoreUnavailable, BehindTheCaller, OwnRulesRefused, OwnRuleFailed

A message names the thing, the rule and the way out; what has its name outside is an `Outside`.
`app/http/problems.py` holds one row for each class.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum, auto


class Outside(StrEnum):
    """What a message speaks of that has its name outside of `graph/`: an operation, a setting, a header.

    In a message it stands in marks; who shows the message puts the name there (`app/http/names.py`).
    """

    @staticmethod
    def _generate_next_value_(name: str, *_: object) -> str:
        return f"⟨{name}⟩"

    approve_item = auto()
    at_least = auto()
    create_baseline = auto()
    create_impact_preview = auto()
    create_impact_report = auto()
    create_item = auto()
    exclusion = auto()
    list_baselines = auto()
    list_catalogues = auto()
    list_gaps = auto()
    list_items = auto()
    list_reaffirmation_questions = auto()
    list_rules = auto()
    list_versions = auto()
    past_budget = auto()
    precondition = auto()
    queue_seconds = auto()
    read_conclusion = auto()
    read_work_list = auto()
    reinstate_item = auto()
    rules = auto()
    rules_seconds = auto()
    sign_conclusion = auto()
    state_tag = auto()
    statement_seconds = auto()
    withdraw_justification = auto()

    def of(self, key: str) -> str:
        """Return the operation on one thing."""
        return f"⟨{self.name} {key}⟩"


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with one place of an input; `pointer` is a JSON Pointer."""

    pointer: str
    message: str


class EvitraceError(Exception):
    """Base of all refusals; `detail` is the sentence for the caller."""

    def __init__(self, detail: str, *, faults: Sequence[Fault] = ()) -> None:
        """Carry the sentence, and where it applies the places that are wrong."""
        super().__init__(detail)
        self.detail = detail
        self.faults = tuple(faults)

    @property
    def extra(self) -> Mapping[str, object]:
        """Further members of the problem document."""
        return {}


class NotFound(EvitraceError):
    """Base: the thing asked for does not exist."""


class ItemNotFound(NotFound):
    """No item has this key."""


class WrongType(NotFound):
    """The item with this key is of another type than what is asked for."""


class NotAConclusion(NotFound):
    """The operation is for conclusions only."""


class NotAnEvidenceUse(NotFound):
    """The operation is for uses of evidence only."""


class VersionNotFound(NotFound):
    """The item has no version of this number."""


class RuleNotFound(NotFound):
    """No gap rule has this id."""


class GapNotFound(NotFound):
    """No gap that is open now has this id."""


class PreviewNotFound(NotFound):
    """No impact preview has this id."""


class CatalogueNotFound(NotFound):
    """No catalogue of requirements with this id is shipped."""


class NoSuchMoment(NotFound):
    """The graph was never at this revision, and no baseline has this name."""


class HistoryNotKept(NotFound):
    """The graph was there, but what it was then was not kept yet."""


class Refused(EvitraceError):
    """Base: the request was understood and changes nothing."""


class TooFarBack(Refused):
    """An answer as of then would keep writers waiting for too long."""


class InvalidContent(Refused):
    """Content does not fit the vocabulary."""


class UnknownReference(Refused):
    """A reference names a key that no item has."""


class WrongEnd(Refused):
    """A reference points to an item of a type that the relation does not allow."""


class KeyTaken(Refused):
    """An item with this key, or this source reference, exists already."""


class OtherSource(Refused):
    """The item has its master elsewhere, and nobody asked that this changes."""


class TypeChanged(Refused):
    """An item keeps its type for ever."""


class DuplicateRow(Refused):
    """One load names the same key twice."""


class StaleRevision(Refused):
    """The caller's copy of the item is no longer the newest."""


class NothingToApprove(Refused):
    """The item has no draft."""


class AlreadyWithdrawn(Refused):
    """The item is withdrawn already."""


class StaysWithdrawn(Refused):
    """An item was withdrawn, and comes back by an act of its own only."""


class WrongState(Refused):
    """The operation does not fit the state that the item is in."""


class UpstreamUnsettled(Refused):
    """The conclusion is only suspect: what it rests on has to be settled first."""


class ReaffirmationRefused(Refused):
    """The outcome named does not fit what would be recorded."""


class ReviewerNotQualified(Refused):
    """Who looks at a conclusion anew is not on record as qualified, or as independent where that is asked."""

    def __init__(
        self, detail: str, missing: Sequence[Mapping[str, object]], *, faults: Sequence[Fault] = ()
    ) -> None:
        """Carry what is missing: conclusion, reviewer, and what."""
        super().__init__(detail, faults=faults)
        self.missing = tuple(missing)

    @property
    def extra(self) -> Mapping[str, object]:
        """What is missing, for the problem document."""
        return {"missing": list(self.missing)}


class EditorialRefused(Refused):
    """A change cannot count as one of wording alone, or not by this actor's word."""


class CircularSupport(Refused):
    """A conclusion would rest on itself; `keys` are those of the circle."""

    def __init__(self, detail: str, keys: Sequence[str] = ()) -> None:
        """Carry the sentence and the circle."""
        super().__init__(detail)
        self.keys = tuple(keys)


class BadCursor(Refused):
    """A page cursor is not one that this listing gave out."""


class BlockedByGaps(Refused):
    """A conclusion may not be signed while blocker gaps are open on its subject."""

    def __init__(self, detail: str, gaps: Sequence[Mapping[str, object]]) -> None:
        """Carry the gaps that stand in the way."""
        super().__init__(detail)
        self.gaps = tuple(gaps)

    @property
    def extra(self) -> Mapping[str, object]:
        """The gaps, for the problem document."""
        return {"gaps": list(self.gaps)}


class NotJustifiable(Refused):
    """The rule does not allow that this gap is justified."""


class LoadRefused(Refused):
    """An atomic load had rows that cannot be taken; nothing was changed."""

    def __init__(self, detail: str, rows: Sequence[Mapping[str, object]]) -> None:
        """Carry the outcome of every refused row."""
        super().__init__(detail)
        self.rows = tuple(rows)

    @property
    def extra(self) -> Mapping[str, object]:
        """The refused rows, for the problem document."""
        return {"rows": list(self.rows)}


class Broken(EvitraceError):
    """Base: the service itself cannot answer."""


class SchemaTooNew(Broken):
    """The database was written by a newer release."""


class TooLarge(Refused):
    """An item, a record or a statement is larger than the database takes in one message."""


class StoreUnavailable(Broken):
    """The database does not answer."""


class BehindTheCaller(Broken):
    """The database has not come to the revision that the caller has seen."""


class OwnRulesRefused(Broken):
    """Rule files of a maker's own cannot be used, so the service does not start."""


class OwnRuleFailed(Broken):
    """A rule of a maker's own failed, took too long, or gave what is no hit."""
