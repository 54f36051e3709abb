"""The N12 matrix cell by cell, the traps in it, and what several situations and lay users do to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.vocabulary.n12 import EU_ORIENTATION, MATRIX, RANKS, HealthcareSituation, derive

TREAT, DRIVE, INFORM = "treat_or_diagnose", "drive_clinical_management", "inform_clinical_management"
TABLE = [
    ("critical", TREAT, "IV", "IV.i", "more_important"),
    ("critical", DRIVE, "III", "III.ii", "more_important"),
    ("critical", INFORM, "II", "II.iii", "less_important"),
    ("serious", TREAT, "III", "III.i", "more_important"),
    ("serious", DRIVE, "II", "II.ii", "less_important"),
    ("serious", INFORM, "I", "I.ii", "less_important"),
    ("non_serious", TREAT, "II", "II.i", "less_important"),
    ("non_serious", DRIVE, "I", "I.i", "less_important"),
    ("non_serious", INFORM, "I", "I.iii", "less_important"),
]
STATEMENTS = st.lists(
    st.builds(
        HealthcareSituation,
        st.sampled_from([TREAT, DRIVE, INFORM]),
        st.sampled_from(["critical", "serious", "non_serious"]),
    )
)


@pytest.mark.parametrize(("situation", "significance", "category", "criterion", "review"), TABLE)
def test_every_cell_of_the_matrix(situation, significance, category, criterion, review):
    """Category, criterion and review level of each of the nine cells (N12 7.2; N41 figure 13)."""
    cell = derive([HealthcareSituation(significance, situation)]).cell
    assert (cell.category, cell.criterion, cell.review) == (category, criterion, review)


def test_the_table_is_the_whole_matrix():
    """No cell is left out of the table above, and no two cells share a criterion."""
    assert {(row[0], row[1]) for row in TABLE} == set(MATRIX)
    assert len({cell.criterion for cell in MATRIX.values()}) == len(MATRIX)


@pytest.mark.parametrize(("situation", "significance"), [("non_serious", DRIVE), ("serious", INFORM)])
def test_two_cells_that_are_often_copied_wrongly_are_category_one(situation, significance):
    """Some tables print II for these two; the source has I (N12 7.2, N41 figure 10)."""
    assert derive([HealthcareSituation(significance, situation)]).cell.category == "I"


def test_the_category_is_not_the_legal_class():
    """The orientation of MDCG 2019-11 gives II and I the same class, so no class leads back to a category."""
    assert EU_ORIENTATION == {"IV": "III", "III": "IIb", "II": "IIa", "I": "IIa"}


@pytest.mark.parametrize(
    ("significance", "situation", "without", "supported"),
    [(TREAT, "serious", "IV", "III"), (DRIVE, "serious", "III", "II"), (INFORM, "serious", "II", "I"),
     (TREAT, "non_serious", "II", "II"), (DRIVE, "critical", "III", "III")],
)  # fmt: skip
def test_lay_users_without_support_make_a_serious_situation_critical(
    significance, situation, without, supported
):
    """Only the serious row moves, and only where no specialist supports (N12 5.2.2, note)."""
    stated = [HealthcareSituation(significance, situation)]
    assert derive(stated, unsupported_lay_users=True).cell.category == without
    assert derive(stated).cell.category == supported


def test_nothing_stated_gives_no_category():
    """Without a definition statement there is no category, not the lowest one."""
    assert derive([]) is None


@given(STATEMENTS, st.booleans())
def test_the_highest_category_of_all_situations_counts(statements, lay):
    """It is the highest that any situation gives by itself, in whatever order they are stated (N12 7.1)."""
    found = derive(statements, unsupported_lay_users=lay)
    alone = [derive([entry], unsupported_lay_users=lay).cell.rank for entry in statements]
    again = derive(list(reversed(statements)), unsupported_lay_users=lay)
    assert (found.cell.rank if found else None) == (max(alone) if alone else None)
    assert (again.cell.rank if again else None) == (found.cell.rank if found else None)


@given(STATEMENTS)
def test_lay_users_never_lower_a_category(statements):
    """Whatever is stated, acting without support gives the same category or a higher one."""
    alone, lay = derive(statements), derive(statements, unsupported_lay_users=True)
    assert (lay.cell.rank if lay else 0) >= (alone.cell.rank if alone else 0)


@given(STATEMENTS.filter(bool), st.booleans())
def test_the_words_name_every_situation_and_the_outcome(statements, lay):
    """One sentence a situation, and the criterion that decided with its review level at the end."""
    found = derive(statements, unsupported_lay_users=lay)
    assert all(entry.significance in words for entry, words in zip(statements, found.words, strict=False))
    assert found.cell.criterion in found.words[-1]
    assert found.cell.review.replace("_", " ") in found.words[-1]
    assert RANKS[found.cell.category] == found.cell.rank
