"""The worked example as tests load it: whole, or only the argument on its one claim.

The argument leaves out people, the hazards beside the false negative, and the checklist beyond essential
requirements 1, 3 and 6, with all that refers to them: what a test states of every conclusion stays short, and
whoever tests signs without papers.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

EXAMPLE: Final = Path(__file__).parents[1] / "examples" / "lungtriage.ndjson"
THIS_YEAR: Final = datetime.now(UTC).year
_BESIDE: Final = ("HAZ-3", "HAZ-4", "HAZ-5", "HAZ-6", "HRM-3", "DSG-3", "DSG-4", "DSG-5", "DSG-6", "EVD-10")

Row = dict[str, Any]


def whole() -> list[Row]:
    """All rows, with a report and papers that are in date whenever a test is run."""
    found: list[Row] = [json.loads(line) for line in EXAMPLE.read_text(encoding="utf-8").splitlines()]
    for row in found:
        if row["type"] == "Evaluation":  # a report that is overdue by the real clock forbids signatures
            row |= {"cer_date": f"{THIS_YEAR}-01-01", "next_due": f"{THIS_YEAR}-12-31"}
        if row["type"] == "Person":
            row |= {"cv_date": f"{THIS_YEAR}-01-01", "doi_date": f"{THIS_YEAR}-01-01"}
    return found


def argument() -> list[Row]:
    """The rows of the argument, as said above."""
    kept = whole()
    gone = {row["key"] for row in kept if _beside(row)}
    while left := {row["key"] for row in kept if row["key"] in gone or gone & _referred(row)} - gone:
        gone |= left
    return [row for row in kept if row["key"] not in gone]


def _beside(row: Row) -> bool:
    listed = row["type"] == "Requirement" and row["key"].startswith("MDD.ER.")
    return row["type"] == "Person" or listed or row["key"] in (*_BESIDE, "STD-4", "STD-5")


def _referred(row: Row) -> set[str]:
    return {key for value in row.values() if isinstance(value, list) for key in value if isinstance(key, str)}
