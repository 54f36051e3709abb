"""The demonstration: the worked example up to a conclusion that goes stale and is settled, and a what-if.

`examples/README.md` tells the whole story; this shows its steps 1, 3, 4, 5 and 8 on a database of its own.
"""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

from app.cli import tables as show
from app.cli.serving import CannotServe, announce, serving, settings_with, until_told_to_stop
from app.client.client import Client, Record

EXAMPLE: Final = Path(__file__).parents[2] / "examples" / "lungtriage.ndjson"
_REVIEWER: Final = "clinical-reviewer"
_DUE: Final = date(2027, 11, 10)
"""The day on which the clinical evaluation of the example is due again."""
_DATE: Final = re.compile(r'"(20[0-9]{2})(-[0-9]{2}-[0-9]{2})')
_CORRECTED: Final[Record] = {
    "n": 378,
    "results": {
        "positives": 290,
        "true_positives": 264,
        "sensitivity": 0.91,
        "sensitivity_lower_95": 0.872,
        "sensitivity_upper_95": 0.938,
        "negatives": 88,
        "true_negatives": 83,
        "specificity": 0.94,
        "specificity_lower_95": 0.874,
    },
    "result_summary": "264 of 290 found: 0.91, 95 % interval 0.872 to 0.938 (Wilson). "
    "The lower bound lies above the criterion of 0.85.",
}
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
    rows = example()
    titles = {row["key"]: str(row.get("title", "")) for row in rows}
    statements = {row["key"]: str(row.get("statement", "")) for row in rows}
    _refuse_other_data(client, folder, titles)
    _load(client, rows, titles)
    _correct(client)
    show.line("3. What has to be done now, in this order. Nobody needs to look at what only waits.\n")
    shown = {**titles, **{key: text for key, text in statements.items() if text}}
    show.work_list(client.work_list(), shown)
    with Client(client.url, actor=_REVIEWER) as reviewer:
        _settle(reviewer)
    show.line("5. And what if children were added to the population? Nothing is changed by asking.\n")
    answer = client.preview(_children(client), note="what if children were added?")
    show.preview("With children", answer, statements)


def example(today: date | None = None) -> list[Record]:
    """Return the rows of the example; once its report is due again, all its dates move on by whole years.

    A report that is overdue forbids signatures, and the story would end there.
    """
    day, years = today or datetime.now(UTC).date(), 0
    while _DUE.replace(year=_DUE.year + years) < day:
        years += 1
    text = EXAMPLE.read_text(encoding="utf-8")
    moved = _DATE.sub(lambda match: f'"{int(match[1]) + years}{match[2]}', text)
    return [json.loads(line) for line in moved.splitlines()]


def _load(client: Client, rows: list[Record], titles: Record) -> None:
    show.line("\n1. A technical file is loaded: LungTriage, fictional software that triages chest X-rays.")
    with show.progress_bar("Loading") as progress:
        show.loaded(client.load(rows, reason="demonstration", progress=progress))
    _set_back(client)
    severities = {rule["id"]: rule["severity"] for rule in client.rules()}
    show.gaps(client.gaps(device="DEV-01"), severities, titles)


def _set_back(client: Client) -> None:
    """After an earlier telling, have the study of the file appraised as it is now."""
    read = client.read("APP-3")["content"].get("evidence_version")
    newest = client.read("EVD-3")["version"]["no"]
    if read is not None and read != newest:
        client.revise("APP-3", {"evidence_version": newest}, approve=True, reason="demonstration")


def _correct(client: Client) -> None:
    show.line(
        "2. The results of the study EVD-3 are corrected: repeat images of the same patients had been\n"
        "   counted, and four marks on the wrong side. 310 images with pneumothorax become 290, and 288\n"
        "   found become 264: sensitivity 0.93 becomes 0.91, and its lower bound 0.895 becomes 0.872.\n"
    )
    client.revise("EVD-3", _CORRECTED, approve=True, reason="corrected denominator", change_ref="CR-208")
    unsettled = _unsettled(client)
    show.conclusions(f"{len(unsettled)} signed conclusions can no longer be relied on", unsettled)
    show.line("   Why? What was signed rests on the numbers as they were.\n")
    show.explanation(client.explanation("CON-3"))


def _settle(reviewer: Client) -> None:
    """Appraise the study again and re-affirm the one conclusion on it; the others clear by themselves."""
    waiting = {entry["key"] for entry in _unsettled(reviewer)} - {"CON-3"}
    show.line(
        "4. The study is appraised again, with the same grades, and the independent reviewer re-affirms\n"
        "   CON-3: 264 of 290; the claim is 0.85, and the lower bound of 0.872 is still above it.\n"
    )
    version = reviewer.read("EVD-3")["version"]["no"]
    reviewer.revise("APP-3", {"evidence_version": version}, approve=True, reason="read again, same grades")
    asked = [c["reason"] for c in reviewer.explanation("CON-3")["causes"] if c["reason"]["demand"]]
    answers = [
        {
            "code": reason["code"],
            "item": reason["item"],
            "what_changed": "310 positives became 290, 288 found became 264",
            "why": "the lower bound of 0.872 is above the criterion of 0.85",
        }
        for reason in asked
    ]
    rationale = "264 of 290: the lower bound of 0.872 is above 0.85."
    reviewer.reaffirm("CON-3", "reaffirmed_unchanged", rationale, answers=answers, independent_review=True)
    left = {entry["key"] for entry in _unsettled(reviewer)}
    cleared = sorted(waiting - left, key=lambda key: int(key.removeprefix("CON-")))
    show.line(
        f"   One signature, and {len(cleared)} conclusions cleared by themselves, since what they compare\n"
        f"   is as it was: {', '.join(cleared)}. {len(left)} conclusions are left to settle.\n"
    )


def _refuse_other_data(client: Client, folder: Path, of_the_example: Collection[str]) -> None:
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
