"""What the command line prints: answers of the service as tables and short texts, or as JSON.

Texts of items are shown as they are: never read as markup, and without control characters.
"""

from __future__ import annotations

import json
import re
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
SEVERITY_MEANINGS: Final = {
    "blocker": "nothing that rests on it can be signed",
    "major": "an auditor would probably ask",
    "minor": "a fault of documentation",
    "info": "worth knowing",
}
"""What each severity means, in short (concepts 7.3)."""
_STYLES: Final = {
    "blocker": "bold red",
    "major": "yellow",
    "stale": "bold red",
    "suspect": "yellow",
    "overdue": "yellow",
    "current": "green",
    "evaluate anew": "bold red",
}
DEMANDS: Final = {"must_redo": "evaluate anew", "must_confirm": "confirm", "": "wait"}
"""What is asked of people, in short (concepts 8.1)."""
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
    printed = Table(title=title, title_justify="left", title_style="bold", show_edge=False, pad_edge=False)
    for number, column in enumerate(columns):
        # The first columns hold keys and statuses, which people copy: never broken over lines.
        printed.add_column(column, overflow="fold", no_wrap=number == 0)
    for row in rows:
        printed.add_row(*(_cell("" if value is None else value) for value in row))
    out().print(printed)
    out().print()


def line(text: str) -> None:
    """Print a line of text."""
    out().print(_cell(text), soft_wrap=True)


# -- answers -------------------------------------------------------------------------------------------


def gaps(answer: Record, severities: Mapping[str, str], titles: Mapping[str, str] | None = None) -> None:
    """Print which rules could not be asked, then what is missing; `severities` are those of the rules."""
    not_evaluated(answer["not_evaluated"], severities)
    counts = answer["counts"]
    parts = [f"{counts['by_severity'].get(name, 0)} {name}" for name in SEVERITIES]
    justified = sum(counts["justified"].values())
    parts += [f"{justified} justified"] if justified else []
    title = f"{counts['total']} gaps on {answer['on']} at revision {answer['revision']} ({', '.join(parts)})"
    rows = (
        (gap["severity"], gap["rule"], named(gap["subject"], titles), gap["title"], _facts(gap), _remedy(gap))
        for gap in answer["items"]
    )
    table(title, ("Severity", "Rule", "Item", "What is missing", "See also", "Remedy"), rows)
    severities_met = {gap["severity"] for gap in answer["items"]}
    if severities_met:
        line(
            "; ".join(f"{name}: {SEVERITY_MEANINGS[name]}" for name in SEVERITIES if name in severities_met)
            + ".\n"
        )


def gap_events(events: Sequence[Record]) -> None:
    """Print when gaps opened, were regraded and closed; of a span of revisions, between which it was."""
    rows = (
        (event["at"][:19], event["kind"], event["severity"], event["rule"], event["subject"], _span(event))
        for event in events
    )
    table(f"{len(events)} events", ("By", "What", "Severity", "Rule", "Item", "Revision"), rows)


def _span(event: Record) -> str:
    """Say at which revision it was, or after which one and by which."""
    by, after = event["revision"], event["after"]
    if after is None:
        return f"by {by}"
    return str(by) if after == by - 1 else f"after {after}, by {by}"


def not_evaluated(skipped: Sequence[Mapping[str, str]], severities: Mapping[str, str]) -> None:
    """Print the rules that could not be asked, blockers first, and why."""
    if not skipped:
        return
    order = {name: number for number, name in enumerate(SEVERITIES)}
    graver = sorted(skipped, key=lambda entry: order.get(severities.get(entry["rule"], ""), len(order)))
    blockers = sum(severities.get(entry["rule"]) == "blocker" for entry in skipped)
    rows = ((severities.get(entry["rule"], ""), entry["rule"], entry["reason"]) for entry in graver)
    line(f"{len(skipped)} rules were not evaluated, which is not 'no gap' ({blockers} of them blockers):")
    table("", ("Severity", "Rule", "Why"), rows)


