"""Every gap rule finds what it is for, and stays silent after the smallest change that answers it.

A file in `cases/` holds the cases of one rule, in the words of `graph.gaps.cases`; `use` names rows of
`_base.yaml`. A maker's own rules are tried with cases of the same words by `evitrace rules check`.
"""

import re
from pathlib import Path

import pytest
import yaml

try:
    from yaml import CSafeLoader as SafeLoader  # reads a hundred files in a tenth of the time
except ImportError:
    from yaml import SafeLoader

from graph.database import statements
from graph.gaps import read_rule
from graph.gaps.custom_rules import columns_of
from graph.gaps.rule_cases import plain, ready, waiver, whole_case
from graph.vocabulary import ITEM_TYPES, KINDS
from graph.vocabulary.registry import parse

CASES = Path(__file__).parent / "cases"


def read(path):
    """Return the cases of a file."""
    return yaml.load(path.read_text(encoding="utf-8"), Loader=SafeLoader)


BASE = read(CASES / "_base.yaml")
FILES = {path.stem: read(path) for path in sorted(CASES.glob("*.yaml")) if not path.stem.startswith("_")}
RULES = {
    name.removeprefix("gaps/"): text for name, text in statements.load().items() if name.startswith("gaps/")
}
NAMES = [(rule, name) for rule, cases in FILES.items() for name in cases]
HEADER = {
    "title",
    "severity",
    "reference",
    "remedy",
    "needs",
    "cleared_by",
    "waiver",
    "params",
    "returns",
}
BESIDE_CONTENT = ("key", "approve", "signatures", "editorial")
DOMAIN = {"CLM": 10, "IUP": 5, "EVD": 12, "EQV": 3, "SOTA": 2, "LIT": 2}
DOMAIN |= {"RSK": 12, "REQ": 5, "BEN": 3, "INF": 1, "CON": 6, "PMS": 6}
"""How many rules of each letter were asked for at first."""

BEYOND = {"CON-07", "CON-08", "CON-09", "CON-10", "CON-11", "CON-12", "CON-13", "CON-14", "CON-15"}
BEYOND |= {"BEN-06", "CON-16", "PMS-15", "SOTA-05"}
BEYOND |= {
    "EVD-13",
    "EVD-14",
    "EVD-15",
    "EVD-16",
    "EVD-17",
    "LIT-03",
    "LVL-01",
    "REF-01",
    "SOTA-03",
    "SOTA-04",
}
BEYOND |= {f"CLM-{number}" for number in range(11, 18)}
BEYOND |= {"BEN-04", "BEN-05", "CHG-01", "PMS-07", "PMS-08", "PMS-10", "PMS-11", "PMS-12", "PMS-13"}
BEYOND |= {"PMS-14", "SOTA-04", "REF-02", "REQ-06", "REQ-07", "RSK-13"}
"""Rules beside those."""


def case(rule, name):
    """Return a case whole: the rows by key, the steps, the question and the expected hits."""
    return whole_case(FILES[rule], BASE, name)


def loads(rule, name):
    """Return every list of rows that a case loads, in order."""
    whole = case(rule, name)
    lists = [list(whole["rows"].values()), *(step.get("rows", []) for step in whole["then"])]
    return [[ready(row) for row in plain(rows)] for rows in lists]


def triples(hits, names=("subject", "detail", "severity")):
    """Return hits as sorted (subject, detail, severity), what several devices have alike once.

    With the device where a case names it.
    """
    return sorted({tuple(hit[name] for name in names) for hit in hits})


@pytest.mark.parametrize(("rule", "name"), NAMES)
def test_a_rule_hits_exactly_what_is_missing(workspace, rule, name):
    """The hits of the rule are those expected, no fewer and no more, and one may be justified or may not."""
    whole = case(rule, name)
    first, *later = loads(rule, name)
    workspace.load(first, unresolved="keep")
    for step, rows in zip(whole["then"], later, strict=True):
        if rows:
            workspace.load(rows, unresolved="keep")
        for key in step.get("withdraw", []):
            body = {"reason": "taken back", "withdrawn_reason": step.get("because", "obsolete")}
            response = workspace.client.post(f"/v1/items/{key}/withdraw", json=body)
            assert response.status_code == 200, response.text
    asked = {"device": whole["device"], "on": whole["today"]}
    answer = workspace.gaps(rule=rule, **{k: v for k, v in asked.items() if v})
    assert {gap["rule"] for gap in answer["items"]} <= {rule}
    names = ("device", "subject", "detail", "severity")
    named = names if any("device" in hit for hit in whole["expect"]) else names[1:]
    assert triples(answer["items"], named) == triples(whole["expect"], named)
    assert all(gap["facts"] == sorted(set(gap["facts"])) for gap in answer["items"])
    assert answer["not_evaluated"] == []
    if name == "hit":
        justified_when_it_may_be(workspace, answer["items"][0], asked)


