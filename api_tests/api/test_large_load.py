"""A load may be larger than one message that the database takes (16 MiB)."""

from __future__ import annotations

from api_tests.small_file import differences

ROWS, SENTENCES = 30, 8


def test_a_load_larger_than_a_message(workspace):
    """Long texts are sent in pieces of one transaction: all of them are there, in one revision."""
    texts = [f"{number} " + "word " * 9_000 for number in range(SENTENCES)]
    rows = [
        {
            "type": "LiteratureSearch",  # nothing is read out of its texts, which would take far longer
            "key": f"LIT-{number}",
            "purpose": "sota",
            "search_strings": texts,
            "approve": True,
        }
        for number in range(ROWS)
    ]
    answer = workspace.load(rows)
    assert (answer["counts"], answer["revision"]) == ({"created": ROWS}, 1)
    again = workspace.load(rows)
    assert (again["counts"], again["revision"]) == ({"unchanged": ROWS}, 1)
    content = workspace.get(f"/items/LIT-{ROWS - 1}")["content"]
    assert content["search_strings"] == [text.strip() for text in texts]
    assert differences(workspace.address) == []
