"""A maker's own rules: files as the shipped ones, read and checked before any of them is asked.

The gate is the same for the service at its start and for `evitrace rules check`: the header, an id that no
shipped rule has, the dialect, that it only reads, its parameters and columns, and the database's own EXPLAIN.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.database.queries import OwnRuleHits
from graph.database.statements import SUFFIX, Text, read_text
from graph.database.store import Store, Tx
from graph.dialect import check
from graph.dialect.fragments import expanded, fragments
from graph.dialect.headers import StatementHeaderError
from graph.dialect.reading_only import only_reads
from graph.errors import Outside, OwnRulesRefused, StoreUnavailable
from graph.gaps.rules import read_rule, shipped_rules
from graph.vocabulary import ITEM_TYPES, KINDS

COLUMNS: Final = ("subject", "detail", "severity", "facts")
JUDGED: Final = ("device", *COLUMNS)
"""The columns of a rule that judges an item for a device; its header names the item's type as `subject`."""
PARAMETERS: Final = frozenset({"scopes", "devices", "today", "policy", "catalogues"})
_ID = re.compile(r"[A-Z][A-Za-z0-9]*(-[A-Za-z0-9]+)*")
_LONGEST_ID: Final = 64


@dataclass(frozen=True, slots=True)
class RuleFileFault:
    """What is wrong with a rule file, and where."""

    path: Path
    line: int
    rule: str
    message: str

    def __str__(self) -> str:
        """Return it as a compiler would."""
        return f"{self.path}:{self.line}: {self.rule}: {self.message}"


def read_rule_folder(folder: Path) -> tuple[dict[str, Text], list[RuleFileFault]]:
    """Return the rules of a folder by id, and all that is wrong with its files; asks no database."""
    if not folder.is_dir():
        return {}, [RuleFileFault(folder, 0, "-", f"There is no such folder; {Outside.rules} names one.")]
    texts: dict[str, Text] = {}
    faults: list[RuleFileFault] = []
    for path in sorted(folder.rglob(f"*{SUFFIX}")):
        try:
            text = read_text(path, folder)
            read_rule(path.stem, text)
        except (StatementHeaderError, UnicodeDecodeError, OSError) as error:
            faults.append(RuleFileFault(path, 1, path.stem, str(error).removeprefix(f"{path}: ")))
            continue
        faults += _faults_of(text, texts)
        texts.setdefault(path.stem, text)
    return texts, faults


def _faults_of(text: Text, others: Mapping[str, Text]) -> list[RuleFileFault]:
    rule = text.path.stem
    faults = [RuleFileFault(text.path, 1, rule, message) for message in _header_faults(text, rule)]
    if rule in others:
        faults.append(RuleFileFault(text.path, 1, rule, f"{others[rule].path} has this id as well."))
    whole = expanded(text.path.read_text(encoding="utf-8"), fragments(), flat=True)
    breaches = [*check(whole), *only_reads(whole, columns_of(text))]
    return faults + [RuleFileFault(text.path, b.line, rule, f"{b.rule} {b.message}") for b in breaches]


def _header_faults(text: Text, rule: str) -> list[str]:
    messages = []
    if not _ID.fullmatch(rule) or len(rule) > _LONGEST_ID:
        messages.append("The file's name is the id: capital first, then letters, digits and single hyphens.")
    if rule in shipped_rules():
        messages.append("A shipped rule has this id; take another.")
    asked = {"scopes", "devices"} if "subject" in text.fields else {"scopes"}
    if not asked.issubset(text.params) or not PARAMETERS.issuperset(text.params):
        names = " and ".join(f"`{name}`" for name in sorted(asked, reverse=True))
        messages.append(f"`params` has to be {names}, and may add `today`, `policy` and `catalogues`.")
    if text.returns != columns_of(text):
        messages.append(f"`returns` has to be `{', '.join(columns_of(text))}`.")
    for name in ("needs", "subject"):
        unknown = sorted(set(text.fields.get(name, "").split()) - set(ITEM_TYPES))
        if unknown:
            messages.append(f"`{name}` names no item types: {', '.join(unknown)}.")
    cleared = text.fields.get("cleared_by", "").split()[:1]
    if cleared and cleared[0] not in ("any", *map(str, KINDS)):
        messages.append(f"`cleared_by` names no kind of conclusion: {cleared[0]}.")
    return messages


def columns_of(text: Text) -> tuple[str, ...]:
    """Return the columns that a rule has to give: with the device where it judges items for one."""
    return JUDGED if "subject" in text.fields else COLUMNS


async def faults_by_database(store: Store, texts: Mapping[str, Text]) -> list[RuleFileFault]:
    """Return what the database says against rules when it is asked to explain them."""
    faults = []
    for rule, text in texts.items():
        query = OwnRuleHits(file=text, scopes=[], devices=[], today="2000-01-01", policy=[])

        async def ask(tx: Tx, query: OwnRuleHits = query) -> None:
            await tx.explain(query)

        try:
            await store.read(ask)
        except StoreUnavailable as error:
            why = getattr(error.__cause__, "message", None)
            if why is None:
                raise
            faults.append(
                RuleFileFault(text.path, _first_line(text), rule, f"the database refuses it: {why}")
            )
    return faults


def _first_line(text: Text) -> int:
    lines = text.path.read_text(encoding="utf-8").splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.strip() and not line.startswith("//")), 1)


async def load_own_rules(store: Store, folder: Path | None) -> Mapping[str, Text]:
    """Return the rules of a folder, all of them fit to be asked; OwnRulesRefused names what is not."""
    if folder is None:
        return {}
    texts, faults = read_rule_folder(folder)
    faults = faults or await faults_by_database(store, texts)
    if faults:
        lines = "\n".join(str(fault) for fault in faults)
        message = f"The rules in {folder} cannot be used; `evitrace rules check` shows the same.\n{lines}"
        raise OwnRulesRefused(message)
    return texts
