"""The gap rules: what each file in `cypher/gaps/` says of itself in its header.

Nothing here knows any rule by name, and nothing here asks a database; `evaluate` does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, Literal, get_args

from graph.canonical import digest
from graph.database.statements import Text, load
from graph.dialect.headers import StatementHeaderError
from graph.errors import Fault, InvalidContent, Outside, RuleNotFound
from graph.versions.proposal import Proposal

Severity = Literal["blocker", "major", "minor", "info"]
SEVERITIES: Final[tuple[Severity, ...]] = get_args(Severity)
"""The gravest first."""
_ONE_OF: Final[Mapping[str, tuple[str, ...]]] = {"chain": ("claim", "hazard"), "pillar": ("vca", "av", "cv")}
NO_DETAIL: Final = "-"
"""How a header writes the empty detail."""


@dataclass(frozen=True, slots=True)
class HeaderWord:
    """For which hits of a rule a word of its header holds: all, only some details, or all but some."""

    word: str
    only: tuple[str, ...] = ()
    but: tuple[str, ...] = ()

    def holds_for(self, detail: str) -> bool:
        """Whether the word holds for a hit with this detail."""
        spelled = detail or NO_DETAIL
        return spelled in self.only if self.only else spelled not in self.but

    def __str__(self) -> str:
        """Return it as the header writes it."""
        limits = [f"only {' '.join(self.only)}"] if self.only else []
        limits += [f"except {' '.join(self.but)}"] if self.but else []
        return " ".join([self.word, *limits])


@dataclass(frozen=True, slots=True)
class GapRule:
    """A gap rule as its file's header declares it.

    `severity` holds where a hit says none; `severity_context` says in words when a hit has another.
    `version` changes whenever the rule says or asks something else. `cleared_by` is the kind of conclusion
    whose signing answers a hit (`any` for all kinds, empty for none), and `waiver` whether a hit may be
    justified: both are decided for each hit by its detail. `subject` are the types of the items that it
    judges, each for a device; empty for a rule that does not look at the device. `chain` says whether
    any hit breaks the chain of a `claim` or of a `hazard`; `pillar` is the pillar of a claim that hits
    are about; `about` are topics by which reports choose rules.
    """

    id: str
    title: str
    description: str
    severity: Severity
    severity_context: str
    reference: str
    remedy: str
    needs: tuple[str, ...]
    cleared_by: HeaderWord
    waiver: HeaderWord
    version: str
    subject: tuple[str, ...] = ()
    chain: str | None = None
    pillar: str | None = None
    about: tuple[str, ...] = ()
    own: Text | None = None

    @property
    def origin(self) -> Literal["shipped", "own"]:
        """Whose rule it is: `shipped`, or a maker's `own`."""
        return "own" if self.own else "shipped"

    def waivable(self, detail: str) -> bool:
        """Whether a hit with this detail may be answered by a justified gap."""
        return (self.waiver.word == "yes") == self.waiver.holds_for(detail)

    def clearing(self, detail: str) -> str | None:
        """Return the kind of conclusion whose signing answers a hit with this detail; None for none."""
        return (self.cleared_by.word or None) if self.cleared_by.holds_for(detail) else None


@cache
def shipped_rules() -> Mapping[str, GapRule]:
    """Return all shipped rules by id."""
    return {
        name.removeprefix("gaps/"): read_rule(name.removeprefix("gaps/"), text)
        for name, text in sorted(load().items())
        if name.startswith("gaps/")
    }


@cache
def rules_of_chain(chain: str) -> frozenset[str]:
    """Return the ids of the shipped rules any hit of which says that a chain is not whole."""
    return frozenset(rule.id for rule in shipped_rules().values() if rule.chain == chain)


@cache
def rules_about(topic: str) -> frozenset[str]:
    """Return the ids of the shipped rules about a topic."""
    return frozenset(rule.id for rule in shipped_rules().values() if topic in rule.about)


def all_rules(own: Mapping[str, Text]) -> Mapping[str, GapRule]:
    """Return the shipped rules, and after them those of a maker's own."""
    return {
        **shipped_rules(),
        **{rule: replace(read_rule(rule, text), own=text) for rule, text in own.items()},
    }


def find_rule(rule: str, own: Mapping[str, Text]) -> GapRule:
    """Return a rule; RuleNotFound when there is none."""
    known = all_rules(own)
    if rule not in known:
        message = f"There is no rule {rule}; {Outside.list_rules} lists them: {', '.join(known)}."
        raise RuleNotFound(message)
    return known[rule]


def refuse_unknown_rule(proposal: Proposal, own: Mapping[str, Text]) -> Proposal:
    """Return a proposal; InvalidContent for a justified gap of an unknown rule, which justifies nothing."""
    rule = proposal.content.get("rule_id", "") if proposal.type == "JustifiedGap" else ""
    if rule and rule not in all_rules(own):
        message = (
            f"{proposal.key} names the rule {rule}, which there is not; {Outside.list_rules} lists them."
        )
        raise InvalidContent(message, faults=[Fault("/rule_id", message)])
    return proposal


def severity_named(text: str) -> Severity | None:
    """Return the severity of a name; None for no severity."""
    return next((severity for severity in SEVERITIES if severity == text), None)


def read_rule(rule: str, text: Text) -> GapRule:
    """Return what the header of a rule's file declares; StatementHeaderError when it is not whole."""
    missing = sorted({"title", "severity", "reference", "remedy"} - set(text.fields))
    if missing:
        raise StatementHeaderError(f"{text.path}: the header lacks {', '.join(missing)}; write them.")
    severity = severity_named(text.fields["severity"])
    if severity is None:
        raise StatementHeaderError(f"{text.path}: `severity` is one of {', '.join(SEVERITIES)}.")
    waiver = _header_word(text, "waiver", "yes")
    if waiver.word not in ("yes", "no"):
        raise StatementHeaderError(f"{text.path}: `waiver` begins with yes or no.")
    for name, words in _ONE_OF.items():
        if text.fields.get(name, words[0]) not in words:
            raise StatementHeaderError(f"{text.path}: `{name}` is one of {', '.join(words)}.")
    return GapRule(
        id=rule,
        title=text.fields["title"],
        description=text.description,
        severity=severity,
        severity_context=text.fields.get("severity_context", ""),
        reference=text.fields["reference"],
        remedy=text.fields["remedy"],
        needs=tuple(text.fields.get("needs", "").split()),
        cleared_by=_header_word(text, "cleared_by", ""),
        waiver=waiver,
        subject=tuple(text.fields.get("subject", "").split()),
        chain=text.fields.get("chain"),
        pillar=text.fields.get("pillar"),
        about=tuple(text.fields.get("about", "").split()),
        version=digest([text.description, dict(text.fields), text.body])[:12],
    )


def _header_word(text: Text, field: str, default: str) -> HeaderWord:
    words = text.fields.get(field, default).split()
    if len(words) <= 1:
        return HeaderWord("".join(words))
    word, limit, *details = words
    if limit == "only" and details:
        return HeaderWord(word, only=tuple(details))
    if limit == "except" and details:
        return HeaderWord(word, but=tuple(details))
    raise StatementHeaderError(
        f"{text.path}: `{field}` is one word, or a word with `only` or `except` and details "
        f"(`{NO_DETAIL}` for hits without one), and is `{text.fields[field]}`.",
    )
