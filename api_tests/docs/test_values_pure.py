"""No value of an enumeration is one that nobody thought of (docs/reference/values.md)."""

import pytest

from docs.values import enumerated, meaning, reasons, telling_apart

CELLS = [(name, field, value) for name, field, values in enumerated() for value in values]


@pytest.mark.parametrize(("name", "field", "value"), CELLS)
def test_a_value_means_something_or_it_is_said_why_not(name, field, value):
    """A rule or a basis names the value, or a sentence says why none does."""
    assert meaning(name, field, value), f"say in docs/values.json what {name}.{field} {value} means"


def test_a_reason_is_given_only_for_what_is_there_and_needs_one():
    """No sentence is left of a field or a value that went, or that a rule tells apart since."""
    unnamed = {cell for cell in CELLS if not telling_apart(*cell)}
    fields = {f"{name}.{field}" for name, field, _ in unnamed}
    values = {f"{name}.{field} {value}" for name, field, value in unnamed}
    assert set(reasons()) <= fields | values


def test_what_texts_name_is_found():
    """Of some values it is known who tells them apart, and of some that nobody does."""
    assert "RSK-04" in telling_apart("Conclusion", "verdict", "implemented_only")
    assert "PMS-05" in telling_apart("PmsReport", "kind", "psur")
    assert telling_apart("Evaluation", "stage", "report") == []
