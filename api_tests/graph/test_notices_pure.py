"""A mark of retraction, or of concern, is read where publishers and reference tools write it."""

import pytest

from graph.vocabulary.notices import notice_in

RETRACTED = [
    "RETRACTED: A trial",
    "Retracted: a trial",
    "[Retracted] A trial",
    "(Retracted) A trial",
    "RETRACTED ARTICLE: A trial",
    "Zurückgezogen: Eine Studie",
    "ARTICLE RETIRÉ : un essai",
    "[Artículo retractado] Un ensayo",
    "RETRACTED CHAPTER: A trial",
    "RETRACTED : A trial",
    "**RETRACTED**: A trial",
    "<b>RETRACTED</b>: A trial",
    "\uff32\uff25\uff34\uff32\uff21\uff23\uff34\uff25\uff24: A trial",
    "RETRACTED A trial of sepsis detection",
    "Retracted \u2013 A trial",
    "Retracted and republished: A trial",
    "WITHDRAWN: A trial",
    "WITHDRAWN\u2014A trial",
    "[WITHDRAWN] A trial",
    "REMOVED: A trial",
    "Retraction notice",
    'Retraction Notice to "A trial"',
    "Retraction: A trial",
    "[Retraction] A trial",
    "Retraction Note: A trial",
    "Retraction note to: A trial",
    "Article Retraction: A trial",
    "Notice of Retraction: A trial",
    "Notice of Retraction and Replacement. A trial",
    "Statement of Retraction: A trial",
    "This article has been retracted: A trial",
    "A trial (Retracted article. See vol. 12, pg 3, 2010)",
    "A trial [RETRACTED]",
    "A trial - RETRACTED",
    "A trial. Retracted",
]
OF_CONCERN = [
    "Expression of Concern: A trial",
    "Editorial Expression of Concern: A trial",
    "Editor's Expression of Concern: A trial",
    "[Expression of Concern] A trial",
    'Expression of concern regarding "A trial"',
    "A trial (Expression of Concern)",
]
PLAIN = [
    "A trial",
    "Retracted position of the needle",
    "RETRACTED POSITION OF THE NEEDLE",
    "Retraction of lung lobes",
    "Retraction of the lung: an atlas",
    "Clot retraction: an assay",
    "Canine retraction - a trial",
    "Tongue (retracted vs. protracted)",
    "Delirium (withdrawal) in intensive care",
    "Withdrawn drugs: lessons",
    "Withdrawal of care",
    "Alcohol withdrawal: a trial",
    "Removed teeth and pain",
    "Outcomes after stent removal: a trial",
    "Retracted articles in oncology: a review",
    "Retractions: a survey",
    "Retraction notices of trials",
    "Why are articles retracted?",
    "Not retracted: a trial",
    "Expression of concern in parents",
    "Expressions of concern in journals",
    "Gene expression: of concern",
]


@pytest.mark.parametrize(
    ("notice", "title"),
    [
        (n, t)
        for n, titles in (("retracted", RETRACTED), ("concern", OF_CONCERN), (None, PLAIN))
        for t in titles
    ],
)
def test_a_title_is_read_for_a_mark(notice, title):
    """A mark at the beginning, at the end or in brackets is one; a paper on such things is not."""
    assert notice_in(title, "", []) == notice


@pytest.mark.parametrize(
    ("tag", "notice"),
    [
        ("Retracted Publication", "retracted"),
        ("retracted_publication", "retracted"),
        ("Retraction of Publication", "retracted"),
        ("status:retracted", "retracted"),
        ("#retracted", "retracted"),
        ("withdrawn", "retracted"),
        ("Expression of Concern", "concern"),
        ("pt/Expression of Concern", "concern"),
        ("not retracted", None),
        ("lung-retraction", None),
        ("withdrawal", None),
        ("removed", None),
    ],
)
def test_a_tag_is_read_whole(tag, notice):
    """A tag says it by itself, whatever list it is of; a keyword that has the word in it does not."""
    assert notice_in("", "", ["sepsis", tag]) == notice


@pytest.mark.parametrize(
    ("citation", "notice"),
    [
        ("Smith J. RETRACTED: A trial. BMJ 2020;1", "retracted"),
        ("Smith J. A trial. BMJ 2020. Retraction in: BMJ 2021", "retracted"),
        ("Smith J. A trial (Retracted article). BMJ", "retracted"),
        ("Smith J. Expression of Concern: A trial. BMJ", "concern"),
        ("Smith J. Retraction of lobes. BMJ", None),
    ],
)
def test_a_citation_is_read_sentence_by_sentence(citation, notice):
    """The title that a citation quotes is read as a title is."""
    assert notice_in("", citation, []) == notice


def test_the_graver_mark_counts():
    """A paper that drew concern and was retracted since is retracted."""
    assert notice_in("RETRACTED: A trial", "", ["Expression of Concern"]) == "retracted"
