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

Row = dict[str, Any]
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


def read_cases(said: Cases, base: Mapping[str, Sequence[Row]]) -> list[RuleCase]:
    """Return the cases of one file; CaseError where one is not understood."""
    if not isinstance(said, Mapping) or not set(NEEDED) <= set(said):
        message = f"it has to hold the cases {' and '.join(NEEDED)}"
        raise CaseError(message)
    found = [_case(said, base, name) for name in said]
    hits = {case.name: bool(case.expect) for case in found}
    if not hits["hit"] or hits["near_miss"]:
        message = "the case hit expects a hit, and the case near_miss none"
        raise CaseError(message)
    return found


def whole_case(said: Cases, base: Mapping[str, Sequence[Row]], name: str) -> dict[str, Any]:
    """Return a case whole: the rows by key, the steps, the question and the expected hits."""
    mine = said.get(name)
    if not isinstance(mine, Mapping) or not set(mine) <= _WORDS:
        message = f"the case {name} is missing, or says more than {', '.join(sorted(_WORDS))}"
        raise CaseError(message)
    found: dict[str, Any] = whole_case(said, base, mine["from"]) if "from" in mine else {"rows": {}}
    rows = {
        row["key"]: row
        for group in mine.get("use", [])
        for row in copy.deepcopy(base[group])
        if row["key"] not in found["rows"]
    } | found["rows"]
    for key in mine.get("drop", []):
        del rows[key]
    for row in copy.deepcopy([*mine.get("rows", []), *mine.get("add", [])]):
        if row["key"] in rows:
            message = f"the case {name} has the row {row['key']} twice"
            raise CaseError(message)
        rows[row["key"]] = row
    for key, fields in mine.get("set", {}).items():
        rows[key] |= fields
    expected = [] if name == "near_miss" else found.get("expect")
    return {
        "rows": rows,
        "then": plain(mine.get("then", found.get("then", []))),
        "device": mine.get("device", found.get("device")),
        "today": plain(mine.get("today", found.get("today"))),
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


def _case(said: Cases, base: Mapping[str, Sequence[Row]], name: str) -> RuleCase:
    try:
        found = whole_case(said, base, name)
        lists = [list(found["rows"].values()), *(step.get("rows", []) for step in found["then"])]
        withdrawn: list[list[tuple[str, str]]] = [[]]
        for step in found["then"]:
            why = step.get("because", "obsolete")
            withdrawn.append([(key, why) for key in step.get("withdraw", [])])
        loads = [[ready(row) for row in plain(rows)] for rows in lists]
        hits = tuple(sorted((h["subject"], h["detail"], h["severity"]) for h in found["expect"]))
    except (KeyError, TypeError, AttributeError) as error:
        message = f"the case {name} is not understood: {type(error).__name__} {error}"
        raise CaseError(message) from None
    asked = (str(found["device"] or ""), str(found["today"] or ""))
    return RuleCase(name, tuple(zip(loads, withdrawn, strict=True)), *asked, hits)
