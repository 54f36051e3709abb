"""A message that names a type or a kind puts the right article before it."""

import re
from pathlib import Path

import pytest

from graph.impact.external_events import ABOUT
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.spelling import a_or_an

ROOT = Path(__file__).parents[2]
WITH_AN = {
    *("Appraisal", "Evaluation", "Evidence", "EvidenceSet", "EvidenceUse"),
    *("InformationMaterial", "IntendedPurpose", "IntendedUseElement"),
}
ARTICLE = re.compile(r"\b[Aa]n? \{[^}]*(type|kind)(_name)?\}")


@pytest.mark.parametrize("name", [*ITEM_TYPES, *ABOUT])
def test_every_type_and_every_kind_of_news_has_its_article(name):
    """It is `an` before a vowel that is heard; UseScenario begins with none."""
    assert a_or_an(name) == f"{'an' if name in WITH_AN else 'a'} {name}"


def test_no_message_puts_an_article_of_its_own_before_a_name():
    """Which article is right depends on the name, so no text can know it."""
    sources = [path for folder in ("graph", "app") for path in (ROOT / folder).rglob("*.py")]
    assert len(sources) > 200
    assert [str(path) for path in sources if ARTICLE.search(path.read_text(encoding="utf-8"))] == []
