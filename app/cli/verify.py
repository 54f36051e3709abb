"""The check of a whole database: opens it without a service and recomputes everything."""

from __future__ import annotations

import dataclasses
from pathlib import Path

from app.cli import tables as show
from app.cli.serving import BadSettings, settings_with
from app.main import open_store
from app.settings import Settings
from graph.maintenance.verify import Verification
from graph.maintenance.verify import verify as recompute


async def differences(data: Path | None, *, as_json: bool) -> int:
    """Check a database, print what was found, and give the number of differences."""
    settings = settings_with(data=data)
    where = settings.neo4j_uri or str(settings.data)
    refuse_empty(settings)
    async with open_store(settings) as store:
        with show.progress_bar("Checking") as report_progress:
            result = await recompute(store, lambda _what, count: report_progress(count, 0))
    if as_json:
        show.print_json({"database": where, **dataclasses.asdict(result)})
    else:
        _print(result, where)
    return len(result.differences)


def refuse_empty(settings: Settings) -> None:
    """Raise BadSettings where no database is: one would be made, and nothing would be found wrong with it."""
    if not settings.neo4j_uri and not (settings.data.expanduser() / "engine").is_dir():
        raise BadSettings(f"There is no database in {settings.data}; name its folder with --data.")


def _print(result: Verification, where: str) -> None:
    show.line(
        f"Checked {where} at revision {result.revision}: {result.items} items, "
        f"{result.conclusions} conclusions, {result.entries} audit entries."
    )
    for difference in result.differences:
        show.line(f"DIFFERENCE {difference}")
    count = len(result.differences)
    show.line(f"{count} differences." if count else "Recomputed anew, all of it is as stored.")
