"""Wording: two people's word carries a text and nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import EditorialRefused
from graph.status.basis import membership_fields
from graph.versions.rewording import WordedContent, carried_wording, editorial_wording, unagreed_fields
from graph.versions.version import version_of
from graph.vocabulary import ITEM_TYPES, shapes
from graph.vocabulary.registry import hashes

CONTENTS = st.fixed_dictionaries(
    {"statement": st.sampled_from(["a", "b", "c"])},
    optional={
        "target_threshold": st.sampled_from([0.5, 0.9]),
        "claim_type": st.sampled_from(["safety", "usability"]),
        "module": st.sampled_from(["m", "n"]),
        "covers": st.sampled_from([["IUE-1"], ["IUE-1", "IUE-2"]]),
        "title": st.sampled_from(["s", "t"]),
    },
)


def structure(content):
    """What of a claim is no free text and carries meaning."""
    return {name: value for name, value in content.items() if name not in ("statement", "title")}


@given(st.lists(st.tuples(CONTENTS, st.booleans()), min_size=1, max_size=8), CONTENTS)
def test_a_chain_of_wordings_never_hides_a_change_of_structure(steps, first):
    """Whatever is agreed in whatever order, equal hashes mean equal structure; agreed means equal hashes."""
    now = WordedContent(first, {})
    seen = [now]
    for content, marked in steps:
        before = hashes("Claim", now.content, now.wording)
        wording = carried_wording(now, content)
        if marked:
            try:
                wording = editorial_wording("Claim", "CLM-1", now, content)
            except EditorialRefused:
                assert structure(content) != structure(now.content)
                continue
            assert structure(content) == structure(now.content)
            assert hashes("Claim", content, wording).substantive == before.substantive
            assert hashes("Claim", content, wording).interface == before.interface
        now = WordedContent(content, wording)
        substance = hashes("Claim", content, wording).substantive
        for other in seen:
            if hashes("Claim", other.content, other.wording).substantive == substance:
                assert structure(other.content) == structure(content)
                assert other.stands_for("statement") == now.stands_for("statement")
        seen.append(now)


def version(statement, wording="", marked="", agreed=""):
    """A stored version, as far as wording goes."""
    return version_of(
        {
            "id": "CLM-1@1",
            "key": "CLM-1",
            "no": 1,
            "status": "superseded",
            "content_hash": "",
            "substantive_hash": "",
            "interface_hash": "",
            "substantive_rev": 1,
            "editorial_rev": 0,
            "change_class": "editorial",
            "created_by": "one",
            "created_at": "2026-01-01T00:00:00.000000Z",
            "content": f'{{"statement":"{statement}"}}',
            "wording": wording,
            "editorial_marked_by": marked,
            "editorial_agreed_by": agreed,
        }
    )


@pytest.mark.parametrize(
    ("now", "found"),
    [
        (version("b", '{"statement":"a"}', "one", "two"), []),
        (version("b", '{"statement":"a"}', "one", ""), ["statement"]),
        (version("b", '{"statement":"a"}'), ["statement"]),
        (version("b", '{"statement":"a"}', "one", "One"), ["statement"]),
        (version("b", '{"statement":"z"}', "one", "two"), ["statement"]),
        (version("b", '{"module":"a"}', "one", "two"), ["module"]),
        (version("b"), []),
    ],
)
def test_a_wording_needs_two_names_and_a_text_that_was_there(now, found):
    """Verification reports a text that stands for another without two people's word, or for none that was."""
    assert unagreed_fields("Claim", now, [version("a")]) == found


def test_a_wording_is_carried_on_with_the_very_same_text():
    """An edit of another field keeps what the text stands for; another text does not inherit it."""
    agreed = version("b", '{"statement":"a"}', "one", "two")
    assert unagreed_fields("Claim", version("b", '{"statement":"a"}'), [version("a"), agreed]) == []
    assert unagreed_fields("Claim", version("c", '{"statement":"a"}'), [version("a"), agreed]) == [
        "statement"
    ]


def test_free_text_decides_on_no_place_in_a_basis():
    """No statement of an expected basis reads a free text, so that a wording moves nothing but words."""
    declared = [shapes(item_type) for item_type in ITEM_TYPES.values()]
    free = {name for fields in declared for name, shape in fields.items() if shape.free_text}
    assert "statement" in free
    assert not free & membership_fields()
