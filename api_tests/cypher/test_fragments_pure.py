"""A fragment stands where it is called, whole and unchanged in meaning, or the statement is refused."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from graph.database import statements
from graph.dialect import check
from graph.dialect.fragments import SHARED, Fragment, FragmentError, called, expanded, fragments
from graph.dialect.headers import StatementHeaderError
from graph.vocabulary.clinical import NEVER_CLINICAL
from graph.vocabulary.evidence import EvidenceKind

NONE: frozenset[str] = frozenset()
KNOWN = {
    "dated": Fragment("dated", "In date.", ("x",), NONE, (), "(x.until IS NULL OR x.until >= $today)"),
    "good": Fragment(
        "good", "Good.", ("u", "p"), frozenset({"e"}), ("dated",),
        "u.p = p\nAND EXISTS { MATCH (u)-[:USES]->(e:E) WHERE dated(e) }",
    ),
}  # fmt: skip


def test_a_call_is_replaced_by_the_predicate():
    """Arguments take the place of what the fragment takes; properties and labels of the same name stay."""
    found = expanded("MATCH (k:u) WHERE good(k, 'cv') AND k.good = 1", KNOWN)
    assert found == (
        "MATCH (k:u) WHERE k.p = 'cv'\nAND EXISTS { MATCH (k)-[:USES]->(e:E) "
        "WHERE (e.until IS NULL OR e.until >= $today) } AND k.good = 1"
    )


def test_an_argument_may_hold_brackets_commas_and_quotes():
    """`f(a, ', )')` is two arguments."""
    assert expanded("RETURN good(k, coalesce(x, ', )'))", KNOWN).startswith("RETURN k.p = coalesce(x, ', )')")


@pytest.mark.parametrize(
    "text", ["// dated(x)\nRETURN 1", "RETURN 'dated(x)'", "RETURN x.dated", "MATCH (a:dated)"]
)
def test_what_is_no_call_stays(text):
    """Comments, strings, properties and labels are no calls."""
    assert called(text, KNOWN) == ()
    assert expanded(text, KNOWN) == text


def test_flat_expansion_keeps_the_lines():
    """The linter names the line of the file, whatever stands in a fragment."""
    text = "MATCH (k)\nWHERE good(k, 1)\nRETURN k"
    assert expanded(text, KNOWN, flat=True).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("WHERE good(k)", "good\\(\\) takes u, p"),
        ("WHERE good(k, 1, 2)", "good\\(\\) takes u, p"),
        ("MATCH (e) WHERE good(k, 1)", "has a variable `e` of its own"),
        ("WHERE good(k, 1", "never closed"),
    ],
)
def test_a_call_that_would_say_something_else_is_refused(text, said):
    """Too few arguments, and a variable that the fragment binds by itself, change the meaning in silence."""
    with pytest.raises(FragmentError, match=said):
        expanded(text, KNOWN)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "// A.\n// params: today\nMATCH (n) WHERE in_date(n) RETURN n.key AS key",
            "`in_date` only in the body",
        ),
        ("// A.\n// uses: in_date\nMATCH (n) RETURN n.key AS key", "`in_date` only in the header"),
        (
            "// A.\n// uses: in_date\nMATCH (n) WHERE in_date(n) RETURN n.key AS key",
            "`today` only in the body",
        ),
    ],
)
def test_a_header_says_what_its_statement_uses(tmp_path, content, said):
    """What a fragment asks for is asked of the statement: nothing comes in unnamed."""
    path = tmp_path / "A-1.cypher"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(StatementHeaderError, match=said):
        statements.read_text(path, tmp_path)


def test_a_breach_in_a_fragment_is_found_on_the_line_that_calls_it():
    """A predicate where the dialect forbids it is refused, though it stands in another file."""
    (breach,) = check(
        "// uses: concerns\nMATCH (u)-[:USES]->(e)\n"
        "WHERE u.role = 'pivotal' OR concerns(u, '')\nRETURN count(u) AS n"
    )
    assert (breach.rule, breach.line) == ("R1", 3)


OF_THE_OLD_FORM = {"conclusions_in_scope", "uses_in_scope"}
"""What a rule calls that does not look at the device; makers have such rules."""
OTHER_BEGINNINGS = {"judged_some", "uses_judged_some", "conclusions_judged_some"}
"""What takes the place of a rule's beginnings where it is asked for some items alone."""


def test_every_shipped_fragment_is_used_and_says_what_it_is_for():
    """A predicate that nobody asks, or that nobody explains, is dead weight."""
    used = {name for text in statements.load().values() for name in text.fields.get("uses", "").split()}
    for name in sorted(used):
        used |= set(fragments()[name].uses)
    for name in sorted(used):
        used |= set(fragments()[name].uses)
    assert set(fragments()) == used | OF_THE_OLD_FORM | OTHER_BEGINNINGS
    assert not any(name.startswith("shared/") for name in statements.load())
    for fragment in fragments().values():
        assert fragment.description.endswith(".")
        assert fragment.body
        assert set(called(fragment.body, fragments())) == set(fragment.uses)
    assert SHARED.is_dir()


def test_every_kind_of_evidence_is_clinical_data_or_never_is():
    """A kind that nobody sorted would be neither; data of similar devices are sorted by their device."""
    named = set(re.findall(r"'(\w+)'", fragments()["clinical_kind"].body)) & {*get_args(EvidenceKind)}
    never = set(NEVER_CLINICAL)
    assert named & never == set()
    assert named | never | {"similar_device_data"} == {*get_args(EvidenceKind)}
