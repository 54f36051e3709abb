"""The requirements checklist of a device: what answers each leaf of its catalogues, and what is open.

One row a leaf, and one more for each further record of it. A leaf without a requirement or without a record
is a row too: nothing that is asked is left out because nobody has answered yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph import gaps
from graph.catalogues import Leaf, catalogues, find_catalogue
from graph.compliance.profiles import must_be_profile, profiles_of
from graph.database.queries import HeadState, ItemsByKeys
from graph.database.store import Store, Tx
from graph.gaps import SEVERITIES, Gap, gap_json
from graph.items.with_content import (
    ItemWithContent,
    in_scope_of,
    items_by_key,
    items_with_content,
    referred_items,
    referrers,
    statuses_on,
)
from graph.scopes import of_device


@dataclass(frozen=True, slots=True)
class Checklist:
    """The rows of a checklist on a day, with the catalogues that were asked and the rules that were not."""

    rows: tuple[Mapping[str, Any], ...]
    catalogues: tuple[Mapping[str, Any], ...]
    not_evaluated: tuple[Mapping[str, str], ...]
    revision: int

    def counts(self) -> dict[str, Any]:
        """Return how many rows stand where, and how many gaps are open on them."""
        found = {gap["id"]: gap["severity"] for row in self.rows for gap in row["gaps"]}
        severities = Counter(found.values())
        statuses = Counter(entry["status"] for row in self.rows for entry in row["conclusions"])
        return {
            "rows": len(self.rows),
            "leaves": len({(row["catalogue"], row["id"]) for row in self.rows}),
            "by_state": dict(sorted(Counter(row["state"] for row in self.rows).items())),
            "without_conclusion": sum(not row["conclusions"] for row in self.rows),
            "conclusions_by_status": dict(sorted(statuses.items())),
            "gaps_by_severity": {name: severities.get(name, 0) for name in SEVERITIES},
        }


async def checklist(store: Store, device: str, today: str, profile: str = "") -> Checklist:
    """Return the checklist of a device on a day; by one profile or catalogue, or by all that it is asked."""

    async def work(tx: Tx) -> Checklist:
        await of_device(tx, device)
        head = await tx.one(HeadState())
        answers = await _answers(tx, device, today)
        asked = [await _named(tx, profile, device)] if profile else await _asked(tx, device, answers)
        report = await gaps.evaluate_rules(tx, today, device=device)
        answers.gaps.extend(report.gaps)
        rows = [row for catalogue in asked for row in _section(catalogue, answers)]
        return Checklist(
            tuple(rows),
            tuple(_head(catalogue) for catalogue in asked),
            tuple({"rule": entry.rule, "reason": entry.reason} for entry in report.not_evaluated),
            head.revision if head else 0,
        )

    return await store.read(work)


async def _named(tx: Tx, profile: str, device: str) -> str:
    """Return the catalogue of a profile, or the catalogue of that id."""
    if profile in catalogues() or await tx.one(ItemsByKeys(keys=[profile])) is None:
        return find_catalogue(profile).id
    named: str = (await must_be_profile(tx, profile, device)).content.get("catalogue_id", "")
    return named


async def _asked(tx: Tx, device: str, answers: _Answers) -> list[str]:
    """Return the catalogues that a device is asked: those of its profiles, and of what is recorded for it.

    A profile narrows nothing when it names no catalogue, or one that no requirement is of: every requirement
    recorded is asked then.
    """
    profiles = await profiles_of(tx, device)
    named = {entry.content.get("catalogue_id", "") for entry in profiles}
    recorded = {entry.content.get("catalogue", "") for entry in answers.requirements}
    answered = {
        entry.content.get("catalogue", "") for entry in answers.requirements if entry.key in answers.records
    }
    narrow = bool(named) and "" not in named and named <= recorded
    asked = (named | answered | (recorded & {""}) if narrow else named | recorded) - ({""} - recorded)
    return sorted(asked)


@dataclass(frozen=True, slots=True)
class _Answers:
    """What is recorded of a device's requirements, by key of what it is recorded on."""

    device: str
    requirements: Sequence[ItemWithContent]
    records: Mapping[str, Sequence[ItemWithContent]]
    drafts: Mapping[str, Sequence[str]]
    standards: Mapping[str, Sequence[Mapping[str, Any]]]
    uses: Mapping[str, Sequence[Mapping[str, Any]]]
    conclusions: Mapping[str, Sequence[Mapping[str, Any]]]
    gaps: list[Gap] = field(default_factory=list)


