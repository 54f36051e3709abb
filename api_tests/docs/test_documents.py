"""The documents agree with each other and with the code: links, files that are named, questions, promises."""

import re
from pathlib import Path

import pytest

from docs.generate import PAGES, anchor
from docs.questions import QUESTIONS
from graph.gaps import shipped_rules

ROOT = Path(__file__).parents[2]
DOCUMENTS = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("examples/*.md")]


def fragments(page):
    """Return the fragments under which the headings of a document are reached."""
    text = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)
    return {anchor(title.replace("`", "")) for title in re.findall(r"^#+ (.+)$", text, re.MULTILINE)}


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_documents_lead_somewhere(page):
    """Every relative link in a document leads to a file of the project, and to a heading of that file."""
    for target, fragment in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]*))?\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            file = (page.parent / target) if target else page
            assert file.exists(), f"{page.name} -> {target}"
            assert not fragment or fragment in fragments(file), f"{page.name} -> {target}#{fragment}"


@pytest.mark.parametrize("page", DOCUMENTS, ids=lambda page: str(page.relative_to(ROOT)))
def test_files_that_documents_name_are_there(page):
    """Whoever follows a document to a file of the code finds it; what was moved is named where it is now."""
    rooms = "api_tests|app|benchmarks|catalogues|cypher|docker|docs|examples|graph|scripts"
    text = page.read_text(encoding="utf-8")
    named = set(re.findall(rf"`((?:{rooms})/[\w./-]*\w/?)`", text))
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []


def test_a_number_is_that_of_one_decision():
    """Whoever follows "decision 64" finds one record, and its title has that number."""
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(record.name[:4]) for record in records]
    assert sorted(set(numbers)) == numbers
    titles = [record.read_text(encoding="utf-8").partition(".")[0] for record in records]
    assert titles == [f"# {number}" for number in numbers]


def test_every_question_is_answered_by_rules():
    """The index of rules by question names shipped rules, and no rule is missing from the page's table."""
    asked = {rule for _, named in QUESTIONS for rule in named}
    assert asked <= set(shipped_rules())
    page = PAGES["rules"]()
    assert all(
        f"| [{rule.id}](#{anchor(f'{rule.id} {rule.title}')}) | " in page for rule in shipped_rules().values()
    )


def test_the_readme_promises_what_rules_find():
    """What the README says is missing is a title of a rule or a question of the index, word for word."""
    promise = re.search(r"\*\*What is missing\?\*\* (.*), \.\.\.", (ROOT / "README.md").read_text())
    titles = [rule.title for rule in shipped_rules().values()] + [question for question, _ in QUESTIONS]
    known = {bare(title) for title in titles}
    assert [words for words in promise[1].split(", ") if bare(words) not in known] == []


def bare(words):
    """Return words without the article before them, in lower case."""
    return words.lower().removeprefix("a ")