def named(key: str, titles: Mapping[str, str] | None) -> str:
    """Write a key with its title, where that is known."""
    title = (titles or {}).get(key, "")
    return f"{key} {title}" if title else key


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
    """Print why a conclusion is not current, what changed told once, and what clears it."""
    signed = answer["conclusion"]
    demand = f", {DEMANDS[answer['demand']]}" if answer["demand"] else ""
    about = ", ".join(signed["about"])
    line(f"{signed['key']} {signed['kind']}({about}) is {answer['status']}{demand}: {signed['statement']}")
    if answer["overdue_from"]:
        line(f"  to be looked at again by {answer['overdue_from']}")
    changed: dict[str, list[Record]] = {}
    for cause in sorted(answer["causes"], key=lambda entry: not entry["makes_stale"]):
        changed.setdefault(cause["changed"]["key"], []).append(cause)
    for first, *others in changed.values():
        line(f"  because {first['text']}")
        for other in others:
            line(f"    and {other['item']['key']}: {other['reason']['why']}")
        line(f"    path: {path(first['path'])}")
        for value in changed_values(first["pinned"]["values"], first["now"]["values"]):
            line(f"    {value}")
    for step in answer["clears"]:
        line(f"  to do: {step}")
    out().print()


def changed_values(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[str]:
    """Write what reads otherwise now, field by field, and result by result."""
    for name, value in was.items():
        after = now.get(name)
        if isinstance(value, dict) and isinstance(after, dict):
            names = {**value, **after}
            yield from changed_values({key: value.get(key) for key in names}, after)
        elif value != after:
            yield f"{name}: {_value(value)} -> {_value(after)}"


def _value(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def conclusions(title: str, entries: Iterable[Mapping[str, Any]]) -> None:
    """Print conclusions with what was signed, their status, and in words why they have it."""
    rows = (
        (entry["key"], entry["status"], entry["statement"], DEMANDS[entry["demand"] or ""], _why(entry))
        for entry in sorted(entries, key=_by_number)
    )
    table(title, ("Conclusion", "Status", "What was signed", "To do", "Why"), rows)


def _by_number(entry: Mapping[str, Any]) -> list[tuple[int, str]]:
    """Order keys as people do: CON-9 before CON-11."""
    return [(int(part or 0), text) for text, part in re.findall(r"([^0-9]*)([0-9]*)", entry["key"])]


def _why(entry: Mapping[str, Any]) -> str:
    """Say each reason in words; those that only wait name what they wait for."""
    waits = [reason["item"] for reason in entry["reasons"] if reason["code"] == "UPSTREAM_STALE"]
    own = [f"{r['item']}: {r['why']}" for r in entry["reasons"] if r["code"] != "UPSTREAM_STALE"]
    return "; ".join([*own, *([f"rests on {', '.join(waits)}, not settled"] if waits else [])])


def preview(title: str, answer: Record, statements: Mapping[str, str]) -> None:
    """Print what a planned change would do: the conclusions that it moves, and the gaps that it opens."""
    moved = sorted((c for c in answer["conclusions"] if c["from"] != c["to"]), key=_by_number)
    first: dict[str, str] = {}
    rows = []
    for entry in moved:
        key, why = entry["key"], _why(entry)
        holder = first.setdefault(why, key)
        rows.append((key, _move(entry), statements.get(key, ""), why if holder == key else f"as {holder}"))
    table(f"{title}, {len(moved)} conclusions move", ("Conclusion", "Status", "What was signed", "Why"), rows)
    listed = {entry["key"] for entry in moved}
    opened = [gap for gap in answer["gaps"]["opened"] if gap["subject"] not in listed]
    opened_rows = (
        (gap["severity"], gap["rule"], gap["subject"], gap["title"], _facts(gap)) for gap in opened
    )
    beside = f"{title}, {len(opened)} gaps open beside those of the conclusions above"
    table(beside, ("Severity", "Rule", "Item", "What is missing", "See also"), opened_rows)
    if not answer["complete"]:
        line("NOT COMPLETE: the preview was cut off; more could be touched.")


def _move(entry: Mapping[str, Any]) -> str:
    return f"{entry['from']} -> {entry['to']}"


def work_list(tasks: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> None:
    """Print what has to be done, in dependency order."""
    rows = (
        (task["key"], titles.get(task["key"], ""), task["task"], ", ".join(task["waits_for"]) or "-")
        for task in tasks
    )
    table(f"Work list: {len(tasks)} tasks", ("Item", "What it is", "Task", "Waits for"), rows)
