"""Where a basis looks, its twin comes from: each way that the text of a basis goes, the twin goes back.

So a place that a basis takes in, or only reads, and that nobody is told of when it changes, is found without
a graph on which it happens to matter.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import pytest

from graph.database.statements import load
from graph.dialect.places import SCOPE, Places, places_of
from graph.vocabulary import ITEM_TYPES
from graph.vocabulary.kinds import KINDS

Hop = tuple[str, bool]
"""A relationship, and whether it is gone along or against."""
Path = tuple[Hop, ...]
ABOUT: Hop = ("ABOUT", True)
OF_CLAIMS = ("Conclusion", (ABOUT, ("ABOUT", False)))
"""That other conclusions on its subject matter is said of claims alone, in parts that other kinds share."""
OF_RECORDS = ("Requirement", (ABOUT, ("SATISFIES", True)))
"""What a record is on is asked of records alone, in parts that benefit and risk share."""


def read(text: str) -> Places:
    """Return the places of a statement that begins with `$keys`."""
    found = places_of(text.replace("$keys", "$subjects"), frozenset({"Item", *ITEM_TYPES}))
    assert found is not None
    return found


def paths(places: Places) -> Iterator[tuple[int, Path]]:
    """Return a shortest path from where a statement begins to each place that hangs together with it.

    A relationship of several types is as many paths.
    """
    for context in range(len(places.contexts)):
        around = set(places.around(context))
        near: dict[int, list[tuple[int, frozenset[str], bool]]] = {}
        for edge in (edge for edge in places.edges if edge.within in around and edge.types):
            near.setdefault(edge.start, []).append((edge.end, edge.types, True))
            near.setdefault(edge.end, []).append((edge.start, edge.types, False))
        reached: dict[int, list[tuple[frozenset[str], bool]]] = {anchor: [] for anchor in places.anchors}
        wave = list(reached)
        for place in wave:
            for other, types, outward in near.get(place, ()):
                if other not in reached:
                    reached[other] = [*reached[place], (types, outward)]
                    wave.append(other)
        for place, hops in reached.items():
            if places.places[place].within == context:
                for some in product(*([(name, outward) for name in types] for types, outward in hops)):
                    yield place, some


def twin(kind: str) -> str:
    """Return the file in affected/ that belongs to a kind of conclusion."""
    return "pillar" if kind.startswith("pillar_") else str(kind)


def missing(basis: str, told: str) -> set[tuple[str, Path]]:
    """Return the ways from a conclusion into its basis that who is told of a change does not come back by."""
    back = {tuple((name, not outward) for name, outward in reversed(path)) for _, path in paths(read(told))}
    back |= {path[1:] for path in back if path[:1] == (ABOUT,)}
    looked = read(basis)
    return {
        ("|".join(sorted(labels or {"any"})), path)
        for place, path in paths(looked)
        if path and (labels := looked.places[place].labels) != SCOPE
        if path not in back and not (path[0] == ABOUT and path[1:] in back)
    }


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_twin_comes_back_from_wherever_its_basis_looks(kind):
    """By the relationships of the basis itself and of the parts that it shares; scopes are passed through."""
    texts = load()
    told = texts[f"status/affected/{twin(kind)}"].body
    parts = [f"status/basis/{KINDS[kind].basis}", *(f"status/shared/{part}" for part in KINDS[kind].shared)]
    of_others = {"claim_supported": set(), "benefit_risk": {OF_CLAIMS, OF_RECORDS}}.get(kind, {OF_CLAIMS})
    assert {part: missing(texts[part].body, told) - of_others for part in parts} == {p: set() for p in parts}


def test_a_branch_that_is_forgotten_is_found():
    """Without the way from an appraisal to its claim, the twin of a pillar no longer comes back."""
    texts = load()
    basis, told = texts["status/basis/pillar"].body, texts["status/affected/pillar"].body
    cut = told.replace("[:APPRAISES]", "[:RELATES_TO]")
    assert missing(basis, told) == set()
    assert {label for label, _ in missing(basis, cut)} == {"Appraisal"}
