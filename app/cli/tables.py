"""What the command line prints: answers of the service as tables and short texts, or as JSON.

Texts of items are shown as they are: never read as markup, and without control characters.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table
from rich.text import Text

from app.client.client import Progress as Told
from app.client.client import Record

SEVERITIES: Final = ("blocker", "major", "minor", "info")
_STYLES: Final = {
    "blocker": "bold red",
    "major": "yellow",
    "stale": "bold red",
    "suspect": "yellow",
    "overdue": "yellow",
    "current": "green",
    "must_redo": "bold red",
}
_PIPED_WIDTH: Final = 160


def out() -> Console:
    """Return the console for answers."""
    return _console(stderr=False)


def err() -> Console:
    """Return the console for messages and progress."""
    return _console(stderr=True)


def _console(*, stderr: bool) -> Console:
    console = Console(stderr=stderr, highlight=False, emoji=False, markup=False)
    if not console.is_terminal:
        console.width = _PIPED_WIDTH
    return console


def print_json(answer: Any) -> None:
    """Print an answer for machines."""
    print(json.dumps(answer, ensure_ascii=False, indent=2))  # noqa: T201 -- Rich would wrap it


@contextmanager
def progress_bar(what: str) -> Iterator[Told]:
    """Show progress on a terminal; elsewhere show nothing."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    console = err()
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as shown:
        task = shown.add_task(what, total=None)
        yield lambda done, total: shown.update(task, completed=done, total=total or None)


def _cell(value: object) -> Text:
    text = "".join(letter if letter.isprintable() or letter == "\n" else "?" for letter in str(value))
    return Text(text, style=_STYLES.get(text, ""))


