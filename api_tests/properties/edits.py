"""Random edits of a workspace: what they are, and how they are drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st

from api_tests.properties.beginning import BASE, CONCLUSIONS, ITEMS, LATER
from api_tests.properties.fields import FIELDS, WORDS, fields_of, one_of
from graph.vocabulary import ITEM_TYPES, shapes


@dataclass(frozen=True)
class Put:
    """Another value for a field; creates the item where there is none, revives it where withdrawn."""

    key: str
    name: str
    value: Any
    approve: bool = True


@dataclass(frozen=True)
class Withdraw:
    """An item out of force."""

    key: str
    reason: str = "obsolete"


@dataclass(frozen=True)
class Again:
    """The last content once more: revives, approves a draft, signs a conclusion anew."""

    keys: tuple[str, ...]


@dataclass(frozen=True)
class Resend:
    """A conclusion with the signatures that came before, and another word that nobody signed."""

    key: str
    text: str


@dataclass(frozen=True)
class Reaffirm:
    """A conclusion evaluated anew with the same verdict, by somebody who is on record or is not."""

    key: str
    on_record: bool = True


@dataclass(frozen=True)
class Sign:
    """A use of evidence signed by somebody who did not sign it before."""

    key: str


@dataclass(frozen=True)
class Surprise:
    """An item under the key that references named before, of this type."""

    kind: str
    approve: bool = True


@dataclass(frozen=True)
class Reword:
    """Another text that says the same: one person marks it, another agrees."""

    key: str
    name: str
    text: str


@dataclass(frozen=True)
class Together:
    """Changes of different items in one load."""

    puts: tuple[Put, ...]


Edit = Put | Withdraw | Again | Resend | Reaffirm | Sign | Surprise | Reword | Together
SURPRISES: Mapping[str, dict[str, Any]] = {
    "Claim": {"statement": "new"},
    "Evidence": {"kind": "publication"},
    "Risk": {"stage": "residual"},
    "Hazard": {},
    "IntendedUseElement": {"kind": "indication"},
}


@st.composite
def puts(draw: st.DrawFn, keys: Sequence[str], *, drafts: bool = True) -> Put:
    """Return a change of one field of one item."""
    key = draw(st.sampled_from(keys))
    fields = fields_of(key)
    name = draw(st.sampled_from(sorted(fields)))
    approve = not drafts or draw(st.integers(0, 5)) > 0
    return Put(key, name, draw(fields[name]), approve)


def withdrawals(keys: Sequence[str]) -> st.SearchStrategy[Withdraw]:
    """Return a withdrawal of one item."""
    reasons = one_of("obsolete", "retracted", "superseded_elsewhere")
    return st.builds(Withdraw, st.sampled_from(keys), reasons)


# What sits in the middle of arguments is drawn more often than what stands at their end.
_MIDDLE = ["EVD", "EVU", "APP", "CLM", "IUE", "RSK", "SIT", "DV", "IP", "SIG", "ACT", "REP", "POL"]
BUSY = [key for key in ITEMS if key.split("-")[0] in _MIDDLE]
USES = [key for key in ITEMS if BASE[key][0] == "EvidenceUse"]
EVIDENCE = [key for key in ITEMS if BASE[key][0] == "Evidence"]
FREE_TEXTS = [
    (key, name)
    for key, (kind, _) in BASE.items()
    if kind != "Conclusion"
    for name in FIELDS[kind]
    if shapes(ITEM_TYPES[kind])[name].free_text
]


def rewordings() -> st.SearchStrategy[Reword]:
    """Return another text for a field of free text."""
    return st.builds(lambda end, text: Reword(*end, text), st.sampled_from(FREE_TEXTS), WORDS)


def _meets_others(put: Put) -> bool:
    """Whether a change is seldom refused for another one of the same load, which would refuse both."""
    return put.name not in ("also_rests_on", "about") and LATER not in str(put.value)


def together() -> st.SearchStrategy[Together]:
    """Return changes of several items in one load."""
    some = st.lists(
        st.one_of(puts(BUSY), puts(ITEMS), puts(CONCLUSIONS)).filter(_meets_others),
        min_size=5,
        max_size=20,
        unique_by=lambda put: put.key,
    )
    return some.map(lambda found: Together(tuple(found)))


def rounds() -> st.SearchStrategy[Edit]:
    """Return any edit, or as often some together."""
    return st.integers(0, 1).flatmap(lambda which: together() if which else edits())


def edits() -> st.SearchStrategy[Edit]:
    """Return any edit; changes of items are the most frequent."""
    every = [*ITEMS, *CONCLUSIONS]
    some = st.lists(st.sampled_from(every), min_size=1, max_size=4, unique=True)
    signed = st.lists(st.sampled_from(CONCLUSIONS), min_size=1, max_size=8, unique=True)
    return st.one_of(
        puts(BUSY),
        puts(ITEMS),
        puts(BUSY),
        puts(CONCLUSIONS),
        rewordings(),
        withdrawals(every),
        withdrawals(EVIDENCE),
        some.map(lambda keys: Again(tuple(keys))),
        signed.map(lambda keys: Again(tuple(keys))),
        st.builds(Resend, st.sampled_from(CONCLUSIONS), WORDS),
        st.builds(Reaffirm, st.sampled_from(CONCLUSIONS), st.sampled_from([True, True, True, False])),
        st.builds(Sign, st.sampled_from(USES)),
        st.builds(Surprise, st.sampled_from(sorted(SURPRISES)), st.booleans()),
    )