async def _answers(tx: Tx, device: str, today: str) -> _Answers:
    requirements = await items_with_content(tx, "Requirement", device)
    answering = await referrers(tx, [entry.key for entry in requirements], "SATISFIES")
    rows = [row for found in answering.values() for row in found]
    ours = await in_scope_of(tx, [row.key for row in rows], device)
    contents = await items_by_key(tx, ours)
    return _Answers(
        device,
        requirements,
        {
            requirement: [contents[row.key] for row in found if row.key in ours]
            for requirement, found in answering.items()
            if any(row.key in ours for row in found)
        },
        await _drafts(tx, device),
        await _standards(tx, ours),
        await _uses(tx, ours),
        await _conclusions(tx, ours, today),
    )


async def _drafts(tx: Tx, device: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for draft in await items_with_content(tx, "ComplianceRecord", state="draft"):
        named = draft.content.get("devices", [])
        for key in draft.content["satisfies"] if not named or device in named else ():
            found.setdefault(key, []).append(draft.key)
    return found


async def _standards(tx: Tx, records: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    applied = await referred_items(tx, records, "APPLIES_STANDARD")
    contents = await items_by_key(tx, (row.key for rows in applied.values() for row in rows))
    return {
        record: [
            {
                **contents[row.key].brief(),
                "designation": contents[row.key].content.get("designation", ""),
                "edition": contents[row.key].content.get("edition", ""),
                "status": contents[row.key].content.get("status", "current"),
                "state": row.state,
            }
            for row in rows
        ]
        for record, rows in applied.items()
    }


async def _uses(tx: Tx, records: Iterable[str]) -> dict[str, list[dict[str, Any]]]:
    bearing = await referrers(tx, records, "BEARS_ON")
    uses = await items_by_key(tx, (row.key for rows in bearing.values() for row in rows))
    using = await referred_items(tx, uses, "USES")
    evidence = await items_by_key(tx, (row.key for rows in using.values() for row in rows))
    return {
        record: [
            {
                "use": row.key,
                "role": uses[row.key].content.get("role", "supportive"),
                "direction": uses[row.key].content.get("direction", "supports"),
                "evidence": used.key,
                "title": used.title or "",
                "state": used.state,
                "location": evidence[used.key].content.get("report_no", "")
                or evidence[used.key].content.get("citation", ""),
            }
            for row in rows
            for used in using.get(row.key, ())
        ]
        for record, rows in bearing.items()
    }


async def _conclusions(tx: Tx, records: Iterable[str], today: str) -> dict[str, list[dict[str, Any]]]:
    about = await referrers(tx, records, "ABOUT")
    keys = sorted({row.key for rows in about.values() for row in rows})
    contents = await items_by_key(tx, keys)
    standing = await statuses_on(tx, keys, today)
    return {
        record: [
            {
                "key": row.key,
                "kind": contents[row.key].content["kind"],
                "verdict": contents[row.key].content["verdict"],
                "conditions": contents[row.key].content.get("conditions", ""),
                "status": standing[row.key],
            }
            for row in rows
        ]
        for record, rows in about.items()
    }


def _head(catalogue: str) -> dict[str, Any]:
    shipped = catalogues().get(catalogue)
    return {
        "id": catalogue,
        "title": shipped.title if shipped else "",
        "version": shipped.version if shipped else None,
        "source": shipped.source if shipped else "",
    }


def _section(catalogue: str, answers: _Answers) -> list[dict[str, Any]]:
    """Return the rows of one catalogue: its leaves in their order, then what else bears its name."""
    shipped = catalogues().get(catalogue)
    by_leaf: dict[str, list[ItemWithContent]] = {}
    for entry in answers.requirements:
        if entry.content.get("catalogue", "") == catalogue:
            by_leaf.setdefault(entry.content.get("requirement_id", "") or entry.key, []).append(entry)
    rows = []
    for leaf in shipped.leaves if shipped else ():
        rows += _rows(_shown(catalogue, leaf), by_leaf.pop(leaf.id, []), answers)
    for name, known in sorted(by_leaf.items()):
        rows += _rows({"catalogue": catalogue, "id": name}, known, answers)
    return rows


def _shown(catalogue: str, leaf: Leaf) -> dict[str, Any]:
    heading = catalogues()[catalogue].heading_of(leaf)
    return {
        "catalogue": catalogue,
        "id": leaf.id,
        "title": leaf.title,
        "heading": f"{heading.id} {heading.title}",
        "ce": leaf.ce,
        "sw": leaf.sw,
    }


def _rows(
    leaf: Mapping[str, Any], known: Sequence[ItemWithContent], answers: _Answers
) -> list[dict[str, Any]]:
    """Return the rows of one leaf: one for each record, else one that says there is none."""
    pairs: list[tuple[ItemWithContent | None, ItemWithContent | None]] = []
    for entry in known:
        records: Sequence[ItemWithContent | None] = answers.records.get(entry.key, ()) or (None,)
        pairs += [(entry, record) for record in records]
    rows = []
    for requirement, record in pairs or [(None, None)]:
        said = requirement.content if requirement else {}
        head = {
            "catalogue": leaf["catalogue"],
            "id": leaf["id"],
            **{name: said.get(name) or leaf.get(name) or "" for name in ("title", "heading")},
            **{name: said.get(name) or leaf.get(name) for name in ("ce", "sw")},
            "requirement": requirement.key if requirement else "",
        }
        rows.append({**head, **_answer(requirement, record, answers)})
    return rows


def _answer(
    requirement: ItemWithContent | None, record: ItemWithContent | None, answers: _Answers
) -> dict[str, Any]:
    content = record.content if record else {}
    key = record.key if record else ""
    uses, conclusions = answers.uses.get(key, ()), answers.conclusions.get(key, ())
    state = "no_record" if requirement else "not_loaded"
    return {
        "record": key,
        "drafts": list(answers.drafts.get(requirement.key, ())) if requirement else [],
        "state": content.get("applicable") or "undecided" if record else state,
        "applicable": content.get("applicable"),
        "justification": content.get("justification", ""),
        "method": content.get("method", ""),
        "standards": list(answers.standards.get(key, ())),
        "evidence_location": content.get("evidence_location", ""),
        "evidence": list(uses),
        "conclusions": list(conclusions),
        "note": content.get("note", ""),
        "gaps": _open(requirement, key, uses, conclusions, answers.gaps),
    }


def _open(
    requirement: ItemWithContent | None,
    record: str,
    uses: Sequence[Mapping[str, Any]],
    conclusions: Sequence[Mapping[str, Any]],
    found: Sequence[Gap],
) -> list[dict[str, Any]]:
    """Return the gaps of a row: on requirement, record, conclusions, uses and their evidence."""
    own = {requirement.key if requirement else "", record, *(entry["key"] for entry in conclusions)} - {""}
    data = {name for entry in uses for name in (entry["use"], entry["evidence"])}
    return [
        gap_json(gap)
        for gap in gaps.by_severity(found)
        if gap.subject in own or gap.subject in data or own & {gap.detail, *gap.facts}
    ]
