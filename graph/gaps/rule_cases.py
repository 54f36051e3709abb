"""Cases of gap rules: small technical files, and the hits that a rule has to find in each. Pure.

A case loads `rows`, goes through the steps of `then` (each may load `rows`, and `withdraw` items `because`
of a reason), and expects hits; rows are those of a bulk load, approved unless they say otherwise, and
conclusions are signed. It may begin from another case of its file: `use` names groups of rows of the base,
`drop` leaves rows out by key, `rows` and `add` put rows in, `set` changes fields by key, in that order.
`device` and `today` are asked for; without `expect` a case expects what the case before it does, and
`near_miss` nothing.
"""

from __future__ import annotations

import copy
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

Row = dict[str, object]
Cases = Mapping[str, Mapping[str, Any]]
NEEDED: Final = ("hit", "near_miss")
"""The cases that every rule has: what it is for, and the smallest change that answers it."""
_WORDS: Final = frozenset({"from", "use", "drop", "rows", "add", "set", "then", "device", "today", "expect"})
_SIGNED: Final = {"signer": "evaluator", "signed_at": "2026-11-09T09:00:00Z"}


class CaseError(ValueError):
    """A case file does not say what it should; the message says what is wrong."""


@dataclass(frozen=True, slots=True)
class RuleCase:
    """One case whole: the loads, what each withdraws after it, the question, and the hits expected."""

    name: str
    steps: tuple[tuple[list[Row], list[tuple[str, str]]], ...]
    device: str
    today: str
    expect: tuple[tuple[str, str, str], ...]


def read_cases(cases: Cases, base: Mapping[str, Sequence[Row]]) -> list[RuleCase]:
    """Return the cases of one file; CaseError where one is not understood."""
    if not isinstance(cases, Mapping) or not set(NEEDED) <= set(cases):
        message = f"it has to hold the cases {' and '.join(NEEDED)}"
        raise CaseError(message)
    rule_cases = [_case(cases, base, name) for name in cases]
    hits = {case.name: bool(case.expect) for case in rule_cases}
    if not hits["hit"] or hits["near_miss"]:
        message = "the case hit expects a hit, and the case near_miss none"
        raise CaseError(message)
    return rule_cases


def whole_case(cases: Cases, base: Mapping[str, Sequence[Row]], name: str) -> dict[str, Any]:
    """Return a case whole: the rows by key, the steps, the question and the expected hits."""
    mine = cases.get(name)
    if not isinstance(mine, Mapping) or not set(mine) <= _WORDS:
        message = f"the case {name} is missing, or says more than {', '.join(sorted(_WORDS))}"
        raise CaseError(message)
    begun: dict[str, Any] = whole_case(cases, base, mine["from"]) if "from" in mine else {"rows": {}}
    rows = {
        row["key"]: row
        for group in mine.get("use", [])
        for row in copy.deepcopy(base[group])
        if row["key"] not in begun["rows"]
    } | begun["rows"]
    for key in mine.get("drop", []):
        del rows[key]
    for row in copy.deepcopy([*mine.get("rows", []), *mine.get("add", [])]):
        if row["key"] in rows:
            message = f"the case {name} has the row {row['key']} twice"
            raise CaseError(message)
        rows[row["key"]] = row
    for key, fields in mine.get("set", {}).items():
        rows[key] |= fields
    expected = [] if name == "near_miss" else begun.get("expect")
    return {
        "rows": rows,
        "then": plain(mine.get("then", begun.get("then", []))),
        "device": mine.get("device", begun.get("device")),
        "today": plain(mine.get("today", begun.get("today"))),
        "expect": mine.get("expect", expected),
    }


def plain(value: Any) -> Any:
    """Return what YAML read as JSON does: dates as text."""
    return json.loads(json.dumps(value, default=dt.date.isoformat))


def ready(row: Row) -> Row:
    """Return a row as a load takes it: approved unless it says otherwise, and conclusions signed."""
    row = {"approve": True, **row}
    if row["type"] == "Conclusion" and row["approve"]:
        row.setdefault("signatures", [{**_SIGNED, "meaning": "approved"}])
    return row


def waiver(rule: str, subject: str, detail: str) -> Row:
    """Return the row of a justified gap that holds."""
    return {
        "type": "JustifiedGap", "key": "JGP-CASE", "approve": True, "rule_id": rule, "waives": [subject],
        "detail": detail, "rationale": "weighed", "expires_at": "2099-12-31",
        "signatures": [{**_SIGNED, "meaning": "waived"}],
    }  # fmt: skip


def _case(cases: Cases, base: Mapping[str, Sequence[Row]], name: str) -> RuleCase:
    try:
        whole = whole_case(cases, base, name)
        lists = [list(whole["rows"].values()), *(step.get("rows", []) for step in whole["then"])]
        withdrawn: list[list[tuple[str, str]]] = [[]]
        for step in whole["then"]:
            why = step.get("because", "obsolete")
            withdrawn.append([(key, why) for key in step.get("withdraw", [])])
        loads = [[ready(row) for row in plain(rows)] for rows in lists]
        hits = tuple(sorted((h["subject"], h["detail"], h["severity"]) for h in whole["expect"]))
    except (KeyError, TypeError, AttributeError) as error:
        message = f"the case {name} is not understood: {type(error).__name__} {error}"
        raise CaseError(message) from None
    asked = (str(whole["device"] or ""), str(whole["today"] or ""))
    return RuleCase(name, tuple(zip(loads, withdrawn, strict=True)), *asked, hits)