def justified_when_it_may_be(workspace, gap, asked):
    """A signed reason justifies a hit that stays visible; where the rule forbids it, the hit stays open."""
    workspace.load([waiver(gap["rule"], gap["subject"], gap["detail"])], unresolved="keep")
    answer = workspace.gaps(rule=gap["rule"], **{k: v for k, v in asked.items() if v})
    (found,) = (entry for entry in answer["items"] if entry["id"] == gap["id"])
    assert found["state"] == ("justified" if gap["waivable"] else "open"), found


def test_a_rule_whose_types_nobody_uses_is_not_evaluated(workspace):
    """An empty workspace has no gap, and says of nearly every rule that it was not asked."""
    answer = workspace.gaps()
    assert answer["items"] == []
    idle = {entry["rule"] for entry in answer["not_evaluated"]}
    assert idle == {rule for rule, text in RULES.items() if text.fields["needs"]}


def test_the_rules_are_those_of_the_domain():
    """All 67 rules of the domain, and those that were found to be missing."""
    named = {f"{letters}-{number:02d}" for letters, most in DOMAIN.items() for number in range(1, most + 1)}
    assert len(named) == 67
    assert set(RULES) == named | BEYOND


def test_the_adverse_verdicts_of_a_rule_are_those_of_the_kinds():
    """CON-07 knows each adverse verdict, no word is adverse for one kind and not for another, and no more."""
    adverse = {verdict for kind in KINDS.values() for verdict in kind.adverse}
    silent = {str(kind.name) for kind in KINDS.values() if not kind.weighs}
    body = RULES["CON-07"].body
    assert set(re.findall(r"'(\w+)'", body)) - {"in_force", "withdrawn"} == adverse | silent
    for kind in KINDS.values():
        assert adverse & set(kind.verdicts) == set(kind.adverse)
        assert kind.adverse == kind.verdicts[len(kind.verdicts) - len(kind.adverse) :]


def test_every_rule_has_cases_and_every_case_a_rule():
    """Rule files and case files are the same list, and each has a hit and a near miss."""
    assert set(FILES) == set(RULES)
    assert [rule for rule, cases in FILES.items() if not {"hit", "near_miss"} <= set(cases)] == []
    assert [rule for rule in FILES if not case(rule, "hit")["expect"]] == []
    assert [rule for rule in FILES if case(rule, "near_miss")["expect"]] == []


@pytest.mark.parametrize(("rule", "name"), NAMES)
def test_the_rows_of_a_case_fit_the_vocabulary(rule, name):
    """Nothing in a case is refused for its content, whatever database is asked."""
    assert case(rule, name)["expect"] is not None
    for rows in loads(rule, name):
        for row in rows:
            parse(row["type"], {k: v for k, v in row.items() if k not in BESIDE_CONTENT})


@pytest.mark.parametrize("rule", RULES)
def test_a_header_is_complete(rule):
    """Title, severity, reference and remedy are said; needs and clearing are words known."""
    text = RULES[rule]
    assert set(text.fields) - {"severity_context", "uses", "chain", "pillar", "about", "subject"} == HEADER
    assert text.description.endswith(".")
    assert all(text.fields[name] for name in ("title", "reference", "remedy"))
    assert set(text.fields["needs"].split()) <= set(ITEM_TYPES)
    assert read_rule(rule, text).cleared_by.word in {"", "any", *KINDS}
    assert set(text.fields.get("subject", "").split()) <= set(ITEM_TYPES)
    assert set(text.params) <= {"scopes", "devices", "today", "policy", "catalogues"}
    assert {"scopes", "policy"} & set(text.params)
    assert text.returns == columns_of(text)
