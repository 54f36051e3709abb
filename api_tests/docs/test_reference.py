"""What the documents promise is what the code declares."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from api_tests.api_document import document
from app.http.problems import PROBLEMS
from app.settings import Settings
from graph import errors
from graph.errors import Broken, EvitraceError, NotFound, Refused
from graph.staleness import ReasonCode
from graph.versions.projection import CACHE_PROPERTIES, SYSTEM_PROPERTIES, field_properties
from graph.vocabulary import ITEM_TYPES, KINDS, RELATIONS, shapes
from graph.vocabulary.statuses import ConclusionStatus

ROOT = Path(__file__).parents[2]
REFERENCE = ROOT / "docs" / "reference"


def concrete(base):
    """All error classes below a base that are raised, not grouped by."""
    for child in base.__subclasses__():
        yield from concrete(child)
        if child not in (NotFound, Refused, Broken):
            yield child


def test_every_error_has_a_row_and_every_row_an_error():
    """No refusal can reach a caller without its problem document."""
    assert set(concrete(EvitraceError)) == set(PROBLEMS)
    assert len({row.slug for row in PROBLEMS.values()}) == len(PROBLEMS)


def test_every_error_is_in_the_tree_that_the_module_draws():
    """The tree at the top of graph/errors.py names every class of the module."""
    for name, value in vars(errors).items():
        if isinstance(value, type) and issubclass(value, EvitraceError):
            assert name in (errors.__doc__ or "") or value is EvitraceError


@pytest.mark.parametrize("module", ["docs.generate", "app.openapi"])
def test_generated_pages_are_those_of_the_code(module):
    """The committed reference and OpenAPI document have not drifted."""
    done = subprocess.run(
        [sys.executable, "-m", module, "--check"], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_operation_ids_are_fixed_and_unique():
    """Every operation has an id of its own choosing, which clients are generated from."""
    found = [operation["operationId"] for path in document()["paths"].values() for operation in path.values()]

    assert len(found) == len(set(found))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)+", name) for name in found)


def test_fields_and_bookkeeping_do_not_share_names():
    """What is stored beside a content can never overwrite a field of it."""
    for name in ITEM_TYPES:
        reserved = set(SYSTEM_PROPERTIES) | set(CACHE_PROPERTIES.get(name, ()))
        assert not reserved & set(field_properties(name))


def test_every_relation_is_held_by_a_field_of_its_owners():
    """A relation that no field holds could never be written; a field outside its owners never read."""
    for name, item_type in ITEM_TYPES.items():
        for shape in shapes(item_type).values():
            if shape.ref is not None:
                assert name in shape.ref.relation.owners or "*" in shape.ref.relation.owners
    held = {s.ref.relation.name for t in ITEM_TYPES.values() for s in shapes(t).values() if s.ref}
    assert held == set(RELATIONS)


def headings(page):
    """The headings of a committed page of the reference, as the words that they begin with."""
    text = (REFERENCE / f"{page}.md").read_text(encoding="utf-8")
    return set(re.findall(r"^#+ `?([\w.-]+)", text, re.MULTILINE))


def rows(page):
    """What stands first in a row of a table of a committed page, without its quotes."""
    text = (REFERENCE / f"{page}.md").read_text(encoding="utf-8")
    return {first.strip("` ") for first in re.findall(r"^\|([^|]*)\|", text, re.MULTILINE)}


def quoted(page):
    """What a committed page of the reference has in the quotes of code."""
    return set(re.findall(r"`([^`]+)`", (REFERENCE / f"{page}.md").read_text(encoding="utf-8")))


def test_the_pages_name_every_rule_type_setting_and_status():
    """Nothing a caller can meet is missing from the page that it belongs on."""
    shipped = {path.stem for path in (ROOT / "cypher" / "gaps").glob("*.cypher")}
    assert len(shipped) >= 70
    assert headings("rules") >= shipped
    assert headings("vocabulary") >= set(ITEM_TYPES)
    assert rows("vocabulary") >= {*RELATIONS, *map(str, KINDS)}
    assert rows("settings") == {
        "Variable",
        "---",
        *(f"EVITRACE_{name.upper()}" for name in Settings.model_fields),
    }
    assert rows("staleness") >= set(map(str, ConclusionStatus))
    assert quoted("staleness") >= set(map(str, ReasonCode))
    assert rows("problems") >= {f"urn:evitrace:problem:{row.slug}" for row in PROBLEMS.values()}
