"""A rule's header says for which of its hits a justification or a signature is an answer."""

from pathlib import Path

import pytest

from graph.database.statements import read_text
from graph.dialect.headers import StatementHeaderError
from graph.gaps import read_rule, shipped_rules
from graph.gaps.asking import can_block

RULE = """// Something is missing.
// title: Something
// severity: {severity}
// reference: ISO 14971 8
// remedy: Do it.
// needs: Device
// cleared_by: {cleared_by}
// waiver: {waiver}
// params:
// returns: subject
MATCH (d:Device) RETURN d.key AS subject
"""


def read(folder: Path, *, severity="major", cleared_by="", waiver="yes"):
    """Return the rule of a file with this header."""
    path = folder / "X-01.cypher"
    path.write_text(RULE.format(severity=severity, cleared_by=cleared_by, waiver=waiver))
    return read_rule("X-01", read_text(path, folder))


@pytest.mark.parametrize(
    ("waiver", "detail", "may"),
    [
        ("yes", "", True),
        ("yes", "a", True),
        ("no", "", False),
        ("no", "a", False),
        ("yes except a b", "a", False),
        ("yes except a b", "b", False),
        ("yes except a b", "", True),
        ("yes except -", "", False),
        ("yes except -", "a", True),
        ("yes only a", "a", True),
        ("yes only a", "", False),
        ("no except a", "a", True),
        ("no except a", "", False),
        ("no only a", "a", False),
        ("no only a", "b", True),
    ],
)
def test_whether_a_hit_may_be_justified_is_decided_by_its_detail(tmp_path, waiver, detail, may):
    """Limits of a waiver name details; `-` names hits without one."""
    assert read(tmp_path, waiver=waiver).waivable(detail) is may


@pytest.mark.parametrize(
    ("cleared_by", "detail", "kind"),
    [("", "", None), ("any", "a", "any"), ("equivalence only -", "", "equivalence"),
     ("equivalence only -", "clinical", None), ("equivalence except a", "b", "equivalence")],
)  # fmt: skip
def test_what_answers_a_hit_is_decided_by_its_detail(tmp_path, cleared_by, detail, kind):
    """A signature answers the hits that say so, and no other of the same rule."""
    assert read(tmp_path, cleared_by=cleared_by).clearing(detail) == kind


@pytest.mark.parametrize(
    "wrong",
    [{"severity": "grave"}, {"waiver": "perhaps"}, {"waiver": "yes except"}, {"waiver": "yes but a"},
     {"cleared_by": "equivalence -"}],
)  # fmt: skip
def test_a_header_that_does_not_hold_together_is_refused(tmp_path, wrong):
    """Nothing is guessed: a word that is not understood stops the reading, with the file named."""
    with pytest.raises(StatementHeaderError, match=r"X-01\.cypher"):
        read(tmp_path, **wrong)


def test_what_the_shipped_rules_never_let_justify():
    """Contradictions, retracted evidence and an empty basis are never justified (concepts 7.5)."""
    known = shipped_rules()
    assert not known["EVD-10"].waivable("")
    assert not known["EVD-06"].waivable("retracted")
    assert known["EVD-06"].waivable("")
    assert not known["CON-03"].waivable("basis")
    assert known["CON-03"].waivable("signatures")


def test_a_rule_that_is_not_asked_before_a_signature_never_blocks():
    """No case of a rule that is passed over when somebody signs expects a blocker, nor does its header."""
    passed_over = [rule for rule in shipped_rules().values() if not can_block(rule)]

    assert passed_over
    for rule in passed_over:
        cases = (Path(__file__).parent / "cases" / f"{rule.id}.yaml").read_text()
        assert "severity: blocker" not in cases, rule.id
        assert "blocker" not in rule.severity_context, rule.id
