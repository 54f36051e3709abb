"""Equivalence: the table of comparison with one comparator."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path

from app.http.contract import refusals
from app.http.deps import Day, Reading
from app.http.reading import Router
from app.schemas.equivalence import Comparator, ComparedDimension, EquivalenceOut, Missing
from app.schemas.parts import ConclusionOnDay
from graph import errors
from graph.reports.equivalence import equivalence

router = Router("conclusions")


@router.get(
    "/comparators/{key}/equivalence",
    operation_id="read_equivalence",
    responses=refusals(errors.ItemNotFound, errors.WrongType),
)
async def read_equivalence(
    key: Annotated[str, Path(max_length=200, description="Key of a comparator device.")],
    store: Reading,
    today: Day,
) -> EquivalenceOut:
    """Show the table of equivalence with one comparator, what is concluded on it, and what is missing.

    A dimension without rows is shown empty. A row says what it lacks: a rationale for its difference, a
    difference that its values show, or that the difference is clinically significant.
    """
    table = await equivalence(store, key, today)
    return EquivalenceOut(
        revision=table.revision,
        on=today,
        complete=not table.missing,
        missing=[Missing.model_validate(entry) for entry in table.missing],
        comparator=Comparator.model_validate(table.comparator),
        dimensions=[ComparedDimension.model_validate(entry) for entry in table.dimensions],
        conclusions=[ConclusionOnDay.model_validate(entry) for entry in table.conclusions],
    )
