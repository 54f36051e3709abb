"""Cases beside a maker's own rules: each is tried on an empty database, and rolled back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml

from app.schemas import proposal_of
from graph.database.statements import Text
from graph.database.store import Store, Tx
from graph.errors import EvitraceError
from graph.gaps import evaluate_rules
from graph.gaps.custom_rules import RuleFileFault
from graph.gaps.evaluate import Gap
from graph.gaps.rule_cases import CaseError, Row, RuleCase, read_cases, waiver
from graph.items import withdraw_in, write_items_in
from graph.ledger.audit import begin
from graph.versions.proposal import Author, Mode, Options, Unresolved, utc_text

BASE = "_base.yaml"
"""Rows that the cases of a folder name under `use`."""


def cases_of(text: Text) -> Path:
    """Return where the cases of a rule stand: beside it, under the same name."""
    return text.path.with_suffix(".yaml")


async def tried(store: Store, texts: Mapping[str, Text]) -> tuple[list[RuleFileFault], int]:
    """Try the cases beside rules; gives what is wrong, and how many cases there were."""
    faults: list[RuleFileFault] = []
    count = 0
    for rule, text in texts.items():
        path = cases_of(text)
        if not path.is_file():
            continue
        try:
            base = _yaml(path.with_name(BASE)) if path.with_name(BASE).is_file() else {}
            cases = read_cases(_yaml(path), base)
        except (CaseError, yaml.YAMLError, UnicodeDecodeError) as error:
            faults.append(RuleFileFault(path, 1, rule, f"The cases cannot be read: {error}."))
            continue
        count += len(cases)
        for case in cases:
            faults += [
                RuleFileFault(path, _line(path, case.name), rule, why)
                for why in await _tried(store, rule, case)
            ]
    return faults, count


def _yaml(path: Path) -> Any:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


def _line(path: Path, name: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if line.startswith(f"{name}:")), 1)


async def _tried(store: Store, rule: str, case: RuleCase) -> list[str]:
    """Return what is wrong when a case is gone through; nothing of it is kept."""
    try:
        return await store.rehearse(lambda tx: _gone_through(tx, rule, case))
    except EvitraceError as error:
        return [f"The case {case.name} cannot be gone through: {error}"]


async def _gone_through(tx: Tx, rule: str, case: RuleCase) -> list[str]:
    now = datetime.now(UTC)
    write = await begin(tx, Author("rules check", utc_text(now)))
    options = Options(Mode.upsert, Unresolved.keep, action="load")

    async def take(rows: list[Row]) -> None:
        proposals = [proposal_of(row, number) for number, row in enumerate(rows, 1)]
        if proposals:
            await write_items_in(write, proposals, options)

    async def ask() -> list[Gap]:
        day = case.today or now.date().isoformat()
        return list((await evaluate_rules(tx, day, device=case.device, only=[rule])).gaps)

    for rows, withdrawn in case.steps:
        await take(rows)
        for key, why in withdrawn:
            await withdraw_in(write, key, why)
    gaps = await ask()
    faults = list(_unlike(case, gaps))
    if case.name == "hit" and gaps and not faults:
        first = gaps[0]
        await take([waiver(rule, first.subject, first.detail)])
        state = next((gap.state for gap in await ask() if gap.id == first.id), "gone")
        ought = "justified" if first.waivable else "open"
        if state != ought:
            faults.append(f"The hit is {state} when it is justified, and ought to be {ought}.")
    return faults


def _unlike(case: RuleCase, gaps: list[Gap]) -> Iterator[str]:
    hits = {(gap.subject, gap.detail, gap.severity) for gap in gaps}
    for hit in sorted(set(case.expect) - hits):
        yield f"The case {case.name} expects {_shown(hit)}, which is not found."
    for hit in sorted(hits - set(case.expect)):
        yield f"The case {case.name} does not expect {_shown(hit)}, which is found."


def _shown(hit: tuple[str, str, str]) -> str:
    subject, detail, severity = hit
    return f"a {severity} gap of {subject}" + (f" ({detail})" if detail else "")
