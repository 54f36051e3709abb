"""The command line: run the service, ask a running one, check a data folder.

Exit codes: 0 done, 1 something was found (`gaps --fail-on`, `verify`, rows not taken), 2 wrong usage,
3 the service or its database cannot answer, or refuses, 130 stopped by Ctrl-C before it was done. Messages go
to stderr, answers to stdout.
"""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Collection, Mapping
from enum import StrEnum
from importlib.metadata import version
from pathlib import Path
from typing import Annotated, Any, Final

import typer

from app.cli import tables as show
from app.client.client import LOCAL, Client
from app.client.errors import ClientError
from app.client.load import LoadError

FOUND: Final = 1
USAGE: Final = 2
FAILED: Final = 3

app = typer.Typer(
    name="evitrace",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

rules = typer.Typer(help="Rules that find gaps: those that are shipped, and your own.", no_args_is_help=True)
app.add_typer(rules, name="rules")

Url = Annotated[str, typer.Option("--url", envvar="EVITRACE_URL", help="Where the service answers.")]
_FLAG: Final = ""  # what stands behind the name of a flag in the help: it takes no value
Json = Annotated[bool, typer.Option("--json", metavar=_FLAG, help="Print the answer as JSON.")]
Port = Annotated[int, typer.Option(min=0, max=65535, help="0 takes a free one and says which.")]
Data = Annotated[
    Path | None,
    typer.Option(help="Folder of the embedded database (EVITRACE_DATA)."),
]


class Severity(StrEnum):
    """How grave a gap is."""

    blocker = "blocker"
    major = "major"
    minor = "minor"
    info = "info"


class UnresolvedChoice(StrEnum):
    """What happens to references to keys that no item has."""

    refuse = "refuse"
    keep = "keep"


def _print_version(*, asked: bool) -> None:
    if asked:
        print(f"evitrace {version('evitrace')}")  # noqa: T201 -- Rich would wrap it
        raise typer.Exit


@app.callback()
def evitrace(
    *,
    _version: Annotated[
        bool,
        typer.Option(
            "--version",
            metavar=_FLAG,
            is_eager=True,
            callback=lambda asked: _print_version(asked=asked),
            help="Print the version and exit.",
        ),
    ] = False,
) -> None:
    """Evidence traceability: what is missing, what is no longer reliable, what a change would touch."""


# -- commands that are the service ---------------------------------------------------------------------


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="Address to listen on.")] = "127.0.0.1",
    port: Port = 8000,
    data: Data = None,
) -> None:
    """Run the service until Ctrl-C or SIGTERM."""
    from app.cli import serving  # noqa: PLC0415 -- the service takes a second to import

    with serving.until_told_to_stop():
        settings = serving.settings_with(data=data)
        with serving.serving(settings, host, port) as service:
            service.stay(lambda: _announce(service.url, host))


def _announce(url: str, host: str) -> None:
    from app.cli import serving  # noqa: PLC0415 -- imported already

    serving.announce(url)
    if host not in ("127.0.0.1", "localhost", "::1"):
        _say("There is no sign-in: whoever reaches this address can read and write.")


@app.command()
def demo(
    port: Port = 0,
    data: Data = None,
    once: Annotated[
        bool, typer.Option("--once", metavar=_FLAG, help="End after the story instead of staying up.")
    ] = False,
) -> None:
    """Show the worked example on a database of its own, in a temporary folder unless --data."""
    from app.cli.demo import demonstrate  # noqa: PLC0415 -- the service takes a second to import

    demonstrate(port, data, once=once)


@app.command()
def verify(data: Data = None, as_json: Json = False) -> None:
    """Recompute everything in a database that no service holds; exit 1 on any difference."""
    from app.cli.verify import differences  # noqa: PLC0415 -- the service takes a second to import

    if asyncio.run(differences(data, as_json=as_json)):
        raise typer.Exit(FOUND)


