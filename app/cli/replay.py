"""The replay of a whole audit trail: into a database of its own, in a temporary folder."""

from __future__ import annotations

import dataclasses
import tempfile
from pathlib import Path

from app.cli import tables as show
from app.cli.serving import settings_with
from app.cli.verify import refuse_empty
from app.main import open_store
from graph.database.head import revision_now
from graph.history.as_of import moment_at
from graph.maintenance.replay import ReplayResult
from graph.maintenance.replay import replay as carry_out_again


async def differences(data: Path | None, upto: int | None, *, as_json: bool) -> int:
    """Replay a database up to a revision, print what was found, and give the number of differences."""
    settings = settings_with(data=data)
    where = settings.neo4j_uri or str(settings.data)
    refuse_empty(settings)
    with tempfile.TemporaryDirectory(prefix="evitrace-replay-") as folder:
        beside = settings_with(data=Path(folder) / "data", neo4j_uri="")
        async with open_store(settings) as original, open_store(beside) as scratch:
            last = await revision_now(original) if upto is None else upto
            await original.read(lambda tx: moment_at(tx, last))
            with show.progress_bar("Replaying") as report_progress:
                result = await carry_out_again(
                    original, scratch, last, lambda _what, count: report_progress(count, last)
                )
    if as_json:
        show.print_json({"database": where, **dataclasses.asdict(result)})
    else:
        _print(result, where)
    return len(result.differences)


def _print(result: ReplayResult, where: str) -> None:
    show.line(f"Replayed {where} up to revision {result.revision}: {result.items} items.")
    for difference in result.differences:
        show.line(f"DIFFERENCE {difference}")
    count = len(result.differences)
    show.line(f"{count} differences." if count else "Carried out again, all of it came out as it was.")
