"""Statement files are read as they are written, or refused by name."""

from __future__ import annotations

import pytest

from graph.database import statements
from graph.database.statements import StatementNameError
from graph.dialect.headers import StatementHeaderError

WHOLE = """\
// Claims that nothing supports.
// They are listed by key.
// title: Claim without support
// remedy: Link an appraisal
//   that supports the claim: any will do.
//
// params: device ids
// returns: id, key,
//   title

MATCH (c:Claim)
// $comment is no parameter
WHERE c.device = $device AND c.id IN $ids AND c.title <> '$text'
RETURN c.id AS id, c.key AS key, c.title AS title
ORDER BY key
"""


@pytest.fixture
def written(tmp_path):
    """Writes a statement file and answers the text that is read from it."""

    def write(content, name="gaps/CLM-01"):
        path = tmp_path / f"{name}.cypher"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return statements.read_text(path, tmp_path)

    return write


def test_a_file_is_read_whole(written):
    """Name, description, fields with continued values, parameters, columns and body are kept."""
    text = written(WHOLE)
    assert text.name == "gaps/CLM-01"
    assert text.description == "Claims that nothing supports. They are listed by key."
    assert text.params == ("device", "ids")
    assert text.returns == ("id", "key", "title")
    assert text.fields["title"] == "Claim without support"
    assert text.fields["remedy"] == "Link an appraisal that supports the claim: any will do."
    assert text.body.startswith("MATCH (c:Claim)")
    assert text.body.endswith("ORDER BY key")


def test_a_field_without_a_value_is_empty(written):
    """`// params:` with nothing behind it declares no parameter."""
    text = written("// Nothing.\n// params:\nRETURN 1 AS one")
    assert text.params == ()
    assert text.fields["params"] == ""


def test_a_value_may_begin_on_the_next_line(written):
    """A field whose value stands wholly on the indented line has that value."""
    assert written("// Nothing.\n// remedy:\n//   Do it.\nRETURN 1").fields["remedy"] == "Do it."


def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm(written):
    """A file saved by another editor reads the same."""
    text = written("\ufeff// Nothing.\r\n// params: a\r\nRETURN $a AS a\r\n")
    assert (text.description, text.params) == ("Nothing.", ("a",))


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("// A.\n// params: a\nRETURN $b AS b", "`b` only in the body, `a` only in the header"),
        ("// A.\nRETURN $b AS b", "`b` only in the body, nothing only in the header"),
        (
            "// A.\n// params: b\nRETURN '$b' AS b",
            "nothing only in the body, `b` only",
        ),
        ("// A.\n// params: b b\nRETURN $b AS b", "`params` names something twice"),
        ("// A.\n// returns: b, b\nRETURN 1 AS b", "`returns` names something twice"),
        ("// A.\n// title: a\n// title: b\nRETURN 1", "the field `title` twice"),
        ("// A.\n// title: a\n// and so on\nRETURN 1", "`// and so on` is neither"),
        ("// title: a\nRETURN 1", "does not say what the statement is for"),
        ("RETURN 1", "does not say what the statement is for"),
        ("// A.\n\n", "no statement below the header"),
    ],
)
def test_a_header_that_does_not_fit_is_refused(written, content, said):
    """The refusal names the file and what is wrong with it."""
    with pytest.raises(StatementHeaderError) as refusal:
        written(content)
    assert said in str(refusal.value)
    assert "CLM-01.cypher" in str(refusal.value)


def test_a_folder_is_loaded_by_name(written, tmp_path):
    """Every statement below the folder is there under its path without the suffix."""
    written(WHOLE)
    written("// Other.\nRETURN 1 AS one", name="walk/out")
    assert list(statements.load(tmp_path)) == ["gaps/CLM-01", "walk/out"]


def test_a_missing_folder_is_an_error(tmp_path):
    """No folder is never taken for no rules."""
    with pytest.raises(NotADirectoryError, match="nowhere is no folder"):
        statements.load(tmp_path / "nowhere")


def test_the_shipped_statements_are_read_once():
    """The product's own files load, and a second call answers the same mapping."""
    assert statements.load() is statements.load()


def test_placeholders_are_filled(written):
    """Label and relationship type stand where the placeholders stood."""
    text = written("// T.\nMATCH (a:__LABEL__)-[r:__TYPE__]->(b) RETURN count(r) AS n")
    filled = statements.fill(text, label="Claim", relation="COVERS")
    assert filled == "MATCH (a:Claim)-[r:COVERS]->(b) RETURN count(r) AS n"


def test_a_statement_without_placeholders_stays_as_it_is(written):
    """Filling nothing into nothing is the body."""
    text = written("// T.\nRETURN 1 AS one")
    assert statements.fill(text) == text.body


@pytest.mark.parametrize(
    "name",
    ["", "claim", "Claim) DETACH DELETE n //", "Claim\n", "`Claim`", "1Claim", "Cl-aim", "Ärger"],
)
def test_only_plain_names_are_filled_in(written, name):
    """What could change the statement's shape never gets into it."""
    text = written("// T.\nMATCH (a:__LABEL__) RETURN count(a) AS n")
    with pytest.raises(StatementNameError, match="cannot stand for `__LABEL__`"):
        statements.fill(text, label=name)


def test_a_name_without_a_place_is_refused(written):
    """A caller who fills a label into a statement without one has taken the wrong statement."""
    text = written("// T.\nRETURN 1 AS one")
    with pytest.raises(StatementNameError, match="no placeholder `__TYPE__`"):
        statements.fill(text, relation="COVERS")