@app.command()
def replay(
    data: Data = None,
    to: Annotated[int | None, typer.Option(min=0, help="Up to this revision (default: the newest).")] = None,
    as_json: Json = False,
) -> None:
    """Rebuild a database from its audit trail beside it, and compare; exit 1 on any difference."""
    from app.cli.replay import differences  # noqa: PLC0415 -- the service takes a second to import

    if asyncio.run(differences(data, to, as_json=as_json)):
        raise typer.Exit(FOUND)


@rules.command("check")
def check_rules(
    folder: Annotated[Path, typer.Argument(exists=True, file_okay=False, help="Folder of rule files.")],
) -> None:
    """Check rule files of your own as the service does at its start; exit 1 on any fault."""
    from app.cli.rules import check  # noqa: PLC0415 -- the service takes a second to import

    if check(folder):
        raise typer.Exit(FOUND)


@rules.command("show")
def show_rule(
    rule: Annotated[str, typer.Argument(help="Id of a rule, or of one in --folder.")],
    folder: Annotated[
        Path | None, typer.Option(exists=True, file_okay=False, help="Folder of your own rules.")
    ] = None,
) -> None:
    """Print a rule whole, with what it shares with others, as the database gets it."""
    from app.cli.rules import show_whole  # noqa: PLC0415 -- the service takes a second to import

    if not show_whole(rule, folder):
        raise typer.Exit(FOUND)


# -- commands that ask a running service ---------------------------------------------------------------


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="NDJSON, or a JSON array.")],
    unresolved: Annotated[
        UnresolvedChoice, typer.Option(help="References to keys that no item has.")
    ] = UnresolvedChoice.refuse,
    best_effort: Annotated[
        bool, typer.Option("--best-effort", metavar=_FLAG, help="Take the good rows.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", metavar=_FLAG, help="Say what would happen.")] = False,
    take_over: Annotated[
        bool,
        typer.Option("--take-over", metavar=_FLAG, help="Take over items that have a source elsewhere."),
    ] = False,
    actor: Annotated[str, typer.Option(help="Who acts; goes into the audit trail.")] = "local",
    reason: Annotated[str, typer.Option(help="Why; goes into the audit trail.")] = "",
    url: Url = LOCAL,
    as_json: Json = False,
) -> None:
    """Create or revise an item for each row of a file."""
    with Client(url, actor=actor) as client, show.progress_bar("Loading") as report_progress:
        answer = client.load(
            file,
            unresolved=unresolved.value,
            best_effort=best_effort,
            dry_run=dry_run,
            take_over=take_over,
            reason=reason,
            progress=report_progress,
        )
    show.print_json(answer) if as_json else show.loaded(answer)
    if answer["counts"].get("failed"):
        raise typer.Exit(FOUND)


@app.command()
def gaps(
    device: Annotated[str, typer.Option(help="Only what concerns it.")] = "",
    severity: Annotated[Severity | None, typer.Option(help="Only this severity.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only this rule; may be given again.")] = None,
    on: Annotated[str, typer.Option(help="Judge dates as on this day, such as 2026-01-31.")] = "",
    fail_on: Annotated[
        Severity | None,
        typer.Option(help="Exit 1 when a gap this grave or graver is open, not justified."),
    ] = None,
    allow_unevaluated: Annotated[
        bool,
        typer.Option(
            "--allow-unevaluated",
            metavar=_FLAG,
            help="Do not exit 1 because a rule of that severity was not evaluated.",
        ),
    ] = False,
    url: Url = LOCAL,
    as_json: Json = False,
) -> None:
    """List what is missing."""
    only = tuple(rule or ())
    with Client(url) as client:
        answer = client.gaps(device=device, severity=severity or "", rule=only, on=on)
        # What is shown may be narrowed to a severity; what fails is judged on all of them.
        judged = client.gaps(device=device, rule=only, on=on) if fail_on and severity else answer
        severities = {rule["id"]: rule["severity"] for rule in client.rules()}
    show.print_json(answer) if as_json else show.gaps(answer, severities)
    if fail_on is None:
        return
    failing = _failing(judged, severities, _from(fail_on), allow_unevaluated=allow_unevaluated)
    if severity and failing and severity not in _from(fail_on):
        _say(f"--severity {severity} hides what fails: ask without it.")
    if only:
        _say(f"Only {', '.join(only)} decided here; no other rule was asked.")
    for reason in failing:
        _say(reason)
    if failing:
        raise typer.Exit(FOUND)


