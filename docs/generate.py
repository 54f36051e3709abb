"""Writes the reference pages from the declarations they describe; `--check` fails on drift."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from app.http.problems import PROBLEMS
from app.settings import Settings
from docs.questions import QUESTIONS
from docs.reach import HEAD, OF_TYPES, reached, relations
from docs.values import HEAD as VALUES_HEAD
from docs.values import enumerated, meaning
from graph.database.statements import load
from graph.dialect import RULES as DIALECT
from graph.dialect.fragments import fragments
from graph.gaps import shipped_rules
from graph.gaps.reach import lost_of, reach_of
from graph.gaps.rule_cases import read_cases
from graph.staleness import EVENTS, ReasonCode
from graph.vocabulary import (
    DEMAND_MEANINGS,
    ITEM_TYPES,
    KINDS,
    RELATIONS,
    STATUS_MEANINGS,
    Item,
    shapes,
)
from graph.vocabulary.kinds import Kind

REFERENCE = Path(__file__).parent / "reference"
CASES = Path(__file__).parents[1] / "api_tests" / "gaps" / "cases"
NOTE = "<!-- Written by `make docs` from the code; do not edit. -->\n\n"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = ["| " + " | ".join(names) + " |", "|" + "---|" * len(names)]
    lines += ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def _first(text: str | None) -> str:
    return " ".join((text or "").split())


def _values(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if "const" in schema:
        return f"`{schema['const']}`"
    if "anyOf" in schema:
        parts = [_values(entry) for entry in schema["anyOf"] if entry.get("type") != "null"]
        return "; ".join(part for part in parts if part)
    if schema.get("type") == "array":
        inner = _values(schema.get("items", {}))
        return f"list of {inner}" if inner else "list"
    found = str(schema.get("format") or schema.get("type") or "")
    bounds = [f"{name} {schema[name]}" for name in ("minimum", "maximum") if name in schema]
    return ", ".join([found, *bounds])


def _item_type(name: str, item_type: type[Item]) -> str:
    schema = item_type.model_json_schema()
    required = set(schema.get("required", ()))
    rows = []
    for field, shape in shapes(item_type).items():
        values = _values(schema["properties"][field])
        if shape.ref is not None:
            targets = ", ".join(shape.ref.relation.targets)
            values = f"`{shape.ref.relation.name}` -> {targets}"
        weight = "editorial" if shape.editorial else "interface" if shape.interface else "substantive"
        weight += ", free text" if shape.free_text else ""
        rows.append((f"`{field}`" + (" (required)" if field in required else ""), values, weight))
    return f"## {name}\n\n{_first(item_type.__doc__)}\n\n" + _table(("Field", "Values", "Weight"), rows)


def _basis(kind: Kind) -> str:
    names = (f"status/basis/{kind.basis}", *(f"status/shared/{part}" for part in kind.shared))
    return " ".join(load()[name].description for name in names)


def vocabulary() -> str:
    """The page of item types, relations and conclusion kinds."""
    relations = [
        (
            f"`{r.name}`",
            ", ".join(r.owners),
            ", ".join(r.targets),
            r.meaning,
            "yes" if r.dependency else "navigation",
        )
        for r in RELATIONS.values()
    ]
    kinds = [
        (f"`{k.name}`", ", ".join(k.about), ", ".join(f"`{v}`" for v in k.verdicts),
         ", ".join(f"`{v}`" for v in k.adverse) or "-", str(k.rank),
         _basis(k))
        for k in KINDS.values()
    ]  # fmt: skip
    return (
        "# Vocabulary\n\nReferences are lists of keys in the field of the relation's name; one key may be "
        "sent as a plain string. A field at its default is left out.\n\n"
        + "\n".join(_item_type(name, item_type) for name, item_type in ITEM_TYPES.items())
        + "\n# Relations\n\nAn edge points from the dependent to what it depends on.\n\n"
        + _table(("Relation", "From", "To", "Meaning", "Dependency"), relations)
        + "\n# Conclusion kinds\n\n"
        + _table(("Kind", "About", "Verdicts", "Of these adverse", "Order of work", "Basis"), kinds)
    )


def reach() -> str:
    """The page of whom a change of each field reaches."""
    measured = "\n".join(
        f"## {name}\n\n" + _table(("Field", "Weight", "A change of it unsettles"), reached(name))
        for name in ITEM_TYPES
        if name not in OF_TYPES
    )
    others = "\n## Other types\n\n" + _table(("Type", "Why no field was measured"), OF_TYPES.items())
    walked = "\n## Relations\n\n" + _table(
        ("Relation", "Impact follows it", "Bases follow it", "Why not both"), relations()
    )
    return HEAD + measured + others + walked


def values() -> str:
    """The page of what each value of each enumerated field means to whoever reads it."""
    by_type: dict[str, list[tuple[str, str, str]]] = {}
    for name, field, declared in enumerated():
        rows = by_type.setdefault(name, [])
        rows += [(f"`{field}`", f"`{value}`", meaning(name, field, value)) for value in declared]
    head = ("Field", "Value", "Told apart by; else why by nobody")
    return VALUES_HEAD + "\n".join(f"## {name}\n\n" + _table(head, rows) for name, rows in by_type.items())


def anchor(heading: str) -> str:
    """Return the fragment under which a page shows a heading."""
    return re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


def _link(rule: str) -> str:
    return f"[{rule}](#{anchor(f'{rule} {shipped_rules()[rule].title}')})"


def _found_on(rule: str) -> str:
    """Return the types of the items that the cases of a rule find gaps on."""
    base = yaml.safe_load((CASES / "_base.yaml").read_text(encoding="utf-8"))
    cases = read_cases(yaml.safe_load((CASES / f"{rule}.yaml").read_text(encoding="utf-8")), base)
    found = {}
    for case in cases:
        types = {row["key"]: row["type"] for rows, _ in case.steps for row in rows}
        found |= {types[subject]: None for subject, _, _ in case.expect if subject in types}
    return ", ".join(found)


def _asked_by_none() -> tuple[str, ...]:
    asked = {rule for _, named in QUESTIONS for rule in named}
    return tuple(rule for rule in shipped_rules() if rule not in asked)


def _index() -> str:
    """Return the rules by the question that they answer, then all of them in a table."""
    asked = [
        (question, "; ".join(f"{_link(rule)} {shipped_rules()[rule].title}" for rule in named))
        for question, named in (*QUESTIONS, ("Anything else", _asked_by_none()))
        if named
    ]
    rows = [
        (_link(rule.id), rule.title, rule.severity, _found_on(rule.id), rule.remedy)
        for rule in shipped_rules().values()
    ]
    return (
        "## By question\n\n"
        + _table(("What may be missing", "Rules"), asked)
        + "\n## All rules\n\n"
        + _table(("Rule", "Finds", "Severity", "On", "Way out"), rows)
    )


def gap_rules() -> str:
    """The page of gap rules."""
    head = (
        "# Gap rules\n\nOne file each in `cypher/gaps/`; the id never changes its meaning. What a gap is, "
        "when evidence counts and what a severity means: [concepts 7](../concepts.md#7-gaps).\n"
    )
    parts = [head, _index()]
    for rule in shipped_rules().values():
        facts = [
            ("Severity", "; ".join(filter(None, (rule.severity, rule.severity_context)))),
            ("Condition", rule.description),
            ("Reference", rule.reference),
            ("Remedy", rule.remedy),
            ("Not evaluated until there is a", ", ".join(rule.needs)),
            ("Answered by signing", str(rule.cleared_by) or "-"),
            ("May be justified", str(rule.waiver)),
        ]
        parts.append(f"## {rule.id} {rule.title}\n\n" + _table(("", ""), facts))
    return "\n".join([*parts, _shared_predicates()])


def _shared_predicates() -> str:
    rows = [
        (f"`{fragment.name}({', '.join(fragment.takes)})`", fragment.description)
        for fragment in fragments().values()
    ]
    return "## What rules share\n\nOne file each in `cypher/shared/`.\n\n" + _table(
        ("Call", "Holds for"), rows
    )


def settings() -> str:
    """The page of settings."""
    rows = [
        (f"`EVITRACE_{name.upper()}`", f"`{field.default}`", _first(field.description))
        for name, field in Settings.model_fields.items()
    ]
    return "# Settings\n\nEnvironment variables.\n\n" + _table(("Variable", "Default", "Meaning"), rows)


def problems() -> str:
    """The page of problem documents."""
    rows = [
        (f"`{row.type}`", str(row.status), row.title, _first(error.__doc__))
        for error, row in PROBLEMS.items()
    ]
    return (
        "# Problems\n\nEvery refusal is an RFC 9457 document with `type`, `title`, `status`, `detail`, "
        "`instance`, `request_id` and `errors` (each a JSON Pointer with a sentence).\n\n"
        + _table(("Type", "Status", "Title", "When"), rows)
    )


def staleness() -> str:
    """The page of statuses, demands and reason codes."""
    statuses = [(f"`{s}`", said.meaning, said.blocks_release) for s, said in STATUS_MEANINGS.items()]
    demands = [(f"`{demand}`", meaning) for demand, meaning in DEMAND_MEANINGS.items()]
    events = [
        (
            event.number,
            event.happens,
            event.reaches,
            ", ".join(f"`{code}`" for code in event.codes) or "-",
            event.when or ", ".join(event.demands) or "-",
        )
        for event in EVENTS
    ]
    return (
        "# Statuses of conclusions\n\n"
        + _table(("Status", "Meaning", "Blocks release"), statuses)
        + "\n# Demands\n\n"
        + _table(("Demand", "Asks for"), demands)
        + "\n# Reason codes\n\n"
        + "\n".join(f"- `{code}`" for code in ReasonCode)
        + "\n\n# Events\n\nWhat is reached directly; what rests on that is suspect, by `UPSTREAM_STALE`, "
        "until it is settled. A draft is no event. Dates are judged on the day that is asked for.\n\n"
        + _table(("No.", "What happens", "What it reaches", "Reasons", "Demand"), events)
    )


def dialect() -> str:
    """The page of the shared Cypher dialect."""
    rows = [(rule.id, rule.title) for rule in DIALECT.values()]
    return (
        "# The Cypher dialect that both databases answer alike\n\n"
        "`python -m graph.dialect FOLDER` checks it.\n\n" + _table(("Rule", "What it asks"), rows)
    )


def statements() -> str:
    """The page of statements."""
    rows = [
        (f"`{name}`", text.description, " ".join(text.params) or "-", ", ".join(text.returns) or "-")
        for name, text in sorted(load().items())
    ]
    return "# Statements\n\n" + _table(("File below cypher/", "What for", "Takes", "Gives"), rows)


def followed() -> str:
    """The page of what of each gap rule is judged anew after a change."""
    rows = []
    for rule in shipped_rules().values():
        reach = reach_of(load()[f"gaps/{rule.id}"].some) if rule.subject else None
        if reach is None:
            rows.append((f"`{rule.id}`", "the whole rule", "whatever it reads"))
            continue
        by = [("items", reach.by_subject), ("devices", reach.by_device)]
        rows.append(
            (
                f"`{rule.id}`",
                " and ".join(name for name, possible in by if possible) + " that a change leads to",
                "; ".join(lost_of(reach)) or "nothing",
            )
        )
    counted = Counter(row[1] for row in rows)
    return (
        "# What of a rule is judged anew\n\nAfter a change, a rule is asked about the items and for the "
        "devices that the change leads to. The ways are derived from its text, those of a rule of your own "
        "likewise; where a way is missing, the whole rule is asked "
        "([decision 64](../decisions/0064-gaps-follow-the-graph.md)).\n\n"
        + _table(("Of", "Rules"), ((what, str(count)) for what, count in counted.most_common()))
        + "\n"
        + _table(("Rule", "Judged anew", "The whole rule, when there changes"), rows)
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "vocabulary": vocabulary,
    "reach": reach,
    "values": values,
    "rules": gap_rules,
    "settings": settings,
    "problems": problems,
    "staleness": staleness,
    "dialect": dialect,
    "statements": statements,
    "followed": followed,
}


def main(arguments: list[str]) -> int:
    """Write all pages; with --check only name those that differ."""
    drifted = []
    REFERENCE.mkdir(exist_ok=True)
    for name, page in PAGES.items():
        path, text = REFERENCE / f"{name}.md", NOTE + page()
        if "--check" not in arguments:
            path.write_text(text)
        elif not path.exists() or path.read_text() != text:
            drifted.append(name)
    if drifted:
        print(f"docs/reference differs from the code: {', '.join(drifted)}; run `make docs`.")
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
