"""What the messages of `graph/` speak of, by the names that it has here: operations, settings, headers."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from graph.errors import Outside

OPERATIONS: Final[Mapping[Outside, str]] = {
    Outside.approve_item: "POST /v1/items/{key}/approve",
    Outside.create_baseline: "POST /v1/baselines",
    Outside.create_impact_preview: "POST /v1/impact-previews",
    Outside.create_impact_report: "POST /v1/changes/{key}/impact-report",
    Outside.create_item: "POST /v1/items",
    Outside.list_baselines: "GET /v1/baselines",
    Outside.list_catalogues: "GET /v1/catalogues",
    Outside.list_gaps: "GET /v1/gaps",
    Outside.list_items: "GET /v1/items",
    Outside.list_reaffirmation_questions: "GET /v1/reaffirmation-questions",
    Outside.list_rules: "GET /v1/rules",
    Outside.list_versions: "GET /v1/items/{key}/versions",
    Outside.read_conclusion: "GET /v1/conclusions/{key}",
    Outside.read_work_list: "GET /v1/work-list",
    Outside.reinstate_item: "POST /v1/items/{key}/reinstate",
    Outside.sign_conclusion: "POST /v1/conclusions/{key}/sign",
    Outside.withdraw_justification: "POST /v1/gaps/{gap_id}/justification/withdraw",
}
"""Operations by their ids."""
SETTINGS: Final[Mapping[Outside, str]] = {
    Outside.past_budget: "EVITRACE_PAST_BUDGET",
    Outside.queue_seconds: "EVITRACE_QUEUE_SECONDS",
    Outside.rules: "EVITRACE_RULES",
    Outside.rules_seconds: "EVITRACE_RULES_SECONDS",
    Outside.statement_seconds: "EVITRACE_STATEMENT_SECONDS",
}
HEADERS: Final[Mapping[Outside, str]] = {
    Outside.at_least: "Evitrace-At-Least",
    Outside.exclusion: "If-None-Match",
    Outside.precondition: "If-Match",
    Outside.state_tag: "ETag",
}
_NAMES: Final = {entry.name: text for entry, text in {**OPERATIONS, **SETTINGS, **HEADERS}.items()}
_MARK: Final = re.compile(r"⟨(\w+)(?: ([^⟩]*))?⟩")
_PARAMETER: Final = re.compile(r"\{\w+\}")


def with_names(message: str) -> str:
    """Return a message of `graph/` as callers read it."""
    return _MARK.sub(_named, message)


def _named(mark: re.Match[str]) -> str:
    name, key = _NAMES.get(mark[1]), mark[2]
    if name is None:
        return mark[0]  # nobody's mark but a caller's own text
    return name if key is None else _PARAMETER.sub(lambda _: key, name)
