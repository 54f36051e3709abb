"""The pages for people do what they say: their commands run one after the other, and print what is shown."""

import shutil

import pytest

from api_tests.docs.pages import ROOT, blocks_of, not_printed, run_page
from api_tests.servers import empty, serving, settings_for

PAGES = [
    page
    for page in [*ROOT.glob("docs/*.md"), *ROOT.glob("docs/how-to/*.md")]
    if "<!-- run" in page.read_text(encoding="utf-8")
]


@pytest.fixture(scope="module")
def embedded_url(arcadedb):
    """A server on the embedded database, which the pages are written for."""
    with serving(settings_for(arcadedb)) as url:
        yield url


@pytest.fixture
def empty_url(arcadedb, embedded_url):
    """The same with nothing in it."""
    empty(arcadedb)
    return embedded_url


@pytest.mark.skipif(shutil.which("curl") is None, reason="the pages use curl")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_a_page_runs(page, empty_url, tmp_path):
    """Every marked command of the page works on an empty workspace, and prints what the page shows."""
    assert blocks_of(page)
    run_page(page, empty_url, tmp_path)


def test_the_pages_for_people_are_run():
    """The tutorial, the page for integrators and every how-to have commands that are run."""
    named = {page.stem for page in PAGES}
    assert {"tutorial", "integrators"} <= named
    assert {page.stem for page in ROOT.glob("docs/how-to/*.md")} - {"README"} <= named


def test_what_is_shown_and_not_printed_is_found():
    """A line that is shown and not printed fails the page, also where only the order differs."""
    output = '  "key": "CON-3",\n  "status": "stale"\n'
    assert not_printed('"key": "CON-3",\n...\n"status": "<STATUS>",', output) == ""
    assert not_printed('"status": "current"', output) == '"status": "current"'
    assert not_printed('"status": "stale"\n"key": "CON-3"', output) == '"key": "CON-3"'
