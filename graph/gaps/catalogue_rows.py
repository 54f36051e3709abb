"""The shipped catalogues as rules read them: what a device has to answer, loaded or not. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from graph.catalogues import Catalogue, Leaf, catalogues
from graph.vocabulary.identifiers import normal_catalogue, normal_leaf
from graph.vocabulary.requirements import Requirement


@cache
def catalogues_for_rules() -> Sequence[Mapping[str, object]]:
    """Return what rules read as `$catalogues`: a row for each catalogue, its id in one spelling.

    `leaves` are the keys that the items of its leaves have, `normals` the same leaves in the one spelling in
    which requirements are compared, and `clinical` those on which every clinical evaluation concludes.
    """
    return [_row(catalogue) for _, catalogue in sorted(catalogues().items())]


def _row(catalogue: Catalogue) -> Mapping[str, object]:
    leaves = catalogue.leaves
    return {
        "id": normal_catalogue(catalogue.id),
        "leaves": [catalogue.key_of(leaf) for leaf in leaves],
        "normals": [normal_leaf(catalogue.id, leaf.id) for leaf in leaves],
        "clinical": [catalogue.key_of(leaf) for leaf in leaves if _clinical(catalogue, leaf)],
    }


def _clinical(catalogue: Catalogue, leaf: Leaf) -> bool:
    stated = {"catalogue": catalogue.id, "requirement_id": leaf.id}
    return any(
        name.startswith("clinical_topic") for name in Requirement.derive(catalogue.key_of(leaf), stated)
    )
