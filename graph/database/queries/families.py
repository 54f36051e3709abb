"""Statements of which there is one file for each kind, rule or step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from graph.database.queries.base import Nothing, Query
from graph.database.queries.rows import BasisRow
from graph.database.statements import Text, load


@dataclass(frozen=True, slots=True)
class AffectedRow:
    """A conclusion that a change may touch."""

    conclusion: str


@dataclass(frozen=True, slots=True)
class HitRow:
    """A gap, as a rule finds it.

    `device` is that for which the item was judged, empty for the file itself; None of a rule that does not
    look at the device.
    """

    subject: str
    detail: str
    severity: str
    facts: list[str]
    device: str | None = None


@dataclass(frozen=True, slots=True)
class ExpectedBasis(Query[BasisRow]):
    """What conclusions of one kind, or of several alike, ought to rest on now; one file a basis."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"basis"})

    basis: str
    keys: Sequence[str]

    def statement_name(self) -> str:
        """Return the file of the basis."""
        return f"status/basis/{self.basis}"


@dataclass(frozen=True, slots=True)
class SharedBasis(Query[BasisRow]):
    """What conclusions of several kinds ought to rest on alike; one file a part."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"part"})

    part: str
    keys: Sequence[str]

    def statement_name(self) -> str:
        """Return the file of the part."""
        return f"status/shared/{self.part}"


@dataclass(frozen=True, slots=True)
class Affected(Query[AffectedRow]):
    """Conclusions whose expected basis any of these items can enter or leave; one file an argument."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"argument"})

    argument: str
    keys: Sequence[str]

    def statement_name(self) -> str:
        """Return the file of the argument."""
        return f"status/affected/{self.argument}"


@dataclass(frozen=True, slots=True)
class GapHits(Query[HitRow]):
    """What one gap rule finds; one file a rule."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"rule"})

    rule: str
    scopes: Sequence[str]
    devices: Sequence[str]
    today: str
    policy: Sequence[Mapping[str, object]]
    catalogues: Sequence[Mapping[str, object]] = ()

    def statement_name(self) -> str:
        """Return the file of the rule."""
        return f"gaps/{self.rule}"

    def parameters(self) -> dict[str, object]:
        """Return the parameters that the rule's header asks for."""
        return {name: getattr(self, name) for name in load()[self.statement_name()].params}


@dataclass(frozen=True, slots=True)
class OwnRuleHits(Query[HitRow]):
    """What a rule finds whose text is given: a maker's own, checked before, lies outside of `cypher/`."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"file"})

    file: Text
    scopes: Sequence[str]
    devices: Sequence[str]
    today: str
    policy: Sequence[Mapping[str, object]]
    catalogues: Sequence[Mapping[str, object]] = ()

    def parameters(self) -> dict[str, object]:
        """Return the parameters that the rule's header asks for."""
        return {name: getattr(self, name) for name in self.file.params}

    def statement_name(self) -> str:
        """Return what the rule would be called below `cypher/`."""
        return f"gaps/{self.file.path.stem}"

    def statement_text(self) -> Text:
        """Return the rule's file."""
        return self.file


@dataclass(frozen=True, slots=True)
class HitsOfSome(OwnRuleHits):
    """What a rule, shipped or own, finds of some items alone: its text has other beginnings."""

    subjects: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class SchemaStep(Query[Nothing]):
    """One constraint or index; each can be run again without harm."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"step"})

    step: str

    def statement_name(self) -> str:
        """Return the file of the step."""
        return f"maintenance/schema/{self.step}"
