"""Rules of a maker's own on the command line: the gate that the service has at its start, without it."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path

from app.cli import tables as show
from app.cli.rule_cases import cases_of, tried
from app.http.names import with_names
from app.main import open_store
from app.settings import Settings
from graph.database.statements import Text, header_of, load
from graph.database.store import OwnRules, Store
from graph.gaps import faults_by_database, read_report, read_rule_folder
from graph.gaps.custom_rules import RuleFileFault


def check(folder: Path) -> int:
    """Check the rule files of a folder, print each fault, and give how many there are.

    A scratch database explains the rules, answers them once while it is empty, and goes through the cases
    beside them, so that no other database is touched.
    """
    texts, faults = read_rule_folder(folder)
    cases = 0
    if not faults:
        faults, cases = asyncio.run(_asked(texts))
    for fault in faults:
        show.line(with_names(str(fault)))
    if not faults:
        show.line(f"{len(texts)} rules in {folder} can be used: {', '.join(texts) or 'none'}.")
        bare = [rule for rule, text in texts.items() if not cases_of(text).is_file()]
        without = f" No cases stand beside {', '.join(bare)}." if bare else ""
        show.line(f"{cases} cases hold.{without}")
    return len(faults)


def show_whole(rule: str, folder: Path | None) -> bool:
    """Print header and statement of a rule, shipped or in a folder; gives whether there is one."""
    own = read_rule_folder(folder)[0] if folder else {}
    text = own.get(rule) or load().get(f"gaps/{rule}")
    if text is None:
        show.line(f"There is no rule {rule}; `evitrace rules list` shows them.")
        return False
    show.line("\n".join([*header_of(text), text.body]))
    return True


async def _asked(texts: dict[str, Text]) -> tuple[list[RuleFileFault], int]:
    with tempfile.TemporaryDirectory(prefix="evitrace-rules-") as scratch:
        settings = Settings(data=Path(scratch) / "data", neo4j_uri="", rules=None)
        async with open_store(settings) as store:
            faults = await faults_by_database(store, texts) or await _answered(store, texts)
            return (faults, 0) if faults else await tried(store, texts)


async def _answered(store: Store, texts: dict[str, Text]) -> list[RuleFileFault]:
    """An empty database has no gap, whatever a rule asks."""
    store.own = OwnRules(texts)
    report = await store.read(lambda tx: read_report(tx, "2000-01-01", only=list(texts))) if texts else None
    return [
        RuleFileFault(
            texts[gap.rule].path, 1, gap.rule, f"It finds a gap of {gap.subject} where there is no item."
        )
        for gap in (report.gaps if report else ())
    ]
