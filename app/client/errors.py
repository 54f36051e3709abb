"""What the client raises: the service refused, it does not answer, or it is not plain what to build on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

_SHOWN: Final = 10


class ClientError(Exception):
    """Base of everything that this client raises about a request."""


class ServiceUnreachable(ClientError):
    """No Evitrace answers at this address."""


class DraftInTheWay(ClientError):
    """A newer draft stands beside the version in force, so it is not plain what to build on."""


@dataclass(eq=False)
class ProblemError(ClientError):
    """The service refused; the fields are those of its problem document (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    errors: Sequence[Mapping[str, str]] = ()
    request_id: str = ""
    extra: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        """Say it to a person: what, why, and the first places that are wrong."""
        lines = [f"{self.title}: {self.detail}" if self.detail else self.title]
        lines += [f"  {entry.get('pointer', '')}: {entry.get('detail', '')}" for entry in self.errors]
        for row in self.extra.get("rows", ()):
            lines.append(f"  row {row.get('row')} ({row.get('key') or 'no key'}): {row.get('detail', '')}")
            lines += [f"    {fault['pointer']}: {fault['detail']}" for fault in row.get("errors", ())]
        for gap in self.extra.get("gaps", ()):
            lines.append(
                f"  {gap.get('severity')} {gap.get('rule')} {gap.get('subject')}: {gap.get('title')}"
            )
        hidden = len(lines) - 1 - _SHOWN
        return "\n".join([*lines[: _SHOWN + 1], *([f"  ... and {hidden} more"] if hidden > 0 else [])])