@app.command()
def history(
    device: Annotated[str, typer.Option(help="Only gaps as seen from it, and those of no device.")] = "",
    severity: Annotated[Severity | None, typer.Option(help="Only what was or became this severity.")] = None,
    rule: Annotated[list[str] | None, typer.Option(help="Only this rule; may be given again.")] = None,
    item: Annotated[str, typer.Option(help="Only gaps that it has.")] = "",
    url: Url = LOCAL,
    as_json: Json = False,
) -> None:
    """List when gaps opened and closed, oldest first."""
    with Client(url) as client:
        events = client.gap_events(device=device, severity=severity or "", rule=tuple(rule or ()), item=item)
    show.print_json(events) if as_json else show.gap_events(events)


def _failing(
    judged: Mapping[str, Any],
    severities: Mapping[str, str],
    grave: Collection[str],
    *,
    allow_unevaluated: bool,
) -> list[str]:
    """Return why a gate on gaps of these severities fails; a rule that was not asked is no pass."""
    failing = [
        f"{number} open {name if number == 1 else name + 's'}."
        for name in grave
        if (number := judged["counts"]["open"].get(name))
    ]
    silent = [entry for entry in judged["not_evaluated"] if severities.get(entry["rule"]) in grave]
    if silent and not allow_unevaluated:
        rules = "; ".join(f"{entry['rule']}: {entry['reason']}" for entry in silent)
        failing.append(f"Not evaluated ({rules}): record that, or say --allow-unevaluated.")
    return failing


def _from(threshold: Severity) -> tuple[str, ...]:
    return show.SEVERITIES[: show.SEVERITIES.index(threshold) + 1]


@rules.command("list")
def list_rules(url: Url = LOCAL, as_json: Json = False) -> None:
    """List the rules that a running service asks."""
    with Client(url) as client:
        answer = client.rules()
    show.print_json(answer) if as_json else show.rules(answer)


@app.command()
def impact(
    key: Annotated[str, typer.Argument(help="Key of an item.")], url: Url = LOCAL, as_json: Json = False
) -> None:
    """List everything that depends on an item, with a shortest path to each."""
    with Client(url) as client:
        answer = client.impact(key)
    show.print_json(answer) if as_json else show.impact(answer)


@app.command()
def explain(
    key: Annotated[str, typer.Argument(help="Key of a conclusion.")],
    on: Annotated[str, typer.Option(help="Judge dates as on this day.")] = "",
    url: Url = LOCAL,
    as_json: Json = False,
) -> None:
    """Say why a conclusion is not current, and what clears it."""
    with Client(url) as client:
        answer = client.explanation(key, on=on)
    show.print_json(answer) if as_json else show.explanation(answer)


# -- the way out ---------------------------------------------------------------------------------------


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)  # noqa: T201 -- Rich would wrap it


def main() -> None:
    """Run the command line; what may be expected to fail is a message, never a traceback."""
    try:
        app()
    except (ClientError, LoadError) as error:
        _say(str(error))
        sys.exit(FAILED)
    except Exception as error:
        expected = _expected(error)
        if expected is None:
            raise
        _say(expected[0])
        sys.exit(expected[1])


def _expected(error: Exception) -> tuple[str, int] | None:
    """Return the message and exit code of a failure of the service that is no fault of the program."""
    if "app.cli.serving" not in sys.modules:  # then the service was not even imported
        return None
    from app.cli.serving import BadSettings, CannotServe  # noqa: PLC0415 -- imported already
    from app.http.names import with_names  # noqa: PLC0415 -- imported already
    from graph.database.embedded import EmbeddedError  # noqa: PLC0415 -- imported already
    from graph.errors import EvitraceError  # noqa: PLC0415 -- imported already

    if isinstance(error, BadSettings):
        return str(error), USAGE
    if isinstance(error, CannotServe | EmbeddedError | EvitraceError):
        return with_names(str(error)), FAILED
    return None
