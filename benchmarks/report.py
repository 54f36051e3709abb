"""The figures as a short Markdown table, beside the aims."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

AIMS = {
    "load": "100,000 items in 30 s",
    "revise_and_settle": "p95 under 50 ms",
    "impact": "p95 under 15 ms",
    "gaps_of_device": "under 1,000 ms",
}


BESIDE = {
    "walk": ("impact", "reference: the same walk by a bare driver", "p95_ms"),
    "bare_point_read": ("point_read", "reference: a bare web application and driver", "median_ms"),
    "bare_load": ("load", "reference: the bare driver creates the same graph", "seconds"),
}
"""Of each reference: the scenario beside which it stands, its title, and the figure that is compared."""


def table(record: Mapping[str, Any]) -> str:
    """Return one record of results as Markdown."""
    machine, graph = record["machine"], record["graph"]
    software = ", ".join(f"{name} {number}" for name, number in record["versions"].items())
    lines = [
        f"# {record['engine']}, {graph['items']:,} items of {graph['devices']} devices, {record['at'][:10]}",
        "",
        (
            f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gib']} GiB, {machine['system']}, "
            f"Python {machine['python']}; load average {machine['load_before']} before and "
            f"{machine['load_after']} after. {software}."
        ),
        "",
        "| Scenario | Median | p95 | Greatest | Aim |",
        "|---|---|---|---|---|",
        *_rows(record["results"]),
    ]
    return "\n".join(lines) + "\n"


def _rows(results: Mapping[str, Any]) -> Iterator[str]:
    load = results["load"]
    yield (
        f"| load over REST | {load['seconds']} s for {load['items']:,} items "
        f"({load['items_a_second']:,}/s, {load['rows_a_request']:,} a request) | | "
        f"{load['cpu_seconds']} s of processor time | {AIMS['load']} |"
    )
    for name, found in results.items():
        if name in BESIDE:
            yield from _reference(name, found, results)
        elif "median_ms" in found:
            yield _row(name.replace("_", " "), found, AIMS.get(name, ""))
        for kind, part in found.get("by_type", {}).items():
            more = part.get("effects_a_write", part.get("reached"))
            yield _row(f"- {kind} ({more} {'moved' if 'effects_a_write' in part else 'reached'})", part, "")
        if "first_ms" in found:
            yield f"| - the first time | {found['first_ms']} ms | | | |"
        if "after_a_revision" in found:
            yield _row("- and after a revision since", found["after_a_revision"], "")
        if "asked_again" in found:
            yield _row("- asked again at the same revision", found["asked_again"], "")
        if "median_ms_by_rule" in found:
            slowest = list(found["median_ms_by_rule"].items())[:5]
            named = ", ".join(f"{rule} {ms} ms" for rule, ms in slowest)
            yield f"| single rules, the slowest | {named} | | | |"


def _reference(name: str, found: Mapping[str, Any], results: Mapping[str, Any]) -> Iterator[str]:
    scenario, title, figure = BESIDE[name]
    times = results[scenario][figure] / found[figure] if scenario in results else 0
    told = f"the service takes {times:.1f} times as long" if times else ""
    if name == "bare_load":
        size = f"{found['nodes']:,} nodes, {found['relationships']:,} relationships"
        yield f"| {title} | {found['seconds']} s for {size} | | | {told} |"
    else:
        yield _row(title, found, told)


def _row(name: str, found: Mapping[str, Any], aim: str) -> str:
    return f"| {name} | {found['median_ms']} ms | {found['p95_ms']} ms | {found['max_ms']} ms | {aim} |"
