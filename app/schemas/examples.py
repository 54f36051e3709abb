"""Examples of requests in the document of the API: each can be sent as it is, in this order.

They are about the worked example (`examples/lungtriage.ndjson`); a test loads it and sends them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final


@dataclass(frozen=True, slots=True)
class Example:
    """One request: what it shows, its parameters by name, and its body."""

    text: str
    parameters: Mapping[str, str | int] = field(default_factory=dict)
    body: Any = None


_HAZARD: Final = {
    "type": "Hazard",
    "key": "HAZ-2",
    "title": "Image of another patient",
    "description": "The result is shown with the image of another patient.",
    "devices": ["DEV-01"],
    "approve": True,
    "reason": "Risk review",
}
_CORRECTED: Final = {"n": 378, "results": {"sensitivity": 0.91, "specificity": 0.94}}

EXAMPLES: Final[Mapping[str, Example]] = {
    "create_item": Example("A hazard, in force at once", body=_HAZARD),
    "list_items": Example("Items of one type", {"type": "Hazard"}),
    "revise_item": Example(
        "The next version of the hazard, from its full content",
        {"key": "HAZ-2", "If-Match": "*"},
        {**_HAZARD, "description": "The result is shown beside the image of another patient."},
    ),
    "upsert_item_by_source": Example(
        "A requirement whose master is in another tool",
        {"system": "reqtool", "ref": "SRS-0001"},
        {
            "type": "DesignItem",
            "key": "DSG-2",
            "kind": "software_requirement",
            "text": "Images are matched by study and patient.",
            "devices": ["DEV-01"],
            "approve": True,
        },
    ),
    "load_items": Example(
        "Two rows, one transaction",
        body=[
            {"type": "Harm", "key": "HRM-2", "description": "Delayed treatment", "devices": ["DEV-01"]},
            {"type": "Hazard", "key": "HAZ-3", "description": "Result not shown", "devices": ["DEV-01"]},
        ],
    ),
    "approve_item": Example("The draft comes into force", {"key": "HAZ-3"}, {"reason": "Risk review"}),
    "withdraw_item": Example(
        "An item that was recorded by mistake", {"key": "HAZ-3"}, {"withdrawn_reason": "error"}
    ),
    "read_item": Example("A study", {"key": "EVD-3"}),
    "list_versions": Example("All versions of it", {"key": "EVD-3"}),
    "read_version": Example("The first version", {"key": "EVD-3", "number": 1}),
    "list_dependants": Example("Who refers to it", {"key": "EVD-3"}),
    "list_dependencies": Example("What it refers to", {"key": "EVU-3"}),
    "read_impact": Example("All that depends on it", {"key": "EVD-3"}),
    "create_impact_preview": Example(
        "What a correction of the study would do",
        body={"changes": [{"op": "revise", "key": "EVD-3", "fields": _CORRECTED}], "note": "corrected"},
    ),
    "list_gaps": Example("What is missing for a device", {"device": "DEV-01", "severity": "blocker"}),
    "list_gap_events": Example("When gaps of a device opened and closed", {"device": "DEV-01"}),
    "count_gaps_by_day": Example("How many gaps of a device were open over time", {"device": "DEV-01"}),
    "read_rule": Example("A rule", {"rule": "CLM-03"}),
    "list_conclusions": Example("Conclusions that are stale", {"status": "stale"}),
    "read_conclusion": Example("A conclusion", {"key": "CON-3"}),
    "read_basis": Example("What it was signed on, beside what it rests on", {"key": "CON-3"}),
    "explain_conclusion": Example("Why it is as it is", {"key": "CON-3"}),
    "create_baseline": Example("What is released", body={"name": "CER v1", "device": "DEV-01"}),
    "read_baseline": Example("What was released", {"name": "CER v1"}),
    "fire_trigger": Example(
        "A study is retracted; a dry run writes nothing",
        body={"kind": "retraction", "keys": ["EVD-3"], "notice": "RW-1", "dry_run": True},
    ),
    "read_claim_support": Example("A claim by its pillars", {"key": "CLM-1"}),
    "read_claim_coverage": Example("What its evidence studied", {"key": "CLM-1"}),
    "read_device_support": Example("All claims of a device", {"key": "DEV-01"}),
    "read_hazard_log": Example("The hazard log of a device", {"key": "DEV-01"}),
    "read_checklist": Example("How a device meets its requirements", {"key": "DEV-01"}),
    "read_release_check": Example("What keeps an evaluation from release", {"key": "EVAL-1"}),
}
