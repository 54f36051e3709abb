"""Catalogues of requirements and presets of regulatory profiles: data of the folder `catalogues/`.

`reading` gives the catalogues, `presets` the profiles. Nothing here asks a database.
"""

from graph.catalogues.presets import Preset, presets
from graph.catalogues.reading import (
    CATALOGUES,
    Catalogue,
    CatalogueError,
    Heading,
    Leaf,
    catalogues,
    must_know,
)

__all__ = [
    "CATALOGUES",
    "Catalogue",
    "CatalogueError",
    "Heading",
    "Leaf",
    "Preset",
    "catalogues",
    "must_know",
    "presets",
]
