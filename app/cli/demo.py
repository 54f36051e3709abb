"""The demonstration: the worked example, up to the step at which a conclusion goes stale, and a what-if.

`examples/README.md` tells the whole story; this shows its steps 1, 3 and 8 on a database of its own.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from app.cli import tables as show
from app.cli.serving import CannotServe, announce, serving, settings_with, until_told_to_stop
from app.client.client import Client, Record
from app.client.load import rows_of

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "lungtriage.ndjson"
_CORRECTED: Final[Record] = {"n": 378, "results": {"sensitivity": 0.91, "specificity": 0.94}}
_CHILDREN: Final[Record] = {
    "type": "IntendedUseElement",
    "key": "IUE-4",
    "kind": "target_population",
    "value": "Children 2-17",
    "range_min": 2,
    "range_max": 17,
    "range_unit": "year",
    "devices": ["DEV-01"],
}


def demonstrate(port: int, data: Path | None, *, once: bool) -> None:
    """Start a service on the embedded database, tell the story, and stay until told to stop."""
    with until_told_to_stop(), _folder(data) as folder:
        settings = settings_with(data=folder, neo4j_uri="")
        with serving(settings, "127.0.0.1", port) as service:
            announce(service.url)
            with Client(service.url, actor="demo") as client:
                tell(client, folder)
            show.line(f"All of it is an API: {service.url}/docs")
            if not once:
                up = f"Evitrace stays up until Ctrl-C; its data folder is {_what(folder, data)}"
                service.stay(lambda: show.line(up))


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="evitrace-demo-") as folder:
        yield Path(folder) / "data"


def _what(folder: Path, data: Path | None) -> str:
    return f"{folder}." if data else f"{folder}, which goes away with it."


def tell(client: Client, folder: Path) -> None:
    """Tell the story on a service that holds nothing else; what it changes, the next telling sets back."""
    _refuse_other_data(client, folder)
    show.line("\n1. A technical file is loaded: LungTriage, fictional software that triages chest X-rays.")
    with show.progress_bar("Loading") as told:
        show.loaded(client.load(EXAMPLE, reason="demonstration", progress=told))
    show.gaps(client.gaps(device="DEV-01"))

    show.line("2. The results of the study EVD-3 are corrected: n 412 -> 378, sensitivity 0.93 -> 0.91.")
    client.revise("EVD-3", _CORRECTED, approve=True, reason="corrected denominator", change_ref="CR-208")
    unsettled = _unsettled(client)
    show.conclusions(f"{len(unsettled)} signed conclusions can no longer be relied on", unsettled)

    show.line("3. Why? What was signed rests on the numbers as they were.\n")
    show.explanation(client.explanation("CON-3"))
    show.explanation(client.explanation("CON-4"))

    show.line("4. And what if children were added to the population? Nothing is changed by asking.\n")
    show.preview("With children", client.preview(_children(client), note="what if children were added?"))

    show.line("5. What has to be done now, in this order:\n")
    show.work_list(client.work_list())


def _refuse_other_data(client: Client, folder: Path) -> None:
    of_the_example = {json.loads(row.text)["key"] for row in rows_of(EXAMPLE)}
    others = [item["key"] for item in client.items(limit=1000) if item["key"] not in of_the_example]
    if others:
        raise CannotServe(f"{folder} holds other data ({others[0]}, ...); give the demo a folder of its own.")


def _unsettled(client: Client) -> list[Record]:
    return [entry for status in ("stale", "suspect") for entry in client.conclusions(status=status)]


def _children(client: Client) -> list[Record]:
    covered = client.read("CLM-1")["content"]["covers"]
    return [
        {"op": "create", "item": _CHILDREN},
        {"op": "revise", "key": "CLM-1", "fields": {"covers": [*covered, "IUE-4"]}},
    ]
