"""The release checks of a clinical evaluation report (MEDDEV 2.7/1 rev. 4, A10), in our words, as data.

A check names the gap rules, findings and conclusions that answer it. A check that names none is for people.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter

from graph.catalogues.reading import CATALOGUES, Part, Text

RELEASE_CHECKS: Final = CATALOGUES / "evaluations" / "release_checks.json"


class RuleUse(Part):
    """A gap rule whose hits answer a check: with some details only, or about subjects of some kinds only."""

    rule: Text
    details: tuple[str, ...] = ()
    but: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    def takes(self, detail: str, kind: str) -> bool:
        """Whether a hit with this detail, about a subject of this kind, answers the check."""
        if self.details and detail not in self.details:
            return False
        return detail not in self.but and (not self.kinds or kind in self.kinds)


class ConclusionUse(Part):
    """A kind of conclusion that a check asks for; with these verdicts only where some are named."""

    kind: Text
    verdicts: tuple[str, ...] = ()


class ReleaseCheck(Part):
    """One check; `elements` are kinds of intended use without which it cannot be answered."""

    id: Text
    text: Text
    rules: tuple[RuleUse, ...] = ()
    findings: tuple[str, ...] = ()
    conclusions: tuple[ConclusionUse, ...] = ()
    elements: tuple[str, ...] = ()
    human: str = ""


_READER: Final = TypeAdapter(tuple[ReleaseCheck, ...])


@cache
def release_checks(path: Path = RELEASE_CHECKS) -> tuple[ReleaseCheck, ...]:
    """Return all checks in their order."""
    return _READER.validate_json(path.read_text(encoding="utf-8"))