def table(title: str, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table."""
    found = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
    for number, column in enumerate(columns):
        # The first columns hold keys and statuses, which people copy: never broken over lines.
        found.add_column(column, overflow="fold", no_wrap=number == 0)
    for row in rows:
        found.add_row(*(_cell(value) for value in row))
    out().print(found)
    out().print()


def line(text: str) -> None:
    """Print a line of text."""
    out().print(_cell(text), soft_wrap=True)


# -- answers -------------------------------------------------------------------------------------------


def gaps(answer: Record) -> None:
    """Print what is missing, and which rules could not be asked."""
    counts = answer["counts"]
    parts = [f"{counts['by_severity'].get(name, 0)} {name}" for name in SEVERITIES]
    justified = sum(counts["justified"].values())
    parts += [f"{justified} justified"] if justified else []
    title = f"{counts['total']} gaps on {answer['on']} at revision {answer['revision']} ({', '.join(parts)})"
    rows = (
        (gap["severity"], gap["rule"], gap["subject"], gap["title"], _facts(gap), _remedy(gap))
        for gap in answer["items"]
    )
    table(title, ("Severity", "Rule", "Item", "What is missing", "See also", "Remedy"), rows)
    skipped = answer["not_evaluated"]
    if skipped:
        told = ((entry["rule"], entry["reason"]) for entry in skipped)
        table(f"{len(skipped)} rules were not evaluated, which is not 'no gap'", ("Rule", "Why"), told)


def rules(answer: Sequence[Record]) -> None:
    """Print the rules that find gaps."""
    rows = ((rule["id"], rule["origin"], rule["severity"], rule["title"], rule["waiver"]) for rule in answer)
    table(f"{len(answer)} rules", ("Rule", "Origin", "Severity", "Title", "May be justified"), rows)


def _remedy(gap: Mapping[str, Any]) -> str:
    """Say what to do of an open gap, and of a justified one by what and how long it is answered."""
    given = gap["justified"]
    return f"justified by {given['key']} until {given['expires_at']}" if given else str(gap["remedy"])


def _facts(gap: Mapping[str, Any]) -> str:
    return ", ".join(dict.fromkeys([*([gap["detail"]] if gap["detail"] else []), *gap["facts"]]))


def loaded(answer: Record) -> None:
    """Print what became of a load: counts, failed rows, and conclusions that moved."""
    counts = ", ".join(f"{count} {outcome}" for outcome, count in answer["counts"].items()) or "no rows"
    would = "Would be: " if answer["dry_run"] else "Loaded: "
    line(f"{would}{counts}. Revision {answer['revision']}.")
    failed = [row for row in answer["rows"] if row["outcome"] == "failed"]
    if failed:
        rows = ((row["row"], row["key"], _why_failed(row)) for row in failed)
        table(f"{len(failed)} rows were not taken", ("Row", "Key", "Why"), rows)
    moved = [effect for effect in answer["effects"] if effect["from"] != "draft"]
    if moved:
        to = ((effect["item"], effect["from"], effect["to"], effect["demand"]) for effect in moved)
        table(f"{len(moved)} conclusions moved", ("Conclusion", "From", "To", "Demand"), to)


def _why_failed(row: Mapping[str, Any]) -> str:
    faults = [f"{fault['pointer']}: {fault['detail']}" for fault in row.get("errors", ())]
    return "\n".join([row.get("detail", ""), *faults])


def impact(answer: Record) -> None:
    """Print all that depends on an item, nearest first."""
    counts = ", ".join(f"{count} {name}" for name, count in answer["counts"]["by_type"].items())
    total = answer["counts"]["total"]
    title = f"{total} items depend on {answer['key']} at revision {answer['revision']} ({counts or 'none'})"
    rows = (
        (entry["key"], group["type"], group["distance"], path(entry["path"]))
        for group in answer["groups"]
        for entry in group["items"]
    )
    table(title, ("Item", "Type", "Steps", "Shortest path"), rows)
    if not answer["complete"]:
        line("NOT COMPLETE: the walk was cut off at EVITRACE_IMPACT_BUDGET; more items depend on it.")
    for relation, count in answer["not_followed"].items():
        line(f"Not followed: {count} x {relation} (navigation only).")


def path(hops: Iterable[Mapping[str, str]]) -> str:
    """Write a path as one line: `CON-4 RESTS_ON CON-3 RESTS_ON EVD-3`."""
    words: list[str] = []
    for hop in hops:
        joined = bool(words) and words[-1] == hop["from"]
        words += [hop["relation"], hop["to"]] if joined else [*([";"] if words else []), *_whole(hop)]
    return " ".join(words).replace(" ;", ";")


def _whole(hop: Mapping[str, str]) -> tuple[str, str, str]:
    return hop["from"], hop["relation"], hop["to"]


def explanation(answer: Record) -> None:
    """Print why a conclusion is not current and what clears it."""
    told = answer["conclusion"]
    demand = f", {answer['demand']}" if answer["demand"] else ""
    about = ", ".join(told["about"])
    line(f"{told['key']} {told['kind']}({about}) is {answer['status']}{demand}: {told['statement']}")
    if answer["overdue_from"]:
        line(f"  to be looked at again by {answer['overdue_from']}")
    for cause in answer["causes"]:
        line(f"  because {cause['text']}")
        line(f"    path: {path(cause['path'])}")
        for name, value in cause["pinned"]["values"].items():
            line(f"    {name}: {_value(value)} -> {_value(cause['now']['values'].get(name))}")
    for step in answer["clears"]:
        line(f"  to do: {step}")
    out().print()


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def conclusions(title: str, found: Iterable[Mapping[str, Any]]) -> None:
    """Print conclusions with their status and the codes of their reasons."""
    rows = (
        (
            entry["key"],
            entry["status"],
            f"{entry['kind']}({', '.join(entry['about'])})",
            entry["demand"],
            ", ".join(f"{reason['code']} {reason['item']}" for reason in entry["reasons"]),
        )
        for entry in found
    )
    table(title, ("Conclusion", "Status", "Kind", "Demand", "Reasons"), rows)


def preview(title: str, answer: Record) -> None:
    """Print what a planned change would do."""
    rows = (
        (entry["key"], entry["from"], entry["to"], entry["kind"], entry["demand"], path(entry["path"]))
        for entry in answer["conclusions"]
    )
    columns = ("Conclusion", "Now", "Would be", "Kind", "Demand", "Path to the change")
    table(f"{title}: {len(answer['conclusions'])} conclusions", columns, rows)
    opened = answer["gaps"]["opened"]
    found = ((gap["severity"], gap["rule"], gap["subject"], gap["title"]) for gap in opened)
    table(f"{title}: {len(opened)} gaps would open", ("Severity", "Rule", "Item", "Missing"), found)
    if not answer["complete"]:
        line("NOT COMPLETE: the preview was cut off; more could be touched.")


def work_list(tasks: Sequence[Mapping[str, Any]]) -> None:
    """Print what has to be done, in dependency order."""
    rows = (
        (task["key"], task["task"], task["kind"], task["demand"], ", ".join(task["waits_for"]) or "-")
        for task in tasks
    )
    table(f"Work list: {len(tasks)} tasks", ("Item", "Task", "Kind", "Demand", "Waits for"), rows)
