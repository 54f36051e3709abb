"""What the documents promise is what the code declares."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from app.http.problems import PROBLEMS
from app.main import create_app
from docs.generate import PAGES
from graph import errors
from graph.database.statements import load
from graph.errors import Broken, EvitraceError, NotFound, Refused
from graph.versions.projection import CACHE_PROPERTIES, SYSTEM_PROPERTIES, field_properties
from graph.vocabulary import ITEM_TYPES, KINDS, RELATIONS, shapes

ROOT = Path(__file__).parents[2]


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


def test_every_conclusion_kind_has_its_files():
    """A kind without a basis file could never be stale; one without a twin would be seen too late."""
    names = set(load())
    assert {f"status/basis/{kind.basis}" for kind in KINDS.values()} == {
        n for n in names if n.startswith("status/basis/")
    }
    twins = {kind.basis for kind in KINDS.values()}
    twins |= {"declared", "signatures", "policies"}  # what concerns a conclusion whatever its kind
    assert {f"status/affected/{name}" for name in twins} == {
        n for n in names if n.startswith("status/affected/")
    }


def test_operation_ids_are_fixed_and_unique():
    """Every operation has an id of its own choosing, which clients are generated from."""
    found = [
        operation["operationId"]
        for path in create_app().openapi()["paths"].values()
        for operation in path.values()
    ]

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


def test_the_pages_name_every_rule_type_setting_and_status():
    """Nothing a caller can meet is missing from the reference."""
    text = "\n".join(page() for page in PAGES.values())
    for word in [*ITEM_TYPES, *RELATIONS, *map(str, KINDS)]:
        assert word in text


def test_links_between_documents_lead_somewhere():
    """Every relative link in a document of the project leads to a file of the project."""
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")]:
        for target in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name} -> {target}"
